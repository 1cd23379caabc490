//! The page of a goal: what it means for a municipality, what is known about it, its targets.

use askama::Template;
use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use store::scope::Scope;
use web::{frame::Frame, problem::Problem, section::Section};

use super::{Contributions, at_home};
use crate::{
    goals::{Goal, SDG, list as list_goals, show as show_goal, target_id},
    installation::Installation,
    people::{self, Organisation},
};

#[derive(Template)]
#[template(path = "goals/pages/show.html")]
struct Page {
    frame: Frame,
    code: String,
    heading: String,
    description: String,
    targets: Vec<Target>,
    sections: Vec<Section>,
    previous: Option<String>,
    next: Option<String>,
}

struct Target {
    id: String,
    code: String,
    title: String,
}

/// GET /{language}/goals/{code}
pub(super) async fn show(
    State(installation): State<Installation>,
    Extension(contributions): Extension<Contributions>,
    Path(code): Path<String>,
    frame: Frame,
) -> Result<Response, Problem> {
    page(&installation, contributions, frame, None, &code).await
}

/// GET /{language}/{organisation}/goals/{code}
pub(super) async fn show_of_home(
    State(installation): State<Installation>,
    Extension(contributions): Extension<Contributions>,
    Path((organisation, code)): Path<(String, String)>,
    frame: Frame,
) -> Result<Response, Problem> {
    let home = people::home(&installation.store, &organisation).await?;
    page(&installation, contributions, frame, Some(&home), &code).await
}

async fn page(
    installation: &Installation,
    contributions: Contributions,
    frame: Frame,
    home: Option<&Organisation>,
    code: &str,
) -> Result<Response, Problem> {
    let frame = at_home(frame, home);
    let scope = Scope::public();
    let read = installation.store.sql.read(&scope);
    let mut found = show_goal(read, SDG, code).await.map_err(Problem::failed)?.into_iter();
    let goal = found.next().ok_or_else(|| Problem::not_found().back("/goals"))?;
    if let Some(parent) = &goal.parent {
        let place = format!("/goals/{parent}#{}", target_id(&goal.code));
        return Ok(Redirect::permanent(&frame.own_href(&place)).into_response());
    }
    let mut sections = Vec::new();
    for contribution in contributions {
        sections.extend(contribution.section(installation, &frame, home, &goal).await?);
    }
    let language = frame.language();
    let target = |target: Goal| Target {
        id: target_id(&target.code),
        title: target.title.text(language).to_owned(),
        code: target.code,
    };
    let all = list_goals(read, SDG).await.map_err(Problem::failed)?;
    let codes: Vec<String> = all
        .into_iter()
        .filter(|goal| goal.parent.is_none())
        .map(|goal| goal.code)
        .collect();
    let place = codes.iter().position(|code| *code == goal.code).unwrap_or_default();
    let title = goal.title.text(language).to_owned();
    let heading = frame
        .t("goals-heading")
        .with("code", &goal.code)
        .with("title", &title)
        .to_string();
    let plain = frame
        .plain("goals-heading")
        .with("code", &goal.code)
        .with("title", &title)
        .to_string();
    let description = goal.description.text(language).to_owned();
    let crumb = frame.plain("goals-title").to_string();
    let list = frame.own_path("/goals");
    Ok(frame
        .title(plain)
        .description(description.clone())
        .crumb(crumb, &list)
        .show(|frame| Page {
            heading,
            description,
            targets: found.map(target).collect(),
            sections,
            previous: place.checked_sub(1).and_then(|place| codes.get(place).cloned()),
            next: codes.get(place + 1).cloned(),
            code: goal.code,
            frame,
        }))
}
