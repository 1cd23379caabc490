//! Columns of texts that name territories: beside a key, in place of one, or beside the one that a person named for the whole file.
//!
//! Whether a column is called so is said by its name (`words.rs`); here its entries are looked at. A name beside a key is no breakdown
//! when each key has one, whatever the column is called. Where a person named the territory of the file and its lines name several,
//! the lines are right. What may be a territory among other entries stays a breakdown and is told.

use super::{
    columns::{Column, Columns},
    groups,
    mapping::{ColumnName, Mapping, Role},
    outline::Block,
    source::{Line, Source},
};
use crate::{
    FileError, Place, Problem, breakdowns, codes,
    territory_names::{self, Entries, Known, Meaning},
};

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Territories {
    /// Whether names of lines come before the territory of the whole file.
    are_named: bool,
    /// Whether some breakdown has entries that are totals.
    pub(super) has_totals: bool,
    pub(super) notes: Vec<(Place, Problem)>,
}

/// What a line says about its territory in a column of names.
pub(super) enum Said {
    /// Nothing that counts.
    Nothing,
    /// A name, for the receiver to resolve.
    Name,
    /// A territory with this key.
    Key(&'static str),
    /// A place that no figures are taken of.
    Abroad(Problem),
}

impl Territories {
    /// Looks at the lines of a table, and puts the columns that name territories in their places.
    pub(super) fn look(
        source: &mut Source<'_>,
        block: &Block,
        columns: &mut Columns,
        mapping: &Mapping,
    ) -> Result<Self, FileError> {
        let mut found = Self::default();
        let has_key = columns.territory.is_some() || !columns.parts.is_empty();
        let is_transposed = columns.values.iter().any(|column| column.under.territory.is_some());
        let is_beside_one = mapping.territory.is_some() && !has_key;
        let names = columns.name.iter().filter(|_| is_beside_one && !is_transposed);
        let is_open = |column: &&Column| codes::known_concept(&column.header).is_none() && !is_chosen(column, mapping);
        let may_name = |column: &&Column| is_open(column) && !is_transposed && (has_key || columns.name.is_none());
        let mut looked_at: Vec<(Column, Entries)> = columns
            .dimensions
            .iter()
            .filter(may_name)
            .chain(names)
            .map(|column| (column.clone(), Entries::default()))
            .collect();
        if looked_at.is_empty() && columns.dimensions.is_empty() {
            return Ok(found);
        }
        groups::each_line(source, block, columns, mapping, &mut |line| {
            let key = key(line, columns);
            for (column, entries) in &mut looked_at {
                // Below a key that is written once, a blank is no missing one.
                if key.as_ref().is_none_or(|key| !key.is_empty()) {
                    entries.add(&line.label(column.index), key.as_deref().unwrap_or_default());
                }
            }
            found.has_totals |= columns.dimensions.iter().any(|column| is_total(line, column));
            true
        })?;
        for (column, entries) in looked_at {
            let is_name = columns.name.as_ref().is_some_and(|name| name.index == column.index);
            if is_name {
                let is_named = territory_names::is_header(&column.header) && entries.are_several();
                found.are_named |= is_named;
            } else if has_key {
                if entries.name_their_codes(&column.header) {
                    columns.is_name(&column);
                }
            } else {
                match entries.without_code(&column.header) {
                    Meaning::Breakdown => {}
                    Meaning::Territories => {
                        columns.is_name(&column);
                        found.are_named = true;
                    }
                    Meaning::Unsure(entry) => {
                        let place = Place {
                            sheet: source.sheet_index(),
                            row: block.header.core,
                            column: column.number,
                        };
                        found
                            .notes
                            .push((place, territory_names::unsure(&column.header, &entry)));
                    }
                }
            }
        }
        Ok(found)
    }

    /// What the name of a line says about its territory, where no key does.
    pub(super) fn said(&self, name: &str, mapping: &Mapping) -> Said {
        let is_of_file = mapping.territory.is_some();
        if (is_of_file && !self.are_named) || territory_names::is_nothing(name) {
            return Said::Nothing;
        }
        match territory_names::known(name) {
            Some(Known::Abroad) if is_of_file => Said::Abroad(territory_names::abroad(name)),
            // Bremen is a Land and its larger city, and so on: of names that several territories have none is chosen here.
            Some(Known::Key(key)) if !territory_names::is_shared(name) => Said::Key(key),
            _ => Said::Name,
        }
    }
}

/// Whether the entry of a line in a breakdown is its total.
pub(super) fn is_total(line: Line<'_>, column: &Column) -> bool {
    match &column.role {
        Role::Dimension(concept) => breakdowns::is_total_of(concept, &line.label(column.index)),
        _ => false,
    }
}

/// The key of a line, if the table has keys.
fn key(line: Line<'_>, columns: &Columns) -> Option<String> {
    if let Some(column) = &columns.territory {
        return Some(line.label(column.index).into_owned());
    }
    let parts: Vec<String> = columns
        .parts
        .iter()
        .map(|part| line.label(part.index).into_owned())
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Whether a person said what a column means.
fn is_chosen(column: &Column, mapping: &Mapping) -> bool {
    mapping.columns.iter().any(|chosen| match &chosen.column {
        ColumnName::Number(number) => *number == column.number,
        ColumnName::Name(name) => name.trim() == column.header,
    })
}
