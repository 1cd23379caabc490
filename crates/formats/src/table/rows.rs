//! From lines to rows: the passes over a table whose layout is known.
//!
//! The file is gone through up to three times, so that a table of any length needs little memory: to survey its columns, to list
//! its indicators (the head of a delivery comes before its rows), and to tell the rows.

use std::collections::HashMap;

use figures::{dimension::DimensionSet, number::DecimalSign};

use super::{
    cells::Spelling,
    columns::{self, Columns, MOST_COLUMNS},
    indicators::Indicators,
    mapping::Mapping,
    periods::Periods,
    source::{Line, Source},
    survey::Survey,
    teller::Teller,
};
use crate::{DeliveryHead, Event, FileError, PeriodReading, SkippedKind, period_text, workbook::CellContent};

/// More indicators or breakdowns than this are no table of figures but a mistaken column.
pub(super) const MOST_DIFFERENT: usize = 50_000;

/// Reads the table below a header.
pub(super) fn read(
    source: &mut Source<'_>,
    header_row: u32,
    mapping: &Mapping,
    choice: Option<PeriodReading>,
    mut head: DeliveryHead,
    sink: &mut dyn FnMut(Event),
) -> Result<(), FileError> {
    let (headers, survey) = survey(source, header_row)?;
    if survey.n_lines == 0 {
        return Err(FileError::NoData);
    }
    let columns = columns::decide(&headers, header_row, &survey, mapping)?;
    let sheet = source.sheet_index();
    let periods = Periods::decide(&columns, header_row, sheet, &survey, mapping, choice)?;
    let spelling = Spelling {
        sign: mapping.decimal_sign.or_else(|| decimal_sign(&columns, &survey)),
        symbols: mapping.symbols,
        is_typed: source.is_typed(),
    };
    let indicators = Indicators::list(source, header_row, &columns, mapping)?;
    head.indicators.clone_from(&indicators.heads);
    tell_detected(&mut head, header_row, &columns, &survey, spelling, &periods);
    sink(Event::Delivery(Box::new(head)));

    let mut teller = Teller {
        sink,
        sheet,
        columns: &columns,
        mapping,
        periods: &periods,
        spelling,
        indicators: &indicators,
        n_headers: headers.len(),
        header_row,
        territories: HashMap::new(),
        n_territories: 0,
        sets: HashMap::from([(DimensionSet::default(), 0)]),
        skipped: None,
    };
    let mut notes = Vec::new();
    source.each_and_flaws(
        &mut |line| {
            match line_kind(line, header_row) {
                Some(kind) => teller.skip(kind),
                None => teller.line(line)?,
            }
            Ok(true)
        },
        &mut |note| notes.push(note),
    )?;
    teller.flush();
    notes.into_iter().for_each(&mut *teller.sink);
    Ok(())
}

/// What a line is when it holds no figures.
pub(super) fn line_kind(line: Line<'_>, header_row: u32) -> Option<SkippedKind> {
    let (n_filled, first) = line.content();
    match n_filled {
        0 => Some(SkippedKind::Blank),
        _ if line.row() < header_row => Some(SkippedKind::Preamble),
        _ if line.row() == header_row => Some(SkippedKind::Header),
        // A remark below the table: one text at the beginning of the line, and neither key nor period.
        1 if line.cell(0) != CellContent::Blank && is_remark(&first) => Some(SkippedKind::Footer),
        _ => None,
    }
}

fn is_remark(text: &str) -> bool {
    figures::territory::readings(text, None).is_empty() && !period_text::looks_like_period(text)
}

pub(super) fn survey(source: &mut Source<'_>, header_row: u32) -> Result<(Vec<String>, Survey), FileError> {
    let mut headers: Vec<String> = Vec::new();
    let mut survey = Survey::default();
    source.each(&mut |line| {
        if line.row() == header_row {
            headers = (0..line.n_cells())
                .map(|index| header_text(&line.text(index)))
                .collect();
            // Delimiters at the end of the header name no columns.
            while headers.last().is_some_and(String::is_empty) {
                headers.pop();
            }
            if MOST_COLUMNS < headers.len() {
                return Err(FileError::Mapping(format!(
                    "it has {} columns, more than {MOST_COLUMNS}",
                    headers.len()
                )));
            }
            survey = Survey::new(headers.len());
        } else if header_row < line.row() && line_kind(line, header_row).is_none() {
            survey.add(line);
        }
        Ok(true)
    })?;
    Ok((headers, survey))
}

fn header_text(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn decimal_sign(columns: &Columns, survey: &Survey) -> Option<DecimalSign> {
    let of_values = || columns.values.iter().map(|column| &survey.columns[column.index]);
    let n_comma: u64 = of_values().map(|column| column.n_comma).sum();
    let n_point: u64 = of_values().map(|column| column.n_point).sum();
    match n_comma.cmp(&n_point) {
        std::cmp::Ordering::Greater => Some(DecimalSign::Comma),
        std::cmp::Ordering::Less => Some(DecimalSign::Point),
        std::cmp::Ordering::Equal => None,
    }
}

fn tell_detected(
    head: &mut DeliveryHead,
    header_row: u32,
    columns: &Columns,
    survey: &Survey,
    spelling: Spelling,
    periods: &Periods,
) {
    let is_needed = columns
        .values
        .iter()
        .any(|column| 0 < survey.columns[column.index].n_undecided);
    let sign = match spelling.sign {
        Some(sign) => sign.character().to_string(),
        None if is_needed => "undecided".to_owned(),
        None => "none".to_owned(),
    };
    head.detected.push(("decimal sign".to_owned(), sign));
    head.detected.push(("header line".to_owned(), header_row.to_string()));
    head.detected.push(("lines".to_owned(), survey.n_lines.to_string()));
    if let Some(reading) = periods.reading() {
        head.detected
            .push(("period reading".to_owned(), reading.as_str().to_owned()));
    }
    if let Some(set) = spelling.symbols {
        head.detected.push(("signs".to_owned(), set.as_str().to_owned()));
    }
    head.detected.extend(columns.shown.iter().cloned());
}
