//! Writing one segment file: sorted rows in, one Parquet file that survives a power cut out.
//!
//! One row group per indicator, pages of 20,000 rows with statistics, keys delta-packed, values byte-stream-split, zstd 3. Signed
//! integers only, so that other engines can read the file.

use std::{
    fs::{self, File},
    path::Path,
    sync::Arc,
};

use parquet::{
    basic::{Compression, Encoding, Repetition, Type, ZstdLevel},
    column::writer::ColumnWriter,
    file::{
        metadata::KeyValue,
        properties::{EnabledStatistics, WriterProperties, WriterVersion},
        writer::SerializedFileWriter,
    },
    schema::types::{ColumnPath, Type as SchemaType, TypePtr},
};

use super::layout::{Mark, Row};
use crate::{StoreError, files, kill};

const ROWS_A_PAGE: usize = 20_000;

/// The columns, in order. `value` alone may be null.
pub(super) const COLUMNS: [(&str, Type); 13] = [
    ("indicator", Type::INT32),
    ("territory", Type::INT32),
    ("dimension", Type::INT32),
    ("source", Type::INT32),
    ("start", Type::INT32),
    ("frequency", Type::INT32),
    ("delivery", Type::INT32),
    ("unchanged", Type::INT32),
    ("confirms", Type::INT32),
    ("value", Type::DOUBLE),
    ("decimals", Type::INT32),
    ("status", Type::INT32),
    ("position", Type::INT64),
];

/// What was written.
#[derive(Debug, Clone)]
pub struct Written {
    /// Rows in the file.
    pub n_rows: i64,
    /// Size of the file.
    pub n_bytes: i64,
    /// SHA-256 of the file.
    pub sha256: String,
    /// One part for each indicator.
    pub parts: Vec<Part>,
}

/// The rows of one indicator within a segment.
#[derive(Debug, Clone)]
pub struct Part {
    /// Indicator version.
    pub indicator: i32,
    /// Place of the row group in the file.
    pub row_group: i64,
    /// Rows of this indicator.
    pub n_rows: i64,
    /// Smallest territory key.
    pub territory_min: i32,
    /// Greatest territory key.
    pub territory_max: i32,
}

pub(super) fn write(folder: &Path, name: &str, rows: &[Row]) -> Result<Written, StoreError> {
    if !rows.is_sorted_by_key(Row::order) {
        return Err(StoreError::Refused(
            "rows of a segment must be sorted; this is a mistake in the program".to_owned(),
        ));
    }
    let (unfinished, place) = (folder.join(format!("{name}.part")), folder.join(name));
    let io = |action| {
        let path = unfinished.clone();
        move |error| StoreError::folder(action, &path, error)
    };
    // The name is reserved for this delivery alone; a transaction that is tried again writes the file again.
    let file = File::create(&unfinished).map_err(io("create"))?;
    let parts = write_parquet(&file, rows).map_err(|error| match error {
        parquet::errors::ParquetError::External(source) => io("write")(std::io::Error::other(source)),
        other => io("write")(std::io::Error::other(other)),
    })?;
    file.sync_all().map_err(io("sync"))?;
    kill::point("segment.written");
    let sha256 = files::sha256_of(&mut File::open(&unfinished).map_err(io("open"))?).map_err(io("read"))?;
    let n_bytes = file.metadata().map_err(io("measure"))?.len();
    fs::rename(&unfinished, &place).map_err(io("rename"))?;
    files::sync_folder(folder).map_err(io("sync the folder of"))?;
    kill::point("segment.renamed");
    Ok(Written {
        n_rows: count(rows.len()),
        n_bytes: i64::try_from(n_bytes).unwrap_or(i64::MAX),
        sha256,
        parts,
    })
}

fn write_parquet(file: &File, rows: &[Row]) -> Result<Vec<Part>, parquet::errors::ParquetError> {
    let mut properties = WriterProperties::builder()
        .set_writer_version(WriterVersion::PARQUET_2_0)
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_dictionary_enabled(false)
        .set_statistics_enabled(EnabledStatistics::Page)
        .set_data_page_row_count_limit(ROWS_A_PAGE)
        .set_write_batch_size(ROWS_A_PAGE)
        .set_key_value_metadata(Some(vec![KeyValue::new("lotse.layout".to_owned(), "1".to_owned())]));
    for (name, kind) in COLUMNS {
        let encoding = if kind == Type::DOUBLE {
            Encoding::BYTE_STREAM_SPLIT
        } else {
            Encoding::DELTA_BINARY_PACKED
        };
        properties = properties.set_column_encoding(ColumnPath::from(name), encoding);
    }
    let mut writer = SerializedFileWriter::new(file, schema()?, Arc::new(properties.build()))?;
    let mut parts = Vec::new();
    for (row_group, rows) in rows.chunk_by(|a, b| a.key.indicator == b.key.indicator).enumerate() {
        let mut group = writer.next_row_group()?;
        let mut place = 0;
        while let Some(mut column) = group.next_column()? {
            write_column(column.untyped(), COLUMNS[place].0, rows)?;
            column.close()?;
            place += 1;
        }
        group.close()?;
        let territories = rows.iter().map(|row| row.key.territory);
        parts.push(Part {
            indicator: rows[0].key.indicator,
            row_group: count(row_group),
            n_rows: count(rows.len()),
            territory_min: territories.clone().min().unwrap_or(0),
            territory_max: territories.max().unwrap_or(0),
        });
    }
    writer.close()?;
    Ok(parts)
}

fn schema() -> Result<TypePtr, parquet::errors::ParquetError> {
    let fields = COLUMNS
        .iter()
        .map(|(name, kind)| {
            let repetition = if *name == "value" {
                Repetition::OPTIONAL
            } else {
                Repetition::REQUIRED
            };
            SchemaType::primitive_type_builder(name, *kind)
                .with_repetition(repetition)
                .build()
                .map(Arc::new)
        })
        .collect::<Result<Vec<TypePtr>, _>>()?;
    Ok(Arc::new(
        SchemaType::group_type_builder("observation")
            .with_fields(fields)
            .build()?,
    ))
}

fn write_column(column: &mut ColumnWriter<'_>, name: &str, rows: &[Row]) -> Result<(), parquet::errors::ParquetError> {
    for rows in rows.chunks(ROWS_A_PAGE) {
        match column {
            ColumnWriter::Int32ColumnWriter(writer) => {
                let of = small(name);
                let values: Vec<i32> = rows.iter().map(of).collect();
                writer.write_batch(&values, None, None)?;
            }
            ColumnWriter::Int64ColumnWriter(writer) => {
                let values: Vec<i64> = rows.iter().map(|row| row.position).collect();
                writer.write_batch(&values, None, None)?;
            }
            ColumnWriter::DoubleColumnWriter(writer) => {
                let values: Vec<f64> = rows.iter().filter_map(|row| row.value).collect();
                let present: Vec<i16> = rows.iter().map(|row| i16::from(row.value.is_some())).collect();
                writer.write_batch(&values, Some(&present), None)?;
            }
            _ => {
                return Err(parquet::errors::ParquetError::General(format!(
                    "column {name} has an unknown type"
                )));
            }
        }
    }
    Ok(())
}

/// The number that the column of this name holds.
fn small(name: &str) -> fn(&Row) -> i32 {
    match name {
        "indicator" => |row| row.key.indicator,
        "territory" => |row| row.key.territory,
        "dimension" => |row| row.key.dimension,
        "source" => |row| row.key.source,
        "start" => |row| row.start,
        "frequency" => |row| i32::from(row.frequency),
        "delivery" => |row| row.delivery,
        "unchanged" => |row| i32::from(row.mark != Mark::Value),
        "confirms" => |row| match row.mark {
            Mark::Value => 0,
            Mark::Unchanged { confirms } => confirms,
        },
        "decimals" => |row| i32::from(row.decimals),
        _ => |row| i32::from(row.status),
    }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
