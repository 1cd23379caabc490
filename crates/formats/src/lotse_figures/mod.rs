//! Our own compact layout for figures that are shipped or exported: a wide CSV, and a sidecar that names source and licence.
//!
//! ```text
//! indicator,territory,2019,2020,2021
//! Arbeitslose,05515000,7694,8931,
//! Schulabgänger ohne Abschluss,05515,5.18,:Q,6.07:P
//! ```
//!
//! The first line is the header, preceded by nothing. `dimensions` may stand as a third column (`SEX=F`, blank for the total).
//! Periods are those of SDMX. A cell is a number with a decimal point, exact to the digit; a number and its flags (`6.07:P`); flags
//! alone where there is no number (`:Q`); blank for a value that is not known; `_` where there is no row at all. Lines have as many
//! cells as the header. UTF-8 without byte order mark, LF, RFC 4180.
//!
//! The sidecar `NAME.source.toml` beside `NAME.csv` is [`Sidecar`]. Writing and reading back gives the same rows, in the same order.

mod sidecar;
mod values;

use std::collections::{HashMap, HashSet};

use encoding_rs::UTF_8;
use figures::{dimension::DimensionSet, period::Period};

pub use sidecar::{NumberForm, Original, Sidecar};

use crate::{
    Cell, Confidence, DeliveryHead, Event, FileError, Format, IndicatorHead, Place, Problem, ReadOptions, ReadSeek,
    Row, Sample, SkippedKind, TerritoryText,
    event::shortened,
    limits::Limits,
    text::{Record, Records},
};

/// Where there is no row.
const NO_ROW: &str = "_";

/// One line of the layout: the values of an indicator in a territory.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureLine {
    /// The name or id of the indicator.
    pub indicator: String,
    /// The official key, as digits or `DG`.
    pub territory: String,
    /// The breakdown; empty for the total.
    pub dimensions: DimensionSet,
    /// One cell for each period of the header; `None` where there is no row.
    pub cells: Vec<Option<Cell>>,
}

/// Writes the CSV. The form of the numbers must be that of the sidecar.
///
/// ```
/// use figures::{number::Number, observation::Status};
/// use formats::{Cell, lotse_figures::{self, FigureLine, NumberForm}};
///
/// let line = FigureLine {
///     indicator: "Arbeitslose".to_owned(),
///     territory: "05515000".to_owned(),
///     dimensions: Default::default(),
///     cells: vec![Some(Cell::Number(Number { value: 8931.0, decimals: 0 })), Some(Cell::Missing(Status::NOT_KNOWN))],
/// };
/// let periods = ["2020".parse()?, "2021".parse()?];
/// let mut file = Vec::new();
/// lotse_figures::write(&mut file, &periods, &[line], NumberForm::Decimal)?;
/// assert_eq!(String::from_utf8(file)?, "indicator,territory,2020,2021\nArbeitslose,05515000,8931,\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write(
    output: &mut dyn std::io::Write,
    periods: &[Period],
    lines: &[FigureLine],
    form: NumberForm,
) -> Result<(), FileError> {
    let has_dimensions = lines.iter().any(|line| !line.dimensions.is_total());
    let mut header = vec!["indicator".to_owned(), "territory".to_owned()];
    if has_dimensions {
        header.push("dimensions".to_owned());
    }
    for period in periods {
        let text = period.to_string();
        if text.parse() != Ok(*period) {
            return Err(own(format!(
                "period {text} cannot be written so that it reads back as itself; write its values as a plain table"
            )));
        }
        header.push(text);
    }
    let n_keys = header.len() - periods.len();
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(output);
    let failed = |error: csv::Error| FileError::Io(std::io::Error::other(error));
    writer.write_record(&header).map_err(failed)?;
    for line in lines {
        if line.cells.len() != periods.len() {
            return Err(own(format!(
                "the line of {} in {} has {} cells for {} periods; give each period a cell",
                shortened(&line.indicator),
                line.territory,
                line.cells.len(),
                periods.len()
            )));
        }
        for text in [&line.indicator, &line.territory] {
            if text.is_empty() || text.trim() != text {
                return Err(own(format!(
                    "\"{text}\" cannot be a name or key here; give it without blanks around it"
                )));
            }
        }
        let mut fields = vec![line.indicator.clone(), line.territory.clone()];
        if has_dimensions {
            fields.push(line.dimensions.to_string());
        }
        debug_assert_eq!(fields.len(), n_keys, "keys come first");
        for cell in &line.cells {
            fields.push(match cell {
                None => NO_ROW.to_owned(),
                Some(cell) => values::written(cell, form)?,
            });
        }
        writer.write_record(&fields).map_err(failed)?;
    }
    writer.flush()?;
    Ok(())
}

/// Files in our own layout.
pub struct LotseFigures;

/// What the header says.
struct Header {
    has_dimensions: bool,
    periods: Vec<Period>,
}

impl Header {
    fn n_keys(&self) -> usize {
        if self.has_dimensions { 3 } else { 2 }
    }

    fn read(record: &Record) -> Result<Self, FileError> {
        let has_dimensions = record.field(2) == "dimensions";
        let mut header = Self {
            has_dimensions,
            periods: Vec::new(),
        };
        for text in record.fields().skip(header.n_keys()) {
            let period: Period = text.parse().map_err(|error| own(format!("line 1: {error}")))?;
            if header.periods.contains(&period) {
                return Err(own(format!(
                    "line 1: period {period} stands there twice; delete one of the two columns"
                )));
            }
            header.periods.push(period);
        }
        Ok(header)
    }
}

impl Format for LotseFigures {
    fn id(&self) -> &'static str {
        "lotse-figures"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        let Sample::Text(head) = sample else {
            return Confidence::No;
        };
        let line = head.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or(head);
        let mut cells = line
            .split(|byte| *byte == b',')
            .map(|cell| std::str::from_utf8(cell).unwrap_or(""));
        if cells.next() != Some("indicator") || cells.next() != Some("territory") {
            return Confidence::No;
        }
        let is_period = |cell: &str| cell.parse::<Period>().is_ok();
        let is_ours = match cells.next() {
            Some("dimensions") => cells.next().is_some_and(is_period),
            cell => cell.is_some_and(is_period),
        };
        if is_ours { Confidence::Certain } else { Confidence::No }
    }

    fn read(
        &self,
        input: &mut dyn ReadSeek,
        options: &ReadOptions,
        limits: &Limits,
        sink: &mut dyn FnMut(Event),
    ) -> Result<(), FileError> {
        let form = options
            .sidecar
            .as_ref()
            .map_or(NumberForm::Decimal, |sidecar| sidecar.numbers);
        let (indicators, n_lines) = indicators(input, limits)?;
        let mut head = DeliveryHead {
            layout: "Lotse figures (CSV)".to_owned(),
            indicators: indicators.iter().map(|(_, head)| head.clone()).collect(),
            detected: vec![("lines".to_owned(), n_lines.to_string())],
            ..DeliveryHead::default()
        };
        if let Some(sidecar) = &options.sidecar {
            sidecar.complete(&mut head);
        }
        let order: HashMap<&str, u32> = (0..)
            .zip(&indicators)
            .map(|(index, (name, _))| (name.as_str(), index))
            .collect();
        sink(Event::Delivery(Box::new(head)));
        sink(Event::Skipped {
            kind: SkippedKind::Header,
            n_lines: 1,
        });
        let mut records = Records::new(input, UTF_8, b',', limits)?;
        let mut record = Record::default();
        records.next(&mut record)?;
        let header = Header::read(&record)?;
        let mut sets: HashMap<DimensionSet, u32> = HashMap::from([(DimensionSet::default(), 0)]);
        let mut n_territories = 0_u32;
        let mut n_blank = 0;
        while records.next(&mut record)? {
            if record.is_blank() {
                n_blank += 1;
                continue;
            }
            let row = record.row;
            if record.len() != header.n_keys() + header.periods.len() {
                return Err(own(format!(
                    "line {row} has {} cells and the header {}; write the file again, lines have as many cells as the header",
                    record.len(),
                    header.n_keys() + header.periods.len()
                )));
            }
            sink(Event::Territory(TerritoryText {
                text: record.field(1).trim().to_owned(),
                name: None,
                level: None,
                place: Place {
                    sheet: 0,
                    row,
                    column: 2,
                },
            }));
            let set = if header.has_dimensions {
                record.field(2).parse()
            } else {
                Ok(DimensionSet::default())
            };
            let (dimensions, problem) = match set {
                Ok(set) => (
                    match sets.get(&set) {
                        Some(index) => *index,
                        None => {
                            let index = sets.len() as u32;
                            sets.insert(set.clone(), index);
                            sink(Event::Dimensions(set));
                            index
                        }
                    },
                    None,
                ),
                Err(error) => (0, Some(Problem::new("dimension", record.field(2), error.to_string()))),
            };
            for (index, period) in header.periods.iter().enumerate() {
                let field = header.n_keys() + index;
                let text = record.field(field).trim();
                if text == NO_ROW {
                    continue;
                }
                sink(Event::Row(Row {
                    place: Place {
                        sheet: 0,
                        row,
                        column: field as u32 + 1,
                    },
                    indicator: order.get(record.field(0).trim()).copied().unwrap_or(0),
                    territory: n_territories,
                    dimensions,
                    period: Ok(*period),
                    value: problem
                        .clone()
                        .map_or_else(|| values::read(text, form), Cell::Unreadable),
                    repair: None,
                    remark: None,
                }));
            }
            n_territories += 1;
        }
        if 0 < n_blank {
            sink(Event::Skipped {
                kind: SkippedKind::Blank,
                n_lines: n_blank,
            });
        }
        Ok(())
    }

    fn cell_at(
        &self,
        input: &mut dyn ReadSeek,
        place: Place,
        _options: &ReadOptions,
        limits: &Limits,
    ) -> Result<String, FileError> {
        crate::text::cell_at(input, UTF_8, b',', place, limits)
    }
}

/// The indicators in the order of their first lines. The head comes before the rows, so the file is gone through once for them.
fn indicators(input: &mut dyn ReadSeek, limits: &Limits) -> Result<(Vec<(String, IndicatorHead)>, u32), FileError> {
    let mut records = Records::new(input, UTF_8, b',', limits)?;
    let mut record = Record::default();
    if !records.next(&mut record)? {
        return Err(FileError::Empty);
    }
    let header = Header::read(&record)?;
    if header.periods.is_empty() {
        return Err(own(
            "line 1 names no period; write the file again with \"lotse export\"".to_owned(),
        ));
    }
    let mut known: HashSet<String> = HashSet::new();
    let mut list = Vec::new();
    let mut n_lines = 0;
    while records.next(&mut record)? {
        if record.is_blank() {
            continue;
        }
        n_lines += 1;
        let name = record.field(0).trim();
        if known.contains(name) {
            continue;
        }
        if name.is_empty() {
            return Err(own(format!(
                "line {} names no indicator; write its name in the first column",
                record.row
            )));
        }
        if MOST_INDICATORS <= list.len() {
            return Err(own(format!(
                "line {} is that of indicator {}, more than one file may hold; split it",
                record.row,
                list.len() + 1
            )));
        }
        known.insert(name.to_owned());
        let place = Place {
            sheet: 0,
            row: record.row,
            column: 1,
        };
        list.push((
            name.to_owned(),
            IndicatorHead {
                name: name.to_owned(),
                place,
                ..IndicatorHead::default()
            },
        ));
    }
    if list.is_empty() {
        return Err(FileError::NoData);
    }
    Ok((list, n_lines))
}

/// Ten times as many as the largest catalogue known has.
const MOST_INDICATORS: usize = 10_000;

fn own(message: String) -> FileError {
    FileError::OwnLayout(message)
}
