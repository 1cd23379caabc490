//! From which number on everybody may see what is counted: the one rule for typed values, for uploaded tables and for computed values.
//!
//! What counts is what stands behind the cases, and it is people until somebody says otherwise. Figures of a publisher are released
//! already and are not asked here.

use figures::unit::{Quantity, Unit};

use super::Protection;
use crate::indicators::catalogue::Indicator;

/// The smallest count of an own indicator that everybody may see; `None` where nothing is counted or it is not an own one.
pub fn smallest_shown(indicator: &Indicator) -> Option<f64> {
    let protection = indicator.protection.unwrap_or(Protection::People);
    smallest_count(indicator.version.unit, protection).filter(|_| indicator.is_own())
}

/// The smallest number that everybody may see of what is counted; `None` where nothing is counted.
pub fn smallest_count(unit: Unit, protection: Protection) -> Option<f64> {
    // Whoever counts in persons counts people, whatever else was said.
    let least = match unit {
        Unit::Persons | Unit::PersonsThousand => Protection::People.threshold(),
        _ => Protection::Things.threshold(),
    };
    let bound = (unit.quantity() == Quantity::Count).then(|| protection.threshold().max(least))?;
    // Three people are 0.003 thousand of them.
    let (numerator, denominator) = unit.size();
    (0.0 < bound).then_some(bound * denominator / numerator)
}

/// Whether so small a number could tell about single people. A balance below zero is as large as what it counts.
pub fn is_small(value: f64, smallest: f64) -> bool {
    value.abs() < smallest
}

/// The same for numbers of which the unit may be unknown: whole numbers without a unit may well be a count.
pub fn smallest_among(unit: Unit, protection: Protection, are_whole: bool) -> Option<f64> {
    match unit {
        Unit::Unstated => are_whole.then(|| protection.threshold()).filter(|bound| 0.0 < *bound),
        unit => smallest_count(unit, protection),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_counts_in_persons_counts_people() {
        let check = |unit, protection, are_whole, expected: Option<f64>| {
            assert_eq!(
                smallest_among(unit, protection, are_whole),
                expected,
                "{unit:?} {protection:?} {are_whole}"
            );
        };
        check(Unit::Persons, Protection::People, true, Some(3.0));
        check(Unit::Persons, Protection::Things, true, Some(3.0));
        check(Unit::Persons, Protection::Social, true, Some(10.0));
        check(Unit::Count, Protection::People, true, Some(3.0));
        check(Unit::Count, Protection::Things, true, None);
        check(Unit::Unstated, Protection::People, true, Some(3.0));
        check(Unit::Unstated, Protection::People, false, None);
        check(Unit::Unstated, Protection::Things, true, None);
        check(Unit::Percent, Protection::People, true, None);
        check(Unit::Hectares, Protection::Social, true, None);
    }

    #[test]
    fn a_balance_below_zero_is_no_small_count() {
        assert!(is_small(2.0, 3.0) && is_small(-2.0, 3.0) && is_small(0.0, 3.0));
        assert!(!is_small(3.0, 3.0) && !is_small(-25.0, 3.0));
    }
}
