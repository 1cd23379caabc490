//! Which rows of a table without a publisher are not taken for everybody: counts so small that people could be told from them, and rows
//! that speak in the name of a home about another place. The same rule holds as for values that are typed. A row that is not taken is
//! named by its place and never by its number, because everybody may read the report.

use figures::{definition, unit::Unit};
use formats::Place;

use super::{Candidate, Collected, RowProblem, Severity, at, uncount};
use crate::{
    indicators::{
        catalogue::Catalogue,
        own::{
            Protection, is_own_source,
            threshold::{is_small, smallest_among},
        },
    },
    territories::KeyTable,
};

/// The code of a cell whose number could tell about single people.
pub(in crate::indicators::deliveries) const BELOW_THRESHOLD: &str = "below_threshold";

impl Collected {
    /// Rejects counts below the threshold. `counts` says what is counted where the catalogue does not. What a home has counted itself is
    /// people until somebody says otherwise; of other tables the unit or the name has to say so, else small counts are asked about.
    pub(in crate::indicators::deliveries) fn withhold_small_counts(
        &mut self,
        catalogue: &Catalogue,
        scheme: &str,
        counts: Option<Protection>,
    ) {
        let counts = counts.or(is_own_source(scheme).then_some(Protection::People));
        let bounds = self.smallest_shown(catalogue, scheme, counts);
        if counts.is_none() {
            self.ask_about_small_counts(catalogue, scheme, &bounds);
        }
        self.reject_those(BELOW_THRESHOLD, |one| {
            let index = usize::try_from(one.indicator).unwrap_or(usize::MAX);
            let bound = bounds.get(index).copied().flatten()?;
            one.value.filter(|value| is_small(*value, bound))?;
            let message = format!(
                "the number is less than {bound}; so small a count could tell about single people and stays internal; take the file with --internal to keep it, or say with --counts things that nobody stands behind it"
            );
            Some((bound.to_string(), message))
        });
    }

    /// Notes small counts of which nobody has said what they count.
    fn ask_about_small_counts(&mut self, catalogue: &Catalogue, scheme: &str, bounds: &[Option<f64>]) {
        let as_people = self.smallest_shown(catalogue, scheme, Some(Protection::People));
        let mut notes = Vec::new();
        for (index, head) in self.head.indicators.iter().enumerate() {
            let is_open = bounds[index].is_none();
            let known = catalogue.by_alias(scheme, &head.name).and_then(|one| one.protection);
            let Some(bound) = as_people[index].filter(|_| is_open && known.is_none()) else {
                continue;
            };
            let of_head = |one: &&Candidate| usize::try_from(one.indicator) == Ok(index);
            let is_below = |one: &&Candidate| one.value.is_some_and(|value| value != 0.0 && is_small(value, bound));
            let mut small = self.candidates.iter().filter(of_head).filter(is_below);
            let Some(first) = small.next() else { continue };
            let message = format!(
                "{}: numbers less than {bound} are for everybody to see; if they count people, take the file with --counts people or --internal, and one that was taken already back before",
                head.title.as_deref().unwrap_or(&head.name)
            );
            let note = at(
                &self.head,
                Severity::Noted,
                "small_counts",
                first.place,
                &bound.to_string(),
                message,
            );
            notes.push(RowProblem {
                rows: 1 + small.count() as u64,
                ..note
            });
        }
        self.problems.extend(notes);
    }

    /// Whether any number of the file is a count, of which the threshold has to know what is counted.
    pub(in crate::indicators::deliveries) fn holds_counts(&self, catalogue: &Catalogue, scheme: &str) -> bool {
        let bounds = self.smallest_shown(catalogue, scheme, Some(Protection::Social));
        bounds.iter().any(Option::is_some)
    }

    /// The smallest number of each indicator that everybody may see.
    fn smallest_shown(&self, catalogue: &Catalogue, scheme: &str, counts: Option<Protection>) -> Vec<Option<f64>> {
        let mut are_whole = vec![true; self.head.indicators.len()];
        for one in &self.candidates {
            let index = usize::try_from(one.indicator).unwrap_or(usize::MAX);
            if let (Some(are_whole), Some(value)) = (are_whole.get_mut(index), one.value) {
                *are_whole &= value.fract() == 0.0;
            }
        }
        let heads = self.head.indicators.iter().zip(are_whole);
        heads
            .map(|(head, are_whole)| {
                let known = catalogue
                    .by_alias(scheme, &head.name)
                    .or_else(|| catalogue.by_slug(&head.name));
                let stated = known.map(|one| one.version.unit).filter(|unit| *unit != Unit::Unstated);
                let unit = stated.or(head.unit).unwrap_or(Unit::Unstated);
                let names = [Some(&head.name), head.title.as_ref(), head.long_name.as_ref()];
                let says_people = names.into_iter().flatten().any(|name| definition::counts_people(name));
                let suggested = if says_people {
                    Protection::People
                } else {
                    Protection::Things
                };
                let protection = known.and_then(|one| one.protection).or(counts).unwrap_or(suggested);
                smallest_among(unit, protection, are_whole)
            })
            .collect()
    }

    /// Rejects rows about other places than the home in whose name the file speaks, and than parts of it.
    pub(in crate::indicators::deliveries) fn reject_elsewhere(
        &mut self,
        keys: &KeyTable,
        home: Option<i32>,
        name: &str,
    ) {
        let whole = home.and_then(|id| keys.key_of(id)).map(|key| key.code().to_owned());
        let is_here = |territory: i32| {
            let code = keys.key_of(territory).map(|key| key.code());
            let (Some(code), Some(whole)) = (code, &whole) else {
                return false;
            };
            let part = code.strip_prefix(whole.as_str());
            Some(territory) == home || part.is_some_and(|part| part.starts_with('-'))
        };
        self.reject_those("not_of_home", |one| {
            if is_here(one.territory) {
                return None;
            }
            let code = keys.key_of(one.territory).map_or_else(String::new, |key| key.code().to_owned());
            let message = format!(
                "the file holds own values of {name}, and {code} is another place; give figures about other places a source of their own"
            );
            Some((code, message))
        });
    }

    /// Ends candidates as rejected; `why` gives the piece and the sentence.
    pub(super) fn reject_those(&mut self, code: &str, why: impl Fn(&Candidate) -> Option<(String, String)>) {
        let candidates = std::mem::take(&mut self.candidates);
        for one in candidates {
            let Some((piece, message)) = why(&one) else {
                self.candidates.push(one);
                continue;
            };
            let further = self.repeated.remove(&one.place).unwrap_or_default();
            let n_rows = 1 + further.len() as u64;
            for (n, correction) in std::iter::once(one.correction).chain(further).enumerate() {
                uncount(&mut self.problems, correction);
                if correction == 0 {
                    self.account.stored -= 1;
                    self.account.of_which_missing -= u64::from(one.value.is_none());
                    self.account.of_which_duplicate_equal -= u64::from(n > 0);
                } else {
                    self.account.corrected -= 1;
                }
            }
            self.account.rejected += n_rows;
            self.remarks.remove(&one.place);
            let problem = self.rejected(code, one.place, &piece, message);
            self.problems.push(RowProblem {
                rows: n_rows,
                ..problem
            });
        }
    }

    fn rejected(&self, code: &str, place: Place, piece: &str, message: String) -> RowProblem {
        at(&self.head, Severity::Rejected, code, place, piece, message)
    }
}
