//! What a capability contributes to pages of others: a section with a heading, and hits of the search.
//!
//! A lower capability leaves room for sections and defines who may fill it; the higher one fills it from its own template, whose output
//! is escaped like that of every page. Nothing else becomes HTML this way.

use std::pin::Pin;

use askama::Template;

use crate::problem::Problem;

/// What a contributor is asked for: later, because it reads; nothing, when it has nothing to say on this page.
pub type Adding<'a, T> = Pin<Box<dyn Future<Output = Result<T, Problem>> + Send + 'a>>;

/// A section of a page, written by another capability.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Where links lead to, unique on the page.
    pub id: &'static str,
    /// The words of its `h2`.
    pub heading: String,
    html: String,
}

impl Section {
    /// Renders the inside of a section; the heading is written by the page.
    pub fn new(id: &'static str, heading: impl Into<String>, inside: &impl Template) -> Result<Self, askama::Error> {
        Ok(Self {
            id,
            heading: heading.into(),
            html: inside.render()?,
        })
    }

    /// The inside, for `|safe` in templates.
    pub fn html(&self) -> &str {
        &self.html
    }
}

/// Something that a search has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its name for people.
    pub title: String,
    /// What tells it from others of the same name; may be empty.
    pub detail: String,
    /// Where it is, without language.
    pub path: String,
    /// The key of the words for what kind of thing it is.
    pub kind: &'static str,
}
