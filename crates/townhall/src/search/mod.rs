//! Search: one field for territories, goals and indicators.
//!
//! Each capability knows how its own things are found and says so by [`web::section::Hit`]s; here they are put side by side, in groups
//! with their counts. Nothing is remembered about what people search for. What is absent: full text of documents.

mod pages;

use axum::{Router, routing::get};
use web::{language::Language, words::Source};

use crate::installation::Installation;

/// The words of the search.
pub const WORDS: [Source; 2] = [
    (Language::De, "search/text/de.ftl", include_str!("text/de.ftl")),
    (Language::En, "search/text/en.ftl", include_str!("text/en.ftl")),
];

/// The routes, without the language in front.
pub fn routes() -> Router<Installation> {
    Router::new().route("/search", get(pages::search::search))
}
