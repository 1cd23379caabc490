//! Crosswalks as files: a TOML package between two editions, or a CSV table with a line for each link.
//!
//! Both are described in `docs/develop/frameworks.md`. The table is also what the interface and the command line write.

use serde::Deserialize;

use super::{Link, Relation};
use crate::goals::framework::Framework;

/// The columns of the table, in their order when written.
const COLUMNS: [&str; 9] = [
    "from_framework",
    "from_edition",
    "from_code",
    "to_framework",
    "to_edition",
    "to_code",
    "relation",
    "source",
    "reason",
];
const LONGEST: usize = 8 * 1024 * 1024;
const MOST_LINKS: usize = 20_000;

/// Why a file of links cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Not TOML, or not with these fields.
    #[error("the crosswalk cannot be read: {0}")]
    Unreadable(String),
    /// Too long.
    #[error("the crosswalk has more than {LONGEST} bytes or {MOST_LINKS} links; split it by framework")]
    TooLong,
    /// A column is missing, unknown or there twice.
    #[error("the table needs the columns {columns}; \"{column}\" is missing, unknown or there twice", columns = COLUMNS.join(", "))]
    Column {
        /// The column.
        column: String,
    },
    /// A line that cannot be understood.
    #[error("line {line}: {message}")]
    Line {
        /// The line in the file, from 1.
        line: u64,
        /// What is wrong.
        message: String,
    },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    from: Edition,
    to: Edition,
    source: String,
    #[serde(default)]
    link: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Edition {
    framework: String,
    edition: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    from: String,
    to: String,
    relation: String,
    source: Option<String>,
    reason: String,
}

/// Reads a package between two editions.
pub fn read_toml(text: &str) -> Result<Vec<Link>, FileError> {
    checked_length(text)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file: File = toml::from_str(text).map_err(|error| FileError::Unreadable(error.to_string()))?;
    if MOST_LINKS < file.link.len() {
        return Err(FileError::TooLong);
    }
    let edition = |edition: &Edition| Framework::new(&edition.framework, &edition.edition);
    let (from, to) = (edition(&file.from), edition(&file.to));
    let link = |entry: Entry| {
        let source = entry.source.unwrap_or_else(|| file.source.clone());
        let ends = ((from.clone(), entry.from), (to.clone(), entry.to));
        Link::new(ends.0, ends.1, &entry.relation, source, entry.reason).map_err(FileError::Unreadable)
    };
    file.link.into_iter().map(link).collect()
}

/// Reads a table; comma or semicolon, the columns in any order.
pub fn read_csv(text: &str) -> Result<Vec<Link>, FileError> {
    checked_length(text)?;
    // The reader counts lines by line feeds and would be one behind where a carriage return stands before each.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let head = text.lines().next().unwrap_or_default();
    let delimiter = if head.matches(';').count() > head.matches(',').count() {
        b';'
    } else {
        b','
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let unreadable = |error: csv::Error| match error.position() {
        Some(position) => FileError::Line {
            line: position.line(),
            message: error.to_string(),
        },
        None => FileError::Unreadable(error.to_string()),
    };
    let names = reader.headers().map_err(unreadable)?.clone();
    let mut places = Vec::new();
    for name in COLUMNS {
        let mut found = names.iter().enumerate().filter(|(_, one)| *one == name);
        match (found.next(), found.next()) {
            (Some((place, _)), None) => places.push(place),
            _ => {
                return Err(FileError::Column {
                    column: name.to_owned(),
                });
            }
        }
    }
    if let Some(unknown) = names.iter().find(|name| !COLUMNS.contains(name)) {
        return Err(FileError::Column {
            column: unknown.chars().take(40).collect(),
        });
    }
    let mut links = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        if MOST_LINKS <= links.len() {
            return Err(FileError::TooLong);
        }
        let cell = |column: usize| record.get(places[column]).unwrap_or_default().to_owned();
        let end = |first: usize| (Framework::new(cell(first), cell(first + 1)), cell(first + 2));
        let line = record.position().map_or(0, csv::Position::line);
        let link = Link::new(end(0), end(3), &cell(6), cell(7), cell(8));
        links.push(link.map_err(|message| FileError::Line { line, message })?);
    }
    Ok(links)
}

/// Writes links as a table that reads back the same.
pub fn write_csv(links: &[Link]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    // Writing to memory cannot fail; an error would leave the table short, which its reader would see by its missing columns.
    let mut write = |cells: [&str; 9]| writer.write_record(cells).is_ok();
    write(COLUMNS);
    for link in links {
        let (from, to) = (&link.from, &link.to);
        write([
            &from.framework.name,
            &from.framework.edition,
            &from.code,
            &to.framework.name,
            &to.framework.edition,
            &to.code,
            Relation::as_str(link.relation),
            &link.source,
            &link.reason,
        ]);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn checked_length(text: &str) -> Result<(), FileError> {
    match LONGEST < text.len() {
        true => Err(FileError::TooLong),
        false => Ok(()),
    }
}
