//! Tells the rows of a table, line after line, with the reason where a line can give no figures.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use figures::{
    dimension::{DimensionError, DimensionSet},
    territory::Level,
};

use super::{
    cells::Spelling,
    columns::{self, Column, Columns},
    indicators::Indicators,
    mapping::{Mapping, Role},
    periods::Periods,
    rows::MOST_DIFFERENT,
    source::Line,
    survey::{key_in, name_beside},
};
use crate::{
    Cell, Event, FileError, Place, Problem, Row, SkippedKind, TerritoryText, codes, event::shortened, kinds,
    text::LOST, workbook::CellContent,
};

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
    pub(super) header_row: u32,
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
        let is_transposed = self
            .columns
            .values
            .iter()
            .any(|column| matches!(column.role, Role::ValuesOfTerritory(_)));
        let territory = if is_transposed { 0 } else { self.territory(line, level) };
        let remark = self.remark(line);
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
            let territory = match &column.role {
                Role::ValuesOfTerritory(text) => {
                    let key = key_in(text).unwrap_or(text).to_owned();
                    let name = name_beside(text, &key).unwrap_or_default();
                    self.announce(key, name, level, self.header_row, column.index)
                }
                _ => territory,
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
                remark: remark.clone(),
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
        let name = self
            .columns
            .name
            .as_ref()
            .map_or_else(String::new, |column| line.text(column.index).into_owned());
        let column = self.columns.territory.as_ref();
        let column = column.or(self.columns.parts.first());
        let column = column.or(self.columns.name.as_ref()).map_or(0, |column| column.index);
        if !self.columns.parts.is_empty() {
            return self.announce(self.composed(line), name, level, line.row(), column);
        }
        let text = match &self.columns.territory {
            Some(column) => line.text(column.index).into_owned(),
            None => self.mapping.territory.clone().unwrap_or_default(),
        };
        // Key and name in one cell.
        match key_in(&text).filter(|key| *key != text.trim()).map(str::to_owned) {
            Some(key) => {
                let name = name_beside(&text, &key).filter(|_| name.is_empty()).unwrap_or(name);
                self.announce(key, name, level, line.row(), column)
            }
            None => self.announce(text, name, level, line.row(), column),
        }
    }

    /// The key out of its parts; missing parts at the end name a higher level.
    fn composed(&self, line: Line<'_>) -> String {
        let mut key = String::new();
        let mut filled = 0;
        for column in &self.columns.parts {
            let width = columns::part_width(&column.header).unwrap_or(0);
            let text = line.text(column.index);
            let digits = text.strip_suffix(".0").unwrap_or(&text);
            key.push_str(&format!("{digits:0>width$}"));
            if digits.bytes().any(|byte| byte != b'0') {
                filled = key.len();
            }
        }
        // Zeros at the end belong to a part that is not blank, such as municipality 000 of a district-free city.
        let lengths = [2, 3, 5, 9];
        match lengths
            .into_iter()
            .find(|length| filled <= *length && *length < key.len())
        {
            Some(length)
                if self
                    .columns
                    .parts
                    .last()
                    .is_some_and(|last| line.text(last.index).is_empty()) =>
            {
                key.truncate(length);
                key
            }
            _ => key,
        }
    }

    fn announce(&mut self, text: String, name: String, level: Option<Level>, row: u32, column: usize) -> u32 {
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
                row,
                column: column as u32 + 1,
            },
        }));
        if self.territories.len() < MOST_DIFFERENT {
            self.territories.insert(key, index);
        }
        index
    }

    /// What is remarked about the values of a line.
    fn remark(&self, line: Line<'_>) -> Option<Arc<str>> {
        let texts: Vec<Cow<'_, str>> = self
            .columns
            .remarks
            .iter()
            .map(|column| line.text(column.index))
            .filter(|text| !text.is_empty())
            .collect();
        (!texts.is_empty()).then(|| texts.join("; ").into())
    }

    fn dimensions(&mut self, line: Line<'_>) -> Result<Result<u32, Problem>, FileError> {
        let mut set = DimensionSet::default();
        for column in &self.columns.dimensions {
            let Role::Dimension(concept) = &column.role else {
                continue;
            };
            let text = line.text(column.index);
            let code = codes::code(concept, &text);
            if text.is_empty() {
                continue;
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
        let is_blank = |column: &Column| line.text(column.index).is_empty();
        let column = match (&self.columns.territory, &self.columns.name) {
            (Some(column), _) => is_blank(column).then_some(column),
            (None, _) if self.mapping.territory.is_some() => None,
            (None, _) if !self.columns.parts.is_empty() => {
                self.columns.parts.iter().all(is_blank).then(|| &self.columns.parts[0])
            }
            (None, Some(column)) => is_blank(column).then_some(column),
            (None, None) => None,
        }?;
        let name = shortened(&column.header);
        Some(Problem::new(
            "key_blank",
            "",
            format!(
                "line {} has no key in column {name}; write the official key of the territory there",
                line.row()
            ),
        ))
    }
}
