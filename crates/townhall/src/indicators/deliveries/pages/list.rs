//! The list of deliveries, the newest first.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::Deserialize;
use web::{frame::Frame, problem::Problem, words::Message};

use super::{content, name, whole_number};
use crate::{
    indicators::{
        deliveries::{Basis, Delivery, Kind, storage},
        own::Visibility,
        registers::{self, Reader},
    },
    installation::Installation,
};

const N_SHOWN: usize = 25;

#[derive(Template)]
#[template(path = "indicators/deliveries/pages/list.html")]
struct List {
    frame: Frame,
    entries: Vec<Entry>,
    /// Whether newer ones than those shown exist.
    is_continued: bool,
    older: Option<i64>,
}

struct Entry {
    href: String,
    name: String,
    content: String,
    file: String,
    n_taken: u64,
    n_rejected: u64,
    known_on: String,
    /// How the data state is known.
    basis: Option<String>,
    accepted_on: String,
    is_withdrawn: bool,
    is_withdrawal: bool,
    is_internal: bool,
}

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    before: Option<String>,
}

/// GET /{language}/deliveries
pub(super) async fn list(
    State(installation): State<Installation>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    let before = asked.before.as_deref().map(number_before).transpose()?;
    let address = format!("/deliveries?before={}", before.unwrap_or_default());
    let tag = registers::tag(&installation, frame.language(), &address).await?;
    if let Some(unchanged) = frame.unchanged(&tag) {
        return Ok(unchanged);
    }
    let limit = i64::try_from(N_SHOWN).unwrap_or(i64::MAX).saturating_add(1);
    // At the desk the list also names what is internal, each marked as such.
    let reader = Reader::at_desk(&frame).unwrap_or_else(Reader::public);
    let mut found = storage::deliveries(&installation.store, reader.scope(), before, limit)
        .await
        .map_err(Problem::failed)?;
    let has_older = N_SHOWN < found.len();
    found.truncate(N_SHOWN);
    let frame = frame.title_words("delivery-list-title").section("deliveries").tag(tag);
    let summary = frame.plain("delivery-list-lead").to_string();
    Ok(frame.description(summary).show(|frame| List {
        older: found.last().map(|last| last.number).filter(|_| has_older),
        is_continued: before.is_some(),
        entries: found.iter().map(|delivery| entry(&frame, delivery)).collect(),
        frame,
    }))
}

fn number_before(text: &str) -> Result<i64, Problem> {
    whole_number(text.trim()).ok_or_else(|| {
        let message = Message::key("api-parameter-number").with("value", text.chars().take(40).collect::<String>());
        let message = message.with("least", 1).with("most", i64::MAX.to_string());
        Problem::invalid()
            .error("before", "not-a-number", message)
            .back("/deliveries")
    })
}

fn entry(frame: &Frame, delivery: &Delivery) -> Entry {
    let content = content(frame, delivery);
    Entry {
        href: frame.href(&format!("/deliveries/{}", delivery.number)),
        name: name(frame, delivery.number),
        // The file is named once, also where nothing better names the content.
        file: if content == delivery.file_name {
            String::new()
        } else {
            delivery.file_name.clone()
        },
        content,
        n_taken: delivery.report.account.stored + delivery.report.account.corrected,
        n_rejected: delivery.report.account.rejected,
        known_on: frame.short_date(delivery.known_on),
        // A withdrawal brings no figures, so nothing proves a data state of its own.
        basis: (delivery.kind != Kind::Withdrawal)
            .then(|| frame.plain(short_basis(delivery.known_on_basis)).to_string()),
        accepted_on: frame.short_date(web::format::day(delivery.accepted_at)),
        is_withdrawn: delivery.withdrawn_by.is_some(),
        is_withdrawal: delivery.kind == Kind::Withdrawal,
        is_internal: delivery.visibility != Visibility::Public,
    }
}

fn short_basis(basis: Basis) -> &'static str {
    match basis {
        Basis::File => "delivery-known-short-file",
        Basis::Asked => "delivery-known-short-asked",
        Basis::Edition => "delivery-known-short-edition",
        Basis::Accepted => "delivery-known-short-accepted",
        Basis::Inputs => "delivery-known-short-inputs",
    }
}
