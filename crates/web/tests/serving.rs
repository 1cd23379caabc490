//! What happens around every request, through the whole frame: languages, problems, headers, "unchanged", limits, figures.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::time::Duration;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Query,
    http::{Request, Response, StatusCode, header},
    routing::{get, post},
};
use serde_json::Value;
use tower::ServiceExt as _;
use web::{
    entity_tag::EntityTag,
    frame::{Frame, NavigationEntry, Site, Target},
    language::Language,
    metrics::Metrics,
    problem::Problem,
    serve::{self, Settings},
    words::{Message, Words},
};

#[derive(askama::Template)]
#[template(
    ext = "html",
    source = r#"{% extends "layout.html" %}{% block main %}<p>{{ frame.own_href("/x") }}</p>{% endblock %}"#
)]
struct Page {
    frame: Frame,
}

#[derive(serde::Deserialize)]
struct Filter {
    #[expect(dead_code, reason = "only its refusal matters")]
    year: u16,
}

async fn tagged(frame: Frame) -> axum::response::Response {
    let tag = EntityTag::of(&["7", frame.language().tag()]);
    frame
        .unchanged(&tag)
        .unwrap_or_else(|| frame.title("Räume").tag(tag).show(|frame| Page { frame }))
}

fn app() -> Router {
    let pages = Router::new()
        .route("/rooms", get(tagged))
        .route(
            "/{organisation}/plain",
            get(|frame: Frame| async { frame.title("A").show(|frame| Page { frame }) }),
        )
        .route("/panic", get(|| async { panic!("on purpose") as &'static str }))
        .route(
            "/slow",
            get(|| async { tokio::time::sleep(Duration::from_secs(60)).await }),
        )
        .route("/closed", get(|| async { Problem::not_found().back("/rooms") }))
        .route("/filter", get(|_: Query<Filter>| async { "fine" }));
    let interface = Router::new()
        .route("/api/v1/rooms", get(|| async { axum::Json([1, 2]) }))
        .route("/api/v1/body", post(|body: String| async move { body }))
        .route(
            "/api/v1/broken",
            get(|| async {
                let message = Message::Verbatim("level \"x\" is unknown; use 1 to 5".to_owned());
                Problem::invalid().error("level", "unknown", message)
            }),
        );
    let site = Site::new(
        Words::own(),
        vec![],
        vec![NavigationEntry {
            name: "sources",
            label: "frame-start",
            shared: Some(Target::Path("/sources")),
            own: None,
        }],
    );
    let settings = Settings {
        time_limit: Duration::from_millis(200),
        body_limit_bytes: 1000,
        is_behind_tls: false,
    };
    serve::frame(
        serve::in_every_language(pages).merge(interface),
        &site,
        &Metrics::new(),
        &settings,
    )
}

async fn ask(request: axum::http::request::Builder) -> Response<Body> {
    app().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

async fn get_page(path: &str) -> Response<Body> {
    ask(Request::get(path).header("accept", "text/html,*/*;q=0.8")).await
}

async fn text(response: Response<Body>) -> String {
    String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn the_root_leads_to_the_readers_language() {
    let answer = ask(Request::get("/").header("accept-language", "en-GB,en;q=0.9")).await;
    assert_eq!(
        (answer.status(), &answer.headers()["location"]),
        (StatusCode::SEE_OTHER, &"/en".parse().unwrap())
    );
    assert_eq!(
        answer.headers()["vary"].to_str().unwrap().to_lowercase(),
        "accept-language"
    );
    assert_eq!(ask(Request::get("/")).await.headers()["location"], "/de");
}

#[tokio::test]
async fn a_page_says_its_language_and_leads_to_the_other_one() {
    let answer = get_page("/en/ulm/plain?year=2021").await;
    assert_eq!(answer.headers()["content-language"], "en");
    assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8");
    let html = text(answer).await;
    assert!(html.contains("<html lang=\"en\">"));
    assert!(
        html.contains("<a href=\"/de/ulm/plain?year=2021\" lang=\"de\" hreflang=\"de\">Deutsch</a>"),
        "{html}"
    );
    assert!(html.contains("<a href=\"/en/sources\">"), "{html}");
}

#[tokio::test]
async fn a_known_page_is_not_sent_again() {
    for path in ["/de/rooms", "/de/ulm/plain"] {
        let first = get_page(path).await;
        let tag = first.headers()["etag"].clone();
        let again = ask(Request::get(path).header(header::IF_NONE_MATCH, tag.clone())).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(again.headers()["etag"], tag);
        assert_eq!(text(again).await, "");
        let english = ask(Request::get(path.replace("/de", "/en")).header(header::IF_NONE_MATCH, tag)).await;
        assert_eq!(english.status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn what_does_not_exist_is_a_page_with_ways_onward() {
    for path in [
        "/de/nowhere",
        "/fr/rooms",
        "/de/closed",
        "/assets/0/none.css",
        "/de/problems/none",
    ] {
        let answer = get_page(path).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.headers()["cache-control"], "no-store");
        let html = text(answer).await;
        assert!(
            html.contains("<h1>Seite nicht gefunden</h1>") && html.contains("/de/search"),
            "{path}: {html}"
        );
    }
    assert!(text(get_page("/en/nowhere").await).await.contains("Page not found"));
    assert!(
        text(get_page("/de/closed").await)
            .await
            .contains("<a href=\"/de/rooms\">")
    );
}

#[tokio::test]
async fn programs_get_a_problem_document() {
    let answer = ask(Request::get("/api/v1/broken").header("accept-language", "en")).await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    assert_eq!(answer.headers()["access-control-allow-origin"], "*");
    let id = answer.headers()["x-request-id"].to_str().unwrap().to_owned();
    let mut document: Value = serde_json::from_str(&text(answer).await).unwrap();
    assert_eq!(document["request_id"].take(), Value::String(id));
    insta::assert_json_snapshot!(document);

    let answer = ask(Request::get("/api/v1/nowhere")).await;
    let document: Value = serde_json::from_str(&text(answer).await).unwrap();
    assert_eq!(document["type"], "/de/problems/not-found");
}

#[tokio::test]
async fn the_wrong_method_is_answered_with_the_right_ones() {
    let answer = ask(Request::post("/de/rooms")).await;
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.headers()["allow"], "GET,HEAD");
    assert!(
        text(answer)
            .await
            .contains("So lässt sich diese Adresse nicht ansprechen")
    );
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let answer = ask(Request::head("/de/rooms")).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(answer.headers().contains_key("etag"));
    assert_eq!(text(answer).await, "");
}

#[tokio::test]
async fn a_panic_and_a_slow_answer_are_problems_with_an_id() {
    let answer = get_page("/de/panic").await;
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let id = answer.headers()["x-request-id"].to_str().unwrap().to_owned();
    let html = text(answer).await;
    assert!(html.contains(&id) && !html.contains("on purpose"), "{html}");

    let answer = get_page("/de/slow").await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.headers()["retry-after"], "30");
}

#[tokio::test]
async fn a_refused_parameter_is_explained() {
    let answer = get_page("/de/filter?year=soon").await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    assert!(text(answer).await.contains("year: invalid digit found in string"));
}

#[tokio::test]
async fn too_large_a_body_is_refused() {
    let request = Request::post("/api/v1/body")
        .body(Body::from("x".repeat(1001)))
        .unwrap();
    let answer = app().oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let document: Value = serde_json::from_str(&text(answer).await).unwrap();
    assert_eq!(document["type"], "/de/problems/too-large");
}

#[tokio::test]
async fn every_answer_is_protected() {
    for path in [
        "/de/rooms",
        "/de/nowhere",
        "/de/panic",
        "/metrics",
        "/",
        &web::assets::address("lotse.css"),
    ] {
        let answer = get_page(path).await;
        assert_eq!(
            answer.headers()["content-security-policy"],
            web::headers::CONTENT_SECURITY_POLICY,
            "{path}"
        );
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff", "{path}");
    }
}

#[tokio::test]
async fn assets_are_kept_for_a_year_at_their_own_address_only() {
    let address = web::assets::address("kern.min.css");
    let answer = ask(Request::get(&address).header("accept-encoding", "br")).await;
    assert_eq!(answer.headers()["cache-control"], "public, max-age=31536000, immutable");
    assert_eq!(answer.headers()["content-type"], "text/css; charset=utf-8");
    assert_eq!(answer.headers()["content-encoding"], "br");
    assert_eq!(
        get_page("/assets/older/kern.min.css").await.headers()["cache-control"],
        "no-cache"
    );
    let font = ask(Request::get(web::assets::address("FiraSans-Regular.woff2")).header("accept-encoding", "br")).await;
    assert_eq!(font.headers()["content-type"], "font/woff2");
    assert!(!font.headers().contains_key("content-encoding"));
}

#[tokio::test]
async fn a_slash_too_many_leads_to_the_page() {
    let answer = get_page("/de/rooms/?q=1").await;
    assert_eq!(answer.status(), StatusCode::PERMANENT_REDIRECT);
    assert_eq!(answer.headers()["location"], "/de/rooms?q=1");
    assert_eq!(get_page("//evil.example/").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn requests_are_counted_by_the_pattern_of_their_route() {
    let app = app();
    for path in ["/de/ulm/plain", "/de/ulm/plain?secret=1", "/de/nowhere"] {
        app.clone()
            .oneshot(Request::get(path).body(Body::empty()).unwrap())
            .await
            .unwrap();
    }
    let figures = text(
        app.oneshot(Request::get("/metrics").body(Body::empty()).unwrap())
            .await
            .unwrap(),
    )
    .await;
    assert!(
        figures.contains(r#"{method="GET",route="/de/{organisation}/plain",status="2xx"} 2"#),
        "{figures}"
    );
    assert!(
        figures.contains(r#"{method="GET",route="(none)",status="4xx"} 1"#),
        "{figures}"
    );
    assert!(!figures.contains("secret") && !figures.contains("ulm"));
}

#[test]
fn links_follow_language_and_municipality() {
    let site = Site::new(Words::own(), vec![], vec![]);
    let frame = site.frame(Language::En, "/ulm/plain");
    assert_eq!(frame.href("/"), "/en");
    assert_eq!(frame.own_href("/goals"), "/en/goals");
    let frame = frame.organisation("ulm", "Ulm").title("Goals").crumb("More", "/more");
    assert_eq!(frame.own_href("/goals"), "/en/ulm/goals");
    assert_eq!(frame.own_href("/"), "/en/ulm");
    assert_eq!(frame.browser_title(), "Goals – Ulm – Lotse");
    let steps: Vec<String> = frame.breadcrumbs().into_iter().map(|step| step.href).collect();
    assert_eq!(steps, ["/en", "/en/ulm", "/en/more"]);
}

#[derive(Clone, Default)]
struct Lines(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_has_one_line_a_request_and_nothing_about_the_reader() {
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let request = Request::get("/de/ulm/plain?q=secret")
        .header("user-agent", "secret")
        .header("cookie", "secret");
    let id = ask(request).await.headers()["x-request-id"]
        .to_str()
        .unwrap()
        .to_owned();
    drop(guard);
    let log = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(!log.contains("secret") && !log.contains("ulm"), "{log}");
    let line: Value = serde_json::from_str(log.trim()).unwrap();
    assert_eq!(line["route"], "/de/{organisation}/plain");
    assert_eq!(
        (&line["method"], &line["status"], &line["request"]),
        (&"GET".into(), &200.into(), &id.into())
    );
    assert!(line["duration_ms"].is_number() && line["bytes"].is_number(), "{line}");
}
