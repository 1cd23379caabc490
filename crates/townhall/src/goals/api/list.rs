//! GET /api/v1/goals: the elements of a framework in its order, those of the Sustainable Development Goals without a choice.

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use serde::{Deserialize, Serialize};
use store::scope::Scope;
use web::{
    api::{CursorKey, List, Parameters, json},
    entity_tag::EntityTag,
    format::folded,
    problem::Problem,
    words::Message,
};

use super::{GoalItem, asked_framework};
use crate::{
    goals::{Framework, Goal, framework::Kind, list},
    installation::Installation,
};

const LIST: &str = "goals";
const USUAL_LIMIT: u32 = 100;
const GREATEST_LIMIT: u32 = 1_000;

/// All that a page needs, which is also what a cursor holds.
#[derive(Debug, Serialize, Deserialize)]
struct Asked {
    framework: (String, String),
    kind: Option<String>,
    parent: Option<String>,
    q: Option<String>,
    limit: u32,
    after: Option<i64>,
    generation: i64,
}

/// Which kinds there are, where one is asked for that does not exist.
fn kinds(given: &str) -> Message {
    let known: Vec<&str> = Kind::ALL.iter().map(|one| one.as_str()).collect();
    let given: String = given.chars().take(40).collect();
    Message::key("api-parameter-choice")
        .with("value", given)
        .with("choices", known.join(", "))
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
        self.kind.as_deref().is_none_or(|wanted| wanted == goal.kind.as_str())
            && self
                .parent
                .as_ref()
                .is_none_or(|parent| goal.parent.as_ref() == Some(parent))
            && self.q.as_deref().is_none_or(holds)
    }
}

/// List goals
///
/// Anybody may ask. In the order of the framework, each element before those below it: `1`, `1.1`, …, `1.a`, …, `2`.
#[utoipa::path(
    get,
    path = "/api/v1/goals",
    tag = "goals",
    params(
        ("framework" = Option<String>, Query, description = "The key of a framework, or its name for the newest edition; the Sustainable Development Goals without.", example = "dns-2021"),
        ("kind" = Option<String>, Query, description = "Only elements of this kind, such as `goal` or `target`.", example = "goal"),
        ("parent" = Option<String>, Query, description = "Only the elements directly below the one with this code.", example = "11"),
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
    let parameters = Parameters::read(
        query.as_deref(),
        &["framework", "kind", "parent", "q", "limit", "cursor", "count"],
    )?;
    let moment = installation.store.sql.moment().await.map_err(Problem::failed)?;
    let key = CursorKey::new(installation.cursor_key);
    let asked = match parameters.cursor()? {
        Some(cursor) => key.open(LIST, cursor)?,
        None => Asked {
            framework: {
                let Framework { name, edition } = asked_framework(&installation, &parameters, "framework").await?;
                (name.into_owned(), edition.into_owned())
            },
            kind: match parameters.one("kind")? {
                None => None,
                Some(word) => {
                    let kind = word
                        .parse::<Kind>()
                        .map_err(|_| Problem::invalid_value("kind", kinds(word)))?;
                    Some(kind.as_str().to_owned())
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
    let framework = Framework::new(&asked.framework.0, &asked.framework.1);
    let mut goals = list(installation.store.sql.read(&scope), &framework)
        .await
        .map_err(Problem::failed)?;
    goals.retain(|goal| asked.wants(goal));
    let count = parameters.flag("count")?.then_some(goals.len() as u64);
    if let Some(after) = asked.after {
        goals.retain(|goal| after < goal.ordinal);
    }
    let limit = usize::try_from(asked.limit).unwrap_or(usize::MAX);
    let has_more = limit < goals.len();
    goals.truncate(limit);
    let next = match goals.last() {
        Some(last) if has_more => {
            let after = Some(last.ordinal);
            Some(key.seal(LIST, &Asked { after, ..asked }))
        }
        _ => None,
    };
    let answer = List {
        items: goals.into_iter().map(|goal| GoalItem::of(&framework, goal)).collect(),
        next,
        count,
    };
    let tag = EntityTag::of(&[&moment.sequence.to_string(), LIST, query.as_deref().unwrap_or_default()]);
    Ok(json(&tag, &answer))
}
