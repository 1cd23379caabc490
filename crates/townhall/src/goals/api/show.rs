//! GET /api/v1/goals/{code}: a goal with its targets, or another element of a framework with those below it.

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

use super::{GoalItem, asked_framework};
use crate::{goals::show, installation::Installation};

/// A goal with its targets.
#[derive(Debug, Serialize, ToSchema)]
struct GoalDetail {
    #[serde(flatten)]
    goal: GoalItem,
    /// What stands directly below it, in the order of the framework.
    targets: Vec<GoalItem>,
}

/// Show a goal
///
/// Anybody may ask.
#[utoipa::path(
    get,
    path = "/api/v1/goals/{code}",
    tag = "goals",
    params(
        ("code" = String, Path, description = "The code of an element.", example = "11"),
        ("framework" = Option<String>, Query, description = "The key of a framework, or its name for the newest edition; the Sustainable Development Goals without.", example = "dns-2021"),
    ),
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
    let parameters = Parameters::read(query.as_deref(), &["framework"])?;
    let framework = asked_framework(&installation, &parameters, "framework").await?;
    let moment = installation.store.sql.moment().await.map_err(Problem::failed)?;
    let scope = Scope::public();
    let found = show(installation.store.sql.read(&scope), &framework, &code)
        .await
        .map_err(Problem::failed)?;
    let mut found = found.into_iter().map(|goal| GoalItem::of(&framework, goal));
    let goal = found.next().ok_or_else(Problem::not_found)?;
    let detail = GoalDetail {
        goal,
        targets: found.collect(),
    };
    let tag = EntityTag::of(&[&moment.sequence.to_string(), "goal", &framework.key(), &code]);
    Ok(json(&tag, &detail))
}
