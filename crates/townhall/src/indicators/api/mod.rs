//! Figures for programs: `/api/v1/indicators`, `/api/v1/observations`, `/api/v1/deliveries`, `/api/v1/sources`,
//! `/api/v1/targets`, `/api/v1/coverage`, `/api/v1/selection`, `/api/v1/calendar`.
//!
//! Each address is one file. All answers are read at one moment and carry a tag of it; what the lake has to do runs on threads of its
//! own. Observations exist as JSON in pages and as files in one piece, everything else as JSON.

mod coverage;
mod indicator;
mod list_deliveries;
mod list_differences;
mod list_indicators;
mod list_observations;
mod list_problems;
mod list_sources;
mod list_targets;
mod observation;
mod show_delivery;
mod show_indicator;
#[cfg(test)]
mod tests;

use axum::{
    http::StatusCode,
    middleware,
    response::{IntoResponse, Response},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use web::{
    accept,
    api::{Parameters, unknown_name},
    entity_tag::EntityTag,
    problem::Problem,
    words::Message,
};

use super::comparison;
use crate::{installation::Installation, territories::KeyTable};

const USUAL_LIMIT: u32 = 100;
const GREATEST_LIMIT: u32 = 1_000;

/// The addresses of this capability.
pub fn api() -> OpenApiRouter<Installation> {
    let only_json = OpenApiRouter::new()
        .routes(routes!(list_indicators::list_indicators))
        .routes(routes!(show_indicator::show_indicator))
        .routes(routes!(comparison::pages::api::compare_sources))
        .routes(routes!(list_deliveries::list_deliveries))
        .routes(routes!(show_delivery::show_delivery))
        .routes(routes!(list_problems::list_problems))
        .routes(routes!(list_sources::list_sources))
        .routes(routes!(list_differences::show_differences_summary))
        .routes(routes!(list_targets::list_targets))
        .routes(routes!(list_targets::show_target))
        .routes(routes!(coverage::show_coverage))
        .routes(routes!(coverage::show_selection))
        .routes(routes!(coverage::list_releases))
        .route_layer(middleware::from_fn(accept::only_json));
    OpenApiRouter::new()
        .merge(only_json)
        .routes(routes!(list_observations::list_observations))
        .routes(routes!(list_differences::list_differences))
}

/// The state of everything that an answer may depend on; asked before the answer is made, so that it is never newer than that.
pub(super) async fn tag(installation: &Installation, form: &str) -> Result<EntityTag, Problem> {
    let moment = installation.store.sql.moment().await.map_err(Problem::failed)?;
    Ok(EntityTag::of(&[
        &moment.generation.to_string(),
        &moment.sequence.to_string(),
        form,
    ]))
}

/// "You have it already", before any work is done.
fn unchanged(tag: &EntityTag) -> Response {
    (StatusCode::NOT_MODIFIED, [(axum::http::header::ETAG, tag.header())]).into_response()
}

/// The one territory that an address needs.
pub(super) fn territory(parameters: &Parameters, keys: &KeyTable) -> Result<i32, Problem> {
    let Some(text) = parameters.one("territory")? else {
        return Err(Problem::invalid_value(
            "territory",
            Message::key("api-territory-missing"),
        ));
    };
    keys.resolve(text, None)
        .map(|found| found.id)
        .map_err(|_| unknown_name("territory", text, "/api/v1/territories"))
}

/// The number of a delivery in an address. What is no number names no delivery.
fn number(text: &str) -> Result<i64, Problem> {
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_plain
        .then(|| text.parse().ok())
        .flatten()
        .ok_or_else(Problem::not_found)
}
