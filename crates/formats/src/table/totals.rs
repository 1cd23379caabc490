//! What a line of a table is about, for totals by a word (`crate::totals`).

use std::borrow::Cow;

use super::{
    columns::Columns,
    groups::{self, Carried, Groups},
    mapping::{Mapping, Role},
    outline::Block,
    source::{Line, Source},
    territories::Territories,
};
use crate::{
    FileError,
    totals::{About, Totals},
};

/// Looks at the lines of a table, if it has totals.
pub(super) fn look(
    source: &mut Source<'_>,
    block: &Block,
    columns: &Columns,
    mapping: &Mapping,
    groups: &Groups,
    territories: &Territories,
) -> Result<Totals, FileError> {
    let mut totals = Totals::default();
    if territories.has_totals {
        let mut carried = Carried::default();
        groups::each_line(source, block, columns, mapping, &mut |line| {
            carried.hear(line, groups);
            totals.add(&about(line.with(&carried), columns));
            true
        })?;
    }
    Ok(totals)
}

/// What a line is about.
pub(super) fn about<'a>(line: Line<'a>, columns: &'a Columns) -> About<'a> {
    let single = [
        &columns.territory,
        &columns.name,
        &columns.level,
        &columns.period,
        &columns.period_part,
        &columns.indicator,
        &columns.unit,
    ];
    let others = single.into_iter().flatten().chain(&columns.parts);
    let breakdowns = columns.dimensions.iter().filter_map(|column| match &column.role {
        Role::Dimension(concept) => Some((concept.as_str(), column)),
        _ => None,
    });
    let label = |index: usize| -> Cow<'a, str> { line.label(index) };
    About {
        others: others.map(|column| label(column.index)).collect(),
        breakdowns: breakdowns
            .map(|(concept, column)| (concept, label(column.index)))
            .collect(),
    }
}
