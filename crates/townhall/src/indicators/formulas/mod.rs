//! Own computations: an indicator computed from others by a checked formula, kept up to date by derived deliveries.
//!
//! * [`check`] and [`define`]: a formula is proved against the catalogue before it is stored; it belongs to one definition of an
//!   indicator, and a later formula follows it under the next number. Formulas of shared and of public indicators see public figures
//!   only; the formula of an own indicator belongs to its record.
//! * [`follow`]: after every delivery, undoing and recall, formulas whose inputs changed are computed anew. Running it twice is
//!   harmless: it compares with what counts already and delivers nothing when nothing differs.
//! * [`compute`]: one territory, one area state and one source for each input at a time, so that a curve never mixes; what would show
//!   a suppressed value is not computed.
//! * [`compare`]: the own computation beside the series that the publisher computed, every difference listed and explained.
//!
//! Computed values stand in the lake under the source [`COMPUTED`], beside published ones and never in their place.

pub mod compare;
pub mod compute;
mod follow;
mod gather;
mod storage;
pub mod words;
#[cfg(test)]
mod tests;

use figures::unit::Unit;
use methods::formula::{Checked, Expression, Problem};
use store::StoreError;
use web::{language::Language, words::Source};

pub(in crate::indicators) use self::storage::keep_with_record;
pub use self::{
    follow::follow,
    storage::{Defined, define, end, set_precedence},
};
use super::{
    catalogue::{self, Catalogue, Indicator, SourceKey},
    own,
};

/// Words about formulas.
pub const WORDS: [Source; 2] = [
    (
        Language::De,
        "indicators/formulas/text/de.ftl",
        include_str!("text/de.ftl"),
    ),
    (
        Language::En,
        "indicators/formulas/text/en.ftl",
        include_str!("text/en.ftl"),
    ),
];

/// The short name of the source under which computed values stand.
pub const COMPUTED: &str = "computed";

/// Checks a formula that gives values in `unit`. `own` is the slug of the indicator that it shall define, when it exists.
pub fn check(catalogue: &Catalogue, text: &str, unit: Unit, own: Option<&str>) -> Result<Checked, Vec<Problem>> {
    methods::formula::check(text, unit, own, catalogue)
}

/// The formula of an indicator: the one in use, else the one that ships with the program and passes the check.
pub fn expression_of(catalogue: &Catalogue, indicator: &Indicator) -> Result<Option<Expression>, StoreError> {
    if let Some(formula) = &indicator.formula {
        return Ok(Some(formula.expression.clone()));
    }
    let Some(text) = catalogue::shipped_formula(&indicator.slug) else {
        return Ok(None);
    };
    match check(catalogue, &text, indicator.version.unit, Some(&indicator.slug)) {
        Ok(checked) => Ok(Some(checked.expression)),
        Err(problems) => {
            let problem = problems.first().map(ToString::to_string).unwrap_or_default();
            let message = format!(
                "the formula that ships for \"{}\" does not fit the catalogue: {problem}",
                indicator.slug
            );
            Err(StoreError::Refused(message))
        }
    }
}

/// Where a source stands among those of an indicator; the smallest counts first. What a person decided comes first, then what
/// publishers state, then what a home counted itself, then what was computed here: own values stand beside official ones and never
/// take their place unasked.
pub fn rank(precedence: &[SourceKey], source: &str, area_state: &str) -> (usize, u8) {
    let is_it = |key: &SourceKey| key.source == source && key.area_state == area_state;
    let decided = precedence.iter().position(is_it).unwrap_or(precedence.len());
    let kind = match source {
        COMPUTED => 3,
        // A table without a publisher never stands before what the municipality itself has entered.
        own::NO_PUBLISHER => 2,
        source if own::is_own_source(source) => 1,
        _ => 0,
    };
    (decided, kind)
}
