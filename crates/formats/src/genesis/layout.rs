//! How a table of a GENESIS database is laid out: which lines are title, header, figures and footer, and what stands in each column.
//!
//! Title lines have one cell. Header lines leave the columns of times, keys, names and breakdowns blank (`;;;Insgesamt;männlich`) or
//! name them. The first line with a key, or with a text in front and figures behind a header, begins the figures; a line of underscores
//! or of the copyright ends them. The columns are surveyed to the end of the file, in little memory.

use std::collections::BTreeSet;

use encoding_rs::Encoding;

use super::times;
use crate::{
    FileError, ReadSeek,
    breakdowns::{self, Breakdown},
    lands,
    limits::Limits,
    symbols::SymbolSet,
    table::spellings,
    text::{self, Record, Records},
};

/// How many lines may stand above the figures.
const MOST_LINES_ABOVE: usize = 200;
/// How much of the text below the figures is read.
const MOST_BYTES_BELOW: usize = 256 * 1024;
/// After so many cells it is clear what a column holds.
const ENOUGH_CELLS: u64 = 5_000;
/// After so many numbers it is clear which decimal sign they have.
const ENOUGH_NUMBERS: u64 = 200;
/// How many different texts of a column are remembered.
pub(super) const MOST_TEXTS: usize = 2_000;

/// A table before anything is told.
pub(super) struct Layout {
    pub(super) encoding: &'static Encoding,
    pub(super) delimiter: u8,
    /// The lines above the header.
    pub(super) preamble: Vec<String>,
    /// The header lines: number and cells.
    pub(super) header: Vec<(u32, Vec<String>)>,
    /// The first line with figures.
    pub(super) first_row: u32,
    /// The line that ends the figures.
    pub(super) end_row: u32,
    /// What stands in each column.
    pub(super) columns: Vec<Survey>,
    /// Lines with figures.
    pub(super) n_lines: u64,
    /// The lines below the figures.
    pub(super) footer: Vec<String>,
    /// The line with which another table begins, in the same file.
    pub(super) second_table: Option<u32>,
}

/// What stands in one column, counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Survey {
    pub(super) n_filled: u64,
    /// Of the filled cells: looked at to find out what the column holds.
    pub(super) n_looked_at: u64,
    /// Keys in their full spelling.
    pub(super) n_keys: u64,
    /// Texts that may be keys without their zeros.
    pub(super) n_possible_keys: u64,
    pub(super) n_periods: u64,
    /// Names of Länder.
    pub(super) n_lands: u64,
    /// `Insgesamt` and its like.
    pub(super) n_totals: u64,
    /// Numbers and signs.
    pub(super) n_values: u64,
    /// Letters that stand beside values.
    pub(super) n_flags: u64,
    /// Names of months and quarters.
    pub(super) n_parts_of_year: u64,
    /// Numbers that only one decimal sign explains.
    pub(super) n_comma: u64,
    pub(super) n_point: u64,
    /// The first different texts.
    pub(super) texts: BTreeSet<String>,
}

impl Survey {
    fn add(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.n_filled += 1;
        if self.texts.len() < MOST_TEXTS && !self.texts.contains(text) {
            self.texts.insert(text.to_owned());
        }
        if self.n_comma + self.n_point < ENOUGH_NUMBERS {
            match spellings(text) {
                (Some(_), None) => self.n_comma += 1,
                (None, Some(_)) => self.n_point += 1,
                _ => {}
            }
        }
        if self.n_looked_at == ENOUGH_CELLS {
            return;
        }
        self.n_looked_at += 1;
        self.n_keys += u64::from(is_full_key(text));
        self.n_possible_keys += u64::from(text.len() <= 12 && !figures::territory::readings(text, None).is_empty());
        self.n_lands += u64::from(lands::key(text).is_some());
        self.n_totals += u64::from(breakdowns::of(text) == Some(Breakdown::Total));
        self.n_periods += u64::from(times::is_period(text));
        self.n_values += u64::from(is_value(text));
        self.n_flags += u64::from(SymbolSet::GENESIS.meaning(text).is_some());
        self.n_parts_of_year += u64::from(part_of_year(text));
    }

    /// Whether nearly all filled cells are of a kind.
    pub(super) fn holds(&self, n_such: u64) -> bool {
        0 < self.n_looked_at && self.n_looked_at * 9 <= n_such * 10
    }
}

/// `Januar`, `2. Quartal`, `1. Halbjahr`: a column of its own beside the year.
fn part_of_year(text: &str) -> bool {
    !text.bytes().any(|byte| byte.is_ascii_digit() && text.len() == 4)
        && crate::period_text::plain(&format!("{text} 2000")).is_some()
        && crate::period_text::plain(text).is_none()
}

/// A key as the databases write it: 2, 3, 5, 8, 9 or 12 digits with all zeros, or `DG`.
pub(super) fn is_full_key(text: &str) -> bool {
    text == "DG"
        || matches!(text.len(), 2 | 3 | 5 | 8 | 9 | 12)
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && figures::territory::readings(text, None)
                .first()
                .is_some_and(|reading| reading.repair.is_none())
}

/// A number or a sign in its place.
pub(super) fn is_value(text: &str) -> bool {
    let (comma, point) = spellings(text);
    comma.is_some() || point.is_some() || SymbolSet::GENESIS.meaning(text).is_some() || {
        let (rest, _) = SymbolSet::GENESIS.without_flags(text);
        rest.len() < text.len() && spellings(rest) != (None, None)
    }
}

/// The delimiter: the likeliest that cuts at least half of the lines into three cells or more.
pub(super) fn delimiter(head: &str) -> u8 {
    let lines: Vec<&str> = head.lines().filter(|line| !line.trim().is_empty()).take(400).collect();
    let cuts = |byte: u8| {
        lines
            .iter()
            .filter(|line| 2 <= line.bytes().filter(|one| *one == byte).count())
            .count()
    };
    let candidates = [b';', b'\t', b'|', b','];
    let found = candidates.into_iter().find(|byte| lines.len() <= 2 * cuts(*byte));
    found.unwrap_or_else(|| {
        candidates
            .into_iter()
            .rev()
            .max_by_key(|byte| cuts(*byte))
            .unwrap_or(b';')
    })
}

impl Layout {
    /// Goes through the file once.
    pub(super) fn of(input: &mut dyn ReadSeek, limits: &Limits) -> Result<Self, FileError> {
        let encoding = text::detect(input)?;
        let delimiter = detect_delimiter(input, encoding)?;
        let mut layout = Self {
            encoding,
            delimiter,
            preamble: Vec::new(),
            header: Vec::new(),
            first_row: u32::MAX,
            end_row: u32::MAX,
            columns: Vec::new(),
            n_lines: 0,
            footer: Vec::new(),
            second_table: None,
        };
        let mut records = Records::new(input, encoding, delimiter, limits)?;
        let mut record = Record::default();
        let mut n_above = 0;
        let mut n_bytes_below = 0;
        while records.next(&mut record)? {
            if layout.end_row != u32::MAX {
                let line = joined(&record);
                if super::about::code(&line).is_some() {
                    layout.second_table = Some(record.row);
                    break;
                }
                n_bytes_below += line.len();
                if n_bytes_below < MOST_BYTES_BELOW {
                    layout.footer.push(line);
                }
            } else if layout.first_row != u32::MAX {
                layout.below(&record);
            } else {
                n_above += 1;
                if MOST_LINES_ABOVE < n_above {
                    return Err(FileError::NoHeader {
                        n_lines: MOST_LINES_ABOVE as u32,
                    });
                }
                layout.above(&record);
            }
        }
        if layout.first_row == u32::MAX {
            return Err(FileError::NoData);
        }
        Ok(layout)
    }

    fn above(&mut self, record: &Record) {
        let filled: Vec<usize> = (0..record.len())
            .filter(|index| !record.field(*index).trim().is_empty())
            .collect();
        let Some(first) = filled.first() else { return };
        if *first == 0 && 2 <= filled.len() && self.begins_figures(record, &filled) {
            self.first_row = record.row;
            self.survey(record);
        } else if 0 < *first || 2 <= filled.len() {
            self.header.push((
                record.row,
                record.fields().map(|field| field.trim().to_owned()).collect(),
            ));
        } else {
            self.preamble.push(record.field(0).trim().to_owned());
        }
    }

    fn begins_figures(&self, record: &Record, filled: &[usize]) -> bool {
        let text = |index: usize| record.field(index).trim();
        let is_keyed = filled
            .iter()
            .take(4)
            .any(|index| is_full_key(text(*index)) && !is_value(text(index + 1)));
        if is_keyed {
            return true;
        }
        let names_columns = times::is_label(text(0))
            || matches!(
                text(0).to_lowercase().as_str(),
                "schlüssel" | "ags" | "kreise" | "gemeinden" | "gebiet" | "region"
            );
        let n_values = filled[1..].iter().filter(|index| is_value(text(**index))).count();
        let only_periods = filled[1..].iter().all(|index| times::is_period(text(*index)));
        !self.header.is_empty()
            && !names_columns
            && 0 < n_values
            && (!only_periods || filled.len() <= 1 || times::is_period(text(0)) || lands::key(text(0)).is_some())
    }

    fn below(&mut self, record: &Record) {
        let first = record.field(0).trim();
        let is_rule = 3 <= first.len() && first.bytes().all(|byte| byte == b'_');
        if is_rule || ends_figures(first) {
            self.end_row = record.row;
            self.footer.push(joined(record));
        } else if is_figures(record) {
            self.survey(record);
        }
    }

    fn survey(&mut self, record: &Record) {
        self.n_lines += 1;
        if self.columns.len() < record.len() && record.len() <= 16_384 {
            self.columns.resize_with(record.len(), Survey::default);
        }
        for (index, column) in self.columns.iter_mut().enumerate() {
            column.add(record.field(index).trim());
        }
    }
}

/// Whether a line begins what stands below the figures.
fn ends_figures(first: &str) -> bool {
    ["©", "(C)opyright", "Stand:", "created:"]
        .into_iter()
        .any(|start| first.starts_with(start))
}

/// Whether a line below the header holds figures: two cells at least.
pub(super) fn is_figures(record: &Record) -> bool {
    let mut filled = record.fields().filter(|field| !field.trim().is_empty());
    filled.next().is_some() && filled.next().is_some()
}

/// The filled cells of a line as one text.
fn joined(record: &Record) -> String {
    let cells: Vec<&str> = record
        .fields()
        .map(str::trim)
        .filter(|field| !field.is_empty())
        .collect();
    cells.join(" ")
}

/// The delimiter of a file, from its first lines.
pub(super) fn detect_delimiter(input: &mut dyn ReadSeek, encoding: &'static Encoding) -> Result<u8, FileError> {
    let mut head = Vec::new();
    input.seek(std::io::SeekFrom::Start(0))?;
    std::io::Read::read_to_end(&mut std::io::Read::take(&mut *input, 64 * 1024), &mut head)?;
    input.seek(std::io::SeekFrom::Start(0))?;
    Ok(delimiter(&encoding.decode(&head).0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_told_from_decimal_commas() {
        assert_eq!(
            delimiter("Titel\n2019;01;Kiel;1,5;2,5;3,5\n2019;02;Bonn;1,5;2,5;3,5\n"),
            b';'
        );
        assert_eq!(delimiter("Titel\n2019\t01\tKiel\t1,5\n"), b'\t');
        assert_eq!(delimiter("Titel\n2019,01,Kiel,1.5\n"), b',');
    }

    #[test]
    fn keys_are_told_from_years_and_numbers() {
        for key in ["DG", "01", "034", "05515", "05515000", "160745007012"] {
            assert!(is_full_key(key), "{key}");
        }
        for other in ["2019", "1001", "00", "99", "", "17", "5515"] {
            assert!(!is_full_key(other), "{other}");
        }
        assert!(part_of_year("Januar") && part_of_year("1. Quartal") && !part_of_year("2019") && !part_of_year("Kiel"));
    }
}
