//! The files that were handed in and wait for a decision.

use std::time::Duration;

use askama::Template;
use axum::{Extension, response::Response};
use web::frame::Frame;

use super::super::uploads::{State, Uploads};
use crate::people::desk::AtDesk;

/// How long the page waits for trial runs that are nearly done.
const PATIENCE: Duration = Duration::from_secs(3);

#[derive(Template)]
#[template(path = "desk/pages/handed_in.html")]
struct HandedIn {
    frame: Frame,
    lines: Vec<Line>,
}

struct Line {
    href: String,
    name: String,
    state: String,
}

/// GET /{language}/desk/uploads
pub(super) async fn list(Extension(uploads): Extension<Uploads>, _: AtDesk, frame: Frame) -> Response {
    let mut lines = Vec::new();
    for upload in uploads.waiting() {
        let state = match upload.state_within(PATIENCE).await {
            State::Running { .. } => frame.plain("desk-state-running").to_string(),
            State::Broken(_) => frame.plain("desk-state-broken").to_string(),
            State::Taken(_) => continue,
            State::Tried(trial) if trial.is_ready() => {
                let account = &trial.report.account;
                let n = account.stored + account.corrected;
                frame.plain("desk-state-ready").with("n", n).to_string()
            }
            State::Tried(_) => frame.plain("desk-state-question").to_string(),
        };
        lines.push(Line {
            href: frame.href(&format!("/desk/uploads/{}", upload.id)),
            name: upload.name.clone(),
            state,
        });
    }
    let desk = frame.plain("desk-title").to_string();
    frame
        .title_words("desk-handed-in-title")
        .section("desk-upload")
        .crumb(desk, "/desk")
        .show(|frame| HandedIn { lines, frame })
}
