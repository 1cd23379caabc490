//! Where the period of a value comes from: a column, the name of its column, or the mapping.

use figures::period::Period;

use super::{
    columns::{Column, Columns},
    context::Context,
    mapping::{Mapping, Under},
    source::Line,
    survey::Survey,
};
use crate::{
    FileError, PeriodReading, Place, Problem,
    event::shortened,
    period_text::{self, ColumnReading},
    workbook::CellContent,
};

/// Where the period of a value comes from.
pub(super) enum Periods {
    /// One for all, from the mapping.
    All(Period),
    /// A column of periods.
    Column(Box<Column>, ColumnReading),
    /// One for each column with values.
    Each(Vec<Result<Period, Problem>>, Option<PeriodReading>),
}

impl Periods {
    pub(super) fn decide(
        columns: &Columns,
        header_row: u32,
        sheet: u16,
        survey: &Survey,
        mapping: &Mapping,
        context: &Context,
        choice: Option<PeriodReading>,
    ) -> Result<Self, FileError> {
        let texts: Vec<&str> = columns
            .values
            .iter()
            .filter_map(|column| column.under.period.as_deref())
            .collect();
        if !texts.is_empty() {
            let reading = ColumnReading::of(&format!("header in line {header_row}"), texts.iter().copied(), choice);
            let periods: Vec<_> = texts.iter().map(|text| reading.read(text)).collect();
            let place = |nth: usize| Place {
                sheet,
                row: header_row,
                column: columns.values[nth].number,
            };
            for (second, period) in periods.iter().enumerate() {
                let twin = periods[..second]
                    .iter()
                    .position(|known| known.is_ok() && known == period)
                    .filter(|first| {
                        let (first, second) = (&columns.values[*first].under, &columns.values[second].under);
                        let others = |under: &Under| Under {
                            period: None,
                            ..under.clone()
                        };
                        others(first) == others(second)
                    });
                if let (Some(first), Ok(period)) = (twin, period) {
                    return Err(FileError::DuplicateColumn {
                        first: place(first),
                        second: place(second),
                        what: period.to_string(),
                    });
                }
            }
            return Ok(Self::Each(periods, reading.chosen));
        }
        if let Some(column) = &columns.period {
            let reading = survey.columns[column.index].periods.decide(&column.header, choice);
            return Ok(Self::Column(Box::new(column.clone()), reading));
        }
        let text = mapping.period.as_deref().or(context.period.as_deref()).unwrap_or("");
        period_text::plain(text)
            .map(Self::All)
            .ok_or_else(|| FileError::Mapping(format!("\"{}\" is not a period", shortened(text))))
    }

    /// Why two readings fit and none is chosen, if it is so.
    pub(super) fn ambiguity(&self) -> Option<String> {
        match self {
            Self::All(_) => None,
            Self::Column(_, reading) => reading.ambiguity().map(str::to_owned),
            Self::Each(periods, _) => periods
                .iter()
                .filter_map(|period| period.as_ref().err())
                .find(|problem| problem.code == "period_ambiguous")
                .map(|problem| problem.message.to_string()),
        }
    }

    pub(super) fn reading(&self) -> Option<PeriodReading> {
        match self {
            Self::All(_) => None,
            Self::Column(_, reading) => reading.chosen,
            Self::Each(_, chosen) => *chosen,
        }
    }

    /// The period of a line's nth column with values.
    pub(super) fn of(&self, line: Line<'_>, nth: usize) -> Result<Period, Problem> {
        match self {
            Self::All(period) => Ok(*period),
            Self::Column(column, reading) => {
                let day = serial(line.cell(column.index)).map(|number| CellContent::Date(number).as_text());
                match day.and_then(|day| day.parse().ok()) {
                    Some(period) => Ok(period),
                    None => reading.read(&line.label(column.index)),
                }
            }
            Self::Each(periods, _) => periods[nth].clone(),
        }
    }
}

/// A number of a cell that can only be the day as which spreadsheet programs count it: from 1954 to 2091.
pub(super) fn serial(cell: CellContent<'_>) -> Option<f64> {
    match cell {
        CellContent::Number(number) if (20_000.0..70_000.0).contains(&number) && number.fract() == 0.0 => Some(number),
        _ => None,
    }
}
