//! Where the tests find files, and how they look at what a reader tells.
//!
//! Official files are too large to be kept with the program. They are found through `LOTSE_SHARED` or beside the checkout; without
//! them the same tests run on the small invented files in `fixtures/`, so that no test is skipped.
use std::{
    io::Cursor,
    path::{Path, PathBuf},
};

use formats::{Cell, DeliveryHead, Event, FileError, Place, ReadOptions, SkippedKind, limits::Limits};

/// A file kept with the tests.
pub(crate) fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(fixture_path(name)).unwrap()
}

/// Where a file kept with the tests lies.
pub(crate) fn fixture_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

/// The folder of official files, where there is one.
pub(crate) fn official(folder: &str) -> Option<PathBuf> {
    let root = std::env::var_os("LOTSE_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    Some(root.join("data").join(folder)).filter(|folder| folder.is_dir())
}

/// A row as a test looks at it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Told {
    pub(crate) place: Place,
    pub(crate) indicator: String,
    pub(crate) dimensions: String,
    pub(crate) territory: String,
    pub(crate) level: String,
    pub(crate) period: String,
    pub(crate) value: Cell,
    pub(crate) repair: &'static str,
}

/// A file as it was read.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Read {
    pub(crate) format: String,
    pub(crate) head: DeliveryHead,
    pub(crate) rows: Vec<Told>,
    pub(crate) skipped: Vec<(SkippedKind, u32)>,
    pub(crate) notes: Vec<String>,
}

/// Opens and reads a file as the program does.
pub(crate) fn read(bytes: Vec<u8>, options: &ReadOptions) -> Result<Read, FileError> {
    read_within(bytes, options, &Limits::default())
}

/// The same within other limits.
pub(crate) fn read_within(bytes: Vec<u8>, options: &ReadOptions, limits: &Limits) -> Result<Read, FileError> {
    let mut input = Cursor::new(bytes);
    let format = formats::open(&mut input, None, limits)?;
    let mut read = Read {
        format: format.id().to_owned(),
        ..Read::default()
    };
    let mut territories = Vec::new();
    let mut sets = vec![String::new()];
    let mut n_heads = 0;
    format.read(&mut input, options, limits, &mut |event| match event {
        Event::Delivery(head) => {
            n_heads += 1;
            read.head = *head;
        }
        Event::Territory(territory) => territories.push(territory),
        Event::Dimensions(set) => sets.push(format!("[{set}]")),
        Event::Skipped { kind, n_lines } => read.skipped.push((kind, n_lines)),
        Event::Words(_) => {}
        Event::Note { note, .. } => read.notes.push(note.to_string()),
        Event::Row(row) => {
            let territory = &territories[row.territory as usize];
            read.rows.push(Told {
                place: row.place,
                indicator: read.head.indicators[row.indicator as usize].name.clone(),
                dimensions: sets[row.dimensions as usize].clone(),
                territory: territory.text.clone(),
                level: territory.level.map_or("", |level| level.as_str()).to_owned(),
                period: row
                    .period
                    .map_or_else(|problem| format!("!{}", problem.code), |period| period.to_string()),
                value: row.value,
                repair: row.repair.map_or("", |repair| repair.as_str()),
            });
        }
    })?;
    assert_eq!(n_heads, 1, "the head is told exactly once");
    Ok(read)
}

/// A cell in few letters.
pub(crate) fn short(cell: &Cell) -> String {
    match cell {
        Cell::Number(number) => number.to_string(),
        Cell::NumberWithStatus(number, status) => format!("{number}:{status}"),
        Cell::Missing(status) => format!(":{status}"),
        Cell::Unreadable(problem) => format!("!{}", problem.code),
    }
}
