//! The chosen indicators of a home and what they leave uncovered: a page for everybody, and forms at the desk.

mod edit;
mod show;

use axum::{Router, routing::get};

use crate::{installation::Installation, people::desk::Routes};

/// The page for everybody, without language.
pub fn routes() -> Router<Installation> {
    Router::new().route("/{organisation}/selection", get(show::show))
}

/// The forms at the desk.
pub fn desk_routes() -> Routes {
    Routes::new()
        .form("/desk/homes/{home}/selection", get(edit::ask).post(edit::choose))
        .form("/desk/homes/{home}/selection/remove", axum::routing::post(edit::remove))
}
