//! Types of comparable places: tables with a key and a type in each line, such as the community types of Difu and BBSR (`G1.1`, `K3.2`).
//!
//! Publishers pad keys with zeros and drop leading ones (`7131000` is the district 07131), so the caller says what a text means. The column
//! of the types is the last one whose heading names a type and whose texts look like one; a person may name another.

use super::{LeftOut, ListError, Reason, grid};
use crate::{event::shortened, input::ReadSeek, limits::Limits};

/// A place and its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The key as in the file.
    pub key: String,
    /// The type, for example `G2.1`.
    pub code: String,
    /// Line, from 1.
    pub row: u32,
}

/// A table of types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Types {
    /// What stands above the keys.
    pub key_heading: String,
    /// What stands above the types.
    pub type_heading: String,
    /// The places.
    pub places: Vec<Typed>,
    /// Lines without a type or with a key that nobody knows.
    pub left_out: Vec<LeftOut>,
}

/// Reads a table of types. `is_known` says whether a text is the key of a territory; `column` is the heading that a person names.
pub fn read(
    input: &mut dyn ReadSeek,
    column: Option<&str>,
    is_known: &dyn Fn(&str) -> bool,
    limits: &Limits,
) -> Result<Types, ListError> {
    let mut headings = Vec::new();
    for grid in grid::read(input, limits)? {
        let first = (0..grid.rows.len()).find(|row| grid.rows[*row].iter().any(|cell| is_known(cell.trim())));
        let Some(first) = first else { continue };
        let n_known = |column: usize| {
            (first..grid.rows.len())
                .filter(|row| is_known(grid.text(*row, column)))
                .count()
        };
        let keys = (0..grid.n_columns())
            .rev()
            .max_by_key(|column| n_known(*column))
            .unwrap_or(0);
        let texts: Vec<String> = (0..grid.n_columns())
            .map(|column| grid.heading(column, first))
            .collect();
        let looks_like_types = |column: usize| {
            let filled = (first..grid.rows.len()).filter(|row| !grid.text(*row, column).is_empty());
            let typed = filled.clone().filter(|row| is_type(grid.text(*row, column))).count();
            0 < typed && filled.count() * 9 < typed * 10
        };
        let wanted = column.map(grid::folded);
        let types = (0..grid.n_columns()).rev().find(|column| match &wanted {
            Some(wanted) => texts[*column] == *wanted,
            None => texts[*column].contains("typ") && looks_like_types(*column),
        });
        let Some(types) = types else {
            headings.extend(texts);
            continue;
        };
        let (mut places, mut left_out) = (Vec::new(), Vec::new());
        for row in first..grid.rows.len() {
            let number = u32::try_from(row + 1).unwrap_or(u32::MAX);
            let (key, code) = (grid.text(row, keys), grid.text(row, types));
            if key.is_empty() && code.is_empty() {
                continue;
            }
            let reason = if !is_known(key) {
                Some(Reason::new(
                    "key-unknown",
                    [&shortened(key)],
                    format!("\"{}\" is no key that is known", shortened(key)),
                ))
            } else if code.is_empty() {
                Some(Reason::new("no-type", [], "there is no type"))
            } else {
                None
            };
            match reason {
                Some(reason) => left_out.push(LeftOut {
                    sheet: grid.name.clone(),
                    row: number,
                    reason,
                }),
                None => places.push(Typed {
                    key: key.to_owned(),
                    code: code.to_owned(),
                    row: number,
                }),
            }
        }
        return Ok(Types {
            key_heading: texts[keys].clone(),
            type_heading: texts[types].clone(),
            places,
            left_out,
        });
    }
    headings.truncate(40);
    Err(ListError::NoTable {
        wanted: "official key and type (such as G2.1)",
        found: if headings.is_empty() {
            "not there".to_owned()
        } else {
            shortened(&headings.join(" | "))
        },
    })
}

/// `G1.1`, `K3`, `2a`: short, with a digit, and no plain number of several digits.
fn is_type(text: &str) -> bool {
    let has_letter = text.chars().any(char::is_alphabetic);
    text.len() <= 8 && has_letter && text.chars().any(|letter| letter.is_ascii_digit())
}
