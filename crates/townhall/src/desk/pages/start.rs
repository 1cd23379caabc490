//! The first page at the desk: what can be done, for whom, and what came in last. In an empty installation: whose desk this is.

use std::sync::Arc;

use askama::Template;
use axum::{Extension, extract::State, response::Response};
use web::{frame::Frame, problem::Problem};

use super::super::uploads::Uploads;
use crate::{
    indicators::{deliveries, own::Visibility},
    installation::Installation,
    people::{
        self,
        desk::{AtDesk, Task},
    },
};

/// How many of the last deliveries are shown.
const N_DELIVERIES: i64 = 5;

#[derive(Template)]
#[template(path = "desk/pages/start.html")]
struct Start {
    frame: Frame,
    homes: Vec<(String, String)>,
    tasks: Arc<[Task]>,
    n_waiting: usize,
    /// Nothing has been searched for yet.
    wanted: &'static str,
    deliveries: Vec<Line>,
}

struct Line {
    number: i64,
    content: String,
    /// The name of the file, where the publication is not named after it.
    file: Option<String>,
    accepted_at: String,
    is_withdrawn: bool,
    is_internal: bool,
}

/// GET /{language}/desk
pub(super) async fn start(
    State(installation): State<Installation>,
    Extension(tasks): Extension<Arc<[Task]>>,
    Extension(uploads): Extension<Uploads>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let (store, scope) = (&installation.store, at_desk.scope());
    let homes: Vec<(String, String)> = people::organisations(store.sql.read(&scope))
        .await
        .map_err(Problem::failed)?
        .into_iter()
        .map(|home| (frame.href(&format!("/{}", home.slug)), home.name))
        .collect();
    let newest = deliveries::deliveries(store, &scope, None, N_DELIVERIES)
        .await
        .map_err(Problem::failed)?;
    let line = |delivery: deliveries::Delivery| Line {
        number: delivery.number,
        content: deliveries::content(&frame, &delivery),
        file: Some(delivery.file_name.clone())
            .filter(|file| delivery.kind == deliveries::Kind::Merge && *file != deliveries::content(&frame, &delivery)),
        accepted_at: frame.instant(delivery.accepted_at),
        is_withdrawn: delivery.withdrawn_by.is_some(),
        is_internal: delivery.visibility != Visibility::Public,
    };
    let deliveries = newest.into_iter().map(line).collect();
    let title = if homes.is_empty() {
        "desk-title-empty"
    } else {
        "desk-title"
    };
    Ok(frame.title_words(title).section("desk").show(|frame| Start {
        homes,
        tasks,
        n_waiting: uploads.waiting().len(),
        wanted: "",
        deliveries,
        frame,
    }))
}
