//! Observations as files of ours: one line each, with everything that is said about them, in every form that we write; and the reader.
//!
//! All forms are written in the same way: a [`Head`] with sources and breakdowns, then line after line, then the end. What each column
//! means stands in `columns.rs` and is the same in CSV, XLSX, Parquet, JSON and data package; SDMX-CSV and SDMX-JSON have the names of SDMX. Source,
//! licence and note are in each file, and a value that was computed from others says so. The bytes depend on head and lines alone.
//!
//! ```
//! use figures::{number::Number, observation::Status, source::AreaState, unit::Unit};
//! use formats::observations::{Form, Head, Line, Terms, begin};
//!
//! let terms = Terms {
//!     slug: "inkar".to_owned(),
//!     area_state: AreaState::Unstated,
//!     provider: "BBSR".to_owned(),
//!     title: "INKAR".to_owned(),
//!     note: "INKAR. Hrsg.: BBSR".to_owned(),
//!     licence: Some("dl-de/by-2-0".to_owned()),
//!     dataset_uri: None,
//! };
//! let head = Head { terms: vec![terms], ..Head::default() };
//! let mut file = Vec::new();
//! let mut writer = begin(Form::Csv, Box::new(&mut file), &head)?;
//! writer.line(&Line {
//!     indicator: "unemployed",
//!     unit: Unit::Persons,
//!     territory: "de:05515000",
//!     territory_name: "Münster",
//!     period: "2021".parse()?,
//!     number: Some(Number { value: 7963.0, decimals: 0 }),
//!     status: Status::NORMAL,
//!     dimensions: &Default::default(),
//!     terms: &head.terms[0],
//!     known_on: "2024-12-31".parse()?,
//!     edition: Some("2024"),
//!     delivery: Some(3),
//!     remark: None,
//!     changes: None,
//!     is_internal: false,
//! })?;
//! writer.end()?;
//! assert!(String::from_utf8(file)?.contains("unemployed,de:05515000,2021,7963,A,inkar,3,0,persons"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod columns;
mod csv;
mod json;
mod package;
mod parquet;
mod read;
mod xlsx;

use std::{collections::BTreeSet, io::Write};

use figures::{
    dimension::DimensionSet, number::Number, observation::Status, period::Period, source::AreaState, unit::Unit,
};
use jiff::civil::Date;

pub use self::{columns::COLUMNS, csv::CsvWriter, read::Observations};
use crate::{CodeWords, FileError, sdmx};

pub(crate) use self::{
    columns::{check, is_ours},
    read::tell,
};

/// What is said once about all lines of a file.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// What the file is about, in a few words.
    pub title: String,
    /// All sources that occur, in a stable order.
    pub terms: Vec<Terms>,
    /// The concepts of all breakdowns that occur.
    pub concepts: BTreeSet<String>,
    /// What concepts and codes of breakdowns are called, for forms that say it.
    pub words: Vec<CodeWords>,
    /// Whether a value has several flags, which SDMX-CSV declares in its header.
    pub has_several_flags: bool,
    /// Names of the indicators that occur, by slug: title and unit.
    pub indicators: Vec<(String, String, Unit)>,
    /// The date that goes into files that hold one: the newest data state.
    pub created_on: Option<Date>,
    /// Name of the sheet with the values, in the reader's language.
    pub sheet: String,
    /// Name of the sheet with the sources.
    pub source_sheet: String,
}

/// A source on one area state, with its terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Short name.
    pub slug: String,
    /// On which area the figures stand.
    pub area_state: AreaState,
    /// Who publishes.
    pub provider: String,
    /// Title of the publication.
    pub title: String,
    /// The note that must stand beside the figures.
    pub note: String,
    /// Short name of the licence.
    pub licence: Option<String>,
    /// Address of the data set.
    pub dataset_uri: Option<String>,
}

/// One observation.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// Slug of the indicator.
    pub indicator: &'a str,
    /// What it is counted in.
    pub unit: Unit,
    /// The key with its scheme: `de:05515000`.
    pub territory: &'a str,
    /// What the territory is called.
    pub territory_name: &'a str,
    /// The period.
    pub period: Period,
    /// The value; `None` when missing.
    pub number: Option<Number>,
    /// Flags.
    pub status: Status,
    /// The breakdown.
    pub dimensions: &'a DimensionSet,
    /// The source.
    pub terms: &'a Terms,
    /// The publisher's data state.
    pub known_on: Date,
    /// The publisher's edition.
    pub edition: Option<&'a str>,
    /// The delivery in the installation that writes; `None` in files for other installations, where the number means nothing.
    pub delivery: Option<i64>,
    /// What the publisher remarks about this value.
    pub remark: Option<&'a str>,
    /// What was done to the publisher's data, where the value is computed from them.
    pub changes: Option<&'a str>,
    /// Whether the value is not released; whoever reads the file keeps it so.
    pub is_internal: bool,
}

/// A form in which observations are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// A table for programs and spreadsheets.
    Csv,
    /// A list of objects with the field names of the interface.
    Json,
    /// A workbook.
    Xlsx,
    /// Columns with types, for analysis.
    Parquet,
    /// A data message of SDMX-CSV 2.0.
    SdmxCsv,
    /// A data message of SDMX-JSON 2.0.
    SdmxJson,
    /// A Frictionless data package: CSV with description, in a zip archive.
    DataPackage,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 7] = [
        Self::Csv,
        Self::Json,
        Self::Xlsx,
        Self::Parquet,
        Self::SdmxCsv,
        Self::SdmxJson,
        Self::DataPackage,
    ];

    /// The word on the command line and in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
            Self::Parquet => "parquet",
            Self::SdmxCsv => "sdmx-csv",
            Self::SdmxJson => "sdmx-json",
            Self::DataPackage => "data-package",
        }
    }

    /// The end of a file's name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
            Self::Parquet => "parquet",
            Self::SdmxCsv => "sdmx.csv",
            Self::SdmxJson => "sdmx.json",
            Self::DataPackage => "zip",
        }
    }

    /// The media type for the web.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Json => "application/json",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::SdmxCsv => "application/vnd.sdmx.data+csv; version=2.0.0",
            Self::SdmxJson => "application/vnd.sdmx.data+json; version=2.0.0",
            Self::DataPackage => "application/zip",
        }
    }
}

impl std::str::FromStr for Form {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let words = || Self::ALL.map(Self::as_str).join(", ");
        let found = Self::ALL.into_iter().find(|form| form.as_str() == text);
        found.ok_or_else(|| format!("\"{text}\" is no form of files; use {}", words()))
    }
}

/// Writes lines in some form.
pub trait Writer {
    /// Writes one observation.
    fn line(&mut self, line: &Line<'_>) -> Result<(), FileError>;

    /// Writes what is left; without it the file is no whole one.
    fn end(self: Box<Self>) -> Result<(), FileError>;
}

/// Begins a file.
pub fn begin<'a>(
    form: Form,
    output: Box<dyn Write + Send + 'a>,
    head: &'a Head,
) -> Result<Box<dyn Writer + 'a>, FileError> {
    Ok(match form {
        Form::Csv => Box::new(CsvWriter::begin(output, &head.concepts, ::csv::Terminator::CRLF)?),
        Form::Json => Box::new(json::JsonWriter::begin(output, head)?),
        Form::Xlsx => Box::new(xlsx::XlsxWriter::begin(output, head)),
        Form::Parquet => Box::new(parquet::ParquetWriter::begin(output, head)?),
        Form::SdmxCsv => Box::new(sdmx::SdmxCsvWriter::begin(output, head)?),
        Form::SdmxJson => Box::new(sdmx::SdmxJsonWriter::begin(output, head)?),
        Form::DataPackage => Box::new(package::PackageWriter::begin(output, head)?),
    })
}
