//! Pages about deliveries: the list, the report of one, what it changed, its problems as a file, the origin of a single number.

mod cell;
mod differences;
mod computed;
mod list;
mod problems;
mod recalled;
mod show;

pub use self::problems::Line as ProblemLine;

use axum::{Router, routing::get};
use web::{frame::Frame, language::Language, problem::Problem, words::Source};

use super::{Basis, Delivery, Kind, storage};
use crate::{
    indicators::{catalogue::Indicator, registers::Reader},
    installation::Installation,
};

/// The words of these pages.
pub const WORDS: [Source; 2] = [
    (
        Language::De,
        "indicators/deliveries/text/de.ftl",
        include_str!("../text/de.ftl"),
    ),
    (
        Language::En,
        "indicators/deliveries/text/en.ftl",
        include_str!("../text/en.ftl"),
    ),
];

/// The routes, without the language in front.
pub fn routes() -> Router<Installation> {
    Router::new()
        .route("/deliveries", get(list::list))
        .route("/deliveries/{number}", get(show::show))
        .route("/deliveries/{number}/differences", get(differences::show))
        .route("/deliveries/{number}/problems.csv", get(problems::download))
        .route("/deliveries/{number}/cells/{position}", get(cell::show))
}

/// The delivery that an address names, and with whose eyes it is seen; whatever names none is not found.
async fn named(installation: &Installation, frame: &Frame, number: &str) -> Result<(Delivery, Reader), Problem> {
    let not_found = || Problem::not_found().back("/deliveries");
    let number = whole_number(number).ok_or_else(not_found)?;
    for reader in [Some(Reader::public()), Reader::at_desk(frame)].into_iter().flatten() {
        let found = storage::delivery(&installation.store, reader.scope(), number).await;
        if let Some(delivery) = found.map_err(Problem::failed)? {
            return Ok((delivery, reader));
        }
    }
    Err(not_found())
}

/// A number as addresses write it, so that one thing has one address: digits only, no zero in front.
fn whole_number(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    (number.to_string() == text && 0 <= number).then_some(number)
}

/// What a delivery is called on pages: its publication, else its file.
pub fn content(frame: &Frame, delivery: &Delivery) -> String {
    match (delivery.kind, delivery.withdraws) {
        (Kind::Withdrawal, Some(number)) => frame
            .plain("delivery-withdrawal-of")
            .with("number", number.to_string())
            .to_string(),
        (Kind::Derived, _) => frame
            .plain("delivery-computed")
            .with("indicator", delivery.title.clone().unwrap_or_default())
            .to_string(),
        _ => delivery
            .title
            .clone()
            .filter(|title| !title.is_empty())
            .unwrap_or_else(|| delivery.file_name.clone()),
    }
}

fn name(frame: &Frame, number: i64) -> String {
    frame
        .plain("delivery-name")
        .with("number", number.to_string())
        .to_string()
}

/// A text and the language it is in, for the attribute `lang`.
struct Said {
    text: String,
    language: String,
}

impl Said {
    /// In the language of the page.
    fn here(frame: &Frame, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            language: frame.language().to_string(),
        }
    }

    /// As a program or an English message says it.
    fn english(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            language: Language::En.to_string(),
        }
    }

    fn title(frame: &Frame, indicator: &Indicator) -> Self {
        match indicator.title.for_reader(frame.language()) {
            Some((language, body)) => Self {
                text: body.text.clone(),
                language: language.to_owned(),
            },
            None => Self::here(frame, &indicator.slug),
        }
    }
}

/// Where the figures of a delivery come from, as its report and the origin of each of its numbers show it.
struct Provenance {
    provider: Option<String>,
    title: Option<String>,
    edition: Option<String>,
    note: Vec<String>,
    licence: Option<(String, Option<&'static str>)>,
    data_set: Option<String>,
    /// The files that the figures were carried over from, with their checksums.
    originals: Vec<String>,
    known_on: String,
    accepted_at: String,
}

impl Provenance {
    fn of(frame: &Frame, delivery: &Delivery) -> Self {
        let filled = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let basis = match delivery.known_on_basis {
            Basis::File => "delivery-basis-file",
            Basis::Asked => "delivery-basis-asked",
            Basis::Edition => "delivery-basis-edition",
            Basis::Accepted => "delivery-basis-accepted",
            Basis::Inputs => "delivery-basis-inputs",
        };
        Self {
            provider: filled(&delivery.provider),
            title: filled(&delivery.title),
            edition: filled(&delivery.edition),
            note: lines(delivery.source_note.as_deref().unwrap_or_default()),
            licence: filled(&delivery.licence).map(|licence| {
                let address = figures::source::licence_uri(&licence);
                (licence, address)
            }),
            data_set: filled(&delivery.dataset_uri),
            originals: delivery
                .report
                .originals
                .iter()
                .map(|(file, sha256)| {
                    let original = frame.plain("delivery-originals-original").with("file", file);
                    original.with("sha256", sha256).to_string()
                })
                .collect(),
            known_on: frame
                .plain(basis)
                .with("date", frame.date(delivery.known_on))
                .to_string(),
            accepted_at: frame.instant(delivery.accepted_at),
        }
    }
}

/// The lines of a text that are not blank.
fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether an address from a file may become a link: only what leads to another page.
fn is_link(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}
