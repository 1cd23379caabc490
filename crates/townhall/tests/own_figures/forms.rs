//! The forms at the desk: what was typed stays, wrong fields are named, a saved form leads on.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use jiff::Timestamp;
use tower::ServiceExt;
use townhall::{
    installation::{Installation, Legal},
    people::desk::{self, Desk},
};
use web::{metrics::Metrics, serve};

use super::app::{App, Result};

const OWN: &str = "127.0.0.1:18107";

pub(crate) struct Browser {
    router: Router,
    cookie: String,
}

impl Browser {
    pub(crate) async fn of(app: &App) -> Result<Self> {
        let site = townhall::site()?;
        let installation = Installation::new(app.store.clone(), site.clone(), Legal::default(), [7; 32]);
        let desk = Desk::new(OWN.parse()?, "key", || [9; 32]);
        let routes = townhall::routes_at_desk().with_state(installation);
        let inside = serve::frame(routes, &site, &Metrics::default(), &serve::Settings::default());
        let router = desk::guard(inside, desk.clone());
        let mut browser = Self {
            router,
            cookie: String::new(),
        };
        let link = desk.new_link(Timestamp::now());
        let request = Request::get(link).header(header::HOST, OWN).body(Body::empty())?;
        let answer = browser.router.clone().oneshot(request).await?;
        let cookie = answer.headers().get(header::SET_COOKIE).unwrap().to_str()?.to_owned();
        cookie.split(';').next().unwrap().clone_into(&mut browser.cookie);
        Ok(browser)
    }

    pub(crate) async fn send(&self, method: &str, path: &str, body: String) -> Result<(StatusCode, String, String)> {
        self.send_as(method, path, "application/x-www-form-urlencoded", body)
            .await
    }

    pub(crate) async fn send_as(
        &self,
        method: &str,
        path: &str,
        kind: &str,
        body: String,
    ) -> Result<(StatusCode, String, String)> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, OWN)
            .header(header::COOKIE, &self.cookie)
            .header(header::ORIGIN, format!("http://{OWN}"))
            .header(header::CONTENT_TYPE, kind);
        let answer = self.router.clone().oneshot(request.body(Body::from(body))?).await?;
        let place = answer
            .headers()
            .get(header::LOCATION)
            .and_then(|place| place.to_str().ok());
        let (status, place) = (answer.status(), place.unwrap_or_default().to_owned());
        let text = String::from_utf8(to_bytes(answer.into_body(), 1 << 24).await?.to_vec())?;
        Ok((status, place, text.replace(['\u{2068}', '\u{2069}'], "")))
    }

    /// Opens a page and sends only these fields, with its token, to another address of the same page.
    pub(crate) async fn fill_at(
        &self,
        page: &str,
        address: &str,
        fields: &[(&str, &str)],
    ) -> Result<(StatusCode, String, String)> {
        let (_, _, text) = self.send("GET", page, String::new()).await?;
        let token = text.split(r#"name="csrf" value=""#).nth(1).unwrap();
        let mut body = format!("csrf={}", token.split('"').next().unwrap());
        for (name, value) in fields {
            let encoded: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
            body.push_str(&format!("&{name}={encoded}"));
        }
        self.send("POST", address, body).await
    }

    /// The same for a form that is sent to its own page.
    pub(crate) async fn fill_only(&self, path: &str, fields: &[(&str, &str)]) -> Result<(StatusCode, String, String)> {
        self.fill_at(path, path, fields).await
    }

    /// Opens a form and sends it with these fields over those that it shows as text.
    pub(crate) async fn fill(&self, path: &str, fields: &[(&str, &str)]) -> Result<(StatusCode, String, String)> {
        let (status, _, page) = self.send("GET", path, String::new()).await?;
        assert_eq!(status, StatusCode::OK, "{path}: {page}");
        let token = page
            .split(r#"name="csrf" value=""#)
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let version = page
            .split(r#"name="version" value=""#)
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let indicator = page
            .split(r#"name="indicator" value=""#)
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let mut body = format!("csrf={token}");
        let hidden = [("version", version), ("indicator", indicator)];
        let hidden = hidden.into_iter().filter_map(|(name, value)| Some((name, value?)));
        for (name, value) in hidden.chain(fields.iter().copied()) {
            let encoded: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
            body.push_str(&format!("&{name}={encoded}"));
        }
        self.send("POST", path.split('?').next().unwrap(), body).await
    }
}

#[tokio::test]
async fn an_own_indicator_its_values_and_a_target_by_form_only() -> Result {
    let [app, _] = App::both().await?;
    let browser = Browser::of(&app).await?;
    let (status, _, start) = browser.send("GET", "/de/desk/own", String::new()).await?;
    assert_eq!(status, StatusCode::OK, "{start}");
    assert!(start.contains("§ 16 Abs. 5 BStatG") && start.contains("/de/desk/own/coesfeld/indicators/new"));

    let new = "/de/desk/own/coesfeld/indicators/new";
    let wrong = [
        ("title", ""),
        ("unit", "count"),
        ("goals", "11, 99"),
        ("method", "Im <b>Mai</b>"),
        ("visibility", "public"),
    ];
    let (status, _, page) = browser.fill(new, &wrong).await?;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("Der Titel fehlt") && page.contains("Das Ziel „99“ gibt es nicht"),
        "{page}"
    );
    assert!(
        page.contains("Im &#60;b&#62;Mai&#60;/b&#62;") && page.contains("aria-invalid"),
        "nothing typed is lost: {page}"
    );
    let right = [
        ("title", "Stadtbäume"),
        ("unit", "count"),
        ("counts", "things"),
        ("goals", "11; 15.1"),
        ("visibility", "public"),
    ];
    let (status, place, _) = browser.fill(new, &right).await?;
    assert_eq!(
        (status, place.as_str()),
        (
            StatusCode::SEE_OTHER,
            "/de/desk/own/coesfeld/indicators/coesfeld.stadtbaeume?saved=1"
        )
    );
    let edit = "/de/desk/own/coesfeld/indicators/coesfeld.stadtbaeume";
    let (_, _, page) = browser.send("GET", edit, String::new()).await?;
    assert!(page.contains("(2 gewählt)"), "each goal counts once: {page}");
    let (status, _, page) = browser
        .fill(
            edit,
            &[("title", "Bäume"), ("unit", "hectares"), ("visibility", "public")],
        )
        .await?;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Ändert sich, was gezählt wird?"));
    let (status, ..) = browser
        .fill(
            edit,
            &[
                ("title", "Bäume"),
                ("unit", "count"),
                ("counts", "things"),
                ("visibility", "public"),
            ],
        )
        .await?;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let stale = [
        ("version", "1"),
        ("title", "Meine Bäume"),
        ("unit", "count"),
        ("visibility", "public"),
    ];
    let (_, _, page) = browser.send("GET", edit, String::new()).await?;
    let token = page
        .split(r#"name="csrf" value=""#)
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let body = stale
        .iter()
        .map(|(name, value)| format!("&{name}={}", value.replace(' ', "+")))
        .collect::<String>();
    let (status, _, page) = browser.send("POST", edit, format!("csrf={token}{body}")).await?;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        page.contains("Meine Bäume") && page.contains("<td>Bäume</td>"),
        "both versions: {page}"
    );

    let values = "/de/desk/own/coesfeld/values/coesfeld.stadtbaeume";
    let lines = [
        ("period-0", "2023"),
        ("value-0", "1.234"),
        ("period-1", "2024"),
        ("value-1", "viele"),
        ("release", "released"),
    ];
    let (status, _, page) = browser.fill(values, &lines).await?;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("„viele“ ist keine Zahl") && page.contains(r#"value="1.234""#),
        "{page}"
    );
    let lines = [
        ("period-0", "2023"),
        ("value-0", "1.234"),
        ("period-1", "2024"),
        ("value-1", "1.250"),
        ("release", "internal"),
    ];
    let (status, place, _) = browser.fill(values, &lines).await?;
    assert_eq!(status, StatusCode::SEE_OTHER, "{place}");
    let (_, _, page) = browser.send("GET", &place, String::new()).await?;
    assert!(
        page.contains("Gespeichert als Datenlieferung") && page.contains("<td>1.250</td><td>intern</td>"),
        "{page}"
    );
    let body = format!("csrf={token}");
    let (status, place, _) = browser
        .send("POST", "/de/desk/own/coesfeld/release/coesfeld.stadtbaeume", body)
        .await?;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, _, page) = browser.send("GET", &place, String::new()).await?;
    assert!(page.contains("<td>1.250</td><td>freigegeben"), "{page}");

    let target = "/de/desk/own/coesfeld/targets/new?indicator=coesfeld.stadtbaeume";
    let fields = [
        ("kind", "reach"),
        ("bound", "at_least"),
        ("value", "1.500"),
        ("by", "2030"),
        ("body", "Rat"),
        ("decided_on", "30.06.2025"),
        ("visibility", "public"),
    ];
    let (status, _, page) = browser.fill(target, &fields[..4]).await?;
    assert_eq!(status, StatusCode::SEE_OTHER, "a draft needs no decision: {page}");
    let (status, place, page) = browser.fill(target, &fields).await?;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let edit = place.split('?').next().unwrap();
    let (status, ..) = browser
        .fill(edit, &[&fields[..], &[("because", "aufgehoben")]].concat())
        .await?;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(app.page("/de/coesfeld/targets").await?.contains("Beendet am"));
    // A number of things needs no word behind it.
    for path in [
        "/de/coesfeld/targets",
        "/en/coesfeld/targets",
        "/de/coesfeld",
        "/en/coesfeld",
    ] {
        let page = app.page(path).await?;
        assert!(
            !page.contains("Anzahl") && !page.contains("number</small>"),
            "{path}: {page}"
        );
    }
    assert!(app.page("/de/coesfeld/targets").await?.contains("mindestens 1.500 bis"));
    Ok(())
}
