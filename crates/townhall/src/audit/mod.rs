//! Who changed what, when and from where: one entry a change, written in the transaction of the change itself.
//!
//! Every capability that changes a record calls [`record`] with the same [`store::sql::Write`]; if the change is undone, so is the
//! entry. The actor is the opaque word of the scope, never a name. Figures are audited by delivery, not singly. Entries are only added;
//! they are not chained by hashes, so this trail shows honest history and does not prove that nobody with the database rewrote it.

mod storage;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use serde_json::Value;

pub use self::storage::{list, record};

/// What a change was, for the trail.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Resource and verb, such as `delivery.accept`.
    pub action: &'static str,
    /// The kind of record, such as `delivery`.
    pub subject_kind: &'static str,
    /// Which record: its id, key or number.
    pub subject: String,
    /// What a reader of the trail would want to know; no personal data, no figures.
    pub detail: Value,
}

/// An entry as it stands in the trail.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// Its id, growing with time.
    pub id: String,
    /// When the change was made.
    pub at: Timestamp,
    /// The opaque word for who made it.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// To what kind of record.
    pub subject_kind: String,
    /// To which record.
    pub subject: String,
    /// More about it.
    pub detail: Value,
}
