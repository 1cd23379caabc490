//! What one text of a header says: a period, a unit, a territory, an entry of a breakdown, the name of an indicator.

use super::{
    balance,
    mapping::{Role, Under},
    survey::key_in,
    units,
    words::{Word, word},
};
use crate::{
    breakdowns::{self, Breakdown},
    lands,
    period_text::{self, looks_like_period},
};

/// The error of a formula, as spreadsheet programs write it in German and English.
pub(super) fn is_error(text: &str) -> bool {
    matches!(
        text.trim(),
        "#DIV/0!"
            | "#N/A"
            | "#NV"
            | "#NAME?"
            | "#NULL!"
            | "#NUM!"
            | "#ZAHL!"
            | "#REF!"
            | "#BEZUG!"
            | "#VALUE!"
            | "#WERT!"
    )
}

/// Concept and code of an entry of a known breakdown.
pub(super) fn entry(text: &str) -> Option<(String, String)> {
    match breakdowns::of(text) {
        Some(Breakdown::Entry(concept, code)) => Some((concept.to_owned(), code)),
        Some(Breakdown::Total) => None,
        None => balance::of(text).map(|(concept, code)| (concept.to_owned(), code)),
    }
}

/// A word that only says that parts follow.
fn is_connective(text: &str) -> bool {
    let folded = text.trim().trim_end_matches(':').to_lowercase();
    matches!(
        folded.as_str(),
        "davon"
            | "darunter"
            | "und zwar"
            | "hiervon"
            | "of which"
            | "nach geschlecht"
            | "geschlecht"
            | "nach altersgruppen"
            | "im alter von"
            | "energieträger"
            | "sektoren"
            | "sektor"
    )
}

/// What the texts above a column say.
pub(super) fn under(stack: &[String], has_period_column: bool) -> Under {
    let mut found = Under::default();
    let mut labels: Vec<String> = Vec::new();
    let mut part_of_year: Option<String> = None;
    for text in stack {
        if let Some(period) = period_of(text) {
            let is_finer = found.period.as_ref().is_none_or(|known| known.len() < period.len());
            if is_finer {
                found.period = Some(period);
            }
        } else if let Some(part) = part(text) {
            part_of_year = Some(part);
        } else if units::reading(text).is_some() && !units::is_noun(text) {
            found.unit = Some(text.clone());
        } else if word(text) == Some(Word::Sure(Role::Value)) || breakdowns::is_total(text) || is_connective(text) {
            // Says nothing by itself.
        } else if key_in(text).is_some() || lands::key(text).is_some() {
            found.territory = Some(lands::key(text).map_or_else(|| text.clone(), str::to_owned));
        } else if let Some((concept, code)) = entry(text) {
            found.breakdown.insert(concept, code);
        } else {
            let (label, period) = match dated(text).filter(|_| !has_period_column && found.period.is_none()) {
                Some((label, period)) => (label, Some(period)),
                None => (text.clone(), None),
            };
            found.period = period.or(found.period);
            if let Some(unit) = units::words_in(&label) {
                found.unit = Some(unit.to_owned());
            }
            labels.push(label);
        }
    }
    // `Einwohner` alone is a name; below another name it is a unit.
    if 1 < labels.len()
        && found.unit.is_none()
        && let Some(last) = labels.pop_if(|label| units::is_noun(label))
    {
        found.unit = Some(last);
    }
    if let Some(part) = part_of_year {
        let whole = found.period.as_deref().and_then(|year| whole_period(&part, year));
        match whole {
            Some(whole) => found.period = Some(whole),
            // The year stands in a column of its own.
            None if has_period_column && found.period.is_none() => found.period = Some(part),
            None => labels.push(part),
        }
    }
    found.indicator = (!labels.is_empty()).then(|| labels.join(" – "));
    found
}

/// A period, perhaps behind words such as `Stand` or `am`.
pub(super) fn period_of(text: &str) -> Option<String> {
    const BEFORE: [&str; 14] = [
        "stichtag:",
        "stichtag",
        "stand:",
        "stand",
        "jahr:",
        "jahr",
        "im jahr",
        "im jahre",
        "am",
        "zum",
        "im",
        "year",
        "berichtsjahr:",
        "berichtsjahr",
    ];
    if looks_like_period(text) {
        return Some(text.to_owned());
    }
    let folded = text.to_lowercase();
    BEFORE.iter().find_map(|word| {
        let rest = folded.strip_prefix(word)?;
        let rest = text.get(text.len() - rest.len()..)?.trim();
        (rest.len() + word.len() < text.len() || word.ends_with(':')).then_some(())?;
        period_of(rest)
    })
}

/// A part of a year without the year: `31.12.`, `1. Quartal`, `II. Quartal`, `Januar`.
fn part(text: &str) -> Option<String> {
    whole_period(text, "2000").map(|_| text.to_owned())
}

/// A part of a year with its year: `1. Quartal` of 2020 is `1. Quartal 2020`.
pub(crate) fn whole_period(part: &str, year: &str) -> Option<String> {
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    if !is_year || part.chars().any(|c| c.is_ascii_digit()) && part.len() <= 1 {
        return None;
    }
    let arabic = ["I.", "II.", "III.", "IV."]
        .iter()
        .zip(1..)
        .find_map(|(roman, number)| {
            part.strip_prefix(roman)
                .filter(|rest| rest.starts_with(' '))
                .map(|rest| format!("{number}.{rest}"))
        });
    let part = arabic.as_deref().unwrap_or(part);
    if part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    [format!("{part}{year}"), format!("{part} {year}")]
        .into_iter()
        .find(|text| !text.contains('/') && period_text::plain(text).is_some())
}

/// A name and the period in it: `Einwohner 2019`, `Einwohner am 31.12.2019`, `bev_2019`, `2019 Einwohner`.
fn dated(text: &str) -> Option<(String, String)> {
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '_' | ',' | '(' | ')' | '[' | ']' | ':' | '-' | '–' | '/');
    let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
    let is_whole = |word: &str| {
        let is_date = word.contains('.') && period_text::plain(word).is_some();
        is_date || word.len() == 4 && looks_like_period(word)
    };
    let mut periods = words.iter().filter(|word| is_whole(word));
    let (period, None) = (periods.next()?, periods.next()) else {
        return None;
    };
    let is_before_brackets = text.contains(&format!("({period})")) || text.contains(&format!("{period} ("));
    let is_at_an_end = words.first() == Some(period) || words.last() == Some(period) || is_before_brackets;
    if !is_at_an_end {
        return None;
    }
    let (before, after) = text.split_once(period)?;
    let before = before.trim_end_matches(is_gap);
    let before = ["am", "im Jahr", "im Jahre", "im", "zum", "Stand", "Jahr"]
        .iter()
        .find_map(|word| {
            before
                .strip_suffix(word)
                .filter(|rest| rest.is_empty() || rest.ends_with(is_gap))
        })
        .unwrap_or(before)
        .trim_end_matches(is_gap);
    let after = after.trim_start_matches(|c: char| is_gap(c) && !matches!(c, '(' | '['));
    let label = [before, after]
        .into_iter()
        .filter(|part| !part.trim().is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    label
        .chars()
        .any(char::is_alphabetic)
        .then(|| (label.trim().to_owned(), (*period).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_found_in_names() {
        let of = |text: &str| dated(text).map(|(label, period)| format!("{label}|{period}"));
        assert_eq!(of("Einwohner 2019").as_deref(), Some("Einwohner|2019"));
        assert_eq!(of("Einwohner am 31.12.2019").as_deref(), Some("Einwohner|31.12.2019"));
        assert_eq!(of("bev_2019").as_deref(), Some("bev|2019"));
        assert_eq!(of("2019 Einwohner").as_deref(), Some("Einwohner|2019"));
        assert_eq!(of("Anteil 2019 (%)").as_deref(), Some("Anteil (%)|2019"));
        assert_eq!(of("Veränderung 2019 2020"), None);
        assert_eq!(of("Einwohner"), None);
        assert_eq!(period_of("Stand: 31.12.2020").as_deref(), Some("31.12.2020"));
        assert_eq!(period_of("amtlich"), None);
        assert_eq!(whole_period("II. Quartal", "2020").as_deref(), Some("2. Quartal 2020"));
        assert_eq!(whole_period("31.12.", "2020").as_deref(), Some("31.12.2020"));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_fail(text in "\\PC{0,30}", year in "\\PC{0,6}") {
            let _ = under(&[text.clone(), year.clone()], false);
            let _ = whole_period(&text, &year);
            let _ = dated(&format!("{text} 2019"));
            let _ = period_of(&text);
        }
    }
}
