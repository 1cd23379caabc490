//! Tables that stand side by side on one sheet: where each of them lies.
//!
//! A table begins in the middle of a line where a header of its own stands: behind an empty column a line of names among which is one
//! for territories or their kind, or, without an empty column, the same name of a key once more. Everything to its right belongs to it,
//! and down to where a line fills the empty column again, every line does. Columns behind an empty one that have no key of their own
//! are ordinary columns of the table in front. Only where lines are cut is decided here; what a part means is understood as that of
//! any table.

use std::collections::VecDeque;

use super::{
    context::Title,
    detect,
    header::Kept,
    mapping::{Mapping, Role},
    meaning::period_of,
    source::{Area, Line},
    words::{Word, word},
};
use crate::workbook::CellContent;

/// With less, a line is no header of a further table.
const LEAST_SCORE: i64 = 3;
/// So many lines below a title are looked at for a header, at each column.
const MOST_LOOKS: u8 = 12;
/// So many blank lines are remembered.
const MOST_BLANKS: usize = 50;
/// So many lines of titles are kept.
const MOST_TITLES: usize = 30;
/// More tables than this side by side are no tables.
const MOST_STRIPS: usize = 100;

/// A part of a sheet with tables of its own.
#[derive(Debug, Clone)]
pub(super) struct Strip {
    pub(super) area: Area,
    /// Titles that stand above other parts and hold for this one too.
    pub(super) titles: Vec<Title>,
}

/// Where a table begins beside another one.
#[derive(Debug, Clone)]
struct Start {
    column: usize,
    /// The line of its header.
    row: u32,
    /// Whether an empty column lies in front of it.
    has_gap: bool,
    titles: Vec<Title>,
}

/// Watches the lines of a sheet go by and notices tables that stand side by side.
pub(super) struct Watch<'m> {
    mapping: &'m Mapping,
    found: Vec<Strip>,
    region: Region,
}

/// Lines over which tables stand side by side, or one stands alone.
#[derive(Default)]
struct Region {
    first_row: u32,
    /// On which line each column was last filled; 0 for never.
    filled: Vec<u32>,
    /// The last blank lines.
    blanks: VecDeque<u32>,
    starts: Vec<Start>,
    /// How often each column was looked at.
    looks: Vec<u8>,
    /// The lines since the last blank one as far as they may be titles, and the titles before it.
    above: Vec<Kept>,
}

impl Region {
    fn from(first_row: u32) -> Self {
        Self {
            first_row,
            ..Self::default()
        }
    }

    fn last_filled(&self, column: usize) -> u32 {
        self.filled.get(column).copied().unwrap_or(0)
    }

    fn blank(&mut self, row: u32) {
        if MOST_BLANKS <= self.blanks.len() {
            self.blanks.pop_front();
        }
        self.blanks.push_back(row);
        self.looks.clear();
        self.above.retain(|kept| !kept.is_data());
        let n_old = self.above.len().saturating_sub(MOST_TITLES / 3);
        self.above.drain(..n_old);
    }

    /// The blank line behind which the titles and the header of a new table begin, not above this line.
    fn begins_behind(&self, row: u32) -> Option<u32> {
        let mut behind = self.blanks.iter().rev().filter(|blank| row < **blank);
        let mut found = *behind.next()?;
        for blank in behind {
            let mut between = self.above.iter().filter(|kept| *blank < kept.row && kept.row < found);
            let n_lines = between.clone().count() as u32;
            let are_titles = between.all(|kept| !kept.is_data() && kept.filled().count() <= 2);
            if n_lines == 0 || n_lines + 1 != found - blank || !are_titles {
                break;
            }
            found = *blank;
        }
        Some(found)
    }
}

impl<'m> Watch<'m> {
    pub(super) fn new(mapping: &'m Mapping) -> Self {
        Self {
            mapping,
            found: Vec::new(),
            region: Region::from(1),
        }
    }

    /// Looks at the next line of the whole sheet.
    pub(super) fn line(&mut self, line: Line<'_>) {
        let n_cells = line.n_cells();
        let is_filled = |index: usize| line.cell(index) != CellContent::Blank;
        if !(0..n_cells).any(is_filled) {
            self.region.blank(line.row());
            return;
        }
        self.look_across(line);
        self.look(line, n_cells);
        let region = &mut self.region;
        if region.filled.len() < n_cells {
            region.filled.resize(n_cells, 0);
        }
        for (index, row) in region.filled.iter_mut().enumerate().take(n_cells) {
            if is_filled(index) {
                *row = line.row();
            }
        }
        if region.above.len() < MOST_TITLES {
            region.above.push(Kept::of(line));
        }
    }

    /// A line that fills an empty column between tables, or a header without the repeated key, ends them.
    fn look_across(&mut self, line: Line<'_>) {
        if self.region.starts.is_empty() {
            return;
        }
        let is_filled = |index: usize| line.cell(index) != CellContent::Blank;
        let is_after_blank = self.region.blanks.back().is_some_and(|blank| blank + 1 == line.row());
        let is_header = || {
            let kept = Kept::of(line);
            2 <= kept.filled().count() && !kept.is_data()
        };
        let is_across = |start: &Start| match start.has_gap {
            true => is_filled(start.column - 1),
            false => is_after_blank && !is_filled(start.column) && is_header(),
        };
        if !self.region.starts.iter().any(is_across) {
            return;
        }
        let header_row = self.region.starts.iter().map(|start| start.row).max().unwrap_or(0);
        match self.region.begins_behind(header_row) {
            Some(blank) => self.split_at(blank),
            // It was no empty column.
            None => self.region.starts.retain(|start| !is_across(start)),
        }
    }

    /// Ends the region with a blank line and begins another one.
    fn split_at(&mut self, blank: u32) {
        let above = std::mem::take(&mut self.region.above);
        let filled = std::mem::take(&mut self.region.filled);
        let blanks = std::mem::take(&mut self.region.blanks);
        self.close(blank);
        self.region = Region {
            filled: filled
                .into_iter()
                .map(|row| if row < blank { 0 } else { row })
                .collect(),
            blanks: blanks.into_iter().filter(|row| blank < *row).collect(),
            above: above.into_iter().filter(|kept| blank < kept.row).collect(),
            ..Region::from(blank + 1)
        };
    }

    /// Looks for headers in the middle of a line.
    fn look(&mut self, line: Line<'_>, n_cells: usize) {
        if MOST_STRIPS <= self.found.len() + self.region.starts.len() {
            return;
        }
        let candidates = self.candidates(line, n_cells);
        // From the right, so that each candidate ends where the next table begins.
        let mut end = n_cells;
        let mut begun = Vec::new();
        for column in candidates.into_iter().rev() {
            let starts = self.region.starts.iter().map(|start| start.column);
            let left = starts.filter(|start| *start < column).max().unwrap_or(0);
            let (left, right) = (Kept::of(line.part(left, column)), Kept::of(line.part(column, end)));
            if is_table_of_its_own(&left, &right, &self.region.above, self.mapping) {
                begun.push((column, true, right));
                end = column;
            }
        }
        if self.region.starts.is_empty() && self.region.above.len() < MOST_TITLES {
            let whole = Kept::of(line.part(0, end));
            begun.extend(
                repeated_keys(&whole)
                    .into_iter()
                    .map(|(column, right)| (column, false, right)),
            );
        }
        begun.sort_by_key(|(column, ..)| *column);
        let Some((first, ..)) = begun.first() else { return };
        let header = Kept::of(line.part(0, *first));
        // A table over all columns may stand above.
        let gaps = begun.iter().filter(|(_, has_gap, _)| *has_gap);
        let last_filled = gaps
            .map(|(column, ..)| self.region.last_filled(column - 1))
            .max()
            .unwrap_or(0);
        if 0 < last_filled
            && let Some(blank) = self.region.begins_behind(last_filled)
        {
            self.split_at(blank);
        }
        let region = &mut self.region;
        for (column, has_gap, own) in begun {
            let titles = shared_titles(&region.above, column, &header, &own, line.row(), self.mapping);
            region.starts.push(Start {
                column,
                row: line.row(),
                has_gap,
                titles,
            });
        }
        region.starts.sort_by_key(|start| start.column);
    }

    /// The columns of a line, behind an empty column, where a table may begin.
    fn candidates(&mut self, line: Line<'_>, n_cells: usize) -> Vec<usize> {
        let is_filled = |index: usize| line.cell(index) != CellContent::Blank;
        let region = &mut self.region;
        let mut found = Vec::new();
        let mut is_behind_something = is_filled(0) || 0 < region.last_filled(0);
        for index in 1..n_cells {
            let is_behind = is_behind_something;
            is_behind_something |= is_filled(index) || 0 < region.last_filled(index);
            if !is_behind || !is_filled(index) || is_filled(index - 1) {
                continue;
            }
            let last_filled = region.last_filled(index - 1);
            let is_free = last_filled == 0 || region.blanks.back().is_some_and(|blank| last_filled < *blank);
            if !is_free || region.starts.iter().any(|start| start.column == index) {
                continue;
            }
            if region.looks.len() <= index {
                region.looks.resize(index + 1, 0);
            }
            if region.looks[index] < MOST_LOOKS {
                region.looks[index] += 1;
                found.push(index);
            }
        }
        found
    }

    fn close(&mut self, last_row: u32) {
        let region = std::mem::take(&mut self.region);
        let ends = region.starts.iter().map(|start| start.column).chain([usize::MAX]);
        let starts = [(0, Vec::new())]
            .into_iter()
            .chain(region.starts.iter().map(|start| (start.column, start.titles.clone())));
        for ((from, titles), to) in starts.zip(ends) {
            self.found.push(Strip {
                area: Area {
                    first_row: region.first_row,
                    last_row,
                    from,
                    to,
                },
                titles,
            });
        }
    }

    /// The parts of the sheet; none when no tables stand side by side.
    pub(super) fn finish(mut self) -> Vec<Strip> {
        if self.found.is_empty() && self.region.starts.is_empty() {
            return Vec::new();
        }
        self.close(u32::MAX);
        self.found
    }
}

/// What the names of a header say about whether it is one of a whole table.
#[derive(Default)]
struct Names {
    has_territory: bool,
    /// A column of periods.
    has_periods: bool,
    /// Columns that are periods.
    is_wide: bool,
    has_value: bool,
    has_explanation: bool,
}

impl Names {
    fn of(line: &Kept) -> Self {
        let mut names = Self::default();
        for (_, text) in line.filled() {
            match word(text) {
                Some(Word::Sure(Role::Territory | Role::TerritoryName) | Word::TerritoryOrName | Word::LevelOrName) => {
                    names.has_territory = true;
                }
                Some(Word::Sure(Role::Period)) => names.has_periods = true,
                Some(Word::Sure(Role::Value)) => names.has_value = true,
                Some(Word::Sure(_)) => {}
                None if period_of(text).is_some() => {
                    names.is_wide = true;
                    names.has_value = true;
                }
                None if is_explanation(text) => names.has_explanation = true,
                None => names.has_value = true,
            }
        }
        names
    }
}

fn is_explanation(text: &str) -> bool {
    let folded = text.trim().trim_end_matches(':').to_lowercase();
    matches!(
        folded.as_str(),
        "bedeutung" | "erläuterung" | "erläuterungen" | "beschreibung" | "meaning" | "explanation" | "description"
    )
}

/// Whether what stands behind an empty column is the header of a table, and not columns of the table in front.
fn is_table_of_its_own(left: &Kept, right: &Kept, above: &[Kept], mapping: &Mapping) -> bool {
    if right.is_data() || right.filled().count() < 2 || right.counts_columns() {
        return false;
    }
    let own = Names::of(right);
    if own.has_explanation && right.filled().count() <= 3 {
        return true;
    }
    if detect::score(right, mapping) < LEAST_SCORE && !own.has_territory || !own.has_value {
        return false;
    }
    // The table in front begins on the same line, or began above.
    let mut in_front = Names::of(left);
    if left.is_data() || !in_front.has_value {
        let headers = above.iter().filter(|kept| LEAST_SCORE <= detect::score(kept, mapping));
        in_front = headers.map(Names::of).next_back().unwrap_or_default();
    }
    // Key in front and period behind an empty column are one table.
    in_front.has_value && (own.has_territory || own.has_periods && (in_front.has_periods || in_front.is_wide))
}

/// Where the name of the key in front stands once more, behind other columns.
fn repeated_keys(line: &Kept) -> Vec<(usize, Kept)> {
    let is_key = |text: &str| matches!(word(text), Some(Word::Sure(Role::Territory) | Word::TerritoryOrName));
    let Some((first, name)) = line.filled().find(|(_, text)| is_key(text)) else {
        return Vec::new();
    };
    if line.is_data() {
        return Vec::new();
    }
    let mut starts: Vec<usize> = line
        .filled()
        .filter(|(index, text)| first < *index && *text == name)
        .map(|(index, _)| index)
        .collect();
    let bounds: Vec<usize> = [first]
        .into_iter()
        .chain(starts.iter().copied())
        .chain([line.cells.len()])
        .collect();
    let part = |from: usize, to: usize| line.part(from, to);
    let all_hold_values = bounds
        .windows(2)
        .all(|pair| Names::of(&part(pair[0], pair[1])).has_value);
    if !all_hold_values {
        starts.clear();
    }
    let ends = bounds.iter().skip(2).copied();
    starts
        .into_iter()
        .zip(ends)
        .map(|(from, to)| (from, part(from, to)))
        .collect()
}

/// Titles in front that hold for a further table too: those that are shown above it, all where both headers are the same, and of those that
/// an empty line sets apart what they say about time and place.
fn shared_titles(above: &[Kept], column: usize, left: &Kept, right: &Kept, row: u32, mapping: &Mapping) -> Vec<Title> {
    let texts = |kept: &Kept| kept.filled().map(|(_, text)| text.to_owned()).collect::<Vec<_>>();
    let is_same_header = texts(left) == texts(right);
    let is_own = |kept: &&Kept| kept.filled().any(|(index, _)| column <= index);
    let first_own = above.iter().find(is_own).map(|kept| kept.row);
    let is_title = |kept: &&Kept| {
        kept.row < first_own.unwrap_or(row) && !kept.is_data() && detect::score(kept, mapping) < LEAST_SCORE
    };
    let titles: Vec<&Kept> = above.iter().filter(is_title).collect();
    let title = |kept: &&Kept| {
        let is_above_both = kept.reaches(column) || is_same_header;
        // Between it and what follows lies an empty line.
        let is_next = |next: u32| titles.iter().any(|other| other.row == next) || next == first_own.unwrap_or(row);
        let mut next = kept.row + 1;
        while titles.iter().any(|other| other.row == next) {
            next += 1;
        }
        let is_apart = !is_next(next);
        (is_above_both || is_apart).then(|| Title {
            row: kept.row,
            text: texts(kept).join(" ").chars().take(300).collect(),
            says_only_when: !is_above_both && first_own.is_none(),
        })
    };
    titles.iter().filter_map(title).collect()
}
