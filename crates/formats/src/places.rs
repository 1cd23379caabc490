//! Names of places in tables that stand without a key: which columns name territories, and which names mean one territory to everybody.
//!
//! For readers of layouts that name their territories. Only the Länder and Germany are known here, in the words that tables use for
//! them; any other name is announced as it stands, and the receiver, who knows the territories, says which one it means.

use crate::genesis::lands;

/// What a name says without a list of territories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// A Land or Germany, by its key.
    Key(&'static str),
    /// The European Union, the world: a place that has no official key here.
    Abroad,
}

/// Names of columns that hold territories, by key or by name.
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
    "land",
    "länder",
    "laender",
    "bundesland",
    "bundesländer",
    "federal state",
    "federal states",
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
/// Other words for the Länder and for Germany.
const ALSO: &[(&str, &str)] = &[
    ("bund", "DG"),
    ("bundesdurchschnitt", "DG"),
    ("bundesweit", "DG"),
    ("brd", "DG"),
    ("baden-wuerttemberg", "08"),
    ("thueringen", "16"),
    ("lower saxony", "03"),
    ("north rhine-westphalia", "05"),
    ("hesse", "06"),
    ("rhineland-palatinate", "07"),
    ("bavaria", "09"),
    ("mecklenburg-western pomerania", "13"),
    ("saxony", "14"),
    ("saxony-anhalt", "15"),
    ("thuringia", "16"),
    ("nrw", "05"),
    ("land bw", "08"),
    ("land by", "09"),
    ("land nrw", "05"),
    ("land nw", "05"),
    ("land nds", "03"),
    ("land ni", "03"),
    ("land rlp", "07"),
    ("land rp", "07"),
    ("land sh", "01"),
    ("land he", "06"),
    ("land sl", "10"),
    ("land bb", "12"),
    ("land mv", "13"),
    ("land sn", "14"),
    ("land st", "15"),
    ("land th", "16"),
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
    HEADERS.contains(&folded(header).as_str())
}

/// Whether a column of this name may hold anything, so that its entries say what it is.
pub(crate) fn may_be_anything(header: &str) -> bool {
    ANYTHING.contains(&folded(header).as_str())
}

/// Whether an entry is a kind of settlement and no place.
pub(crate) fn is_settlement(entry: &str) -> bool {
    SETTLEMENTS.contains(&folded(entry).as_str())
}

/// What a name means to everybody.
pub(crate) fn known(name: &str) -> Option<Known> {
    let name = folded(name);
    let also = |name: &str| ALSO.iter().find(|(known, _)| *known == name).map(|(_, key)| *key);
    let bare = ["freistaat ", "bundesland ", "land "]
        .iter()
        .find_map(|kind| name.strip_prefix(kind))
        .unwrap_or(&name);
    if ABROAD.contains(&name.as_str()) {
        return Some(Known::Abroad);
    }
    also(&name)
        .or_else(|| lands::key(bare))
        .or_else(|| also(bare))
        .map(Known::Key)
}

/// Whether a longer entry ends with such a name: `Abfall je Kopf - Land BW`, `Straftaten (Deutschland)`.
pub(crate) fn ends_with_known(entry: &str) -> bool {
    let folded = folded(entry);
    let text = folded.trim_end_matches([')', ']']);
    let mut starts = text
        .char_indices()
        .filter(|(_, letter)| matches!(letter, ' ' | '(' | '['))
        .map(|(at, letter)| at + letter.len_utf8());
    starts.any(|at| text.get(at..).is_some_and(|end| known(end).is_some()))
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
