//! Which property of a file of areas holds the key of a part and which its name, and what becomes of each feature.
//!
//! A key is short and no two areas have the same; a name has letters. A person may choose both. Features of one key are one part of several
//! areas; when their names differ, the key is no key and all of them are left out.

use std::collections::{BTreeMap, BTreeSet};

use figures::territory::TerritoryKey;
use formats::geometry::{Feature, Layer};

use super::NewPart;
use crate::territories::boundaries::{AreaAccount, Stated};

/// Usual names of properties with the key of a part, the most usual first.
const KEYS: [&str; 16] = [
    "STADTTEIL_NR",
    "STT_NR",
    "STTNR",
    "BEZIRK_NR",
    "SCHLUESSEL",
    "SCHLUESSE_1",
    "KENNUNG",
    "KENNZIFFER",
    "NUMMER",
    "NR",
    "CODE",
    "KEY",
    "SCHL",
    "STADTTEILNUMMER",
    "OBJECTID",
    "ID",
];
/// Usual names of properties with the name.
const NAMES: [&str; 12] = [
    "STADTTEIL",
    "STADTBEZIRK",
    "STADTTEILNAME",
    "BEZIRK",
    "ORTSTEIL",
    "STT_NAME",
    "NAME",
    "NAME_1",
    "BEZEICHNUNG",
    "BEZ",
    "GEN",
    "LABEL",
];

/// The parts that a file holds.
#[derive(Debug, Clone, Default)]
pub struct PartAreas {
    /// The parts in the order of their keys.
    pub parts: Vec<NewPart>,
    /// The property with the name; empty when none has names.
    pub name_property: String,
    /// What became of the features.
    pub account: AreaAccount,
}

/// Makes parts of a municipality of a layer in degrees; nothing when no property can be the key.
pub fn matched(layer: Layer, municipality: &TerritoryKey, stated: &Stated) -> Option<PartAreas> {
    let n_left_out: u32 = layer.left_out.values().sum();
    let key_property = match &stated.key_property {
        Some(name) => name.clone(),
        None => key_property(&layer.features, municipality)?,
    };
    let name_property = match &stated.name_property {
        Some(name) => name.clone(),
        None => name_property(&layer.features).unwrap_or_default(),
    };
    let mut found = PartAreas {
        account: AreaAccount {
            features: layer.features.len() + n_left_out as usize,
            no_area: layer.left_out.iter().map(|(kind, n)| format!("{n} × {kind}")).collect(),
            key_property,
            ..AreaAccount::default()
        },
        name_property,
        ..PartAreas::default()
    };
    let mut parts: BTreeMap<TerritoryKey, (NewPart, BTreeSet<String>, usize)> = BTreeMap::new();
    for feature in layer.features {
        let text = feature.property(&found.account.key_property).unwrap_or_default();
        // A town may write its own key with that of the municipality in front already.
        let own = text
            .strip_prefix(municipality.code())
            .filter(|own| !own.is_empty())
            .unwrap_or(text);
        let own = own.trim_start_matches(['-', '_', ' ']).replace(' ', "");
        let name = feature.property(&found.name_property).unwrap_or_default().to_owned();
        let Ok(key) = municipality.part(&own) else {
            let shown: String = text.chars().take(40).collect();
            found
                .account
                .unknown
                .push(format!("\"{shown}\" {name} (feature {})", feature.number));
            continue;
        };
        let (part, names, n_features) = parts.entry(key.clone()).or_insert_with(|| {
            let part = NewPart {
                key,
                name: if name.is_empty() { own.clone() } else { name.clone() },
                shape: Vec::new(),
            };
            (part, BTreeSet::new(), 0)
        });
        part.shape.extend(feature.shape);
        names.insert(name);
        *n_features += 1;
    }
    for (key, (part, names, n_features)) in parts {
        if 1 < names.len() {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            found
                .account
                .several
                .push(format!("{}: {}", key.code(), names.join(", ")));
        } else if !part.shape.is_empty() {
            found.account.taken += n_features;
            found.parts.push(part);
        }
    }
    found.account.areas = found.parts.len();
    Some(found)
}

/// Names of properties with how many features fill them and how many different texts they hold.
fn filled(features: &[Feature]) -> BTreeMap<&str, (usize, BTreeSet<&str>)> {
    let mut filled: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for (name, text) in features.iter().flat_map(|feature| &feature.properties) {
        let (n, texts) = filled.entry(name).or_default();
        *n += 1;
        texts.insert(text);
    }
    filled
}

fn rank(usual: &[&str], name: &str) -> usize {
    usual
        .iter()
        .position(|known| known.eq_ignore_ascii_case(name))
        .unwrap_or(usual.len())
}

/// The usual name first; a property counts only when every area has a text of its own that can be a key.
fn key_property(features: &[Feature], municipality: &TerritoryKey) -> Option<String> {
    let is_key = |text: &str| municipality.part(&text.replace(' ', "")).is_ok();
    let filled = filled(features);
    let candidates = filled.iter().filter(|(_, (n, texts))| {
        *n == features.len() && texts.len() == features.len() && texts.iter().all(|text| is_key(text))
    });
    // Measures of areas are as unique as keys, and longer.
    let longest = |texts: &BTreeSet<&str>| texts.iter().map(|text| text.len()).max().unwrap_or(0);
    candidates
        .min_by_key(|(name, (_, texts))| {
            (
                rank(&KEYS, name),
                texts.iter().any(|text| text.contains('.')),
                longest(texts),
            )
        })
        .map(|(name, _)| (*name).to_owned())
}

fn name_property(features: &[Feature]) -> Option<String> {
    let has_letters = |text: &&str| 2 < text.chars().filter(|sign| sign.is_alphabetic()).count();
    let filled = filled(features);
    let candidates = filled.iter().filter(|(_, (n, texts))| {
        10 * n >= 9 * features.len() && 10 * texts.iter().filter(|text| has_letters(text)).count() >= 9 * texts.len()
    });
    candidates
        .min_by_key(|(name, (_, texts))| (rank(&NAMES, name), usize::MAX - texts.len()))
        .map(|(name, _)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use formats::{geometry, limits::Limits};

    use super::*;

    fn layer(properties: &[&str]) -> Layer {
        let feature = |(n, properties): (usize, &&str)| {
            let west = 7.5 + 0.1 * n as f64;
            let east = west + 0.05;
            format!(
                r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"Polygon","coordinates":[[[{west},51.9],[{east},51.9],[{east},52],[{west},51.9]]]}}}}"#
            )
        };
        let features: Vec<String> = properties.iter().enumerate().map(feature).collect();
        let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
        geometry::read(&mut Cursor::new(text), &Limits::default()).unwrap_or_else(|error| panic!("{error}"))
    }

    fn check(properties: &[&str], stated: &Stated, expected: Option<&[(&str, &str)]>) -> AreaAccount {
        let town = "05515000".parse().unwrap_or_else(|error| panic!("{error}"));
        let found = matched(layer(properties), &town, stated);
        let told: Option<Vec<(&str, &str)>> = found.as_ref().map(|found| {
            found
                .parts
                .iter()
                .map(|part| (part.key.code(), part.name.as_str()))
                .collect()
        });
        assert_eq!(told.as_deref(), expected);
        found.map(|found| found.account).unwrap_or_default()
    }

    #[test]
    fn key_and_name_are_found_by_what_they_hold() {
        let plain = Stated::default();
        let two: &[(&str, &str)] = &[("05515000-11", "Altstadt"), ("05515000-12", "Hafen")];
        check(
            &[
                r#""Flaeche":1.5,"NR":11,"Stadtteil":"Altstadt","Stand":"2024""#,
                r#""Flaeche":2.5,"NR":12,"Stadtteil":"Hafen","Stand":"2024""#,
            ],
            &plain,
            Some(two),
        );
        check(
            &[
                r#""schluessel":"05515000-11","bezeichnung":"Altstadt""#,
                r#""schluessel":"05515000-12","bezeichnung":"Hafen""#,
            ],
            &plain,
            Some(two),
        );
        check(&[r#""a":"1","b":"x""#, r#""a":"1","b":"x""#], &plain, None);
        check(
            &[r#""NR":11"#, r#""NR":12"#],
            &plain,
            Some(&[("05515000-11", "11"), ("05515000-12", "12")]),
        );
    }

    #[test]
    fn what_is_chosen_counts_and_what_contradicts_itself_is_left_out() {
        let chosen = Stated {
            key_property: Some("Bezirk".to_owned()),
            name_property: Some("Name".to_owned()),
            ..Stated::default()
        };
        let areas = [
            r#""Bezirk":"1","Name":"Mitte""#,
            r#""Bezirk":"1","Name":"Mitte""#,
            r#""Bezirk":"2","Name":"Nord""#,
            r#""Bezirk":"2","Name":"Süd""#,
            r#""Bezirk":"3 ä","Name":"West""#,
            r#""Name":"Ost""#,
        ];
        let account = check(&areas, &chosen, Some(&[("05515000-1", "Mitte")]));
        assert_eq!((account.features, account.taken, account.areas), (6, 2, 1));
        assert_eq!(account.several, ["05515000-2: Nord, Süd"]);
        assert_eq!(account.unknown.len(), 2, "{:?}", account.unknown);
    }
}
