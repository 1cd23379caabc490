//! Lists about territories that are no figures: what changed in the keys, and to which types places belong.
//!
//! For whoever keeps the list of territories. Such tables are small and laid out freely: titles above, headers over several lines, merged
//! cells, blanks, notes below. So they are read whole, as text, and columns are found by what stands above them.

pub mod changes;
mod grid;
mod layout;
pub mod types;

use crate::error::FileError;

/// Why a list cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// As any file.
    #[error(transparent)]
    File(#[from] FileError),
    /// No sheet has the columns.
    #[error("no table with the columns {wanted} was found; the headings are {found}")]
    NoTable {
        /// What is needed.
        wanted: &'static str,
        /// What stands above the columns.
        found: String,
    },
}

/// A line that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Name of the sheet; empty for text files.
    pub sheet: String,
    /// Line, from 1.
    pub row: u32,
    /// Why.
    pub reason: Reason,
}

/// Why a line was not taken: for programs that translate it, and as a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Stable.
    pub code: &'static str,
    /// What the sentence is about, in its order.
    pub pieces: Vec<String>,
    /// In English.
    pub message: String,
}

impl Reason {
    /// A reason about these pieces.
    pub fn new<const N: usize>(code: &'static str, pieces: [&str; N], message: impl Into<String>) -> Self {
        Self {
            code,
            pieces: pieces.map(str::to_owned).to_vec(),
            message: message.into(),
        }
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.message)
    }
}
