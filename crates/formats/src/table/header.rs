//! Headers over one or several lines: the texts above each column, and what they say about the values below.
//!
//! A header line has a *core*, the line by which it was found. Lines above it name what several columns share (years, territories,
//! measures); lines below it tell columns apart or name units. In a workbook the merged cells say how far a text reaches; elsewhere a
//! text reaches to the next one on its line, never past the end of a text above it, and never out of the columns in front (keys,
//! names).

use super::{
    mapping::{Role, Under},
    meaning::{entry, is_error, under},
    source::{Area, Line},
    survey::{looks_like_key, spellings},
    units,
    words::{Word, word},
};
use crate::{breakdowns, period_text::looks_like_period, symbols, workbook::Merged};

/// Most lines that a header may have above or below its core.
const MOST_LINES: usize = 6;

/// A line that is kept while a header is looked for.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) row: u32,
    /// Texts without line breaks.
    pub(super) cells: Vec<String>,
    /// First and last of the columns, counted from 0, that are shown as one.
    spans: Vec<(usize, usize)>,
}

impl Kept {
    pub(super) fn of(line: Line<'_>) -> Self {
        let mut cells: Vec<String> = (0..line.n_cells()).map(|index| one_line(&line.text(index))).collect();
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        let reaches = |index: usize, merged: Merged| {
            let is_first = merged.first_row == line.row() && merged.first_column as usize == index + 1;
            (is_first && merged.first_column < merged.last_column).then_some((index, merged.last_column as usize - 1))
        };
        let spans = (0..cells.len())
            .filter(|index| !cells[*index].is_empty())
            .filter_map(|index| line.merged(index).and_then(|merged| reaches(index, merged)))
            .collect();
        Self {
            row: line.row(),
            cells,
            spans,
        }
    }

    pub(super) fn text(&self, index: usize) -> &str {
        self.cells.get(index).map_or("", String::as_str)
    }

    pub(super) fn filled(&self) -> impl Iterator<Item = (usize, &str)> {
        let cells = self.cells.iter().enumerate();
        cells
            .filter(|(_, text)| !text.is_empty())
            .map(|(index, text)| (index, text.as_str()))
    }

    /// The part of the line between two of its columns, counted from 0.
    pub(super) fn part(&self, from: usize, to: usize) -> Self {
        let cells = self.cells.iter().take(to).skip(from).cloned().collect();
        let inside = self.spans.iter().filter(|(first, _)| from <= *first && *first < to);
        Self {
            row: self.row,
            cells,
            spans: inside
                .map(|(first, last)| (first - from, last.min(&(to - 1)) - from))
                .collect(),
        }
    }

    /// Whether a text in front of a column is shown above it.
    pub(super) fn reaches(&self, column: usize) -> bool {
        self.spans
            .iter()
            .any(|(first, last)| *first < column && column <= *last)
    }

    /// Whether the line can hold figures: a number that is no year, or a key.
    pub(super) fn is_data(&self) -> bool {
        self.filled().any(|(_, text)| looks_like_key(text) || is_number(text))
    }

    /// Numbers that count the columns: 1, 2, 3 …
    pub(super) fn counts_columns(&self) -> bool {
        let mut expected = 0_usize;
        for (_, text) in self.filled() {
            let number = text.trim_matches(['(', ')']).parse::<usize>().ok();
            match number {
                Some(number) if number == expected + 1 => expected += 1,
                // Columns of keys and names may begin the counting later.
                _ => return false,
            }
        }
        3 <= expected
    }
}

fn is_number(text: &str) -> bool {
    let (comma, point) = spellings(text);
    (comma.is_some() || point.is_some()) && !looks_like_period(text) && units::reading(text).is_none()
}

/// A text without line breaks; words that a line break has cut are put together again.
pub(super) fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text
        .split(['\n', '\r'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let mut whole = String::new();
    for line in lines {
        join(&mut whole, line);
    }
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds a text; a hyphen before a small letter was a line break, except before `und` and the like.
fn join(whole: &mut String, next: &str) {
    let first_word = next.split_whitespace().next().unwrap_or_default();
    let is_cut = whole.ends_with('-')
        && next.starts_with(char::is_lowercase)
        && !matches!(first_word, "und" | "oder" | "bis" | "u." | "bzw." | "sowie");
    if is_cut {
        whole.pop();
    } else if !whole.is_empty() {
        whole.push(' ');
    }
    whole.push_str(next);
}

/// The header of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Header {
    /// The part of the sheet in which its table lies.
    pub(super) area: Area,
    /// First and last line.
    pub(super) first_row: u32,
    pub(super) last_row: u32,
    /// The line with most of the names.
    pub(super) core: u32,
    /// For each column its texts from above to below, without repetitions.
    pub(super) stacks: Vec<Vec<String>>,
    /// For each column its texts as one name.
    pub(super) names: Vec<String>,
    /// The texts of the core, to know a header that is repeated.
    pub(super) core_cells: Vec<String>,
}

impl Header {
    /// A header of one line.
    pub(super) fn plain(line: &Kept) -> Self {
        Self::compose(std::slice::from_ref(line), 0)
    }

    /// The header with this core among lines that follow each other.
    pub(super) fn around(lines: &[Kept], core: usize) -> Self {
        let front = front(&lines[core]);
        let mut first = core;
        while 0 < first && core - first < MOST_LINES {
            if !is_above(&lines[first - 1], &lines[core], front) {
                break;
            }
            first -= 1;
        }
        let mut last = core;
        while last + 1 < lines.len() && last - core < MOST_LINES {
            if !is_below(&lines[last + 1], &lines[core], front) {
                break;
            }
            last += 1;
        }
        Self::compose(&lines[first..=last], core - first)
    }

    fn compose(lines: &[Kept], core: usize) -> Self {
        let front = front(&lines[core]);
        let n_columns = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
        let n_columns = lines
            .iter()
            .flat_map(|line| &line.spans)
            .map(|(_, last)| last + 1)
            .fold(n_columns, usize::max);
        // For each line and column: where its text comes from.
        let mut origins: Vec<Vec<Option<usize>>> = Vec::new();
        for (place, line) in lines.iter().enumerate() {
            let mut of_line: Vec<Option<usize>> = vec![None; n_columns];
            for (index, _) in line.filled() {
                of_line[index] = Some(index);
            }
            for (from, to) in &line.spans {
                of_line[*from..=*to].fill(Some(*from));
            }
            let is_last = place + 1 == lines.len();
            if line.spans.is_empty() && !is_last && !line.counts_columns() {
                let has_text_below =
                    |index: usize| lines[place + 1..].iter().any(|below| !below.text(index).is_empty());
                for index in front + 1..n_columns {
                    let is_same_above = origins
                        .iter()
                        .all(|above: &Vec<Option<usize>>| above[index] == above[index - 1]);
                    if of_line[index].is_none() && is_same_above && has_text_below(index) && has_text_below(index - 1) {
                        of_line[index] = of_line[index - 1];
                    }
                }
            }
            origins.push(of_line);
        }
        let mut header = Self {
            first_row: lines[0].row,
            last_row: lines[lines.len() - 1].row,
            core: lines[core].row,
            core_cells: lines[core].cells.clone(),
            ..Self::default()
        };
        for index in 0..n_columns {
            let mut stack: Vec<String> = Vec::new();
            for (line, origin) in lines.iter().zip(&origins) {
                let Some(origin) = origin[index] else { continue };
                let text = line.text(origin);
                if line.counts_columns() && 1 < lines.len() || stack.iter().any(|known| known == text) {
                    continue;
                }
                match stack.last_mut() {
                    Some(before) if before.ends_with('-') => join(before, text),
                    _ => stack.push(text.to_owned()),
                }
            }
            header.names.push(stack.join(" | "));
            header.stacks.push(stack);
        }
        header
    }

    /// Whether a line of data repeats the header, as on the pages of a printed table.
    pub(super) fn is_repeated_by(&self, line: Line<'_>) -> bool {
        let is_equal = |index: usize| {
            let known = self.core_cells.get(index).map_or("", String::as_str);
            one_line(&line.text(index)) == known
        };
        let first = self.core_cells.iter().position(|text| !text.is_empty());
        first.is_some_and(is_equal)
            && 2 <= self.core_cells.iter().filter(|text| !text.is_empty()).count()
            && (0..line.n_cells().max(self.core_cells.len())).all(is_equal)
    }

    /// What the name of a column says about its role.
    pub(super) fn word(&self, index: usize) -> Option<Word> {
        let stack = &self.stacks[index];
        let whole = stack.join(" ");
        word(&whole).or_else(|| stack.last().filter(|_| 1 < stack.len()).and_then(|last| word(last)))
    }

    /// What each column's texts say about the values below, where they say more than a name.
    pub(super) fn under(&self, has_period_column: bool) -> Vec<Option<Under>> {
        let is_entry = |stack: &&Vec<String>| stack.last().is_some_and(|last| entry(last).is_some());
        let n_entries = self.stacks.iter().filter(is_entry).count();
        let is_broken_down = 2 <= n_entries;
        let of = |stack: &Vec<String>| match stack.as_slice() {
            [] => None,
            [only] if is_broken_down && (entry(only).is_some() || breakdowns::is_total(only)) => {
                Some(under(stack, has_period_column))
            }
            [only] => {
                let found = under(stack, has_period_column);
                (!has_period_column && !looks_like_period(only) && found.period.is_some()).then_some(found)
            }
            _ => Some(under(stack, has_period_column)),
        };
        self.stacks.iter().map(of).collect()
    }
}

/// The first column that may hold values: behind the last of the columns in front whose names are words for keys, names and the like.
fn front(core: &Kept) -> usize {
    let is_front = |text: &str| {
        let is_role = |role: &Role| {
            !role.holds_values() && !matches!(role, Role::Unit | Role::Status | Role::Remark | Role::Ignore)
        };
        match word(text) {
            Some(Word::Sure(role)) => is_role(&role),
            Some(_) => true,
            None => false,
        }
    };
    let mut front = 0;
    for (index, text) in core.filled() {
        if front + 1 < index {
            break;
        }
        if is_front(text) {
            front = index + 1;
        }
    }
    front.max(usize::from(!core.text(0).is_empty() || 1 < core.cells.len()))
}

/// Whether a line above the core belongs to the header: it says something about columns of values, and holds no figures.
fn is_above(line: &Kept, core: &Kept, front: usize) -> bool {
    let is_title = line
        .spans
        .first()
        .is_some_and(|(from, to)| *from < front && core.cells.len() <= *to + 1);
    !line.is_data()
        && !is_title
        && line.filled().any(|(index, _)| front <= index)
        // A sentence is a title.
        && line.filled().all(|(_, text)| text.chars().count() <= 120)
}

/// Whether a line below the core belongs to the header: texts only, and none that could be an entry of a line of data.
fn is_below(line: &Kept, core: &Kept, front: usize) -> bool {
    if line.filled().next().is_none() {
        return false;
    }
    if line.counts_columns() {
        return true;
    }
    let mut says_something = false;
    for (index, text) in line.filled() {
        let above = core.text(index);
        if looks_like_key(text)
            || is_number(text)
            || !symbols::sets_with(text).is_empty() && units::reading(text).is_none()
        {
            return false;
        }
        if index < front {
            let mut whole = above.to_owned();
            join(&mut whole, text);
            let continues = above.ends_with('-') && word(&whole).is_some();
            if !(above.is_empty() && !looks_like_period(text) && word(text).is_some() || above == text || continues) {
                return false;
            }
            says_something |= continues;
        } else {
            says_something |= !is_error(text);
        }
    }
    says_something
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(row: u32, cells: &[&str]) -> Kept {
        Kept {
            row,
            cells: cells.iter().map(|text| one_line(text)).collect(),
            spans: Vec::new(),
        }
    }

    fn names(lines: &[&[&str]], core: usize) -> Vec<String> {
        let lines: Vec<Kept> = (1..).zip(lines).map(|(row, cells)| kept(row, cells)).collect();
        Header::around(&lines, core).names
    }

    #[test]
    fn a_text_reaches_to_the_next_one_and_not_past_the_end_of_a_text_above() {
        assert_eq!(
            names(
                &[
                    &["Bevölkerung"],
                    &["", "", "2019", "", "", "", "2020", "", "", ""],
                    &["", "", "Deutsche", "", "Ausländer", "", "Deutsche", "", "", ""],
                    &["AGS", "Name", "m", "w", "m", "w", "m", "w", "x", "y"],
                    &["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
                    &["05515000", "Münster", "1", "2", "3", "4", "5", "6", "7", "8"],
                ],
                3
            )[..7],
            [
                "AGS",
                "Name",
                "2019 | Deutsche | m",
                "2019 | Deutsche | w",
                "2019 | Ausländer | m",
                "2019 | Ausländer | w",
                "2020 | Deutsche | m"
            ]
        );
    }

    #[test]
    fn words_that_a_line_break_has_cut_are_put_together() {
        assert_eq!(
            one_line("Amtlicher\nGemeinde-\nschlüssel"),
            "Amtlicher Gemeindeschlüssel"
        );
        assert_eq!(one_line("Ein-\nund Auspendler"), "Ein- und Auspendler");
        assert_eq!(
            names(
                &[&["Gemeinde-", "Einwohner"], &["schlüssel", ""], &["05515000", "3"]],
                0
            ),
            ["Gemeindeschlüssel", "Einwohner"]
        );
    }
}
