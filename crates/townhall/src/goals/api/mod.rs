//! Goals for programs: frameworks, their elements, and the crosswalks between them, below `/api/v1`.

mod frameworks;
mod list;
mod list_crosswalks;
mod show;

use axum::middleware;
use jiff::civil::Date;
use serde::Serialize;
use store::scope::Scope;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use web::{
    accept,
    api::{Parameters, unknown_name},
    problem::Problem,
};

use super::{Framework, FrameworkEntry, Goal, SDG, find_framework, framework::Addressee, frameworks as all};
use crate::{installation::Installation, texts::Multilingual};

/// The addresses of this capability.
pub fn api() -> OpenApiRouter<Installation> {
    let only_json = OpenApiRouter::new()
        .routes(routes!(list::list_goals))
        .routes(routes!(show::show_goal))
        .routes(routes!(frameworks::list_frameworks))
        .routes(routes!(frameworks::show_framework))
        .route_layer(middleware::from_fn(accept::only_json));
    OpenApiRouter::new()
        .routes(routes!(list_crosswalks::list_crosswalks))
        .merge(only_json)
}

/// The framework that a parameter names: its newest edition by name, one edition by key, the Sustainable Development Goals without.
async fn asked_framework(
    installation: &Installation,
    parameters: &Parameters,
    name: &str,
) -> Result<Framework, Problem> {
    let Some(key) = parameters.one(name)? else {
        return Ok(SDG);
    };
    let scope = Scope::public();
    let known = all(installation.store.sql.read(&scope))
        .await
        .map_err(Problem::failed)?;
    find_framework(&known, key)
        .map(|one| one.framework.clone())
        .ok_or_else(|| unknown_name(name, key, "/api/v1/frameworks"))
}

/// A goal, a target, or another element of a framework.
#[derive(Debug, Serialize, ToSchema)]
struct GoalItem {
    /// The framework.
    #[schema(example = "sdg")]
    framework: String,
    /// Its edition.
    #[schema(example = "2015")]
    edition: String,
    /// The official code.
    #[schema(example = "11.6")]
    code: String,
    /// What it is called in its framework: `goal`, `target`, `area`, `indicator`, `section`, `guideline`, `recommendation`, `attribute`,
    /// `criterion`, `field`. The list may grow.
    #[schema(value_type = String, example = "target")]
    kind: &'static str,
    /// The code of the element above it; `null` for those at the top.
    #[schema(required = true, example = "11")]
    parent: Option<String>,
    /// The short title by language.
    #[schema(value_type = std::collections::BTreeMap<String, String>, example = json!({"de": "…", "en": "…"}))]
    title: Multilingual,
    /// What it means for a municipality, by language; empty for targets.
    #[schema(value_type = std::collections::BTreeMap<String, String>, example = json!({"de": "…", "en": "…"}))]
    description: Multilingual,
    /// What a reader should know about it, by language; mostly empty.
    #[schema(value_type = std::collections::BTreeMap<String, String>, example = json!({}))]
    note: Multilingual,
    /// Who is asked, where the framework says so: `municipalities`, `federal`, `states`, `research`, `business`, `civil_society`,
    /// `standards_bodies`. The list may grow.
    #[schema(value_type = Vec<String>, example = json!([]))]
    addressees: Vec<&'static str>,
    /// The first day on which it holds, where it differs from the edition's.
    #[schema(required = true, value_type = Option<String>, example = json!(null))]
    valid_from: Option<Date>,
    /// The last day on which it holds.
    #[schema(required = true, value_type = Option<String>, example = json!(null))]
    valid_until: Option<Date>,
    /// Whether it was compared with the publication.
    confirmed: bool,
}

impl GoalItem {
    fn of(framework: &Framework, goal: Goal) -> Self {
        Self {
            framework: framework.name.to_string(),
            edition: framework.edition.to_string(),
            kind: goal.kind.as_str(),
            code: goal.code,
            parent: goal.parent,
            title: goal.title,
            description: goal.description,
            note: goal.note,
            addressees: goal.addressees.into_iter().map(Addressee::as_str).collect(),
            valid_from: goal.valid_from,
            valid_until: goal.valid_until,
            confirmed: goal.is_confirmed,
        }
    }
}
