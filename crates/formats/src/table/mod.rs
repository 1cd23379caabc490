//! Generic tables: CSV, TSV and simple rectangular sheets of workbooks, with one header line.
//!
//! For files of any publisher whose layout has no reader of its own. Three shapes are understood: *long* (one line a value, with
//! columns for territory, period and value), *wide* (one column a period) and *columns* (one column an indicator). What a column
//! means is read from its name (German and English) and from what stands in it, shown in [`crate::DeliveryHead::detected`], and
//! overruled by a [`Mapping`]. What stays unclear is refused rather than guessed: a number that could be 8380 or 8.38, a period
//! that could be a half-year or a month, a sign that offices use in different ways.
//!
//! Tables with several header rows, with totals between the lines or with several tables in a sheet are other layouts.

pub(crate) mod cells;
mod columns;
mod detect;
mod indicators;
mod look;
mod mapping;
mod periods;
mod rows;
pub(crate) mod source;
mod survey;
mod teller;
pub(crate) mod units;
mod words;

pub(crate) use crate::codes::plain;
pub(crate) use look::preview;
pub use mapping::{ColumnMapping, ColumnName, Mapping, Role};
pub(crate) use survey::spellings;

use crate::{
    Confidence, DeliveryHead, Event, FileError, Format, Place, ReadOptions, ReadSeek, Sample, SkippedKind,
    input::open_workbook,
    limits::Limits,
    preview::Sheet,
    workbook::{OLE_MAGIC, ZIP_MAGIC},
};

/// Generic tables.
pub struct Table;

impl Format for Table {
    fn id(&self) -> &'static str {
        "table"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        let could_be = match sample {
            Sample::Workbook(sheets) => sheets.iter().any(|sheet| !sheet.rows.is_empty()),
            Sample::Text(head) => head.iter().any(|byte| detect::DELIMITERS.contains(byte)),
            Sample::Binary(_) | Sample::Archive(_) => false,
        };
        if could_be { Confidence::Possible } else { Confidence::No }
    }

    fn read(
        &self,
        input: &mut dyn ReadSeek,
        options: &ReadOptions,
        limits: &Limits,
        sink: &mut dyn FnMut(Event),
    ) -> Result<(), FileError> {
        let nothing = Mapping::default();
        let mapping = options.mapping.as_ref().unwrap_or(&nothing);
        let choice = options.period_reading;
        let mut others = Vec::new();
        with_source(input, mapping, limits, &mut |source, header_row, head, sheets| {
            rows::read(source, header_row, mapping, choice, head, sink)?;
            others = sheets;
            Ok(())
        })?;
        for sheet in others.iter().filter(|sheet| !sheet.is_read && 0 < sheet.n_rows) {
            sink(Event::Skipped {
                kind: SkippedKind::OtherSheet,
                n_lines: sheet.n_rows,
            });
        }
        Ok(())
    }

    fn cell_at(
        &self,
        input: &mut dyn ReadSeek,
        place: Place,
        options: &ReadOptions,
        limits: &Limits,
    ) -> Result<String, FileError> {
        if is_workbook(input)? {
            return open_workbook(input, limits)?.text_at(place);
        }
        let nothing = Mapping::default();
        let found = detect::text(input, options.mapping.as_ref().unwrap_or(&nothing), limits)?;
        crate::text::cell_at(input, found.encoding, found.delimiter, place, limits)
    }
}

/// Reads a table with types by the same rules as any other table; its decimal texts have a point.
pub(crate) fn read_typed(
    table: &mut dyn source::TypedTable,
    mut head: DeliveryHead,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Event),
) -> Result<(), FileError> {
    let mut mapping = options.mapping.clone().unwrap_or_default();
    mapping.decimal_sign = mapping.decimal_sign.or(Some(figures::number::DecimalSign::Point));
    head.detected.push(("cells".to_owned(), "with types".to_owned()));
    rows::read(
        &mut source::Source::Typed {
            table,
            last_row: u32::MAX,
        },
        mapping.header_row.unwrap_or(1),
        &mapping,
        options.period_reading,
        head,
        sink,
    )
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

/// What works on the lines of a table: where they come from, the line of the header, the head so far, and all sheets.
type Work<'w> = dyn FnMut(&mut source::Source<'_>, u32, DeliveryHead, Vec<Sheet>) -> Result<(), FileError> + 'w;

/// Finds the table of a file and gives its lines to a work.
fn with_source(
    input: &mut dyn ReadSeek,
    mapping: &Mapping,
    limits: &Limits,
    work: &mut Work<'_>,
) -> Result<(), FileError> {
    let mut head = DeliveryHead::default();
    if is_workbook(input)? {
        let workbook = open_workbook(input, limits)?;
        let found = detect::sheet(&workbook, mapping)?;
        let name = workbook.sheets[found.index].name.clone();
        head.layout = format!("table in a workbook ({}), sheet \"{name}\"", workbook.kind);
        head.sheets = workbook.sheet_names();
        head.detected = vec![
            ("workbook".to_owned(), workbook.kind.to_owned()),
            ("sheet".to_owned(), name),
        ];
        let sheets = workbook.sheets.iter().enumerate().map(|(index, sheet)| Sheet {
            name: sheet.name.clone(),
            n_rows: sheet.n_rows(),
            n_columns: sheet.n_columns(),
            is_read: index == found.index,
        });
        let sheets = sheets.collect();
        let mut source = source::Source::Sheet {
            sheet: &workbook.sheets[found.index],
            index: u16::try_from(found.index).unwrap_or(u16::MAX),
            last_row: u32::MAX,
        };
        return work(&mut source, found.header_row, head, sheets);
    }
    let found = detect::text(input, mapping, limits)?;
    let delimiter = match found.delimiter {
        b'\t' => "tab".to_owned(),
        byte => char::from(byte).to_string(),
    };
    head.layout = format!("table in a text file, delimiter {delimiter}, {}", found.encoding.name());
    head.detected = vec![
        ("encoding".to_owned(), found.encoding.name().to_owned()),
        ("delimiter".to_owned(), delimiter),
    ];
    let mut source = source::Source::Text {
        input,
        encoding: found.encoding,
        delimiter: found.delimiter,
        limits: *limits,
        last_row: u32::MAX,
    };
    work(&mut source, found.header_row, head, Vec::new())
}
