//! Lines of cells, whether they stand in a text file or in a sheet; they can be gone through several times.

use std::borrow::Cow;

use encoding_rs::Encoding;

use super::groups::Carried;
use crate::{
    Event, FileError, ReadSeek,
    limits::Limits,
    text::{Record, Records},
    workbook::{CellContent, Sheet},
};

/// Lines of a file, or of a part of it.
pub(crate) struct Source<'a> {
    lines: Lines<'a>,
    /// The part of it that is looked at.
    pub(crate) area: Area,
}

/// A rectangle of a sheet or text file. Lines are counted from 1, columns from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) first_row: u32,
    pub(crate) last_row: u32,
    /// The first column.
    pub(crate) from: usize,
    /// The column behind the last one.
    pub(crate) to: usize,
}

impl Area {
    /// Everything.
    pub(crate) const WHOLE: Self = Self {
        first_row: 1,
        last_row: u32::MAX,
        from: 0,
        to: usize::MAX,
    };

    /// Whether it leaves columns out.
    pub(crate) fn is_strip(&self) -> bool {
        0 < self.from || self.to != usize::MAX
    }
}

impl Default for Area {
    fn default() -> Self {
        Self::WHOLE
    }
}

/// Where lines come from.
enum Lines<'a> {
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

/// One line, or the part of it that lies in an area; its cells are counted from the first one there.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    cells: Cells<'a>,
    from: usize,
    to: usize,
    /// What lines above say for this one too.
    carried: Option<&'a Carried>,
}

/// The cells of a line.
#[derive(Clone, Copy)]
enum Cells<'a> {
    /// A record of a text file.
    Text(&'a Record),
    /// A row of a sheet.
    Sheet(&'a Sheet, u32),
    /// A line of a table with types.
    Typed(u32, &'a [TypedCell]),
}

impl<'a> Source<'a> {
    /// The lines of a text file down to one of them.
    pub(crate) fn text(
        input: &'a mut dyn ReadSeek,
        encoding: &'static Encoding,
        delimiter: u8,
        limits: Limits,
        last_row: u32,
    ) -> Self {
        Self::of(Lines::Text {
            input,
            encoding,
            delimiter,
            limits,
            last_row,
        })
    }

    /// The rows of a sheet down to one of them.
    pub(crate) fn sheet(sheet: &'a Sheet, index: u16, last_row: u32) -> Self {
        Self::of(Lines::Sheet { sheet, index, last_row })
    }

    /// A table with types.
    pub(crate) fn typed(table: &'a mut dyn TypedTable) -> Self {
        Self::of(Lines::Typed {
            table,
            last_row: u32::MAX,
        })
    }

    fn of(lines: Lines<'a>) -> Self {
        Self {
            lines,
            area: Area::WHOLE,
        }
    }

    /// Whether the cells have types, so that a number as text is a flaw.
    pub(crate) fn is_typed(&self) -> bool {
        matches!(self.lines, Lines::Sheet { .. })
    }

    /// Whether the first line is the header and all others are data.
    pub(super) fn is_single_table(&self) -> bool {
        matches!(self.lines, Lines::Typed { .. })
    }

    /// The index of the sheet; 0 for text files.
    pub(crate) fn sheet_index(&self) -> u16 {
        match self.lines {
            Lines::Text { .. } | Lines::Typed { .. } => 0,
            Lines::Sheet { index, .. } => index,
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
        let area = self.area;
        let mut visit = |cells: Cells<'_>| -> Result<bool, FileError> {
            let row = cells.row();
            let is_inside = area.first_row <= row && row <= area.last_row;
            let goes_on = row < area.last_row;
            if !is_inside {
                return Ok(goes_on);
            }
            Ok(visit(Line::within(cells, area))? && goes_on)
        };
        match &mut self.lines {
            Lines::Text {
                input,
                encoding,
                delimiter,
                limits,
                last_row,
            } => {
                let mut records = Records::new(&mut **input, encoding, *delimiter, limits)?;
                let mut record = Record::default();
                while records.next(&mut record)? && record.row <= *last_row && visit(Cells::Text(&record))? {}
                records.tell_flaws(sink);
            }
            Lines::Sheet { sheet, last_row, .. } => {
                for row in area.first_row..=sheet.n_rows().min(*last_row) {
                    if !visit(Cells::Sheet(sheet, row))? {
                        break;
                    }
                }
            }
            Lines::Typed { table, last_row } => {
                let last_row = *last_row;
                table.each(&mut |row, cells| Ok(row <= last_row && visit(Cells::Typed(row, cells))?))?;
            }
        }
        Ok(())
    }
}

impl Cells<'_> {
    fn row(self) -> u32 {
        match self {
            Self::Text(record) => record.row,
            Self::Sheet(_, row) | Self::Typed(row, _) => row,
        }
    }
}

impl<'a> Line<'a> {
    /// A line of a table with types.
    pub(crate) fn typed(row: u32, cells: &'a [TypedCell]) -> Self {
        Self::within(Cells::Typed(row, cells), Area::WHOLE)
    }

    fn within(cells: Cells<'a>, area: Area) -> Self {
        Self {
            cells,
            from: area.from,
            to: area.to,
            carried: None,
        }
    }

    /// The part of the line between two of its columns, counted from 0.
    pub(super) fn part(self, from: usize, to: usize) -> Self {
        Self {
            cells: self.cells,
            from: self.from.saturating_add(from),
            to: self.from.saturating_add(to).min(self.to),
            carried: None,
        }
    }

    /// The number of the line, counted from 1.
    pub(crate) fn row(self) -> u32 {
        self.cells.row()
    }

    /// How many cells it has.
    pub(crate) fn n_cells(self) -> usize {
        let n_cells = match self.cells {
            Cells::Text(record) => record.len(),
            Cells::Sheet(sheet, _) => sheet.n_columns() as usize,
            Cells::Typed(_, cells) => cells.len(),
        };
        n_cells.min(self.to).saturating_sub(self.from)
    }

    /// A cell, counted from 0.
    pub(crate) fn cell(self, index: usize) -> CellContent<'a> {
        let Some(index) = self.place_of(index) else {
            return CellContent::Blank;
        };
        match self.cells {
            Cells::Text(record) => match record.field(index).trim() {
                "" => CellContent::Blank,
                text => CellContent::Text(text),
            },
            Cells::Sheet(sheet, row) => sheet.cell(row, u32::try_from(index + 1).unwrap_or(u32::MAX)),
            Cells::Typed(_, cells) => cells.get(index).map_or(CellContent::Blank, TypedCell::content),
        }
    }

    /// Where a cell stands in its file, counted from 0.
    fn place_of(self, index: usize) -> Option<usize> {
        self.from.checked_add(index).filter(|index| *index < self.to)
    }

    /// The cells that are shown as one with this one, in the columns of the file.
    fn merged_in_file(self, index: usize) -> Option<crate::workbook::Merged> {
        match (self.cells, self.place_of(index)) {
            (Cells::Sheet(sheet, row), Some(index)) => sheet.merged(row, u32::try_from(index + 1).unwrap_or(u32::MAX)),
            _ => None,
        }
    }

    /// The cells that are shown as one with this one, counted from 1 in the columns of the line; a first column of 0 lies before it.
    pub(crate) fn merged(self, index: usize) -> Option<crate::workbook::Merged> {
        let from = u32::try_from(self.from).unwrap_or(u32::MAX);
        let width = u32::try_from(self.to.saturating_sub(self.from)).unwrap_or(u32::MAX);
        self.merged_in_file(index).map(|merged| crate::workbook::Merged {
            first_column: merged.first_column.saturating_sub(from),
            last_column: merged.last_column.saturating_sub(from).min(width),
            ..merged
        })
    }

    /// The same line with what lines above say for it too.
    pub(super) fn with(self, carried: &'a Carried) -> Self {
        Self {
            carried: Some(carried),
            ..self
        }
    }

    /// A key, a name or another text that may stand once for several lines: that of the cells shown as one with a blank cell, or the
    /// one that is carried down to it.
    pub(crate) fn label(self, index: usize) -> Cow<'a, str> {
        let text = match (self.cells, self.merged_in_file(index)) {
            (Cells::Sheet(sheet, _), Some(merged)) => Cow::Owned(sheet.text(merged.first_row, merged.first_column)),
            _ => self.text(index),
        };
        match self.carried {
            Some(carried) if text.is_empty() => carried.text(index).map_or(text, Cow::Borrowed),
            _ => text,
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
        match (self.cells, self.place_of(index)) {
            (Cells::Text(record), Some(index)) => Cow::Borrowed(record.field(index)),
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
