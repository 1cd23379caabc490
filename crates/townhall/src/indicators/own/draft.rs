//! An own indicator as a person describes it: the texts of a form or of the command line, and what they mean once they are checked.
//!
//! Everything is checked at once, so that a person learns all of it in one go; nothing that was typed is changed or lost.

use figures::{
    indicator::{Direction, IndicatorVersion, Reference},
    unit::{Quantity, Unit},
};
use methods::formula::{self, Mistake, Problem};
use serde::{Deserialize, Serialize};

use super::{
    FieldError, Protection, Visibility,
    decimals::{DecimalsBy, usual_decimals},
    goals::KnownGoals,
    threshold::smallest_count,
    unfit_text, visibility_of,
};
use crate::{
    indicators::catalogue::{Catalogue, GoalLink},
    texts::Multilingual,
};

const LONGEST_TITLE: usize = 150;
const LONGEST_TEXT: usize = 4_000;
const MOST_GOALS: usize = 20;
/// More than a person can spend in a year.
const MOST_MINUTES: u32 = 200_000;

/// The texts of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// German title.
    pub title: String,
    /// English title, if there is one.
    pub title_en: String,
    /// What is counted.
    pub description: String,
    /// The same in English.
    pub description_en: String,
    /// Code of the unit.
    pub unit: String,
    /// Digits after the decimal sign; blank for what formula and unit suggest.
    pub decimals: String,
    /// `average`, `sum`, `school_year`, `unstated`, or a day as `12-31`.
    pub reference: String,
    /// `increase`, `decrease`, `none`.
    pub direction: String,
    /// `11.6` or `sdg:11.6`, and elements of other frameworks as `dns-2021:11`.
    pub goals: Vec<String>,
    /// Minutes a year.
    pub effort: String,
    /// Where the numbers come from.
    pub source: String,
    /// How it is counted.
    pub method: String,
    /// A formula over other indicators.
    pub formula: String,
    /// `things`, `people`, `social`; blank for what the unit suggests.
    pub counts: String,
    /// `draft`, `internal`, `public`.
    pub visibility: String,
}

/// What the texts mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The definition; the number is that of a first version.
    pub version: IndicatorVersion,
    /// Where its digits after the decimal sign come from.
    pub decimals_by: DecimalsBy,
    /// Titles.
    pub title: Multilingual,
    /// What is counted.
    pub description: Multilingual,
    /// Where the numbers come from.
    pub source: Multilingual,
    /// How it is counted.
    pub method: Multilingual,
    /// Goals.
    pub goals: Vec<GoalLink>,
    /// Minutes a year.
    pub effort_minutes: Option<u32>,
    /// Whether people stand behind the numbers.
    pub protection: Protection,
    /// Who may see it.
    pub visibility: Visibility,
    /// The formula by which it is computed.
    pub formula: Option<formula::Checked>,
}

impl Checked {
    /// The smallest computed count that may be shown: a bound for what everybody may see only.
    pub fn smallest(&self) -> Option<f64> {
        let is_public = self.visibility == Visibility::Public;
        smallest_count(self.version.unit, self.protection).filter(|_| is_public)
    }
}

/// What the check looks things up in.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// All indicators that the writer may see.
    pub catalogue: &'a Catalogue,
    /// Every element of every framework that may be linked.
    pub goals: &'a KnownGoals,
    /// The name of the indicator itself, once it has one.
    pub own: Option<&'a str>,
}

impl Draft {
    /// Reads the texts; all that is wrong comes back at once.
    pub fn check(&self, known: Known<'_>) -> Result<Checked, Vec<FieldError>> {
        let mut wrong = Vec::new();
        let title = self.title.trim();
        if title.is_empty() {
            wrong.push(FieldError::new(
                "title",
                "title-empty",
                "",
                "the title is empty; say what is counted, for example \"Stadtbäume\"",
            ));
        }
        let texts = [
            ("title", &self.title, LONGEST_TITLE),
            ("title_en", &self.title_en, LONGEST_TITLE),
        ];
        let long = [
            ("description", &self.description, LONGEST_TEXT),
            ("description_en", &self.description_en, LONGEST_TEXT),
            ("source", &self.source, LONGEST_TEXT),
            ("method", &self.method, LONGEST_TEXT),
        ];
        for (field, text, most) in texts.into_iter().chain(long) {
            wrong.extend(unfit_text(field, text, most));
        }
        let unit = self.unit.trim().parse::<Unit>().map_err(|_| {
            let message = format!(
                "unit \"{}\" is not known; use a code such as persons, percent or count",
                self.unit.trim()
            );
            wrong.push(FieldError::new("unit", "unit-unknown", self.unit.trim(), message));
        });
        let decimals = match self.decimals.trim() {
            "" => Some(None),
            text => text.parse::<u8>().ok().filter(|decimals| *decimals <= 4).map(Some),
        };
        if decimals.is_none() {
            wrong.push(FieldError::new(
                "decimals",
                "decimals",
                self.decimals.trim(),
                "digits after the decimal sign are a whole number from 0 to 4",
            ));
        }
        let reference = reference(self.reference.trim());
        if reference.is_none() {
            let message = "the time is average, sum, school_year, unstated, or a day of the year such as 12-31";
            wrong.push(FieldError::new(
                "reference",
                "reference",
                self.reference.trim(),
                message,
            ));
        }
        let direction = match self.direction.trim() {
            "" | "none" => Some(Direction::None),
            "increase" => Some(Direction::Increase),
            "decrease" => Some(Direction::Decrease),
            _ => None,
        };
        if direction.is_none() {
            wrong.push(FieldError::new(
                "direction",
                "direction",
                self.direction.trim(),
                "the direction is increase, decrease or none",
            ));
        }
        let goals = self.goals(known, &mut wrong);
        let effort_minutes = match self.effort.trim() {
            "" => None,
            text => match text.parse::<u32>().ok().filter(|minutes| *minutes <= MOST_MINUTES) {
                Some(minutes) => Some(minutes),
                None => {
                    let message = format!("the effort is a whole number of minutes a year, at most {MOST_MINUTES}");
                    wrong.push(FieldError::new("effort", "effort", text, message));
                    None
                }
            },
        };
        let protection = match self.counts.trim() {
            "" => Some(unit.map_or(Protection::People, suggested_protection)),
            word => Protection::of(word),
        };
        if protection.is_none() {
            wrong.push(FieldError::new(
                "counts",
                "counts",
                self.counts.trim(),
                "say what is counted: things, people or social",
            ));
        }
        if unit == Ok(Unit::Persons) && protection == Some(Protection::Things) {
            wrong.push(FieldError::new(
                "counts",
                "counts-persons",
                "",
                "the unit is persons, so people are counted; choose people or social, or another unit",
            ));
        }
        let visibility = visibility_of(&self.visibility, &mut wrong);
        let formula = match (self.formula.trim(), unit) {
            ("", _) | (_, Err(())) => None,
            (text, Ok(unit)) => match checked_formula(text, unit, visibility, known) {
                Ok(checked) => Some(checked),
                Err(problems) => {
                    wrong.extend(problems.into_iter().map(|one| FieldError::in_formula("formula", one)));
                    None
                }
            },
        };
        let (Ok(unit), Some(decimals), Some(reference), Some(direction), Some(protection), Some(visibility), true) = (
            unit,
            decimals,
            reference,
            direction,
            protection,
            visibility,
            wrong.is_empty(),
        ) else {
            return Err(wrong);
        };
        let (decimals, decimals_by) = match decimals {
            Some(decimals) => (decimals, DecimalsBy::Said),
            None => usual_decimals(unit, formula.as_ref(), known.catalogue),
        };
        let german = |text: &str| Multilingual::plain([("de", text.trim())]);
        Ok(Checked {
            version: IndicatorVersion {
                number: 1,
                unit,
                decimals,
                reference,
                direction,
                formula: formula.as_ref().map(|formula| formula.text.clone()),
                population_base: None,
                counted_at: None,
            },
            decimals_by,
            title: Multilingual::plain([("de", title), ("en", self.title_en.trim())]),
            description: Multilingual::plain([("de", self.description.trim()), ("en", self.description_en.trim())]),
            source: german(&self.source),
            method: german(&self.method),
            goals,
            effort_minutes,
            protection,
            visibility,
            formula,
        })
    }

    fn goals(&self, known: Known<'_>, wrong: &mut Vec<FieldError>) -> Vec<GoalLink> {
        let mut links: Vec<GoalLink> = Vec::new();
        let typed = self
            .goals
            .iter()
            .map(|text| text.trim())
            .filter(|text| !text.is_empty());
        for text in typed {
            let Some(link) = known.goals.link(text) else {
                let message = format!(
                    "goal \"{text}\" is not known; write its number, for example 11 or 11.6, or the key of another framework before it: dns-2021:11"
                );
                wrong.push(FieldError::new("goals", "goal-unknown", text, message));
                continue;
            };
            if !links.contains(&link) {
                links.push(link);
            }
        }
        if MOST_GOALS < links.len() {
            let message = format!("more than {MOST_GOALS} goals say nothing any more; keep the nearest");
            wrong.push(FieldError::new("goals", "goals-many", MOST_GOALS.to_string(), message));
        }
        links
    }

    /// Whether a change from `before` may alter what is counted, so that a person has to be asked.
    pub fn may_count_something_else(&self, before: &Self) -> bool {
        let texts = |draft: &Self| {
            [
                &draft.unit,
                &draft.reference,
                &draft.description,
                &draft.method,
                &draft.formula,
            ]
            .map(|text| text.trim().to_owned())
        };
        texts(self) != texts(before)
    }

    /// Whether values before and after can certainly not be compared: another unit or another time.
    pub fn counts_something_else(&self, before: &Self) -> bool {
        self.unit.trim() != before.unit.trim() || self.reference.trim() != before.reference.trim()
    }
}

/// What a unit suggests; a number of cases may be people, so the safe answer stands first.
fn suggested_protection(unit: Unit) -> Protection {
    match unit.quantity() {
        Quantity::Count => Protection::People,
        _ => Protection::Things,
    }
}

fn reference(text: &str) -> Option<Reference> {
    match text {
        "" => Some(Reference::Unstated),
        text => text.parse().ok(),
    }
}

/// Everything that can be wrong with a formula, also that it would make public what is not.
fn checked_formula(
    text: &str,
    unit: Unit,
    visibility: Option<Visibility>,
    known: Known<'_>,
) -> Result<formula::Checked, Vec<Problem>> {
    let checked = formula::check(text, unit, known.own, known.catalogue)?;
    if visibility != Some(Visibility::Public) {
        return Ok(checked);
    }
    let is_hidden = |slug: &str| {
        known
            .catalogue
            .by_slug(slug)
            .is_some_and(|one| one.visibility != Visibility::Public)
    };
    let inputs = checked.expression.inputs();
    let hidden = inputs
        .iter()
        .filter(|input| is_hidden(&input.slug))
        .map(|input| Problem {
            start: input.start,
            end: input.end,
            mistake: Mistake::HiddenInput(input.slug.clone()),
        });
    let hidden: Vec<Problem> = hidden.collect();
    if hidden.is_empty() { Ok(checked) } else { Err(hidden) }
}
