//! Computing a formula everywhere, or explaining one of its values.

use std::collections::{BTreeMap, BTreeSet};

use figures::{
    number::{BINARY, Number},
    period::Period,
};
use methods::formula::{Expression, Outcome, Reason, evaluate, reveals};
use store::StoreError;

pub use super::gather::{Books, Held};
use super::{
    super::{catalogue::SourceKey, deliveries::DerivedValue, own::threshold::is_small},
    gather::{self, Chosen, OfPlace},
};
use crate::territories::KeyTable;

/// How many territories are held at once.
const N_TERRITORIES: usize = 1024;

/// Everything that a formula gives.
#[derive(Debug, Default)]
pub struct Computed {
    /// Values, and values that are missing because an input is.
    pub values: Vec<DerivedValue>,
    /// Numbers of the deliveries that the inputs come from.
    pub inputs: BTreeSet<i64>,
    /// How many values could not be computed, by reason.
    pub not_computed: BTreeMap<String, u64>,
}

/// An input of one computed value.
#[derive(Debug, Clone)]
pub struct Used {
    /// Slug.
    pub slug: String,
    /// Canonical breakdown; empty for the total.
    pub dimensions: String,
    /// The period of the input.
    pub period: Period,
    /// `source.id`.
    pub source: i32,
    /// The value; `None` when the place has none.
    pub held: Option<Held>,
}

/// One computed value with all its inputs.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The period of the result.
    pub period: Period,
    /// The area state of all inputs.
    pub area_state: String,
    /// The value, or why there is none.
    pub outcome: Outcome,
    /// The inputs in the order of the formula.
    pub inputs: Vec<Used>,
}

/// The precedence of sources for each input of a formula, as it stands in the catalogue.
pub fn precedence(books: Books<'_>, expression: &Expression) -> BTreeMap<String, Vec<SourceKey>> {
    let of = |slug: String| {
        let decided = books.catalogue.by_slug(&slug)?.precedence.clone();
        (!decided.is_empty()).then_some((slug, decided))
    };
    gather::slugs(expression).into_iter().filter_map(of).collect()
}

/// What is computed, and what the result must not tell.
#[derive(Debug, Clone, Copy)]
pub struct Rule<'a> {
    /// The formula.
    pub expression: &'a Expression,
    /// Which sources of its inputs count first, where a person decided so.
    pub precedence: &'a BTreeMap<String, Vec<SourceKey>>,
    /// The smallest count that may be shown; smaller ones could tell about single people.
    pub smallest: Option<f64>,
}

/// Computes a formula in all territories. Blocking: it reads the lake.
pub fn compute(books: Books<'_>, keys: &KeyTable, rule: Rule<'_>) -> Result<Computed, StoreError> {
    let mut computed = Computed::default();
    let slugs = gather::deep_slugs(books.catalogue, rule.expression);
    let mut territories: Vec<i32> = keys.iter().map(|(id, ..)| id).collect();
    territories.sort_unstable();
    for chunk in territories.chunks(N_TERRITORIES) {
        for (territory, place) in gather::read(books, &slugs, chunk)? {
            of_place(books, rule, territory, &place, &mut computed);
        }
    }
    Ok(computed)
}

fn of_place(books: Books<'_>, rule: Rule<'_>, territory: i32, place: &OfPlace, computed: &mut Computed) {
    let expression = rule.expression;
    let choices = gather::choices(books.dictionary, rule.precedence, expression, place);
    if choices.is_empty() {
        let has_all = gather::slugs(expression).iter().all(|slug| place.contains_key(slug));
        let reason = if has_all { "area_states_differ" } else { "absent" };
        *computed.not_computed.entry(reason.to_owned()).or_default() += 1;
        return;
    }
    for chosen in choices {
        let has_suppressed = chosen.has_suppressed();
        for period in chosen.periods(expression) {
            let (outcome, used) = one(books, rule, &chosen, period, has_suppressed);
            if let Some(reason) = &outcome.reason {
                *computed.not_computed.entry(reason.code().to_owned()).or_default() += 1;
                // A place without an input says nothing; a missing input makes a missing result.
                if matches!(reason, Reason::Absent(_)) {
                    continue;
                }
            }
            let origins = used.iter().filter_map(|one| one.held);
            computed.inputs.extend(origins.map(|held| i64::from(held.delivery)));
            computed.values.push(DerivedValue {
                territory,
                area_state: chosen.area_state.clone(),
                start: period.start_days(),
                frequency: period.frequency().code(),
                value: outcome.number.map(|number| number.value),
                decimals: outcome.number.map_or(BINARY, |number| number.decimals),
                status: outcome.status.code(),
            });
        }
    }
}

/// One value and the inputs that were looked up for it.
fn one(
    books: Books<'_>,
    rule: Rule<'_>,
    chosen: &Chosen<'_>,
    period: Period,
    has_suppressed: bool,
) -> (Outcome, Vec<Used>) {
    let expression = rule.expression;
    let formula = |slug: &str| Some(&books.catalogue.by_slug(slug)?.formula.as_ref()?.expression);
    let mut used = Vec::new();
    let outcome = evaluate(expression, &mut |input, offset| {
        let found = chosen.held(input, period, offset);
        used.push(Used {
            slug: input.slug.clone(),
            dimensions: input.dimensions.to_string(),
            period: found.map_or_else(|| period.shifted(offset).unwrap_or(period), |(at, _)| at),
            source: chosen.sources.get(input.slug.as_str()).map_or(0, |(source, _)| *source),
            held: found.map(|(_, held)| held),
        });
        found.map(|(_, held)| held.cell)
    });
    let shown = (has_suppressed && outcome.number.is_some())
        .then(|| {
            reveals(expression, &formula, &mut |slug, offset| {
                chosen.relations(slug, period, offset)
            })
        })
        .flatten();
    let is_too_small = |number: Number| rule.smallest.is_some_and(|smallest| is_small(number.value, smallest));
    let too_small = outcome
        .number
        .filter(|number| is_too_small(*number))
        .map(|_| Reason::TooSmall);
    let outcome = match shown.map(Reason::Reveals).or(too_small) {
        None => outcome,
        Some(reason) => Outcome {
            number: None,
            status: reason.status(),
            reason: Some(reason),
        },
    };
    (outcome, used)
}

/// Computes a formula in one place, each value with its inputs. Blocking: it reads the lake.
pub fn explain(books: Books<'_>, rule: Rule<'_>, territory: i32) -> Result<Vec<Explained>, StoreError> {
    let expression = rule.expression;
    let slugs = gather::deep_slugs(books.catalogue, expression);
    let places = gather::read(books, &slugs, &[territory])?;
    let mut explained = Vec::new();
    for place in places.values() {
        for chosen in gather::choices(books.dictionary, rule.precedence, expression, place) {
            let has_suppressed = chosen.has_suppressed();
            for period in chosen.periods(expression) {
                let (outcome, inputs) = one(books, rule, &chosen, period, has_suppressed);
                explained.push(Explained {
                    period,
                    area_state: chosen.area_state.clone(),
                    outcome,
                    inputs,
                });
            }
        }
    }
    Ok(explained)
}
