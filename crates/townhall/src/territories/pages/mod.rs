//! The pages of territories: the register and the page of one. Other capabilities add sections to the latter.

mod history;
mod list;
mod location;
mod show;

pub(super) use self::history::size as change_size;
pub(crate) use self::location::area_state;

use axum::{Extension, Router, routing::get};
use web::{
    frame::Frame,
    language::Language,
    section::{Adding, Section},
    words::Source,
};

use super::Territory;
use crate::installation::Installation;

/// The words of these pages.
pub const WORDS: [Source; 2] = [
    (
        Language::De,
        "townhall/src/territories/text/de.ftl",
        include_str!("../text/de.ftl"),
    ),
    (
        Language::En,
        "townhall/src/territories/text/en.ftl",
        include_str!("../text/en.ftl"),
    ),
];

/// What a later capability adds to the page of a territory.
pub trait Contribution: Send + Sync {
    /// A section, or nothing when there is nothing to say about this territory.
    fn section<'a>(
        &'a self,
        installation: &'a Installation,
        frame: &'a Frame,
        territory: &'a Territory,
    ) -> Adding<'a, Option<Section>>;
}

/// The contributions in the order in which they are shown.
pub type Contributions = &'static [&'static dyn Contribution];

/// The routes of these pages, without language.
pub fn routes(contributions: Contributions) -> Router<Installation> {
    Router::new()
        .route("/territories", get(list::list))
        .route("/territories/{code}", get(show::show))
        .layer(Extension(contributions))
}

/// A territory in a table.
struct Row {
    code: String,
    name: String,
    designation: String,
    population: Option<i64>,
    is_inhabited: bool,
}

impl Row {
    /// Under its unique title, for lists of everything.
    fn titled(territory: &Territory) -> Self {
        Self {
            code: territory.code().to_owned(),
            name: territory.title.clone(),
            designation: territory.area.designation.clone(),
            population: territory.area.population,
            is_inhabited: territory.area.is_inhabited(),
        }
    }

    /// Under its plain name, where the place is clear.
    fn named(territory: &Territory) -> Self {
        Self {
            name: territory.name.clone(),
            ..Self::titled(territory)
        }
    }
}
