//! Flat files of the GENESIS databases (ffcsv): one line a value, every column named, codes beside words.
//!
//! Two headers are in use. The older one (`Statistik_Code;…;Zeit;1_Merkmal_Code;…;BEVSTD__Bevoelkerungsstand__Anzahl`) has one column for
//! each measure; the newer one (`statistics_code;…;time;1_variable_code;…;value;value_unit;value_variable_code;value_variable_label;value_q`)
//! has one line for each measure and a letter about its quality. Either may come in a zip archive of its own, as the census of 2022 does.
//! The block of columns whose codes are keys is the territory; a blank code is the total of its block; months and quarters belong to the
//! period; everything else is a breakdown under its code.

use std::collections::HashMap;

use figures::{dimension::DimensionSet, number::DecimalSign, period::Period, source::AreaState};

use super::{
    about::{self, Footer},
    breakdowns::{self, Breakdown},
    columns, lands, layout,
    lines::{read, unknown_sign},
    times::Times,
};
use crate::{
    Cell, Confidence, DeliveryHead, Event, FileError, Format, IndicatorHead, Place, Problem, ReadOptions, ReadSeek,
    Row, Sample, SkippedKind, TerritoryText,
    limits::Limits,
    symbols::SymbolSet,
    table::spellings,
    text::{LOST, Record, TextFile, head_of},
};

/// Flat files.
pub struct GenesisFlat;

/// More indicators, territories or breakdowns than this are no table of figures.
const MOST_DIFFERENT: usize = 200_000;

impl Format for GenesisFlat {
    fn id(&self) -> &'static str {
        "genesis-flat"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        let Some(head) = head_of(sample) else {
            return Confidence::No;
        };
        let head = super::beginning(head);
        let first = head.lines().next().unwrap_or("").to_lowercase();
        let names: Vec<&str> = first.split([';', '\t', ',', '|']).map(name_of).collect();
        let has = |wanted: &str| names.contains(&wanted);
        let is_old = has("statistik_code") && has("zeit") && has("1_merkmal_code");
        let is_new = has("statistics_code") && has("time") && has("1_variable_code");
        if is_old || is_new {
            Confidence::Certain
        } else {
            Confidence::No
        }
    }

    fn read(
        &self,
        input: &mut dyn ReadSeek,
        options: &ReadOptions,
        limits: &Limits,
        sink: &mut dyn FnMut(Event),
    ) -> Result<(), FileError> {
        let mut file = TextFile::open(input, limits, layout::delimiter)?;
        let survey = Survey::of(&mut file, options)?;
        tell_head(&file, &survey, sink);
        let mut teller = Teller {
            survey: &survey,
            territories: HashMap::new(),
            n_territories: 0,
            sets: HashMap::from([(DimensionSet::default(), 0)]),
            periods: HashMap::new(),
        };
        let (mut n_blank, mut n_footer) = (0, 0);
        let mut notes = Vec::new();
        file.each(
            &mut |record| {
                if record.row == survey.header_row {
                    sink(Event::Skipped {
                        kind: SkippedKind::Header,
                        n_lines: 1,
                    });
                } else if record.is_blank() {
                    n_blank += 1;
                } else if survey.end_row <= record.row {
                    n_footer += 1;
                } else {
                    teller.line(record, sink);
                }
                Ok(true)
            },
            &mut |note| notes.push(note),
        )?;
        for (kind, n_lines) in [(SkippedKind::Blank, n_blank), (SkippedKind::Footer, n_footer)] {
            if 0 < n_lines {
                sink(Event::Skipped { kind, n_lines });
            }
        }
        notes.into_iter().for_each(sink);
        Ok(())
    }

    fn cell_at(
        &self,
        input: &mut dyn ReadSeek,
        place: Place,
        _options: &ReadOptions,
        limits: &Limits,
    ) -> Result<String, FileError> {
        TextFile::open(input, limits, layout::delimiter)?.cell_at(place)
    }
}

/// The name of a column in small letters, without what programs put around it.
fn name_of(text: &str) -> &str {
    text.trim()
        .trim_start_matches('\u{feff}')
        .trim_start_matches("ï»¿")
        .trim_matches('"')
        .trim()
}

/// A block of columns about one variable.
#[derive(Debug, Clone, Default)]
struct Block {
    /// `KREISE`, `GES` …
    variable: usize,
    label: usize,
    code: usize,
    entry: usize,
    n_filled: u64,
    n_keys: u64,
    n_parts_of_year: u64,
}

/// A measure: a column of its own, or one that lines name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Measure {
    statistic: String,
    code: String,
    label: String,
    unit: String,
}

/// What was found out before anything is told.
struct Survey {
    header_row: u32,
    end_row: u32,
    names: Vec<String>,
    statistic: (usize, Option<usize>),
    time: usize,
    blocks: Vec<Block>,
    territory: usize,
    part_of_year: Option<usize>,
    /// Columns of values: index, the column with its quality, and its measure (old header).
    values: Vec<(usize, Option<usize>, Option<u32>)>,
    /// Where lines name the measure: unit, code, label (new header).
    named: Option<(usize, usize, usize)>,
    measures: HashMap<Measure, u32>,
    heads: Vec<IndicatorHead>,
    times: Times,
    sign: DecimalSign,
    symbols: SymbolSet,
    footer: Footer,
    area_state: Option<AreaState>,
    n_lines: u64,
}

impl Survey {
    fn of(file: &mut TextFile<'_>, options: &ReadOptions) -> Result<Self, FileError> {
        let mut found: Option<Self> = None;
        let mut footer: Vec<String> = Vec::new();
        let (mut n_comma, mut n_point) = (0_u64, 0_u64);
        let mut time_label = String::new();
        file.each(
            &mut |record| {
                let Some(survey) = &mut found else {
                    if !record.is_blank() {
                        found = Some(Self::header(record)?);
                    }
                    return Ok(true);
                };
                if record.is_blank() {
                    return Ok(true);
                }
                let first = record.field(0).trim();
                if survey.end_row == u32::MAX
                    && (3 <= first.len() && first.bytes().all(|byte| byte == b'_') || first.starts_with('©'))
                {
                    survey.end_row = record.row;
                }
                if survey.end_row != u32::MAX {
                    if footer.len() < 1_000 {
                        footer.push(record.fields().map(str::trim).collect::<Vec<_>>().join(" "));
                    }
                    return Ok(true);
                }
                survey.line(record)?;
                if time_label.is_empty() {
                    time_label = record.field(survey.time - 1).trim().to_owned();
                }
                for (index, ..) in &survey.values {
                    match spellings(record.field(*index)) {
                        (Some(_), None) => n_comma += 1,
                        (None, Some(_)) => n_point += 1,
                        _ => {}
                    }
                }
                Ok(true)
            },
            &mut |_| {},
        )?;
        let mut survey = found.ok_or(FileError::Empty)?;
        if survey.n_lines == 0 {
            return Err(FileError::NoData);
        }
        survey.footer = Footer::read(&footer);
        let mapping = options.mapping.as_ref();
        let detected = if n_comma < n_point {
            DecimalSign::Point
        } else {
            DecimalSign::Comma
        };
        survey.sign = mapping.and_then(|mapping| mapping.decimal_sign).unwrap_or(detected);
        let office = survey.footer.publisher.map_or("genesis", |publisher| publisher.slug);
        survey.symbols = mapping
            .and_then(|mapping| mapping.symbols)
            .or_else(|| SymbolSet::of(office, survey.footer.known_on))
            .unwrap_or(SymbolSet::GENESIS);
        survey
            .times
            .decide(&survey.names[survey.time], &time_label, options.period_reading);
        let holds = |n_such: u64, block: &Block| 0 < n_such && block.n_filled * 9 <= n_such * 10;
        survey.part_of_year = survey
            .blocks
            .iter()
            .position(|block| holds(block.n_parts_of_year, block));
        let territory = survey
            .blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| holds(block.n_keys, block))
            .max_by_key(|(_, block)| block.n_keys);
        match territory {
            Some((index, _)) => survey.territory = index,
            None => {
                return Err(FileError::MissingRole {
                    row: survey.header_row,
                    columns: survey
                        .names
                        .iter()
                        .take(8)
                        .map(|name| crate::event::shortened(name))
                        .collect::<Vec<_>>()
                        .join(", "),
                    role: "territory",
                    examples: "a block of columns with official keys, such as KREISE; export the table with a regional variable",
                });
            }
        }
        for (index, head) in survey.heads.iter_mut().enumerate() {
            head.notes.clone_from(&survey.footer.remarks);
            debug_assert!(index < MOST_DIFFERENT);
        }
        Ok(survey)
    }

    fn header(record: &Record) -> Result<Self, FileError> {
        let names: Vec<String> = record.fields().map(|field| name_of(field).to_owned()).collect();
        let folded: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        let find = |wanted: &[&str]| folded.iter().position(|name| wanted.contains(&name.as_str()));
        let missing = |role: &'static str, examples: &'static str| FileError::MissingRole {
            row: record.row,
            columns: names
                .iter()
                .take(8)
                .map(|name| crate::event::shortened(name))
                .collect::<Vec<_>>()
                .join(", "),
            role,
            examples,
        };
        let statistic =
            find(&["statistik_code", "statistics_code"]).ok_or_else(|| missing("statistic", "statistics_code"))?;
        let time = find(&["zeit", "time"])
            .filter(|time| 0 < *time)
            .ok_or_else(|| missing("period", "time or Zeit"))?;
        let mut blocks = Vec::new();
        for number in 1..=99 {
            let of =
                |german: &str, english: &str| find(&[&format!("{number}_{german}"), &format!("{number}_{english}")]);
            let (Some(variable), Some(code)) = (
                of("merkmal_code", "variable_code"),
                of("auspraegung_code", "variable_attribute_code"),
            ) else {
                break;
            };
            blocks.push(Block {
                variable,
                label: of("merkmal_label", "variable_label").unwrap_or(variable),
                code,
                entry: of("auspraegung_label", "variable_attribute_label").unwrap_or(code),
                ..Block::default()
            });
        }
        let mut survey = Self {
            header_row: record.row,
            end_row: u32::MAX,
            statistic: (statistic, find(&["statistik_label", "statistics_label"])),
            time,
            blocks,
            territory: 0,
            part_of_year: None,
            values: Vec::new(),
            named: None,
            measures: HashMap::new(),
            heads: Vec::new(),
            times: Times::default(),
            sign: DecimalSign::Comma,
            symbols: SymbolSet::GENESIS,
            footer: Footer::default(),
            area_state: None,
            n_lines: 0,
            names: names.clone(),
        };
        if let Some(value) = find(&["value", "wert"]) {
            let named = (
                find(&["value_unit", "wert_einheit"]),
                find(&["value_variable_code", "wert_merkmal_code"]),
                find(&["value_variable_label", "wert_merkmal_label"]),
            );
            let (Some(unit), Some(code), Some(label)) = named else {
                return Err(missing(
                    "measure",
                    "value_unit, value_variable_code and value_variable_label",
                ));
            };
            survey.named = Some((unit, code, label));
            survey.values.push((value, find(&["value_q", "wert_q"]), None));
            return Ok(survey);
        }
        for (index, name) in names.iter().enumerate() {
            if !name.contains("__") || name.to_lowercase().ends_with("_q") {
                continue;
            }
            let quality = folded.iter().position(|other| *other == format!("{}_q", folded[index]));
            survey.values.push((index, quality, None));
        }
        if survey.values.is_empty() {
            return Err(missing(
                "value",
                "value, or a column such as BEVSTD__Bevoelkerungsstand__Anzahl",
            ));
        }
        Ok(survey)
    }

    fn line(&mut self, record: &Record) -> Result<(), FileError> {
        self.n_lines += 1;
        self.times.add(record.field(self.time));
        for block in &mut self.blocks {
            let code = record.field(block.code).trim();
            let entry = record.field(block.entry).trim();
            if !code.is_empty() {
                block.n_filled += 1;
                let variable = record.field(block.variable).trim();
                let is_regional = [
                    "KREIS", "GEMEIN", "FGEMEIN", "DLAND", "DINSG", "REGBEZ", "GEO", "STALA", "BULA", "AGS",
                ]
                .into_iter()
                .any(|start| variable.starts_with(start));
                let is_possible = is_regional && !figures::territory::readings(code, None).is_empty();
                block.n_keys += u64::from(layout::is_full_key(code) || is_possible);
                block.n_parts_of_year += u64::from(part_of_year(code, entry).is_some());
            }
            if self.area_state.is_none() {
                self.area_state = about::area_state(record.field(block.label));
            }
        }
        for nth in 0..self.values.len() {
            let measure = self.measure(record, nth);
            if let Some(known) = self.measures.get(&measure) {
                self.values[nth].2 = Some(*known);
                continue;
            }
            if MOST_DIFFERENT <= self.measures.len() {
                return Err(FileError::Mapping(format!(
                    "it has more than {MOST_DIFFERENT} different measures"
                )));
            }
            let name = match (measure.label.as_str(), measure.code.as_str()) {
                ("", "") => measure.statistic.clone(),
                (label, "") => format!("{label} ({})", measure.statistic),
                ("", code) => format!("{code} ({})", measure.statistic),
                (label, code) => format!("{label} ({} {code})", measure.statistic),
            };
            // One code in two units is two indicators.
            let is_taken = self.heads.iter().any(|head| head.name == name);
            let name = if is_taken {
                format!("{name}, {}", measure.unit)
            } else {
                name
            };
            let index = self.heads.len() as u32;
            self.heads.push(IndicatorHead {
                name,
                long_name: Some(measure.label.clone()).filter(|label| !label.is_empty()),
                source: self
                    .statistic
                    .1
                    .map(|column| record.field(column).trim().to_owned())
                    .filter(|label| !label.is_empty()),
                unit: about::unit(&measure.unit),
                unit_text: Some(measure.unit.clone()).filter(|unit| !unit.is_empty()),
                place: Place {
                    sheet: 0,
                    row: record.row,
                    column: self.values[nth].0 as u32 + 1,
                },
                ..IndicatorHead::default()
            });
            self.values[nth].2 = Some(index);
            self.measures.insert(measure, index);
        }
        Ok(())
    }

    /// The measure of a line's nth value.
    fn measure(&self, record: &Record, nth: usize) -> Measure {
        let statistic = record.field(self.statistic.0).trim().to_owned();
        if let Some((unit, code, label)) = self.named {
            let text = |index: usize| record.field(index).trim().to_owned();
            return Measure {
                statistic,
                code: text(code),
                label: text(label),
                unit: text(unit),
            };
        }
        let mut parts = self.names[self.values[nth].0]
            .split("__")
            .map(|part| part.replace('_', " ").trim().to_owned());
        let mut next = || parts.next().unwrap_or_default();
        Measure {
            statistic,
            code: next(),
            label: next(),
            unit: next(),
        }
    }
}

/// The part of a year that an entry is: `MONAT03`, `März`; `QUART2`, `2. Quartal`.
fn part_of_year(code: &str, entry: &str) -> Option<String> {
    let number = |prefix: &str| code.strip_prefix(prefix).and_then(|digits| digits.parse::<u8>().ok());
    if let Some(month) = number("MONAT").filter(|month| (1..=12).contains(month)) {
        return Some(format!("{month:02}/"));
    }
    if let Some(quarter) = number("QUART").filter(|quarter| (1..=4).contains(quarter)) {
        return Some(format!("{quarter}. Quartal "));
    }
    number("HALBJ")
        .filter(|half| (1..=2).contains(half))
        .map(|half| format!("{half}. Halbjahr "))
        .filter(|_| !entry.is_empty())
}

fn tell_head(file: &TextFile<'_>, survey: &Survey, sink: &mut dyn FnMut(Event)) {
    let is_census = survey.heads.iter().any(|head| {
        head.source.as_deref().is_some_and(|source| source.contains("Zensus"))
            || head.name.contains("(1000A")
            || head.name.contains("(2000")
    });
    let publisher = survey.footer.publisher;
    let mut detected = vec![
        ("encoding".to_owned(), file.encoding.name().to_owned()),
        (
            "delimiter".to_owned(),
            if file.delimiter == b'\t' {
                "tab".to_owned()
            } else {
                char::from(file.delimiter).to_string()
            },
        ),
        ("decimal sign".to_owned(), survey.sign.character().to_string()),
        ("signs".to_owned(), survey.symbols.as_str().to_owned()),
        (
            "header".to_owned(),
            if survey.named.is_some() {
                "newer: one line a value"
            } else {
                "older: one column a measure"
            }
            .to_owned(),
        ),
        ("lines".to_owned(), survey.n_lines.to_string()),
        (
            "territory".to_owned(),
            format!("block {} of {}", survey.territory + 1, survey.blocks.len()),
        ),
    ];
    if let Some(part) = file.part() {
        detected.push(("file in the archive".to_owned(), part.to_owned()));
    }
    if let Some(reading) = survey.times.reading() {
        detected.push(("period reading".to_owned(), reading.as_str().to_owned()));
    }
    sink(Event::Delivery(Box::new(DeliveryHead {
        layout: "GENESIS flat file (ffcsv)".to_owned(),
        provider: publisher.map(|publisher| publisher.provider.to_owned()),
        source_slug: publisher
            .map(|publisher| publisher.slug.to_owned())
            .or(is_census.then(|| "zensus-2022".to_owned())),
        title: publisher
            .map(|publisher| publisher.title.to_owned())
            .or(is_census.then(|| "Zensus 2022".to_owned())),
        source_note: survey.footer.note.clone(),
        licence: survey.footer.licence.clone(),
        known_on: survey.footer.known_on,
        area_state: survey.area_state.or(publisher.map(|_| AreaState::OfItsDay)),
        dataset_uri: publisher.map(|publisher| publisher.address.to_owned()),
        indicators: survey.heads.clone(),
        detected,
        ..DeliveryHead::default()
    })));
}

struct Teller<'a> {
    survey: &'a Survey,
    territories: HashMap<String, u32>,
    n_territories: u32,
    sets: HashMap<DimensionSet, u32>,
    periods: HashMap<String, Result<Period, Problem>>,
}

impl Teller<'_> {
    fn line(&mut self, record: &Record, sink: &mut dyn FnMut(Event)) {
        let survey = self.survey;
        let territory = self.territory(record, sink);
        let period = self.period(record);
        let (dimensions, broken) = match self.dimensions(record, sink) {
            Ok(index) => (index, None),
            Err(problem) => (0, Some(problem)),
        };
        let problem = self.misshapen(record).or(broken);
        for (nth, (index, quality, measure)) in survey.values.iter().enumerate() {
            let indicator = match survey.named {
                Some(_) => survey.measures.get(&survey.measure(record, nth)).copied(),
                None => *measure,
            };
            let value = match &problem {
                Some(problem) => Cell::Unreadable(problem.clone()),
                None => {
                    let cell = read(survey.symbols, survey.sign, record.field(*index).trim());
                    let sign = quality.map_or("", |index| record.field(index).trim());
                    if sign.is_empty() {
                        cell
                    } else {
                        survey
                            .symbols
                            .with_sign(cell, sign)
                            .unwrap_or_else(|| unknown_sign(sign))
                    }
                }
            };
            sink(Event::Row(Row {
                place: Place {
                    sheet: 0,
                    row: record.row,
                    column: *index as u32 + 1,
                },
                indicator: indicator.unwrap_or(0),
                territory,
                dimensions,
                period: period.clone(),
                value,
                repair: None,
                remark: None,
            }));
        }
    }

    fn territory(&mut self, record: &Record, sink: &mut dyn FnMut(Event)) -> u32 {
        let block = &self.survey.blocks[self.survey.territory];
        let (code, entry) = (record.field(block.code).trim(), record.field(block.entry).trim());
        // The total over all territories is the country; it has no code of its own.
        let text = if !code.is_empty() {
            code
        } else if breakdowns::of(entry) == Some(Breakdown::Total) {
            "DG"
        } else {
            lands::key(entry).unwrap_or("")
        };
        if let Some(index) = self.territories.get(text) {
            return *index;
        }
        let index = self.n_territories;
        self.n_territories += 1;
        sink(Event::Territory(TerritoryText {
            text: text.to_owned(),
            name: Some(entry.to_owned()).filter(|name| !name.is_empty() && !name.contains(LOST)),
            level: None,
            place: Place {
                sheet: 0,
                row: record.row,
                column: block.code as u32 + 1,
            },
        }));
        if self.territories.len() < MOST_DIFFERENT {
            self.territories.insert(text.to_owned(), index);
        }
        index
    }

    fn period(&mut self, record: &Record) -> Result<Period, Problem> {
        let survey = self.survey;
        let mut text = record.field(survey.time).trim().to_owned();
        if let Some(block) = survey.part_of_year.map(|index| &survey.blocks[index])
            && let Some(part) = part_of_year(record.field(block.code).trim(), record.field(block.entry).trim())
        {
            text = format!("{part}{text}");
        }
        if let Some(known) = self.periods.get(&text) {
            return known.clone();
        }
        let read = survey.times.read(&text);
        if self.periods.len() < MOST_DIFFERENT {
            self.periods.insert(text, read.clone());
        }
        read
    }

    fn dimensions(&mut self, record: &Record, sink: &mut dyn FnMut(Event)) -> Result<u32, Problem> {
        let mut set = DimensionSet::default();
        for (index, block) in self.survey.blocks.iter().enumerate() {
            if index == self.survey.territory || Some(index) == self.survey.part_of_year {
                continue;
            }
            let (variable, label) = (record.field(block.variable).trim(), record.field(block.label).trim());
            let (code, entry) = (record.field(block.code).trim(), record.field(block.entry).trim());
            if variable.is_empty() || code.is_empty() || variable == "DINSG" {
                continue;
            }
            let known = breakdowns::of(entry).or_else(|| breakdowns::of(code));
            let (concept, code) = match known {
                Some(Breakdown::Total) => continue,
                Some(Breakdown::Entry(concept, code)) => (concept.to_owned(), code),
                None => (
                    breakdowns::concept(label).map_or_else(|| columns::plain(variable), str::to_owned),
                    columns::plain(code),
                ),
            };
            set.insert(&concept, &code)
                .map_err(|error| Problem::new("dimension", entry, error.to_string()))?;
        }
        if let Some(index) = self.sets.get(&set) {
            return Ok(*index);
        }
        let index = self.sets.len() as u32;
        sink(Event::Dimensions(set.clone()));
        self.sets.insert(set, index);
        Ok(index)
    }

    /// A line with more or fewer cells than the header has moved its values or was cut off.
    fn misshapen(&self, record: &Record) -> Option<Problem> {
        let n_names = self.survey.names.len();
        let extra = (n_names..record.len()).find(|index| !record.field(*index).trim().is_empty());
        let (code, remedy) = match extra {
            Some(_) => (
                "shifted",
                "a cell too many has moved the values, put texts that hold the delimiter in quotation marks",
            ),
            // Only what stands behind the last value may be missing.
            None if record.len() <= self.survey.values.iter().map(|(index, ..)| *index).max().unwrap_or(0) => {
                ("cut_off", "the line is cut off, export the file again")
            }
            None => return None,
        };
        Some(Problem::new(
            code,
            &record.len().to_string(),
            format!(
                "line {} has {} cells and the header {n_names}; {remedy}",
                record.row,
                record.len()
            ),
        ))
    }
}
