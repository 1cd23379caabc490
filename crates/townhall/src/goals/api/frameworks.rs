//! GET /api/v1/frameworks and /api/v1/frameworks/{key}: which frameworks there are, in which editions, from where.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use jiff::civil::Date;
use serde::Serialize;
use store::scope::{OrganisationId, Scope};
use utoipa::ToSchema;
use web::{
    api::{List, Parameters, json},
    entity_tag::EntityTag,
    problem::Problem,
};

use super::{FrameworkEntry, all, find_framework};
use crate::{goals::FrameworkKind, installation::Installation, people, texts::Multilingual};

/// A framework in one edition.
#[derive(Debug, Serialize, ToSchema)]
struct FrameworkItem {
    /// How addresses call it.
    #[schema(example = "dns-2021")]
    key: String,
    /// The framework.
    #[schema(example = "dns")]
    framework: String,
    /// Its edition.
    #[schema(example = "2021")]
    edition: String,
    /// `goals`, `indicators`, `charter`, `report` or `own`. The list may grow.
    #[schema(value_type = String, example = "goals")]
    kind: &'static str,
    /// The title by language.
    #[schema(value_type = std::collections::BTreeMap<String, String>, example = json!({"de": "…", "en": "…"}))]
    title: Multilingual,
    /// What a reader should know, by language.
    #[schema(value_type = std::collections::BTreeMap<String, String>, example = json!({"de": "…", "en": "…"}))]
    note: Multilingual,
    /// Where codes and structure come from, by language.
    #[schema(value_type = std::collections::BTreeMap<String, String>, example = json!({"de": "…", "en": "…"}))]
    source: Multilingual,
    /// The address of the publication.
    #[schema(required = true)]
    source_uri: Option<String>,
    /// The licence of the words.
    #[schema(example = "EUPL-1.2")]
    licence: String,
    /// The first day on which it holds.
    #[schema(required = true, value_type = Option<String>, example = "2021-03-10")]
    valid_from: Option<Date>,
    /// The last day on which it holds; `null` while it does.
    #[schema(required = true, value_type = Option<String>, example = "2025-01-28")]
    valid_until: Option<Date>,
    /// Whether its elements were compared with the publication.
    confirmed: bool,
    /// How many elements it has.
    #[schema(example = 93)]
    elements: i64,
    /// The home whose own fields of action it holds; `null` for shared frameworks.
    #[schema(required = true, example = json!(null))]
    home: Option<String>,
}

impl FrameworkItem {
    fn of(entry: FrameworkEntry, homes: &BTreeMap<OrganisationId, String>) -> Self {
        Self {
            key: entry.framework.key(),
            framework: entry.framework.name.to_string(),
            edition: entry.framework.edition.to_string(),
            kind: FrameworkKind::as_str(entry.kind),
            title: entry.title,
            note: entry.note,
            source: entry.source,
            source_uri: entry.source_uri,
            licence: entry.licence,
            valid_from: entry.valid_from,
            valid_until: entry.valid_until,
            confirmed: entry.is_confirmed,
            elements: entry.n_elements,
            home: homes.get(&entry.organisation).cloned(),
        }
    }
}

async fn known(
    installation: &Installation,
) -> Result<(Vec<FrameworkEntry>, BTreeMap<OrganisationId, String>), Problem> {
    let scope = Scope::public();
    let read = installation.store.sql.read(&scope);
    let entries = all(read).await.map_err(Problem::failed)?;
    let homes = people::organisations(read).await.map_err(Problem::failed)?;
    let homes = homes.into_iter().filter(|one| one.id != OrganisationId::INSTALLATION);
    Ok((entries, homes.map(|one| (one.id, one.slug)).collect()))
}

/// List frameworks
///
/// Anybody may ask. The Sustainable Development Goals first, then by name with the newest edition first, then own fields of action. All in
/// one page.
#[utoipa::path(
    get,
    path = "/api/v1/frameworks",
    tag = "goals",
    responses(
        (status = 200, description = "All frameworks.", body = List<FrameworkItem>),
        (status = 304, description = "Unchanged."),
        (status = 400, description = "A parameter is unknown.", content_type = "application/problem+json"),
    ),
)]
pub(super) async fn list_frameworks(
    State(installation): State<Installation>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    Parameters::read(query.as_deref(), &[])?;
    let moment = installation.store.sql.moment().await.map_err(Problem::failed)?;
    let (entries, homes) = known(&installation).await?;
    let answer = List::whole(entries.into_iter().map(|one| FrameworkItem::of(one, &homes)).collect());
    let tag = EntityTag::of(&[&moment.sequence.to_string(), "frameworks"]);
    Ok(json(&tag, &answer))
}

/// Show a framework
///
/// Anybody may ask. Its elements stand in `/api/v1/goals?framework=…`.
#[utoipa::path(
    get,
    path = "/api/v1/frameworks/{key}",
    tag = "goals",
    params(("key" = String, Path, description = "A key, or a name for its newest edition.", example = "dns-2021")),
    responses(
        (status = 200, description = "The framework.", body = FrameworkItem),
        (status = 304, description = "Unchanged."),
        (status = 404, description = "No framework has this key.", content_type = "application/problem+json"),
    ),
)]
pub(super) async fn show_framework(
    State(installation): State<Installation>,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    Parameters::read(query.as_deref(), &[])?;
    let moment = installation.store.sql.moment().await.map_err(Problem::failed)?;
    let (entries, homes) = known(&installation).await?;
    let entry = find_framework(&entries, &key).cloned().ok_or_else(Problem::not_found)?;
    let tag = EntityTag::of(&[&moment.sequence.to_string(), "framework", &key]);
    Ok(json(&tag, &FrameworkItem::of(entry, &homes)))
}
