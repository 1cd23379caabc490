//! Which property of a layer holds the official key.
//!
//! Names alone decide nothing: in a widely used file of districts `AGS` holds running numbers (`code17`) and the key stands in `ARS`.
//! So each property is tried, and the one of whose texts most are keys that the caller knows is taken; among equals the more usual name.

use std::collections::BTreeMap;

use super::Feature;

/// Names under which keys usually stand, the most usual first.
const USUAL: [&str; 14] = [
    "AGS",
    "ARS",
    "RS",
    "SCHLUESSEL",
    "KEY",
    "AGS_0",
    "ARS_0",
    "RS_0",
    "KENNZIFFER",
    "GKZ",
    "GEM_KEY",
    "KRS_KEY",
    "NUTS",
    "ID",
];

/// The property that holds the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyProperty {
    /// Its name.
    pub name: String,
    /// How many features have a known key in it.
    pub n_known: usize,
    /// A usual name that holds something else, with an example: worth a remark.
    pub deceptive: Option<(String, String)>,
}

/// Finds the property that holds the key. `is_known` says whether a text is the key of a territory.
pub fn find(features: &[Feature], is_known: &dyn Fn(&str) -> bool) -> Option<KeyProperty> {
    let mut n_known: BTreeMap<&str, usize> = BTreeMap::new();
    for feature in features {
        for (name, text) in &feature.properties {
            *n_known.entry(name).or_default() += usize::from(is_known(text));
        }
    }
    let rank = |name: &str| {
        let usual = USUAL.iter().position(|usual| usual.eq_ignore_ascii_case(name));
        usual.unwrap_or(USUAL.len())
    };
    let mut names: Vec<(&str, usize)> = n_known.into_iter().filter(|(_, n)| 0 < *n).collect();
    names.sort_by_key(|(name, n)| (usize::MAX - n, rank(name)));
    let (name, n_known) = *names.first()?;
    let example = |other: &str| features.iter().find_map(|feature| feature.property(other));
    let deceptive = USUAL[..3]
        .iter()
        .filter(|usual| !usual.eq_ignore_ascii_case(name) && rank(usual) < rank(name))
        .find_map(|usual| Some(((*usual).to_owned(), example(usual)?.to_owned())));
    Some(KeyProperty {
        name: name.to_owned(),
        n_known,
        deceptive,
    })
}
