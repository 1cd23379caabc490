//! What each column means: from the mapping, from its name, from what stands in it, in this order.

use super::{
    mapping::{ColumnName, Mapping, Role},
    survey::Survey,
    words::{Word, word},
};
use crate::{FileError, event::shortened, period_text::looks_like_period};

/// Most columns of a table; spreadsheets end there too.
pub(super) const MOST_COLUMNS: usize = 16_384;

/// A column and what it means.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Counted from 0.
    pub(super) index: usize,
    /// Its name in the header.
    pub(super) header: String,
    /// What it means.
    pub(super) role: Role,
}

/// All columns by what they mean.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) territory: Option<Column>,
    pub(super) name: Option<Column>,
    pub(super) level: Option<Column>,
    pub(super) period: Option<Column>,
    pub(super) indicator: Option<Column>,
    pub(super) unit: Option<Column>,
    pub(super) status: Option<Column>,
    pub(super) dimensions: Vec<Column>,
    /// The columns with values: one (long), one a period (wide) or one an indicator (columns).
    pub(super) values: Vec<Column>,
    /// Name and role of each column, to be shown.
    pub(super) shown: Vec<(String, String)>,
}

/// Decides the roles of all columns.
pub(super) fn decide(
    headers: &[String],
    header_row: u32,
    survey: &Survey,
    mapping: &Mapping,
) -> Result<Columns, FileError> {
    let mut roles: Vec<Option<Role>> = mapped(headers, mapping)?;
    let is_taken = |roles: &[Option<Role>], role: &Role| roles.iter().flatten().any(|known| known == role);
    let words: Vec<Option<Word>> = headers.iter().map(|header| word(header)).collect();
    for (index, found) in words.iter().enumerate() {
        if roles[index].is_some() {
            continue;
        }
        if let Some(Word::Sure(role)) = found {
            // A second key (AGS beside ARS) says the same again; a second column of values would be a contradiction.
            let is_second = is_taken(&roles, role) && !matches!(role, Role::Dimension(_));
            roles[index] = Some(if is_second { Role::Ignore } else { role.clone() });
        }
    }
    for (index, found) in words.iter().enumerate() {
        if roles[index].is_none() && *found == Some(Word::TerritoryOrName) {
            let column = &survey.columns[index];
            let is_key = column.may_hold_keys() && mapping.territory.is_none();
            roles[index] = Some(if is_key && !is_taken(&roles, &Role::Territory) {
                Role::Territory
            } else {
                Role::TerritoryName
            });
        }
    }
    for (index, found) in words.iter().enumerate() {
        if roles[index].is_none() && *found == Some(Word::LevelOrName) {
            let column = &survey.columns[index];
            let is_level = column.holds_levels();
            roles[index] = Some(if is_level && !is_taken(&roles, &Role::Level) {
                Role::Level
            } else {
                Role::TerritoryName
            });
        }
    }
    let has_values = |roles: &[Option<Role>]| {
        roles
            .iter()
            .flatten()
            .any(|role| matches!(role, Role::Value | Role::ValueOf(_) | Role::ValuesOfIndicator(_)))
    };
    let is_long = is_taken(&roles, &Role::Value) || is_taken(&roles, &Role::Period);
    if !is_long && mapping.period.is_none() {
        for (index, header) in headers.iter().enumerate() {
            if roles[index].is_none() && looks_like_period(header) {
                roles[index] = Some(Role::ValueOf(header.clone()));
            }
        }
    }
    let find = |roles: &[Option<Role>], fits: &dyn Fn(usize) -> bool| {
        (0..headers.len()).find(|index| roles[*index].is_none() && fits(*index))
    };
    if !is_taken(&roles, &Role::Territory) && mapping.territory.is_none() {
        let fits = |index: usize| survey.columns[index].holds_keys();
        if let Some(index) = find(&roles, &fits) {
            roles[index] = Some(Role::Territory);
        }
    }
    let is_wide = roles.iter().flatten().any(|role| matches!(role, Role::ValueOf(_)));
    if !is_wide && !is_taken(&roles, &Role::Period) && mapping.period.is_none() {
        let fits = |index: usize| survey.columns[index].holds_periods();
        if let Some(index) = find(&roles, &fits) {
            roles[index] = Some(Role::Period);
        }
    }
    let takes_numbers = !has_values(&roles);
    for (index, header) in headers.iter().enumerate() {
        if roles[index].is_none() {
            let column = &survey.columns[index];
            let is_number = column.holds_numbers() && !header.is_empty();
            roles[index] = Some(if takes_numbers && is_number {
                Role::ValuesOfIndicator(header.clone())
            } else if column.n_filled == 0 || plain(header).is_empty() || column.holds_numbers() {
                // Further numbers beside the values may be codes or measures; as a breakdown they would scatter the series.
                Role::Ignore
            } else {
                Role::Dimension(plain(header))
            });
        }
    }
    gathered(headers, header_row, roles, mapping)
}

fn gathered(
    headers: &[String],
    header_row: u32,
    roles: Vec<Option<Role>>,
    mapping: &Mapping,
) -> Result<Columns, FileError> {
    let mut columns = Columns::default();
    for (index, role) in roles.into_iter().enumerate() {
        let role = role.unwrap_or(Role::Ignore);
        let header = headers[index].clone();
        let shown = if header.is_empty() {
            format!("column {}", index + 1)
        } else {
            format!("column \"{}\"", shortened(&header))
        };
        columns.shown.push((shown, words_for(&role)));
        let column = Column { index, header, role };
        match column.role {
            Role::Territory => columns.territory = Some(column),
            Role::TerritoryName => columns.name = columns.name.or(Some(column)),
            Role::Level => columns.level = Some(column),
            Role::Period => columns.period = Some(column),
            Role::Indicator => columns.indicator = Some(column),
            Role::Unit => columns.unit = Some(column),
            Role::Status => columns.status = Some(column),
            Role::Dimension(_) => columns.dimensions.push(column),
            Role::Value | Role::ValueOf(_) | Role::ValuesOfIndicator(_) => columns.values.push(column),
            Role::Ignore => {}
        }
    }
    let missing = |role, examples| FileError::MissingRole {
        row: header_row,
        columns: headers
            .iter()
            .take(8)
            .map(|header| shortened(header))
            .collect::<Vec<_>>()
            .join(", "),
        role,
        examples,
    };
    let is_wide = columns
        .values
        .iter()
        .any(|column| matches!(column.role, Role::ValueOf(_)));
    let n_kinds = [
        is_wide,
        columns.values.iter().any(|column| column.role == Role::Value),
        columns
            .values
            .iter()
            .any(|column| matches!(column.role, Role::ValuesOfIndicator(_))),
    ];
    if columns.values.is_empty() {
        return Err(missing("value", "Wert or Value, or the years as names of the columns"));
    }
    if 1 < n_kinds.into_iter().filter(|has| *has).count() {
        return Err(FileError::Mapping(
            "some columns hold the values of a period and others those of an indicator".to_owned(),
        ));
    }
    if columns.territory.is_none() && mapping.territory.is_none() {
        return Err(missing("territory", "AGS, ARS or Kennziffer, with official keys"));
    }
    if !is_wide && columns.period.is_none() && mapping.period.is_none() {
        return Err(missing("period", "Jahr or Year"));
    }
    Ok(columns)
}

fn mapped(headers: &[String], mapping: &Mapping) -> Result<Vec<Option<Role>>, FileError> {
    let mut roles: Vec<Option<Role>> = vec![None; headers.len()];
    for column in &mapping.columns {
        let index = match &column.column {
            ColumnName::Number(number) => (*number as usize).checked_sub(1).filter(|index| *index < headers.len()),
            ColumnName::Name(name) => headers.iter().position(|header| header == name.trim()),
        };
        let name = match &column.column {
            ColumnName::Number(number) => number.to_string(),
            ColumnName::Name(name) => format!("\"{}\"", shortened(name)),
        };
        let index = index.ok_or_else(|| FileError::Mapping(format!("there is no column {name}")))?;
        if roles[index].is_some() {
            return Err(FileError::Mapping(format!("column {name} is named twice")));
        }
        let is_single = matches!(
            column.role,
            Role::Territory | Role::Level | Role::Period | Role::Value | Role::Indicator | Role::Unit | Role::Status
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

/// A text in the letters that a dimension may have.
pub(crate) fn plain(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '@' | '$');
    let text: String = text.trim().chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    text.trim_matches('_').to_owned()
}

fn words_for(role: &Role) -> String {
    match role {
        Role::Territory => "territory".to_owned(),
        Role::TerritoryName => "name of the territory".to_owned(),
        Role::Level => "kind of spatial unit".to_owned(),
        Role::Period => "period".to_owned(),
        Role::Value => "value".to_owned(),
        Role::ValueOf(period) => format!("values of {}", shortened(period)),
        Role::ValuesOfIndicator(name) => format!("values of the indicator \"{}\"", shortened(name)),
        Role::Indicator => "indicator".to_owned(),
        Role::Unit => "unit".to_owned(),
        Role::Status => "status".to_owned(),
        Role::Dimension(concept) => format!("breakdown {concept}"),
        Role::Ignore => "not used".to_owned(),
    }
}
