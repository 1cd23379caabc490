//! Reads our own tables of observations back, in whatever file they stand.
//!
//! A file holds one source on one area state with one data state, because a delivery has one; several are refused with their names.
//! Columns are found by name, so that a table whose columns were sorted or left out in a spreadsheet still reads.

use std::{
    collections::{BTreeSet, HashMap},
    io::Read,
    sync::Arc,
};

use encoding_rs::UTF_8;
use figures::{
    dimension::DimensionSet,
    number::{BINARY, DecimalSign, Number},
    observation::Status,
};

use super::columns::{COLUMNS, INTERNAL, concept_read, is_ours};
use crate::{
    Cell, Confidence, DeliveryHead, Event, FileError, Format, IndicatorHead, Place, Problem, ReadOptions, ReadSeek,
    Row, Sample, SkippedKind, TerritoryText, csv_out,
    event::shortened,
    input::open_workbook,
    limits::Limits,
    sdmx,
    table::source::{Line, Source, TypedCell, TypedTable},
    text::{Record, Records},
    workbook::{CellContent, OLE_MAGIC, ZIP_MAGIC},
};

/// Our own tables of observations as CSV and as workbook.
pub struct Observations;

impl Format for Observations {
    fn id(&self) -> &'static str {
        "lotse-observations"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        let is_it = match sample {
            Sample::Text(head) => {
                let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
                let line = head.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or(head);
                is_ours(String::from_utf8_lossy(line).split(','))
            }
            Sample::Workbook(sheets) => sheets
                .first()
                .and_then(|sheet| sheet.rows.first())
                .is_some_and(|row| is_ours(row.iter().map(String::as_str))),
            Sample::Binary(_) | Sample::Archive(_) => false,
        };
        if is_it { Confidence::Certain } else { Confidence::No }
    }

    fn read(
        &self,
        input: &mut dyn ReadSeek,
        _options: &ReadOptions,
        limits: &Limits,
        sink: &mut dyn FnMut(Event),
    ) -> Result<(), FileError> {
        if is_workbook(input)? {
            let workbook = open_workbook(input, limits)?;
            let head = DeliveryHead {
                layout: "Lotse observations (workbook)".to_owned(),
                sheets: workbook.sheet_names(),
                ..DeliveryHead::default()
            };
            let sheet = workbook.sheets.first().ok_or(FileError::NoData)?;
            tell(&mut Source::sheet(sheet, 0, u32::MAX), head, sink)?;
            for sheet in workbook.sheets.iter().skip(1).filter(|sheet| 0 < sheet.n_rows()) {
                sink(Event::Skipped {
                    kind: SkippedKind::OtherSheet,
                    n_lines: sheet.n_rows(),
                });
            }
            return Ok(());
        }
        let head = DeliveryHead {
            layout: "Lotse observations (CSV)".to_owned(),
            ..DeliveryHead::default()
        };
        let mut table = CsvTable { input, limits: *limits };
        tell(&mut Source::typed(&mut table), head, sink)
    }

    fn cell_at(
        &self,
        input: &mut dyn ReadSeek,
        place: Place,
        _options: &ReadOptions,
        limits: &Limits,
    ) -> Result<String, FileError> {
        if is_workbook(input)? {
            return open_workbook(input, limits)?.text_at(place);
        }
        crate::text::cell_at(input, UTF_8, b',', place, limits)
    }
}

fn is_workbook(input: &mut dyn ReadSeek) -> Result<bool, FileError> {
    let mut magic = Vec::new();
    input.seek(std::io::SeekFrom::Start(0))?;
    (&mut *input).take(OLE_MAGIC.len() as u64).read_to_end(&mut magic)?;
    input.seek(std::io::SeekFrom::Start(0))?;
    Ok(magic.starts_with(ZIP_MAGIC) || magic.starts_with(OLE_MAGIC))
}

/// The columns by their names.
struct Columns {
    /// The place of each of [`COLUMNS`].
    fixed: [Option<usize>; COLUMNS.len()],
    /// Place and concept of each breakdown.
    breakdowns: Vec<(usize, String)>,
    n_columns: usize,
}

impl Columns {
    fn of(line: Line<'_>) -> Result<Self, FileError> {
        let mut columns = Self {
            fixed: [None; COLUMNS.len()],
            breakdowns: Vec::new(),
            n_columns: 0,
        };
        let mut seen = BTreeSet::new();
        for index in 0..line.n_cells() {
            let name = line.text(index).into_owned();
            if name.is_empty() {
                continue;
            }
            columns.n_columns = index + 1;
            match COLUMNS.iter().position(|column| *column == name) {
                Some(place) => columns.fixed[place] = Some(index),
                None => columns.breakdowns.push((index, concept_read(&name).to_owned())),
            }
            if !seen.insert(name.clone()) {
                return Err(own(format!(
                    "the column {} stands there twice; delete one of the two",
                    shortened(&name)
                )));
            }
        }
        for name in ["indicator", "territory", "period", "value", "status"] {
            if columns.place(name).is_none() {
                return Err(own(format!(
                    "the column {name} is missing; write the file again with \"lotse export\""
                )));
            }
        }
        Ok(columns)
    }

    fn place(&self, name: &str) -> Option<usize> {
        let index = COLUMNS.iter().position(|column| *column == name)?;
        self.fixed[index]
    }

    fn text(&self, line: Line<'_>, name: &str) -> String {
        self.place(name)
            .map_or_else(String::new, |index| line.text(index).into_owned())
    }

    /// A text whose blanks count too.
    fn verbatim(&self, line: Line<'_>, name: &str) -> Option<Arc<str>> {
        let index = self.place(name)?;
        let text = line.verbatim(index);
        (!text.is_empty()).then(|| Arc::from(text.as_ref()))
    }
}

/// Our own CSV, in which nothing is repaired: a strange text is the text.
struct CsvTable<'a> {
    input: &'a mut dyn ReadSeek,
    limits: Limits,
}

impl TypedTable for CsvTable<'_> {
    fn each(&mut self, visit: &mut dyn FnMut(u32, &[TypedCell]) -> Result<bool, FileError>) -> Result<(), FileError> {
        let mut records = Records::new(&mut *self.input, UTF_8, b',', &self.limits)?.verbatim();
        let mut record = Record::default();
        while records.next(&mut record)? {
            let cells: Vec<TypedCell> = record
                .fields()
                .map(|field| TypedCell::Text(csv_out::disarmed(field).to_owned()))
                .collect();
            if !visit(record.row, &cells)? {
                break;
            }
        }
        Ok(())
    }
}

/// Reads a table of ours from wherever its lines come.
pub(crate) fn tell(
    source: &mut Source<'_>,
    mut head: DeliveryHead,
    sink: &mut dyn FnMut(Event),
) -> Result<(), FileError> {
    let sheet = source.sheet_index();
    let mut columns = None;
    let mut indicators: HashMap<String, u32> = HashMap::new();
    let mut said: [BTreeSet<String>; 4] = Default::default();
    let mut n_lines = 0_u64;
    source.each(&mut |line| {
        let Some(columns) = &columns else {
            columns = Some(Columns::of(line)?);
            return Ok(true);
        };
        if line.content().0 == 0 {
            return Ok(true);
        }
        n_lines += 1;
        let name = columns.text(line, "indicator");
        if name.is_empty() {
            return Err(own(format!(
                "line {} names no indicator; write its name in the column indicator",
                line.row()
            )));
        }
        if !indicators.contains_key(&name) {
            indicators.insert(name.clone(), head.indicators.len() as u32);
            let unit = columns.text(line, "unit");
            head.indicators.push(IndicatorHead {
                name,
                unit: unit.parse().ok(),
                unit_text: Some(unit).filter(|unit| !unit.is_empty()),
                place: Place {
                    sheet,
                    row: line.row(),
                    column: columns.place("indicator").unwrap_or(0) as u32 + 1,
                },
                ..IndicatorHead::default()
            });
        }
        for (list, name) in said.iter_mut().zip(["source", "area_state", "known_on", "visibility"]) {
            let text = columns.text(line, name);
            if list.len() < 3 && !list.contains(&text) {
                list.insert(text);
            }
        }
        let fill = |place: &mut Option<String>, name: &str| {
            if place.is_none() {
                *place = Some(columns.text(line, name)).filter(|text| !text.is_empty());
            }
        };
        fill(&mut head.provider, "provider");
        fill(&mut head.title, "source_title");
        fill(&mut head.source_note, "source_note");
        fill(&mut head.licence, "licence");
        fill(&mut head.dataset_uri, "dataset_uri");
        fill(&mut head.edition, "edition");
        Ok(true)
    })?;
    let (Some(columns), true) = (columns, 0 < n_lines) else {
        return Err(FileError::NoData);
    };
    about(&mut head, said)?;
    head.detected.push(("lines".to_owned(), n_lines.to_string()));
    head.detected.push(("decimal sign".to_owned(), ".".to_owned()));
    sink(Event::Delivery(Box::new(head)));
    rows(source, &columns, &indicators, sink)
}

/// Source, area state, data state and visibility, of which a delivery has one each.
fn about(head: &mut DeliveryHead, said: [BTreeSet<String>; 4]) -> Result<(), FileError> {
    let names = ["sources", "area states", "data states", "visibilities"];
    for (list, what) in said.iter().zip(names) {
        if 1 < list.len() {
            let list: Vec<String> = list.iter().map(|one| format!("\"{}\"", shortened(one))).collect();
            return Err(own(format!(
                "the file holds several {what} ({}), and one delivery has one; export them apart",
                list.join(", ")
            )));
        }
    }
    let [source, area_state, known_on, visibility] =
        said.map(|list| list.into_iter().next().filter(|text| !text.is_empty()));
    head.source_slug = source.or_else(|| head.source_slug.take());
    head.is_internal = match visibility.as_deref() {
        None => false,
        Some(INTERNAL) => true,
        Some(other) => {
            let message = format!(
                "visibility \"{}\" is not known; use internal or leave it blank",
                shortened(other)
            );
            return Err(own(message));
        }
    };
    if let Some(text) = area_state {
        head.area_state = Some(
            text.parse()
                .map_err(|error: figures::source::AreaStateError| own(error.to_string()))?,
        );
    }
    if let Some(text) = known_on {
        let day = text.parse().map_err(|_| {
            own(format!(
                "known_on \"{}\" is not a day such as 2024-12-31",
                shortened(&text)
            ))
        })?;
        head.known_on = Some(day);
    }
    Ok(())
}

fn rows(
    source: &mut Source<'_>,
    columns: &Columns,
    indicators: &HashMap<String, u32>,
    sink: &mut dyn FnMut(Event),
) -> Result<(), FileError> {
    let sheet = source.sheet_index();
    let mut sets: HashMap<DimensionSet, u32> = HashMap::from([(DimensionSet::default(), 0)]);
    let mut territories: HashMap<String, u32> = HashMap::new();
    let (mut is_first, mut n_blank) = (true, 0);
    source.each(&mut |line| {
        if std::mem::take(&mut is_first) {
            sink(Event::Skipped {
                kind: SkippedKind::Header,
                n_lines: 1,
            });
            return Ok(true);
        }
        if line.content().0 == 0 {
            n_blank += 1;
            return Ok(true);
        }
        let place = |name: &str| Place {
            sheet,
            row: line.row(),
            column: columns.place(name).unwrap_or(0) as u32 + 1,
        };
        let key = columns.text(line, "territory");
        let n_territories = territories.len() as u32;
        let territory = *territories.entry(key.clone()).or_insert_with(|| {
            sink(Event::Territory(TerritoryText {
                text: key,
                name: Some(columns.text(line, "territory_name")).filter(|name| !name.is_empty()),
                level: None,
                place: place("territory"),
            }));
            n_territories
        });
        let mut set = DimensionSet::default();
        let mut problem = shifted(line, columns);
        for (index, concept) in &columns.breakdowns {
            let text = line.text(*index);
            if !text.is_empty()
                && let Err(error) = set.insert(concept, &text)
            {
                problem = Some(Problem::new("dimension", &text, error.to_string()));
            }
        }
        let n_sets = sets.len() as u32;
        let dimensions = *sets.entry(set).or_insert_with_key(|set| {
            sink(Event::Dimensions(set.clone()));
            n_sets
        });
        let period = columns.text(line, "period");
        let value = match problem {
            Some(problem) => Cell::Unreadable(problem),
            None => cell(line, columns),
        };
        sink(Event::Row(Row {
            place: place("value"),
            indicator: indicators.get(&columns.text(line, "indicator")).copied().unwrap_or(0),
            territory,
            dimensions,
            period: period
                .parse()
                .map_err(|error: figures::period::PeriodError| Problem::new("period", &period, error.to_string())),
            value,
            repair: None,
            remark: columns.verbatim(line, "remark"),
        }));
        Ok(true)
    })?;
    if 0 < n_blank {
        sink(Event::Skipped {
            kind: SkippedKind::Blank,
            n_lines: n_blank,
        });
    }
    Ok(())
}

fn shifted(line: Line<'_>, columns: &Columns) -> Option<Problem> {
    let extra = (columns.n_columns..line.n_cells()).find(|index| line.cell(*index) != CellContent::Blank)?;
    Some(Problem::new(
        "shifted",
        &line.text(extra),
        format!(
            "line {} has {} cells and the header {}; a cell too many has moved the values",
            line.row(),
            extra + 1,
            columns.n_columns
        ),
    ))
}

/// Value, digits and flags.
fn cell(line: Line<'_>, columns: &Columns) -> Cell {
    let status = columns.text(line, "status");
    let status: Status = match status.parse() {
        Ok(status) => status,
        Err(_) => {
            let message = format!(
                "\"{}\" is not a status; use the letters A, O, Q, L, M, U, B, P, E",
                shortened(&status)
            );
            return Cell::Unreadable(Problem::new("status", &status, message));
        }
    };
    let content = columns
        .place("value")
        .map_or(CellContent::Blank, |index| line.cell(index));
    let decimals = columns.text(line, "decimals");
    let number = match (content, decimals.parse::<i8>().ok()) {
        (CellContent::Blank, _) => return Cell::Missing(status),
        (CellContent::Number(value), Some(decimals)) if decimals != BINARY => typed(value, decimals),
        (CellContent::Number(value), _) => Number::binary(value).ok_or_else(|| no_number(&value.to_string())),
        (CellContent::Text(text), Some(BINARY)) => sdmx::binary(text.trim()),
        (CellContent::Text(text), _) => Number::parse(text, DecimalSign::Point)
            .map_err(|error| Problem::new("not_a_number", text, error.to_string())),
        (other, _) => Err(no_number(&other.as_text())),
    };
    match number {
        Ok(number) if status == Status::NORMAL => Cell::Number(number),
        Ok(number) => Cell::NumberWithStatus(number, status),
        Err(problem) => Cell::Unreadable(problem),
    }
}

/// A binary number whose digits are known: it must be the one that these digits name.
fn typed(value: f64, decimals: i8) -> Result<Number, Problem> {
    let text = Number { value, decimals }.to_string();
    match text.parse::<f64>() {
        #[expect(clippy::float_cmp, reason = "the digits must name the very same number")]
        Ok(read) if read == value && value.is_finite() => Ok(Number {
            value: if value == 0.0 { 0.0 } else { value },
            decimals,
        }),
        _ => Err(Problem::new(
            "decimals",
            &value.to_string(),
            format!(
                "{value} has other digits than the {decimals} that its column decimals names; write the file again"
            ),
        )),
    }
}

fn no_number(text: &str) -> Problem {
    let message = format!(
        "\"{}\" is not a number; write digits with a decimal point",
        shortened(text)
    );
    Problem::new("not_a_number", text, message)
}

fn own(message: String) -> FileError {
    FileError::OwnLayout(message)
}
