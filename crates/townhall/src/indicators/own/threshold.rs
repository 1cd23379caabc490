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
        Unit::Persons => Protection::People.threshold(),
        _ => Protection::Things.threshold(),
    };
    (unit.quantity() == Quantity::Count).then(|| protection.threshold().max(least))
}

/// The same for numbers of which unit and protection may be unknown: whole numbers without a unit may well be a count of people.
pub fn smallest_among(unit: Unit, protection: Option<Protection>, are_whole: bool) -> Option<f64> {
    let protection = protection.unwrap_or(Protection::People);
    match unit {
        Unit::Unstated => are_whole.then(|| protection.threshold()),
        unit => smallest_count(unit, protection),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_stand_behind_a_count_until_somebody_says_otherwise() {
        let check = |unit, protection, are_whole, expected: Option<f64>| {
            assert_eq!(
                smallest_among(unit, protection, are_whole),
                expected,
                "{unit:?} {protection:?} {are_whole}"
            );
        };
        check(Unit::Persons, None, true, Some(3.0));
        check(Unit::Persons, Some(Protection::Things), true, Some(3.0));
        check(Unit::Persons, Some(Protection::Social), true, Some(10.0));
        check(Unit::Count, None, true, Some(3.0));
        check(Unit::Count, Some(Protection::Things), true, Some(0.0));
        check(Unit::Unstated, None, true, Some(3.0));
        check(Unit::Unstated, None, false, None);
        check(Unit::Unstated, Some(Protection::Things), true, Some(0.0));
        check(Unit::Percent, None, true, None);
        check(Unit::Hectares, Some(Protection::Social), true, None);
    }
}
