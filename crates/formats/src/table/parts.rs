//! Months, quarters and halves beside the year they lie in: a column `Monat` next to a column `Jahr`, or columns named `Januar`, `Februar`.

use figures::period::Period;

use super::{
    columns::Decision,
    mapping::{Mapping, Role},
    meaning::whole_period,
};
use crate::{
    Problem,
    breakdowns::is_total,
    event::shortened,
    period_text,
    preview::{Certainty, Reason},
};

const YEARS: [&str; 6] = ["jahr", "jahre", "berichtsjahr", "kalenderjahr", "year", "years"];

/// What the numbers in a column count, by its name: the letter before the number in the words of SDMX, and the last number.
const COLUMNS: [(&str, &str, u8); 11] = [
    ("monat", "", 12),
    ("monate", "", 12),
    ("kalendermonat", "", 12),
    ("berichtsmonat", "", 12),
    ("month", "", 12),
    ("quartal", "Q", 4),
    ("quartale", "Q", 4),
    ("vierteljahr", "Q", 4),
    ("quarter", "Q", 4),
    ("halbjahr", "S", 2),
    ("half-year", "S", 2),
];

const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

fn counted(name: &str) -> Option<(&'static str, u8)> {
    let folded = name.trim().to_lowercase();
    let known = COLUMNS.iter().find(|(word, ..)| *word == folded)?;
    Some((known.1, known.2))
}

/// Whether a text names a part of a year by itself: `1. Quartal`, `Januar`, a quarter in Roman numerals.
pub(super) fn is_part(text: &str) -> bool {
    let text = text.trim();
    ROMAN[..4].contains(&text) || whole_period(&spelled(text), "2000").is_some()
}

/// `1. Vierteljahr` is the first quarter.
fn spelled(text: &str) -> String {
    text.replace("Vierteljahr", "Quartal")
}

/// Sees the parts of years beside a column of years, where nobody has said anything else: read by the year alone, twelve figures would
/// stand for one.
pub(super) fn find(names: &[String], decisions: &mut [Decision], mapping: &Mapping, has_year_around: bool) {
    let is_open = |decision: &Decision| decision.certainty != Certainty::Chosen;
    let dated = decisions.iter().position(|decision| decision.role == Role::Period);
    let has_years = match dated {
        Some(index) => YEARS.contains(&names[index].trim().to_lowercase().as_str()) || !is_open(&decisions[index]),
        None => {
            let names_year = |role: &Role| role.under().period.is_some_and(|text| is_year(&text));
            decisions.iter().any(|decision| names_year(&decision.role))
                || mapping.period.as_deref().map_or(has_year_around, is_year)
        }
    };
    if !has_years || decisions.iter().any(|decision| decision.role == Role::PeriodPart) {
        return;
    }
    let column = (0..names.len()).find(|index| {
        let decision = &decisions[*index];
        let is_free = matches!(decision.role, Role::Dimension(_) | Role::Ignore);
        counted(&names[*index]).is_some() && is_free && is_open(decision)
    });
    if let Some(index) = column {
        decisions[index] = Decision::sure(Role::PeriodPart, Reason::Name);
        return;
    }
    if dated.is_none() {
        return;
    }
    let holds = |index: &usize| decisions[*index].role.holds_values() && is_open(&decisions[*index]);
    let headed: Vec<usize> = (0..names.len())
        .filter(|index| holds(index) && is_part(&names[*index]))
        .collect();
    if headed.len() < 2 {
        return;
    }
    let whole = (0..names.len()).filter(|index| holds(index) && is_whole(&names[*index]));
    for index in headed.iter().copied().chain(whole.collect::<Vec<_>>()) {
        decisions[index] = Decision::sure(Role::ValueOf(names[index].clone()), Reason::NameIsPeriod);
    }
}

/// Whether a text is a whole year.
pub(super) fn is_year(text: &str) -> bool {
    period_text::plain(text).is_some_and(is_whole_year)
}

/// `Summe` of the months is the year.
fn is_whole(text: &str) -> bool {
    is_total(text) || YEARS.contains(&text.trim().to_lowercase().as_str())
}

fn is_whole_year(period: Period) -> bool {
    Period::year(period.start().year()) == Some(period)
}

/// The part of a year that a text names; `column` is the name of the column in which it stands. A blank and `Summe` are the year itself.
pub(super) fn within(year: Period, column: &str, text: &str) -> Result<Period, Problem> {
    let text = text.trim();
    if is_whole_year(year) && (text.is_empty() || is_whole(text)) {
        return Ok(year);
    }
    let found = is_whole_year(year)
        .then(|| part(year.start().year(), column, text))
        .flatten();
    found.ok_or_else(|| {
        let message = format!(
            "\"{}\" is no month, quarter or half of {year}; write for example 3, März or 1. Quartal, or say what the column is",
            shortened(text)
        );
        Problem::new("period_part", text, message)
    })
}

fn part(year: i16, column: &str, text: &str) -> Option<Period> {
    let digits = text.strip_suffix(".0").unwrap_or(text).trim_end_matches('.');
    let number = match ROMAN.iter().position(|roman| *roman == digits) {
        Some(place) => u8::try_from(place + 1).ok(),
        None => digits.parse().ok(),
    };
    if let Some(number) = number {
        // A Roman numeral as the name of a column is a quarter.
        let (letter, last) = counted(column).unwrap_or(("Q", 4));
        let is_known = (1..=last).contains(&number);
        let written = match letter {
            "" => format!("{year}-{number:02}"),
            letter => format!("{year}-{letter}{number}"),
        };
        return is_known.then(|| written.parse().ok()).flatten();
    }
    let of_year = |period: &Period| period.start().year() == year && period.end().year() == year;
    whole_period(&spelled(text), &year.to_string())
        .and_then(|whole| period_text::plain(&whole))
        .or_else(|| period_text::plain(&spelled(text)))
        .filter(of_year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_year_are_read_in_many_spellings_and_nothing_is_guessed() {
        let year = Period::year(2023).expect("a year");
        let of = |column: &str, text: &str| within(year, column, text).map(|period| period.to_string()).ok();
        for (column, text, period) in [
            ("Monat", "3", "2023-03"),
            ("Monat", "03", "2023-03"),
            ("Monat", "3.0", "2023-03"),
            ("Monat", "XII", "2023-12"),
            ("Monat", "März", "2023-03"),
            ("Month", "Mar", "2023-03"),
            ("Monat", "März 2023", "2023-03"),
            ("Monat", "2023-03", "2023-03"),
            ("Monat", "Summe", "2023"),
            ("Monat", "", "2023"),
            ("Quartal", "2", "2023-Q2"),
            ("Quartal", "Q2", "2023-Q2"),
            ("Quartal", "II", "2023-Q2"),
            ("Quartal", "2. Quartal", "2023-Q2"),
            ("Vierteljahr", "2. Vierteljahr", "2023-Q2"),
            ("Halbjahr", "2", "2023-S2"),
            ("III", "III", "2023-Q3"),
        ] {
            assert_eq!(of(column, text).as_deref(), Some(period), "{column}: {text}");
        }
        for (column, text) in [
            ("Monat", "13"),
            ("Monat", "0"),
            ("Quartal", "5"),
            ("Halbjahr", "III"),
            ("Monat", "März 2022"),
            ("Monat", "Januar bis März"),
            ("Monat", "-1"),
        ] {
            assert_eq!(of(column, text), None, "{column}: {text}");
        }
        let month: Period = "2023-05".parse().expect("a month");
        assert!(within(month, "Monat", "5").is_err() && within(month, "Monat", "").is_err());
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_fail(text in "\\PC{0,20}", year in 1..9999_i16) {
            if let Some(year) = Period::year(year) {
                let _ = within(year, "Monat", &text);
            }
            let _ = is_part(&text);
        }
    }
}
