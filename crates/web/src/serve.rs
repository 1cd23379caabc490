//! What happens around every request: a request id, the log line, the figures, safety headers, compression, problems in the reader's
//! language, "unchanged" answers, a time limit, a size limit, and panics that end as a problem instead of a lost connection.
//!
//! [`frame`] puts all of it around the routes of the program. The log holds method, route pattern, status, time and size; never a
//! query, an address or anything else about a person.

use std::{
    collections::hash_map::RandomState,
    fmt,
    hash::{BuildHasher, Hasher},
    sync::{
        Arc, LazyLock,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{
    Extension, Router,
    body::{Body, to_bytes},
    extract::{DefaultBodyLimit, FromRequestParts, MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{NotForContentType, Predicate, SizeAbove},
    },
};

use crate::{
    assets, entity_tag,
    frame::{Frame, Site},
    headers,
    language::{self, Language},
    metrics::Metrics,
    problem::{self, Problem, wants_document},
    words::Message,
};

/// How the server behaves around its routes.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How long a request may take.
    pub time_limit: Duration,
    /// How much a request may send, in bytes; a route for uploads sets its own `DefaultBodyLimit`.
    pub body_limit_bytes: usize,
    /// Whether a proxy before us speaks TLS, so that browsers may be told to insist on it.
    pub is_behind_tls: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            time_limit: Duration::from_secs(30),
            body_limit_bytes: 1024 * 1024,
            is_behind_tls: false,
        }
    }
}

/// The same routes in every language: `/indicators` becomes `/de/indicators` and `/en/indicators`.
pub fn in_every_language<S: Clone + Send + Sync + 'static>(routes: Router<S>) -> Router<S> {
    let [german, english] = Language::ALL.map(|language| format!("/{language}"));
    Router::new().nest(&german, routes.clone()).nest(&english, routes)
}

/// Puts the frame around the routes of the program, and adds those of the frame itself: `/` (to the reader's language), `/assets`,
/// `/{language}/problems`, `/metrics`.
pub fn frame(routes: Router, site: &Site, metrics: &Metrics, settings: &Settings) -> Router {
    let around = Around {
        site: site.clone(),
        metrics: metrics.clone(),
        settings: Arc::new(settings.clone()),
    };
    let compression = CompressionLayer::new()
        .gzip(true)
        .br(true)
        // The default of brotli is ten times slower for a tenth less.
        .quality(CompressionLevel::Precise(4))
        .compress_when(
            SizeAbove::new(512)
                .and(NotForContentType::new("font/"))
                .and(NotForContentType::const_new("application/zip")),
        );
    routes
        .merge(in_every_language(problem::routes()))
        .merge(assets::routes())
        .merge(metrics.routes())
        .route("/", get(enter))
        .fallback(nothing_here)
        .method_not_allowed_fallback(|| async { Problem::of(StatusCode::METHOD_NOT_ALLOWED) })
        .layer(CatchPanicLayer::custom(|_| Problem::internal().into_response()))
        .layer(DefaultBodyLimit::max(settings.body_limit_bytes))
        .layer(middleware::from_fn_with_state(around.clone(), limit_time))
        .layer(middleware::from_fn(answer_unchanged))
        .layer(middleware::from_fn_with_state(around.clone(), show_problem))
        .layer(Extension(site.clone()))
        .layer(middleware::from_fn_with_state(around.clone(), observe))
        .layer(compression)
        .layer(middleware::from_fn_with_state(around, protect))
}

#[derive(Clone)]
struct Around {
    site: Site,
    metrics: Metrics,
    settings: Arc<Settings>,
}

/// The id under which a request stands in the log; made here, never taken from outside.
#[derive(Clone, Debug)]
pub struct RequestId(Arc<str>);

impl RequestId {
    fn next() -> RequestId {
        static START: LazyLock<u64> = LazyLock::new(|| RandomState::new().build_hasher().finish());
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        RequestId(format!("{:08x}-{count:06x}", *START >> 32).into())
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Outermost: the request id and the safety headers, which even a compressed or failed answer has.
async fn protect(State(around): State<Around>, mut request: Request, next: Next) -> Response {
    let id = RequestId::next();
    request.extensions_mut().insert(id.clone());
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    headers::protect(&path, around.settings.is_behind_tls, response.headers_mut());
    if let Ok(id) = HeaderValue::from_str(&id.0) {
        response
            .headers_mut()
            .insert(HeaderName::from_static("x-request-id"), id);
    }
    response
}

/// One line and one count a request, by the pattern of its route.
async fn observe(State(around): State<Around>, request: Request, next: Next) -> Response {
    let method = match request.method() {
        method if KNOWN_METHODS.contains(method) => method.to_string(),
        _ => "OTHER".to_owned(),
    };
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("(none)", MatchedPath::as_str)
        .to_owned();
    let id = request
        .extensions()
        .get::<RequestId>()
        .map(RequestId::to_string)
        .unwrap_or_default();
    around.metrics.begin();
    let start = Instant::now();
    let response = next.run(request).await;
    let duration = start.elapsed();
    let status = response.status().as_u16();
    around.metrics.end(&method, &route, status, duration);
    let n_bytes = axum::body::HttpBody::size_hint(response.body()).exact();
    let duration_ms = duration.as_secs_f64() * 1000.0;
    tracing::info!(target: "lotse::access", %method, route, status, duration_ms, bytes = n_bytes, request = id, "answered");
    response
}

const KNOWN_METHODS: [Method; 7] = [
    Method::GET,
    Method::HEAD,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
    Method::OPTIONS,
];

/// Turns what went wrong into a page or a document. Refusals of axum itself, which are bare text, become problems here too.
async fn show_problem(State(around): State<Around>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let mut asked = parts.clone();
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let status = response.status();
    let problem = match response.extensions_mut().remove::<Problem>() {
        Some(problem) => problem,
        None if is_bare_refusal(&response) => refusal(status, &mut response).await,
        None => return response,
    };
    let id = asked
        .extensions
        .get::<RequestId>()
        .map(RequestId::to_string)
        .unwrap_or_default();
    if status.is_server_error() {
        tracing::error!(request = id, kind = problem.kind(), "a request could not be answered");
    }
    let path = asked.uri.path().to_owned();
    let mut answer = match Frame::from_request_parts(&mut asked, &()).await {
        Ok(frame) if !wants_document(&path, &asked.headers) => problem.page(frame, &id),
        _ => problem.document(&around.site, language::of_request(&asked), &path, &id),
    };
    answer
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer.headers_mut().remove(header::ETAG);
    for kept in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers_mut().remove(&kept) {
            answer.headers_mut().insert(kept, value);
        }
    }
    answer
}

fn is_bare_refusal(response: &Response) -> bool {
    let content_type = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let is_failure = response.status().is_client_error() || response.status().is_server_error();
    is_failure && content_type.is_none_or(|kind| kind.starts_with("text/plain"))
}

/// Keeps what axum says about the reader's own input; nothing that comes from inside.
async fn refusal(status: StatusCode, response: &mut Response) -> Problem {
    let problem = Problem::of(status);
    let is_about_input = matches!(
        status,
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
    let body = std::mem::take(response.body_mut());
    match to_bytes(body, 4096).await {
        Ok(bytes) if is_about_input && !bytes.is_empty() => {
            problem.detail(Message::Verbatim(String::from_utf8_lossy(&bytes).into_owned()))
        }
        _ => problem,
    }
}

/// 304 instead of an answer that the reader has already.
async fn answer_unchanged(request: Request, next: Next) -> Response {
    let is_reading = matches!(*request.method(), Method::GET | Method::HEAD);
    let asked = request.headers().clone();
    let mut response = next.run(request).await;
    let tag = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok());
    let is_known = tag.is_some_and(|tag| entity_tag::is_known(tag, &asked));
    if is_reading && response.status() == StatusCode::OK && is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        response.headers_mut().remove(header::CONTENT_LENGTH);
        response.headers_mut().remove(header::CONTENT_TYPE);
    }
    response
}

async fn limit_time(State(around): State<Around>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(around.settings.time_limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => ([(header::RETRY_AFTER, "30")], Problem::unavailable()).into_response(),
    }
}

/// GET / leads to the pages in the reader's language.
async fn enter(language: Language) -> Response {
    (
        [(header::VARY, "Accept-Language")],
        Redirect::to(&format!("/{language}")),
    )
        .into_response()
}

/// A slash too many at the end leads to the page without it; everything else is not found.
async fn nothing_here(request: Request) -> Response {
    let path = request.uri().path();
    let shorter = path.trim_end_matches('/');
    let has_language = Language::of_path(path).is_some();
    if has_language && shorter.len() < path.len() && !path.starts_with("//") {
        let query = request
            .uri()
            .query()
            .map(|query| format!("?{query}"))
            .unwrap_or_default();
        return Redirect::permanent(&format!("{shorter}{query}")).into_response();
    }
    Problem::not_found().into_response()
}
