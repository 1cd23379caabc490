//! Observations as files: every form by `format` and by `Accept`, each one that can be delivered.

use super::*;

impl Town {
    /// Status, media type and body of an answer that is no text.
    async fn bytes(&self, path: &str, accept: &str) -> Result<(u16, String, Vec<u8>)> {
        let request = Request::builder()
            .uri(format!("/api/v1/{path}"))
            .header("accept", accept);
        let response = self.app.clone().oneshot(request.body(Body::empty())?).await?;
        let kind = response.headers().get(header::CONTENT_TYPE).cloned();
        let kind = kind
            .as_ref()
            .and_then(|kind| kind.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        let status = response.status().as_u16();
        Ok((status, kind, to_bytes(response.into_body(), usize::MAX).await?.to_vec()))
    }
}

#[tokio::test]
async fn observations_come_in_every_form_and_others_are_refused_by_name() -> Result {
    let town = Town::of(prepared_sqlite("2026-01-05", shipped).await).await?;
    town.deliver(BICYCLES, "2022-05-01", "2026-01-05T10:00:00Z").await?;
    for form in formats::observations::Form::ALL {
        let kind = form.media_type().split(';').next().unwrap_or_default();
        let by_format = town
            .bytes(&format!("observations?format={}", form.as_str()), "*/*")
            .await?;
        let by_accept = town.bytes("observations", kind).await?;
        assert_eq!((by_format.0, by_accept.0), (200, 200), "{form:?}");
        assert!(
            by_format.1.starts_with(kind) && by_accept.1.starts_with(kind),
            "{form:?} {}",
            by_format.1
        );
        assert!(by_format.2 == by_accept.2, "{form:?}");
        if form == formats::observations::Form::Json {
            continue;
        }
        // Each is a file that can be delivered.
        let mut file = std::io::Cursor::new(by_format.2);
        let limits = formats::limits::Limits::default();
        let format = formats::open(&mut file, None, &limits)?;
        let mut n_rows = 0;
        format.read(&mut file, &formats::ReadOptions::default(), &limits, &mut |event| {
            n_rows += usize::from(matches!(event, formats::Event::Row(_)));
        })?;
        assert_eq!(n_rows, 6, "{form:?}");
    }
    let unknown = town.get("observations?format=docx").await?;
    assert_eq!(unknown.wrong()?, [("format".to_owned(), "unknown-value".to_owned())]);
    assert!(unknown.body.contains("data-package"), "{}", unknown.body);
    let image = town
        .ask(Method::GET, "/api/v1/observations", &[("accept", "image/png")])
        .await?;
    assert_eq!(image.status, 406);
    assert!(
        image.body.contains("sdmx-json") && image.body.contains("parquet"),
        "{}",
        image.body
    );
    let cursor = town.get("observations?format=xlsx&cursor=x").await?;
    assert_eq!(cursor.status, 400);
    Ok(())
}
