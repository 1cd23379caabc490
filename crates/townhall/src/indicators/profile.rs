//! The figures of one place: every indicator with its series, the place's own values kept apart from those of its district.
//!
//! A place may have several keys (a district-free city is municipality and district at once): values under any of them are its own. A
//! value of the district that a municipality lies in is never shown as the municipality's. One series is shown first; others, from other
//! sources, areas or keys, stand beside it and are never joined with it.

use std::collections::BTreeMap;

use figures::{number::Number, observation::Status, period::Period, territory::Level};
use store::{
    Store, StoreError,
    lake::{Pin, vintage::AsOf},
};

use super::{
    catalogue::Catalogue,
    formulas,
    observations::{self, Dictionary, Selection, SourceEntry},
};
use crate::territories::{self, Territory};

/// A place and the places whose values matter for it.
#[derive(Debug, Clone)]
pub struct Place {
    /// The place itself.
    pub territory: Territory,
    /// All its keys, its own first.
    pub own: Vec<i32>,
    /// The district that it lies in, when it is smaller than a district; of a part of a municipality, the municipality.
    pub district: Option<Territory>,
    /// The keys of the district, its own first; empty without one.
    pub district_keys: Vec<i32>,
}

impl Place {
    /// Finds out what belongs to a territory.
    pub async fn of(store: &Store, scope: &store::scope::Scope, territory: Territory) -> Result<Self, StoreError> {
        let read = store.sql.read(scope);
        let keys = async |id: i32| {
            let same = territories::same_area(read, &[id]).await?;
            let mut keys = vec![id];
            keys.extend(
                same.get(&id)
                    .into_iter()
                    .flatten()
                    .copied()
                    .filter(|other| *other != id),
            );
            Ok::<_, StoreError>(keys)
        };
        let own = keys(territory.id).await?;
        let above = territories::ancestors(read, territory.id).await?;
        let around = match territory.level() {
            Level::Part => Level::Municipality,
            _ => Level::District,
        };
        let district = above
            .into_iter()
            .find(|one| one.level() == around && !own.contains(&one.id));
        let district_keys = match &district {
            Some(district) => keys(district.id).await?,
            None => Vec::new(),
        };
        Ok(Self {
            territory,
            own,
            district,
            district_keys,
        })
    }
}

/// One value of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Value {
    /// The period.
    pub period: Period,
    /// The value; `None` when missing.
    pub number: Option<Number>,
    /// Flags.
    pub status: Status,
    /// The delivery that is its origin.
    pub delivery: i64,
    /// Its place in the delivered file.
    pub position: i64,
}

/// Values that may be drawn as one curve: one definition, one key, one breakdown, one source and area state.
#[derive(Debug, Clone)]
pub struct SeriesOf {
    /// By which definition, as the key in the lake.
    pub version_id: i32,
    /// Under which key they were delivered.
    pub territory: i32,
    /// Canonical breakdown; empty for the total.
    pub dimensions: String,
    /// The source.
    pub source: SourceEntry,
    /// In order of time.
    pub values: Vec<Value>,
}

impl SeriesOf {
    /// The newest value that is not missing.
    pub fn newest(&self) -> Option<&Value> {
        self.values.iter().rev().find(|value| value.number.is_some())
    }

    /// The oldest value that is not missing.
    pub fn oldest(&self) -> Option<&Value> {
        self.values.iter().find(|value| value.number.is_some())
    }

    /// Values for a small curve.
    pub fn curve(&self) -> Vec<Option<f64>> {
        self.values
            .iter()
            .map(|value| value.number.map(|number| number.value))
            .collect()
    }
}

/// The series of one indicator in one place; the one to show comes first.
#[derive(Debug, Clone)]
pub struct Figures {
    /// `indicator_version.id`.
    pub version_id: i32,
    /// Never empty; each series has at least one value that is not missing.
    pub series: Vec<SeriesOf>,
}

impl Figures {
    /// The series to show.
    pub fn first(&self) -> &SeriesOf {
        &self.series[0]
    }

    /// The series of the whole; `None` where only parts are stated, of which none may stand for the whole.
    pub fn total(&self) -> Option<&SeriesOf> {
        Some(self.first()).filter(|series| series.dimensions.is_empty())
    }
}

/// What is known about a place: its own figures, and those of its district for what has no own value.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Own figures, in the order of the catalogue.
    pub own: Vec<Figures>,
    /// Figures of the district, in the order of the catalogue.
    pub district: Vec<Figures>,
}

/// Reads all figures of a place, or those of some indicators. Blocking: it reads the lake.
pub fn read(
    store: &Store,
    pin: &Pin,
    catalogue: &Catalogue,
    dictionary: &Dictionary,
    place: &Place,
    indicators: Option<Vec<i32>>,
    as_of: AsOf,
) -> Result<Profile, StoreError> {
    let own = series(store, pin, catalogue, dictionary, &place.own, indicators.clone(), as_of)?;
    let mut district = series(
        store,
        pin,
        catalogue,
        dictionary,
        &place.district_keys,
        indicators,
        as_of,
    )?;
    district.retain(|figures| own.iter().all(|known| known.version_id != figures.version_id));
    Ok(Profile { own, district })
}

fn series(
    store: &Store,
    pin: &Pin,
    catalogue: &Catalogue,
    dictionary: &Dictionary,
    keys: &[i32],
    indicators: Option<Vec<i32>>,
    as_of: AsOf,
) -> Result<Vec<Figures>, StoreError> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let selection = Selection::of(indicators, Some(keys.to_vec()), as_of);
    let mut found: BTreeMap<i32, Vec<SeriesOf>> = BTreeMap::new();
    observations::read(store, pin, catalogue, dictionary, &selection, |one| {
        let value = Value {
            period: one.period,
            number: one.number,
            status: one.status,
            delivery: one.delivery,
            position: one.position,
        };
        let list = found.entry(one.indicator.version_id).or_default();
        // Observations come sorted, so a value belongs to the last series or begins a new one.
        match list.last_mut() {
            Some(last)
                if last.version_id == one.version_id
                    && last.territory == one.territory
                    && last.dimensions == one.dimensions
                    && last.source == *one.source =>
            {
                last.values.push(value);
            }
            _ => list.push(SeriesOf {
                version_id: one.version_id,
                territory: one.territory,
                dimensions: one.dimensions.to_owned(),
                source: one.source.clone(),
                values: vec![value],
            }),
        }
        true
    })?;
    let mut figures: Vec<Figures> = found
        .into_iter()
        .filter_map(|(version_id, mut series)| {
            series.retain(|series| series.newest().is_some());
            let decided = catalogue
                .by_version(version_id)
                .map_or(&[][..], |indicator| indicator.precedence.as_slice());
            // First the current definition and the total, then the source that a person decided on, then what was published before what was computed here, then
            // the place's own key, the newest and the longest.
            series.sort_by_key(|series| {
                let rank = formulas::rank(decided, &series.source.slug, &series.source.area_state);
                let key = keys.iter().position(|key| *key == series.territory);
                let newest = series.newest().map(|value| value.period);
                let length = series.values.len();
                (
                    series.version_id != version_id,
                    !series.dimensions.is_empty(),
                    rank,
                    key,
                    std::cmp::Reverse(newest),
                    std::cmp::Reverse(length),
                )
            });
            (!series.is_empty()).then_some(Figures { version_id, series })
        })
        .collect();
    figures.sort_by_key(|figures| {
        catalogue
            .all()
            .iter()
            .position(|one| one.version_id == figures.version_id)
    });
    Ok(figures)
}
