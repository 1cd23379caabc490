//! One value of a formula from the values of its inputs.
//!
//! Numbers with known digits are added, subtracted and multiplied exactly: `0.1 + 0.2` is `0.3` with one digit. A quotient has no
//! last digit; it is kept whole and rounded when shown. Sums of many terms are compensated.

use figures::{
    number::{BINARY, Number, rounded},
    observation::{Flag, Status},
};

use super::parse::{Expression, Input, Operation, Sign};

/// A value of an input as it was looked up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// The value; `None` when it is missing.
    pub number: Option<Number>,
    /// Its flags.
    pub status: Status,
}

/// What a formula gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The value; `None` when it cannot be computed.
    pub number: Option<Number>,
    /// Flags of the inputs, or why it is missing.
    pub status: Status,
    /// Why it cannot be computed.
    pub reason: Option<Reason>,
}

/// Why a value cannot be computed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The place has no such value at that time.
    Absent(String),
    /// The value exists and is missing.
    Missing(String),
    /// The value is suppressed.
    Suppressed(String),
    /// The divisor is zero.
    DivisionByZero,
    /// The result is no finite number.
    TooLarge,
    /// The result would show a suppressed value of this indicator.
    Reveals(String),
    /// The result is so small a count that it could tell about single people.
    TooSmall,
}

impl Reason {
    /// Stable, for programs and translations.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Absent(_) => "absent",
            Self::Missing(_) => "missing",
            Self::Suppressed(_) => "suppressed",
            Self::DivisionByZero => "division_by_zero",
            Self::TooLarge => "too_large",
            Self::Reveals(_) => "reveals",
            Self::TooSmall => "too_small",
        }
    }

    /// The indicator that it is about.
    pub fn slug(&self) -> Option<&str> {
        match self {
            Self::Absent(slug) | Self::Missing(slug) | Self::Suppressed(slug) | Self::Reveals(slug) => Some(slug),
            Self::DivisionByZero | Self::TooLarge | Self::TooSmall => None,
        }
    }

    /// The flags of a value that is missing for this reason.
    pub const fn status(&self) -> Status {
        match self {
            Self::Absent(_) | Self::Missing(_) => Status::NOT_KNOWN,
            Self::Suppressed(_) | Self::Reveals(_) | Self::TooSmall => Status::NORMAL.with(Flag::Suppressed),
            Self::DivisionByZero | Self::TooLarge => Status::NORMAL.with(Flag::CannotExist),
        }
    }
}

/// Computes one value. `look_up` gives the value of an input in the period that lies so many periods from that of the result.
///
/// ```
/// use figures::{number::Number, observation::Status};
/// use methods::formula::{Cell, evaluate, parse};
/// let rate = parse("employed / inhabitants * 100").expect("a formula");
/// let outcome = evaluate(&rate, &mut |input, _| {
///     let value = if input.slug == "employed" { 33142.0 } else { 60548.0 };
///     Some(Cell { number: Some(Number { value, decimals: 0 }), status: Status::NORMAL })
/// });
/// assert_eq!(figures::number::rounded(outcome.number.expect("a value").value, 2), "54.74");
/// ```
pub fn evaluate(expression: &Expression, look_up: &mut dyn FnMut(&Input, i8) -> Option<Cell>) -> Outcome {
    let mut flags = Status::NORMAL;
    let mut reasons = Vec::new();
    // Every input is looked up, so that a suppressed one is found behind one that is merely absent.
    let mut looked_up = Vec::new();
    for input in expression.inputs() {
        let cells: Vec<Option<Cell>> = input
            .alignment
            .offsets()
            .iter()
            .map(|offset| look_up(input, *offset))
            .collect();
        for cell in &cells {
            match cell {
                None => reasons.push(Reason::Absent(input.slug.clone())),
                Some(cell) if cell.number.is_none() && cell.status.has(Flag::Suppressed) => {
                    reasons.push(Reason::Suppressed(input.slug.clone()));
                }
                Some(cell) if cell.number.is_none() => reasons.push(Reason::Missing(input.slug.clone())),
                Some(cell) => flags = cell.status.flags().fold(flags, Status::with),
            }
        }
        looked_up.push(
            cells
                .into_iter()
                .flatten()
                .filter_map(|cell| cell.number)
                .collect::<Vec<_>>(),
        );
    }
    let weight = |reason: &Reason| matches!(reason, Reason::Suppressed(_));
    let first = reasons.iter().find(|reason| weight(reason)).or(reasons.first());
    if let Some(reason) = first.cloned() {
        return missing(reason);
    }
    let mut values = looked_up.into_iter();
    match compute(expression, &mut values) {
        Ok(number) => match settled(number) {
            Some(number) => Outcome {
                number: Some(number),
                status: flags,
                reason: None,
            },
            None => missing(Reason::TooLarge),
        },
        Err(reason) => missing(reason),
    }
}

fn missing(reason: Reason) -> Outcome {
    Outcome {
        number: None,
        status: reason.status(),
        reason: Some(reason),
    }
}

/// A number whose digits are known is freed from the noise of its binary form.
fn settled(number: Number) -> Option<Number> {
    if !number.value.is_finite() {
        return None;
    }
    let exact = u8::try_from(number.decimals).ok().and_then(|decimals| {
        let value: f64 = rounded(number.value, decimals).parse().ok()?;
        Some(Number { value, ..number })
    });
    exact.or_else(|| Number::binary(number.value))
}

/// Digits behind the decimal sign, also of a whole number from a binary source.
fn digits(number: Number) -> i8 {
    if number.decimals == BINARY && number.value.fract() == 0.0 {
        0
    } else {
        number.decimals
    }
}

fn compute(expression: &Expression, values: &mut impl Iterator<Item = Vec<Number>>) -> Result<Number, Reason> {
    match expression {
        Expression::Number { value, decimals } => Ok(Number {
            value: *value,
            decimals: *decimals,
        }),
        Expression::Input(_) => {
            let found = values.next().unwrap_or_default();
            match found.as_slice() {
                [one] => Ok(*one),
                several => {
                    let sum: f64 = several.iter().map(|one| one.value).sum();
                    let value = sum / several.len() as f64;
                    let digits = several.iter().map(|one| digits(*one));
                    let known = several.iter().all(|one| digits_known(*one));
                    // The mean of two has at most one digit more.
                    let decimals = if known {
                        digits.max().map_or(BINARY, |most| most.saturating_add(1))
                    } else {
                        BINARY
                    };
                    Ok(Number { value, decimals })
                }
            }
        }
        Expression::Sum(terms) => {
            let (mut sum, mut lost, mut decimals) = (0.0_f64, 0.0_f64, Some(0_i8));
            for (sign, term) in terms {
                let number = compute(term, values)?;
                decimals = decimals
                    .filter(|_| digits_known(number))
                    .map(|most| most.max(digits(number)));
                let value = match sign {
                    Sign::Plus => number.value,
                    Sign::Minus => -number.value,
                };
                // Neumaier: what is lost by rounding is added at the end.
                let next = sum + value;
                lost += if sum.abs() >= value.abs() {
                    (sum - next) + value
                } else {
                    (value - next) + sum
                };
                sum = next;
            }
            let value = if sum.is_finite() { sum + lost } else { sum };
            Ok(Number {
                value,
                decimals: decimals.unwrap_or(BINARY),
            })
        }
        Expression::Product(factors) => {
            let (mut value, mut decimals) = (1.0_f64, Some(0_i8));
            for (operation, factor) in factors {
                let number = compute(factor, values)?;
                match operation {
                    Operation::Times => {
                        value *= number.value;
                        let sum = decimals
                            .filter(|_| digits_known(number))
                            .map(|own| own.saturating_add(digits(number)));
                        decimals = sum.filter(|sum| *sum <= 9 && value.abs() < 1e6);
                    }
                    Operation::Divide if number.value == 0.0 => return Err(Reason::DivisionByZero),
                    Operation::Divide => {
                        value /= number.value;
                        decimals = None;
                    }
                }
            }
            Ok(Number {
                value,
                decimals: decimals.unwrap_or(BINARY),
            })
        }
    }
}

fn digits_known(number: Number) -> bool {
    digits(number) != BINARY
}

/// Tells within which bounds an input lies.
pub type Ranges<'a> = &'a mut dyn FnMut(&Input, i8) -> Option<(f64, f64)>;

/// The smallest and the greatest result when each input may lie anywhere within `range`. `None` where the divisor may be zero.
///
/// Published parts are rounded; a published ratio was computed before they were. A difference within these bounds is explained.
pub fn bounds(expression: &Expression, range: Ranges<'_>) -> Option<(f64, f64)> {
    match expression {
        Expression::Number { value, .. } => Some((*value, *value)),
        Expression::Input(input) => {
            let offsets = input.alignment.offsets();
            let mut sum = (0.0, 0.0);
            for offset in offsets {
                let (low, high) = range(input, *offset)?;
                sum = (sum.0 + low, sum.1 + high);
            }
            Some((sum.0 / offsets.len() as f64, sum.1 / offsets.len() as f64))
        }
        Expression::Sum(terms) => {
            let mut sum = (0.0, 0.0);
            for (sign, term) in terms {
                let (low, high) = bounds(term, range)?;
                sum = match sign {
                    Sign::Plus => (sum.0 + low, sum.1 + high),
                    Sign::Minus => (sum.0 - high, sum.1 - low),
                };
            }
            Some(sum)
        }
        Expression::Product(factors) => {
            let mut product: (f64, f64) = (1.0, 1.0);
            for (operation, factor) in factors {
                let (low, high) = bounds(factor, range)?;
                let (low, high) = match operation {
                    Operation::Times => (low, high),
                    Operation::Divide if low <= 0.0 && 0.0 <= high => return None,
                    Operation::Divide => (1.0 / high, 1.0 / low),
                };
                let corners = [product.0 * low, product.0 * high, product.1 * low, product.1 * high];
                product = (
                    corners.into_iter().fold(f64::INFINITY, f64::min),
                    corners.into_iter().fold(f64::NEG_INFINITY, f64::max),
                );
            }
            Some(product)
        }
    }
}
