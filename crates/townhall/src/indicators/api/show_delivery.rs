//! GET /api/v1/deliveries/{number}: one delivery with the account of its rows and how its file was read.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use figures::source::AreaState;
use serde::Serialize;
use store::scope::Scope;
use utoipa::ToSchema;
use web::{
    api::{Parameters, json},
    problem::Problem,
};

use super::{number, tag};
use crate::{
    indicators::deliveries::{Summary, delivery, n_problems},
    installation::Installation,
};

/// A delivery with its report.
#[derive(Debug, Serialize, ToSchema)]
struct DeliveryDetail {
    #[serde(flatten)]
    delivery: Summary,
    report: ReportItem,
    /// How many problems there are at `/api/v1/deliveries/{number}/problems`.
    #[schema(example = 2)]
    n_problems: u64,
}

/// How the file was read.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeliveryReport)]
struct ReportItem {
    /// The layout in words.
    layout: String,
    /// The names of the sheets, in their order.
    sheets: Vec<String>,
    /// What was detected, such as the encoding.
    #[schema(example = json!({"delimiter": ";", "encoding": "windows-1252"}))]
    detected: BTreeMap<String, String>,
    /// On which area the figures stand; `null` when that is said value by value.
    #[schema(value_type = Option<String>, required = true, example = "recomputed to 2022-12-31")]
    area_state: Option<AreaState>,
    /// Why a delivery was taken back; `null` for deliveries that bring values.
    #[schema(required = true)]
    reason: Option<String>,
}

/// Show a delivery
///
/// Anybody may ask.
#[utoipa::path(
    get,
    path = "/api/v1/deliveries/{number}",
    tag = "deliveries",
    params(("number" = i64, Path, description = "The number of the delivery.", minimum = 1, example = 1)),
    responses((status = 200, description = "The delivery.", body = DeliveryDetail)),
)]
pub(super) async fn show_delivery(
    State(installation): State<Installation>,
    Path(text): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    Parameters::read(query.as_deref(), &[])?;
    let (store, scope, number) = (&installation.store, Scope::public(), number(&text)?);
    let tag = tag(&installation, "json").await?;
    let delivery = delivery(store, &scope, number)
        .await
        .map_err(Problem::failed)?
        .ok_or_else(Problem::not_found)?;
    let report = &delivery.report;
    let detail = DeliveryDetail {
        report: ReportItem {
            layout: report.layout.clone(),
            sheets: report.sheets.clone(),
            detected: report.detected.iter().cloned().collect(),
            area_state: report.area_state,
            reason: report.reason.clone(),
        },
        n_problems: n_problems(store, &scope, number).await.map_err(Problem::failed)?,
        delivery: delivery.summary(),
    };
    Ok(json(&tag, &detail))
}
