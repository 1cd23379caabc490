//! The page "sources side by side" of an indicator in a place, and the same for programs.

pub mod api;
mod show;

use axum::{Router, routing::get};

use crate::installation::Installation;

/// The routes, without the language in front.
pub fn routes() -> Router<Installation> {
    Router::new()
        .route("/indicators/{indicator}/sources", get(show::show))
        .route(
            "/{organisation}/indicators/{indicator}/sources",
            get(show::show_of_organisation),
        )
}
