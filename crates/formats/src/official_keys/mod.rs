//! Lists of official keys as the Federal Agency for Cartography and Geodesy publishes them (VG250-EW, tables of one level).
//!
//! For whoever keeps the list of territories. The layout is that of VG250-EW with CSV columns `AGS`, `ARS`, `GEN` (name), `BEZ`
//! (designation), `NUTS`, `EWZ` (population), `KFL` (area in km²), `GF` (4 is land, 1 to 3 are waters), `WSK` (legally valid since);
//! see the product documentation „Verwaltungsgebiete 1:250 000 mit Einwohnerzahlen“, BKG, edition of 31.12.2022. Rows of waters are
//! told with [`OfficialKey::land_area`] false: they carry the key of their territory a second time and count as no territory.
//!
//! The day of the list is not in the file, so it is for the caller to state.

use encoding_rs::UTF_8;
use figures::{
    number::{DecimalSign, Number},
    territory::{Level, TerritoryKey},
};
use jiff::civil::Date;

use crate::{
    Confidence, Event, FileError, Format, Place, ReadOptions, ReadSeek, Sample,
    event::shortened,
    limits::Limits,
    text::{Record, Records},
};

/// One line of a list of official keys.
#[derive(Debug, Clone, PartialEq)]
pub struct OfficialKey {
    /// The key in its canonical form.
    pub key: TerritoryKey,
    /// The key as AGS, where the level has one.
    pub ags: Option<String>,
    /// The key as ARS: 2, 3, 5, 9 or 12 digits.
    pub ars: String,
    /// The name (GEN).
    pub name: String,
    /// What it is called (BEZ), for example `Stadt`, `Landkreis`, `Samtgemeinde`.
    pub designation: String,
    /// Further description (BEM), for example `kreisfrei`.
    pub remark: Option<String>,
    /// NUTS code; that of the district for smaller territories.
    pub nuts: Option<String>,
    /// Inhabitants, where stated; 0 for rows of waters.
    pub population: Option<i64>,
    /// Area in square kilometres, where stated; 0 for rows of waters.
    pub area_km2: Option<f64>,
    /// Whether the row is about land. Others must not be counted.
    pub land_area: bool,
    /// The day since which the territory exists in this form.
    pub valid_since: Option<Date>,
    /// The line of the file.
    pub row: u32,
}

const COLUMNS: [&str; 10] = ["AGS", "ARS", "GEN", "BEZ", "BEM", "NUTS", "EWZ", "KFL", "GF", "WSK"];
/// Land, as opposed to waters of several kinds.
const LAND: &str = "4";

/// Reads a list of one level.
///
/// ```
/// use std::io::Cursor;
/// use formats::{limits::Limits, official_keys};
///
/// let list = "AGS,ARS,GEN,BEZ,BEM,NUTS,EWZ,KFL,GF,WSK\n\
///             05515000,055150000000,Münster,Stadt,kreisfrei,DEA33,320946,303.28,4,1974-12-31\n";
/// let (level, keys) = official_keys::read(&mut Cursor::new(list), &Limits::default())?;
/// assert_eq!(level, figures::territory::Level::Municipality);
/// assert_eq!((keys[0].name.as_str(), keys[0].population, keys[0].land_area), ("Münster", Some(320_946), true));
/// # Ok::<(), formats::FileError>(())
/// ```
pub fn read(input: &mut dyn ReadSeek, limits: &Limits) -> Result<(Level, Vec<OfficialKey>), FileError> {
    let mut records = Records::new(input, UTF_8, b',', limits)?;
    let mut record = Record::default();
    if !records.next(&mut record)? {
        return Err(FileError::Empty);
    }
    let header: Vec<String> = record.fields().map(|field| field.trim().to_owned()).collect();
    let mut places = [0; COLUMNS.len()];
    for (place, name) in places.iter_mut().zip(COLUMNS) {
        *place = header
            .iter()
            .position(|found| found == name)
            .ok_or_else(|| FileError::MissingRole {
                row: 1,
                columns: header.join(", "),
                role: name,
                examples: "as the BKG publishes them: AGS, ARS, GEN, BEZ, BEM, NUTS, EWZ, KFL, GF, WSK",
            })?;
    }
    let mut keys: Vec<OfficialKey> = Vec::new();
    let mut level = None;
    while records.next(&mut record)? {
        if record.is_blank() {
            continue;
        }
        let key = line(&record, &places)?;
        let level = *level.get_or_insert(key.key.level());
        if key.key.level() != level {
            return Err(field(
                &record,
                "ARS",
                &key.ars,
                "a key of the same level as the first one; give each level in a file of its own",
            ));
        }
        keys.push(key);
    }
    let level = level.ok_or(FileError::NoData)?;
    Ok((level, keys))
}

fn line(record: &Record, places: &[usize; COLUMNS.len()]) -> Result<OfficialKey, FileError> {
    let [ags, ars, name, designation, remark, nuts, population, area, kind, since] =
        places.map(|place| record.field(place).trim());
    // Associations have no AGS; the file has dashes there.
    let ags = Some(ags).filter(|ags| !ags.is_empty() && !ags.starts_with('-'));
    let key: TerritoryKey = ags.unwrap_or(ars).parse().map_err(|_| {
        field(
            record,
            if ags.is_some() { "AGS" } else { "ARS" },
            ags.unwrap_or(ars),
            "an official key",
        )
    })?;
    if name.is_empty() {
        return Err(field(record, "GEN", name, "a name"));
    }
    let stated = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty() && text != "--");
    Ok(OfficialKey {
        key,
        ags: ags.map(str::to_owned),
        ars: ars.to_owned(),
        name: name.to_owned(),
        designation: designation.to_owned(),
        remark: stated(remark),
        nuts: stated(nuts),
        population: match population {
            "" => None,
            text => {
                let number: Option<i64> = text.parse().ok().filter(|number| 0 <= *number);
                Some(number.ok_or_else(|| field(record, "EWZ", text, "a number of inhabitants"))?)
            }
        },
        area_km2: match area {
            "" => None,
            text => {
                let number = Number::parse(text, DecimalSign::Point)
                    .ok()
                    .filter(|area| 0.0 <= area.value);
                Some(
                    number
                        .ok_or_else(|| field(record, "KFL", text, "an area in square kilometres"))?
                        .value,
                )
            }
        },
        land_area: match kind {
            LAND => true,
            "1" | "2" | "3" => false,
            _ => return Err(field(record, "GF", kind, "1, 2, 3 or 4")),
        },
        valid_since: match since {
            "" | "--" => None,
            // Some editions add a time of day.
            day => Some(
                day.get(..10)
                    .and_then(|day| day.parse().ok())
                    .ok_or_else(|| field(record, "WSK", since, "a day such as 2022-12-31"))?,
            ),
        },
        row: record.row,
    })
}

fn field(record: &Record, column: &'static str, found: &str, expected: &'static str) -> FileError {
    FileError::Field {
        row: record.row,
        column,
        found: shortened(found),
        expected,
    }
}

/// Recognises lists of keys among files with figures, to say what they are: they hold no figures of their own.
pub struct OfficialKeys;

impl Format for OfficialKeys {
    fn id(&self) -> &'static str {
        "official-keys"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        let Sample::Text(head) = sample else {
            return Confidence::No;
        };
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        let is_list = head.starts_with(b"AGS,ARS,GEN,BEZ");
        if is_list { Confidence::Certain } else { Confidence::No }
    }

    fn read(
        &self,
        _input: &mut dyn ReadSeek,
        _options: &ReadOptions,
        _limits: &Limits,
        _sink: &mut dyn FnMut(Event),
    ) -> Result<(), FileError> {
        Err(FileError::KeysNotFigures)
    }

    fn cell_at(
        &self,
        input: &mut dyn ReadSeek,
        place: Place,
        _options: &ReadOptions,
        limits: &Limits,
    ) -> Result<String, FileError> {
        crate::text::cell_at(input, UTF_8, b',', place, limits)
    }
}
