//! The lines of `Daten`: key, name, kind of spatial unit and the cells with figures.
//!
//! A number that stands as text among number cells is taken and reported as repaired. Lines about spatial units without an
//! official key (planning regions, labour market regions, types of settlement …) are told with the reason: their numbers could
//! otherwise be taken for those of a territory whose key looks the same.

use figures::{
    number::{DecimalSign, Number},
    observation::Status,
    territory::Level,
};

use super::{Shared, header};
use crate::{
    Cell, Problem, ValueRepair,
    event::shortened,
    kinds,
    workbook::{CellContent, Sheet},
};

/// A line up to its figures.
pub(super) struct Line {
    /// The key as it stands there.
    pub(super) key: String,
    /// The name.
    pub(super) name: Option<String>,
    /// The level that the column `Aggregat` names.
    pub(super) level: Option<Level>,
    /// Why no number of the line can be taken.
    pub(super) problem: Option<Problem>,
}

/// The last row with content.
pub(super) fn last_row(data: &Sheet) -> u32 {
    (1..=data.n_rows())
        .rev()
        .find(|row| !data.is_blank_row(*row))
        .unwrap_or(0)
}

pub(super) fn read(data: &Sheet, row: u32) -> Line {
    let key = data.text(row, header::KEY_COLUMN);
    let name = Some(data.text(row, header::NAME_COLUMN)).filter(|name| !name.is_empty());
    let kind = data.text(row, header::KIND_COLUMN);
    let level = kinds::level(&kind);
    let problem = if key.is_empty() {
        Some(Problem::new(
            "key_blank",
            name.as_deref().unwrap_or(""),
            format!("row {row} has no key in column Kennziffer; write the official key of the territory there"),
        ))
    } else if level.is_none() && kind.is_empty() {
        Some(Problem::new(
            "kind_blank",
            &key,
            format!(
                "row {row} does not say in column Aggregat what kind of spatial unit it is; write for example Gemeinden or Kreise there"
            ),
        ))
    } else if level.is_none() {
        Some(kinds::without_key(&kind))
    } else {
        None
    };
    Line {
        key,
        name,
        level,
        problem,
    }
}

/// What stands in a cell with a figure.
pub(super) fn value(content: CellContent<'_>, line_problem: Option<&Problem>) -> (Cell, Option<ValueRepair>) {
    if let Some(problem) = line_problem {
        return (Cell::Unreadable(problem.clone()), None);
    }
    let unreadable =
        |code, text: &str, message: String| (Cell::Unreadable(Problem::new(code, text, Shared::from(message))), None);
    match content {
        CellContent::Blank => (Cell::Missing(Status::NOT_KNOWN), None),
        CellContent::Number(number) | CellContent::Percent(number) => match Number::binary(number) {
            Some(number) => (Cell::Number(number), None),
            None => unreadable(
                "number_infinite",
                &format!("{number}"),
                "the number is larger than any figure can be; correct the cell".to_owned(),
            ),
        },
        CellContent::Date(days) => unreadable(
            "number_as_date",
            &content.as_text(),
            format!(
                "the cell is formatted as a date ({}); format it as a number if {days} is meant",
                content.as_text()
            ),
        ),
        CellContent::Other(word) => unreadable(
            "not_a_number",
            word,
            format!("\"{word}\" is no figure; write the number, or leave the cell blank when it is missing"),
        ),
        CellContent::Text(text) => {
            let read = |sign| Number::parse(text, sign);
            match (read(DecimalSign::Comma), read(DecimalSign::Point)) {
                (Ok(comma), Ok(point)) if comma.value != point.value => unreadable(
                    "number_ambiguous",
                    text,
                    format!(
                        "\"{}\" stands as text and means {comma} or {point}; write it as a number",
                        shortened(text)
                    ),
                ),
                (Ok(number), _) | (_, Ok(number)) => (Cell::Number(number), Some(ValueRepair::NumberAsText)),
                (Err(error), Err(_)) => unreadable("not_a_number", text, error.to_string()),
            }
        }
    }
}
