//! SDMX messages: SDMX-CSV 1.0 and 2.0 and SDMX-JSON 2.0 read and written, SDMX-ML and SDMX-JSON 1.0 read, structures of both syntaxes read.
//!
//! All syntaxes say the same: observations, each with a code for every dimension, a value and attributes. What a concept means to us is
//! decided in one place for all of them (`concepts.rs`), as are areas, periods, units, flags and powers of ten. The dimension `SERIES`
//! (or `INDICATOR`, `MEASURE` …) names what is counted; without one the data flow does. Every other dimension whose code is not
//! `_T` (total) or `_Z` (not applicable) is a breakdown. Attributes that are kept nowhere are named to the person. Where the structure
//! of the data is at hand (`structure/`), it says which component is what, and codes have words (`explained.rs`).
//!
//! Our own messages belong to the structure `LOTSE:FIGURES(1.0)`, in which sources and data states have components, `_T` is a code like
//! any other and a breakdown that is not there is `_Z`, so that a file reads back as the same observations.

mod areas;
mod concepts;
mod csv;
mod explained;
mod folder;
mod json;
mod json_out;
mod layout;
mod message;
mod ml;
mod own;
mod partial;
mod structure;
mod survey;
mod teller;
mod times;
mod units;
mod values;
mod write;
mod xml;

pub use self::{folder::SdmxFolder, structure::Structures};
pub(crate) use self::{json_out::SdmxJson as SdmxJsonWriter, values::binary, write::SdmxCsv as SdmxCsvWriter};

use crate::{
    Confidence, DeliveryHead, Event, FileError, Format, Place, ReadOptions, ReadSeek, Sample, limits::Limits,
    table::Mapping,
};
use message::Message;

/// Data messages, by their syntax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SdmxData {
    /// SDMX-CSV.
    Csv,
    /// SDMX-JSON.
    Json,
    /// SDMX-ML.
    Ml,
}

impl SdmxData {
    /// The syntax of a data message, by its beginning.
    fn of(head: &[u8]) -> Option<Self> {
        if csv::delimiter(head).is_some() {
            Some(Self::Csv)
        } else if structure::is_message(head) {
            None
        } else if json::is_message(head) {
            Some(Self::Json)
        } else {
            (ml::is_message(head) || ml::other(head).is_some()).then_some(Self::Ml)
        }
    }

    /// Does something with a message, explained by the structures at hand; the second argument says whether it is one of our own.
    fn with_message<T>(
        self,
        input: &mut dyn ReadSeek,
        options: &ReadOptions,
        limits: &Limits,
        then: impl FnOnce(&mut dyn Message, bool) -> Result<T, FileError>,
    ) -> Result<T, FileError> {
        match self {
            Self::Csv => {
                let nothing = Mapping::default();
                let mapping = options.mapping.as_ref().unwrap_or(&nothing);
                explained(&mut csv::CsvMessage::open(input, mapping, limits)?, options, then)
            }
            Self::Json => {
                let whole = crate::json::read(input, limits)?;
                explained(&mut json::JsonMessage::of(whole)?, options, then)
            }
            Self::Ml => {
                let head = beginning(input)?;
                if !ml::is_message(&head) {
                    return Err(ml::other(&head).unwrap_or(FileError::NoData));
                }
                explained(&mut ml::MlMessage::open(input, limits)?, options, then)
            }
        }
    }
}

fn explained<T>(
    message: &mut dyn Message,
    options: &ReadOptions,
    then: impl FnOnce(&mut dyn Message, bool) -> Result<T, FileError>,
) -> Result<T, FileError> {
    let mut is_own = false;
    message.each(&mut |stated| {
        is_own = stated.structure.starts_with(concepts::OWN_AGENCY);
        Ok(false)
    })?;
    let nothing = Structures::default();
    let structures = options.structures.as_deref().unwrap_or(&nothing);
    match is_own || (structures.is_empty() && message.about().has_words) {
        true => then(message, is_own),
        false => then(&mut explained::Explained::of(message, structures)?, is_own),
    }
}

fn beginning(input: &mut dyn ReadSeek) -> Result<Vec<u8>, FileError> {
    let mut head = Vec::new();
    input.seek(std::io::SeekFrom::Start(0))?;
    std::io::Read::read_to_end(
        &mut std::io::Read::take(&mut *input, crate::input::SAMPLE_BYTES as u64),
        &mut head,
    )?;
    Ok(head)
}

impl Format for SdmxData {
    fn id(&self) -> &'static str {
        match self {
            Self::Csv => "sdmx-csv",
            Self::Json => "sdmx-json",
            Self::Ml => "sdmx-ml",
        }
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        match sample {
            Sample::Text(head) if Self::of(head) == Some(*self) => Confidence::Certain,
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
        self.with_message(input, options, limits, |message, is_own| {
            teller::read(message, is_own, options, sink)
        })
    }

    fn cell_at(
        &self,
        input: &mut dyn ReadSeek,
        place: Place,
        options: &ReadOptions,
        limits: &Limits,
    ) -> Result<String, FileError> {
        self.with_message(input, options, limits, |message, is_own| {
            teller::cell_at(message, is_own, place, options)
        })
    }
}

/// Messages of structures, which hold no figures: what is told of them is their head.
pub struct SdmxStructure;

impl Format for SdmxStructure {
    fn id(&self) -> &'static str {
        "sdmx-structure"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        match sample {
            Sample::Text(head) if structure::is_message(head) => Confidence::Certain,
            _ => Confidence::No,
        }
    }

    fn read(
        &self,
        input: &mut dyn ReadSeek,
        _options: &ReadOptions,
        limits: &Limits,
        sink: &mut dyn FnMut(Event),
    ) -> Result<(), FileError> {
        let head = beginning(input)?;
        if !structure::is_message(&head) {
            return Err(FileError::NoData);
        }
        let structures = Structures::read(input, limits)?;
        let mut told = DeliveryHead {
            layout: match structure::is_xml(&head) {
                true => "SDMX-ML structure message",
                false => "SDMX-JSON structure message",
            }
            .to_owned(),
            is_structure: true,
            ..DeliveryHead::default()
        };
        structures.complete(&mut told);
        sink(Event::Delivery(Box::new(told)));
        Ok(())
    }

    fn cell_at(
        &self,
        _input: &mut dyn ReadSeek,
        place: Place,
        _options: &ReadOptions,
        _limits: &Limits,
    ) -> Result<String, FileError> {
        Err(FileError::NoSuchCell(place))
    }
}

/// The day of a date or a moment such as `2018-03-11T14:30:47Z`.
fn day(text: &str) -> Option<jiff::civil::Date> {
    text.get(..10)?.parse().ok()
}
