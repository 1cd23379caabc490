//! The organisations of an installation, and who sits at its [`desk`]; accounts and roles come later.
//!
//! Organisation 1 is the installation and owns shared reference data. Every other organisation is a home: a municipality, an association
//! or a district with pages of its own below `/{language}/{slug}`. A slug never changes its owner, and it never hides a page that
//! all homes share, so the first words of shared paths are refused.

pub mod desk;
mod slug;
mod storage;
#[cfg(test)]
mod tests;

use store::{Store, scope::Scope};
use web::{language::Language, problem::Problem, words::Source};

pub use self::{
    slug::{RESERVED, SlugError, check_slug, slug_of},
    storage::{ensure_installation, found, organisation_by_slug, organisations},
};

/// Words of the pages on which a person is let in or turned away.
pub const WORDS: [Source; 2] = [
    (Language::De, "people/text/de.ftl", include_str!("text/de.ftl")),
    (Language::En, "people/text/en.ftl", include_str!("text/en.ftl")),
];

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its number; 1 is the installation.
    pub id: store::scope::OrganisationId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name for people.
    pub name: String,
    /// The territory for which it acts.
    pub territory_id: Option<i32>,
}

/// A home that is to be founded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrganisation {
    /// Its name in addresses, checked by [`check_slug`].
    pub slug: String,
    /// Its name for people.
    pub name: String,
    /// The territory for which it acts.
    pub territory_id: i32,
}

/// The home that a page's address names; a page of an unknown one is not found.
pub async fn home(store: &Store, slug: &str) -> Result<Organisation, Problem> {
    let scope = Scope::public();
    organisation_by_slug(store.sql.read(&scope), slug)
        .await
        .map_err(Problem::failed)?
        .ok_or_else(Problem::not_found)
}
