//! The first page at the desk: what can be done, for whom, and what came in last.

use std::sync::Arc;

use askama::Template;
use axum::{Extension, extract::State, response::Response};
use web::{frame::Frame, problem::Problem};

use crate::{
    installation::Installation,
    people::{
        self,
        desk::{AtDesk, Task},
    },
};

#[derive(Template)]
#[template(path = "desk/pages/start.html")]
struct Start {
    frame: Frame,
    homes: Vec<(String, String)>,
    tasks: Arc<[Task]>,
}

/// GET /{language}/desk
pub(super) async fn start(
    State(installation): State<Installation>,
    Extension(tasks): Extension<Arc<[Task]>>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let scope = at_desk.scope();
    let homes = people::organisations(installation.store.sql.read(&scope))
        .await
        .map_err(Problem::failed)?
        .into_iter()
        .map(|home| (frame.href(&format!("/{}", home.slug)), home.name))
        .collect();
    Ok(frame
        .title_words("desk-title")
        .section("desk")
        .show(|frame| Start { frame, homes, tasks }))
}
