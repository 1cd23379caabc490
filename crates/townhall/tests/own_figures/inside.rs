//! What is internal has pages at the desk – report, differences, origin, values, undoing – and is nowhere else.

use axum::http::StatusCode;
use townhall::indicators::own::draft::Draft;

use super::{
    app::{App, Result},
    forms::Browser,
    own::typed,
};

/// A number that stands in nothing else.
const SECRET: &str = "73.918.264";

fn draft(title: &str, formula: &str, visibility: &str) -> Draft {
    Draft {
        title: title.to_owned(),
        unit: "count".to_owned(),
        counts: "things".to_owned(),
        formula: formula.to_owned(),
        visibility: visibility.to_owned(),
        ..Draft::default()
    }
}

impl Browser {
    async fn page(&self, path: &str) -> Result<String> {
        let (status, _, text) = self.send("GET", path, String::new()).await?;
        assert_eq!(status, StatusCode::OK, "{path}: {text}");
        Ok(text)
    }
}

/// The first address of a page that begins so.
fn address<'a>(page: &'a str, start: &str) -> &'a str {
    let of_link = page.split("href=\"").find(|rest| rest.starts_with(start));
    of_link.and_then(|rest| rest.split('"').next()).unwrap_or_default()
}

#[tokio::test]
async fn what_is_internal_has_its_pages_at_the_desk_and_nowhere_else() -> Result {
    for app in App::both().await? {
        let browser = Browser::of(&app).await?;
        let slug = app.found(&draft("Geheimes Wohnheim", "", "internal")).await?;
        let values = format!("/de/desk/own/coesfeld/values/{slug}");
        let fields = [("period-0", "2023"), ("value-0", SECRET), ("release", "internal")];
        let (status, saved, page) = browser.fill_only(&values, &fields).await?;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        // Saying where it went, and how it is taken back.
        let page = browser.page(&saved).await?;
        let report = address(&page, "/de/desk/deliveries/").to_owned();
        assert!(
            page.contains("Gespeichert als Datenlieferung") && page.contains(&format!("{report}/undo")),
            "{page}"
        );
        let number = report.rsplit('/').next().unwrap();
        let indicator = address(&page, "/de/coesfeld/indicators/").to_owned();

        let start = browser.page("/de/desk").await?;
        let delivery = format!("/de/deliveries/{number}");
        assert_eq!(address(&start, &delivery), delivery, "{start}");
        assert!(start.contains("intern</span>"), "{start}");
        let said = browser.page(&report).await?;
        assert!(
            said.contains("gespeichert, intern") && said.contains("Sehen kann ihn nur") && said.contains(SECRET),
            "{said}"
        );
        assert!(
            !said.contains("steht ab jetzt auf den Seiten") && !said.contains("keine neuen Zahlen"),
            "{said}"
        );
        let mark = "Intern: Diese Seite gibt es nur am Schreibtisch";
        let differences = format!("{delivery}/differences");
        let shown = browser.page(&indicator).await?;
        let origin = address(&shown, &format!("{delivery}/cells/"))
            .replace("&amp;", "&")
            .replace("&#38;", "&");
        assert!(!origin.is_empty(), "{shown}");
        let paths = [delivery.as_str(), &differences, &indicator, &origin];
        for path in paths {
            let page = browser.page(path).await?;
            assert!(page.contains(mark), "{path} does not say so: {page}");
            assert!(
                !page.contains("/observations.csv") && !page.contains("format=csv"),
                "{path}"
            );
            // The same address tells the public nothing.
            let (status, page) = app.ask(path).await?;
            assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
            assert!(
                !page.contains("Geheimes Wohnheim") && !page.contains(SECRET),
                "{path}: {page}"
            );
        }
        for path in [&differences, &indicator, &origin] {
            assert!(browser.page(path).await?.contains(SECRET), "{path}");
        }
        for path in ["/de/deliveries", "/de/coesfeld", "/de/indicators", "/api/v1/deliveries"] {
            let page = app.page(path).await?;
            assert!(
                !page.contains("Geheimes Wohnheim") && !page.contains(&delivery),
                "{path}: {page}"
            );
        }
        assert!(browser.page("/de/deliveries").await?.contains(&delivery));
        // What everybody sees is not marked as internal, also at the desk.
        assert!(!browser.page("/de/coesfeld").await?.contains(mark));

        let undo = format!("{report}/undo");
        let (status, place, _) = browser.fill_only(&undo, &[("reason", "Versehen")]).await?;
        assert_eq!((status, place.as_str()), (StatusCode::SEE_OTHER, delivery.as_str()));
        assert!(browser.page(&place).await?.contains("Versehen"));
        assert!(!browser.page(&indicator).await?.contains(SECRET));
        assert!(
            !app.page("/de/deliveries")
                .await?
                .contains("Rücknahme der Datenlieferung")
        );
    }
    Ok(())
}

#[tokio::test]
async fn nobody_overwrites_a_value_unseen_and_only_what_may_be_seen_is_released() -> Result {
    for app in App::both().await? {
        let browser = Browser::of(&app).await?;
        let counted = Draft {
            counts: "social".to_owned(),
            ..draft("Beratungen", "", "public")
        };
        let slug = app.found(&counted).await?;
        let values = format!("/de/desk/own/coesfeld/values/{slug}");
        let seen = |page: &str| {
            let rest = page.split(r#"name="seen" value=""#).nth(1).unwrap_or_default();
            rest.split('"').next().unwrap_or_default().to_owned()
        };
        // Two windows show the form; the first one saves.
        let first = seen(&browser.page(&values).await?);
        let fields = [("seen", first.as_str()), ("period-0", "2018"), ("value-0", "500")];
        let (status, ..) = browser.fill_only(&values, &fields).await?;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let fields = [("seen", first.as_str()), ("period-0", "2018"), ("value-0", "600")];
        let (status, _, page) = browser.fill_only(&values, &fields).await?;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        assert!(
            page.contains("Inzwischen wurde hier 500 gespeichert") && page.contains("value=\"600\""),
            "{page}"
        );
        // Sent once more from the page that shows both, it counts, and what it replaced is told.
        let now = seen(&page);
        let fields = [("seen", now.as_str()), ("period-0", "2018"), ("value-0", "600")];
        let (status, saved, _) = browser.fill_only(&values, &fields).await?;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let page = browser.page(&saved).await?;
        assert!(page.contains("Geändert: 2018, vorher 500."), "{page}");
        // What an address makes up is not told.
        let page = browser.page(&format!("{values}?saved=1&replaced=%3Cb%3E:1")).await?;
        assert!(!page.contains("Geändert:") && !page.contains("<b>"), "{page}");
        let page = browser.page(&format!("{values}?saved=99999")).await?;
        assert!(!page.contains("Gespeichert als"), "{page}");

        let small = [
            ("period-0", "2023"),
            ("value-0", "4"),
            ("period-1", "2024"),
            ("value-1", "31337"),
        ];
        let (status, ..) = browser.fill_only(&values, &small).await?;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let release = format!("/de/desk/own/coesfeld/release/{slug}");
        let (status, place, _) = browser.fill_at(&values, &release, &[]).await?;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let page = browser.page(&place).await?;
        assert!(page.contains("Intern geblieben ist der Wert für 2023"), "{page}");
        let public = app.page(&format!("/de/coesfeld/indicators/{slug}")).await?;
        assert!(
            public.contains("31.337") && public.contains("600") && !public.contains("2023"),
            "{public}"
        );
        // Where nothing may be released the periods are named.
        let few = app
            .found(&Draft {
                title: "Wenige".to_owned(),
                ..counted
            })
            .await?;
        app.enter(&few, &typed(&[("2022", "2")], false)).await??;
        let values = format!("/de/desk/own/coesfeld/values/{few}");
        let release = format!("/de/desk/own/coesfeld/release/{few}");
        let (status, _, page) = browser.fill_at(&values, &release, &[]).await?;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("Der Wert für 2022 ist so klein"), "{page}");
    }
    Ok(())
}

#[tokio::test]
async fn computed_deliveries_have_a_name_and_are_undone_by_their_inputs() -> Result {
    let [app, _] = App::both().await?;
    let browser = Browser::of(&app).await?;
    let trees = app.found(&draft("Bäume", "", "public")).await?;
    app.enter(&trees, &typed(&[("2023", "12")], true)).await??;
    app.found(&draft(
        "Doppelte Bäume",
        &format!("indicator(\"{trees}\") * 2"),
        "public",
    ))
    .await?;
    let start = browser.page("/de/desk").await?;
    let (_, rest) = start
        .split_once("Eigene Berechnung: Doppelte Bäume</a>")
        .unwrap_or_default();
    assert!(!rest.is_empty(), "{start}");
    assert!(!start.contains("\"></a>"), "no link is without words: {start}");
    let page = browser.page("/de/desk/deliveries/2/undo").await?;
    assert!(
        page.contains("Sie folgt ihren Ausgangswerten") && page.contains("/de/desk/deliveries/1\""),
        "{page}"
    );
    assert!(!page.contains("name=\"reason\""), "there is nothing to send: {page}");
    let report = browser.page("/de/desk/deliveries/2").await?;
    assert!(
        report.contains("Eigene Berechnung: Doppelte Bäume") && !report.contains("/de/desk/deliveries/2/undo"),
        "{report}"
    );
    Ok(())
}
