//! A text table by itself or as the one file of a zip archive, as large downloads come; it can be gone through several times.
//!
//! A packed table is unpacked piece by piece each time, never to disk and never whole into memory.

use std::io::{Read, SeekFrom};

use encoding_rs::Encoding;

use super::{Record, Records, encoding::detect_within};
use crate::{
    PartSample, Sample,
    archive::{Archive, Part, flaw},
    error::FileError,
    event::{Event, Place, shortened},
    input::ReadSeek,
    limits::Limits,
    workbook::ZIP_MAGIC,
};

/// A text table that can be gone through.
pub(crate) struct TextFile<'a> {
    input: &'a mut dyn ReadSeek,
    part: Option<String>,
    limits: Limits,
    /// Its encoding.
    pub(crate) encoding: &'static Encoding,
    /// The sign between its cells.
    pub(crate) delimiter: u8,
}

/// The first bytes of the text table that a sample is or holds.
pub(crate) fn head_of(sample: &Sample) -> Option<&[u8]> {
    match sample {
        Sample::Text(head) => Some(head),
        Sample::Archive(parts) => only(
            parts
                .iter()
                .map(|part: &PartSample| (part.name.as_str(), part.head.as_slice())),
        ),
        Sample::Workbook(_) | Sample::Binary(_) => None,
    }
}

/// The only text table among the files of an archive; notes beside it (`readme.txt`) do not count as one.
fn only<'p, T>(parts: impl Iterator<Item = (&'p str, T)>) -> Option<T> {
    let mut tables = parts.filter(|(name, _)| name.to_lowercase().ends_with(".csv"));
    let (_, first) = tables.next()?;
    tables.next().is_none().then_some(first)
}

impl<'a> TextFile<'a> {
    /// Looks into the file for its encoding; `delimiter` decides from the first bytes.
    pub(crate) fn open(
        input: &'a mut dyn ReadSeek,
        limits: &Limits,
        delimiter: fn(&str) -> u8,
    ) -> Result<Self, FileError> {
        input.seek(SeekFrom::Start(0))?;
        let mut magic = Vec::new();
        (&mut *input).take(ZIP_MAGIC.len() as u64).read_to_end(&mut magic)?;
        input.seek(SeekFrom::Start(0))?;
        let mut file = Self {
            input,
            part: None,
            limits: *limits,
            encoding: encoding_rs::UTF_8,
            delimiter: b';',
        };
        if magic.starts_with(ZIP_MAGIC) {
            let archive = Archive::open(&mut *file.input, limits)?;
            let name = only(
                archive
                    .parts()
                    .iter()
                    .map(|part| (part.name.as_str(), part.name.clone())),
            );
            file.part = Some(name.ok_or(FileError::OtherKind {
                found: "a zip archive without exactly one CSV file",
                remedy: "unpack it and give the files inside one by one",
            })?);
        }
        let mut head = Vec::new();
        file.stream(&mut |stream| {
            head.clear();
            stream.take(64 * 1024).read_to_end(&mut head)?;
            Ok(())
        })?;
        let mut encoding = encoding_rs::UTF_8;
        file.stream(&mut |stream| {
            encoding = detect_within(stream)?;
            Ok(())
        })?;
        file.encoding = encoding;
        file.delimiter = delimiter(&encoding.decode(&head).0);
        Ok(file)
    }

    /// The name of the file within the archive.
    pub(crate) fn part(&self) -> Option<&str> {
        self.part.as_deref()
    }

    /// Goes through all records, as long as the visitor says so; `sink` is told what was wrong with the text.
    pub(crate) fn each(
        &mut self,
        visit: &mut dyn FnMut(&Record) -> Result<bool, FileError>,
        sink: &mut dyn FnMut(Event),
    ) -> Result<(), FileError> {
        let (encoding, delimiter, limits) = (self.encoding, self.delimiter, self.limits);
        self.stream(&mut |stream| {
            let mut records = Records::over(stream, encoding, delimiter, &limits);
            let mut record = Record::default();
            while records.next(&mut record)? && visit(&record)? {}
            records.tell_flaws(sink);
            Ok(())
        })
    }

    /// The field at a place, trimmed.
    pub(crate) fn cell_at(&mut self, place: Place) -> Result<String, FileError> {
        let mut found = None;
        self.each(
            &mut |record| {
                let index = place.column.checked_sub(1).map(|column| column as usize);
                if record.row == place.row
                    && let Some(index) = index.filter(|index| *index < record.len())
                {
                    found = Some(record.field(index).trim().to_owned());
                }
                Ok(record.row < place.row)
            },
            &mut |_| {},
        )?;
        found.ok_or(FileError::NoSuchCell(place))
    }

    fn stream(&mut self, read: &mut dyn FnMut(&mut dyn Read) -> Result<(), FileError>) -> Result<(), FileError> {
        self.input.seek(SeekFrom::Start(0))?;
        let Some(name) = &self.part else {
            let outcome = read(&mut self.input);
            self.input.seek(SeekFrom::Start(0))?;
            return outcome;
        };
        let limits = self.limits;
        let shown = shortened(name);
        let mut archive = Archive::open(&mut *self.input, &limits)?;
        let part: Part = archive
            .parts()
            .iter()
            .find(|part| part.name == *name)
            .cloned()
            .ok_or_else(|| FileError::Damaged {
                detail: format!("its part \"{shown}\" is gone"),
            })?;
        let mut stream = archive.stream(&part)?;
        read(&mut stream).map_err(|error| match error {
            FileError::Io(error) => flaw(&shown, &error, &limits),
            other => other,
        })
    }
}
