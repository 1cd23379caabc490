//! Where the period of a value comes from: a column, the name of its column, or the mapping; perhaps the part of a year from elsewhere.

use figures::period::Period;

use super::{
    columns::{Column, Columns},
    context::Context,
    mapping::{Mapping, Under},
    parts,
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
pub(super) struct Periods {
    whole: Whole,
    part: Option<Part>,
}

/// Where the year, or the whole period, stands.
enum Whole {
    /// One for all, from the mapping.
    All(Period),
    /// A column of periods.
    Column(Box<Column>, ColumnReading),
    /// One for each column with values.
    Each(Vec<Result<Period, Problem>>, Option<PeriodReading>),
}

/// Where the month, quarter or half within the year stands.
enum Part {
    /// In a column.
    Column(Box<Column>),
    /// In the names of the columns with values; those without one hold values of the year.
    Names(Vec<String>),
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
        let under = |column: &Column| column.under.period.clone();
        let texts: Vec<String> = columns.values.iter().filter_map(under).collect();
        let column = columns.period.as_ref().map(|column| {
            let reading = survey.columns[column.index].periods.decide(&column.header, choice);
            Whole::Column(Box::new(column.clone()), reading)
        });
        let place = |nth: usize| Place {
            sheet,
            row: header_row,
            column: columns.values[nth].number,
        };
        let (whole, part) = match column {
            Some(column) if texts.iter().any(|text| parts::is_part(text)) => {
                let names: Vec<String> = columns
                    .values
                    .iter()
                    .map(|one| under(one).unwrap_or_default())
                    .collect();
                // Any year shows whether two names mean the same.
                let within = |year| names.iter().map(|name| parts::within(year, name, name)).collect();
                let periods: Vec<_> = Period::year(2000).map(within).unwrap_or_default();
                no_twins(&columns.values, &periods, place)?;
                (column, Some(Part::Names(names)))
            }
            _ if !texts.is_empty() => {
                let texts = || texts.iter().map(String::as_str);
                let reading = ColumnReading::of(&format!("header in line {header_row}"), texts(), choice);
                let periods: Vec<_> = texts().map(|text| reading.read(text)).collect();
                no_twins(&columns.values, &periods, place)?;
                (Whole::Each(periods, reading.chosen), None)
            }
            Some(column) => (column, None),
            None => {
                let text = mapping.period.as_deref().or(context.period.as_deref()).unwrap_or("");
                let period = period_text::plain(text).map(Whole::All);
                let is_none = || FileError::Mapping(format!("\"{}\" is not a period", shortened(text)));
                (period.ok_or_else(is_none)?, None)
            }
        };
        let of_column = || columns.period_part.clone().map(|column| Part::Column(Box::new(column)));
        Ok(Self {
            whole,
            part: part.or_else(of_column),
        })
    }

    /// The one period of all values, or their one year, from the mapping or from around the table.
    pub(super) fn only(&self) -> Option<Period> {
        match self.whole {
            Whole::All(period) => Some(period),
            _ => None,
        }
    }

    /// Why two readings fit and none is chosen, if it is so.
    pub(super) fn ambiguity(&self) -> Option<String> {
        match &self.whole {
            Whole::All(_) => None,
            Whole::Column(_, reading) => reading.ambiguity().map(str::to_owned),
            Whole::Each(periods, _) => periods
                .iter()
                .filter_map(|period| period.as_ref().err())
                .find(|problem| problem.code == "period_ambiguous")
                .map(|problem| problem.message.to_string()),
        }
    }

    pub(super) fn reading(&self) -> Option<PeriodReading> {
        match &self.whole {
            Whole::All(_) => None,
            Whole::Column(_, reading) => reading.chosen,
            Whole::Each(_, chosen) => *chosen,
        }
    }

    /// The period of a line's nth column with values.
    pub(super) fn of(&self, line: Line<'_>, nth: usize) -> Result<Period, Problem> {
        let whole = match &self.whole {
            Whole::All(period) => *period,
            Whole::Column(column, reading) => {
                let day = serial(line.cell(column.index)).map(|number| CellContent::Date(number).as_text());
                match day.and_then(|day| day.parse().ok()) {
                    Some(period) => period,
                    None => reading.read(&line.label(column.index))?,
                }
            }
            Whole::Each(periods, _) => periods[nth].clone()?,
        };
        match &self.part {
            None => Ok(whole),
            Some(Part::Column(column)) => parts::within(whole, &column.header, &line.label(column.index)),
            Some(Part::Names(names)) => parts::within(whole, &names[nth], &names[nth]),
        }
    }
}

/// Refuses two columns that hold the same of one period.
fn no_twins(
    values: &[Column],
    periods: &[Result<Period, Problem>],
    place: impl Fn(usize) -> Place,
) -> Result<(), FileError> {
    for (second, period) in periods.iter().enumerate() {
        let twin = periods[..second]
            .iter()
            .position(|known| known.is_ok() && known == period)
            .filter(|first| {
                let others = |under: &Under| Under {
                    period: None,
                    ..under.clone()
                };
                others(&values[*first].under) == others(&values[second].under)
            });
        if let (Some(first), Ok(period)) = (twin, period) {
            return Err(FileError::DuplicateColumn {
                first: place(first),
                second: place(second),
                what: period.to_string(),
            });
        }
    }
    Ok(())
}

/// A number of a cell that can only be the day as which spreadsheet programs count it: from 1954 to 2091.
pub(super) fn serial(cell: CellContent<'_>) -> Option<f64> {
    match cell {
        CellContent::Number(number) if (20_000.0..70_000.0).contains(&number) && number.fract() == 0.0 => Some(number),
        _ => None,
    }
}
