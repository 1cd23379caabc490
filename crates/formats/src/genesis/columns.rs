//! What each column of a table means: period, key, name and breakdown in front, the values of an indicator behind
//! ([`super::value_columns`]).

use super::{about::Preamble, layout::Layout, times, value_columns};
use crate::{
    FileError, IndicatorHead, PeriodReading,
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
            return Err(FileError::Unsaid {
                row: layout.header.last().map_or(layout.first_row, |(row, _)| *row),
                role: "territory",
                seen: seen(layout, n_stubs),
                remedy: "export the table with the keys of the territories (\"Schlüssel anzeigen\")",
            });
        }
    }
    value_columns::read(layout, preamble, n_stubs, &mut found)?;
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
        return Err(FileError::Unsaid {
            row: layout.header.last().map_or(layout.first_row, |(row, _)| *row),
            role: "period",
            seen: seen(layout, n_stubs),
            remedy: "export the table with the day or the year of the figures",
        });
    }
    times.decide("with the periods", &preamble.title, choice);
    found.times = times;
    Ok(found)
}

/// The first texts in front of the figures, by which a person knows which columns were looked at.
fn seen(layout: &Layout, n_stubs: usize) -> String {
    let texts = layout
        .columns
        .iter()
        .take(n_stubs)
        .flat_map(|column| column.texts.iter().take(2));
    let texts: Vec<String> = texts
        .take(4)
        .map(|text| format!("\"{}\"", crate::event::shortened(text)))
        .collect();
    texts.join(", ")
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
    } else if let Some(land) = find(&stubs, &|index| {
        0 < surveys[index].n_lands && surveys[index].holds(surveys[index].n_lands + surveys[index].n_totals)
    }) {
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
