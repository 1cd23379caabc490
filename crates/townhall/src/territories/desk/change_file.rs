//! A list of changes before it is taken in: what it says, by kind, what is new, what cannot be applied and why.

use std::{path::PathBuf, sync::Arc};

use askama::Template;
use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use formats::territory_lists::ListError;
use jiff::Timestamp;
use serde::Deserialize;
use web::{format, frame::Frame, problem::Problem};

use super::{
    areas::to,
    changes::{kind_words, why},
    said::exactly,
    staged::{Staged, Waiting},
};
use crate::{
    installation::Installation,
    people::desk::{AtDesk, Sent, change},
    territories::reforms::{self, AboutList, Account, ReadList, Reform, Taken},
};

/// As many changes as a person looks over.
const MOST_ROWS: usize = 100;
/// The longest note or address.
const LONGEST: usize = 300;

/// What the person says about a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct ListAnswers {
    source: String,
    licence: String,
}

#[derive(Template)]
#[template(path = "territories/desk/change_file.html")]
struct Page {
    frame: Frame,
    path: String,
    file: String,
    answers: ListAnswers,
    /// What keeps the list from being taken: the sentence and the exact words.
    problem: Option<(String, String)>,
    mistakes: Vec<(&'static str, String)>,
    account: Account,
    kinds: Vec<(String, usize)>,
    taken: Taken,
    rows: Vec<Row>,
    n_changes: usize,
}

/// A change in the table.
struct Row {
    day: String,
    kind: String,
    before: String,
    after: String,
    size: String,
}

/// GET /{language}/desk/changes/{file}
pub(super) async fn show(
    State(installation): State<Installation>,
    Extension(waiting): Extension<Waiting<ListAnswers>>,
    Path(id): Path<String>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let staged = waiting.get(&id).ok_or_else(gone)?;
    let answers = staged.answers().unwrap_or_else(|| ListAnswers {
        source: reforms::USUAL_SOURCE.to_owned(),
        licence: reforms::USUAL_LICENCE.to_owned(),
    });
    page(&installation, &at_desk, frame, &staged, answers, Vec::new()).await
}

fn gone() -> Problem {
    Problem::not_found().back("/desk/changes")
}

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    #[serde(rename = "do")]
    what: String,
    #[serde(flatten)]
    answers: ListAnswers,
}

/// POST /{language}/desk/changes/{file}
pub(super) async fn answer(
    State(installation): State<Installation>,
    Extension(waiting): Extension<Waiting<ListAnswers>>,
    Path(id): Path<String>,
    frame: Frame,
    sent: Sent<Form>,
) -> Result<Response, Problem> {
    let staged = waiting.get(&id).ok_or_else(gone)?;
    let Form { what, answers } = sent.form;
    if what == "discard" {
        waiting.discard(&id);
        return Ok(to(&frame, "/desk/changes"));
    }
    staged.set_answers(answers.clone());
    let mut mistakes = Vec::new();
    let mut wrong = |field: &'static str, key: &str| mistakes.push((field, frame.plain(key).to_string()));
    let is_told = |text: &str| !text.trim().is_empty() && text.chars().count() <= LONGEST;
    if !is_told(&answers.source) {
        wrong("source", "territories-changes-wrong-source");
    }
    if !answers.licence.starts_with("http") || !is_told(&answers.licence) {
        wrong("licence", "territories-desk-wrong-licence");
    }
    if !mistakes.is_empty() {
        return page(&installation, &sent.at_desk, frame, &staged, answers, mistakes).await;
    }
    let list = match read(&staged, &answers).await? {
        Ok(list) if !list.reforms.is_empty() => list,
        _ => return page(&installation, &sent.at_desk, frame, &staged, answers, Vec::new()).await,
    };
    let about = AboutList {
        file_name: staged.name.clone(),
        source: answers.source.trim().to_owned(),
        licence: answers.licence.trim().to_owned(),
    };
    let (sql, scope) = (installation.store.sql.clone(), sent.at_desk.scope());
    let done = change(move || async move { reforms::put_list(&sql, &scope, Timestamp::now(), &about, &list).await });
    done.await?.map_err(Problem::failed)?;
    waiting.discard(&id);
    Ok(to(&frame, "/desk/changes?taken=1"))
}

/// Reads the list on a thread of its own.
async fn read(staged: &Staged<ListAnswers>, answers: &ListAnswers) -> Result<Result<ReadList, ListError>, Problem> {
    let (path, answers): (PathBuf, ListAnswers) = (staged.path.clone(), answers.clone());
    let today = format::day(Timestamp::now());
    let work = move || reforms::read_list(&path, answers.source.trim(), answers.licence.trim(), today);
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "a list of changes could not be read");
        Problem::internal()
    })
}

async fn page(
    installation: &Installation,
    at_desk: &AtDesk,
    frame: Frame,
    staged: &Arc<Staged<ListAnswers>>,
    answers: ListAnswers,
    mistakes: Vec<(&'static str, String)>,
) -> Result<Response, Problem> {
    let mut page = Page {
        path: frame.href(&format!("/desk/changes/{}", staged.id)),
        file: staged.name.clone(),
        problem: None,
        mistakes,
        account: Account::default(),
        kinds: Vec::new(),
        taken: Taken::default(),
        rows: Vec::new(),
        n_changes: 0,
        frame: frame.clone(),
        answers,
    };
    match read(staged, &page.answers).await? {
        Err(error) => {
            let key = match error {
                ListError::File(_) => "territories-desk-error-broken",
                ListError::NoTable { .. } => "territories-changes-error-no-table",
            };
            page.problem = Some((frame.plain(key).to_string(), exactly(&error)));
        }
        Ok(list) => {
            page.n_changes = list.reforms.len();
            page.account = list.account.clone();
            page.rows = list
                .reforms
                .iter()
                .take(MOST_ROWS)
                .map(|one| row(&frame, one))
                .collect();
            let kinds = page.account.kinds.iter();
            page.kinds = kinds.map(|(word, n)| (kind_words(&frame, word), *n)).collect();
            if list.reforms.is_empty() {
                let text = frame.plain("territories-changes-error-empty").to_string();
                page.problem = Some((text, String::new()));
            } else {
                let (sql, scope) = (installation.store.sql.clone(), at_desk.scope());
                let tried =
                    change(move || async move { reforms::try_list(&sql, &scope, Timestamp::now(), &list).await });
                page.taken = tried.await?.map_err(Problem::failed)?;
            }
        }
    }
    let is_wrong = !page.mistakes.is_empty();
    let (desk, changes) = (
        frame.plain("desk-title").to_string(),
        frame.plain("territories-changes-title").to_string(),
    );
    Ok(frame
        .title(page.file.clone())
        .section("desk")
        .crumb(desk, "/desk")
        .crumb(changes, "/desk/changes")
        .status(match is_wrong {
            true => StatusCode::UNPROCESSABLE_ENTITY,
            false => StatusCode::OK,
        })
        .show(|frame| Page { frame, ..page }))
}

fn row(frame: &Frame, one: &Reform) -> Row {
    let place = |name: &str, code: &str| format!("{name} ({code})").trim().to_owned();
    Row {
        day: frame.date(one.legally_on),
        kind: kind_words(frame, one.kind.as_str()),
        before: place(&one.old_name, one.old_key.code()),
        after: place(&one.new_name, one.new_key.code()),
        size: crate::territories::pages::change_size(frame, one),
    }
}

impl Page {
    fn why(&self, refused: &reforms::Refused) -> (String, &'static str) {
        why(&self.frame, refused)
    }

    /// What is wrong with a field.
    fn mistake(&self, field: &str) -> Option<&str> {
        let found = self.mistakes.iter().find(|(name, _)| *name == field);
        found.map(|(_, text)| text.as_str())
    }
}
