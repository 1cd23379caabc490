//! Sources side by side: what several sources state for the same indicator, place and period, how far they are apart, which one counts
//! and by what rule, and what somebody found out about the difference.
//!
//! Nothing is averaged and nothing is joined: the reference is the series that every page shows first ([`super::profile`]), the others
//! are told by their distance from it. Values of a place and of its district are never set side by side, nor values of different
//! definitions or breakdowns.

pub mod explanations;
pub mod pages;

use std::collections::{BTreeMap, BTreeSet};

use figures::period::Period;
use jiff::Timestamp;
use store::{Store, StoreError, scope::Scope};
use web::{language::Language, words::Source};

use super::{
    catalogue::Indicator,
    formulas,
    profile::{Figures, SeriesOf, Value},
};

/// Words of the comparison.
pub const WORDS: [Source; 2] = [
    (
        Language::De,
        "indicators/comparison/text/de.ftl",
        include_str!("text/de.ftl"),
    ),
    (
        Language::En,
        "indicators/comparison/text/en.ftl",
        include_str!("text/en.ftl"),
    ),
];

/// Why the reference comes before the series behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// No other source states the indicator for this place.
    OnlyOne,
    /// A person decided so.
    Decided(Decision),
    /// Published values come before computed ones.
    Published,
    /// It stands under the place's own key.
    OwnKey,
    /// It reaches further.
    Newest,
    /// It has more values.
    Longest,
    /// Neither rule tells them apart; the order of the lake does.
    Order,
}

impl Why {
    /// The word in the API and in the keys of words.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::OnlyOne => "only_one",
            Self::Decided(_) => "decided",
            Self::Published => "published",
            Self::OwnKey => "own_key",
            Self::Newest => "newest",
            Self::Longest => "longest",
            Self::Order => "order",
        }
    }
}

/// What a person decided about the precedence of sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Why.
    pub reason: String,
    /// When.
    pub set_at: Timestamp,
}

/// What a person decided about the sources of an indicator.
pub async fn decision(store: &Store, scope: &Scope, indicator: &Indicator) -> Result<Option<Decision>, StoreError> {
    let row: Option<(String, i64)> =
        sqlx::query_as("select reason, set_at from source_precedence where indicator_id = $1 order by ordinal limit 1")
            .bind(&indicator.id)
            .fetch_optional(store.sql.read(scope).on())
            .await?;
    row.map(|(reason, set_at)| {
        let set_at = Timestamp::from_microsecond(set_at).map_err(|error| StoreError::Schema(error.to_string()))?;
        Ok(Decision { reason, set_at })
    })
    .transpose()
}

/// The series of one indicator in one place, beside each other.
#[derive(Debug, Clone)]
pub struct Comparison<'a> {
    /// The reference first, then the others in the order of precedence.
    pub series: Vec<&'a SeriesOf>,
    /// Why the first one is the reference.
    pub why: Why,
}

/// One period with what each series states for it.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// The period.
    pub period: Period,
    /// In the order of the series; `None` where a source says nothing.
    pub values: Vec<Option<&'a Value>>,
}

/// How far a value is from that of the reference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Distance {
    /// Value less reference.
    pub absolute: f64,
    /// In percent of the reference; `None` where that is zero.
    pub relative: Option<f64>,
    /// Digits behind the decimal sign of the more exact of the two, −1 where neither has a last one.
    pub decimals: i8,
}

impl<'a> Comparison<'a> {
    /// What can be set side by side: series of the reference's definition and breakdown.
    pub fn of(indicator: &Indicator, figures: &'a Figures, decision: Option<Decision>) -> Self {
        let first = figures.first();
        let fits = |one: &&SeriesOf| one.version_id == first.version_id && one.dimensions == first.dimensions;
        let series: Vec<&SeriesOf> = figures.series.iter().filter(fits).collect();
        let why = series
            .get(1)
            .map_or(Why::OnlyOne, |second| why(indicator, first, second, decision));
        Self { series, why }
    }

    /// Whether there is anything to compare.
    pub fn is_worth_showing(&self) -> bool {
        1 < self.series.len()
    }

    /// Every period for which at least one series has a value, the newest first.
    pub fn rows(&self) -> Vec<Row<'a>> {
        let by_period: Vec<BTreeMap<Period, &Value>> = self
            .series
            .iter()
            .map(|series| series.values.iter().map(|value| (value.period, value)).collect())
            .collect();
        let periods: BTreeSet<Period> = by_period.iter().flat_map(|known| known.keys().copied()).collect();
        let row = |period: Period| Row {
            period,
            values: by_period.iter().map(|known| known.get(&period).copied()).collect(),
        };
        periods.into_iter().rev().map(row).collect()
    }
}

impl Row<'_> {
    /// How far the value of a series is from that of the reference; `None` where one of the two has none.
    pub fn distance(&self, place: usize) -> Option<Distance> {
        let reference = self.values.first().copied().flatten()?.number?;
        let other = self.values.get(place).copied().flatten()?.number?;
        let absolute = other.value - reference.value;
        let is_zero = reference.value == 0.0;
        Some(Distance {
            absolute,
            relative: (!is_zero).then(|| absolute / reference.value.abs() * 100.0),
            decimals: reference.decimals.max(other.decimals),
        })
    }

    /// How many sources have a value.
    pub fn n_values(&self) -> usize {
        self.values
            .iter()
            .flatten()
            .filter(|value| value.number.is_some())
            .count()
    }
}

/// The first rule of [`super::profile`] that tells two series apart.
fn why(indicator: &Indicator, first: &SeriesOf, second: &SeriesOf, decision: Option<Decision>) -> Why {
    let rank = |one: &SeriesOf| formulas::rank(&indicator.precedence, &one.source.slug, &one.source.area_state);
    let newest = |one: &SeriesOf| one.newest().map(|value| value.period);
    let (ahead, behind) = (rank(first), rank(second));
    match decision {
        Some(decision) if ahead.0 != behind.0 => Why::Decided(decision),
        _ if ahead.1 != behind.1 => Why::Published,
        _ if first.territory != second.territory => Why::OwnKey,
        _ if newest(first) != newest(second) => Why::Newest,
        _ if first.values.len() != second.values.len() => Why::Longest,
        _ => Why::Order,
    }
}
