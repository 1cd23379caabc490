//! Generic tables.
mod mapping;
mod symbols;
use crate::{Confidence, Event, FileError, Format, Place, ReadOptions, ReadSeek, Sample, limits::Limits};
pub use mapping::{ColumnMapping, ColumnName, Mapping, Role};
pub use symbols::{Meaning, SymbolSet};

/// Generic tables.
pub struct Table;

impl Format for Table {
    fn id(&self) -> &'static str {
        "table"
    }
    fn recognise(&self, _sample: &Sample) -> Confidence {
        Confidence::No
    }
    fn read(
        &self,
        _input: &mut dyn ReadSeek,
        _options: &ReadOptions,
        _limits: &Limits,
        _sink: &mut dyn FnMut(Event),
    ) -> Result<(), FileError> {
        Err(FileError::NotRecognised)
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
