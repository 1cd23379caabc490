//! One kind of problem for everything that goes wrong at the edge: shown as a page with ways onward, or as `application/problem+json`
//! (RFC 9457) on `/api/` and to whoever asks for JSON.
//!
//! A handler returns a [`Problem`]; [`crate::serve::frame`] shows it in the reader's language, because only there words and frame are
//! known. What is closed to the reader and what does not exist give the same 404. Errors of the crates below come in as
//! [`Message::Verbatim`] when they speak about the reader's own input, and never otherwise: what is internal stays in the log.
//!
//! ```
//! use web::{problem::Problem, words::Message};
//! fn level(text: &str) -> Result<u8, Problem> {
//!     text.parse().map_err(|_| {
//!         Problem::invalid().error("level", "unknown", Message::Verbatim(format!("\"{text}\" is not a level; use 1 to 5")))
//!     })
//! }
//! # assert!(level("x").is_err());
//! ```

use askama::Template;
use axum::{
    Router,
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    frame::{Frame, Site},
    language::Language,
    words::Message,
};

/// A kind of problem: its name in `type`, its status. Its words are `problem-{name}-title`, `-detail` and `-remedy`.
const KINDS: [(&str, StatusCode); 11] = [
    ("invalid", StatusCode::BAD_REQUEST),
    ("not-signed-in", StatusCode::UNAUTHORIZED),
    ("not-found", StatusCode::NOT_FOUND),
    ("method-not-allowed", StatusCode::METHOD_NOT_ALLOWED),
    ("not-acceptable", StatusCode::NOT_ACCEPTABLE),
    ("conflict", StatusCode::CONFLICT),
    ("too-large", StatusCode::PAYLOAD_TOO_LARGE),
    ("wrong-media-type", StatusCode::UNSUPPORTED_MEDIA_TYPE),
    ("too-many-requests", StatusCode::TOO_MANY_REQUESTS),
    ("internal", StatusCode::INTERNAL_SERVER_ERROR),
    ("unavailable", StatusCode::SERVICE_UNAVAILABLE),
];

/// Something went wrong; an answer, not yet in any language.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Problem {
    status: StatusCode,
    kind: &'static str,
    detail: Option<Message>,
    errors: Vec<FieldError>,
    back: Option<&'static str>,
}

/// What is wrong with one field or parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldError {
    /// The parameter or field: a query parameter's name, or a JSON pointer into the body.
    pub pointer: String,
    /// A short name for programs, such as `unknown` or `out-of-range`.
    pub code: &'static str,
    /// What is wrong and what to do, for people.
    pub message: Message,
}

impl Problem {
    /// What was asked for does not exist, or not for this reader.
    pub fn not_found() -> Problem {
        Problem::of(StatusCode::NOT_FOUND)
    }

    /// A parameter or field cannot be understood; say which with [`Problem::error`].
    pub fn invalid() -> Problem {
        Problem::of(StatusCode::BAD_REQUEST)
    }

    /// The same with the parameter or field and what is wrong with its value, in the reader's language.
    pub fn invalid_value(pointer: &str, message: Message) -> Problem {
        Problem::invalid().error(pointer, "invalid-value", message)
    }

    /// The thing was changed by someone else in the meantime, or the change does not fit its state.
    pub fn conflict() -> Problem {
        Problem::of(StatusCode::CONFLICT)
    }

    /// None of the formats that the reader accepts exists here.
    pub fn not_acceptable() -> Problem {
        Problem::of(StatusCode::NOT_ACCEPTABLE)
    }

    /// Our own failure. The cause belongs into the log, written where it is handled; readers see a request id.
    pub fn internal() -> Problem {
        Problem::of(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Our own failure with its cause, which is written to the log here and never shown: for `.map_err(Problem::failed)` in handlers.
    pub fn failed(cause: impl std::error::Error) -> Problem {
        let mut chain = cause.to_string();
        let mut next = cause.source();
        while let Some(source) = next {
            chain.push_str(": ");
            chain.push_str(&source.to_string());
            next = source.source();
        }
        tracing::error!(cause = chain, "a request met a failure below");
        Problem::internal()
    }

    /// For now not possible: the reader should try again.
    pub fn unavailable() -> Problem {
        Problem::of(StatusCode::SERVICE_UNAVAILABLE)
    }

    /// The problem that a status stands for; statuses without a kind of their own count as the general one of their class.
    pub fn of(status: StatusCode) -> Problem {
        let general = if status.is_server_error() {
            "internal"
        } else {
            "invalid"
        };
        let kind = KINDS
            .iter()
            .find(|kind| kind.1 == status)
            .map_or(general, |kind| kind.0);
        Problem {
            status,
            kind,
            detail: None,
            errors: Vec::new(),
            back: None,
        }
    }

    /// What happened here, in place of the general sentence of the kind.
    pub fn detail(mut self, detail: Message) -> Problem {
        self.detail = Some(detail);
        self
    }

    /// Names a field or parameter that is wrong.
    pub fn error(mut self, pointer: impl Into<String>, code: &'static str, message: Message) -> Problem {
        self.errors.push(FieldError {
            pointer: pointer.into(),
            code,
            message,
        });
        self
    }

    /// The same with what else is wrong.
    pub fn and(mut self, other: Problem) -> Problem {
        self.errors.extend(other.errors);
        self
    }

    /// How many fields or parameters are named as wrong.
    pub fn n_errors(&self) -> usize {
        self.errors.len()
    }

    /// A way back: a path without language, such as the list in which the thing would have been.
    pub fn back(mut self, path: &'static str) -> Problem {
        self.back = Some(path);
        self
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The name of the kind.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// The page about this problem.
    pub(crate) fn page(self, frame: Frame, request_id: &str) -> Response {
        let title = self.title(&frame);
        let status = self.status;
        frame.title(title).status(status).show(|frame| ProblemPage {
            detail: self.detail_in(frame.site(), frame.language()),
            remedy: frame.plain(&format!("problem-{}-remedy", self.kind)).to_string(),
            errors: self.errors_in(frame.site(), frame.language()),
            back: self.back.map(|path| frame.href(path)),
            request_id: status.is_server_error().then(|| request_id.to_owned()),
            frame,
        })
    }

    /// The problem as a document for programs.
    pub(crate) fn document(&self, site: &Site, language: Language, instance: &str, request_id: &str) -> Response {
        let document = Document {
            kind: format!("/{language}/problems/{}", self.kind),
            title: site
                .words()
                .plain(language, &format!("problem-{}-title", self.kind))
                .to_string(),
            status: self.status.as_u16(),
            detail: self.detail_in(site, language),
            instance: instance.to_owned(),
            request_id: request_id.to_owned(),
            errors: self.errors_in(site, language),
        };
        let body = serde_json::to_string(&document).unwrap_or_default();
        let headers = [
            (
                header::CONTENT_TYPE,
                HeaderValue::from_static("application/problem+json"),
            ),
            (header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag())),
            (header::VARY, HeaderValue::from_static("Accept, Accept-Language")),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        (self.status, headers, body).into_response()
    }

    fn title(&self, frame: &Frame) -> String {
        frame.plain(&format!("problem-{}-title", self.kind)).to_string()
    }

    fn detail_in(&self, site: &Site, language: Language) -> String {
        match &self.detail {
            Some(detail) => detail.plain(site.words(), language),
            None => site
                .words()
                .plain(language, &format!("problem-{}-detail", self.kind))
                .to_string(),
        }
    }

    fn errors_in(&self, site: &Site, language: Language) -> Vec<DocumentError> {
        let in_words = |error: &FieldError| DocumentError {
            pointer: error.pointer.clone(),
            code: error.code,
            message: error.message.plain(site.words(), language),
        };
        self.errors.iter().map(in_words).collect()
    }
}

/// Carries the problem to the frame. Should an answer ever miss it, the reader still gets the status.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Whether a problem is to be a document: on `/api/` always, elsewhere when JSON is asked for and HTML is not.
pub(crate) fn wants_document(path: &str, headers: &HeaderMap) -> bool {
    let accepts = |kind: &str| {
        let accept = headers
            .get_all(header::ACCEPT)
            .iter()
            .filter_map(|value| value.to_str().ok());
        accept
            .flat_map(|value| value.split(','))
            .any(|range| range.split(';').next().unwrap_or_default().trim() == kind)
    };
    let is_interface = path == "/api" || path.starts_with("/api/");
    is_interface || (!accepts("text/html") && (accepts("application/json") || accepts("application/problem+json")))
}

/// A problem as programs read it (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem, example = json!({
    "type": "/en/problems/invalid",
    "title": "This request cannot be understood",
    "status": 400,
    "detail": "One of the values is not what is expected here.",
    "instance": "/api/v1/observations",
    "request_id": "5f0c9a41-000017",
    "errors": [{"pointer": "level", "code": "invalid-value", "message": "\"towns\" is not a level; use country, state, region, district, association or municipality"}]
}))]
pub struct Document {
    /// The page that explains this kind of problem.
    #[serde(rename = "type")]
    #[schema(format = "uri-reference")]
    kind: String,
    /// The kind in a few words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What happened here.
    detail: String,
    /// The path that was asked for.
    #[schema(format = "uri-reference")]
    instance: String,
    /// Under this id the request stands in the server's log.
    request_id: String,
    /// What is wrong with which parameter.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<DocumentError>,
}

/// What is wrong with one parameter.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProblemError)]
pub struct DocumentError {
    /// The name of the parameter.
    pointer: String,
    /// A stable word for programs.
    code: &'static str,
    /// What is wrong and what to do, for people.
    message: String,
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    frame: Frame,
    detail: String,
    remedy: String,
    errors: Vec<DocumentError>,
    back: Option<String>,
    request_id: Option<String>,
}

#[derive(Template)]
#[template(path = "problem-kind.html")]
struct KindPage {
    frame: Frame,
    name: &'static str,
    status: u16,
    detail: String,
    remedy: String,
}

/// The pages that `type` leads to: `/problems/{kind}`, inside a language.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/problems/{kind}", get(explain))
}

/// GET /{language}/problems/{kind}
async fn explain(frame: Frame, Path(asked): Path<String>) -> Result<Response, Problem> {
    let (name, status) = KINDS
        .into_iter()
        .find(|kind| kind.0 == asked)
        .ok_or_else(Problem::not_found)?;
    let page = frame
        .title_words(&format!("problem-{name}-title"))
        .show(|frame| KindPage {
            detail: frame.plain(&format!("problem-{name}-detail")).to_string(),
            remedy: frame.plain(&format!("problem-{name}-remedy")).to_string(),
            name,
            status: status.as_u16(),
            frame,
        });
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    #[test]
    fn every_kind_has_its_words() {
        let words = Words::own();
        for (name, _) in KINDS {
            for part in ["title", "detail", "remedy"] {
                assert!(words.has(&format!("problem-{name}-{part}")), "problem-{name}-{part}");
            }
        }
    }

    #[test]
    fn programs_get_documents_and_people_pages() {
        let asked = |path: &str, accept: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
            wants_document(path, &headers)
        };
        assert!(asked("/api/v1/indicators", "text/html"));
        assert!(asked("/de/indicators", "application/json"));
        assert!(!asked("/de/indicators", "text/html,application/xhtml+xml,*/*;q=0.8"));
        assert!(!asked("/de/apiary", "*/*"));
    }

    #[test]
    fn a_status_without_a_kind_counts_as_the_general_one() {
        assert_eq!(Problem::of(StatusCode::UNPROCESSABLE_ENTITY).kind(), "invalid");
        assert_eq!(Problem::of(StatusCode::BAD_GATEWAY).kind(), "internal");
    }
}
