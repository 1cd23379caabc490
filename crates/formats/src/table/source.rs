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
pub(crate) enum Source<'a> {
    /// A text file.
    Text {
        input: &'a mut dyn ReadSeek,
        encoding: &'static Encoding,
        delimiter: u8,
        limits: Limits,
        /// The last line that is looked at.
        last_row: u32,
    },
    /// A sheet of a workbook.
    Sheet {
        sheet: &'a Sheet,
        index: u16,
        last_row: u32,
    },
    /// A table whose cells have types and are not held in memory, such as Parquet.
    Typed {
        table: &'a mut dyn TypedTable,
        last_row: u32,
    },
}

/// Is shown each line with its number; says whether it wants more.
pub(crate) type Visit<'a> = &'a mut dyn FnMut(u32, &[TypedCell]) -> Result<bool, FileError>;

/// A table whose cells have types. Its first line are the names of its columns.
pub(crate) trait TypedTable {
    /// Goes through all lines from the first one, as long as the visitor says so.
    fn each(&mut self, visit: Visit<'_>) -> Result<(), FileError>;
}

/// A cell of such a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum TypedCell {
    /// Nothing.
    #[default]
    Blank,
    /// A binary number.
    Number(f64),
    /// A text; also a decimal number to the digit, with a decimal point.
    Text(String),
    /// A truth value.
    Truth(bool),
}

impl TypedCell {
    /// The cell as others see it.
    pub(crate) fn content(&self) -> CellContent<'_> {
        match self {
            Self::Blank => CellContent::Blank,
            Self::Number(number) => CellContent::Number(*number),
            Self::Text(text) if text.trim().is_empty() => CellContent::Blank,
            Self::Text(text) => CellContent::Text(text),
            Self::Truth(true) => CellContent::Other("TRUE"),
            Self::Truth(false) => CellContent::Other("FALSE"),
        }
    }
}

/// One line.
#[derive(Clone, Copy)]
pub(crate) enum Line<'a> {
    /// A record of a text file.
    Text(&'a Record),
    /// A row of a sheet.
    Sheet(&'a Sheet, u32),
    /// A line of a table with types.
    Typed(u32, &'a [TypedCell]),
}

impl Source<'_> {
    /// Whether the cells have types, so that a number as text is a flaw.
    pub(crate) fn is_typed(&self) -> bool {
        matches!(self, Self::Sheet { .. })
    }

    /// Whether the first line is the header and all others are data.
    pub(super) fn is_single_table(&self) -> bool {
        matches!(self, Self::Typed { .. })
    }

    /// The index of the sheet; 0 for text files.
    pub(crate) fn sheet_index(&self) -> u16 {
        match self {
            Self::Text { .. } | Self::Typed { .. } => 0,
            Self::Sheet { index, .. } => *index,
        }
    }

    /// Goes through all lines from the first one, as long as the visitor says so.
    pub(crate) fn each(&mut self, visit: &mut dyn FnMut(Line<'_>) -> Result<bool, FileError>) -> Result<(), FileError> {
        self.each_and_flaws(visit, &mut |_| {})
    }

    /// The same, and tells at the end what was wrong with the text.
    pub(crate) fn each_and_flaws(
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
                last_row,
            } => {
                let mut records = Records::new(&mut **input, encoding, *delimiter, limits)?;
                let mut record = Record::default();
                while records.next(&mut record)? && record.row <= *last_row && visit(Line::Text(&record))? {}
                records.tell_flaws(sink);
            }
            Self::Sheet { sheet, last_row, .. } => {
                for row in 1..=sheet.n_rows().min(*last_row) {
                    if !visit(Line::Sheet(sheet, row))? {
                        break;
                    }
                }
            }
            Self::Typed { table, last_row } => {
                let last_row = *last_row;
                table.each(&mut |row, cells| Ok(row <= last_row && visit(Line::Typed(row, cells))?))?;
            }
        }
        Ok(())
    }
}

impl<'a> Line<'a> {
    /// The number of the line, counted from 1.
    pub(crate) fn row(self) -> u32 {
        match self {
            Self::Text(record) => record.row,
            Self::Sheet(_, row) | Self::Typed(row, _) => row,
        }
    }

    /// How many cells it has.
    pub(crate) fn n_cells(self) -> usize {
        match self {
            Self::Text(record) => record.len(),
            Self::Sheet(sheet, _) => sheet.n_columns() as usize,
            Self::Typed(_, cells) => cells.len(),
        }
    }

    /// A cell, counted from 0.
    pub(crate) fn cell(self, index: usize) -> CellContent<'a> {
        match self {
            Self::Text(record) => match record.field(index).trim() {
                "" => CellContent::Blank,
                text => CellContent::Text(text),
            },
            Self::Sheet(sheet, row) => sheet.cell(row, u32::try_from(index + 1).unwrap_or(u32::MAX)),
            Self::Typed(_, cells) => cells.get(index).map_or(CellContent::Blank, TypedCell::content),
        }
    }

    /// The cells that are shown as one with this one, counted from 0.
    pub(crate) fn merged(self, index: usize) -> Option<crate::workbook::Merged> {
        match self {
            Self::Sheet(sheet, row) => sheet.merged(row, u32::try_from(index + 1).unwrap_or(u32::MAX)),
            _ => None,
        }
    }

    /// A key, a name or another text that may stand once for several lines: that of the cells shown as one with a blank cell.
    pub(crate) fn label(self, index: usize) -> Cow<'a, str> {
        match (self, self.merged(index)) {
            (Self::Sheet(sheet, _), Some(merged)) => Cow::Owned(sheet.text(merged.first_row, merged.first_column)),
            _ => self.text(index),
        }
    }

    /// A cell as trimmed text, counted from 0.
    pub(crate) fn text(self, index: usize) -> Cow<'a, str> {
        match self.cell(index) {
            CellContent::Blank => Cow::Borrowed(""),
            CellContent::Text(text) => Cow::Borrowed(text.trim()),
            other => Cow::Owned(other.as_text()),
        }
    }

    /// A cell as text with the blanks around it, counted from 0.
    pub(crate) fn verbatim(self, index: usize) -> Cow<'a, str> {
        match self {
            Self::Text(record) => Cow::Borrowed(record.field(index)),
            _ => match self.cell(index) {
                CellContent::Text(text) => Cow::Borrowed(text),
                other => Cow::Owned(other.as_text()),
            },
        }
    }

    /// How many cells are not blank, and the first of them.
    pub(crate) fn content(self) -> (usize, Cow<'a, str>) {
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
