//! What our own structure says about a line, by the identifiers of its components: the same for every syntax in which it is written.

use std::collections::BTreeSet;

use super::{
    areas, concepts,
    concepts::{OWN, Own, Part},
    survey::area_state_code,
    times, units,
};
use crate::{
    Field,
    observations::{Line, Terms},
};

/// The identification of our structure.
pub(super) const STRUCTURE: &str = "LOTSE:FIGURES(1.0)";

/// The code of `CL_CONF_STATUS` for a value that is not released.
pub(super) const INTERNAL: &str = "N";

/// The components that are written, in order; breakdowns stand behind `AREA_STATE`.
pub(super) fn components() -> impl Iterator<Item = (&'static str, Part)> {
    OWN.into_iter().filter(|(_, part)| *part != Part::Repetition)
}

/// Whether a component holds what is said once about a source.
pub(super) fn is_of_source(part: Part) -> bool {
    matches!(
        part,
        Part::Own(Own::Provider | Own::Title | Own::Note | Own::Licence | Own::DatasetUri)
    )
}

/// What a component says about a source.
pub(super) fn term(part: Part, terms: &Terms) -> Option<&str> {
    let Part::Own(own) = part else { return None };
    let text = match own {
        Own::Provider => Some(terms.provider.as_str()),
        Own::Title => Some(terms.title.as_str()),
        Own::Note => Some(terms.note.as_str()),
        Own::Licence => terms.licence.as_deref(),
        Own::DatasetUri => terms.dataset_uri.as_deref(),
        _ => None,
    };
    text.filter(|text| !text.is_empty())
}

/// The texts of a line that have to be made before its cells can show them.
pub(super) struct Texts {
    frequency: String,
    period: String,
    area_state: String,
    unit: String,
    known_on: String,
    /// The flags, one letter each.
    pub(super) letters: Vec<String>,
    joined: String,
    /// The code of each breakdown, in the order of the concepts.
    pub(super) codes: Vec<String>,
}

impl Texts {
    pub(super) fn of(line: &Line<'_>, breakdowns: &BTreeSet<String>) -> Self {
        let letters: Vec<String> = line.status.to_string().chars().map(String::from).collect();
        Self {
            frequency: times::frequency(line.period),
            period: line.period.to_string(),
            area_state: area_state_code(line.terms.area_state),
            unit: units::written(line.unit),
            known_on: line.known_on.to_string(),
            joined: letters.join(";"),
            letters,
            codes: breakdowns
                .iter()
                .map(|concept| concepts::code_written(line.dimensions.code(concept)))
                .collect(),
        }
    }

    /// The cell of a component; blank where the line says nothing.
    pub(super) fn field<'a>(&'a self, part: Part, line: &Line<'a>) -> Field<'a> {
        let maybe = |text: Option<&'a str>| text.map_or(Field::Blank, Field::Text);
        match part {
            Part::Frequency => Field::Text(&self.frequency),
            Part::Indicator => Field::Text(line.indicator),
            Part::Area => Field::Text(areas::written(line.territory)),
            Part::Own(Own::Source) => Field::Text(&line.terms.slug),
            Part::Own(Own::AreaState) => Field::Text(&self.area_state),
            Part::Time => Field::Text(&self.period),
            Part::Value => line.number.map_or(Field::Blank, Field::Number),
            Part::Unit => Field::Text(&self.unit),
            Part::Multiplier => Field::Text("0"),
            Part::Decimals => {
                let decimals = line.number.map(|number| i64::from(number.decimals));
                decimals
                    .filter(|decimals| 0 <= *decimals)
                    .map_or(Field::Blank, Field::Integer)
            }
            Part::Status => Field::Text(&self.joined),
            // `CL_CONF_STATUS`: free for publication, not for publication.
            Part::Confidentiality => Field::Text(if line.is_internal { INTERNAL } else { "F" }),
            Part::Remark => maybe(line.remark),
            Part::Own(Own::KnownOn) => Field::Text(&self.known_on),
            Part::Own(Own::Edition) => maybe(line.edition),
            Part::Own(Own::Changes) => maybe(line.changes),
            _ => Field::Blank,
        }
    }
}
