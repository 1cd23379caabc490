//! Parts of municipalities – Stadtbezirke, Stadtteile, Ortsteile – for which nobody gives official keys.
//!
//! * A part has the key of its municipality, a hyphen and the key that the town itself uses: `own:05515000-11`.
//! * Parts come from a file of areas; they exist as long as a set of boundaries holds them. Figures about them are taken under their keys.
//! * Nothing of a part is ever said of its municipality, and nothing is summed over parts.

mod matching;
mod storage;

use figures::territory::TerritoryKey;
use formats::geometry::Shape;
use jiff::Timestamp;
use store::{StoreError, scope::Scope, sql::Database};

pub use self::matching::{PartAreas, matched};
pub(super) use self::storage::end_without_area;
use super::{Territory, boundaries::NewSet};

/// A part as a file describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct NewPart {
    /// Its key.
    pub key: TerritoryKey,
    /// What the town calls it.
    pub name: String,
    /// Its area in degrees.
    pub shape: Shape,
}

/// Takes parts of a municipality into the installation, with their areas. Gives the id of the set.
pub async fn put_parts(
    sql: &Database,
    scope: &Scope,
    at: Timestamp,
    municipality: &Territory,
    set: &NewSet,
    parts: &[NewPart],
) -> Result<String, StoreError> {
    let (id, _) = sql
        .write(scope, async |write| {
            storage::put(write, at, municipality, set, parts).await
        })
        .await?;
    Ok(id)
}
