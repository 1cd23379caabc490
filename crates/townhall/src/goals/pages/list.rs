//! The seventeen goals as tiles.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    Extension,
    extract::{Path, State},
    response::Response,
};
use store::scope::Scope;
use web::{frame::Frame, problem::Problem};

use super::{Contributions, at_home};
use crate::{
    goals::{SDG, list as list_goals},
    installation::Installation,
    people::{self, Organisation},
};

#[derive(Template)]
#[template(path = "goals/pages/list.html")]
struct Page {
    frame: Frame,
    tiles: Vec<Tile>,
}

struct Tile {
    code: String,
    title: String,
    notes: Vec<String>,
}

/// GET /{language}/goals
pub(super) async fn list(
    State(installation): State<Installation>,
    Extension(contributions): Extension<Contributions>,
    frame: Frame,
) -> Result<Response, Problem> {
    page(&installation, contributions, frame, None).await
}

/// GET /{language}/{organisation}/goals
pub(super) async fn list_of_home(
    State(installation): State<Installation>,
    Extension(contributions): Extension<Contributions>,
    Path(organisation): Path<String>,
    frame: Frame,
) -> Result<Response, Problem> {
    let home = people::home(&installation.store, &organisation).await?;
    page(&installation, contributions, frame, Some(&home)).await
}

async fn page(
    installation: &Installation,
    contributions: Contributions,
    frame: Frame,
    home: Option<&Organisation>,
) -> Result<Response, Problem> {
    let frame = at_home(frame, home);
    let scope = Scope::public();
    let goals = list_goals(installation.store.sql.read(&scope), SDG)
        .await
        .map_err(Problem::failed)?;
    let mut notes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for contribution in contributions {
        for (code, note) in contribution.notes(installation, &frame, home).await? {
            notes.entry(code).or_default().push(note);
        }
    }
    let tile = |goal: &crate::goals::Goal| Tile {
        title: goal.title.text(frame.language()).to_owned(),
        notes: notes.remove(&goal.code).unwrap_or_default(),
        code: goal.code.clone(),
    };
    let tiles = goals.iter().filter(|goal| goal.parent.is_none()).map(tile).collect();
    let description = frame.plain("goals-description").to_string();
    Ok(frame
        .title_words("goals-title")
        .description(description)
        .show(|frame| Page { tiles, frame }))
}
