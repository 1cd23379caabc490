//! Lines of cells, whether they stand in a text file or in a sheet; they can be gone through several times.

use std::borrow::Cow;

use encoding_rs::Encoding;

use crate::{
    Event, FileError, ReadSeek,
    limits::Limits,
    text::{Record, Records},
    workbook::{CellContent, Sheet},
};

/// Where lines come from.
pub(super) enum Source<'a> {
    /// A text file.
    Text {
        input: &'a mut dyn ReadSeek,
        encoding: &'static Encoding,
        delimiter: u8,
        limits: Limits,
    },
    /// A sheet of a workbook.
    Sheet { sheet: &'a Sheet, index: u16 },
}

/// One line.
#[derive(Clone, Copy)]
pub(super) enum Line<'a> {
    /// A record of a text file.
    Text(&'a Record),
    /// A row of a sheet.
    Sheet(&'a Sheet, u32),
}

impl Source<'_> {
    /// Whether the cells have types, so that a number as text is a flaw.
    pub(super) fn is_typed(&self) -> bool {
        matches!(self, Self::Sheet { .. })
    }

    /// The index of the sheet; 0 for text files.
    pub(super) fn sheet_index(&self) -> u16 {
        match self {
            Self::Text { .. } => 0,
            Self::Sheet { index, .. } => *index,
        }
    }

    /// Goes through all lines from the first one, as long as the visitor says so.
    pub(super) fn each(&mut self, visit: &mut dyn FnMut(Line<'_>) -> Result<bool, FileError>) -> Result<(), FileError> {
        self.each_and_flaws(visit, &mut |_| {})
    }

    /// The same, and tells at the end what was wrong with the text.
    pub(super) fn each_and_flaws(
        &mut self,
        visit: &mut dyn FnMut(Line<'_>) -> Result<bool, FileError>,
        sink: &mut dyn FnMut(Event),
    ) -> Result<(), FileError> {
        match self {
            Self::Text {
                input,
                encoding,
                delimiter,
                limits,
            } => {
                let mut records = Records::new(&mut **input, encoding, *delimiter, limits)?;
                let mut record = Record::default();
                while records.next(&mut record)? && visit(Line::Text(&record))? {}
                records.tell_flaws(sink);
            }
            Self::Sheet { sheet, .. } => {
                for row in 1..=sheet.n_rows() {
                    if !visit(Line::Sheet(sheet, row))? {
                        break;
                    }
                }
            }
        }
        Ok(())
    }
}

impl<'a> Line<'a> {
    /// The number of the line, counted from 1.
    pub(super) fn row(self) -> u32 {
        match self {
            Self::Text(record) => record.row,
            Self::Sheet(_, row) => row,
        }
    }

    /// How many cells it has.
    pub(super) fn n_cells(self) -> usize {
        match self {
            Self::Text(record) => record.len(),
            Self::Sheet(sheet, _) => sheet.n_columns() as usize,
        }
    }

    /// A cell, counted from 0.
    pub(super) fn cell(self, index: usize) -> CellContent<'a> {
        match self {
            Self::Text(record) => match record.field(index).trim() {
                "" => CellContent::Blank,
                text => CellContent::Text(text),
            },
            Self::Sheet(sheet, row) => sheet.cell(row, u32::try_from(index + 1).unwrap_or(u32::MAX)),
        }
    }

    /// A cell as trimmed text, counted from 0.
    pub(super) fn text(self, index: usize) -> Cow<'a, str> {
        match self.cell(index) {
            CellContent::Blank => Cow::Borrowed(""),
            CellContent::Text(text) => Cow::Borrowed(text.trim()),
            other => Cow::Owned(other.as_text()),
        }
    }

    /// How many cells are not blank, and the first of them.
    pub(super) fn content(self) -> (usize, Cow<'a, str>) {
        let mut n_filled = 0;
        let mut first = Cow::Borrowed("");
        for index in 0..self.n_cells() {
            if self.cell(index) != CellContent::Blank {
                if n_filled == 0 {
                    first = self.text(index);
                }
                n_filled += 1;
            }
        }
        (n_filled, first)
    }
}
