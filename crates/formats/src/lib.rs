//! One folder per outside format, pure, both directions where it makes sense.
//!
//! A [`Format`] recognises its files by their content and tells their rows one by one, each with the place of its cell; a cell that
//! cannot be read is told too, with the reason. Readers take [`ReadSeek`], obey [`limits::Limits`] and touch nothing else: no file
//! system, no clock, no catalogue. What a key or an indicator name means is for the receiver of the rows to say.
//!
//! ```
//! use std::io::Cursor;
//! use formats::{Event, ReadOptions, limits::Limits};
//!
//! let mut file = Cursor::new("AGS;Jahr;Arbeitslose\n05515000;2021;8123\n");
//! let limits = Limits::default();
//! let format = formats::open(&mut file, Some("arbeit.csv"), &limits)?;
//! let mut n_rows = 0;
//! format.read(&mut file, &ReadOptions::default(), &limits, &mut |event| {
//!     if let Event::Row(_) = event {
//!         n_rows += 1;
//!     }
//! })?;
//! assert_eq!((format.id(), n_rows), ("table", 1));
//! # Ok::<(), formats::FileError>(())
//! ```

mod archive;
mod breakdowns;
pub mod climate;
mod codes;
pub mod csv_out;
pub mod data_package;
mod error;
mod event;
mod field;
pub mod genesis;
pub mod geometry;
mod gzip;
pub mod inkar;
mod input;
mod joined;
pub mod json;
mod kinds;
mod lands;
pub mod limits;
pub mod listings;
pub mod lotse_figures;
pub mod observations;
pub mod official_keys;
pub mod open_sdg;
pub mod parquet;
mod period_text;
pub mod pks;
pub mod preview;
pub mod sdmx;
pub mod symbols;
pub mod table;
mod text;
pub mod territory_lists;
mod territory_names;
mod totals;
pub mod topojson;
pub mod wegweiser;
mod units;
mod workbook;
pub mod xlsx_out;

pub use error::FileError;
pub use event::{
    Cell, CodeWords, DeliveryHead, Event, GoalText, IndicatorHead, Names, Place, Problem, Row, SkippedKind,
    TerritoryText, ValueRepair,
};
pub use field::Field;
pub use input::{Confidence, PartSample, ReadSeek, Sample, SheetSample};
pub use period_text::PeriodReading;
pub use preview::preview;

use std::sync::Arc;

use limits::Limits;

/// What a person has decided about a file; empty when everything is left to detection.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Which column means what, for generic tables.
    pub mapping: Option<table::Mapping>,
    /// What ambiguous periods such as `2018/2019` mean.
    pub period_reading: Option<PeriodReading>,
    /// The name of the file. It never decides what the file is; a year is taken from it only where the content names none.
    pub file_name: Option<String>,
    /// What stands beside a file in our own layout.
    pub sidecar: Option<lotse_figures::Sidecar>,
    /// Structures that were delivered before; they explain the codes of SDMX messages.
    pub structures: Option<Arc<sdmx::Structures>>,
}

/// One way of writing files. Adding one is a folder and a line in [`ALL`].
pub trait Format: Sync {
    /// The word in reports and on the command line.
    fn id(&self) -> &'static str;

    /// Whether a file is one of this format, by its content.
    fn recognise(&self, sample: &Sample) -> Confidence;

    /// Reads a file from its start: the head of the delivery first, then the rows.
    fn read(
        &self,
        input: &mut dyn ReadSeek,
        options: &ReadOptions,
        limits: &Limits,
        sink: &mut dyn FnMut(Event),
    ) -> Result<(), FileError>;

    /// The text of one cell, so that the origin of a number can be checked against the kept file. The options are those with
    /// which the file was read.
    fn cell_at(
        &self,
        input: &mut dyn ReadSeek,
        place: Place,
        options: &ReadOptions,
        limits: &Limits,
    ) -> Result<String, FileError>;
}

/// All formats, the more particular ones first.
pub const ALL: &[&dyn Format] = &[
    &inkar::Inkar,
    &inkar::bulk::InkarBulk,
    &genesis::Genesis,
    &genesis::flat::GenesisFlat,
    &pks::Pks,
    &lotse_figures::LotseFigures,
    &observations::Observations,
    &sdmx::SdmxData::Csv,
    &sdmx::SdmxData::Json,
    &sdmx::SdmxData::Ml,
    &sdmx::SdmxStructure,
    &parquet::Parquet,
    &data_package::DataPackage,
    &official_keys::OfficialKeys,
    &listings::Listings,
    &wegweiser::Wegweiser,
    &climate::ClimatePlans,
    &open_sdg::OpenSdg,
    &sdmx::SdmxFolder,
    &json::JsonRecords,
    &table::Table,
];

/// The format with this id.
pub fn by_id(id: &str) -> Option<&'static dyn Format> {
    ALL.iter().copied().find(|format| format.id() == id)
}

/// Finds the format that fits a file. The name decides nothing, it is only said again when nothing fits.
pub fn open(
    input: &mut dyn ReadSeek,
    name_hint: Option<&str>,
    limits: &Limits,
) -> Result<&'static dyn Format, FileError> {
    let sample = Sample::take(input, limits)?;
    let mut best: Option<(Confidence, &'static dyn Format)> = None;
    for format in ALL.iter().copied() {
        let confidence = format.recognise(&sample);
        if confidence != Confidence::No && best.is_none_or(|(known, _)| known < confidence) {
            best = Some((confidence, format));
        }
    }
    // A format that is only possible does not overrule what the first bytes say.
    if best.is_none_or(|(confidence, _)| confidence < Confidence::Certain)
        && let Some(error) = sample.other_kind()
    {
        return Err(error);
    }
    best.map(|(_, format)| format).ok_or_else(|| FileError::NotRecognised {
        name: name_hint.map_or_else(
            || "the file".to_owned(),
            |name| format!("\"{}\"", event::shortened(name)),
        ),
    })
}
