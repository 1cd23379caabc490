//! What each column means: from the mapping, from its name, from what stands in it, in this order.

use super::{
    context::Context,
    flags,
    header::Header,
    mapping::{ColumnName, Mapping, Role, Under},
    meaning::is_error,
    outline::Block,
    parts,
    survey::{Survey, key_in},
    words::Word,
};
use crate::{
    FileError, breakdowns, codes,
    event::shortened,
    period_text::looks_like_period,
    preview::{Certainty, Reason},
};

/// Most columns of a table; spreadsheets end there too.
pub(super) const MOST_COLUMNS: usize = 16_384;

/// A column and what it means.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Counted from 0.
    pub(super) index: usize,
    /// Its number in the file, counted from 1.
    pub(super) number: u32,
    /// Its name in the header.
    pub(super) header: String,
    /// What it means.
    pub(super) role: Role,
    /// What that says about all of its values.
    pub(super) under: Under,
    /// Columns with signs about its values, counted from 0.
    pub(super) flags: Vec<usize>,
}

/// A role and how sure it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decision {
    pub(super) role: Role,
    pub(super) certainty: Certainty,
    pub(super) reason: Reason,
}

/// All columns by what they mean.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) territory: Option<Column>,
    /// Columns that together are the key.
    pub(super) parts: Vec<Column>,
    pub(super) name: Option<Column>,
    pub(super) level: Option<Column>,
    pub(super) period: Option<Column>,
    /// The month, quarter or half within the year.
    pub(super) period_part: Option<Column>,
    pub(super) indicator: Option<Column>,
    pub(super) unit: Option<Column>,
    /// Signs about all values of a line.
    pub(super) statuses: Vec<Column>,
    pub(super) remarks: Vec<Column>,
    pub(super) dimensions: Vec<Column>,
    /// The columns with values: one (long), one a period (wide), one an indicator (columns), one a territory (transposed).
    pub(super) values: Vec<Column>,
    /// Name and role of each column, to be shown.
    pub(super) shown: Vec<(String, String)>,
}

impl Columns {
    /// A column that was taken for a breakdown names the territory.
    pub(super) fn is_name(&mut self, column: &Column) {
        self.dimensions.retain(|known| known.index != column.index);
        if let Some((_, said)) = self.shown.get_mut(column.index) {
            *said = words_for(&Role::TerritoryName);
        }
        self.name.get_or_insert_with(|| Column {
            role: Role::TerritoryName,
            ..column.clone()
        });
    }
}

/// Decides the roles of all columns.
pub(super) fn decide(
    header: &Header,
    survey: &Survey,
    mapping: &Mapping,
    context: &Context,
) -> Result<Columns, FileError> {
    let decisions = roles(header, survey, mapping, context)?;
    gathered(header, decisions, mapping, context)
}

/// The role of each column, as sure as it can be said.
pub(super) fn roles(
    header: &Header,
    survey: &Survey,
    mapping: &Mapping,
    context: &Context,
) -> Result<Vec<Decision>, FileError> {
    let headers = header.names.as_slice();
    let mut roles: Vec<Option<Decision>> = mapped(header, mapping)?
        .into_iter()
        .map(|role| role.map(Decision::chosen))
        .collect();
    let is_taken = |roles: &[Option<Decision>], role: &Role| roles.iter().flatten().any(|known| known.role == *role);
    // Numbers below a word for a breakdown are figures about it, not its entries.
    let is_figures = |index: usize, word: &Option<Word>| {
        let is_breakdown = matches!(word, Some(Word::Sure(Role::Dimension(_) | Role::Period)));
        1 < header.stacks[index].len()
            && is_breakdown
            && survey.columns[index].holds_numbers()
            && !survey.columns[index].holds_periods()
    };
    let words: Vec<Option<Word>> = (0..headers.len())
        .map(|index| header.word(index))
        .enumerate()
        .map(|(index, word)| if is_figures(index, &word) { None } else { word })
        .collect();
    for index in key_parts(headers, survey) {
        if roles[index].is_none() && !is_taken(&roles, &Role::Territory) && mapping.territory.is_none() {
            roles[index] = Some(Decision::sure(Role::TerritoryPart, Reason::NameAndEntries));
        }
    }
    for (index, found) in words.iter().enumerate() {
        if roles[index].is_some() {
            continue;
        }
        if let Some(Word::Sure(role)) = found {
            // Each of several columns may hold values; under a header of several lines with units or signs of its own.
            let holds = |(index, word): (usize, &Option<Word>)| {
                *word == Some(Word::Sure(role.clone())) && survey.columns[index].holds_numbers()
            };
            let is_several = match role {
                Role::Value => 1 < words.iter().enumerate().filter(|one| holds(*one)).count(),
                Role::Unit => {
                    let is_unit = |word: &&Option<Word>| **word == Some(Word::Sure(Role::Unit));
                    1 < header.stacks[index].len() && 1 < words.iter().filter(is_unit).count()
                }
                _ => false,
            };
            if is_several && survey.columns[index].holds_numbers() {
                continue;
            }
            // A second key (AGS beside ARS) says the same again.
            let is_second = is_taken(&roles, role) && !matches!(role, Role::Dimension(_) | Role::Remark | Role::Status);
            let column = &survey.columns[index];
            let are_words = *role == Role::Status && 0 < column.n_filled && !column.has_flags();
            roles[index] = Some(if is_second {
                Decision::sure(Role::Ignore, Reason::SecondOfItsKind)
            } else if are_words {
                // `gut`, `amtlich`: no signs, but said about the values all the same.
                Decision::likely(Role::Remark, Reason::NameAndEntries)
            } else {
                Decision::sure(role.clone(), Reason::Name)
            });
        }
    }
    for (index, found) in words.iter().enumerate() {
        if roles[index].is_none() && *found == Some(Word::TerritoryOrName) {
            let column = &survey.columns[index];
            let is_key = column.may_hold_keys() && mapping.territory.is_none();
            let has_key = is_taken(&roles, &Role::Territory) || is_taken(&roles, &Role::TerritoryPart);
            roles[index] = Some(if is_key && !has_key {
                Decision::sure(Role::Territory, Reason::NameAndEntries)
            } else {
                Decision::likely(Role::TerritoryName, Reason::NameAndEntries)
            });
        }
    }
    for (index, found) in words.iter().enumerate() {
        if roles[index].is_none() && *found == Some(Word::LevelOrName) {
            let column = &survey.columns[index];
            let is_level = column.holds_levels();
            roles[index] = Some(if is_level && !is_taken(&roles, &Role::Level) {
                Decision::sure(Role::Level, Reason::NameAndEntries)
            } else {
                Decision::likely(Role::TerritoryName, Reason::NameAndEntries)
            });
        }
    }
    for index in 1..headers.len() {
        let holds_values = |left: usize| match &roles[left] {
            Some(known) => known.role.holds_values(),
            None => survey.columns[left].holds_numbers() || looks_like_period(&headers[left]),
        };
        if roles[index].is_none() && flags::is_column(index, header, survey, holds_values) {
            roles[index] = Some(Decision::likely(Role::Status, Reason::Entries));
        }
    }
    let has_values = |roles: &[Option<Decision>]| roles.iter().flatten().any(|known| known.role.holds_values());
    let has_period = is_taken(&roles, &Role::Period) || mapping.period.is_some();
    let is_long = is_taken(&roles, &Role::Value) || has_period;
    let mut under = header.under(has_period);
    if !is_long {
        for (index, name) in headers.iter().enumerate() {
            if roles[index].is_none() && looks_like_period(name) {
                let role = Role::ValueOf(name.clone());
                roles[index] = Some(Decision::sure(role, Reason::NameIsPeriod));
            }
        }
    }
    if !is_taken(&roles, &Role::Value) {
        let is_open = |roles: &[Option<Decision>], index: usize| {
            let column = &survey.columns[index];
            roles[index].is_none() && (column.holds_numbers() || column.n_filled == 0 || !column.holds_texts())
        };
        // Where the header names periods, a column without one is none of the values.
        let is_dated = under
            .iter()
            .enumerate()
            .any(|(index, found)| is_open(&roles, index) && found.as_ref().is_some_and(|found| found.period.is_some()));
        for index in 0..headers.len() {
            let Some(found) = under[index].take().filter(|_| is_open(&roles, index)) else {
                continue;
            };
            if is_dated && found.period.is_none() || survey.columns[index].n_filled == 0 && found.period.is_none() {
                continue;
            }
            roles[index] = Some(Decision::sure(found.into_role(), Reason::Name));
        }
        // Beside columns whose header says more, a column with a plain name holds values too.
        if !is_dated && has_values(&roles) {
            for (index, name) in headers.iter().enumerate() {
                if roles[index].is_none()
                    && survey.columns[index].holds_numbers()
                    && !name.is_empty()
                    && !survey.columns[index].holds_keys()
                {
                    roles[index] = Some(Decision::likely(Role::ValuesOfIndicator(name.clone()), Reason::Entries));
                }
            }
        }
    }
    let find = |roles: &[Option<Decision>], fits: &dyn Fn(usize) -> bool| {
        (0..headers.len()).find(|index| roles[*index].is_none() && fits(*index))
    };
    let has_key = |roles: &[Option<Decision>]| {
        is_taken(roles, &Role::Territory) || is_taken(roles, &Role::TerritoryPart) || mapping.territory.is_some()
    };
    if !has_key(&roles) {
        let fits = |index: usize| survey.columns[index].holds_keys();
        if let Some(index) = find(&roles, &fits) {
            roles[index] = Some(Decision::likely(Role::Territory, Reason::Entries));
        }
    }
    // Keys side by side in the header, periods below each other.
    if !has_key(&roles) && is_taken(&roles, &Role::Period) && !has_values(&roles) {
        let keyed: Vec<usize> = (0..headers.len())
            .filter(|index| roles[*index].is_none() && key_in(&headers[*index]).is_some())
            .collect();
        for index in keyed {
            let role = Role::ValuesOfTerritory(headers[index].clone());
            roles[index] = Some(Decision::sure(role, Reason::Name));
        }
    }
    let is_wide = roles.iter().flatten().any(|known| known.role.under().period.is_some());
    if !is_wide && !is_taken(&roles, &Role::Period) && mapping.period.is_none() {
        let fits = |index: usize| survey.columns[index].holds_periods();
        if let Some(index) = find(&roles, &fits) {
            roles[index] = Some(Decision::likely(Role::Period, Reason::Entries));
        }
    }
    // The names in front of a table whose first column has no name of its own.
    if let Some(index) =
        find(&roles, &|index| survey.columns[index].holds_texts()).filter(|index| headers[*index].is_empty())
    {
        let is_named = |role: &Role| is_taken(&roles, role);
        let has_place = has_key(&roles) || is_named(&Role::TerritoryName) || context.territory.is_some();
        if !has_place {
            roles[index] = Some(Decision::likely(Role::TerritoryName, Reason::Entries));
        } else if !is_named(&Role::Indicator) && !is_named(&Role::TerritoryName) && mapping.indicator.is_none() {
            roles[index] = Some(Decision::likely(Role::Indicator, Reason::Entries));
        }
    }
    let takes_numbers = !has_values(&roles);
    let decisions = roles.into_iter().enumerate().map(|(index, role)| {
        let (header, column) = (&headers[index], &survey.columns[index]);
        role.unwrap_or_else(|| {
            let is_number = column.holds_numbers() && !header.is_empty();
            if takes_numbers && is_number && breakdowns::is_total(header) && context.indicator.is_some() {
                // `Insgesamt` names nothing; the title does.
                Decision::likely(Role::ValuesUnder(Under::default()), Reason::Entries)
            } else if takes_numbers && is_number {
                Decision::likely(Role::ValuesOfIndicator(header.clone()), Reason::Entries)
            } else if column.n_filled == 0
                || codes::plain(header).is_empty()
                || is_error(header)
                || column.holds_numbers()
            {
                // Further numbers beside the values may be codes or measures; as a breakdown they would scatter the series.
                Decision::likely(Role::Ignore, Reason::Nothing)
            } else {
                Decision::likely(Role::Dimension(codes::concept(header)), Reason::Entries)
            }
        })
    });
    let mut decisions: Vec<Decision> = decisions.collect();
    let has_year_around = context.period.as_deref().is_some_and(parts::is_year);
    parts::find(headers, &mut decisions, mapping, has_year_around);
    Ok(decisions)
}

/// Widths of the parts of a key, by the names of their columns: Land, Regierungsbezirk, Kreis, Verband, Gemeinde.
const PARTS: [(&[&str], usize); 5] = [
    (&["land", "bundesland", "lan"], 2),
    (&["rb", "reg.-bez.", "regbez", "regierungsbezirk", "bezirk"], 1),
    (&["kreis", "krs", "kreise"], 2),
    (&["vb", "verband", "gemeindeverband", "gvb"], 4),
    (&["gem", "gemeinde", "gemeinden", "gmd"], 3),
];

/// How many digits a part of a key has, by the name of its column.
pub(super) fn part_width(header: &str) -> Option<usize> {
    let folded = header.trim().to_lowercase();
    PARTS
        .iter()
        .find(|(words, _)| words.contains(&folded.as_str()))
        .map(|(_, width)| *width)
}

/// The columns that together are the key: at least Land and Kreis, with so few digits that none of them is a key by itself.
fn key_parts(headers: &[String], survey: &Survey) -> Vec<usize> {
    let mut found = Vec::new();
    let mut last = 0;
    for (words, width) in PARTS {
        let fits = |index: &usize| {
            let is_named = words.contains(&headers[*index].trim().to_lowercase().as_str());
            is_named && survey.columns[*index].holds_digits(width)
        };
        if let Some(index) = (last..headers.len()).find(fits) {
            found.push((index, width));
            last = index + 1;
        }
    }
    let has = |width: usize, at: usize| found.get(at).is_some_and(|(_, found)| *found == width);
    let is_key = 2 <= found.len()
        && has(2, 0)
        && found
            .iter()
            .any(|(index, _)| part_width(&headers[*index]) == Some(2) && *index != found[0].0);
    if is_key {
        found.into_iter().map(|(index, _)| index).collect()
    } else {
        Vec::new()
    }
}

/// Roles in their places, complete enough to read by.
pub(super) fn gathered(
    header: &Header,
    decisions: Vec<Decision>,
    mapping: &Mapping,
    context: &Context,
) -> Result<Columns, FileError> {
    let headers = header.names.as_slice();
    let mut columns = Columns::default();
    for (index, decision) in decisions.into_iter().enumerate() {
        let role = decision.role;
        let name = headers[index].clone();
        let shown = if name.is_empty() {
            format!("column {}", header.area.from + index + 1)
        } else {
            format!("column \"{}\"", shortened(&name))
        };
        columns.shown.push((shown, words_for(&role)));
        let under = role.under();
        let column = Column {
            index,
            number: (header.area.from + index + 1) as u32,
            header: name,
            role,
            under,
            flags: Vec::new(),
        };
        match column.role {
            Role::Territory => columns.territory = Some(column),
            Role::TerritoryPart => columns.parts.push(column),
            Role::TerritoryName => columns.name = columns.name.or(Some(column)),
            Role::Level => columns.level = Some(column),
            Role::Period => columns.period = Some(column),
            Role::PeriodPart => columns.period_part = Some(column),
            Role::Indicator => columns.indicator = Some(column),
            Role::Unit => columns.unit = Some(column),
            Role::Status => columns.statuses.push(column),
            Role::Remark => columns.remarks.push(column),
            Role::Dimension(_) => columns.dimensions.push(column),
            Role::Value
            | Role::ValueOf(_)
            | Role::ValuesOfIndicator(_)
            | Role::ValuesAt { .. }
            | Role::ValuesUnder(_)
            | Role::ValuesOfTerritory(_) => columns.values.push(column),
            Role::Ignore => {}
        }
    }
    flags::assign(&mut columns.values, &mut columns.statuses, &mut columns.shown);
    let missing = |role, examples| FileError::MissingRole {
        row: header.core,
        columns: headers
            .iter()
            .take(8)
            .map(|header| shortened(header))
            .collect::<Vec<_>>()
            .join(", "),
        role,
        examples,
    };
    let has = |fits: fn(&Column) -> bool| columns.values.iter().any(fits);
    let is_wide = has(|column| column.under.period.is_some());
    let is_transposed = has(|column| column.under.territory.is_some());
    let n_kinds = [
        is_wide,
        has(|column| column.under.period.is_none() && column.role == Role::Value),
        has(|column| column.under.period.is_none() && column.role != Role::Value),
    ];
    if columns.values.is_empty() {
        return Err(missing("value", "Wert or Value, or the years as names of the columns"));
    }
    if 1 < n_kinds.into_iter().filter(|has| *has).count() {
        return Err(FileError::Mapping(
            "some columns hold the values of a period and others those of an indicator".to_owned(),
        ));
    }
    let has_territory = columns.territory.is_some()
        || !columns.parts.is_empty()
        || columns.name.is_some()
        || is_transposed
        || mapping.territory.is_some()
        || context.territory.is_some();
    if !has_territory {
        return Err(missing("territory", "AGS, ARS or Kennziffer, with official keys"));
    }
    if !is_wide && columns.period.is_none() && mapping.period.is_none() && context.period.is_none() {
        return Err(missing("period", "Jahr or Year"));
    }
    Ok(columns)
}

/// Each column that a person named is one of a table; each table looks for its own only.
pub(super) fn check_names(blocks: &[Block], mapping: &Mapping) -> Result<(), FileError> {
    if blocks.iter().all(|block| !block.header.area.is_strip()) {
        return Ok(());
    }
    let is_in = |column: &ColumnName, header: &Header| match column {
        ColumnName::Number(number) => {
            let columns = header.area.from + 1..header.area.from + 1 + header.names.len();
            columns.contains(&(*number as usize))
        }
        ColumnName::Name(name) => header.names.iter().any(|known| known == name.trim()),
    };
    let is_known = |column: &ColumnName| blocks.iter().any(|block| is_in(column, &block.header));
    match mapping.columns.iter().find(|column| !is_known(&column.column)) {
        Some(column) => Err(no_such_column(&column.column)),
        None => Ok(()),
    }
}

fn no_such_column(column: &ColumnName) -> FileError {
    FileError::Mapping(format!("there is no column {}", shown_name(column)))
}

fn shown_name(column: &ColumnName) -> String {
    match column {
        ColumnName::Number(number) => number.to_string(),
        ColumnName::Name(name) => format!("\"{}\"", shortened(name)),
    }
}

fn mapped(header: &Header, mapping: &Mapping) -> Result<Vec<Option<Role>>, FileError> {
    let headers = header.names.as_slice();
    let mut roles: Vec<Option<Role>> = vec![None; headers.len()];
    for column in &mapping.columns {
        let index = match &column.column {
            ColumnName::Number(number) => (*number as usize)
                .checked_sub(header.area.from + 1)
                .filter(|index| *index < headers.len()),
            ColumnName::Name(name) => headers.iter().position(|header| header == name.trim()),
        };
        let Some(index) = index else {
            // It may be one of the table beside this one.
            if header.area.is_strip() {
                continue;
            }
            return Err(no_such_column(&column.column));
        };
        if roles[index].is_some() {
            let name = shown_name(&column.column);
            return Err(FileError::Mapping(format!("column {name} is named twice")));
        }
        let is_single = matches!(
            column.role,
            Role::Territory
                | Role::Level
                | Role::Period
                | Role::PeriodPart
                | Role::Value
                | Role::Indicator
                | Role::Unit
        );
        if is_single && roles.iter().flatten().any(|role| *role == column.role) {
            return Err(FileError::Mapping(format!(
                "two columns are the {}",
                words_for(&column.role)
            )));
        }
        roles[index] = Some(column.role.clone());
    }
    Ok(roles)
}

fn words_for(role: &Role) -> String {
    match role {
        Role::Territory => "territory".to_owned(),
        Role::TerritoryPart => "part of the territory's key".to_owned(),
        Role::TerritoryName => "name of the territory".to_owned(),
        Role::Level => "kind of spatial unit".to_owned(),
        Role::Period => "period".to_owned(),
        Role::PeriodPart => "part of the year".to_owned(),
        Role::Value => "value".to_owned(),
        Role::ValueOf(period) => format!("values of {}", shortened(period)),
        Role::ValuesOfIndicator(name) => format!("values of the indicator \"{}\"", shortened(name)),
        Role::ValuesAt { indicator, period } => {
            format!(
                "values of the indicator \"{}\" in {}",
                shortened(indicator),
                shortened(period)
            )
        }
        Role::ValuesUnder(under) => {
            let breakdown = under
                .breakdown
                .iter()
                .map(|(concept, code)| format!("{concept}={code}"));
            let said = [&under.indicator, &under.period, &under.territory, &under.unit];
            let said = said.into_iter().flatten().map(|text| shortened(text)).chain(breakdown);
            let said: Vec<String> = said.collect();
            match said.as_slice() {
                [] => "values of the total".to_owned(),
                said => format!("values of {}", said.join(", ")),
            }
        }
        Role::ValuesOfTerritory(key) => format!("values of the territory {}", shortened(key)),
        Role::Remark => "remark".to_owned(),
        Role::Indicator => "indicator".to_owned(),
        Role::Unit => "unit".to_owned(),
        Role::Status => "status".to_owned(),
        Role::Dimension(concept) => format!("breakdown {concept}"),
        Role::Ignore => "not used".to_owned(),
    }
}
