//! What territories look like on the map.
//!
//! * Boundaries come in sets: one level, one area state, one source. Areas of one set fit each other; areas of two sets are never drawn side
//!   by side, because a border that moved would look like a gap.
//! * A set says for which days its areas are right ([`BoundarySet::area_from`], [`BoundarySet::area_until`]). For the districts that ship
//!   this follows from their keys: a set that holds Eisenach and not Osterode is of the years between both reforms.
//! * Länder and districts ship with the program, coarse enough for a page; anything finer an operator takes in from a file.

mod file;
mod make;
mod shape_text;
mod shipped;
mod storage;

use std::collections::BTreeMap;

use figures::territory::{Level, TerritoryKey};
use formats::geometry::Shape;
use jiff::{Timestamp, civil::Date};
use store::{StoreError, scope::Scope, sql::Database};

pub use self::{
    file::{AreaAccount, Areas, AreasError, Stated, matched, read_areas},
    make::{AboutLayer, Made, coarser, make},
    shipped::load_shipped_boundaries,
    storage::{boundary_sets, members_of_set, set_with, shapes},
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
    /// How many areas it holds.
    pub n_areas: i64,
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
}

/// Takes areas into the installation. Gives how many were stored.
pub async fn put_boundaries(
    sql: &Database,
    scope: &Scope,
    at: Timestamp,
    set: &NewSet,
    shapes: &BTreeMap<TerritoryKey, Shape>,
) -> Result<usize, StoreError> {
    let (n, _) = sql
        .write(scope, async |write| storage::put(write, at, set, shapes).await)
        .await?;
    Ok(n)
}
