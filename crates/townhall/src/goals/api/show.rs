//! GET /api/v1/goals/{code}: a goal with its targets, or a target.

use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use serde::Serialize;
use store::scope::Scope;
use utoipa::ToSchema;
use web::{
    api::{Parameters, json},
    entity_tag::EntityTag,
    problem::Problem,
};

use super::GoalItem;
use crate::{
    goals::{SDG, show},
    installation::Installation,
};

/// A goal with its targets.
#[derive(Debug, Serialize, ToSchema)]
struct GoalDetail {
    #[serde(flatten)]
    goal: GoalItem,
    /// Its targets in the order of their codes; empty for a target.
    targets: Vec<GoalItem>,
}

/// Show a goal
///
/// Anybody may ask.
#[utoipa::path(
    get,
    path = "/api/v1/goals/{code}",
    tag = "goals",
    params(("code" = String, Path, description = "The code of a goal or a target.", example = "11")),
    responses(
        (status = 200, description = "The goal with its targets, or the target.", body = GoalDetail),
        (status = 304, description = "Unchanged."),
        (status = 404, description = "No goal and no target has this code.", content_type = "application/problem+json"),
    ),
)]
pub(super) async fn show_goal(
    State(installation): State<Installation>,
    Path(code): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    Parameters::read(query.as_deref(), &[])?;
    let moment = installation.store.sql.moment().await.map_err(Problem::failed)?;
    let scope = Scope::public();
    let found = show(installation.store.sql.read(&scope), SDG, &code)
        .await
        .map_err(Problem::failed)?;
    let mut found = found.into_iter().map(|goal| GoalItem::of(SDG, goal));
    let goal = found.next().ok_or_else(Problem::not_found)?;
    let detail = GoalDetail {
        goal,
        targets: found.collect(),
    };
    let tag = EntityTag::of(&[&moment.sequence.to_string(), "goal", &code]);
    Ok(json(&tag, &detail))
}
