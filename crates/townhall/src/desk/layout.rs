//! What the columns of a handed-in table mean, between the reader that detects it and the form in which a person corrects it.
//!
//! A person says only what she knows better; everything else is detected anew in the next file. So a column is remembered by its name,
//! and a column with a new year means what its name says.

use std::{collections::BTreeMap, fs::File, path::Path, sync::Arc};

use formats::{
    FileError, ReadOptions,
    limits::Limits,
    preview::{self, Column, Preview},
    sdmx::Structures,
    table::{ColumnMapping, ColumnName, Role},
};

use super::answers::Answers;

/// What a column can mean, in the order of the list to choose from. Those that need a name take that of the column.
pub(super) const ROLES: [&str; 15] = [
    "territory",
    "territory_name",
    "territory_part",
    "level",
    "period",
    "period_part",
    "value",
    "value_of",
    "values_of_indicator",
    "indicator",
    "unit",
    "status",
    "dimension",
    "remark",
    "ignore",
];

/// Looks at the beginning of a file; `None` for a folder and for files that no reader can say anything about.
/// `structures` are those that were delivered before.
pub(super) fn look(
    path: &Path,
    name: &str,
    answers: &Answers,
    structures: Option<&Arc<Structures>>,
) -> Option<Preview> {
    if !path.is_file() {
        return None;
    }
    let options = |columns: &[Column]| ReadOptions {
        structures: structures.cloned(),
        ..answers.read_options(columns)
    };
    let first = look_with(path, name, &options(&[])).ok()?;
    let mapping = options(&first.columns);
    if answers.roles.is_empty() {
        return Some(first);
    }
    // A choice that contradicts itself is told by the trial run; the table is shown as it was detected.
    look_with(path, name, &mapping).ok().or(Some(first))
}

/// The word for the layout of a file as it is detected, before anybody has said anything: only that is the same for the next file.
/// Structures that were delivered explain codes of data messages, which have no columns to be remembered.
pub(super) fn fingerprint(path: &Path, name: &str) -> Option<String> {
    look(path, name, &Answers::default(), None)?.fingerprint
}

fn look_with(path: &Path, name: &str, options: &ReadOptions) -> Result<Preview, FileError> {
    let mut file = File::open(path)?;
    preview::preview(&mut file, Some(name), options, &Limits::default())
}

/// By what a column is remembered: its name, or its number when the name is missing or not the only one.
pub(super) fn key_of(columns: &[Column], column: &Column) -> String {
    let n_equal = columns.iter().filter(|other| other.name == column.name).count();
    match n_equal == 1 && !column.name.trim().is_empty() {
        true => column.name.clone(),
        false => format!("#{}", column.number),
    }
}

/// The columns of which the person has said what they mean.
pub(super) fn mapped(columns: &[Column], roles: &BTreeMap<String, String>) -> Vec<ColumnMapping> {
    let of = |column: &Column| {
        let key = key_of(columns, column);
        let role = role_of(roles.get(&key)?, column)?;
        let column = match key.starts_with('#') {
            true => ColumnName::Number(column.number),
            false => ColumnName::Name(key),
        };
        Some(ColumnMapping { column, role })
    };
    columns.iter().filter_map(of).collect()
}

fn role_of(word: &str, column: &Column) -> Option<Role> {
    match word {
        "value_of" => Some(Role::ValueOf(column.name.clone())),
        "values_of_indicator" => Some(Role::ValuesOfIndicator(column.name.clone())),
        "dimension" => Some(Role::Dimension(plain(&column.name))),
        _ if is_role(word) => serde_json::from_value(serde_json::Value::String(word.to_owned())).ok(),
        _ => None,
    }
}

/// Whether this is a word of [`ROLES`].
pub(super) fn is_role(word: &str) -> bool {
    ROLES.contains(&word)
}

/// The word of [`ROLES`] for a meaning.
pub(super) fn word_of(role: &Role) -> String {
    match serde_json::to_value(role) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(serde_json::Value::Object(named)) => named.keys().next().cloned().unwrap_or_default(),
        _ => "ignore".to_owned(),
    }
}

/// The name of a column in the letters that a breakdown may have.
fn plain(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '@' | '$');
    let plain: String = name.trim().chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    plain.trim_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_to_choose_is_a_meaning_and_back() -> Result<(), String> {
        let column = Column {
            number: 3,
            name: "Radwege in km".to_owned(),
            role: Role::Ignore,
            certainty: preview::Certainty::Likely,
            reason: preview::Reason::Nothing,
            examples: Vec::new(),
        };
        for word in ROLES {
            let role = role_of(word, &column).ok_or(word)?;
            assert_eq!(word_of(&role), word);
        }
        assert_eq!(role_of("drop table", &column), None);
        assert_eq!(
            role_of("dimension", &column),
            Some(Role::Dimension("Radwege_in_km".to_owned()))
        );
        let twice = [
            column.clone(),
            Column {
                number: 4,
                ..column.clone()
            },
        ];
        assert_eq!(key_of(&twice, &twice[1]), "#4");
        assert_eq!(key_of(&twice[..1], &column), "Radwege in km");
        Ok(())
    }
}
