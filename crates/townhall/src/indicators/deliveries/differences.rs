//! What a delivery changed: new, revised, missing and withdrawn values, for the council and for whoever checks a delivery.
//!
//! The values that counted just before a delivery are compared with those that count with it, by the rule of the lake and nothing
//! else; so the answer is the same for files, for undone deliveries and for computed ones, and stays the same whatever comes later.
//! Values of the delivery that do not count, because a newer data state had said otherwise before, are counted apart; and so are values
//! that a former file of the same source stated and that this one leaves out, although they keep counting. Blocking: it reads the lake.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::ControlFlow,
};

use figures::{number::Number, observation::Status};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{
    Store, StoreError,
    lake::{
        Pin, Query, Row,
        vintage::{AsOf, Ranking},
    },
    scope::Scope,
};
use utoipa::ToSchema;

use super::Delivery;
use crate::indicators::{
    catalogue::Catalogue,
    observations::{self, Bookmark, Dictionary, Observation},
};

/// What happened to an observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A value where none was known before.
    New,
    /// Another value or another flag than before.
    Revised,
    /// There was a value; now the publisher gives none.
    Missing,
    /// There was a value; now no observation counts at all.
    Withdrawn,
    /// There was a value, and the new file of the same source no longer names it; it keeps counting with its own data state.
    LeftOut,
}

impl Kind {
    /// All of them, in the order of pages.
    pub const ALL: [Self; 5] = [Self::New, Self::Revised, Self::Missing, Self::Withdrawn, Self::LeftOut];

    /// The word in addresses and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Revised => "revised",
            Self::Missing => "missing",
            Self::Withdrawn => "withdrawn",
            Self::LeftOut => "left_out",
        }
    }
}

/// One observation that changed.
#[derive(Debug, Clone, Copy)]
pub struct Difference<'a> {
    /// What happened.
    pub kind: Kind,
    /// The observation as it counts with the delivery; as it counted before, when it no longer does.
    pub of: Observation<'a>,
    /// What counted before.
    pub before: Option<Side>,
    /// What counts with the delivery.
    pub after: Option<Side>,
}

/// One side of a difference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Side {
    /// The value; `None` when missing.
    pub number: Option<Number>,
    /// Flags; why a value is missing.
    pub status: Status,
    /// The delivery that states it.
    pub delivery: i64,
    /// Its place in the delivered file.
    pub position: i64,
    /// The publisher's data state of that delivery.
    pub known_on: Date,
}

impl Side {
    fn of(row: &Row, pin: &Pin) -> Option<Self> {
        Some(Self {
            number: row.value.map(|value| Number {
                value,
                decimals: row.decimals,
            }),
            status: Status::from_code(row.status)?,
            delivery: i64::from(row.delivery),
            position: row.position,
            known_on: pin.deliveries().get(&row.delivery)?.known_on,
        })
    }
}

/// How many observations changed in which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = DifferenceCounts)]
pub struct Counts {
    /// Values where none was known before.
    #[schema(example = 120)]
    pub new: u64,
    /// Other values or flags than before.
    #[schema(example = 3)]
    pub revised: u64,
    /// Values that the publisher no longer gives.
    #[schema(example = 1)]
    pub missing: u64,
    /// Values that no longer count at all.
    #[schema(example = 0)]
    pub withdrawn: u64,
    /// Values that a former file of the same source stated and that this one does not name; they keep counting.
    #[schema(example = 0)]
    pub left_out: u64,
    /// Observations that the delivery names and that stay as they were.
    #[schema(example = 4800)]
    pub unchanged: u64,
    /// Of the unchanged: named for the first time, without a value.
    #[schema(example = 12)]
    pub of_which_without_value: u64,
    /// Of the unchanged: the delivery says otherwise, but a newer data state counts.
    #[schema(example = 0)]
    pub of_which_overruled: u64,
}

impl Counts {
    /// How many observations changed.
    pub fn changed(&self) -> u64 {
        self.new + self.revised + self.missing + self.withdrawn
    }

    fn add(&mut self, kind: Kind) {
        match kind {
            Kind::New => self.new += 1,
            Kind::Revised => self.revised += 1,
            Kind::Missing => self.missing += 1,
            Kind::Withdrawn => self.withdrawn += 1,
            Kind::LeftOut => self.left_out += 1,
        }
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            new: self.new + other.new,
            revised: self.revised + other.revised,
            missing: self.missing + other.missing,
            withdrawn: self.withdrawn + other.withdrawn,
            left_out: self.left_out + other.left_out,
            unchanged: self.unchanged + other.unchanged,
            of_which_without_value: self.of_which_without_value + other.of_which_without_value,
            of_which_overruled: self.of_which_overruled + other.of_which_overruled,
        }
    }
}

/// Which delivery is looked at, and which indicators it can have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    number: i32,
    withdraws: Option<i32>,
    /// Whether it is a file, which can leave out what a former one stated.
    is_file: bool,
    indicators: Vec<i32>,
}

impl Subject {
    /// What is needed to know about a delivery; a withdrawal touches what the withdrawn delivery had brought.
    pub async fn of(store: &Store, scope: &Scope, delivery: &Delivery) -> Result<Self, StoreError> {
        let narrow = |number: i64| i32::try_from(number).unwrap_or(i32::MAX);
        let touched: Vec<(i64,)> = sqlx::query_as(
            "select distinct indicator_version_id from delivery_indicator where delivery_number in ($1, $2) \
             order by indicator_version_id",
        )
        .bind(delivery.number)
        .bind(delivery.withdraws.unwrap_or(delivery.number))
        .fetch_all(store.sql.read(scope).on())
        .await?;
        Ok(Self {
            number: narrow(delivery.number),
            withdraws: delivery.withdraws.map(narrow),
            is_file: delivery.kind == super::Kind::Merge,
            indicators: touched.into_iter().map(|(id,)| narrow(id)).collect(),
        })
    }

    fn is_touched(&self, rows: &[Row]) -> bool {
        rows.iter()
            .any(|row| row.delivery == self.number || Some(row.delivery) == self.withdraws)
    }
}

/// What a file speaks of, by indicator.
#[derive(Debug, Default)]
struct Spoken {
    periods: HashSet<(i32, i16)>,
    territories: HashSet<i32>,
    sources: HashSet<i32>,
    /// Territories of which the same indicator was known before.
    known: HashSet<i32>,
    /// Whether nearly all of these are named, so that the file is the same table again.
    is_whole: bool,
}

/// A file that names at least so many percent of the territories known before is taken for the same table again, so that a territory
/// that it no longer names at all was left out; one that names fewer is about a part of the country.
const SAME_TABLE: usize = 90;

impl Spoken {
    fn of(
        store: &Store,
        pin: &Pin,
        subject: &Subject,
        query: &Query,
        before: &Ranking,
    ) -> Result<HashMap<i32, Self>, StoreError> {
        let mut spoken: HashMap<i32, Self> = HashMap::new();
        if !subject.is_file {
            return Ok(spoken);
        }
        store.lake.read_vintages(pin, query, |rows| {
            let key = rows[0].key;
            let of = spoken.entry(key.indicator).or_default();
            if rows.iter().any(|row| row.delivery == subject.number) {
                of.periods.insert((rows[0].start, rows[0].frequency));
                of.territories.insert(key.territory);
                of.sources.insert(key.source);
            }
            if before.pick(rows).is_some() {
                of.known.insert(key.territory);
            }
            true
        })?;
        for of in spoken.values_mut() {
            let n_named = of.known.intersection(&of.territories).count();
            of.is_whole = of.known.len() * SAME_TABLE <= n_named * 100;
        }
        Ok(spoken)
    }

    /// Whether an observation that the file does not name would be expected in it.
    fn leaves_out(&self, row: &Row) -> bool {
        self.sources.contains(&row.key.source)
            && self.periods.contains(&(row.start, row.frequency))
            && (self.is_whole || self.territories.contains(&row.key.territory))
    }
}

/// Which differences are asked for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only these kinds; all when empty.
    pub kinds: Vec<Kind>,
    /// Only these indicator versions; all when `None`.
    pub indicators: Option<Vec<i32>>,
    /// Only these territories; all when `None`.
    pub territories: Option<Vec<i32>>,
    /// Only what comes behind this place.
    pub after: Option<Bookmark>,
}

/// Tells every difference in the order of the lake, and counts by indicator what passed. `sink` may end the reading early.
pub fn read(
    store: &Store,
    pin: &Pin,
    (catalogue, dictionary): (&Catalogue, &Dictionary),
    subject: &Subject,
    filter: &Filter,
    mut sink: impl FnMut(Difference<'_>) -> ControlFlow<()>,
) -> Result<BTreeMap<i32, Counts>, StoreError> {
    let ranking = |until: i32| pin.clone().until(until).ranking(AsOf::Current);
    let (before, after) = (ranking(subject.number - 1), ranking(subject.number));
    let wanted = |version: &i32| filter.indicators.as_ref().is_none_or(|wanted| wanted.contains(version));
    let indicators: Vec<i32> = subject.indicators.iter().copied().filter(wanted).collect();
    let query = Query {
        indicators: Some(indicators),
        territories: filter.territories.clone(),
        ..Query::default()
    };
    let whole = Query {
        territories: None,
        ..query.clone()
    };
    let spoken = Spoken::of(store, pin, subject, &whole, &before)?;
    let known_on = |number: i32| pin.deliveries().get(&number).map(|vintage| vintage.known_on);
    let mut counts: BTreeMap<i32, Counts> = BTreeMap::new();
    let mut strange = None;
    store.lake.read_vintages(pin, &query, |rows| {
        let is_touched = subject.is_touched(rows);
        let is_expected = || {
            spoken
                .get(&rows[0].key.indicator)
                .is_some_and(|spoken| spoken.leaves_out(&rows[0]))
        };
        if !is_touched && !is_expected() {
            return true;
        }
        // An indicator that the scope may not see is no part of its catalogue; its values are passed over.
        let Some(indicator) = catalogue.by_version(rows[0].key.indicator) else {
            return true;
        };
        let (old, new) = (before.pick(rows), after.pick(rows));
        let kind = match is_touched {
            true => kind(old.as_ref(), new.as_ref()),
            // What is newer than the file cannot stand in it.
            false => old
                .as_ref()
                .filter(|old| old.value.is_some() && known_on(old.delivery) <= known_on(subject.number))
                .map(|_| Kind::LeftOut),
        };
        if !is_touched && kind.is_none() {
            return true;
        }
        let counts = counts.entry(indicator.version_id).or_default();
        let Some(kind) = kind else {
            if old.is_some() || new.is_some() {
                counts.unchanged += 1;
                counts.of_which_without_value += u64::from(old.is_none());
                counts.of_which_overruled += u64::from(is_overruled(subject, &after, rows));
            }
            return true;
        };
        counts.add(kind);
        if !filter.kinds.is_empty() && !filter.kinds.contains(&kind) {
            return true;
        }
        let newest = new.as_ref().or(old.as_ref());
        let Some(of) = newest.and_then(|row| observations::observation(row, indicator, dictionary)) else {
            strange = Some(rows[0].delivery);
            return false;
        };
        if filter.after.is_some_and(|after| of.bookmark <= after) {
            return true;
        }
        let side = |row: Option<&Row>| row.and_then(|row| Side::of(row, pin));
        let difference = Difference {
            kind,
            of,
            before: side(old.as_ref()),
            after: side(new.as_ref()),
        };
        sink(difference).is_continue()
    })?;
    strange.map_or(Ok(counts), |delivery| {
        Err(StoreError::Schema(format!(
            "delivery {delivery} has values with unknown keys"
        )))
    })
}

/// What happened to an observation; `None` when nothing did, or when an observation without a value comes or goes.
fn kind(before: Option<&Row>, after: Option<&Row>) -> Option<Kind> {
    match (before, after) {
        (None, None) => None,
        (None, Some(after)) => after.value.map(|_| Kind::New),
        (Some(before), None) => before.value.map(|_| Kind::Withdrawn),
        (Some(before), Some(after)) => match (before.value, after.value) {
            (None, Some(_)) => Some(Kind::New),
            (Some(_), None) => Some(Kind::Missing),
            _ if before.value == after.value && before.status == after.status => None,
            _ => Some(Kind::Revised),
        },
    }
}

/// Whether the delivery states another value than the one that counts.
fn is_overruled(subject: &Subject, ranking: &Ranking, rows: &[Row]) -> bool {
    let Some(counting) = ranking.holder(rows) else {
        return false;
    };
    let own = rows.iter().find(|row| row.delivery == subject.number);
    own.is_some_and(|own| match own.mark {
        store::lake::Mark::Value => own.value != counting.value || own.status != counting.status,
        store::lake::Mark::Unchanged { confirms } => confirms != counting.delivery,
    })
}
