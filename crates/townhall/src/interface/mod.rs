//! The interface for programs as a whole: its description (OpenAPI 3.1) and the page that explains it to people.
//!
//! Every capability describes its own addresses; here they are gathered, and what holds for all of them is added once: the problems that
//! any address may answer with, tags for caching, what a stranger should know first. The promises stand in `docs/develop/api.md`.

mod document;
mod page;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::{
    Router,
    extract::RawQuery,
    http::{HeaderValue, header},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use utoipa_axum::router::OpenApiRouter;
use web::{accept, api::Parameters, entity_tag::EntityTag, language::Language, problem::Problem, words::Source};

use crate::installation::Installation;

/// Words of the page.
pub const WORDS: [Source; 2] = [
    (Language::De, "interface/text/de.ftl", include_str!("text/de.ftl")),
    (Language::En, "interface/text/en.ftl", include_str!("text/en.ftl")),
];

/// The addresses of all capabilities, together with their description at `/api/v1/openapi.json`.
pub fn routes(capabilities: OpenApiRouter<Installation>) -> Router<Installation> {
    let (addresses, described) = capabilities.split_for_parts();
    // A description is made of texts and lists, which always can be written.
    let document: Arc<str> = document::complete(described).to_json().unwrap_or_default().into();
    let describe = async move |RawQuery(query): RawQuery| describe(&document, query.as_deref());
    let description = Router::new()
        .route("/api/v1/openapi.json", get(describe))
        .route_layer(middleware::from_fn(accept::only_json));
    addresses.merge(description)
}

/// The page, without the language in front.
pub fn pages() -> Router<Installation> {
    Router::new().route("/api", get(page::show))
}

/// GET /api/v1/openapi.json
fn describe(document: &str, query: Option<&str>) -> Result<Response, Problem> {
    Parameters::read(query, &[])?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::ETAG, EntityTag::of(&[document]).header()),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    Ok((headers, document.to_owned()).into_response())
}
