//! Lines that are totals by a word: `gesamt`, `Insgesamt`, `Total`, `_T`. The value of a total is the value without that breakdown.
//!
//! A total stays an entry like any other where the table has a line without the breakdown too: both would be the same value, and which
//! of them counts is not for the reader to say.

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
};

use super::columns::Columns;
use crate::{breakdowns, text::Record};

/// The lines that leave out some breakdown.
#[derive(Debug, Default)]
pub(super) struct Totals {
    plain: HashSet<u64>,
}

impl Totals {
    pub(super) fn add(&mut self, record: &Record, columns: &Columns) {
        let is_blank = |place: usize| record.field(place).trim().is_empty();
        if columns.dimensions.iter().any(|(place, _)| is_blank(*place)) {
            self.plain.insert(key(record, columns, false));
        }
    }

    /// Whether the totals of a line are its values without the breakdown.
    pub(super) fn is_alone(&self, record: &Record, columns: &Columns) -> bool {
        let is_total =
            |(place, concept): &(usize, String)| breakdowns::is_total_of(concept, record.field(*place).trim());
        columns.dimensions.iter().any(is_total) && !self.plain.contains(&key(record, columns, true))
    }
}

/// What a line is about, with or without its totals.
fn key(record: &Record, columns: &Columns, without_totals: bool) -> u64 {
    let mut hasher = DefaultHasher::new();
    let others = [columns.geocode, columns.units, columns.series, columns.multiplier];
    for place in [Some(columns.year)].into_iter().chain(others).flatten() {
        record.field(place).trim().hash(&mut hasher);
    }
    for (place, concept) in &columns.dimensions {
        let text = record.field(*place).trim();
        let is_left_out = without_totals && breakdowns::is_total_of(concept, text);
        if is_left_out { "" } else { text }.hash(&mut hasher);
    }
    hasher.finish()
}
