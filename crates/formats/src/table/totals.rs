//! Lines that are totals by a word in a column of a breakdown: their values are those without the breakdown.
//!
//! Where the table has a line without the breakdown too, the total stays an entry like any other: both would be the same value.

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
};

use super::{
    columns::Columns,
    groups::{self, Carried, Groups},
    mapping::Mapping,
    outline::Block,
    source::{Line, Source},
    territories::{self, Territories},
};
use crate::FileError;

/// The lines that leave out some breakdown, in a table with totals.
#[derive(Debug, Default)]
pub(super) struct Totals {
    plain: Option<HashSet<u64>>,
}

impl Totals {
    /// Looks at the lines of a table that has totals.
    pub(super) fn look(
        source: &mut Source<'_>,
        block: &Block,
        columns: &Columns,
        mapping: &Mapping,
        groups: &Groups,
        territories: &Territories,
    ) -> Result<Self, FileError> {
        if !territories.has_totals {
            return Ok(Self::default());
        }
        let mut plain = HashSet::new();
        let mut carried = Carried::default();
        groups::each_line(source, block, columns, mapping, &mut |line| {
            carried.hear(line, groups);
            let line = line.with(&carried);
            if columns
                .dimensions
                .iter()
                .any(|column| line.label(column.index).is_empty())
            {
                plain.insert(key(line, columns, false));
            }
            true
        })?;
        Ok(Self { plain: Some(plain) })
    }

    /// Whether the totals of a line are its values without the breakdown.
    pub(super) fn are_alone(&self, line: Line<'_>, columns: &Columns) -> bool {
        let has_total = || {
            columns
                .dimensions
                .iter()
                .any(|column| territories::is_total(line, column))
        };
        self.plain
            .as_ref()
            .is_some_and(|plain| has_total() && !plain.contains(&key(line, columns, true)))
    }
}

/// What a line is about, with or without its totals.
fn key(line: Line<'_>, columns: &Columns, without_totals: bool) -> u64 {
    let mut hasher = DefaultHasher::new();
    let single = [
        &columns.territory,
        &columns.name,
        &columns.level,
        &columns.period,
        &columns.period_part,
        &columns.indicator,
        &columns.unit,
    ];
    for column in single.into_iter().flatten().chain(&columns.parts) {
        line.label(column.index).hash(&mut hasher);
    }
    for column in &columns.dimensions {
        let is_left_out = without_totals && territories::is_total(line, column);
        if is_left_out {
            String::new()
        } else {
            line.label(column.index).into_owned()
        }
        .hash(&mut hasher);
    }
    hasher.finish()
}
