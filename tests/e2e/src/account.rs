//! What `lotse import --output json` answers, as its users read it. Unknown fields are fine: the answer may grow.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::home::Outcome;

/// The whole answer.
#[derive(Debug, Deserialize)]
pub struct Account {
    /// One entry for each file named, in their order.
    pub files: Vec<FileAccount>,
}

/// What became of one file.
#[derive(Debug, Deserialize)]
pub struct FileAccount {
    /// As it was named on the command line.
    pub path: String,
    /// The recognised format; none when nothing fits.
    pub format: Option<String>,
    /// What happened in one word.
    pub outcome: String,
    /// Rows that the layout holds; each has exactly one of the ends below.
    pub rows_read: u64,
    /// Taken as they were.
    pub stored: u64,
    /// Those of them that the source leaves blank.
    pub of_which_missing: u64,
    /// Taken after a named repair.
    pub corrected: u64,
    /// Not taken, with a reason.
    pub rejected: u64,
    /// Lines around the data.
    pub lines_skipped: serde_json::Value,
    /// What a person should look at.
    pub problems: Vec<Problem>,
}

/// A finding with its place.
#[derive(Debug, Deserialize)]
pub struct Problem {
    /// The file it is about.
    pub file: String,
    /// The sheet, in workbooks.
    pub sheet: Option<String>,
    /// The row, counted from one.
    pub row: Option<u64>,
    /// The column, as a letter or a number.
    pub column: Option<serde_json::Value>,
    /// What is wrong and what to do.
    pub message: String,
}

impl Account {
    /// Reads the answer and checks what always holds: every row has exactly one end.
    pub fn of(outcome: &Outcome) -> Result<Self> {
        let account: Self = serde_json::from_str(&outcome.out).with_context(|| {
            format!(
                "the account cannot be read\n--- output\n{}\n--- errors\n{}",
                outcome.out, outcome.err
            )
        })?;
        for file in &account.files {
            ensure!(
                file.rows_read == file.stored + file.corrected + file.rejected,
                "{}: {} rows read, but {} stored, {} corrected, {} rejected",
                file.path,
                file.rows_read,
                file.stored,
                file.corrected,
                file.rejected
            );
            ensure!(
                file.of_which_missing <= file.stored,
                "{}: more missing than stored",
                file.path
            );
        }
        Ok(account)
    }
}
