//! Tables of the federal crime statistics (Polizeiliche Kriminalstatistik, PKS) of the Federal Criminal Police Office (BKA).
//!
//! The base tables of districts, towns and Länder as CSV and XLSX: one line an offence and territory, the columns `Schlüssel`,
//! `Straftat`, `Gemeindeschlüssel`, `Stadt-/Landkreis`, `Kreisart` and numbers. Names of columns differ between years
//! ([`columns`]); a line of column numbers may stand above or below them. Numbers have a thousands comma and a decimal point
//! (`8,380`, `55.6`) or German signs; keys have lost their leading zero (`1001`). The offence is a breakdown, all offences together the
//! total. The year stands above the table, in a column, or only in the name of the file.
//!
//! In some files trailing cells have moved away from their names. A line proves that they have not: men and women make all suspects,
//! and the solved cases make the rate. What does not add up is told as shifted and never stored under a wrong name.

mod columns;
mod layout;

use std::collections::HashMap;

use figures::{
    dimension::DimensionSet,
    number::{DecimalSign, Number},
    observation::{Flag, Status},
    period::Period,
    territory::Level,
};

use crate::{
    Cell, Confidence, DeliveryHead, Event, FileError, Format, IndicatorHead, Place, Problem, ReadOptions, ReadSeek,
    Row, Sample, SkippedKind, TerritoryText, ValueRepair,
    input::open_workbook,
    lands,
    limits::Limits,
    symbols::{self, SymbolSet},
    table::source::{Line, Source},
    text::LOST,
    workbook::{CellContent, OLE_MAGIC, ZIP_MAGIC},
};
use columns::{Part, Role};
use layout::Layout;

/// Tables of the federal crime statistics.
pub struct Pks;

impl Format for Pks {
    fn id(&self) -> &'static str {
        "pks"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        let is_ours = match sample {
            Sample::Workbook(sheets) => sheets.iter().any(|sheet| {
                sheet
                    .rows
                    .iter()
                    .any(|row| layout::is_header(row.iter().map(String::as_str)))
            }),
            Sample::Text(head) => {
                // Only the names of columns count; a letter that the end of the sample has cut does no harm.
                let encoding = match encoding_rs::Encoding::for_bom(head) {
                    Some((encoding, _)) => encoding,
                    None if std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true) => {
                        encoding_rs::UTF_8
                    }
                    None => encoding_rs::WINDOWS_1252,
                };
                let text = encoding.decode(head).0;
                text.lines().take(30).any(|line| {
                    [';', '\t', ',', '|']
                        .into_iter()
                        .any(|sign| layout::is_header(line.split(sign)))
                })
            }
            Sample::Binary(_) | Sample::Archive(_) => false,
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
        if is_workbook(input)? {
            let workbook = open_workbook(input, limits)?;
            let found = workbook.sheets.iter().position(layout::is_table);
            let index = found.ok_or(FileError::NoHeader { n_lines: 30 })?;
            let number = u16::try_from(index).unwrap_or(u16::MAX);
            let mut source = Source::sheet(&workbook.sheets[index], number, u32::MAX);
            read(&mut source, workbook.sheet_names(), workbook.kind, options, sink)?;
            for (other, sheet) in workbook.sheets.iter().enumerate() {
                if other != index && 0 < sheet.n_rows() {
                    sink(Event::Skipped {
                        kind: SkippedKind::OtherSheet,
                        n_lines: sheet.n_rows(),
                    });
                }
            }
            return Ok(());
        }
        let encoding = crate::text::detect(input)?;
        let delimiter = layout::delimiter(input, encoding)?;
        let mut source = Source::text(input, encoding, delimiter, *limits, u32::MAX);
        read(&mut source, Vec::new(), encoding.name(), options, sink)
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
        let encoding = crate::text::detect(input)?;
        let delimiter = layout::delimiter(input, encoding)?;
        crate::text::cell_at(input, encoding, delimiter, place, limits)
    }
}

fn is_workbook(input: &mut dyn ReadSeek) -> Result<bool, FileError> {
    let mut magic = Vec::new();
    input.seek(std::io::SeekFrom::Start(0))?;
    std::io::Read::read_to_end(
        &mut std::io::Read::take(&mut *input, OLE_MAGIC.len() as u64),
        &mut magic,
    )?;
    input.seek(std::io::SeekFrom::Start(0))?;
    Ok(magic.starts_with(OLE_MAGIC) || magic.starts_with(ZIP_MAGIC))
}

fn read(
    source: &mut Source<'_>,
    sheets: Vec<String>,
    kind: &str,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Event),
) -> Result<(), FileError> {
    let layout = Layout::of(source, options)?;
    tell_head(source, &layout, sheets, kind, sink);
    let mut teller = Teller {
        layout: &layout,
        sheet: source.sheet_index(),
        is_typed: source.is_typed(),
        territories: HashMap::new(),
        n_territories: 0,
        sets: HashMap::from([(DimensionSet::default(), 0)]),
    };
    let mut skipped: Vec<(SkippedKind, u32)> = Vec::new();
    let mut notes = Vec::new();
    source.each_and_flaws(
        &mut |line| {
            match layout.kind_of(line) {
                Some(kind) => match skipped.iter_mut().find(|(known, _)| *known == kind) {
                    Some((_, n_lines)) => *n_lines += 1,
                    None => skipped.push((kind, 1)),
                },
                None => teller.line(line, sink),
            }
            Ok(true)
        },
        &mut |note| notes.push(note),
    )?;
    for (kind, n_lines) in skipped {
        sink(Event::Skipped { kind, n_lines });
    }
    notes.into_iter().for_each(sink);
    Ok(())
}

fn tell_head(source: &Source<'_>, layout: &Layout, sheets: Vec<String>, kind: &str, sink: &mut dyn FnMut(Event)) {
    let note = match &layout.year {
        Some((period, _)) => format!("Quelle: PKS Bundeskriminalamt, {period}"),
        None => "Quelle: PKS Bundeskriminalamt".to_owned(),
    };
    let mut detected = vec![
        ("file".to_owned(), kind.to_owned()),
        ("decimal sign".to_owned(), layout.sign.character().to_string()),
        ("signs".to_owned(), SymbolSet::GERMAN.as_str().to_owned()),
        ("header line".to_owned(), layout.header_row.to_string()),
        ("lines".to_owned(), layout.n_lines.to_string()),
    ];
    if let Some((period, origin)) = &layout.year {
        detected.push(("year".to_owned(), format!("{period}, from {origin}")));
    }
    sink(Event::Delivery(Box::new(DeliveryHead {
        layout: "federal crime statistics (PKS), base table".to_owned(),
        provider: Some("Bundeskriminalamt (BKA)".to_owned()),
        source_slug: Some("pks".to_owned()),
        title: Some("Polizeiliche Kriminalstatistik (PKS)".to_owned()),
        source_note: Some(note),
        known_on: layout.known_on,
        area_state: Some(figures::source::AreaState::OfItsDay),
        dataset_uri: Some("https://www.bka.de/pks".to_owned()),
        indicators: layout
            .indicators
            .iter()
            .map(|(name, unit, column)| IndicatorHead {
                name: name.clone(),
                unit: (*unit != figures::unit::Unit::Unstated).then_some(*unit),
                place: Place {
                    sheet: source.sheet_index(),
                    row: layout.header_row,
                    column: *column as u32 + 1,
                },
                ..IndicatorHead::default()
            })
            .collect(),
        sheets,
        detected,
        ..DeliveryHead::default()
    })));
}

struct Teller<'a> {
    layout: &'a Layout,
    sheet: u16,
    is_typed: bool,
    territories: HashMap<(String, String), u32>,
    n_territories: u32,
    sets: HashMap<DimensionSet, u32>,
}

impl Teller<'_> {
    fn line(&mut self, line: Line<'_>, sink: &mut dyn FnMut(Event)) {
        let layout = self.layout;
        let (territory, keyless) = self.territory(line, sink);
        let period = match layout.column(&Role::Year) {
            Some(index) => crate::period_text::plain(&line.text(index))
                .ok_or_else(|| Problem::new("period", &line.text(index), "the year cannot be read; write it as 2022")),
            None => layout
                .year
                .as_ref()
                .map(|(period, _)| *period)
                .ok_or_else(|| Problem::new("period", "", "the table names no year")),
        };
        let cells: Vec<(Cell, Option<ValueRepair>)> = layout
            .values
            .iter()
            .map(
                |(index, _, count)| match count.name.starts_with(columns::RATE_OF_BASE) {
                    // A rate on the population of one census has no value in the years of the other, and `-` is no rate of zero.
                    true if line.text(*index).trim() == "-" => {
                        (Cell::Missing(Status::NORMAL.with(Flag::CannotExist)), None)
                    }
                    _ => self.value(line.cell(*index)),
                },
            )
            .collect();
        let shifted = self.shifted(line, &cells);
        for ((index, indicator, count), (cell, repair)) in layout.values.iter().zip(cells) {
            let (dimensions, broken) = match self.set(line, count.entry, sink) {
                Ok(index) => (index, None),
                Err(problem) => (0, Some(problem)),
            };
            let is_trailing = layout.first_checked.is_some_and(|first| first <= *index);
            let problem = keyless
                .clone()
                .or(broken)
                .or_else(|| shifted.clone().filter(|_| is_trailing));
            let (value, repair) = match problem {
                Some(problem) => (Cell::Unreadable(problem), None),
                None if line.n_cells() <= *index && !self.is_typed => (Cell::Unreadable(self.cut_off(line)), None),
                None => (cell, repair),
            };
            sink(Event::Row(Row {
                place: Place {
                    sheet: self.sheet,
                    row: line.row(),
                    column: *index as u32 + 1,
                },
                indicator: *indicator,
                territory,
                dimensions,
                period: Result::<Period, Problem>::clone(&period),
                value,
                repair,
                remark: None,
            }));
        }
    }

    fn territory(&mut self, line: Line<'_>, sink: &mut dyn FnMut(Event)) -> (u32, Option<Problem>) {
        let layout = self.layout;
        let key_column = layout.column(&Role::TerritoryKey);
        let name_column = layout.column(&Role::TerritoryName);
        let name = name_column.map_or_else(String::new, |index| line.text(index).into_owned());
        let text = match (key_column, &layout.territory) {
            (Some(index), _) => line.text(index).into_owned(),
            (None, Some(territory)) => territory.clone(),
            (None, None) => lands::key(&name).unwrap_or_default().to_owned(),
        };
        let problem = text.is_empty().then(|| {
            Problem::new(
                "key_blank",
                &name,
                format!(
                    "line {} has no key in column Gemeindeschlüssel; write the official key of the territory there",
                    line.row()
                ),
            )
        });
        let key = (text, name);
        if let Some(index) = self.territories.get(&key) {
            return (*index, problem);
        }
        let index = self.n_territories;
        self.n_territories += 1;
        sink(Event::Territory(TerritoryText {
            text: key.0.clone(),
            name: Some(key.1.clone()).filter(|name| !name.is_empty() && !name.contains(LOST)),
            // The tables of districts have five digits, of which the first may be lost.
            level: (key_column.is_some() && matches!(key.0.len(), 4 | 5)).then_some(Level::District),
            place: Place {
                sheet: self.sheet,
                row: line.row(),
                column: key_column.or(name_column).unwrap_or(0) as u32 + 1,
            },
        }));
        self.territories.insert(key, index);
        (index, problem)
    }

    fn set(
        &mut self,
        line: Line<'_>,
        entry: Option<(&str, &str)>,
        sink: &mut dyn FnMut(Event),
    ) -> Result<u32, Problem> {
        let text = self
            .layout
            .column(&Role::OffenceKey)
            .map(|index| line.text(index))
            .unwrap_or_default();
        let mut set = DimensionSet::default();
        let mut insert = |concept: &str, code: &str| {
            set.insert(concept, code)
                .map_err(|error| Problem::new("dimension", code, error.to_string()))
        };
        match layout::offence(&text) {
            Some(None) => {}
            Some(Some(code)) => insert("OFFENCE", &code)?,
            None => {
                return Err(Problem::new(
                    "dimension",
                    &text,
                    format!(
                        "line {}: \"{}\" is no key of an offence; it has six digits, or dashes for all offences",
                        line.row(),
                        crate::event::shortened(&text)
                    ),
                ));
            }
        }
        if let Some((concept, code)) = entry {
            insert(concept, code)?;
        }
        if let Some(index) = self.sets.get(&set) {
            return Ok(*index);
        }
        let index = self.sets.len() as u32;
        sink(Event::Dimensions(set.clone()));
        self.sets.insert(set, index);
        Ok(index)
    }

    fn value(&self, content: CellContent<'_>) -> (Cell, Option<ValueRepair>) {
        match content {
            CellContent::Blank => (Cell::Missing(Status::NOT_KNOWN), None),
            CellContent::Number(number) | CellContent::Percent(number) => (
                Number::binary(number).map_or_else(
                    || {
                        Cell::Unreadable(Problem::new(
                            "number_infinite",
                            &format!("{number}"),
                            "the number is larger than any figure can be; correct the cell",
                        ))
                    },
                    Cell::Number,
                ),
                None,
            ),
            CellContent::Text(text) => match symbols::value(SymbolSet::GERMAN, text.trim(), |rest| {
                Number::parse(rest, self.layout.sign)
            }) {
                Ok(cell) => {
                    let is_number = matches!(cell, Cell::Number(_)) && SymbolSet::GERMAN.meaning(text).is_none();
                    (cell, (self.is_typed && is_number).then_some(ValueRepair::NumberAsText))
                }
                Err(error) => (
                    Cell::Unreadable(Problem::new("not_a_number", text, error.to_string())),
                    None,
                ),
            },
            other => {
                let text = other.as_text();
                (
                    Cell::Unreadable(Problem::new(
                        "not_a_number",
                        &text,
                        format!("\"{text}\" is no figure; write the number"),
                    )),
                    None,
                )
            }
        }
    }

    /// Whether the numbers of a line contradict each other, so that they cannot stand below their own names.
    fn shifted(&self, line: Line<'_>, cells: &[(Cell, Option<ValueRepair>)]) -> Option<Problem> {
        let extra = (self.layout.n_columns..line.n_cells()).find(|index| line.cell(*index) != CellContent::Blank);
        let of = |part: Part| {
            let index = self.layout.values.iter().position(|(.., count)| count.part == part)?;
            match cells.get(index)?.0 {
                Cell::Number(number) | Cell::NumberWithStatus(number, _) => Some(number.value),
                _ => None,
            }
        };
        let sexes = of(Part::Suspects).zip(of(Part::Men)).zip(of(Part::Women));
        let wrong_sum = sexes.is_some_and(|((all, men), women)| 0.5 < (men + women - all).abs());
        let rate = of(Part::Cases).zip(of(Part::Solved)).zip(of(Part::Rate));
        let wrong_rate =
            rate.is_some_and(|((cases, solved), rate)| 0.0 < cases && 0.1 < (100.0 * solved / cases - rate).abs());
        if extra.is_none() && !wrong_sum && !wrong_rate {
            return None;
        }
        let what = match (extra, wrong_sum) {
            (Some(_), _) => "the line has more cells than the header",
            (None, true) => "men and women do not make all suspects",
            (None, false) => "the solved cases do not make the rate",
        };
        Some(Problem::new(
            "shifted",
            &line.n_cells().to_string(),
            format!(
                "line {}: {what}, so that the cells behind the recorded cases may stand below other names; download the table again",
                line.row()
            ),
        ))
    }

    fn cut_off(&self, line: Line<'_>) -> Problem {
        Problem::new(
            "cut_off",
            &line.n_cells().to_string(),
            format!(
                "line {} has {} cells and the header {}; the line is cut off, export the file again",
                line.row(),
                line.n_cells(),
                self.layout.n_columns
            ),
        )
    }
}

/// Which sign separates whole and fraction, by a column of whole numbers: what stands in it separates thousands.
fn sign_of_counts(texts: impl Iterator<Item = String>) -> Option<DecimalSign> {
    for text in texts {
        if text.contains(',') {
            return Some(DecimalSign::Point);
        }
        if text.contains('.') {
            return Some(DecimalSign::Comma);
        }
    }
    None
}
