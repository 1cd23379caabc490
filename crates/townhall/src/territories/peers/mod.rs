//! Types of comparable places, such as the community types of Difu and BBSR, and who is comparable to whom.
//!
//! * A typology has a name, an edition and one level; each place has at most one type in it. None ships: their licences do not allow it.
//! * Peers are places of the same type, those of the most similar population first. Uninhabited areas and places that a reform has ended are
//!   no peers.

mod storage;

use figures::territory::Level;
use jiff::Timestamp;
use store::{StoreError, scope::Scope, sql::Database};

pub use self::storage::{peers_of, types_of};
use crate::territories::Territory;

/// A typology that is to be stored.
#[derive(Debug, Clone)]
pub struct NewTypology {
    /// What it is called.
    pub name: String,
    /// Its edition, for example `2022`.
    pub edition: String,
    /// The level of its places.
    pub level: Level,
    /// The note that every use must carry.
    pub source: String,
    /// The address of the licence, or words about it.
    pub licence: String,
}

/// The type of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceType {
    /// The typology in storage.
    typology: String,
    /// What the typology is called.
    pub name: String,
    /// Its edition.
    pub edition: String,
    /// The type.
    pub code: String,
    /// The note that every use must carry.
    pub source: String,
    /// The address of the licence, or words about it.
    pub licence: String,
    /// How many inhabited places have this type.
    pub n_places: i64,
}

/// A comparable place.
#[derive(Debug, Clone, PartialEq)]
pub struct Peer {
    /// The place.
    pub territory: Territory,
}

/// Stores a typology; one of the same name, edition and level is replaced.
pub async fn put_typology(
    sql: &Database,
    scope: &Scope,
    at: Timestamp,
    typology: &NewTypology,
    places: &[(i32, String)],
) -> Result<(), StoreError> {
    sql.write(scope, async |write| storage::put(write, at, typology, places).await)
        .await?;
    Ok(())
}
