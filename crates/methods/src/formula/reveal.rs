//! Formulas that would show a suppressed value: a total less the published parts is what was suppressed.
//!
//! A formula is written as one fraction of polynomials in its cells. Where a total and one of its published parts stand in it with
//! opposite signs and the same factor, what remains is the rest of the total; if a part of that rest is suppressed, the value must not
//! be computed. That covers differences, differences of ratios (`100 - part / total * 100`), means of two dates, and all of them by way of
//! other computed indicators, whose formulas are put in their place. It does not look for what several results that are not named
//! in one formula would tell together.

use std::collections::BTreeMap;

use figures::dimension::DimensionSet;

use super::parse::{Expression, Input, Operation, Sign};

/// That the parts of a breakdown add up to a total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The total.
    pub total: DimensionSet,
    /// Parts that are published.
    pub published: Vec<DimensionSet>,
    /// Parts that are suppressed.
    pub suppressed: Vec<DimensionSet>,
}

/// More terms than any formula of a person has; beyond them nothing can be proved.
const N_TERMS: usize = 4_096;

/// Formulas over results of formulas over results: deeper than anybody goes, and circles are refused before.
const N_DEEP: usize = 8;

/// The formula by which an input is computed here, if it is.
pub type Formulas<'a> = &'a dyn Fn(&str) -> Option<&'a Expression>;

/// A value of an input: slug, breakdown, offset of the period.
type CellName = (String, DimensionSet, i8);
type Polynomial = BTreeMap<Vec<usize>, f64>;

/// The indicator of which a formula would show a suppressed value. `relations` tells the sums of an indicator at a time, counted in
/// periods from that of the result; only those with a suppressed part matter.
pub fn reveals(
    expression: &Expression,
    formulas: Formulas<'_>,
    relations: &mut dyn FnMut(&str, i8) -> Vec<Relation>,
) -> Option<String> {
    let as_written = Reading {
        formulas: &|_| None,
        cells: Vec::new(),
    };
    let put_in_place = Reading {
        formulas,
        cells: Vec::new(),
    };
    as_written
        .shows(expression, relations)
        .or_else(|| put_in_place.shows(expression, relations))
}

/// A formula with the cells that it reads.
struct Reading<'a> {
    formulas: Formulas<'a>,
    cells: Vec<CellName>,
}

impl Reading<'_> {
    fn shows(
        mut self,
        expression: &Expression,
        relations: &mut dyn FnMut(&str, i8) -> Vec<Relation>,
    ) -> Option<String> {
        self.collect(expression, 0, 0);
        let mut moments: Vec<(String, i8)> = self
            .cells
            .iter()
            .map(|(slug, _, offset)| (slug.clone(), *offset))
            .collect();
        moments.sort();
        moments.dedup();
        let mut fraction = None;
        for (slug, offset) in moments {
            for relation in relations(&slug, offset).iter().filter(|one| !one.suppressed.is_empty()) {
                let place = |dimensions: &DimensionSet| {
                    self.cells
                        .iter()
                        .position(|(other, found, at)| *other == slug && found == dimensions && *at == offset)
                };
                let Some(total) = place(&relation.total) else { continue };
                let parts: Vec<usize> = relation.published.iter().filter_map(place).collect();
                if parts.is_empty() {
                    continue;
                }
                let known = fraction.get_or_insert_with(|| self.rational(expression, 0, 0));
                let Some((numerator, denominator)) = known else {
                    return Some(slug);
                };
                if takes_apart(numerator, total, &parts) || takes_apart(denominator, total, &parts) {
                    return Some(slug);
                }
            }
        }
        None
    }

    /// The formula that stands for an input.
    fn behind(&self, input: &Input, depth: usize) -> Option<&Expression> {
        let is_plain = input.dimensions.is_total() && depth < N_DEEP;
        is_plain.then(|| (self.formulas)(&input.slug)).flatten()
    }

    fn collect(&mut self, expression: &Expression, at: i8, depth: usize) {
        for input in expression.inputs() {
            for offset in input.alignment.offsets() {
                let at = at.saturating_add(*offset);
                match self.behind(input, depth).cloned() {
                    Some(inner) => self.collect(&inner, at, depth + 1),
                    None => {
                        let name = (input.slug.clone(), input.dimensions.clone(), at);
                        if !self.cells.contains(&name) {
                            self.cells.push(name);
                        }
                    }
                }
            }
        }
    }

    /// Numerator and denominator; `None` when there are too many terms.
    fn rational(&self, expression: &Expression, at: i8, depth: usize) -> Option<(Polynomial, Polynomial)> {
        match expression {
            Expression::Number { value, .. } => Some((Polynomial::from([(Vec::new(), *value)]), one())),
            Expression::Input(input) => {
                let offsets = input.alignment.offsets();
                let share = 1.0 / offsets.len() as f64;
                let mut sum = (Polynomial::new(), one());
                for offset in offsets {
                    let at = at.saturating_add(*offset);
                    let (mut numerator, denominator) = match self.behind(input, depth) {
                        Some(inner) => self.rational(inner, at, depth + 1)?,
                        None => {
                            let is_it = |(slug, dimensions, found): &CellName| {
                                *slug == input.slug && *dimensions == input.dimensions && *found == at
                            };
                            let place = self.cells.iter().position(is_it)?;
                            (Polynomial::from([(vec![place], 1.0)]), one())
                        }
                    };
                    numerator.values_mut().for_each(|factor| *factor *= share);
                    sum = added(sum, &(numerator, denominator))?;
                }
                Some(sum)
            }
            Expression::Sum(terms) => {
                let mut sum = (Polynomial::new(), one());
                for (sign, term) in terms {
                    let (mut numerator, denominator) = self.rational(term, at, depth)?;
                    if *sign == Sign::Minus {
                        numerator.values_mut().for_each(|factor| *factor = -*factor);
                    }
                    sum = added(sum, &(numerator, denominator))?;
                }
                Some(sum)
            }
            Expression::Product(factors) => {
                let mut product = (one(), one());
                for (operation, factor) in factors {
                    let (numerator, denominator) = self.rational(factor, at, depth)?;
                    let (above, below) = match operation {
                        Operation::Times => (numerator, denominator),
                        Operation::Divide => (denominator, numerator),
                    };
                    product = (multiply(&product.0, &above)?, multiply(&product.1, &below)?);
                }
                Some(product)
            }
        }
    }
}

/// Whether a part is taken from its total.
fn takes_apart(polynomial: &Polynomial, total: usize, parts: &[usize]) -> bool {
    polynomial.iter().any(|(monomial, factor)| {
        let Some(place) = monomial.iter().position(|cell| *cell == total) else {
            return false;
        };
        parts.iter().any(|part| {
            let mut other = monomial.clone();
            other[place] = *part;
            other.sort_unstable();
            let cancels = |found: f64| (found + factor).abs() <= 1e-9 * factor.abs();
            polynomial.get(&other).is_some_and(|found| cancels(*found))
        })
    })
}

fn one() -> Polynomial {
    Polynomial::from([(Vec::new(), 1.0)])
}

/// The sum of two fractions.
fn added(left: (Polynomial, Polynomial), right: &(Polynomial, Polynomial)) -> Option<(Polynomial, Polynomial)> {
    if left.1 == right.1 {
        return Some((add(left.0, &right.0), left.1));
    }
    let numerator = add(multiply(&left.0, &right.1)?, &multiply(&right.0, &left.1)?);
    Some((numerator, multiply(&left.1, &right.1)?))
}

fn add(mut left: Polynomial, right: &Polynomial) -> Polynomial {
    for (monomial, factor) in right {
        *left.entry(monomial.clone()).or_default() += factor;
    }
    left.retain(|_, factor| *factor != 0.0);
    left
}

fn multiply(left: &Polynomial, right: &Polynomial) -> Option<Polynomial> {
    if left.len().saturating_mul(right.len()) > N_TERMS {
        return None;
    }
    let mut product = Polynomial::new();
    for (one, factor) in left {
        for (other, by) in right {
            let mut monomial = [one.as_slice(), other.as_slice()].concat();
            monomial.sort_unstable();
            *product.entry(monomial).or_default() += factor * by;
        }
    }
    product.retain(|_, factor| *factor != 0.0);
    Some(product)
}
