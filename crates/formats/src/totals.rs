//! Lines that are totals by a word in a column of a breakdown (`gesamt`, `Insgesamt`, `Total`, `_T`): their value is the one without the
//! breakdown.
//!
//! A total stays an entry like any other where the table has a line without the breakdown too: both would be the same value, and which
//! of them counts is not for a reader to say. The lines of a table are gone through once before, so that this is known.

use std::{
    borrow::Cow,
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
};

use crate::breakdowns;

/// What a line is about: territory, period and the like, and its breakdowns by concept.
pub(crate) struct About<'a> {
    pub(crate) others: Vec<Cow<'a, str>>,
    pub(crate) breakdowns: Vec<(&'a str, Cow<'a, str>)>,
}

impl About<'_> {
    fn has_total(&self) -> bool {
        let mut breakdowns = self.breakdowns.iter();
        breakdowns.any(|(concept, entry)| breakdowns::is_total_of(concept, entry))
    }

    /// The line in little memory, with or without its totals.
    fn key(&self, without_totals: bool) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.others.hash(&mut hasher);
        for (concept, entry) in &self.breakdowns {
            let is_left_out = without_totals && breakdowns::is_total_of(concept, entry);
            if is_left_out { "" } else { entry }.hash(&mut hasher);
        }
        hasher.finish()
    }
}

/// The lines that leave out some breakdown.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    plain: HashSet<u64>,
}

impl Totals {
    /// Looks at a line.
    pub(crate) fn add(&mut self, line: &About<'_>) {
        if line.breakdowns.iter().any(|(_, entry)| entry.is_empty()) {
            self.plain.insert(line.key(false));
        }
    }

    /// Whether the totals of a line are its values without the breakdown.
    pub(crate) fn are_alone(&self, line: &About<'_>) -> bool {
        line.has_total() && !self.plain.contains(&line.key(true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line<'a>(year: &'a str, sector: &'a str) -> About<'a> {
        About {
            others: vec![year.into()],
            breakdowns: vec![("Sektor", sector.into())],
        }
    }

    #[test]
    fn a_total_counts_for_the_whole_unless_the_whole_stands_there_too() {
        let mut totals = Totals::default();
        totals.add(&line("2020", ""));
        totals.add(&line("2021", "Verkehr"));
        assert!(!totals.are_alone(&line("2020", "Insgesamt")) && totals.are_alone(&line("2021", "Insgesamt")));
        assert!(!totals.are_alone(&line("2021", "Verkehr")));
    }
}
