//! XLSX as sheets of cells, through calamine: values, percentages, formulas without a result, merged cells.
//!
//! The cells are read one by one: calamine's own ranges span every stray cell, and copy a shared text into each cell that names it.

use std::{collections::HashSet, io::Cursor};

use calamine::{Data, DataRef, Range, Reader, Xlsx, XlsxError};

use super::{MergedCells, Sheet, Workbook, damaged, is_percent};
use crate::{error::FileError, event::shortened, limits::Limits};

/// Reads all sheets.
pub(super) fn open(bytes: &[u8], limits: &Limits) -> Result<Workbook, FileError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut spent = Spent::default();
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let sheet = match sheet(&mut workbook, &name, &mut spent, limits) {
            // A chart or a dialogue in a sheet of its own has no cells.
            Err(Failure::NoCells) => Sheet {
                name,
                cells: Range::empty(),
                percentages: HashSet::new(),
                unsolved: HashSet::new(),
                merged: MergedCells::default(),
            },
            Err(Failure::File(error)) => return Err(error),
            Ok(sheet) => sheet,
        };
        sheets.push(sheet);
    }
    Ok(Workbook { kind: "XLSX", sheets })
}

/// What the sheets need in memory so far.
#[derive(Default)]
struct Spent {
    n_spanned: u64,
    text_bytes: u64,
}

enum Failure {
    NoCells,
    File(FileError),
}

impl From<XlsxError> for Failure {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::NotAWorksheet(_) => Self::NoCells,
            other => Self::File(damaged(&other)),
        }
    }
}

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

fn sheet(workbook: &mut Book<'_>, name: &str, spent: &mut Spent, limits: &Limits) -> Result<Sheet, Failure> {
    let mut cells = Vec::new();
    let mut unsolved = HashSet::new();
    let mut reader = workbook.worksheet_cells_reader(name)?;
    let percent_styles: HashSet<usize> = reader
        .styles()
        .iter()
        .enumerate()
        .filter(|(_, style)| {
            let format = style.number_format.as_ref();
            format.is_some_and(|format| is_percent(&format.format_code))
        })
        .map(|(id, _)| id)
        .collect();
    let (mut first, mut last) = ((u32::MAX, u32::MAX), (0, 0));
    while let Some(record) = reader.next_cell_with_formula_metadata()? {
        let (row, column) = record.pos;
        if record.value == DataRef::Empty {
            if record.formula.is_some() && (unsolved.len() as u64) < limits.workbook_cells() {
                unsolved.insert((row, column));
            } else {
                continue;
            }
        }
        let value = Data::from(record.value);
        if let Data::String(text) = &value {
            spent.text_bytes += text.len() as u64;
        }
        first = (first.0.min(row), first.1.min(column));
        last = (last.0.max(row), last.1.max(column));
        let (rows, columns) = (u64::from(last.0 - first.0) + 1, u64::from(last.1 - first.1) + 1);
        let n_cells = spent.n_spanned.saturating_add(rows.saturating_mul(columns));
        if limits.workbook_cells() < n_cells || limits.workbook_cells() < cells.len() as u64 {
            return Err(Failure::File(FileError::TooManyCells {
                sheet: format!("\"{}\"", shortened(name)),
                rows,
                columns,
            }));
        }
        if limits.decoded_bytes < spent.text_bytes {
            return Err(Failure::File(FileError::DecodedTooLarge {
                part: "the text".to_owned(),
                limit: limits.decoded_bytes,
            }));
        }
        cells.push(calamine::Cell::new((row, column), value));
    }
    drop(reader);
    if !cells.is_empty() {
        spent.n_spanned += (u64::from(last.0 - first.0) + 1) * (u64::from(last.1 - first.1) + 1);
    }
    let percentages = if percent_styles.is_empty() {
        HashSet::new()
    } else {
        percentages(workbook, name, &percent_styles, &cells)?
    };
    let merged = MergedCells::new(&workbook.merge_cells_by_sheet_name(name).unwrap_or_default());
    Ok(Sheet {
        name: name.to_owned(),
        cells: Range::from_sparse(cells),
        percentages,
        unsolved,
        merged,
    })
}

/// The cells with numbers that are shown as percentages.
fn percentages(
    workbook: &mut Book<'_>,
    name: &str,
    styles: &HashSet<usize>,
    cells: &[calamine::Cell<Data>],
) -> Result<HashSet<(u32, u32)>, Failure> {
    let numbers: HashSet<(u32, u32)> = cells
        .iter()
        .filter(|cell| matches!(cell.get_value(), Data::Float(_) | Data::Int(_)))
        .map(calamine::Cell::get_position)
        .collect();
    let mut found = HashSet::new();
    let mut reader = workbook.worksheet_cells_reader(name)?;
    while let Some((row, column, style)) = reader.next_style_id()? {
        if styles.contains(&style) && numbers.contains(&(row, column)) {
            found.insert((row, column));
        }
    }
    Ok(found)
}
