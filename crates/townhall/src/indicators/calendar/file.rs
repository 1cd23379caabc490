//! Reading `data/calendar/releases.toml`, the releases that ship with the program.

use std::{collections::BTreeMap, sync::LazyLock};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::texts::Multilingual;

const FILE: &str = include_str!("../../../../../data/calendar/releases.toml");

/// How sure a usual month is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// The publisher states it.
    Documented,
    /// Observed in past years, not promised.
    Usual,
}

/// Figures that appear again and again.
#[derive(Debug, Clone)]
pub struct Release {
    /// Stable name.
    pub id: String,
    /// What appears.
    pub title: Multilingual,
    /// Who publishes.
    pub publisher: String,
    /// Where.
    pub address: String,
    /// Usual months, sorted; empty when none is usual.
    pub months: Vec<i8>,
    /// Years between release and newest reference year.
    pub years_behind: u8,
    /// How sure that is.
    pub certainty: Certainty,
    /// How to get it.
    pub how: Multilingual,
    /// The word behind `lotse fetch`.
    pub connector: Option<String>,
    /// The source in deliveries, where only that one counts.
    pub source: Option<String>,
    /// Indicators that depend on it.
    pub indicators: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    as_of: String,
    release: Vec<Line>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: String,
    title: BTreeMap<String, String>,
    publisher: String,
    address: String,
    months: Vec<i8>,
    years_behind: u8,
    certainty: Certainty,
    how: BTreeMap<String, String>,
    connector: Option<String>,
    source: Option<String>,
    indicators: Vec<String>,
}

static SHIPPED: LazyLock<(Date, Vec<Release>)> = LazyLock::new(|| {
    let file: Shipped =
        toml::from_str(FILE).unwrap_or_else(|error| panic!("data/calendar/releases.toml cannot be read: {error}"));
    let as_of = file.as_of.parse();
    let as_of = as_of.unwrap_or_else(|error| panic!("data/calendar/releases.toml has no day: {error}"));
    let release = |line: Line| Release {
        id: line.id,
        title: Multilingual::plain(line.title),
        publisher: line.publisher,
        address: line.address,
        months: line.months,
        years_behind: line.years_behind,
        certainty: line.certainty,
        how: Multilingual::plain(line.how),
        connector: line.connector,
        source: line.source,
        indicators: line.indicators,
    };
    (as_of, file.release.into_iter().map(release).collect())
});

/// All releases that ship.
pub fn releases() -> &'static [Release] {
    &SHIPPED.1
}

/// The day on which the list was last looked through.
pub(super) fn as_of() -> Date {
    SHIPPED.0
}
