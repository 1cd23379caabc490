//! A look at a file before it is taken: what was detected, what the first rows mean, and what is still missing, in words.
//!
//! For the page on which a person says what the columns mean. The look is at the beginning of the file only and writes nothing; it
//! works also where reading fails, because that is when it is needed. The [`Preview::fingerprint`] names the layout, so that what a
//! person has corrected can be remembered for the next file of the same kind.

use figures::{observation::Status, territory::Level};
use serde::Serialize;

use crate::{
    Cell, CodeWords, DeliveryHead, Event, FileError, Format, Place, Problem, ReadOptions, ReadSeek, Row, TerritoryText,
    limits::Limits,
    table::{self, Mapping, Role},
};

/// How many rows are shown.
pub const N_ROWS: usize = 10;
/// Files of other formats above this size are not read for their first rows.
const LARGEST_WHOLE: u64 = 32 * 1024 * 1024;

/// What can be said about a file before it is taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// The format that reads it.
    pub format: &'static str,
    /// The layout in words.
    pub layout: String,
    /// What was detected.
    pub detected: Vec<(String, String)>,
    /// The sheets of a workbook.
    pub sheets: Vec<Sheet>,
    /// The line with the names of the columns; of several lines the last.
    pub header_row: Option<u32>,
    /// The columns of a generic table; empty for formats whose columns are fixed.
    pub columns: Vec<Column>,
    /// The first lines as they stand in the file, titles and header included, with their numbers.
    pub lines: Vec<(u32, Vec<String>)>,
    /// The first rows as they would be taken.
    pub rows: Vec<InterpretedRow>,
    /// A word for the layout: the same for every file with the same columns. `None` when no mapping could be used again.
    pub fingerprint: Option<String>,
    /// What a person still has to say before the file can be taken; empty when nothing is missing.
    pub missing: Vec<Problem>,
    /// The mapping with which the rows were read.
    pub mapping: Mapping,
    /// What concepts and codes of breakdowns are called.
    pub words: Vec<CodeWords>,
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// How many rows it has.
    pub n_rows: u32,
    /// How many columns it has.
    pub n_columns: u32,
    /// Whether the rows come from it.
    pub is_read: bool,
}

/// A column of a generic table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Counted from 1.
    pub number: u32,
    /// Its name in the header.
    pub name: String,
    /// What it means.
    pub role: Role,
    /// How sure that is.
    pub certainty: Certainty,
    /// Why.
    pub reason: Reason,
    /// The first entries.
    pub examples: Vec<String>,
}

/// How sure the meaning of a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// A person has said so.
    Chosen,
    /// The name of the column says it.
    Sure,
    /// The entries suggest it; a person should look.
    Likely,
}

/// Why a column means what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A person has said so.
    Chosen,
    /// Its name is a known word.
    Name,
    /// Its name may mean two things and the entries decide.
    NameAndEntries,
    /// Its name is a period.
    NameIsPeriod,
    /// Nothing but its entries.
    Entries,
    /// Another column means this already.
    SecondOfItsKind,
    /// Nothing of use was recognised.
    Nothing,
}

/// A row as it would be taken.
#[derive(Debug, Clone, PartialEq)]
pub struct InterpretedRow {
    /// The value's cell.
    pub place: Place,
    /// The key of the territory as it stands there.
    pub territory: String,
    /// The name beside it.
    pub territory_name: Option<String>,
    /// The level that the file states.
    pub level: Option<Level>,
    /// The period as SDMX writes it, or why it is none.
    pub period: Result<String, Problem>,
    /// The indicator; empty when the file names none.
    pub indicator: String,
    /// The unit in the words of the file or as a code.
    pub unit: Option<String>,
    /// The breakdown; empty for the total.
    pub breakdown: String,
    /// The number, nothing when it is missing, or why the cell is neither.
    pub value: Result<Option<figures::number::Number>, Problem>,
    /// Flags; why a value is missing.
    pub status: Status,
    /// What the publisher remarks.
    pub remark: Option<String>,
}

/// Looks at a file. An error means that no format can say anything about it.
pub fn preview(
    input: &mut dyn ReadSeek,
    name_hint: Option<&str>,
    options: &ReadOptions,
    limits: &Limits,
) -> Result<Preview, FileError> {
    let format = crate::open(input, name_hint, limits)?;
    if format.id() == Format::id(&table::Table) {
        return table::preview(input, options, limits);
    }
    let size = input.seek(std::io::SeekFrom::End(0))?;
    input.seek(std::io::SeekFrom::Start(0))?;
    let mut listener = Listener::default();
    let mut missing = Vec::new();
    if size <= LARGEST_WHOLE {
        match format.read(input, options, limits, &mut |event| listener.hear(event)) {
            Ok(()) => {}
            Err(FileError::TerritoryUnknown) => missing.push(missing_territory()),
            Err(error) => return Err(error),
        }
    }
    missing.extend(listener.missing_indicator());
    let head = listener.head.unwrap_or_default();
    Ok(Preview {
        format: format.id(),
        layout: head.layout.clone(),
        detected: head.detected.clone(),
        sheets: head
            .sheets
            .iter()
            .map(|name| Sheet {
                name: name.clone(),
                n_rows: 0,
                n_columns: 0,
                is_read: true,
            })
            .collect(),
        header_row: None,
        columns: Vec::new(),
        lines: Vec::new(),
        rows: listener.rows,
        fingerprint: None,
        missing,
        mapping: options.mapping.clone().unwrap_or_default(),
        words: head.words.into_iter().chain(listener.words).collect(),
    })
}

/// Listens to a reader and keeps the first rows.
#[derive(Default)]
pub(crate) struct Listener {
    pub(crate) head: Option<DeliveryHead>,
    territories: Vec<TerritoryText>,
    breakdowns: Vec<String>,
    pub(crate) words: Vec<CodeWords>,
    pub(crate) rows: Vec<InterpretedRow>,
}

impl Listener {
    pub(crate) fn hear(&mut self, event: Event) {
        let is_full = N_ROWS <= self.rows.len();
        match event {
            Event::Delivery(head) => self.head = Some(*head),
            Event::Territory(text) if !is_full => self.territories.push(text),
            Event::Dimensions(set) if !is_full => self.breakdowns.push(set.to_string()),
            Event::Words(words) if !is_full => self.words.push(words),
            Event::Row(row) if !is_full => {
                let row = self.interpreted(row);
                self.rows.push(row);
            }
            _ => {}
        }
    }

    fn interpreted(&self, row: Row) -> InterpretedRow {
        let territory = self.territories.get(row.territory as usize);
        let head = self
            .head
            .as_ref()
            .and_then(|head| head.indicators.get(row.indicator as usize));
        let breakdown = (row.dimensions as usize)
            .checked_sub(1)
            .and_then(|index| self.breakdowns.get(index));
        let (value, status) = match row.value {
            Cell::Number(number) => (Ok(Some(number)), Status::NORMAL),
            Cell::NumberWithStatus(number, status) => (Ok(Some(number)), status),
            Cell::Missing(status) => (Ok(None), status),
            Cell::Unreadable(problem) => (Err(problem), Status::NORMAL),
        };
        InterpretedRow {
            place: row.place,
            territory: territory.map_or_else(String::new, |one| one.text.trim().to_owned()),
            territory_name: territory.and_then(|one| one.name.clone()),
            level: territory.and_then(|one| one.level),
            period: row.period.map(|period| period.to_string()),
            indicator: head.map_or_else(String::new, |head| head.name.clone()),
            unit: head.and_then(|head| {
                head.unit_text
                    .clone()
                    .or_else(|| head.unit.map(|unit| unit.code().to_owned()))
            }),
            breakdown: breakdown.cloned().unwrap_or_default(),
            value,
            status,
            remark: row.remark.map(|remark| remark.to_string()),
        }
    }

    /// That an indicator has no name.
    pub(crate) fn missing_indicator(&self) -> Option<Problem> {
        let head = self.head.as_ref()?;
        head.indicators.iter().any(|one| one.name.is_empty()).then(|| {
            Problem::new(
                "missing_indicator",
                "",
                "the file does not say which indicator its values are of; give its name",
            )
        })
    }
}

/// That nothing says which territory the values are about.
pub(crate) fn missing_territory() -> Problem {
    Problem::new(
        "missing_territory",
        "",
        "no column says which territory the values are about; choose the column with the keys, or name the one territory of the file",
    )
}
