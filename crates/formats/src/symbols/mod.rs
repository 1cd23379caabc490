//! What signs in place of numbers and beside them mean, by publisher and time: data, not a rule.
//!
//! The same sign means different things to different offices: `-` is exactly zero for the German statistical offices and "no
//! value" for others; `0` means less than half a unit in their old tables and exactly zero in the new ones of some. The sets stand in
//! `data/table-symbols.toml` with publisher, validity and source; adding one is a block there. A reader whose layout proves its
//! publisher takes the set of that publisher and data state ([`SymbolSet::of`]); a generic table has no publisher, so no set applies
//! unless a mapping names one, and an unknown sign is told as unreadable.

mod cells;

use std::{collections::HashMap, sync::LazyLock};

use figures::{number::Number, observation::Status};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

pub(crate) use cells::{value, with_status};

const DATA: &str = include_str!("../../../../data/table-symbols.toml");

/// A set of signs, by its id in the data.
///
/// ```
/// use formats::symbols::{Meaning, SymbolSet};
/// assert_eq!(SymbolSet::GERMAN.meaning("-"), Some(Meaning::Zero));
/// assert_eq!(SymbolSet::SDMX.meaning("-"), None);
/// assert!(serde_json::from_str::<SymbolSet>("\"martian\"").is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SymbolSet(&'static str);

/// What a sign says about the value in whose place or beside which it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Meaning {
    /// The value is exactly zero.
    Zero,
    /// The value is not zero and was rounded to zero.
    NearZero,
    /// There is no number.
    Missing(Status),
    /// A number stands beside the sign and has this flag.
    Flagged(Status),
    /// A number stands beside the sign, which says nothing that is kept: final, or revised, a property between data states.
    Plain,
}

/// Zero as a sign says it: a whole number without decimals.
pub(crate) const ZERO: Number = Number {
    value: 0.0,
    decimals: 0,
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    set: Vec<Set>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    id: String,
    name: String,
    offices: Vec<String>,
    valid_from: Option<Date>,
    valid_until: Option<Date>,
    source: String,
    #[serde(default)]
    include: Vec<String>,
    signs: Vec<Sign>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sign {
    sign: String,
    place: Place,
    means: Means,
    status: Option<Status>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Place {
    Instead,
    Behind,
    Around,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Means {
    Zero,
    NearZero,
    Missing,
    Flag,
    Plain,
}

impl Sign {
    fn meaning(&self) -> Meaning {
        let status = self.status.unwrap_or(Status::NOT_KNOWN);
        match self.means {
            Means::Zero => Meaning::Zero,
            Means::NearZero => Meaning::NearZero,
            Means::Missing => Meaning::Missing(status),
            Means::Flag => Meaning::Flagged(status),
            Means::Plain => Meaning::Plain,
        }
    }
}

fn sets() -> &'static [Set] {
    // That the file can be read is proved by a test; without it no sign is known and none is guessed.
    static SETS: LazyLock<Vec<Set>> =
        LazyLock::new(|| toml::from_str::<Data>(DATA).map_or_else(|_| Vec::new(), |data| data.set));
    &SETS
}

impl SymbolSet {
    /// Statistical offices of Bund and Länder: `-` `0` `.` `…` `/` `( )` `x` `p` `r` `s` `e`.
    pub const GERMAN: Self = Self("german");
    /// Newer exports of some statistical offices: `k` `0` `t` `u` `g` `x` `f`.
    pub const GERMAN_LETTERS: Self = Self("german_letters");
    /// Tables of the GENESIS databases, old and new signs.
    pub const GENESIS: Self = Self("genesis");
    /// Federal Employment Agency: `*` and `-`.
    pub const EMPLOYMENT_AGENCY: Self = Self("employment_agency");
    /// The letters of SDMX `CL_OBS_STATUS`.
    pub const SDMX: Self = Self("sdmx");

    /// All sets, in the order of the data.
    pub fn all() -> impl Iterator<Item = Self> {
        sets().iter().map(|set| Self(&set.id))
    }

    /// The set with this id.
    pub fn named(id: &str) -> Option<Self> {
        Self::all().find(|set| set.0 == id)
    }

    /// The signs that a publisher used for figures of a data state; the newest ones when the data state is not known.
    ///
    /// ```
    /// use formats::symbols::SymbolSet;
    /// use jiff::civil::date;
    /// let of = |day| SymbolSet::of("lsn-online", Some(day)).map(SymbolSet::as_str);
    /// assert_eq!(of(date(2024, 5, 1)), Some("german_letters"));
    /// assert_eq!(of(date(2020, 5, 1)), Some("german_bracketed"));
    /// assert_eq!(SymbolSet::of("nobody", None), None);
    /// ```
    pub fn of(office: &str, data_state: Option<Date>) -> Option<Self> {
        let is_valid = |set: &&Set| match data_state {
            Some(day) => {
                set.valid_from.is_none_or(|from| from <= day) && set.valid_until.is_none_or(|until| day <= until)
            }
            None => set.valid_until.is_none(),
        };
        let used = || {
            sets()
                .iter()
                .filter(|set| set.offices.iter().any(|known| known == office))
        };
        // A set that includes another knows more of the same publisher's signs.
        let fitting: Vec<&Set> = used().filter(is_valid).collect();
        fitting
            .iter()
            .max_by_key(|set| set.include.len())
            .map(|set| Self(&set.id))
    }

    /// The word in mappings and reports.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// What the set is, in words.
    pub fn name(self) -> &'static str {
        self.data().map_or("", |set| &set.name)
    }

    /// Where its signs are defined.
    pub fn source(self) -> &'static str {
        self.data().map_or("", |set| &set.source)
    }

    fn data(self) -> Option<&'static Set> {
        sets().iter().find(|set| set.id == self.0)
    }

    fn resolved(self) -> Option<&'static Resolved> {
        static RESOLVED: LazyLock<HashMap<&'static str, Resolved>> =
            LazyLock::new(|| sets().iter().map(|set| (set.id.as_str(), Resolved::of(set))).collect());
        RESOLVED.get(self.0)
    }

    /// What a sign means that stands alone: in place of a number, or beside one in a column of its own.
    pub fn meaning(self, symbol: &str) -> Option<Meaning> {
        let set = self.resolved()?;
        let symbol = symbol.trim();
        set.instead.get(symbol).copied().or_else(|| set.behind(symbol))
    }

    /// What a sign means that stands behind a number.
    pub fn behind(self, symbol: &str) -> Option<Meaning> {
        self.resolved()?.behind(symbol.trim())
    }
}

/// A set with the signs of those that it includes.
#[derive(Debug, Default)]
struct Resolved {
    instead: HashMap<&'static str, Meaning>,
    behind: Vec<(&'static str, Meaning)>,
    around: Option<Meaning>,
}

impl Resolved {
    fn of(set: &'static Set) -> Self {
        let mut found = Self::default();
        found.add(set);
        found
    }

    fn add(&mut self, set: &'static Set) {
        for sign in &set.signs {
            match sign.place {
                Place::Instead => {
                    self.instead.entry(&sign.sign).or_insert_with(|| sign.meaning());
                }
                Place::Behind if self.behind(&sign.sign).is_none() => self.behind.push((&sign.sign, sign.meaning())),
                Place::Behind => {}
                Place::Around => self.around = self.around.or(Some(sign.meaning())),
            }
        }
        for included in &set.include {
            if let Some(included) = sets().iter().find(|one| one.id == *included) {
                self.add(included);
            }
        }
    }

    fn behind(&self, symbol: &str) -> Option<Meaning> {
        let found = self.behind.iter().find(|(known, _)| *known == symbol);
        found.map(|(_, meaning)| *meaning)
    }
}

impl Serialize for SymbolSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for SymbolSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        Self::named(&id).ok_or_else(|| {
            let known: Vec<&str> = Self::all().map(Self::as_str).collect();
            D::Error::custom(format!(
                "\"{}\" is no set of signs; use one of {}",
                crate::event::shortened(&id),
                known.join(", ")
            ))
        })
    }
}

/// Whether any set knows a text as a sign.
pub(crate) fn is_sign(symbol: &str) -> bool {
    SymbolSet::all().any(|set| set.meaning(symbol).is_some())
}

/// The status of a sign in place of a number that every set which knows it takes as missing, in the words of the German offices.
pub(crate) fn missing(symbol: &str) -> Option<Status> {
    let is_missing = |set: SymbolSet| matches!(set.meaning(symbol), None | Some(Meaning::Missing(_)));
    match SymbolSet::GERMAN.meaning(symbol)? {
        Meaning::Missing(status) if SymbolSet::all().all(is_missing) => Some(status),
        _ => None,
    }
}

/// Which sets explain a text as a sign in place of a number, so that a person can be told.
pub(crate) fn sets_with(symbol: &str) -> Vec<SymbolSet> {
    SymbolSet::all().filter(|set| set.meaning(symbol).is_some()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sets_are_whole() {
        let data: Data = toml::from_str(DATA).expect("the file of signs");
        for set in &data.set {
            assert!(!set.source.is_empty() && !set.name.is_empty(), "{}", set.id);
            for included in &set.include {
                assert!(SymbolSet::named(included).is_some(), "{} includes {included}", set.id);
            }
            for sign in &set.signs {
                let needs_status = matches!(sign.means, Means::Missing | Means::Flag);
                assert_eq!(needs_status, sign.status.is_some(), "{} {}", set.id, sign.sign);
                assert_eq!(
                    sign.means == Means::Missing,
                    matches!(sign.meaning(), Meaning::Missing(_))
                );
            }
        }
        for known in [
            SymbolSet::GERMAN,
            SymbolSet::GERMAN_LETTERS,
            SymbolSet::GENESIS,
            SymbolSet::EMPLOYMENT_AGENCY,
            SymbolSet::SDMX,
        ] {
            assert!(known.data().is_some(), "{}", known.as_str());
        }
    }

    #[test]
    fn the_same_letter_means_another_thing_in_place_of_a_number_and_behind_one() {
        let unsure: Status = "U".parse().expect("a status");
        assert_eq!(SymbolSet::GERMAN_LETTERS.meaning("u"), Some(Meaning::Missing(unsure)));
        assert_eq!(SymbolSet::GERMAN_LETTERS.behind("u"), Some(Meaning::Flagged(unsure)));
        assert_eq!(SymbolSet::GERMAN_LETTERS.meaning("k"), Some(Meaning::NearZero));
        assert_eq!(SymbolSet::GENESIS.behind("e"), Some(Meaning::Plain));
        assert_eq!(SymbolSet::GERMAN.meaning("g"), None);
    }
}
