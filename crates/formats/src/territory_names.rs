//! Names of places in tables that stand without a key: which columns name territories, and which names mean one territory to everybody.
//!
//! For readers of layouts that name their territories. Only the Länder and Germany are known here, in the words that tables use for
//! them; any other name is announced as it stands, and the receiver, who knows the territories, says which one it means.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Problem, breakdowns, event::shortened, lands};

/// More different names than this are a mistaken column.
const MOST_DIFFERENT: usize = 50_000;

/// What a name says without a list of territories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// A Land or Germany, by its key.
    Key(&'static str),
    /// The European Union, the world: a place that has no official key here.
    Abroad,
}

/// Names of columns that hold territories of any level, by key or by name.
const HEADERS: &[&str] = &[
    "gebiet",
    "gebiete",
    "gebietskörperschaft",
    "vergleichsgebiet",
    "gemeinde",
    "gemeinden",
    "stadt",
    "kommune",
    "kreis",
    "kreise",
    "landkreis",
    "landkreise",
    "region",
    "regionen",
    "regions",
    "vergleichsregion",
    "raumeinheit",
    "area",
    "local authority",
    "county",
    "municipality",
    "district",
    "state",
    "place",
    "country",
];
/// Names of columns that hold Länder.
const LAENDER: &[&str] = &[
    "land",
    "länder",
    "laender",
    "bundesland",
    "bundesländer",
    "federal state",
    "federal states",
];
/// Names of columns that hold anything: there the entries decide.
const ANYTHING: &[&str] = &[
    "gruppe",
    "gruppen",
    "gruppierung",
    "kategorie",
    "category",
    "group",
    "vergleich",
    "ebene",
    "raumbezug",
    "bezugsraum",
    "gliederung",
];
const ABROAD: &[&str] = &[
    "eu",
    "eu27",
    "eu-27",
    "eu 27",
    "eu28",
    "eu-28",
    "eu 28",
    "eu-staaten",
    "europäische union",
    "european union",
    "europa",
    "europe",
    "oecd",
    "oecd-staaten",
    "welt",
    "weltweit",
    "world",
];
/// Kinds of settlement: a column with these is a breakdown, whatever it is called.
const SETTLEMENTS: &[&str] = &[
    "urban",
    "rural",
    "städtisch",
    "ländlich",
    "städtischer raum",
    "ländlicher raum",
    "städte",
    "cities",
    "towns",
    "stadt",
    "land",
    "umland",
];

/// Whether a column of this name holds territories.
pub(crate) fn is_header(header: &str) -> bool {
    HEADERS.contains(&folded(header).as_str()) || is_of_laender(header)
}

/// Whether a column of this name holds Länder.
pub(crate) fn is_of_laender(header: &str) -> bool {
    LAENDER.contains(&folded(header).as_str())
}

/// Blank, or a word for all territories together.
pub(crate) fn is_nothing(name: &str) -> bool {
    name.is_empty() || breakdowns::is_total(name)
}

/// Whether a column of this name may hold anything, so that its entries say what it is.
fn may_be_anything(header: &str) -> bool {
    ANYTHING.contains(&folded(header).as_str())
}

/// Whether an entry is a kind of settlement and no place.
fn is_settlement(entry: &str) -> bool {
    SETTLEMENTS.contains(&folded(entry).as_str())
}

/// What a name means to everybody.
pub(crate) fn known(name: &str) -> Option<Known> {
    let name = folded(name);
    if ABROAD.contains(&name.as_str()) {
        return Some(Known::Abroad);
    }
    lands::spoken_of(&name).map(Known::Key)
}

/// Whether a Land shares its name with a town, so that only a column of Länder means the Land.
pub(crate) fn is_shared(name: &str) -> bool {
    matches!(folded(name).as_str(), "berlin" | "bremen" | "hamburg")
}

/// Whether a longer entry ends with such a name: `Abfall je Kopf - Land BW`, `Straftaten (Deutschland)`.
fn ends_with_known(entry: &str) -> bool {
    let folded = folded(entry);
    let text = folded.trim_end_matches([')', ']']);
    let mut starts = text
        .char_indices()
        .filter(|(_, letter)| matches!(letter, ' ' | '(' | '['))
        .map(|(at, letter)| at + letter.len_utf8());
    starts.any(|at| text.get(at..).is_some_and(|end| known(end).is_some()))
}

/// The entries of a column that could name territories, gathered line by line.
#[derive(Debug, Default)]
pub(crate) struct Entries {
    /// The entry of each code and whether it stands on several lines.
    by_code: BTreeMap<String, (String, bool)>,
    /// Whether some code has two entries.
    is_of_lines: bool,
    /// Entries of lines without a code.
    alone: BTreeSet<String>,
    has_blank: bool,
}

/// What a column is on lines without a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A breakdown.
    Breakdown,
    /// Its entries name the territories of their lines.
    Territories,
    /// This entry may name a territory.
    Unsure(String),
}

impl Entries {
    /// Notes the entry of a line beside the code of its territory, which may be blank.
    pub(crate) fn add(&mut self, name: &str, code: &str) {
        if code.is_empty() {
            self.has_blank |= name.is_empty();
            if !is_nothing(name) && !self.alone.contains(name) && self.alone.len() < MOST_DIFFERENT {
                self.alone.insert(name.to_owned());
            }
            return;
        }
        let is_full = MOST_DIFFERENT <= self.by_code.len();
        match self.by_code.get_mut(code) {
            Some((known, is_repeated)) => {
                *is_repeated = true;
                self.is_of_lines |= known != name;
            }
            None if is_full => self.is_of_lines = true,
            None => {
                self.by_code.insert(code.to_owned(), (name.to_owned(), false));
            }
        }
    }

    /// Whether they name the territories of the codes again: each code has one name.
    pub(crate) fn name_their_codes(&self, header: &str) -> bool {
        let filled = || self.by_code.values().filter(|(name, _)| !name.is_empty());
        let names: BTreeSet<&String> = filled().map(|(name, _)| name).collect();
        if names.is_empty() || self.is_of_lines || !self.alone.is_empty() {
            return false;
        }
        // Two codes with an entry on a single line each may be a breakdown by chance.
        let is_distinct = names.len() == filled().count();
        let is_no_chance = 2 < names.len() || (1 < names.len() && filled().any(|(_, is_repeated)| *is_repeated));
        is_header(header) || names.iter().all(|name| known(name).is_some()) || (is_distinct && is_no_chance)
    }

    /// What they are on lines without a code.
    pub(crate) fn without_code(&self, header: &str) -> Meaning {
        let Some(first) = self.alone.first() else {
            return Meaning::Breakdown;
        };
        let mut known_ones = self.alone.iter().filter(|name| known(name).is_some());
        let n_known = known_ones.clone().count();
        let is_settlement = self.alone.iter().any(|name| is_settlement(name));
        let is_place = match n_known {
            _ if is_settlement => false,
            // Without a line of its own the territory of the file can only be one of the entries.
            0 => is_header(header) && !self.has_blank,
            n => is_header(header) || (may_be_anything(header) && n == self.alone.len()),
        };
        if is_place {
            return Meaning::Territories;
        }
        let mention = known_ones
            .next()
            .or_else(|| self.alone.iter().find(|name| ends_with_known(name)))
            .or_else(|| (is_header(header) && !is_settlement).then_some(first));
        match mention {
            Some(entry) if !is_origin(header) => Meaning::Unsure(entry.clone()),
            _ => Meaning::Breakdown,
        }
    }

    /// Whether the entries tell lines of several territories apart although a person named one for the whole file.
    pub(crate) fn are_several(&self) -> bool {
        1 < self.alone.len()
            || self
                .alone
                .first()
                .is_some_and(|name| known(name) == Some(Known::Abroad))
    }
}

/// Where people or things come from or go to: names of places, and still a breakdown.
fn is_origin(header: &str) -> bool {
    let folded = folded(header);
    ["herkunft", "geburt", "ziel", "origin", "birth", "destination"]
        .iter()
        .any(|word| folded.contains(word))
}

/// A column that was read as a breakdown although this entry may name a territory.
pub(crate) fn unsure(header: &str, entry: &str) -> Problem {
    let (header, entry) = (shortened(header), shortened(entry));
    let message = format!(
        "column \"{header}\" holds \"{entry}\" among other entries; it was read as a breakdown of the file's territory, and if it means figures of another one, name that one in a column GeoCode or Region"
    );
    Problem::new("territory_in_breakdown", &format!("{header}: {entry}"), message)
}

/// A line about a place that has no official key.
pub(crate) fn abroad(name: &str) -> Problem {
    let message = format!(
        "\"{}\" is no territory of Germany; figures are taken of Germany and its parts, leave the line out",
        shortened(name)
    );
    Problem::new("territory_abroad", name, message)
}

fn folded(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_the_laender_and_for_germany_are_known_and_no_others() {
        for (name, expected) in [
            ("Bund", Some(Known::Key("DG"))),
            ("Bayern", Some(Known::Key("09"))),
            ("Freistaat Bayern", Some(Known::Key("09"))),
            ("Land BW", Some(Known::Key("08"))),
            ("Land  Baden-Württemberg", Some(Known::Key("08"))),
            ("bavaria", Some(Known::Key("09"))),
            ("European Union", Some(Known::Abroad)),
            ("Neustadt", None),
            ("Land", None),
            ("", None),
        ] {
            assert_eq!(known(name), expected, "{name}");
        }
        assert!(ends_with_known("Abfall [kg/EW] - Land BW") && ends_with_known("Straftaten (Deutschland)"));
        assert!(!ends_with_known("Bayern") && !ends_with_known("Straftaten (gesamt)"));
    }
}
