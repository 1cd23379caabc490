//! Our own table of observations as Parquet: columns with types, for analysis with other programs.
//!
//! Text is UTF-8 with dictionaries, `value` a double, `decimals` a 32-bit and `delivery` a 64-bit whole number, `known_on` a date;
//! everything but the keys may be null. zstd, row groups of 100,000 lines; what each column means stands in the file's metadata.

use std::{io::Write, sync::Arc};

use ::parquet::{
    basic::{Compression, LogicalType, Repetition, Type, ZstdLevel},
    column::writer::ColumnWriter,
    data_type::ByteArray,
    errors::ParquetError,
    file::{
        metadata::KeyValue,
        properties::{EnabledStatistics, WriterProperties, WriterVersion},
        writer::SerializedFileWriter,
    },
    schema::types::{Type as SchemaType, TypePtr},
};
use jiff::civil::Date;

use super::{
    Head, Line, Writer,
    columns::{self, COLUMNS, Holds, MEANINGS, Texts},
};
use crate::{Field, FileError};

const ROWS_A_GROUP: usize = 100_000;

/// Writes observations as Parquet.
pub(super) struct ParquetWriter<'a, W: Write + Send> {
    writer: SerializedFileWriter<W>,
    head: &'a Head,
    columns: Vec<Column>,
    n_rows: usize,
}

/// The values of one column that are not written yet.
enum Column {
    Text(Vec<Option<ByteArray>>),
    Double(Vec<Option<f64>>),
    Small(Vec<Option<i32>>),
    Large(Vec<Option<i64>>),
}

impl<'a, W: Write + Send> ParquetWriter<'a, W> {
    pub(super) fn begin(output: W, head: &'a Head) -> Result<Self, FileError> {
        let names = columns::names(&head.concepts);
        let properties = WriterProperties::builder()
            .set_writer_version(WriterVersion::PARQUET_1_0)
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(3).map_err(failed)?))
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_created_by("Lotse".to_owned())
            .set_key_value_metadata(Some(metadata(head)))
            .build();
        let schema = schema(&names).map_err(failed)?;
        let columns = (0..names.len())
            .map(|index| Column::of(holds(index), COLUMNS.get(index).copied()))
            .collect();
        Ok(Self {
            writer: SerializedFileWriter::new(output, schema, Arc::new(properties)).map_err(failed)?,
            head,
            columns,
            n_rows: 0,
        })
    }

    fn flush_group(&mut self) -> Result<(), FileError> {
        if self.n_rows == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group().map_err(failed)?;
        let mut columns = self.columns.iter_mut();
        while let Some(mut writer) = group.next_column().map_err(failed)? {
            if let Some(column) = columns.next() {
                column.write(writer.untyped()).map_err(failed)?;
            }
            writer.close().map_err(failed)?;
        }
        group.close().map_err(failed)?;
        self.n_rows = 0;
        Ok(())
    }
}

impl<W: Write + Send> Writer for ParquetWriter<'_, W> {
    fn line(&mut self, line: &Line<'_>) -> Result<(), FileError> {
        columns::check(line, &self.head.concepts)?;
        let texts = Texts::of(line);
        // The terms of the source stand in every line here, where they cost nothing.
        let fields = columns::fields(line, &texts, &self.head.concepts, true);
        for (column, field) in self.columns.iter_mut().zip(fields) {
            column.push(field);
        }
        self.n_rows += 1;
        if self.n_rows == ROWS_A_GROUP {
            self.flush_group()
        } else {
            Ok(())
        }
    }

    fn end(mut self: Box<Self>) -> Result<(), FileError> {
        self.flush_group()?;
        let mut output = self.writer.into_inner().map_err(failed)?;
        output.flush()?;
        Ok(())
    }
}

impl Column {
    fn of(holds: Holds, name: Option<&str>) -> Self {
        match (holds, name) {
            (Holds::Text, _) => Self::Text(Vec::new()),
            (Holds::Number, _) => Self::Double(Vec::new()),
            (Holds::Integer, Some("delivery")) => Self::Large(Vec::new()),
            (Holds::Integer | Holds::Day, _) => Self::Small(Vec::new()),
        }
    }

    fn push(&mut self, field: Field<'_>) {
        match (self, field) {
            (Self::Text(list), Field::Text(text)) => list.push(Some(ByteArray::from(text))),
            (Self::Text(list), _) => list.push(None),
            (Self::Double(list), Field::Number(number)) => list.push(Some(number.value)),
            (Self::Double(list), _) => list.push(None),
            (Self::Small(list), Field::Integer(number)) => list.push(i32::try_from(number).ok()),
            (Self::Small(list), Field::Text(day)) => list.push(day.parse().ok().map(days)),
            (Self::Small(list), _) => list.push(None),
            (Self::Large(list), Field::Integer(number)) => list.push(Some(number)),
            (Self::Large(list), _) => list.push(None),
        }
    }

    fn write(&mut self, writer: &mut ColumnWriter<'_>) -> Result<(), ParquetError> {
        fn parts<T>(list: &mut Vec<Option<T>>) -> (Vec<i16>, Vec<T>) {
            let present = list.iter().map(|one| i16::from(one.is_some())).collect();
            (present, list.drain(..).flatten().collect())
        }
        match (self, writer) {
            (Self::Text(list), ColumnWriter::ByteArrayColumnWriter(writer)) => {
                let (present, values) = parts(list);
                writer.write_batch(&values, Some(&present), None)?;
            }
            (Self::Double(list), ColumnWriter::DoubleColumnWriter(writer)) => {
                let (present, values) = parts(list);
                writer.write_batch(&values, Some(&present), None)?;
            }
            (Self::Small(list), ColumnWriter::Int32ColumnWriter(writer)) => {
                let (present, values) = parts(list);
                writer.write_batch(&values, Some(&present), None)?;
            }
            (Self::Large(list), ColumnWriter::Int64ColumnWriter(writer)) => {
                let (present, values) = parts(list);
                writer.write_batch(&values, Some(&present), None)?;
            }
            _ => {
                return Err(ParquetError::General(
                    "a column has another type than its values".to_owned(),
                ));
            }
        }
        Ok(())
    }
}

fn holds(index: usize) -> Holds {
    MEANINGS.get(index).map_or(Holds::Text, |(holds, _)| *holds)
}

/// A day as Parquet counts it: days since 1970-01-01.
fn days(day: Date) -> i32 {
    Date::constant(1970, 1, 1).until(day).map_or(0, |span| span.get_days())
}

fn schema(names: &[String]) -> Result<TypePtr, ParquetError> {
    let mut fields = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let (kind, logical) = match (holds(index), name.as_str()) {
            (Holds::Text, _) => (Type::BYTE_ARRAY, Some(LogicalType::String)),
            (Holds::Number, _) => (Type::DOUBLE, None),
            (Holds::Integer, "delivery") => (Type::INT64, None),
            (Holds::Integer, _) => (Type::INT32, None),
            (Holds::Day, _) => (Type::INT32, Some(LogicalType::Date)),
        };
        let field = SchemaType::primitive_type_builder(name, kind)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()?;
        fields.push(Arc::new(field));
    }
    Ok(Arc::new(
        SchemaType::group_type_builder("observations")
            .with_fields(fields)
            .build()?,
    ))
}

fn metadata(head: &Head) -> Vec<KeyValue> {
    let meanings = COLUMNS.iter().zip(MEANINGS);
    let mut list = vec![KeyValue::new("title".to_owned(), head.title.clone())];
    list.extend(meanings.map(|(name, (_, meaning))| KeyValue::new(format!("column.{name}"), meaning.to_owned())));
    for terms in &head.terms {
        let licence = terms.licence.as_deref().unwrap_or("no licence stated");
        list.push(KeyValue::new(
            format!("source.{}", terms.slug),
            format!("{} ({licence})", terms.note),
        ));
    }
    list
}

#[expect(clippy::needless_pass_by_value, reason = "the form that map_err asks for")]
fn failed(error: ParquetError) -> FileError {
    FileError::Io(std::io::Error::other(error.to_string()))
}
