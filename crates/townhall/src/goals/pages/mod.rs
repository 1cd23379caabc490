//! The pages of goals, for everybody and below the address of a home, in the framework that the address names. Other capabilities say
//! what they know about a goal.

mod choice;
mod crosswalk;
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

use super::Goal;
use crate::{installation::Installation, people::Organisation};

pub use self::choice::{FrameworkChoice, Offer, label as framework_label};

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
