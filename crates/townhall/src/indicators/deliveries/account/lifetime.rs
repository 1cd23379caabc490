//! What rows say about times in which their territory did not exist.
//!
//! Publishers fill the lines of ended and of later territories with dashes, which mean zero everywhere else. A zero there is no figure:
//! it is kept as missing, because it cannot exist, and the account says so. A figure after the end of a territory is refused; one
//! before its beginning is on its later area, as publishers recompute it, and is noted; then a zero beside it is a figure too.

use std::collections::{BTreeMap, HashMap, HashSet};

use figures::{
    observation::{Flag, Status},
    period::Period,
    source::AreaState,
};
use formats::Place;
use jiff::civil::Date;

use super::{Candidate, Collected, Collector, Severity, at, correction_by};
use crate::territories::KeyTable;

/// When the territory of a line existed, and what was said already about its rows outside of that time.
#[derive(Debug, Default)]
pub(super) struct Lifetime {
    /// The first day on which it was no more.
    ended_on: Option<Date>,
    /// The first day on which it existed, where that is proven.
    began_on: Option<Date>,
    /// The problem that stands for all empty rows after its end.
    ended: Option<usize>,
    /// The problem that stands for all figures after its end.
    figures_after_end: Option<usize>,
    /// The remark about all figures before its beginning.
    figures_before: Option<usize>,
}

impl Lifetime {
    pub(super) fn of(keys: &KeyTable, territory: i32) -> Self {
        Self {
            ended_on: keys.ended_on(territory),
            began_on: keys.began_on(territory),
            ..Self::default()
        }
    }
}

/// What a row says that lies outside of the time in which its territory existed.
pub(super) enum Outside {
    /// Nothing: an empty cell, or the sign for zero with which files fill the rest of a line. The problem stands for it.
    Nothing(usize),
    /// A figure, which cannot be one.
    Figure,
}

impl Collector<'_> {
    /// What a row says about a territory that was no more. In the period in which it ended a figure counts, and an empty cell keeps the
    /// reason that the file gives. One problem stands for all such rows of a line. What zeros before a beginning mean only the whole file
    /// tells ([`empty_first_lines`]).
    pub(super) fn outside_its_lifetime(
        &mut self,
        row: &formats::Row,
        period: Period,
        value: Option<f64>,
    ) -> Option<Outside> {
        let index = usize::try_from(row.territory).ok()?;
        let lifetime = &self.territories.get(index)?.lifetime;
        let is_zero = value == Some(0.0);
        if let Some(ended_on) = lifetime.ended_on
            && (ended_on <= period.start() || (is_zero && ended_on < period.end()))
        {
            let nothing = value.is_none() || is_zero;
            return Some(match nothing {
                true => Outside::Nothing(self.after_its_end(index, ended_on)),
                false => self.figure_after_its_end(index, ended_on, row.place, period),
            });
        }
        let began_on = lifetime.began_on?;
        if value.is_some() && !is_zero && period.end() <= began_on {
            self.note_figure_before(index, began_on);
        }
        None
    }

    fn after_its_end(&mut self, index: usize, ended_on: Date) -> usize {
        let (place, text) = self.key_of(index);
        let problem = self.territories[index].lifetime.ended.unwrap_or_else(|| {
            let message = format!(
                "the territory of key \"{text}\" exists no more since {ended_on}; what stands in later periods is no figure and was kept as missing (M, cannot exist)"
            );
            self.problem(Severity::Corrected, "ended-territory", place, &text, message)
        });
        self.territories[index].lifetime.ended = Some(problem);
        problem
    }

    fn figure_after_its_end(&mut self, index: usize, ended_on: Date, place: Place, period: Period) -> Outside {
        let (_, text) = self.key_of(index);
        let problem = self.territories[index].lifetime.figures_after_end.unwrap_or_else(|| {
            let message = format!(
                "the territory of key \"{text}\" exists no more since {ended_on}, yet the line holds figures for later periods, first for {period}; check the key, figures on another area belong to the key of that area"
            );
            self.problem(Severity::Rejected, "figure-after-end", place, &text, message)
        });
        self.collected.problems[problem].rows += 1;
        self.territories[index].lifetime.figures_after_end = Some(problem);
        Outside::Figure
    }

    /// Says once for a line that figures stand before the beginning of its territory: they are on its later area.
    fn note_figure_before(&mut self, index: usize, began_on: Date) {
        let (place, text) = self.key_of(index);
        let problem = self.territories[index].lifetime.figures_before.unwrap_or_else(|| {
            let message = format!(
                "the territory of key \"{text}\" exists since {began_on}, and the line holds figures for earlier periods, which are on its later area; check that the publisher recomputed them"
            );
            self.problem(Severity::Noted, "figure-before-beginning", place, &text, message)
        });
        self.collected.problems[problem].rows += 1;
        self.territories[index].lifetime.figures_before = Some(problem);
    }

    fn key_of(&self, index: usize) -> (Place, String) {
        let text = &self.territories[index].text;
        (text.place, text.text.trim().to_owned())
    }
}

/// With fewer periods of zeros it may be chance that the first figure stands where the territory got its present form.
const LEAST_PERIODS: usize = 2;

/// What all figures of a territory say in one period.
#[derive(Debug, Clone, Copy, Default)]
struct Said {
    any_zero: bool,
    any_figure: bool,
}

/// Until when the zeros of a territory are no figures, why, and the problem that stands for them.
struct Empty {
    until: Date,
    is_proven: bool,
    problem: Option<usize>,
}

/// Keeps zeros from before the beginning of territories as missing. The beginning is proven by a reform, or the file holds nothing but
/// zeros up to the very day since which the official list knows the territory in its present form, and figures from then on. Where the
/// publisher recomputed to a later area, as the file says or as figures from before the beginning show, zeros are figures.
pub(super) fn empty_first_lines(keys: &KeyTable, collected: &mut Collected) {
    if matches!(collected.head.area_state, Some(AreaState::RecomputedTo(_))) {
        return;
    }
    let days = |territory: i32| {
        keys.began_on(territory)
            .into_iter()
            .chain(keys.valid_since(territory).iter().copied())
    };
    let mut suspected = HashSet::new();
    for one in collected.candidates.iter().filter(|one| one.value == Some(0.0)) {
        if period_of(one).is_some_and(|period| days(one.territory).any(|day| period.start() < day)) {
            suspected.insert((one.territory, one.frequency));
        }
    }
    if suspected.is_empty() {
        return;
    }
    let mut series: HashMap<(i32, i16), BTreeMap<Period, Said>> = HashMap::new();
    for one in &collected.candidates {
        let key = (one.territory, one.frequency);
        if let Some(period) = suspected.contains(&key).then(|| period_of(one)).flatten() {
            let said = series.entry(key).or_default().entry(period).or_default();
            said.any_zero |= one.value == Some(0.0);
            said.any_figure |= one.value.is_some_and(|value| value != 0.0);
        }
    }
    let mut empty: HashMap<(i32, i16), Empty> = HashMap::new();
    for (key, periods) in &series {
        let is_recomputed_to = |day: Date| {
            periods
                .iter()
                .any(|(period, said)| said.any_figure && period.end() <= day)
        };
        let proven = keys.began_on(key.0).filter(|day| !is_recomputed_to(*day));
        let until = proven.or_else(|| first_line(keys.valid_since(key.0), periods));
        if let Some(until) = until {
            let is_proven = proven.is_some();
            let problem = None;
            empty.insert(
                *key,
                Empty {
                    until,
                    is_proven,
                    problem,
                },
            );
        }
    }
    for one in &mut collected.candidates {
        let Some(of) = empty.get_mut(&(one.territory, one.frequency)) else {
            continue;
        };
        // The period in which a territory began is partly before it: a zero there is no figure of its own either.
        let is_before = |period: Period| match of.is_proven {
            true => period.start() < of.until,
            false => period.end() <= of.until,
        };
        if one.value != Some(0.0) || !period_of(one).is_some_and(is_before) {
            continue;
        }
        let index = of.problem.unwrap_or_else(|| {
            let code = keys.key_of(one.territory).map_or("", |key| key.code());
            let (name, message) = words(code, of);
            let problem = at(&collected.head, Severity::Corrected, name, one.place, code, message);
            collected.problems.push(problem);
            collected.problems.len() - 1
        });
        of.problem = Some(index);
        if !one.is_corrected() {
            collected.problems[index].rows += 1;
            one.correction = correction_by(index);
        }
        (one.value, one.decimals) = (None, figures::number::BINARY);
        one.status = Status::NORMAL.with(Flag::CannotExist);
    }
}

fn words(code: &str, of: &Empty) -> (&'static str, String) {
    let day = of.until;
    match of.is_proven {
        true => (
            "zero-before-beginning",
            format!(
                "the territory of key \"{code}\" exists since {day}; zeros of earlier periods are no figures and were kept as missing (M, cannot exist)"
            ),
        ),
        false => (
            "zero-before-first-figure",
            format!(
                "the file holds nothing but zeros for the territory {code} before {day}, and the list of keys knows it in its present form since then; these zeros are no figures and were kept as missing (M, cannot exist)"
            ),
        ),
    }
}

/// The day on which the first figures begin, where it is one since which the list of keys knows the territory and only zeros stand before.
fn first_line(since: &[Date], periods: &BTreeMap<Period, Said>) -> Option<Date> {
    let n_zero = periods
        .values()
        .take_while(|said| !said.any_figure)
        .filter(|said| said.any_zero)
        .count();
    let (first, _) = periods.iter().find(|(_, said)| said.any_figure)?;
    let (last, _) = periods.range(..first).next_back()?;
    let fits = |day: &&Date| first.start() <= **day && **day < first.end() && last.end() <= **day;
    since.iter().find(fits).filter(|_| LEAST_PERIODS <= n_zero).copied()
}

fn period_of(one: &Candidate) -> Option<Period> {
    Period::from_lake(one.start, one.frequency)
}
