//! How many digits behind the decimal sign an own indicator is shown with, where nobody has said so.
//!
//! A formula that only adds, subtracts or averages values of its own unit is shown like these. Everything else is shown as its unit usually
//! is: things and people without digits, shares with one, amounts per head with two. Values are always kept with all their digits.

use figures::unit::{Quantity, Unit};
use methods::formula;

use crate::indicators::catalogue::Catalogue;

/// Where the number of digits comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalsBy {
    /// A person has said it.
    Said,
    /// From the unit.
    Unit,
    /// From the inputs of the formula.
    Inputs,
}

/// The digits for a unit and a formula of which nobody has said anything.
pub fn usual_decimals(unit: Unit, formula: Option<&formula::Checked>, catalogue: &Catalogue) -> (u8, DecimalsBy) {
    let slugs = formula.map(|one| one.expression.inputs()).unwrap_or_default();
    let inputs = slugs
        .iter()
        .map(|input| catalogue.by_slug(&input.slug).map(|one| &one.version));
    let digits = inputs.map(|version| version.filter(|one| one.unit == unit).map(|one| one.decimals));
    // One input in another unit, or one that nobody knows, and the result is of another kind than what went in.
    match digits.collect::<Option<Vec<u8>>>() {
        Some(digits) if !digits.is_empty() => (digits.into_iter().max().unwrap_or_default(), DecimalsBy::Inputs),
        _ => (of_unit(unit), DecimalsBy::Unit),
    }
}

/// As offices publish figures in this unit.
fn of_unit(unit: Unit) -> u8 {
    match unit {
        Unit::Share => 3,
        Unit::PerPerson | Unit::TonnesPerPerson | Unit::SquareKilometres => 2,
        Unit::EurMillion
        | Unit::PersonsThousand
        | Unit::CountThousand
        | Unit::TonnesMillion
        | Unit::DecitonnesPerHectare
        | Unit::Kilometres => 1,
        _ => match unit.quantity() {
            Quantity::MoneyPerArea | Quantity::PowerPerPerson => 2,
            Quantity::Ratio
            | Quantity::PerPerson
            | Quantity::AreaPerPerson
            | Quantity::AreaPerDay
            | Quantity::MassPerPerson
            | Quantity::Concentration
            | Quantity::Temperature
            | Quantity::SoundLevel
            | Quantity::Age
            | Quantity::Index
            | Quantity::Unstated => 1,
            _ => 0,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_no_digits_and_shares_have_one() {
        let told = [
            Unit::Count,
            Unit::Persons,
            Unit::Eur,
            Unit::Percent,
            Unit::Per1000Persons,
            Unit::TonnesPerPerson,
            Unit::Share,
        ]
        .map(of_unit);
        assert_eq!(told, [0, 0, 0, 1, 1, 2, 3]);
    }
}
