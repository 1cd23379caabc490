//! The values that a formula needs in one place: every source and breakdown of its inputs, and which source counts.

use std::collections::{BTreeMap, BTreeSet};

use figures::{
    dimension::DimensionSet,
    number::Number,
    observation::{Flag, Status},
    period::{Frequency, Period},
};
use methods::formula::{Alignment, Cell, Expression, Input, Relation};
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
    // What is not stated contradicts no state; of two sources that count alike, the one that states the area is taken.
    let on = |state: &str| {
        let mut sources = BTreeMap::new();
        let mut are_all = true;
        for (slug, by_source) in place {
            let needed = inputs.iter().filter(|one| one.slug == *slug);
            let needed: Vec<&DimensionSet> = needed.map(|one| &one.dimensions).collect();
            let decided = precedence.get(slug).map_or(&[][..], Vec::as_slice);
            let fits = |source: i32| state_of(source) == state || state_of(source) == UNSTATED;
            let candidates = by_source
                .iter()
                .filter(|(source, sets)| fits(**source) && needed.iter().all(|set| sets.contains_key(*set)));
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
                (
                    super::rank(decided, slug, of_source),
                    of_source != state,
                    later_first,
                    slug,
                )
            });
            if let Some((source, sets)) = best {
                are_all &= needed.is_empty() || state_of(*source) == state;
                sources.insert(slug.as_str(), (*source, sets));
            }
        }
        let has_all = inputs.iter().all(|input| sources.contains_key(input.slug.as_str()));
        has_all.then(|| Chosen {
            area_state: if are_all { state } else { UNSTATED }.to_owned(),
            sources,
        })
    };
    let found: Vec<Chosen<'a>> = states.iter().filter_map(|state| on(state)).collect();
    // Where inputs of some state meet inputs of none, the result states none either; which is only clear when it happens once, and nothing
    // exists that states none throughout.
    let (mut chosen, unstated): (Vec<_>, Vec<_>) = found.into_iter().partition(|one| one.area_state != UNSTATED);
    let throughout = |one: &Chosen<'_>| {
        inputs
            .iter()
            .all(|input| state_of(one.sources[input.slug.as_str()].0) == UNSTATED)
    };
    let (mut throughout, mixed): (Vec<_>, Vec<_>) = unstated.into_iter().partition(throughout);
    match (throughout.pop(), <[Chosen<'a>; 1]>::try_from(mixed)) {
        (Some(one), _) | (None, Ok([one])) => chosen.push(one),
        (None, Err(_)) => {}
    }
    chosen
}

impl Chosen<'_> {
    /// The value of an input, counted in periods from that of the result, and the period that it is about.
    pub(super) fn held(&self, input: &Input, period: Period, offset: i8) -> Option<(Period, Held)> {
        let (_, sets) = self.sources.get(input.slug.as_str())?;
        let series = sets.get(&input.dimensions)?;
        // The mean of two year ends takes in the end before; of two beginnings, the one after.
        let begins = input.alignment == Alignment::AverageOfEnds && is_beginning(series);
        found(series, period, if begins { offset + 1 } else { offset })
    }

    /// All periods in which any input makes a result thinkable.
    pub(super) fn periods(&self, expression: &Expression) -> BTreeSet<Period> {
        let series = |input: &Input| self.sources.get(input.slug.as_str())?.1.get(&input.dimensions);
        let inputs: Vec<(&Input, &Periods)> = expression
            .inputs()
            .into_iter()
            .filter_map(|input| Some((input, series(input)?)))
            .collect();
        let by_year = !are_about_one_day(inputs.iter().map(|(_, series)| *series));
        let mut periods = BTreeSet::new();
        for (input, series) in inputs {
            for (start, frequency) in series.keys() {
                let Some(of_input) = Period::from_lake(*start, *frequency) else {
                    continue;
                };
                let of_input = match of_input.year_of_day() {
                    Some(year) if by_year && is_once_a_year(series) => year,
                    _ => of_input,
                };
                let shifts = input.alignment.offsets().iter();
                periods.extend(shifts.filter_map(|offset| later(series, of_input, -offset)));
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
        let Some((_, sets)) = self.sources.get(slug) else {
            return Vec::new();
        };
        // A mean of two beginnings reads one period later than it says; both are looked at.
        let is_hidden = |series: &Periods| {
            let at = |offset: i8| found(series, period, offset).map(|(_, held)| is_suppressed(&held));
            match (at(offset), is_beginning(series).then(|| at(offset + 1)).flatten()) {
                (None, None) => None,
                (one, other) => Some(one == Some(true) || other == Some(true)),
            }
        };
        let here: Vec<(&DimensionSet, bool)> = sets
            .iter()
            .filter_map(|(set, series)| Some((set, is_hidden(series)?)))
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

/// The value so many periods after one. Of a figure that is counted on one day of the year, a year finds the value of its day: the
/// year is what both are named after.
fn found(series: &Periods, period: Period, offset: i8) -> Option<(Period, Held)> {
    let at = later(series, period, offset)?;
    if let Some(held) = series.get(&(at.start_days(), at.frequency().code())) {
        return Some((at, *held));
    }
    if at.frequency() != Frequency::YEARLY || !is_once_a_year(series) {
        return None;
    }
    let within = series.range((at.start_days(), i16::MIN)..(at.shifted(1)?.start_days(), i16::MIN));
    let mut days = within.filter_map(|((start, frequency), held)| {
        let day = Period::from_lake(*start, *frequency)?;
        day.year_of_day().map(|_| (day, *held))
    });
    days.next()
}

/// The period so many steps later. A figure that is counted on one day of the year is counted next a year later, not on the day after.
fn later(series: &Periods, period: Period, offset: i8) -> Option<Period> {
    match period.year_of_day() {
        Some(_) if is_once_a_year(series) => period.years_later(offset),
        _ => period.shifted(offset),
    }
}

/// The days of a series, by year.
fn days(series: &Periods) -> impl Iterator<Item = Period> {
    let periods = series
        .keys()
        .filter_map(|(start, frequency)| Period::from_lake(*start, *frequency));
    periods.filter(|period| period.year_of_day().is_some())
}

/// Whether no year has more than one day; the keys of a series are in order of time.
fn is_once_a_year(series: &Periods) -> bool {
    let years: Vec<Option<Period>> = days(series).map(Period::year_of_day).collect();
    years.windows(2).all(|pair| pair[0] != pair[1])
}

/// Whether every series is counted on days, and on the same day of the year. Only then do the results lie on that day too; else they
/// are about the year.
fn are_about_one_day<'a>(series: impl Iterator<Item = &'a Periods>) -> bool {
    let mut known = BTreeSet::new();
    for one in series {
        let of_one: BTreeSet<_> = days(one).map(|day| (day.start().month(), day.start().day())).collect();
        if of_one.is_empty() {
            return false;
        }
        known.extend(of_one);
    }
    known.len() == 1
}

/// Whether a series is counted in the first half of the years.
fn is_beginning(series: &Periods) -> bool {
    let mut days = days(series).peekable();
    days.peek().is_some() && days.all(|day| day.start().month() <= 6)
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
