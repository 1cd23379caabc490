//! The look at a generic table before it is taken; see [`crate::preview`].

use figures::number::DecimalSign;

use super::{
    File, SheetParts,
    columns::{self, Decision},
    context::Context,
    mapping::{Mapping, Role},
    outline::{self, Block},
    periods::Periods,
    rows::{self, Part},
    source::{Area, Line, Source},
    teller::Told,
};
use crate::{
    DeliveryHead, Event, FileError, Problem, ReadOptions, ReadSeek,
    event::shortened,
    limits::Limits,
    period_text::looks_like_period,
    preview::{Certainty, Column, Listener, N_ROWS, Preview, Reason, Sheet, missing_territory},
};

/// So many lines are enough to see what columns mean.
const N_SURVEYED: u32 = 3_000;
/// How many entries of a column are shown.
const N_EXAMPLES: usize = 3;
/// Longest line that is shown, in cells.
const MOST_SHOWN: usize = 60;

/// Looks at a table. Of several tables the columns of the first one are shown, and the rows of all.
pub(crate) fn preview(input: &mut dyn ReadSeek, options: &ReadOptions, limits: &Limits) -> Result<Preview, FileError> {
    let mapping = options.mapping.clone().unwrap_or_default();
    let mut file = match File::open(input, &mapping, limits) {
        Ok(file) => file,
        // Without a header the lines still tell a person where it is.
        Err(FileError::NoHeader { n_lines }) => return headless(input, n_lines, &mapping, limits),
        Err(error) => return Err(error),
    };
    let understood = file
        .plans(&mapping, options.period_reading, N_SURVEYED)
        .unwrap_or_default();
    let shown = understood.first().map(|sheet| sheet.index);
    let (first, header_row) = file.first()?;
    let (index, header_row) = match shown {
        Some(index) if index != first => file.place_of(index).unwrap_or((first, header_row)),
        _ => (first, header_row),
    };
    let mut sheets = file.sheets(&understood);
    if understood.is_empty()
        && let Some(sheet) = sheets.get_mut(index)
    {
        sheet.is_read = true;
    }
    let mut head = file.head(&understood);
    if understood.is_empty() {
        head.layout = file
            .head(&[SheetParts {
                index,
                parts: Vec::new(),
            }])
            .layout;
    }
    let name = file.name_of(index);
    let mut found = None;
    let last_row = header_row.saturating_add(N_SURVEYED);
    file.with_source(index, last_row, &mut |source| {
        found = Some(look(
            source,
            header_row,
            name.as_deref(),
            head.clone(),
            sheets.clone(),
            &mapping,
            options,
        )?);
        Ok(())
    })?;
    found.ok_or(FileError::NoData)
}

fn look(
    source: &mut Source<'_>,
    header_row: u32,
    sheet_name: Option<&str>,
    mut head: DeliveryHead,
    sheets: Vec<Sheet>,
    mapping: &Mapping,
    options: &ReadOptions,
) -> Result<Preview, FileError> {
    let blocks = outline::blocks(source, header_row, mapping)?;
    let Some(block) = blocks.first() else {
        return Err(FileError::NoData);
    };
    let area = block.header.area;
    let lines = first_lines(source, block.header.first_row)?;
    let context = Context::of(&block.titles, sheet_name, source.sheet_index());
    let headers = block.header.names.as_slice();
    let decisions = columns::roles(&block.header, &block.survey, mapping, &context)?;
    let mut missing = missing(block, &decisions, &context, mapping, options, source.sheet_index());
    if block.survey.n_lines == 0 {
        missing.push(Problem::new("missing_lines", "", FileError::NoData.to_string()));
    }
    source.area = area;
    let examples = examples(source, block.header.last_row, headers.len());
    source.area = Area::WHOLE;
    let examples = examples?;
    let columns = headers
        .iter()
        .zip(&decisions)
        .zip(examples)
        .zip((block.header.area.from as u32 + 1)..)
        .map(|(((name, decision), examples), number)| Column {
            number,
            name: name.clone(),
            role: decision.role.clone(),
            certainty: decision.certainty,
            reason: decision.reason,
            examples,
        })
        .collect();
    let mut listener = Listener::default();
    let layout = head.layout.clone();
    let choice = options.period_reading;
    let outcome = rows::plans(source, header_row, sheet_name, mapping, choice).and_then(|mut parts| {
        rows::complete(&mut head, &mut parts.iter_mut().collect::<Vec<_>>());
        listener.hear(Event::Delivery(Box::new(head)));
        let parts: Vec<&Part> = parts.iter().collect();
        rows::tell(
            source,
            &parts,
            mapping,
            &mut Told::new(&mut |event| listener.hear(event)),
        )
    });
    if let Err(error) = outcome
        && missing.is_empty()
    {
        missing.push(Problem::new("missing_else", "", error.to_string()));
    }
    missing.extend(listener.missing_indicator());
    let detected = listener.head.map(|head| head.detected).unwrap_or_default();
    Ok(Preview {
        words: listener.words,
        format: "table",
        layout,
        detected,
        sheets,
        header_row: Some(block.header.core),
        columns,
        lines,
        rows: listener.rows,
        fingerprint: Some(fingerprint(headers, source.is_typed())),
        missing,
        mapping: mapping.clone(),
    })
}

/// A file in which no header was found: its first lines, so that a person can say which one it is.
fn headless(input: &mut dyn ReadSeek, n_lines: u32, mapping: &Mapping, limits: &Limits) -> Result<Preview, FileError> {
    let guessed = Mapping {
        header_row: Some(1),
        ..mapping.clone()
    };
    let mut file = File::open(input, &guessed, limits).map_err(|error| match error {
        FileError::NoHeader { .. } => FileError::NoHeader { n_lines },
        other => other,
    })?;
    let (index, _) = file.first()?;
    let as_read = [SheetParts {
        index,
        parts: Vec::new(),
    }];
    let (layout, sheets) = (file.head(&as_read).layout, file.sheets(&as_read));
    let mut lines = Vec::new();
    file.with_source(index, u32::MAX, &mut |source| {
        lines = first_lines(source, 1)?;
        Ok(())
    })?;
    Ok(Preview {
        words: Vec::new(),
        format: "table",
        layout,
        detected: Vec::new(),
        sheets,
        header_row: None,
        columns: Vec::new(),
        lines,
        rows: Vec::new(),
        fingerprint: None,
        missing: vec![Problem::new(
            "missing_header",
            "",
            "no line with names of columns was found; say which line it is",
        )],
        mapping: mapping.clone(),
    })
}

/// The first lines, from a little above the header.
fn first_lines(source: &mut Source<'_>, header_row: u32) -> Result<Vec<(u32, Vec<String>)>, FileError> {
    let first = header_row.saturating_sub(3);
    let mut lines = Vec::new();
    source.each(&mut |line| {
        if first <= line.row() && 0 < line.content().0 {
            let cells = (0..line.n_cells().min(MOST_SHOWN)).map(|index| shortened(&line.text(index)));
            lines.push((line.row(), cells.collect()));
        }
        Ok(lines.len() < N_ROWS + 4)
    })?;
    Ok(lines)
}

fn examples(source: &mut Source<'_>, header_row: u32, n_columns: usize) -> Result<Vec<Vec<String>>, FileError> {
    let mut found: Vec<Vec<String>> = vec![Vec::new(); n_columns];
    let mut n_lines = 0;
    source.each(&mut |line: Line<'_>| {
        if header_row < line.row() {
            n_lines += 1;
            for (index, examples) in found.iter_mut().enumerate() {
                let text = shortened(&line.text(index));
                if examples.len() < N_EXAMPLES && !text.is_empty() && !examples.contains(&text) {
                    examples.push(text);
                }
            }
        }
        Ok(n_lines < 200)
    })?;
    Ok(found)
}

/// What a person still has to say.
fn missing(
    block: &Block,
    decisions: &[Decision],
    context: &Context,
    mapping: &Mapping,
    options: &ReadOptions,
    sheet: u16,
) -> Vec<Problem> {
    let survey = &block.survey;
    let has = |fits: fn(&Role) -> bool| decisions.iter().any(|decision| fits(&decision.role));
    let mut missing = Vec::new();
    let has_territory = has(|role| {
        matches!(role, Role::Territory | Role::TerritoryName | Role::TerritoryPart) || role.under().territory.is_some()
    });
    if !has_territory && mapping.territory.is_none() && context.territory.is_none() {
        missing.push(missing_territory());
    }
    let is_wide = has(|role| role.under().period.is_some());
    if !is_wide && !has(|role| *role == Role::Period) && mapping.period.is_none() && context.period.is_none() {
        missing.push(Problem::new(
            "missing_period",
            "",
            "no column says which year the values are of; choose the column with the years, or give the one period of the file",
        ));
    }
    if !has(Role::holds_values) {
        missing.push(Problem::new(
            "missing_value",
            "",
            "no column holds the values; choose it",
        ));
    }
    let of_values = || {
        let pairs = decisions.iter().zip(&survey.columns);
        pairs.filter(|(decision, _)| decision.role.holds_values())
    };
    let count = |of: fn(&super::survey::ColumnSurvey) -> u64| of_values().map(|(_, column)| of(column)).sum::<u64>();
    let is_undecided = count(|column| column.n_comma) == count(|column| column.n_point);
    if mapping.decimal_sign.is_none() && is_undecided && 0 < count(|column| column.n_undecided) {
        missing.push(Problem::new(
            "missing_decimal_sign",
            "",
            format!(
                "nothing in the file tells whether \"{}\" or \"{}\" is the decimal sign; choose it",
                DecimalSign::Comma.character(),
                DecimalSign::Point.character()
            ),
        ));
    }
    let choice = options.period_reading;
    if let Ok(found) = columns::gathered(&block.header, decisions.to_vec(), mapping, context)
        && let Ok(periods) = Periods::decide(&found, block.header.core, sheet, survey, mapping, context, choice)
        && let Some(message) = periods.ambiguity()
    {
        missing.push(Problem::new("missing_period_reading", "", message));
    }
    missing
}

/// A word for the layout: names of columns in their order, each run of periods as one, so that next year's file has the same.
pub(super) fn fingerprint(headers: &[String], is_workbook: bool) -> String {
    let mut names: Vec<String> = Vec::new();
    for header in headers {
        // Of a name over several lines only the years change.
        let parts: Vec<String> = header
            .split(" | ")
            .map(|part| match looks_like_period(part) {
                true => "#period".to_owned(),
                false => part.to_lowercase(),
            })
            .collect();
        let name = parts.join(" | ");
        if name != "#period" || names.last() != Some(&name) {
            names.push(name);
        }
    }
    // FNV-1a in 64 bits: the same on every machine.
    let kind = if is_workbook { "workbook" } else { "text" };
    let text = format!("{kind}\u{1f}{}", names.join("\u{1f}"));
    let digest = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |digest, byte| {
        (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("table-{digest:016x}")
}

/// How a decision is shown; for the columns of a table that is read.
impl Decision {
    pub(super) fn chosen(role: Role) -> Self {
        Self {
            role,
            certainty: Certainty::Chosen,
            reason: Reason::Chosen,
        }
    }

    pub(super) fn sure(role: Role, reason: Reason) -> Self {
        Self {
            role,
            certainty: Certainty::Sure,
            reason,
        }
    }

    pub(super) fn likely(role: Role, reason: Reason) -> Self {
        Self {
            role,
            certainty: Certainty::Likely,
            reason,
        }
    }
}
