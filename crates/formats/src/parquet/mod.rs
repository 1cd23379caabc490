//! Parquet of any writer: flat tables with columns of text, numbers, decimals and dates, read by the same rules as other tables; our own
//! columns are recognised by their names.
//!
//! Whole numbers and decimals keep their digits, floating-point numbers are binary. A missing value is null or NaN, which pandas writes
//! in its place. The first row of data is row 2, behind the names of the columns, as a spreadsheet would show it.

use std::{
    io::Read,
    panic::{AssertUnwindSafe, catch_unwind},
};

use ::parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::Field,
};
use bytes::Bytes;
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{
    Confidence, DeliveryHead, Event, FileError, Format, Place, ReadOptions, ReadSeek, Sample,
    json::cell_of,
    limits::Limits,
    observations,
    table::{
        self,
        source::{Source, TypedCell, TypedTable},
    },
};

const MAGIC: &[u8] = b"PAR1";
/// Wider than any table.
const MOST_COLUMNS: usize = 2_000;

/// Parquet files.
pub struct Parquet;

impl Format for Parquet {
    fn id(&self) -> &'static str {
        "parquet"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        match sample {
            Sample::Binary(head) | Sample::Text(head) if head.starts_with(MAGIC) => Confidence::Certain,
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
        let mut table = ParquetTable::open(input, limits)?;
        let mut head = DeliveryHead {
            layout: "table (Parquet)".to_owned(),
            detected: vec![("rows".to_owned(), table.n_rows.to_string())],
            ..DeliveryHead::default()
        };
        if table.n_rows == 0 {
            return Err(FileError::NoData);
        }
        if observations::is_ours(table.names.iter().map(String::as_str)) {
            head.layout = "Lotse observations (Parquet)".to_owned();
            return observations::tell(&mut Source::typed(&mut table), head, sink);
        }
        table::read_typed(&mut table, head, options, sink)
    }

    fn cell_at(
        &self,
        input: &mut dyn ReadSeek,
        place: Place,
        _options: &ReadOptions,
        limits: &Limits,
    ) -> Result<String, FileError> {
        cell_of(&mut ParquetTable::open(input, limits)?, place)
    }
}

/// A file whose description has been checked.
struct ParquetTable {
    reader: SerializedFileReader<Bytes>,
    names: Vec<String>,
    n_rows: i64,
    limits: Limits,
}

impl ParquetTable {
    fn open(input: &mut dyn ReadSeek, limits: &Limits) -> Result<Self, FileError> {
        input.seek(std::io::SeekFrom::Start(0))?;
        let mut bytes = Vec::new();
        (&mut *input).take(limits.decoded_bytes + 1).read_to_end(&mut bytes)?;
        let too_large = || FileError::DecodedTooLarge {
            part: "the table".to_owned(),
            limit: limits.decoded_bytes,
        };
        if limits.decoded_bytes < bytes.len() as u64 {
            return Err(too_large());
        }
        if !bytes.ends_with(MAGIC) {
            return Err(match bytes.ends_with(b"PARE") {
                true => FileError::Encrypted,
                false => FileError::Truncated {
                    bytes: bytes.len() as u64,
                },
            });
        }
        let reader = guarded(|| SerializedFileReader::new(Bytes::from(bytes)))?;
        let metadata = reader.metadata();
        let unpacked = metadata
            .row_groups()
            .iter()
            .map(|group| group.total_byte_size().max(0))
            .fold(0_i64, i64::saturating_add);
        if i64::try_from(limits.decoded_bytes).unwrap_or(i64::MAX) < unpacked {
            return Err(too_large());
        }
        let fields = metadata.file_metadata().schema().get_fields();
        if MOST_COLUMNS < fields.len() {
            return Err(FileError::OwnLayout(format!(
                "the table has {} columns, more than {MOST_COLUMNS}; write fewer",
                fields.len()
            )));
        }
        let names = fields.iter().map(|field| field.name().to_owned()).collect();
        let n_rows = metadata.file_metadata().num_rows();
        Ok(Self {
            names,
            n_rows,
            reader,
            limits: *limits,
        })
    }
}

/// The file is a stranger's: a damaged one may make the reader panic, which is the same finding as its error.
fn guarded<T>(work: impl FnOnce() -> Result<T, ::parquet::errors::ParquetError>) -> Result<T, FileError> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(damaged(&error.to_string())),
        Err(_) => Err(damaged("its parts contradict each other")),
    }
}

fn damaged(detail: &str) -> FileError {
    FileError::OwnLayout(format!(
        "the Parquet file cannot be read ({}); write it again, packed with zstd, snappy, gzip or not at all",
        crate::event::shortened(detail)
    ))
}

impl TypedTable for ParquetTable {
    fn each(&mut self, visit: &mut dyn FnMut(u32, &[TypedCell]) -> Result<bool, FileError>) -> Result<(), FileError> {
        let header: Vec<TypedCell> = self.names.iter().map(|name| TypedCell::Text(name.clone())).collect();
        if !visit(1, &header)? {
            return Ok(());
        }
        let mut rows = guarded(|| self.reader.get_row_iter(None))?;
        let mut row = 1_u32;
        loop {
            let next = guarded(|| rows.next().transpose())?;
            let Some(found) = next else { return Ok(()) };
            row = row.saturating_add(1);
            let cells: Vec<TypedCell> = found.get_column_iter().map(|(_, field)| cell(field)).collect();
            let long = cells
                .iter()
                .position(|cell| matches!(cell, TypedCell::Text(text) if self.limits.cell_bytes < text.len()));
            if let Some(column) = long {
                return Err(FileError::CellTooLong {
                    place: Place {
                        sheet: 0,
                        row,
                        column: column as u32 + 1,
                    },
                    limit: self.limits.cell_bytes,
                });
            }
            if !visit(row, &cells)? {
                return Ok(());
            }
        }
    }
}

fn cell(field: &Field) -> TypedCell {
    let text = |text: String| TypedCell::Text(text);
    let number = |value: f64| match value.is_nan() {
        true => TypedCell::Blank,
        false => TypedCell::Number(value),
    };
    match field {
        Field::Null => TypedCell::Blank,
        Field::Bool(truth) => TypedCell::Truth(*truth),
        Field::Byte(value) => text(value.to_string()),
        Field::Short(value) => text(value.to_string()),
        Field::Int(value) => text(value.to_string()),
        Field::Long(value) => text(value.to_string()),
        Field::UByte(value) => text(value.to_string()),
        Field::UShort(value) => text(value.to_string()),
        Field::UInt(value) => text(value.to_string()),
        Field::ULong(value) => text(value.to_string()),
        Field::Float16(value) => number(f64::from(value.to_f32())),
        Field::Float(value) => number(f64::from(*value)),
        Field::Double(value) => number(*value),
        Field::Str(value) => text(value.clone()),
        Field::Bytes(value) => text(String::from_utf8_lossy(value.data()).into_owned()),
        Field::Date(days) => day(i64::from(*days)).map_or(TypedCell::Blank, |day| text(day.to_string())),
        Field::TimestampMillis(value) => moment(value.saturating_mul(1000)),
        Field::TimestampMicros(value) => moment(*value),
        other => text(other.to_string()),
    }
}

fn day(days: i64) -> Option<Date> {
    let span = jiff::Span::new().try_days(days).ok()?;
    Date::constant(1970, 1, 1).checked_add(span).ok()
}

/// A moment; at midnight it is a day.
fn moment(microseconds: i64) -> TypedCell {
    let Ok(moment) = Timestamp::from_microsecond(microseconds) else {
        return TypedCell::Blank;
    };
    let civil = moment.to_zoned(TimeZone::UTC).datetime();
    TypedCell::Text(match civil.time() == jiff::civil::Time::midnight() {
        true => civil.date().to_string(),
        false => civil.to_string(),
    })
}
