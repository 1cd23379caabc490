//! The seam to workbooks: XLS (BIFF8) and XLSX as sheets of cells, for the formats that read such files.
//!
//! The file is read into memory (its size is bounded), checked from outside, and only then given to calamine. Dates, formulas and
//! styles are none of our business: a cell is a number, a text, a flaw or blank.

use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

mod biff;
mod ole;
pub(crate) mod package;

use calamine::{Data, Range, Reader, Xls, Xlsx, XlsxError};

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
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum CellContent<'a> {
    /// Nothing, or only blanks.
    Blank,
    /// A number.
    Number(f64),
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
        match self.cells.get_value((row, column)) {
            None | Some(Data::Empty) => CellContent::Blank,
            Some(Data::Float(number)) => CellContent::Number(*number),
            // Whole numbers of a spreadsheet are doubles in the file, so nothing is lost here.
            Some(Data::Int(number)) => CellContent::Number(*number as f64),
            Some(Data::String(text) | Data::DurationIso(text) | Data::DateTimeIso(text)) => {
                if text.trim().is_empty() {
                    CellContent::Blank
                } else {
                    CellContent::Text(text)
                }
            }
            Some(Data::DateTime(date)) => CellContent::Date(date.as_f64()),
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

    /// Whether a row has no content.
    pub(crate) fn is_blank_row(&self, row: u32) -> bool {
        (1..=self.n_columns()).all(|column| self.cell(row, column) == CellContent::Blank)
    }
}

impl CellContent<'_> {
    /// The content as plain text, trimmed. A date formatted as such is written as a day.
    pub(crate) fn as_text(self) -> String {
        match self {
            CellContent::Blank => String::new(),
            CellContent::Number(number) => format!("{number}"),
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

impl Workbook {
    /// Opens a workbook from its bytes.
    pub(crate) fn open(bytes: &[u8], limits: &Limits) -> Result<Self, FileError> {
        let is_xls = bytes.starts_with(OLE_MAGIC);
        if is_xls {
            biff::check(&ole::workbook_stream(bytes)?, limits)?;
        } else {
            package::check(bytes, limits)?;
        }
        // The file is a stranger's. calamine indexes slices by lengths that the file states, so a damaged one can still make it
        // panic; a panic here is the same finding as its error: the workbook is damaged.
        let opened = catch_unwind(AssertUnwindSafe(|| {
            if is_xls {
                open_xls(bytes)
            } else {
                open_xlsx(bytes, limits)
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

fn open_xls(bytes: &[u8]) -> Result<Workbook, FileError> {
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let cells = workbook.worksheet_range(&name).map_err(|error| damaged(&error))?;
        sheets.push(Sheet { name, cells });
    }
    Ok(Workbook { kind: "XLS", sheets })
}

/// Reads the cells one by one: calamine's own ranges span every stray cell, and copy a shared text into each cell that names it.
fn open_xlsx(bytes: &[u8], limits: &Limits) -> Result<Workbook, FileError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut n_spanned = 0_u64;
    let mut text_bytes = 0_u64;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let mut cells = Vec::new();
        let mut reader = match workbook.worksheet_cells_reader(&name) {
            Ok(reader) => reader,
            // A chart or a dialogue in a sheet of its own has no cells.
            Err(XlsxError::NotAWorksheet(_)) => {
                sheets.push(Sheet {
                    name,
                    cells: Range::empty(),
                });
                continue;
            }
            Err(error) => return Err(damaged(&error)),
        };
        let (mut first, mut last) = ((u32::MAX, u32::MAX), (0, 0));
        while let Some(cell) = reader.next_cell().map_err(|error| damaged(&error))? {
            let (row, column) = cell.get_position();
            let value = Data::from(cell.get_value().clone());
            if value == Data::Empty {
                continue;
            }
            if let Data::String(text) = &value {
                text_bytes += text.len() as u64;
            }
            first = (first.0.min(row), first.1.min(column));
            last = (last.0.max(row), last.1.max(column));
            let (rows, columns) = (u64::from(last.0 - first.0) + 1, u64::from(last.1 - first.1) + 1);
            let n_cells = n_spanned.saturating_add(rows.saturating_mul(columns));
            if limits.workbook_cells() < n_cells || limits.workbook_cells() < cells.len() as u64 {
                return Err(FileError::TooManyCells {
                    sheet: format!("\"{}\"", shortened(&name)),
                    rows,
                    columns,
                });
            }
            if limits.decoded_bytes < text_bytes {
                return Err(FileError::DecodedTooLarge {
                    part: "the text".to_owned(),
                    limit: limits.decoded_bytes,
                });
            }
            cells.push(calamine::Cell::new((row, column), value));
        }
        drop(reader);
        if !cells.is_empty() {
            n_spanned += (u64::from(last.0 - first.0) + 1) * (u64::from(last.1 - first.1) + 1);
        }
        sheets.push(Sheet {
            name,
            cells: Range::from_sparse(cells),
        });
    }
    Ok(Workbook { kind: "XLSX", sheets })
}

fn damaged(error: &impl std::fmt::Display) -> FileError {
    FileError::Damaged {
        detail: shortened(&error.to_string()),
    }
}
