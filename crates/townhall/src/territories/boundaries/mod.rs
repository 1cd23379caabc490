//! What territories look like on the map.
//!
//! * Boundaries come in sets: one level, one area state, one source. Areas of one set fit each other; areas of two sets are never drawn side
//!   by side, because a border that moved would look like a gap.
//! * A set says for which days its areas are right ([`BoundarySet::area_from`], [`BoundarySet::area_until`]). For the districts that ship
//!   this follows from their keys: a set that holds Eisenach and not Osterode is of the years between both reforms.
//! * Länder and districts ship with the program, coarse enough for a page; anything finer an operator takes in from a file.

mod file;
mod make;
mod out;
mod shape_text;
mod shipped;
mod storage;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use figures::territory::{Level, TerritoryKey};
use formats::geometry::Shape;
use jiff::{Timestamp, civil::Date};
use store::{StoreError, scope::Scope, sql::Database};

use crate::territories::KeyTable;

pub(super) use self::storage::put as put_set;
pub use self::{
    file::{AreaAccount, Areas, AreasError, Stated, crossing, matched, read_areas},
    make::{AboutLayer, Made, for_pages, for_preview, make, remark_for_pages},
    out::{about, areas, set_at, topology, written},
    shipped::load_shipped_boundaries,
    storage::{boundary_sets, is_mapped, members_of_set, set_with, shapes},
};

/// Areas of one level on one area state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundarySet {
    id: String,
    /// The level of all its areas.
    pub level: Level,
    /// The first day on which the areas were so, as far as is known.
    pub area_from: Date,
    /// The last day; `None` when they are so to this day.
    pub area_until: Option<Date>,
    /// What was done to them, in a sentence.
    pub remark: String,
    /// The note that every use must carry.
    pub source: String,
    /// The address of the licence.
    pub licence: String,
    /// The address of the data set, or where the file came from.
    pub data_set: String,
    /// The file from which somebody took it in; none for what ships.
    pub file_name: Option<String>,
    /// How many areas it holds.
    pub n_areas: i64,
}

impl BoundarySet {
    /// What names it in addresses and commands.
    pub fn id(&self) -> &str {
        &self.id
    }
}

/// Whether the areas of a set were so on a day.
pub fn is_of(set: &BoundarySet, day: Date) -> bool {
    set.area_from <= day && set.area_until.is_none_or(|until| day <= until)
}

/// A set that is to be stored.
#[derive(Debug, Clone)]
pub struct NewSet {
    /// The level of all its areas.
    pub level: Level,
    /// The first day on which the areas are so.
    pub area_from: Date,
    /// The last day.
    pub area_until: Option<Date>,
    /// What was done to them.
    pub remark: String,
    /// The note that every use must carry.
    pub source: String,
    /// The address of the licence.
    pub licence: String,
    /// The address of the data set.
    pub data_set: String,
    /// The file from which it comes; none for what ships.
    pub file_name: Option<String>,
}

/// Territories with an area in a set that did not exist on its day, by key and name: the set is of another day.
pub fn not_on<'a>(keys: &KeyTable, of_set: impl IntoIterator<Item = &'a TerritoryKey>, day: Date) -> Vec<String> {
    let name = |key: &TerritoryKey| {
        let id = keys.id_of(key)?;
        let is_over = keys.ended_on(id).is_some_and(|ended_on| ended_on <= day);
        let is_ahead = keys.began_on(id).is_some_and(|began_on| day < began_on);
        (is_over || is_ahead).then(|| format!("{} {}", key.code(), keys.get(id).map_or("", |(_, title)| title)))
    };
    of_set.into_iter().filter_map(name).collect()
}

/// Territories of a level that existed on a day and have no area in a set, by key and name.
pub fn without_area(keys: &KeyTable, level: Level, has_area: &dyn Fn(&TerritoryKey) -> bool, day: Date) -> Vec<String> {
    let is_missing = |id: i32, key: &TerritoryKey| {
        key.level() == level
            && !has_area(key)
            && keys.ended_on(id).is_none_or(|ended_on| day < ended_on)
            && keys.began_on(id).is_none_or(|began_on| began_on <= day)
    };
    keys.iter()
        .filter(|(id, key, _)| is_missing(*id, key))
        .map(|(_, key, title)| format!("{} {title}", key.code()))
        .collect()
}

/// Takes a set back that came from a file; sets that ship stay. Gives whether there was one.
pub async fn remove_boundaries(sql: &Database, scope: &Scope, at: Timestamp, id: &str) -> Result<bool, StoreError> {
    let (is_removed, _) = sql
        .write(scope, async |write| storage::remove(write, at, id).await)
        .await?;
    Ok(is_removed)
}

/// Takes areas of official territories into the installation. Gives the id of the set.
pub async fn put_new_set(
    sql: &Database,
    scope: &Scope,
    at: Timestamp,
    set: &NewSet,
    shapes: &BTreeMap<TerritoryKey, Shape>,
) -> Result<String, StoreError> {
    let (put, _) = sql
        .write(scope, async |write| storage::put(write, at, set, shapes).await)
        .await?;
    Ok(put.0)
}

/// Takes areas into the installation. Gives how many were stored.
pub async fn put_boundaries(
    sql: &Database,
    scope: &Scope,
    at: Timestamp,
    set: &NewSet,
    shapes: &BTreeMap<TerritoryKey, Shape>,
) -> Result<usize, StoreError> {
    let ((_, n), _) = sql
        .write(scope, async |write| storage::put(write, at, set, shapes).await)
        .await?;
    Ok(n)
}
