//! Indicators: the catalogue of what is counted, the deliveries that bring observations, the observations themselves.
//!
//! * [`catalogue`]: indicators with titles, versioned definitions, the names by which publishers call them, and the goals they belong to.
//! * [`deliveries`]: one file becomes one delivery, whole or not at all, with an account of every row; a delivery can be undone.
//! * [`goal_links`]: which indicators hang on which element of a framework, also on one that is no more.
//! * [`levels`]: which indicators can have values of a place's own, and how many do.
//! * [`own`]: what a municipality counts itself: own indicators and own values, internal until they are released.
//! * [`targets`]: which values a municipality wants to reach or keep, by whose decision.
//! * [`calendar`]: which figures appear when and where, and what is overdue.
//! * [`breaks`]: where values before and after cannot be compared, and who says so.
//! * [`formulas`]: indicators computed from others, as derived deliveries that follow their inputs.
//! * [`comparison`]: several sources of one indicator side by side, which one counts, and explained differences.
//! * [`observations`]: reading values with filters, as of a date, each with its origin down to the cell of the kept file.
//!
//! Invariants: a value never exists without its delivery; a delivery never without its kept file and its audit entry; no value is ever
//! changed, only followed by a later vintage.

pub mod api;
pub mod breaks;
pub mod calendar;
pub mod catalogue;
pub mod code_words;
pub mod comparison;
pub mod deliveries;
pub mod formulas;
pub mod goal_links;
pub mod levels;
pub mod observation_files;
pub mod observations;
pub mod own;
mod pages;
pub mod placement;
pub mod profile;
pub mod registers;
pub mod remarks;
pub mod source_words;
pub mod targets;
pub mod selection;
#[cfg(test)]
mod tests;

pub use self::pages::Card;

use axum::Router;
use web::{language::Language, words::Source};

use crate::{goals, installation::Installation, people, territories};

/// Words of the pages about figures.
pub const WORDS: [Source; 2] = [
    (Language::De, "indicators/text/de.ftl", include_str!("text/de.ftl")),
    (Language::En, "indicators/text/en.ftl", include_str!("text/en.ftl")),
];

/// What indicators add to the pages of goals.
pub const TO_GOALS: &dyn goals::Contribution = &pages::contributions::OfGoals;

/// What indicators add to the pages of territories.
pub const TO_TERRITORIES: &dyn territories::Contribution = &pages::contributions::OfTerritories;

/// Pages and forms for the person at the desk.
pub fn desk_routes() -> people::desk::Routes {
    pages::own::routes()
        .merge(selection::pages::desk_routes())
        .merge(pages::fields::routes())
}

/// Pages, without the language in front.
pub fn routes() -> Router<Installation> {
    pages::routes()
        .merge(deliveries::pages::routes())
        .merge(selection::pages::routes())
        .merge(comparison::pages::routes())
}
