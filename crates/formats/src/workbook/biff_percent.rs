//! Which cells of an XLS show percentages ([MS-XLS] 2.4.126 Format, 2.4.353 XF, and the cell records of 2.5.14).
//!
//! calamine tells dates apart and drops the other number formats, so the records are walked once more. The stream was checked before
//! (see [`super::biff`]): it ends with a record, and every sheet lies where its list says.

use std::collections::{HashMap, HashSet};

use super::{
    biff::{BOF, BOUND_SHEET, EOF, FORMULA, MANY_NUMBERS, Records, u16_at, u32_at},
    is_percent,
};
use crate::error::FileError;

const FORMAT: u16 = 0x041E;
const CELL_STYLE: u16 = 0x00E0;
const NUMBER: u16 = 0x0203;
const SMALL_NUMBER: u16 = 0x027E;
/// `0%` and `0.00%`, which no workbook writes down.
const BUILT_IN: [u16; 2] = [9, 10];

/// A row and a column, counted from 0.
type Position = (u32, u32);

/// For each sheet, in the order of their list, the cells with numbers that are shown as percentages.
pub(super) fn cells(stream: &[u8]) -> Result<Vec<HashSet<Position>>, FileError> {
    let mut formats: HashMap<u16, bool> = BUILT_IN.into_iter().map(|number| (number, true)).collect();
    let mut styles = Vec::new();
    let mut sheets = Vec::new();
    let mut records = Records { rest: stream };
    while let Some((kind, data)) = records.next()? {
        match kind {
            FORMAT => drop(formats.insert(u16_at(data, 0), is_percent(&text(data.get(2..).unwrap_or_default())))),
            CELL_STYLE => styles.push(u16_at(data, 2)),
            BOUND_SHEET => sheets.push(u32_at(data, 0) as usize),
            EOF => break,
            _ => {}
        }
    }
    let styles: Vec<bool> = styles
        .iter()
        .map(|format| formats.get(format).copied().unwrap_or(false))
        .collect();
    if !styles.contains(&true) {
        return Ok(sheets.iter().map(|_| HashSet::new()).collect());
    }
    let of_sheet = |start: &usize| of_sheet(stream.get(*start..).unwrap_or_default(), &styles);
    sheets.iter().map(of_sheet).collect()
}

fn of_sheet(stream: &[u8], styles: &[bool]) -> Result<HashSet<Position>, FileError> {
    let is_percent = |style: u16| styles.get(usize::from(style)).copied().unwrap_or(false);
    let mut found = HashSet::new();
    let mut depth = 0_u32;
    let mut records = Records { rest: stream };
    while let Some((kind, data)) = records.next()? {
        let row = u32::from(u16_at(data, 0));
        let first = u16_at(data, 2);
        match kind {
            BOF => depth += 1,
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            // Charts inside a sheet have records of their own.
            _ if 1 < depth => {}
            NUMBER | SMALL_NUMBER if is_percent(u16_at(data, 4)) => drop(found.insert((row, u32::from(first)))),
            // A result that is no number has both last bytes set.
            FORMULA if is_percent(u16_at(data, 4)) && u16_at(data, 12) != u16::MAX => {
                found.insert((row, u32::from(first)));
            }
            MANY_NUMBERS => {
                let numbers = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
                for (column, number) in (u32::from(first)..).zip(numbers.chunks_exact(6)) {
                    if is_percent(u16_at(number, 0)) {
                        found.insert((row, column));
                    }
                }
            }
            _ => {}
        }
    }
    Ok(found)
}

/// A text behind its length and its kind: letters of one byte or two ([MS-XLS] 2.5.294).
fn text(data: &[u8]) -> String {
    let n_letters = usize::from(u16_at(data, 0));
    let letters = data.get(3..).unwrap_or_default();
    if data.get(2).is_some_and(|kind| kind & 1 == 0) {
        return letters.iter().take(n_letters).map(|byte| char::from(*byte)).collect();
    }
    let wide: Vec<u16> = letters
        .chunks_exact(2)
        .take(n_letters)
        .map(|two| u16_at(two, 0))
        .collect();
    String::from_utf16_lossy(&wide)
}
