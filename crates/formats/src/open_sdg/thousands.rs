//! Thousands points that read as decimal points: `2.169` beside `45`.
//!
//! Tables of these platforms have a decimal point, so `2.169` is read as it stands. Where all values of a series are whole numbers or
//! have exactly three digits behind the point, thousands may be meant; a note says so, and nothing is changed.

use std::collections::BTreeMap;

use crate::{Place, Problem};

/// What the values of one series look like.
#[derive(Debug, Default)]
struct Series {
    n_whole: u64,
    /// Numbers such as `2.169`, and the first of them.
    n_grouped: u64,
    first: Option<(Place, String)>,
    has_others: bool,
}

/// The series of one table: indicator, territory and breakdown.
#[derive(Debug, Default)]
pub(super) struct Thousands {
    series: BTreeMap<(u32, u32, u32), Series>,
}

impl Thousands {
    pub(super) fn add(&mut self, series: (u32, u32, u32), text: &str, place: Place) {
        let digits = text.trim_start_matches(['-', '−', '+']);
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let found = self.series.entry(series).or_default();
        match digits.split_once('.') {
            None if is_digits(digits) => found.n_whole += 1,
            Some((front, back))
                if is_digits(front)
                    && front.len() <= 3
                    && !front.starts_with('0')
                    && is_digits(back)
                    && back.len() == 3 =>
            {
                found.n_grouped += 1;
                found.first.get_or_insert_with(|| (place, text.to_owned()));
            }
            _ => found.has_others = true,
        }
    }

    /// What is to be told about the table.
    pub(super) fn note(self) -> Option<(Place, Problem)> {
        let such = |series: &&Series| !series.has_others && 1 < series.n_grouped + series.n_whole.min(1);
        let found: Vec<Series> = self.series.into_values().filter(|series| such(&series)).collect();
        let n_values: u64 = found.iter().map(|series| series.n_grouped).sum();
        let (place, text) = found.into_iter().filter_map(|series| series.first).min()?;
        let message = format!(
            "{n_values} values have three digits behind the point beside whole numbers only, the first one is {text}; they were read as decimal numbers, and if thousands are meant write them without the point"
        );
        Some((place, Problem::new("thousands_point", &text, message)))
    }
}
