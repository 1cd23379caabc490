//! Imprint, privacy notice and accessibility statement: the operator's text, or an honest sentence that there is none yet.

use askama::Template;
use axum::{extract::State, response::Response};
use web::{frame::Frame, language::Language};

use crate::{installation::Installation, texts::markdown};

#[derive(Template)]
#[template(path = "legal/pages/operator_text.html")]
struct OperatorText {
    frame: Frame,
    /// Made harmless by [`markdown::html`].
    html: Option<String>,
    is_foreign: bool,
    setting: &'static str,
}

/// GET /{language}/imprint
pub(in crate::legal) async fn imprint(State(installation): State<Installation>, frame: Frame) -> Response {
    show(frame, "imprint", "legal-imprint", installation.legal.imprint.as_deref())
}

/// GET /{language}/privacy
pub(in crate::legal) async fn privacy(State(installation): State<Installation>, frame: Frame) -> Response {
    show(frame, "privacy", "legal-privacy", installation.legal.privacy.as_deref())
}

/// GET /{language}/accessibility
pub(in crate::legal) async fn accessibility(State(installation): State<Installation>, frame: Frame) -> Response {
    show(
        frame,
        "accessibility",
        "legal-accessibility",
        installation.legal.accessibility.as_deref(),
    )
}

fn show(frame: Frame, setting: &'static str, title: &str, text: Option<&str>) -> Response {
    let html = text.map(markdown::html).filter(|html| !html.trim().is_empty());
    frame.title_words(title).section(setting).show(|frame| OperatorText {
        is_foreign: html.is_some() && frame.language() != Language::De,
        html,
        setting,
        frame,
    })
}
