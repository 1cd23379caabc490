//! What the columns of values measure.
//!
//! The header above a column of values is its path: period, unit, entries of known breakdowns and the words that remain. Words that
//! remain belong to the name of the indicator, together with the measure above the table and the code of the table, so that the name is
//! the same in every export of the table and no other table has it. Where the same words stand over figures in several units, the unit
//! belongs to the name as well.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    about::Preamble,
    columns::{Columns, ValueColumn},
    layout::{Layout, Survey},
    stated_units, times,
};
use crate::{
    FileError, IndicatorHead, Place,
    breakdowns::{self, Breakdown},
    symbols::SymbolSet,
    units,
};

/// What a header line says.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Periods,
    Units,
    /// The name of a breakdown or of the times above all columns.
    Label,
    Path,
}

fn kinds(layout: &Layout, preamble: &Preamble, n_stubs: usize) -> Vec<Kind> {
    let n_lines = layout.header.len();
    let cells = |cells: &[String]| -> Vec<String> {
        cells
            .iter()
            .skip(n_stubs)
            .filter(|cell| !cell.is_empty())
            .cloned()
            .collect()
    };
    layout
        .header
        .iter()
        .enumerate()
        .map(|(nth, (_, line))| {
            let filled = cells(line);
            let all = |fits: &dyn Fn(&str) -> bool| !filled.is_empty() && filled.iter().all(|cell| fits(cell));
            let is_uniform = filled.windows(2).all(|pair| pair[0] == pair[1]);
            if all(&|cell| times::is_period(cell)) {
                Kind::Periods
            } else if (nth + 1 == n_lines || 0 < nth) && are_units(&filled) {
                Kind::Units
            } else if filled.is_empty()
                || all(&times::is_label)
                || nth + 1 < n_lines && is_uniform && 1 < filled.len() && preamble.measure.is_some()
            {
                Kind::Label
            } else {
                Kind::Path
            }
        })
        .collect()
}

/// Whether a line is one of units: all are, or some are known and whatever else stands there is written like one or is in the minority.
/// `Euro 6` is the class of a car and only looks like a unit.
fn are_units(filled: &[String]) -> bool {
    let all = |fits: &dyn Fn(&str) -> bool| filled.iter().all(|cell| fits(cell));
    let n_known = filled.iter().filter(|cell| stated_units::unit(cell).is_some()).count();
    !filled.is_empty() && all(&stated_units::is_unit)
        || 0 < n_known && (all(&stated_units::looks_like_unit) || filled.len() < 2 * n_known)
}

/// An indicator, its breakdown and its period.
type Key = (u32, Vec<(String, String)>, Option<String>);

/// A column of values before its indicator has a name.
struct Draft<'a> {
    index: usize,
    quality: Option<usize>,
    entries: Vec<(String, String)>,
    period: Option<String>,
    unit: Option<String>,
    /// Words that remain.
    words: Vec<&'a str>,
    /// All words above the column.
    whole: Vec<&'a str>,
}

/// Reads the columns behind the first `n_stubs`.
pub(super) fn read(layout: &Layout, preamble: &Preamble, n_stubs: usize, found: &mut Columns) -> Result<(), FileError> {
    let kinds = kinds(layout, preamble, n_stubs);
    let n_columns = layout
        .header
        .iter()
        .map(|(_, cells)| cells.len())
        .max()
        .unwrap_or(0)
        .max(layout.columns.len());
    let lines = spread(layout, &kinds, n_stubs, n_columns);
    let drafts = drafts(layout, preamble, &kinds, &lines, n_stubs)?;
    if drafts.is_empty() {
        return Err(FileError::NoHeader {
            n_lines: layout.first_row,
        });
    }
    let mut units: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for draft in &drafts {
        let unit = draft.unit.as_deref().unwrap_or_default();
        units.entry(name(preamble, &draft.words)).or_default().insert(unit);
    }
    let header_row = layout.header.last().map_or(1, |(row, _)| *row);
    let mut keys: Vec<Key> = Vec::new();
    for draft in &drafts {
        let place = Place {
            sheet: 0,
            row: header_row,
            column: draft.index as u32 + 1,
        };
        let name = name(preamble, &draft.words);
        let has_several = units.get(&name).is_some_and(|units| 1 < units.len());
        let mut indicator = ensure(found, preamble, &name, draft, has_several, place);
        let key = |indicator| (indicator, draft.entries.clone(), draft.period.clone());
        if let Some(twin) = keys.iter().position(|known| *known == key(indicator)) {
            // Totals of two breakdowns above one another may leave the same words; the whole path tells them apart.
            let longer = self::name(preamble, &draft.whole);
            indicator = ensure(found, preamble, &longer, draft, has_several, place);
            if keys.contains(&key(indicator)) || drafts[twin].whole == draft.whole {
                return Err(FileError::DuplicateColumn {
                    first: Place {
                        column: drafts[twin].index as u32 + 1,
                        ..place
                    },
                    second: place,
                    what: crate::event::shortened(&longer),
                });
            }
        }
        keys.push(key(indicator));
        found.values.push(ValueColumn {
            index: draft.index,
            quality: draft.quality,
            indicator,
            entries: draft.entries.clone(),
            period: draft.period.clone(),
        });
    }
    Ok(())
}

fn drafts<'a>(
    layout: &Layout,
    preamble: &Preamble,
    kinds: &[Kind],
    lines: &'a [Vec<String>],
    n_stubs: usize,
) -> Result<Vec<Draft<'a>>, FileError> {
    let n_columns = lines.first().map_or(0, Vec::len);
    let mut drafts: Vec<Draft<'a>> = Vec::new();
    let has_pairs = has_pairs(layout, lines, n_stubs);
    for index in n_stubs..n_columns {
        let has_header = layout
            .header
            .iter()
            .any(|(_, cells)| cells.get(index).is_some_and(|cell| !cell.is_empty()));
        let survey = layout.columns.get(index);
        let n_filled = survey.map_or(0, |survey| survey.n_filled);
        let is_beside = drafts
            .last()
            .is_some_and(|before| before.index + 1 == index && before.quality.is_none());
        let is_quality = match has_header {
            false => survey.is_some_and(|survey| survey.holds(survey.n_flags)),
            true => has_pairs && is_same_header(lines, index) && survey.is_none_or(holds_signs),
        };
        if let Some(before) = drafts.last_mut().filter(|_| is_beside && is_quality) {
            before.quality = Some(index);
            continue;
        }
        if !has_header {
            // Nothing, or a few lines that are longer than the header; each says so.
            if n_filled * 2 <= layout.n_lines {
                continue;
            }
            return Err(FileError::HeaderColumn {
                sheet: "of the table".to_owned(),
                place: Place {
                    sheet: 0,
                    row: layout.first_row,
                    column: index as u32 + 1,
                },
                detail: "figures stand in a column without a header".to_owned(),
            });
        }
        drafts.push(draft(preamble, kinds, lines, index));
    }
    Ok(drafts)
}

/// What the header says about one column.
fn draft<'a>(preamble: &Preamble, kinds: &[Kind], lines: &'a [Vec<String>], index: usize) -> Draft<'a> {
    let above: Vec<(Kind, &'a str)> = kinds
        .iter()
        .zip(lines.iter().map(|line| line[index].as_str()))
        .map(|(kind, text)| match kind {
            Kind::Units if !stated_units::looks_like_unit(text) => (Kind::Path, text),
            kind => (*kind, text),
        })
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let of = |kind: Kind| above.iter().filter(move |(one, _)| *one == kind).map(|(_, text)| *text);
    let mut period = of(Kind::Periods).next_back().map(str::to_owned);
    let unit = of(Kind::Units)
        .next_back()
        .map(str::to_owned)
        .or_else(|| preamble.unit.clone());
    let whole = above
        .iter()
        .filter(|(kind, _)| matches!(kind, Kind::Path | Kind::Label))
        .map(|(_, text)| *text)
        .collect();
    let mut entries: Vec<(String, String)> = preamble
        .entries
        .iter()
        .map(|(concept, code)| ((*concept).to_owned(), code.clone()))
        .collect();
    let mut words: Vec<&str> = Vec::new();
    for text in of(Kind::Path) {
        // Quarters and months above or below a year are no part of the name.
        let year = period.as_deref().unwrap_or_default();
        if let Some(whole) = crate::table::part_of_year(text, times::bare(year).0) {
            period = Some(whole);
            continue;
        }
        match breakdowns::of(text) {
            Some(Breakdown::Total) => {}
            Some(Breakdown::Entry(concept, code)) if entries.iter().all(|(known, _)| known != concept) => {
                entries.push((concept.to_owned(), code));
            }
            _ if words.last() == Some(&text) => {}
            _ => words.push(text),
        }
    }
    Draft {
        index,
        quality: None,
        entries,
        period,
        unit,
        words,
        whole,
    }
}

/// Whether each column of values has one of letters beside it, under the same header: newer exports with signs of quality.
fn has_pairs(layout: &Layout, lines: &[Vec<String>], n_stubs: usize) -> bool {
    let letter = |text: &String| SymbolSet::GENESIS.behind(text).is_some();
    (n_stubs + 1..layout.columns.len()).any(|index| {
        let survey = &layout.columns[index];
        is_same_header(lines, index) && holds_signs(survey) && survey.texts.iter().any(letter)
    })
}

fn is_same_header(lines: &[Vec<String>], index: usize) -> bool {
    lines
        .iter()
        .all(|line| 0 < index && line.get(index) == line.get(index - 1))
}

/// Whether nothing but signs stands in a column.
fn holds_signs(survey: &Survey) -> bool {
    survey.n_flags == survey.n_looked_at
}

/// The header lines with blanks filled from the left, as where cells were merged; the last line stays as it is.
fn spread(layout: &Layout, kinds: &[Kind], n_stubs: usize, n_columns: usize) -> Vec<Vec<String>> {
    let n_lines = layout.header.len();
    let last_path = kinds.iter().rposition(|kind| *kind == Kind::Path);
    layout
        .header
        .iter()
        .enumerate()
        .map(|(nth, (_, cells))| {
            let mut line: Vec<String> = (0..n_columns)
                .map(|index| cells.get(index).cloned().unwrap_or_default())
                .collect();
            let n_filled = line.iter().skip(n_stubs).filter(|cell| !cell.is_empty()).count();
            let is_single_unit = kinds[nth] == Kind::Units && n_filled == 1;
            if is_single_unit
                || kinds[nth] != Kind::Units
                    && nth + 1 < n_lines
                    && last_path.is_none_or(|last| nth < last || kinds[nth] == Kind::Periods)
            {
                for index in n_stubs + 1..n_columns {
                    if line[index].is_empty() {
                        line[index] = line[index - 1].clone();
                    }
                }
            }
            line
        })
        .collect()
}

/// The name of the indicator in words that every export of the table has.
fn name(preamble: &Preamble, words: &[&str]) -> String {
    let mut parts: Vec<&str> = Vec::new();
    if let Some(measure) = &preamble.measure {
        parts.push(measure);
    }
    parts.extend(words.iter().filter(|word| Some(**word) != preamble.measure.as_deref()));
    if parts.is_empty() {
        parts.push(&preamble.title);
    }
    let mut name = parts.join(": ");
    for fixed in preamble.fixed.iter().filter(|fixed| !fixed.starts_with("Gebietsstand")) {
        name.push_str("; ");
        name.push_str(fixed);
    }
    if preamble.code.is_empty() {
        name
    } else {
        format!("{name} ({})", preamble.code)
    }
}

fn ensure(
    found: &mut Columns,
    preamble: &Preamble,
    name: &str,
    draft: &Draft<'_>,
    has_several_units: bool,
    place: Place,
) -> u32 {
    let stated = draft.unit.as_deref().map(|text| stated_units::stated(name, text));
    let (unit, unit_text) = stated.map_or((None, None), |(unit, words)| (unit, Some(words)));
    let name = units::told_apart(name, unit_text.as_deref().unwrap_or_default(), has_several_units);
    let known = found.indicators.iter().position(|head| head.name == name);
    let index = known.unwrap_or_else(|| {
        let long_name = if draft.whole.is_empty() {
            preamble.title.clone()
        } else {
            format!("{} – {}", preamble.title, draft.whole.join(" – "))
        };
        found.indicators.push(IndicatorHead {
            name,
            long_name: Some(long_name),
            source: preamble.statistic.clone(),
            unit_text,
            unit,
            place,
            ..IndicatorHead::default()
        });
        found.indicators.len() - 1
    });
    index as u32
}
