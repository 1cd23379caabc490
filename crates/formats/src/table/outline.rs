//! The tables of a sheet or text file, one below the other: titles, header, lines of data.
//!
//! The first table is the one whose header was found in the first lines. A further one begins where, after a blank line or a remark, a
//! header stands that no line of data could be. What stands in each column is counted on the way, so that the lines are gone through
//! only once.

use super::{
    columns::MOST_COLUMNS,
    context::Title,
    detect,
    header::{Header, Kept},
    mapping::Mapping,
    source::{Area, Line, Source},
    states::{self, State},
    strips::Watch,
    survey::{ColumnSurvey, Survey},
};
use crate::{FileError, SkippedKind, period_text, workbook::CellContent};

/// A table with the lines that belong to it.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    /// The first line that belongs to it: that of its first title.
    pub(super) first_row: u32,
    /// The last one.
    pub(super) last_row: u32,
    pub(super) header: Header,
    pub(super) titles: Vec<Title>,
    pub(super) survey: Survey,
    /// The sheet on which it stands.
    pub(super) sheet: u16,
    /// The lines of its sheet that name a state; kept with the first table.
    pub(super) states: Vec<State>,
}

/// With less, a line further down is no header.
const LEAST_SCORE_BELOW: i64 = 3;
/// So many lines of titles and headers stand between two tables at most.
const MOST_PENDING: usize = 20;
/// So many lines of titles are kept above the first table.
const MOST_TITLES: usize = 60;
/// More tables than this are no tables.
const MOST_BLOCKS: usize = 500;

impl Block {
    /// What a line is when it holds no figures.
    pub(super) fn kind(&self, line: Line<'_>) -> Option<SkippedKind> {
        let (n_filled, first) = line.content();
        match n_filled {
            0 => Some(SkippedKind::Blank),
            _ if line.row() < self.header.first_row => Some(SkippedKind::Preamble),
            _ if line.row() <= self.header.last_row => Some(SkippedKind::Header),
            2 if states::is_state(line) => Some(SkippedKind::Footer),
            // A remark below the table: one text at the beginning of the line, and neither key nor period.
            1 if line.cell(0) != CellContent::Blank && is_remark(&first) => Some(SkippedKind::Footer),
            _ if self.header.is_repeated_by(line) => Some(SkippedKind::Header),
            _ => None,
        }
    }
}

fn is_remark(text: &str) -> bool {
    figures::territory::readings(text, None).is_empty() && !period_text::looks_like_period(text)
}

/// Finds the tables of a source whose first header has its core in this line, those side by side too.
pub(super) fn blocks(source: &mut Source<'_>, core: u32, mapping: &Mapping) -> Result<Vec<Block>, FileError> {
    let is_single = source.is_single_table() || mapping.header_row.is_some();
    let mut watch = (!is_single).then(|| Watch::new(mapping));
    let sheet = source.sheet_index();
    let (mut states, looks_for_states) = (Vec::new(), !source.is_single_table());
    let found = below_each_other(source, core, mapping, &mut |line| {
        if looks_for_states {
            states::look(line, sheet, &mut states);
        }
        if let Some(watch) = &mut watch {
            watch.line(line);
        }
    });
    let placed = |mut blocks: Vec<Block>| {
        for block in &mut blocks {
            block.sheet = sheet;
        }
        if let Some(first) = blocks.first_mut() {
            first.states = states;
        }
        blocks
    };
    let strips = watch.map(Watch::finish).unwrap_or_default();
    if strips.is_empty() {
        return found.map(placed);
    }
    let mut all = Vec::new();
    for strip in strips {
        source.area = strip.area;
        let header = detect::find_header(source, mapping).0;
        let blocks = match header {
            Some(header) => below_each_other(source, header.row, mapping, &mut |_| {}),
            // Lines without a header of their own: they are left out by name.
            None => Ok(vec![headless(source)?]),
        };
        source.area = Area::WHOLE;
        let mut blocks = blocks?;
        for (nth, block) in blocks.iter_mut().enumerate() {
            block.header.area = strip.area;
            if nth == 0 {
                block.titles.splice(0..0, strip.titles.iter().cloned());
            }
        }
        all.extend(blocks);
    }
    // Parts without any content are no tables.
    all.retain(|block| 0 < block.header.core);
    Ok(placed(all))
}

/// Lines in which no header was found.
fn headless(source: &mut Source<'_>) -> Result<Block, FileError> {
    let mut block = Block {
        first_row: source.area.first_row,
        last_row: u32::MAX,
        ..Block::default()
    };
    source.each(&mut |line| {
        if block.header.core == 0 && 0 < line.content().0 {
            block.header.core = line.row();
            block.titles = titles([&Kept::of(line)].into_iter());
        }
        Ok(block.header.core == 0)
    })?;
    Ok(block)
}

/// Finds the tables of a source, one below the other, and shows each line to somebody else too.
fn below_each_other(
    source: &mut Source<'_>,
    core: u32,
    mapping: &Mapping,
    watch: &mut dyn FnMut(Line<'_>),
) -> Result<Vec<Block>, FileError> {
    let mut scan = Scan {
        core,
        mapping,
        is_single: source.is_single_table() || mapping.header_row.is_some(),
        blocks: Vec::new(),
        before: Vec::new(),
        core_index: 0,
        pending: Vec::new(),
        is_open: false,
    };
    source.each(&mut |line| {
        watch(line);
        scan.line(line)?;
        Ok(true)
    })?;
    scan.finish()
}

struct Scan<'a> {
    core: u32,
    mapping: &'a Mapping,
    /// Whether no further table is looked for.
    is_single: bool,
    blocks: Vec<Block>,
    /// The lines down to the end of the first header.
    before: Vec<Kept>,
    /// Where the core is among them.
    core_index: usize,
    /// Lines that may be titles and header of a further table.
    pending: Vec<Kept>,
    /// Whether the header of the last table may still go on.
    is_open: bool,
}

impl Scan<'_> {
    fn line(&mut self, line: Line<'_>) -> Result<(), FileError> {
        if line.row() <= self.core {
            if MOST_TITLES <= self.before.len() {
                self.before.remove(0);
            }
            self.before.push(Kept::of(line));
            if line.row() == self.core {
                self.begin_first()?;
            }
            return Ok(());
        }
        let Some(block) = self.blocks.last_mut() else {
            return Ok(());
        };
        if self.is_open {
            self.before.push(Kept::of(line));
            let header = Header::around(&self.before, self.core_index);
            self.is_open = header.last_row == line.row();
            if self.is_open {
                block.survey = Survey::new(header.names.len() + 1);
                block.header = header;
                return Ok(());
            }
        }
        block.last_row = line.row();
        let kind = block.kind(line);
        let may_begin = matches!(kind, Some(SkippedKind::Blank | SkippedKind::Footer));
        if !self.is_single && (may_begin || !self.pending.is_empty()) {
            let kept = Kept::of(line);
            if !kept.is_data() && self.pending.len() < MOST_PENDING {
                self.pending.push(kept);
                return Ok(());
            }
            self.settle(line.row())?;
        }
        let Some(block) = self.blocks.last_mut() else {
            return Ok(());
        };
        block.last_row = line.row();
        if block.kind(line).is_none() {
            block.survey.add(line);
        }
        Ok(())
    }

    /// The first table begins; its header may go on.
    fn begin_first(&mut self) -> Result<(), FileError> {
        let core = self.before.len() - 1;
        self.core_index = core;
        let header = if self.is_single && self.mapping.header_row.is_none() {
            Header::plain(&self.before[core])
        } else {
            Header::around(&self.before, core)
        };
        self.is_open = !(self.is_single && self.mapping.header_row.is_none());
        let titles = titles(self.before.iter().filter(|kept| kept.row < header.first_row));
        self.begin(1, header, titles)
    }

    fn begin(&mut self, first_row: u32, header: Header, titles: Vec<Title>) -> Result<(), FileError> {
        if MOST_COLUMNS < header.names.len() {
            return Err(FileError::Mapping(format!(
                "it has {} columns, more than {MOST_COLUMNS}",
                header.names.len()
            )));
        }
        // One column more than named: signs beside the last values may stand there.
        let survey = Survey::new(header.names.len() + 1);
        self.blocks.push(Block {
            first_row,
            last_row: header.last_row,
            header,
            titles,
            survey,
            ..Block::default()
        });
        Ok(())
    }

    /// A line of data comes: the lines before it are the header of a further table, or belong to this one.
    fn settle(&mut self, next: u32) -> Result<(), FileError> {
        let pending = std::mem::take(&mut self.pending);
        if let Some(core) = core_of(&pending, self.mapping)
            && self.blocks.len() < MOST_BLOCKS
        {
            let header = Header::around(&pending, core);
            let is_next = pending
                .iter()
                .filter(|kept| header.last_row < kept.row && kept.filled().next().is_some())
                .count()
                == 0;
            if is_next {
                let mut first = pending
                    .iter()
                    .position(|kept| kept.row == header.first_row)
                    .unwrap_or(core);
                let is_blank = |kept: &Kept| kept.filled().next().is_none();
                if 0 < first && is_blank(&pending[first - 1]) {
                    first -= 1;
                }
                while 0 < first && !is_blank(&pending[first - 1]) && pending[first - 1].filled().count() <= 2 {
                    first -= 1;
                }
                let first_row = pending[first].row;
                if let Some(block) = self.blocks.last_mut() {
                    for kept in pending[..first].iter().filter(|kept| !is_blank(kept)) {
                        block.add_kept(kept);
                    }
                    block.last_row = first_row - 1;
                }
                let titles = titles(pending[first..].iter().filter(|kept| kept.row < header.first_row));
                return self.begin(first_row, header, titles);
            }
        }
        if let Some(block) = self.blocks.last_mut() {
            for kept in &pending {
                block.add_kept(kept);
            }
            block.last_row = next.saturating_sub(1).max(block.last_row);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<Block>, FileError> {
        let pending = std::mem::take(&mut self.pending);
        if let Some(block) = self.blocks.last_mut() {
            for kept in &pending {
                block.add_kept(kept);
            }
            block.last_row = u32::MAX;
        }
        for block in &mut self.blocks {
            block.name_signs();
        }
        Ok(self.blocks)
    }
}

impl Block {
    /// A column without a name behind the last one is one of the table when it holds the signs beside the last values.
    fn name_signs(&mut self) {
        let n_named = self.header.names.len();
        let holds = |index: Option<usize>, what: fn(&ColumnSurvey) -> bool| {
            index.and_then(|index| self.survey.columns.get(index)).is_some_and(what)
        };
        let is_behind_values = holds(n_named.checked_sub(1), ColumnSurvey::holds_numbers);
        if is_behind_values && holds(Some(n_named), ColumnSurvey::holds_flags) {
            self.header.names.push(String::new());
            self.header.stacks.push(Vec::new());
        }
        self.survey.columns.truncate(self.header.names.len());
    }

    /// Counts a line that was kept back and turned out to be one of data.
    fn add_kept(&mut self, kept: &Kept) {
        let mut filled = kept.filled();
        let Some((first, text)) = filled.next() else { return };
        let is_alone = filled.next().is_none();
        let is_state = || {
            let texts: Vec<String> = kept.filled().map(|(_, text)| text.to_owned()).collect();
            states::names_state(&texts)
        };
        if is_alone && first == 0 && is_remark(text) || kept.filled().count() == 2 && is_state() {
            return;
        }
        self.survey.add_texts(&kept.cells);
    }
}

/// The core of a header among lines without figures.
fn core_of(lines: &[Kept], mapping: &Mapping) -> Option<usize> {
    let mut best: Option<(usize, i64)> = None;
    for (place, kept) in lines.iter().enumerate() {
        let score = detect::score(kept, mapping);
        if LEAST_SCORE_BELOW <= score && best.is_none_or(|(_, known)| known < score) {
            best = Some((place, score));
        }
    }
    best.map(|(place, _)| place)
}

fn titles<'a>(lines: impl Iterator<Item = &'a Kept>) -> Vec<Title> {
    lines
        .filter_map(|kept| {
            let texts: Vec<&str> = kept.filled().map(|(_, text)| text).collect();
            (!texts.is_empty()).then(|| Title {
                row: kept.row,
                text: texts.join(" ").chars().take(300).collect(),
                says_only_when: false,
            })
        })
        .collect()
}
