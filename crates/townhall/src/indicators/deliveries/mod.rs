//! Deliveries: one file of official figures, taken whole or not at all, with an account that anybody can read.
//!
//! [`import::import`] stages the file, reads it, checks every row and makes everything visible in one transaction: values, kept original,
//! new indicators, account, problems and audit entry. [`undo`] appends a withdrawal; nothing is deleted. [`origin`] finds a single
//! number in the kept original again, and [`pages`] shows all of it.

pub mod account;
mod acceptance;
mod completion;
mod folder;
pub mod differences;
mod file_report;
pub mod import;
pub mod origin;
pub mod pages;
mod path;
mod recall;
mod derived;
mod storage;
pub mod structures;
mod summary;
mod unchanged;
mod undo;

use figures::source::AreaState;
use formats::table::Mapping;
use std::collections::BTreeMap;

use super::{catalogue::SourceKey, own::Visibility};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

pub(in crate::indicators) use self::derived::followed;
pub use self::{
    account::{Account, RowProblem, Severity},
    derived::{DerivedRows, DerivedValue, accept as accept_derived},
    pages::{ProblemLine, content},
    recall::{Recall, Recalled, finish as finish_recalls, recall, recalls},
    storage::{deliveries, delivery, file_of, is_delivered, n_deliveries, n_problems, problems},
    summary::Summary,
    undo::{undo, withdraw},
};

/// A delivery as it is recorded.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Counts up from 1; the word "delivery 12" is how people refer to it.
    pub number: i64,
    /// UUID.
    pub id: String,
    /// What it does.
    pub kind: Kind,
    /// Who may see it.
    pub visibility: Visibility,
    /// The publisher's data state.
    pub known_on: Date,
    /// How the data state is known.
    pub known_on_basis: Basis,
    /// When it was accepted here.
    pub accepted_at: Timestamp,
    /// Opaque word for who delivered.
    pub actor: String,
    /// Name of the delivered file, without folders.
    pub file_name: String,
    /// SHA-256 of the kept original.
    pub file_sha256: Option<String>,
    /// Its size.
    pub file_bytes: Option<i64>,
    /// Format by which it was read.
    pub format: String,
    /// The publisher's edition.
    pub edition: Option<String>,
    /// Who publishes.
    pub provider: Option<String>,
    /// Title of the publication.
    pub title: Option<String>,
    /// The note that must stand beside the figures.
    pub source_note: Option<String>,
    /// Short name of the licence.
    pub licence: Option<String>,
    /// Address of the data set.
    pub dataset_uri: Option<String>,
    /// The delivery that this one withdraws.
    pub withdraws: Option<i64>,
    /// The delivery that withdrew this one.
    pub withdrawn_by: Option<i64>,
    /// Account and what was detected.
    pub report: Report,
    /// Slugs of the indicators it brought, with the number of values stored.
    pub indicators: Vec<(String, i64)>,
}

/// What a delivery does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Adds values; keys that it does not name stay as they are.
    Merge,
    /// Takes another delivery out of everything that counts.
    Withdrawal,
    /// Computed here by a formula from other deliveries.
    Derived,
}

impl Kind {
    /// The word in storage and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Withdrawal => "withdrawal",
            Self::Derived => "derived",
        }
    }
}

/// How the data state of a delivery is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The file proves it.
    File,
    /// A person said so.
    Asked,
    /// The file names an edition: the last day of its year, because the publisher knew the values by then.
    Edition,
    /// Nobody said: the day of acceptance.
    Accepted,
    /// Computed here: the newest data state among the inputs.
    Inputs,
}

impl Basis {
    /// The word in storage and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Asked => "asked",
            Self::Edition => "edition",
            Self::Accepted => "accepted",
            Self::Inputs => "inputs",
        }
    }
}

/// What is recorded about the reading of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// How many rows ended how.
    pub account: Account,
    /// The layout in words.
    pub layout: String,
    /// Names of the sheets; positions refer to them by order.
    pub sheets: Vec<String>,
    /// What was detected, for example the delimiter.
    pub detected: Vec<(String, String)>,
    /// On which area the figures stand.
    pub area_state: Option<AreaState>,
    /// What a person had decided about the columns; needed to find a cell again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<Mapping>,
    /// Name and SHA-256 of each file from which the figures were carried over, where the file beside the delivered one names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub originals: Vec<(String, String)>,
    /// Why the delivery was undone, in a withdrawal.
    pub reason: Option<String>,
    /// How the values were computed, in a derived delivery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub computation: Option<Computation>,
    /// Whether cells of the file were not taken because their numbers could tell about single people.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withholds: bool,
}

/// How the values of a derived delivery were computed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Computation {
    /// The slug of the indicator.
    pub indicator: String,
    /// Which formula of its definition, counted from 1.
    pub formula: i64,
    /// The formula itself.
    pub expression: String,
    /// Numbers of the deliveries that the inputs come from.
    pub inputs: Vec<i64>,
    /// For each input indicator, which source counted first then.
    pub precedence: BTreeMap<String, Vec<SourceKey>>,
    /// How many values could not be computed, by reason.
    pub not_computed: BTreeMap<String, u64>,
}

/// The place of a value in its file as one number, as the lake keeps it.
pub mod position {
    use formats::Place;

    /// Sheet, row and column in one number that grows with the reading order of a sheet.
    pub fn encode(place: Place) -> i64 {
        (i64::from(place.sheet) << 48) | (i64::from(place.row) << 16) | i64::from(place.column.min(0xffff))
    }

    /// The place that a number stands for; `None` for numbers that [`encode`] never makes.
    pub fn decode(position: i64) -> Option<Place> {
        Some(Place {
            sheet: u16::try_from(position >> 48).ok()?,
            row: u32::try_from((position >> 16) & 0xffff_ffff).ok()?,
            column: u32::try_from(position & 0xffff).ok()?,
        })
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        proptest::proptest! {
            #[test]
            fn a_place_reads_back(sheet in 0_u16..0x7fff, row: u32, column in 0_u32..=0xffff) {
                let place = Place { sheet, row, column };
                proptest::prop_assert_eq!(decode(encode(place)), Some(place));
            }
        }
    }
}
