//! Columns of signs beside columns of values: `p`, `r`, `/` in a cell of their own.
//!
//! Offices name such a column `Zeichen`, `Qualität` or `Status`, repeat the name of the values above it, or leave it without a name. Its
//! signs are about the values left of it. What they mean is said by the set of signs of the publisher, not here.

use figures::observation::Status;

use super::{
    columns::Column,
    header::Header,
    mapping::Role,
    survey::Survey,
    words::{Word, word},
};
use crate::{period_text::looks_like_period, symbols};

/// Longer texts are no signs.
const LONGEST: usize = 4;

/// Whether a text is a sign that some office writes beside a value or in its place.
pub(super) fn is_flag(text: &str) -> bool {
    text.chars().count() <= LONGEST
        && !text.is_empty()
        && !text.bytes().any(|byte| byte.is_ascii_digit())
        && (text.parse::<Status>().is_ok() || symbols::is_sign(text))
}

/// Whether a column without another meaning holds the signs of the values left of it, by its name and its entries.
pub(super) fn is_column(index: usize, header: &Header, survey: &Survey, is_values: impl Fn(usize) -> bool) -> bool {
    let name = header.names[index].as_str();
    let column = &survey.columns[index];
    if says_so(name) && (column.n_filled == 0 || column.has_flags() && !column.holds_numbers()) {
        return true;
    }
    let left = (0..index).rev().find(|left| !survey.columns[*left].holds_flags());
    let Some(left) = left.filter(|left| is_values(*left)) else {
        return false;
    };
    // A column of values of which all are missing has a name of its own.
    let is_short = name.chars().count() <= 2 && !looks_like_period(name);
    column.holds_flags() && (is_short || name == header.names[left])
}

/// Whether a name says so beside other words: `2019_flag`, `Status 2019`, `Einwohner (Zeichen)`.
fn says_so(name: &str) -> bool {
    let mut words = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let n_words = words.clone().count();
    let is_status = |text: &str| word(text) == Some(Word::Sure(Role::Status));
    (2..=6).contains(&n_words) && {
        let first = words.next();
        let last = words.next_back();
        first.is_some_and(is_status) || last.is_some_and(is_status)
    }
}

/// Gives each column of signs to the values that it is about: those left of it. A single one in front of all values or behind several
/// of them is about the whole line, and stays in the list.
pub(super) fn assign(values: &mut [Column], statuses: &mut Vec<Column>, shown: &mut [(String, String)]) {
    let is_single = statuses.len() == 1;
    let last = values.last().map_or(0, |column| column.index);
    let is_several = 1 < values.len();
    statuses.retain(|status| {
        let is_behind_all = last < status.index;
        if is_single && (!is_several || is_behind_all && !status.header.is_empty()) {
            return true;
        }
        let Some(value) = values.iter_mut().rev().find(|value| value.index < status.index) else {
            return true;
        };
        value.flags.push(status.index);
        if let Some((_, words)) = shown.get_mut(status.index) {
            *words = format!("signs beside the values in column {}", value.number);
        }
        false
    });
}
