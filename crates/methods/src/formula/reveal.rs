//! Formulas that would show a suppressed value: a total less the published parts is what was suppressed.
//!
//! A formula is written as one fraction of polynomials in its cells. Where a total and one of its published parts stand in it with
//! opposite signs and the same factor, what remains is the rest of the total; if a part of that rest is suppressed, the value must not
//! be computed. That covers differences, differences of ratios (`100 - part / total * 100`) and means of two dates. It does not look
//! for what several published results together would tell.

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

/// A value of an input: slug, breakdown, offset of the period.
type CellName = (String, DimensionSet, i8);
type Polynomial = BTreeMap<Vec<usize>, f64>;

/// The indicator of which a formula would show a suppressed value. `relations` tells the sums of an indicator at a time, counted in
/// periods from that of the result; only those with a suppressed part matter.
pub fn reveals(expression: &Expression, relations: &mut dyn FnMut(&str, i8) -> Vec<Relation>) -> Option<String> {
    let mut cells: Vec<CellName> = Vec::new();
    for input in expression.inputs() {
        for offset in input.alignment.offsets() {
            let name = name(input, *offset);
            if !cells.contains(&name) {
                cells.push(name);
            }
        }
    }
    let mut moments: Vec<(String, i8)> = cells.iter().map(|(slug, _, offset)| (slug.clone(), *offset)).collect();
    moments.sort();
    moments.dedup();
    let mut fraction = None;
    for (slug, offset) in moments {
        for relation in relations(&slug, offset).iter().filter(|one| !one.suppressed.is_empty()) {
            let place = |dimensions: &DimensionSet| {
                cells
                    .iter()
                    .position(|(other, found, at)| *other == slug && found == dimensions && *at == offset)
            };
            let Some(total) = place(&relation.total) else { continue };
            let parts: Vec<usize> = relation.published.iter().filter_map(place).collect();
            if parts.is_empty() {
                continue;
            }
            let known = fraction.get_or_insert_with(|| rational(expression, &cells));
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

fn name(input: &Input, offset: i8) -> CellName {
    (input.slug.clone(), input.dimensions.clone(), offset)
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

/// Numerator and denominator; `None` when there are too many terms.
fn rational(expression: &Expression, cells: &[CellName]) -> Option<(Polynomial, Polynomial)> {
    let one = || Polynomial::from([(Vec::new(), 1.0)]);
    match expression {
        Expression::Number { value, .. } => Some((Polynomial::from([(Vec::new(), *value)]), one())),
        Expression::Input(input) => {
            let offsets = input.alignment.offsets();
            let share = 1.0 / offsets.len() as f64;
            let mut polynomial = Polynomial::new();
            for offset in offsets {
                let place = cells.iter().position(|cell| *cell == name(input, *offset))?;
                *polynomial.entry(vec![place]).or_default() += share;
            }
            Some((polynomial, one()))
        }
        Expression::Sum(terms) => {
            let mut sum = (Polynomial::new(), one());
            for (sign, term) in terms {
                let (mut numerator, denominator) = rational(term, cells)?;
                if *sign == Sign::Minus {
                    numerator.values_mut().for_each(|factor| *factor = -*factor);
                }
                sum = if sum.1 == denominator {
                    (add(sum.0, &numerator), denominator)
                } else {
                    let left = multiply(&sum.0, &denominator)?;
                    let right = multiply(&numerator, &sum.1)?;
                    (add(left, &right), multiply(&sum.1, &denominator)?)
                };
            }
            Some(sum)
        }
        Expression::Product(factors) => {
            let mut product = (one(), one());
            for (operation, factor) in factors {
                let (numerator, denominator) = rational(factor, cells)?;
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
