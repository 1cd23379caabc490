//! Our own table of observations as a Frictionless data package: `data/observations.csv` and its description, in a zip archive.
//!
//! Follows Data Package 2.0 (`datapackage.json`, table schema, CSV dialect of the default). The same observations give the same bytes:
//! the archive holds no time.

use std::io::Write;

use figures::source::licence_uri;
use serde_json::{Value, json};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions, write::StreamWriter};

use super::{
    Head, Line, Writer,
    columns::{self, COLUMNS, Holds, MEANINGS},
    csv::CsvWriter,
};
use crate::FileError;

/// Writes observations as a data package.
pub(super) struct PackageWriter<'a, W: Write> {
    head: &'a Head,
    table: CsvWriter<ZipWriter<StreamWriter<W>>>,
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .large_file(true)
}

impl<'a, W: Write> PackageWriter<'a, W> {
    pub(super) fn begin(output: W, head: &'a Head) -> Result<Self, FileError> {
        let mut archive = ZipWriter::new_stream(output);
        archive.start_file("data/observations.csv", options()).map_err(failed)?;
        Ok(Self {
            head,
            table: CsvWriter::begin(archive, &head.concepts, ::csv::Terminator::CRLF)?,
        })
    }
}

impl<W: Write> Writer for PackageWriter<'_, W> {
    fn line(&mut self, line: &Line<'_>) -> Result<(), FileError> {
        self.table.write(line)
    }

    fn end(self: Box<Self>) -> Result<(), FileError> {
        let mut archive = self.table.finish()?;
        archive.start_file("datapackage.json", options()).map_err(failed)?;
        let text = serde_json::to_string_pretty(&description(self.head)).map_err(std::io::Error::other)?;
        archive.write_all(text.as_bytes())?;
        archive.finish().map_err(failed)?.into_inner().flush()?;
        Ok(())
    }
}

/// What `datapackage.json` says.
fn description(head: &Head) -> Value {
    let mut fields: Vec<Value> = COLUMNS
        .iter()
        .zip(MEANINGS)
        .map(|(name, (holds, meaning))| {
            let kind = match holds {
                Holds::Text => "string",
                Holds::Number => "number",
                Holds::Integer => "integer",
                Holds::Day => "date",
            };
            json!({"name": name, "type": kind, "description": meaning})
        })
        .collect();
    for name in columns::names(&head.concepts).into_iter().skip(COLUMNS.len()) {
        let meaning = format!("Breakdown {name}; blank where there is none");
        fields.push(json!({"name": name, "type": "string", "description": meaning}));
    }
    let key: Vec<Value> = ["indicator", "territory", "period", "source", "area_state"]
        .map(Value::from)
        .to_vec();
    let mut licences: Vec<Value> = Vec::new();
    for name in head.terms.iter().filter_map(|terms| terms.licence.as_deref()) {
        let licence = match licence_uri(name) {
            Some(path) => json!({"name": name, "path": path}),
            None => json!({"name": name}),
        };
        if !licences.contains(&licence) {
            licences.push(licence);
        }
    }
    let sources = head.terms.iter().map(|terms| {
        let mut source = json!({"title": format!("{}: {}", terms.provider, terms.title).trim_matches([':', ' ']), "note": terms.note});
        if let (Some(uri), Some(source)) = (&terms.dataset_uri, source.as_object_mut()) {
            source.insert("path".to_owned(), Value::from(uri.as_str()));
        }
        source
    });
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "observations",
        "title": head.title,
        "sources": sources.collect::<Vec<Value>>(),
        "resources": [{
            "name": "observations",
            "type": "table",
            "path": "data/observations.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
            "schema": {"fields": fields, "missingValues": [""]},
        }],
    });
    if let Some(package) = package.as_object_mut() {
        // What tells observations apart includes the breakdowns, which may be blank and so are no key in the sense of a schema.
        package.insert("observationKey".to_owned(), Value::Array(key));
        if !licences.is_empty() {
            package.insert("licenses".to_owned(), Value::Array(licences));
        }
        if let Some(day) = head.created_on {
            package.insert("version".to_owned(), Value::from(day.to_string()));
        }
    }
    package
}

fn failed(error: zip::result::ZipError) -> FileError {
    FileError::Io(std::io::Error::other(error))
}
