//! What rows say about times in which their territory did not exist.
//!
//! Publishers fill the lines of ended and of later territories with dashes, which mean zero everywhere else. A zero there is no figure:
//! it is kept as missing, because it cannot exist, and the account says so. A figure after the end of a territory is refused; one
//! before its beginning is on its later area, as publishers recompute it, and is noted.

use std::collections::{BTreeMap, HashMap, HashSet};

use figures::{
    observation::{Flag, Status},
    period::Period,
};
use formats::Place;
use jiff::civil::Date;

use super::{Candidate, Collected, Collector, Severity, at};
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
    /// The problem that stands for all zeros before its beginning.
    zeros_before: Option<usize>,
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
    /// What a row says about a territory that was no more or that was not yet. In the periods in which it ended and began a figure
    /// counts, and an empty cell keeps the reason that the file gives. One problem stands for all such rows of a line.
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
        if is_zero && period.start() < began_on {
            return Some(Outside::Nothing(self.before_its_beginning(index, began_on)));
        }
        if value.is_some() && period.end() <= began_on {
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

    fn before_its_beginning(&mut self, index: usize, began_on: Date) -> usize {
        let (place, text) = self.key_of(index);
        let problem = self.territories[index].lifetime.zeros_before.unwrap_or_else(|| {
            let message = format!(
                "the territory of key \"{text}\" exists since {began_on}; zeros of earlier periods are no figures and were kept as missing (M, cannot exist)"
            );
            self.problem(Severity::Corrected, "zero-before-beginning", place, &text, message)
        });
        self.territories[index].lifetime.zeros_before = Some(problem);
        problem
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

/// Territories whose beginning no reform proves: where the file holds nothing but zeros up to the very day since which the official
/// list knows a territory in its present form, and figures from then on, the publisher had no such line before.
pub(super) fn empty_first_lines(keys: &KeyTable, collected: &mut Collected) {
    let mut suspected = HashSet::new();
    for one in &collected.candidates {
        let since = keys.valid_since(one.territory);
        if one.value == Some(0.0)
            && !since.is_empty()
            && period_of(one).is_some_and(|period| since.iter().any(|day| period.end() <= *day))
        {
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
    let mut ends = HashMap::new();
    for (key, periods) in &series {
        let is_empty = |said: &Said| !said.any_figure;
        let n_zero = periods
            .values()
            .take_while(|said| is_empty(said))
            .filter(|said| said.any_zero)
            .count();
        let Some((first, _)) = periods.iter().find(|(_, said)| said.any_figure) else {
            continue;
        };
        let last = periods.range(..first).next_back().map(|(period, _)| *period);
        let fits =
            |day: &&Date| first.start() <= **day && **day < first.end() && last.is_some_and(|last| last.end() <= **day);
        if let Some(day) = keys
            .valid_since(key.0)
            .iter()
            .find(fits)
            .filter(|_| LEAST_PERIODS <= n_zero)
        {
            ends.insert(*key, (*day, None));
        }
    }
    for one in &mut collected.candidates {
        let Some((day, problem)) = ends.get_mut(&(one.territory, one.frequency)) else {
            continue;
        };
        let is_before = period_of(one).is_some_and(|period| period.end() <= *day);
        if one.value != Some(0.0) || !is_before {
            continue;
        }
        let index = problem.unwrap_or_else(|| {
            let code = keys.key_of(one.territory).map_or("", |key| key.code());
            let message = format!(
                "the file holds nothing but zeros for the territory {code} before {day}, and the list of keys knows it in its present form since then; these zeros are no figures and were kept as missing (M, cannot exist)"
            );
            let problem = at(&collected.head, Severity::Corrected, "zero-before-first-figure", one.place, code, message);
            collected.problems.push(problem);
            collected.problems.len() - 1
        });
        *problem = Some(index);
        if !one.corrected {
            collected.problems[index].rows += 1;
        }
        (one.value, one.decimals) = (None, figures::number::BINARY);
        one.status = Status::NORMAL.with(Flag::CannotExist);
        one.corrected = true;
    }
}

fn period_of(one: &Candidate) -> Option<Period> {
    Period::from_lake(one.start, one.frequency)
}
