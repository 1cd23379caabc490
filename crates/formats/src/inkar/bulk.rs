//! The bulk download of INKAR: one CSV with every value of an edition, in a zip archive (or unpacked).
//!
//! One line a value, `;`, decimal comma, the columns `Bereich`, `Indikator`, `Raumbezug`, `Kennziffer`, `Name`, `Zeitbezug`, `Wert`; newer
//! editions add `ID` and `Kuerzel`, others put every field into quotation marks. An edition has some 21 million lines and several
//! gigabytes; it is gone through twice (indicators, then rows) and held nowhere. Lines about spatial units without an official key are
//! told with the reason, as in the workbooks. The file names its edition, if at all, in its own name within the archive.

use std::collections::HashMap;

use figures::{
    number::{DecimalSign, Number},
    observation::Status,
    period::Period,
};

use crate::{
    Cell, Confidence, DeliveryHead, Event, FileError, Format, IndicatorHead, Place, Problem, ReadOptions, ReadSeek,
    Row, Sample, SkippedKind, TerritoryText,
    event::shortened,
    kinds,
    limits::Limits,
    period_text,
    text::{LOST, Record, TextFile, head_of},
};

/// The bulk download of INKAR.
pub struct InkarBulk;

/// More indicators or territories than this are no INKAR.
const MOST_DIFFERENT: usize = 200_000;

impl Format for InkarBulk {
    fn id(&self) -> &'static str {
        "inkar-bulk"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        let Some(head) = head_of(sample) else {
            return Confidence::No;
        };
        let (encoding, n_mark) = encoding_rs::Encoding::for_bom(head).unwrap_or((encoding_rs::UTF_8, 0));
        let text = encoding.decode_without_bom_handling(&head[n_mark..]).0;
        let line = text.lines().next().unwrap_or("");
        let names: Vec<String> = line.split(char::from(delimiter(line))).map(folded).collect();
        let has = |wanted: &str| names.iter().any(|name| name == wanted);
        if ["indikator", "raumbezug", "kennziffer", "zeitbezug", "wert"]
            .into_iter()
            .all(has)
        {
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
        let mut file = TextFile::open(input, limits, delimiter)?;
        let survey = Survey::of(&mut file, options)?;
        tell_head(&file, &survey, sink);
        let mut teller = Teller {
            survey: &survey,
            territories: HashMap::new(),
            n_territories: 0,
            periods: HashMap::new(),
            kinds: HashMap::new(),
        };
        let mut n_blank = 0;
        let mut notes = Vec::new();
        file.each(
            &mut |record| {
                if record.row == survey.columns.header_row {
                    sink(Event::Skipped {
                        kind: SkippedKind::Header,
                        n_lines: 1,
                    });
                } else if record.is_blank() {
                    n_blank += 1;
                } else {
                    teller.line(record, sink);
                }
                Ok(true)
            },
            &mut |note| notes.push(note),
        )?;
        if 0 < n_blank {
            sink(Event::Skipped {
                kind: SkippedKind::Blank,
                n_lines: n_blank,
            });
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
        TextFile::open(input, limits, delimiter)?.cell_at(place)
    }
}

/// `;` unless the header is cut by another sign.
fn delimiter(head: &str) -> u8 {
    let first = head.lines().next().unwrap_or("");
    [b';', b'\t', b',', b'|']
        .into_iter()
        .max_by_key(|byte| (first.bytes().filter(|one| one == byte).count(), *byte == b';'))
        .unwrap_or(b';')
}

fn folded(name: &str) -> String {
    name.trim()
        .trim_start_matches('\u{feff}')
        .trim_matches('"')
        .trim()
        .to_lowercase()
}

/// Where the columns stand, counted from 0.
struct Columns {
    header_row: u32,
    n_names: usize,
    area: Option<usize>,
    id: Option<usize>,
    short: Option<usize>,
    indicator: usize,
    kind: usize,
    key: usize,
    name: Option<usize>,
    time: usize,
    value: usize,
    unit: Option<usize>,
}

impl Columns {
    fn of(record: &Record) -> Result<Self, FileError> {
        let names: Vec<String> = record.fields().map(folded).collect();
        let find = |wanted: &[&str]| names.iter().position(|name| wanted.contains(&name.as_str()));
        let need = |wanted: &[&str], role: &'static str, examples: &'static str| {
            find(wanted).ok_or_else(|| FileError::MissingRole {
                row: record.row,
                columns: names
                    .iter()
                    .take(8)
                    .map(|name| shortened(name))
                    .collect::<Vec<_>>()
                    .join(", "),
                role,
                examples,
            })
        };
        Ok(Self {
            header_row: record.row,
            n_names: names.len(),
            area: find(&["bereich"]),
            id: find(&["id", "m_id", "indikator_id"]),
            short: find(&["kuerzel", "kürzel", "kurzname"]),
            indicator: need(&["indikator", "indikatorname"], "indicator", "Indikator")?,
            kind: need(&["raumbezug"], "kind of spatial unit", "Raumbezug")?,
            key: need(&["kennziffer"], "territory", "Kennziffer")?,
            name: find(&["name", "raumeinheit"]),
            time: need(&["zeitbezug"], "period", "Zeitbezug")?,
            value: need(&["wert"], "value", "Wert")?,
            unit: find(&["einheit"]),
        })
    }
}

/// What was found out before anything is told.
struct Survey {
    columns: Columns,
    /// Indicator by its name and id.
    known: HashMap<(String, String), u32>,
    heads: Vec<IndicatorHead>,
    times: period_text::ColumnReading,
    sign: DecimalSign,
    n_lines: u64,
}

impl Survey {
    fn of(file: &mut TextFile<'_>, options: &ReadOptions) -> Result<Self, FileError> {
        let mut columns: Option<Columns> = None;
        let mut known: HashMap<(String, String), u32> = HashMap::new();
        let mut heads: Vec<IndicatorHead> = Vec::new();
        let mut last: (String, String, u32) = (String::new(), String::new(), u32::MAX);
        let mut times = period_text::Survey::default();
        let mut last_time = String::new();
        let mut n_lines = 0;
        let (mut n_comma, mut n_point) = (0_u32, 0_u32);
        file.each(
            &mut |record| {
                if record.is_blank() {
                    return Ok(true);
                }
                let Some(columns) = &columns else {
                    columns = Some(Columns::of(record)?);
                    return Ok(true);
                };
                n_lines += 1;
                let time = record.field(columns.time);
                if time != last_time {
                    times.add(time);
                    last_time = time.to_owned();
                }
                if n_comma + n_point < 1_000 {
                    let value = record.field(columns.value);
                    n_comma += u32::from(value.contains(','));
                    n_point += u32::from(value.contains('.'));
                }
                let (name, id) = names(record, columns);
                // Lines of one indicator stand together.
                if last.2 != u32::MAX && last.0 == name && last.1 == id {
                    return Ok(true);
                }
                let key = (name.to_owned(), id.to_owned());
                let index = match known.get(&key) {
                    Some(index) => *index,
                    None => {
                        if MOST_DIFFERENT <= heads.len() {
                            return Err(FileError::Mapping(format!(
                                "it has more than {MOST_DIFFERENT} different indicators"
                            )));
                        }
                        let index = heads.len() as u32;
                        heads.push(head(record, columns, name, id));
                        known.insert(key.clone(), index);
                        index
                    }
                };
                last = (key.0, key.1, index);
                Ok(true)
            },
            &mut |_| {},
        )?;
        let columns = columns.ok_or(FileError::Empty)?;
        if n_lines == 0 {
            return Err(FileError::NoData);
        }
        unique(&mut heads, &known);
        let detected = if n_comma < n_point {
            DecimalSign::Point
        } else {
            DecimalSign::Comma
        };
        Ok(Self {
            columns,
            known,
            heads,
            times: times.decide("Zeitbezug", options.period_reading),
            sign: options
                .mapping
                .as_ref()
                .and_then(|mapping| mapping.decimal_sign)
                .unwrap_or(detected),
            n_lines,
        })
    }
}

/// The name of the indicator and its id. The short name is the one that the workbooks use, so that both editions of INKAR meet.
fn names<'r>(record: &'r Record, columns: &Columns) -> (&'r str, &'r str) {
    let text = |index: Option<usize>| index.map_or("", |index| record.field(index).trim());
    (record.field(columns.indicator).trim(), text(columns.id))
}

fn head(record: &Record, columns: &Columns, name: &str, id: &str) -> IndicatorHead {
    let text = |index: Option<usize>| {
        index
            .map(|index| record.field(index).trim())
            .filter(|text| !text.is_empty())
    };
    let mut notes = Vec::new();
    if let Some(area) = text(columns.area) {
        notes.push(format!("INKAR, Bereich {area}"));
    }
    if !id.is_empty() {
        notes.push(format!("Nummer {id}"));
    }
    if let Some(short) = text(columns.short) {
        notes.push(format!("Kürzel {short}"));
    }
    IndicatorHead {
        name: name.to_owned(),
        notes: Some(notes.join(", ")).filter(|notes| !notes.is_empty()),
        unit: text(columns.unit).and_then(crate::table::units::unit),
        unit_text: text(columns.unit).map(str::to_owned),
        place: Place {
            sheet: 0,
            row: record.row,
            column: columns.indicator as u32 + 1,
        },
        ..IndicatorHead::default()
    }
}

/// INKAR gives some names to two indicators; their number tells them apart.
fn unique(heads: &mut [IndicatorHead], known: &HashMap<(String, String), u32>) {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for (name, _) in known.keys() {
        *counts.entry(name.as_str()).or_default() += 1;
    }
    for ((name, id), index) in known {
        if 1 < counts[name.as_str()]
            && let Some(head) = heads.get_mut(*index as usize)
        {
            head.name = format!("{name} ({id})");
        }
    }
}

fn tell_head(file: &TextFile<'_>, survey: &Survey, sink: &mut dyn FnMut(Event)) {
    let edition = file.part().and_then(edition_in);
    let mut detected = vec![
        ("encoding".to_owned(), file.encoding.name().to_owned()),
        ("delimiter".to_owned(), char::from(file.delimiter).to_string()),
        ("decimal sign".to_owned(), survey.sign.character().to_string()),
        ("indicators".to_owned(), survey.heads.len().to_string()),
        ("lines".to_owned(), survey.n_lines.to_string()),
    ];
    if let Some(part) = file.part() {
        detected.push(("file in the archive".to_owned(), part.to_owned()));
    }
    if let Some(reading) = survey.times.chosen {
        detected.push(("period reading".to_owned(), reading.as_str().to_owned()));
    }
    let title = "INKAR – Indikatoren und Karten zur Raum- und Stadtentwicklung";
    let note = edition.as_ref().map(|edition| {
        format!("{title}, Ausgabe {edition}. Hrsg.: Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR), Bonn. www.inkar.de")
    });
    sink(Event::Delivery(Box::new(DeliveryHead {
        layout: "INKAR bulk download, one line a value".to_owned(),
        provider: Some("Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR)".to_owned()),
        source_slug: Some("inkar".to_owned()),
        title: Some(title.to_owned()),
        source_note: note,
        licence: Some("dl-de/by-2-0".to_owned()),
        edition,
        indicators: survey.heads.clone(),
        detected,
        ..DeliveryHead::default()
    })));
}

/// `inkar_2025.csv` is edition 2025.
fn edition_in(name: &str) -> Option<String> {
    let digits = name.split(|letter: char| !letter.is_ascii_digit());
    digits
        .filter(|part| part.len() == 4 && part.starts_with("20"))
        .map(str::to_owned)
        .next()
}

type Line = (u32, Option<Problem>);

struct Teller<'a> {
    survey: &'a Survey,
    territories: HashMap<(String, String), Line>,
    n_territories: u32,
    periods: HashMap<String, Result<Period, Problem>>,
    kinds: HashMap<String, Result<figures::territory::Level, Problem>>,
}

impl Teller<'_> {
    fn line(&mut self, record: &Record, sink: &mut dyn FnMut(Event)) {
        let columns = &self.survey.columns;
        let (name, id) = names(record, columns);
        let indicator = self.survey.known.get(&(name.to_owned(), id.to_owned())).copied();
        let (territory, problem) = self.territory(record, sink);
        let problem = self.misshapen(record).or(problem).or_else(|| {
            name.is_empty().then(|| {
                Problem::new(
                    "indicator_blank",
                    id,
                    format!("line {} names no indicator; export the file again", record.row),
                )
            })
        });
        let period = self.period(record.field(columns.time).trim());
        let value = match problem {
            Some(problem) => Cell::Unreadable(problem),
            None => value(record.field(columns.value).trim(), self.survey.sign),
        };
        sink(Event::Row(Row {
            place: Place {
                sheet: 0,
                row: record.row,
                column: columns.value as u32 + 1,
            },
            indicator: indicator.unwrap_or(0),
            territory,
            dimensions: 0,
            period,
            value,
            repair: None,
            remark: None,
        }));
    }

    fn territory(&mut self, record: &Record, sink: &mut dyn FnMut(Event)) -> Line {
        let columns = &self.survey.columns;
        let (kind, key) = (record.field(columns.kind).trim(), record.field(columns.key).trim());
        let known = (kind.to_owned(), key.to_owned());
        if let Some(line) = self.territories.get(&known) {
            return line.clone();
        }
        let level = self
            .kinds
            .entry(known.0.clone())
            .or_insert_with(|| kinds::level(kind).ok_or_else(|| kinds::without_key(kind)))
            .clone();
        let name = columns.name.map_or("", |index| record.field(index).trim());
        sink(Event::Territory(TerritoryText {
            text: key.to_owned(),
            name: Some(name.to_owned()).filter(|name| !name.is_empty() && !name.contains(LOST)),
            level: level.as_ref().ok().copied(),
            place: Place {
                sheet: 0,
                row: record.row,
                column: columns.key as u32 + 1,
            },
        }));
        let blank = key.is_empty().then(|| {
            Problem::new(
                "key_blank",
                name,
                format!(
                    "line {} has no key in column Kennziffer; write the official key of the territory there",
                    record.row
                ),
            )
        });
        let line = (self.n_territories, level.err().or(blank));
        self.n_territories += 1;
        if self.territories.len() < MOST_DIFFERENT {
            self.territories.insert(known, line.clone());
        }
        line
    }

    fn period(&mut self, text: &str) -> Result<Period, Problem> {
        if let Some(known) = self.periods.get(text) {
            return known.clone();
        }
        let read = self.survey.times.read(text);
        if self.periods.len() < MOST_DIFFERENT {
            self.periods.insert(text.to_owned(), read.clone());
        }
        read
    }

    fn misshapen(&self, record: &Record) -> Option<Problem> {
        let n_names = self.survey.columns.n_names;
        if record.len() == n_names {
            return None;
        }
        let (code, remedy) = if record.len() < n_names {
            ("cut_off", "the line is cut off, download the file again")
        } else if (n_names..record.len()).all(|index| record.field(index).trim().is_empty()) {
            return None;
        } else {
            (
                "shifted",
                "a cell too many has moved the values, put texts that hold the delimiter in quotation marks",
            )
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

/// A value: a number or a blank. INKAR has no signs.
fn value(text: &str, sign: DecimalSign) -> Cell {
    if text.is_empty() || matches!(text, "NULL" | "NA") {
        return Cell::Missing(Status::NOT_KNOWN);
    }
    match Number::parse(text, sign) {
        Ok(number) => Cell::Number(number),
        Err(error) => Cell::Unreadable(Problem::new("not_a_number", text, error.to_string())),
    }
}
