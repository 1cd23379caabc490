//! Words of municipal energy and greenhouse gas balances (BISKO): sectors and energy carriers.
//!
//! Balances are written as matrices of sectors and carriers, in words that differ from town to town. The same sector or carrier gets the
//! same code here; a word that is not listed stays as it is. Which word means what follows the sectors and carriers of the BISKO
//! accounting method (territorial final energy, "Endenergiebasierte Territorialbilanz").

use crate::codes;

/// The breakdown by sector.
pub(super) const SECTOR: &str = "SECTOR";
/// The breakdown by energy carrier.
pub(super) const CARRIER: &str = "ENERGY_CARRIER";

/// The name of a sector, and other words for it.
const SECTORS: &[(&str, &[&str])] = &[
    (
        "Private Haushalte",
        &[
            "private haushalte",
            "haushalte",
            "phh",
            "hh",
            "private haushalte (phh)",
            "wohnen",
            "households",
        ],
    ),
    (
        "GHD",
        &[
            "ghd",
            "gewerbe, handel, dienstleistungen",
            "gewerbe, handel, dienstleistung",
            "gewerbe, handel und dienstleistungen",
            "gewerbe, handel und dienstleistung",
            "gewerbe/handel/dienstleistungen",
            "gewerbe / handel / dienstleistungen",
            "gewerbe-handel-dienstleistungen",
            "gewerbe, handel, dienstleistungen (ghd)",
            "gewerbe, handel, dienstleistungen, sonstiges",
            "gewerbe, handel, dienstleistungen / sonstiges",
            "ghd / sonstiges",
            "ghd/sonstiges",
        ],
    ),
    (
        "Industrie",
        &[
            "industrie",
            "verarbeitendes gewerbe",
            "industrie / verarbeitendes gewerbe",
            "industry",
            "industrie (verarbeitendes gewerbe)",
        ],
    ),
    (
        "Verkehr",
        &["verkehr", "mobilität", "transport", "verkehr (territorial)"],
    ),
    (
        "Kommunale Einrichtungen",
        &[
            "kommunale einrichtungen",
            "kommunale einrichtungen (ke)",
            "kommunale verwaltung",
            "kommunale liegenschaften",
            "kommunale einrichtungen/flotte",
            "kommunale einrichtungen / flotte",
            "kommune",
            "städtische einrichtungen",
            "öffentliche einrichtungen",
        ],
    ),
    (
        "Wirtschaft",
        &[
            "wirtschaft",
            "gewerbe und industrie",
            "ghd und industrie",
            "ghd + industrie",
            "wirtschaft (ghd + industrie)",
        ],
    ),
];

/// The name of a carrier, and other words for it.
const CARRIERS: &[(&str, &[&str])] = &[
    (
        "Strom",
        &[
            "strom",
            "elektrische energie",
            "elektrizität",
            "strom (gesamt)",
            "electricity",
        ],
    ),
    (
        "Heizstrom",
        &[
            "heizstrom",
            "wärmestrom",
            "strom für heizzwecke",
            "heiz- und umweltwärmestrom",
        ],
    ),
    ("Erdgas", &["erdgas", "gas", "erdgas (h)", "natural gas"]),
    (
        "Heizöl",
        &["heizöl", "heizöl el", "öl", "leichtes heizöl", "heating oil"],
    ),
    ("Flüssiggas", &["flüssiggas", "lpg", "flüssiggas (lpg)"]),
    ("Fernwärme", &["fernwärme", "district heating"]),
    ("Nahwärme", &["nahwärme"]),
    ("Braunkohle", &["braunkohle"]),
    ("Steinkohle", &["steinkohle"]),
    ("Kohle", &["kohle", "coal"]),
    ("Biomasse", &["biomasse", "holz", "feste biomasse", "biomasse fest"]),
    ("Biogas", &["biogas", "biomethan", "cng bio"]),
    ("Solarthermie", &["solarthermie", "sonnenkollektoren"]),
    (
        "Umweltwärme",
        &[
            "umweltwärme",
            "umweltwärme (wärmepumpen)",
            "wärmepumpen",
            "umgebungswärme",
        ],
    ),
    ("Abfall", &["abfall", "abfälle"]),
    (
        "Benzin",
        &["benzin", "ottokraftstoff", "otto", "benzin fossil", "benzin (fossil)"],
    ),
    (
        "Diesel",
        &["diesel", "dieselkraftstoff", "diesel fossil", "diesel (fossil)"],
    ),
    ("Biobenzin", &["biobenzin", "bioethanol", "benzin biogen", "benzin bio"]),
    ("Biodiesel", &["biodiesel", "diesel biogen", "diesel bio"]),
    ("CNG", &["cng", "erdgas (cng)", "cng fossil"]),
    ("LNG", &["lng"]),
    ("Kerosin", &["kerosin"]),
    ("Wasserstoff", &["wasserstoff"]),
    ("Kraftstoffe", &["kraftstoffe", "treibstoffe", "kraftstoff"]),
    (
        "Sonstige Erneuerbare",
        &[
            "sonstige erneuerbare",
            "sonstige erneuerbare energien",
            "sonst. erneuerbare",
            "erneuerbare (sonstige)",
        ],
    ),
    (
        "Sonstige Konventionelle",
        &[
            "sonstige konventionelle",
            "sonstige konventionelle energieträger",
            "sonst. konventionelle",
        ],
    ),
    ("Sonstige", &["sonstige energieträger", "sonstige et"]),
    ("Wärme", &["wärme"]),
];

/// Concept and code of a word of a balance.
pub(super) fn of(text: &str) -> Option<(&'static str, String)> {
    sector(text)
        .map(|name| (SECTOR, codes::plain(name)))
        .or_else(|| carrier(text).map(|name| (CARRIER, codes::plain(name))))
}

/// The code of a word under one of the two breakdowns; a word that is not listed stays as it is.
pub(super) fn code(concept: &str, text: &str) -> Option<String> {
    let name = match concept {
        SECTOR => sector(text),
        CARRIER => carrier(text),
        _ => return None,
    };
    name.map(codes::plain)
}

fn sector(text: &str) -> Option<&'static str> {
    named(SECTORS, text)
}

fn carrier(text: &str) -> Option<&'static str> {
    named(CARRIERS, text)
}

fn named(list: &[(&'static str, &[&str])], text: &str) -> Option<&'static str> {
    let folded = text
        .trim()
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '))
        .to_lowercase();
    let folded = folded.strip_prefix("sektor ").unwrap_or(&folded).trim();
    list.iter()
        .find(|(_, words)| words.contains(&folded))
        .map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_words_for_a_sector_or_carrier_are_one_code() {
        for (text, expected) in [
            ("PHH", "SECTOR=Private_Haushalte"),
            ("Gewerbe, Handel und Dienstleistungen", "SECTOR=GHD"),
            ("Sektor Verkehr", "SECTOR=Verkehr"),
            ("1. Industrie", "SECTOR=Industrie"),
            ("Heizöl EL", "ENERGY_CARRIER=Heizöl"),
            ("Öl", "ENERGY_CARRIER=Heizöl"),
        ] {
            let found = of(text).map(|(concept, code)| format!("{concept}={code}"));
            assert_eq!(found.as_deref(), Some(expected), "{text}");
        }
        assert_eq!(of("Einwohner"), None);
    }
}
