//! Formulas over indicators: a small language, checked before anything is computed with it.
//!
//! For people who define an indicator of their own, and for recomputing what an office publishes. A formula is one line:
//!
//! ```text
//! employees-at-residence / working-age-population@same * 100
//! (unemployed - unemployed[SEX=F]) / indicator("working-age-population") * 1000
//! vehicles / population@previous * 1000        stock of 1 January with the population of 31 December before
//! births / average(population) * 1000          average of two year ends
//! ```
//!
//! * [`parse`] reads the text; each mistake carries its place and what to do.
//! * [`check`] proves a formula against a catalogue: known indicators, units that lead to the declared one, one reference time, one
//!   place of counting, one population base, no circle. What is mixed on purpose has to be stated by `@same`, `@previous`,
//!   `@following`, `average(…)`, `@residence` or `@work`.
//! * [`evaluate`] computes one value. A missing input stays missing, a division by zero is a missing value with this reason, and flags
//!   of the inputs are kept. [`bounds`] says how far rounding of the inputs can move the result.
//! * [`reveals`] finds formulas that would show a suppressed value, such as a total less the published part.
//!
//! Nothing here knows where values lie: territory, source and area are the caller's business, who looks values up for one
//! territory, one area state and one period at a time. There are no conditions, no names for results and no functions besides
//! `average`: what cannot be said in one line of school arithmetic is a method and gets a file of its own.

mod check;
mod evaluate;
mod parse;
mod problem;
mod reveal;
mod token;
mod unit_algebra;

#[cfg(test)]
mod tests;

pub use self::{
    check::{Checked, Definition, Definitions, Remark, check},
    evaluate::{Cell, Outcome, Ranges, Reason, bounds, evaluate},
    parse::{Alignment, Expression, Input, Operation, Sign, parse},
    problem::{Expected, Found, Hint, Mistake, Problem},
    reveal::{Formulas, Relation, reveals},
};
