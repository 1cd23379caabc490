//! Where what stands in an official list of changes whose headings say too little: found by the looks of the cells.
//!
//! The lists of all years have the same order – keys and name before, kind of the change, hectares and inhabitants, keys and name after, the
//! day by law, the day in statistics – under headings that change, stand in merged cells or are missing. The kind, one digit from 1 to 4 with keys on
//! both sides, is what tells such a table from any other.

use super::{
    changes::{Columns, day, is_key, kind},
    grid::Grid,
};

/// Of so many cells of a column in ten the looks must be right.
const ENOUGH_OF_TEN: usize = 8;
/// A column full of single digits between keys is that of the kind, also when many of them are nonsense.
const ENOUGH_OF_KINDS: usize = 5;

/// The columns of a list of changes that begins in line `first`, if it is one.
pub(super) fn by_content(grid: &Grid, first: usize) -> Option<Columns> {
    let has_keys = |row: &usize| {
        (0..grid.n_columns())
            .filter(|column| is_key(grid.text(*row, *column)))
            .count()
            >= 2
    };
    let rows: Vec<usize> = (first..grid.rows.len()).filter(has_keys).collect();
    let share = |column: usize, is_so: &dyn Fn(&str) -> bool, of_ten: usize| {
        let cells = || {
            rows.iter()
                .map(|row| grid.text(*row, column))
                .filter(|text| !text.is_empty())
        };
        let n_so = cells().filter(|text| is_so(text)).count();
        0 < n_so && of_ten * cells().count() <= 10 * n_so
    };
    let looks = |column: usize, is_so: &dyn Fn(&str) -> bool| share(column, is_so, ENOUGH_OF_TEN);
    let is_full = |column: usize| rows.iter().all(|row| !grid.text(*row, column).is_empty());
    let all = || 0..grid.n_columns();
    // Numbers of people may look like short keys; no column of them is full of long ones.
    let is_long_key = |text: &str| is_key(text) && matches!(text.len(), 5 | 7..=9 | 11 | 12);
    let keys: Vec<usize> = all()
        .filter(|column| looks(*column, &is_long_key) && rows.iter().any(|row| 7 <= grid.text(*row, *column).len()))
        .collect();
    let (first_key, last_key) = (*keys.first()?, *keys.last()?);
    let is_kind = |text: &str| text.len() == 1 && kind(text).is_some();
    let of_kind = (first_key..last_key).find(|column| is_full(*column) && share(*column, &is_kind, ENOUGH_OF_KINDS))?;
    let (old_keys, new_keys): (Vec<usize>, Vec<usize>) = keys.into_iter().partition(|column| *column < of_kind);
    let mut days = all().filter(|column| last_key < *column && looks(*column, &|text| day(text).is_some()));
    let legally = Some(days.next()?);
    let is_word = |column: &usize| looks(*column, &|text| text.chars().any(char::is_alphabetic));
    let mut sizes = (of_kind + 1..*new_keys.first()?).filter(|column| !is_word(column));
    Some(Columns {
        level: (0..first_key).rev().find(is_word),
        old_name: (old_keys.last()? + 1..of_kind).find(is_word),
        kind: Some(of_kind),
        area: sizes.next(),
        population: sizes.next(),
        new_name: (last_key + 1..grid.n_columns()).find(is_word),
        legally,
        statistically: days.next(),
        old_keys,
        new_keys,
        ..Columns::default()
    })
}
