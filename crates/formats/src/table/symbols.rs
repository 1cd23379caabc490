//! What signs in place of numbers mean, by publisher and time: data, not a rule.
//!
//! The same sign means different things to different offices: `-` is exactly zero for the German statistical offices and "no
//! value" for others. A generic table has no publisher that its layout proves, so no set applies unless it is chosen; an unknown
//! sign is told as unreadable. Sources: Statistisches Bundesamt, „Zeichenerklärung“ in its table publications (old German set,
//! after DIN 55301); Statistische Ämter der Länder, flag letters of newer table exports; Bundesagentur für Arbeit, „Zeichenerklärung“
//! of its workbooks; SDMX, code list `CL_OBS_STATUS` version 2.2.

use figures::{
    number::Number,
    observation::{Flag, Status},
};
use serde::{Deserialize, Serialize};

/// A set of signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SymbolSet {
    /// Statistical offices of Bund and Länder: `-` `0` `.` `…` `/` `( )` `x` `p` `r` `s` `e`.
    German,
    /// Newer exports of some statistical offices: `k` `t` `u` `g` `x` `f`.
    GermanLetters,
    /// Federal Employment Agency: `*` and `-`.
    EmploymentAgency,
    /// The letters of SDMX `CL_OBS_STATUS`.
    Sdmx,
}

/// What a sign says about the value in whose place or behind which it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Meaning {
    /// The value is exactly zero.
    Zero,
    /// There is no number.
    Missing(Status),
    /// A number stands beside the sign and has this flag.
    Flagged(Status),
    /// A number stands beside the sign, which says nothing that is kept (revised is a property between data states).
    Plain,
}

const fn one(flag: Flag) -> Status {
    Status::NORMAL.with(flag)
}

/// The signs of each set with their meaning.
const SYMBOLS: &[(SymbolSet, &str, Meaning)] = &[
    (SymbolSet::German, "-", Meaning::Zero),
    (SymbolSet::German, "–", Meaning::Zero),
    (
        SymbolSet::German,
        ".",
        Meaning::Missing(one(Flag::Suppressed).with(Flag::NotKnown)),
    ),
    (SymbolSet::German, "…", Meaning::Missing(one(Flag::NotKnown))),
    (SymbolSet::German, "...", Meaning::Missing(one(Flag::NotKnown))),
    (SymbolSet::German, "/", Meaning::Missing(one(Flag::LowReliability))),
    (SymbolSet::German, "x", Meaning::Missing(one(Flag::CannotExist))),
    (SymbolSet::German, "X", Meaning::Missing(one(Flag::CannotExist))),
    (SymbolSet::German, "p", Meaning::Flagged(one(Flag::Provisional))),
    (SymbolSet::German, "r", Meaning::Plain),
    (SymbolSet::German, "s", Meaning::Flagged(one(Flag::Estimated))),
    (SymbolSet::German, "e", Meaning::Flagged(one(Flag::Estimated))),
    (SymbolSet::German, "()", Meaning::Flagged(one(Flag::LowReliability))),
    (SymbolSet::GermanLetters, "k", Meaning::Missing(one(Flag::Suppressed))),
    (SymbolSet::GermanLetters, "g", Meaning::Missing(one(Flag::Suppressed))),
    (SymbolSet::GermanLetters, "t", Meaning::Missing(one(Flag::NotKnown))),
    (
        SymbolSet::GermanLetters,
        "u",
        Meaning::Missing(one(Flag::LowReliability)),
    ),
    (SymbolSet::GermanLetters, "x", Meaning::Missing(one(Flag::CannotExist))),
    (SymbolSet::GermanLetters, "f", Meaning::Missing(one(Flag::CannotExist))),
    (
        SymbolSet::EmploymentAgency,
        "*",
        Meaning::Missing(one(Flag::Suppressed)),
    ),
    (SymbolSet::EmploymentAgency, "-", Meaning::Zero),
    (SymbolSet::EmploymentAgency, ".", Meaning::Missing(one(Flag::NotKnown))),
    (
        SymbolSet::EmploymentAgency,
        "x",
        Meaning::Missing(one(Flag::CannotExist)),
    ),
    (SymbolSet::Sdmx, "A", Meaning::Plain),
    (SymbolSet::Sdmx, "O", Meaning::Missing(one(Flag::NotKnown))),
    (SymbolSet::Sdmx, "Q", Meaning::Missing(one(Flag::Suppressed))),
    (SymbolSet::Sdmx, "L", Meaning::Missing(one(Flag::NotCollected))),
    (SymbolSet::Sdmx, "M", Meaning::Missing(one(Flag::CannotExist))),
    (SymbolSet::Sdmx, "U", Meaning::Flagged(one(Flag::LowReliability))),
    (SymbolSet::Sdmx, "B", Meaning::Flagged(one(Flag::Break))),
    (SymbolSet::Sdmx, "P", Meaning::Flagged(one(Flag::Provisional))),
    (SymbolSet::Sdmx, "E", Meaning::Flagged(one(Flag::Estimated))),
];

/// Exactly zero, as `-` says it: a whole number without decimals.
pub(super) const ZERO: Number = Number {
    value: 0.0,
    decimals: 0,
};

impl SymbolSet {
    /// All sets.
    pub const ALL: [Self; 4] = [Self::German, Self::GermanLetters, Self::EmploymentAgency, Self::Sdmx];

    /// The word in mappings and reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::German => "german",
            Self::GermanLetters => "german_letters",
            Self::EmploymentAgency => "employment_agency",
            Self::Sdmx => "sdmx",
        }
    }

    /// What a sign means in this set.
    ///
    /// ```
    /// use formats::table::{Meaning, SymbolSet};
    /// assert_eq!(SymbolSet::German.meaning("-"), Some(Meaning::Zero));
    /// assert_eq!(SymbolSet::Sdmx.meaning("-"), None);
    /// ```
    pub fn meaning(self, symbol: &str) -> Option<Meaning> {
        let symbol = symbol.trim();
        SYMBOLS
            .iter()
            .find(|(set, known, _)| *set == self && *known == symbol)
            .map(|(_, _, meaning)| *meaning)
    }
}

/// Whether some office uses the text as a sign in place of a number, so that a person can be told which sets explain it.
pub(super) fn sets_with(symbol: &str) -> Vec<SymbolSet> {
    SymbolSet::ALL
        .into_iter()
        .filter(|set| set.meaning(symbol).is_some())
        .collect()
}
