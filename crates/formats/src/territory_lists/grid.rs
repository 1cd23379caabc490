//! A small table as lines of text, of a workbook or a text file.

use crate::{
    error::FileError,
    input::{ReadSeek, open_workbook},
    limits::Limits,
    text::{Record, Records, encoding},
    workbook::{OLE_MAGIC, ZIP_MAGIC},
};

/// A sheet as text, line by line.
pub(super) struct Grid {
    pub(super) name: String,
    pub(super) rows: Vec<Vec<String>>,
}

impl Grid {
    pub(super) fn n_columns(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    pub(super) fn text(&self, row: usize, column: usize) -> &str {
        self.rows
            .get(row)
            .and_then(|row| row.get(column))
            .map_or("", |text| text.trim())
    }

    /// What stands above a column in the lines before `until`, joined and folded for comparison. An empty cell of a line belongs to the
    /// merged cell left of it when something stands below it.
    pub(super) fn heading(&self, column: usize, until: usize) -> String {
        let first = until.saturating_sub(MOST_HEADING_LINES);
        let mut words = Vec::new();
        for row in first..until {
            let here = self.text(row, column);
            let n_filled = (0..self.n_columns())
                .filter(|column| !self.text(row, *column).is_empty())
                .count();
            // A title above the table is no heading.
            if n_filled < 2 {
                continue;
            }
            let is_below = (row + 1..until).any(|below| !self.text(below, column).is_empty());
            let merged = (0..column)
                .rev()
                .map(|left| self.text(row, left))
                .find(|text| !text.is_empty());
            match (here, merged) {
                ("", Some(merged)) if is_below => words.push(merged),
                ("", _) => {}
                (here, _) => words.push(here),
            }
        }
        folded(&words.join(" "))
    }
}

/// No real heading is higher.
const MOST_HEADING_LINES: usize = 12;

/// Small letters, without hyphens of line ends and repeated blanks.
pub(super) fn folded(text: &str) -> String {
    let text = text
        .to_lowercase()
        .replace("-\n", "")
        .replace("- \n", "")
        .replace('\u{ad}', "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads all sheets of a workbook, or a text file as one.
pub(super) fn read(input: &mut dyn ReadSeek, limits: &Limits) -> Result<Vec<Grid>, FileError> {
    let mut head = [0; 8];
    input.seek(std::io::SeekFrom::Start(0))?;
    let mut n_head = 0;
    while n_head < head.len() {
        match input.read(&mut head[n_head..])? {
            0 => break,
            n => n_head += n,
        }
    }
    input.seek(std::io::SeekFrom::Start(0))?;
    if n_head == 0 {
        return Err(FileError::Empty);
    }
    if head.starts_with(ZIP_MAGIC) || head.starts_with(OLE_MAGIC) {
        let workbook = open_workbook(input, limits)?;
        let grid = |sheet: &crate::workbook::Sheet| Grid {
            name: sheet.name.clone(),
            rows: (1..=sheet.n_rows())
                .map(|row| (1..=sheet.n_columns()).map(|column| sheet.text(row, column)).collect())
                .collect(),
        };
        return Ok(workbook.sheets.iter().map(grid).collect());
    }
    let encoding = encoding::detect(input)?;
    let mut best: Option<Grid> = None;
    for delimiter in [b';', b',', b'\t'] {
        input.seek(std::io::SeekFrom::Start(0))?;
        let mut records = Records::new(input, encoding, delimiter, limits)?;
        let (mut record, mut rows, mut n_bytes) = (Record::default(), Vec::new(), 0_u64);
        while records.next(&mut record)? {
            // Lines within quotation marks count in the file; here one record is one line.
            let row: Vec<String> = record
                .fields()
                .map(|field| field.trim_start_matches('\u{feff}').to_owned())
                .collect();
            n_bytes += row.iter().map(|cell| cell.len() as u64 + 32).sum::<u64>();
            if limits.decoded_bytes < n_bytes {
                return Err(FileError::DecodedTooLarge {
                    part: "the list".to_owned(),
                    limit: limits.decoded_bytes,
                });
            }
            rows.push(row);
        }
        let grid = Grid {
            name: String::new(),
            rows,
        };
        let usual = |grid: &Grid| grid.rows.iter().map(Vec::len).sum::<usize>();
        if best.as_ref().is_none_or(|best| usual(best) < usual(&grid)) {
            best = Some(grid);
        }
    }
    Ok(best.into_iter().collect())
}
