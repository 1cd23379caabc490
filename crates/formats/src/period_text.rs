//! Periods as publishers write them, read for a whole column at once.
//!
//! Some texts can mean several things: `2022/1` a half-year, a quarter or a month, `2018/2019` a school year or two years. One
//! reading holds for the whole column: it must fit every text; when two fit and nobody has chosen, the column is rejected by name.
//! The plain forms are those of SDMX; beside them stand forms that mean only one thing (`Q1 2020`, `31.12.2021`, `Jahr 2021`).

use std::sync::Arc;

use figures::period::{Frequency, Period, PeriodUnit};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::event::Problem;

/// What the ambiguous texts of a column mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodReading {
    /// `2022/1` is the first half-year.
    HalfYears,
    /// `2022/1` is the first third of the year.
    Thirds,
    /// `2022/1` is the first quarter.
    Quarters,
    /// `2022/1` is January; `2022-03` is March.
    Months,
    /// `2018/2019` and `2018-19` are the school year that begins on 1 August 2018.
    SchoolYears,
    /// `2018/2019` is both years together, `2003-2006` all four.
    Spans,
}

impl PeriodReading {
    /// All readings.
    pub const ALL: [Self; 6] = [
        Self::HalfYears,
        Self::Thirds,
        Self::Quarters,
        Self::Months,
        Self::SchoolYears,
        Self::Spans,
    ];

    /// The word used in mappings, on the command line and in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HalfYears => "half_years",
            Self::Thirds => "thirds",
            Self::Quarters => "quarters",
            Self::Months => "months",
            Self::SchoolYears => "school_years",
            Self::Spans => "spans",
        }
    }
}

/// The reading of a column of periods.
#[derive(Debug, Clone)]
pub(crate) struct ColumnReading {
    /// The reading that was needed; `None` when every text is plain.
    pub(crate) chosen: Option<PeriodReading>,
    ambiguous: Option<Arc<str>>,
}

impl ColumnReading {
    /// Decides the reading of a column from all of its texts.
    pub(crate) fn of<'a>(column: &str, texts: impl Iterator<Item = &'a str>, choice: Option<PeriodReading>) -> Self {
        let mut survey = Survey::default();
        for text in texts {
            survey.add(text);
        }
        survey.decide(column, choice)
    }

    /// Reads one text of the column.
    pub(crate) fn read(&self, text: &str) -> Result<Period, Problem> {
        let is_ambiguous = !candidates(text).is_empty();
        if let (true, Some(message)) = (is_ambiguous, &self.ambiguous) {
            return Err(Problem::new("period_ambiguous", text, message.clone()));
        }
        let read = if is_ambiguous {
            self.chosen.and_then(|reading| read_as(text, reading))
        } else {
            plain(text)
        };
        read.ok_or_else(|| {
            let shortened = crate::event::shortened(text);
            let message = match (self.chosen, text.trim().parse::<Period>()) {
                _ if shortened.is_empty() => "the period is blank; write the year, for example 2022".to_owned(),
                (Some(chosen), _) if is_ambiguous => format!(
                    "\"{shortened}\" does not fit the reading of its column, {}; correct it or choose another reading",
                    chosen.as_str()
                ),
                (_, Err(error)) => error.to_string(),
                (_, Ok(_)) => format!("\"{shortened}\" is not a period; write a year as 2022"),
            };
            Problem::new("period", text, message)
        })
    }
}

/// Collects the texts of a column one by one, so that a column of any length can be surveyed in little memory.
#[derive(Debug, Clone, Default)]
pub(crate) struct Survey {
    n_ambiguous: u64,
    fits: Vec<(PeriodReading, u64)>,
    example: String,
}

impl Survey {
    /// Adds one text.
    pub(crate) fn add(&mut self, text: &str) {
        let readings = candidates(text);
        if readings.is_empty() {
            return;
        }
        if self.example.is_empty() {
            self.example = crate::event::shortened(text);
        }
        self.n_ambiguous += 1;
        for reading in readings {
            match self.fits.iter_mut().find(|(known, _)| *known == reading) {
                Some((_, count)) => *count += 1,
                None => self.fits.push((reading, 1)),
            }
        }
    }

    /// The reading of the column.
    pub(crate) fn decide(&self, column: &str, choice: Option<PeriodReading>) -> ColumnReading {
        if self.n_ambiguous == 0 {
            return ColumnReading {
                chosen: None,
                ambiguous: None,
            };
        }
        if choice.is_some() {
            return ColumnReading {
                chosen: choice,
                ambiguous: None,
            };
        }
        let fitting: Vec<PeriodReading> = PeriodReading::ALL
            .into_iter()
            .filter(|reading| self.fits.contains(&(*reading, self.n_ambiguous)))
            .collect();
        match fitting.as_slice() {
            [only] => ColumnReading { chosen: Some(*only), ambiguous: None },
            [] => ColumnReading {
                chosen: None,
                ambiguous: Some(
                    format!(
                        "the periods of column \"{column}\" are written in several ways, for example \"{}\", that no single reading fits; write them in one way, for example 2022-Q1",
                        self.example
                    )
                    .into(),
                ),
            },
            several => {
                let words: Vec<&str> = several.iter().map(|reading| reading.as_str()).collect();
                ColumnReading {
                    chosen: None,
                    ambiguous: Some(
                        format!(
                            "the periods of column \"{column}\", for example \"{}\", can be read in several ways ({}); choose one",
                            self.example,
                            words.join(", ")
                        )
                        .into(),
                    ),
                }
            }
        }
    }
}

/// All readings under which an ambiguous text is a period; empty for texts that mean one thing or nothing.
fn candidates(text: &str) -> Vec<PeriodReading> {
    let Some((year, separator, rest)) = split(text) else {
        return Vec::new();
    };
    let is_span = span_end(year, rest).is_some();
    // `2022-03` is the SDMX form of a month; it is ambiguous only where it could also be the years 2003-06.
    if separator == '-' && !is_span {
        return Vec::new();
    }
    if separator == '-' && rest.len() == 4 && span_end(year, rest) != Some(year + 1) {
        return vec![PeriodReading::Spans];
    }
    PeriodReading::ALL
        .into_iter()
        .filter(|reading| read_as(text, *reading).is_some())
        .collect()
}

/// `2018/19` as 2018, `/` and `19`.
fn split(text: &str) -> Option<(i16, char, &str)> {
    let text = text.trim();
    let (year, rest) = text.split_at_checked(4)?;
    let separator = rest.chars().next().filter(|c| matches!(c, '/' | '-' | '–'))?;
    let rest = rest[separator.len_utf8()..].trim();
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(year) || !is_digits(rest) || !matches!(rest.len(), 1 | 2 | 4) {
        return None;
    }
    let separator = if separator == '–' { '-' } else { separator };
    Some((year.parse().ok()?, separator, rest))
}

/// The last year of `2018/19` or `2003-2006`, when it lies after the first.
fn span_end(year: i16, rest: &str) -> Option<i16> {
    let number: i16 = rest.parse().ok()?;
    let end = match rest.len() {
        4 => number,
        2 => {
            let same_century = year / 100 * 100 + number;
            // 1999/00
            if same_century <= year && year % 100 == 99 && number == 0 {
                year + 1
            } else {
                same_century
            }
        }
        _ => return None,
    };
    (year < end && end <= 2200).then_some(end)
}

fn read_as(text: &str, reading: PeriodReading) -> Option<Period> {
    let (year, separator, rest) = split(text)?;
    let part = |unit: PeriodUnit, n_months: i8, may_have_dash: bool| {
        let number: i8 = rest.parse().ok()?;
        let fits = (1..=12 / n_months).contains(&number) && rest.len() <= 2 && (separator == '/' || may_have_dash);
        let start = fits
            .then(|| Date::new(year, (number - 1) * n_months + 1, 1).ok())
            .flatten()?;
        Period::new(start, Frequency { unit, count: 1 })
    };
    match reading {
        PeriodReading::HalfYears => part(PeriodUnit::HalfYear, 6, false),
        PeriodReading::Thirds => part(PeriodUnit::Trimester, 4, false),
        PeriodReading::Quarters => part(PeriodUnit::Quarter, 3, false),
        PeriodReading::Months => part(PeriodUnit::Month, 1, rest.len() == 2),
        PeriodReading::SchoolYears => {
            let start = Date::new(year, 8, 1).ok()?;
            (span_end(year, rest)? == year + 1)
                .then(|| Period::new(start, Frequency::YEARLY))
                .flatten()
        }
        PeriodReading::Spans => {
            let count = u8::try_from(span_end(year, rest)? - year + 1).ok()?;
            let start = Date::new(year, 1, 1).ok()?;
            Period::new(
                start,
                Frequency {
                    unit: PeriodUnit::Year,
                    count,
                },
            )
        }
    }
}

/// Whether a text is a period in some reading. A bare number is one only as a year of the last or next hundred years.
pub(crate) fn looks_like_period(text: &str) -> bool {
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.len() == 4 && text.parse().is_ok_and(|year: u16| (1900..=2100).contains(&year));
    }
    !candidates(text).is_empty() || (!text.ends_with(".0") && plain(text).is_some())
}

/// Texts that mean one thing: SDMX, and spellings that only one reading has.
pub(crate) fn plain(text: &str) -> Option<Period> {
    let text = text.trim();
    let text = text.strip_prefix("Jahr ").unwrap_or(text).trim();
    // What a spreadsheet makes of a year in a number column.
    let text = text.strip_suffix(".0").unwrap_or(text);
    if let Ok(period) = text.parse() {
        return Some(period);
    }
    if let [day, month, year] = text.split('.').collect::<Vec<_>>()[..]
        && year.len() == 4
    {
        let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
        return Period::new(
            date,
            Frequency {
                unit: PeriodUnit::Day,
                count: 1,
            },
        );
    }
    part_of_year(text)
}

/// `Q1 2020`, `2020 1Q`, `1. Quartal 2020`, `2. Halbjahr 2020`, `März 2020`, `12/2021`.
fn part_of_year(text: &str) -> Option<Period> {
    if let Some((month, year)) = text.split_once('/')
        && year.len() == 4
        && (1..=2).contains(&month.len())
    {
        return month_of(year, month.parse().ok()?);
    }
    let words: Vec<&str> = text
        .split([' ', '-', '\u{a0}'])
        .filter(|word| !word.is_empty())
        .collect();
    let year = *words
        .iter()
        .find(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()))?;
    let rest: Vec<&str> = words.iter().filter(|word| **word != year).copied().collect();
    let numbered = |letter: &str, number: &str| {
        let number: u8 = number.trim_end_matches('.').parse().ok()?;
        format!("{year}-{letter}{number}").parse().ok()
    };
    match rest[..] {
        [number, "Quartal"] => numbered("Q", number),
        [number, "Halbjahr"] => numbered("S", number),
        [word] => {
            let letters = word.trim_matches(|c: char| c.is_ascii_digit());
            let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
            match letters {
                "Q" | "q" => numbered("Q", digits),
                "H" | "S" | "HJ" | "Hj" => numbered("S", digits),
                _ => month_of(year, month_named(word)?),
            }
        }
        _ => None,
    }
}

fn month_of(year: &str, month: i8) -> Option<Period> {
    let start = Date::new(year.parse().ok()?, month, 1).ok()?;
    Period::new(
        start,
        Frequency {
            unit: PeriodUnit::Month,
            count: 1,
        },
    )
}

fn month_named(word: &str) -> Option<i8> {
    const NAMES: [&[&str]; 12] = [
        &["januar", "jänner", "january", "jan"],
        &["februar", "february", "feb"],
        &["märz", "maerz", "march", "mär", "mrz", "mar"],
        &["april", "apr"],
        &["mai", "may"],
        &["juni", "june", "jun"],
        &["juli", "july", "jul"],
        &["august", "aug"],
        &["september", "sep", "sept"],
        &["oktober", "october", "okt", "oct"],
        &["november", "nov"],
        &["dezember", "december", "dez", "dec"],
    ];
    let word = word.trim_end_matches('.').to_lowercase();
    let place = NAMES.iter().position(|names| names.contains(&word.as_str()))?;
    i8::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(texts: &[&str], choice: Option<PeriodReading>, expected: &[&str]) {
        let reading = ColumnReading::of("Jahr", texts.iter().copied(), choice);
        let found: Vec<String> = texts
            .iter()
            .map(|text| {
                reading
                    .read(text)
                    .map_or_else(|problem| problem.code.to_owned(), |period| period.to_string())
            })
            .collect();
        assert_eq!(found, expected, "{texts:?}");
    }

    #[test]
    fn plain_texts_are_read_without_a_choice() {
        check(
            &[
                "2021",
                " 2021 ",
                "2021.0",
                "Jahr 2021",
                "2022-Q1",
                "31.12.2021",
                "Q1 2020",
                "2000 Q1",
                "2010 1Q",
            ],
            None,
            &[
                "2021",
                "2021",
                "2021",
                "2021",
                "2022-Q1",
                "2021-12-31",
                "2020-Q1",
                "2000-Q1",
                "2010-Q1",
            ],
        );
        check(
            &[
                "1. Quartal 2020",
                "2. Halbjahr 2020",
                "März 2020",
                "Dez. 2020",
                "12/2021",
                "2022-13",
                "",
                "soon",
            ],
            None,
            &[
                "2020-Q1", "2020-S2", "2020-03", "2020-12", "2021-12", "period", "period", "period",
            ],
        );
    }

    #[test]
    fn one_reading_that_fits_the_whole_column_is_taken() {
        check(&["2003-2006", "2018-2019"], None, &["2003-01-01/P4Y", "2018-01-01/P2Y"]);
        check(&["2022/1", "2022/12"], None, &["2022-01", "2022-12"]);
        check(&["2022-03", "2022-04"], None, &["2022-03", "2022-04"]);
    }

    #[test]
    fn two_readings_and_no_choice_reject_the_column_by_name() {
        check(&["2018/2019", "2020"], None, &["period_ambiguous", "2020"]);
        check(&["2022/1", "2022/2"], None, &["period_ambiguous", "period_ambiguous"]);
        let reading = ColumnReading::of("Jahr", ["2021/22"].into_iter(), None);
        let problem = reading.read("2021/22").expect_err("two readings");
        assert!(problem.message.contains("column \"Jahr\""), "{problem}");
    }

    #[test]
    fn a_choice_holds_for_the_whole_column() {
        check(
            &["2018/2019", "2021/22"],
            Some(PeriodReading::SchoolYears),
            &["2018-08-01/P1Y", "2021-08-01/P1Y"],
        );
        check(
            &["2022/1", "2022/2"],
            Some(PeriodReading::HalfYears),
            &["2022-S1", "2022-S2"],
        );
        check(&["2022/3"], Some(PeriodReading::HalfYears), &["period"]);
        check(&["2003-04", "2004-05"], None, &["period_ambiguous", "period_ambiguous"]);
        check(&["1999/00"], Some(PeriodReading::Spans), &["1999-01-01/P2Y"]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_the_reader_fail(text in "\\PC{0,20}") {
            let reading = ColumnReading::of("Jahr", [text.as_str()].into_iter(), None);
            let _ = reading.read(&text);
        }
    }
}
