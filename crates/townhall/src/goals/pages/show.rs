//! The page of a goal: what it means for a municipality, what is known about it, what it is divided into, what it is linked to.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use store::scope::Scope;
use web::{frame::Frame, problem::Problem, section::Section};

use super::{
    Contributions, FrameworkChoice, at_home,
    crosswalk::{Row, rows_of},
    list::{Asked, addressees, validity},
};
use crate::{
    goals::{FrameworkKind, Goal, relevance::assessments, target_id},
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
    note: String,
    addressees: String,
    validity: Option<String>,
    is_confirmed: bool,
    is_usual: bool,
    has_colours: bool,
    query: String,
    framework: String,
    source: String,
    targets_heading: String,
    said: Option<Said>,
    /// How many targets nobody has looked at, where others are assessed.
    open: Option<String>,
    /// Where the person at the desk says what it means.
    check_href: Option<String>,
    targets: Vec<Target>,
    sections: Vec<Section>,
    links: Vec<Row>,
    previous: Option<String>,
    next: Option<String>,
}

struct Target {
    id: String,
    code: String,
    title: String,
    description: String,
    note: String,
    addressees: String,
    is_confirmed: bool,
    said: Option<Said>,
}

/// What the municipality says about it: the result in words, and why.
struct Said {
    result: String,
    reason: String,
}

/// GET /{language}/goals/{code}
pub(super) async fn show(
    State(installation): State<Installation>,
    Extension(contributions): Extension<Contributions>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    page(&installation, contributions, frame, None, asked, &code).await
}

/// GET /{language}/{organisation}/goals/{code}
pub(super) async fn show_of_home(
    State(installation): State<Installation>,
    Extension(contributions): Extension<Contributions>,
    Path((organisation, code)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    let home = people::home(&installation.store, &organisation).await?;
    page(&installation, contributions, frame, Some(&home), asked, &code).await
}

async fn page(
    installation: &Installation,
    contributions: Contributions,
    frame: Frame,
    home: Option<&Organisation>,
    asked: Asked,
    code: &str,
) -> Result<Response, Problem> {
    let frame = at_home(frame, home);
    let at_desk = frame.is_at_desk();
    let choice = FrameworkChoice::of(installation, home, asked.framework.as_deref()).await?;
    let (tree, query) = (&choice.tree, choice.query());
    let goal = tree.find(code).ok_or_else(|| Problem::not_found().back("/goals"))?;
    if goal.parent.is_some() {
        let place = format!("/goals/{}{query}#{}", tree.top_of(goal).code, target_id(&goal.code));
        return Ok(Redirect::permanent(&frame.own_href(&place)).into_response());
    }
    let mut sections = Vec::new();
    for contribution in contributions {
        sections.extend(contribution.section(installation, &frame, home, &choice, goal).await?);
    }
    let language = frame.language();
    let assessed = match home {
        Some(home) => {
            let scope = Scope::public();
            let read = installation.store.sql.read(&scope);
            let known = assessments(read, home.id, &choice.entry.framework).await;
            known.map_err(Problem::failed)?
        }
        None => BTreeMap::new(),
    };
    let said = |code: &str| {
        let found = assessed.get(code)?;
        Some(Said {
            result: frame.plain(&found.relevance.words()).to_string(),
            reason: found.reason.clone(),
        })
    };
    let target = |target: &Goal| Target {
        said: said(&target.code),
        id: target_id(&target.code),
        title: target.title.text(language).to_owned(),
        description: target.description.text(language).to_owned(),
        note: target.note.text(language).to_owned(),
        addressees: addressees(&frame, target),
        is_confirmed: target.is_confirmed,
        code: target.code.clone(),
    };
    let targets: Vec<Target> = tree.below(&goal.code).into_iter().map(target).collect();
    let n_open = targets.iter().filter(|one| one.said.is_none()).count();
    let has_said = n_open < targets.len();
    let said = said(&goal.code);
    let links = rows_of(installation, &frame, &choice, goal).await?;
    let codes: Vec<String> = tree.tops().map(|goal| goal.code.clone()).collect();
    let place = codes.iter().position(|code| *code == goal.code).unwrap_or_default();
    let title = goal.title.text(language).to_owned();
    let heading_key = match choice.has_sdg_colours() {
        true => "goals-heading",
        false => "goals-heading-other",
    };
    let heading = frame
        .t(heading_key)
        .with("code", &goal.code)
        .with("title", &title)
        .to_string();
    let plain = frame
        .plain(heading_key)
        .with("code", &goal.code)
        .with("title", &title)
        .to_string();
    let description = goal.description.text(language).to_owned();
    let targets_key = match choice.entry.kind {
        FrameworkKind::Goals | FrameworkKind::Own => "goals-targets",
        _ => "goals-parts",
    };
    let crumb = frame.plain("goals-title").to_string();
    let crumb_path = frame.own_path(&format!("/goals{query}"));
    let frame = frame
        .title(plain)
        .description(description.clone())
        .crumb(crumb, &crumb_path);
    Ok(frame.show(|frame| Page {
        heading,
        description,
        note: goal.note.text(language).to_owned(),
        addressees: addressees(&frame, goal),
        validity: validity(&frame, goal.valid_from, goal.valid_until),
        is_confirmed: goal.is_confirmed,
        is_usual: choice.is_usual(),
        has_colours: choice.has_sdg_colours(),
        query,
        framework: super::choice::label(&frame, &choice.entry),
        source: choice.entry.source.text(language).to_owned(),
        targets_heading: frame.plain(targets_key).to_string(),
        said,
        open: (has_said && 0 < n_open).then(|| frame.plain("relevance-n-open").with("n", n_open).to_string()),
        check_href: match (home, at_desk) {
            (Some(home), true) => {
                let key = choice.entry.framework.key();
                Some(frame.href(&format!("/desk/goals/{}/relevance/{key}/{}", home.slug, goal.code)))
            }
            _ => None,
        },
        targets,
        sections,
        links,
        previous: place.checked_sub(1).and_then(|place| codes.get(place).cloned()),
        next: codes.get(place + 1).cloned(),
        code: goal.code.clone(),
        frame,
    }))
}
