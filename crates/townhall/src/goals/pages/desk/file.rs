//! Own fields of action as a file: handed out, and taken in from one.

use askama::Template;
use axum::{
    extract::{Multipart, Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use store::StoreError;
use web::{frame::Frame, problem::Problem};

use super::{fields_path, framed, named, onward};
use crate::{
    goals::{FrameworkKind, crosswalks::CrosswalkProblem, install, own, package},
    installation::Installation,
    people::{
        self, Organisation,
        desk::{AtDesk, SentFiles, change},
    },
};

#[derive(Template)]
#[template(path = "goals/pages/desk/file.html")]
struct Ask {
    frame: Frame,
    action: String,
    /// Why the file was not taken, in the language of the page, and the reader's own sentence in English.
    refusal: Option<(String, Vec<String>)>,
    /// In which language the list below the sentence is.
    more_in: &'static str,
}

/// GET /{language}/desk/goals/{home}/file
pub(super) async fn ask(
    State(installation): State<Installation>,
    Path(home): Path<String>,
    _: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let home = people::home(&installation.store, &home).await?;
    Ok(page(frame, &home, None, "en"))
}

/// POST /{language}/desk/goals/{home}/file
pub(super) async fn take(
    State(installation): State<Installation>,
    Path(home): Path<String>,
    at_desk: AtDesk,
    frame: Frame,
    form: Multipart,
) -> Result<Response, Problem> {
    let mut form = SentFiles::begin(&at_desk, form, "/desk/goals").await?;
    let home = people::home(&installation.store, &home).await?;
    let mut bytes = Some(Vec::new());
    let mut is_chosen = false;
    while let Some(file) = form.next().await? {
        if file.is_chosen() {
            is_chosen = true;
            bytes = file.bytes(package::LONGEST).await?;
            break;
        }
    }
    let refused = |key: &str, more: Vec<String>| {
        let said = frame.plain(key).to_string();
        Ok(page(frame.clone(), &home, Some((said, more)), "en"))
    };
    let Some(bytes) = bytes else {
        return refused("fields-file-too-large", Vec::new());
    };
    if bytes.is_empty() {
        let key = if is_chosen {
            "fields-file-empty"
        } else {
            "fields-file-none"
        };
        return refused(key, Vec::new());
    }
    let Ok(text) = String::from_utf8(bytes) else {
        return refused("fields-file-no-text", Vec::new());
    };
    let package = match package::read(&text) {
        Ok(package) => package,
        Err(error) => return refused("fields-file-wrong", vec![error.to_string()]),
    };
    if package.kind != FrameworkKind::Own {
        return refused("fields-file-not-own", Vec::new());
    }
    let key = package.framework.key();
    let (sql, scope, owner) = (installation.store.sql.clone(), at_desk.scope(), home.id);
    let done = change(move || async move { install(&sql, &scope, Timestamp::now(), &package, owner).await });
    match done.await? {
        Ok(installed) if installed.problems.is_empty() => {
            Ok(onward(&frame, &format!("{}?saved=1", fields_path(&home, &key))))
        }
        Ok(installed) => {
            let problems = installed
                .problems
                .iter()
                .take(20)
                .map(|one| in_words(&frame, one))
                .collect();
            let said = frame.plain("fields-file-links").to_string();
            let language = frame.language().tag();
            Ok(page(frame, &home, Some((said, problems)), language))
        }
        Err(StoreError::Refused(why)) => refused("fields-file-refused", vec![why]),
        Err(error) => Err(Problem::failed(error)),
    }
}

/// What is wrong with a link, in the language of the page.
fn in_words(frame: &Frame, problem: &CrosswalkProblem) -> String {
    let (said, [one, other]) = &problem.said;
    let key = format!("crosswalk-wrong-{said}");
    frame.plain(&key).with("one", one).with("other", other).to_string()
}

fn page(frame: Frame, home: &Organisation, refusal: Option<(String, Vec<String>)>, more_in: &'static str) -> Response {
    let title = frame.plain("fields-from-file").to_string();
    framed(frame, title, refusal.is_some()).show(|frame| Ask {
        action: frame.href(&format!("/desk/goals/{}/file", home.slug)),
        refusal,
        more_in,
        frame,
    })
}

/// GET /{language}/desk/goals/{home}/fields/{key}/file
pub(super) async fn give(
    State(installation): State<Installation>,
    Path((home, key)): Path<(String, String)>,
    at_desk: AtDesk,
) -> Result<Response, Problem> {
    let (_, entry) = named(&installation, &at_desk, (&home, &key)).await?;
    let scope = at_desk.scope();
    let package = own::package_of(installation.store.sql.read(&scope), &entry)
        .await
        .map_err(Problem::failed)?;
    let text = package::write(&package).map_err(Problem::failed)?;
    let name = format!("attachment; filename=\"{}.toml\"", entry.framework.key());
    let headers = [
        (header::CONTENT_TYPE, "application/toml; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((StatusCode::OK, headers, text).into_response())
}
