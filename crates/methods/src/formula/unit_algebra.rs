//! What a formula measures: units are multiplied, divided and compared like the numbers that carry them.
//!
//! A unit is a product of basic quantities and a size. A factor that is a power of ten changes the size (`x 100` makes percent of a
//! share), any other factor is a coefficient; a declared unit may absorb coefficients too, so that yearly euros divided by 12 are
//! euros a month. Amounts of a day are compared with 365 or 366 of them in a year.

use figures::unit::{Quantity, Unit};

use super::{
    parse::{Expression, Operation},
    problem::{Mistake, Problem},
};

/// Exponents of: people, things, euros, metres, kilograms, kilowatt hours, kilowatts, minutes, years of age, index points.
type Dimensions = [i8; 10];

const PERSONS: usize = 0;
const NAMES: [&str; 10] = [
    "people",
    "things",
    "euros",
    "metres",
    "kilograms",
    "kilowatt hours",
    "kilowatts",
    "minutes",
    "years of age",
    "index points",
];
const N_DAYS_A_YEAR: f64 = 365.25;
/// How far a year of 365 or 366 days may lie from the mean one.
const TOLERANCE: f64 = 0.004;

/// What a part of a formula measures.
#[derive(Debug, Clone)]
pub(super) struct Measure {
    /// `None` where a unit is not stated.
    dimensions: Option<Dimensions>,
    /// The size of one in basic quantities.
    size: f64,
    /// The product of the powers of ten that were applied.
    scale: f64,
    /// The product of all other numbers.
    coefficient: f64,
    /// The value of a part without indicators.
    constant: Option<f64>,
    /// Whether people were divided by people.
    is_per_person: bool,
    words: String,
}

/// Whether a unit is reached.
pub(super) enum Reached {
    /// By the rules.
    Yes,
    /// A unit in the formula, or the declared one, is not stated.
    Unknown,
}

fn basis(unit: Unit) -> Option<(Dimensions, f64)> {
    let of = |pairs: &[(usize, i8)]| {
        let mut dimensions = [0; 10];
        for (place, exponent) in pairs {
            dimensions[*place] = *exponent;
        }
        dimensions
    };
    let (dimensions, basic_size) = match unit.quantity() {
        Quantity::Count if matches!(unit, Unit::Persons | Unit::PersonsThousand) => (of(&[(0, 1)]), 1.0),
        Quantity::Count => (of(&[(1, 1)]), 1.0),
        Quantity::Ratio => (of(&[]), 1.0),
        Quantity::PerPerson => (of(&[(1, 1), (0, -1)]), 1.0),
        Quantity::Money => (of(&[(2, 1)]), 1.0),
        Quantity::MoneyPerPerson => (of(&[(2, 1), (0, -1)]), 1.0),
        Quantity::MoneyPerPersonMonth => (of(&[(2, 1), (0, -1)]), 12.0),
        Quantity::MoneyPerMonth => (of(&[(2, 1)]), 12.0),
        Quantity::MoneyPerArea => (of(&[(2, 1), (3, -2)]), 1.0),
        Quantity::Area => (of(&[(3, 2)]), 1.0),
        Quantity::AreaPerPerson => (of(&[(3, 2), (0, -1)]), 1.0),
        Quantity::AreaPerDay => (of(&[(3, 2)]), 10_000.0 * N_DAYS_A_YEAR),
        Quantity::Density => (of(&[(0, 1), (3, -2)]), 1e-6),
        Quantity::Length => (of(&[(3, 1)]), 1.0),
        Quantity::Mass => (of(&[(4, 1)]), 1.0),
        Quantity::MassPerPerson => (of(&[(4, 1), (0, -1)]), 1.0),
        Quantity::MassPerArea => (of(&[(4, 1), (3, -2)]), 1e-4),
        Quantity::Volume => (of(&[(3, 3)]), 1e-3),
        Quantity::VolumePerPersonDay => (of(&[(3, 3), (0, -1)]), 1e-3 * N_DAYS_A_YEAR),
        Quantity::Energy => (of(&[(5, 1)]), 1.0),
        Quantity::EnergyPerArea => (of(&[(5, 1), (3, -2)]), 1.0),
        Quantity::Power => (of(&[(6, 1)]), 1.0),
        Quantity::PowerPerPerson => (of(&[(6, 1), (0, -1)]), 1.0),
        Quantity::Concentration => (of(&[(4, 1), (3, -3)]), 1e-9),
        Quantity::Time => (of(&[(7, 1)]), 1.0),
        Quantity::Age => (of(&[(8, 1)]), 1.0),
        Quantity::Index => (of(&[(9, 1)]), 1.0),
        // Degrees and decibels have no zero to be multiplied from.
        Quantity::Temperature | Quantity::SoundLevel | Quantity::Unstated => return None,
    };
    let (numerator, denominator) = unit.size();
    Some((dimensions, basic_size * numerator / denominator))
}

impl Measure {
    fn of_unit(unit: Unit) -> Self {
        let basis = basis(unit);
        Self {
            dimensions: basis.map(|(dimensions, _)| dimensions),
            size: basis.map_or(1.0, |(_, size)| size),
            scale: 1.0,
            coefficient: 1.0,
            constant: None,
            is_per_person: unit.quantity() == Quantity::PerPerson,
            words: unit.code().to_owned(),
        }
    }

    fn number(value: f64) -> Self {
        Self {
            dimensions: Some([0; 10]),
            size: 1.0,
            scale: 1.0,
            coefficient: 1.0,
            constant: Some(value),
            is_per_person: false,
            words: value.to_string(),
        }
    }

    /// Multiplied or divided by a number.
    fn scaled(mut self, operation: Operation, number: f64) -> Self {
        let number = match operation {
            Operation::Times => number.abs(),
            Operation::Divide => 1.0 / number.abs(),
        };
        if is_power_of_ten(number) {
            self.size /= number;
            self.scale *= number;
        } else if number.is_finite() && number > 0.0 {
            self.coefficient *= number;
        }
        self
    }

    fn combined(self, operation: Operation, other: &Self) -> Self {
        let direction = match operation {
            Operation::Times => 1,
            Operation::Divide => -1,
        };
        let power = |one: f64, other: f64| if direction == 1 { one * other } else { one / other };
        let dimensions = self.dimensions.zip(other.dimensions).map(|(mut own, other)| {
            for (exponent, added) in own.iter_mut().zip(other) {
                *exponent = exponent.saturating_add(added.saturating_mul(direction));
            }
            own
        });
        let divides_people = |own: Dimensions, other: Dimensions| 0 < own[PERSONS] && 0 < other[PERSONS];
        let is_per_person = operation == Operation::Divide
            && self
                .dimensions
                .zip(other.dimensions)
                .is_some_and(|(own, other)| divides_people(own, other));
        Self {
            words: dimensions
                .as_ref()
                .map_or_else(|| self.words.clone(), |dimensions| described(*dimensions)),
            dimensions,
            size: power(self.size, other.size),
            scale: power(self.scale, other.scale),
            coefficient: power(self.coefficient, other.coefficient),
            constant: None,
            is_per_person: self.is_per_person || is_per_person,
        }
    }

    /// What measures the same on the same scale, with and without the coefficients.
    fn is_on_scale(&self, size: f64) -> bool {
        let is_near = |own: f64, tolerance: f64| (own / size - 1.0).abs() < tolerance;
        is_near(self.size, 1e-9) || (self.coefficient != 1.0 && is_near(self.size / self.coefficient, TOLERANCE))
    }

    /// Whether the formula leads to the declared unit.
    pub(super) fn reaches(&self, declared: Unit) -> Result<Reached, Mistake> {
        let (Some(dimensions), Some((wanted, size))) = (self.dimensions, basis(declared)) else {
            return Ok(Reached::Unknown);
        };
        let is_number = |dimensions: Dimensions| dimensions == [0; 10];
        let is_count = |dimensions: Dimensions| {
            let mut things = dimensions;
            things[0] = 0;
            things[1] = 0;
            is_number(things)
                && dimensions[0].saturating_add(dimensions[1]) == 1
                && dimensions[0] >= 0
                && dimensions[1] >= 0
        };
        let fits = match declared.quantity() {
            Quantity::Index if is_number(dimensions) => return Ok(Reached::Yes),
            Quantity::Count => is_count(dimensions),
            Quantity::PerPerson => dimensions == wanted || (is_number(dimensions) && self.is_per_person),
            _ => dimensions == wanted,
        };
        if !fits {
            let found = described(dimensions);
            return Err(Mistake::UnitDoesNotFollow { found, declared });
        }
        if self.is_on_scale(size) {
            return Ok(Reached::Yes);
        }
        let found = self.scale * self.coefficient;
        Err(Mistake::WrongFactor {
            declared,
            needed: plain(found * self.size / size),
            found: plain(found),
        })
    }
}

/// What a formula measures, or where it mixes what cannot be mixed. `unit` knows the unit of each indicator.
pub(super) fn measure(expression: &Expression, unit: &dyn Fn(&str) -> Unit) -> Result<Measure, Problem> {
    match expression {
        Expression::Number { value, .. } => Ok(Measure::number(*value)),
        Expression::Input(input) => Ok(Measure::of_unit(unit(&input.slug))),
        Expression::Product(factors) => {
            let mut product = Measure::number(1.0);
            for (operation, factor) in factors {
                let factor = measure(factor, unit)?;
                product = match (product.constant, factor.constant) {
                    (Some(own), Some(other)) => Measure::number(match operation {
                        Operation::Times => own * other,
                        Operation::Divide => own / other,
                    }),
                    (None, Some(number)) => product.scaled(*operation, number),
                    (Some(number), None) => {
                        let one = Measure {
                            constant: None,
                            ..Measure::number(1.0)
                        };
                        one.combined(*operation, &factor).scaled(Operation::Times, number)
                    }
                    (None, None) => product.combined(*operation, &factor),
                };
            }
            Ok(product)
        }
        Expression::Sum(terms) => {
            let mut sum: Option<Measure> = None;
            for (_, term) in terms {
                let next = measure(term, unit)?;
                sum = Some(match sum {
                    None => next,
                    Some(sum) if next.constant.is_some() && sum.constant.is_none() => sum,
                    Some(sum) if sum.constant.is_some() => next,
                    Some(sum) => added(sum, next).map_err(|mistake| Problem {
                        start: term.inputs().first().map_or(0, |input| input.start),
                        end: term.inputs().last().map_or(0, |input| input.end),
                        mistake,
                    })?,
                });
            }
            Ok(sum.unwrap_or_else(|| Measure::number(0.0)))
        }
    }
}

fn added(sum: Measure, next: Measure) -> Result<Measure, Mistake> {
    let (Some(left), Some(right)) = (sum.dimensions, next.dimensions) else {
        return Ok(Measure {
            dimensions: None,
            ..sum
        });
    };
    if left != right {
        return Err(Mistake::UnlikeUnits {
            left: described(left),
            right: described(right),
        });
    }
    if next.is_on_scale(sum.size) || sum.is_on_scale(next.size) || next.is_on_scale(sum.size / sum.coefficient) {
        return Ok(sum);
    }
    Err(Mistake::UnlikeScales {
        left: sum.words,
        right: next.words,
        factor: plain(next.size / sum.size),
    })
}

fn is_power_of_ten(number: f64) -> bool {
    (-12..=12).any(|exponent| (number / 10_f64.powi(exponent) - 1.0).abs() < 1e-12)
}

/// A factor as people write it.
fn plain(number: f64) -> String {
    let inverse = 1.0 / number;
    if (number - number.round()).abs() < 1e-9 * number.abs() {
        format!("{}", number.round())
    } else if (inverse - inverse.round()).abs() < 1e-9 * inverse.abs() {
        format!("1/{}", inverse.round())
    } else {
        figures::number::rounded(number, 6)
    }
}

fn described(dimensions: Dimensions) -> String {
    let part = |is_wanted: fn(i8) -> bool| {
        let names = dimensions
            .iter()
            .zip(NAMES)
            .filter(|(exponent, _)| is_wanted(**exponent));
        let words: Vec<String> = names
            .map(|(exponent, name)| match exponent.unsigned_abs() {
                1 => name.to_owned(),
                n => format!("{name}^{n}"),
            })
            .collect();
        words.join(" × ")
    };
    match (part(|exponent| exponent > 0), part(|exponent| exponent < 0)) {
        (above, below) if above.is_empty() && below.is_empty() => "a plain ratio".to_owned(),
        (above, below) if below.is_empty() => above,
        (above, below) if above.is_empty() => format!("1 / {below}"),
        (above, below) => format!("{above} / {below}"),
    }
}
