//! Words in headers of columns and what they mean, German and English. Adding one is a line here.
//!
//! Strong words decide alone. Weak words name a column that holds a key in one file and a name in another; its content decides.

use super::mapping::Role;
use crate::{codes, territory_names};

/// Columns with official keys.
const TERRITORY: &[&str] = &[
    "ags",
    "ags8",
    "ags5",
    "ags2",
    "ags_8",
    "ags_5",
    "ars",
    "ars12",
    "rs",
    "kennziffer",
    "gemeindekennziffer",
    "kreiskennziffer",
    "gkz",
    "schlüssel",
    "schluessel",
    "gebietsschlüssel",
    "gebietsschluessel",
    "regionalschlüssel",
    "regionalschluessel",
    "amtlicher regionalschlüssel",
    "gemeindeschlüssel",
    "gemeindeschluessel",
    "amtlicher gemeindeschlüssel",
    "amtlicher gemeindeschluessel",
    "kreisschlüssel",
    "kreisschluessel",
    "kreisnummer",
    "geocode",
    "geo_code",
    "geo",
    "ref_area",
    "territory",
    "territory_code",
    "region_code",
    "regioncode",
    "area_code",
    "official key",
];
/// Columns with a key or a name, besides those that name places.
const TERRITORY_OR_NAME: &[&str] = &["code", "id", "nummer", "nr", "nr."];
/// Columns with the kind of spatial unit, in some files with a name.
const LEVEL_OR_NAME: &[&str] = &["aggregat", "raumbezug", "raumebene", "gebietsebene", "ebene", "level"];
const NAME: &[&str] = &[
    "name",
    "gebietsname",
    "gemeindename",
    "kreisname",
    "ort",
    "bezeichnung",
    "gen",
    "territory_name",
    "region_name",
    "area_name",
    "label",
];
const PERIOD: &[&str] = &[
    "jahr",
    "jahre",
    "berichtsjahr",
    "zeit",
    "zeitbezug",
    "zeitpunkt",
    "zeitraum",
    "zeitangabe",
    "periode",
    "stichtag",
    "datum",
    "year",
    "years",
    "time",
    "time_period",
    "period",
    "date",
];
const VALUE: &[&str] = &["wert", "werte", "value", "values", "obs_value", "messwert"];
const INDICATOR: &[&str] = &[
    "indikator",
    "indikatoren",
    "indicator",
    "kennzahl",
    "merkmal",
    "series",
    "reihe",
    "variable",
    "zeitreihe",
    "indikatorname",
    "indikator_name",
    "indicator_id",
    "page",
];
const UNIT: &[&str] = &[
    "einheit",
    "maßeinheit",
    "masseinheit",
    "mengeneinheit",
    "unit",
    "units",
    "unit_measure",
    "unit measure",
    "unit of measure",
    "units of measure",
    "unit of measurement",
];
const STATUS: &[&str] = &[
    "status",
    "obs_status",
    "kennzeichen",
    "wertstatus",
    "flag",
    "flags",
    "qualität",
    "qualitaet",
    "quality",
    "zeichen",
    "wertzeichen",
    "wertkennzeichen",
    "qualitätskennzeichen",
    "qualitätszeichen",
    "statuskennzeichen",
    "kennz.",
    "obs_flag",
    "obs_flags",
    "symbol",
];
const REMARKS: &[&str] = &[
    "bemerkung",
    "bemerkungen",
    "anmerkung",
    "anmerkungen",
    "kommentar",
    "hinweis",
    "hinweise",
    "fußnote",
    "fußnoten",
    "note",
    "notes",
    "comment",
    "comments",
    "remark",
    "remarks",
    "footnote",
];
const IGNORED: &[&str] = &[
    "quelle",
    "source",
    "bereich",
    "objectid",
    "fid",
    "lfd. nr.",
    "lfd. nr",
    "lfd.nr.",
    "lfd.-nr.",
    "lfd nr",
    "lfdnr",
    "laufende nummer",
    "pos.",
    "rang",
    "rank",
];
/// What a name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word {
    /// A role, whatever stands below.
    Sure(Role),
    /// A key if keys stand below, else a name.
    TerritoryOrName,
    /// A level if kinds of spatial units stand below, else a name.
    LevelOrName,
}

/// What the name of a column says.
pub(super) fn word(header: &str) -> Option<Word> {
    let header = header.trim().trim_matches('"').to_lowercase();
    let is_in = |list: &[&str]| list.contains(&header.as_str());
    let role = if is_in(TERRITORY) {
        Role::Territory
    } else if is_in(TERRITORY_OR_NAME) || territory_names::is_header(&header) {
        return Some(Word::TerritoryOrName);
    } else if is_in(LEVEL_OR_NAME) {
        return Some(Word::LevelOrName);
    } else if is_in(NAME) {
        Role::TerritoryName
    } else if is_in(PERIOD) {
        Role::Period
    } else if is_in(VALUE) {
        Role::Value
    } else if is_in(INDICATOR) {
        Role::Indicator
    } else if is_in(UNIT) {
        Role::Unit
    } else if is_in(STATUS) {
        Role::Status
    } else if is_in(REMARKS) || header.starts_with("comment_") {
        Role::Remark
    } else if is_in(IGNORED) {
        Role::Ignore
    } else {
        Role::Dimension(codes::known_concept(&header)?.to_owned())
    };
    Some(Word::Sure(role))
}
