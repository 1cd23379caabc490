//! What each column of a table means: period, key, name, breakdown, or the values of one indicator.
//!
//! The header above a column of values is its path: period, unit, entries of known breakdowns and the words that remain. Words that
//! remain belong to the name of the indicator, together with the measure above the table and the code of the table, so that the name is
//! the same in every export of the table and no other table has it.

use super::{
    about::{self, Preamble},
    layout::Layout,
    times,
};
use crate::{
    FileError, IndicatorHead, PeriodReading, Place,
    breakdowns::{self, Breakdown},
};

/// A column in front of the values.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Stub {
    /// The period.
    Period,
    /// Month or quarter beside the year.
    PartOfYear,
    /// The key.
    Key,
    /// A name by which a Land is known, where no column holds keys.
    Land,
    /// The name beside the key.
    Name,
    /// Entries of a breakdown with its concept.
    Breakdown(String),
    /// Nothing.
    Blank,
}

/// A column of values.
#[derive(Debug, Clone)]
pub(super) struct ValueColumn {
    /// Counted from 0.
    pub(super) index: usize,
    /// The column beside it with letters about its values.
    pub(super) quality: Option<usize>,
    /// Index into the indicators.
    pub(super) indicator: u32,
    /// Breakdowns that the header names.
    pub(super) entries: Vec<(String, String)>,
    /// The period that the header names.
    pub(super) period: Option<String>,
}

/// All columns.
pub(super) struct Columns {
    pub(super) stubs: Vec<Stub>,
    pub(super) values: Vec<ValueColumn>,
    pub(super) indicators: Vec<IndicatorHead>,
    pub(super) times: times::Times,
    /// The key of the one territory that the whole table is about, where no column names one.
    pub(super) whole: Option<&'static str>,
}

/// What a header line says.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Periods,
    Units,
    /// The name of a breakdown or of the times above all columns.
    Label,
    Path,
}

/// Decides what the columns mean.
pub(super) fn decide(
    layout: &Layout,
    preamble: &Preamble,
    choice: Option<PeriodReading>,
) -> Result<Columns, FileError> {
    let n_stubs = n_stubs(layout)?;
    let stubs = stubs(layout, preamble, n_stubs);
    let mut found = Columns {
        stubs,
        values: Vec::new(),
        indicators: Vec::new(),
        times: times::Times::default(),
        whole: None,
    };
    if !found.stubs.iter().any(|stub| matches!(stub, Stub::Key | Stub::Land)) {
        let is_national = preamble.is_of_germany || preamble.title.contains("Deutschland");
        found.whole = is_national.then_some("DG");
        if found.whole.is_none() {
            return Err(FileError::MissingRole {
                row: layout.header.last().map_or(layout.first_row, |(row, _)| *row),
                columns: "no keys".to_owned(),
                role: "territory",
                examples: "export the table with the keys of the territories (\"Schlüssel anzeigen\")",
            });
        }
    }
    values(layout, preamble, n_stubs, &mut found)?;
    let has_period_column = found.stubs.contains(&Stub::Period);
    let mut times = std::mem::take(&mut found.times);
    for (stub, survey) in found.stubs.iter().zip(&layout.columns) {
        if *stub == Stub::Period && !found.stubs.contains(&Stub::PartOfYear) {
            survey.texts.iter().for_each(|text| times.add(text));
        }
    }
    let of_header = found.values.iter().filter_map(|column| column.period.as_deref());
    of_header
        .chain(preamble.period.as_deref())
        .for_each(|text| times.add(text));
    if !has_period_column && preamble.period.is_none() && found.values.iter().any(|column| column.period.is_none()) {
        return Err(FileError::MissingRole {
            row: layout.header.last().map_or(layout.first_row, |(row, _)| *row),
            columns: "no times".to_owned(),
            role: "period",
            examples: "export the table with the day or the year of the figures",
        });
    }
    times.decide("with the periods", &preamble.title, choice);
    found.times = times;
    Ok(found)
}

/// How many columns stand in front of the values.
fn n_stubs(layout: &Layout) -> Result<usize, FileError> {
    let first_filled = |cells: &[String]| cells.iter().position(|cell| !cell.is_empty());
    let of_header = layout
        .header
        .iter()
        .filter_map(|(_, cells)| first_filled(cells))
        .filter(|first| 0 < *first)
        .min();
    if let Some(n_stubs) = of_header {
        return Ok(n_stubs);
    }
    // The header names every column: values begin behind the last column of texts and keys.
    let is_stub = |index: usize| {
        let survey = &layout.columns[index];
        !survey.holds(survey.n_values) || survey.holds(survey.n_keys) || index == 0 && survey.holds(survey.n_periods)
    };
    let n_stubs = (0..layout.columns.len()).take_while(|index| is_stub(*index)).count();
    if layout.header.is_empty() || n_stubs == 0 || n_stubs == layout.columns.len() {
        return Err(FileError::NoHeader {
            n_lines: layout.first_row,
        });
    }
    Ok(n_stubs)
}

fn stubs(layout: &Layout, preamble: &Preamble, n_stubs: usize) -> Vec<Stub> {
    let surveys = &layout.columns[..n_stubs.min(layout.columns.len())];
    let mut stubs: Vec<Option<Stub>> = surveys
        .iter()
        .map(|survey| (survey.n_filled == 0).then_some(Stub::Blank))
        .collect();
    let find = |stubs: &[Option<Stub>], fits: &dyn Fn(usize) -> bool| {
        (0..stubs.len()).find(|index| stubs[*index].is_none() && fits(*index))
    };
    let key = find(&stubs, &|index| surveys[index].holds(surveys[index].n_keys)).or_else(|| {
        // Keys that lost their zeros: possible keys with names beside them, and not the years in front.
        find(&stubs, &|index| {
            let names = surveys
                .get(index + 1)
                .is_some_and(|next| next.n_values * 10 <= next.n_looked_at && 0 < next.n_looked_at);
            surveys[index].holds(surveys[index].n_possible_keys)
                && names
                && !surveys[index].holds(surveys[index].n_periods)
        })
    });
    if let Some(key) = key {
        stubs[key] = Some(Stub::Key);
        if stubs.get(key + 1) == Some(&None) && surveys[key + 1].n_values * 10 <= surveys[key + 1].n_looked_at {
            stubs[key + 1] = Some(Stub::Name);
        }
    } else if let Some(land) = find(&stubs, &|index| surveys[index].holds(surveys[index].n_lands)) {
        stubs[land] = Some(Stub::Land);
    }
    if let Some(period) = find(&stubs, &|index| surveys[index].holds(surveys[index].n_periods)) {
        stubs[period] = Some(Stub::Period);
        if let Some(part) = find(&stubs, &|index| surveys[index].holds(surveys[index].n_parts_of_year)) {
            stubs[part] = Some(Stub::PartOfYear);
        }
    }
    let mut named: Vec<String> = preamble
        .breakdowns()
        .into_iter()
        .filter(|name| breakdowns::concept(name).is_none())
        .collect();
    let open: Vec<usize> = (0..stubs.len()).filter(|index| stubs[*index].is_none()).collect();
    let known = |index: usize| concept_of_texts(layout, index);
    let n_unknown = open.iter().filter(|index| known(**index).is_none()).count();
    if named.len() != n_unknown {
        named.clear();
    }
    let mut taken: Vec<String> = Vec::new();
    for index in open {
        let header = layout
            .header
            .iter()
            .rev()
            .find_map(|(_, cells)| cells.get(index).filter(|cell| !cell.is_empty()));
        let concept = match (known(index), header) {
            (Some(concept), _) => concept.to_owned(),
            (None, Some(header)) => breakdowns::concept(header).map_or_else(|| plain(header), str::to_owned),
            (None, None) if !named.is_empty() => plain(&named.remove(0)),
            (None, None) => "MERKMAL".to_owned(),
        };
        let mut unique = concept.clone();
        let mut number = 2;
        while taken.contains(&unique) {
            unique = format!("{concept}_{number}");
            number += 1;
        }
        taken.push(unique.clone());
        stubs[index] = Some(Stub::Breakdown(unique));
    }
    stubs.into_iter().map(|stub| stub.unwrap_or(Stub::Blank)).collect()
}

/// The known breakdown that at least half of a column's texts belong to.
fn concept_of_texts(layout: &Layout, index: usize) -> Option<&'static str> {
    let texts = &layout.columns[index].texts;
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    let mut n_totals = 0;
    for text in texts {
        match breakdowns::of(text) {
            Some(Breakdown::Entry(concept, _)) => match counts.iter_mut().find(|(known, _)| *known == concept) {
                Some((_, count)) => *count += 1,
                None => counts.push((concept, 1)),
            },
            Some(Breakdown::Total) => n_totals += 1,
            None => {}
        }
    }
    let (concept, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (texts.len() - n_totals <= 2 * count).then_some(concept)
}

/// A text as part of a breakdown, in the letters and the length that one may have.
pub(super) fn plain(text: &str) -> String {
    let text = crate::table::plain(text);
    if text.len() <= LONGEST {
        return if text.is_empty() { "_".to_owned() } else { text };
    }
    // The end is replaced by a number that the whole text gives, so that two long texts stay two.
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut end = LONGEST - 9;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}_{:08x}", &text[..end], hash >> 32)
}

const LONGEST: usize = 64;

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
            } else if all(&about::is_unit) && (nth + 1 == n_lines || 0 < nth) {
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

/// A period by its place, the breakdown, the unit.
type Key = (u32, Vec<(String, String)>, Option<String>);

fn values(layout: &Layout, preamble: &Preamble, n_stubs: usize, found: &mut Columns) -> Result<(), FileError> {
    let kinds = kinds(layout, preamble, n_stubs);
    let n_columns = layout
        .header
        .iter()
        .map(|(_, cells)| cells.len())
        .max()
        .unwrap_or(0)
        .max(layout.columns.len());
    let lines = spread(layout, &kinds, n_stubs, n_columns);
    let header_row = layout.header.last().map_or(1, |(row, _)| *row);
    let mut keys: Vec<Key> = Vec::new();
    let mut paths: Vec<Vec<&str>> = Vec::new();
    for index in n_stubs..n_columns {
        let has_header = layout
            .header
            .iter()
            .any(|(_, cells)| cells.get(index).is_some_and(|cell| !cell.is_empty()));
        let survey = layout.columns.get(index);
        let n_filled = survey.map_or(0, |survey| survey.n_filled);
        if !has_header {
            if n_filled == 0 {
                continue;
            }
            if let Some(before) = found
                .values
                .last_mut()
                .filter(|before| before.index + 1 == index && before.quality.is_none())
                && survey.is_some_and(|survey| survey.holds(survey.n_flags))
            {
                before.quality = Some(index);
                continue;
            }
            if n_filled * 2 <= layout.n_lines {
                // A few lines are longer than the header; each says so.
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
        let above: Vec<(Kind, &str)> = kinds
            .iter()
            .copied()
            .zip(lines.iter().map(|line| line[index].as_str()))
            .collect();
        let of = |kind: Kind| {
            above
                .iter()
                .filter(move |(one, text)| *one == kind && !text.is_empty())
                .map(|(_, text)| *text)
        };
        let mut period = of(Kind::Periods).next_back().map(str::to_owned);
        let unit = of(Kind::Units)
            .next_back()
            .map(str::to_owned)
            .or_else(|| preamble.unit.clone());
        let path: Vec<&str> = of(Kind::Path).collect();
        let whole: Vec<&str> = above
            .iter()
            .filter(|(kind, text)| matches!(kind, Kind::Path | Kind::Label) && !text.is_empty())
            .map(|(_, text)| *text)
            .collect();
        let mut entries: Vec<(String, String)> = preamble
            .entries
            .iter()
            .map(|(concept, code)| ((*concept).to_owned(), code.clone()))
            .collect();
        let mut words: Vec<&str> = Vec::new();
        for text in path {
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
        let place = Place {
            sheet: 0,
            row: header_row,
            column: index as u32 + 1,
        };
        let name = name(preamble, &words);
        let mut indicator = ensure(found, preamble, &name, unit.as_deref(), &whole, place);
        let key = (indicator, entries.clone(), period.clone());
        if let Some(twin) = keys.iter().position(|known| *known == key) {
            // Totals of two breakdowns above one another may leave the same words; the whole path tells them apart.
            let longer = self::name(preamble, &whole);
            indicator = ensure(found, preamble, &longer, unit.as_deref(), &whole, place);
            let key = (indicator, entries.clone(), period.clone());
            if keys.contains(&key) || paths[twin] == whole {
                return Err(FileError::DuplicateColumn {
                    first: Place {
                        column: found.values[twin].index as u32 + 1,
                        ..place
                    },
                    second: place,
                    what: crate::event::shortened(&longer),
                });
            }
            keys.push(key);
        } else {
            keys.push(key);
        }
        paths.push(whole);
        found.values.push(ValueColumn {
            index,
            quality: None,
            indicator,
            entries,
            period,
        });
    }
    if found.values.is_empty() {
        return Err(FileError::NoHeader {
            n_lines: layout.first_row,
        });
    }
    Ok(())
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
    unit: Option<&str>,
    whole: &[&str],
    place: Place,
) -> u32 {
    let known = found.indicators.iter().position(|head| head.name == name);
    let index = known.unwrap_or_else(|| {
        let path: Vec<&str> = whole.iter().copied().filter(|word| !word.is_empty()).collect();
        let long_name = if path.is_empty() {
            preamble.title.clone()
        } else {
            format!("{} – {}", preamble.title, path.join(" – "))
        };
        found.indicators.push(IndicatorHead {
            name: name.to_owned(),
            long_name: Some(long_name),
            source: preamble.statistic.clone(),
            unit_text: unit.map(str::to_owned),
            unit: unit.and_then(|text| about::unit_of(name, text)),
            place,
            ..IndicatorHead::default()
        });
        found.indicators.len() - 1
    });
    index as u32
}
