//! Which changes of territories are known, from which lists, and handing in another list.

use askama::Template;
use axum::{
    Extension,
    extract::{Multipart, Query, State},
    http::StatusCode,
    response::Response,
};
use serde::Deserialize;
use web::{frame::Frame, problem::Problem};

use super::{
    areas::to,
    change_file::ListAnswers,
    staged::{self, MOST_BYTES, Mistake, Waiting},
};
use crate::{
    installation::Installation,
    people::desk::{AtDesk, SentFiles},
    territories::reforms::{KnownChanges, Refused, TakenList, known_changes, taken_lists},
};

#[derive(Template)]
#[template(path = "territories/desk/changes.html")]
struct Page {
    frame: Frame,
    mistake: Option<String>,
    most_bytes: u64,
    waiting: Vec<(String, String)>,
    lists: Vec<TakenList>,
    known: Vec<KnownChanges>,
    is_taken: bool,
}

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    taken: Option<String>,
}

/// GET /{language}/desk/changes
pub(super) async fn show(
    State(installation): State<Installation>,
    Extension(waiting): Extension<Waiting<ListAnswers>>,
    Query(asked): Query<Asked>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    page(&installation, &waiting, &at_desk, frame, None, asked.taken.is_some()).await
}

/// POST /{language}/desk/changes
pub(super) async fn receive(
    State(installation): State<Installation>,
    Extension(waiting): Extension<Waiting<ListAnswers>>,
    at_desk: AtDesk,
    frame: Frame,
    form: Multipart,
) -> Result<Response, Problem> {
    let form = SentFiles::begin(&at_desk, form, "/desk/changes").await?;
    let mistake = match staged::receive(&installation.store, form).await? {
        Err(mistake) => mistake,
        Ok(received) => match received.files.as_slice() {
            [(name, path)] => match waiting.add(received.folder, name.clone(), path.clone()) {
                Some(staged) => return Ok(to(&frame, &format!("/desk/changes/{}", staged.id))),
                None => ("territories-desk-full", StatusCode::CONFLICT),
            },
            [] => ("territories-changes-nothing", StatusCode::BAD_REQUEST),
            _ => ("territories-changes-several", StatusCode::BAD_REQUEST),
        },
    };
    page(&installation, &waiting, &at_desk, frame, Some(mistake), false).await
}

async fn page(
    installation: &Installation,
    waiting: &Waiting<ListAnswers>,
    at_desk: &AtDesk,
    frame: Frame,
    mistake: Option<Mistake>,
    is_taken: bool,
) -> Result<Response, Problem> {
    let scope = at_desk.scope();
    let read = installation.store.sql.read(&scope);
    let known = known_changes(read).await.map_err(Problem::failed)?;
    let lists = taken_lists(read).await.map_err(Problem::failed)?;
    let in_words = |key: &str| frame.plain(key).with("most", frame.bytes(MOST_BYTES)).to_string();
    let all = waiting.all();
    let one = |staged: &std::sync::Arc<staged::Staged<ListAnswers>>| {
        let href = frame.href(&format!("/desk/changes/{}", staged.id));
        (href, staged.name.clone())
    };
    let page = Page {
        mistake: mistake.map(|(key, _)| in_words(key)),
        most_bytes: MOST_BYTES,
        waiting: all.iter().map(one).collect(),
        is_taken: is_taken && !lists.is_empty(),
        lists,
        known,
        frame: frame.clone(),
    };
    let desk = frame.plain("desk-title").to_string();
    Ok(frame
        .title_words("territories-changes-title")
        .section("desk")
        .crumb(desk, "/desk")
        .status(mistake.map_or(StatusCode::OK, |(_, status)| status))
        .show(|frame| Page { frame, ..page }))
}

impl Page {
    fn why(&self, refused: &Refused) -> (String, &'static str) {
        why(&self.frame, refused)
    }

    fn kind(&self, word: &str) -> String {
        kind_words(&self.frame, word)
    }

    fn day(&self, text: &str) -> String {
        text.parse::<jiff::civil::Date>()
            .map_or_else(|_| text.to_owned(), |day| self.frame.date(day))
    }
}

/// Why a line was refused, and in which language that is said.
pub(super) fn why(frame: &Frame, refused: &Refused) -> (String, &'static str) {
    let key = format!("territories-refused-{}", refused.code);
    if refused.code.is_empty() || !frame.words().has(&key) {
        return (refused.reason.clone(), "en");
    }
    let piece = |n: usize| match refused.pieces.get(n) {
        Some(text) => text
            .parse::<jiff::civil::Date>()
            .map_or_else(|_| text.clone(), |day| frame.date(day)),
        None => String::new(),
    };
    let text = frame.plain(&key).with("piece", piece(0)).with("other", piece(1));
    (text.to_string(), frame.language().tag())
}

/// What a kind of change is called.
pub(super) fn kind_words(frame: &Frame, word: &str) -> String {
    frame.plain(&format!("territories-changes-kind-{word}")).to_string()
}
