//! The report of one delivery: what became of every row, where the figures come from, what was wrong with the file.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use figures::source::AreaState;
use serde::Deserialize;
use web::{frame::Frame, problem::Problem};

use super::{
    Provenance, Said, computed, content, name, named,
    problems::{Line, N_IN_FILE},
    whole_number,
};
use crate::{
    indicators::{
        code_words,
        deliveries::{self, Account, Delivery, Kind, storage},
        registers::{self, Registers},
    },
    installation::Installation,
};

/// How many problems stand on a page.
const N_PROBLEMS: i64 = 200;

#[derive(Template)]
#[template(path = "indicators/deliveries/pages/show.html")]
struct Show {
    frame: Frame,
    number: i64,
    content: String,
    /// Whether the whole delivery was recalled or a value of it, when, and why.
    recalls: Vec<(bool, String, String)>,
    account: Account,
    skipped: Vec<String>,
    withdrawn: Option<Withdrawn>,
    provenance: Provenance,
    area_state: String,
    file: DeliveredFile,
    indicators: Vec<IndicatorLine>,
    problems: Vec<Line>,
    /// Counted from 1.
    first: i64,
    n_problems: i64,
    previous: Option<i64>,
    next: Option<i64>,
    /// Which problems a file holds, counted from 1, and its address.
    files: Vec<(i64, i64, String)>,
}

#[derive(Template)]
#[template(path = "indicators/deliveries/pages/withdrawal.html")]
struct Withdrawal {
    frame: Frame,
    number: i64,
    name: String,
    href: String,
    withdrawn_at: String,
    reason: Option<String>,
}

/// By which delivery and why this one no longer counts.
struct Withdrawn {
    href: String,
    name: String,
    date: String,
    reason: Option<String>,
}

struct DeliveredFile {
    name: String,
    n_bytes: Option<u64>,
    sha256: Option<String>,
    format: Said,
    sheets: Vec<String>,
    detected: Vec<(Said, Said)>,
}

struct IndicatorLine {
    href: String,
    title: Said,
    n_values: i64,
}

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    from: Option<String>,
}

/// GET /{language}/deliveries/{number}
pub(super) async fn show(
    State(installation): State<Installation>,
    Path(number): Path<String>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    let (delivery, reader) = named(&installation, &frame, &number).await?;
    let not_found = || Problem::not_found().back("/deliveries");
    let first = asked
        .from
        .as_deref()
        .map_or(Some(0), whole_number)
        .ok_or_else(not_found)?;
    let address = format!("/deliveries/{number}?from={first}");
    let tag = registers::tag(&installation, frame.language(), &address).await?;
    if let Some(unchanged) = frame.unchanged(&tag) {
        return Ok(unchanged);
    }
    let list = frame.plain("delivery-list-title").to_string();
    let title = name(&frame, delivery.number);
    let summary = content(&frame, &delivery);
    let frame = frame
        .title(title)
        .description(summary)
        .section("deliveries")
        .crumb(list, "/deliveries")
        .internal(reader.is_internal())
        .tag(tag);
    if delivery.kind == Kind::Derived {
        let registers = reader.registers(&installation).await?;
        return Ok(computed::report(frame, &registers, &delivery));
    }
    let recalls = deliveries::recalls(&installation.store, reader.scope(), delivery.number)
        .await
        .map_err(Problem::failed)?;
    let recalls = recalls.iter().map(|one| {
        (
            one.position.is_none(),
            frame.instant(one.recalled_at),
            one.reason.clone(),
        )
    });
    let recalls: Vec<(bool, String, String)> = recalls.collect();
    if let (Kind::Withdrawal, Some(withdrawn)) = (delivery.kind, delivery.withdraws) {
        return Ok(frame.show(|frame| Withdrawal {
            number: delivery.number,
            name: name(&frame, withdrawn),
            href: frame.href(&format!("/deliveries/{withdrawn}")),
            withdrawn_at: frame.instant(delivery.accepted_at),
            reason: delivery
                .report
                .reason
                .clone()
                .filter(|reason| !reason.trim().is_empty()),
            frame,
        }));
    }
    let (store, scope) = (&installation.store, reader.scope());
    let n_problems = storage::n_problems(store, scope, delivery.number)
        .await
        .map_err(Problem::failed)?;
    let n_problems = i64::try_from(n_problems).unwrap_or(i64::MAX);
    if 0 < first && n_problems <= first {
        return Err(not_found());
    }
    let problems = storage::problems(store, scope, delivery.number, first, N_PROBLEMS)
        .await
        .map_err(Problem::failed)?;
    let withdrawal = match delivery.withdrawn_by {
        Some(number) => storage::delivery(store, scope, number).await.map_err(Problem::failed)?,
        None => None,
    };
    let registers = reader.registers(&installation).await?;
    Ok(frame.show(|frame| Show {
        number: delivery.number,
        content: content(&frame, &delivery),
        recalls,
        account: delivery.report.account.clone(),
        skipped: skipped(&frame, &delivery.report.account),
        withdrawn: withdrawal.as_ref().map(|withdrawal| withdrawn(&frame, withdrawal)),
        provenance: Provenance::of(&frame, &delivery),
        area_state: area_state(&frame, delivery.report.area_state),
        file: file(&frame, &delivery),
        indicators: indicators(&frame, &delivery, &registers),
        problems: problems.iter().map(|problem| Line::of(&frame, problem)).collect(),
        first: first + 1,
        n_problems,
        previous: (0 < first).then(|| (first - N_PROBLEMS).max(0)),
        next: Some(first + N_PROBLEMS).filter(|next| *next < n_problems),
        files: files(&frame, delivery.number, n_problems),
        frame,
    }))
}

fn withdrawn(frame: &Frame, withdrawal: &Delivery) -> Withdrawn {
    Withdrawn {
        href: frame.href(&format!("/deliveries/{}", withdrawal.number)),
        name: name(frame, withdrawal.number),
        date: frame.instant(withdrawal.accepted_at),
        reason: withdrawal
            .report
            .reason
            .clone()
            .filter(|reason| !reason.trim().is_empty()),
    }
}

fn skipped(frame: &Frame, account: &Account) -> Vec<String> {
    let line = |(kind, n): (&String, &u64)| {
        let key = format!("delivery-skipped-{kind}");
        if frame.words().has(&key) {
            frame.plain(&key).with("n", *n).to_string()
        } else {
            frame
                .plain("delivery-skipped-other")
                .with("kind", kind)
                .with("n", *n)
                .to_string()
        }
    };
    account
        .lines_skipped_by_kind
        .iter()
        .filter(|(_, n)| 0 < **n)
        .map(line)
        .collect()
}

fn area_state(frame: &Frame, state: Option<AreaState>) -> String {
    match state {
        Some(AreaState::OfItsDay) => frame.plain("delivery-area-of-its-day").to_string(),
        Some(AreaState::RecomputedTo(date)) => frame
            .plain("delivery-area-recomputed")
            .with("date", frame.date(date))
            .to_string(),
        Some(AreaState::Unstated) | None => frame.plain("delivery-area-unstated").to_string(),
    }
}

fn indicators(frame: &Frame, delivery: &Delivery, registers: &Registers) -> Vec<IndicatorLine> {
    let known = |(slug, n_values): &(String, i64)| {
        let indicator = registers.catalogue.by_slug(slug)?;
        Some(IndicatorLine {
            href: frame.href(&format!("/indicators/{slug}")),
            title: Said::title(frame, indicator),
            n_values: *n_values,
        })
    };
    let mut lines: Vec<IndicatorLine> = delivery.indicators.iter().filter_map(known).collect();
    lines.sort_by_cached_key(|line| web::format::sort_key(&line.title.text));
    lines
}

fn files(frame: &Frame, number: i64, n_problems: i64) -> Vec<(i64, i64, String)> {
    let address = frame.href(&format!("/deliveries/{number}/problems.csv"));
    let mut files = Vec::new();
    let mut first = 0;
    while first < n_problems {
        let last = (first + N_IN_FILE).min(n_problems);
        let address = if first == 0 {
            address.clone()
        } else {
            format!("{address}?from={first}")
        };
        files.push((first + 1, last, address));
        first = last;
    }
    files
}

fn file(frame: &Frame, delivery: &Delivery) -> DeliveredFile {
    let format = format!("delivery-format-{}", delivery.format);
    DeliveredFile {
        name: delivery.file_name.clone(),
        n_bytes: delivery.shown_bytes().and_then(|n_bytes| u64::try_from(n_bytes).ok()),
        sha256: delivery.shown_sha256().map(str::to_owned),
        format: if frame.words().has(&format) {
            Said::here(frame, frame.plain(&format).to_string())
        } else {
            Said::english(&delivery.format)
        },
        sheets: delivery.report.sheets.clone(),
        detected: delivery
            .report
            .detected
            .iter()
            .map(|(what, value)| detected(frame, what, value))
            .collect(),
    }
}

/// What a reader has detected, in the language of the page as far as its words are known.
fn detected(frame: &Frame, what: &str, value: &str) -> (Said, Said) {
    let known = |part: &str, text: &str| {
        let key = format!("delivery-{part}-{}", text.replace(' ', "-"));
        frame
            .words()
            .has(&key)
            .then(|| Said::here(frame, frame.plain(&key).to_string()))
    };
    if let Some(column) = what.strip_prefix("column ") {
        let column = match column.strip_prefix('"').and_then(|name| name.strip_suffix('"')) {
            Some(name) => quoted(frame, name),
            None => column.to_owned(),
        };
        let what = frame.plain("delivery-detected-column").with("name", column).to_string();
        let role = known("role", value)
            .or_else(|| role(frame, value))
            .unwrap_or_else(|| Said::english(value));
        return (Said::here(frame, what), role);
    }
    let value = match what {
        "lines" => Said::here(
            frame,
            value.parse().map_or_else(|_| value.to_owned(), |n: u64| frame.count(n)),
        ),
        // `2024-12-31, from line 3`
        "period" | "data state" | "area state" => {
            let (time, from) = value.split_once(", from ").unwrap_or((value, ""));
            let time = match (
                time.parse::<jiff::civil::Date>(),
                time.parse::<figures::period::Period>(),
            ) {
                (Ok(day), _) => frame.date(day),
                (_, Ok(period)) => frame.period(period),
                _ => time.to_owned(),
            };
            match from.strip_prefix("line ") {
                Some(line) => {
                    let words = frame.plain("delivery-value-from-line").with("value", time);
                    Said::here(frame, words.with("line", line).to_string())
                }
                None => Said::here(frame, time),
            }
        }
        "delimiter" | "decimal sign" | "period reading" | "cells" => {
            known("value", value).unwrap_or_else(|| Said::here(frame, value))
        }
        _ => Said::here(frame, value),
    };
    (known("detected", what).unwrap_or_else(|| Said::english(what)), value)
}

/// A role of a column that carries a name.
fn role(frame: &Frame, value: &str) -> Option<Said> {
    let text = if let Some(name) = value.strip_prefix("values of the indicator ") {
        let name = name.trim_matches('"');
        frame
            .plain("delivery-role-values-of-indicator")
            .with("name", quoted(frame, name))
            .to_string()
    } else if let Some(period) = value.strip_prefix("values of ") {
        frame
            .plain("delivery-role-values-of")
            .with("period", period)
            .to_string()
    } else {
        let concept = value.strip_prefix("breakdown ")?;
        frame
            .plain("delivery-role-breakdown")
            .with("concept", code_words::concept_in_words(frame, concept))
            .to_string()
    };
    Some(Said::here(frame, text))
}

fn quoted(frame: &Frame, text: &str) -> String {
    match frame.language() {
        web::language::Language::De => format!("„{text}“"),
        web::language::Language::En => format!("“{text}”"),
    }
}
