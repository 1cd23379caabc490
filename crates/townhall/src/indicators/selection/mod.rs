//! The indicators that a municipality chooses, each with a reason, and which goals stay uncovered by them.
//!
//! A choice belongs to a home. What it costs in a year is the sum of the minutes on the sheets; indicators without an estimate are counted
//! apart, never as nothing. Coverage is told for each goal of a framework in one of four states, so that nobody can pick only the goals
//! that look good without it being seen; it is no score and is never added up.

pub mod pages;
mod storage;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    catalogue::{Catalogue, Indicator, sheet::Availability},
    placement::{Placed, Placement},
    profile::Profile,
};
use store::scope::Scope;
use web::problem::Problem;

use crate::{
    goals::{
        Framework, FrameworkChoice, Goal,
        relevance::{self, Assessment},
    },
    installation::Installation,
    people::Organisation,
};

pub use self::storage::{ChoiceError, choices, choose, unchoose};

/// An indicator that a home has chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The indicator by its id.
    pub indicator_id: String,
    /// Why, in the words of the home.
    pub reason: String,
    /// Raised with each change of the reason.
    pub version: i64,
}

/// What the chosen indicators cost in a year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effort {
    /// Minutes of those with an estimate.
    pub minutes: u64,
    /// How many are surveys of one's own.
    pub n_own_surveys: usize,
    /// How many have no estimate.
    pub n_without_estimate: usize,
}

impl Effort {
    /// The sum over indicators.
    pub fn of<'a>(indicators: impl Iterator<Item = &'a Indicator>) -> Self {
        let mut effort = Self::default();
        for indicator in indicators {
            match minutes(indicator) {
                Some(minutes) => effort.minutes += u64::from(minutes),
                None => effort.n_without_estimate += 1,
            }
            effort.n_own_surveys += usize::from(availability(indicator) == Some(Availability::OwnSurvey));
        }
        effort
    }
}

/// Minutes a year that an indicator costs: as its municipality has said, else as its sheet estimates.
pub fn minutes(indicator: &Indicator) -> Option<u32> {
    let estimate = indicator.sheet.as_ref().and_then(|sheet| sheet.minutes_per_year);
    indicator.effort_minutes.or(estimate)
}

/// Where its values come from: what a municipality counts itself is a survey of its own.
pub fn availability(indicator: &Indicator) -> Option<Availability> {
    match (&indicator.sheet, indicator.is_own()) {
        (Some(sheet), _) => Some(sheet.availability),
        (None, true) => Some(Availability::OwnSurvey),
        (None, false) => None,
    }
}

/// How far a goal is covered, from nothing to values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coverage {
    /// The catalogue has no indicator for it.
    NoIndicator,
    /// There are indicators, and none is chosen.
    NoneChosen,
    /// Indicators are chosen, and none has values of the place itself.
    NoOwnValues,
    /// A chosen indicator has values of the place itself.
    Covered,
}

impl Coverage {
    /// The word in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoIndicator => "no_indicator",
            Self::NoneChosen => "none_chosen",
            Self::NoOwnValues => "no_own_values",
            Self::Covered => "covered",
        }
    }
}

/// A goal with what covers it.
#[derive(Debug, Clone)]
pub struct Covered<'a> {
    /// The goal.
    pub goal: &'a Goal,
    /// How far it is covered.
    pub coverage: Coverage,
    /// How many indicators the catalogue has for it.
    pub n_indicators: usize,
    /// How many of them are chosen.
    pub n_chosen: usize,
    /// How many of the chosen have values of the place itself.
    pub n_own: usize,
}

/// How far the goals of a framework are covered: those at the top, and what they are divided into where the top has only few.
pub fn coverage<'a>(
    catalogue: &Catalogue,
    choice: &'a FrameworkChoice,
    chosen: &BTreeSet<String>,
    profile: &Profile,
) -> Vec<Covered<'a>> {
    /// From so many on, the goals at the top tell enough.
    const MANY: usize = 7;
    let placement = Placement::new(catalogue, choice);
    let n_tops = choice.tree.tops().count();
    let depth = if n_tops < MANY { 1 } else { 0 };
    let has_children = |goal: &Goal| {
        choice
            .tree
            .all()
            .iter()
            .any(|one| one.parent.as_ref() == Some(&goal.code))
    };
    let is_row = |goal: &&Goal| match choice.tree.depth(goal) {
        own if own == depth => true,
        own => own < depth && !has_children(goal),
    };
    let own: BTreeSet<i32> = profile.own.iter().map(|figures| figures.version_id).collect();
    let row = |goal: &'a Goal| {
        let placed: Vec<Placed<'_>> = placement.of(goal);
        let is_chosen = |one: &&Placed<'_>| chosen.contains(&one.indicator.id);
        let n_chosen = placed.iter().filter(is_chosen).count();
        let has_values = |one: &&Placed<'_>| is_chosen(one) && own.contains(&one.indicator.version_id);
        let n_own = placed.iter().filter(has_values).count();
        Covered {
            goal,
            coverage: match (placed.len(), n_chosen, n_own) {
                (0, ..) => Coverage::NoIndicator,
                (_, 0, _) => Coverage::NoneChosen,
                (_, _, 0) => Coverage::NoOwnValues,
                _ => Coverage::Covered,
            },
            n_indicators: placed.len(),
            n_chosen,
            n_own,
        }
    };
    choice.tree.all().iter().filter(is_row).map(row).collect()
}

/// What a home has said about goals, by the key of the framework and the code, for every framework that indicators are linked to.
pub async fn said_of(
    installation: &Installation,
    home: &Organisation,
    catalogue: &Catalogue,
) -> Result<BTreeMap<(String, String), Assessment>, Problem> {
    let links = catalogue.all().iter().flat_map(|one| &one.goals);
    let frameworks: BTreeSet<(&str, &str)> = links.map(|link| (&*link.framework, &*link.edition)).collect();
    let scope = Scope::public();
    let read = installation.store.sql.read(&scope);
    let mut said = BTreeMap::new();
    for (name, edition) in frameworks {
        let framework = Framework::new(name, edition);
        let found = relevance::assessments(read, home.id, &framework).await;
        let key = framework.key();
        let found = found.map_err(Problem::failed)?.into_iter();
        said.extend(found.map(|(code, one)| ((key.clone(), code), one)));
    }
    Ok(said)
}

/// The chosen indicators in the order of the catalogue, with their reasons.
pub fn in_order<'a>(catalogue: &'a Catalogue, choices: &'a [Choice]) -> Vec<(&'a Indicator, &'a Choice)> {
    let by_id: BTreeMap<&str, &Choice> = choices.iter().map(|one| (one.indicator_id.as_str(), one)).collect();
    let chosen = |indicator: &'a Indicator| Some((indicator, *by_id.get(indicator.id.as_str())?));
    catalogue.all().iter().filter_map(chosen).collect()
}
