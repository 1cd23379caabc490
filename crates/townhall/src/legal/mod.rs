//! Who is answerable for this installation and where its figures come from: imprint, privacy, accessibility, sources.
//!
//! The texts are the operator's own ([`crate::installation::Legal`]); a server that others can reach does not start without them. An
//! installation on one machine says honestly that they are missing. The list of sources is made from what was delivered and loaded.

mod pages;

use axum::{Router, routing::get};
use web::{language::Language, words::Source};

use crate::installation::Installation;

/// The words of these pages.
pub const WORDS: [Source; 2] = [
    (Language::De, "legal/text/de.ftl", include_str!("text/de.ftl")),
    (Language::En, "legal/text/en.ftl", include_str!("text/en.ftl")),
];

/// The routes, without the language in front.
pub fn routes() -> Router<Installation> {
    Router::new()
        .route("/imprint", get(pages::operator_text::imprint))
        .route("/privacy", get(pages::operator_text::privacy))
        .route("/accessibility", get(pages::operator_text::accessibility))
        .route("/sources", get(pages::sources::sources))
}
