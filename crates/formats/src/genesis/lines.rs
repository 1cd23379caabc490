//! Tells the lines of a table: territory, breakdown, period and one row for each column of values.

use std::collections::HashMap;

use figures::{
    dimension::DimensionSet,
    number::{DecimalSign, Number},
    period::Period,
};

use super::{
    about::Preamble,
    columns::{self, Columns, Stub},
    kind_of,
    layout::Layout,
    records,
};
use crate::{
    Cell, Event, FileError, Place, Problem, ReadSeek, Row, SkippedKind, TerritoryText,
    breakdowns::{self, Breakdown},
    codes,
    event::shortened,
    lands,
    limits::Limits,
    symbols::{self, SymbolSet},
    text::{LOST, Record},
};

/// Most different territories or breakdowns that are announced once only; beyond, they are announced again.
const MOST_REMEMBERED: usize = 200_000;

/// Tells everything behind the head of the delivery.
#[expect(
    clippy::too_many_arguments,
    reason = "one call, and each is one thing that was found out before"
)]
pub(super) fn tell(
    input: &mut dyn ReadSeek,
    layout: &Layout,
    preamble: &Preamble,
    columns: &Columns,
    sign: DecimalSign,
    symbols: SymbolSet,
    limits: &Limits,
    sink: &mut dyn FnMut(Event),
) -> Result<(), FileError> {
    let mut teller = Teller {
        sink,
        columns,
        common: preamble.period.as_deref().map(|text| columns.times.read(text)),
        sign,
        symbols,
        n_columns: columns
            .values
            .iter()
            .map(|column| column.quality.unwrap_or(column.index) + 1)
            .max()
            .unwrap_or(0),
        territories: HashMap::new(),
        n_territories: 0,
        sets: HashMap::from([(DimensionSet::default(), 0)]),
        periods: HashMap::new(),
        skipped: None,
    };
    let mut records = records(input, layout, limits)?;
    let mut record = Record::default();
    while records.next(&mut record)? {
        match kind_of(layout, &record) {
            Some(kind) => teller.skip(kind),
            None => teller.line(&record),
        }
    }
    teller.flush();
    records.tell_flaws(teller.sink);
    Ok(())
}

struct Teller<'a> {
    sink: &'a mut dyn FnMut(Event),
    columns: &'a Columns,
    common: Option<Result<Period, Problem>>,
    sign: DecimalSign,
    symbols: SymbolSet,
    n_columns: usize,
    territories: HashMap<(String, String), u32>,
    n_territories: u32,
    sets: HashMap<DimensionSet, u32>,
    periods: HashMap<String, Result<Period, Problem>>,
    skipped: Option<(SkippedKind, u32)>,
}

impl Teller<'_> {
    fn skip(&mut self, kind: SkippedKind) {
        match &mut self.skipped {
            Some((known, n_lines)) if *known == kind => *n_lines += 1,
            _ => {
                self.flush();
                self.skipped = Some((kind, 1));
            }
        }
    }

    fn flush(&mut self) {
        if let Some((kind, n_lines)) = self.skipped.take() {
            (self.sink)(Event::Skipped { kind, n_lines });
        }
    }

    fn line(&mut self, record: &Record) {
        self.flush();
        let columns = self.columns;
        let (territory, keyless) = self.territory(record);
        let line_period = self.line_period(record);
        let entries = self.entries(record);
        let problem = self.shifted(record).or(keyless);
        for column in &columns.values {
            let period = match (&column.period, &line_period, &self.common) {
                (Some(text), _, _) => self.period(text.clone()),
                (None, Some(period), _) => period.clone(),
                (None, None, Some(period)) => period.clone(),
                (None, None, None) => Err(Problem::new(
                    "period",
                    "",
                    "the period is blank; write the year, for example 2022",
                )),
            };
            let (dimensions, broken) = match &entries {
                Ok(entries) => match self.set(record, entries, &column.entries) {
                    Ok(index) => (index, None),
                    Err(problem) => (0, Some(problem)),
                },
                Err(problem) => (0, Some(problem.clone())),
            };
            let value = match problem
                .clone()
                .or(broken)
                .or_else(|| self.cut_off(record, column.index))
            {
                Some(problem) => Cell::Unreadable(problem),
                None => self.value(record, column.index, column.quality),
            };
            (self.sink)(Event::Row(Row {
                place: Place {
                    sheet: 0,
                    row: record.row,
                    column: column.index as u32 + 1,
                },
                indicator: column.indicator,
                territory,
                dimensions,
                period,
                value,
                repair: None,
                remark: None,
            }));
        }
    }

    fn stub(&self, wanted: &Stub) -> Option<usize> {
        self.columns.stubs.iter().position(|stub| stub == wanted)
    }

    fn territory(&mut self, record: &Record) -> (u32, Option<Problem>) {
        let (text, name, column) = if let Some(index) = self.stub(&Stub::Key) {
            let name = self.stub(&Stub::Name).map_or("", |index| record.field(index).trim());
            (record.field(index).trim(), name, index)
        } else if let Some(index) = self.stub(&Stub::Land) {
            let name = record.field(index).trim();
            // The total over all Länder is the country.
            let is_total = breakdowns::of(name) == Some(Breakdown::Total);
            let key = lands::key(name).or(is_total.then_some("DG"));
            (key.unwrap_or(name), name, index)
        } else {
            (self.columns.whole.unwrap_or(""), "", 0)
        };
        let problem = text.is_empty().then(|| {
            Problem::new(
                "key_blank",
                name,
                format!(
                    "line {} has no key in column {}; write the official key of the territory there",
                    record.row,
                    column + 1
                ),
            )
        });
        let key = (text.to_owned(), name.to_owned());
        if let Some(index) = self.territories.get(&key) {
            return (*index, problem);
        }
        let index = self.n_territories;
        self.n_territories += 1;
        (self.sink)(Event::Territory(TerritoryText {
            text: key.0.clone(),
            name: Some(key.1.clone()).filter(|name| !name.is_empty() && !name.contains(LOST)),
            level: None,
            place: Place {
                sheet: 0,
                row: record.row,
                column: column as u32 + 1,
            },
        }));
        if self.territories.len() < MOST_REMEMBERED {
            self.territories.insert(key, index);
        }
        (index, problem)
    }

    fn line_period(&mut self, record: &Record) -> Option<Result<Period, Problem>> {
        let index = self.stub(&Stub::Period)?;
        let text = record.field(index).trim();
        let text = match self.stub(&Stub::PartOfYear) {
            Some(part) => format!("{} {text}", record.field(part).trim()),
            None => text.to_owned(),
        };
        Some(self.period(text))
    }

    fn period(&mut self, text: String) -> Result<Period, Problem> {
        if let Some(known) = self.periods.get(&text) {
            return known.clone();
        }
        let read = self.columns.times.read(&text);
        if self.periods.len() < MOST_REMEMBERED {
            self.periods.insert(text, read.clone());
        }
        read
    }

    /// The breakdowns that the columns in front of the values name.
    fn entries(&self, record: &Record) -> Result<Vec<(String, String)>, Problem> {
        let mut entries = Vec::new();
        for (index, stub) in self.columns.stubs.iter().enumerate() {
            let Stub::Breakdown(concept) = stub else { continue };
            let text = record.field(index).trim();
            match breakdowns::of(text) {
                _ if text.is_empty() => {}
                Some(Breakdown::Total) => {}
                Some(Breakdown::Entry(known, code)) if known == concept => entries.push((concept.clone(), code)),
                _ if text.contains(LOST) => {
                    return Err(Problem::new(
                        "dimension",
                        text,
                        format!(
                            "letters of the breakdown \"{}\" are lost, so that it cannot be told from others; download the file again",
                            shortened(text)
                        ),
                    ));
                }
                _ => entries.push((concept.clone(), columns::plain(text))),
            }
        }
        Ok(entries)
    }

    fn set(
        &mut self,
        record: &Record,
        of_line: &[(String, String)],
        of_header: &[(String, String)],
    ) -> Result<u32, Problem> {
        let mut set = DimensionSet::default();
        for (concept, code) in of_line.iter().chain(of_header) {
            if let Err(error) = set.insert(concept, code) {
                return Err(Problem::new("dimension", code, error.to_string()));
            }
        }
        if let Some(index) = self.sets.get(&set) {
            return Ok(*index);
        }
        let index = self.sets.len() as u32;
        (self.sink)(Event::Dimensions(set.clone()));
        for (index, stub) in self.columns.stubs.iter().enumerate() {
            let Stub::Breakdown(concept) = stub else { continue };
            let code = set.code(concept);
            if let Some(words) = code.and_then(|code| codes::words(concept, code, record.field(index).trim())) {
                (self.sink)(Event::Words(words));
            }
        }
        self.sets.insert(set, index);
        Ok(index)
    }

    fn value(&self, record: &Record, index: usize, quality: Option<usize>) -> Cell {
        let text = record.field(index).trim();
        let cell = read(self.symbols, self.sign, text);
        match quality
            .map(|index| record.field(index).trim())
            .filter(|sign| !sign.is_empty())
        {
            None => cell,
            Some(sign) => self.symbols.with_sign(cell, sign).unwrap_or_else(|| unknown_sign(sign)),
        }
    }

    /// More cells than the header has: a delimiter too many has moved the values.
    fn shifted(&self, record: &Record) -> Option<Problem> {
        let extra = (self.n_columns..record.len()).find(|index| !record.field(*index).trim().is_empty())?;
        Some(Problem::new(
            "shifted",
            record.field(extra),
            format!(
                "line {} has {} cells and the header {}; a cell too many has moved the values, put texts that hold the delimiter in quotation marks",
                record.row,
                extra + 1,
                self.n_columns
            ),
        ))
    }

    fn cut_off(&self, record: &Record, index: usize) -> Option<Problem> {
        (record.len() <= index).then(|| {
            Problem::new(
                "cut_off",
                &record.len().to_string(),
                format!(
                    "line {} has {} cells and the header {}; the line is cut off, export the file again",
                    record.row,
                    record.len(),
                    self.n_columns
                ),
            )
        })
    }
}

/// A value in the spelling of the databases.
pub(super) fn read(symbols: SymbolSet, sign: DecimalSign, text: &str) -> Cell {
    if text.is_empty() {
        return Cell::Missing(figures::observation::Status::NOT_KNOWN);
    }
    symbols::value(symbols, text, |rest| Number::parse(rest, sign))
        .unwrap_or_else(|error| Cell::Unreadable(Problem::new("not_a_number", text, error.to_string())))
}

pub(super) fn unknown_sign(sign: &str) -> Cell {
    Cell::Unreadable(Problem::new(
        "symbol_unknown",
        sign,
        format!(
            "\"{}\" stands beside the value and is no sign of this publisher; look it up in the explanation of signs",
            shortened(sign)
        ),
    ))
}
