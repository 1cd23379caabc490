//! Germany's territories: official keys, names, types, population and area by date, the hierarchy from the country down to the municipality,
//! and which keys name the same area.
//!
//! * Identity is the key ([`figures::territory::TerritoryKey`]) and lasts while the key lasts; its [`Area`] has a version for each list
//!   of keys ([`edition::Edition`]) that was loaded. The number `id` is the key of the lake and means nothing outside.
//! * One territory a key: water areas are no municipalities, uninhabited areas are marked and never counted.
//! * The title is unique: `Münster (Stadt)`, `Münster (Kreisfreie Stadt)`, `Neustadt (Gemeinde, Landkreis Marburg-Biedenkopf)`.
//! * A territory with exactly one child has the same area as that child; so a district-free city is district, association and
//!   municipality in one, and a city state is a Land as well. The links are complete in all directions.
//! * Keys of files are read by [`KeyTable`], which repairs what can be repaired and says why the rest is unknown.
//!
//! * What a territory looks like on the map is in [`boundaries`].
//! * A territory that a reform has ended keeps its key and its page; lists and counts leave it out.
//! * Below the municipality a town names its own [`parts`], from a file handed in at the desk.

mod api;
pub mod boundaries;
mod desk;
pub mod edition;
mod key_words;
mod keys;
mod names;
mod official;
mod pages;
pub mod parts;
pub mod peers;
pub mod reforms;
mod storage;
#[cfg(test)]
mod tests;
mod titles;

use figures::territory::{Level, TerritoryKey};
use jiff::civil::Date;

pub(crate) use self::pages::area_state;
use self::storage::{Ended, put_begun, put_ended};
pub use self::{
    api::api,
    desk::desk_routes,
    key_words::words_of_key,
    keys::{Dissolved, KeyTable, Resolved, UnknownKey, dissolved_districts, shipped_keys},
    names::{NameTable, UnknownName},
    official::{OfficialError, date_in_name, read_official},
    pages::{Contribution, Contributions, WORDS, routes},
    storage::{
        Counts, Filter, Loaded, NamedKey, Place, SourceNote, aliases, ancestors, by_id, by_ids, by_key, children,
        counts, edition_of, key_table, list, load, load_shipped, members, n_found, newest_area_date, same_area, search,
        source_of,
    },
};

/// A territory as the newest list that holds it describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Territory {
    /// Its key in the lake.
    pub id: i32,
    /// Its official key.
    pub key: TerritoryKey,
    /// The territory that it is part of; none for the country.
    pub parent_id: Option<i32>,
    /// Its official name, which others may have too.
    pub name: String,
    /// Its name for people, which no other territory has.
    pub title: String,
    /// The first day on which it was no more, when a reform has ended it.
    pub ended_on: Option<Date>,
    /// The first day on which it existed under this key, where a reform proves it.
    pub began_on: Option<Date>,
    /// What it was like in the newest list that holds it.
    pub area: Area,
}

impl Territory {
    /// Its level.
    pub fn level(&self) -> Level {
        self.key.level()
    }

    /// Its digits, as they stand in addresses: `05515000`, `DG`.
    pub fn code(&self) -> &str {
        self.key.code()
    }
}

/// What a territory is like on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// The day.
    pub date: Date,
    /// Its type in official words: Stadt, Landkreis, Verbandsgemeinde.
    pub designation: String,
    /// How many people live there.
    pub population: Option<i64>,
    /// How large it is.
    pub area_km2: Option<f64>,
    /// Whether it is land; water areas count as no municipality.
    pub is_land: bool,
    /// Since when the entry in the official list is valid: seldom the day on which the territory arose.
    pub valid_since: Option<Date>,
}

impl Area {
    /// Whether people live there; unknown counts as yes.
    pub fn is_inhabited(&self) -> bool {
        self.is_land && self.population != Some(0)
    }
}

/// Whether a territory of this level may have pages of its own as a home: municipalities, associations and districts. A Land steers no
/// municipality, and a part has no council.
pub const fn may_be_home(level: Level) -> bool {
    matches!(level, Level::Municipality | Level::Association | Level::District)
}

/// The key of the words for a level.
pub const fn level_words(level: Level) -> &'static str {
    match level {
        Level::Country => "territories-level-country",
        Level::State => "territories-level-state",
        Level::Region => "territories-level-region",
        Level::District => "territories-level-district",
        Level::Association => "territories-level-association",
        Level::Municipality => "territories-level-municipality",
        Level::Part => "territories-level-part",
    }
}
