//! Getting in, being turned away without losing what was typed, and closing the desk.

use askama::Template;
use axum::{
    extract::{Extension, Path},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use web::{
    frame::{Frame, TOKEN_FIELD},
    language::Language,
    problem::Problem,
};

use super::{Desk, EnterError, Fields, Sent};

#[derive(Template)]
#[template(path = "people/desk/entered.html")]
struct Entered {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "people/desk/turned_away.html")]
struct TurnedAway {
    frame: Frame,
    lead: &'static str,
}

#[derive(Template)]
#[template(path = "people/desk/again.html")]
struct Again {
    frame: Frame,
    /// Every field, as it goes out again.
    fields: Vec<(String, String)>,
    /// Those that a person would recognise: what it is about, and what was said.
    typed: Vec<(String, String)>,
    action: String,
}

#[derive(Template)]
#[template(path = "people/desk/close.html")]
struct Close {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "people/desk/goodbye.html")]
struct Goodbye {
    frame: Frame,
}

/// GET /desk/enter/{token}: the link that the program printed. Only a real visit uses it, no preview and no look ahead.
pub(super) async fn enter(
    Extension(desk): Extension<Desk>,
    Path(token): Path<String>,
    method: Method,
    headers: HeaderMap,
    frame: Frame,
) -> Response {
    let says = |name: &str, what: &str| {
        headers
            .get(name)
            .is_some_and(|value| value.as_bytes().starts_with(what.as_bytes()))
    };
    let is_visit = headers
        .get("sec-fetch-mode")
        .is_none_or(|mode| mode.as_bytes() == b"navigate");
    if method != Method::GET || says("sec-purpose", "prefetch") || says("purpose", "prefetch") || !is_visit {
        return Problem::unavailable().into_response();
    }
    // No link of the page may hold the secret of its address.
    let frame = frame.site().frame(frame.language(), "/desk");
    let mut response = match desk.enter(&token, Timestamp::now()) {
        Ok(cookie) => {
            let mut response = frame.title_words("desk-entered").show(|frame| Entered { frame });
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                response.headers_mut().insert(header::SET_COOKIE, cookie);
            }
            // The cookie is no part of a redirect that another program began, so the browser goes on by itself.
            let onward = format!("0; url=/{}/desk", Language::negotiated(&headers));
            if let Ok(onward) = HeaderValue::from_str(&onward) {
                response.headers_mut().insert(header::REFRESH, onward);
            }
            response
        }
        Err(EnterError::Used) => turned_away(frame, StatusCode::GONE, "desk-link-used"),
        Err(EnterError::Unknown) => turned_away(frame, StatusCode::NOT_FOUND, "desk-link-unknown"),
    };
    // The address holds the secret: no other page may learn it from us, and no copy stays.
    let headers = response.headers_mut();
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// POST /desk/link: a second start on the same data folder asks for a way in, and proves that it can read that folder.
pub(super) async fn link(Extension(desk): Extension<Desk>, headers: HeaderMap) -> Result<String, Problem> {
    let key = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let key = key.and_then(|value| value.strip_prefix("Bearer "));
    match key {
        Some(key) if desk.is_key(key) => Ok(desk.new_link(Timestamp::now())),
        _ => Err(Problem::not_found()),
    }
}

/// GET /{language}/desk/close
pub(super) async fn ask_to_close(frame: Frame) -> Response {
    frame
        .title_words("desk-close-title")
        .section("desk-close")
        .show(|frame| Close { frame })
}

/// POST /{language}/desk/close
pub(super) async fn close(Extension(desk): Extension<Desk>, frame: Frame, _: Sent<Fields>) -> Response {
    desk.close();
    frame
        .without_desk()
        .title_words("desk-goodbye")
        .show(|frame| Goodbye { frame })
}

/// The page for whoever has no session, or sends a form that does not belong to hers.
pub(super) fn not_open(frame: Frame) -> Response {
    let lead = match frame.is_at_desk() {
        true => "desk-form-foreign",
        false => "desk-not-open",
    };
    turned_away(frame, StatusCode::UNAUTHORIZED, lead)
}

fn turned_away(frame: Frame, status: StatusCode, lead: &'static str) -> Response {
    let title = match frame.is_at_desk() {
        true => "desk-form-foreign-title",
        false => "desk-not-open-title",
    };
    frame
        .title_words(title)
        .status(status)
        .show(|frame| TurnedAway { frame, lead })
}

/// Before the name of a field, the words by which the forms of the desk ask for it.
const LABELS: [&str; 3] = ["own-field-", "own-grid-", "desk-question-"];

/// A field as the form has shown it: its label, and the words of a choice. Nothing where the form showed nothing either.
fn typed(frame: &Frame, name: &str, value: &str) -> Option<(String, String)> {
    const UNSEEN: [&str; 3] = ["version", "seen", "then"];
    let line = name
        .rsplit_once('-')
        .and_then(|(stem, n)| Some((stem, n.parse::<u32>().ok()?)));
    let (stem, line) = line.map_or((name, None), |(stem, n)| (stem, Some(n + 1)));
    if UNSEEN.contains(&stem) || name.starts_with("unit-of-") {
        return None;
    }
    let word = stem.replace('_', "-");
    let known = |key: String| frame.words().has(&key).then(|| frame.plain(&key).to_string());
    let label = LABELS
        .iter()
        .find_map(|prefix| known(format!("{prefix}{word}")))
        .unwrap_or_default();
    let label = match line {
        Some(n) if !label.is_empty() => format!("{label} {n}"),
        _ => label,
    };
    let code = value.replace('_', "-");
    let choices = [
        format!("own-{word}-{code}"),
        format!("desk-{word}-{code}"),
        format!("{word}-{code}"),
    ];
    let said = match value {
        "yes" => known("desk-again-yes".to_owned()),
        _ => choices.into_iter().find_map(known),
    };
    Some((label, said.unwrap_or_else(|| value.to_owned())))
}

/// The page for a form whose session is over: everything typed stands there and can be sent again.
pub(super) fn send_again(frame: Frame, fields: &[(String, String)]) -> Response {
    let kept = fields.iter().filter(|(name, _)| name != TOKEN_FIELD);
    let fields: Vec<(String, String)> = kept.cloned().collect();
    let filled = fields.iter().filter(|(_, value)| !value.trim().is_empty());
    let typed = filled
        .filter_map(|(name, value)| typed(&frame, name, value.trim()))
        .collect();
    let action = frame.own_address();
    // The desk is open, only the form is of an earlier session: now it has the mark of this one.
    let title = match frame.is_at_desk() {
        true => "desk-again-open-title",
        false => "desk-again-title",
    };
    frame
        .title_words(title)
        .status(StatusCode::UNAUTHORIZED)
        .show(|frame| Again {
            fields,
            typed,
            action,
            frame,
        })
}
