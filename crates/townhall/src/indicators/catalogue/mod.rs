//! The catalogue of indicators: what ships with the program, and what deliveries bring along.
//!
//! An indicator is found by its slug or by a name that a publisher uses for it (alias). A delivery that names an indicator nobody knows
//! adds it with the words of the file, so that an import never waits for a catalogue; a person can describe it better later.

mod search;
pub mod sheet;
mod shipped;
mod statement;
mod storage;

use std::collections::HashMap;

use figures::indicator::IndicatorVersion;
use jiff::Timestamp;
use methods::formula::{Definition, Definitions, Expression};
use serde::{Deserialize, Serialize};
use store::scope::OrganisationId;
use utoipa::ToSchema;

use self::sheet::Sheet;
use super::own::{Protection, Visibility};
use crate::{
    goals::{Framework, SDG, crosswalks::End},
    texts::Multilingual,
};

pub use self::search::search;
pub(in crate::indicators) use self::storage::{New, insert, insert_goal, searched};
pub use self::{
    statement::{Stated, complete, state},
    storage::{Proposal, ensure, load, seed},
};

/// The formula that ships for an indicator; nothing is computed by it before a person asks for it.
pub fn shipped_formula(slug: &str) -> Option<String> {
    shipped::computation(slug)
}

/// An indicator with its current version.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// UUID.
    pub id: String,
    /// Name in addresses and downloads, never reused.
    pub slug: String,
    /// `indicator_version.id`, the key in the lake.
    pub version_id: i32,
    /// The definition that new values follow.
    pub version: IndicatorVersion,
    /// Titles by language; German always exists.
    pub title: Multilingual,
    /// What is counted, in a few sentences.
    pub description: Multilingual,
    /// Remarks, for example on errors in the publisher's own description.
    pub note: Multilingual,
    /// The statistic that the publisher computes it from, in the publisher's words.
    pub basis: Multilingual,
    /// How it is counted, for indicators that a municipality counts itself.
    pub method: Multilingual,
    /// What to know before choosing it; none for indicators that a delivery or a person brought.
    pub sheet: Option<Sheet>,
    /// Goals it belongs to.
    pub goals: Vec<GoalLink>,
    /// Definitions before the current one, the newest first: their keys in the lake and their numbers. Values of different definitions
    /// are never compared.
    pub earlier_versions: Vec<(i32, i32)>,
    /// Whose indicator it is; 1 for shared ones.
    pub organisation: OrganisationId,
    /// Who may see it.
    pub visibility: Visibility,
    /// Raised by every edit of the record.
    pub record_version: i64,
    /// Minutes a year that counting takes, where somebody has said so.
    pub effort_minutes: Option<u32>,
    /// Whether people stand behind the numbers, where somebody has said so.
    pub protection: Option<Protection>,
    /// Since when it is no longer counted, and why: it is offered no more, and its values stay.
    pub ended: Option<Ended>,
    /// The formula by which this installation computes it from others, when somebody defined one.
    pub formula: Option<OwnFormula>,
    /// Which sources count before others, as a person decided; empty when nobody did.
    pub precedence: Vec<SourceKey>,
    /// The order of titles in German.
    sort_key: String,
}

impl Indicator {
    /// Whether a municipality has defined it itself.
    pub fn is_own(&self) -> bool {
        self.organisation != OrganisationId::INSTALLATION
    }

    /// The number of the definition behind a key in the lake.
    pub fn number_of(&self, version_id: i32) -> i32 {
        let earlier = self.earlier_versions.iter().find(|(id, _)| *id == version_id);
        earlier.map_or(self.version.number, |(_, number)| *number)
    }
}

/// That an own indicator is no longer counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Since when.
    pub at: Timestamp,
    /// Why.
    pub because: String,
}

/// A formula that is in use.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnFormula {
    /// `formula.id`.
    pub id: i64,
    /// Counts up from 1 within the definition of the indicator.
    pub number: i64,
    /// Its structure.
    pub expression: Expression,
    /// Its one spelling.
    pub text: String,
    /// Why it was defined.
    pub reason: String,
}

/// A source on an area state: what a series must not mix.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
pub struct SourceKey {
    /// Short name of the source.
    #[schema(example = "inkar")]
    pub source: String,
    /// On which area the figures stand.
    #[schema(example = "unstated")]
    pub area_state: String,
}

/// That an indicator belongs to a goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalLink {
    /// Framework, for example `sdg`.
    pub framework: String,
    /// Its edition, for example `2015`.
    pub edition: String,
    /// Code within it, for example `8.5`.
    pub code: String,
    /// `exact`, `close`, `broader` or `related`.
    pub relation: String,
}

/// The edition of a framework that a file names without one: that of the Sustainable Development Goals, whose codes hold for all years.
/// Of other frameworks nobody can say; their links are kept and wait for somebody who does.
pub fn edition_of(framework: &str) -> String {
    match framework == SDG.name {
        true => SDG.edition.into_owned(),
        false => String::new(),
    }
}

impl GoalLink {
    /// The element as crosswalks name it.
    pub fn end(&self) -> End {
        End {
            framework: Framework::new(&self.framework, &self.edition),
            code: self.code.clone(),
        }
    }

    /// The key of the framework, as addresses and forms name it.
    pub fn key(&self) -> String {
        let key = self.end().framework.key();
        key.trim_end_matches('-').to_owned()
    }

    /// The code of the goal, without the target.
    pub fn goal(&self) -> &str {
        self.code.split('.').next().unwrap_or(&self.code)
    }
}

/// All indicators that a scope may see, in the order of their German titles.
#[derive(Debug, Default)]
pub struct Catalogue {
    indicators: Vec<Indicator>,
    by_slug: HashMap<String, usize>,
    by_version: HashMap<i32, usize>,
    by_alias: HashMap<(String, String), usize>,
}

impl Catalogue {
    fn new(mut indicators: Vec<Indicator>, aliases: Vec<(String, String, String)>) -> Self {
        indicators.sort_by(|a, b| (&a.sort_key, &a.slug).cmp(&(&b.sort_key, &b.slug)));
        let places: HashMap<String, usize> = indicators
            .iter()
            .enumerate()
            .map(|(place, indicator)| (indicator.id.clone(), place))
            .collect();
        Self {
            by_slug: indicators
                .iter()
                .enumerate()
                .map(|(place, one)| (one.slug.clone(), place))
                .collect(),
            by_version: indicators
                .iter()
                .enumerate()
                .flat_map(|(place, one)| {
                    let earlier = one.earlier_versions.iter().map(|(id, _)| *id);
                    earlier.chain([one.version_id]).map(move |id| (id, place))
                })
                .collect(),
            by_alias: aliases
                .into_iter()
                .filter_map(|(scheme, name, id)| Some(((scheme, name), *places.get(&id)?)))
                .collect(),
            indicators,
        }
    }

    /// All of them.
    pub fn all(&self) -> &[Indicator] {
        &self.indicators
    }

    /// By the name in addresses.
    pub fn by_slug(&self, slug: &str) -> Option<&Indicator> {
        self.by_slug.get(slug).map(|place| &self.indicators[*place])
    }

    /// The shared indicator with exactly this title, in any language.
    pub fn titled(&self, title: &str) -> Option<&Indicator> {
        let wanted = title.trim().to_lowercase();
        self.indicators.iter().find(|one| {
            let mut titles = one.title.iter().map(|(_, body)| body.text.to_lowercase());
            !one.is_own() && titles.any(|title| title == wanted)
        })
    }

    /// The same keys of the lake with those of earlier definitions.
    pub fn with_earlier(&self, versions: &[i32]) -> Vec<i32> {
        let earlier = versions.iter().filter_map(|id| self.by_version(*id)).flat_map(|one| {
            let earlier = one.earlier_versions.iter().map(|(id, _)| *id);
            earlier.chain([one.version_id])
        });
        let mut all: Vec<i32> = versions.iter().copied().chain(earlier).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// By the key in the lake, also that of an earlier definition.
    pub fn by_version(&self, version_id: i32) -> Option<&Indicator> {
        self.by_version.get(&version_id).map(|place| &self.indicators[*place])
    }

    /// By the name that a publisher uses, for example `("inkar", "Arbeitslose")`.
    pub fn by_alias(&self, scheme: &str, name: &str) -> Option<&Indicator> {
        self.by_alias
            .get(&(scheme.to_owned(), name.to_owned()))
            .map(|place| &self.indicators[*place])
    }

    /// The indicators of a goal of a framework, targets included.
    pub fn of_goal<'a>(&'a self, framework: &'a str, goal: &'a str) -> impl Iterator<Item = &'a Indicator> {
        self.indicators.iter().filter(move |one| {
            one.goals
                .iter()
                .any(|link| link.framework == framework && link.goal() == goal)
        })
    }
}

impl Definitions for Catalogue {
    fn definition(&self, slug: &str) -> Option<Definition<'_>> {
        self.by_slug(slug).map(|indicator| Definition {
            version: &indicator.version,
            formula: indicator.formula.as_ref().map(|formula| &formula.expression),
        })
    }

    fn similar(&self, name: &str) -> Option<String> {
        let named = self
            .indicators
            .iter()
            .filter(|one| one.slug.len().abs_diff(name.len()) <= 3);
        let near = named.map(|one| (n_slips(&one.slug, name), &one.slug));
        let (_, slug) = near.filter(|(n, _)| *n <= 3).min()?;
        Some(slug.clone())
    }
}

/// How many characters have to be changed, added or left out to come from one word to the other.
fn n_slips(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().take(80).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (n, letter) in one.chars().take(80).enumerate() {
        let mut corner = row[0];
        row[0] = n + 1;
        for place in 0..other.len() {
            let changed = corner + usize::from(other[place] != letter);
            corner = row[place + 1];
            row[place + 1] = changed.min(row[place] + 1).min(corner + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}
