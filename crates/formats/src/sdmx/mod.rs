//! SDMX data messages: SDMX-CSV 1.0 and 2.0 read and written, SDMX-JSON and SDMX-ML read.
//!
//! All syntaxes say the same: observations, each with a code for every dimension, a value and attributes. What a concept means to us is
//! decided in one place for all of them (`concepts.rs`), as are areas, periods, units, flags and powers of ten. The dimension `SERIES`
//! (or `INDICATOR`, `MEASURE` …) names what is counted; without one the data flow does. Every other dimension whose code is not
//! `_T` (total) or `_Z` (not applicable) is a breakdown. Attributes that are kept nowhere are named to the person.
//!
//! Our own messages belong to the structure `LOTSE:FIGURES(1.0)`, in which sources and data states have components, `_T` is a code like
//! any other and a breakdown that is not there is `_Z`, so that a file reads back as the same observations.

mod areas;
mod concepts;
mod csv;
mod json;
mod layout;
mod message;
mod ml;
mod partial;
mod survey;
mod teller;
mod times;
mod units;
mod values;
mod write;

pub(crate) use values::binary;
pub(crate) use write::SdmxCsv as SdmxCsvWriter;

use crate::{
    Confidence, Event, FileError, Format, Place, ReadOptions, ReadSeek, Sample, limits::Limits, table::Mapping,
};

/// SDMX-CSV data messages.
pub struct SdmxCsv;

impl Format for SdmxCsv {
    fn id(&self) -> &'static str {
        "sdmx-csv"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        match sample {
            Sample::Text(head) if csv::delimiter(head).is_some() => Confidence::Certain,
            _ => Confidence::No,
        }
    }

    fn read(
        &self,
        input: &mut dyn ReadSeek,
        options: &ReadOptions,
        limits: &Limits,
        sink: &mut dyn FnMut(Event),
    ) -> Result<(), FileError> {
        let mut message = open_csv(input, options, limits)?;
        let is_own = message.is_own()?;
        teller::read(&mut message, is_own, options, sink)
    }

    fn cell_at(
        &self,
        input: &mut dyn ReadSeek,
        place: Place,
        options: &ReadOptions,
        limits: &Limits,
    ) -> Result<String, FileError> {
        let mut message = open_csv(input, options, limits)?;
        let is_own = message.is_own()?;
        teller::cell_at(&mut message, is_own, place, options)
    }
}

/// SDMX-JSON data messages.
pub struct SdmxJson;

impl Format for SdmxJson {
    fn id(&self) -> &'static str {
        "sdmx-json"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        match sample {
            Sample::Text(head) if json::is_message(head) => Confidence::Certain,
            _ => Confidence::No,
        }
    }

    fn read(
        &self,
        input: &mut dyn ReadSeek,
        options: &ReadOptions,
        limits: &Limits,
        sink: &mut dyn FnMut(Event),
    ) -> Result<(), FileError> {
        let mut message = json::JsonMessage::of(crate::json::read(input, limits)?)?;
        teller::read(&mut message, false, options, sink)
    }

    fn cell_at(
        &self,
        input: &mut dyn ReadSeek,
        place: Place,
        options: &ReadOptions,
        limits: &Limits,
    ) -> Result<String, FileError> {
        let mut message = json::JsonMessage::of(crate::json::read(input, limits)?)?;
        teller::cell_at(&mut message, false, place, options)
    }
}

/// SDMX-ML data messages.
pub struct SdmxMl;

impl Format for SdmxMl {
    fn id(&self) -> &'static str {
        "sdmx-ml"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        match sample {
            Sample::Text(head) if ml::is_message(head) || ml::is_structure(head) => Confidence::Certain,
            _ => Confidence::No,
        }
    }

    fn read(
        &self,
        input: &mut dyn ReadSeek,
        options: &ReadOptions,
        limits: &Limits,
        sink: &mut dyn FnMut(Event),
    ) -> Result<(), FileError> {
        let mut head = Vec::new();
        input.seek(std::io::SeekFrom::Start(0))?;
        std::io::Read::read_to_end(
            &mut std::io::Read::take(&mut *input, crate::input::SAMPLE_BYTES as u64),
            &mut head,
        )?;
        if !ml::is_message(&head) {
            return Err(FileError::OtherKind {
                found: "a description of structures (SDMX-ML) without figures",
                remedy: "give the message with the data",
            });
        }
        let mut message = ml::MlMessage::open(input, limits)?;
        teller::read(&mut message, false, options, sink)
    }

    fn cell_at(
        &self,
        input: &mut dyn ReadSeek,
        place: Place,
        options: &ReadOptions,
        limits: &Limits,
    ) -> Result<String, FileError> {
        let mut message = ml::MlMessage::open(input, limits)?;
        teller::cell_at(&mut message, false, place, options)
    }
}

/// The day of a date or a moment such as `2018-03-11T14:30:47Z`.
fn day(text: &str) -> Option<jiff::civil::Date> {
    text.get(..10)?.parse().ok()
}

fn open_csv<'a>(
    input: &'a mut dyn ReadSeek,
    options: &ReadOptions,
    limits: &Limits,
) -> Result<csv::CsvMessage<'a>, FileError> {
    let nothing = Mapping::default();
    csv::CsvMessage::open(input, options.mapping.as_ref().unwrap_or(&nothing), limits)
}
