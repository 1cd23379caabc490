//! Territories for programs: `/api/v1/territories`, `/api/v1/territories/{key}` and the areas as GeoJSON.

mod boundaries;
mod geometry;
mod list;
mod show;

use axum::middleware;
use figures::territory::{Level, TerritoryKey};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use web::accept;

use super::Territory;
use crate::installation::Installation;

/// The addresses of this capability.
pub fn api() -> OpenApiRouter<Installation> {
    OpenApiRouter::new()
        .routes(routes!(list::list_territories))
        .routes(routes!(show::show_territory))
        .routes(routes!(boundaries::list_boundaries))
        .route_layer(middleware::from_fn(accept::only_json))
        .merge(
            OpenApiRouter::new()
                .routes(routes!(geometry::show_geometry))
                .routes(routes!(boundaries::show_boundaries))
                .route_layer(middleware::from_fn(accept::only_geojson)),
        )
}

/// A territory as the newest list of official keys that holds it describes it.
#[derive(Debug, Serialize, ToSchema)]
struct TerritoryItem {
    /// The key with its scheme.
    #[schema(value_type = String, example = "de:05515000")]
    key: TerritoryKey,
    /// The digits of the key; `DG` is Germany.
    #[schema(example = "05515000")]
    code: String,
    /// `country`, `state`, `region`, `district`, `association` or `municipality`.
    #[schema(value_type = String, example = "municipality")]
    level: Level,
    /// The official name; others may have it too.
    #[schema(example = "Münster")]
    name: String,
    /// The name for people, which no other territory has.
    #[schema(example = "Münster (Stadt)")]
    title: String,
    /// The type in official German words.
    #[schema(example = "Stadt")]
    designation: String,
    /// The key of the territory that it is part of; `null` for the country.
    #[schema(required = true, value_type = Option<String>, example = "de:055150000")]
    parent: Option<TerritoryKey>,
    /// How many people live there; `null` when it is not known.
    #[schema(required = true, example = 320946)]
    population: Option<i64>,
    /// How large it is; `null` when it is not known.
    #[schema(required = true, example = 303.28)]
    area_km2: Option<f64>,
    /// The day that name, population and area are of.
    #[schema(value_type = String, format = Date, example = "2022-12-31")]
    area_date: Date,
    /// Since when it has been so by law; `null` when it is not known.
    #[schema(required = true, value_type = Option<String>, format = Date, example = "1975-01-01")]
    valid_since: Option<Date>,
    /// Since when it exists under its key, where a reform proves it; `null` when it is not known.
    #[schema(required = true, value_type = Option<String>, format = Date, example = "2016-11-01")]
    began_on: Option<Date>,
    /// The first day on which it was no more; `null` while it exists.
    #[schema(required = true, value_type = Option<String>, format = Date, example = "2021-07-01")]
    ended_on: Option<Date>,
    /// Whether people live there. Uninhabited areas enter no counts, ranks or comparisons.
    is_inhabited: bool,
}

impl TerritoryItem {
    fn of(territory: Territory, parent: Option<TerritoryKey>) -> Self {
        Self {
            code: territory.code().to_owned(),
            level: territory.level(),
            name: territory.name,
            title: territory.title,
            parent,
            population: territory.area.population,
            area_km2: territory.area.area_km2,
            area_date: territory.area.date,
            valid_since: territory.area.valid_since,
            began_on: territory.began_on,
            ended_on: territory.ended_on,
            is_inhabited: territory.area.is_inhabited(),
            designation: territory.area.designation,
            key: territory.key,
        }
    }
}
