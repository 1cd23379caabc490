//! Words for kinds of spatial units and the level that they name, as INKAR and other tables of the BBSR write them.
//!
//! Kinds without an official key (planning regions, labour market regions, types of settlement …) have no level here: their numbers
//! look like keys of territories (`101` is a planning region and would be a Regierungsbezirk), so their figures are never taken.

use figures::territory::Level;

use crate::{Problem, event::shortened};

const KINDS: &[(&str, Level)] = &[
    ("gemeinden", Level::Municipality),
    ("gemeinde", Level::Municipality),
    ("gemeinden und städte", Level::Municipality),
    ("städte und gemeinden", Level::Municipality),
    ("gemeindeverbände", Level::Association),
    ("gemeindeverband", Level::Association),
    ("einheitsgemeinden und gemeindeverbände", Level::Association),
    ("gemeindeverbände/einheitsgemeinden", Level::Association),
    ("gemeindeverbände, einheitsgemeinden", Level::Association),
    ("gemeindeverbände und einheitsgemeinden", Level::Association),
    ("verbandsgemeinden", Level::Association),
    ("kreise", Level::District),
    ("kreis", Level::District),
    ("landkreise", Level::District),
    ("landkreis", Level::District),
    ("kreise und kreisfreie städte", Level::District),
    ("kreisfreie städte und landkreise", Level::District),
    ("stadt- und landkreise", Level::District),
    ("regierungsbezirke", Level::Region),
    ("regierungsbezirk", Level::Region),
    ("bundesländer", Level::State),
    ("bundesland", Level::State),
    ("länder", Level::State),
    ("land", Level::State),
    ("bund", Level::Country),
    ("deutschland", Level::Country),
    ("bundesrepublik", Level::Country),
    ("bundesrepublik deutschland", Level::Country),
];

/// The level that a word names; our own words for levels count too.
pub(crate) fn level(kind: &str) -> Option<Level> {
    let folded = kind.trim().to_lowercase();
    let known = KINDS.iter().find(|(word, _)| *word == folded).map(|(_, level)| *level);
    known.or_else(|| folded.parse().ok())
}

/// The reason why figures of another kind are not taken.
pub(crate) fn without_key(kind: &str) -> Problem {
    Problem::new(
        "no_official_key",
        kind,
        format!(
            "\"{}\" are spatial units without an official key, their figures are not taken; export Gemeinden, Gemeindeverbände, Kreise, Bundesländer or Bund",
            shortened(kind)
        ),
    )
}
