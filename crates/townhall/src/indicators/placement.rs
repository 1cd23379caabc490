//! Which indicators speak about which element of a framework: by a link of their own, or by way of a crosswalk.
//!
//! Links of an indicator name elements of some framework edition. For another framework the crosswalks say which of its elements these
//! are; such a placement is named as one by way of a crosswalk and is never exact. For the Sustainable Development Goals, to which the
//! catalogue links nearly every indicator itself, only its own links count.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::{Catalogue, Indicator};
use crate::goals::{FrameworkChoice, Goal, crosswalks::End};

/// An indicator that speaks about an element.
#[derive(Debug, Clone)]
pub struct Placed<'a> {
    /// The indicator.
    pub indicator: &'a Indicator,
    /// The element of another framework by way of which it does; none for a link of its own.
    pub by_way_of: Option<End>,
}

/// The indicators of every element that has any, for one framework.
#[derive(Debug)]
pub struct Placement<'a> {
    ends: Vec<(&'a Indicator, BTreeSet<End>)>,
    choice: &'a FrameworkChoice,
}

impl<'a> Placement<'a> {
    /// Looks up what the catalogue links to.
    pub fn new(catalogue: &'a Catalogue, choice: &'a FrameworkChoice) -> Self {
        let ends = |indicator: &'a Indicator| {
            let links = indicator.goals.iter().map(|link| link.end());
            let all: BTreeSet<End> = links.flat_map(|end| choice.hierarchy.upwards(&end)).collect();
            (indicator, all)
        };
        Self {
            // What another municipality counts for itself is no indicator of this one.
            ends: catalogue
                .all()
                .iter()
                .filter(|one| !one.is_own() || one.organisation == choice.home)
                .map(ends)
                .collect(),
            choice,
        }
    }

    /// The indicators of an element and of everything below it, in the order of the catalogue.
    pub fn of(&self, goal: &Goal) -> Vec<Placed<'a>> {
        let end = |code: &str| End {
            framework: self.choice.entry.framework.clone(),
            code: code.to_owned(),
        };
        let own = end(&goal.code);
        let mut elsewhere: BTreeSet<End> = BTreeSet::new();
        if !self.choice.is_usual() {
            let below = self.choice.tree.below(&goal.code);
            let codes = std::iter::once(goal.code.as_str()).chain(below.iter().map(|one| one.code.as_str()));
            for code in codes {
                elsewhere.extend(
                    self.choice
                        .crosswalks
                        .reach(&end(code))
                        .into_iter()
                        .map(|seen| seen.other),
                );
            }
        }
        let placed = |(indicator, ends): &(&'a Indicator, BTreeSet<End>)| {
            if ends.contains(&own) {
                return Some(Placed {
                    indicator,
                    by_way_of: None,
                });
            }
            let by_way_of = ends.intersection(&elsewhere).next()?;
            Some(Placed {
                indicator,
                by_way_of: Some(by_way_of.clone()),
            })
        };
        self.ends.iter().filter_map(placed).collect()
    }

    /// The indicators of each element at the top, by its code.
    pub fn of_tops(&self) -> BTreeMap<String, Vec<Placed<'a>>> {
        let tops = self.choice.tree.tops();
        tops.map(|goal| (goal.code.clone(), self.of(goal))).collect()
    }
}
