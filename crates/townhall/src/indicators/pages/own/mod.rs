//! The pages at the desk on which a municipality describes its own indicators, enters own values and sets targets.
//!
//! Every form keeps what was typed when something is wrong, says what is wrong beside the field, and shows both versions when somebody else
//! was faster. What these pages do not take (microdata, unpublished tables of statistical offices) stands on the first of them.

mod dead_links;
mod difference;
mod form;
mod indicator;
mod overview;
mod preview;
mod statement;
mod target;
mod values;

use axum::{http::StatusCode, routing::get};
use serde::Deserialize;
use store::scope::Scope;
use web::{frame::Frame, problem::Problem};

pub(super) use self::statement::is_open;
use crate::{
    installation::Installation,
    people::{
        self, Organisation,
        desk::{Routes, Task},
    },
};

/// The pages and forms at the desk.
pub(in crate::indicators) fn routes() -> Routes {
    Routes::new()
        .task(Task {
            title: "own-task-title",
            lead: "own-task-lead",
            path: "/desk/own",
        })
        .page("/desk/own", get(overview::show))
        .form(
            "/desk/own/{organisation}/indicators/new",
            get(indicator::new).post(indicator::create),
        )
        .form(
            "/desk/own/{organisation}/indicators/{indicator}",
            get(indicator::edit).post(indicator::save),
        )
        .form(
            "/desk/own/{organisation}/values/{indicator}",
            get(values::show).post(values::save),
        )
        .form(
            "/desk/own/{organisation}/release/{indicator}",
            get(values::show).post(values::release),
        )
        .form(
            "/desk/own/{organisation}/differences/{indicator}",
            get(difference::show).post(difference::save),
        )
        .form(
            "/desk/own/{organisation}/definitions/{indicator}",
            get(statement::show).post(statement::save),
        )
        .form(
            "/desk/own/{organisation}/targets/new",
            get(target::new).post(target::create),
        )
        .form(
            "/desk/own/{organisation}/targets/{target}",
            get(target::edit).post(target::save),
        )
}

async fn home(installation: &Installation, slug: &str) -> Result<Organisation, Problem> {
    people::home(&installation.store, slug).await
}

/// What may stand behind the question mark of a form that was saved.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    saved: Option<String>,
}

/// The status of a form that is shown again: it could not be saved because of what is wrong in it, or because somebody else was faster.
fn status(has_errors: bool, is_stale: bool) -> StatusCode {
    match (is_stale, has_errors) {
        (true, _) => StatusCode::CONFLICT,
        (false, true) => StatusCode::UNPROCESSABLE_ENTITY,
        (false, false) => StatusCode::OK,
    }
}

/// The frame of these pages, below the desk and their overview.
fn framed(frame: Frame, title: String, status: StatusCode) -> Frame {
    let (desk, own) = (
        frame.plain("desk-title").to_string(),
        frame.plain("own-task-title").to_string(),
    );
    frame
        .title(title)
        .section("desk")
        .crumb(desk, "/desk")
        .crumb(own, "/desk/own")
        .status(status)
}

/// The first value of a field.
fn field<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    fields
        .iter()
        .find(|(known, _)| known == name)
        .map_or("", |(_, value)| value)
}

/// The person at the desk acting for a home.
fn acting(scope: Scope, home: &Organisation) -> Scope {
    scope.acting_for(home.id)
}
