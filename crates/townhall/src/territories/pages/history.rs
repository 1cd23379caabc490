//! What became of a territory, as lines for its page: what went into it, what it went into, parts, keys and names.

use formats::territory_lists::changes::ChangeKind;
use web::{format, frame::Frame};

use crate::territories::{Territory, reforms::Reform};

/// A line of the history.
pub(super) struct HistoryLine {
    /// The day from which it holds.
    pub(super) day: String,
    /// What happened, with the name of the other territory.
    pub(super) words: String,
    /// The other territory; empty when the change is about this one alone.
    pub(super) href: String,
    /// Its name and key.
    pub(super) other: String,
    /// How much moved; empty when the list does not say it.
    pub(super) size: String,
    /// Whether the day was checked against a data set.
    pub(super) is_checked: bool,
}

/// The notes and licences of the lists from which the history is, each once.
pub(super) fn sources(reforms: &[Reform]) -> Vec<(String, String)> {
    let mut sources: Vec<(String, String)> = Vec::new();
    for one in reforms {
        let source = (one.source.clone(), one.licence.clone());
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}

/// The lines of a territory's history, the oldest first.
pub(super) fn history(
    frame: &Frame,
    territory: &Territory,
    reforms: &[Reform],
    name_of: &dyn Fn(&str) -> Option<String>,
) -> Vec<HistoryLine> {
    let line = |one: &Reform| {
        let is_old = one.old_key == territory.key;
        let (key, name) = if is_old {
            (&one.new_key, &one.new_name)
        } else {
            (&one.old_key, &one.old_name)
        };
        let words = match (one.kind, is_old) {
            (ChangeKind::Dissolved, true) => "territories-history-went-into",
            (ChangeKind::Dissolved, false) if one.is_new => "territories-history-arose",
            (ChangeKind::Dissolved, false) => "territories-history-took-in",
            (ChangeKind::Part, true) => "territories-history-gave-part",
            (ChangeKind::Part, false) => "territories-history-got-part",
            (ChangeKind::Key, _) if one.old_key == one.new_key => "territories-history-association",
            (ChangeKind::Key, true) => "territories-history-new-key",
            (ChangeKind::Key, false) => "territories-history-old-key",
            (ChangeKind::Name, _) => "territories-history-name",
        };
        let name = match (one.kind, name.is_empty()) {
            (ChangeKind::Key, _) if one.old_key == one.new_key => {
                let of = |key: &str| {
                    key.get(..9)
                        .map(|code| name_of(code).unwrap_or_else(|| code.to_owned()))
                };
                let regional = one
                    .regional
                    .as_ref()
                    .and_then(|(old, new)| Some(format!("{} → {}", of(old)?, of(new)?)));
                regional.unwrap_or_default()
            }
            (ChangeKind::Name, _) => format!("{} → {}", one.old_name, one.new_name),
            (_, true) => name_of(key.code()).unwrap_or_default(),
            (_, false) => name.clone(),
        };
        HistoryLine {
            day: format::date(frame.language(), one.legally_on),
            words: frame.plain(words).to_string(),
            href: match key == &territory.key {
                true => String::new(),
                false => frame.href(&format!("/territories/{}", key.code())),
            },
            other: match key == &territory.key {
                true => name,
                false => format!("{name} ({})", key.code()).trim().to_owned(),
            },
            size: size(frame, one),
            is_checked: one.proof != "law" && one.proof != "days",
        }
    };
    reforms.iter().map(line).collect()
}

/// How much went over, as far as it is known.
pub(in crate::territories) fn size(frame: &Frame, one: &Reform) -> String {
    let hectares = one
        .area_ha
        .map(|hectares| format::with_unit(&format::number(frame.language(), hectares, -1), "ha"));
    let people = one
        .population
        .map(|people| frame.plain("territories-history-people").with("n", people).to_string());
    hectares.into_iter().chain(people).collect::<Vec<_>>().join(", ")
}
