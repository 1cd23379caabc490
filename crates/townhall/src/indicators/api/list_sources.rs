//! GET /api/v1/sources: whose figures there are, and what must stand beside them.

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use figures::source::licence_uri;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{
    api::{CursorKey, List, Parameters, json},
    problem::Problem,
};

use super::{GREATEST_LIMIT, USUAL_LIMIT, tag};
use crate::{
    indicators::{observations::SourceEntry, registers::registers},
    installation::Installation,
};

const LIST: &str = "sources";

/// A source of figures on one state of the areas, with the terms under which its figures may be used.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Source)]
struct SourceItem {
    /// The short name beside each value.
    #[schema(example = "inkar")]
    id: String,
    /// On which area the figures stand: `area of its day`, `recomputed to` a day, or `unstated`.
    #[schema(example = "recomputed to 2022-12-31")]
    area_state: String,
    /// The office that publishes.
    #[schema(example = "Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR)")]
    provider: String,
    /// The title of the publication.
    #[schema(example = "Indikatoren und Karten zur Raum- und Stadtentwicklung. INKAR. Ausgabe 2024")]
    title: String,
    /// The note that has to stand beside every figure of this source.
    #[schema(
        example = "Quelle: INKAR. Ausgabe 2024. Hrsg.: BBSR Bonn 2024. © 2024 Bundesamt für Bauwesen und Raumordnung, Bonn"
    )]
    note: String,
    /// The short name of the licence; `null` when the source states none.
    #[schema(required = true, example = "dl-de/by-2-0")]
    licence: Option<String>,
    /// The text of the licence; `null` when it is not known.
    #[schema(required = true, format = "uri", example = "https://www.govdata.de/dl-de/by-2-0")]
    licence_uri: Option<&'static str>,
    /// The address of the data set; `null` when it has none.
    #[schema(required = true, example = "https://www.inkar.de")]
    dataset_uri: Option<String>,
}

impl SourceItem {
    fn of(source: &SourceEntry) -> Self {
        Self {
            id: source.slug.clone(),
            area_state: source.area_state.clone(),
            provider: source.provider.clone(),
            title: source.title.clone(),
            note: source.note.clone(),
            licence_uri: source.licence.as_deref().and_then(licence_uri),
            licence: source.licence.clone(),
            dataset_uri: source.dataset_uri.clone(),
        }
    }
}

/// All that a page needs, which is also what a cursor holds.
#[derive(Debug, Serialize, Deserialize)]
struct Asked {
    limit: u32,
    after: Option<(String, String)>,
}

/// List sources
///
/// Anybody may ask. By name, then by state of the areas.
#[utoipa::path(
    get,
    path = "/api/v1/sources",
    tag = "deliveries",
    params(
        ("limit" = Option<u32>, Query, description = "How many to a page; 100 without it.", minimum = 1, maximum = 1000),
        ("cursor" = Option<String>, Query, description = "The `next` of the page before, sent alone."),
        ("count" = Option<bool>, Query, description = "`true`: say on the first page how many there are on all pages together."),
    ),
    responses((status = 200, description = "A page of the list.", body = List<SourceItem>)),
)]
pub(super) async fn list_sources(
    State(installation): State<Installation>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let parameters = Parameters::read(query.as_deref(), &["limit", "cursor", "count"])?;
    let tag = tag(&installation, "json").await?;
    let key = CursorKey::new(installation.cursor_key);
    let asked: Asked = match parameters.cursor()? {
        Some(cursor) => key.open(LIST, cursor)?,
        None => Asked {
            limit: parameters.limit(USUAL_LIMIT, GREATEST_LIMIT)?,
            after: None,
        },
    };
    let registers = registers(&installation).await?;
    let place = |source: &SourceEntry| (source.slug.clone(), source.area_state.clone());
    let mut sources: Vec<&SourceEntry> = registers.dictionary.sources().collect();
    sources.sort_by_key(|source| place(source));
    let count = parameters.flag("count")?.then_some(sources.len() as u64);
    let first = sources.partition_point(|source| asked.after.as_ref().is_some_and(|after| place(source) <= *after));
    let rest = &sources[first..];
    let page = &rest[..rest.len().min(usize::try_from(asked.limit).unwrap_or(usize::MAX))];
    let next = (page.len() < rest.len())
        .then(|| page.last().map(|last| place(last)))
        .flatten();
    let next = next.map(|after| {
        key.seal(
            LIST,
            &Asked {
                after: Some(after),
                ..asked
            },
        )
    });
    Ok(json(
        &tag,
        &List {
            items: page.iter().map(|source| SourceItem::of(source)).collect(),
            next,
            count,
        },
    ))
}
