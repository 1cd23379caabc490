//! Which columns of an Open SDG table name territories besides `GeoCode`: those that name its code again, and those that name territories
//! where no code stands.
//!
//! Town repositories set their own figures beside those of the Land and of Germany, told apart by a column such as `Region`. Read as a
//! breakdown, the figures of others would be parts of the town. Names are announced as they stand, and the receiver resolves them. A
//! column that may hold names of territories among other entries stays a breakdown, and a note says so.

use std::collections::BTreeSet;

use super::{columns::Columns, survey::Territory};
use crate::{
    Problem, codes,
    territory_names::{self, Entries, Known, Meaning},
    text::Record,
};

/// The columns that name territories, by place counted from 0.
#[derive(Debug, Clone, Default)]
pub(super) struct TerritoryColumns {
    /// They name the territory of a line without code.
    pub(super) territory: Vec<usize>,
    /// Those of them that name Länder only.
    of_laender: Vec<usize>,
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

impl TerritoryColumns {
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
            if territory_names::is_nothing(name) {
                continue;
            }
            let (own, key) = match territory_names::known(name) {
                Some(Known::Abroad) => return Said::Abroad(name.to_owned(), *place),
                Some(Known::Key("DG")) => (1, "DG"),
                // Which of both is meant is for the receiver to say.
                Some(Known::Key(_)) if territory_names::is_shared(name) && !self.of_laender.contains(place) => (2, ""),
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

/// What was found in the columns that could name territories.
pub(super) struct Found {
    /// Each with its place.
    columns: Vec<(usize, Entries)>,
    /// For lines without code: whether each column had an entry, each pattern once.
    without_code: BTreeSet<Vec<bool>>,
}

impl Found {
    pub(super) fn new(columns: &Columns) -> Self {
        // A breakdown that everybody knows is one, also when each code has one entry by chance.
        let may_be = |place: &usize| codes::known_concept(&columns.names[*place]).is_none();
        let places = columns.dimensions.iter().map(|(place, _)| *place).filter(may_be);
        Self {
            columns: places.map(|place| (place, Entries::default())).collect(),
            without_code: BTreeSet::new(),
        }
    }

    pub(super) fn add(&mut self, record: &Record, columns: &Columns) {
        let code = columns.geocode.map_or("", |place| record.field(place).trim());
        for (place, entries) in &mut self.columns {
            entries.add(record.field(*place).trim(), code);
        }
        if code.is_empty() {
            let columns = self.columns.iter();
            let filled = columns.map(|(place, _)| !territory_names::is_nothing(record.field(*place).trim()));
            let pattern: Vec<bool> = filled.collect();
            if !self.without_code.contains(&pattern) {
                self.without_code.insert(pattern);
            }
        }
    }

    /// Which columns name territories.
    pub(super) fn columns(&self, columns: &Columns) -> TerritoryColumns {
        let mut found = TerritoryColumns::default();
        for (place, entries) in &self.columns {
            let header = &columns.names[*place];
            if entries.name_their_codes(header) {
                found.beside.push(*place);
                continue;
            }
            match entries.without_code(header) {
                Meaning::Breakdown => {}
                Meaning::Territories => {
                    found.territory.push(*place);
                    if territory_names::is_of_laender(header) {
                        found.of_laender.push(*place);
                    }
                }
                Meaning::Unsure(entry) => found.notes.push((*place, territory_names::unsure(header, &entry))),
            }
        }
        found
    }

    /// Whether some line names no territory.
    pub(super) fn has_line_without(&self, columns: &TerritoryColumns) -> bool {
        self.without_code.iter().any(|pattern| {
            let mut filled = self.columns.iter().zip(pattern).filter(|(_, is_filled)| **is_filled);
            !filled.any(|((place, _), _)| columns.territory.contains(place))
        })
    }
}
