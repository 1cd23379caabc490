//! The first rows of a handed-in file in words, as the trial run understands them, with those marked that it has rejected.

use figures::period::Period;
use formats::preview::{InterpretedRow, Preview};
use web::frame::Frame;

use crate::indicators::{
    code_words,
    deliveries::{RowProblem, Severity, import::FileReport},
};

/// How many rows are shown.
const N_UNDERSTOOD: usize = 6;

/// A row as it would be taken.
pub(super) struct Understood {
    pub(super) territory: String,
    pub(super) period: String,
    pub(super) indicator: String,
    pub(super) breakdown: String,
    pub(super) value: String,
    /// Whether the trial run has rejected it.
    pub(super) is_rejected: bool,
}

/// The first rows in words; a piece that could not be read is shown as it stands. `homes` are keys with names, for tables without names.
pub(super) fn rows(
    frame: &Frame,
    look: &Preview,
    report: &FileReport,
    indicator: &str,
    homes: &[(String, String)],
) -> Vec<Understood> {
    let row = |row: &InterpretedRow| Understood {
        territory: match &row.territory_name {
            Some(name) if row.territory.is_empty() => name.clone(),
            Some(name) => format!("{name} ({})", row.territory),
            None => match homes.iter().find(|(code, _)| *code == row.territory) {
                Some((code, name)) => format!("{name} ({code})"),
                None => row.territory.clone(),
            },
        },
        period: match &row.period {
            Ok(text) => text
                .parse::<Period>()
                .map_or_else(|_| text.clone(), |period| frame.period(period)),
            Err(problem) => problem.text.to_string(),
        },
        indicator: if row.indicator.is_empty() {
            indicator
        } else {
            &row.indicator
        }
        .to_owned(),
        is_rejected: is_rejected(look, report, row),
        breakdown: code_words::in_words_of(&look.words, frame, &row.breakdown),
        value: match &row.value {
            Ok(Some(number)) => frame.number(number.value, number.decimals),
            Ok(None) => web::format::NO_NUMBER.to_owned(),
            Err(problem) => problem.text.to_string(),
        },
    };
    look.rows.iter().take(N_UNDERSTOOD).map(row).collect()
}

/// Whether a row shown as understood is one that the trial run has rejected: for its own cell, for something beside it in its line, or
/// for a piece that a problem names once for all lines that hold it.
fn is_rejected(look: &Preview, report: &FileReport, row: &InterpretedRow) -> bool {
    let holds_values = |column: u32| look.rows.iter().any(|other| other.place.column == column);
    let sheet = look
        .sheets
        .iter()
        .find(|sheet| sheet.is_read)
        .map(|sheet| sheet.name.as_str());
    let problems = report.problems.iter().map(|shown| &shown.problem);
    let mut rejections = problems.filter(|problem| problem.severity == Severity::Rejected && problem.rows != 0);
    let is_of_row = |problem: &RowProblem| {
        let is_here = problem.row == Some(row.place.row)
            && (problem.sheet.is_none() || problem.sheet.as_deref() == sheet)
            && problem
                .column
                .is_none_or(|column| column == row.place.column || !holds_values(column));
        let pieces = [Some(row.territory.as_str()), row.territory_name.as_deref()];
        let is_named = !problem.piece.is_empty() && pieces.contains(&Some(problem.piece.as_str()));
        is_here || is_named
    };
    row.value.is_err() || row.period.is_err() || rejections.any(is_of_row)
}
