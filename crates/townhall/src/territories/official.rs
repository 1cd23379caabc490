//! The official tables as files: what `lotse territories import` reads.
//!
//! One file holds one level; together they are one [`Edition`]. The day is not in the files; it is taken from their names as the
//! Federal Agency for Cartography and Geodesy writes them (`vg250ew_20221231_GEM.csv`), unless a person states it.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use formats::{FileError, limits::Limits, official_keys};
use jiff::civil::Date;

use super::edition::{About, Edition, EditionError};

const LICENCE: &str = "https://www.govdata.de/dl-de/by-2-0";
const DATA_SET: &str = "https://gdz.bkg.bund.de/index.php/default/verwaltungsgebiete-1-250-000-mit-einwohnerzahlen-stand-31-12-vg250-ew-31-12.html";
const CHANGES: &str =
    "Selection of columns; one row a key, rows of water areas merged into it; Germany added as the sum of its Länder.";

/// Why official tables cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum OfficialError {
    /// The system does not give the file.
    #[error("cannot open {path}; check the path and that you may read it")]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The file is no official table.
    #[error("cannot read {path} as a table of VG250-EW")]
    Read {
        /// The file.
        path: PathBuf,
        /// Where and why.
        #[source]
        source: FileError,
    },
    /// No day in the names and none stated.
    #[error("no file name holds a day such as 20221231; state the day of the list with --area-date")]
    NoDate,
    /// Two days in the names.
    #[error(
        "the files are of different days, {0} and {1}; import each list by itself, or state the day with --area-date"
    )]
    TwoDates(Date, Date),
    /// The rows make no list.
    #[error(transparent)]
    Edition(#[from] EditionError),
}

/// Reads official tables, in any order, as one list. `area_date` is what a person states about its day.
pub fn read_official(files: &[PathBuf], area_date: Option<Date>) -> Result<Edition, OfficialError> {
    let date = match area_date {
        Some(date) => date,
        None => date_of(files)?,
    };
    let mut rows = Vec::new();
    for path in files {
        let mut file = File::open(path).map_err(|source| OfficialError::Open {
            path: path.clone(),
            source,
        })?;
        let (_, keys) = official_keys::read(&mut file, &Limits::default()).map_err(|source| OfficialError::Read {
            path: path.clone(),
            source,
        })?;
        rows.extend(keys);
    }
    let about = About {
        area_date: date,
        source: format!(
            "© GeoBasis-DE / BKG {}, VG250-EW, Stand {} (Daten verändert)",
            date.year() + 1,
            date.strftime("%d.%m.%Y")
        ),
        licence: LICENCE.to_owned(),
        data_set: DATA_SET.to_owned(),
        changes: CHANGES.to_owned(),
    };
    Ok(Edition::of_official(&rows, about)?)
}

fn date_of(files: &[PathBuf]) -> Result<Date, OfficialError> {
    let mut dates = files.iter().filter_map(|path| date_in_name(path));
    let first = dates.next().ok_or(OfficialError::NoDate)?;
    match dates.find(|other| *other != first) {
        Some(other) => Err(OfficialError::TwoDates(first, other)),
        None => Ok(first),
    }
}

/// The day in the name of a file, as the Federal Agency for Cartography and Geodesy writes it.
pub fn date_in_name(path: &Path) -> Option<Date> {
    let name = path.file_stem()?.to_str()?;
    name.split(|letter: char| !letter.is_ascii_digit())
        .find(|digits| digits.len() == 8)
        .and_then(|digits| Date::strptime("%Y%m%d", digits).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_a_list_stands_in_the_names_of_its_files() {
        let date = |names: &[&str]| date_of(&names.iter().map(PathBuf::from).collect::<Vec<_>>());
        assert_eq!(
            date(&["x/vg250ew_20221231_GEM.csv", "vg250ew_20221231_KRS.csv"]).ok(),
            Some(jiff::civil::date(2022, 12, 31))
        );
        assert!(matches!(
            date(&["gemeinden.csv", "vg250.csv"]),
            Err(OfficialError::NoDate)
        ));
        assert!(matches!(
            date(&["vg250ew_20221231_GEM.csv", "vg250ew_20211231_KRS.csv"]),
            Err(OfficialError::TwoDates(..))
        ));
    }
}
