//! What became of territories: mergers, parts that moved, other keys and names, from the official lists.
//!
//! * Each change has its day, the two territories and, where the list says it, the area and the people concerned.
//! * A territory that a change has ended keeps its key: figures of its time stay readable and are still taken in.
//! * Whether figures may be carried over a change is one small rule, [`recompute`]: counts over full mergers, ratios never.

mod files;
mod list;
mod recompute;
mod storage;

use figures::territory::TerritoryKey;
use formats::territory_lists::changes::ChangeKind;
use jiff::{Timestamp, civil::Date};
use store::{StoreError, scope::Scope, sql::Database};

pub use self::{
    files::{
        AboutList, Account, KnownChanges, ReadList, Refused, TakenList, USUAL_LICENCE, USUAL_SOURCE, known_changes,
        put_list, read_list, taken_lists, try_list,
    },
    list::{FromList, from_list},
    recompute::{Merger, NotRecomputed, Quantity, recompute},
    storage::{Taken, changes_of, load_shipped_changes},
};

/// A change as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Reform {
    /// What happened.
    pub kind: ChangeKind,
    /// The key before.
    pub old_key: TerritoryKey,
    /// The name before.
    pub old_name: String,
    /// The key after, or of the territory that took it.
    pub new_key: TerritoryKey,
    /// The name after.
    pub new_name: String,
    /// Whether the key after exists only since then.
    pub is_new: bool,
    /// The regional keys before and after, where only the association changed.
    pub regional: Option<(String, String)>,
    /// The first day on which it holds by law.
    pub legally_on: Date,
    /// The first day on which statistics follow it.
    pub statistically_on: Option<Date>,
    /// People concerned.
    pub population: Option<i64>,
    /// Hectares concerned.
    pub area_ha: Option<f64>,
    /// Share of the old population that went this way; 1 for a whole territory.
    pub population_share: Option<f64>,
    /// Share of the old area that went this way; 1 for a whole territory.
    pub area_share: Option<f64>,
    /// How it is known: `list` from an official list, `days` from a table between two days, `vg250`, `year` and `law` as data/territories says.
    pub proof: String,
    /// The note that every use must carry.
    pub source: String,
    /// The address of the licence.
    pub licence: String,
}

/// Takes changes into the installation; those that are known already stay as they are.
pub async fn put_changes(
    sql: &Database,
    scope: &Scope,
    at: Timestamp,
    reforms: &[Reform],
) -> Result<Taken, StoreError> {
    let (taken, _) = sql
        .write(scope, async |write| storage::put(write, at, reforms).await)
        .await?;
    Ok(taken)
}
