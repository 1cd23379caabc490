//! One resource of a data package as a table with types.

use std::io::Cursor;

use encoding_rs::{Encoding, UTF_8};

use super::schema::{Dialect, Field, Schema};
use crate::{
    FileError,
    archive::Archive,
    csv_out,
    event::shortened,
    gzip,
    json::{self, Json},
    limits::Limits,
    table::source::{TypedCell, TypedTable, Visit},
    text::{Record, Records},
};

/// A resource, as the description names it.
pub(super) struct Resource {
    pub(super) name: String,
    /// What the description calls it for people.
    pub(super) title: Option<String>,
    /// Whether it is a table of ours, in which texts may have an apostrophe in front.
    pub(super) is_ours: bool,
    content: Content,
    schema: Schema,
    limits: Limits,
}

/// What it holds.
enum Content {
    /// A text table.
    Text {
        bytes: Vec<u8>,
        encoding: &'static Encoding,
        dialect: Dialect,
    },
    /// Rows in JSON.
    Rows(Json, Dialect),
    /// Something that is no table, in words.
    Other(String),
}

impl Resource {
    /// Finds what a description names. An address or a path that leads out of the archive refuses the whole package.
    pub(super) fn of(
        description: &Json,
        index: usize,
        folder: &str,
        archive: &mut Archive<'_>,
        limits: &Limits,
    ) -> Result<Self, FileError> {
        let text = |name: &str| description.get(name).and_then(Json::text);
        let name = text("name").map_or_else(|| format!("resource {}", index + 1), shortened);
        let schema = match description.get("schema") {
            Some(Json::Text(path)) => json::of_bytes(&part(path, &name, folder, archive)?, limits)?,
            Some(schema) => schema.clone(),
            None => Json::Null,
        };
        let dialect = match description.get("dialect") {
            Some(Json::Text(path)) => Some(json::of_bytes(&part(path, &name, folder, archive)?, limits)?),
            other => other.cloned(),
        };
        let path = match description.get("path") {
            Some(Json::Text(path)) => Some(path.to_string()),
            Some(Json::List(list)) => match list.as_slice() {
                [Json::Text(path)] => Some(path.to_string()),
                _ => {
                    return Err(FileError::OwnLayout(format!(
                        "resource \"{name}\" is cut into {} files; join them into one",
                        list.len()
                    )));
                }
            },
            _ => None,
        };
        let dialect = Dialect::of(
            description,
            dialect.as_ref(),
            &name,
            path.as_deref().unwrap_or_default(),
        )?;
        let content = match (path, description.get("data")) {
            (Some(path), _) => {
                let bytes = part(&path, &name, folder, archive)?;
                let is_packed = path.to_lowercase().ends_with(".gz") || text("compression") == Some("gz");
                match is_packed {
                    true => {
                        let bytes = gzip::unpacked(&bytes, &path, limits)?;
                        let ending = path.len() - if path.to_lowercase().ends_with(".gz") { 3 } else { 0 };
                        let inner = path.get(..ending).unwrap_or(&path);
                        Self::content(description, inner, bytes, dialect, limits)?
                    }
                    false => Self::content(description, &path, bytes, dialect, limits)?,
                }
            }
            (None, Some(Json::Text(table))) => Content::Text {
                bytes: table.as_bytes().to_vec(),
                encoding: UTF_8,
                dialect,
            },
            (None, Some(rows)) => Content::Rows(rows.clone(), dialect),
            (None, None) => {
                return Err(FileError::OwnLayout(format!(
                    "resource \"{name}\" has neither a path nor data; add the path of its file"
                )));
            }
        };
        Ok(Self {
            name,
            title: text("title")
                .map(str::trim)
                .filter(|title| !title.is_empty())
                .map(str::to_owned),
            is_ours: false,
            content,
            schema: Schema::of(&schema),
            limits: *limits,
        })
    }

    fn content(
        description: &Json,
        path: &str,
        bytes: Vec<u8>,
        dialect: Dialect,
        limits: &Limits,
    ) -> Result<Content, FileError> {
        let ending = path.rsplit('.').next().unwrap_or_default().to_lowercase();
        let format = description
            .get("format")
            .and_then(Json::text)
            .unwrap_or(&ending)
            .to_lowercase();
        Ok(match format.as_str() {
            "csv" | "tsv" | "txt" | "tab" => {
                let encoding = match description.get("encoding").and_then(Json::text) {
                    Some(name) => crate::text::named(name)?,
                    None => crate::text::detect(&mut Cursor::new(&bytes))?,
                };
                Content::Text {
                    bytes,
                    encoding,
                    dialect,
                }
            }
            "json" => Content::Rows(json::of_bytes(&bytes, limits)?, dialect),
            other => Content::Other(format!("{} is no CSV, TSV or JSON", shortened(other))),
        })
    }

    /// The table, or why it is none.
    pub(super) fn table(&mut self) -> Result<&mut dyn TypedTable, FileError> {
        match &self.content {
            Content::Other(what) => Err(FileError::OwnLayout(format!(
                "resource \"{}\" cannot be read: {what}; write it as CSV",
                self.name
            ))),
            _ => Ok(self),
        }
    }

    fn text_rows(&self, visit: Visit<'_>) -> Result<(), FileError> {
        let Content::Text {
            bytes,
            encoding,
            dialect,
        } = &self.content
        else {
            return Ok(());
        };
        let mut input = Cursor::new(bytes.as_slice());
        let mut records = Records::new(&mut input, encoding, dialect.delimiter, &self.limits)?.verbatim();
        let mut record = Record::default();
        let mut head = Head::new(&self.schema, dialect.header_rows.is_empty());
        if dialect.header_rows.is_empty() && !head.tell(visit)? {
            return Ok(());
        }
        while records.next(&mut record)? {
            let row = record.row;
            let is_comment = dialect.comment_rows.contains(&row)
                || dialect
                    .comment
                    .as_ref()
                    .is_some_and(|sign| record.field(0).starts_with(sign.as_str()));
            if is_comment || record.is_blank() {
                continue;
            }
            if dialect.header_rows.contains(&row) {
                match self.is_ours {
                    true => head.add(record.fields().map(csv_out::disarmed)),
                    false => head.add(record.fields()),
                }
                if dialect.header_rows.iter().max() == Some(&row) && !head.tell(visit)? {
                    return Ok(());
                }
                continue;
            }
            if !head.is_told {
                continue;
            }
            let fields = record.fields().enumerate();
            let cells: Vec<TypedCell> = fields
                .map(|(place, text)| {
                    let text = if dialect.skips_blanks { text.trim_start() } else { text };
                    match self.is_ours {
                        true => TypedCell::Text(csv_out::disarmed(text).to_owned()),
                        false => head.field(place).cell(text),
                    }
                })
                .collect();
            // A header that is not the first line keeps the numbers of the lines: row 1 is told as the header.
            if !visit(row.max(2), &cells)? {
                break;
            }
        }
        Ok(())
    }

    fn json_rows(&self, rows: &Json, dialect: &Dialect, visit: Visit<'_>) -> Result<(), FileError> {
        let rows = match &dialect.property {
            Some(property) => rows.get(property).unwrap_or(&Json::Null),
            None => rows,
        };
        let mut head = Head::new(&self.schema, true);
        let list = rows.list();
        let is_keyed = matches!(list.first(), Some(Json::Object(_)));
        if is_keyed {
            head.names.clear();
            for (name, _) in list.iter().flat_map(Json::members) {
                if !head.names.iter().any(|known| known == name) && head.names.len() < 2_000 {
                    head.names.push(name.to_owned());
                }
            }
            head.columns();
        } else if !dialect.header_rows.is_empty() {
            head.names.clear();
            head.add(list.first().map_or(&[][..], Json::list).iter().filter_map(Json::plain));
        }
        if !head.tell(visit)? {
            return Ok(());
        }
        let skipped = usize::from(!is_keyed && !dialect.header_rows.is_empty());
        for (row, one) in (2_u32..).zip(list.iter().skip(skipped)) {
            let cell = |place: usize, value: &Json| match value {
                Json::Truth(truth) => TypedCell::Truth(*truth),
                value => value
                    .plain()
                    .map_or(TypedCell::Blank, |text| head.field(place).cell(text)),
            };
            let cells: Vec<TypedCell> = match is_keyed {
                true => (0..head.names.len())
                    .map(|place| {
                        one.get(&head.names[place])
                            .map_or(TypedCell::Blank, |value| cell(place, value))
                    })
                    .collect(),
                false => one
                    .list()
                    .iter()
                    .enumerate()
                    .map(|(place, value)| cell(place, value))
                    .collect(),
            };
            if !visit(row, &cells)? {
                break;
            }
        }
        Ok(())
    }
}

impl TypedTable for Resource {
    fn each(&mut self, visit: Visit<'_>) -> Result<(), FileError> {
        match &self.content {
            Content::Text { .. } => self.text_rows(visit),
            Content::Rows(rows, dialect) => self.json_rows(rows, dialect, visit),
            Content::Other(_) => Ok(()),
        }
    }
}

/// The names of the columns and what they hold.
struct Head<'a> {
    schema: &'a Schema,
    names: Vec<String>,
    fields: Vec<Field>,
    is_told: bool,
}

impl<'a> Head<'a> {
    fn new(schema: &'a Schema, is_from_schema: bool) -> Self {
        let mut head = Self {
            schema,
            names: if is_from_schema { schema.names() } else { Vec::new() },
            fields: Vec::new(),
            is_told: false,
        };
        head.columns();
        head
    }

    /// Adds the names of one row of the header; several are joined.
    fn add<'t>(&mut self, names: impl Iterator<Item = &'t str>) {
        for (place, name) in names.enumerate() {
            let name = name.trim();
            match self.names.get_mut(place) {
                Some(known) => *known = format!("{known} {name}").trim().to_owned(),
                None => self.names.push(name.to_owned()),
            }
        }
        self.columns();
    }

    fn columns(&mut self) {
        let names = self.names.iter().enumerate();
        self.fields = names.map(|(place, name)| self.schema.field(name, place)).collect();
    }

    fn field(&self, place: usize) -> Field {
        self.fields.get(place).cloned().unwrap_or_default()
    }

    fn tell(&mut self, visit: Visit<'_>) -> Result<bool, FileError> {
        self.is_told = true;
        let cells: Vec<TypedCell> = self.names.iter().map(|name| TypedCell::Text(name.clone())).collect();
        visit(1, &cells)
    }
}

/// A file that the description names, from the archive.
fn part(path: &str, name: &str, folder: &str, archive: &mut Archive<'_>) -> Result<Vec<u8>, FileError> {
    if path.contains("://") || path.starts_with("//") {
        return Err(FileError::OwnLayout(format!(
            "resource \"{name}\" lies at the address {}, and nothing is fetched from elsewhere; download it and pack it into the archive",
            shortened(path)
        )));
    }
    let is_outside = path.starts_with(['/', '\\', '~'])
        || path.contains('\\')
        || path.split('/').any(|step| step == "..")
        || path.as_bytes().get(1) == Some(&b':');
    if is_outside {
        return Err(FileError::OwnLayout(format!(
            "resource \"{name}\" has the path \"{}\", which leads out of the package; use paths below datapackage.json",
            shortened(path)
        )));
    }
    let wanted = format!("{folder}{}", path.strip_prefix("./").unwrap_or(path));
    let part = archive.part(&wanted).cloned().ok_or_else(|| {
        FileError::OwnLayout(format!(
            "resource \"{name}\": the file \"{}\" is not in the archive; pack it together with datapackage.json",
            shortened(path)
        ))
    })?;
    archive.bytes(&part)
}
