//! Areas at the desk: boundaries and parts of a municipality from a file of one's own, looked at before they are stored, and taken back.
//! Lists of changes go the same way: handed in, looked at, taken.
//!
//! A file waits in the folder of uploads until the person takes or discards it. What it means – its coordinates, its keys, whether its areas are
//! official or parts of a town – is found by looking, shown on a map with an equal table, and can be chosen differently.

mod areas;
mod change_file;
mod changes;
mod look;
mod said;
mod staged;
mod whereabouts;

use axum::{Extension, extract::DefaultBodyLimit, routing::get};

use self::{
    change_file::ListAnswers,
    staged::{Answers, Waiting},
};
use crate::people::desk::{Routes, Task};

/// The pages of this capability at the desk.
pub fn desk_routes() -> Routes {
    Routes::new()
        .task(Task {
            title: "territories-desk-task",
            lead: "territories-desk-task-lead",
            path: "/desk/areas",
        })
        .form(
            "/desk/areas",
            // The handler counts for itself, so that what is too large gets a page and not a broken connection.
            get(areas::show).post(areas::receive).layer(DefaultBodyLimit::disable()),
        )
        .form("/desk/areas/{file}", get(look::show).post(look::answer))
        .form(
            "/desk/areas/sets/{set}/remove",
            get(areas::ask_to_remove).post(areas::remove),
        )
        .task(Task {
            title: "territories-changes-task",
            lead: "territories-changes-task-lead",
            path: "/desk/changes",
        })
        .form(
            "/desk/changes",
            get(changes::show)
                .post(changes::receive)
                .layer(DefaultBodyLimit::disable()),
        )
        .form("/desk/changes/{file}", get(change_file::show).post(change_file::answer))
        .layer(Extension(Waiting::<Answers>::default()))
        .layer(Extension(Waiting::<ListAnswers>::default()))
}
