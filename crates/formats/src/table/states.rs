//! What lines above and below a table say about its state: the data state (`Stand: 31.12.2024`, `Datenstand 2024-12-31`) and the area state
//! (`Gebietsstand 31.12.2022`).
//!
//! A line counts when it says this and nothing else, or names its source beside it. A title that mentions a state among other words, a
//! state without a day, and two lines that name different days are told in a note and not guessed. A column called `Stand` is none of it.
//! Where a table has no other time, `Stand:` is the time of its values ([`super::context`]) and not taken a second time.

use std::collections::BTreeSet;

use figures::source::AreaState;
use jiff::civil::Date;

use super::{
    rows::{Part, Plan},
    source::Line,
};
use crate::{DeliveryHead, Place, Problem};

/// More such lines than this are no remarks but a table.
const MOST: usize = 100;

/// A line that names a state.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct State {
    place: Place,
    text: String,
    said: Said,
}

/// What a line says.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Said {
    /// The data state in so many words.
    DataState(Date),
    /// Only `Stand` and a day.
    Stand(Date),
    /// A state without a day, or among other words.
    Unclear,
    /// The areas on which the figures stand.
    Area(Date),
}

/// Whether a line names a state and holds nothing else, label and day in cells of their own.
pub(super) fn is_state(line: Line<'_>) -> bool {
    names_state(&texts(line))
}

/// The same for the texts of a line.
pub(super) fn names_state(texts: &[String]) -> bool {
    matches!(said(texts), Some(Said::DataState(_) | Said::Stand(_) | Said::Area(_)))
}

fn texts(line: Line<'_>) -> Vec<String> {
    (0..line.n_cells())
        .map(|index| line.text(index).trim().to_owned())
        .filter(|text| !text.is_empty())
        .collect()
}

/// Whether a title is about the state of the data or of the areas, so that it names no time of the values.
pub(super) fn is_no_period(title: &str) -> bool {
    let folded = title.trim().to_lowercase();
    DATA_STATES
        .iter()
        .chain(AREA_STATES)
        .any(|label| folded.starts_with(label))
}

const DATA_STATES: &[&str] = &[
    "datenstand",
    "stand der daten",
    "datenabzug",
    "data as of",
    "data state",
];
const STANDS: &[&str] = &["stand", "as of"];
const AREA_STATES: &[&str] = &["gebietsstand", "gebietlicher stand", "stand der gebiete"];
const SOURCES: &[&str] = &[
    "quelle",
    "datenquelle",
    "source",
    "herausgeber",
    "©",
    "(c)",
    "copyright",
    "erstellt",
    "bearbeitung",
];
const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
];

/// Keeps the lines of a sheet that name a state.
pub(super) fn look(line: Line<'_>, sheet: u16, found: &mut Vec<State>) {
    let (n_filled, first) = line.content();
    if !(1..=3).contains(&n_filled) || MOST <= found.len() || first.len() > 300 {
        return;
    }
    let cells = texts(line);
    if let Some(said) = said(&cells) {
        let place = Place {
            sheet,
            row: line.row(),
            column: 1,
        };
        let text = cells.join(" ");
        found.push(State { place, text, said });
    }
}

/// What the cells of a line say.
fn said(cells: &[String]) -> Option<Said> {
    // The day may stand in a cell beside its label.
    let joined = match cells {
        [label, day] if label_of(label).is_some_and(|(_, rest)| rest.is_empty()) => vec![format!("{label} {day}")],
        cells => cells.to_vec(),
    };
    let parts: Vec<&str> = joined
        .iter()
        .flat_map(|cell| cell.split(['|', ';', ',', '(', ')', '[', ']', '\n']))
        .map(|part| part.trim().trim_matches(['–', '"']).trim())
        .filter(|part| !part.is_empty() && !part.split_whitespace().all(is_time))
        .collect();
    let is_source = |part: &&str| {
        let folded = part.to_lowercase();
        SOURCES.iter().any(|word| folded.starts_with(word))
    };
    let states: Vec<Said> = parts.iter().filter_map(|part| state(part)).collect();
    let says_source = parts.iter().any(is_source);
    let only_states = states.len() == parts.len();
    match states.as_slice() {
        [] => None,
        [one] if only_states || says_source => Some(*one),
        // A row of figures may begin with such words.
        _ if joined.len() != 1 => None,
        [Said::Area(_)] => None,
        _ => Some(Said::Unclear),
    }
}

/// Which label a part begins with, and what follows it.
fn label_of(part: &str) -> Option<(&'static [&'static str], String)> {
    let folded = part.trim().to_lowercase();
    [DATA_STATES, AREA_STATES, STANDS].into_iter().find_map(|labels| {
        let rest = labels.iter().find_map(|label| folded.strip_prefix(label))?;
        // `Standesamt`, `Standorte`
        let ends = rest
            .chars()
            .next()
            .is_none_or(|next| !next.is_alphanumeric() && next != '-');
        ends.then(|| (labels, rest.trim_matches([':', ' ', '=']).to_owned()))
    })
}

/// A piece of the time behind a day: `20.08.2021 / 09:42:26`, `20.08.2021, 09:42 Uhr`.
fn is_time(word: &str) -> bool {
    let is_clock = word.contains(':') && word.starts_with(|letter: char| letter.is_ascii_digit());
    is_clock || matches!(word.to_lowercase().as_str(), "/" | "uhr" | "um")
}

fn state(part: &str) -> Option<Said> {
    let (labels, rest) = label_of(part)?;
    let mut words: Vec<&str> = rest.split_whitespace().collect();
    while let Some(first) = words.first()
        && matches!(*first, "am" | "vom" | "zum" | "den" | "der" | ":")
    {
        words.remove(0);
    }
    let n_words = words.iter().take_while(|word| !is_time(word)).count();
    let is_followed_by_time_only = words[n_words..]
        .iter()
        .all(|word| is_time(word) || word.chars().all(|letter| letter.is_ascii_digit() || letter == '.'));
    let text = words[..n_words].join(" ");
    let day = day(&text).filter(|_| is_followed_by_time_only);
    let is_period = crate::period_text::looks_like_period(&text) || crate::period_text::plain(&text).is_some();
    match day {
        Some(day) if labels == AREA_STATES => Some(Said::Area(day)),
        Some(day) if labels == DATA_STATES => Some(Said::DataState(day)),
        Some(day) => Some(Said::Stand(day)),
        None if labels != AREA_STATES && is_period => Some(Said::Unclear),
        None => None,
    }
}

/// `31.12.2024`, `2024-12-31`, `31. Dezember 2024`.
fn day(text: &str) -> Option<Date> {
    let text = text.trim_end_matches('.');
    if text.len() == 10
        && let Ok(date) = text.parse()
    {
        return Some(date);
    }
    let parts: Vec<&str> = text
        .split(['.', ' '])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let [day, month, year] = parts[..] else { return None };
    let month = match MONTHS.iter().zip(1_i8..).find(|(name, _)| **name == month) {
        Some((_, number)) => number,
        None => month.parse().ok()?,
    };
    let is_year = year.len() == 4;
    is_year.then(|| Date::new(year.parse().ok()?, month, day.parse().ok()?).ok())?
}

/// Adds what the lines say to the head of the delivery, and what they leave open to the notes of the first table.
pub(super) fn complete(head: &mut DeliveryHead, parts: &mut [&mut Part]) {
    let is_header = |state: &State, part: &&mut Part| {
        let block = part.block();
        block.sheet == state.place.sheet && (block.header.first_row..=block.header.last_row).contains(&state.place.row)
    };
    let all = parts.iter().flat_map(|part| &part.block().states);
    let states: Vec<State> = all
        .filter(|state| !parts.iter().any(|part| is_header(state, part)))
        .cloned()
        .collect();
    let is_period = |state: &State| {
        parts.iter().any(|part| match &**part {
            Part::Read(plan) => is_period_of(plan, state),
            Part::LeftOut { .. } => false,
        })
    };
    let mut notes = Vec::new();
    let mut days: Vec<(&State, Date)> = Vec::new();
    let mut areas: Vec<(&State, Date)> = Vec::new();
    let mut unclear = None;
    for state in &states {
        match state.said {
            Said::DataState(day) => days.push((state, day)),
            Said::Stand(_) if is_period(state) => {
                let message = "the line was read as the time of the values, because nothing else names it, and not as the data state; say the data state if it is another";
                notes.push(note("data_state_as_period", state, message));
            }
            Said::Stand(day) => days.push((state, day)),
            Said::Area(day) => areas.push((state, day)),
            Said::Unclear if is_period(state) => {}
            Said::Unclear => unclear = unclear.or(Some(state)),
        }
    }
    let different: BTreeSet<Date> = days.iter().map(|(_, day)| *day).collect();
    match (days.first(), different.len()) {
        (Some((state, day)), 1) => {
            head.known_on = Some(*day);
            let found = format!("{day}, from line {}", state.place.row);
            head.detected.push(("data state".to_owned(), found));
        }
        (Some((state, _)), _) => {
            let named: Vec<String> = different.iter().map(Date::to_string).collect();
            let message = format!(
                "the file names several days as its state ({}), so that none of them counts; say the data state",
                named.join(", ")
            );
            let place = state.place;
            notes.push((place, Problem::new("data_state_several", &named.join(", "), message)));
        }
        (None, _) => {
            let message = "the line may name the data state, but not beyond doubt or without a day; say the data state";
            notes.extend(unclear.map(|state| note("data_state_unclear", state, message)));
        }
    }
    let different: BTreeSet<Date> = areas.iter().map(|(_, day)| *day).collect();
    if let (Some((state, day)), 1, None) = (areas.first(), different.len(), head.area_state) {
        head.area_state = Some(AreaState::RecomputedTo(*day));
        let found = format!("{day}, from line {}", state.place.row);
        head.detected.push(("area state".to_owned(), found));
    }
    let first = parts.iter_mut().find_map(|part| match &mut **part {
        Part::Read(plan) => Some(plan),
        Part::LeftOut { .. } => None,
    });
    if let Some(plan) = first {
        plan.notes.extend(notes);
    }
}

fn note(code: &'static str, state: &State, message: &str) -> (Place, Problem) {
    (state.place, Problem::new(code, &state.text, message.to_owned()))
}

/// Whether a table takes its only time from this line.
fn is_period_of(plan: &Plan, state: &State) -> bool {
    let is_only = plan.periods.only().is_some() && plan.context.period.is_some();
    is_only && plan.block.sheet == state.place.sheet && plan.context.period_row == state.place.row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_say_a_state_or_something_else() {
        let check = |cells: &[&str], expected: Option<Said>| {
            let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
            assert_eq!(said(&cells), expected, "{cells:?}");
        };
        let date = Date::constant(2024, 12, 31);
        for line in [
            "Stand: 31.12.2024",
            "(Stand: 31.12.2024)",
            "Stand 31.12.2024, 09:42 Uhr",
            "Stand: 31.12.2024 / 09:42:26",
            "Stand vom 31. Dezember 2024",
            "Quelle: Stadt Musterstadt, Stand: 31.12.2024",
            "Stand: 2024-12-31 | Quelle: Bauamt",
        ] {
            check(&[line], Some(Said::Stand(date)));
        }
        check(&["Stand", "31.12.2024"], Some(Said::Stand(date)));
        check(&["Stand:", "2024-12-31"], Some(Said::Stand(date)));
        for line in [
            "Datenstand: 31.12.2024",
            "Stand der Daten: 31.12.2024",
            "Datenabzug vom 31.12.2024",
        ] {
            check(&[line], Some(Said::DataState(date)));
        }
        check(&["Gebietsstand: 31.12.2024"], Some(Said::Area(date)));
        for line in ["Stand: 2024", "Stand: Dezember 2024", "Einwohner, Stand: 31.12.2024"] {
            check(&[line], Some(Said::Unclear));
        }
        for cells in [
            &["Stand", "Bäume"][..],
            &["Stand 31.12.2024", "512"],
            &["Stadtteil", "Stand 31.12.2024"],
            &["Standesamt 31.12.2024"],
            &["Stand der Technik"],
            &["Gebietsstand: 2022"],
            &["Stand: 31.02.2024"],
            &["05558020", "2023", "5"],
            &["Stand"],
        ] {
            check(cells, None);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_fail(text in "\\PC{0,40}", label in "(Stand|Datenstand|Gebietsstand|Quelle)") {
            let _ = said(&[format!("{label} {text}")]);
            let _ = said(&[label, text]);
        }
    }
}
