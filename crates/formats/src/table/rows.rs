//! From lines to rows: the passes over tables whose layout is known.
//!
//! A file is gone through up to four times, so that a table of any length needs little memory: to find its header, to count what stands
//! in its columns, to list its indicators (the head of a delivery comes before its rows), and to tell the rows. The first table of a
//! file has to be understood; a further one that is not is left out and named in a note.

use figures::number::DecimalSign;

use super::{
    cells::Spelling,
    columns::{self, Column, Columns},
    context::Context,
    groups::Groups,
    indicators::Indicators,
    mapping::Mapping,
    outline::{self, Block},
    periods::Periods,
    source::{Area, Source},
    states,
    survey::Survey,
    teller::{Teller, Told},
    territories::Territories,
    totals,
};
use crate::{DeliveryHead, Event, FileError, PeriodReading, Place, Problem, SkippedKind, totals::Totals};

/// More indicators or breakdowns than this are no table of figures but a mistaken column.
pub(super) const MOST_DIFFERENT: usize = 50_000;

/// A table and what its parts mean.
pub(super) struct Plan {
    pub(super) block: Block,
    pub(super) columns: Columns,
    pub(super) periods: Periods,
    pub(super) spelling: Spelling,
    /// How each of the columns of values is written.
    pub(super) spellings: Vec<Spelling>,
    /// Which keys are written once for a group of lines.
    pub(super) groups: Groups,
    pub(super) territories: Territories,
    pub(super) totals: Totals,
    pub(super) indicators: Indicators,
    pub(super) context: Context,
    /// Which indicator of the delivery is the first of this table.
    pub(super) first_indicator: u32,
    /// What whoever reads the report should know about the lines around it.
    pub(super) notes: Vec<(Place, Problem)>,
}

/// A table of a sheet: understood, or left out with the reason.
pub(super) enum Part {
    Read(Box<Plan>),
    LeftOut { block: Box<Block>, why: String },
}

/// Understands the tables of a source; the first one has to be understood.
pub(super) fn plans(
    source: &mut Source<'_>,
    header_row: u32,
    sheet_name: Option<&str>,
    mapping: &Mapping,
    choice: Option<PeriodReading>,
) -> Result<Vec<Part>, FileError> {
    let blocks = outline::blocks(source, header_row, mapping)?;
    columns::check_names(&blocks, mapping)?;
    let mut parts = Vec::new();
    let mut first_error = None;
    for (nth, block) in blocks.into_iter().enumerate() {
        let area = block.header.area;
        source.area = area;
        let found = plan(source, block.clone(), sheet_name, mapping, choice);
        source.area = Area::WHOLE;
        match found {
            Ok(plan) => parts.push(Part::Read(Box::new(plan))),
            Err(error) if nth == 0 && !area.is_strip() => return Err(error),
            Err(error) => {
                parts.push(Part::LeftOut {
                    block: Box::new(block),
                    why: error.to_string(),
                });
                first_error = first_error.or(Some(error));
            }
        }
    }
    // Of tables side by side any may be the one that is understood.
    if !parts.iter().any(|part| matches!(part, Part::Read(_))) {
        return Err(first_error.unwrap_or(FileError::NoData));
    }
    Ok(parts)
}

impl Part {
    /// Where it lies.
    pub(super) fn block(&self) -> &Block {
        match self {
            Self::Read(plan) => &plan.block,
            Self::LeftOut { block, .. } => block,
        }
    }
}

fn plan(
    source: &mut Source<'_>,
    block: Block,
    sheet_name: Option<&str>,
    mapping: &Mapping,
    choice: Option<PeriodReading>,
) -> Result<Plan, FileError> {
    if block.header.names.is_empty() {
        return Err(FileError::NoHeader { n_lines: 1 });
    }
    if block.survey.n_lines == 0 {
        return Err(FileError::NoData);
    }
    let sheet = source.sheet_index();
    let context = Context::of(&block.titles, sheet_name, sheet);
    let mut columns = columns::decide(&block.header, &block.survey, mapping, &context)?;
    let territories = Territories::look(source, &block, &mut columns, mapping)?;
    let periods = Periods::decide(
        &columns,
        block.header.core,
        sheet,
        &block.survey,
        mapping,
        &context,
        choice,
    )?;
    let spelling = Spelling {
        sign: mapping.decimal_sign.or_else(|| decimal_sign(&columns, &block.survey)),
        symbols: mapping.symbols,
        is_typed: source.is_typed(),
    };
    // Columns that were put together from several sources are written in several ways.
    let is_mixed = mapping.decimal_sign.is_none() && is_mixed(&columns, &block.survey);
    let of_column = |column: &Column| match is_mixed {
        true => Spelling {
            sign: sign_of(column, &block.survey),
            ..spelling
        },
        false => spelling,
    };
    let spellings = columns.values.iter().map(of_column).collect();
    let groups = Groups::look(source, &block, &columns, mapping)?;
    let totals = totals::look(source, &block, &columns, mapping, &groups, &territories)?;
    let indicators = Indicators::list(source, &block, &columns, &groups, mapping, &context)?;
    Ok(Plan {
        notes: territories.notes.clone(),
        territories,
        totals,
        spellings,
        block,
        columns,
        periods,
        spelling,
        groups,
        indicators,
        context,
        first_indicator: 0,
    })
}

/// Adds what the tables say to the head of the delivery; each learns which of the indicators are its own.
pub(super) fn complete(head: &mut DeliveryHead, parts: &mut [&mut Part]) {
    let mut is_first = true;
    let mut n_tables = 0;
    for part in parts.iter_mut() {
        let Part::Read(plan) = &mut **part else { continue };
        n_tables += 1;
        plan.first_indicator = head.indicators.len() as u32;
        head.indicators.extend(plan.indicators.heads.iter().cloned());
        if is_first {
            tell_detected(head, plan);
            is_first = false;
        }
    }
    if 1 < n_tables {
        head.detected.push(("tables".to_owned(), n_tables.to_string()));
    }
    states::complete(head, parts);
}

/// Tells the rows of the tables of one source: those side by side one after the other.
pub(super) fn tell(
    source: &mut Source<'_>,
    parts: &[&Part],
    mapping: &Mapping,
    told: &mut Told<'_>,
) -> Result<(), FileError> {
    let mut notes = Vec::new();
    let strips = parts.chunk_by(|one, other| one.block().header.area == other.block().header.area);
    for (nth, strip) in strips.enumerate() {
        source.area = strip.first().map_or(Area::WHOLE, |part| part.block().header.area);
        let mut flaws = Vec::new();
        let outcome = tell_below_each_other(source, strip, mapping, told, &mut |note| flaws.push(note));
        source.area = Area::WHOLE;
        outcome?;
        // What is wrong with the text of a file is the same for all of its parts.
        if nth == 0 {
            notes = flaws;
        }
    }
    notes.into_iter().for_each(|note| (told.sink)(note));
    Ok(())
}

fn tell_below_each_other(
    source: &mut Source<'_>,
    parts: &[&Part],
    mapping: &Mapping,
    told: &mut Told<'_>,
    flaw: &mut dyn FnMut(Event),
) -> Result<(), FileError> {
    let sheet = source.sheet_index();
    // A line without anything in a part of it is no blank line.
    let counts_blanks = source.area.from == 0;
    let mut tellers: Vec<Option<Teller<'_>>> = parts
        .iter()
        .map(|part| match part {
            Part::Read(plan) => Some(Teller::new(plan, mapping, sheet)),
            Part::LeftOut { .. } => None,
        })
        .collect();
    let last_rows: Vec<u32> = parts.iter().map(|part| part.block().last_row).collect();
    let mut nth = 0;
    source.each_and_flaws(
        &mut |line| {
            while nth + 1 < parts.len() && last_rows[nth] < line.row() {
                nth += 1;
            }
            let is_blank = line.content().0 == 0;
            match (parts[nth], &mut tellers[nth]) {
                _ if is_blank && !counts_blanks => {}
                (Part::Read(plan), Some(teller)) => match plan.block.kind(line) {
                    Some(kind) => told.skip(kind),
                    None => teller.line(line, told)?,
                },
                _ if is_blank => told.skip(SkippedKind::Blank),
                _ => told.skip(SkippedKind::OtherTable),
            }
            Ok(true)
        },
        flaw,
    )?;
    told.flush();
    for teller in tellers.into_iter().flatten() {
        teller.finish(told);
    }
    for part in parts {
        match part {
            Part::LeftOut { block, why } => left_out(block, sheet, why, told),
            Part::Read(plan) => {
                for (place, note) in plan.notes.iter().cloned() {
                    (told.sink)(Event::Note { place, note });
                }
            }
        }
    }
    Ok(())
}

fn left_out(block: &Block, sheet: u16, why: &str, told: &mut Told<'_>) {
    let place = Place {
        sheet,
        row: block.header.core,
        column: (block.header.area.from + 1) as u32,
    };
    let beside = match block.header.area.is_strip() {
        true => format!(", column {}", place.column_letters()),
        false => String::new(),
    };
    let message = format!(
        "the table in line {}{beside} was not read: {why}; give it in a file of its own if it holds figures",
        block.header.core
    );
    let first = block
        .titles
        .first()
        .map_or_else(|| block.header.names.join(" "), |title| title.text.clone());
    let note = Problem::new("table_not_read", &first, message);
    (told.sink)(Event::Note { place, note });
}

/// Whether some columns have only decimal commas and others only decimal points.
fn is_mixed(columns: &Columns, survey: &Survey) -> bool {
    let signs = || columns.values.iter().filter_map(|column| sign_of(column, survey));
    signs().any(|sign| sign == DecimalSign::Comma) && signs().any(|sign| sign == DecimalSign::Point)
}

/// The decimal sign that alone explains the numbers of a column.
fn sign_of(column: &Column, survey: &Survey) -> Option<DecimalSign> {
    let column = &survey.columns[column.index];
    match (column.n_comma, column.n_point) {
        (0, 0) => None,
        (_, 0) => Some(DecimalSign::Comma),
        (0, _) => Some(DecimalSign::Point),
        (comma, point) if comma < point => Some(DecimalSign::Point),
        (comma, point) if point < comma => Some(DecimalSign::Comma),
        _ => None,
    }
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

fn tell_detected(head: &mut DeliveryHead, plan: &Plan) {
    let Plan {
        block,
        columns,
        periods,
        spelling,
        groups,
        context,
        ..
    } = plan;
    let is_needed = columns
        .values
        .iter()
        .any(|column| 0 < block.survey.columns[column.index].n_undecided);
    let first = plan.spellings.first().map(|spelling| spelling.sign);
    let sign = match spelling.sign {
        _ if plan.spellings.iter().any(|one| Some(one.sign) != first) => "different by column".to_owned(),
        Some(sign) => sign.character().to_string(),
        None if is_needed => "undecided".to_owned(),
        None => "none".to_owned(),
    };
    let mut say = |what: &str, found: String| head.detected.push((what.to_owned(), found));
    say("decimal sign", sign);
    say("header line", block.header.core.to_string());
    if block.header.first_row != block.header.last_row {
        let lines = format!("{} to {}", block.header.first_row, block.header.last_row);
        say("header lines", lines);
    }
    say("lines", block.survey.n_lines.to_string());
    if let Some(reading) = periods.reading() {
        say("period reading", reading.as_str().to_owned());
    }
    if let (Some(period), true) = (periods.only(), context.period.is_some()) {
        let from = match context.period_row {
            0 => "the name of the sheet".to_owned(),
            row => format!("line {row}"),
        };
        say("period", format!("{period}, from {from}"));
    }
    if !groups.names.is_empty() {
        let names = groups.names.join(", ");
        say("written once for a group of lines, carried down", names);
    }
    if let Some(set) = spelling.symbols {
        say("signs", set.as_str().to_owned());
    }
    head.detected.extend(columns.shown.iter().cloned());
}
