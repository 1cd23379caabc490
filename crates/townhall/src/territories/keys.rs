//! Keys as files spell them: which territory they mean, what was repaired, or why they mean none.
//!
//! The table holds all keys of an installation in memory, for reading deliveries of hundreds of thousands of rows. It knows no figures.

use std::{collections::HashMap, sync::LazyLock};

use figures::territory::{KeyError, Level, Repair, TerritoryKey, readings};
use jiff::civil::Date;

use super::{
    NamedKey,
    edition::{Edition, EditionError},
};

const DISSOLVED: &str = include_str!("../../../../data/territories/dissolved-districts.csv");

/// All keys, in memory.
#[derive(Debug, Clone)]
pub struct KeyTable {
    by_code: HashMap<String, i32>,
    by_nuts: HashMap<String, (i32, TerritoryKey)>,
    titles: HashMap<i32, (TerritoryKey, String)>,
    area_date: Option<Date>,
    ended: HashMap<i32, Date>,
    began: HashMap<i32, Date>,
    valid_since: HashMap<i32, Vec<Date>>,
}

/// A key text that means a territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The key of the lake.
    pub id: i32,
    /// The official key.
    pub key: TerritoryKey,
    /// What was done to the text; the value is reported as corrected.
    pub repair: Option<Repair>,
}

/// Why a key text means no territory; each sentence says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnknownKey {
    /// No key at all.
    #[error(transparent)]
    NotAKey(#[from] KeyError),
    /// A key, but the row says that it is of another level.
    #[error("\"{text}\" is no key of the level {level} that the row names; check the column with the level")]
    OtherLevel {
        /// As in the file.
        text: String,
        /// What the row says.
        level: Level,
    },
    /// The key of a district that a reform ended, or of a municipality inside it.
    #[error(
        "key \"{text}\" belongs to the district {name} ({key}), dissolved on {dissolved_on}; its area went to {successors}, figures on the old area cannot be stored under a new key"
    )]
    Dissolved {
        /// As in the file.
        text: String,
        /// The district's key.
        key: String,
        /// Its name with its type.
        name: String,
        /// When.
        dissolved_on: String,
        /// The keys of the districts that took its area.
        successors: String,
    },
    /// The key that official tables give to a borough of Berlin.
    #[error(
        "boroughs of Berlin have keys in this file, from \"{0}\" on, and are no municipalities; their figures were not taken, those of Berlin as a whole are read from its own row (11)"
    )]
    Borough(String),
    /// The key of a statistical region: the area of a Regierungsbezirk that was dissolved.
    #[error(
        "statistical regions on the area of former Regierungsbezirke have keys in this file, from \"{0}\" on, and are in no list of official keys; their figures were not taken, those of the Land and of its districts are"
    )]
    StatisticalRegion(String),
    /// Spelled like a key and given to no territory.
    #[error(
        "key \"{text}\" is in no list of official keys (state {state}); check the digits, or add the territory with \"lotse territories import\""
    )]
    Unknown {
        /// As in the file.
        text: String,
        /// The day of the newest list.
        state: String,
    },
}

impl UnknownKey {
    /// The short name for programs, as reports and the API use it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAKey(_) => "not-a-key",
            Self::OtherLevel { .. } => "other-level",
            Self::Dissolved { .. } => "dissolved-territory",
            Self::Borough(_) => "borough-of-berlin",
            Self::StatisticalRegion(_) => "statistical-region",
            Self::Unknown { .. } => "unknown-territory",
        }
    }

    /// Whether one sentence says it for all such keys of a file.
    pub fn is_of_a_kind(&self) -> bool {
        matches!(self, Self::Borough(_) | Self::StatisticalRegion(_))
    }
}

/// Areas of former Regierungsbezirke in Niedersachsen, Rheinland-Pfalz, Sachsen and Sachsen-Anhalt, as the regional database numbers them.
const STATISTICAL_REGIONS: [&str; 13] = [
    "031", "032", "033", "034", "071", "072", "073", "145", "146", "147", "151", "152", "153",
];

/// Whether a key is one of a borough of Berlin: `11001001` for the first one, `11001` in tables of districts; 23 of them before 2001.
fn is_borough(key: &TerritoryKey) -> bool {
    let number = |digits: &str| digits.parse::<u8>().ok().filter(|number| (1..=23).contains(number));
    let Some(rest) = key.code().strip_prefix("11") else {
        return false;
    };
    match (rest.get(..3).and_then(number), rest.get(3..)) {
        (Some(_), Some("")) => key.level() == Level::District,
        (Some(borough), Some(again)) => key.level() == Level::Municipality && number(again) == Some(borough),
        _ => false,
    }
}

impl KeyTable {
    pub(super) fn new(keys: Vec<NamedKey>, nuts: Vec<(String, i32)>, area_date: Option<Date>) -> Self {
        let ended = keys
            .iter()
            .filter_map(|named| Some((named.id, named.ended_on?)))
            .collect();
        let began = keys
            .iter()
            .filter_map(|named| Some((named.id, named.began_on?)))
            .collect();
        let titles: HashMap<i32, (TerritoryKey, String)> = keys
            .into_iter()
            .map(|named| (named.id, (named.key, named.title)))
            .collect();
        let by_code = titles
            .iter()
            .map(|(id, (key, _))| (key.code().to_owned(), *id))
            .collect();
        let by_nuts = nuts
            .into_iter()
            .filter_map(|(code, id)| Some((code, (id, titles.get(&id)?.0.clone()))))
            .collect();
        Self {
            by_code,
            by_nuts,
            titles,
            area_date,
            ended,
            began,
            valid_since: HashMap::new(),
        }
    }

    /// Adds since when the lists of keys know territories in their form of that time.
    #[must_use]
    pub(super) fn with_valid_since(mut self, known: impl IntoIterator<Item = (i32, Date)>) -> Self {
        for (id, day) in known {
            self.valid_since.entry(id).or_default().push(day);
        }
        self
    }

    /// Which territory a key text of a file means. `level` is what the file says about the row; without it the first reading that
    /// exists counts.
    pub fn resolve(&self, text: &str, level: Option<Level>) -> Result<Resolved, UnknownKey> {
        let readings = readings(text, level);
        for reading in &readings {
            if let Some(&id) = self.by_code.get(reading.key.code()) {
                return Ok(Resolved {
                    id,
                    key: reading.key.clone(),
                    repair: reading.repair,
                });
            }
        }
        let text = text.trim();
        if let Some((id, key)) = self.by_nuts.get(text)
            && level.is_none_or(|level| level == key.level())
        {
            return Ok(Resolved {
                id: *id,
                key: key.clone(),
                repair: None,
            });
        }
        let gone = readings.iter().find_map(|reading| {
            let district = reading.key.district()?;
            dissolved_districts().iter().find(|gone| gone.key == district)
        });
        if let Some(gone) = gone {
            return Err(UnknownKey::Dissolved {
                text: text.to_owned(),
                key: gone.key.code().to_owned(),
                name: gone.title.clone(),
                dissolved_on: in_words(gone.dissolved_on),
                successors: self.named(&gone.successors),
            });
        }
        if readings.iter().any(|reading| is_borough(&reading.key)) {
            return Err(UnknownKey::Borough(text.to_owned()));
        }
        if readings
            .iter()
            .any(|reading| STATISTICAL_REGIONS.contains(&reading.key.code()))
        {
            return Err(UnknownKey::StatisticalRegion(text.to_owned()));
        }
        if !readings.is_empty() {
            return Err(UnknownKey::Unknown {
                text: text.to_owned(),
                state: self.area_date.map_or_else(|| "none loaded".to_owned(), in_words),
            });
        }
        text.parse::<TerritoryKey>()?;
        Err(match level {
            Some(level) => UnknownKey::OtherLevel {
                text: text.to_owned(),
                level,
            },
            None => UnknownKey::NotAKey(KeyError::NotAKey(text.to_owned())),
        })
    }

    /// The first day on which a territory was no more; `None` while it exists.
    pub fn ended_on(&self, id: i32) -> Option<Date> {
        self.ended.get(&id).copied()
    }

    /// The first day on which a territory existed under its key; `None` where no reform proves it.
    pub fn began_on(&self, id: i32) -> Option<Date> {
        self.began.get(&id).copied()
    }

    /// The days since which the lists of keys know a territory in its form of that time: the last change of its area, name or key. It
    /// may be older.
    pub fn valid_since(&self, id: i32) -> &[Date] {
        self.valid_since.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The key and the title of a territory.
    pub fn get(&self, id: i32) -> Option<(&TerritoryKey, &str)> {
        self.titles.get(&id).map(|(key, title)| (key, title.as_str()))
    }

    /// The territory with exactly this key.
    pub fn id_of(&self, key: &TerritoryKey) -> Option<i32> {
        self.by_code.get(key.code()).copied()
    }

    /// The key of a territory.
    pub fn key_of(&self, id: i32) -> Option<&TerritoryKey> {
        self.titles.get(&id).map(|(key, _)| key)
    }

    /// All territories of a level that exist today, in the order of their numbers.
    pub fn ids_of(&self, level: Level) -> Vec<i32> {
        let of_level = self.titles.iter().filter(|(_, (key, _))| key.level() == level);
        let existing = of_level.map(|(id, _)| *id).filter(|id| !self.ended.contains_key(id));
        let mut ids: Vec<i32> = existing.collect();
        ids.sort_unstable();
        ids
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.titles.len()
    }

    /// Whether no list has been loaded.
    pub fn is_empty(&self) -> bool {
        self.titles.is_empty()
    }

    /// All ids in the order of their levels and keys, with key and title.
    pub fn iter(&self) -> impl Iterator<Item = (i32, &TerritoryKey, &str)> {
        let mut all: Vec<_> = self
            .titles
            .iter()
            .map(|(id, (key, title))| (*id, key, title.as_str()))
            .collect();
        all.sort_by_key(|(_, key, _)| *key);
        all.into_iter()
    }

    fn named(&self, keys: &[TerritoryKey]) -> String {
        let name = |key: &TerritoryKey| match self.id_of(key).and_then(|id| self.get(id)) {
            Some((_, title)) => format!("{} {title}", key.code()),
            None => key.code().to_owned(),
        };
        keys.iter().map(name).collect::<Vec<_>>().join(" and ")
    }
}

/// The keys that ship with the program, those of dissolved districts included, for work without an installation.
pub fn shipped_keys() -> Result<KeyTable, EditionError> {
    let edition = Edition::shipped()?;
    let listed = edition.territories.into_iter().map(|row| (row.key, row.name, None));
    let gone = dissolved_districts()
        .iter()
        .map(|gone| (gone.key.clone(), gone.title.clone(), Some(gone.dissolved_on)));
    let named = (1..)
        .zip(listed.chain(gone))
        .map(|(id, (key, title, ended_on))| NamedKey {
            id,
            key,
            title,
            ended_on,
            began_on: None,
        });
    Ok(KeyTable::new(
        named.collect(),
        Vec::new(),
        Some(edition.about.area_date),
    ))
}

/// A district that a reform ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dissolved {
    /// The key it had.
    pub key: TerritoryKey,
    /// Its name with its type.
    pub title: String,
    /// The first day on which it was no more.
    pub dissolved_on: Date,
    /// Which districts took its area, wholly or mainly.
    pub successors: Vec<TerritoryKey>,
    /// Its name.
    pub name: String,
    /// Its type.
    pub designation: String,
    /// How the day was checked: `vg250`, `year`, or not at all.
    pub day_proof: String,
    /// Whether figures or areas prove that it went into its successor whole.
    pub is_proven_whole: bool,
    /// Whether the keys of its successors exist only since that day.
    pub is_successor_new: bool,
}

/// The list of dissolved districts as it ships; what it was loaded as is remembered by this text.
pub(super) fn dissolved_text() -> &'static str {
    DISSOLVED
}

/// The districts that the reforms of 2007 to 2021 ended, by key.
pub fn dissolved_districts() -> &'static [Dissolved] {
    static LIST: LazyLock<Vec<Dissolved>> = LazyLock::new(|| {
        let row = |line: &str| {
            let [
                key,
                name,
                designation,
                dissolved_on,
                successors,
                day_proof,
                whole_proof,
                successor_is_new,
            ] = line.split(',').collect::<Vec<_>>().try_into().ok()?;
            Some(Dissolved {
                key: key.parse().ok()?,
                title: super::titles::with_type(name, designation),
                dissolved_on: dissolved_on.parse().ok()?,
                successors: successors.split(' ').filter_map(|key| key.parse().ok()).collect(),
                name: name.to_owned(),
                designation: designation.to_owned(),
                day_proof: day_proof.to_owned(),
                is_proven_whole: !whole_proof.is_empty(),
                is_successor_new: successor_is_new == "yes",
            })
        };
        DISSOLVED.lines().skip(1).filter_map(row).collect()
    });
    &LIST
}

fn in_words(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}
