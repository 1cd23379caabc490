//! What a file says of its indicators against what they say themselves, against each other and against the catalogue.

use std::collections::HashMap;

use figures::{
    definition::{self, Definition},
    indicator::Reference,
    unit::{Quantity, Unit},
};

use super::{Collected, RowProblem, Severity, at};
use crate::indicators::catalogue::Catalogue;

/// The code of a row whose unit is another than that of its indicator.
pub(super) const OTHER_UNIT: &str = "other_unit";

/// Whether numbers in one unit are no numbers in the other: persons and percent, but also euros and thousands of euros.
fn is_other(file: Unit, known: Unit) -> bool {
    let is_unstated = |unit: Unit| unit.quantity() == Quantity::Unstated;
    let is_open = is_unstated(file) || is_unstated(known);
    !is_open && (file.quantity() != known.quantity() || file.size() != known.size())
}

impl Collected {
    /// Rejects the rows of an indicator of which the file states another unit than the file or person did that brought it: persons are not
    /// stored as percent, nor thousands of euros as euros. `scheme` is the source whose names the file uses.
    pub(in crate::indicators::deliveries) fn reject_other_units(&mut self, catalogue: &Catalogue, scheme: &str) {
        let others: HashMap<usize, (String, Unit)> = self
            .head
            .indicators
            .iter()
            .enumerate()
            .filter_map(|(index, head)| {
                let known = catalogue.by_alias(scheme, &head.name);
                let known = known.or_else(|| catalogue.by_slug(&head.name))?;
                // Units of the catalogue that ships were checked by people; where a file differs, its words may be read wrongly.
                let known = Some(known).filter(|known| known.sheet.is_none())?.version.unit;
                let file = head.unit.filter(|file| is_other(*file, known))?;
                let text = head.unit_text.clone().unwrap_or_else(|| file.to_string());
                Some((index, (text, known)))
            })
            .collect();
        if others.is_empty() {
            return;
        }
        let n_before = self.problems.len();
        self.reject_those(OTHER_UNIT, |one| {
            let (file, known) = others.get(&usize::try_from(one.indicator).ok()?)?;
            let message = format!(
                "the file states the unit \"{file}\", and {known} was stated for this indicator before; the values were not taken; if the file is right, give its figures an indicator of their own with --indicator NAME"
            );
            Some((file.clone(), message))
        });
        // One sentence for all values of an indicator.
        let mut told: Vec<RowProblem> = Vec::new();
        for problem in self.problems.split_off(n_before) {
            match told.iter_mut().find(|one| one.message == problem.message) {
                Some(known) => known.rows += problem.rows,
                None => told.push(problem),
            }
        }
        self.problems.append(&mut told);
    }

    /// Tells where the definition of an indicator contradicts itself or the catalogue. It ends no row. `scheme` is the source whose names
    /// the file uses.
    pub(in crate::indicators::deliveries) fn check_definitions(&mut self, catalogue: &Catalogue, scheme: &str) {
        let mut notes = Vec::new();
        for head in &self.head.indicators {
            let names: Vec<&str> = [
                Some(head.name.as_str()),
                head.title.as_deref(),
                head.long_name.as_deref(),
            ]
            .into_iter()
            .flatten()
            .collect();
            let known = catalogue
                .by_alias(scheme, &head.name)
                .or_else(|| catalogue.by_slug(&head.name));
            if let Some(twin) = catalogue
                .titled(&head.name)
                .filter(|_| known.is_none() && self.head.source_slug.is_none())
            {
                let message = format!(
                    "\"{}\" is the title of the indicator {} of the catalogue; if that is meant, write {} above the column or name it with --indicator, else the figures become an indicator of their own beside it",
                    head.name, twin.slug, twin.slug
                );
                notes.push(at(
                    &self.head,
                    Severity::Noted,
                    "title-of-the-catalogue",
                    head.place,
                    &twin.slug,
                    message,
                ));
            }
            let known = known.map(|indicator| &indicator.version);
            let stated = |reference: &Reference| *reference != Reference::Unstated;
            let found = definition::check(&Definition {
                names: &names,
                formula: head.formula.as_deref(),
                unit: head.unit,
                unit_text: head.unit_text.as_deref(),
                reference: known.map(|one| one.reference).filter(stated),
                population_base: known.and_then(|one| one.population_base.as_deref()),
            });
            let piece = head.title.as_deref().unwrap_or(&head.name);
            let mut note = |code: &str, message: String| {
                notes.push(at(&self.head, Severity::Noted, code, head.place, piece, message));
            };
            for finding in &found {
                note(finding.code(), format!("{piece}: {finding}"));
            }
            let of_catalogue = known.map(|one| one.unit).filter(|unit| *unit != Unit::Unstated);
            if let Some((file, catalogue)) = head
                .unit
                .zip(of_catalogue)
                .filter(|(file, catalogue)| file != catalogue)
            {
                let message = format!(
                    "{piece}: the file states the unit {file}, the catalogue {catalogue}; compare the values with another source before using them"
                );
                note("definition_catalogue", message);
            }
        }
        self.problems.extend(notes);
    }
}
