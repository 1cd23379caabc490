//! A delivery in one line for each row, for tests of readers.
use std::io::{Cursor, Write};

use formats::{DeliveryHead, Event, FileError, Place, ReadOptions, limits::Limits, table::Mapping};

use crate::samples::short;

/// What was told.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(crate) format: &'static str,
    pub(crate) head: DeliveryHead,
    /// Indicator, territory (`<name>` without key), breakdown, period, value, remark.
    pub(crate) rows: Vec<String>,
    pub(crate) places: Vec<(Place, String)>,
    pub(crate) notes: Vec<&'static str>,
}

/// Opens and reads a file as the program does.
pub(crate) fn tell(bytes: &[u8], options: &ReadOptions) -> Result<Told, FileError> {
    let limits = Limits::default();
    let mut input = Cursor::new(bytes.to_vec());
    let format = formats::open(&mut input, None, &limits)?;
    let mut told = Told {
        format: format.id(),
        ..Told::default()
    };
    let mut territories = Vec::new();
    let mut sets = vec![String::new()];
    format.read(&mut input, options, &limits, &mut |event| match event {
        Event::Delivery(head) => told.head = *head,
        Event::Territory(text) if text.text.is_empty() => {
            territories.push(format!("<{}>", text.name.unwrap_or_default()));
        }
        Event::Territory(text) => territories.push(text.text),
        Event::Dimensions(set) => sets.push(format!(" [{set}]")),
        Event::Skipped { .. } => {}
        Event::Words(_) => {}
        Event::Note { note, .. } => told.notes.push(note.code),
        Event::Row(row) => {
            told.places.push((row.place, short(&row.value)));
            let period = row
                .period
                .map_or_else(|problem| format!("!{}", problem.code), |period| period.to_string());
            let remark = row.remark.map_or_else(String::new, |remark| format!(" // {remark}"));
            told.rows.push(format!(
                "{} {}{} {period} {}{remark}",
                told.head.indicators[row.indicator as usize].name,
                territories[row.territory as usize],
                sets[row.dimensions as usize],
                short(&row.value),
            ));
        }
    })?;
    Ok(told)
}

/// The text at a place, read again as the page of origin does.
pub(crate) fn cell(told: &Told, bytes: &[u8], place: Place) -> String {
    formats::by_id(told.format)
        .unwrap()
        .cell_at(
            &mut Cursor::new(bytes.to_vec()),
            place,
            &ReadOptions::default(),
            &Limits::default(),
        )
        .unwrap()
}

/// An archive of these files, in this order.
pub(crate) fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Options that name the one territory of a file.
pub(crate) fn about(territory: &str) -> ReadOptions {
    ReadOptions {
        mapping: Some(Mapping {
            territory: Some(territory.to_owned()),
            ..Mapping::default()
        }),
        ..ReadOptions::default()
    }
}
