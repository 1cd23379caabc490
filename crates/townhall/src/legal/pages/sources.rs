//! All sources of figures, territories and goals, with the notes that must stand beside them.

use askama::Template;
use axum::{extract::State, response::Response};
use figures::source::{AreaState, licence_uri};
use store::scope::Scope;
use web::{frame::Frame, problem::Problem};

use crate::{
    indicators::{observations::SourceEntry, registers, source_words},
    installation::Installation,
    territories,
};

#[derive(Template)]
#[template(path = "legal/pages/sources.html")]
struct Sources {
    frame: Frame,
    figures: Vec<Shown>,
    territories: Option<Shown>,
}

struct Shown {
    title: String,
    provider: Option<String>,
    note: Vec<String>,
    /// Name and address.
    licence: Option<(String, Option<String>)>,
    data_set: Option<String>,
    area_states: Vec<String>,
}

/// GET /{language}/sources
pub(in crate::legal) async fn sources(
    State(installation): State<Installation>,
    frame: Frame,
) -> Result<Response, Problem> {
    let tag = registers::tag(&installation, frame.language(), "/sources").await?;
    if let Some(unchanged) = frame.unchanged(&tag) {
        return Ok(unchanged);
    }
    let registers = registers::registers(&installation).await?;
    let scope = Scope::public();
    let read = installation.store.sql.read(&scope);
    let territories = match territories::newest_area_date(read).await.map_err(Problem::failed)? {
        Some(date) => {
            let note = territories::source_of(read, date).await.map_err(Problem::failed)?;
            note.map(|note| Shown {
                title: frame
                    .plain("sources-territories-of")
                    .with("date", frame.date(date))
                    .to_string(),
                provider: None,
                note: lines(&note.source),
                licence: Some((name_of(&note.licence), Some(note.licence))),
                data_set: None,
                area_states: Vec::new(),
            })
        }
        None => None,
    };
    Ok(frame
        .title_words("sources-title")
        .section("sources")
        .tag(tag)
        .show(|frame| Sources {
            figures: figures(&frame, registers.dictionary.sources()),
            territories,
            frame,
        }))
}

/// One entry for each publication; the area states of its figures stand together.
fn figures<'a>(frame: &Frame, sources: impl Iterator<Item = &'a SourceEntry>) -> Vec<Shown> {
    let mut sources: Vec<&SourceEntry> = sources.collect();
    let publication = |source: &&SourceEntry| (source.provider.clone(), source.title.clone(), source.slug.clone());
    sources.sort_by_cached_key(|source| (publication(source), source.area_state.clone()));
    let shown = |of: &[&SourceEntry]| {
        let source = of[0];
        Shown {
            title: source_words::name(frame, source),
            provider: filled(&source.provider),
            note: lines(&source.note),
            licence: source.licence.clone().map(|licence| {
                let address = licence_uri(&licence).map(str::to_owned);
                (licence, address)
            }),
            data_set: source.dataset_uri.as_deref().and_then(filled),
            area_states: of.iter().map(|source| area_state(frame, &source.area_state)).collect(),
        }
    };
    sources
        .chunk_by(|a, b| publication(a) == publication(b))
        .map(shown)
        .collect()
}

fn area_state(frame: &Frame, text: &str) -> String {
    match text.parse() {
        Ok(AreaState::OfItsDay) => frame.plain("sources-area-of-its-day").to_string(),
        Ok(AreaState::RecomputedTo(date)) => frame
            .plain("sources-area-recomputed")
            .with("date", frame.date(date))
            .to_string(),
        _ => frame.plain("sources-area-unstated").to_string(),
    }
}

/// The short name of a licence that is stated by its address.
fn name_of(address: &str) -> String {
    let known = ["dl-de/by-2-0", "dl-de/zero-2-0", "CC-BY-4.0", "CC0-1.0"];
    known
        .into_iter()
        .find(|name| licence_uri(name) == Some(address))
        .unwrap_or(address)
        .to_owned()
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn lines(text: &str) -> Vec<String> {
    text.lines().filter_map(filled).collect()
}

fn is_link(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}
