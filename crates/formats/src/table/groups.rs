//! Keys and periods that are written once for a group of lines, on its first line, and stand for the lines below too.
//!
//! A blank key can also be one that was lost. It is carried down only where the order of the lines leaves no doubt: the columns stand
//! left of the values, every line has a value, a key once written never comes again, all groups begin alike, and no two lines of a group
//! say the same. Where a doubt remains, the lines without a key stay unreadable and say why.

use std::{
    collections::{BTreeMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
};

use super::{
    columns::{Column, Columns},
    lines,
    mapping::Mapping,
    outline::Block,
    source::{Line, Source},
};
use crate::FileError;

/// Which columns are written once for a group of lines.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// The columns that are carried down, counted from 0.
    pub(super) columns: Vec<usize>,
    /// Their names, for people.
    pub(super) names: Vec<String>,
    /// Why blanks are not filled although keys are missing.
    pub(super) doubt: Option<&'static str>,
}

/// The texts that hold for the lines to come.
#[derive(Debug, Default)]
pub(super) struct Carried {
    texts: BTreeMap<usize, String>,
}

impl Carried {
    /// Notes what a line says itself.
    pub(super) fn hear(&mut self, line: Line<'_>, groups: &Groups) {
        for index in &groups.columns {
            let text = line.label(*index);
            if !text.is_empty() {
                self.texts.insert(*index, text.into_owned());
            }
        }
    }

    /// The text of a column that holds here.
    pub(super) fn text(&self, index: usize) -> Option<&str> {
        self.texts.get(&index).map(String::as_str)
    }
}

/// Columns that are written together: key and name of a territory, a period, an indicator.
struct Unit {
    columns: Vec<usize>,
    /// What was there before.
    seen: HashSet<u64>,
    /// What stood right of it on the first line of its first group.
    beginning: Option<u64>,
}

impl Groups {
    /// Looks at the lines of a table, if some of its keys are blank.
    pub(super) fn look(
        source: &mut Source<'_>,
        block: &Block,
        columns: &Columns,
        mapping: &Mapping,
    ) -> Result<Self, FileError> {
        let mut units = units(block, columns);
        if units.is_empty() || source.is_single_table() {
            return Ok(Self::default());
        }
        // A line of totals is blank there too and says nothing about groups.
        let mut is_gappy = vec![false; units.len()];
        each_line(source, block, columns, mapping, &mut |line| {
            for (unit, is_gappy) in units.iter().zip(&mut is_gappy) {
                *is_gappy |= unit.columns.iter().all(|index| line.label(*index).is_empty());
            }
            true
        })?;
        let mut is_gappy = is_gappy.into_iter();
        units.retain(|_| is_gappy.next().unwrap_or(false));
        if units.is_empty() {
            return Ok(Self::default());
        }
        let rest = rest(columns, &units);
        let mut check = Check {
            said: HashSet::new(),
            group_of_lines: 0,
            n_groups: 0,
            n_long_groups: 0,
            is_first: true,
        };
        let mut doubt = None;
        each_line(source, block, columns, mapping, &mut |line| {
            doubt = check.line(line, &mut units, &rest, columns).err();
            doubt.is_none()
        })?;
        let doubt = doubt.or_else(|| check.finish().err());
        if doubt.is_some() {
            return Ok(Self {
                doubt,
                ..Self::default()
            });
        }
        let columns: Vec<usize> = units.iter().flat_map(|unit| unit.columns.iter().copied()).collect();
        let name = |index: &usize| match block.header.names[*index].as_str() {
            "" => format!("column {}", block.header.area.from + index + 1),
            name => crate::event::shortened(name),
        };
        Ok(Self {
            names: columns.iter().map(name).collect(),
            columns,
            doubt: None,
        })
    }
}

/// Goes through the lines of figures of a table, as long as the visitor says so.
pub(super) fn each_line(
    source: &mut Source<'_>,
    block: &Block,
    columns: &Columns,
    mapping: &Mapping,
    visit: &mut dyn FnMut(Line<'_>) -> bool,
) -> Result<(), FileError> {
    source.each(&mut |line| {
        let is_inside = (block.first_row..=block.last_row).contains(&line.row());
        let is_data = is_inside
            && block.kind(line).is_none()
            && lines::without_figures(line, columns).is_none()
            && !lines::is_total(line, columns, mapping);
        Ok((!is_data || visit(line)) && line.row() < block.last_row)
    })
}

/// The columns of keys and periods that are sometimes blank and stand left of all values, from left to right.
fn units(block: &Block, columns: &Columns) -> Vec<Unit> {
    let first_value = columns.values.first().map_or(0, |column| column.index);
    let is_gappy = |column: &Column| {
        let n_filled = block.survey.columns[column.index].n_filled;
        0 < n_filled && n_filled < block.survey.n_lines && column.index < first_value
    };
    let keys: Vec<&Column> = match &columns.territory {
        Some(column) => vec![column],
        None if !columns.parts.is_empty() => columns.parts.iter().collect(),
        None => columns.name.iter().collect(),
    };
    let mut units = Vec::new();
    let mut add = |columns: Vec<usize>| {
        units.push(Unit {
            columns,
            seen: HashSet::new(),
            beginning: None,
        });
    };
    if !keys.is_empty() && keys.iter().all(|column| is_gappy(column)) {
        let beside = [columns.name.as_ref(), columns.level.as_ref()].into_iter().flatten();
        let beside = beside.filter(|column| keys.iter().all(|key| key.index != column.index) && is_gappy(column));
        add(keys.iter().copied().chain(beside).map(|column| column.index).collect());
    }
    for column in [&columns.period, &columns.indicator].into_iter().flatten() {
        if is_gappy(column) {
            add(vec![column.index]);
        }
    }
    units.sort_by_key(|unit| unit.columns.iter().copied().min());
    units
}

/// The other columns that tell lines apart.
fn rest(columns: &Columns, units: &[Unit]) -> Vec<usize> {
    let is_carried = |index: usize| units.iter().any(|unit| unit.columns.contains(&index));
    let single = [
        columns.territory.as_ref(),
        columns.name.as_ref(),
        columns.level.as_ref(),
        columns.period.as_ref(),
        columns.indicator.as_ref(),
        columns.unit.as_ref(),
    ];
    let all = single
        .into_iter()
        .flatten()
        .chain(&columns.parts)
        .chain(&columns.dimensions);
    all.map(|column| column.index)
        .filter(|index| !is_carried(*index))
        .collect()
}

/// What was seen so far.
struct Check {
    /// What the lines of the group said.
    said: HashSet<u64>,
    group_of_lines: u64,
    n_groups: u64,
    n_long_groups: u64,
    is_first: bool,
}

impl Check {
    fn line(
        &mut self,
        line: Line<'_>,
        units: &mut [Unit],
        rest: &[usize],
        columns: &Columns,
    ) -> Result<(), &'static str> {
        let text = |index: &usize| line.label(*index).into_owned();
        if !lines::has_value(line, columns) {
            return Err("not every line has a value");
        }
        let mut first_filled = None;
        for (nth, unit) in units.iter().enumerate() {
            let n_filled = unit.columns.iter().filter(|index| !text(index).is_empty()).count();
            match (n_filled, first_filled) {
                (0, None) => {}
                (0, Some(_)) => return Err("on some lines the outer of two keys is written and the inner one is not"),
                (n, _) if n < unit.columns.len() => {
                    return Err("on some lines the key is blank and the name beside it is not");
                }
                (_, None) => first_filled = Some(nth),
                _ => {}
            }
        }
        if self.is_first && first_filled != Some(0) {
            return Err("the first line has no key");
        }
        self.is_first = false;
        let said = hashed(rest.iter().map(text));
        if let Some(first) = first_filled {
            for nth in first..units.len() {
                let (unit, inner) = (&units[nth].columns, &units[nth + 1..]);
                let own = hashed(unit.iter().map(text));
                let behind = inner.iter().flat_map(|unit| &unit.columns).chain(rest);
                let beginning = hashed(behind.map(text));
                let unit = &mut units[nth];
                if first < nth {
                    unit.seen.clear();
                }
                if !unit.seen.insert(own) {
                    return Err("a key that was written before is written again");
                }
                if *unit.beginning.get_or_insert(beginning) != beginning {
                    return Err("the groups of lines do not begin alike");
                }
            }
            self.end_group();
        }
        if !self.said.insert(said) {
            return Err("two lines below one key say the same");
        }
        self.group_of_lines += 1;
        Ok(())
    }

    fn end_group(&mut self) {
        self.n_groups += u64::from(0 < self.group_of_lines);
        self.n_long_groups += u64::from(1 < self.group_of_lines);
        self.group_of_lines = 0;
        self.said.clear();
    }

    fn finish(&mut self) -> Result<(), &'static str> {
        self.end_group();
        if self.n_groups < 2 || self.n_long_groups < 2 {
            return Err("there are too few groups of lines to tell");
        }
        Ok(())
    }
}

fn hashed(texts: impl Iterator<Item = String>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for text in texts {
        text.hash(&mut hasher);
    }
    hasher.finish()
}
