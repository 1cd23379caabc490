//! Tells the rows of a table, line after line, with the reason where a line can give no figures.

use std::{borrow::Cow, collections::HashMap};

use figures::{
    dimension::{DimensionError, DimensionSet},
    territory::Level,
};

use super::{
    cells::Spelling,
    columns::{self, Columns},
    indicators::Indicators,
    mapping::{Mapping, Role},
    periods::Periods,
    rows::MOST_DIFFERENT,
    source::Line,
};
use crate::{
    Cell, Event, FileError, Place, Problem, Row, SkippedKind, TerritoryText, event::shortened, kinds, text::LOST,
    workbook::CellContent,
};

/// What a breakdown can hold.
const LONGEST_CODE: usize = 64;

/// Tells the rows of one line after the other.
pub(super) struct Teller<'a> {
    pub(super) sink: &'a mut dyn FnMut(Event),
    pub(super) sheet: u16,
    pub(super) columns: &'a Columns,
    pub(super) mapping: &'a Mapping,
    pub(super) periods: &'a Periods,
    pub(super) spelling: Spelling,
    pub(super) indicators: &'a Indicators,
    pub(super) n_headers: usize,
    pub(super) territories: HashMap<(String, String, Option<Level>), u32>,
    pub(super) n_territories: u32,
    pub(super) sets: HashMap<DimensionSet, u32>,
    pub(super) skipped: Option<(SkippedKind, u32)>,
}

impl Teller<'_> {
    pub(super) fn skip(&mut self, kind: SkippedKind) {
        match &mut self.skipped {
            Some((known, n_lines)) if *known == kind => *n_lines += 1,
            _ => {
                self.flush();
                self.skipped = Some((kind, 1));
            }
        }
    }

    pub(super) fn flush(&mut self) {
        if let Some((kind, n_lines)) = self.skipped.take() {
            (self.sink)(Event::Skipped { kind, n_lines });
        }
    }

    pub(super) fn line(&mut self, line: Line<'_>) -> Result<(), FileError> {
        self.flush();
        let (level, levelless) = self.level(line);
        let territory = self.territory(line, level);
        let (dimensions, problem) = match self.dimensions(line)? {
            Ok(index) => (index, None),
            Err(problem) => (0, Some(problem)),
        };
        let problem = self
            .shifted(line)
            .or_else(|| self.cut_off(line))
            .or_else(|| self.keyless(line))
            .or(levelless)
            .or(problem);
        let status = self
            .columns
            .status
            .as_ref()
            .map_or(Cow::Borrowed(""), |column| line.text(column.index));
        for (nth, column) in self.columns.values.iter().enumerate() {
            let (value, repair) = match &problem {
                Some(problem) => (Cell::Unreadable(problem.clone()), None),
                None => {
                    let (cell, repair) = self.spelling.value(line.cell(column.index));
                    (self.spelling.with_status(cell, &status), repair)
                }
            };
            (self.sink)(Event::Row(Row {
                place: Place {
                    sheet: self.sheet,
                    row: line.row(),
                    column: column.index as u32 + 1,
                },
                indicator: self.indicators.of(line, nth, self.columns),
                territory,
                dimensions,
                period: self.periods.of(line, nth),
                value,
                repair,
                remark: None,
            }));
        }
        Ok(())
    }

    /// The level of the line's key, or why it has none.
    fn level(&self, line: Line<'_>) -> (Option<Level>, Option<Problem>) {
        let kind = self
            .columns
            .level
            .as_ref()
            .map_or(Cow::Borrowed(""), |column| line.text(column.index));
        if kind.is_empty() {
            return (self.mapping.level, None);
        }
        match kinds::level(&kind) {
            Some(level) => (Some(level), None),
            None => (None, Some(kinds::without_key(&kind))),
        }
    }

    /// Announces the line's territory unless it was announced before.
    fn territory(&mut self, line: Line<'_>, level: Option<Level>) -> u32 {
        let column = self.columns.territory.as_ref();
        let text = match column {
            Some(column) => line.text(column.index).into_owned(),
            None => self.mapping.territory.clone().unwrap_or_default(),
        };
        let name = self
            .columns
            .name
            .as_ref()
            .map_or_else(String::new, |column| line.text(column.index).into_owned());
        let key = (text, name, level);
        if let Some(index) = self.territories.get(&key) {
            return *index;
        }
        let index = self.n_territories;
        self.n_territories += 1;
        (self.sink)(Event::Territory(TerritoryText {
            text: key.0.clone(),
            name: Some(key.1.clone()).filter(|name| !name.is_empty() && !name.contains(LOST)),
            level,
            place: Place {
                sheet: self.sheet,
                row: line.row(),
                column: column.map_or(1, |column| column.index as u32 + 1),
            },
        }));
        if self.territories.len() < MOST_DIFFERENT {
            self.territories.insert(key, index);
        }
        index
    }

    fn dimensions(&mut self, line: Line<'_>) -> Result<Result<u32, Problem>, FileError> {
        let mut set = DimensionSet::default();
        for column in &self.columns.dimensions {
            let Role::Dimension(concept) = &column.role else {
                continue;
            };
            let text = line.text(column.index);
            let code = columns::plain(&text);
            if text.is_empty() {
                continue;
            }
            if LONGEST_CODE < code.len() {
                let message = format!(
                    "column \"{}\": an entry of a breakdown has at most {LONGEST_CODE} letters; give it a short code",
                    shortened(&column.header)
                );
                return Ok(Err(Problem::new("dimension", &text, message)));
            }
            let outcome = if code.is_empty() {
                Err(DimensionError::NotAPair(text.to_string()))
            } else {
                set.insert(concept, &code)
            };
            if let Err(error) = outcome {
                let message = format!("column \"{}\": {error}", shortened(&column.header));
                return Ok(Err(Problem::new("dimension", &text, message)));
            }
        }
        if let Some(index) = self.sets.get(&set) {
            return Ok(Ok(*index));
        }
        if MOST_DIFFERENT <= self.sets.len() {
            let names: Vec<String> = self
                .columns
                .dimensions
                .iter()
                .map(|column| shortened(&column.header))
                .collect();
            return Err(FileError::Mapping(format!(
                "the columns {} have more than {MOST_DIFFERENT} different entries, too many for a breakdown",
                names.join(", ")
            )));
        }
        let index = self.sets.len() as u32;
        (self.sink)(Event::Dimensions(set.clone()));
        self.sets.insert(set, index);
        Ok(Ok(index))
    }

    /// More cells than the header has names: some delimiter too many has moved the values.
    fn shifted(&self, line: Line<'_>) -> Option<Problem> {
        let extra = (self.n_headers..line.n_cells()).find(|index| line.cell(*index) != CellContent::Blank)?;
        Some(Problem::new(
            "shifted",
            &line.text(extra),
            format!(
                "line {} has {} cells and the header {}; a cell too many has moved the values, put texts that hold the delimiter in quotation marks",
                line.row(),
                extra + 1,
                self.n_headers
            ),
        ))
    }

    /// Fewer cells than the one column of values needs: the line ends too early, as in a file that was cut off. A wide table may
    /// leave out blanks at the end.
    fn cut_off(&self, line: Line<'_>) -> Option<Problem> {
        let [column] = self.columns.values.as_slice() else {
            return None;
        };
        (line.n_cells() <= column.index).then(|| {
            Problem::new(
                "cut_off",
                &line.n_cells().to_string(),
                format!(
                    "line {} has {} cells and the header {}; the line is cut off, export the file again",
                    line.row(),
                    line.n_cells(),
                    self.n_headers
                ),
            )
        })
    }

    fn keyless(&self, line: Line<'_>) -> Option<Problem> {
        let column = self.columns.territory.as_ref()?;
        line.text(column.index).is_empty().then(|| {
            let name = shortened(&column.header);
            Problem::new(
                "key_blank",
                "",
                format!(
                    "line {} has no key in column {name}; write the official key of the territory there",
                    line.row()
                ),
            )
        })
    }
}
