//! Names of territories as files spell them, for lines that have no key: resolved only when one territory is meant and no other.
//!
//! `Kiel, Landeshauptstadt`, `Landkreis Osnabrück`, `Stadt Bonn` and `koeln` are spellings of real files. A word for the kind of
//! territory narrows the search, and so does the level that a file states. A district-free city and the district of the same area are
//! one place. What stays open is told with the territories that could be meant; nothing is guessed.

use std::collections::HashMap;

use figures::territory::{Level, TerritoryKey};

use super::KeyTable;

/// How many territories a sentence lists.
const N_SHOWN: usize = 4;

/// All names, in memory.
#[derive(Debug)]
pub struct NameTable<'a> {
    keys: &'a KeyTable,
    by_name: HashMap<String, Vec<i32>>,
}

/// Why a name means no territory.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnknownName {
    /// Nobody is called so.
    #[error("\"{0}\" is neither an official key nor the name of a territory; write the official key")]
    Unknown(String),
    /// Several are.
    #[error("\"{name}\" is the name of several territories ({meant}); write the official key")]
    Several {
        /// As in the file.
        name: String,
        /// Some of them, with their keys.
        meant: String,
    },
}

impl UnknownName {
    /// The short name for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "name-unknown",
            Self::Several { .. } => "name-of-several",
        }
    }
}

/// Words for kinds of territories, and the level that they name.
const KINDS: &[(&str, Level)] = &[
    ("landkreis", Level::District),
    ("kreis", Level::District),
    ("lk", Level::District),
    ("kreisfreie stadt", Level::Municipality),
    ("krfr stadt", Level::Municipality),
    ("stadtkreis", Level::Municipality),
    ("landeshauptstadt", Level::Municipality),
    ("universitaetsstadt", Level::Municipality),
    ("hansestadt", Level::Municipality),
    ("bundesstadt", Level::Municipality),
    ("grosse kreisstadt", Level::Municipality),
    ("kreisstadt", Level::Municipality),
    ("stadt", Level::Municipality),
    ("gemeinde", Level::Municipality),
    ("markt", Level::Municipality),
    ("flecken", Level::Municipality),
    ("verbandsgemeinde", Level::Association),
    ("samtgemeinde", Level::Association),
    ("verwaltungsgemeinschaft", Level::Association),
    ("amt", Level::Association),
    ("regierungsbezirk", Level::Region),
    ("freistaat", Level::State),
    ("bundesland", Level::State),
    ("land", Level::State),
];

impl<'a> NameTable<'a> {
    /// Names of all territories of a table.
    pub fn new(keys: &'a KeyTable) -> Self {
        let mut by_name: HashMap<String, Vec<i32>> = HashMap::new();
        let existing = keys.iter().filter(|(id, _, _)| keys.ended_on(*id).is_none());
        for (id, _, title) in existing {
            let mut add = |name: &str| {
                let ids = by_name.entry(folded(name)).or_default();
                if !ids.contains(&id) {
                    ids.push(id);
                }
            };
            add(title);
            // What stands in brackets tells namesakes apart, so all of them share the name before it.
            // `Halle (Saale) (Stadt)` is Halle, and Halle (Saale).
            for (at, _) in title.match_indices(" (") {
                add(&title[..at]);
            }
        }
        by_name.remove("");
        Self { keys, by_name }
    }

    /// The territory that a name means; of several with this name the one that somebody has said it is about.
    pub fn resolve(
        &self,
        name: &str,
        level: Option<Level>,
        about: Option<i32>,
    ) -> Result<(i32, &'a TerritoryKey), UnknownName> {
        let text = folded(name);
        let whole = self.candidates(&text, level, false);
        let found = if whole.is_empty() {
            let (bare, kind) = without_kind(&text);
            let wanted = level.or(kind);
            let is_rural = text != bare && kind == Some(Level::District);
            self.candidates(bare, wanted, is_rural)
        } else {
            whole
        };
        let said = found.iter().find(|(id, _)| about == Some(*id)).copied();
        match said.or_else(|| place(&found)) {
            Some(one) => Ok(one),
            None if found.is_empty() => Err(UnknownName::Unknown(name.trim().chars().take(60).collect())),
            None => {
                let shown = found.iter().take(N_SHOWN).filter_map(|(id, key)| {
                    let (_, title) = self.keys.get(*id)?;
                    Some(format!("{} {title}", key.code()))
                });
                let mut meant = shown.collect::<Vec<_>>().join(", ");
                if N_SHOWN < found.len() {
                    meant.push_str(", …");
                }
                let name = name.trim().chars().take(60).collect();
                Err(UnknownName::Several { name, meant })
            }
        }
    }

    fn candidates(&self, name: &str, level: Option<Level>, is_rural: bool) -> Vec<(i32, &'a TerritoryKey)> {
        let ids = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        let mut found: Vec<(i32, &TerritoryKey)> = Vec::new();
        for id in ids {
            let Some((key, title)) = self.keys.get(*id) else {
                continue;
            };
            let is_city = title.contains("(Kreisfreie Stadt") || title.contains("(Stadtkreis");
            if level.is_none_or(|level| level == key.level()) && !(is_rural && is_city) {
                found.push((*id, key));
            }
        }
        // Associations, regions and parts are meant only where somebody says so, or nothing else has the name: most share it with a town.
        let is_usual = |key: &TerritoryKey| !matches!(key.level(), Level::Association | Level::Region | Level::Part);
        if level.is_none() && found.iter().any(|(_, key)| is_usual(key)) {
            found.retain(|(_, key)| is_usual(key));
        }
        found.sort_by_key(|(_, key)| (*key).clone());
        found
    }
}

/// The one place that all candidates are, if they are one: the smallest of territories of the same area.
fn place<'a>(found: &[(i32, &'a TerritoryKey)]) -> Option<(i32, &'a TerritoryKey)> {
    let (last, rest) = found.split_last()?;
    let is_within = |key: &TerritoryKey| {
        let (code, own) = (key.code(), last.1.code());
        own.strip_prefix(code)
            .is_some_and(|tail| tail.bytes().all(|byte| byte == b'0'))
    };
    rest.iter().all(|(_, key)| is_within(key)).then_some(*last)
}

/// A name without the word for its kind, and the level that the word names.
fn without_kind(text: &str) -> (&str, Option<Level>) {
    for (word, level) in KINDS {
        let bare = text
            .strip_prefix(word)
            .and_then(|rest| rest.strip_prefix(' '))
            .or_else(|| text.strip_suffix(word).and_then(|rest| rest.strip_suffix(' ')));
        if let Some(bare) = bare {
            return (bare.trim(), Some(*level));
        }
    }
    (text, None)
}

/// A name as names are compared: small letters, no umlauts, no punctuation, one blank between words.
fn folded(name: &str) -> String {
    let mut out = String::new();
    for letter in name.trim().chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            'a'..='z' | '0'..='9' => out.push(letter),
            _ if letter.is_alphanumeric() => out.push(letter),
            _ => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
        }
    }
    let end = out.trim_end().len();
    out.truncate(end);
    out
}

#[cfg(test)]
mod tests {
    use super::{super::NamedKey, *};

    fn table() -> KeyTable {
        let named = |(id, (code, title)): (i32, &(&str, &str))| NamedKey {
            id,
            key: code.parse().unwrap_or_else(|error| panic!("{error}")),
            title: (*title).to_owned(),
            ended_on: None,
            began_on: None,
        };
        let rows = [
            ("DG", "Deutschland"),
            ("01", "Schleswig-Holstein"),
            ("03404", "Osnabrück (Kreisfreie Stadt)"),
            ("03459", "Osnabrück (Landkreis)"),
            ("03404000", "Osnabrück (Stadt)"),
            ("053", "Köln (Regierungsbezirk)"),
            ("05315", "Köln (Kreisfreie Stadt)"),
            ("05315000", "Köln (Stadt)"),
            ("05314", "Bonn (Kreisfreie Stadt)"),
            ("05314000", "Bonn (Stadt)"),
            ("033575406", "Sottrum (Samtgemeinde)"),
            ("03357044", "Sottrum (Gemeinde)"),
            ("06432018", "Münster (Hessen) (Gemeinde)"),
            ("15002", "Halle (Saale) (Kreisfreie Stadt)"),
            ("15002000", "Halle (Saale) (Stadt)"),
            ("160775053", "Hügelland/Täler (Verwaltungsgemeinschaft)"),
            ("05515000", "Münster (Stadt)"),
        ];
        KeyTable::new((1..).zip(&rows).map(named).collect(), Vec::new(), None)
    }

    fn check(name: &str, level: Option<Level>, expected: &str) {
        let keys = table();
        let names = NameTable::new(&keys);
        let found = names
            .resolve(name, level, None)
            .map_or_else(|error| error.code().to_owned(), |(_, key)| key.code().to_owned());
        assert_eq!(found, expected, "{name}");
    }

    #[test]
    fn a_name_counts_only_when_it_means_one_place() {
        check("Schleswig-Holstein", None, "01");
        check("Deutschland", None, "DG");
        check("bonn", None, "05314000");
        check("koeln", None, "05315000");
        check("Regierungsbezirk Köln", None, "053");
        check("Bonn", Some(Level::District), "05314");
        check("Bonn, Stadt", None, "05314000");
        check("Osnabrück", None, "name-of-several");
        check("Landkreis Osnabrück", None, "03459");
        check("Osnabrück, Stadt", None, "03404000");
        check("Sottrum", None, "03357044");
        check("Samtgemeinde Sottrum", None, "033575406");
        check("Münster", None, "name-of-several");
        check("Münster (Hessen)", None, "06432018");
        check("Halle (Saale)", None, "15002000");
        check("Halle", None, "15002000");
        check("Hügelland/Täler", None, "160775053");
        check("Nirgendwo", None, "name-unknown");
        let keys = table();
        let about = keys.resolve("05515000", None).ok().map(|found| found.id);
        let found = NameTable::new(&keys)
            .resolve("Münster", None, about)
            .map(|(_, key)| key.code());
        assert_eq!(found, Ok("05515000"), "the town that the file is about");
        check("", None, "name-unknown");
        check("(", None, "name-unknown");
    }
}
