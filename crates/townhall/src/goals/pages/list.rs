//! The top elements of a framework: the seventeen goals as tiles, others as cards, with the way to another framework.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    Extension,
    extract::{Path, Query, State},
    response::Response,
};
use jiff::civil::Date;
use serde::Deserialize;
use store::scope::Scope;
use web::{frame::Frame, problem::Problem};

use super::{Contributions, FrameworkChoice, at_home, choice::Offer, relevance_note};
use crate::{
    goals::{FrameworkKind, Goal, framework::Addressee, relevance::assessments},
    installation::Installation,
    people::{self, Organisation},
};

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// The key of a framework.
    pub(super) framework: Option<String>,
}

#[derive(Template)]
#[template(path = "goals/pages/list.html")]
struct Page {
    frame: Frame,
    offers: Vec<Offer>,
    is_usual: bool,
    has_colours: bool,
    query: String,
    title: String,
    note: String,
    source: String,
    source_uri: Option<String>,
    validity: Option<String>,
    is_confirmed: bool,
    tiles: Vec<Tile>,
    is_own: bool,
    /// Goals that none of the own fields is linked to.
    untouched: Vec<(String, String)>,
    edit_href: Option<String>,
}

struct Tile {
    code: String,
    title: String,
    description: String,
    addressees: String,
    n_below: usize,
    is_confirmed: bool,
    notes: Vec<String>,
}

/// GET /{language}/goals
pub(super) async fn list(
    State(installation): State<Installation>,
    Extension(contributions): Extension<Contributions>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    page(&installation, contributions, frame, asked, None).await
}

/// GET /{language}/{organisation}/goals
pub(super) async fn list_of_home(
    State(installation): State<Installation>,
    Extension(contributions): Extension<Contributions>,
    Path(organisation): Path<String>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    let home = people::home(&installation.store, &organisation).await?;
    page(&installation, contributions, frame, asked, Some(&home)).await
}

async fn page(
    installation: &Installation,
    contributions: Contributions,
    frame: Frame,
    asked: Asked,
    home: Option<&Organisation>,
) -> Result<Response, Problem> {
    let frame = at_home(frame, home);
    let choice = FrameworkChoice::of(installation, home, asked.framework.as_deref()).await?;
    let mut notes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for contribution in contributions {
        for (code, note) in contribution.notes(installation, &frame, home, &choice).await? {
            notes.entry(code).or_default().push(note);
        }
    }
    let language = frame.language();
    if let Some(home) = home {
        let scope = Scope::public();
        let read = installation.store.sql.read(&scope);
        let said = assessments(read, home.id, &choice.entry.framework)
            .await
            .map_err(Problem::failed)?;
        for top in choice.tree.tops() {
            let note = relevance_note(&frame, &choice.tree, top, &said);
            notes.entry(top.code.clone()).or_default().extend(note);
        }
    }
    let is_own = choice.entry.kind == FrameworkKind::Own;
    let untouched = match is_own {
        true => choice.untouched_sdg(installation).await?,
        false => Vec::new(),
    };
    let untouched = untouched
        .iter()
        .map(|one| {
            (
                frame.own_href(&format!("/goals/{}", one.code)),
                format!("{} {}", one.code, one.title.text(language)),
            )
        })
        .collect();
    let edit_href = match (home, is_own && frame.is_at_desk()) {
        (Some(home), true) => Some(frame.href(&format!(
            "/desk/goals/{}/fields/{}",
            home.slug,
            choice.entry.framework.key()
        ))),
        _ => None,
    };
    let tile = |goal: &Goal| Tile {
        title: goal.title.text(language).to_owned(),
        description: goal.description.text(language).to_owned(),
        addressees: addressees(&frame, goal),
        n_below: choice.tree.below(&goal.code).len(),
        is_confirmed: goal.is_confirmed,
        notes: notes.remove(&goal.code).unwrap_or_default(),
        code: goal.code.clone(),
    };
    let tiles = choice.tree.tops().map(tile).collect();
    let entry = &choice.entry;
    let description = match choice.is_usual() {
        true => frame.plain("goals-description").to_string(),
        false => super::choice::label(&frame, entry),
    };
    let validity = validity(&frame, entry.valid_from, entry.valid_until);
    let frame = frame.title_words("goals-title").description(description);
    Ok(frame.show(|frame| Page {
        offers: choice.offers(&frame),
        is_usual: choice.is_usual(),
        has_colours: choice.has_sdg_colours(),
        query: choice.query(),
        title: entry.title.text(language).to_owned(),
        note: entry.note.text(language).to_owned(),
        source: entry.source.text(language).to_owned(),
        source_uri: entry.source_uri.clone(),
        validity,
        is_confirmed: entry.is_confirmed,
        tiles,
        is_own,
        untouched,
        edit_href,
        frame,
    }))
}

/// Who is asked, in words; empty where the framework does not say so.
pub(super) fn addressees(frame: &Frame, goal: &Goal) -> String {
    let word = |one: &Addressee| {
        let key = format!("goals-addressee-{}", one.as_str().replace('_', "-"));
        frame.plain(&key).to_string()
    };
    goal.addressees.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// From when to when something holds, in words.
pub(super) fn validity(frame: &Frame, from: Option<Date>, until: Option<Date>) -> Option<String> {
    let text = match (from, until) {
        (None, None) => return None,
        (Some(from), None) => frame
            .plain("goals-valid-from")
            .with("from", frame.date(from))
            .to_string(),
        (None, Some(until)) => {
            let text = frame.plain("goals-valid-until");
            text.with("until", frame.date(until)).to_string()
        }
        (Some(from), Some(until)) => {
            let text = frame.plain("goals-valid-between").with("from", frame.date(from));
            text.with("until", frame.date(until)).to_string()
        }
    };
    Some(text)
}
