//! GET /api/v1/indicators/{id}: one indicator with its definition.

use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use web::{
    api::{Parameters, json},
    problem::Problem,
};

use super::{indicator::IndicatorItem, tag};
use crate::{indicators::registers::registers, installation::Installation};

/// Show an indicator
///
/// Anybody may ask.
#[utoipa::path(
    get,
    path = "/api/v1/indicators/{id}",
    tag = "indicators",
    params(("id" = String, Path, description = "The name of the indicator.", example = "unemployed")),
    responses((status = 200, description = "The indicator.", body = IndicatorItem)),
)]
pub(super) async fn show_indicator(
    State(installation): State<Installation>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    Parameters::read(query.as_deref(), &[])?;
    let tag = tag(&installation, "json").await?;
    let registers = registers(&installation).await?;
    let indicator = registers.catalogue.by_slug(&id).ok_or_else(Problem::not_found)?;
    Ok(json(
        &tag,
        &IndicatorItem::of(indicator, registers.coverage.of(indicator.version_id)),
    ))
}
