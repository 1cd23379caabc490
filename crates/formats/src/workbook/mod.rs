//! The seam to workbooks: XLS (BIFF8) and XLSX as sheets of cells, for the formats that read such files.
//!
//! The file is read into memory (its size is bounded), checked from outside, and only then given to calamine. A cell is a number, a
//! percentage, a date, a text, a flaw or blank; of styles only that is kept which changes what a number says. Formulas are never
//! computed: their stored result counts, and a formula without one is a flaw.

use std::{
    collections::{HashMap, HashSet},
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

mod biff;
mod biff_percent;
mod ole;
pub(crate) mod package;
mod xlsx;

use calamine::{Data, Dimensions, Range, Reader, Xls};

use crate::{
    error::FileError,
    event::{Place, shortened},
    limits::Limits,
};

/// The first bytes of an OLE2 compound file, which an XLS is.
pub(crate) const OLE_MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// The first bytes of a zip archive, which an XLSX is.
pub(crate) const ZIP_MAGIC: &[u8] = b"PK\x03\x04";

/// A workbook in memory.
pub(crate) struct Workbook {
    /// `XLS` or `XLSX`.
    pub(crate) kind: &'static str,
    /// The sheets in their order.
    pub(crate) sheets: Vec<Sheet>,
}

/// One sheet.
pub(crate) struct Sheet {
    /// Its name.
    pub(crate) name: String,
    cells: Range<Data>,
    /// Cells, counted from 0, whose numbers are shown as percentages.
    percentages: HashSet<(u32, u32)>,
    /// Cells, counted from 0, with a formula whose result was not stored.
    unsolved: HashSet<(u32, u32)>,
    merged: MergedCells,
}

/// Cells that are shown as one, and which of them a cell belongs to.
#[derive(Default)]
pub(crate) struct MergedCells {
    ranges: Vec<Merged>,
    of: HashMap<(u32, u32), usize>,
}

impl MergedCells {
    /// More cells than this are an ornament, not the header of a table.
    const MOST: u64 = 500_000;

    fn new(ranges: &[Dimensions]) -> Self {
        let mut found = Self::default();
        let mut n_cells = 0_u64;
        for range in ranges {
            let (rows, columns) = (
                range.end.0.checked_sub(range.start.0),
                range.end.1.checked_sub(range.start.1),
            );
            let (Some(rows), Some(columns)) = (rows, columns) else {
                continue;
            };
            n_cells = n_cells.saturating_add((u64::from(rows) + 1).saturating_mul(u64::from(columns) + 1));
            if Self::MOST < n_cells {
                break;
            }
            let merged = Merged {
                first_row: range.start.0.saturating_add(1),
                last_row: range.end.0.saturating_add(1),
                first_column: range.start.1.saturating_add(1),
                last_column: range.end.1.saturating_add(1),
            };
            for row in merged.first_row..=merged.last_row {
                for column in merged.first_column..=merged.last_column {
                    found.of.insert((row, column), found.ranges.len());
                }
            }
            found.ranges.push(merged);
        }
        found
    }
}

/// What stands in place of the result of a formula that was not stored.
pub(crate) const UNSOLVED: &str = "formula without a stored result";

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum CellContent<'a> {
    /// Nothing, or only blanks.
    Blank,
    /// A number.
    Number(f64),
    /// A share that is shown as a percentage, in hundredths as it is shown: 12.3 for 0.123.
    Percent(f64),
    /// A text, as it stands there.
    Text(&'a str),
    /// A date, as days since 1899-12-30 (or 1904); the number that was formatted as a date.
    Date(f64),
    /// Something else: a truth value or the error of a formula, in the words of a spreadsheet.
    Other(&'static str),
}

impl Sheet {
    /// The last row, counted from 1; 0 when the sheet is empty.
    pub(crate) fn n_rows(&self) -> u32 {
        self.cells.end().map_or(0, |(row, _)| row + 1)
    }

    /// The last column, counted from 1; 0 when the sheet is empty.
    pub(crate) fn n_columns(&self) -> u32 {
        self.cells.end().map_or(0, |(_, column)| column + 1)
    }

    /// The cell at a row and column, both counted from 1.
    pub(crate) fn cell(&self, row: u32, column: u32) -> CellContent<'_> {
        let (Some(row), Some(column)) = (row.checked_sub(1), column.checked_sub(1)) else {
            return CellContent::Blank;
        };
        let number = |number: f64| {
            if self.percentages.contains(&(row, column)) {
                CellContent::Percent(hundredfold(number))
            } else {
                CellContent::Number(number)
            }
        };
        match self.cells.get_value((row, column)) {
            None | Some(Data::Empty) if self.unsolved.contains(&(row, column)) => CellContent::Other(UNSOLVED),
            None | Some(Data::Empty) => CellContent::Blank,
            Some(Data::Float(value)) => number(*value),
            // Whole numbers of a spreadsheet are doubles in the file, so nothing is lost here.
            Some(Data::Int(value)) => number(*value as f64),
            Some(Data::String(text) | Data::DurationIso(text) | Data::DateTimeIso(text)) => {
                if text.trim().is_empty() {
                    CellContent::Blank
                } else {
                    CellContent::Text(text)
                }
            }
            Some(Data::DateTime(date)) => CellContent::Date(serial_of(date)),
            Some(Data::Bool(true)) => CellContent::Other("TRUE"),
            Some(Data::Bool(false)) => CellContent::Other("FALSE"),
            Some(Data::Error(error)) => CellContent::Other(match error {
                calamine::CellErrorType::Div0 => "#DIV/0!",
                calamine::CellErrorType::NA => "#N/A",
                calamine::CellErrorType::Name => "#NAME?",
                calamine::CellErrorType::Null => "#NULL!",
                calamine::CellErrorType::Num => "#NUM!",
                calamine::CellErrorType::Ref => "#REF!",
                _ => "#VALUE!",
            }),
        }
    }

    /// The content of a cell as plain text: what keys, names and headers are made of. A whole number has no decimals.
    pub(crate) fn text(&self, row: u32, column: u32) -> String {
        self.cell(row, column).as_text()
    }

    /// The range of columns, counted from 1, that are shown as one cell with this one, where the cell is not alone; the content stands
    /// in the first of its first row.
    pub(crate) fn merged(&self, row: u32, column: u32) -> Option<Merged> {
        self.merged
            .of
            .get(&(row, column))
            .map(|index| self.merged.ranges[*index])
    }

    /// Whether a row has no content.
    pub(crate) fn is_blank_row(&self, row: u32) -> bool {
        (1..=self.n_columns()).all(|column| self.cell(row, column) == CellContent::Blank)
    }
}

/// Cells that are shown as one, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Merged {
    pub(crate) first_row: u32,
    pub(crate) last_row: u32,
    pub(crate) first_column: u32,
    pub(crate) last_column: u32,
}

/// A hundred times a number, to the digit of its shortest decimal text: 0.07 gives 7, not 7.000000000000001.
fn hundredfold(number: f64) -> f64 {
    format!("{number:e}")
        .split_once('e')
        .and_then(|(digits, exponent)| format!("{digits}e{}", exponent.parse::<i32>().ok()? + 2).parse().ok())
        .unwrap_or(number * 100.0)
}

impl CellContent<'_> {
    /// The content as plain text, trimmed. A date formatted as such is written as a day.
    pub(crate) fn as_text(self) -> String {
        match self {
            CellContent::Blank => String::new(),
            CellContent::Number(number) => format!("{number}"),
            CellContent::Percent(number) => format!("{number} %"),
            CellContent::Text(text) => text.trim().to_owned(),
            CellContent::Date(days) => day_of(days).map_or_else(|| format!("{days}"), |date| date.to_string()),
            CellContent::Other(word) => word.to_owned(),
        }
    }
}

/// The day that a spreadsheet counts as this number, in the system that begins in 1900.
fn day_of(days: f64) -> Option<jiff::civil::Date> {
    if !(1.0..2_958_466.0).contains(&days) {
        return None;
    }
    let epoch = jiff::civil::Date::constant(1899, 12, 30);
    epoch.checked_add(jiff::Span::new().try_days(days as i64).ok()?).ok()
}

/// The number of a date in the system that begins in 1900, also where a workbook counts from 1904.
fn serial_of(date: &calamine::ExcelDateTime) -> f64 {
    const ONE_SYSTEM_LATER: f64 = 1462.0;
    let serial = date.as_f64();
    let is_1904 = date.is_datetime()
        && day_of(serial).is_some_and(|day| {
            let (year, ..) = date.to_ymd_hms_milli();
            i32::from(year) - i32::from(day.year()) >= 3
        });
    if is_1904 { serial + ONE_SYSTEM_LATER } else { serial }
}

impl Workbook {
    /// Opens a workbook from its bytes.
    pub(crate) fn open(bytes: &[u8], limits: &Limits) -> Result<Self, FileError> {
        let is_xls = bytes.starts_with(OLE_MAGIC);
        let percentages = if is_xls {
            let stream = ole::workbook_stream(bytes)?;
            biff::check(&stream, limits)?;
            biff_percent::cells(&stream)?
        } else {
            package::check(bytes, limits)?;
            Vec::new()
        };
        // The file is a stranger's. calamine indexes slices by lengths that the file states, so a damaged one can still make it
        // panic; a panic here is the same finding as its error: the workbook is damaged.
        let opened = catch_unwind(AssertUnwindSafe(|| {
            if is_xls {
                open_xls(bytes, percentages)
            } else {
                xlsx::open(bytes, limits)
            }
        }));
        let workbook = opened.unwrap_or_else(|_| Err(damaged(&"its parts contradict each other")))?;
        workbook.check_cells(limits)?;
        Ok(workbook)
    }

    /// No program shows a cell longer than 32,767 letters; a longer one is not data.
    fn check_cells(&self, limits: &Limits) -> Result<(), FileError> {
        for (index, sheet) in self.sheets.iter().enumerate() {
            let (first_row, first_column) = sheet.cells.start().unwrap_or_default();
            let long = sheet.cells.used_cells().find(|(_, _, cell)| match cell {
                Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
                    limits.cell_bytes < text.len()
                }
                _ => false,
            });
            if let Some((row, column, _)) = long {
                return Err(FileError::CellTooLong {
                    place: Place {
                        sheet: u16::try_from(index).unwrap_or(u16::MAX),
                        row: first_row + row as u32 + 1,
                        column: first_column + column as u32 + 1,
                    },
                    limit: limits.cell_bytes,
                });
            }
        }
        Ok(())
    }

    /// The names of the sheets.
    pub(crate) fn sheet_names(&self) -> Vec<String> {
        self.sheets.iter().map(|sheet| sheet.name.clone()).collect()
    }

    /// The text of one cell, as a reader of this crate sees it.
    pub(crate) fn text_at(&self, place: Place) -> Result<String, FileError> {
        self.sheets
            .get(usize::from(place.sheet))
            .filter(|sheet| place.row <= sheet.n_rows() && place.column <= sheet.n_columns())
            .map(|sheet| sheet.text(place.row, place.column))
            .ok_or(FileError::NoSuchCell(place))
    }
}

fn open_xls(bytes: &[u8], percentages: Vec<HashSet<(u32, u32)>>) -> Result<Workbook, FileError> {
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut sheets = Vec::new();
    let mut percentages = percentages.into_iter();
    for name in workbook.sheet_names() {
        let percentages = percentages.next().unwrap_or_default();
        let cells = workbook.worksheet_range(&name).map_err(|error| damaged(&error))?;
        sheets.push(Sheet {
            merged: MergedCells::new(&workbook.merge_cells_by_sheet_name(&name).unwrap_or_default()),
            name,
            cells,
            percentages,
            unsolved: HashSet::new(),
        });
    }
    Ok(Workbook { kind: "XLS", sheets })
}

/// Whether a number format shows percentages: a percent sign outside of quoted text.
fn is_percent(code: &str) -> bool {
    let mut letters = code.chars();
    let mut is_quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' => is_quoted = !is_quoted,
            '\\' | '_' | '*' if !is_quoted => {
                letters.next();
            }
            '%' if !is_quoted => return true,
            _ => {}
        }
    }
    false
}

fn damaged(error: &impl std::fmt::Display) -> FileError {
    FileError::Damaged {
        detail: shortened(&error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_keeps_its_digits() {
        for (share, expected) in [
            (0.07, 7.0),
            (0.123, 12.3),
            (-0.005, -0.5),
            (0.0, 0.0),
            (1.0, 100.0),
            (0.29, 29.0),
        ] {
            assert_eq!(hundredfold(share).to_bits(), f64::to_bits(expected), "{share}");
        }
    }

    #[test]
    fn a_percent_sign_in_quotes_is_no_format_of_percentages() {
        assert!(is_percent("0.0%") && is_percent("0 %") && is_percent("#,##0.00\\ %;[Red]-0%"));
        assert!(!is_percent("0.0\" %\"") && !is_percent("General") && !is_percent("0\\%"));
    }
}
