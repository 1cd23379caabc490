//! What stands in each column, counted over the whole file in little memory.

use figures::{
    number::{DecimalSign, Number},
    territory::readings,
};

use super::{flags, meaning::is_error, source::Line};
use crate::{kinds, period_text, workbook::CellContent};

/// After so many cells it is clear what a column holds. Numbers and periods are looked at to the end, because one cell can decide
/// how all of them are written.
const ENOUGH_FOR_ROLES: u64 = 20_000;

/// What stands in one column.
#[derive(Debug, Clone, Default)]
pub(super) struct ColumnSurvey {
    /// Cells that are not blank.
    pub(super) n_filled: u64,
    n_looked_at: u64,
    /// Cells that are keys in a spelling that nothing else has.
    n_keys: u64,
    /// Cells that may be keys when the column is known to hold them.
    n_possible_keys: u64,
    /// Cells of nothing but digits, by how many they are: 1, 2, 3, 4.
    n_short: [u64; 4],
    /// Cells that name the kind of a spatial unit.
    n_levels: u64,
    /// Cells that are years or other periods.
    n_periods: u64,
    /// Cells that are numbers in at least one spelling.
    n_numbers: u64,
    /// Cells with a sign in place of a number, or with the error of a formula.
    n_signs: u64,
    /// Cells with nothing but signs that some office writes beside values.
    n_flags: u64,
    /// Numbers that are shown as percentages.
    pub(super) n_percent: u64,
    /// Numbers that are written with a percent sign.
    n_percent_texts: u64,
    /// Numbers that only a decimal comma explains.
    pub(super) n_comma: u64,
    /// Numbers that only a decimal point explains.
    pub(super) n_point: u64,
    /// Numbers that mean one thing with a decimal comma and another with a point.
    pub(super) n_undecided: u64,
    /// The periods, for their common reading.
    pub(super) periods: period_text::Survey,
}

impl ColumnSurvey {
    /// Whether some of its numbers are written with a percent sign.
    pub(super) fn has_percent_texts(&self) -> bool {
        0 < self.n_percent_texts
    }

    /// Whether each of its numbers is.
    pub(super) fn is_all_percent_texts(&self) -> bool {
        self.has_percent_texts() && self.n_percent_texts == self.n_numbers
    }

    pub(super) fn add(&mut self, cell: CellContent<'_>) {
        let text = match cell {
            CellContent::Blank => return,
            CellContent::Text(text) => std::borrow::Cow::Borrowed(text.trim()),
            other => std::borrow::Cow::Owned(other.as_text()),
        };
        self.n_filled += 1;
        let is_digits = !text.is_empty() && text.len() <= 15 && text.bytes().all(|byte| byte.is_ascii_digit());
        self.n_percent += u64::from(matches!(cell, CellContent::Percent(_)));
        self.n_percent_texts += u64::from(is_percent(&text));
        if matches!(cell, CellContent::Number(_) | CellContent::Percent(_)) || is_digits {
            self.n_numbers += 1;
        } else if is_error(&text) || matches!(cell, CellContent::Other(_)) || is_sign(&text) {
            self.n_signs += 1;
        } else {
            match spellings(&text) {
                (Some(comma), Some(point)) => {
                    self.n_numbers += 1;
                    self.n_undecided += u64::from(comma.value != point.value);
                }
                (comma, point) => {
                    self.n_numbers += u64::from(comma.is_some() || point.is_some());
                    self.n_comma += u64::from(comma.is_some());
                    self.n_point += u64::from(point.is_some());
                }
            }
        }
        if !is_digits {
            self.periods.add(&text);
        }
        if self.n_looked_at < ENOUGH_FOR_ROLES {
            self.n_looked_at += 1;
            self.n_flags += u64::from(flags::is_flag(&text));
            let key = key_in(&text);
            self.n_keys += u64::from(looks_like_key(key.unwrap_or(&text)));
            self.n_possible_keys += u64::from(key.is_some() || !readings(&text, None).is_empty());
            if is_digits && text.len() <= self.n_short.len() {
                self.n_short[text.len() - 1] += 1;
            }
            self.n_levels += u64::from(kinds::level(&text).is_some());
            self.n_periods += u64::from(period_text::looks_like_period(&text));
        }
    }

    /// Whether the column holds keys and nothing else.
    pub(super) fn holds_keys(&self) -> bool {
        mostly(self.n_keys, self.n_looked_at)
    }

    /// Whether the column may hold keys, when its name says so.
    pub(super) fn may_hold_keys(&self) -> bool {
        mostly(self.n_possible_keys, self.n_looked_at)
    }

    /// Whether the column holds numbers of at most so many digits, such as parts of keys.
    pub(super) fn holds_digits(&self, width: usize) -> bool {
        let n_such: u64 = self.n_short.iter().take(width).sum();
        0 < n_such && mostly(n_such, self.n_looked_at)
    }

    /// Whether the column holds kinds of spatial units. Kinds without an official key stand among them, so that a part is enough.
    pub(super) fn holds_levels(&self) -> bool {
        0 < self.n_levels && self.n_looked_at <= 10 * self.n_levels
    }

    /// Whether the column holds periods.
    pub(super) fn holds_periods(&self) -> bool {
        mostly(self.n_periods, self.n_looked_at)
    }

    /// Whether the column holds numbers.
    pub(super) fn holds_numbers(&self) -> bool {
        0 < self.n_numbers && mostly(self.n_numbers + self.n_signs, self.n_filled)
    }

    /// Whether the column holds signs that stand beside values, and nothing else.
    pub(super) fn holds_flags(&self) -> bool {
        0 < self.n_flags && self.n_flags == self.n_looked_at
    }

    /// Whether some of its entries are such signs.
    pub(super) fn has_flags(&self) -> bool {
        0 < self.n_flags
    }

    /// Whether the column holds texts.
    pub(super) fn holds_texts(&self) -> bool {
        0 < self.n_filled && (self.n_numbers + self.n_signs) * 2 < self.n_filled
    }
}

/// A sign that offices write in place of a number.
fn is_sign(text: &str) -> bool {
    matches!(
        text,
        "-" | "–" | "—" | "." | "…" | "..." | "/" | "x" | "X" | "*" | "k.A." | "k. A." | "n/a" | "n.a."
    )
}

/// Whether nearly all cells are of a kind; a few flaws must not hide what a column is.
fn mostly(n_such: u64, n_all: u64) -> bool {
    0 < n_all && n_all * 95 <= n_such * 100
}

/// Counts all columns of the lines that the caller gives.
#[derive(Debug, Clone, Default)]
pub(super) struct Survey {
    /// One for each column of the header.
    pub(super) columns: Vec<ColumnSurvey>,
    /// Lines with data.
    pub(super) n_lines: u64,
}

impl Survey {
    pub(super) fn new(n_columns: usize) -> Self {
        Self {
            columns: vec![ColumnSurvey::default(); n_columns],
            n_lines: 0,
        }
    }

    pub(super) fn add(&mut self, line: Line<'_>) {
        self.n_lines += 1;
        for (index, column) in self.columns.iter_mut().enumerate() {
            column.add(line.cell(index));
        }
    }

    /// Counts a line of which only the texts were kept.
    pub(super) fn add_texts(&mut self, cells: &[String]) {
        self.n_lines += 1;
        for (column, text) in self.columns.iter_mut().zip(cells) {
            if !text.is_empty() {
                column.add(CellContent::Text(text));
            }
        }
    }
}

/// Whether a text is a number with a percent sign: `67,4 %`.
pub(super) fn is_percent(text: &str) -> bool {
    text.trim().ends_with('%') && spellings(text) != (None, None)
}

/// What a text means with a decimal comma and with a decimal point.
///
/// A group of thousands never begins with a zero: `0.125` is no hundred and twenty-five.
pub(crate) fn spellings(text: &str) -> (Option<Number>, Option<Number>) {
    let grouped = without_gaps(text);
    let text = grouped.as_deref().unwrap_or(text);
    let text = text.trim().strip_suffix('%').unwrap_or(text);
    let digits = text.trim().trim_start_matches(['-', '−', '+']);
    let read = |sign: DecimalSign, thousands: char| {
        let is_leading_zero_grouped = digits.starts_with('0') && digits.contains(thousands);
        if is_leading_zero_grouped {
            None
        } else {
            Number::parse(text, sign).ok()
        }
    };
    (read(DecimalSign::Comma, '.'), read(DecimalSign::Point, ','))
}

/// A number whose thousands are set apart by blanks, as DIN 5008 and ISO 80000 write them, without the blanks.
fn without_gaps(text: &str) -> Option<String> {
    let text = text.trim();
    let is_gap = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'');
    if !text.contains(is_gap) {
        return None;
    }
    let mut groups = text.split(is_gap);
    let first = groups.next()?.trim_start_matches(['-', '−', '+']);
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let groups: Vec<&str> = groups.collect();
    let (last, middle) = groups.split_last()?;
    let whole = last.split([',', '.']).next().unwrap_or(last);
    let fits = is_digits(first)
        && first.len() <= 3
        && middle
            .iter()
            .chain([&whole])
            .all(|part| part.len() == 3 && is_digits(part));
    fits.then(|| text.chars().filter(|c| !is_gap(*c)).collect())
}

/// The key in a text that composes key and name: `05515000 Münster`, `05515000, Münster`, `Münster (05515000)`.
pub(super) fn key_in(text: &str) -> Option<&str> {
    let text = text.trim();
    if looks_like_key(text) {
        return Some(text);
    }
    let is_name = |name: &str| name.chars().any(char::is_alphabetic);
    let (first, rest) = text
        .split_once([' ', ',', ';', ':', '\u{a0}', '\t'])
        .unwrap_or((text, ""));
    let first = first.trim_end_matches(['-', '–']);
    if looks_like_key(first) && is_name(rest) {
        return Some(first);
    }
    let (name, last) = text.strip_suffix([')', ']'])?.rsplit_once(['(', '['])?;
    (looks_like_key(last.trim()) && is_name(name)).then(|| last.trim())
}

/// The name in a text that composes key and name.
pub(super) fn name_beside(text: &str, key: &str) -> Option<String> {
    let rest = text.replacen(key, "", 1);
    let name = rest
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '(' | ')' | '[' | ']'));
    (!name.is_empty()).then(|| name.to_owned())
}

/// A key in a spelling that numbers and years do not have: five, eight, nine or twelve digits, `DG`, or one of the prefixes.
pub(super) fn looks_like_key(text: &str) -> bool {
    let is_marked = text == "DG" || text.starts_with("code") || text.starts_with("de:");
    let is_long = matches!(text.len(), 5 | 8 | 9 | 12) && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_marked || is_long) && !readings(text, None).is_empty()
}
