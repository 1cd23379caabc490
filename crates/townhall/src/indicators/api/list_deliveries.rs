//! GET /api/v1/deliveries: what was delivered, the newest first, page by page.

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use serde::{Deserialize, Serialize};
use store::scope::Scope;
use web::{
    api::{CursorKey, List, Parameters, json},
    problem::Problem,
};

use super::{GREATEST_LIMIT, USUAL_LIMIT, tag};
use crate::{
    indicators::deliveries::{Summary, deliveries, n_deliveries},
    installation::Installation,
};

const LIST: &str = "deliveries";

/// All that a page needs, which is also what a cursor holds.
#[derive(Debug, Serialize, Deserialize)]
struct Asked {
    limit: u32,
    before: Option<i64>,
}

/// List deliveries
///
/// Anybody may ask. The newest first; taken back ones too, because nothing is deleted.
#[utoipa::path(
    get,
    path = "/api/v1/deliveries",
    tag = "deliveries",
    params(
        ("limit" = Option<u32>, Query, description = "How many to a page; 100 without it.", minimum = 1, maximum = 1000),
        ("cursor" = Option<String>, Query, description = "The `next` of the page before, sent alone."),
        ("count" = Option<bool>, Query, description = "`true`: say on the first page how many there are on all pages together."),
    ),
    responses((status = 200, description = "A page of the list.", body = List<Summary>)),
)]
pub(super) async fn list_deliveries(
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
            before: None,
        },
    };
    let (store, scope) = (&installation.store, Scope::public());
    // One more than the page holds tells whether there is a next one.
    let mut found = deliveries(store, &scope, asked.before, i64::from(asked.limit) + 1)
        .await
        .map_err(Problem::failed)?;
    let limit = usize::try_from(asked.limit).unwrap_or(usize::MAX);
    let has_more = limit < found.len();
    found.truncate(limit);
    let count = match parameters.flag("count")? {
        true => Some(n_deliveries(store, &scope).await.map_err(Problem::failed)?),
        false => None,
    };
    let before = found.last().filter(|_| has_more).map(|last| last.number);
    let next = before.map(|before| {
        key.seal(
            LIST,
            &Asked {
                before: Some(before),
                ..asked
            },
        )
    });
    Ok(json(
        &tag,
        &List {
            items: found.iter().map(|one| one.summary()).collect(),
            next,
            count,
        },
    ))
}
