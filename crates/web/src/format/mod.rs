//! Numbers, sizes, dates and the order of names, as readers of German and English expect them.
//!
//! Writing is by ICU4X with its baked data; rounding is not done here but in `figures::number`, once for the whole program. Numbers
//! of four digits are grouped like longer ones (`1.234`, `1,234`), so that columns of figures line up; years never pass through here.
//! The minus is U+2212, which is as wide as a digit and never breaks a line. Files and the interface do not use this: they write plain
//! decimal texts.

mod dates;
mod order;

pub use dates::{date, day, instant, period, short_date};
pub use order::{folded, sort_key};

use figures::number::{Number, rounded as rounded_digits};
use icu_decimal::{DecimalFormatter, input::Decimal};
use icu_locale_core::locale;

use crate::language::Language;

/// Stands for a number that does not exist; pages say beside it why.
pub const NO_NUMBER: &str = "–";

const MINUS: &str = "\u{2212}";
const NARROW_NO_BREAK_SPACE: char = '\u{202F}';

/// A number with the digits of its source: exact to `decimals`. Numbers of binary files and computations (−1), and those that a program wrote
/// with all digits of a binary one, have twelve digits that count at most: what stands behind them is noise and no statement of anybody.
/// Files and the interface keep it.
///
/// ```
/// use web::{format, language::Language};
/// assert_eq!(format::number(Language::De, 4369.5, 2), "4.369,50");
/// assert_eq!(format::number(Language::En, -4369.5, -1), "\u{2212}4,369.5");
/// ```
pub fn number(language: Language, value: f64, decimals: i8) -> String {
    if !value.is_finite() {
        return NO_NUMBER.to_owned();
    }
    let text = Number { value, decimals }.to_string();
    let is_written = decimals != figures::number::BINARY && n_digits_that_count(&text) <= MOST_DIGITS;
    if is_written {
        return digits(language, &text);
    }
    let value = without_noise(value);
    let decimals = figures::number::BINARY;
    digits(language, &Number { value, decimals }.to_string())
}

/// A number with more digits than this was written by a program out of a binary one (`2850.5435700000007`).
const MOST_DIGITS: usize = 15;

fn n_digits_that_count(text: &str) -> usize {
    let digits = text.chars().filter(char::is_ascii_digit);
    digits.skip_while(|digit| *digit == '0').count()
}

/// The same number with twelve digits that count.
fn without_noise(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

/// A number rounded for display, half away from zero on its decimal text.
///
/// ```
/// use web::{format, language::Language};
/// assert_eq!(format::rounded(Language::De, 2.345, 2), "2,35");
/// ```
pub fn rounded(language: Language, value: f64, decimals: u8) -> String {
    if !value.is_finite() {
        return NO_NUMBER.to_owned();
    }
    digits(language, &rounded_digits(value, decimals))
}

/// A plain decimal text (`-1234.50`) in the spelling of a language; anything else comes back unchanged.
pub fn digits(language: Language, text: &str) -> String {
    let Ok(decimal) = Decimal::try_from_str(text) else {
        return text.to_owned();
    };
    FORMATTERS
        .with(|formatters| formatters[language as usize].format(&decimal).to_string())
        .replace('-', MINUS)
}

/// A number and its unit, joined so that no line breaks between them: `12,5 %`, `3.000 €`.
///
/// ```
/// use web::format;
/// assert_eq!(format::with_unit("12,5", "%"), "12,5\u{202F}%");
/// assert_eq!(format::with_unit("12,5", ""), "12,5");
/// ```
pub fn with_unit(number: &str, unit: &str) -> String {
    match unit {
        "" => number.to_owned(),
        unit => format!("{number}{NARROW_NO_BREAK_SPACE}{unit}"),
    }
}

/// The size of a file in decimal units, as operating systems and browsers show it: `1,4 MB`.
pub fn bytes(language: Language, n_bytes: u64) -> String {
    const UNITS: [&str; 5] = ["Byte", "kB", "MB", "GB", "TB"];
    let mut size = n_bytes as f64;
    let mut unit = 0;
    // 999.95 would be written "1000,0".
    while 999.95 <= size && unit + 1 < UNITS.len() {
        size /= 1000.0;
        unit += 1;
    }
    let decimals = u8::from(0 < unit && size < 99.95);
    with_unit(&rounded(language, size, decimals), UNITS[unit])
}

thread_local! {
    // ICU4X shares its data within a thread only.
    static FORMATTERS: [DecimalFormatter; 2] = Language::ALL.map(|language| {
        let locale = match language {
            Language::De => locale!("de"),
            Language::En => locale!("en"),
        };
        DecimalFormatter::try_new(locale.into(), Default::default())
            .unwrap_or_else(|error| panic!("the baked data lack numbers for {language}: {error}"))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_signs_of_the_language() {
        let cases = [
            (1234.0, 0, "1.234", "1,234"),
            (310_039.0, 0, "310.039", "310,039"),
            (0.1, -1, "0,1", "0.1"),
            (12.0, 1, "12,0", "12.0"),
            (-0.5, 1, "−0,5", "−0.5"),
            (2_850.543_570_000_000_7, -1, "2.850,54357", "2,850.54357"),
            (0.1 + 0.2, -1, "0,3", "0.3"),
            (2_850.543_570_000_000_7, 13, "2.850,54357", "2,850.54357"),
            (123_456_789_012.45, 2, "123.456.789.012,45", "123,456,789,012.45"),
            (1e15, -1, "1.000.000.000.000.000", "1,000,000,000,000,000"),
            (f64::NAN, 0, "–", "–"),
        ];
        for (value, decimals, de, en) in cases {
            assert_eq!(number(Language::De, value, decimals), de);
            assert_eq!(number(Language::En, value, decimals), en);
        }
    }

    #[test]
    fn sizes_stay_short() {
        let check =
            |n_bytes, expected: &str| assert_eq!(bytes(Language::De, n_bytes), expected.replace(' ', "\u{202F}"));
        check(0, "0 Byte");
        check(999, "999 Byte");
        check(1_000, "1,0 kB");
        check(999_999, "1,0 MB");
        check(1_449_000, "1,4 MB");
        check(250_000_000, "250 MB");
    }

    #[test]
    fn what_is_not_a_number_is_left_alone() {
        assert_eq!(digits(Language::De, "k. A."), "k. A.");
    }
}
