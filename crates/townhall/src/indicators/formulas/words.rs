//! What is wrong with a formula in the words of a page, with the place marked in what was typed.
//!
//! The language of formulas knows English sentences for the command line. Pages never show one of them: each mistake has words of its
//! own, and so has everything that it names: what stands there, what is expected, times, places and what something measures.

use figures::{
    indicator::{CountedAt, Reference},
    unit::Unit,
};
use methods::formula::{Expected, Found, Hint, Mistake, Problem, Remark};
use web::frame::Frame;

use super::super::pages::figure;

/// A formula as it was typed, cut where a mistake begins and ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// What stands before.
    pub before: String,
    /// What the mistake is about; a sign for the end where something is missing there.
    pub marked: String,
    /// What stands behind.
    pub after: String,
}

/// Cuts a formula at the place of a problem. Places count characters of the trimmed text.
pub fn marked(text: &str, problem: &Problem) -> Marked {
    /// Stands where something is missing, so that there is something to mark.
    const GAP: &str = "␣";
    let characters: Vec<char> = text.trim().chars().collect();
    let end = problem.end.min(characters.len());
    let start = problem.start.min(end);
    let part = |range: std::ops::Range<usize>| characters[range].iter().collect::<String>();
    let marked = match part(start..end) {
        empty if empty.is_empty() => GAP.to_owned(),
        found => found,
    };
    Marked {
        before: part(0..start),
        marked,
        after: part(end..characters.len()),
    }
}

/// A problem in the words of a page; its place stands in the problem.
pub fn said(frame: &Frame, problem: &Problem) -> String {
    let key = format!("formula-problem-{}", problem.mistake.code().replace('_', "-"));
    let words = frame.plain(&key);
    let sentence = match &problem.mistake {
        Mistake::Empty | Mistake::NoIndicator | Mistake::Dimension(_) => words,
        Mistake::TooLong(most) | Mistake::TooDeep(most) => words.with("most", *most),
        Mistake::Character(one) => words.with("text", one.to_string()),
        Mistake::AmbiguousNumber(text, whole, _) => words.with("text", text).with("whole", whole),
        Mistake::Number(text) | Mistake::Alignment(text) | Mistake::AlignmentTwice(text) => words.with("text", text),
        Mistake::Unexpected { found, expected } => words
            .with("found", stands_there(frame, found))
            .with("expected", is_missing(frame, expected)),
        Mistake::Unclosed(open, close) => words.with("open", open.to_string()).with("close", close.to_string()),
        Mistake::UnknownIndicator { name, hint } => return unknown(frame, &key, name, hint.as_ref()),
        Mistake::HiddenInput(name) => words.with("name", name),
        Mistake::Cycle(path) => words.with("path", path.join(" → ")),
        Mistake::UnlikeUnits { left, right } => words
            .with("left", measured(frame, left))
            .with("right", measured(frame, right)),
        Mistake::UnlikeScales { left, right, factor } => words
            .with("left", unit_or_measure(frame, left))
            .with("right", unit_or_measure(frame, right))
            .with("factor", factor),
        Mistake::UnitDoesNotFollow { found, declared } => words
            .with("found", measured(frame, found))
            .with("unit", unit_or_measure(frame, declared.code())),
        Mistake::WrongFactor {
            declared,
            needed,
            found,
        } => words
            .with("unit", unit_or_measure(frame, declared.code()))
            .with("needed", needed)
            .with("found", found),
        Mistake::MixedReference {
            first,
            first_reference,
            second,
            second_reference,
        } => words
            .with("first", first)
            .with("first-time", time(frame, *first_reference))
            .with("second", second)
            .with("second-time", time(frame, *second_reference)),
        Mistake::UnstatedReference { first, second } => words.with("first", first).with("second", second),
        Mistake::MixedPlace {
            first,
            first_place,
            second,
            second_place,
        } => words
            .with("first", first)
            .with("first-place", place(frame, *first_place))
            .with("second", second)
            .with("second-place", place(frame, *second_place))
            .with("word", second_place.as_str()),
        Mistake::WrongPlace { slug, actual, stated } => words
            .with("slug", slug)
            .with("actual", place(frame, *actual))
            .with("stated", place(frame, *stated))
            .with("word", stated.as_str()),
        Mistake::PopulationBase {
            first,
            first_base,
            second,
            second_base,
        } => words
            .with("first", first)
            .with("first-base", first_base)
            .with("second", second)
            .with("second-base", second_base),
        Mistake::AverageOfNoStock(slug, reference) => words.with("slug", slug).with("time", time(frame, *reference)),
    };
    sentence.to_string()
}

fn unknown(frame: &Frame, key: &str, name: &str, hint: Option<&Hint>) -> String {
    match hint {
        None => frame.plain(key).with("name", name).to_string(),
        Some(Hint::Similar(slug)) => {
            let words = frame.plain("formula-problem-unknown-indicator-similar");
            words.with("name", name).with("similar", slug).to_string()
        }
        Some(Hint::Minus(left, right)) => {
            let words = frame
                .plain("formula-problem-unknown-indicator-minus")
                .with("name", name);
            words.with("left", left).with("right", right).to_string()
        }
    }
}

/// What the language of formulas found, in the words of the page.
fn stands_there(frame: &Frame, found: &Found) -> String {
    match found {
        Found::Number(number) => frame.plain("formula-found-number").with("number", number).to_string(),
        Found::End => frame.plain("formula-found-end").to_string(),
        Found::Times => frame.plain("formula-found-times").to_string(),
        Found::Divide => frame.plain("formula-found-divide").to_string(),
        Found::Text(text) => frame.plain("formula-found-word").with("text", text).to_string(),
    }
}

fn is_missing(frame: &Frame, expected: &Expected) -> String {
    let key = match expected {
        Expected::Operand => "formula-expected-operand",
        Expected::Operation => "formula-expected-operation",
        Expected::OperationOrClose => "formula-expected-operation-or-close",
        Expected::Indicator => "formula-expected-indicator",
        Expected::Open => "formula-expected-open",
        Expected::Close => "formula-expected-close",
    };
    frame.plain(key).to_string()
}

fn time(frame: &Frame, reference: Reference) -> String {
    match reference {
        Reference::Day { month, day } => {
            let day = figure::day_of_year(frame, month, day);
            frame.plain("formula-time-day").with("day", day).to_string()
        }
        Reference::Average => frame.plain("formula-time-average").to_string(),
        Reference::Sum => frame.plain("formula-time-sum").to_string(),
        Reference::SchoolYear => frame.plain("formula-time-school-year").to_string(),
        Reference::Unstated => frame.plain("formula-time-unstated").to_string(),
    }
}

fn place(frame: &Frame, place: CountedAt) -> String {
    match place {
        CountedAt::Residence => frame.plain("formula-place-residence").to_string(),
        CountedAt::Work => frame.plain("formula-place-work").to_string(),
    }
}

/// The name of a unit, or what several units together measure.
fn unit_or_measure(frame: &Frame, text: &str) -> String {
    match text.parse::<Unit>() {
        Ok(unit) => figure::unit(frame, unit),
        Err(_) => measured(frame, text),
    }
}

/// What something measures: `people / metres^2` in the words of the page.
fn measured(frame: &Frame, text: &str) -> String {
    let factor = |factor: &str| match factor {
        "metres^2" => frame.plain("formula-quantity-square-metres").to_string(),
        "metres^3" => frame.plain("formula-quantity-cubic-metres").to_string(),
        _ => {
            let (name, power) = factor.split_once('^').unwrap_or((factor, ""));
            let key = format!("formula-quantity-{}", name.replace(' ', "-"));
            let name = if frame.words().has(&key) {
                frame.plain(&key).to_string()
            } else {
                name.to_owned()
            };
            match power {
                "" => name,
                power => format!("{name}^{power}"),
            }
        }
    };
    let product = |text: &str| text.split(" × ").map(factor).collect::<Vec<_>>().join(" × ");
    match text.split_once(" / ") {
        None => product(text),
        Some((above, below)) => frame
            .plain("formula-quantity-per")
            .with("above", product(above))
            .with("below", product(below))
            .to_string(),
    }
}

/// A remark in the words of a page.
pub fn remark(frame: &Frame, remark: &Remark) -> String {
    let key = format!("formula-remark-{}", remark.code().replace('_', "-"));
    let words = frame.plain(&key);
    let words = match remark {
        Remark::UnitNotProved => words,
        Remark::ReferenceUnstated(slug) => words.with("a", slug),
        Remark::BasesDiffer(first, second) => words.with("a", first).with("b", second),
    };
    words.to_string()
}
