//! From lines to rows: the passes over a table whose layout is known.
//!
//! The file is gone through up to three times, so that a table of any length needs little memory: to survey its columns, to list
//! its indicators (the head of a delivery comes before its rows), and to tell the rows.

use std::{borrow::Cow, collections::HashMap};

use figures::{
    dimension::{DimensionError, DimensionSet},
    number::DecimalSign,
    period::Period,
    territory::Level,
};

use super::{
    cells::Spelling,
    columns::{self, Column, Columns, MOST_COLUMNS},
    mapping::{Mapping, Role},
    source::{Line, Source},
    survey::Survey,
    units,
};
use crate::{
    Cell, DeliveryHead, Event, FileError, IndicatorHead, PeriodReading, Place, Problem, Row, SkippedKind,
    TerritoryText,
    event::shortened,
    kinds,
    period_text::{self, ColumnReading},
    workbook::CellContent,
};

/// More indicators or breakdowns than this are no table of figures but a mistaken column.
const MOST_DIFFERENT: usize = 50_000;

/// What a breakdown can hold.
const LONGEST_CODE: usize = 64;

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
        territories: HashMap::new(),
        n_territories: 0,
        sets: HashMap::from([(DimensionSet::default(), 0)]),
        skipped: None,
    };
    source.each(&mut |line| {
        match line_kind(line, header_row) {
            Some(kind) => teller.skip(kind),
            None => teller.line(line)?,
        }
        Ok(true)
    })?;
    teller.flush();
    Ok(())
}

/// What a line is when it holds no figures.
fn line_kind(line: Line<'_>, header_row: u32) -> Option<SkippedKind> {
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

fn survey(source: &mut Source<'_>, header_row: u32) -> Result<(Vec<String>, Survey), FileError> {
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

/// Where the period of a value comes from.
enum Periods {
    /// One for all, from the mapping.
    All(Period),
    /// A column of periods.
    Column(Column, ColumnReading),
    /// One for each column with values.
    Each(Vec<Result<Period, Problem>>, Option<PeriodReading>),
}

impl Periods {
    fn decide(
        columns: &Columns,
        header_row: u32,
        sheet: u16,
        survey: &Survey,
        mapping: &Mapping,
        choice: Option<PeriodReading>,
    ) -> Result<Self, FileError> {
        let texts: Vec<&str> = columns
            .values
            .iter()
            .filter_map(|column| match &column.role {
                Role::ValueOf(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        if !texts.is_empty() {
            let reading = ColumnReading::of(&format!("header in line {header_row}"), texts.iter().copied(), choice);
            let periods: Vec<_> = texts.iter().map(|text| reading.read(text)).collect();
            let place = |nth: usize| Place {
                sheet,
                row: header_row,
                column: columns.values[nth].index as u32 + 1,
            };
            for (second, period) in periods.iter().enumerate() {
                let twin = periods[..second]
                    .iter()
                    .position(|known| known.is_ok() && known == period);
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
            return Ok(Self::Column(column.clone(), reading));
        }
        let text = mapping.period.as_deref().unwrap_or("");
        period_text::plain(text)
            .map(Self::All)
            .ok_or_else(|| FileError::Mapping(format!("\"{}\" is not a period", shortened(text))))
    }

    fn reading(&self) -> Option<PeriodReading> {
        match self {
            Self::All(_) => None,
            Self::Column(_, reading) => reading.chosen,
            Self::Each(_, chosen) => *chosen,
        }
    }

    /// The period of a line's nth column with values.
    fn of(&self, line: Line<'_>, nth: usize) -> Result<Period, Problem> {
        match self {
            Self::All(period) => Ok(*period),
            Self::Column(column, reading) => reading.read(&line.text(column.index)),
            Self::Each(periods, _) => periods[nth].clone(),
        }
    }
}

/// The indicators of the file, listed before the first row is told.
struct Indicators {
    heads: Vec<IndicatorHead>,
    /// Name and unit, when columns hold them.
    by_text: HashMap<(String, String), u32>,
}

impl Indicators {
    fn list(source: &mut Source<'_>, header_row: u32, columns: &Columns, mapping: &Mapping) -> Result<Self, FileError> {
        let sheet = source.sheet_index();
        let mut list = Self {
            heads: Vec::new(),
            by_text: HashMap::new(),
        };
        if columns.indicator.is_none() && columns.unit.is_none() {
            for column in &columns.values {
                let name = match (&column.role, &mapping.indicator) {
                    (_, Some(name))
                        if columns.values.len() == 1 || !matches!(column.role, Role::ValuesOfIndicator(_)) =>
                    {
                        name.clone()
                    }
                    (Role::ValuesOfIndicator(name), _) => name.clone(),
                    _ => String::new(),
                };
                if let Some(twin) = list.heads.iter().find(|head| head.name == name) {
                    let place = Place {
                        sheet,
                        row: header_row,
                        column: column.index as u32 + 1,
                    };
                    if matches!(column.role, Role::ValuesOfIndicator(_)) {
                        return Err(FileError::DuplicateColumn {
                            first: twin.place,
                            second: place,
                            what: shortened(&name),
                        });
                    }
                    continue;
                }
                let unit_text = units::words_in(&column.header).map(str::to_owned);
                list.add(
                    name,
                    unit_text,
                    Place {
                        sheet,
                        row: header_row,
                        column: column.index as u32 + 1,
                    },
                    mapping,
                );
            }
            return Ok(list);
        }
        source.each(&mut |line| {
            if header_row < line.row() && line_kind(line, header_row).is_none() {
                let key = list.key(line, columns);
                if !list.by_text.contains_key(&key) {
                    if MOST_DIFFERENT <= list.heads.len() {
                        let column = columns
                            .indicator
                            .as_ref()
                            .or(columns.unit.as_ref())
                            .map_or("", |column| column.header.as_str());
                        return Err(FileError::Mapping(format!(
                            "column \"{}\" has more than {MOST_DIFFERENT} different entries, too many for an indicator",
                            shortened(column)
                        )));
                    }
                    let column = columns.indicator.as_ref().map_or(0, |column| column.index);
                    let name = if key.0.is_empty() {
                        mapping.indicator.clone().unwrap_or_default()
                    } else {
                        key.0.clone()
                    };
                    let unit_text = Some(key.1.clone()).filter(|text| !text.is_empty());
                    list.by_text.insert(key, list.heads.len() as u32);
                    list.add(
                        name,
                        unit_text,
                        Place {
                            sheet,
                            row: line.row(),
                            column: column as u32 + 1,
                        },
                        mapping,
                    );
                }
            }
            Ok(true)
        })?;
        Ok(list)
    }

    fn add(&mut self, name: String, unit_text: Option<String>, place: Place, mapping: &Mapping) {
        self.heads.push(IndicatorHead {
            name,
            unit: mapping.unit.or_else(|| unit_text.as_deref().and_then(units::unit)),
            unit_text,
            place,
            ..IndicatorHead::default()
        });
    }

    fn key(&self, line: Line<'_>, columns: &Columns) -> (String, String) {
        let text = |column: &Option<Column>| {
            column
                .as_ref()
                .map_or_else(String::new, |column| line.text(column.index).into_owned())
        };
        (text(&columns.indicator), text(&columns.unit))
    }

    /// The indicator of a line's nth column with values.
    fn of(&self, line: Line<'_>, nth: usize, columns: &Columns) -> u32 {
        if !self.by_text.is_empty() {
            return self.by_text.get(&self.key(line, columns)).copied().unwrap_or(0);
        }
        if self.heads.len() == columns.values.len() {
            nth as u32
        } else {
            0
        }
    }
}

/// Tells the rows of one line after the other.
struct Teller<'a> {
    sink: &'a mut dyn FnMut(Event),
    sheet: u16,
    columns: &'a Columns,
    mapping: &'a Mapping,
    periods: &'a Periods,
    spelling: Spelling,
    indicators: &'a Indicators,
    n_headers: usize,
    territories: HashMap<(String, String, Option<Level>), u32>,
    n_territories: u32,
    sets: HashMap<DimensionSet, u32>,
    skipped: Option<(SkippedKind, u32)>,
}

impl Teller<'_> {
    fn skip(&mut self, kind: SkippedKind) {
        match &mut self.skipped {
            Some((known, n_lines)) if *known == kind => *n_lines += 1,
            _ => {
                self.flush();
                self.skipped = Some((kind, 1));
            }
        }
    }

    fn flush(&mut self) {
        if let Some((kind, n_lines)) = self.skipped.take() {
            (self.sink)(Event::Skipped { kind, n_lines });
        }
    }

    fn line(&mut self, line: Line<'_>) -> Result<(), FileError> {
        self.flush();
        let (level, levelless) = self.level(line);
        let territory = self.territory(line, level);
        let (dimensions, problem) = match self.dimensions(line)? {
            Ok(index) => (index, None),
            Err(problem) => (0, Some(problem)),
        };
        let problem = self
            .shifted(line)
            .or_else(|| self.keyless(line))
            .or(levelless)
            .or(problem);
        let status = self
            .columns
            .status
            .as_ref()
            .map_or(Cow::Borrowed(""), |column| line.text(column.index));
        for (nth, column) in self.columns.values.iter().enumerate() {
            let (value, repair) = match &problem {
                Some(problem) => (Cell::Unreadable(problem.clone()), None),
                None => {
                    let (cell, repair) = self.spelling.value(line.cell(column.index));
                    (self.spelling.with_status(cell, &status), repair)
                }
            };
            (self.sink)(Event::Row(Row {
                place: Place {
                    sheet: self.sheet,
                    row: line.row(),
                    column: column.index as u32 + 1,
                },
                indicator: self.indicators.of(line, nth, self.columns),
                territory,
                dimensions,
                period: self.periods.of(line, nth),
                value,
                repair,
            }));
        }
        Ok(())
    }

    /// The level of the line's key, or why it has none.
    fn level(&self, line: Line<'_>) -> (Option<Level>, Option<Problem>) {
        let kind = self
            .columns
            .level
            .as_ref()
            .map_or(Cow::Borrowed(""), |column| line.text(column.index));
        if kind.is_empty() {
            return (self.mapping.level, None);
        }
        match kinds::level(&kind) {
            Some(level) => (Some(level), None),
            None => (None, Some(kinds::without_key(&kind))),
        }
    }

    /// Announces the line's territory unless it was announced before.
    fn territory(&mut self, line: Line<'_>, level: Option<Level>) -> u32 {
        let column = self.columns.territory.as_ref();
        let text = match column {
            Some(column) => line.text(column.index).into_owned(),
            None => self.mapping.territory.clone().unwrap_or_default(),
        };
        let name = self
            .columns
            .name
            .as_ref()
            .map_or_else(String::new, |column| line.text(column.index).into_owned());
        let key = (text, name, level);
        if let Some(index) = self.territories.get(&key) {
            return *index;
        }
        let index = self.n_territories;
        self.n_territories += 1;
        (self.sink)(Event::Territory(TerritoryText {
            text: key.0.clone(),
            name: Some(key.1.clone()).filter(|name| !name.is_empty()),
            level,
            place: Place {
                sheet: self.sheet,
                row: line.row(),
                column: column.map_or(1, |column| column.index as u32 + 1),
            },
        }));
        if self.territories.len() < MOST_DIFFERENT {
            self.territories.insert(key, index);
        }
        index
    }

    fn dimensions(&mut self, line: Line<'_>) -> Result<Result<u32, Problem>, FileError> {
        let mut set = DimensionSet::default();
        for column in &self.columns.dimensions {
            let Role::Dimension(concept) = &column.role else {
                continue;
            };
            let text = line.text(column.index);
            let code = columns::plain(&text);
            if text.is_empty() {
                continue;
            }
            if LONGEST_CODE < code.len() {
                let message = format!(
                    "column \"{}\": an entry of a breakdown has at most {LONGEST_CODE} letters; give it a short code",
                    shortened(&column.header)
                );
                return Ok(Err(Problem::new("dimension", &text, message)));
            }
            let outcome = if code.is_empty() {
                Err(DimensionError::NotAPair(text.to_string()))
            } else {
                set.insert(concept, &code)
            };
            if let Err(error) = outcome {
                let message = format!("column \"{}\": {error}", shortened(&column.header));
                return Ok(Err(Problem::new("dimension", &text, message)));
            }
        }
        if let Some(index) = self.sets.get(&set) {
            return Ok(Ok(*index));
        }
        if MOST_DIFFERENT <= self.sets.len() {
            let names: Vec<String> = self
                .columns
                .dimensions
                .iter()
                .map(|column| shortened(&column.header))
                .collect();
            return Err(FileError::Mapping(format!(
                "the columns {} have more than {MOST_DIFFERENT} different entries, too many for a breakdown",
                names.join(", ")
            )));
        }
        let index = self.sets.len() as u32;
        (self.sink)(Event::Dimensions(set.clone()));
        self.sets.insert(set, index);
        Ok(Ok(index))
    }

    /// More cells than the header has names: some delimiter too many has moved the values.
    fn shifted(&self, line: Line<'_>) -> Option<Problem> {
        let extra = (self.n_headers..line.n_cells()).find(|index| line.cell(*index) != CellContent::Blank)?;
        Some(Problem::new(
            "shifted",
            &line.text(extra),
            format!(
                "line {} has {} cells and the header {}; a cell too many has moved the values, put texts that hold the delimiter in quotation marks",
                line.row(),
                extra + 1,
                self.n_headers
            ),
        ))
    }

    fn keyless(&self, line: Line<'_>) -> Option<Problem> {
        let column = self.columns.territory.as_ref()?;
        line.text(column.index).is_empty().then(|| {
            let name = shortened(&column.header);
            Problem::new(
                "key_blank",
                "",
                format!(
                    "line {} has no key in column {name}; write the official key of the territory there",
                    line.row()
                ),
            )
        })
    }
}
