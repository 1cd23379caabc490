//! Climate plans of cities: greenhouse gases by year and sector, measured and planned, with the number of inhabitants.
//!
//! The layout is that of the open climate dashboards of Code for Germany: `year,category,type,co2,note`, where `type` is `real`,
//! `geplant` or `Einwohner`; in 1,000 tonnes of CO₂. Other towns write the same columns in another order, in German, with another
//! delimiter or decimal sign, or without notes. Each city is a file named after it; a folder of such files is one delivery, in
//! which `meta.csv` names the cities. Measured and planned values are never mixed: planned ones are an indicator of their own that is
//! marked as planned, whatever year they are about. A sector is a breakdown, `Gesamt` the total without breakdown.
//!
//! Beside the plans stand records of measures (`…_sachstand.csv`: assessment, title, text): no figures. In a folder they are kept with
//! the original and told; alone they are refused in one sentence.

mod plan;

use std::io::{Cursor, Read, SeekFrom};

use figures::number::DecimalSign;

use crate::{
    Confidence, DeliveryHead, Event, FileError, Format, Place, Problem, ReadOptions, ReadSeek, Sample, SkippedKind,
    archive::{Archive, Part},
    event::shortened,
    limits::Limits,
    text::{self, Record, Records},
    workbook::ZIP_MAGIC,
};

/// Climate plans.
pub struct ClimatePlans;

const MEASURES: &str = "assessment,id,title,text,priority,potential,parent";
const CITIES: &str = "city_machine,city_human";

/// What a text file of this family is, by its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plan(Layout),
    Measures,
    Cities,
}

/// Where the columns of a plan stand, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Layout {
    delimiter: u8,
    year: usize,
    category: usize,
    kind: usize,
    co2: usize,
    note: Option<usize>,
    n_columns: usize,
}

const YEAR: &[&str] = &["year", "jahr"];
const CATEGORY: &[&str] = &["category", "kategorie", "sektor", "sector"];
const TYPE: &[&str] = &["type", "typ"];
const CO2: &[&str] = &["co2", "co₂", "co2eq", "co2_kt", "emissionen", "emissions"];
const NOTE: &[&str] = &[
    "note",
    "notes",
    "notiz",
    "anmerkung",
    "anmerkungen",
    "bemerkung",
    "kommentar",
    "comment",
    "quelle",
    "source",
];

impl Layout {
    /// The columns by their names; year, category, type and emissions have to be there, and nothing else but a note.
    fn of(line: &str, delimiter: u8) -> Option<Self> {
        let names: Vec<String> = line
            .split(char::from(delimiter))
            .map(|name| name.trim().trim_matches('"').trim().to_lowercase())
            .collect();
        let n_columns = names.iter().rposition(|name| !name.is_empty())? + 1;
        let place = |words: &[&str]| names.iter().position(|name| words.contains(&name.as_str()));
        let note = place(NOTE);
        let layout = Self {
            delimiter,
            year: place(YEAR)?,
            category: place(CATEGORY)?,
            kind: place(TYPE)?,
            co2: place(CO2)?,
            note,
            n_columns,
        };
        (n_columns == 4 + usize::from(note.is_some())).then_some(layout)
    }
}

fn kind(head: &[u8]) -> Option<Kind> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let text = String::from_utf8_lossy(head);
    let line = text.split(['\n', '\r']).map(str::trim).find(|line| !line.is_empty())?;
    let bare = line.replace([' ', '"'], "").to_lowercase();
    if let Some(layout) = [b',', b';', b'\t']
        .into_iter()
        .find_map(|delimiter| Layout::of(line, delimiter))
    {
        Some(Kind::Plan(layout))
    } else if bare.starts_with(MEASURES) {
        Some(Kind::Measures)
    } else if bare.starts_with(CITIES) {
        Some(Kind::Cities)
    } else {
        None
    }
}

/// The columns of a plan, by its first bytes.
fn layout(head: &[u8]) -> Result<Layout, FileError> {
    match kind(head) {
        Some(Kind::Plan(layout)) => Ok(layout),
        _ => Err(FileError::MissingRole {
            row: 1,
            columns: "others".to_owned(),
            role: "plan",
            examples: "year, category, type, co2 and perhaps note",
        }),
    }
}

impl Format for ClimatePlans {
    fn id(&self) -> &'static str {
        "climate-plan"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        let is_ours = match sample {
            Sample::Text(head) => kind(head).is_some(),
            Sample::Archive(parts) => parts.iter().any(|part| matches!(kind(&part.head), Some(Kind::Plan(_)))),
            _ => false,
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
        let head = start(input)?;
        if head.starts_with(ZIP_MAGIC) {
            return folder(input, options, limits, sink);
        }
        match kind(&head) {
            Some(Kind::Measures) => {
                return Err(FileError::OtherKind {
                    found: "a record of how far the measures of a climate plan have come (assessment, title, text)",
                    remedy: "it holds no figures; deliver it together with the plan as one folder, so that it is kept",
                });
            }
            Some(Kind::Cities) => {
                return Err(FileError::OtherKind {
                    found: "a list of cities with climate plans",
                    remedy: "it holds no figures; deliver the folder with the plans of the cities",
                });
            }
            Some(Kind::Plan(_)) | None => {}
        }
        let layout = layout(&head)?;
        let mapping = options.mapping.clone().unwrap_or_default();
        let stem = options
            .file_name
            .as_deref()
            .map(city_of)
            .filter(|stem| !stem.is_empty());
        let territory = match (mapping.territory, stem) {
            (Some(key), _) => plan::Territory::Key(key),
            (None, Some(name)) => plan::Territory::Name(name.to_owned()),
            (None, None) => return Err(FileError::TerritoryUnknown),
        };
        let sign = plan::decimal_sign(input, &layout, limits)?;
        sink(Event::Delivery(Box::new(delivery(Vec::new(), Vec::new(), sign))));
        let mut teller = plan::Teller::new(sink);
        teller.table(input, 0, &territory, &layout, limits)
    }

    fn cell_at(
        &self,
        input: &mut dyn ReadSeek,
        place: Place,
        _options: &ReadOptions,
        limits: &Limits,
    ) -> Result<String, FileError> {
        let head = start(input)?;
        if !head.starts_with(ZIP_MAGIC) {
            let encoding = text::detect(input)?;
            return text::cell_at(input, encoding, layout(&head)?.delimiter, place, limits);
        }
        let mut archive = Archive::open(input, limits)?;
        let plans = plans(&mut archive, limits)?.0;
        let part = plans
            .get(usize::from(place.sheet))
            .ok_or(FileError::NoSuchCell(place))?;
        let bytes = archive.bytes(part)?;
        let delimiter = layout(&bytes[..bytes.len().min(512)])?.delimiter;
        let mut bytes = Cursor::new(bytes);
        let encoding = text::detect(&mut bytes)?;
        text::cell_at(&mut bytes, encoding, delimiter, Place { sheet: 0, ..place }, limits)
    }
}

fn delivery(sheets: Vec<String>, mut detected: Vec<(String, String)>, sign: Option<DecimalSign>) -> DeliveryHead {
    let shown = sign.map_or_else(|| "undecided".to_owned(), |sign| sign.character().to_string());
    detected.push(("decimal sign".to_owned(), shown));
    DeliveryHead {
        layout: "climate plan (year, category, type, co2, note)".to_owned(),
        source_fallback: Some("climate-plan".to_owned()),
        indicators: plan::indicators(),
        sheets,
        detected,
        ..DeliveryHead::default()
    }
}

/// Reads all plans of a folder.
fn folder(
    input: &mut dyn ReadSeek,
    options: &ReadOptions,
    limits: &Limits,
    sink: &mut dyn FnMut(Event),
) -> Result<(), FileError> {
    let mut archive = Archive::open(input, limits)?;
    let (plans, others) = plans(&mut archive, limits)?;
    if options
        .mapping
        .as_ref()
        .is_some_and(|mapping| mapping.territory.is_some())
        && 1 < plans.len()
    {
        return Err(FileError::Mapping(
            "the folder holds plans of several cities, so no one territory fits all".to_owned(),
        ));
    }
    let mut names: Vec<(String, String)> = Vec::new();
    for (part, kind) in &others {
        if *kind == Some(Kind::Cities) {
            let mut bytes = Cursor::new(archive.bytes(part)?);
            let mut records = Records::new(&mut bytes, encoding_rs::UTF_8, b',', limits)?;
            let mut record = Record::default();
            while records.next(&mut record)? {
                names.push((record.field(0).trim().to_owned(), record.field(1).trim().to_owned()));
            }
        }
    }
    let sheets = plans.iter().map(|part| part.name.clone()).collect();
    let detected = vec![
        ("tables".to_owned(), plans.len().to_string()),
        ("other files".to_owned(), others.len().to_string()),
    ];
    sink(Event::Delivery(Box::new(delivery(
        sheets,
        detected,
        Some(DecimalSign::Point),
    ))));
    for (part, kind) in &others {
        tell_other(&mut archive, part, *kind, sink)?;
    }
    let mut teller = plan::Teller::new(sink);
    for (sheet, part) in (0_u16..).zip(&plans) {
        let machine = city_of(&part.name);
        let name = names
            .iter()
            .find(|(one, _)| one == machine)
            .map_or(machine, |(_, name)| name);
        let chosen = options.mapping.as_ref().and_then(|mapping| mapping.territory.clone());
        let territory = chosen.map_or_else(|| plan::Territory::Name(name.to_owned()), plan::Territory::Key);
        let bytes = archive.bytes(part)?;
        let layout = layout(&bytes[..bytes.len().min(512)])?;
        teller.table(&mut Cursor::new(bytes), sheet, &territory, &layout, limits)?;
    }
    Ok(())
}

/// A file of the folder that holds no plan: told with the number of its lines.
fn tell_other(
    archive: &mut Archive<'_>,
    part: &Part,
    kind: Option<Kind>,
    sink: &mut dyn FnMut(Event),
) -> Result<(), FileError> {
    let n_lines = archive.bytes(part)?.iter().filter(|byte| **byte == b'\n').count();
    sink(Event::Skipped {
        kind: SkippedKind::OtherSheet,
        n_lines: u32::try_from(n_lines).unwrap_or(u32::MAX),
    });
    if kind == Some(Kind::Measures) {
        let message = format!(
            "{} is a record of how far measures have come, no figures; it is kept with the original",
            shortened(&part.name)
        );
        let note = Problem::new("record_of_measures", &part.name, message);
        let place = Place {
            sheet: u16::MAX,
            row: 1,
            column: 1,
        };
        sink(Event::Note { place, note });
    }
    Ok(())
}

/// The plans of a folder in order of their paths, and the other files with what they are.
#[expect(clippy::type_complexity, reason = "two lists of parts, one with what its parts are")]
fn plans(archive: &mut Archive<'_>, limits: &Limits) -> Result<(Vec<Part>, Vec<(Part, Option<Kind>)>), FileError> {
    let mut parts = archive.parts().to_vec();
    parts.sort_by(|a, b| a.name.cmp(&b.name));
    let (mut plans, mut others) = (Vec::new(), Vec::new());
    let mut n_bytes = 0_u64;
    for part in parts {
        n_bytes = n_bytes.saturating_add(part.n_bytes);
        if limits.decoded_bytes < n_bytes || limits.stream_bytes < part.n_bytes {
            return Err(FileError::DecodedTooLarge {
                part: shortened(&part.name),
                limit: limits.stream_bytes,
            });
        }
        let head = archive.head(&part, 512)?;
        match kind(&head) {
            Some(Kind::Plan(_)) => plans.push(part),
            other => others.push((part, other)),
        }
    }
    Ok((plans, others))
}

/// The city that a file is named after.
fn city_of(path: &str) -> &str {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

fn start(input: &mut dyn ReadSeek) -> Result<Vec<u8>, FileError> {
    input.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    (&mut *input).take(512).read_to_end(&mut head)?;
    input.seek(SeekFrom::Start(0))?;
    Ok(head)
}
