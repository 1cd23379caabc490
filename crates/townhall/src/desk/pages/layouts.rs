//! What was said about files of one layout and is used again for the next: looked at, and forgotten.

use askama::Template;
use axum::{extract::State, response::Response};
use jiff::Timestamp;
use serde::Deserialize;
use web::{frame::Frame, problem::Problem};

use super::{
    super::remembered::{self, Answer},
    onward,
};
use crate::{
    installation::Installation,
    people::desk::{AtDesk, Sent, change},
};

#[derive(Template)]
#[template(path = "desk/pages/layouts.html")]
struct Layouts {
    frame: Frame,
    rows: Vec<Row>,
}

struct Row {
    fingerprint: String,
    file_name: String,
    remembered_at: String,
    said: Vec<String>,
}

/// GET /{language}/desk/layouts
pub(super) async fn list(
    State(installation): State<Installation>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let scope = at_desk.scope();
    let all = remembered::layouts(installation.store.sql.read(&scope))
        .await
        .map_err(Problem::failed)?;
    let row = |one: remembered::Layout| Row {
        fingerprint: one.fingerprint,
        file_name: one.file_name,
        remembered_at: frame.instant(one.remembered_at),
        said: one.said.iter().map(|answer| in_words(&frame, answer)).collect(),
    };
    let rows = all.into_iter().map(row).collect();
    let desk = frame.plain("desk-title").to_string();
    Ok(frame
        .title_words("desk-layouts-title")
        .section("desk-upload")
        .crumb(desk, "/desk")
        .show(|frame| Layouts { rows, frame }))
}

/// As the form asks it; words that can be chosen in the language of the page.
fn in_words(frame: &Frame, said: &Answer) -> String {
    let word = |prefix: &str| {
        let key = format!("{prefix}{}", said.answer.replace('_', "-"));
        match frame.words().has(&key) {
            true => frame.plain(&key).to_string(),
            false => said.answer.clone(),
        }
    };
    match said.question {
        "column" => frame
            .plain("desk-layouts-column")
            .with("column", &said.column)
            .with("role", word("desk-role-"))
            .to_string(),
        "unit" => frame
            .plain("desk-layouts-unit")
            .with("indicator", &said.column)
            .with("unit", word("unit-"))
            .to_string(),
        question => {
            let answer = match question {
                "decimal_sign" => word("desk-decimal-"),
                "visibility" => word("desk-visibility-"),
                "counts" => word("desk-counts-"),
                "period_reading" => frame.plain(&format!("desk-reading-{}", said.answer)).to_string(),
                _ => said.answer.clone(),
            };
            let key = format!("desk-layouts-{}", question.replace('_', "-"));
            frame.plain(&key).with("answer", answer).to_string()
        }
    }
}

/// What the button sends.
#[derive(Debug, Deserialize)]
pub(super) struct Which {
    #[serde(default)]
    fingerprint: String,
}

/// POST /{language}/desk/layouts
pub(super) async fn forget(
    State(installation): State<Installation>,
    frame: Frame,
    sent: Sent<Which>,
) -> Result<Response, Problem> {
    let (sql, scope) = (installation.store.sql.clone(), sent.at_desk.scope());
    let fingerprint = sent.form.fingerprint;
    // Forgotten already, perhaps in another window: what the person wants is the case.
    change(move || async move { remembered::forget(&sql, &scope, &fingerprint, Timestamp::now()).await })
        .await?
        .map_err(Problem::failed)?;
    Ok(onward(&frame, "/desk/layouts"))
}
