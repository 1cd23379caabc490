//! GET /api/v1/territories/{key}/geometry: the area of one territory as GeoJSON.

use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use figures::territory::TerritoryKey;
use jiff::civil::Date;
use serde_json::json;
use store::scope::Scope;
use web::{api::Parameters, problem::Problem, words::Message};

use super::boundaries::{geojson, moment_tag};
use crate::{
    installation::Installation,
    territories::{
        boundaries::{self, BoundarySet, boundary_sets, shapes},
        by_ids, by_key, same_area,
    },
};

/// Show the area of a territory
///
/// Anybody may ask. GeoJSON (RFC 7946): longitude and latitude in WGS 84, outer rings against the clock, with `bbox`. The members beside `type` name area state,
/// source and licence, which every use must carry. When only another key of the same area has boundaries, they are given and
/// `properties.shape_of` names it. Simplified areas say so in `changes`.
#[utoipa::path(
    get,
    path = "/api/v1/territories/{key}/geometry",
    tag = "territories",
    params(
        ("key" = String, Path, description = "An official key.", example = "05515"),
        ("area_date" = Option<String>, Query, description = "A day on which the area was so; without it the newest that is known.", example = "2022-12-31"),
    ),
    responses(
        (status = 200, description = "The area as a feature.", body = serde_json::Value, content_type = "application/geo+json"),
        (status = 304, description = "Unchanged."),
        (status = 400, description = "A parameter is unknown or cannot be understood.", content_type = "application/problem+json"),
        (status = 404, description = "No territory has this key, or no boundaries of it are known here.", content_type = "application/problem+json"),
    ),
)]
pub(super) async fn show_geometry(
    State(installation): State<Installation>,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let parameters = Parameters::read(query.as_deref(), &["area_date"])?;
    let day: Option<Date> = parameters.parsed("area_date", "api-parameter-date")?;
    let scope = Scope::public();
    let read = installation.store.sql.read(&scope);
    let key: TerritoryKey = key.parse().map_err(|_| Problem::not_found())?;
    let moment = installation.store.sql.moment().await.map_err(Problem::failed)?;
    let territory = by_key(read, &key)
        .await
        .map_err(Problem::failed)?
        .ok_or_else(Problem::not_found)?;
    let same = same_area(read, &[territory.id])
        .await
        .map_err(Problem::failed)?
        .remove(&territory.id)
        .unwrap_or_default();
    let same = by_ids(read, &same).await.map_err(Problem::failed)?;
    let sets = boundary_sets(read).await.map_err(Problem::failed)?;
    let is_right = |set: &&BoundarySet| day.is_none_or(|day| boundaries::is_of(set, day));
    for candidate in std::iter::once(&territory).chain(same.values()) {
        for set in sets
            .iter()
            .filter(|set| set.level == candidate.level())
            .filter(is_right)
        {
            let found = shapes(read, set, &[candidate.id]).await.map_err(Problem::failed)?;
            let Some(shape) = found.into_values().next() else {
                continue;
            };
            let mut feature = boundaries::written((territory.clone(), shape));
            if candidate.id != territory.id {
                feature.properties.insert("shape_of".to_owned(), json!(candidate.key));
            }
            let mut about = boundaries::about(set);
            // The level of the set would be said of the territory.
            about.remove("level");
            let tag = moment_tag(&moment, "geometry", key.code(), query.as_deref());
            return Ok(geojson(&tag, feature.feature(&about), &set.licence));
        }
    }
    Err(Problem::not_found().detail(Message::key("territories-no-geometry")))
}
