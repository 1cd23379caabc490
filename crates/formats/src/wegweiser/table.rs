//! The exported table: one line an indicator, one column a year and region, remarks above and below.

use figures::{number::DecimalSign, observation::Status, period::Period};

use super::{PROVIDER, SOURCE, TITLE};
use crate::{
    Cell, DeliveryHead, Event, FileError, IndicatorHead, Place, Problem, ReadSeek, Row, SkippedKind, TerritoryText,
    limits::Limits,
    period_text,
    symbols::SymbolSet,
    table::{cells::Spelling, units},
    text::{self, Record, Records},
    workbook::CellContent,
};

/// How many records are looked at for the header.
const HEADER_RECORDS: usize = 30;
/// How exports write that there is no value.
const NO_VALUE: &[&str] = &["k.A.", "k. A.", "k.a.", "n/a", "null", "NaN", "keine Angabe"];

/// A column with values.
struct Column {
    index: usize,
    period: Result<Period, Problem>,
    region: u32,
}

/// Year and region of a header cell: `2020`, a line break, `Münster`; also the other way round.
fn year_and_region(cell: &str) -> Option<(&str, &str)> {
    let (first, rest) = cell.trim().split_once(['\n', '\r'])?;
    let (first, rest) = (first.trim(), rest.trim());
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    match (is_year(first), is_year(rest)) {
        (true, false) if !rest.is_empty() => Some((first, rest)),
        (false, true) if !first.is_empty() => Some((rest, first)),
        _ => None,
    }
}

/// Whether the beginning of a text file is such a table: a header cell with a year and a region on two lines.
pub(super) fn is_ours(head: &[u8]) -> bool {
    let mut input = std::io::Cursor::new(head);
    let Ok(encoding) = text::detect(&mut input) else {
        return false;
    };
    let Ok(mut records) = Records::new(&mut input, encoding, b';', &Limits::default()) else {
        return false;
    };
    let mut record = Record::default();
    for _ in 0..HEADER_RECORDS {
        match records.next(&mut record) {
            Ok(true) if record.fields().any(|field| year_and_region(field).is_some()) => return true,
            Ok(true) => {}
            Ok(false) | Err(_) => return false,
        }
    }
    false
}

pub(super) fn read(
    input: &mut dyn ReadSeek,
    symbols: Option<SymbolSet>,
    limits: &Limits,
    sink: &mut dyn FnMut(Event),
) -> Result<(), FileError> {
    let encoding = text::detect(input)?;
    // The head of the delivery comes first, so the table is gone through twice.
    let mut header: Option<Header> = None;
    let mut heads: Vec<IndicatorHead> = Vec::new();
    let mut notes = Vec::new();
    each(input, encoding, limits, |record, n| match &header {
        None => {
            if record.fields().any(|field| year_and_region(field).is_some()) {
                header = Some(Header::of(record));
            } else if HEADER_RECORDS <= n {
                return false;
            }
            true
        }
        Some(header) => {
            match header.indicator(record) {
                Some(head) => heads.push(head),
                None => notes.extend(
                    record
                        .fields()
                        .find(|field| !field.trim().is_empty())
                        .map(str::to_owned),
                ),
            }
            true
        }
    })?;
    let Some(header) = header else {
        return Err(FileError::NoHeader {
            n_lines: HEADER_RECORDS as u32,
        });
    };
    if heads.is_empty() {
        return Err(FileError::NoData);
    }
    let source_note = notes
        .iter()
        .find(|note| note.contains("Quelle") || note.contains("Wegweiser"))
        .cloned();
    sink(Event::Delivery(Box::new(DeliveryHead {
        layout: "Wegweiser Kommune, exported table (CSV)".to_owned(),
        provider: Some(PROVIDER.to_owned()),
        source_slug: Some(SOURCE.to_owned()),
        title: Some(TITLE.to_owned()),
        source_note,
        detected: vec![
            ("encoding".to_owned(), encoding.name().to_owned()),
            ("delimiter".to_owned(), ";".to_owned()),
            ("decimal sign".to_owned(), ",".to_owned()),
            ("header line".to_owned(), header.row.to_string()),
            ("regions".to_owned(), header.regions.len().to_string()),
        ],
        indicators: heads,
        ..DeliveryHead::default()
    })));
    for (region, index) in &header.regions {
        sink(Event::Territory(TerritoryText {
            text: String::new(),
            name: Some(region.clone()),
            level: None,
            place: Place {
                sheet: 0,
                row: header.row,
                column: *index as u32 + 1,
            },
        }));
    }
    let spelling = Spelling {
        sign: Some(DecimalSign::Comma),
        symbols,
        is_typed: false,
    };
    let mut indicator = 0;
    each(input, encoding, limits, |record, _| {
        let skip = |kind| Event::Skipped { kind, n_lines: 1 };
        if record.row < header.row {
            sink(skip(SkippedKind::Preamble));
        } else if record.row == header.row {
            sink(skip(SkippedKind::Header));
        } else if record.is_blank() {
            sink(skip(SkippedKind::Blank));
        } else if header.indicator(record).is_none() {
            sink(skip(SkippedKind::Footer));
        } else {
            for column in &header.columns {
                let text = record.field(column.index).trim();
                let value = if text.is_empty() || NO_VALUE.contains(&text) {
                    Cell::Missing(Status::NOT_KNOWN)
                } else {
                    spelling.value(CellContent::Text(text)).0
                };
                sink(Event::Row(Row {
                    place: Place {
                        sheet: 0,
                        row: record.row,
                        column: column.index as u32 + 1,
                    },
                    indicator,
                    territory: column.region,
                    dimensions: 0,
                    period: column.period.clone(),
                    value,
                    repair: None,
                    remark: None,
                }));
            }
            indicator += 1;
        }
        true
    })
}

/// The header record.
struct Header {
    row: u32,
    columns: Vec<Column>,
    /// Titles of the regions with the place where each stands first.
    regions: Vec<(String, usize)>,
    unit: Option<usize>,
}

impl Header {
    fn of(record: &Record) -> Self {
        let mut header = Self {
            row: record.row,
            columns: Vec::new(),
            regions: Vec::new(),
            unit: None,
        };
        for (index, field) in record.fields().enumerate() {
            if let Some((year, region)) = year_and_region(field) {
                let region: String = region.split_whitespace().collect::<Vec<_>>().join(" ");
                let known = header.regions.iter().position(|(name, _)| *name == region);
                let place = known.unwrap_or_else(|| {
                    header.regions.push((region, index));
                    header.regions.len() - 1
                });
                let period = period_text::plain(year)
                    .ok_or_else(|| Problem::new("period", year, format!("\"{year}\" is not a year")));
                header.columns.push(Column {
                    index,
                    period,
                    region: place as u32,
                });
            } else if field.trim().eq_ignore_ascii_case("einheit") {
                header.unit = Some(index);
            }
        }
        header
    }

    /// The indicator of a line; `None` for remarks, which have nothing in any column of values.
    fn indicator(&self, record: &Record) -> Option<IndicatorHead> {
        let name = record.field(0).trim();
        let first = self.columns.first()?.index;
        let has_cells = record.len() > first;
        let is_figure = |column: &Column| {
            let text = record.field(column.index).trim();
            text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '−' | '+' | ','))
                || NO_VALUE.contains(&text)
        };
        let has_figures = self.columns.iter().any(is_figure);
        let is_blank = self
            .columns
            .iter()
            .all(|column| record.field(column.index).trim().is_empty());
        // A line without any value is an indicator when it has all cells of the table.
        let folded = name.to_lowercase();
        let is_remark = [
            "quelle",
            "datenquelle",
            "stand",
            "lizenz",
            "hinweis",
            "©",
            "copyright",
            "anmerkung",
        ]
        .iter()
        .any(|word| folded.starts_with(word));
        let is_whole_blank = is_blank && !is_remark && record.len() > self.columns.last()?.index;
        let is_indicator = !name.is_empty() && has_cells && (has_figures || is_whole_blank);
        if !is_indicator {
            return None;
        }
        let unit_text = match self.unit {
            Some(index) => Some(record.field(index).trim().to_owned()),
            None => units::words_in(name).map(str::to_owned),
        };
        Some(IndicatorHead {
            name: name.split_whitespace().collect::<Vec<_>>().join(" "),
            unit: unit_text.as_deref().and_then(units::named),
            unit_text: unit_text.filter(|unit| !unit.is_empty()),
            place: Place {
                sheet: 0,
                row: record.row,
                column: 1,
            },
            ..IndicatorHead::default()
        })
    }
}

/// Goes through all records, as long as the visitor says so.
fn each(
    input: &mut dyn ReadSeek,
    encoding: &'static encoding_rs::Encoding,
    limits: &Limits,
    mut visit: impl FnMut(&Record, usize) -> bool,
) -> Result<(), FileError> {
    let mut records = Records::new(input, encoding, b';', limits)?;
    let mut record = Record::default();
    let mut n = 0;
    while records.next(&mut record)? && visit(&record, n) {
        n += 1;
    }
    Ok(())
}
