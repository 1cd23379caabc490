//! GET /api/v1/deliveries/{number}/problems: the rows that a delivery rejected or corrected, in the order of its file.

use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use serde::{Deserialize, Serialize};
use store::scope::Scope;
use web::{
    api::{CursorKey, List, Parameters, json},
    problem::Problem,
};

use super::{GREATEST_LIMIT, USUAL_LIMIT, number, tag};
use crate::{
    indicators::deliveries::{RowProblem, delivery, n_problems, problems},
    installation::Installation,
};

/// All that a page needs, which is also what a cursor holds.
#[derive(Debug, Serialize, Deserialize)]
struct Asked {
    limit: u32,
    first: i64,
}

/// List the problems of a delivery
///
/// Anybody may ask. In the order of the file.
#[utoipa::path(
    get,
    path = "/api/v1/deliveries/{number}/problems",
    tag = "deliveries",
    params(
        ("number" = i64, Path, description = "The number of the delivery.", minimum = 1, example = 1),
        ("limit" = Option<u32>, Query, description = "How many to a page; 100 without it.", minimum = 1, maximum = 1000),
        ("cursor" = Option<String>, Query, description = "The `next` of the page before, sent alone."),
        ("count" = Option<bool>, Query, description = "`true`: say on the first page how many there are on all pages together."),
    ),
    responses((status = 200, description = "A page of the list.", body = List<RowProblem>)),
)]
pub(super) async fn list_problems(
    State(installation): State<Installation>,
    Path(text): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let parameters = Parameters::read(query.as_deref(), &["limit", "cursor", "count"])?;
    let (store, scope, number) = (&installation.store, Scope::public(), number(&text)?);
    let tag = tag(&installation, "json").await?;
    delivery(store, &scope, number)
        .await
        .map_err(Problem::failed)?
        .ok_or_else(Problem::not_found)?;
    let key = CursorKey::new(installation.cursor_key);
    // A cursor belongs to the list of one delivery.
    let list = format!("problems of {number}");
    let asked: Asked = match parameters.cursor()? {
        Some(cursor) => key.open(&list, cursor)?,
        None => Asked {
            limit: parameters.limit(USUAL_LIMIT, GREATEST_LIMIT)?,
            first: 0,
        },
    };
    let limit = i64::from(asked.limit);
    // One more than the page holds tells whether there is a next one.
    let mut found = problems(store, &scope, number, asked.first, limit + 1)
        .await
        .map_err(Problem::failed)?;
    let n_shown = usize::try_from(limit).unwrap_or(usize::MAX);
    let next = (n_shown < found.len()).then(|| {
        key.seal(
            &list,
            &Asked {
                first: asked.first + limit,
                ..asked
            },
        )
    });
    found.truncate(n_shown);
    let count = match parameters.flag("count")? {
        true => Some(n_problems(store, &scope, number).await.map_err(Problem::failed)?),
        false => None,
    };
    Ok(json(
        &tag,
        &List {
            items: found,
            next,
            count,
        },
    ))
}
