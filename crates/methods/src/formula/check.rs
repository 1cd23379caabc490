//! Whether a formula may be used: everything that can be known before the first value is computed.

use std::collections::BTreeSet;

use figures::{
    indicator::{CountedAt, IndicatorVersion, Reference},
    unit::Unit,
};

use super::{
    parse::{Alignment, Expression, Input, parse},
    problem::{Hint, Mistake, Problem},
    unit_algebra::{Reached, measure},
};

/// What the check needs to know about an indicator.
#[derive(Debug, Clone, Copy)]
pub struct Definition<'a> {
    /// Unit, reference time, population base, place of counting.
    pub version: &'a IndicatorVersion,
    /// The formula by which this installation computes it, if it does.
    pub formula: Option<&'a Expression>,
}

/// Where the check looks indicators up.
pub trait Definitions {
    /// The definition of an indicator.
    fn definition(&self, slug: &str) -> Option<Definition<'_>>;

    /// The slug that may be meant by a name nobody knows.
    fn similar(&self, name: &str) -> Option<String> {
        let _ = name;
        None
    }
}

/// A formula that may be used.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// Its structure.
    pub expression: Expression,
    /// Its one spelling, for storage.
    pub text: String,
    /// What its values are measured in.
    pub unit: Unit,
    /// What could not be proved.
    pub remarks: Vec<Remark>,
}

/// What a person should know although the formula may be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Remark {
    /// A unit is not stated.
    #[error("a unit in the formula is not stated, so that nobody can prove the unit of the result")]
    UnitNotProved,
    /// A mean of two days of an input of which nobody states that it is about a day.
    #[error("{0} does not state which time within its period it is about; check that the times agree")]
    ReferenceUnstated(String),
    /// Population bases overlap and are not the same.
    #[error(
        "{0} and {1} rest on partly different counts of the population; years on different counts cannot be compared"
    )]
    BasesDiffer(String, String),
}

impl Remark {
    /// Stable, for programs and translations.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnitNotProved => "unit_not_proved",
            Self::ReferenceUnstated(_) => "reference_unstated",
            Self::BasesDiffer(..) => "bases_differ",
        }
    }

    /// The pieces that a translated sentence names.
    pub fn pieces(&self) -> Vec<String> {
        match self {
            Self::UnitNotProved => Vec::new(),
            Self::ReferenceUnstated(slug) => vec![slug.clone()],
            Self::BasesDiffer(first, second) => vec![first.clone(), second.clone()],
        }
    }
}

/// Checks a formula that gives values in `declared`. `own` is the slug of the indicator that it defines, when it has one already.
/// All problems are told that can be told at once.
pub fn check(
    text: &str,
    declared: Unit,
    own: Option<&str>,
    definitions: &impl Definitions,
) -> Result<Checked, Vec<Problem>> {
    let expression = parse(text).map_err(|problem| vec![problem])?;
    let inputs = expression.inputs();
    if inputs.is_empty() {
        let end = text.chars().count();
        return Err(vec![Problem {
            start: 0,
            end,
            mistake: Mistake::NoIndicator,
        }]);
    }
    let mut problems = Vec::new();
    let mut known: Vec<(&Input, Definition<'_>)> = Vec::new();
    for input in &inputs {
        match definitions.definition(&input.slug) {
            Some(definition) => known.push((input, definition)),
            None => problems.push(at(input, unknown(&input.slug, definitions))),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut remarks = Vec::new();
    for (input, definition) in &known {
        if let Some(path) = own.and_then(|own| circle(&input.slug, definition, own, definitions)) {
            problems.push(at(input, Mistake::Cycle(path)));
        }
        if input.alignment == Alignment::AverageOfEnds {
            match definition.version.reference {
                Reference::Day { .. } => {}
                Reference::Unstated => remarks.push(Remark::ReferenceUnstated(input.slug.clone())),
                other => {
                    let mistake = Mistake::AverageOfNoStock(input.slug.clone(), other);
                    problems.push(at(input, mistake));
                }
            }
        }
        if let (Some(stated), Some(actual)) = (input.place, definition.version.counted_at)
            && stated != actual
        {
            let slug = input.slug.clone();
            problems.push(at(input, Mistake::WrongPlace { slug, actual, stated }));
        }
    }
    problems.extend(times(&known));
    problems.extend(places(&known));
    bases(&known, &mut problems, &mut remarks);
    let unit = |slug: &str| {
        definitions
            .definition(slug)
            .map_or(Unit::Unstated, |one| one.version.unit)
    };
    match measure(&expression, &unit) {
        Err(problem) => problems.push(problem),
        Ok(measure) => match measure.reaches(declared) {
            Ok(Reached::Yes) => {}
            Ok(Reached::Unknown) => remarks.push(Remark::UnitNotProved),
            Err(mistake) => problems.push(Problem {
                start: 0,
                end: text.chars().count(),
                mistake,
            }),
        },
    }
    if !problems.is_empty() {
        problems.sort_by_key(|problem| (problem.start, problem.end));
        return Err(problems);
    }
    remarks.dedup();
    Ok(Checked {
        text: expression.to_string(),
        expression,
        unit: declared,
        remarks,
    })
}

fn at(input: &Input, mistake: Mistake) -> Problem {
    Problem {
        start: input.start,
        end: input.end,
        mistake,
    }
}

/// What is said about a name nobody knows: perhaps a minus without spaces, perhaps a slip of the pen.
fn unknown(name: &str, definitions: &impl Definitions) -> Mistake {
    let is_known = |slug: &str| definitions.definition(slug).is_some();
    let hyphens = name.char_indices().filter(|(_, one)| *one == '-');
    let minus = hyphens
        .map(|(place, _)| (&name[..place], &name[place + 1..]))
        .find(|(left, right)| is_known(left) && (is_known(right) || right.parse::<f64>().is_ok()));
    let hint = match minus {
        Some((left, right)) => Some(Hint::Minus(left.to_owned(), right.to_owned())),
        None => definitions.similar(name).map(Hint::Similar),
    };
    Mistake::UnknownIndicator {
        name: name.to_owned(),
        hint,
    }
}

/// The way from an input back to the indicator that is to be defined.
fn circle(slug: &str, definition: &Definition<'_>, own: &str, definitions: &impl Definitions) -> Option<Vec<String>> {
    fn search(
        slug: &str,
        formula: Option<&Expression>,
        own: &str,
        definitions: &impl Definitions,
        seen: &mut BTreeSet<String>,
    ) -> Option<Vec<String>> {
        if slug == own {
            return Some(vec![own.to_owned()]);
        }
        if !seen.insert(slug.to_owned()) {
            return None;
        }
        for input in formula?.inputs() {
            let below = definitions.definition(&input.slug).and_then(|one| one.formula);
            if let Some(mut path) = search(&input.slug, below, own, definitions, seen) {
                path.insert(0, slug.to_owned());
                return Some(path);
            }
        }
        None
    }
    let mut path = search(slug, definition.formula, own, definitions, &mut BTreeSet::new())?;
    path.insert(0, own.to_owned());
    Some(path)
}

/// Inputs of which the formula says nothing about time must all be about the same one. What no publisher states cannot be the same as
/// anything but itself.
fn times(known: &[(&Input, Definition<'_>)]) -> Option<Problem> {
    let mut silent = known.iter().filter(|(input, _)| !input.states_alignment);
    let (first, first_definition) = silent.next()?;
    let first_reference = first_definition.version.reference;
    let (second, second_definition) = silent.find(|(input, definition)| {
        let reference = definition.version.reference;
        reference != first_reference || reference == Reference::Unstated && input.slug != first.slug
    })?;
    let (slug, second_reference) = (first.slug.clone(), second_definition.version.reference);
    let mistake = if first_reference == Reference::Unstated && second_reference == Reference::Unstated {
        Mistake::UnstatedReference {
            first: slug,
            second: second.slug.clone(),
        }
    } else {
        Mistake::MixedReference {
            first: slug,
            first_reference,
            second: second.slug.clone(),
            second_reference,
        }
    };
    Some(at(second, mistake))
}

/// Residence and work are mixed only when the formula says so.
fn places(known: &[(&Input, Definition<'_>)]) -> Option<Problem> {
    let place = |definition: &Definition<'_>| definition.version.counted_at;
    let (first, first_place) = known
        .iter()
        .find_map(|(input, definition)| Some((input, place(definition)?)))?;
    let differs = |found: CountedAt| found != first_place;
    let (second, second_place) = known.iter().find_map(|(input, definition)| {
        let found = place(definition).filter(|found| differs(*found) && input.place.is_none())?;
        Some((input, found))
    })?;
    let mistake = Mistake::MixedPlace {
        first: first.slug.clone(),
        first_place,
        second: second.slug.clone(),
        second_place,
    };
    Some(at(second, mistake))
}

/// Counts of the population must agree, at least in part.
fn bases(known: &[(&Input, Definition<'_>)], problems: &mut Vec<Problem>, remarks: &mut Vec<Remark>) {
    let base = |definition: &Definition<'_>| definition.version.population_base.clone();
    let mut stated = known
        .iter()
        .filter_map(|(input, definition)| Some((input, base(definition)?)));
    let Some((first, first_base)) = stated.next() else {
        return;
    };
    let counts = |base: &str| {
        base.split(',')
            .map(|one| one.trim().to_owned())
            .collect::<BTreeSet<_>>()
    };
    for (second, second_base) in stated {
        let (one, other) = (counts(&first_base), counts(&second_base));
        if one.is_disjoint(&other) {
            let mistake = Mistake::PopulationBase {
                first: first.slug.clone(),
                first_base: first_base.clone(),
                second: second.slug.clone(),
                second_base,
            };
            problems.push(at(second, mistake));
        } else if one != other {
            remarks.push(Remark::BasesDiffer(first.slug.clone(), second.slug.clone()));
        }
    }
}
