//! What boundaries there are, handing in a file of areas, and taking back what came from one.

use askama::Template;
use axum::{
    Extension,
    extract::{Multipart, Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use jiff::Timestamp;
use serde::Deserialize;
use web::{frame::Frame, problem::Problem};

use super::staged::{self, Answers, MOST_BYTES, Mistake, Waiting};
use crate::{
    installation::Installation,
    people::desk::{AtDesk, Sent, SentFiles, change},
    territories::{
        boundaries::{BoundarySet, boundary_sets, remove_boundaries},
        level_words,
        pages::area_state,
    },
};

#[derive(Template)]
#[template(path = "territories/desk/areas.html")]
struct Page {
    frame: Frame,
    mistake: Option<String>,
    most_bytes: u64,
    waiting: Vec<(String, String)>,
    sets: Vec<SetRow>,
    taken: Option<String>,
}

/// A set in the list.
struct SetRow {
    level: String,
    state: String,
    n_areas: i64,
    source: String,
    file: Option<String>,
    remove: String,
}

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    taken: String,
}

/// GET /{language}/desk/areas
pub(super) async fn show(
    State(installation): State<Installation>,
    Extension(waiting): Extension<Waiting<Answers>>,
    Query(asked): Query<Asked>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    page(&installation, &waiting, &at_desk, frame, None, &asked.taken).await
}

async fn page(
    installation: &Installation,
    waiting: &Waiting<Answers>,
    at_desk: &AtDesk,
    frame: Frame,
    mistake: Option<Mistake>,
    taken: &str,
) -> Result<Response, Problem> {
    let scope = at_desk.scope();
    let sets = boundary_sets(installation.store.sql.read(&scope))
        .await
        .map_err(Problem::failed)?;
    let row = |set: &BoundarySet| SetRow {
        level: frame.plain(level_words(set.level)).to_string(),
        state: area_state(&frame, set),
        n_areas: set.n_areas,
        source: set.source.clone(),
        file: set.file_name.clone(),
        remove: frame.href(&format!("/desk/areas/sets/{}/remove", set.id())),
    };
    let new = sets.iter().find(|set| set.id() == taken);
    let page = Page {
        mistake: mistake.map(|(key, _)| frame.plain(key).with("most", frame.bytes(MOST_BYTES)).to_string()),
        most_bytes: MOST_BYTES,
        waiting: waiting
            .all()
            .iter()
            .map(|one| (frame.href(&format!("/desk/areas/{}", one.id)), one.name.clone()))
            .collect(),
        taken: new.map(|set| {
            let words = frame.plain("territories-desk-taken").with("n", set.n_areas);
            words
                .with("level", frame.plain(level_words(set.level)).to_string())
                .to_string()
        }),
        sets: sets.iter().map(row).collect(),
        frame: frame.clone(),
    };
    let desk = frame.plain("desk-title").to_string();
    Ok(frame
        .title_words("territories-desk-title")
        .section("desk")
        .crumb(desk, "/desk")
        .status(mistake.map_or(StatusCode::OK, |(_, status)| status))
        .show(|frame| Page { frame, ..page }))
}

/// POST /{language}/desk/areas
pub(super) async fn receive(
    State(installation): State<Installation>,
    Extension(waiting): Extension<Waiting<Answers>>,
    at_desk: AtDesk,
    frame: Frame,
    form: Multipart,
) -> Result<Response, Problem> {
    let form = SentFiles::begin(&at_desk, form, "/desk/areas").await?;
    let mistake = match staged::receive(&installation.store, form).await? {
        Err(mistake) => mistake,
        Ok(received) => match staged::main_file(&received.files) {
            Some((name, path)) => match waiting.add(received.folder, name, path) {
                Some(staged) => return Ok(to(&frame, &format!("/desk/areas/{}", staged.id))),
                None => ("territories-desk-full", StatusCode::CONFLICT),
            },
            None if received.files.is_empty() => ("territories-desk-nothing", StatusCode::BAD_REQUEST),
            None => ("territories-desk-several", StatusCode::BAD_REQUEST),
        },
    };
    page(&installation, &waiting, &at_desk, frame, Some(mistake), "").await
}

/// Leads on with a new request, so that loading the page again repeats nothing.
pub(super) fn to(frame: &Frame, path: &str) -> Response {
    Redirect::to(&frame.href(path)).into_response()
}

#[derive(Template)]
#[template(path = "territories/desk/remove.html")]
struct Remove {
    frame: Frame,
    set: SetRow,
}

async fn removable(installation: &Installation, at_desk: &AtDesk, id: &str) -> Result<BoundarySet, Problem> {
    let scope = at_desk.scope();
    let sets = boundary_sets(installation.store.sql.read(&scope))
        .await
        .map_err(Problem::failed)?;
    let found = sets.into_iter().find(|set| set.id() == id && set.file_name.is_some());
    found.ok_or_else(|| Problem::not_found().back("/desk/areas"))
}

/// GET /{language}/desk/areas/sets/{set}/remove
pub(super) async fn ask_to_remove(
    State(installation): State<Installation>,
    Path(id): Path<String>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let set = removable(&installation, &at_desk, &id).await?;
    let set = SetRow {
        level: frame.plain(level_words(set.level)).to_string(),
        state: area_state(&frame, &set),
        n_areas: set.n_areas,
        remove: frame.href(&format!("/desk/areas/sets/{}/remove", set.id())),
        source: set.source,
        file: set.file_name,
    };
    let (desk, areas) = (
        frame.plain("desk-title").to_string(),
        frame.plain("territories-desk-title").to_string(),
    );
    Ok(frame
        .title_words("territories-desk-remove-title")
        .section("desk")
        .crumb(desk, "/desk")
        .crumb(areas, "/desk/areas")
        .show(|frame| Remove { frame, set }))
}

/// The form holds nothing but the token.
#[derive(Debug, Deserialize)]
pub(super) struct Nothing {}

/// POST /{language}/desk/areas/sets/{set}/remove
pub(super) async fn remove(
    State(installation): State<Installation>,
    Path(id): Path<String>,
    frame: Frame,
    sent: Sent<Nothing>,
) -> Result<Response, Problem> {
    let set = removable(&installation, &sent.at_desk, &id).await?;
    let (sql, scope) = (installation.store.sql.clone(), sent.at_desk.scope());
    let done = change(move || async move { remove_boundaries(&sql, &scope, Timestamp::now(), set.id()).await });
    done.await?.map_err(Problem::failed)?;
    Ok(to(&frame, "/desk/areas"))
}
