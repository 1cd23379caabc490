//! GET /api/v1/territories/{key}: one territory with its place in the hierarchy and its other keys.

use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use figures::territory::TerritoryKey;
use serde::Serialize;
use store::scope::Scope;
use utoipa::ToSchema;
use web::{
    api::{Parameters, json},
    entity_tag::EntityTag,
    problem::Problem,
};

use super::TerritoryItem;
use crate::{
    installation::Installation,
    territories::{aliases, ancestors, by_ids, by_key, same_area, source_of},
};

/// A territory with its surroundings.
#[derive(Debug, Serialize, ToSchema)]
struct TerritoryDetail {
    #[serde(flatten)]
    territory: TerritoryItem,
    /// What it is part of, the country first.
    #[schema(value_type = Vec<String>, example = json!(["de:DG", "de:05", "de:055"]))]
    ancestors: Vec<TerritoryKey>,
    /// Other keys of the same area: figures of the same place may stand under them.
    #[schema(value_type = Vec<String>, example = json!(["de:05515", "de:055150000"]))]
    same_area: Vec<TerritoryKey>,
    /// The same territory in other schemes.
    aliases: Vec<Alias>,
    /// The note that every use of these facts must carry; `null` when it is not known.
    source: Option<String>,
    /// The address of the licence; `null` when it is not known.
    licence: Option<String>,
}

/// A key of another scheme.
#[derive(Debug, Serialize, ToSchema)]
struct Alias {
    /// `ars` for the twelve-digit regional key, `nuts` for the code of the European Union.
    #[schema(example = "ars")]
    scheme: String,
    /// The key.
    #[schema(example = "055150000000")]
    code: String,
}

/// Show a territory
///
/// Anybody may ask. The key is taken with and without scheme, for municipalities with eight or twelve digits.
#[utoipa::path(
    get,
    path = "/api/v1/territories/{key}",
    tag = "territories",
    params(("key" = String, Path, description = "An official key.", example = "05515000")),
    responses(
        (status = 200, description = "The territory.", body = TerritoryDetail),
        (status = 304, description = "Unchanged."),
        (status = 404, description = "No territory has this key.", content_type = "application/problem+json"),
    ),
)]
pub(super) async fn show_territory(
    State(installation): State<Installation>,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    Parameters::read(query.as_deref(), &[])?;
    let scope = Scope::public();
    let read = installation.store.sql.read(&scope);
    let key: TerritoryKey = key.parse().map_err(|_| Problem::not_found())?;
    let moment = installation.store.sql.moment().await.map_err(Problem::failed)?;
    let territory = by_key(read, &key)
        .await
        .map_err(Problem::failed)?
        .ok_or_else(Problem::not_found)?;
    let id = territory.id;
    let ancestors = ancestors(read, id).await.map_err(Problem::failed)?;
    let same = same_area(read, &[id])
        .await
        .map_err(Problem::failed)?
        .remove(&id)
        .unwrap_or_default();
    let same = by_ids(read, &same).await.map_err(Problem::failed)?;
    let aliases = aliases(read, id).await.map_err(Problem::failed)?;
    let note = source_of(read, territory.area.date).await.map_err(Problem::failed)?;
    let (source, licence) = note.map(|note| (note.source, note.licence)).unzip();
    let mut same_area: Vec<TerritoryKey> = same.into_values().map(|other| other.key).collect();
    same_area.sort();
    let parent = ancestors.last().map(|parent| parent.key.clone());
    let detail = TerritoryDetail {
        ancestors: ancestors.into_iter().map(|ancestor| ancestor.key).collect(),
        same_area,
        aliases: aliases
            .into_iter()
            .map(|(scheme, code)| Alias { scheme, code })
            .collect(),
        source,
        licence,
        territory: TerritoryItem::of(territory, parent),
    };
    let tag = EntityTag::of(&[&moment.sequence.to_string(), "territory", key.code()]);
    Ok(json(&tag, &detail))
}
