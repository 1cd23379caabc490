//! The indicators of a table, listed before the first row is told because the head of a delivery comes first.
//!
//! An indicator is named by a column, by the header above the values, by both, by the title of the table, or by a person. One name with
//! two units is two indicators.

use std::collections::HashMap;

use super::{
    columns::{Column, Columns},
    context::Context,
    groups::{Carried, Groups},
    mapping::Mapping,
    outline::Block,
    rows::MOST_DIFFERENT,
    source::{Line, Source},
    units,
};
use crate::{FileError, IndicatorHead, Place, event::shortened, workbook::CellContent};

/// The indicators of a table, listed before the first row is told.
pub(super) struct Indicators {
    pub(super) heads: Vec<IndicatorHead>,
    /// For each column with values, when no column of the table names indicator or unit.
    fixed: Vec<u32>,
    /// Name and unit, when columns hold them.
    by_text: HashMap<(String, String), u32>,
}

impl Indicators {
    pub(super) fn list(
        source: &mut Source<'_>,
        block: &Block,
        columns: &Columns,
        groups: &Groups,
        mapping: &Mapping,
        context: &Context,
    ) -> Result<Self, FileError> {
        let sheet = source.sheet_index();
        let mut list = Self {
            heads: Vec::new(),
            fixed: Vec::new(),
            by_text: HashMap::new(),
        };
        if columns.indicator.is_none() && columns.unit.is_none() {
            list.of_columns(block, columns, mapping, context, sheet)?;
            return Ok(list);
        }
        let mut carried = Carried::default();
        source.each(&mut |line| {
            let is_inside = (block.first_row..=block.last_row).contains(&line.row());
            if is_inside && block.kind(line).is_none() {
                carried.hear(line, groups);
                let line = line.with(&carried);
                for column in &columns.values {
                    list.of_line(line, column, columns, mapping, context, sheet)?;
                }
            }
            Ok(line.row() < block.last_row)
        })?;
        Ok(list)
    }

    fn of_columns(
        &mut self,
        block: &Block,
        columns: &Columns,
        mapping: &Mapping,
        context: &Context,
        sheet: u16,
    ) -> Result<(), FileError> {
        for (nth, column) in columns.values.iter().enumerate() {
            let place = Place {
                sheet,
                row: block.header.core,
                column: column.number,
            };
            let named = column.under.indicator.as_ref();
            let chosen = mapping.indicator.as_ref();
            let chosen = chosen.filter(|_| columns.values.len() == 1 || named.is_none());
            let name = chosen
                .or(named)
                .or(context.indicator.as_ref())
                .cloned()
                .unwrap_or_default();
            let survey = &block.survey.columns[column.index];
            let is_percent = 0 < survey.n_percent || survey.is_all_percent_texts();
            let unit_text = unit_of(column, context).or_else(|| is_percent.then(|| "%".to_owned()));
            let twin = columns.values[..nth].iter().zip(&self.fixed).find(|(other, index)| {
                let head = &self.heads[**index as usize];
                let (one, other) = (&column.under, &other.under);
                let is_same_indicator = head.name == name && head.unit_text == unit_text;
                is_same_indicator
                    && one.period.is_none()
                    && other.period.is_none()
                    && (&one.territory, &one.breakdown) == (&other.territory, &other.breakdown)
            });
            if let Some((twin, _)) = twin {
                return Err(FileError::DuplicateColumn {
                    first: Place {
                        column: twin.number,
                        ..place
                    },
                    second: place,
                    what: shortened(if name.is_empty() { &column.header } else { &name }),
                });
            }
            let index = self.place_of(name, unit_text, place, mapping);
            self.fixed.push(index);
        }
        Ok(())
    }

    /// The head with this name and unit. A name that another unit has taken is told apart by the unit.
    fn place_of(&mut self, name: String, unit_text: Option<String>, place: Place, mapping: &Mapping) -> u32 {
        let key = (name.clone(), unit_text.clone().unwrap_or_default());
        if let Some(index) = self.by_text.get(&key) {
            return *index;
        }
        let is_taken = !name.is_empty() && self.heads.iter().any(|head| head.name == name);
        let shown = match &unit_text {
            Some(unit) if is_taken => format!("{name} ({unit})"),
            _ => name,
        };
        let index = self.heads.len() as u32;
        self.heads.push(IndicatorHead {
            name: shown,
            unit: mapping.unit.or_else(|| unit_text.as_deref().and_then(units::unit)),
            unit_text,
            place,
            ..IndicatorHead::default()
        });
        self.by_text.insert(key, index);
        index
    }

    fn of_line(
        &mut self,
        line: Line<'_>,
        column: &Column,
        columns: &Columns,
        mapping: &Mapping,
        context: &Context,
        sheet: u16,
    ) -> Result<(), FileError> {
        let key = key(line, column, columns, mapping, context);
        if !self.by_text.contains_key(&key) {
            if MOST_DIFFERENT <= self.heads.len() {
                let column = columns
                    .indicator
                    .as_ref()
                    .or(columns.unit.as_ref())
                    .map_or("", |column| column.header.as_str());
                return Err(FileError::Mapping(format!(
                    "column \"{}\" has more than {MOST_DIFFERENT} different entries, too many for an indicator",
                    shortened(column)
                )));
            }
            let place = Place {
                sheet,
                row: line.row(),
                column: columns.indicator.as_ref().map_or(1, |column| column.number),
            };
            let unit_text = Some(key.1.clone()).filter(|text| !text.is_empty());
            self.place_of(key.0.clone(), unit_text, place, mapping);
        }
        let is_percent = matches!(line.cell(column.index), CellContent::Percent(_));
        if let Some(head) = self
            .by_text
            .get(&key)
            .and_then(|index| self.heads.get_mut(*index as usize))
            && is_percent
            && head.unit_text.is_none()
        {
            head.unit_text = Some("%".to_owned());
            head.unit = head.unit.or_else(|| units::unit("%"));
        }
        Ok(())
    }

    /// The indicator of a line's nth column with values.
    pub(super) fn of(
        &self,
        line: Line<'_>,
        nth: usize,
        columns: &Columns,
        mapping: &Mapping,
        context: &Context,
    ) -> u32 {
        match self.fixed.get(nth) {
            Some(index) => *index,
            None => {
                let key = key(line, &columns.values[nth], columns, mapping, context);
                self.by_text.get(&key).copied().unwrap_or(0)
            }
        }
    }
}

/// The unit that the header or the title names.
fn unit_of(column: &Column, context: &Context) -> Option<String> {
    let under = column.under.unit.clone();
    under
        .or_else(|| units::words_in(&column.header).map(str::to_owned))
        .or_else(|| context.unit.clone())
}

/// Name and unit of a line's indicator in one column of values.
fn key(line: Line<'_>, column: &Column, columns: &Columns, mapping: &Mapping, context: &Context) -> (String, String) {
    let text = |column: &Option<Column>| {
        column
            .as_ref()
            .map_or_else(String::new, |column| line.label(column.index).into_owned())
    };
    let of_line = text(&columns.indicator);
    let of_header = column.under.indicator.as_deref().unwrap_or_default();
    let name = match (of_line.is_empty(), of_header.is_empty()) {
        (false, false) => format!("{of_line} – {of_header}"),
        (false, true) => of_line,
        (true, false) => of_header.to_owned(),
        (true, true) => mapping
            .indicator
            .as_ref()
            .or(context.indicator.as_ref())
            .cloned()
            .unwrap_or_default(),
    };
    let mut unit = text(&columns.unit);
    if unit.is_empty() {
        let of_name = units::words_in(&name).map(str::to_owned);
        unit = unit_of(column, &Context::default())
            .or(of_name)
            .or_else(|| context.unit.clone())
            .unwrap_or_default();
    }
    (name, unit)
}
