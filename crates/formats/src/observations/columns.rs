//! The columns of our own tables of observations: names, types, and the cells of a line.

use std::collections::BTreeSet;

use super::Line;
use crate::Field;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Text.
    Text,
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// A day.
    Day,
}

/// The columns that never change place; the concepts of breakdowns follow them.
pub const COLUMNS: [&str; 21] = [
    "indicator",
    "territory",
    "period",
    "value",
    "status",
    "source",
    "delivery",
    "decimals",
    "unit",
    "area_state",
    "known_on",
    "edition",
    "territory_name",
    "licence",
    "changes",
    "remark",
    "provider",
    "source_title",
    "source_note",
    "dataset_uri",
    "visibility",
];

/// What each of them is, for the description of a data package and of Parquet.
pub(super) const MEANINGS: [(Holds, &str); 21] = [
    (Holds::Text, "Short name of the indicator"),
    (Holds::Text, "Official key with its scheme; de:DG is Germany"),
    (Holds::Text, "Period as SDMX writes TIME_PERIOD"),
    (Holds::Number, "The value; blank when it is missing"),
    (Holds::Text, "Letters of SDMX CL_OBS_STATUS; A is a normal value"),
    (Holds::Text, "Short name of the source"),
    (
        Holds::Integer,
        "Number of the delivery in the installation that wrote the file",
    ),
    (
        Holds::Integer,
        "Digits after the decimal sign in the source; -1 when the source holds binary numbers",
    ),
    (Holds::Text, "What the value is counted in"),
    (Holds::Text, "On which area the value stands"),
    (Holds::Day, "The day on which the publisher knew the value"),
    (Holds::Text, "The publisher's edition"),
    (Holds::Text, "What the territory is called"),
    (Holds::Text, "Short name of the licence"),
    (
        Holds::Text,
        "What was done to the publisher's data; blank when the value is as published",
    ),
    (Holds::Text, "What the publisher remarks about this value"),
    (Holds::Text, "Who publishes; stands in the first line of each source"),
    (
        Holds::Text,
        "Title of the publication; stands in the first line of each source",
    ),
    (
        Holds::Text,
        "The note that must stand beside the values; stands in the first line of each source",
    ),
    (
        Holds::Text,
        "Address of the data set; stands in the first line of each source",
    ),
    (
        Holds::Text,
        "\"internal\" when the value is not released; blank when everybody may see it",
    ),
];

/// The word for a value that is not released.
pub(super) const INTERNAL: &str = "internal";

/// How many columns at the least say that a table is ours.
const N_MARKS: usize = 7;

/// Whether names of columns are those of our own tables.
pub(crate) fn is_ours<'a>(names: impl IntoIterator<Item = &'a str>) -> bool {
    let mut names = names.into_iter();
    COLUMNS[..N_MARKS].iter().all(|column| names.next() == Some(*column))
}

/// All names, breakdowns included.
pub(super) fn names(concepts: &BTreeSet<String>) -> Vec<String> {
    let fixed = COLUMNS.into_iter().map(str::to_owned);
    fixed
        .chain(concepts.iter().map(|concept| concept_written(concept)))
        .collect()
}

/// A breakdown that is called like a column gets an underscore behind its name, as does one that would read as such.
fn concept_written(concept: &str) -> String {
    match COLUMNS.contains(&concept.trim_end_matches('_')) {
        true => format!("{concept}_"),
        false => concept.to_owned(),
    }
}

/// Takes the underscore off again.
pub(super) fn concept_read(name: &str) -> &str {
    match name.strip_suffix('_') {
        Some(before) if concept_written(before) == name => before,
        _ => name,
    }
}

/// Texts of a line that have to be made before its cells can show them.
pub(super) struct Texts {
    period: String,
    status: String,
    area_state: String,
    known_on: String,
}

impl Texts {
    pub(super) fn of(line: &Line<'_>) -> Self {
        Self {
            period: line.period.to_string(),
            status: line.status.to_string(),
            area_state: line.terms.area_state.to_string(),
            known_on: line.known_on.to_string(),
        }
    }
}

/// The cells of a line. The terms of the source are long; they stand where `with_terms` says so.
pub(super) fn fields<'a>(
    line: &Line<'a>,
    texts: &'a Texts,
    concepts: &BTreeSet<String>,
    with_terms: bool,
) -> Vec<Field<'a>> {
    let text = |text: &'a str| {
        if text.is_empty() {
            Field::Blank
        } else {
            Field::Text(text)
        }
    };
    let maybe = |one: Option<&'a str>| one.map_or(Field::Blank, text);
    let term = |one: &'a str| if with_terms { text(one) } else { Field::Blank };
    let mut fields = vec![
        text(line.indicator),
        text(line.territory),
        text(&texts.period),
        line.number.map_or(Field::Blank, Field::Number),
        text(&texts.status),
        text(&line.terms.slug),
        line.delivery.map_or(Field::Blank, Field::Integer),
        line.number
            .map_or(Field::Blank, |number| Field::Integer(i64::from(number.decimals))),
        text(line.unit.code()),
        text(&texts.area_state),
        text(&texts.known_on),
        maybe(line.edition),
        text(line.territory_name),
        maybe(line.terms.licence.as_deref()),
        maybe(line.changes),
        maybe(line.remark),
        term(&line.terms.provider),
        term(&line.terms.title),
        term(&line.terms.note),
        term(line.terms.dataset_uri.as_deref().unwrap_or_default()),
        text(if line.is_internal { INTERNAL } else { "" }),
    ];
    for concept in concepts {
        fields.push(maybe(line.dimensions.code(concept)));
    }
    fields
}

/// A breakdown that the head does not know would be lost; no writer lets that happen.
pub(crate) fn check(line: &Line<'_>, concepts: &BTreeSet<String>) -> Result<(), crate::FileError> {
    if let Some((concept, _)) = line
        .dimensions
        .pairs()
        .find(|(concept, _)| !concepts.contains(*concept))
    {
        return Err(crate::FileError::OwnLayout(format!(
            "the breakdown {concept} has no column; this is a mistake in the program"
        )));
    }
    let text = line.period.to_string();
    if text.parse() != Ok(line.period) {
        return Err(crate::FileError::OwnLayout(format!(
            "period {text} cannot be written so that it reads back as itself; leave its values out"
        )));
    }
    Ok(())
}

/// Tells which sources have had their first line.
#[derive(Debug, Default)]
pub(super) struct Noted(BTreeSet<(String, String, Option<i64>)>);

impl Noted {
    /// Whether this is the first line of its source and delivery.
    pub(super) fn is_first(&mut self, line: &Line<'_>) -> bool {
        let key = (
            line.terms.slug.clone(),
            line.terms.area_state.to_string(),
            line.delivery,
        );
        !self.0.contains(&key) && self.0.insert(key)
    }
}
