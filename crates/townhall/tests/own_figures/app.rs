//! An installation with one home, asked as a browser and as a program ask it.

use std::error::Error;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use jiff::Timestamp;
use serde_json::Value;
use store::{
    Store,
    scope::Scope,
    testing::{Fresh, prepared},
};
use tower::ServiceExt;
use townhall::{
    indicators::{
        deliveries::import::{ImportOptions, Outcome, import_bytes},
        own::Protection,
    },
    installation::{Installation, Legal},
    people::{self, NewOrganisation, Organisation},
    territories,
};
use web::{metrics::Metrics, serve};

pub(crate) type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

pub(crate) struct App {
    pub(crate) store: Store,
    pub(crate) home: Organisation,
    router: Router,
    _fresh: Fresh,
}

pub(crate) fn now() -> Timestamp {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

pub(crate) fn scope() -> Scope {
    Scope::installation("test")
}

impl App {
    /// One on each engine, with Coesfeld (05558012) as home.
    pub(crate) async fn both() -> Result<[Self; 2]> {
        let [first, second] = prepared("2026-11-22", async |store| townhall::prepare(store, now()).await).await;
        Ok([Self::on(first).await?, Self::on(second).await?])
    }

    async fn on(fresh: Fresh) -> Result<Self> {
        let store = fresh.store.clone();
        let keys = territories::key_table(store.sql.read(&scope())).await?;
        let new = NewOrganisation {
            slug: "coesfeld".to_owned(),
            name: "Coesfeld".to_owned(),
            territory_id: keys.resolve("05558012", None)?.id,
        };
        let (home, _) = store
            .sql
            .write(&scope(), async |write| people::found(write, now(), &new).await)
            .await?;
        let site = townhall::site()?;
        let installation = Installation::new(store.clone(), site.clone(), Legal::default(), [7; 32]);
        let routes = townhall::routes().with_state(installation);
        let router = serve::frame(routes, &site, &Metrics::default(), &serve::Settings::default());
        Ok(Self {
            store,
            home,
            router,
            _fresh: fresh,
        })
    }

    pub(crate) async fn deliver(&self, text: &str, known_on: &str) -> Result<i64> {
        self.deliver_of(None, text, known_on).await
    }

    /// The same from a publisher.
    pub(crate) async fn deliver_of(&self, source: Option<&str>, text: &str, known_on: &str) -> Result<i64> {
        let keys = territories::key_table(self.store.sql.read(&scope())).await?;
        let options = ImportOptions {
            known_on: Some(known_on.parse()?),
            counts: Some(Protection::Things),
            source: source.map(str::to_owned),
            ..ImportOptions::at(now())
        };
        let report = import_bytes(&self.store, &scope(), &keys, "probe.csv", text.as_bytes(), &options).await?;
        assert_eq!(report.outcome, Outcome::Accepted, "{:?}", report.problems);
        Ok(report.delivery.unwrap())
    }

    /// Status and text without isolation marks.
    pub(crate) async fn ask(&self, path: &str) -> Result<(StatusCode, String)> {
        self.ask_in(path, "de").await
    }

    /// The same for a reader of this language.
    pub(crate) async fn ask_in(&self, path: &str, language: &str) -> Result<(StatusCode, String)> {
        let request = Request::get(path).header(header::ACCEPT_LANGUAGE, language);
        let request = request.body(Body::empty())?;
        let response = self.router.clone().oneshot(request).await?;
        let status = response.status();
        let text = String::from_utf8(to_bytes(response.into_body(), 1 << 26).await?.to_vec())?;
        Ok((status, text.replace(['\u{2068}', '\u{2069}'], "")))
    }

    pub(crate) async fn page(&self, path: &str) -> Result<String> {
        let (status, text) = self.ask(path).await?;
        assert_eq!(status, StatusCode::OK, "{path}: {text}");
        assert!(!text.contains("<script>"), "{path}: something delivered runs");
        Ok(text)
    }

    pub(crate) async fn json(&self, path: &str) -> Result<Value> {
        Ok(serde_json::from_str(&self.page(path).await?)?)
    }
}
