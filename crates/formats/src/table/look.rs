//! The look at a generic table before it is taken; see [`crate::preview`].

use figures::number::DecimalSign;

use super::{
    columns::{self, Decision},
    mapping::{Mapping, Role},
    periods::Periods,
    rows,
    source::{Line, Source},
    survey::Survey,
};
use crate::{
    DeliveryHead, FileError, Problem, ReadOptions, ReadSeek,
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

/// Looks at a table.
pub(crate) fn preview(input: &mut dyn ReadSeek, options: &ReadOptions, limits: &Limits) -> Result<Preview, FileError> {
    let mapping = options.mapping.clone().unwrap_or_default();
    let mut found = None;
    let located = super::with_source(input, &mapping, limits, &mut |source, header_row, head, sheets| {
        source.stop_after(header_row.saturating_add(N_SURVEYED));
        found = Some(look(source, header_row, head, sheets, &mapping, options)?);
        Ok(())
    });
    match (located, found) {
        (_, Some(preview)) => Ok(preview),
        // Without a header the lines still tell a person where it is.
        (Err(FileError::NoHeader { n_lines }), None) => headless(input, n_lines, &mapping, limits),
        (Err(error), None) => Err(error),
        (Ok(()), None) => Err(FileError::NoData),
    }
}

fn look(
    source: &mut Source<'_>,
    header_row: u32,
    head: DeliveryHead,
    sheets: Vec<Sheet>,
    mapping: &Mapping,
    options: &ReadOptions,
) -> Result<Preview, FileError> {
    let lines = first_lines(source, header_row)?;
    let (headers, survey) = rows::survey(source, header_row)?;
    let decisions = columns::roles(&headers, &survey, mapping)?;
    let mut missing = missing(
        &headers,
        header_row,
        &decisions,
        &survey,
        mapping,
        options,
        source.sheet_index(),
    );
    if survey.n_lines == 0 {
        missing.push(Problem::new("missing_lines", "", FileError::NoData.to_string()));
    }
    let examples = examples(source, header_row, headers.len())?;
    let columns = headers
        .iter()
        .zip(&decisions)
        .zip(examples)
        .zip(1..)
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
    let outcome = rows::read(source, header_row, mapping, choice, head, &mut |event| {
        listener.hear(event);
    });
    if let Err(error) = outcome
        && missing.is_empty()
    {
        missing.push(Problem::new("missing_else", "", error.to_string()));
    }
    missing.extend(listener.missing_indicator());
    let detected = listener.head.map(|head| head.detected).unwrap_or_default();
    Ok(Preview {
        format: "table",
        layout,
        detected,
        sheets,
        header_row: Some(header_row),
        columns,
        lines,
        rows: listener.rows,
        fingerprint: Some(fingerprint(&headers, source.is_typed())),
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
    let mut found = None;
    super::with_source(input, &guessed, limits, &mut |source, _, head, sheets| {
        found = Some((first_lines(source, 1)?, head.layout, sheets));
        Ok(())
    })?;
    let (lines, layout, sheets) = found.ok_or(FileError::NoHeader { n_lines })?;
    Ok(Preview {
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
    headers: &[String],
    header_row: u32,
    decisions: &[Decision],
    survey: &Survey,
    mapping: &Mapping,
    options: &ReadOptions,
    sheet: u16,
) -> Vec<Problem> {
    let has = |fits: fn(&Role) -> bool| decisions.iter().any(|decision| fits(&decision.role));
    let mut missing = Vec::new();
    let has_territory = has(|role| matches!(role, Role::Territory | Role::TerritoryName | Role::TerritoryPart));
    if !has_territory && mapping.territory.is_none() {
        missing.push(missing_territory());
    }
    let is_wide = has(|role| matches!(role, Role::ValueOf(_)));
    if !is_wide && !has(|role| *role == Role::Period) && mapping.period.is_none() {
        missing.push(Problem::new(
            "missing_period",
            "",
            "no column says which year the values are of; choose the column with the years, or give the one period of the file",
        ));
    }
    if !has(|role| matches!(role, Role::Value | Role::ValueOf(_) | Role::ValuesOfIndicator(_))) {
        missing.push(Problem::new(
            "missing_value",
            "",
            "no column holds the values; choose it",
        ));
    }
    let of_values = || {
        let pairs = decisions.iter().zip(&survey.columns);
        pairs.filter(|(decision, _)| {
            matches!(
                decision.role,
                Role::Value | Role::ValueOf(_) | Role::ValuesOfIndicator(_)
            )
        })
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
    if let Ok(found) = columns::gathered(headers, header_row, decisions.to_vec(), mapping)
        && let Ok(periods) = Periods::decide(&found, header_row, sheet, survey, mapping, options.period_reading)
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
        let name = if looks_like_period(header) {
            "#period".to_owned()
        } else {
            header.to_lowercase()
        };
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
