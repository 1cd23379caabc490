//! Official tables that hold no figures of territories: catalogues of indicators, types of municipalities, lists of goals.
//!
//! They look like tables, and a person may well hand them in; so each is named in one sentence with what to do, instead of asking for
//! columns that it does not have. Known by the names of their first columns, never by the name of the file.

use crate::{Confidence, Event, FileError, Format, Place, ReadOptions, ReadSeek, Sample, limits::Limits};

/// Tables without figures.
pub struct Listings;

/// The beginning of the header in small letters, what the table is, and what to do.
const KNOWN: &[(&str, &str, &str)] = &[
    (
        "sdg,kurzname[bbsr]",
        "a catalogue of indicators (names, formulas, sources)",
        "it holds no figures; the catalogue of Lotse describes these indicators, deliver the figures themselves",
    ),
    (
        "gem2022,gem_name",
        "a list of types of municipalities",
        "it holds types, not figures by year; it cannot be delivered as figures",
    ),
    (
        "kreise kennziffer,kreise (2021) name",
        "a list of types of districts",
        "it holds types, not figures by year; it cannot be delivered as figures",
    ),
    (
        "indicator,title,target_or_direction",
        "a list of indicators with targets or wished directions",
        "it holds no figures; deliver the figures themselves",
    ),
];

/// The sheet titles of the indicator overview of INKAR.
const OVERVIEW: &str = "indicator overview";

fn known(sample: &Sample) -> Option<(&'static str, &'static str)> {
    match sample {
        Sample::Text(head) => {
            let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
            let line = head.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
            let line = String::from_utf8_lossy(line).to_lowercase().replace([';', '\t'], ",");
            let (_, found, remedy) = KNOWN.iter().find(|(start, ..)| line.starts_with(start))?;
            Some((found, remedy))
        }
        Sample::Workbook(sheets) => {
            let says = |cell: &String| {
                let cell = cell.to_lowercase();
                cell.contains("inkar") && (cell.contains(OVERVIEW) || cell.contains("indikatorenübersicht"))
            };
            let is_overview = sheets.iter().any(|sheet| sheet.rows.iter().flatten().any(says));
            is_overview.then_some((
                "the overview of all INKAR indicators (names, formulas, years)",
                "it holds no figures; export the figures from INKAR as XLS or CSV",
            ))
        }
        Sample::Binary(_) | Sample::Archive(_) => None,
    }
}

impl Format for Listings {
    fn id(&self) -> &'static str {
        "listing"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        if known(sample).is_some() {
            Confidence::Certain
        } else {
            Confidence::No
        }
    }

    fn read(
        &self,
        input: &mut dyn ReadSeek,
        _options: &ReadOptions,
        limits: &Limits,
        _sink: &mut dyn FnMut(Event),
    ) -> Result<(), FileError> {
        let (found, remedy) = known(&Sample::take(input, limits)?).ok_or(FileError::NoData)?;
        Err(FileError::OtherKind { found, remedy })
    }

    fn cell_at(
        &self,
        _input: &mut dyn ReadSeek,
        place: Place,
        _options: &ReadOptions,
        _limits: &Limits,
    ) -> Result<String, FileError> {
        Err(FileError::NoSuchCell(place))
    }
}
