//! The pages of goals, for everybody and below the address of a home, in the framework that the address names. Other capabilities say
//! what they know about a goal.

mod choice;
mod crosswalk;
mod desk;
mod list;
mod show;

use std::collections::BTreeMap;

use axum::{Extension, Router, routing::get};
use web::{
    frame::Frame,
    language::Language,
    section::{Adding, Section},
    words::Source,
};

use super::{
    Framework, Goal, Tree,
    relevance::{Assessment, Relevance},
};
use crate::{installation::Installation, people::Organisation};

pub use self::choice::{FrameworkChoice, Offer, label as framework_label};
pub use self::desk::routes as desk_routes;

/// The words of these pages.
pub const WORDS: [Source; 2] = [
    (
        Language::De,
        "townhall/src/goals/text/de.ftl",
        include_str!("../text/de.ftl"),
    ),
    (
        Language::En,
        "townhall/src/goals/text/en.ftl",
        include_str!("../text/en.ftl"),
    ),
];

/// What a home has said about a goal and its targets, counted; nothing where it has said nothing.
pub fn relevance_note(frame: &Frame, tree: &Tree, goal: &Goal, said: &BTreeMap<String, Assessment>) -> Option<String> {
    let codes = std::iter::once(goal).chain(tree.below(&goal.code));
    let found: Vec<Relevance> = codes.filter_map(|one| Some(said.get(&one.code)?.relevance)).collect();
    if found.is_empty() {
        return None;
    }
    let n_not = found.iter().filter(|one| **one == Relevance::NotRelevant).count();
    let text = frame.plain("relevance-note").with("n", found.len() - n_not);
    Some(text.with("not", n_not).to_string())
}

/// What a later capability adds to the pages of goals.
pub trait Contribution: Send + Sync {
    /// A few words below the tile of a goal, such as `3 Indikatoren`, by the code of the goal.
    fn notes<'a>(
        &'a self,
        installation: &'a Installation,
        frame: &'a Frame,
        home: Option<&'a Organisation>,
        choice: &'a FrameworkChoice,
    ) -> Adding<'a, BTreeMap<String, String>>;

    /// A section of the page of a goal, or nothing when there is nothing to say about it.
    fn section<'a>(
        &'a self,
        installation: &'a Installation,
        frame: &'a Frame,
        home: Option<&'a Organisation>,
        choice: &'a FrameworkChoice,
        goal: &'a Goal,
    ) -> Adding<'a, Option<Section>>;

    /// What hangs on each element of a framework of a home, by its code and in its own words; what something hangs on cannot be removed.
    /// Codes that a file has removed all the same are among them.
    fn attached<'a>(
        &'a self,
        _installation: &'a Installation,
        _framework: &'a Framework,
        _language: Language,
    ) -> Adding<'a, BTreeMap<String, Vec<String>>> {
        Box::pin(async { Ok(BTreeMap::new()) })
    }

    /// What the person at the desk can do with a field of action beside editing it.
    fn field_task(&self) -> Option<FieldTask> {
        None
    }
}

/// A page at the desk about one field of action, kept by another capability.
#[derive(Debug, Clone, Copy)]
pub struct FieldTask {
    /// The key of its name.
    pub title: &'static str,
    /// The last part of its address, behind that of the field.
    pub path: &'static str,
    /// The key of how many things hang on a field, with `$n`.
    pub attached: &'static str,
}

/// The contributions in the order in which they are shown.
pub type Contributions = &'static [&'static dyn Contribution];

/// The routes of these pages, without language.
pub fn routes(contributions: Contributions) -> Router<Installation> {
    Router::new()
        .route("/goals", get(list::list))
        .route("/goals/{code}", get(show::show))
        .route("/goals/crosswalks", get(crosswalk::list))
        .route("/{organisation}/goals", get(list::list_of_home))
        .route("/{organisation}/goals/{code}", get(show::show_of_home))
        .layer(Extension(contributions))
}

/// The page as one of a home, or as one for everybody.
fn at_home(frame: Frame, home: Option<&Organisation>) -> Frame {
    let frame = frame.section("goals");
    match home {
        Some(home) => frame.organisation(&home.slug, &home.name),
        None => frame,
    }
}
