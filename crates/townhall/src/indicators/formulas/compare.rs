//! The own computation beside the values that a publisher computed: how many are equal, and each difference with its explanation.
//!
//! Published parts are rounded, and the publisher divided before rounding. So a published value that lies within what the rounding of
//! the parts allows is explained by it; the bounds are computed for each value, nothing is assumed about it. What lies outside is told
//! as a difference without an explanation.

use std::collections::BTreeMap;

use figures::{number::rounded, period::Period};
use methods::formula::{Expression, bounds, evaluate};
use serde::Serialize;
use store::StoreError;
use utoipa::ToSchema;

use super::{
    super::catalogue::{Indicator, SourceKey},
    compute::Books,
    gather::{self, Chosen, Sets},
};
use crate::territories::KeyTable;

/// How many territories are held at once.
const N_TERRITORIES: usize = 1024;
/// Digits beyond these are the noise of a binary form.
const MOST_DIGITS: u8 = 6;

/// How the own computation and a published series agree.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Comparison {
    /// The published source; `null` when nothing is published.
    #[schema(required = true)]
    pub source: Option<SourceKey>,
    /// Digits behind the decimal sign to which both were compared: those of the published values.
    #[schema(example = 2)]
    pub digits: u8,
    /// Values on both sides.
    #[schema(example = 10000)]
    pub n_compared: u64,
    /// Equal to the last published digit.
    #[schema(example = 9986)]
    pub n_equal: u64,
    /// Different, and explained by the rounding of the published parts.
    #[schema(example = 14)]
    pub n_rounding: u64,
    /// Different without an explanation.
    #[schema(example = 0)]
    pub n_unexplained: u64,
    /// Computed here, not published.
    pub n_only_own: u64,
    /// Published, and not computable here.
    pub n_only_published: u64,
    /// Each difference, in order of territory and period.
    pub differences: Vec<Difference>,
}

/// A value on which the two sides differ.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Difference {
    /// `territory.id`.
    #[serde(skip)]
    #[schema(ignore)]
    pub territory: i32,
    /// Official key.
    #[schema(example = "16054")]
    pub key: String,
    /// Title of the territory.
    pub title: String,
    /// The period.
    #[schema(value_type = String, example = "2018")]
    pub period: Period,
    /// The published value.
    pub published: f64,
    /// The own one.
    pub own: f64,
    /// The smallest value that the rounding of the parts allows.
    #[schema(required = true)]
    pub smallest: Option<f64>,
    /// The greatest.
    #[schema(required = true)]
    pub greatest: Option<f64>,
    /// Whether the published value lies between them, half of its own last digit included.
    pub is_rounding: bool,
}

/// Compares a formula with what is published for an indicator. Blocking: it reads the lake.
pub fn compare(
    books: Books<'_>,
    keys: &KeyTable,
    indicator: &Indicator,
    expression: &Expression,
    precedence: &BTreeMap<String, Vec<SourceKey>>,
) -> Result<Comparison, StoreError> {
    let mut slugs = gather::slugs(expression);
    slugs.insert(indicator.slug.clone());
    let mut territories: Vec<i32> = keys.iter().map(|(id, ..)| id).collect();
    territories.sort_unstable();
    let mut pairs = Pairs::default();
    for chunk in territories.chunks(N_TERRITORIES) {
        for (territory, place) in gather::read(books, &slugs, chunk)? {
            let published = place.get(&indicator.slug);
            for chosen in gather::choices(books.dictionary, precedence, expression, &place) {
                let best = published.into_iter().flatten().filter_map(|(source, sets)| {
                    let entry = books.dictionary.source(*source)?;
                    let fits = entry.area_state == chosen.area_state && entry.slug != super::COMPUTED;
                    fits.then_some((
                        super::rank(&indicator.precedence, &entry.slug, &entry.area_state),
                        entry,
                        sets,
                    ))
                });
                let best = best.min_by(|a, b| (a.0, &a.1.slug).cmp(&(b.0, &b.1.slug)));
                let (source, sets) = best.map_or((None, None), |(_, entry, sets)| {
                    let key = SourceKey {
                        source: entry.slug.clone(),
                        area_state: entry.area_state.clone(),
                    };
                    (Some(key), Some(sets))
                });
                pairs.add(expression, &chosen, territory, source.as_ref(), sets);
            }
        }
    }
    Ok(pairs.comparison(keys))
}

/// Both sides of every value, before the digits of the whole series are known.
#[derive(Default)]
struct Pairs {
    by_source: BTreeMap<SourceKey, Vec<Pair>>,
    n_only_own: u64,
    n_only_published: u64,
}

struct Pair {
    territory: i32,
    period: Period,
    published: f64,
    own: f64,
    /// What the rounding of the parts allows.
    within: Option<(f64, f64)>,
}

impl Pairs {
    fn add(
        &mut self,
        expression: &Expression,
        chosen: &Chosen<'_>,
        territory: i32,
        source: Option<&SourceKey>,
        published: Option<&Sets>,
    ) {
        let total = published.and_then(|sets| sets.get(&figures::dimension::DimensionSet::default()));
        let halves: BTreeMap<&str, f64> = chosen
            .sources
            .iter()
            .map(|(slug, (_, sets))| (*slug, half_unit(digits_of_sets(sets))))
            .collect();
        let periods = chosen.periods(expression);
        for period in &periods {
            let outcome = evaluate(expression, &mut |input, offset| {
                chosen.held(input, *period, offset).map(|(_, held)| held.cell)
            });
            let there = total.and_then(|periods| periods.get(&(period.start_days(), period.frequency().code())));
            let there = there.and_then(|held| held.cell.number);
            match (outcome.number, there, source) {
                (Some(own), Some(published), Some(source)) => {
                    let within = bounds(expression, &mut |input, offset| {
                        let value = chosen.held(input, *period, offset)?.1.cell.number?.value;
                        let half = halves.get(input.slug.as_str())?;
                        Some((value - half, value + half))
                    });
                    self.by_source.entry(source.clone()).or_default().push(Pair {
                        territory,
                        period: *period,
                        published: published.value,
                        own: own.value,
                        within,
                    });
                }
                (Some(_), None, _) => self.n_only_own += 1,
                (None, Some(_), _) => self.n_only_published += 1,
                _ => {}
            }
        }
        let is_computed = |start: i32, frequency: i16| {
            Period::from_lake(start, frequency).is_some_and(|period| periods.contains(&period))
        };
        let alone = total
            .into_iter()
            .flatten()
            .filter(|((start, frequency), held)| held.cell.number.is_some() && !is_computed(*start, *frequency));
        self.n_only_published += alone.count() as u64;
    }

    /// The source with the most values on both sides is the one that is compared.
    fn comparison(self, keys: &KeyTable) -> Comparison {
        let mut comparison = Comparison {
            n_only_own: self.n_only_own,
            n_only_published: self.n_only_published,
            ..Comparison::default()
        };
        let Some((source, pairs)) = self.by_source.into_iter().max_by_key(|(_, pairs)| pairs.len()) else {
            return comparison;
        };
        comparison.source = Some(source);
        comparison.digits = pairs.iter().map(|pair| digits(pair.published)).max().unwrap_or(0);
        let half = half_unit(comparison.digits);
        for pair in pairs {
            comparison.n_compared += 1;
            if rounded(pair.own, comparison.digits) == rounded(pair.published, comparison.digits) {
                comparison.n_equal += 1;
                continue;
            }
            // The last bit of a binary number must not decide.
            let slack = half * (1.0 + 1e-9);
            let is_within = |(low, high): (f64, f64)| low - slack <= pair.published && pair.published <= high + slack;
            let is_rounding = pair.within.is_some_and(is_within);
            if is_rounding {
                comparison.n_rounding += 1;
            } else {
                comparison.n_unexplained += 1;
            }
            let (key, title) = keys.get(pair.territory).map_or_else(Default::default, |(key, title)| {
                (key.code().to_owned(), title.to_owned())
            });
            comparison.differences.push(Difference {
                territory: pair.territory,
                key,
                title,
                period: pair.period,
                published: pair.published,
                own: pair.own,
                smallest: pair.within.map(|within| within.0),
                greatest: pair.within.map(|within| within.1),
                is_rounding,
            });
        }
        comparison
            .differences
            .sort_by(|a, b| (&a.key, a.period).cmp(&(&b.key, b.period)));
        comparison
    }
}

fn half_unit(digits: u8) -> f64 {
    0.5 / 10_f64.powi(i32::from(digits))
}

fn digits_of_sets(sets: &Sets) -> u8 {
    let numbers = sets
        .values()
        .flat_map(BTreeMap::values)
        .filter_map(|held| held.cell.number);
    let of = |number: figures::number::Number| match u8::try_from(number.decimals) {
        Ok(decimals) => decimals.min(MOST_DIGITS),
        Err(_) => digits(number.value),
    };
    numbers.map(of).max().unwrap_or(0)
}

/// Digits behind the decimal sign that a number needs; a workbook may hold it with the precision of half its width.
#[expect(
    clippy::cast_possible_truncation,
    reason = "whether the short form is meant is what is asked"
)]
fn digits(value: f64) -> u8 {
    let short = value as f32;
    let is_short = f64::from(short).to_bits() == value.to_bits();
    let text = if is_short { short.to_string() } else { value.to_string() };
    let fraction = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    u8::try_from(fraction).unwrap_or(MOST_DIGITS).min(MOST_DIGITS)
}
