//! Which part of an observation a concept is: the cross-domain concepts of SDMX and the names that large publishers use for them.
//!
//! A message in CSV does not say which of its columns are dimensions and which attributes; a data structure definition does, and a
//! mapping may. Without both, well-known names decide, and for the rest the order that the standard recommends (dimensions, measures,
//! attributes). What is kept nowhere is named to the person.

use std::borrow::Cow;

use super::message::Component;
use crate::{
    breakdowns,
    table::{ColumnName, Mapping, Role},
};

/// What the syntax or the structure says about a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A dimension.
    Dimension,
    /// A measure.
    Measure,
    /// An attribute.
    Attribute,
    /// Nobody says.
    Unsaid,
}

/// What a component means to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// The frequency, checked against the period.
    Frequency,
    /// What is counted.
    Indicator,
    /// The territory.
    Area,
    /// The period.
    Time,
    /// A breakdown.
    Breakdown,
    /// A value.
    Value,
    /// The unit.
    Unit,
    /// The power of ten that the value is to be multiplied with.
    Multiplier,
    /// Flags of the value.
    Status,
    /// Whether the value may be shown; explains a missing one.
    Confidentiality,
    /// A remark on the value.
    Remark,
    /// How many digits stood in the source, in our own structure.
    Decimals,
    /// How many digits the publisher states a value with, in structures of others.
    Digits,
    /// What our own structure says about source and data state.
    Own(Own),
    /// The day on which the publisher changed the data last.
    Updated,
    /// An attribute that is kept nowhere; named to the person.
    NotKept,
    /// A repetition of other columns, such as `SERIES_KEY`.
    Repetition,
}

/// Components of our own structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Own {
    Source,
    AreaState,
    KnownOn,
    Edition,
    Provider,
    Title,
    Note,
    Licence,
    DatasetUri,
    Changes,
}

/// The concepts of our own structure and their parts, in the order in which they are written; breakdowns stand behind `REF_AREA`.
pub(super) const OWN: [(&str, Part); 23] = [
    ("FREQ", Part::Frequency),
    ("INDICATOR", Part::Indicator),
    ("REF_AREA", Part::Area),
    ("SOURCE", Part::Own(Own::Source)),
    ("AREA_STATE", Part::Own(Own::AreaState)),
    ("TIME_PERIOD", Part::Time),
    ("OBS_VALUE", Part::Value),
    ("UNIT_MEASURE", Part::Unit),
    ("UNIT_MULT", Part::Multiplier),
    ("DECIMALS", Part::Decimals),
    ("OBS_STATUS", Part::Status),
    ("CONF_STATUS", Part::Confidentiality),
    ("COMMENT_OBS", Part::Remark),
    ("KNOWN_ON", Part::Own(Own::KnownOn)),
    ("EDITION", Part::Own(Own::Edition)),
    ("DATA_CHANGES", Part::Own(Own::Changes)),
    ("PROVIDER", Part::Own(Own::Provider)),
    ("TITLE", Part::Own(Own::Title)),
    ("SOURCE_NOTE", Part::Own(Own::Note)),
    ("LICENCE", Part::Own(Own::Licence)),
    ("DATASET_URI", Part::Own(Own::DatasetUri)),
    ("SERIES_KEY", Part::Repetition),
    ("OBS_KEY", Part::Repetition),
];

/// The agency of our own structure.
pub(super) const OWN_AGENCY: &str = "LOTSE:";

/// Names of indicators' dimensions, the likelier ones first: where several stand in a message, the first of this list is the indicator.
pub(super) const INDICATORS: [&str; 9] = [
    "SERIES",
    "INDICATOR",
    "INDICATOR_CODE",
    "INDIC",
    "MEASURE",
    "SUBJECT",
    "VARIABLE",
    "NA_ITEM",
    "TRANSACTION",
];

/// Dimensions by name, wherever they stand.
const DIMENSIONS: [&str; 24] = [
    "REPORTING_TYPE",
    "SEX",
    "AGE",
    "URBANISATION",
    "INCOME_WEALTH_QUANTILE",
    "EDUCATION_LEV",
    "EDUCATION_LEVEL",
    "OCCUPATION",
    "CUST_BREAKDOWN",
    "COMPOSITE_BREAKDOWN",
    "DISABILITY_STATUS",
    "ACTIVITY",
    "PRODUCT",
    "CITIZENSHIP",
    "COUNTERPART_AREA",
    "COUNTERPART_SECTOR",
    "REF_SECTOR",
    "ADJUSTMENT",
    "SEASONAL_ADJUST",
    "TRANSFORMATION",
    "PRICE_BASE",
    "PRICES",
    "CIVIL_STATUS",
    "METHODOLOGY",
];

/// Attributes by name, wherever they stand, that are kept nowhere.
const NOT_KEPT: [&str; 40] = [
    "NATURE",
    "TIME_DETAIL",
    "TIME_COVERAGE",
    "SOURCE_DETAIL",
    "SOURCE_AGENCY",
    "DECIMALS",
    "BASE_PER",
    "BASE_PERIOD",
    "BASE_YEAR",
    "REF_PERIOD",
    "TIME_FORMAT",
    "TITLE",
    "TITLE_COMPL",
    "UPPER_BOUND",
    "LOWER_BOUND",
    "UPR_BOUND",
    "LWR_BOUND",
    "GEO_INFO_URL",
    "GEO_INFO_TYPE",
    "COLLECTION",
    "COMPILATION",
    "COVERAGE",
    "AVAILABILITY",
    "OBS_PRE_BREAK",
    "PRE_BREAK_VALUE",
    "OBS_CONF_STD",
    "CURRENCY",
    "PUBL_PUBLIC",
    "PUBL_ECB",
    "PUBL_MU",
    "DOM_SER_IDS",
    "EMBARGO_DATE",
    "EMBARGO_TIME",
    "UPDATED",
    "PREPARED",
    "VALIDATION_STATUS",
    "DATA_SOURCE",
    "DECIMAL_PLACES",
    "REPYEARSTART",
    "VALUATION_DATE",
];

/// The part that a component is.
pub(super) fn part(component: &Component, is_own: bool, mapping: &Mapping) -> Part {
    let (concept, kind) = (component.concept.as_str(), component.kind);
    if let Some(role) = role(concept, mapping) {
        return role;
    }
    if is_own {
        let known = OWN.iter().find(|(name, _)| *name == concept);
        return known.map_or(Part::Breakdown, |(_, part)| *part);
    }
    let by_name = known(concept, kind).or_else(|| known(component.also.as_deref()?, kind));
    by_name.unwrap_or(match kind {
        Kind::Measure => Part::Value,
        Kind::Attribute => Part::NotKept,
        Kind::Dimension => Part::Breakdown,
        Kind::Unsaid if is_known_attribute(concept) && !is_known_dimension(concept) => Part::NotKept,
        Kind::Unsaid => Part::Breakdown,
    })
}

/// The part that a name alone says.
fn known(concept: &str, kind: Kind) -> Option<Part> {
    let folded = concept.to_uppercase();
    let part = match folded.as_str() {
        "TIME_PERIOD" | "TIME" => Part::Time,
        "FREQ" | "FREQUENCY" => Part::Frequency,
        "REF_AREA" | "GEO" | "LOCATION" | "REFERENCE_AREA" if kind != Kind::Attribute => Part::Area,
        "OBS_VALUE" => Part::Value,
        "UNIT_MEASURE" | "UNIT" | "UNITS" => Part::Unit,
        "UNIT_MULT" | "UNIT_MULTIPLIER" | "POWERCODE" => Part::Multiplier,
        "DECIMALS" | "DECIMAL_PLACES" if kind != Kind::Dimension => Part::Digits,
        "OBS_STATUS" | "OBS_FLAG" => Part::Status,
        "CONF_STATUS" | "OBS_CONF" => Part::Confidentiality,
        "SERIES_KEY" | "OBS_KEY" => Part::Repetition,
        "LAST_UPDATE" | "LAST UPDATE" => Part::Updated,
        _ => {
            let is_remark = ["COMMENT", "FOOTNOTE", "REMARK", "NOTE", "OBS_COM", "OBS_NOTE"]
                .iter()
                .any(|word| folded.starts_with(word));
            return (is_remark && kind != Kind::Dimension).then_some(Part::Remark);
        }
    };
    Some(part)
}

/// Whether the name alone says that a component is an attribute.
pub(super) fn is_known_attribute(concept: &str) -> bool {
    let folded = concept.to_uppercase();
    NOT_KEPT.contains(&folded.as_str()) || matches!(folded.as_str(), "LAST_UPDATE" | "LAST UPDATE")
}

/// Whether the name alone says that a component is a dimension.
pub(super) fn is_known_dimension(concept: &str) -> bool {
    let folded = concept.to_uppercase();
    INDICATORS.contains(&folded.as_str()) || DIMENSIONS.contains(&folded.as_str())
}

/// Whether a dimension holds territories by its name, where none has one of the names of the standard.
pub(super) fn is_named_like_area(concept: &str) -> bool {
    let folded = concept.to_uppercase();
    folded.starts_with("GEO_") || matches!(folded.as_str(), "COUNTRY" | "COUNTRY_CODE" | "GEOGRAPHY" | "TERRITORY")
}

/// The concept of a breakdown as other sources call it: publishers write `sex`, `citizen`.
pub(super) fn breakdown(concept: &str) -> &str {
    match concept.to_uppercase().as_str() {
        "SEX" => breakdowns::SEX,
        "AGE" => breakdowns::AGE,
        "CITIZEN" | "CITIZENSHIP" => breakdowns::CITIZENSHIP,
        _ => concept,
    }
}

/// The code of a breakdown, `None` where it says that nothing is broken down: `_T` and `_Z` of the standard, `TOTAL` and the sex `T` of
/// Eurostat. Ages are spelled as the standard does.
pub(super) fn code<'c>(concept: &str, code: &'c str, label: &str) -> Option<Cow<'c, str>> {
    let is_total = |text: &str| breakdowns::of(text) == Some(breakdowns::Breakdown::Total);
    match code.trim() {
        "" | "_T" | "_Z" | "~" => None,
        "T" if concept == breakdowns::SEX || is_total(label) => None,
        code if is_total(code) => None,
        code if concept == breakdowns::AGE => Some(age(code)),
        code => Some(Cow::Borrowed(code)),
    }
}

/// `Y15-64` as `Y15T64`.
fn age(code: &str) -> Cow<'_, str> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let bounds = code.strip_prefix('Y').and_then(|ages| ages.split_once('-'));
    match bounds.filter(|(from, to)| is_number(from) && is_number(to)) {
        Some((from, to)) => Cow::Owned(format!("Y{from}T{to}")),
        None => Cow::Borrowed(code),
    }
}

/// Whether a name is that of an indicator's dimension, and how likely: the smaller, the likelier.
pub(super) fn indicator_rank(concept: &str) -> Option<usize> {
    let folded = concept.to_uppercase();
    let known = INDICATORS.iter().position(|name| *name == folded);
    known.or_else(|| folded.starts_with("INDIC_").then_some(INDICATORS.len()))
}

/// What a person has decided about a component.
fn role(concept: &str, mapping: &Mapping) -> Option<Part> {
    let column = mapping
        .columns
        .iter()
        .find(|column| column.column == ColumnName::Name(concept.to_owned()))?;
    Some(match column.role {
        Role::Territory => Part::Area,
        Role::Period => Part::Time,
        Role::Value | Role::ValueOf(_) | Role::ValuesOfIndicator(_) => Part::Value,
        Role::Indicator => Part::Indicator,
        Role::Unit => Part::Unit,
        Role::Status => Part::Status,
        Role::Dimension(_) => Part::Breakdown,
        _ => Part::Repetition,
    })
}

/// A breakdown whose name is a concept of our own structure gets an underscore behind it, as does one that would read as such.
pub(super) fn written(concept: &str) -> String {
    let bare = concept.trim_end_matches('_');
    let is_taken = OWN.iter().any(|(name, _)| *name == bare) || ["STRUCTURE", "STRUCTURE_ID", "ACTION"].contains(&bare);
    if is_taken {
        format!("{concept}_")
    } else {
        concept.to_owned()
    }
}

/// Takes the underscore off again.
pub(super) fn read(concept: &str) -> &str {
    match concept.strip_suffix('_') {
        Some(before) if written(before) == concept => before,
        _ => concept,
    }
}

/// No breakdown by this concept, in our own structure: the code "not applicable" of SDMX.
const ABSENT: &str = "_Z";

/// The code of a breakdown in our own structure; a code that reads as "no breakdown" gets an underscore behind it.
pub(super) fn code_written(code: Option<&str>) -> String {
    match code {
        None => ABSENT.to_owned(),
        Some(code) if code.trim_end_matches('_') == ABSENT => format!("{code}_"),
        Some(code) => code.to_owned(),
    }
}

/// The code back; `None` where there is no breakdown.
pub(super) fn code_read(code: &str) -> Option<&str> {
    match code {
        ABSENT | "" => None,
        _ if code.trim_end_matches('_') == ABSENT => code.strip_suffix('_'),
        _ => Some(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_that_are_taken_read_back_as_themselves() {
        for name in ["SEX", "FREQ", "FREQ_", "FREQ__", "SOURCE", "x_", "ACTION", "Geschlecht"] {
            assert_eq!(read(&written(name)), name);
            assert!(OWN.iter().all(|(own, _)| *own != written(name)), "{name}");
        }
        for code in ["F", "_T", "_Z", "_Z_", "_Z__", "_", "Z"] {
            assert_eq!(code_read(&code_written(Some(code))), Some(code));
        }
        assert_eq!(code_read(&code_written(None)), None);
    }
}
