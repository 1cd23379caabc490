//! GET /api/v1/goals: the goals and targets of the Sustainable Development Goals, in the order of their codes.

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use serde::{Deserialize, Serialize};
use store::scope::Scope;
use web::{
    api::{CursorKey, List, Parameters, invalid, json},
    entity_tag::EntityTag,
    format::folded,
    problem::Problem,
};

use super::{GoalItem, kind};
use crate::{
    goals::{Goal, SDG, list, order},
    installation::Installation,
};

const LIST: &str = "goals";
const USUAL_LIMIT: u32 = 100;
const GREATEST_LIMIT: u32 = 1_000;

/// All that a page needs, which is also what a cursor holds.
#[derive(Debug, Serialize, Deserialize)]
struct Asked {
    kind: Option<String>,
    parent: Option<String>,
    q: Option<String>,
    limit: u32,
    after: Option<String>,
    generation: i64,
}

impl Asked {
    fn wants(&self, goal: &Goal) -> bool {
        let holds = |text: &str| {
            let wanted = folded(text);
            let texts = goal.title.iter().chain(goal.description.iter());
            goal.code == text
                || texts
                    .map(|(_, body)| folded(&body.text))
                    .any(|text| text.contains(&wanted))
        };
        self.kind.as_deref().is_none_or(|wanted| wanted == kind(goal))
            && self
                .parent
                .as_ref()
                .is_none_or(|parent| goal.parent.as_ref() == Some(parent))
            && self.q.as_deref().is_none_or(holds)
    }
}

/// List goals
///
/// Anybody may ask. In the order of codes, each goal before its targets: `1`, `1.1`, …, `1.a`, …, `2`.
#[utoipa::path(
    get,
    path = "/api/v1/goals",
    tag = "goals",
    params(
        ("kind" = Option<String>, Query, description = "Only `goal` or only `target`.", example = "goal"),
        ("parent" = Option<String>, Query, description = "Only the targets of the goal with this code.", example = "11"),
        ("q" = Option<String>, Query, description = "Only those whose title or description holds this text in any language, or with this code.", example = "klima"),
        ("limit" = Option<u32>, Query, description = "How many to a page, from 1 to 1000; 100 without it."),
        ("cursor" = Option<String>, Query, description = "The `next` of the page before, sent alone."),
        ("count" = Option<bool>, Query, description = "`true`: say how many there are on all pages together."),
    ),
    responses(
        (status = 200, description = "A page of the list.", body = List<GoalItem>),
        (status = 304, description = "Unchanged."),
        (status = 400, description = "A parameter is unknown or cannot be understood.", content_type = "application/problem+json"),
    ),
)]
pub(super) async fn list_goals(
    State(installation): State<Installation>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let parameters = Parameters::read(query.as_deref(), &["kind", "parent", "q", "limit", "cursor", "count"])?;
    let moment = installation.store.sql.moment().await.map_err(Problem::failed)?;
    let key = CursorKey::new(installation.cursor_key);
    let asked = match parameters.cursor()? {
        Some(cursor) => key.open(LIST, cursor)?,
        None => Asked {
            kind: match parameters.one("kind")? {
                None => None,
                Some(kind @ ("goal" | "target")) => Some(kind.to_owned()),
                Some(other) => {
                    return Err(invalid(
                        "kind",
                        format!("\"{other}\" is not a kind; use goal or target"),
                    ));
                }
            },
            parent: parameters.one("parent")?.map(str::to_owned),
            q: parameters.one("q")?.map(str::to_owned),
            limit: parameters.limit(USUAL_LIMIT, GREATEST_LIMIT)?,
            after: None,
            generation: moment.generation,
        },
    };
    let scope = Scope::public();
    let mut goals = list(installation.store.sql.read(&scope), SDG)
        .await
        .map_err(Problem::failed)?;
    goals.retain(|goal| asked.wants(goal));
    let count = parameters.flag("count")?.then_some(goals.len() as u64);
    if let Some(after) = asked.after.as_deref().map(order) {
        goals.retain(|goal| after < order(&goal.code));
    }
    let limit = usize::try_from(asked.limit).unwrap_or(usize::MAX);
    let has_more = limit < goals.len();
    goals.truncate(limit);
    let next = match goals.last() {
        Some(last) if has_more => {
            let after = Some(last.code.clone());
            Some(key.seal(LIST, &Asked { after, ..asked }))
        }
        _ => None,
    };
    let answer = List {
        items: goals.into_iter().map(|goal| GoalItem::of(SDG, goal)).collect(),
        next,
        count,
    };
    let tag = EntityTag::of(&[&moment.sequence.to_string(), LIST, query.as_deref().unwrap_or_default()]);
    Ok(json(&tag, &answer))
}
