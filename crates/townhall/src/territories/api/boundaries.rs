//! GET /api/v1/boundaries and /api/v1/boundaries/{level}: which boundaries there are, and those of one level as GeoJSON.

use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use figures::territory::Level;
use jiff::civil::Date;
use serde::Serialize;
use store::{scope::Scope, sql::Moment};
use utoipa::ToSchema;
use web::{
    api::{List, Parameters, json},
    entity_tag::EntityTag,
    problem::Problem,
    words::Message,
};

use crate::{
    installation::Installation,
    territories::{
        boundaries::{self, BoundarySet, boundary_sets},
        by_id, key_table, words_of_key,
    },
};

/// Areas of one level on one area state, of one source; they fit each other.
#[derive(Debug, Serialize, ToSchema)]
struct BoundariesItem {
    /// `state`, `region`, `district`, `association`, `municipality` or `part`.
    #[schema(value_type = String, example = "district")]
    level: Level,
    /// The first day on which the areas were so, as far as is known.
    #[schema(value_type = String, format = Date, example = "2021-07-01")]
    area_from: Date,
    /// The last day; `null` when they are so to this day.
    #[schema(required = true, value_type = Option<String>, format = Date, example = "2021-06-30")]
    area_until: Option<Date>,
    /// How many areas there are.
    #[schema(example = 400)]
    areas: i64,
    /// What was done to them.
    changes: String,
    /// The note that every use must carry.
    source: String,
    /// The address of the licence.
    #[schema(example = "https://www.govdata.de/dl-de/by-2-0")]
    licence: String,
    /// The address of the data set, or nothing.
    data_set: String,
}

/// List boundaries
///
/// Anybody may ask. Sets of boundaries, those of the newest area state first; all on one page.
#[utoipa::path(
    get,
    path = "/api/v1/boundaries",
    tag = "territories",
    responses(
        (status = 200, description = "The sets.", body = List<BoundariesItem>),
        (status = 304, description = "Unchanged."),
        (status = 400, description = "A parameter is unknown.", content_type = "application/problem+json"),
    ),
)]
pub(super) async fn list_boundaries(
    State(installation): State<Installation>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    Parameters::read(query.as_deref(), &[])?;
    let scope = Scope::public();
    let moment = installation.store.sql.moment().await.map_err(Problem::failed)?;
    let sets = boundary_sets(installation.store.sql.read(&scope))
        .await
        .map_err(Problem::failed)?;
    let item = |set: BoundarySet| BoundariesItem {
        level: set.level,
        area_from: set.area_from,
        area_until: set.area_until,
        areas: set.n_areas,
        changes: set.remark,
        source: set.source,
        licence: set.licence,
        data_set: set.data_set,
    };
    let answer = List::whole(sets.into_iter().map(item).collect());
    Ok(json(&moment_tag(&moment, "boundaries", "", None), &answer))
}

/// Show boundaries
///
/// Anybody may ask. All areas of a level on one area state as a GeoJSON collection (RFC 7946): longitude and latitude in WGS 84, outer rings against the clock,
/// with `bbox`. Areas of two sets are never mixed. The members beside `type` name area state, source and licence, which every use must carry.
#[utoipa::path(
    get,
    path = "/api/v1/boundaries/{level}",
    tag = "territories",
    params(
        ("level" = String, Path, description = "`state`, `region`, `district`, `association`, `municipality` or `part`.", example = "district"),
        ("area_date" = Option<String>, Query, description = "A day on which the areas were so; without it the newest set.", example = "2021-06-30"),
        ("inside" = Option<String>, Query, description = "Only areas inside the territory with this key.", example = "05"),
    ),
    responses(
        (status = 200, description = "The areas as a collection of features.", body = serde_json::Value, content_type = "application/geo+json"),
        (status = 304, description = "Unchanged."),
        (status = 400, description = "A parameter is unknown or cannot be understood.", content_type = "application/problem+json"),
        (status = 404, description = "There is no such level, or no boundaries of it on that day.", content_type = "application/problem+json"),
    ),
)]
pub(super) async fn show_boundaries(
    State(installation): State<Installation>,
    Path(level): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let parameters = Parameters::read(query.as_deref(), &["area_date", "inside"])?;
    let day: Option<Date> = parameters.parsed("area_date", "api-parameter-date")?;
    let level: Level = level.parse().map_err(|_| Problem::not_found())?;
    let scope = Scope::public();
    let read = installation.store.sql.read(&scope);
    let moment = installation.store.sql.moment().await.map_err(Problem::failed)?;
    let keys = installation.remembered(async |store| key_table(store.sql.read(&scope)).await);
    let keys = keys.await.map_err(Problem::failed)?;
    let inside = match parameters.one("inside")? {
        None => None,
        Some(text) => {
            let found = keys.resolve(text, None);
            let id = found
                .map_err(|error| Problem::invalid_value("inside", words_of_key(&error)))?
                .id;
            by_id(read, id).await.map_err(Problem::failed)?
        }
    };
    let sets = boundary_sets(read).await.map_err(Problem::failed)?;
    let none = || Problem::not_found().detail(Message::key("territories-no-geometry"));
    let set = boundaries::set_at(&sets, level, day).ok_or_else(none)?;
    let areas = boundaries::areas(read, &keys, set, inside.as_ref())
        .await
        .map_err(Problem::failed)?;
    let text = formats::geometry::write_geojson(areas.into_iter().map(boundaries::written), &boundaries::about(set));
    let tag = moment_tag(&moment, "boundaries", level.as_str(), query.as_deref());
    Ok(geojson(&tag, text, &set.licence))
}

/// The state of an answer about boundaries.
pub(super) fn moment_tag(moment: &Moment, kind: &str, name: &str, query: Option<&str>) -> EntityTag {
    EntityTag::of(&[&moment.sequence.to_string(), kind, name, query.unwrap_or_default()])
}

/// An answer in GeoJSON, with its licence in the head as well.
pub(super) fn geojson(tag: &EntityTag, text: String, licence: &str) -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static(formats::geometry::GEOJSON),
        ),
        (header::ETAG, tag.header()),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::VARY, HeaderValue::from_static("Accept, Accept-Language")),
    ];
    let mut response = (headers, text).into_response();
    if let Ok(link) = HeaderValue::from_str(&format!("<{licence}>; rel=\"license\"")) {
        response.headers_mut().insert(header::LINK, link);
    }
    response
}
