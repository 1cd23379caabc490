//! Flat files of the GENESIS databases (ffcsv): one line a value, every column named, codes beside words.
//!
//! Two headers are in use. The older one (`Statistik_Code;…;Zeit;1_Merkmal_Code;…;BEVSTD__Bevoelkerungsstand__Anzahl`) has one column for
//! each measure; the newer one (`statistics_code;…;time;1_variable_code;…;value;value_unit;value_variable_code;value_variable_label;value_q`)
//! has one line for each measure and a letter about its quality. Either may come in a zip archive of its own, as the census of 2022 does.
//! The block of columns whose codes are keys is the territory; a blank code is the total of its block; months and quarters belong to the
//! period; everything else is a breakdown under its code.

mod survey;
mod tell;

use super::{about, layout};
use crate::{
    Confidence, DeliveryHead, Event, FileError, Format, Place, ReadOptions, ReadSeek, Sample, SkippedKind,
    limits::Limits,
    text::{TextFile, head_of},
};
use figures::source::AreaState;
use survey::{Survey, name_of};
use tell::Teller;

/// Flat files.
pub struct GenesisFlat;

/// More indicators, territories or breakdowns than this are no table of figures.
pub(super) const MOST_DIFFERENT: usize = 200_000;

impl Format for GenesisFlat {
    fn id(&self) -> &'static str {
        "genesis-flat"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        let Some(head) = head_of(sample) else {
            return Confidence::No;
        };
        let head = crate::genesis::beginning(head);
        let first = head.lines().next().unwrap_or("").to_lowercase();
        let names: Vec<&str> = first.split([';', '\t', ',', '|']).map(name_of).collect();
        let has = |wanted: &str| names.contains(&wanted);
        let is_old = has("statistik_code") && has("zeit") && has("1_merkmal_code");
        let is_new = has("statistics_code") && has("time") && has("1_variable_code");
        if is_old || is_new {
            Confidence::Certain
        } else {
            Confidence::No
        }
    }

    fn read(
        &self,
        input: &mut dyn ReadSeek,
        options: &ReadOptions,
        limits: &Limits,
        sink: &mut dyn FnMut(Event),
    ) -> Result<(), FileError> {
        let mut file = TextFile::open(input, limits, layout::delimiter)?;
        let survey = Survey::of(&mut file, options)?;
        tell_head(&file, &survey, sink);
        let mut teller = Teller::new(&survey);
        let (mut n_blank, mut n_footer) = (0, 0);
        let mut notes = Vec::new();
        file.each(
            &mut |record| {
                if record.row == survey.header_row {
                    sink(Event::Skipped {
                        kind: SkippedKind::Header,
                        n_lines: 1,
                    });
                } else if record.is_blank() {
                    n_blank += 1;
                } else if survey.end_row <= record.row {
                    n_footer += 1;
                } else {
                    teller.line(record, sink);
                }
                Ok(true)
            },
            &mut |note| notes.push(note),
        )?;
        for (kind, n_lines) in [(SkippedKind::Blank, n_blank), (SkippedKind::Footer, n_footer)] {
            if 0 < n_lines {
                sink(Event::Skipped { kind, n_lines });
            }
        }
        notes.into_iter().for_each(sink);
        Ok(())
    }

    fn cell_at(
        &self,
        input: &mut dyn ReadSeek,
        place: Place,
        _options: &ReadOptions,
        limits: &Limits,
    ) -> Result<String, FileError> {
        TextFile::open(input, limits, layout::delimiter)?.cell_at(place)
    }
}

fn tell_head(file: &TextFile<'_>, survey: &Survey, sink: &mut dyn FnMut(Event)) {
    let (census, census_title, census_day) = about::CENSUS;
    let is_census = survey.is_of_census();
    let publisher = survey.footer.publisher;
    let mut detected = vec![
        ("encoding".to_owned(), file.encoding.name().to_owned()),
        (
            "delimiter".to_owned(),
            if file.delimiter == b'\t' {
                "tab".to_owned()
            } else {
                char::from(file.delimiter).to_string()
            },
        ),
        ("decimal sign".to_owned(), survey.sign.character().to_string()),
        ("signs".to_owned(), survey.symbols.as_str().to_owned()),
        (
            "header".to_owned(),
            if survey.named.is_some() {
                "newer: one line a value"
            } else {
                "older: one column a measure"
            }
            .to_owned(),
        ),
        ("lines".to_owned(), survey.n_lines.to_string()),
        (
            "territory".to_owned(),
            format!("block {} of {}", survey.territory + 1, survey.blocks.len()),
        ),
    ];
    if let Some(part) = file.part() {
        detected.push(("file in the archive".to_owned(), part.to_owned()));
    }
    if let Some(reading) = survey.times.reading() {
        detected.push(("period reading".to_owned(), reading.as_str().to_owned()));
    }
    let head = DeliveryHead {
        layout: "GENESIS flat file (ffcsv)".to_owned(),
        provider: publisher.map(|publisher| publisher.provider.to_owned()),
        source_slug: match is_census {
            true => Some(census.to_owned()),
            false => publisher.map(|publisher| publisher.slug.to_owned()),
        },
        title: match is_census {
            true => Some(census_title.to_owned()),
            false => publisher.map(|publisher| publisher.title.to_owned()),
        },
        source_note: survey.footer.note.clone(),
        licence: survey.footer.licence.clone(),
        known_on: survey.footer.known_on,
        area_state: survey
            .area_state
            .or(is_census.then_some(AreaState::RecomputedTo(census_day)))
            .or(publisher.map(|_| AreaState::OfItsDay)),
        dataset_uri: publisher.map(|publisher| publisher.address.to_owned()),
        indicators: survey.heads.clone(),
        detected,
        ..DeliveryHead::default()
    };
    crate::units::deliver(head, sink);
}
