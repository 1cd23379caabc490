//! The answer to a delivered file: how it ended, how many rows ended how, what is wrong and where.

use std::{collections::BTreeMap, path::Path};

use jiff::civil::Date;
use serde::Serialize;

use super::{
    account::{Account, RowProblem, Severity},
    folder,
    path::file_name,
};

/// How many problems an answer shows; all of them stand in the stored report.
const N_PROBLEMS_SHOWN: usize = 1_000;

/// How the delivery of a file ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Taken; rejected rows are named.
    Accepted,
    /// A trial run; nothing was written.
    WouldBeAccepted,
    /// Not taken because of its rows; nothing was written.
    Refused,
    /// Not readable; nothing was written.
    Failed,
}

/// The answer to a delivered file.
#[derive(Debug, Clone, Serialize)]
pub struct FileReport {
    /// The file as the person named it.
    pub path: String,
    /// The format by which it was read; `null` when none fits.
    pub format: Option<&'static str>,
    /// How it ended.
    pub outcome: Outcome,
    /// The number of the delivery, when it was accepted.
    pub delivery: Option<i64>,
    /// Numbers of the deliveries that were computed from it.
    pub derived: Vec<i64>,
    /// The publisher's data state.
    pub known_on: Option<Date>,
    /// How many rows ended how.
    #[serde(flatten)]
    pub account: Account,
    /// The layout in words.
    pub layout: Option<String>,
    /// What was detected.
    pub detected: BTreeMap<String, String>,
    /// SHA-256 of the file.
    pub sha256: Option<String>,
    /// Whether source note and licence are known, so that the figures may be passed on.
    pub has_terms: bool,
    /// What is wrong and where; at most a thousand, the rest stands in the stored report.
    pub problems: Vec<ShownProblem>,
    /// How many problems there are altogether.
    pub n_problems: usize,
    /// Whether the file describes structures and holds no figures.
    pub is_structure: bool,
    /// Indicators of which neither the file nor the catalogue says what they are counted in, by the names that the file gives them;
    /// blank for one without a name.
    #[serde(skip)]
    pub without_unit: Vec<String>,
    /// Whether the figures come from no publisher, so that nobody has released them before.
    #[serde(skip)]
    pub is_own: bool,
    /// Whether such figures are counts, of which somebody has to say what is counted.
    #[serde(skip)]
    pub asks_counts: bool,
    /// What was packed, when a folder was delivered; said in `detected`.
    #[serde(skip)]
    pub(super) packed: Option<folder::Count>,
}

/// A problem with its file.
#[derive(Debug, Clone, Serialize)]
pub struct ShownProblem {
    /// Name of the file.
    pub file: String,
    /// Place, code and sentence.
    #[serde(flatten)]
    pub problem: RowProblem,
}

impl FileReport {
    pub(super) fn new(path: &Path) -> Self {
        Self {
            path: path.display().to_string(),
            format: None,
            outcome: Outcome::Failed,
            delivery: None,
            derived: Vec::new(),
            known_on: None,
            account: Account::default(),
            layout: None,
            detected: BTreeMap::new(),
            sha256: None,
            has_terms: false,
            problems: Vec::new(),
            n_problems: 0,
            is_structure: false,
            without_unit: Vec::new(),
            is_own: false,
            asks_counts: false,
            packed: None,
        }
    }

    pub(super) fn show(&mut self, problems: &[RowProblem]) {
        let file = file_name(Path::new(&self.path));
        self.n_problems += problems.len();
        let shown = problems
            .iter()
            .take(N_PROBLEMS_SHOWN.saturating_sub(self.problems.len()));
        self.problems.extend(shown.map(|problem| ShownProblem {
            file: file.clone(),
            problem: problem.clone(),
        }));
    }

    /// A problem of the whole file.
    pub(super) fn failed(mut self, code: &str, message: String) -> Self {
        self.show(&[RowProblem {
            severity: Severity::Rejected,
            code: code.to_owned(),
            rows: 0,
            sheet: None,
            row: None,
            column: None,
            piece: String::new(),
            message,
        }]);
        self
    }
}
