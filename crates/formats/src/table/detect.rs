//! How a file is written: encoding, delimiter, sheet, and where the header stands.
//!
//! The header is the line whose cells are words for columns (`AGS`, `Jahr`, `Wert`) or, in wide tables, periods; lines that hold
//! keys are data. The delimiter is the one with which such a header appears and the lines have equally many cells.

use encoding_rs::Encoding;

use super::{
    header::Kept,
    mapping::{ColumnName, Mapping, Role},
    meaning::{entry, period_of},
    source::Source,
    survey::{looks_like_key, spellings},
    units,
    words::{Word, word},
};
use crate::{
    FileError, ReadSeek, breakdowns::is_total, event::shortened, limits::Limits, text as text_file, workbook::Workbook,
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
        let mut source = Source::text(&mut *input, encoding, delimiter, *limits, u32::MAX);
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

/// The sheets with a table, the one that looks most like one first.
pub(super) fn sheets(workbook: &Workbook, mapping: &Mapping) -> Result<Vec<SheetLayout>, FileError> {
    let mut found: Vec<(i64, SheetLayout)> = Vec::new();
    for (index, sheet) in workbook.sheets.iter().enumerate() {
        if mapping.sheet.as_ref().is_some_and(|wanted| *wanted != sheet.name) {
            continue;
        }
        let (header, _) = find_header(&mut Source::sheet(sheet, 0, u32::MAX), mapping);
        if let Some(header) = header {
            let header_row = header.row;
            found.push((header.score, SheetLayout { index, header_row }));
        }
    }
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    if found.is_empty() {
        return Err(match &mapping.sheet {
            Some(wanted) if workbook.sheets.iter().all(|sheet| sheet.name != *wanted) => {
                FileError::Mapping(format!("there is no sheet \"{}\"", shortened(wanted)))
            }
            _ => FileError::NoHeader {
                n_lines: HEADER_LINES as u32,
            },
        });
    }
    Ok(found.into_iter().map(|(_, layout)| layout).collect())
}

pub(super) struct Found {
    pub(super) row: u32,
    score: i64,
    /// How many of the lines behind the header have as many cells.
    n_even_lines: usize,
}

/// What was seen of a line.
struct Seen {
    row: u32,
    score: i64,
    n_cells: usize,
    is_blank: bool,
    is_data: bool,
}

/// A further table may look a little more like one than the first.
const NEARLY: i64 = 3;

/// Looks for the header in the first lines; the error is what ended the search, if anything did. Of several tables the first counts.
pub(super) fn find_header(source: &mut Source<'_>, mapping: &Mapping) -> (Option<Found>, Option<FileError>) {
    let mut lines: Vec<Seen> = Vec::new();
    let outcome = source.each(&mut |line| {
        let kept = Kept::of(line);
        let score = match mapping.header_row {
            Some(row) if row == line.row() => i64::from(i32::MAX),
            Some(_) => 0,
            None => score(&kept, mapping),
        };
        lines.push(Seen {
            row: line.row(),
            score,
            n_cells: line.n_cells(),
            is_blank: kept.filled().next().is_none(),
            is_data: kept.is_data(),
        });
        let is_named_row_open = mapping.header_row.is_some_and(|row| line.row() < row);
        Ok(lines.len() < HEADER_LINES || is_named_row_open)
    });
    let highest = lines.iter().map(|line| line.score).max().unwrap_or(0);
    let mut place = None;
    let mut start = 0;
    while start < lines.len() && LEAST_SCORE <= highest {
        // Lines that follow each other and hold no figures.
        let ends = |line: &Seen| line.is_blank || line.is_data && line.score < LEAST_SCORE;
        let end = lines[start..].iter().position(ends).map_or(lines.len(), |n| start + n);
        let mut best: Option<usize> = None;
        for index in start..end {
            if best.is_none_or(|known| lines[known].score < lines[index].score) {
                best = Some(index);
            }
        }
        let is_followed = lines.get(end).is_some_and(|line| line.is_data);
        if let Some(best) = best {
            let score = lines[best].score;
            if score == highest || is_followed && LEAST_SCORE.max(highest - NEARLY) <= score {
                place = Some(best);
                break;
            }
        }
        start = end + 1;
    }
    let found = place.map(|place| {
        let Seen {
            row, score, n_cells, ..
        } = lines[place];
        let n_even_lines = lines[place..]
            .iter()
            .filter(|line| line.n_cells == n_cells && 1 < n_cells)
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
pub(super) fn score(line: &Kept, mapping: &Mapping) -> i64 {
    let mut score = 0;
    let mut n_periods = 0;
    let mut n_filled = 0;
    let mut n_keys = 0;
    let mut n_numbers = 0;
    let mut n_entries = 0;
    let mut has_periods = false;
    for (index, text) in line.filled() {
        if 1000 < index {
            break;
        }
        n_filled += 1;
        let is_mapped = mapping
            .columns
            .iter()
            .any(|column| column.column == ColumnName::Name(text.to_owned()));
        if is_mapped {
            score += 5;
        }
        match word(text) {
            Some(Word::Sure(Role::Period)) => {
                score += 3;
                has_periods = true;
            }
            Some(Word::Sure(Role::Territory)) => score += 3,
            Some(Word::Sure(Role::Value | Role::Indicator)) => score += 2,
            Some(_) => score += 1,
            None if period_of(text).is_some() => n_periods += 1,
            // A key is data, unless territories stand side by side beside a column of periods.
            None if looks_like_key(text) => n_keys += 1,
            None if entry(text).is_some() || is_total(text) => n_entries += 1,
            None => {
                let (comma, point) = spellings(text);
                if (comma.is_some() || point.is_some()) && units::reading(text).is_none() {
                    score -= 2;
                    n_numbers += 1;
                }
            }
        }
    }
    if 0 < n_keys && !has_periods || line.counts_columns() {
        return 0;
    }
    // Periods or entries of a breakdown beside a word for a column are a wide header; alone they may be anything.
    if 0 < score {
        score += n_periods.min(3) + if 1 < n_entries { n_entries.min(3) } else { 0 };
    } else if score == 0 && n_numbers == 0 {
        let n_wide = if 2 <= n_periods { n_periods } else { 0 } + if 3 <= n_entries { n_entries } else { 0 };
        // Only years and their like, with at most a few other names.
        if n_filled <= n_wide + 2
            && line
                .filled()
                .next()
                .is_some_and(|(index, text)| 0 < index || period_of(text).is_none())
        {
            score += n_wide.min(3);
        }
    }
    if n_filled < 2 && mapping.columns.is_empty() {
        0
    } else {
        score
    }
}
