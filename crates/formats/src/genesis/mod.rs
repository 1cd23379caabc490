//! Tables of the GENESIS databases (GENESIS-Online, Regionaldatenbank Deutschland and those of the Länder), as CSV.
//!
//! Two layouts. The *table* (`GENESIS-Tabelle: 12411-01-01-4`) is what the pages of the databases export as CSV: title lines, one to
//! several header lines, one line a territory and time, remarks, licence and data state at the end; in ISO-8859-1 or UTF-8, `;`, decimal
//! comma. The *flat file* (ffcsv, [`flat`]) has one line a value, with codes. Both name each indicator by its measure, the words of its
//! column and the code of its table or value, and read well-known breakdowns (sex, citizenship, age) as dimensions.
//!
//! Signs in place of numbers are those of the publisher and the data state ([`crate::symbols`]). A publisher that names no area state in
//! title or subtitle publishes on the area of the day. What a key means, also that of a district that no longer exists, is for the
//! receiver to say.

mod about;
mod columns;
pub mod flat;
mod layout;
mod lines;
mod stated_units;
mod times;
mod value_columns;

use figures::{number::DecimalSign, source::AreaState};

use crate::{
    Confidence, DeliveryHead, Event, FileError, Format, Place, ReadOptions, ReadSeek, Sample, SkippedKind,
    limits::Limits,
    symbols::SymbolSet,
    text::{self, Record, Records},
};
use about::{Footer, Preamble};
use columns::{Columns, Stub};
use layout::Layout;

/// Tables as the pages of the databases export them.
pub struct Genesis;

impl Format for Genesis {
    fn id(&self) -> &'static str {
        "genesis"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        let Sample::Text(head) = sample else {
            return Confidence::No;
        };
        let head = beginning(head);
        let first = head
            .lines()
            .map(str::trim)
            .find(|line| !line.trim_matches([';', '"', ',']).is_empty());
        if first.is_some_and(|line| about::code(line.trim_end_matches([';', ',']).trim()).is_some()) {
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
        let layout = Layout::of(input, limits)?;
        if let Some(row) = layout.second_table {
            return Err(FileError::SecondTable { row });
        }
        let preamble = Preamble::read(&layout.preamble);
        let footer = Footer::read(&layout.footer);
        let mut columns = columns::decide(&layout, &preamble, options.period_reading)?;
        for head in &mut columns.indicators {
            head.notes.clone_from(&footer.remarks);
        }
        let publisher = footer.publisher.or_else(|| about::publisher_of_code(&preamble.code));
        let office = publisher.map_or("genesis", |publisher| publisher.slug);
        let symbols = options
            .mapping
            .as_ref()
            .and_then(|mapping| mapping.symbols)
            .or_else(|| SymbolSet::of(office, footer.known_on))
            .unwrap_or(SymbolSet::GENESIS);
        let sign = options
            .mapping
            .as_ref()
            .and_then(|mapping| mapping.decimal_sign)
            .unwrap_or_else(|| decimal_sign(&layout, &columns));
        let is_census = about::is_of_census(&preamble.code);
        let (census, census_title, census_day) = about::CENSUS;
        let mut head = DeliveryHead {
            layout: format!(
                "GENESIS table {}, CSV",
                if preamble.code.is_empty() {
                    "without code"
                } else {
                    &preamble.code
                }
            ),
            provider: publisher.map(|publisher| publisher.provider.to_owned()),
            source_slug: Some(if is_census { census } else { office }.to_owned()),
            title: match is_census {
                true => Some(census_title.to_owned()),
                false => publisher.map(|publisher| publisher.title.to_owned()),
            },
            source_note: footer.note.clone(),
            licence: footer.licence.clone(),
            known_on: footer.known_on,
            area_state: preamble
                .area_state
                .or(is_census.then_some(AreaState::RecomputedTo(census_day)))
                .or(publisher.map(|_| AreaState::OfItsDay)),
            dataset_uri: publisher.map(|publisher| publisher.address.to_owned()),
            indicators: columns.indicators.clone(),
            ..DeliveryHead::default()
        };
        tell_detected(&mut head, &layout, &preamble, &columns, sign, symbols);
        crate::units::deliver(head, sink);
        lines::tell(input, &layout, &preamble, &columns, sign, symbols, limits, sink)
    }

    fn cell_at(
        &self,
        input: &mut dyn ReadSeek,
        place: Place,
        _options: &ReadOptions,
        limits: &Limits,
    ) -> Result<String, FileError> {
        let encoding = text::detect(input)?;
        let delimiter = layout::detect_delimiter(input, encoding)?;
        text::cell_at(input, encoding, delimiter, place, limits)
    }
}

/// The beginning of a text file, whatever its encoding: codes and column names of the layouts are plain letters.
fn beginning(head: &[u8]) -> String {
    let (encoding, n_mark) = encoding_rs::Encoding::for_bom(head).unwrap_or((encoding_rs::WINDOWS_1252, 0));
    encoding.decode_without_bom_handling(&head[n_mark..]).0.into_owned()
}

/// German tables have a decimal comma; English exports are known by numbers that only a point explains.
fn decimal_sign(layout: &Layout, columns: &Columns) -> DecimalSign {
    let of_values = || {
        columns
            .values
            .iter()
            .filter_map(|column| layout.columns.get(column.index))
    };
    let n_comma: u64 = of_values().map(|survey| survey.n_comma).sum();
    let n_point: u64 = of_values().map(|survey| survey.n_point).sum();
    if n_comma < n_point {
        DecimalSign::Point
    } else {
        DecimalSign::Comma
    }
}

fn tell_detected(
    head: &mut DeliveryHead,
    layout: &Layout,
    preamble: &Preamble,
    columns: &Columns,
    sign: DecimalSign,
    symbols: SymbolSet,
) {
    let mut tell = |what: &str, found: String| head.detected.push((what.to_owned(), found));
    let delimiter = if layout.delimiter == b'\t' {
        "tab".to_owned()
    } else {
        char::from(layout.delimiter).to_string()
    };
    tell("encoding", layout.encoding.name().to_owned());
    tell("delimiter", delimiter);
    tell("decimal sign", sign.character().to_string());
    tell("signs", symbols.as_str().to_owned());
    tell(
        "table",
        format!("{} {}", preamble.code, preamble.title).trim().to_owned(),
    );
    if let Some(statistic) = &preamble.statistic {
        tell("statistic", statistic.clone());
    }
    tell("header lines", layout.header.len().to_string());
    tell("lines", layout.n_lines.to_string());
    tell("value columns", columns.values.len().to_string());
    if let Some(reading) = columns.times.reading() {
        tell("period reading", reading.as_str().to_owned());
    }
    for (index, stub) in columns.stubs.iter().enumerate() {
        let meaning = match stub {
            Stub::Period => "period".to_owned(),
            Stub::PartOfYear => "part of the year".to_owned(),
            Stub::Key => "territory".to_owned(),
            Stub::Land => "territory, by name".to_owned(),
            Stub::Name => "name of the territory".to_owned(),
            Stub::Breakdown(concept) => format!("breakdown {concept}"),
            Stub::Blank => "not used".to_owned(),
        };
        tell(&format!("column {}", index + 1), meaning);
    }
    if columns.whole.is_some() {
        tell("territory", "Deutschland, from the lines above the table".to_owned());
    }
}

/// What a line above, between or below the figures is.
fn kind_of(layout: &Layout, record: &Record) -> Option<SkippedKind> {
    if record.is_blank() {
        Some(SkippedKind::Blank)
    } else if layout.end_row <= record.row {
        Some(SkippedKind::Footer)
    } else if layout.first_row <= record.row {
        (!layout::is_figures(record)).then_some(SkippedKind::Footer)
    } else if layout.header.iter().any(|(row, _)| *row == record.row) {
        Some(SkippedKind::Header)
    } else {
        Some(SkippedKind::Preamble)
    }
}

/// Reads the lines of a file again, in the way in which the layout was found.
fn records<'a>(input: &'a mut dyn ReadSeek, layout: &Layout, limits: &Limits) -> Result<Records<'a>, FileError> {
    Records::new(input, layout.encoding, layout.delimiter, limits)
}
