//! Which columns of an Open SDG table name territories besides `GeoCode`: those that name its code again, and those that name territories
//! where no code stands.
//!
//! Town repositories set their own figures beside those of the Land and of Germany, told apart by a column such as `Region`. Read as a
//! breakdown, the figures of others would be parts of the town. Names are announced as they stand, and the receiver resolves them. A
//! column that may hold names of territories among other entries stays a breakdown, and a note says so.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    columns::Columns,
    survey::{MOST_DIFFERENT, Territory},
};
use crate::{Problem, breakdowns, codes, event::shortened, places, places::Known, text::Record};

/// The columns that name territories, by place counted from 0.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    /// They name the territory of a line without code.
    pub(super) territory: Vec<usize>,
    /// They name the territory of the code again.
    pub(super) beside: Vec<usize>,
    /// What is to be said about other columns.
    pub(super) notes: Vec<(usize, Problem)>,
}

/// What a line says about its territory where no code does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing: the territory of the whole file is meant.
    Nothing,
    /// A territory, in this column.
    Territory(Territory, usize),
    /// A place that no figures are taken of.
    Abroad(String, usize),
}

impl Places {
    /// Whether a column is no breakdown.
    pub(super) fn has(&self, place: usize) -> bool {
        self.territory.contains(&place) || self.beside.contains(&place)
    }

    /// What a line says. Of several names the one of the smallest territory counts.
    pub(super) fn said(&self, record: &Record) -> Said {
        let mut said = Said::Nothing;
        let mut rank = 0;
        for place in &self.territory {
            let name = record.field(*place).trim();
            if is_nothing(name) {
                continue;
            }
            let (own, key) = match places::known(name) {
                Some(Known::Abroad) => return Said::Abroad(name.to_owned(), *place),
                Some(Known::Key("DG")) => (1, "DG"),
                Some(Known::Key(key)) => (2, key),
                None => (3, ""),
            };
            if rank <= own {
                rank = own;
                let territory = Territory {
                    text: key.to_owned(),
                    name: Some(name.to_owned()),
                };
                said = Said::Territory(territory, *place);
            }
        }
        said
    }
}

/// Blank, or a word for all territories together.
fn is_nothing(name: &str) -> bool {
    name.is_empty() || breakdowns::is_total(name)
}

/// What was found in the columns that could name territories.
pub(super) struct Found {
    columns: Vec<Entries>,
    /// For lines without code: whether each column had an entry, each pattern once.
    without_code: BTreeSet<Vec<bool>>,
}

struct Entries {
    place: usize,
    /// The name of each code, while each has one.
    by_code: Option<BTreeMap<String, String>>,
    /// Entries of lines without code, while there are not too many.
    alone: Option<BTreeSet<String>>,
    has_blank: bool,
}

impl Found {
    pub(super) fn new(columns: &Columns) -> Self {
        // A breakdown that everybody knows is one, also when each code has one entry by chance.
        let may_be = |place: &usize| codes::known_concept(&columns.names[*place]).is_none();
        let places = columns.dimensions.iter().map(|(place, _)| *place).filter(may_be);
        Self {
            columns: places
                .map(|place| Entries {
                    place,
                    by_code: Some(BTreeMap::new()),
                    alone: Some(BTreeSet::new()),
                    has_blank: false,
                })
                .collect(),
            without_code: BTreeSet::new(),
        }
    }

    pub(super) fn add(&mut self, record: &Record, columns: &Columns) {
        let code = columns.geocode.map_or("", |place| record.field(place).trim());
        for column in &mut self.columns {
            column.add(record.field(column.place).trim(), code);
        }
        if code.is_empty() {
            let filled = self
                .columns
                .iter()
                .map(|column| !is_nothing(record.field(column.place).trim()));
            let pattern: Vec<bool> = filled.collect();
            if !self.without_code.contains(&pattern) {
                self.without_code.insert(pattern);
            }
        }
    }

    /// Which columns name territories.
    pub(super) fn places(&self, columns: &Columns) -> Places {
        let mut found = Places::default();
        for column in &self.columns {
            let header = &columns.names[column.place];
            if column.is_beside(header) {
                found.beside.push(column.place);
                continue;
            }
            match column.alone(header) {
                Alone::Breakdown => {}
                Alone::Territories => found.territory.push(column.place),
                Alone::Unsure(entry) => found.notes.push((column.place, unsure(header, &entry))),
            }
        }
        found
    }

    /// Whether some line names no territory.
    pub(super) fn has_line_without(&self, places: &Places) -> bool {
        self.without_code.iter().any(|pattern| {
            let mut filled = self.columns.iter().zip(pattern).filter(|(_, is_filled)| **is_filled);
            !filled.any(|(column, _)| places.territory.contains(&column.place))
        })
    }
}

enum Alone {
    Breakdown,
    Territories,
    /// An entry that may name a territory.
    Unsure(String),
}

impl Entries {
    fn add(&mut self, name: &str, code: &str) {
        if code.is_empty() {
            self.has_blank |= name.is_empty();
            if let (Some(alone), false) = (&mut self.alone, is_nothing(name))
                && !alone.contains(name)
            {
                alone.insert(name.to_owned());
                self.alone.take_if(|alone| MOST_DIFFERENT < alone.len());
            }
        } else if let Some(by_code) = &mut self.by_code {
            let is_one = match by_code.get(code) {
                Some(known) => known == name,
                None => {
                    by_code.insert(code.to_owned(), name.to_owned());
                    true
                }
            };
            self.by_code
                .take_if(|by_code| !is_one || MOST_DIFFERENT < by_code.len());
        }
    }

    /// Whether it names the territory of the code again: each code has one name.
    fn is_beside(&self, header: &str) -> bool {
        let (Some(by_code), Some(alone)) = (&self.by_code, &self.alone) else {
            return false;
        };
        let names: BTreeSet<&String> = by_code.values().filter(|name| !name.is_empty()).collect();
        if names.is_empty() || !alone.is_empty() {
            return false;
        }
        // One code with one entry may be a breakdown that happens to be about one place.
        let is_distinct = names.len() == by_code.values().filter(|name| !name.is_empty()).count();
        let is_known = names.iter().all(|name| places::known(name).is_some());
        places::is_header(header) || is_known || (is_distinct && 1 < names.len())
    }

    /// What the entries of lines without code are.
    fn alone(&self, header: &str) -> Alone {
        let Some(alone) = self.alone.as_ref().filter(|alone| !alone.is_empty()) else {
            return Alone::Breakdown;
        };
        let is_known = |name: &&String| places::known(name).is_some();
        let known = alone.iter().find(is_known);
        let is_header = places::is_header(header);
        let settlement = alone.iter().any(|name| places::is_settlement(name));
        let is_place = match known {
            _ if settlement => false,
            Some(_) => is_header || (places::may_be_anything(header) && alone.iter().all(|name| is_known(&name))),
            // Without a line of its own the territory of the file can only be one of the entries.
            None => is_header && !self.has_blank,
        };
        if is_place {
            return Alone::Territories;
        }
        let mention = known.or_else(|| alone.iter().find(|name| places::ends_with_known(name)));
        match mention.or_else(|| alone.first().filter(|_| is_header && !settlement)) {
            Some(entry) if !is_origin(header) => Alone::Unsure(entry.clone()),
            _ => Alone::Breakdown,
        }
    }
}

/// Where people or things come from or go to: names of places, and still a breakdown.
fn is_origin(header: &str) -> bool {
    let folded = header.to_lowercase();
    ["herkunft", "geburt", "ziel", "origin", "birth", "destination"]
        .iter()
        .any(|word| folded.contains(word))
}

fn unsure(header: &str, entry: &str) -> Problem {
    let header = shortened(header);
    let message = format!(
        "column \"{header}\" holds \"{}\" among other entries; it was read as a breakdown of the file's territory, and if it means figures of another one, name that one in a column GeoCode or Region",
        shortened(entry)
    );
    Problem::new(
        "territory_in_breakdown",
        &format!("{header}: {}", shortened(entry)),
        message,
    )
}
