//! Observations: values of the lake with their words, by filters, as of a date, each with its origin.
//!
//! Everything is read at one moment ([`Pin`]); what comes out is in the order of the lake: indicator, territory, breakdown, source, period.
//! A long answer can be read in parts: each observation has a [`Bookmark`] from which the next part goes on.

use std::{
    collections::{BTreeSet, HashMap},
    ops::ControlFlow,
};

use figures::{number::Number, observation::Status, period::Period, territory::Level};
use serde::{Deserialize, Serialize};
use store::{
    Store, StoreError,
    lake::{Pin, Query, Row, SeriesKey, vintage::AsOf},
    scope::Scope,
};

use super::{
    catalogue::{Catalogue, Indicator, SourceKey},
    code_words::{self, CodeWordTable},
};
use crate::territories::KeyTable;

/// Which observations are asked for. An empty list means all.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Slugs of indicators.
    pub indicators: Vec<String>,
    /// Keys of territories, in any spelling that names one.
    pub territories: Vec<String>,
    /// Only this level.
    pub level: Option<Level>,
    /// Only periods that begin in or after this one.
    pub from: Option<Period>,
    /// Only periods that begin in or before this one.
    pub to: Option<Period>,
    /// As of when.
    pub as_of: AsOf,
}

/// A value with everything that is said about it.
#[derive(Debug, Clone, Copy)]
pub struct Observation<'a> {
    /// Of which indicator.
    pub indicator: &'a Indicator,
    /// By which of its definitions, as the key in the lake.
    pub version_id: i32,
    /// `territory.id`.
    pub territory: i32,
    /// The period.
    pub period: Period,
    /// The value; `None` when missing.
    pub number: Option<Number>,
    /// Flags; why a value is missing.
    pub status: Status,
    /// Canonical breakdown; empty for the total.
    pub dimensions: &'a str,
    /// The source.
    pub source: &'a SourceEntry,
    /// `delivery.number`.
    pub delivery: i64,
    /// Its place in the delivered file, see [`super::deliveries::position`].
    pub position: i64,
    /// Its place in the order of all observations.
    pub bookmark: Bookmark,
}

/// The place of an observation in the order of the lake. For going on later, never for showing: its numbers mean nothing outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Bookmark {
    indicator: i32,
    territory: i32,
    dimension: i32,
    source: i32,
    start: i32,
    frequency: i16,
}

impl Bookmark {
    fn of(row: &Row) -> Self {
        let SeriesKey {
            indicator,
            territory,
            dimension,
            source,
        } = row.key;
        Self {
            indicator,
            territory,
            dimension,
            source,
            start: row.start,
            frequency: row.frequency,
        }
    }
}

/// A source with its terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceEntry {
    /// Short name.
    pub slug: String,
    /// On which area the figures stand, as [`figures::source::AreaState`] writes it.
    pub area_state: String,
    /// Who publishes.
    pub provider: String,
    /// Title of the publication.
    pub title: String,
    /// The note that must stand beside the figures.
    pub note: String,
    /// Short name of the licence.
    pub licence: Option<String>,
    /// Address of the data set.
    pub dataset_uri: Option<String>,
}

/// The dictionaries behind the keys of the lake.
#[derive(Debug, Default)]
pub struct Dictionary {
    sources: HashMap<i32, SourceEntry>,
    dimensions: HashMap<i32, String>,
    words: CodeWordTable,
}

/// Loads the dictionaries.
pub async fn dictionary(store: &Store, scope: &Scope) -> Result<Dictionary, StoreError> {
    type Line = (
        i64,
        String,
        String,
        String,
        String,
        String,
        Option<String>,
        Option<String>,
    );
    let read = store.sql.read(scope);
    let [first, second] = scope.visibilities();
    // That somebody counts something, or has figures of a publisher, is itself not public before the first value is.
    let sources: Vec<Line> = sqlx::query_as(
        "select id, slug, area_state, provider, title, note, licence, dataset_uri from source \
         where exists (select 1 from delivery where delivery.source_id = source.id \
           and delivery.visibility in ($1, $2) \
           and (delivery.visibility = 'public' or delivery.organisation_id in (1, $3) or $3 = 1))",
    )
    .bind(first)
    .bind(second)
    .bind(scope.organisation().0)
    .fetch_all(read.on())
    .await?;
    let dimensions: Vec<(i64, String)> = sqlx::query_as("select id, canonical from dimension_set")
        .fetch_all(read.on())
        .await?;
    let narrow = |id: i64| i32::try_from(id).unwrap_or(i32::MAX);
    Ok(Dictionary {
        sources: sources
            .into_iter()
            .map(|(id, slug, area_state, provider, title, note, licence, dataset_uri)| {
                (
                    narrow(id),
                    SourceEntry {
                        slug,
                        area_state,
                        provider,
                        title,
                        note,
                        licence,
                        dataset_uri,
                    },
                )
            })
            .collect(),
        dimensions: dimensions
            .into_iter()
            .map(|(id, canonical)| (narrow(id), canonical))
            .collect(),
        words: code_words::load(store, scope).await?,
    })
}

impl Dictionary {
    /// What concepts and codes of breakdowns are called.
    pub fn words(&self) -> &CodeWordTable {
        &self.words
    }

    /// A source by its key in the lake.
    pub fn source(&self, id: i32) -> Option<&SourceEntry> {
        self.sources.get(&id)
    }

    /// A breakdown by its key in the lake, in canonical form.
    pub fn breakdown(&self, id: i32) -> Option<&str> {
        self.dimensions.get(&id).map(String::as_str)
    }

    /// All sources, for lists.
    pub fn sources(&self) -> impl Iterator<Item = &SourceEntry> {
        self.sources.values()
    }
}

/// What each indicator has been delivered, by the deliveries that count.
#[derive(Debug, Default)]
pub struct Coverage(HashMap<i32, Covered>);

/// What one indicator has been delivered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Covered {
    /// Values delivered, earlier vintages of the same value included.
    pub n_values: i64,
    /// Short names of the sources.
    pub sources: Vec<String>,
    /// Newest delivery.
    pub newest_delivery: i64,
    /// The levels of territory that were delivered; `None` when a delivery did not note them.
    pub levels: Option<BTreeSet<Level>>,
}

impl Coverage {
    /// What an indicator has been delivered; nothing for one without deliveries.
    pub fn of(&self, version_id: i32) -> Covered {
        self.0.get(&version_id).cloned().unwrap_or_default()
    }

    /// The levels of territory on which an indicator has been delivered, where every delivery noted them.
    pub fn levels_of(&self, version_id: i32) -> Option<&BTreeSet<Level>> {
        self.0.get(&version_id).and_then(|covered| covered.levels.as_ref())
    }
}

/// Current version of the indicator, rows, new rows, delivery, source, levels.
type CoveredPart = (i64, i64, i64, i64, Option<String>, Option<String>);

/// Finds out which indicators have values, without reading the values.
pub async fn coverage(store: &Store, scope: &Scope) -> Result<Coverage, StoreError> {
    let [first, second] = scope.visibilities();
    let parts: Vec<CoveredPart> = sqlx::query_as(
        "select (select current.id from indicator_version current where current.indicator_id = version.indicator_id \
                order by current.number desc limit 1), part.n_rows, part.n_new, delivery.number, source.slug, part.levels \
         from delivery_indicator part join delivery on delivery.number = part.delivery_number \
         join indicator_version version on version.id = part.indicator_version_id \
         left join source on source.id = delivery.source_id \
         where delivery.visibility in ($1, $2) \
           and (delivery.visibility = 'public' or delivery.organisation_id in (1, $3) or $3 = 1) \
           and not exists (select 1 from delivery later where later.withdraws = delivery.number) \
         order by delivery.number",
    )
    .bind(first)
    .bind(second)
    .bind(scope.organisation().0)
    .fetch_all(store.sql.read(scope).on())
    .await?;
    let mut coverage = Coverage::default();
    for (version_id, n_rows, n_new, number, source, levels) in parts {
        let covered = coverage
            .0
            .entry(i32::try_from(version_id).unwrap_or(i32::MAX))
            .or_insert_with(|| Covered {
                levels: Some(BTreeSet::new()),
                ..Covered::default()
            });
        let levels = levels.map(|words| {
            words
                .split(' ')
                .filter_map(|word| word.parse::<Level>().ok())
                .collect::<Vec<_>>()
        });
        covered.levels = covered.levels.take().zip(levels).map(|(mut known, more)| {
            known.extend(more);
            known
        });
        // A delivery that only repeats values keeps them countable when the one that brought them is withdrawn.
        covered.n_values = (covered.n_values + n_new).max(n_rows);
        covered.newest_delivery = number;
        covered
            .sources
            .extend(source.filter(|source| !covered.sources.contains(source)));
    }
    Ok(coverage)
}

/// The sources and area states on which an indicator has been delivered, by the deliveries that count.
pub async fn sources_of(store: &Store, scope: &Scope, version_id: i32) -> Result<Vec<SourceKey>, StoreError> {
    let [first, second] = scope.visibilities();
    let keys: Vec<(String, String)> = sqlx::query_as(
        "select distinct source.slug, source.area_state from delivery_indicator part \
         join delivery on delivery.number = part.delivery_number \
         join source on source.id = delivery.source_id \
         where part.indicator_version_id = $1 and delivery.visibility in ($2, $3) \
           and not exists (select 1 from delivery later where later.withdraws = delivery.number) \
         order by source.slug, source.area_state",
    )
    .bind(i64::from(version_id))
    .bind(first)
    .bind(second)
    .fetch_all(store.sql.read(scope).on())
    .await?;
    let key = |(source, area_state)| SourceKey { source, area_state };
    Ok(keys.into_iter().map(key).collect())
}

/// A filter whose words are understood.
#[derive(Debug, Clone)]
pub struct Selection {
    query: Query,
    from_start: Option<i32>,
    to_start: Option<i32>,
}

impl Selection {
    /// Finds the indicators and territories that a filter names. An unknown name is an error: an empty answer would say that there
    /// are no values.
    pub fn new(filter: &Filter, catalogue: &Catalogue, keys: &KeyTable) -> Result<Self, SelectionError> {
        let indicators = filter
            .indicators
            .iter()
            .map(|slug| {
                let found = catalogue.by_slug(slug).or_else(|| catalogue.by_alias("inkar", slug));
                found
                    .map(|one| one.version_id)
                    .ok_or_else(|| SelectionError::Indicator(slug.clone()))
            })
            .collect::<Result<Vec<i32>, _>>()?;
        let named = filter
            .territories
            .iter()
            .map(|text| {
                keys.resolve(text, None)
                    .map(|found| found.id)
                    .map_err(|error| SelectionError::Territory(error.to_string()))
            })
            .collect::<Result<Vec<i32>, _>>()?;
        let territories = match (named.is_empty(), filter.level) {
            (true, None) => None,
            (false, None) => Some(named),
            (true, Some(level)) => Some(
                keys.iter()
                    .filter(|(_, key, _)| key.level() == level)
                    .map(|(id, ..)| id)
                    .collect(),
            ),
            (false, Some(level)) => {
                let is_of_level = |id: &i32| keys.get(*id).is_some_and(|(key, _)| key.level() == level);
                Some(named.into_iter().filter(is_of_level).collect())
            }
        };
        Ok(Self {
            query: Query {
                indicators: (!indicators.is_empty()).then_some(indicators),
                territories,
                as_of: filter.as_of,
            },
            from_start: filter.from.map(Period::start_days),
            to_start: filter.to.map(Period::start_days),
        })
    }

    /// The same selection for one indicator alone.
    #[must_use]
    pub fn of_indicator(&self, version_id: i32) -> Self {
        let mut one = self.clone();
        one.query.indicators = Some(vec![version_id]);
        one
    }

    /// The versions of indicators that are asked for; `None` for all.
    pub fn indicators(&self) -> Option<&[i32]> {
        self.query.indicators.as_deref()
    }

    /// Only these territories and indicators, by their keys in the lake.
    pub fn of(indicators: Option<Vec<i32>>, territories: Option<Vec<i32>>, as_of: AsOf) -> Self {
        Self {
            query: Query {
                indicators,
                territories,
                as_of,
            },
            from_start: None,
            to_start: None,
        }
    }
}

/// Why a filter cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SelectionError {
    /// No such indicator.
    #[error("indicator \"{0}\" is not in the catalogue; \"lotse indicators\" lists all")]
    Indicator(String),
    /// No such territory.
    #[error("{0}")]
    Territory(String),
}

/// Streams the observations of a selection. `sink` returns `false` to stop.
pub fn read(
    store: &Store,
    pin: &Pin,
    catalogue: &Catalogue,
    dictionary: &Dictionary,
    selection: &Selection,
    mut sink: impl FnMut(Observation<'_>) -> bool,
) -> Result<(), StoreError> {
    let flow = |one: Observation<'_>| {
        if sink(one) {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    };
    let query = Query {
        indicators: selection
            .query
            .indicators
            .as_deref()
            .map(|versions| catalogue.with_earlier(versions)),
        ..selection.query.clone()
    };
    read_query(store, pin, catalogue, dictionary, selection, &query, None, flow).map(|_| ())
}

/// How many territories are read at once: few at first, because a page of a list needs no more.
const N_TERRITORIES: std::ops::RangeInclusive<usize> = 64..=2048;

/// As [`read`], beginning after a bookmark and holding only a part of an indicator at any time: for pages of a list, and for answers
/// that a slow reader takes. `keys` are those of the installation.
pub fn read_on(
    store: &Store,
    pin: &Pin,
    (catalogue, dictionary, keys): (&Catalogue, &Dictionary, &KeyTable),
    selection: &Selection,
    after: Option<Bookmark>,
    mut sink: impl FnMut(Observation<'_>) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let sorted = |mut numbers: Vec<i32>| {
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    };
    let wanted = selection.query.indicators.as_deref();
    let wanted = wanted.map(|versions| catalogue.with_earlier(versions));
    let indicators = sorted(wanted.unwrap_or_else(|| pin.indicators()));
    let territories = sorted(match &selection.query.territories {
        Some(territories) => territories.clone(),
        None => keys.iter().map(|(id, ..)| id).collect(),
    });
    for indicator in indicators {
        let mut rest = match after {
            Some(after) if indicator < after.indicator => continue,
            Some(after) if indicator == after.indicator => {
                &territories[territories.partition_point(|one| *one < after.territory)..]
            }
            _ => &territories[..],
        };
        let mut n_territories = *N_TERRITORIES.start();
        while !rest.is_empty() {
            let (now, later) = rest.split_at(n_territories.min(rest.len()));
            let query = Query {
                indicators: Some(vec![indicator]),
                territories: Some(now.to_vec()),
                as_of: selection.query.as_of,
            };
            if read_query(store, pin, catalogue, dictionary, selection, &query, after, &mut sink)?.is_break() {
                return Ok(());
            }
            rest = later;
            n_territories = (n_territories * 2).min(*N_TERRITORIES.end());
        }
    }
    Ok(())
}

#[expect(
    clippy::too_many_arguments,
    reason = "what is read, by which words, from where, to whom"
)]
fn read_query(
    store: &Store,
    pin: &Pin,
    catalogue: &Catalogue,
    dictionary: &Dictionary,
    selection: &Selection,
    query: &Query,
    after: Option<Bookmark>,
    mut sink: impl FnMut(Observation<'_>) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, StoreError> {
    let mut strange = None;
    let mut flow = ControlFlow::Continue(());
    store.lake.read(pin, query, |row| {
        if after.is_some_and(|after| Bookmark::of(row) <= after) {
            return true;
        }
        let too_early = selection.from_start.is_some_and(|from| row.start < from);
        let too_late = selection.to_start.is_some_and(|to| row.start > to);
        if too_early || too_late {
            return true;
        }
        // An indicator that the scope may not see is no part of its catalogue; its values are passed over.
        let Some(indicator) = catalogue.by_version(row.key.indicator) else {
            return true;
        };
        match observation(row, indicator, dictionary) {
            Some(observation) => {
                flow = sink(observation);
                flow.is_continue()
            }
            None => {
                strange = Some(row.delivery);
                false
            }
        }
    })?;
    strange.map_or(Ok(flow), |delivery| {
        Err(StoreError::Schema(format!(
            "delivery {delivery} has values with unknown keys"
        )))
    })
}

/// The observation that a row stands for; `None` when a key means nothing.
pub(super) fn observation<'a>(
    row: &Row,
    indicator: &'a Indicator,
    dictionary: &'a Dictionary,
) -> Option<Observation<'a>> {
    Some(Observation {
        indicator,
        version_id: row.key.indicator,
        territory: row.key.territory,
        period: Period::from_lake(row.start, row.frequency)?,
        number: row.value.map(|value| Number {
            value,
            decimals: row.decimals,
        }),
        status: Status::from_code(row.status)?,
        dimensions: dictionary.dimensions.get(&row.key.dimension)?,
        source: dictionary.sources.get(&row.key.source)?,
        delivery: i64::from(row.delivery),
        position: row.position,
        bookmark: Bookmark::of(row),
    })
}
