//! Open SDG data repositories: the tables, metadata, translations and configuration that national, regional and municipal reporting
//! platforms keep as a folder of files.
//!
//! Follows „Data format“, „Metadata format“ and „Data configuration“ of the Open SDG documentation (open-sdg.readthedocs.io, edition
//! 2.4) and what its builder (sdg-build) accepts. A delivery is the folder packed as an archive, or a single table. Each table is an
//! indicator, named by the number in its file name; a `Units` or `Series` column makes one of each of its entries. Other columns are
//! breakdowns, and a blank entry or a word for the total is the aggregate; comments, observation status and multipliers are attributes, never breakdowns.
//!
//! The territory comes from the column `GeoCode`, else from a column of names of territories, else from a person
//! ([`crate::table::Mapping::territory`]), else from the country that the configuration names. Nothing is fetched that the configuration
//! refers to elsewhere.

mod columns;
mod data;
mod indicators;
mod layout;
mod meta;
mod territory_columns;
mod repository;
mod survey;
mod thousands;
mod yaml;

use encoding_rs::Encoding;

use crate::{
    Confidence, DeliveryHead, Event, FileError, Format, Place, ReadOptions, ReadSeek, Sample, archive::Archive,
    limits::Limits, table::Table, text, workbook::ZIP_MAGIC,
};

use columns::Columns;
use repository::Repository;

/// Open SDG data repositories.
pub struct OpenSdg;

impl Format for OpenSdg {
    fn id(&self) -> &'static str {
        "open-sdg"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        match sample {
            Sample::Archive(parts) => {
                let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
                if layout::is_repository(&names) {
                    Confidence::Certain
                } else {
                    Confidence::No
                }
            }
            // A table of any other publisher could begin like this too; a more particular reader comes first.
            Sample::Text(head) if Columns::of_head(head).is_some_and(|(delimiter, _)| delimiter == b',') => {
                Confidence::Possible
            }
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
        if is_archive(input)? {
            return Repository::open(input, options, limits)?.tell(sink);
        }
        // Somebody who says what the columns mean wants a table of their own.
        if options
            .mapping
            .as_ref()
            .is_some_and(|mapping| !mapping.columns.is_empty())
        {
            return Table.read(input, options, limits, sink);
        }
        single(input, options, limits, sink)
    }

    fn cell_at(
        &self,
        input: &mut dyn ReadSeek,
        place: Place,
        _options: &ReadOptions,
        limits: &Limits,
    ) -> Result<String, FileError> {
        if !is_archive(input)? {
            let encoding = text::detect(input)?;
            let delimiter = delimiter(input)?;
            return text::cell_at(input, encoding, delimiter, place, limits);
        }
        let mut archive = Archive::open(input, limits)?;
        let layout = layout::Layout::of(&mut archive, limits)?;
        let part = layout
            .tables
            .get(usize::from(place.sheet))
            .ok_or(FileError::NoSuchCell(place))?;
        let mut bytes = std::io::Cursor::new(archive.bytes(part)?);
        let encoding = text::detect(&mut bytes)?;
        let delimiter = delimiter(&mut bytes)?;
        text::cell_at(&mut bytes, encoding, delimiter, Place { sheet: 0, ..place }, limits)
    }
}

/// A table on its own: its indicator is named by the file, where the caller knows the file's name, else by nobody.
fn single(
    input: &mut dyn ReadSeek,
    options: &ReadOptions,
    limits: &Limits,
    sink: &mut dyn FnMut(Event),
) -> Result<(), FileError> {
    let encoding = text::detect(input)?;
    let delimiter = delimiter(input)?;
    let mut survey = survey::Survey::of(input, encoding, delimiter, limits)?;
    let number = options.file_name.as_deref().and_then(layout::number_of);
    let meta = meta::Meta::default();
    let mut list = indicators::Indicators::default();
    list.add_table(number.as_deref(), &meta, None, &mut survey, 0);
    let mapping = options.mapping.clone().unwrap_or_default();
    if let Some(name) = &mapping.indicator {
        for head in list.heads.iter_mut().filter(|head| head.name.is_empty()) {
            head.name.clone_from(name);
        }
    }
    let territory = mapping.territory.as_deref().map(survey::Territory::key);
    if territory.is_none() && survey.needs_territory() {
        return Err(FileError::TerritoryUnknown);
    }
    let periods = survey.periods("Year", options.period_reading);
    let head = DeliveryHead {
        layout: "Open SDG table (CSV)".to_owned(),
        indicators: list.heads.clone(),
        detected: vec![
            ("encoding".to_owned(), encoding.name().to_owned()),
            ("delimiter".to_owned(), char::from(delimiter).to_string()),
            ("decimal sign".to_owned(), ".".to_owned()),
            ("lines".to_owned(), survey.n_lines.to_string()),
        ]
        .into_iter()
        .chain(
            periods
                .chosen
                .map(|reading| ("period reading".to_owned(), reading.as_str().to_owned())),
        )
        .chain(survey.shown())
        .collect(),
        ..DeliveryHead::default()
    };
    crate::units::deliver(head, sink);
    for (place, note) in std::mem::take(&mut list.notes) {
        sink(Event::Note { place, note });
    }
    let mut teller = data::Teller::new(sink, mapping.symbols);
    let table = data::Table {
        sheet: 0,
        survey: &survey,
        periods: &periods,
        indicators: &list,
        territory: territory.as_ref(),
    };
    teller.table(input, encoding, delimiter, &table, limits)
}

/// The number that a name is in the spelling of file names: `8-4` is 8.4. `None` for other names.
pub(crate) fn number_of(name: &str) -> Option<String> {
    let is_number = name.split('-').count() > 1
        && name.starts_with(|first: char| first.is_ascii_digit())
        && name
            .split('-')
            .all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    is_number.then(|| name.replace('-', "."))
}

/// The delimiter of a table: the documentation asks for a comma, some spreadsheets save a semicolon.
fn delimiter(input: &mut dyn ReadSeek) -> Result<u8, FileError> {
    use std::io::{Read, SeekFrom};
    input.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    (&mut *input).take(64 * 1024).read_to_end(&mut head)?;
    input.seek(SeekFrom::Start(0))?;
    Ok(Columns::of_head(&head).map_or(b',', |(delimiter, _)| delimiter))
}

fn is_archive(input: &mut dyn ReadSeek) -> Result<bool, FileError> {
    use std::io::{Read, SeekFrom};
    input.seek(SeekFrom::Start(0))?;
    let mut magic = Vec::new();
    (&mut *input).take(ZIP_MAGIC.len() as u64).read_to_end(&mut magic)?;
    input.seek(SeekFrom::Start(0))?;
    Ok(magic.starts_with(ZIP_MAGIC))
}

/// A text in the encoding that it proves, without byte order mark; letters that it does not have are replaced.
fn decoded(bytes: &[u8]) -> String {
    let encoding: &'static Encoding = text::detect(&mut std::io::Cursor::new(bytes)).unwrap_or(encoding_rs::UTF_8);
    encoding.decode(bytes).0.into_owned()
}
