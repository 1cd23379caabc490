//! GET /api/v1/territories: all territories in German order of their titles, filtered, page by page.

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use figures::territory::{Level, TerritoryKey};
use serde::{Deserialize, Serialize};
use store::scope::Scope;
use web::{
    api::{CursorKey, List, Parameters, json},
    entity_tag::EntityTag,
    problem::Problem,
};

use super::TerritoryItem;
use crate::{
    installation::Installation,
    territories::{Filter, Place, by_ids, counts, key_table, list, words_of_key},
};

const LIST: &str = "territories";
const USUAL_LIMIT: u32 = 100;
const GREATEST_LIMIT: u32 = 1_000;

/// All that a page needs, which is also what a cursor holds.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Asked {
    level: Option<Level>,
    parent: Option<i32>,
    q: Option<String>,
    limit: u32,
    after: Option<Place>,
    generation: i64,
}

/// List territories
///
/// Anybody may ask. In German order of titles. `level`, `parent` and `q` narrow the list together.
#[utoipa::path(
    get,
    path = "/api/v1/territories",
    tag = "territories",
    params(
        ("level" = Option<String>, Query, description = "Only this level: `country`, `state`, `region`, `district`, `association`, `municipality`.", example = "district"),
        ("parent" = Option<String>, Query, description = "Only direct parts of the territory with this key.", example = "055"),
        ("q" = Option<String>, Query, description = "Only those whose title holds this text, however it is typed, or whose key begins with it.", example = "muenster"),
        ("limit" = Option<u32>, Query, description = "How many to a page, from 1 to 1000; 100 without it."),
        ("cursor" = Option<String>, Query, description = "The `next` of the page before, sent alone."),
        ("count" = Option<bool>, Query, description = "`true`: say how many there are on all pages together."),
    ),
    responses(
        (status = 200, description = "A page of the list.", body = List<TerritoryItem>),
        (status = 304, description = "Unchanged."),
        (status = 400, description = "A parameter is unknown or cannot be understood.", content_type = "application/problem+json"),
    ),
)]
pub(super) async fn list_territories(
    State(installation): State<Installation>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let scope = Scope::public();
    let read = installation.store.sql.read(&scope);
    let parameters = Parameters::read(query.as_deref(), &["level", "parent", "q", "limit", "cursor", "count"])?;
    let moment = installation.store.sql.moment().await.map_err(Problem::failed)?;
    let key = CursorKey::new(installation.cursor_key);
    let asked = match parameters.cursor()? {
        Some(cursor) => key.open(LIST, cursor)?,
        None => Asked {
            level: parameters.parsed("level", "api-level-unknown")?,
            parent: match parameters.one("parent")? {
                Some(text) => {
                    let keys = installation.remembered(async |store| key_table(store.sql.read(&scope)).await);
                    let keys = keys.await.map_err(Problem::failed)?;
                    let parent = keys
                        .resolve(text, None)
                        .map_err(|error| Problem::invalid_value("parent", words_of_key(&error)))?;
                    Some(parent.id)
                }
                None => None,
            },
            q: parameters.one("q")?.map(str::to_owned),
            limit: parameters.limit(USUAL_LIMIT, GREATEST_LIMIT)?,
            after: None,
            generation: moment.generation,
        },
    };
    let filter = Filter {
        level: asked.level,
        parent: asked.parent,
        text: asked.q.clone(),
        state: None,
        with_ended: false,
    };
    let (territories, next) = list(read, &filter, asked.after.as_ref(), asked.limit)
        .await
        .map_err(Problem::failed)?;
    let count = match parameters.flag("count")? {
        true => Some(counts(read, &filter).await.map_err(Problem::failed)?.all),
        false => None,
    };
    let mut parents: Vec<i32> = territories.iter().filter_map(|territory| territory.parent_id).collect();
    parents.sort_unstable();
    parents.dedup();
    let parents = by_ids(read, &parents).await.map_err(Problem::failed)?;
    let parent_of = |id: Option<i32>| -> Option<TerritoryKey> { Some(parents.get(&id?)?.key.clone()) };
    let items = territories.into_iter().map(|territory| {
        let parent = parent_of(territory.parent_id);
        TerritoryItem::of(territory, parent)
    });
    let answer = List {
        items: items.collect(),
        next: next.map(|place| {
            let asked = Asked {
                after: Some(place),
                ..asked
            };
            key.seal(LIST, &asked)
        }),
        count,
    };
    let tag = EntityTag::of(&[&moment.sequence.to_string(), LIST, query.as_deref().unwrap_or_default()]);
    Ok(json(&tag, &answer))
}
