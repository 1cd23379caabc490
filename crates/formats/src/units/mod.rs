//! Units in the words of publishers, in one way for all formats, and what becomes of a unit that nobody knows.
//!
//! A word that can mean one thing is a unit ([`words`]), and so is every spelling of it: `µg/m3` and `µg / m³`, `pro 100.000 Einwohner`
//! and `per 100,000 population`, `Tsd. EUR` and `1 000 Euro` ([`spelling`]). Thousands and millions are units of their own and never
//! applied to the values. Any other unit stays a text: it is kept in the title of its indicator, and a note says that it is not known
//! ([`deliver`]). The base year of an index is no unit and is kept as well.

mod spelling;
mod words;

use figures::unit::Unit;

use crate::{DeliveryHead, Event, IndicatorHead, Place, Problem, event::shortened};

/// The unit that a text names: one of our codes, or words that can mean one thing.
pub(crate) fn unit(text: &str) -> Option<Unit> {
    let text = text.trim();
    if let Ok(unit) = text.parse() {
        return Some(unit);
    }
    let folded = text.to_lowercase();
    let known = words::WORDS.iter().find(|(word, _)| *word == folded);
    known
        .map(|(_, unit)| *unit)
        .or_else(|| base_of_index(text).map(|_| Unit::Index))
        .or_else(|| spelling::unit(&folded))
}

/// The unit of a text that names one in its own words or beside others: `%`, `Prozent (%)`, `Ausbaustand in %`.
pub(crate) fn named(text: &str) -> Option<Unit> {
    let front = text.split(['(', '[']).next().unwrap_or_default();
    unit(text)
        .or_else(|| unit(front))
        .or_else(|| crate::table::units::words_in(text).and_then(unit))
}

/// The year that an index is 100 in: `2020=100`, `Index (2015 = 100)`.
pub(crate) fn base_of_index(text: &str) -> Option<&str> {
    let (front, back) = text.split_once('=')?;
    let back = back.trim().trim_end_matches([')', ']', '%']).trim();
    let front = front.trim();
    let year = front.get(front.len().checked_sub(4)?..)?;
    let is_year = year.bytes().all(|byte| byte.is_ascii_digit()) && year.starts_with(['1', '2']);
    let words = front[..front.len() - 4].to_lowercase();
    let are_words = words.contains("index")
        || words
            .split([' ', '(', '[', ':', ',', '-'])
            .all(|word| matches!(word, "" | "basis" | "basisjahr" | "base" | "in"));
    (is_year && are_words && matches!(back, "100" | "100,0" | "100.0")).then_some(year)
}

/// The name of an indicator of which the same table has figures in other units as well, or might have: whoever counts things leaves
/// the name alone, every other unit belongs to it. So the name never depends on which of them comes first.
pub(crate) fn told_apart(name: &str, unit: &str, has_several: bool) -> String {
    let is_number = matches!(self::unit(unit), Some(Unit::Count | Unit::Persons));
    // An index of another base year is another index, and a share of people is no number of them.
    let is_share_of_people =
        figures::definition::counts_people(name) && matches!(self::unit(unit), Some(Unit::Percent | Unit::PerMille));
    let belongs = base_of_index(unit).is_some() || is_share_of_people || has_several && !is_number;
    if belongs && !unit.is_empty() && !name.contains(unit) {
        format!("{name}, {unit}")
    } else {
        name.to_owned()
    }
}

/// More different unknown units than this are told as one.
const MOST_NOTES: usize = 20;

/// Tells the head of a delivery. A unit that is not known is kept in the title of its indicator, and a note names it.
pub(crate) fn deliver(mut head: DeliveryHead, sink: &mut dyn FnMut(Event)) {
    let mut unknown: Vec<(String, Place, usize)> = Vec::new();
    for indicator in &mut head.indicators {
        let Some(text) = indicator.unit_text.clone().filter(|text| !text.trim().is_empty()) else {
            continue;
        };
        let is_index = indicator.unit == Some(Unit::Index) && base_of_index(&text).is_some();
        let is_unknown = indicator.unit.is_none() && unit(&text).is_none();
        if is_index || is_unknown {
            keep(indicator, text.trim());
        }
        if is_unknown {
            match unknown.iter_mut().find(|(known, ..)| *known == text) {
                Some((_, _, n_indicators)) => *n_indicators += 1,
                None => unknown.push((text, indicator.place, 1)),
            }
        }
    }
    sink(Event::Delivery(Box::new(head)));
    for (text, place, n_indicators) in unknown.into_iter().take(MOST_NOTES) {
        let message = format!(
            "the unit \"{}\" is not known (indicators with it: {n_indicators}); it stands in the title, and the figures have no unit; state one that fits with \"lotse indicators state\"",
            shortened(&text)
        );
        sink(Event::Note {
            place,
            note: Problem::new("unit_unknown", &text, message),
        });
    }
}

/// Keeps the words of a unit in the title of its indicator.
fn keep(indicator: &mut IndicatorHead, words: &str) {
    let title = indicator.title.as_ref().unwrap_or(&indicator.name);
    if !title.is_empty() && !title.contains(words) {
        indicator.title = Some(format!("{title}, {words}"));
    }
}
