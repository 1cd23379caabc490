//! Text tables (RFC 4180 and its relatives): from bytes to records of fields, in bounded memory.
//!
//! The encoding is told by a byte order mark, else it is UTF-8 when the whole file is valid UTF-8, else it is guessed for a German
//! publisher. Records are split by our own few lines instead of the csv crate's reader, because a record must not grow beyond its
//! bound: one quotation mark that is never closed would otherwise take a file of any size into memory.

pub(crate) mod encoding;
mod packed;
mod records;
mod repair;

pub(crate) use encoding::{detect, named};
pub(crate) use packed::{TextFile, head_of};
pub(crate) use records::{Record, Records};
pub(crate) use repair::LOST;

use encoding_rs::Encoding;

use crate::{error::FileError, event::Place, input::ReadSeek, limits::Limits};

/// The field at a place, trimmed.
pub(crate) fn cell_at(
    input: &mut dyn ReadSeek,
    encoding: &'static Encoding,
    delimiter: u8,
    place: Place,
    limits: &Limits,
) -> Result<String, FileError> {
    let mut records = Records::new(input, encoding, delimiter, limits)?;
    let mut record = Record::default();
    while records.next(&mut record)? && record.row <= place.row {
        let index = place.column.checked_sub(1).map(|column| column as usize);
        if let Some(index) = index.filter(|index| record.row == place.row && *index < record.len()) {
            return Ok(record.field(index).trim().to_owned());
        }
    }
    Err(FileError::NoSuchCell(place))
}
