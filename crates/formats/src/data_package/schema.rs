//! Table schema and table dialect: which signs separate, what stands for a missing value, how numbers and dates are written.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::{FileError, json::Json, table::source::TypedCell};

/// How the text of a table is written.
#[derive(Debug, Clone)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    /// Rows of the header, counted from 1; empty when the table has none.
    pub(super) header_rows: Vec<u32>,
    pub(super) comment_rows: Vec<u32>,
    pub(super) comment: Option<String>,
    pub(super) skips_blanks: bool,
    /// The member of JSON that holds the rows.
    pub(super) property: Option<String>,
}

impl Dialect {
    /// What the description of a resource says; the path says tabs by its ending.
    pub(super) fn of(resource: &Json, dialect: Option<&Json>, name: &str, path: &str) -> Result<Self, FileError> {
        let dialect = dialect.unwrap_or(&Json::Null);
        let text = |member: &str| dialect.get(member).and_then(Json::text);
        let format = resource.get("format").and_then(Json::text).unwrap_or_default();
        let is_tabs = format == "tsv" || path.to_lowercase().trim_end_matches(".gz").ends_with(".tsv");
        let delimiter = text("delimiter").unwrap_or(if is_tabs { "\t" } else { "," });
        let delimiter = match delimiter.as_bytes() {
            [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r' | 0) => *byte,
            _ => {
                return Err(FileError::OwnLayout(format!(
                    "resource \"{name}\": \"{delimiter}\" cannot separate cells; use one ASCII character"
                )));
            }
        };
        if text("quoteChar").is_some_and(|quote| quote != "\"") {
            return Err(FileError::OwnLayout(format!(
                "resource \"{name}\": only the quotation mark \" is read as quoteChar; write the table with it"
            )));
        }
        let rows = |member: &str| -> Option<Vec<u32>> {
            let list = dialect.get(member)?.list();
            Some(list.iter().filter_map(|row| u32::try_from(row.index()?).ok()).collect())
        };
        let has_header = dialect.get("header") != Some(&Json::Truth(false));
        Ok(Self {
            delimiter,
            header_rows: match has_header {
                true => rows("headerRows").unwrap_or_else(|| vec![1]),
                false => Vec::new(),
            },
            comment_rows: rows("commentRows").unwrap_or_default(),
            comment: text("commentChar").filter(|sign| !sign.is_empty()).map(str::to_owned),
            skips_blanks: dialect.get("skipInitialSpace") == Some(&Json::Truth(true)),
            property: text("property").map(str::to_owned),
        })
    }
}

/// What the columns hold.
#[derive(Debug, Clone, Default)]
pub(super) struct Schema {
    pub(super) fields: Vec<Field>,
    by_name: HashMap<String, usize>,
}

/// What one column holds.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: String,
    kind: String,
    format: String,
    missing: Vec<String>,
    decimal: String,
    group: String,
    is_bare: bool,
}

impl Default for Field {
    fn default() -> Self {
        Self {
            name: String::new(),
            kind: "any".to_owned(),
            format: "default".to_owned(),
            missing: vec![String::new()],
            decimal: ".".to_owned(),
            group: String::new(),
            is_bare: true,
        }
    }
}

impl Schema {
    pub(super) fn of(schema: &Json) -> Self {
        let common = missing(schema.get("missingValues")).unwrap_or_else(|| vec![String::new()]);
        let mut found = Self::default();
        for field in schema.get("fields").map_or(&[][..], Json::list) {
            let text = |name: &str| field.get(name).and_then(Json::text).map(str::to_owned);
            let name = text("name").unwrap_or_default();
            found.by_name.insert(name.clone(), found.fields.len());
            found.fields.push(Field {
                name,
                kind: text("type").unwrap_or_else(|| "any".to_owned()),
                format: text("format").unwrap_or_else(|| "default".to_owned()),
                missing: missing(field.get("missingValues")).unwrap_or_else(|| common.clone()),
                decimal: text("decimalChar").unwrap_or_else(|| ".".to_owned()),
                group: text("groupChar").unwrap_or_default(),
                is_bare: field.get("bareNumber") != Some(&Json::Truth(false)),
            });
        }
        if found.fields.is_empty() {
            found.fields.push(Field {
                missing: common,
                ..Field::default()
            });
        }
        found
    }

    /// What the column with this name holds, or the one at its place.
    pub(super) fn field(&self, name: &str, place: usize) -> Field {
        let by_name = self.by_name.get(name).and_then(|index| self.fields.get(*index));
        let by_place = self.fields.get(place).filter(|_| !self.by_name.is_empty());
        let found = by_name.or(by_place).cloned();
        found.unwrap_or_else(|| Field {
            missing: self
                .fields
                .first()
                .map_or_else(|| vec![String::new()], |first| first.missing.clone()),
            ..Field::default()
        })
    }

    /// Names of the columns, for tables without a header.
    pub(super) fn names(&self) -> Vec<String> {
        self.fields
            .iter()
            .map(|field| field.name.clone())
            .filter(|name| !name.is_empty())
            .collect()
    }
}

/// Texts that stand for a missing value; in version 2 they may have labels.
fn missing(list: Option<&Json>) -> Option<Vec<String>> {
    let texts = list?.list().iter().filter_map(|one| {
        let text = one.text().or_else(|| one.get("value")?.text())?;
        Some(text.to_owned())
    });
    Some(texts.collect())
}

impl Field {
    /// A text as a cell: missing values are blank, numbers have a decimal point, dates are written as ISO 8601.
    pub(super) fn cell(&self, text: &str) -> TypedCell {
        let trimmed = text.trim();
        if self.missing.iter().any(|missing| missing == text || missing == trimmed) {
            return TypedCell::Blank;
        }
        TypedCell::Text(match self.kind.as_str() {
            "number" | "integer" => self.number(trimmed),
            "date" if !matches!(self.format.as_str(), "default" | "any") => {
                Date::strptime(&self.format, trimmed).map_or_else(|_| text.to_owned(), |date| date.to_string())
            }
            _ => text.to_owned(),
        })
    }

    fn number(&self, text: &str) -> String {
        let mut text = match self.group.is_empty() {
            true => text.to_owned(),
            false => text.replace(&self.group, ""),
        };
        if self.decimal != "." && !self.decimal.is_empty() {
            text = text.replace(&self.decimal, ".");
        }
        match self.is_bare {
            true => text,
            false => text
                .trim_matches(|sign: char| !sign.is_ascii_digit() && !matches!(sign, '-' | '+' | '.'))
                .to_owned(),
        }
    }
}
