//! Periods as publishers write them, read for a whole column at once.
//!
//! Some texts can mean several things: `2022/1` a half-year, a quarter or a month, `2018/2019` a school year or two years. One
//! reading holds for the whole column: it must fit every text; when two fit and nobody has chosen, the column is rejected by name.
//! The plain forms are those of SDMX; beside them stand forms that mean only one thing (`Q1 2020`, `31.12.2021`, `Jahr 2021`).

mod spelling;

use std::sync::Arc;

use figures::period::Period;
use serde::{Deserialize, Serialize};

use spelling::{candidates, read_as};
pub(crate) use spelling::{looks_like_period, plain};

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

    /// Why no reading could be chosen, if it is so.
    pub(crate) fn ambiguity(&self) -> Option<&str> {
        self.ambiguous.as_deref()
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

    /// Whether a reading fits every ambiguous text, of which there is at least one.
    pub(crate) fn fits(&self, reading: PeriodReading) -> bool {
        0 < self.n_ambiguous && self.fits.contains(&(reading, self.n_ambiguous))
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
                let words: Vec<String> = several.iter().map(|reading| reading.as_str().replace('_', "-")).collect();
                ColumnReading {
                    chosen: None,
                    ambiguous: Some(
                        format!(
                            "the periods of column \"{column}\", for example \"{}\", can be read in several ways ({}); choose one, on the command line with --period-reading",
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
    fn marks_of_footnotes_are_no_part_of_a_period() {
        check(
            &[
                "2019",
                "2020 1)",
                "2021¹⁾",
                "20222)",
                "2023*",
                "31.12.2018 12)",
                "Q1 2020 ³",
            ],
            None,
            &["2019", "2020", "2021", "2022", "2023", "2018-12-31", "2020-Q1"],
        );
        for no_period in ["1)", "*", "(2020", "430)", "123456)", "2020 (1)"] {
            assert!(!looks_like_period(no_period), "{no_period}");
        }
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
