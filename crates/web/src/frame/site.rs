//! What all pages of an installation share, made once when the server starts.

use std::sync::Arc;

use axum::http::{HeaderMap, StatusCode};

use super::Frame;
use crate::{language::Language, words::Words};

/// What all pages of an installation share: its words, its navigation, the links at its foot. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Site(pub(super) Arc<SiteParts>);

#[derive(Clone, Debug)]
pub(super) struct SiteParts {
    words: Words,
    pub(super) navigation: Vec<NavigationEntry>,
    pub(super) footer: Vec<NavigationEntry>,
    pub(super) desk: Vec<NavigationEntry>,
}

/// A link that stands on every page.
#[derive(Clone, Debug)]
pub struct NavigationEntry {
    /// By this name a page says where it belongs ([`Frame::section`]).
    pub name: &'static str,
    /// The key of its words.
    pub label: &'static str,
    /// Where it leads on pages without a municipality; without this target the entry is left out there.
    pub shared: Option<Target>,
    /// Where it leads on pages of a municipality, below its own path; without this target as on the other pages.
    pub own: Option<Target>,
}

/// Where a link of the navigation leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A path without language and municipality; both are put in front as the page has them.
    Path(&'static str),
    /// A whole address that stands as it is, such as the imprint on another site.
    Whole(String),
}

impl Site {
    /// A site with its words; without navigation and foot links of its own.
    pub fn new(words: Words, navigation: Vec<NavigationEntry>, footer: Vec<NavigationEntry>) -> Site {
        Site(Arc::new(SiteParts {
            words,
            navigation,
            footer,
            desk: Vec::new(),
        }))
    }

    /// The same site with the links that only a person at the desk gets.
    #[must_use]
    pub fn with_desk(self, entries: Vec<NavigationEntry>) -> Site {
        let parts = Arc::unwrap_or_clone(self.0);
        Site(Arc::new(SiteParts { desk: entries, ..parts }))
    }

    /// The words of all pages.
    pub fn words(&self) -> &Words {
        &self.0.words
    }

    /// A frame outside of a request: for tests and samples. `path` is without language.
    pub fn frame(&self, language: Language, path: impl Into<String>) -> Frame {
        Frame {
            site: self.clone(),
            language,
            path: path.into(),
            title: String::new(),
            description: None,
            organisation: None,
            section: None,
            crumbs: Vec::new(),
            data_state: None,
            status: StatusCode::OK,
            tag: None,
            asked: HeaderMap::new(),
            desk: None,
            is_internal: false,
        }
    }
}
