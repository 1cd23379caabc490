//! Official files that hold no figures of territories: catalogues of indicators, types of municipalities, lists of goals, changes and
//! shapes of territories.
//!
//! A person may well hand them in; so each is named in one sentence with the command that takes it, instead of asking for columns that
//! it does not have. Known by the names of their first columns or by their first bytes, never by the name of the file.

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
        "it holds types, not figures by year; take it in with \"lotse territories peers\"",
    ),
    (
        "kreise kennziffer,kreise (2021) name",
        "a list of types of districts",
        "it holds types, not figures by year; take it in with \"lotse territories peers\"",
    ),
    (
        "indicator,title,target_or_direction",
        "a list of indicators with targets or wished directions",
        "it holds no figures; deliver the figures themselves",
    ),
];

/// What files with shapes of territories are told.
const SHAPES: &str = "it holds shapes, not figures; take it in with \"lotse territories geometry\"";

/// What a file is that holds shapes of territories.
fn shapes(sample: &Sample) -> Option<&'static str> {
    match sample {
        Sample::Text(head) => {
            let text = String::from_utf8_lossy(head);
            let text = text.trim_start_matches('\u{feff}').trim_start();
            let names = |word: &str| text.contains(&format!("\"{word}\""));
            let is_json = text.starts_with('{') && names("type");
            if is_json && names("Topology") && names("arcs") {
                Some("a map (TopoJSON)")
            } else {
                (is_json
                    && (names("FeatureCollection") || names("Feature"))
                    && (names("geometry") || names("features")))
                .then_some("a map (GeoJSON)")
            }
        }
        Sample::Binary(head) => {
            let is_package = head.starts_with(b"SQLite format 3") && head.get(68..72) == Some(b"GPKG");
            let is_shapefile = head.starts_with(&[0, 0, 0x27, 0x0a]);
            match (is_package, is_shapefile) {
                (true, _) => Some("a map (GeoPackage)"),
                (_, true) => Some("a map (shapefile)"),
                _ => None,
            }
        }
        Sample::Archive(parts) => {
            let ends = |ending: &str| parts.iter().any(|part| part.name.to_lowercase().ends_with(ending));
            (ends(".shp") || ends(".gpkg")).then_some("a packed map (shapefile or GeoPackage)")
        }
        Sample::Workbook(_) => None,
    }
}

/// The sheet titles of the indicator overview of INKAR.
const OVERVIEW: &str = "indicator overview";

fn known(sample: &Sample) -> Option<(&'static str, &'static str)> {
    if let Some(found) = shapes(sample) {
        return Some((found, SHAPES));
    }
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
