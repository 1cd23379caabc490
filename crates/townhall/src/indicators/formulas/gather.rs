//! The values that a formula needs in one place: every source and breakdown of its inputs, and which source counts.

use std::collections::{BTreeMap, BTreeSet};

use figures::{
    dimension::DimensionSet,
    number::Number,
    observation::{Flag, Status},
    period::Period,
};
use methods::formula::{Cell, Expression, Input, Relation};
use store::{
    Store, StoreError,
    lake::{Pin, Query, vintage::AsOf},
};

use super::super::{
    catalogue::{Catalogue, SourceKey},
    observations::Dictionary,
};

/// What the values are read with.
#[derive(Debug, Clone, Copy)]
pub struct Books<'a> {
    /// The engines.
    pub store: &'a Store,
    /// What is seen of the lake.
    pub pin: &'a Pin,
    /// All indicators.
    pub catalogue: &'a Catalogue,
    /// The keys of the lake.
    pub dictionary: &'a Dictionary,
}

/// How an area state is written that nobody stated.
const UNSTATED: &str = "unstated";

/// A value with its origin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Held {
    /// Value and flags.
    pub cell: Cell,
    /// `delivery.number`.
    pub delivery: i32,
    /// Its place in the delivery.
    pub position: i64,
}

type Periods = BTreeMap<(i32, i16), Held>;
/// Breakdown → period → value.
pub(super) type Sets = BTreeMap<DimensionSet, Periods>;
/// Slug → source → breakdown → period → value.
pub(super) type OfPlace = BTreeMap<String, BTreeMap<i32, Sets>>;

/// The slugs of a formula, each once.
pub(super) fn slugs(expression: &Expression) -> BTreeSet<String> {
    expression
        .inputs()
        .into_iter()
        .map(|input| input.slug.clone())
        .collect()
}

/// The slugs of a formula and of the formulas behind its inputs: what a result could tell something about.
pub(super) fn deep_slugs(catalogue: &Catalogue, expression: &Expression) -> BTreeSet<String> {
    let mut found = slugs(expression);
    let mut open: Vec<String> = found.iter().cloned().collect();
    while let Some(slug) = open.pop() {
        let Some(formula) = catalogue.by_slug(&slug).and_then(|one| one.formula.as_ref()) else {
            continue;
        };
        open.extend(
            slugs(&formula.expression)
                .into_iter()
                .filter(|below| found.insert(below.clone())),
        );
    }
    found
}

/// Reads everything that is known about some indicators in some territories.
pub(super) fn read(
    books: Books<'_>,
    slugs: &BTreeSet<String>,
    territories: &[i32],
) -> Result<BTreeMap<i32, OfPlace>, StoreError> {
    let Books {
        store,
        pin,
        catalogue,
        dictionary,
    } = books;
    let versions: BTreeMap<i32, &String> = slugs
        .iter()
        .filter_map(|slug| Some((catalogue.by_slug(slug)?.version_id, slug)))
        .collect();
    let query = Query {
        indicators: Some(versions.keys().copied().collect()),
        territories: Some(territories.to_vec()),
        as_of: AsOf::Current,
    };
    let mut places: BTreeMap<i32, OfPlace> = BTreeMap::new();
    let mut strange = None;
    store.lake.read(pin, &query, |row| {
        let set = dictionary
            .breakdown(row.key.dimension)
            .and_then(|text| text.parse::<DimensionSet>().ok());
        let (Some(slug), Some(set), Some(status)) =
            (versions.get(&row.key.indicator), set, Status::from_code(row.status))
        else {
            strange = Some(row.delivery);
            return false;
        };
        let number = row.value.map(|value| Number {
            value,
            decimals: row.decimals,
        });
        let held = Held {
            cell: Cell { number, status },
            delivery: row.delivery,
            position: row.position,
        };
        let of_place = places.entry(row.key.territory).or_default();
        let sets = of_place
            .entry((*slug).clone())
            .or_default()
            .entry(row.key.source)
            .or_default();
        sets.entry(set).or_default().insert((row.start, row.frequency), held);
        true
    })?;
    match strange {
        None => Ok(places),
        Some(delivery) => Err(StoreError::Schema(format!(
            "delivery {delivery} has values with unknown keys"
        ))),
    }
}

/// One source for each input, all on the same area.
#[derive(Debug)]
pub(super) struct Chosen<'a> {
    pub(super) area_state: String,
    /// Slug → source and its values; also of what stands behind computed inputs.
    pub(super) sources: BTreeMap<&'a str, (i32, &'a Sets)>,
}

/// The choices for a place, one for each area state on which all inputs exist, or one on inputs of which some state none.
pub(super) fn choices<'a>(
    dictionary: &Dictionary,
    precedence: &BTreeMap<String, Vec<SourceKey>>,
    expression: &Expression,
    place: &'a OfPlace,
) -> Vec<Chosen<'a>> {
    let inputs = expression.inputs();
    let state_of = |source: i32| {
        dictionary
            .source(source)
            .map_or(UNSTATED, |entry| entry.area_state.as_str())
    };
    let mut states: BTreeSet<&str> = BTreeSet::new();
    for sources in place.values() {
        states.extend(sources.keys().map(|source| state_of(*source)));
    }
    let on = |fits: &dyn Fn(&str) -> bool, state: &str| {
        let mut sources = BTreeMap::new();
        for (slug, by_source) in place {
            let needed = inputs.iter().filter(|one| one.slug == *slug);
            let needed: Vec<&DimensionSet> = needed.map(|one| &one.dimensions).collect();
            let decided = precedence.get(slug).map_or(&[][..], Vec::as_slice);
            let candidates = by_source
                .iter()
                .filter(|(source, sets)| fits(state_of(**source)) && needed.iter().all(|set| sets.contains_key(*set)));
            let best = candidates.min_by_key(|(source, sets)| {
                let of_source = state_of(**source);
                let slug = dictionary.source(**source).map_or("", |entry| entry.slug.as_str());
                let newest = sets
                    .values()
                    .filter_map(|periods| periods.keys().next_back())
                    .max()
                    .copied();
                let n_values: usize = sets.values().map(BTreeMap::len).sum();
                let later_first = (std::cmp::Reverse(newest), std::cmp::Reverse(n_values));
                (super::rank(decided, slug, of_source), later_first, slug)
            });
            if let Some((source, sets)) = best {
                sources.insert(slug.as_str(), (*source, sets));
            }
        }
        let has_all = inputs.iter().all(|input| sources.contains_key(input.slug.as_str()));
        has_all.then(|| Chosen {
            area_state: state.to_owned(),
            sources,
        })
    };
    let found: Vec<Chosen<'a>> = states
        .iter()
        .filter_map(|state| on(&|one| one == *state, state))
        .collect();
    let stated: Vec<&str> = states.iter().copied().filter(|state| *state != UNSTATED).collect();
    match stated.as_slice() {
        // Where only one state is stated and nothing exists on it alone, what is not stated does not contradict it; the result then
        // states none either.
        [_] if found.is_empty() => on(&|_| true, UNSTATED).into_iter().collect(),
        _ => found,
    }
}

impl Chosen<'_> {
    /// The value of an input, counted in periods from that of the result.
    pub(super) fn held(&self, input: &Input, period: Period, offset: i8) -> Option<Held> {
        let at = period.shifted(offset)?;
        let (_, sets) = self.sources.get(input.slug.as_str())?;
        let periods = sets.get(&input.dimensions)?;
        periods.get(&(at.start_days(), at.frequency().code())).copied()
    }

    /// All periods in which any input makes a result thinkable.
    pub(super) fn periods(&self, expression: &Expression) -> BTreeSet<Period> {
        let mut periods = BTreeSet::new();
        for input in expression.inputs() {
            let known = self
                .sources
                .get(input.slug.as_str())
                .and_then(|(_, sets)| sets.get(&input.dimensions));
            for (start, frequency) in known.into_iter().flat_map(BTreeMap::keys) {
                let of_input = Period::from_lake(*start, *frequency);
                let shifts = input.alignment.offsets().iter();
                periods.extend(shifts.filter_map(|offset| of_input?.shifted(-offset)));
            }
        }
        periods
    }

    /// Whether any value of the inputs is suppressed, also of breakdowns that the formula does not name.
    pub(super) fn has_suppressed(&self) -> bool {
        let cells = self
            .sources
            .values()
            .flat_map(|(_, sets)| sets.values())
            .flat_map(BTreeMap::values);
        cells.into_iter().any(is_suppressed)
    }

    /// The sums of an indicator at a time that have a suppressed part.
    pub(super) fn relations(&self, slug: &str, period: Period, offset: i8) -> Vec<Relation> {
        let (Some((_, sets)), Some(at)) = (self.sources.get(slug), period.shifted(offset)) else {
            return Vec::new();
        };
        let at = (at.start_days(), at.frequency().code());
        let here: Vec<(&DimensionSet, bool)> = sets
            .iter()
            .filter_map(|(set, periods)| Some((set, is_suppressed(periods.get(&at)?))))
            .collect();
        let mut relations = Vec::new();
        for (total, _) in &here {
            for concept in concepts(&here) {
                let (mut published, mut suppressed) = (Vec::new(), Vec::new());
                for (part, is_suppressed) in &here {
                    if is_part(part, total, concept) {
                        if *is_suppressed {
                            &mut suppressed
                        } else {
                            &mut published
                        }
                        .push((*part).clone());
                    }
                }
                if !suppressed.is_empty() {
                    relations.push(Relation {
                        total: (*total).clone(),
                        published,
                        suppressed,
                    });
                }
            }
        }
        relations
    }
}

fn is_suppressed(held: &Held) -> bool {
    held.cell.number.is_none() && held.cell.status.has(Flag::Suppressed)
}

fn concepts<'a>(sets: &[(&'a DimensionSet, bool)]) -> BTreeSet<&'a str> {
    sets.iter()
        .flat_map(|(set, _)| set.pairs().map(|(concept, _)| concept))
        .collect()
}

/// Whether a breakdown is a part of a total by one concept more.
fn is_part(part: &DimensionSet, total: &DimensionSet, concept: &str) -> bool {
    let is_total = |code: Option<&str>| code.is_none_or(|code| code == "_T");
    if !is_total(total.code(concept)) || is_total(part.code(concept)) {
        return false;
    }
    fn others<'a>(set: &'a DimensionSet, concept: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        set.pairs().filter(move |(one, _)| *one != concept)
    }
    others(part, concept).eq(others(total, concept))
}
