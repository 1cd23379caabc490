//! JSON: our own list of observations, and lists of objects of any publisher, which are read as tables.
//!
//! The list may be the file itself or stand in a member of it (`items`, `data`, `records`, …, or the only one that holds objects). A
//! place counts the records as lines behind a header: the first object is row 2, the columns stand in the order in which their names
//! first occur.

mod records;
pub(crate) mod value;

use std::io::Read;

pub(crate) use value::Json;

use crate::{
    Confidence, DeliveryHead, Event, FileError, Format, Place, ReadOptions, ReadSeek, Sample,
    limits::Limits,
    observations,
    table::{
        self,
        source::{Line, Source, TypedTable},
    },
};

/// Lists of objects in JSON.
pub struct JsonRecords;

impl Format for JsonRecords {
    fn id(&self) -> &'static str {
        "json"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        let Sample::Text(head) = sample else {
            return Confidence::No;
        };
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        let mut letters = head.iter().filter(|byte| !byte.is_ascii_whitespace());
        let starts = (letters.next(), letters.next());
        match starts {
            (Some(b'['), Some(b'{')) | (Some(b'{'), Some(b'"')) => Confidence::Certain,
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
        let whole = read(input, limits)?;
        let list = list_of(&whole)?;
        let mut table = records::RecordTable::of(list)?;
        let mut head = DeliveryHead {
            layout: "list of objects (JSON)".to_owned(),
            ..DeliveryHead::default()
        };
        if !table.is_ours() {
            return table::read_typed(&mut table, head, options, sink);
        }
        head.layout = "Lotse observations (JSON)".to_owned();
        if let [source] = whole.get("sources").map_or(&[][..], Json::list) {
            let text = |name: &str| {
                source
                    .get(name)
                    .and_then(Json::text)
                    .filter(|text| !text.is_empty())
                    .map(str::to_owned)
            };
            head.provider = text("provider");
            head.title = text("title");
            head.source_note = text("note");
            head.licence = text("licence");
            head.dataset_uri = text("dataset_uri");
        }
        observations::tell(&mut Source::typed(&mut table), head, sink)
    }

    fn cell_at(
        &self,
        input: &mut dyn ReadSeek,
        place: Place,
        _options: &ReadOptions,
        limits: &Limits,
    ) -> Result<String, FileError> {
        let whole = read(input, limits)?;
        cell_of(&mut records::RecordTable::of(list_of(&whole)?)?, place)
    }
}

/// The text of a cell of a table with types.
pub(crate) fn cell_of(table: &mut dyn TypedTable, place: Place) -> Result<String, FileError> {
    let mut found = None;
    let index = place.column.checked_sub(1).ok_or(FileError::NoSuchCell(place))? as usize;
    table.each(&mut |row, cells| {
        if row == place.row && index < cells.len() {
            found = Some(Line::typed(row, cells).text(index).into_owned());
        }
        Ok(row < place.row)
    })?;
    found.ok_or(FileError::NoSuchCell(place))
}

/// The whole file as a value.
pub(crate) fn read(input: &mut dyn ReadSeek, limits: &Limits) -> Result<Json, FileError> {
    input.seek(std::io::SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    (&mut *input).take(limits.decoded_bytes + 1).read_to_end(&mut bytes)?;
    if limits.decoded_bytes < bytes.len() as u64 {
        return Err(FileError::DecodedTooLarge {
            part: "the JSON".to_owned(),
            limit: limits.decoded_bytes,
        });
    }
    of_bytes(&bytes, limits)
}

/// A part of an archive as a value.
pub(crate) fn of_bytes(bytes: &[u8], limits: &Limits) -> Result<Json, FileError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| FileError::Encoding {
        row: bytes[..error.valid_up_to()]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count() as u32
            + 1,
        encoding: "UTF-8",
    })?;
    Json::read(text, limits)
}

/// Where lists of records usually stand.
const USUAL: [&str; 8] = [
    "items",
    "data",
    "records",
    "rows",
    "results",
    "result",
    "values",
    "observations",
];

/// The list of objects in a file.
fn list_of(whole: &Json) -> Result<&[Json], FileError> {
    let is_table = |value: &Json| value.list().iter().any(|one| matches!(one, Json::Object(_)));
    let found = match whole {
        Json::List(_) => Some(whole).filter(|value| is_table(value)),
        _ => {
            let usual = || {
                USUAL
                    .iter()
                    .find_map(|name| whole.get(name).filter(|value| is_table(value)))
            };
            let mut others = whole.members().map(|(_, value)| value).filter(|value| is_table(value));
            usual().or_else(|| match (others.next(), others.next()) {
                (Some(only), None) => Some(only),
                _ => None,
            })
        }
    };
    let list = found.map(Json::list).ok_or(FileError::OtherKind {
        found: "a JSON file without a list of objects",
        remedy: "give a file whose list has one object for each value or line, or download the data as CSV",
    })?;
    match list.iter().any(|one| !matches!(one, Json::Object(_))) {
        true => Err(FileError::OwnLayout(
            "the list in the JSON holds objects and other values; each line must be an object".to_owned(),
        )),
        false => Ok(list),
    }
}
