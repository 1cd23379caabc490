//! The yearly calendar as a page, and as a file for calendar programs.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use store::scope::Scope;
use web::{frame::Frame, problem::Problem};

use super::{
    super::{
        calendar::{self, Certainty, Entry, State as Standing, ical},
        registers::{self, Registers, blocking},
    },
    figure,
};
use crate::installation::Installation;

#[derive(Template)]
#[template(path = "indicators/pages/calendar.html")]
struct Calendar {
    frame: Frame,
    n_overdue: usize,
    has_homes: bool,
    lines: Vec<Line>,
}

struct Line {
    id: String,
    title: String,
    months: String,
    is_usual: bool,
    state: String,
    is_overdue: bool,
    newest: String,
    publisher: String,
    address: String,
    how: String,
    connector: Option<String>,
    indicators: Vec<(String, String, String)>,
}

/// GET /{language}/calendar
pub(super) async fn show(State(installation): State<Installation>, frame: Frame) -> Result<Response, Problem> {
    let today = web::format::day(Timestamp::now());
    let tag = registers::tag(&installation, frame.language(), &format!("/calendar {today}")).await?;
    if let Some(unchanged) = frame.unchanged(&tag) {
        return Ok(unchanged);
    }
    let registers = registers::registers(&installation).await?;
    let homes = calendar::territories_of_homes(&installation.store, &Scope::public())
        .await
        .map_err(Problem::failed)?;
    let (store, read, wanted) = (installation.store.clone(), Arc::clone(&registers), homes.clone());
    let entries = blocking(move || calendar::entries(&store, &read, wanted.as_deref(), today)).await?;
    let frame = frame.title_words("calendar-title").section("deliveries").tag(tag);
    Ok(frame.show(|frame| Calendar {
        n_overdue: entries.iter().filter(|entry| entry.state == Standing::Overdue).count(),
        has_homes: homes.is_some(),
        lines: entries.iter().map(|entry| line(&frame, &registers, entry)).collect(),
        frame,
    }))
}

/// GET /{language}/calendar.ics
pub(super) async fn download(frame: Frame) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"lotse.ics\""),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, ical::calendar(frame.language())).into_response()
}

fn line(frame: &Frame, registers: &Registers, entry: &Entry) -> Line {
    let release = entry.release;
    let language = frame.language();
    let months: Vec<String> = release
        .months
        .iter()
        .map(|month| frame.plain(&format!("calendar-month-{month}")).to_string())
        .collect();
    let state_key = format!("calendar-state-{}", entry.state.as_str());
    let state = frame.plain(&state_key);
    let year = entry.expected.map(|year| year.to_string()).unwrap_or_default();
    Line {
        id: release.id.clone(),
        title: release.title.text(language).to_owned(),
        months: match months.len() {
            0 => frame.plain("calendar-no-month").to_string(),
            12 => frame.plain("calendar-every-month").to_string(),
            _ => months.join(", "),
        },
        is_usual: release.certainty == Certainty::Usual,
        state: if entry.state == Standing::Overdue {
            state.with("year", year).to_string()
        } else {
            state.to_string()
        },
        is_overdue: entry.state == Standing::Overdue,
        newest: entry.newest.map(|period| period.to_string()).unwrap_or_default(),
        publisher: release.publisher.clone(),
        address: release.address.clone(),
        how: release.how.text(language).to_owned(),
        connector: release.connector.clone(),
        indicators: release
            .indicators
            .iter()
            .filter_map(|slug| {
                let indicator = registers.catalogue.by_slug(slug)?;
                let (language, title) = figure::words(indicator, frame);
                Some((frame.href(&format!("/indicators/{slug}")), language, title))
            })
            .collect(),
    }
}
