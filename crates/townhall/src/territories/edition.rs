//! One published list of official keys: made from the files of the Federal Agency for Cartography and Geodesy, kept in our own compact
//! layout, and read from it.
//!
//! The compact layout is CSV in UTF-8 with one row a territory, from the country down, each level in the order of its keys. `association`
//! holds digits 6 to 9 of a municipality's twelve-digit key; all other parents follow from the key itself. `water` is 1 for areas
//! without land. Empty means unknown. The list ships with the program; its source note stands in a file beside it.

use std::collections::{BTreeMap, BTreeSet};

use figures::{
    number::{DecimalSign, Number},
    territory::{Level, TerritoryKey},
};
use formats::official_keys::OfficialKey;
use jiff::civil::Date;
use serde::Deserialize;

const COLUMNS: [&str; 9] = [
    "key",
    "association",
    "name",
    "designation",
    "nuts",
    "population",
    "area_km2",
    "water",
    "valid_since",
];

const SHIPPED: &str = include_str!("../../../../data/territories/vg250-ew-2022-12-31.csv");
const SHIPPED_SOURCE: &str = include_str!("../../../../data/territories/vg250-ew-2022-12-31.source.toml");

/// A list of official keys as of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// Where it comes from.
    pub about: About,
    /// The territories, each after its parent.
    pub territories: Vec<Official>,
}

/// Where a list comes from; the layout of the file beside it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// The day whose territories it names.
    pub area_date: Date,
    /// The note that every use must carry.
    pub source: String,
    /// The address of the licence.
    pub licence: String,
    /// The address of the data set.
    pub data_set: String,
    /// What was done to the data.
    pub changes: String,
}

impl About {
    /// Writes what stands beside a list.
    pub fn write(&self) -> String {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        format!(
            "area_date = \"{}\"\nsource = {}\nlicence = {}\ndata_set = {}\nchanges = {}\n",
            self.area_date,
            quoted(&self.source),
            quoted(&self.licence),
            quoted(&self.data_set),
            quoted(&self.changes)
        )
    }
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Official {
    /// Its key.
    pub key: TerritoryKey,
    /// The key of the territory that it is part of.
    pub parent: Option<TerritoryKey>,
    /// Its name.
    pub name: String,
    /// Its type.
    pub designation: String,
    /// Its own NUTS code, for districts and above.
    pub nuts: Option<String>,
    /// How many people live there.
    pub population: Option<i64>,
    /// How large it is.
    pub area_km2: Option<f64>,
    /// Whether it is land.
    pub is_land: bool,
    /// Since when it has been so by law.
    pub valid_since: Option<Date>,
}

/// Why a list cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditionError {
    /// A row of the compact layout is broken.
    #[error("line {line} of the list of keys: {reason}; write the file anew with \"lotse territories export\"")]
    Row {
        /// Line, from 1.
        line: u64,
        /// What is wrong.
        reason: String,
    },
    /// The file beside the list is broken.
    #[error("the source note of the list of keys cannot be read: {0}")]
    About(String),
    /// No row at all.
    #[error(
        "the official tables hold no territory; give the tables of Länder, Regierungsbezirke, Kreise, Verbände and Gemeinden"
    )]
    Empty,
}

/// The text of the list that ships with the program; what it was loaded as is remembered by this text.
pub fn shipped_text() -> &'static str {
    SHIPPED
}

impl Edition {
    /// The list that ships with the program.
    pub fn shipped() -> Result<Self, EditionError> {
        Self::read(SHIPPED, SHIPPED_SOURCE)
    }

    /// Whether it holds all Länder, and is therefore taken as the whole of Germany and not as an addition.
    pub fn is_complete(&self) -> bool {
        let n_states = self.territories.iter().filter(|row| row.key.level() == Level::State);
        n_states.count() == 16
    }

    /// Makes one list of the rows of official tables, in any order: one territory a key, the rows of its water areas merged into it,
    /// Germany on top when all Länder are there.
    pub fn of_official(rows: &[OfficialKey], about: About) -> Result<Self, EditionError> {
        let mut by_ars: BTreeMap<&str, &OfficialKey> = BTreeMap::new();
        for row in rows {
            let known = by_ars.entry(&row.ars).or_insert(row);
            if !known.land_area && row.land_area {
                *known = row;
            }
        }
        let official = |(ars, row): (&str, &OfficialKey)| {
            let level = row.key.level();
            let names_itself = matches!(level, Level::State | Level::Region | Level::District);
            let association = ars.get(..9).filter(|_| level == Level::Municipality);
            Official {
                key: row.key.clone(),
                parent: association.and_then(|association| association.parse().ok()),
                name: row.name.clone(),
                designation: row.designation.clone(),
                nuts: row.nuts.clone().filter(|_| names_itself),
                population: row.population,
                area_km2: row.area_km2,
                is_land: row.land_area,
                valid_since: row.valid_since,
            }
        };
        let territories = by_ars.into_iter().map(official).collect();
        let mut edition = Self { about, territories };
        if edition.territories.is_empty() {
            return Err(EditionError::Empty);
        }
        if edition.is_complete() {
            let germany = edition.germany();
            edition.territories.push(germany);
        }
        edition.arrange();
        Ok(edition)
    }

    /// Germany as the sum of its Länder.
    fn germany(&self) -> Official {
        let states = || self.territories.iter().filter(|row| row.key.level() == Level::State);
        let area_km2: f64 = states().filter_map(|state| state.area_km2).sum();
        let rounded = figures::number::rounded(area_km2, 2);
        Official {
            key: TerritoryKey::germany(),
            parent: None,
            name: "Deutschland".to_owned(),
            designation: "Bundesrepublik".to_owned(),
            nuts: Some("DE".to_owned()),
            population: states().map(|state| state.population).sum(),
            area_km2: Number::parse(&rounded, DecimalSign::Point)
                .ok()
                .map(|number| number.value),
            is_land: true,
            valid_since: None,
        }
    }

    /// Puts the rows in order and gives each its parent.
    fn arrange(&mut self) {
        self.territories
            .sort_by(|a, b| (a.key.level(), a.key.code()).cmp(&(b.key.level(), b.key.code())));
        let regions: BTreeSet<String> = self
            .territories
            .iter()
            .filter(|row| row.key.level() == Level::Region)
            .map(|row| row.key.code().to_owned())
            .collect();
        for row in &mut self.territories {
            let code = row.key.code();
            row.parent = match row.key.level() {
                Level::Country => None,
                Level::State => Some(TerritoryKey::germany()),
                Level::Region => row.key.state(),
                Level::District if regions.contains(&code[..3]) => code[..3].parse().ok(),
                Level::District => row.key.state(),
                Level::Association => row.key.district(),
                Level::Municipality => row.parent.take().or_else(|| row.key.district()),
                // No official list holds parts.
                Level::Part => row.key.municipality(),
            };
        }
    }

    /// Reads the compact layout and the note beside it.
    pub fn read(text: &str, about: &str) -> Result<Self, EditionError> {
        let about = toml::from_str(about).map_err(|error| EditionError::About(error.message().to_owned()))?;
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let refused = |line: u64, reason: String| EditionError::Row { line, reason };
        let head = reader.headers().map_err(|error| refused(1, error.to_string()))?;
        if head != COLUMNS.as_slice() {
            return Err(refused(1, format!("the columns are not {}", COLUMNS.join(", "))));
        }
        let mut territories = Vec::new();
        for record in reader.records() {
            let record =
                record.map_err(|error| refused(error.position().map_or(0, csv::Position::line), error.to_string()))?;
            let line = record.position().map_or(0, csv::Position::line);
            territories.push(row(&record).map_err(|reason| refused(line, reason))?);
        }
        let mut edition = Self { about, territories };
        edition.arrange();
        Ok(edition)
    }

    /// Writes the compact layout; the same list always gives the same bytes.
    pub fn write(&self) -> String {
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        let shown = |value: Option<String>| value.unwrap_or_default();
        let mut is_written = writer.write_record(COLUMNS).is_ok();
        for row in &self.territories {
            let association = match (&row.parent, row.key.level()) {
                (Some(parent), Level::Municipality) if parent.level() == Level::Association => &parent.code()[5..],
                _ => "",
            };
            let record = [
                row.key.code(),
                association,
                &row.name,
                &row.designation,
                row.nuts.as_deref().unwrap_or_default(),
                &shown(row.population.map(|n| n.to_string())),
                &shown(row.area_km2.map(|area| area.to_string())),
                if row.is_land { "" } else { "1" },
                &shown(row.valid_since.map(|date| date.to_string())),
            ];
            is_written &= writer.write_record(record).is_ok();
        }
        debug_assert!(is_written, "writing to memory does not fail");
        writer
            .into_inner()
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .unwrap_or_default()
    }
}

fn row(record: &csv::StringRecord) -> Result<Official, String> {
    let cell = |n: usize| record.get(n).unwrap_or_default();
    let filled = |n: usize| Some(cell(n)).filter(|text| !text.is_empty());
    let wrong = |n: usize| format!("\"{}\" is no {}", cell(n), COLUMNS[n]);
    let key: TerritoryKey = cell(0).parse().map_err(|_| wrong(0))?;
    let parent = match filled(1) {
        Some(association) => {
            let district = key.district().ok_or_else(|| wrong(1))?;
            Some(
                format!("{}{association}", district.code())
                    .parse()
                    .map_err(|_| wrong(1))?,
            )
        }
        None => None,
    };
    Ok(Official {
        key,
        parent,
        name: filled(2).ok_or_else(|| wrong(2))?.to_owned(),
        designation: cell(3).to_owned(),
        nuts: filled(4).map(str::to_owned),
        population: filled(5).map(|text| text.parse().map_err(|_| wrong(5))).transpose()?,
        area_km2: filled(6).map(|text| text.parse().map_err(|_| wrong(6))).transpose()?,
        is_land: cell(7) != "1",
        valid_since: filled(8).map(|text| text.parse().map_err(|_| wrong(8))).transpose()?,
    })
}
