//! The tables of a repository told line by line, after they were looked through once (`survey.rs`).

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use encoding_rs::Encoding;
use figures::{
    dimension::DimensionSet,
    number::DecimalSign,
    observation::{Flag, Status},
};

use super::{
    columns::Columns,
    indicators::Indicators,
    meta::Translations,
    survey::{MOST_DIFFERENT, Survey, Territory, about, series_and_unit},
    territory_columns::Said,
    thousands::Thousands,
};
use crate::{
    Cell, Event, FileError, Place, Problem, ReadSeek, Row, SkippedKind, TerritoryText, breakdowns, codes,
    event::shortened,
    limits::Limits,
    period_text::ColumnReading,
    symbols::{self, Meaning, SymbolSet},
    table::cells::{Spelling, decimal_comma},
    territory_names,
    text::{Record, Records},
    workbook::CellContent,
};

/// How platforms write that there is no value.
const NO_VALUE: &[&str] = &["n/a", "na", "nan", "null", "none", "n.a.", "#n/a", "k.a.", "k. a."];

/// A table to tell.
pub(super) struct Table<'a> {
    pub(super) sheet: u16,
    pub(super) survey: &'a Survey,
    pub(super) periods: &'a ColumnReading,
    pub(super) indicators: &'a Indicators,
    /// The territory of lines that name none.
    pub(super) territory: Option<&'a Territory>,
}

/// Signs of offices in place of values, with how often and where first.
#[derive(Debug, Default)]
struct Signs(BTreeMap<String, (u64, Place)>);

impl Signs {
    fn add(&mut self, sign: &str, place: Place) {
        self.0.entry(sign.to_owned()).or_insert((0, place)).0 += 1;
    }

    fn notes(self) -> impl Iterator<Item = (Place, Problem)> {
        self.0.into_iter().map(|(sign, (n, place))| {
            let message = format!(
                "{n} values are \"{sign}\", by which the statistical offices say that there is no number; they were taken as missing"
            );
            (place, Problem::new("sign_of_offices", &sign, message))
        })
    }
}

/// Tells the rows of one table after the other.
pub(super) struct Teller<'a> {
    sink: &'a mut dyn FnMut(Event),
    spelling: Spelling,
    pub(super) words: Translations,
    territories: HashMap<Territory, u32>,
    n_territories: u32,
    sets: HashMap<DimensionSet, u32>,
    remarks: HashMap<String, Arc<str>>,
    thousands: Thousands,
    signs: Signs,
}

impl<'a> Teller<'a> {
    pub(super) fn new(sink: &'a mut dyn FnMut(Event), symbols: Option<SymbolSet>) -> Self {
        Self {
            sink,
            spelling: Spelling {
                sign: Some(DecimalSign::Point),
                symbols,
                is_typed: false,
            },
            words: Translations::default(),
            territories: HashMap::new(),
            n_territories: 0,
            sets: HashMap::from([(DimensionSet::default(), 0)]),
            remarks: HashMap::new(),
            thousands: Thousands::default(),
            signs: Signs::default(),
        }
    }

    /// Tells a whole table.
    pub(super) fn table(
        &mut self,
        input: &mut dyn ReadSeek,
        encoding: &'static Encoding,
        delimiter: u8,
        table: &Table<'_>,
        limits: &Limits,
    ) -> Result<(), FileError> {
        let mut records = Records::new(input, encoding, delimiter, limits)?;
        let mut record = Record::default();
        let mut n_blank = 0;
        for (column, note) in table.survey.territories.notes.iter().cloned() {
            let (sheet, row, column) = (table.sheet, 1, column as u32 + 1);
            let place = Place { sheet, row, column };
            (self.sink)(Event::Note { place, note });
        }
        records.next(&mut record)?;
        (self.sink)(Event::Skipped {
            kind: SkippedKind::Header,
            n_lines: 1,
        });
        while records.next(&mut record)? {
            if record.is_blank() {
                n_blank += 1;
            } else {
                self.line(&record, table)?;
            }
        }
        if let Some((place, note)) = std::mem::take(&mut self.thousands).note() {
            (self.sink)(Event::Note { place, note });
        }
        for (place, note) in std::mem::take(&mut self.signs).notes() {
            (self.sink)(Event::Note { place, note });
        }
        if 0 < n_blank {
            (self.sink)(Event::Skipped {
                kind: SkippedKind::Blank,
                n_lines: n_blank,
            });
        }
        Ok(())
    }

    /// Tells a table that cannot be read as one rejected row, so that it is missed by nobody.
    pub(super) fn unreadable(&mut self, sheet: u16, problem: Problem, territory: Option<&Territory>) {
        let place = Place {
            sheet,
            row: 1,
            column: 1,
        };
        let nobody = || Territory {
            text: String::new(),
            name: Some(problem.text.to_string()),
        };
        let territory = self.announced(territory.cloned().unwrap_or_else(nobody), place);
        (self.sink)(Event::Row(Row {
            place,
            indicator: 0,
            territory,
            dimensions: 0,
            period: Err(problem.clone()),
            value: Cell::Unreadable(problem),
            repair: None,
            remark: None,
        }));
    }

    fn line(&mut self, record: &Record, table: &Table<'_>) -> Result<(), FileError> {
        let columns = &table.survey.columns;
        let place = Place {
            sheet: table.sheet,
            row: record.row,
            column: columns.value as u32 + 1,
        };
        let (territory, abroad) = self.territory(record, table);
        let (dimensions, flaw) = match self.dimensions(record, table.survey)? {
            Ok(index) => (index, None),
            Err(problem) => (0, Some(problem)),
        };
        let flaw = shifted(record, columns).or(abroad).or(flaw);
        let (value, remark) = match flaw {
            Some(problem) => (Cell::Unreadable(problem), None),
            None => self.value(record, columns, place),
        };
        let (series, unit) = series_and_unit(columns, record);
        let remark = remark.map(|remark| self.shared(remark));
        let indicator = table.indicators.of(table.sheet, &series, &unit);
        if matches!(value, Cell::Number(_) | Cell::NumberWithStatus(..)) {
            let text = record.field(columns.value).trim();
            self.thousands.add((indicator, territory, dimensions), text, place);
        }
        (self.sink)(Event::Row(Row {
            place,
            indicator,
            territory,
            dimensions,
            period: table.periods.read(record.field(columns.year).trim()),
            value,
            repair: None,
            remark,
        }));
        Ok(())
    }

    /// The territory of a line, announced when it is new, and why its figures are not taken.
    fn territory(&mut self, record: &Record, table: &Table<'_>) -> (u32, Option<Problem>) {
        let survey = table.survey;
        let mut abroad = None;
        let mut beside = survey
            .territories
            .beside
            .iter()
            .map(|place| record.field(*place).trim());
        let name = beside.rfind(|name| !name.is_empty()).unwrap_or_default();
        let code = survey.columns.geocode.map_or("", |place| record.field(place).trim());
        let (found, column) = if !code.is_empty() {
            let name = Some(name.to_owned()).filter(|name| !name.is_empty());
            let text = code.to_owned();
            (Territory { text, name }, survey.columns.geocode)
        } else {
            let of_file = || table.territory.cloned();
            match survey.territories.said(record) {
                Said::Territory(territory, column) => (territory, Some(column)),
                Said::Nothing => (of_file().unwrap_or_else(|| Territory::key("")), None),
                Said::Abroad(name, column) => {
                    abroad = Some(territory_names::abroad(&name));
                    let named = Territory {
                        text: String::new(),
                        name: Some(name),
                    };
                    (of_file().unwrap_or(named), Some(column))
                }
            }
        };
        let place = Place {
            sheet: table.sheet,
            row: record.row,
            column: column.map_or(1, |place| place as u32 + 1),
        };
        (self.announced(found, place), abroad)
    }

    fn announced(&mut self, found: Territory, place: Place) -> u32 {
        if let Some(index) = self.territories.get(&found) {
            return *index;
        }
        let index = self.n_territories;
        self.n_territories += 1;
        (self.sink)(Event::Territory(TerritoryText {
            text: found.text.clone(),
            name: found.name.clone(),
            level: None,
            place,
        }));
        if self.territories.len() < MOST_DIFFERENT {
            self.territories.insert(found, index);
        }
        index
    }

    fn dimensions(&mut self, record: &Record, survey: &Survey) -> Result<Result<u32, Problem>, FileError> {
        let mut set = DimensionSet::default();
        let has_totals = survey.totals.are_alone(&about(record, &survey.columns));
        for (place, concept) in &survey.columns.dimensions {
            let text = record.field(*place).trim();
            let is_total = has_totals && breakdowns::is_total_of(concept, text);
            if text.is_empty() || is_total || survey.territories.has(*place) {
                continue;
            }
            if let Err(error) = set.insert(concept, &codes::code(concept, text)) {
                let header = shortened(&survey.columns.names[*place]);
                let message = format!("column \"{header}\": {error}");
                return Ok(Err(Problem::new("dimension", text, message)));
            }
        }
        if let Some(index) = self.sets.get(&set) {
            return Ok(Ok(*index));
        }
        if MOST_DIFFERENT <= self.sets.len() {
            return Err(FileError::Mapping(format!(
                "its breakdowns have more than {MOST_DIFFERENT} different entries, too many for a breakdown"
            )));
        }
        let index = self.sets.len() as u32;
        (self.sink)(Event::Dimensions(set.clone()));
        for (place, concept) in &survey.columns.dimensions {
            if let Some(code) = set.code(concept) {
                let of_concept = codes::words(concept, "", &survey.columns.names[*place]);
                let of_code = codes::words(concept, code, record.field(*place).trim());
                for words in of_concept.into_iter().chain(of_code) {
                    (self.sink)(Event::Words(words));
                }
            }
        }
        self.sets.insert(set, index);
        Ok(Ok(index))
    }

    /// Value, status and remark of a line.
    fn value(&mut self, record: &Record, columns: &Columns, place: Place) -> (Cell, Option<String>) {
        let text = record.field(columns.value).trim();
        let is_blank = text.is_empty() || NO_VALUE.contains(&text.to_lowercase().as_str());
        let sign = symbols::missing(text).filter(|_| self.spelling.symbols.is_none());
        let mut cell = if is_blank {
            Cell::Missing(Status::NOT_KNOWN)
        } else if let Some(status) = sign {
            self.signs.add(text, place);
            Cell::Missing(status)
        } else {
            self.spelling.value(CellContent::Text(text)).0
        };
        let mut remarks: Vec<String> = Vec::new();
        let said = columns.status.map_or("", |place| record.field(place).trim());
        match status(said) {
            Some(status) => cell = with(cell, status),
            None => remarks.extend(Some(said.to_owned()).filter(|said| !said.is_empty())),
        }
        for place in &columns.remarks {
            let comment = self.words.said(record.field(*place).trim());
            match (
                SymbolSet::GERMAN
                    .meaning(&comment)
                    .or_else(|| SymbolSet::GERMAN.behind(&comment)),
                &cell,
            ) {
                _ if comment.is_empty() || remarks.contains(&comment) => {}
                (Some(Meaning::Missing(status)), Cell::Missing(_)) => cell = Cell::Missing(status),
                (Some(Meaning::Flagged(status)), Cell::Number(_) | Cell::NumberWithStatus(..)) => {
                    cell = with(cell, status);
                }
                _ => remarks.push(comment),
            }
        }
        (cell, (!remarks.is_empty()).then(|| remarks.join("; ")))
    }

    /// The same remark on many values is kept once.
    fn shared(&mut self, remark: String) -> Arc<str> {
        if let Some(known) = self.remarks.get(&remark) {
            return Arc::clone(known);
        }
        let shared: Arc<str> = remark.as_str().into();
        if self.remarks.len() < MOST_DIFFERENT {
            self.remarks.insert(remark, Arc::clone(&shared));
        }
        shared
    }
}

/// More cells than the header has names, or none for the value.
fn shifted(record: &Record, columns: &Columns) -> Option<Problem> {
    let n_names = columns.names.len();
    let extra = (n_names..record.len()).find(|place| !record.field(*place).trim().is_empty());
    if let Some(extra) = extra {
        let is_last = columns.value + 1 == n_names && extra == n_names;
        let is_alone = (extra + 1..record.len()).all(|place| record.field(place).trim().is_empty());
        if let Some(problem) =
            decimal_comma(record.field(columns.value), record.field(extra)).filter(|_| is_last && is_alone)
        {
            return Some(problem);
        }
        let message = format!(
            "line {} has {} cells and the header {n_names}; a cell too many has moved the values, put texts that hold a comma in quotation marks",
            record.row,
            extra + 1,
        );
        return Some(Problem::new("shifted", record.field(extra), message));
    }
    (record.len() <= columns.value).then(|| {
        let message = format!(
            "line {} has {} cells and the header {n_names}; the line is cut off, export the file again",
            record.row,
            record.len(),
        );
        Problem::new("cut_off", &record.len().to_string(), message)
    })
}

/// A status in letters of SDMX or in the words that platforms use. `None` for other words.
fn status(said: &str) -> Option<Status> {
    let one = |flag| Some(Status::NORMAL.with(flag));
    match said.to_lowercase().as_str() {
        "" | "normal" | "normal value" | "undefined" | "normaler wert" => Some(Status::NORMAL),
        "missing" | "missing value" => one(Flag::NotKnown),
        "missing value; suppressed" | "missing value; data were suppressed" | "suppressed" => one(Flag::Suppressed),
        "provisional" | "provisional value" | "vorläufig" => one(Flag::Provisional),
        "estimated" | "estimated value" | "geschätzt" => one(Flag::Estimated),
        "low reliability" => one(Flag::LowReliability),
        "break" | "time series break" | "zeitreihenbruch" => one(Flag::Break),
        _ => said.parse().ok(),
    }
}

fn with(cell: Cell, status: Status) -> Cell {
    match cell {
        Cell::Number(number) if status == Status::NORMAL => Cell::Number(number),
        Cell::Number(number) => Cell::NumberWithStatus(number, status),
        Cell::NumberWithStatus(number, own) => Cell::NumberWithStatus(number, status.flags().fold(own, Status::with)),
        Cell::Missing(_) if status != Status::NORMAL => Cell::Missing(status),
        other => other,
    }
}
