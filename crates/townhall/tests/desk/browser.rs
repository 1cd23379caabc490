//! A browser as far as the tests need one: it keeps its cookie, says where its forms come from, and reads tokens out of pages.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use jiff::Timestamp;
use store::testing::{Fresh, prepared_sqlite};
use tower::ServiceExt;
use townhall::{
    installation::{Installation, Legal},
    people::desk::{self, Desk},
};
use web::{metrics::Metrics, serve};

use crate::Result;

pub(crate) const OWN: &str = "127.0.0.1:18100";
/// What another process of the same user knows.
pub(crate) const KEY: &str = "key of the data folder";

/// A desk with one browser.
pub(crate) struct Browser {
    pub(crate) fresh: Fresh,
    pub(crate) desk: Desk,
    pub(crate) router: Router,
    pub(crate) cookie: Option<String>,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn says(&self, words: &str) -> bool {
        self.text.replace(['\u{2068}', '\u{2069}'], "").contains(words)
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The token in the first form of the page.
    pub(crate) fn token(&self) -> Result<String> {
        let after = self
            .text
            .split(r#"name="csrf" value=""#)
            .nth(1)
            .ok_or("no form with a token")?;
        Ok(after.split('"').next().unwrap_or_default().to_owned())
    }
}

/// Chance as a test knows it: never twice the same.
fn chance() -> [u8; 32] {
    static N: std::sync::atomic::AtomicU8 = std::sync::atomic::AtomicU8::new(1);
    [N.fetch_add(1, std::sync::atomic::Ordering::Relaxed); 32]
}

impl Browser {
    /// Not let in yet.
    pub(crate) async fn outside() -> Result<Self> {
        let at: Timestamp = "2026-11-20T08:00:00Z".parse()?;
        let fresh = prepared_sqlite("2026-11-20", async |store| townhall::prepare(store, at).await).await;
        let site = townhall::site()?;
        let installation = Installation::new(fresh.store.clone(), site.clone(), Legal::default(), [7; 32]);
        let routes = townhall::routes_at_desk().with_state(installation);
        let desk = Desk::new(OWN.parse()?, KEY, chance);
        let app = serve::frame(routes, &site, &Metrics::default(), &serve::Settings::default());
        let router = desk::guard(app, desk.clone());
        Ok(Self {
            fresh,
            desk,
            router,
            cookie: None,
        })
    }

    /// Let in by a link.
    pub(crate) async fn inside() -> Result<Self> {
        let mut browser = Self::outside().await?;
        let link = browser.desk.new_link(Timestamp::now());
        let answer = browser.get(&link).await?;
        let cookie = answer.header("set-cookie");
        browser.cookie = Some(cookie.split(';').next().unwrap_or_default().to_owned());
        Ok(browser)
    }

    pub(crate) fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(path).header(header::HOST, OWN);
        match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Result<Answer> {
        let response = self.router.clone().oneshot(request).await?;
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), 64 << 20).await?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Answer { status, headers, text })
    }

    pub(crate) async fn get(&self, path: &str) -> Result<Answer> {
        self.send(self.request("GET", path).body(Body::empty())?).await
    }

    /// Sends a form as our own page does, with this text as its body.
    pub(crate) async fn post(&self, path: &str, body: &str) -> Result<Answer> {
        let request = self
            .request("POST", path)
            .header(header::ORIGIN, format!("http://{OWN}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body.to_owned()))?).await
    }
}
