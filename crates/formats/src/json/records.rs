//! A list of objects as a table: the names of the members are the columns, each object is a line.
//!
//! Nested objects become columns named `outer.inner`; lists of plain values stay one text. In our own list the breakdowns stand in an
//! object `dimensions`, whose members are columns like those of our tables.

use std::collections::HashMap;

use super::value::Json;
use crate::{
    FileError,
    observations::COLUMNS,
    table::source::{TypedCell, TypedTable},
};

/// Wider than any table.
const MOST_COLUMNS: usize = 2_000;

/// A list of objects, seen as a table.
pub(super) struct RecordTable<'a> {
    records: &'a [Json],
    names: Vec<String>,
    places: HashMap<String, usize>,
    is_ours: bool,
}

impl<'a> RecordTable<'a> {
    /// Finds the columns.
    pub(super) fn of(records: &'a [Json]) -> Result<Self, FileError> {
        let is_ours = records.first().is_some_and(is_observation);
        let mut table = Self {
            records,
            names: Vec::new(),
            places: HashMap::new(),
            is_ours,
        };
        let mut too_many = false;
        for record in records {
            flat(record, is_ours, &mut |name, _| {
                if !table.places.contains_key(name) {
                    too_many |= MOST_COLUMNS <= table.names.len();
                    if !too_many {
                        table.places.insert(name.to_owned(), table.names.len());
                        table.names.push(name.to_owned());
                    }
                }
            });
        }
        if too_many {
            return Err(FileError::OwnLayout(format!(
                "the objects have more than {MOST_COLUMNS} different members; give the list of records itself"
            )));
        }
        Ok(table)
    }

    pub(super) fn is_ours(&self) -> bool {
        self.is_ours
    }
}

/// Whether an object is an observation as our interface writes it.
fn is_observation(record: &Json) -> bool {
    ["indicator", "territory", "period", "value", "status", "dimensions"]
        .iter()
        .all(|name| record.get(name).is_some())
}

/// Tells the plain members of an object with their names as columns.
fn flat<'a>(record: &'a Json, is_ours: bool, visit: &mut dyn FnMut(&str, &'a Json)) {
    for (name, value) in record.members() {
        match value {
            Json::Object(_) if is_ours && name == "dimensions" => {
                for (concept, code) in value.members() {
                    // As in our tables: a breakdown that is called like a column has an underscore behind its name.
                    match COLUMNS.contains(&concept.trim_end_matches('_')) {
                        true => visit(&format!("{concept}_"), code),
                        false => visit(concept, code),
                    }
                }
            }
            // The origin in another installation says nothing here.
            Json::Object(_) if is_ours => {}
            Json::Object(_) => {
                for (inner, value) in value.members() {
                    visit(&format!("{name}.{inner}"), value);
                }
            }
            value => visit(name, value),
        }
    }
}

fn cell(value: &Json) -> TypedCell {
    match value {
        Json::Null | Json::Object(_) => TypedCell::Blank,
        Json::Truth(truth) => TypedCell::Truth(*truth),
        // A decimal text, so that the digits are known; what is written with an exponent is binary anyway.
        Json::Number(text) if text.contains(['e', 'E']) => text.parse().map_or(TypedCell::Blank, TypedCell::Number),
        Json::Number(text) | Json::Text(text) => TypedCell::Text(text.to_string()),
        Json::List(list) => {
            let texts: Vec<&str> = list.iter().filter_map(Json::plain).collect();
            TypedCell::Text(texts.join("; "))
        }
    }
}

impl TypedTable for RecordTable<'_> {
    fn each(&mut self, visit: &mut dyn FnMut(u32, &[TypedCell]) -> Result<bool, FileError>) -> Result<(), FileError> {
        let header: Vec<TypedCell> = self.names.iter().map(|name| TypedCell::Text(name.clone())).collect();
        if !visit(1, &header)? {
            return Ok(());
        }
        for (row, record) in (2_u32..).zip(self.records) {
            let mut cells = vec![TypedCell::Blank; self.names.len()];
            flat(record, self.is_ours, &mut |name, value| {
                if let Some(place) = self.places.get(name) {
                    cells[*place] = cell(value);
                }
            });
            if !visit(row, &cells)? {
                break;
            }
        }
        Ok(())
    }
}
