//! Goals for programs: `/api/v1/goals` and `/api/v1/goals/{code}`.

mod list;
mod show;

use axum::middleware;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use web::accept;

use super::{Framework, Goal};
use crate::{installation::Installation, texts::Multilingual};

/// The addresses of this capability.
pub fn api() -> OpenApiRouter<Installation> {
    OpenApiRouter::new()
        .routes(routes!(list::list_goals))
        .routes(routes!(show::show_goal))
        .route_layer(middleware::from_fn(accept::only_json))
}

/// A goal or a target of a framework.
#[derive(Debug, Serialize, ToSchema)]
struct GoalItem {
    /// The framework.
    #[schema(value_type = String, example = "sdg")]
    framework: &'static str,
    /// Its edition.
    #[schema(value_type = String, example = "2015")]
    edition: &'static str,
    /// The official code.
    #[schema(example = "11.6")]
    code: String,
    /// `goal` or `target`.
    #[schema(value_type = String, example = "target")]
    kind: &'static str,
    /// The code of the goal of a target; `null` for goals.
    #[schema(required = true, example = "11")]
    parent: Option<String>,
    /// The short title by language.
    #[schema(value_type = std::collections::BTreeMap<String, String>, example = json!({"de": "…", "en": "…"}))]
    title: Multilingual,
    /// What it means for a municipality, by language; empty for targets.
    #[schema(value_type = std::collections::BTreeMap<String, String>, example = json!({"de": "…", "en": "…"}))]
    description: Multilingual,
}

impl GoalItem {
    fn of(framework: Framework, goal: Goal) -> Self {
        Self {
            framework: framework.name,
            edition: framework.edition,
            kind: kind(&goal),
            code: goal.code,
            parent: goal.parent,
            title: goal.title,
            description: goal.description,
        }
    }
}

fn kind(goal: &Goal) -> &'static str {
    match goal.parent {
        Some(_) => "target",
        None => "goal",
    }
}
