//! What a line of a table is besides one of figures: a remark, a heading between the lines, a total without a key.

use super::{
    columns::{Column, Columns},
    mapping::Mapping,
    source::Line,
    survey::key_in,
};
use crate::{SkippedKind, breakdowns, workbook::CellContent};

/// Whether a line has anything in a column of values.
pub(super) fn has_value(line: Line<'_>, columns: &Columns) -> bool {
    let mut values = columns.values.iter();
    values.any(|column| line.cell(column.index) != CellContent::Blank)
}

/// A line below the header that holds neither key nor value: a remark, a heading between the lines.
pub(super) fn without_figures(line: Line<'_>, columns: &Columns) -> Option<SkippedKind> {
    let has_key_column = columns.territory.is_some() || !columns.parts.is_empty();
    let text = |column: &Column| line.label(column.index);
    let key = columns.territory.as_ref().map(text).unwrap_or_default();
    let has_key = !key.is_empty() && (key_in(&key).is_some() || !figures::territory::readings(&key, None).is_empty());
    let has_parts = columns.parts.iter().any(|column| !line.text(column.index).is_empty());
    let has_period = columns
        .period
        .as_ref()
        .is_some_and(|column| !line.text(column.index).is_empty());
    let is_short = line.n_cells() <= columns.values.last().map_or(0, |column| column.index);
    let is_cut_off = is_short && has_period;
    let says_something = has_value(line, columns) || has_key || has_parts || has_period || is_cut_off;
    (has_key_column && !says_something).then_some(SkippedKind::Footer)
}

/// A line of totals without a key of its own.
pub(super) fn is_total(line: Line<'_>, columns: &Columns, mapping: &Mapping) -> bool {
    let is_blank = |column: &Column| line.label(column.index).is_empty();
    let names = [columns.territory.as_ref(), columns.name.as_ref()]
        .into_iter()
        .flatten();
    let is_named_so = names
        .clone()
        .any(|column| breakdowns::is_total(&line.label(column.index)));
    let has_no_key = match (&columns.territory, columns.parts.as_slice()) {
        (Some(column), _) => is_blank(column) || breakdowns::is_total(&line.label(column.index)),
        (None, []) => mapping.territory.is_none() && names.count() > 0,
        (None, parts) => parts.iter().all(is_blank),
    };
    // A single date of a total is a line like any other.
    is_named_so && has_no_key
}
