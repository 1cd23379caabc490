//! Reading the lake: the segments of one generation, the rows of the series that are asked for, the vintage that counts.
//!
//! A [`Pin`] fixes what is seen; it is taken from the database once and needs no connection afterwards. Reading is plain blocking
//! code that streams: at any time only the rows of one indicator are held. Within a row group, the pages whose territories lie
//! outside the question are skipped without being unpacked.

use std::{
    collections::{BTreeMap, HashMap},
    fs::File,
    io::{self, Read},
    ops::Range,
    sync::{Arc, PoisonError},
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use parquet::{
    column::reader::{ColumnReader, ColumnReaderImpl},
    data_type::DataType,
    errors::ParquetError,
    file::{
        page_index::column_index::ColumnIndexMetaData,
        reader::{ChunkReader, FileReader, Length, RowGroupReader},
        serialized_reader::{ReadOptionsBuilder, SerializedFileReader},
    },
};

use super::{
    Lake,
    layout::{Mark, Row, SeriesKey},
    segment::COLUMNS,
    vintage::{AsOf, Ranking, Vintage},
};
use crate::{StoreError, files, scope::Scope, sql::Database};

/// The segments and deliveries of one moment.
#[derive(Debug, Clone)]
pub struct Pin {
    generation: i64,
    segments: Vec<Segment>,
    deliveries: HashMap<i32, Vintage>,
}

#[derive(Debug, Clone)]
struct Segment {
    name: String,
    sha256: String,
    /// Indicator version → row group, smallest and greatest territory.
    parts: BTreeMap<i32, (usize, i32, i32)>,
}

/// Which observations are asked for.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Only these indicator versions; all when `None`.
    pub indicators: Option<Vec<i32>>,
    /// Only these territories; all when `None`.
    pub territories: Option<Vec<i32>>,
    /// Values as of when.
    pub as_of: AsOf,
}

impl Pin {
    /// The generation that is seen.
    pub fn generation(&self) -> i64 {
        self.generation
    }

    /// Indicator versions that have rows in the lake.
    pub fn indicators(&self) -> Vec<i32> {
        let mut all: Vec<i32> = self
            .segments
            .iter()
            .flat_map(|segment| segment.parts.keys().copied())
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The deliveries that count, by rank.
    pub fn ranking(&self, as_of: AsOf) -> Ranking {
        Ranking::new(&self.deliveries, as_of)
    }

    /// The deliveries whose values a scope may see, with their dates.
    pub fn deliveries(&self) -> &HashMap<i32, Vintage> {
        &self.deliveries
    }

    /// The number of the newest delivery; 0 without any.
    pub fn newest_delivery(&self) -> i32 {
        self.deliveries.keys().copied().max().unwrap_or(0)
    }

    /// The same without what came after a delivery: exactly what was seen when that delivery was the newest, because values are never
    /// changed and withdrawals are deliveries too.
    #[must_use]
    pub fn until(mut self, delivery: i32) -> Self {
        self.deliveries.retain(|number, _| *number <= delivery);
        self
    }
}

impl Lake {
    /// Fixes what is seen: the segments that are valid now and the deliveries that the scope may see.
    pub async fn pin(&self, sql: &Database, scope: &Scope) -> Result<Pin, StoreError> {
        let read = sql.read(scope);
        // One statement, so that segments, deliveries and generation belong to one moment on both engines.
        type PartOfSegment = (
            i64,
            Option<String>,
            Option<String>,
            Option<i64>,
            Option<i64>,
            Option<i64>,
            Option<i64>,
        );
        let parts: Vec<PartOfSegment> = sqlx::query_as(
            "select change.generation, segment.name, segment.sha256, part.indicator_version_id, part.row_group, \
                    part.territory_min, part.territory_max \
             from change \
             left join segment on segment.state = 'valid' \
             left join segment_indicator part on part.segment_id = segment.id \
             where change.id = 1 order by segment.id",
        )
        .fetch_all(read.on())
        .await?;
        let [first, second] = scope.visibilities();
        let deliveries: Vec<(i64, String, i64, Option<i64>)> = sqlx::query_as(
            "select number, known_on, accepted_at, withdraws from delivery where visibility in ($1, $2) \
             and (visibility = 'public' or organisation_id in (1, $3) or $3 = 1) order by number",
        )
        .bind(first)
        .bind(second)
        .bind(scope.organisation().0)
        .fetch_all(read.on())
        .await?;
        let mut pin = Pin {
            generation: parts.first().map_or(0, |part| part.0),
            segments: Vec::new(),
            deliveries: HashMap::new(),
        };
        for (_, name, sha256, indicator, row_group, territory_min, territory_max) in parts {
            let (Some(name), Some(indicator), Some(row_group)) = (name, indicator, row_group) else {
                continue;
            };
            if pin.segments.last().is_none_or(|segment| segment.name != name) {
                pin.segments.push(Segment {
                    name,
                    sha256: sha256.unwrap_or_default(),
                    parts: BTreeMap::new(),
                });
            }
            let bounds = (
                narrow(territory_min.unwrap_or(0)),
                narrow(territory_max.unwrap_or(i64::MAX)),
            );
            if let Some(segment) = pin.segments.last_mut() {
                let row_group = usize::try_from(row_group).unwrap_or(0);
                segment.parts.insert(narrow(indicator), (row_group, bounds.0, bounds.1));
            }
        }
        for (number, known_on, accepted_at, withdraws) in deliveries {
            let known_on: Date = known_on
                .parse()
                .map_err(|_| StoreError::Schema(format!("delivery {number} has the date \"{known_on}\"")))?;
            let vintage = Vintage {
                known_on,
                accepted_on: day_in_berlin(accepted_at),
                withdraws: withdraws.map(narrow),
            };
            pin.deliveries.insert(narrow(number), vintage);
        }
        self.let_go(&pin);
        Ok(pin)
    }

    /// Streams the observations that count, in the order of the lake. `sink` returns `false` to stop early.
    pub fn read(&self, pin: &Pin, query: &Query, mut sink: impl FnMut(&Row) -> bool) -> Result<(), StoreError> {
        let ranking = pin.ranking(query.as_of);
        self.read_vintages(pin, query, |rows| ranking.pick(rows).is_none_or(|row| sink(&row)))
    }

    /// Streams all vintages: each call of `sink` gets every row of one observation.
    pub fn read_vintages(
        &self,
        pin: &Pin,
        query: &Query,
        mut sink: impl FnMut(&[Row]) -> bool,
    ) -> Result<(), StoreError> {
        let territories = query.territories.as_ref().map(|territories| {
            let mut sorted = territories.clone();
            sorted.sort_unstable();
            sorted.dedup();
            sorted
        });
        let mut indicators = query.indicators.clone().unwrap_or_else(|| pin.indicators());
        indicators.sort_unstable();
        indicators.dedup();
        let mut rows = Vec::new();
        for indicator in indicators {
            rows.clear();
            for segment in &pin.segments {
                let Some((row_group, smallest, greatest)) = segment.parts.get(&indicator) else {
                    continue;
                };
                let meets = |wanted: &Vec<i32>| wanted.iter().any(|one| (smallest..=greatest).contains(&one));
                if territories.as_ref().is_none_or(meets) {
                    let open = self.opened(segment)?;
                    open.rows(*row_group, territories.as_deref(), &mut rows)
                        .map_err(|error| damaged(&segment.name, &error))?;
                }
            }
            rows.sort_unstable_by_key(Row::order);
            for vintages in rows.chunk_by(|a, b| a.observation() == b.observation()) {
                if !sink(vintages) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// The names of the segments in which one of these indicators has rows.
    pub fn segments_with(&self, pin: &Pin, indicators: &[i32]) -> Vec<String> {
        let holds = |segment: &&Segment| indicators.iter().any(|one| segment.parts.contains_key(one));
        pin.segments
            .iter()
            .filter(holds)
            .map(|segment| segment.name.clone())
            .collect()
    }

    /// Everything that a segment holds, in its order: for writing it anew without some of it.
    pub fn rows_of(&self, pin: &Pin, name: &str) -> Result<Vec<Row>, StoreError> {
        let Some(segment) = pin.segments.iter().find(|segment| segment.name == name) else {
            return Err(damaged(name, &"it is not among the valid segments"));
        };
        let open = self.opened(segment)?;
        let mut rows = Vec::new();
        for (row_group, ..) in segment.parts.values() {
            open.rows(*row_group, None, &mut rows)
                .map_err(|error| damaged(name, &error))?;
        }
        Ok(rows)
    }

    /// Lets go of files that this moment does not see, so that nothing removed stays readable through an open handle.
    fn let_go(&self, pin: &Pin) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|name, _| pin.segments.iter().any(|segment| segment.name == *name));
    }

    /// The reader of a segment. Before the first reading the file must prove to be the one that was written: a wrong figure is worse
    /// than none.
    fn opened(&self, segment: &Segment) -> Result<Arc<OpenSegment>, StoreError> {
        let Segment { name, sha256, .. } = segment;
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(segment) = open.get(name) {
            return Ok(Arc::clone(segment));
        }
        let path = self.folder.join(name);
        let found = File::open(&path).and_then(|mut file| files::sha256_of(&mut file));
        match found {
            Ok(found) if found == *sha256 => {}
            Ok(_) => return Err(damaged(name, &"its SHA-256 differs from the one recorded")),
            Err(error) => return Err(damaged(name, &error)),
        }
        let opened = Arc::new(OpenSegment::open(&path).map_err(|error| damaged(name, &error))?);
        open.insert(name.clone(), Arc::clone(&opened));
        Ok(opened)
    }
}

fn damaged(name: &str, error: &dyn std::fmt::Display) -> StoreError {
    StoreError::Damaged {
        name: name.to_owned(),
        reason: error.to_string(),
    }
}

fn narrow(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// The day on which an instant falls in Germany: a day of deliveries ends at midnight there.
fn day_in_berlin(microseconds: i64) -> Date {
    let instant = Timestamp::from_microsecond(microseconds).unwrap_or(Timestamp::MAX);
    let berlin = TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC);
    instant.to_zoned(berlin).date()
}

/// A segment file with its footer and page index in memory.
pub(super) struct OpenSegment {
    reader: SerializedFileReader<PositionedFile>,
}

impl std::fmt::Debug for OpenSegment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenSegment").finish_non_exhaustive()
    }
}

impl OpenSegment {
    fn open(path: &std::path::Path) -> Result<Self, ParquetError> {
        let options = ReadOptionsBuilder::new().with_page_index().build();
        let file = PositionedFile::open(path)?;
        Ok(Self {
            reader: SerializedFileReader::new_with_options(file, options)?,
        })
    }

    /// Adds the rows of a row group whose territory is wanted.
    fn rows(&self, row_group: usize, territories: Option<&[i32]>, rows: &mut Vec<Row>) -> Result<(), ParquetError> {
        let ranges = self.ranges(row_group, territories);
        let group = self.reader.get_row_group(row_group)?;
        let group = group.as_ref();
        let [
            indicator,
            territory,
            dimension,
            source,
            start,
            frequency,
            delivery,
            unchanged,
            confirms,
        ] = std::array::from_fn(|place| small_column(group, place, &ranges));
        let [decimals, status] = std::array::from_fn(|place| small_column(group, place + 10, &ranges));
        let (indicator, territory, dimension, source) = (indicator?, territory?, dimension?, source?);
        let (start, frequency, delivery, unchanged) = (start?, frequency?, delivery?, unchanged?);
        let (confirms, decimals, status) = (confirms?, decimals?, status?);
        let value = value_column(group, &ranges)?;
        let position = position_column(group, &ranges)?;
        let n = territory.len();
        let complete = [
            &indicator, &dimension, &source, &start, &frequency, &delivery, &unchanged, &confirms, &decimals, &status,
        ];
        if complete.iter().any(|column| column.len() != n) || value.len() != n || position.len() != n {
            return Err(ParquetError::General("its columns differ in length".to_owned()));
        }
        for place in 0..n {
            if territories.is_some_and(|wanted| wanted.binary_search(&territory[place]).is_err()) {
                continue;
            }
            rows.push(Row {
                key: SeriesKey {
                    indicator: indicator[place],
                    territory: territory[place],
                    dimension: dimension[place],
                    source: source[place],
                },
                start: start[place],
                frequency: i16::try_from(frequency[place]).unwrap_or(0),
                delivery: delivery[place],
                mark: match unchanged[place] {
                    0 => Mark::Value,
                    _ => Mark::Unchanged {
                        confirms: confirms[place],
                    },
                },
                value: value[place],
                decimals: i8::try_from(decimals[place]).unwrap_or(figures::number::BINARY),
                status: i16::try_from(status[place]).unwrap_or(0),
                position: position[place],
            });
        }
        Ok(())
    }

    /// The ranges of rows that can hold wanted territories, by the statistics of the pages.
    fn ranges(&self, row_group: usize, territories: Option<&[i32]>) -> Vec<Range<usize>> {
        const TERRITORY: usize = 1;
        let metadata = self.reader.metadata();
        let n_rows = usize::try_from(metadata.row_group(row_group).num_rows()).unwrap_or(0);
        let everything = || std::iter::once(0..n_rows).collect();
        let Some(wanted) = territories else {
            return everything();
        };
        let index = metadata
            .column_index()
            .and_then(|index| index.get(row_group)?.get(TERRITORY));
        let offsets = metadata
            .offset_index()
            .and_then(|index| index.get(row_group)?.get(TERRITORY));
        let (Some(ColumnIndexMetaData::INT32(index)), Some(offsets)) = (index, offsets) else {
            return everything();
        };
        let first_rows: Vec<usize> = offsets
            .page_locations()
            .iter()
            .map(|page| usize::try_from(page.first_row_index).unwrap_or(0))
            .collect();
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for (page, first) in first_rows.iter().enumerate() {
            let (Some(smallest), Some(greatest)) = (index.min_value(page), index.max_value(page)) else {
                return everything();
            };
            let next = wanted.partition_point(|one| one < smallest);
            if wanted.get(next).is_some_and(|one| one <= greatest) {
                let end = first_rows.get(page + 1).copied().unwrap_or(n_rows);
                match ranges.last_mut() {
                    Some(last) if last.end == *first => last.end = end,
                    _ => ranges.push(*first..end),
                }
            }
        }
        ranges
    }
}

fn small_column(group: &dyn RowGroupReader, place: usize, ranges: &[Range<usize>]) -> Result<Vec<i32>, ParquetError> {
    match group.get_column_reader(place)? {
        ColumnReader::Int32ColumnReader(reader) => Ok(column(reader, ranges)?.1),
        _ => Err(wrong_type(place)),
    }
}

fn position_column(group: &dyn RowGroupReader, ranges: &[Range<usize>]) -> Result<Vec<i64>, ParquetError> {
    match group.get_column_reader(12)? {
        ColumnReader::Int64ColumnReader(reader) => Ok(column(reader, ranges)?.1),
        _ => Err(wrong_type(12)),
    }
}

fn value_column(group: &dyn RowGroupReader, ranges: &[Range<usize>]) -> Result<Vec<Option<f64>>, ParquetError> {
    let ColumnReader::DoubleColumnReader(reader) = group.get_column_reader(9)? else {
        return Err(wrong_type(9));
    };
    let (present, values) = column(reader, ranges)?;
    let mut values = values.into_iter();
    Ok(present
        .into_iter()
        .map(|present| if present == 1 { values.next() } else { None })
        .collect())
}

fn wrong_type(place: usize) -> ParquetError {
    ParquetError::General(format!(
        "column {} has another type than this program writes",
        COLUMNS[place].0
    ))
}

/// Reads the given ranges of a column: definition levels (only of columns with nulls) and values.
fn column<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    ranges: &[Range<usize>],
) -> Result<(Vec<i16>, Vec<T::T>), ParquetError> {
    let (mut present, mut values) = (Vec::new(), Vec::new());
    let mut here = 0;
    for range in ranges {
        reader.skip_records(range.start - here)?;
        let mut missing = range.len();
        while missing > 0 {
            let (n_records, _, _) = reader.read_records(missing, Some(&mut present), None, &mut values)?;
            if n_records == 0 {
                return Err(ParquetError::General("it ends before its last row".to_owned()));
            }
            missing -= n_records;
        }
        here = range.end;
    }
    Ok((present, values))
}

/// A file read by position, so that several readers can share it.
struct PositionedFile {
    file: Arc<File>,
    n_bytes: u64,
}

impl PositionedFile {
    fn open(path: &std::path::Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let n_bytes = file.metadata()?.len();
        Ok(Self {
            file: Arc::new(file),
            n_bytes,
        })
    }
}

impl Length for PositionedFile {
    fn len(&self) -> u64 {
        self.n_bytes
    }
}

impl ChunkReader for PositionedFile {
    type T = io::BufReader<FromPosition>;

    fn get_read(&self, start: u64) -> parquet::errors::Result<Self::T> {
        Ok(io::BufReader::new(FromPosition {
            file: Arc::clone(&self.file),
            position: start,
        }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> parquet::errors::Result<bytes::Bytes> {
        let mut buffer = vec![0; length];
        FromPosition {
            file: Arc::clone(&self.file),
            position: start,
        }
        .read_exact(&mut buffer)?;
        Ok(buffer.into())
    }
}

/// Reads onwards from a position, without moving a cursor that others share.
pub(super) struct FromPosition {
    file: Arc<File>,
    position: u64,
}

impl Read for FromPosition {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        #[cfg(unix)]
        let n = std::os::unix::fs::FileExt::read_at(&*self.file, buffer, self.position)?;
        #[cfg(windows)]
        let n = std::os::windows::fs::FileExt::seek_read(&*self.file, buffer, self.position)?;
        self.position += n as u64;
        Ok(n)
    }
}
