//! INKAR workbooks of the Federal Institute for Research on Building, Urban Affairs and Spatial Development (BBSR).
//!
//! The layout is that of the exports of INKAR editions up to 2025: XLS (BIFF8) or XLSX with the sheets `Daten`, `Metadaten` and
//! `Quellangabe`. `Daten` has two header rows, the names of the indicators above the years, and the columns `Kennziffer`,
//! `Raumeinheit`, `Aggregat` before one column for each indicator and year. Every cell of a line under a year column is a row;
//! blank cells are missing values. The bulk download of INKAR (one CSV in a zip) is another layout: [`bulk`].
//!
//! The BBSR publishes INKAR under dl-de/by-2-0 (<https://www.inkar.de/>). The edition proves a year, not a data state, so
//! `known_on` stays empty; the workbooks do not state the area state, so that stays empty too.

mod about;
pub mod bulk;
mod header;
mod lines;

use std::sync::Arc;

use crate::{
    Confidence, DeliveryHead, Event, FileError, Format, Place, ReadOptions, ReadSeek, Row, Sample, SheetSample,
    SkippedKind, TerritoryText,
    input::open_workbook,
    limits::Limits,
    workbook::{Sheet, Workbook},
};

/// Workbooks exported from INKAR.
pub struct Inkar;

/// The sheet with the figures.
const DATA: &str = "Daten";
/// The sheet that explains the indicators.
const ABOUT: &str = "Metadaten";
/// The sheet with the source note.
const SOURCE: &str = "Quellangabe";

impl Format for Inkar {
    fn id(&self) -> &'static str {
        "inkar"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        let Sample::Workbook(sheets) = sample else {
            return Confidence::No;
        };
        let has = |wanted: &str| sheets.iter().any(|sheet| is_named(&sheet.name, wanted));
        let n_known = [DATA, ABOUT, SOURCE].into_iter().filter(|name| has(name)).count();
        // A workbook of which sheets were renamed or deleted still has its first columns, or names itself in what is left. `Daten`
        // alone is a common name, also of our own exports.
        let names_itself = (has(ABOUT) || has(SOURCE)) && sheets.iter().any(names_itself);
        if 2 <= n_known || names_itself || sheets.iter().any(has_first_columns) {
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
        let workbook = open_workbook(input, limits)?;
        let (data_index, data) = sheet(&workbook, DATA)?;
        let (about_index, about) = sheet(&workbook, ABOUT)?;
        let (_, source) = sheet(&workbook, SOURCE)?;
        let header = header::read(data, data_index, options.period_reading)?;
        let last_row = lines::last_row(data);
        if last_row <= header::N_ROWS {
            return Err(FileError::NoData);
        }
        let mut head = DeliveryHead {
            layout: format!("INKAR workbook ({}), sheets {DATA}/{ABOUT}/{SOURCE}", workbook.kind),
            source_slug: Some("inkar".to_owned()),
            sheets: workbook.sheet_names(),
            indicators: header.indicators,
            ..DeliveryHead::default()
        };
        about::add_definitions(about, about_index, &mut head.indicators)?;
        about::add_source(source, &mut head);
        head.detected = vec![
            ("workbook".to_owned(), workbook.kind.to_owned()),
            ("indicators".to_owned(), head.indicators.len().to_string()),
            ("period columns".to_owned(), header.columns.len().to_string()),
            ("lines".to_owned(), (last_row - header::N_ROWS).to_string()),
        ];
        if let Some(reading) = header.reading {
            head.detected
                .push(("period reading".to_owned(), reading.as_str().to_owned()));
        }
        sink(Event::Delivery(Box::new(head)));
        sink(Event::Skipped {
            kind: SkippedKind::Header,
            n_lines: header::N_ROWS,
        });
        let mut n_territories = 0;
        let mut n_blank = 0;
        for row in header::N_ROWS + 1..=last_row {
            if data.is_blank_row(row) {
                n_blank += 1;
                continue;
            }
            let line = lines::read(data, row);
            sink(Event::Territory(TerritoryText {
                text: line.key,
                name: line.name,
                level: line.level,
                place: Place {
                    sheet: data_index,
                    row,
                    column: header::KEY_COLUMN,
                },
            }));
            for column in &header.columns {
                let (value, repair) = lines::value(data.cell(row, column.number), line.problem.as_ref());
                sink(Event::Row(Row {
                    place: Place {
                        sheet: data_index,
                        row,
                        column: column.number,
                    },
                    indicator: column.indicator,
                    territory: n_territories,
                    dimensions: 0,
                    period: column.period.clone(),
                    value,
                    repair,
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
        for other in workbook
            .sheets
            .iter()
            .filter(|sheet| !is_named(&sheet.name, DATA) && 0 < sheet.n_rows())
        {
            sink(Event::Skipped {
                kind: SkippedKind::OtherSheet,
                n_lines: other.n_rows(),
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
        open_workbook(input, limits)?.text_at(place)
    }
}

fn is_named(name: &str, wanted: &str) -> bool {
    name.trim().eq_ignore_ascii_case(wanted)
}

fn sheet<'a>(workbook: &'a Workbook, wanted: &'static str) -> Result<(u16, &'a Sheet), FileError> {
    let place = workbook.sheets.iter().position(|sheet| is_named(&sheet.name, wanted));
    place
        .and_then(|place| Some((u16::try_from(place).ok()?, workbook.sheets.get(place)?)))
        .ok_or_else(|| FileError::MissingSheet {
            wanted,
            found: listed(&workbook.sheet_names()),
        })
}

/// Names in quotation marks, not too many of them.
fn listed(names: &[String]) -> String {
    let mut shown: Vec<String> = names
        .iter()
        .take(5)
        .map(|name| format!("\"{}\"", crate::event::shortened(name)))
        .collect();
    if 5 < names.len() {
        shown.push(format!("{} more", names.len() - 5));
    }
    if shown.is_empty() {
        "none".to_owned()
    } else {
        shown.join(", ")
    }
}

fn has_first_columns(sheet: &SheetSample) -> bool {
    sheet.rows.first().is_some_and(|row| {
        header::FIRST_COLUMNS
            .iter()
            .zip(row)
            .all(|(wanted, found)| found.eq_ignore_ascii_case(wanted))
            && header::FIRST_COLUMNS.len() <= row.len()
    })
}

fn names_itself(sheet: &SheetSample) -> bool {
    sheet
        .rows
        .iter()
        .flatten()
        .any(|text| text.contains("INKAR") || text.contains("BBSR"))
}

/// A reason that many rows share.
type Shared = Arc<str>;
