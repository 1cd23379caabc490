//! The records of an XLS ([MS-XLS] 2.1, BIFF8), counted before they are decoded.
//!
//! calamine reserves memory for the rectangle that a sheet claims to span, and again for the rectangle that its cells really span,
//! and copies a shared text into every cell that names it. A file of a few hundred bytes can so ask for terabytes, which no error
//! can catch. This walk adds up what decoding will need and refuses what is over the limit; it decodes nothing itself.

use std::collections::BTreeSet;

use crate::{error::FileError, limits::Limits};

pub(super) const BOF: u16 = 0x0809;
pub(super) const EOF: u16 = 0x000A;
const CONTINUE: u16 = 0x003C;
const FILE_PASS: u16 = 0x002F;
pub(super) const BOUND_SHEET: u16 = 0x0085;
const SHARED_STRINGS: u16 = 0x00FC;
const DIMENSIONS: u16 = 0x0200;
pub(super) const FORMULA: u16 = 0x0006;
const LABEL_OF_SHARED: u16 = 0x00FD;
pub(super) const MANY_NUMBERS: u16 = 0x00BD;
const ROW: u16 = 0x0208;
/// Number, label, truth value or error, rich label, small number: row and column come first.
const CELLS: [u16; 5] = [0x0203, 0x0204, 0x0205, 0x00D6, 0x027E];
/// calamine writes formulas out as text, up to fifty times their size.
const FORMULA_GROWTH: u64 = 50;

/// Refuses a workbook that needs more memory than allowed, is encrypted or ends within a record.
pub(super) fn check(stream: &[u8], limits: &Limits) -> Result<(), FileError> {
    let mut sheets = BTreeSet::new();
    let mut text_lengths = Vec::new();
    let mut records = Records { rest: stream };
    while let Some((kind, data)) = records.next()? {
        match kind {
            FILE_PASS => return Err(FileError::Encrypted),
            BOUND_SHEET => {
                let start = u32_at(data, 0) as usize;
                // Two sheets on the same records would be decoded twice.
                if stream.len() <= start || !sheets.insert(start) {
                    return Err(damaged("a sheet does not lie where its list says"));
                }
            }
            SHARED_STRINGS => {
                let mut parts = vec![data];
                while let Some((CONTINUE, more)) = records.peek() {
                    parts.push(more);
                    records.next()?;
                }
                text_lengths = shared_lengths(&parts)?;
            }
            EOF => break,
            _ => {}
        }
    }
    if sheets.is_empty() {
        return Err(damaged("it lists no sheet"));
    }
    let mut need = Need::default();
    for (number, start) in (1_u32..).zip(sheets) {
        check_sheet(&stream[start..], number, &text_lengths, &mut need, limits)?;
    }
    Ok(())
}

/// What decoding will need, over all sheets.
#[derive(Default)]
struct Need {
    n_cells: u64,
    text_bytes: u64,
    formula_bytes: u64,
}

fn check_sheet(
    stream: &[u8],
    number: u32,
    text_lengths: &[u16],
    need: &mut Need,
    limits: &Limits,
) -> Result<(), FileError> {
    let mut span = Span::default();
    let mut depth = 0_u32;
    let mut records = Records { rest: stream };
    while let Some((kind, data)) = records.next()? {
        match kind {
            BOF => depth += 1,
            EOF if depth <= 1 => {
                // After its end only another sheet may follow; a cell there means that the mark of the end is wrong.
                if let Some((kind, _)) = records.peek()
                    && (CELLS.contains(&kind) || [FORMULA, LABEL_OF_SHARED, MANY_NUMBERS, ROW].contains(&kind))
                {
                    return Err(damaged("a sheet ends before its last row"));
                }
                break;
            }
            EOF => depth -= 1,
            // Charts inside a sheet have records of their own.
            _ if 1 < depth => {}
            DIMENSIONS => check_dimensions(data, number, limits)?,
            FORMULA => {
                span.add(data, u16_at(data, 2));
                need.formula_bytes += data.len() as u64;
            }
            LABEL_OF_SHARED => {
                span.add(data, u16_at(data, 2));
                // A letter takes up to three bytes.
                need.text_bytes += text_lengths
                    .get(u32_at(data, 6) as usize)
                    .map_or(0, |length| 3 * u64::from(*length));
            }
            MANY_NUMBERS if data.len() < 6 || u16_at(data, data.len() - 2) < u16_at(data, 2) => {
                return Err(damaged("a record of several numbers ends before it begins"));
            }
            MANY_NUMBERS => span.add(data, u16_at(data, data.len() - 2)),
            kind if CELLS.contains(&kind) => span.add(data, u16_at(data, 2)),
            _ => {}
        }
    }
    need.n_cells += span.n_cells();
    if limits.workbook_cells() < need.n_cells {
        return Err(FileError::TooManyCells {
            sheet: number.to_string(),
            rows: span.n_rows(),
            columns: span.n_columns(),
        });
    }
    for (part, bytes) in [
        ("the text", need.text_bytes),
        ("the formulas", need.formula_bytes.saturating_mul(FORMULA_GROWTH)),
    ] {
        if limits.decoded_bytes < bytes {
            return Err(FileError::DecodedTooLarge {
                part: part.to_owned(),
                limit: limits.decoded_bytes,
            });
        }
    }
    Ok(())
}

/// The rectangle that a sheet claims to span, which is reserved in memory before any cell is seen.
fn check_dimensions(data: &[u8], number: u32, limits: &Limits) -> Result<(), FileError> {
    let (first_row, end_row, first_column, end_column) = match data.len() {
        10 => (
            u16_at(data, 0).into(),
            u16_at(data, 2).into(),
            u16_at(data, 4),
            u16_at(data, 6),
        ),
        14 | 16 => (u32_at(data, 0), u32_at(data, 4), u16_at(data, 8), u16_at(data, 10)),
        _ => return Err(damaged("the span of a sheet has a length that does not exist")),
    };
    if end_row == 0 || end_column == 0 {
        return Ok(());
    }
    let first_column = if 0xFF < first_column || end_column < first_column {
        0
    } else {
        first_column
    };
    let rows = u64::from(end_row).checked_sub(u64::from(first_row));
    let columns = u64::from(end_column).checked_sub(u64::from(first_column));
    match (rows, columns) {
        (Some(rows @ 1..), Some(columns @ 1..)) if rows.saturating_mul(columns) <= limits.workbook_cells() => Ok(()),
        (Some(rows @ 1..), Some(columns @ 1..)) => Err(FileError::TooManyCells {
            sheet: number.to_string(),
            rows,
            columns,
        }),
        _ => Err(damaged("a sheet claims to end before it begins")),
    }
}

/// The smallest rectangle around all cells.
struct Span {
    rows: Option<(u16, u16)>,
    columns: (u16, u16),
}

impl Default for Span {
    fn default() -> Self {
        Self {
            rows: None,
            columns: (u16::MAX, 0),
        }
    }
}

impl Span {
    fn add(&mut self, data: &[u8], last_column: u16) {
        let row = u16_at(data, 0);
        let (first, last) = self.rows.unwrap_or((row, row));
        self.rows = Some((first.min(row), last.max(row)));
        self.columns = (self.columns.0.min(u16_at(data, 2)), self.columns.1.max(last_column));
    }

    fn n_rows(&self) -> u64 {
        self.rows.map_or(0, |(first, last)| u64::from(last - first) + 1)
    }

    fn n_columns(&self) -> u64 {
        u64::from(self.columns.1.saturating_sub(self.columns.0)) + 1
    }

    fn n_cells(&self) -> u64 {
        self.n_rows() * self.n_columns()
    }
}

/// The number of letters of each shared text ([MS-XLS] 2.4.265), which may be split over records at any letter.
fn shared_lengths(parts: &[&[u8]]) -> Result<Vec<u16>, FileError> {
    let broken = || damaged("its shared texts end too early");
    let mut lengths = Vec::new();
    let mut parts = parts.iter().copied();
    let mut here = parts.next().and_then(|first| first.get(8..)).ok_or_else(broken)?;
    loop {
        if here.is_empty() {
            match parts.next() {
                Some(next) => here = next,
                None => return Ok(lengths),
            }
            if here.is_empty() {
                lengths.push(0);
                continue;
            }
        }
        let (mut header, flags) = (3, *here.get(2).ok_or_else(broken)?);
        let length = u16_at(here, 0);
        let mut n_tail_bytes = 0;
        if flags & 8 != 0 {
            n_tail_bytes += 4 * usize::from(u16_at(here, header));
            header += 2;
        }
        if flags & 4 != 0 {
            n_tail_bytes += u32_at(here, header) as usize;
            header += 4;
        }
        here = here.get(header..).ok_or_else(broken)?;
        let mut n_letters = usize::from(length);
        let mut width = if flags & 1 == 0 { 1 } else { 2 };
        while 0 < n_letters {
            let taken = n_letters.min(here.len() / width);
            here = &here[taken * width..];
            n_letters -= taken;
            if 0 < n_letters {
                here = parts.next().filter(|next| !next.is_empty()).ok_or_else(broken)?;
                width = if here[0] & 1 == 0 { 1 } else { 2 };
                here = &here[1..];
            }
        }
        while 0 < n_tail_bytes {
            if here.is_empty() {
                here = parts.next().ok_or_else(broken)?;
            }
            let taken = n_tail_bytes.min(here.len());
            here = &here[taken..];
            n_tail_bytes -= taken;
        }
        lengths.push(length);
    }
}

/// Records one after the other: kind, length, data.
pub(super) struct Records<'a> {
    pub(super) rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub(super) fn next(&mut self) -> Result<Option<(u16, &'a [u8])>, FileError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let record = self.peek().ok_or_else(|| damaged("its records end within one"))?;
        self.rest = &self.rest[4 + record.1.len()..];
        Ok(Some(record))
    }

    fn peek(&self) -> Option<(u16, &'a [u8])> {
        let (head, rest) = self.rest.split_at_checked(4)?;
        Some((u16_at(head, 0), rest.get(..usize::from(u16_at(head, 2)))?))
    }
}

pub(super) fn u16_at(bytes: &[u8], place: usize) -> u16 {
    bytes
        .get(place..place + 2)
        .map_or(0, |two| u16::from_le_bytes([two[0], two[1]]))
}

pub(super) fn u32_at(bytes: &[u8], place: usize) -> u32 {
    bytes
        .get(place..place + 4)
        .map_or(0, |four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

fn damaged(detail: &str) -> FileError {
    FileError::Damaged {
        detail: detail.to_owned(),
    }
}
