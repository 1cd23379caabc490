//! The indicators of a table, listed before the first row is told because the head of a delivery comes first.

use std::collections::HashMap;

use super::{
    columns::{Column, Columns},
    mapping::{Mapping, Role},
    rows::{MOST_DIFFERENT, line_kind},
    source::{Line, Source},
    units,
};
use crate::{FileError, IndicatorHead, Place, event::shortened};

/// The indicators of the file, listed before the first row is told.
pub(super) struct Indicators {
    pub(super) heads: Vec<IndicatorHead>,
    /// Name and unit, when columns hold them.
    by_text: HashMap<(String, String), u32>,
}

impl Indicators {
    pub(super) fn list(
        source: &mut Source<'_>,
        header_row: u32,
        columns: &Columns,
        mapping: &Mapping,
    ) -> Result<Self, FileError> {
        let sheet = source.sheet_index();
        let mut list = Self {
            heads: Vec::new(),
            by_text: HashMap::new(),
        };
        if columns.indicator.is_none() && columns.unit.is_none() {
            for column in &columns.values {
                let name = match (&column.role, &mapping.indicator) {
                    (_, Some(name)) if columns.values.len() == 1 || column.indicator().is_none() => name.clone(),
                    (Role::ValuesOfIndicator(name) | Role::ValuesAt { indicator: name, .. }, _) => name.clone(),
                    _ => String::new(),
                };
                if let Some(twin) = list.heads.iter().find(|head| head.name == name) {
                    let place = Place {
                        sheet,
                        row: header_row,
                        column: column.index as u32 + 1,
                    };
                    if matches!(column.role, Role::ValuesOfIndicator(_)) {
                        return Err(FileError::DuplicateColumn {
                            first: twin.place,
                            second: place,
                            what: shortened(&name),
                        });
                    }
                    continue;
                }
                let unit_text = units::words_in(&column.header).map(str::to_owned);
                list.add(
                    name,
                    unit_text,
                    Place {
                        sheet,
                        row: header_row,
                        column: column.index as u32 + 1,
                    },
                    mapping,
                );
            }
            return Ok(list);
        }
        source.each(&mut |line| {
            if header_row < line.row() && line_kind(line, header_row).is_none() {
                let key = list.key(line, columns);
                if !list.by_text.contains_key(&key) {
                    if MOST_DIFFERENT <= list.heads.len() {
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
                    let column = columns.indicator.as_ref().map_or(0, |column| column.index);
                    let name = if key.0.is_empty() {
                        mapping.indicator.clone().unwrap_or_default()
                    } else {
                        key.0.clone()
                    };
                    let unit_text = Some(key.1.clone()).filter(|text| !text.is_empty());
                    list.by_text.insert(key, list.heads.len() as u32);
                    list.add(
                        name,
                        unit_text,
                        Place {
                            sheet,
                            row: line.row(),
                            column: column as u32 + 1,
                        },
                        mapping,
                    );
                }
            }
            Ok(true)
        })?;
        Ok(list)
    }

    fn add(&mut self, name: String, unit_text: Option<String>, place: Place, mapping: &Mapping) {
        self.heads.push(IndicatorHead {
            name,
            unit: mapping.unit.or_else(|| unit_text.as_deref().and_then(units::unit)),
            unit_text,
            place,
            ..IndicatorHead::default()
        });
    }

    fn key(&self, line: Line<'_>, columns: &Columns) -> (String, String) {
        let text = |column: &Option<Column>| {
            column
                .as_ref()
                .map_or_else(String::new, |column| line.text(column.index).into_owned())
        };
        (text(&columns.indicator), text(&columns.unit))
    }

    /// The indicator of a line's nth column with values.
    pub(super) fn of(&self, line: Line<'_>, nth: usize, columns: &Columns) -> u32 {
        if !self.by_text.is_empty() {
            return self.by_text.get(&self.key(line, columns)).copied().unwrap_or(0);
        }
        if self.heads.len() == columns.values.len() {
            return nth as u32;
        }
        let name = columns.values[nth].indicator().unwrap_or_default();
        let place = self.heads.iter().position(|head| head.name == name);
        place.map_or(0, |place| place as u32)
    }
}
