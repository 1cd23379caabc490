//! The two header rows of `Daten`: which column holds which indicator and period.
//!
//! The first three columns must be where INKAR puts them: a workbook with a column inserted or deleted before the figures is
//! refused by the place of the first cell that differs, because figures under the wrong year are worse than no figures.

use figures::period::Period;

use crate::{
    FileError, IndicatorHead, PeriodReading, Place, Problem,
    event::shortened,
    period_text::ColumnReading,
    workbook::{CellContent, Sheet},
};

/// The number of header rows.
pub(super) const N_ROWS: u32 = 2;
/// The names above the first three columns.
pub(super) const FIRST_COLUMNS: [&str; 3] = ["Kennziffer", "Raumeinheit", "Aggregat"];
/// Where the key stands.
pub(super) const KEY_COLUMN: u32 = 1;
/// Where the name stands.
pub(super) const NAME_COLUMN: u32 = 2;
/// Where the kind of spatial unit stands.
pub(super) const KIND_COLUMN: u32 = 3;

/// What the header says.
pub(super) struct Header {
    /// The indicators in the order of their first columns.
    pub(super) indicators: Vec<IndicatorHead>,
    /// The columns with figures.
    pub(super) columns: Vec<FigureColumn>,
    /// The reading that ambiguous periods needed.
    pub(super) reading: Option<PeriodReading>,
}

/// A column with figures.
pub(super) struct FigureColumn {
    /// Its number, counted from 1.
    pub(super) number: u32,
    /// Index of the indicator.
    pub(super) indicator: u32,
    /// The period, or why there is none.
    pub(super) period: Result<Period, Problem>,
}

pub(super) fn read(data: &Sheet, sheet_index: u16, choice: Option<PeriodReading>) -> Result<Header, FileError> {
    let place = |row, column| Place {
        sheet: sheet_index,
        row,
        column,
    };
    for (column, expected) in (1..).zip(FIRST_COLUMNS) {
        let found = data.text(1, column);
        if !found.eq_ignore_ascii_case(expected) {
            return Err(FileError::Header {
                sheet: data.name.clone(),
                place: place(1, column),
                expected: expected.to_owned(),
                found: shortened(&found),
            });
        }
        let below = data.text(2, column);
        if !below.is_empty() {
            return Err(FileError::HeaderColumn {
                sheet: data.name.clone(),
                place: place(2, column),
                detail: format!(
                    "the cell below \"{expected}\" must be blank and holds \"{}\"",
                    shortened(&below)
                ),
            });
        }
    }
    let first = FIRST_COLUMNS.len() as u32 + 1;
    let texts: Vec<String> = (first..=data.n_columns()).map(|column| data.text(2, column)).collect();
    let reading = ColumnReading::of("row 2 of the header", texts.iter().map(String::as_str), choice);
    let mut indicators: Vec<IndicatorHead> = Vec::new();
    let mut columns: Vec<FigureColumn> = Vec::new();
    let mut name = String::new();
    let mut unnamed_from = None;
    for (number, text) in (first..).zip(&texts) {
        let above = data.text(1, number);
        if above.is_empty() && text.is_empty() {
            // Columns behind the table may be blank; figures in them belong to nothing.
            unnamed_from = unnamed_from.or(Some(number));
            if let Some(row) = (1..=data.n_rows()).find(|row| data.cell(*row, number) != CellContent::Blank) {
                return Err(FileError::HeaderColumn {
                    sheet: data.name.clone(),
                    place: place(row, number),
                    detail: "the column has figures but neither an indicator nor a year above them".to_owned(),
                });
            }
            continue;
        }
        if !above.is_empty() {
            name = above;
        }
        let detail = if name.is_empty() {
            Some(format!("no indicator stands above the period \"{}\"", shortened(text)))
        } else if text.is_empty() {
            Some(format!("no year stands below \"{}\"", shortened(&name)))
        } else {
            unnamed_from.map(|gap| format!("the blank column {gap} before it splits the table"))
        };
        if let Some(detail) = detail {
            return Err(FileError::HeaderColumn {
                sheet: data.name.clone(),
                place: place(2, number),
                detail,
            });
        }
        let known = indicators.iter().position(|indicator| indicator.name == name);
        let indicator = known.unwrap_or(indicators.len());
        if known.is_none() {
            indicators.push(IndicatorHead {
                name: name.clone(),
                place: place(1, number),
                ..IndicatorHead::default()
            });
        }
        let period = reading.read(text);
        let indicator = indicator as u32;
        if let Ok(period) = &period
            && let Some(twin) = columns
                .iter()
                .find(|known| known.indicator == indicator && known.period.as_ref() == Ok(period))
        {
            return Err(FileError::DuplicateColumn {
                first: place(2, twin.number),
                second: place(2, number),
                what: format!("{} {period}", shortened(&name)),
            });
        }
        columns.push(FigureColumn {
            number,
            indicator,
            period,
        });
    }
    if columns.is_empty() {
        return Err(FileError::HeaderColumn {
            sheet: data.name.clone(),
            place: place(1, first),
            detail: "no column with an indicator and a year follows".to_owned(),
        });
    }
    if columns
        .iter()
        .all(|column| column.period.as_ref().is_err_and(|problem| problem.code == "period"))
    {
        let found = texts.first().map_or_else(String::new, |text| shortened(text));
        return Err(FileError::Header {
            sheet: data.name.clone(),
            place: place(2, first),
            expected: "a year".to_owned(),
            found,
        });
    }
    Ok(Header {
        indicators,
        columns,
        reading: reading.chosen,
    })
}
