//! What a person has decided about the columns of a generic table; everything left open is detected.
//!
//! A mapping is made once for a publisher's layout and remembered by whoever calls the reader. It overrides detection wherever it
//! says something and is silent elsewhere.

use std::{collections::BTreeMap, fmt};

use figures::{number::DecimalSign, territory::Level, unit::Unit};
use serde::{Deserialize, Deserializer, Serialize, de};

use crate::{codes, symbols::SymbolSet};

/// Which column means what, and how the file is written.
///
/// ```
/// use formats::table::{ColumnName, Mapping, Role};
/// let mapping: Mapping = serde_json::from_str(
///     r#"{"columns": [{"column": "Kreis", "role": "territory"}, {"column": 3, "role": "value"},
///         {"column": "Geschlecht", "role": {"dimension": "SEX"}}]}"#,
/// )?;
/// assert_eq!(mapping.columns[0].column, ColumnName::Name("Kreis".to_owned()));
/// assert_eq!(mapping.columns[2].role, Role::Dimension("SEX".to_owned()));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mapping {
    /// The sheet of a workbook; the first one with a table when not given.
    pub sheet: Option<String>,
    /// The line with the names of the columns, counted from 1.
    pub header_row: Option<u32>,
    /// The character between the cells of a text table.
    pub delimiter: Option<char>,
    /// The sign between whole and fraction.
    pub decimal_sign: Option<DecimalSign>,
    /// The encoding by its WHATWG name, for example `windows-1252`.
    pub encoding: Option<String>,
    /// The columns that mean something. A column that is not named is detected.
    pub columns: Vec<ColumnMapping>,
    /// What signs in place of numbers mean.
    pub symbols: Option<SymbolSet>,
    /// The level of all territories, where their keys leave it open.
    pub level: Option<Level>,
    /// The key of the one territory that the whole file is about, where no column holds it.
    pub territory: Option<String>,
    /// The period of all values, where no column holds it, as SDMX writes it.
    pub period: Option<String>,
    /// The name of the one indicator that the whole file is about.
    pub indicator: Option<String>,
    /// The unit of all values.
    pub unit: Option<Unit>,
}

/// One column and what it means. A role that carries a name may be written with the name beside it, and a breakdown without one has that of
/// its column.
///
/// ```
/// use formats::table::{ColumnMapping, Role};
/// let written = [
///     r#"{"column": "Geschlecht", "role": "dimension"}"#,
///     r#"{"column": 3, "role": "dimension", "name": "SEX"}"#,
///     r#"{"column": 3, "role": {"dimension": "SEX"}}"#,
/// ];
/// for text in written {
///     assert_eq!(serde_json::from_str::<ColumnMapping>(text)?.role, Role::Dimension("SEX".to_owned()));
/// }
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnMapping {
    /// Which column.
    pub column: ColumnName,
    /// What it means.
    pub role: Role,
}

impl<'de> Deserialize<'de> for ColumnMapping {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written {
            column: ColumnName,
            role: WrittenRole,
            name: Option<String>,
        }
        let Written { column, role, name } = Written::deserialize(deserializer)?;
        let role = role.named(name, &column).map_err(de::Error::custom)?;
        Ok(Self { column, role })
    }
}

/// A role as it is written: a word, or a word with its name.
enum WrittenRole {
    Word(String),
    Whole(Role),
}

/// Words that stand alone.
const PLAIN_ROLES: &[(&str, Role)] = &[
    ("territory", Role::Territory),
    ("territory_part", Role::TerritoryPart),
    ("territory_name", Role::TerritoryName),
    ("level", Role::Level),
    ("period", Role::Period),
    ("period_part", Role::PeriodPart),
    ("value", Role::Value),
    ("indicator", Role::Indicator),
    ("unit", Role::Unit),
    ("status", Role::Status),
    ("remark", Role::Remark),
    ("ignore", Role::Ignore),
];

impl WrittenRole {
    fn named(self, name: Option<String>, column: &ColumnName) -> Result<Role, String> {
        let word = match (self, &name) {
            (Self::Whole(role), None) => return Ok(role),
            (Self::Whole(_), Some(name)) => {
                return Err(format!("the role has a name already; leave name = \"{name}\" out"));
            }
            (Self::Word(word), _) => word,
        };
        let plain = PLAIN_ROLES.iter().find(|(known, _)| *known == word);
        match (plain, word.as_str(), name) {
            (Some((_, role)), _, None) => Ok(role.clone()),
            (Some(_), _, Some(name)) => Err(format!(
                "the role {word} takes no name; leave name = \"{name}\" out, or write role = \"dimension\" for a breakdown"
            )),
            (None, "dimension", Some(name)) => Ok(Role::Dimension(name)),
            (None, "dimension", None) => match column {
                ColumnName::Name(header) if !codes::concept(header).is_empty() => {
                    Ok(Role::Dimension(codes::concept(header)))
                }
                _ => Err(
                    "a breakdown needs a name: write role = \"dimension\" and beside it, for example, name = \"SEX\""
                        .to_owned(),
                ),
            },
            (None, "value_of", Some(name)) => Ok(Role::ValueOf(name)),
            (None, "values_of_indicator", Some(name)) => Ok(Role::ValuesOfIndicator(name)),
            (None, "values_of_territory", Some(name)) => Ok(Role::ValuesOfTerritory(name)),
            (None, "value_of" | "values_of_indicator" | "values_of_territory", None) => Err(format!(
                "the role {word} needs a name: write it beside the role as name = \"…\""
            )),
            _ => {
                let known: Vec<&str> = PLAIN_ROLES.iter().map(|(known, _)| *known).collect();
                Err(format!(
                    "\"{word}\" is not a role; use {}, or with a name beside it dimension, value_of, values_of_indicator or values_of_territory",
                    known.join(", ")
                ))
            }
        }
    }
}

impl<'de> Deserialize<'de> for WrittenRole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = WrittenRole;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a role such as \"territory\", or one with a name such as { dimension = \"SEX\" }")
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<WrittenRole, E> {
                Ok(WrittenRole::Word(word.to_owned()))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<WrittenRole, A::Error> {
                Role::deserialize(de::value::MapAccessDeserializer::new(map)).map(WrittenRole::Whole)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// A column by its name in the header or by its number, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ColumnName {
    /// Counted from 1.
    Number(u32),
    /// As the header writes it.
    Name(String),
}

/// What a column means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The official key of the territory.
    Territory,
    /// One of several columns that together are the key, in their order: Land, Regierungsbezirk, Kreis, Gemeinde.
    TerritoryPart,
    /// The name of the territory; where no column holds its key, a name counts that only one territory has.
    TerritoryName,
    /// The kind of spatial unit, which names the level of its key (`Gemeinden`, `Kreise`).
    Level,
    /// The period.
    Period,
    /// The month, quarter or half of the year within the year that stands elsewhere; a blank and a word for the total are the year itself.
    PeriodPart,
    /// The value (long layout).
    Value,
    /// Values of one period (wide layout), the period as SDMX writes it or as the header names it; beside a column of years a part of
    /// the year.
    ValueOf(String),
    /// Values of one indicator (a column for each indicator), by the name it shall have.
    ValuesOfIndicator(String),
    /// Values of one indicator in one period (header in two lines), by the name it shall have and the period as the header names it.
    ValuesAt {
        /// The name of the indicator.
        indicator: String,
        /// The period.
        period: String,
    },
    /// Values under a header of several lines that says more than one thing about the column.
    ValuesUnder(Under),
    /// Values of one territory (territories side by side, periods below each other), by its key.
    ValuesOfTerritory(String),
    /// The name of the indicator.
    Indicator,
    /// The unit in words or as a code.
    Unit,
    /// The status in SDMX letters or a table symbol.
    Status,
    /// A breakdown under this concept.
    Dimension(String),
    /// What is remarked about the values of the line.
    Remark,
    /// Nothing that is needed.
    Ignore,
}

impl Role {
    /// Whether the column holds values.
    pub const fn holds_values(&self) -> bool {
        matches!(
            self,
            Self::Value
                | Self::ValueOf(_)
                | Self::ValuesOfIndicator(_)
                | Self::ValuesAt { .. }
                | Self::ValuesUnder(_)
                | Self::ValuesOfTerritory(_)
        )
    }

    /// What the role says about all values of the column.
    pub fn under(&self) -> Under {
        match self {
            Self::ValueOf(period) => Under {
                period: Some(period.clone()),
                ..Under::default()
            },
            Self::ValuesOfIndicator(name) => Under {
                indicator: Some(name.clone()),
                ..Under::default()
            },
            Self::ValuesAt { indicator, period } => Under {
                indicator: Some(indicator.clone()),
                period: Some(period.clone()),
                ..Under::default()
            },
            Self::ValuesOfTerritory(key) => Under {
                territory: Some(key.clone()),
                ..Under::default()
            },
            Self::ValuesUnder(under) => under.clone(),
            _ => Under::default(),
        }
    }
}

/// What a header says about all values below it.
///
/// ```
/// use formats::table::{Role, Under};
/// let role: Role = serde_json::from_str(
///     r#"{"values_under": {"period": "2022", "unit": "MWh", "breakdown": {"ENERGY_CARRIER": "Strom"}}}"#,
/// )?;
/// assert_eq!(role.under().period.as_deref(), Some("2022"));
/// assert_eq!(role.under().indicator, None);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Under {
    /// The name of the indicator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// The period as the header names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// The key of the territory, alone or beside its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub territory: Option<String>,
    /// The unit in the words of the header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Breakdowns: concept and code.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub breakdown: BTreeMap<String, String>,
}

impl Under {
    /// The plainest role that says the same.
    pub(super) fn into_role(self) -> Role {
        let is_plain = self.unit.is_none() && self.breakdown.is_empty();
        match (self.indicator.clone(), self.period.clone(), self.territory.clone()) {
            (None, Some(period), None) if is_plain => Role::ValueOf(period),
            (Some(indicator), Some(period), None) if is_plain => Role::ValuesAt { indicator, period },
            (Some(indicator), None, None) if is_plain => Role::ValuesOfIndicator(indicator),
            (None, None, Some(key)) if is_plain => Role::ValuesOfTerritory(key),
            _ => Role::ValuesUnder(self),
        }
    }
}
