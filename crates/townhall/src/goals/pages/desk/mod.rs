//! The pages at the desk on which a municipality keeps its own fields of action and says which goals are its task.
//!
//! A form keeps what was typed when something is wrong and says what, beside the field; one that somebody else has overtaken shows
//! both versions. Which indicators belong to a field is kept by a later capability, through [`super::FieldTask`].

mod begin;
mod field;
mod fields;
mod file;
mod overview;
mod relevance;

use axum::{
    Extension,
    extract::DefaultBodyLimit,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use jiff::Timestamp;
use serde::Deserialize;
use web::{frame::Frame, problem::Problem};

use super::Contributions;
use crate::{
    goals::{
        FrameworkEntry,
        own::{self, Mistake, NotChanged},
        package::Package,
    },
    installation::Installation,
    people::{
        self, Organisation,
        desk::{AtDesk, Routes, Task, change},
    },
};

/// The pages and forms.
pub fn routes(contributions: Contributions) -> Routes {
    Routes::new()
        .task(Task {
            title: "fields-task-title",
            lead: "fields-task-lead",
            path: "/desk/goals",
        })
        .page("/desk/goals", get(overview::show))
        .form("/desk/goals/{home}/new", get(begin::ask).post(begin::begin))
        .form(
            "/desk/goals/{home}/file",
            // The handler counts for itself, so that what is too large gets a page and not a broken connection.
            get(file::ask).post(file::take).layer(DefaultBodyLimit::disable()),
        )
        .form(
            "/desk/goals/{home}/fields/{key}",
            get(fields::show).post(fields::describe),
        )
        .page("/desk/goals/{home}/fields/{key}/file", get(file::give))
        .form("/desk/goals/{home}/fields/{key}/new", post(fields::add))
        .form("/desk/goals/{home}/fields/{key}/order", post(fields::order))
        .form(
            "/desk/goals/{home}/fields/{key}/field/{code}",
            get(field::show).post(field::save),
        )
        .form(
            "/desk/goals/{home}/fields/{key}/field/{code}/remove",
            post(field::remove),
        )
        .form("/desk/goals/{home}/fields/{key}/field/{code}/link", post(field::link))
        .page("/desk/goals/{home}/relevance/{key}", get(relevance::overview))
        .form(
            "/desk/goals/{home}/relevance/{key}/{code}",
            get(relevance::show).post(relevance::save),
        )
        .layer(Extension(contributions))
}

/// What may stand behind the question mark of a page whose form was saved.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    saved: Option<String>,
}

/// The home and its framework of own fields that an address names.
async fn named(
    installation: &Installation,
    at_desk: &AtDesk,
    (home, key): (&str, &str),
) -> Result<(Organisation, FrameworkEntry), Problem> {
    let home = people::home(&installation.store, home).await?;
    let scope = at_desk.scope();
    let found = own::find(installation.store.sql.read(&scope), home.id, key)
        .await
        .map_err(Problem::failed)?;
    let entry = found.ok_or_else(|| Problem::not_found().back("/desk/goals"))?;
    Ok((home, entry))
}

/// Changes the framework that an address names, from this moment on for everybody. `action` names the change in the audit trail.
async fn edited<T: Send + 'static>(
    installation: &Installation,
    at_desk: &AtDesk,
    (home, entry): (&Organisation, &FrameworkEntry),
    action: &'static str,
    work: impl Fn(&mut Package) -> Result<T, NotChanged> + Send + 'static,
) -> Result<Result<T, NotChanged>, Problem> {
    let (sql, scope) = (installation.store.sql.clone(), at_desk.scope());
    let (owner, framework) = (home.id, entry.framework.clone());
    let done = change(move || async move {
        let at = Timestamp::now();
        own::edit(&sql, &scope, at, (owner, &framework), action, work).await
    });
    done.await?.map_err(Problem::failed)
}

/// The same for changes that nobody can overtake: only what is wrong with the form comes back.
async fn edited_or_mistaken<T: Send + 'static>(
    installation: &Installation,
    at_desk: &AtDesk,
    place: (&Organisation, &FrameworkEntry),
    action: &'static str,
    work: impl Fn(&mut Package) -> Result<T, NotChanged> + Send + 'static,
) -> Result<Result<T, Vec<Mistake>>, Problem> {
    match edited(installation, at_desk, place, action, work).await? {
        Ok(done) => Ok(Ok(done)),
        Err(NotChanged::Mistakes(mistakes)) => Ok(Err(mistakes)),
        Err(NotChanged::Unknown | NotChanged::Stale(_)) => Err(Problem::not_found().back("/desk/goals")),
    }
}

fn fields_path(home: &Organisation, key: &str) -> String {
    format!("/desk/goals/{}/fields/{key}", home.slug)
}

fn field_path(home: &Organisation, key: &str, code: &str) -> String {
    format!("{}/field/{code}", fields_path(home, key))
}

/// Leads on with a new request.
fn onward(frame: &Frame, path: &str) -> Response {
    Redirect::to(&frame.href(path)).into_response()
}

/// The frame of these pages, below the desk and their overview.
fn framed(frame: Frame, title: String, has_mistakes: bool) -> Frame {
    let (desk, goals) = (
        frame.plain("desk-title").to_string(),
        frame.plain("fields-task-title").to_string(),
    );
    let status = match has_mistakes {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    frame
        .title(title)
        .section("desk")
        .crumb(desk, "/desk")
        .crumb(goals, "/desk/goals")
        .status(status)
}

/// What is wrong, in words, with the field that it belongs to.
struct Wrong {
    field: &'static str,
    text: String,
}

fn wrongs(frame: &Frame, mistakes: &[Mistake]) -> Vec<Wrong> {
    let wrong = |one: &Mistake| Wrong {
        field: one.field,
        text: frame
            .plain(&format!("fields-error-{}", one.code))
            .with("piece", &one.piece)
            .to_string(),
    };
    mistakes.iter().map(wrong).collect()
}

/// What is wrong with one field, for templates.
fn of_field<'a>(wrong: &'a [Wrong], field: &str) -> Option<&'a str> {
    let found = wrong.iter().find(|one| one.field == field);
    found.map(|one| one.text.as_str())
}

/// The first value of a field of a form.
fn value<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    let found = fields.iter().find(|(known, _)| known == name);
    found.map_or("", |(_, value)| value)
}
