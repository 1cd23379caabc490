//! Periods as tables of the GENESIS databases write them: `31.12.2019`, `Schuljahr 2019/20`, `WS 2019/20`, `Stichtag: 31.12.2020`.
//!
//! The word beside a text decides what is ambiguous without it: behind `Schuljahr`, `2019/20` is the school year that begins in August.
//! The title decides for all texts of a table. What stays ambiguous is read by one reading for the whole table, as elsewhere.

use figures::period::{Frequency, Period, PeriodUnit};
use jiff::civil::Date;

use crate::{PeriodReading, Problem, period_text};

const LABELS: &[&str] = &[
    "stichtag",
    "berichtsjahr",
    "berichtszeitpunkt",
    "berichtszeitraum",
    "zeitpunkt",
    "zeitraum",
    "jahr",
    "jahresdurchschnitt",
    "jahressumme",
    "schuljahr",
    "kindergartenjahr",
    "monat",
    "quartal",
    "halbjahr",
    "stand",
];

/// Whether a text is the name of a column of periods and no period.
pub(super) fn is_label(text: &str) -> bool {
    let folded = text.trim().trim_end_matches(':').to_lowercase();
    LABELS.contains(&folded.as_str())
        || matches!(
            folded.as_str(),
            "jahre" | "monate" | "quartale" | "semester" | "zeit" | "stichtage"
        )
}

/// A text without the word that says what it is.
pub(super) fn bare(text: &str) -> (&str, bool) {
    let text = text.trim();
    let Some((word, rest)) = text.split_once([' ', ':']) else {
        return (text, false);
    };
    let word = word.trim_end_matches(':').to_lowercase();
    if LABELS.contains(&word.as_str()) && rest.contains(|letter: char| letter.is_ascii_digit()) {
        (rest.trim_start_matches([':', ' ']).trim(), word == "schuljahr")
    } else {
        (text, false)
    }
}

/// Whether a text is a period.
pub(super) fn is_period(text: &str) -> bool {
    let (rest, _) = bare(text);
    semester(rest).is_some() || period_text::looks_like_period(rest)
}

/// `WS 2019/20`, `Wintersemester 2019/2020`, `SS 2020`: half-years of universities, from October and from April.
fn semester(text: &str) -> Option<Period> {
    let (word, rest) = text.split_once(' ')?;
    let year: i16 = rest.trim().get(..4)?.parse().ok()?;
    let month = match word.to_lowercase().as_str() {
        "ws" | "wise" | "wintersemester" => 10,
        "ss" | "sose" | "sommersemester" => 4,
        _ => return None,
    };
    let half_year = Frequency {
        unit: PeriodUnit::Month,
        count: 6,
    };
    Period::new(Date::new(year, month, 1).ok()?, half_year)
}

/// Reads all periods of a table in one way.
#[derive(Debug, Clone, Default)]
pub(super) struct Times {
    survey: period_text::Survey,
    is_school: bool,
    decided: Option<period_text::ColumnReading>,
}

impl Times {
    /// Looks at a text before any is read.
    pub(super) fn add(&mut self, text: &str) {
        let (rest, is_school) = bare(text);
        self.is_school |= is_school;
        if semester(rest).is_none() {
            self.survey.add(rest);
        }
    }

    /// Decides how all are read. `title` is what stands above the table.
    pub(super) fn decide(&mut self, column: &str, title: &str, choice: Option<PeriodReading>) {
        let is_school = self.is_school || title.contains("Schuljahr");
        let choice = choice.or(is_school.then_some(PeriodReading::SchoolYears));
        self.decided = Some(self.survey.decide(column, choice));
    }

    /// The reading that ambiguous texts needed.
    pub(super) fn reading(&self) -> Option<PeriodReading> {
        self.decided.as_ref().and_then(|decided| decided.chosen)
    }

    /// Reads one text.
    pub(super) fn read(&self, text: &str) -> Result<Period, Problem> {
        let (rest, _) = bare(text);
        if let Some(period) = semester(rest) {
            return Ok(period);
        }
        match &self.decided {
            Some(decided) => decided.read(rest),
            None => Err(Problem::new(
                "period",
                text,
                "the table names no period; add it and export the table again",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(texts: &[&str], title: &str, expected: &[&str]) {
        let mut times = Times::default();
        texts.iter().for_each(|text| times.add(text));
        times.decide("1", title, None);
        let found: Vec<String> = texts
            .iter()
            .map(|text| {
                times
                    .read(text)
                    .map_or_else(|problem| problem.code.to_owned(), |period| period.to_string())
            })
            .collect();
        assert_eq!(found, expected, "{texts:?}");
    }

    #[test]
    fn the_word_beside_a_period_decides_what_it_is() {
        check(
            &[
                "31.12.2019",
                "2019",
                "Stichtag: 31.12.2020",
                "Berichtsjahr 2018",
                "2019-12-31",
                "Stand: 2020",
            ],
            "",
            &["2019-12-31", "2019", "2020-12-31", "2018", "2019-12-31", "2020"],
        );
        check(&["Schuljahr 2019/20"], "", &["2019-08-01/P1Y"]);
        check(
            &["2019/20", "2020/21"],
            "Schüler - Schuljahr - regionale Tiefe: Kreise",
            &["2019-08-01/P1Y", "2020-08-01/P1Y"],
        );
        check(&["2019/20"], "Sterbetafel", &["period_ambiguous"]);
        check(&["WS 2019/20", "SS 2020"], "", &["2019-10-01/P6M", "2020-04-01/P6M"]);
    }

    #[test]
    fn names_of_columns_are_no_periods() {
        assert!(is_label("Stichtag") && !is_period("Stichtag"));
        assert!(is_period("2019") && !is_label("2019"));
        assert!(!is_period("Insgesamt") && !is_period("12411"));
    }
}
