//! Pages about figures: the start page of the installation and of a municipality, the list of indicators, one indicator, downloads.

mod calendar;
pub(super) mod contributions;
mod download;
pub(super) mod fields;
pub(in crate::indicators) mod figure;
mod list;
mod map;
mod maps;
mod members;
mod municipality;
pub(super) mod own;
mod sheet;
mod show;
mod start;
mod targets;

pub use figure::Card;

use axum::{Router, routing::get};

use crate::installation::Installation;

/// The routes, without the language in front.
pub(super) fn routes() -> Router<Installation> {
    Router::new()
        .route("/", get(start::start))
        .route("/{organisation}", get(municipality::municipality))
        .route("/calendar", get(calendar::show))
        .route("/calendar.ics", get(calendar::download))
        .route("/indicators", get(list::list))
        .route("/indicators/{indicator}", get(show::show))
        .route("/indicators/{indicator}/map", get(map::map))
        .route("/indicators/{indicator}/{file}", get(download::download))
        .route("/{organisation}/indicators", get(list::list_of_organisation))
        .route("/{organisation}/targets", get(targets::list))
        .route("/{organisation}/targets/{target}", get(targets::show))
        .route(
            "/{organisation}/indicators/{indicator}",
            get(show::show_of_organisation),
        )
}
