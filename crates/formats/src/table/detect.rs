//! How a file is written: encoding, delimiter, sheet, and where the header stands.
//!
//! The header is the line whose cells are words for columns (`AGS`, `Jahr`, `Wert`) or, in wide tables, periods; lines that hold
//! keys are data. The delimiter is the one with which such a header appears and the lines have equally many cells.

use encoding_rs::Encoding;

use super::{
    mapping::{ColumnName, Mapping, Role},
    source::{Line, Source},
    survey::{looks_like_key, spellings},
    words::{Word, word},
};
use crate::{
    FileError, ReadSeek, event::shortened, limits::Limits, period_text, text as text_file, workbook::Workbook,
};

/// Delimiters, the likelier ones first.
pub(super) const DELIMITERS: [u8; 4] = [b';', b'\t', b',', b'|'];
/// How many lines are looked at for the header.
const HEADER_LINES: usize = 50;
/// A line with less is no header.
const LEAST_SCORE: i64 = 1;

/// How a text file is written.
pub(super) struct TextLayout {
    pub(super) encoding: &'static Encoding,
    pub(super) delimiter: u8,
    pub(super) header_row: u32,
}

/// Where the table of a workbook stands.
pub(super) struct SheetLayout {
    pub(super) index: usize,
    pub(super) header_row: u32,
}

pub(super) fn text(input: &mut dyn ReadSeek, mapping: &Mapping, limits: &Limits) -> Result<TextLayout, FileError> {
    let encoding = match &mapping.encoding {
        Some(name) => text_file::named(name)?,
        None => text_file::detect(input)?,
    };
    let delimiters = match mapping.delimiter {
        Some(delimiter) => vec![
            u8::try_from(delimiter)
                .ok()
                .filter(|byte| byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r' | 0))
                .ok_or_else(|| FileError::Mapping(format!("\"{delimiter}\" cannot be a delimiter")))?,
        ],
        None => DELIMITERS.to_vec(),
    };
    let mut best: Option<((i64, usize), TextLayout)> = None;
    let mut first_error = None;
    for delimiter in delimiters {
        let mut source = Source::Text {
            input: &mut *input,
            encoding,
            delimiter,
            limits: *limits,
            last_row: u32::MAX,
        };
        let (header, error) = find_header(&mut source, mapping);
        let Some(header) = header else {
            first_error = first_error.or(error);
            continue;
        };
        let score = (header.score, header.n_even_lines);
        if best.as_ref().is_none_or(|(known, _)| *known < score) {
            best = Some((
                score,
                TextLayout {
                    encoding,
                    delimiter,
                    header_row: header.row,
                },
            ));
        }
    }
    best.map(|(_, layout)| layout).ok_or_else(|| {
        first_error.unwrap_or(FileError::NoHeader {
            n_lines: HEADER_LINES as u32,
        })
    })
}

pub(super) fn sheet(workbook: &Workbook, mapping: &Mapping) -> Result<SheetLayout, FileError> {
    let mut best: Option<(i64, SheetLayout)> = None;
    for (index, sheet) in workbook.sheets.iter().enumerate() {
        if mapping.sheet.as_ref().is_some_and(|wanted| *wanted != sheet.name) {
            continue;
        }
        let (header, _) = find_header(
            &mut Source::Sheet {
                sheet,
                index: 0,
                last_row: u32::MAX,
            },
            mapping,
        );
        if let Some(header) = header
            && best.as_ref().is_none_or(|(known, _)| *known < header.score)
        {
            let header_row = header.row;
            best = Some((header.score, SheetLayout { index, header_row }));
        }
    }
    best.map(|(_, layout)| layout).ok_or_else(|| match &mapping.sheet {
        Some(wanted) if workbook.sheets.iter().all(|sheet| sheet.name != *wanted) => {
            FileError::Mapping(format!("there is no sheet \"{}\"", shortened(wanted)))
        }
        _ => FileError::NoHeader {
            n_lines: HEADER_LINES as u32,
        },
    })
}

struct Found {
    row: u32,
    score: i64,
    /// How many of the lines behind the header have as many cells.
    n_even_lines: usize,
}

/// Looks for the header in the first lines; the error is what ended the search, if anything did.
fn find_header(source: &mut Source<'_>, mapping: &Mapping) -> (Option<Found>, Option<FileError>) {
    let mut lines: Vec<(u32, i64, usize)> = Vec::new();
    let outcome = source.each(&mut |line| {
        let score = match mapping.header_row {
            Some(row) if row == line.row() => i64::from(i32::MAX),
            Some(_) => 0,
            None => score(line, mapping),
        };
        lines.push((line.row(), score, line.n_cells()));
        let is_named_row_open = mapping.header_row.is_some_and(|row| line.row() < row);
        Ok(lines.len() < HEADER_LINES || is_named_row_open)
    });
    let mut best: Option<(usize, i64)> = None;
    for (place, (_, score, _)) in lines.iter().enumerate() {
        if LEAST_SCORE <= *score && best.is_none_or(|(_, known)| known < *score) {
            best = Some((place, *score));
        }
    }
    let found = best.map(|(place, score)| {
        let (row, _, n_cells) = lines[place];
        let n_even_lines = lines[place..]
            .iter()
            .filter(|(_, _, n)| *n == n_cells && 1 < n_cells)
            .count();
        Found {
            row,
            score,
            n_even_lines,
        }
    });
    (found, outcome.err())
}

/// How much a line looks like a header.
fn score(line: Line<'_>, mapping: &Mapping) -> i64 {
    let mut score = 0;
    let mut n_periods = 0;
    let mut n_filled = 0;
    let mut n_keys = 0;
    let mut has_periods = false;
    for index in 0..line.n_cells().min(1000) {
        let text = line.text(index);
        if text.is_empty() {
            continue;
        }
        n_filled += 1;
        let is_mapped = mapping
            .columns
            .iter()
            .any(|column| column.column == ColumnName::Name(text.to_string()));
        if is_mapped {
            score += 5;
        }
        match word(&text) {
            Some(Word::Sure(Role::Period)) => {
                score += 3;
                has_periods = true;
            }
            Some(Word::Sure(Role::Territory)) => score += 3,
            Some(Word::Sure(Role::Value | Role::Indicator)) => score += 2,
            Some(_) => score += 1,
            None if period_text::looks_like_period(&text) => n_periods += 1,
            // A key is data, unless territories stand side by side beside a column of periods.
            None if looks_like_key(&text) => n_keys += 1,
            None => {
                let (comma, point) = spellings(&text);
                if comma.is_some() || point.is_some() {
                    score -= 2;
                }
            }
        }
    }
    if 0 < n_keys && !has_periods {
        return 0;
    }
    // Periods beside a word for a column are a wide header; alone they may be anything.
    if 0 < score {
        score += n_periods.min(3);
    }
    if n_filled < 2 && mapping.columns.is_empty() {
        0
    } else {
        score
    }
}
