//! Numbers as offices publish them: a value and how many digits after the decimal sign stood in the source.
//!
//! A number is an `f64` with `decimals` beside it; a decimal text that an `f64` cannot hold is refused instead of being changed
//! silently. [`rounded`] is the only rounding for display in the whole program: half away from zero, on the decimal text, so
//! that 2.675 shows as 2.68 on every machine although its binary form lies below the half.

use std::fmt;

use serde::{Deserialize, Serialize};

/// `decimals` of a number from a binary source such as a spreadsheet cell: the digits of the source are not known.
pub const BINARY: i8 = -1;

/// The sign between whole and fraction; the other of the two separates thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DecimalSign {
    /// `1.234,5`, as German offices write.
    Comma,
    /// `1,234.5`.
    Point,
}

impl DecimalSign {
    /// The character itself.
    pub const fn character(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Point => '.',
        }
    }

    const fn thousands(self) -> char {
        match self {
            Self::Comma => '.',
            Self::Point => ',',
        }
    }
}

/// A finite number and the digits after the decimal sign in its source ([`BINARY`] if unknown).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Number {
    /// The value; always finite.
    pub value: f64,
    /// Digits after the decimal sign in the source; −1 for binary sources.
    pub decimals: i8,
}

impl Number {
    /// A number from a spreadsheet cell. `None` for NaN and infinities, which no office publishes.
    pub fn binary(value: f64) -> Option<Self> {
        value.is_finite().then_some(Self {
            value: if value == 0.0 { 0.0 } else { value },
            decimals: BINARY,
        })
    }

    /// Reads a decimal text: an optional sign, digits in groups of three or ungrouped, an optional fraction.
    ///
    /// ```
    /// use figures::number::{DecimalSign, Number};
    /// assert_eq!(Number::parse("-1.234,50", DecimalSign::Comma)?, Number { value: -1234.5, decimals: 2 });
    /// assert!(Number::parse("1.23,4", DecimalSign::Comma).is_err()); // a group of two digits
    /// assert!(Number::parse("0.1234567890123456789", DecimalSign::Point).is_err()); // f64 cannot hold it
    /// # Ok::<(), figures::number::NumberError>(())
    /// ```
    pub fn parse(text: &str, sign: DecimalSign) -> Result<Self, NumberError> {
        let trimmed = text.trim();
        let not_a_number = || NumberError::NotANumber(shortened(trimmed));
        let (negative, digits) = match trimmed.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
        };
        let (whole, fraction) = match digits.split_once(sign.character()) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (digits, None),
        };
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if fraction.is_some_and(|fraction| !is_digits(fraction)) {
            return Err(not_a_number());
        }
        let whole = ungrouped(whole, sign)
            .filter(|whole| is_digits(whole))
            .ok_or_else(not_a_number)?;
        let fraction = fraction.unwrap_or("");
        let decimals = i8::try_from(fraction.len()).map_err(|_| NumberError::TooPrecise(shortened(trimmed)))?;
        let leading = whole.trim_start_matches('0');
        let canonical = format!(
            "{}{}{}",
            if leading.is_empty() { "0" } else { leading },
            if fraction.is_empty() { "" } else { "." },
            fraction
        );
        let value: f64 = canonical.parse().map_err(|_| not_a_number())?;
        if !value.is_finite() || format!("{value:.*}", fraction.len()) != canonical {
            return Err(NumberError::TooPrecise(shortened(trimmed)));
        }
        let value = if negative && value != 0.0 { -value } else { value };
        Ok(Self { value, decimals })
    }
}

impl fmt::Display for Number {
    /// Exact to `decimals`, else the shortest text that reads back equal; decimal point, no grouping.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match usize::try_from(self.decimals) {
            Ok(decimals) => write!(f, "{:.*}", decimals, self.value),
            Err(_) => write!(f, "{}", self.value),
        }
    }
}

fn ungrouped(whole: &str, sign: DecimalSign) -> Option<String> {
    let is_group = |character: char| {
        character == sign.thousands() || matches!(character, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'')
    };
    let mut parts = whole.split(is_group);
    let first = parts.next()?;
    let rest: Vec<&str> = parts.collect();
    if rest.is_empty() {
        return Some(first.to_owned());
    }
    let well_grouped = (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
    well_grouped.then(|| format!("{first}{}", rest.concat()))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Rounds for display: half away from zero, on the decimal text of the value. Decimal point, no grouping, no negative zero.
///
/// ```
/// use figures::number::rounded;
/// assert_eq!(rounded(2.675, 2), "2.68");
/// assert_eq!(rounded(-0.5, 0), "-1");
/// assert_eq!(rounded(-0.04, 1), "0.0");
/// assert_eq!(rounded(9.995, 2), "10.00");
/// ```
pub fn rounded(value: f64, decimals: u8) -> String {
    let text = format!("{}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let decimals = usize::from(decimals);
    let mut digits: Vec<u8> = whole
        .bytes()
        .chain(fraction.bytes().chain(std::iter::repeat(b'0')).take(decimals))
        .collect();
    if fraction.as_bytes().get(decimals).is_some_and(|next| *next >= b'5') {
        let mut place = digits.len();
        loop {
            if place == 0 {
                digits.insert(0, b'1');
                break;
            }
            place -= 1;
            if digits[place] == b'9' {
                digits[place] = b'0';
            } else {
                digits[place] += 1;
                break;
            }
        }
    }
    let n_whole = digits.len() - decimals;
    let is_negative = value < 0.0 && digits.iter().any(|digit| *digit != b'0');
    let mut out = String::with_capacity(digits.len() + 2);
    if is_negative {
        out.push('-');
    }
    for (place, digit) in digits.into_iter().enumerate() {
        if place == n_whole {
            out.push('.');
        }
        out.push(char::from(digit));
    }
    out
}

/// Why a text is no number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not a decimal number in the spelling of the column.
    #[error(
        "\"{0}\" is not a number; write digits with one decimal sign, or leave the cell blank when the value is missing"
    )]
    NotANumber(String),
    /// More digits than can be kept exactly.
    #[error("\"{0}\" has more digits than can be kept exactly; give at most 15 significant digits")]
    TooPrecise(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, sign: DecimalSign, expected: Option<&str>) {
        let found = Number::parse(text, sign).ok().map(|number| number.to_string());
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn german_and_english_spellings_are_read_to_the_digit() {
        check("8,14", DecimalSign::Comma, Some("8.14"));
        check("1.234.567,80", DecimalSign::Comma, Some("1234567.80"));
        check("8,380", DecimalSign::Point, Some("8380"));
        check("83 092 962", DecimalSign::Comma, Some("83092962"));
        check("0012", DecimalSign::Comma, Some("12"));
        check("-0,00", DecimalSign::Comma, Some("0.00"));
        check("−3,5", DecimalSign::Comma, Some("-3.5"));
    }

    #[test]
    fn what_is_no_exact_number_is_refused() {
        for text in [
            "1e309",
            "NaN",
            "inf",
            "1,2,3",
            "12,",
            ",5",
            "",
            "-",
            "1.23",
            "0x10",
            "99999999999999999999",
            "١٢",
        ] {
            check(text, DecimalSign::Comma, None);
        }
        assert_eq!(Number::binary(f64::NAN), None);
    }

    proptest::proptest! {
        #[test]
        fn what_is_read_is_written_back(whole in 0_u64..1_000_000_000, fraction in "[0-9]{0,5}") {
            let text = if fraction.is_empty() { whole.to_string() } else { format!("{whole}.{fraction}") };
            proptest::prop_assert_eq!(Number::parse(&text, DecimalSign::Point).expect("15 digits").to_string(), text);
        }

        #[test]
        fn rounding_moves_a_value_by_half_a_unit_at_most(value in -1e9_f64..1e9, decimals in 0_u8..6) {
            let shown: f64 = rounded(value, decimals).parse().expect("a number");
            let half = 0.5 * 10_f64.powi(-i32::from(decimals));
            proptest::prop_assert!((shown - value).abs() <= half * (1.0 + 1e-6) + 1e-6_f64.min(half), "{} {}", shown, value);
        }
    }
}
