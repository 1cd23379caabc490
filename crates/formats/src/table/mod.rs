//! Generic tables: CSV, TSV and the sheets of workbooks, with a header over one or several lines.
//!
//! For files of any publisher whose layout has no reader of its own. Three shapes are understood: *long* (one line a value, with
//! columns for territory, period and value), *wide* (one column a period) and *columns* (one column an indicator); under a header of
//! several lines also what lies between them: years above measures, territories or breakdowns side by side, lines of units. What a
//! column means is read from its names (German and English) and from what stands in it, shown in [`crate::DeliveryHead::detected`],
//! and overruled by a [`Mapping`]. What stays unclear is refused rather than guessed: a number that could be 8380 or 8.38, a period
//! that could be a half-year or a month, a sign that offices use in different ways.
//!
//! A sheet may hold several tables one below the other and side by side, a workbook several sheets with tables; titles and names of
//! sheets say what no column says. Lines of totals without a key are compared with the lines above and not taken. A sign in a column
//! of its own belongs to the values left of it. A key that is written once for several lines holds for them only where the order of
//! the lines leaves no doubt.

mod balance;
pub(crate) mod cells;
mod columns;
mod context;
mod detect;
mod flags;
mod flaws;
mod groups;
mod header;
mod indicators;
mod lines;
mod look;
mod mapping;
mod meaning;
mod outline;
mod parts;
mod periods;
mod rows;
pub(crate) mod source;
mod states;
mod strips;
mod sums;
mod survey;
mod teller;
mod territories;
mod totals;
pub(crate) mod units;
mod words;

pub(crate) use crate::codes::plain;
pub(crate) use look::preview;
pub use mapping::{ColumnMapping, ColumnName, Mapping, Role, Under};
pub(crate) use meaning::whole_period as part_of_year;
pub(crate) use survey::spellings;

use rows::Part;
use teller::Told;

use crate::{
    Confidence, DeliveryHead, Event, FileError, Format, PeriodReading, Place, ReadOptions, ReadSeek, Sample,
    SkippedKind,
    input::open_workbook,
    limits::Limits,
    preview::Sheet,
    workbook::{OLE_MAGIC, Workbook, ZIP_MAGIC},
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
        let mut file = File::open(input, mapping, limits)?;
        let mut sheets = file.plans(mapping, options.period_reading, u32::MAX)?;
        let mut head = file.head(&sheets);
        let mut parts: Vec<&mut Part> = sheets.iter_mut().flat_map(|sheet| &mut sheet.parts).collect();
        rows::complete(&mut head, &mut parts);
        crate::units::deliver(head, sink);
        let mut told = Told::new(sink);
        sheets.sort_by_key(|sheet| sheet.index);
        for sheet in &sheets {
            let parts: Vec<&Part> = sheet.parts.iter().collect();
            file.with_source(sheet.index, u32::MAX, &mut |source| {
                rows::tell(source, &parts, mapping, &mut told)
            })?;
        }
        for sheet in file
            .sheets(&sheets)
            .iter()
            .filter(|sheet| !sheet.is_read && 0 < sheet.n_rows)
        {
            (told.sink)(Event::Skipped {
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
    let mut source = source::Source::typed(table);
    let header_row = mapping.header_row.unwrap_or(1);
    let mut parts = rows::plans(&mut source, header_row, None, &mapping, options.period_reading)?;
    rows::complete(&mut head, &mut parts.iter_mut().collect::<Vec<_>>());
    crate::units::deliver(head, sink);
    let parts: Vec<&Part> = parts.iter().collect();
    rows::tell(&mut source, &parts, &mapping, &mut Told::new(sink))
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

/// A file with tables, open for going through its lines.
enum File<'a> {
    Workbook {
        workbook: Workbook,
        /// The sheets with a table, the one that looks most like one first.
        found: Vec<detect::SheetLayout>,
    },
    Text {
        input: &'a mut dyn ReadSeek,
        found: detect::TextLayout,
        limits: Limits,
    },
}

/// A sheet, or a text file, with its tables.
struct SheetParts {
    index: usize,
    parts: Vec<Part>,
}

impl<'a> File<'a> {
    /// Opens a file and finds where its tables stand.
    fn open(input: &'a mut dyn ReadSeek, mapping: &Mapping, limits: &Limits) -> Result<Self, FileError> {
        if is_workbook(input)? {
            let workbook = open_workbook(input, limits)?;
            let mut found = detect::sheets(&workbook, mapping)?;
            // A line that was named is that of one sheet.
            if mapping.header_row.is_some() {
                found.truncate(1);
            }
            return Ok(Self::Workbook { workbook, found });
        }
        let found = detect::text(input, mapping, limits)?;
        Ok(Self::Text {
            input,
            found,
            limits: *limits,
        })
    }

    /// Gives the lines of a sheet to a work.
    fn with_source(&mut self, index: usize, last_row: u32, work: &mut Work<'_>) -> Result<(), FileError> {
        match self {
            Self::Workbook { workbook, .. } => {
                let number = u16::try_from(index).unwrap_or(u16::MAX);
                work(&mut source::Source::sheet(&workbook.sheets[index], number, last_row))
            }
            Self::Text { input, found, limits } => work(&mut source::Source::text(
                &mut **input,
                found.encoding,
                found.delimiter,
                *limits,
                last_row,
            )),
        }
    }

    /// The sheet that looks most like a table, and the line of its header.
    fn first(&self) -> Result<(usize, u32), FileError> {
        match self {
            Self::Workbook { found, .. } => found
                .first()
                .map(|layout| (layout.index, layout.header_row))
                .ok_or(FileError::NoData),
            Self::Text { found, .. } => Ok((0, found.header_row)),
        }
    }

    /// A sheet with a table and the line of its header.
    fn place_of(&self, index: usize) -> Option<(usize, u32)> {
        match self {
            Self::Workbook { found, .. } => found
                .iter()
                .find(|layout| layout.index == index)
                .map(|layout| (layout.index, layout.header_row)),
            Self::Text { .. } => None,
        }
    }

    /// The name of a sheet.
    fn name_of(&self, index: usize) -> Option<String> {
        match self {
            Self::Workbook { workbook, .. } => workbook.sheets.get(index).map(|sheet| sheet.name.clone()),
            Self::Text { .. } => None,
        }
    }

    /// Understands the tables; those of the likeliest sheet come first. Of each sheet so many lines behind its header are looked at.
    fn plans(
        &mut self,
        mapping: &Mapping,
        choice: Option<PeriodReading>,
        n_lines: u32,
    ) -> Result<Vec<SheetParts>, FileError> {
        let places: Vec<(usize, u32, Option<String>)> = match self {
            Self::Workbook { workbook, found } => found
                .iter()
                .map(|layout| {
                    let name = workbook.sheets[layout.index].name.clone();
                    (layout.index, layout.header_row, Some(name))
                })
                .collect(),
            Self::Text { found, .. } => vec![(0, found.header_row, None)],
        };
        let mut sheets: Vec<SheetParts> = Vec::new();
        let mut first_error = None;
        for (index, header_row, name) in places {
            let mut found = Vec::new();
            let outcome = self.with_source(index, header_row.saturating_add(n_lines), &mut |source| {
                found = rows::plans(source, header_row, name.as_deref(), mapping, choice)?;
                Ok(())
            });
            match outcome {
                Ok(()) => sheets.push(SheetParts { index, parts: found }),
                // Legends and lists of other sheets may look like tables too.
                Err(error) => first_error = first_error.or(Some(error)),
            }
        }
        match first_error {
            Some(error) if sheets.is_empty() => Err(error),
            _ => Ok(sheets),
        }
    }

    /// What can be said before the columns are looked at.
    fn head(&self, read: &[SheetParts]) -> DeliveryHead {
        let mut head = DeliveryHead::default();
        match self {
            Self::Workbook { workbook, .. } => {
                let mut read: Vec<usize> = read.iter().map(|sheet| sheet.index).collect();
                read.sort_unstable();
                let names: Vec<&str> = read.iter().map(|index| workbook.sheets[*index].name.as_str()).collect();
                head.layout = match names.as_slice() {
                    [only] => format!("table in a workbook ({}), sheet \"{only}\"", workbook.kind),
                    several => format!("tables in a workbook ({}), {} sheets", workbook.kind, several.len()),
                };
                head.sheets = workbook.sheet_names();
                head.detected = vec![
                    ("workbook".to_owned(), workbook.kind.to_owned()),
                    ("sheet".to_owned(), names.join(", ")),
                ];
            }
            Self::Text { found, .. } => {
                let delimiter = match found.delimiter {
                    b'\t' => "tab".to_owned(),
                    byte => char::from(byte).to_string(),
                };
                head.layout = format!("table in a text file, delimiter {delimiter}, {}", found.encoding.name());
                head.detected = vec![
                    ("encoding".to_owned(), found.encoding.name().to_owned()),
                    ("delimiter".to_owned(), delimiter),
                ];
            }
        }
        head
    }

    /// All sheets, with whether they are read.
    fn sheets(&self, read: &[SheetParts]) -> Vec<Sheet> {
        let Self::Workbook { workbook, .. } = self else {
            return Vec::new();
        };
        let sheets = workbook.sheets.iter().enumerate().map(|(index, sheet)| Sheet {
            name: sheet.name.clone(),
            n_rows: sheet.n_rows(),
            n_columns: sheet.n_columns(),
            is_read: read.iter().any(|one| one.index == index),
        });
        sheets.collect()
    }
}

/// What works on the lines of a sheet.
type Work<'w> = dyn FnMut(&mut source::Source<'_>) -> Result<(), FileError> + 'w;
