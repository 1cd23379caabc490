//! The value of an observation: number, power of ten, flags, and what cannot be kept as a flag.
//!
//! Numbers are decimal texts in XML Schema's spelling (`1.5E3` and `.5` included) and stay exact: a power of ten moves the decimal
//! sign in the text. Flags are letters of `CL_OBS_STATUS`, in small letters those of Eurostat; a letter without a place in our flags
//! becomes a remark on the value, so that nothing is lost.

use std::borrow::Cow;

use figures::{
    number::{BINARY, DecimalSign, Number},
    observation::{Flag, Status},
};

use crate::{Cell, Problem, event::shortened};

/// What an observation says in place of a number.
const NOTHING: [&str; 6] = ["", "NaN", "NAN", "nan", ":", "null"];

/// Whether a text stands for "no value".
pub(super) fn is_missing(text: &str) -> bool {
    NOTHING.contains(&text.trim())
}

/// Reads a number times a power of ten, exactly.
pub(super) fn number(text: &str, sign: DecimalSign, power: i32) -> Result<Number, Problem> {
    let trimmed = text.trim();
    let no_number = |message: String| Problem::new("not_a_number", trimmed, message);
    let (mantissa, exponent) = match trimmed.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            let digits = exponent.strip_prefix('+').unwrap_or(exponent);
            let exponent: i32 = digits.parse().map_err(|_| {
                no_number(format!(
                    "\"{}\" is not a number; write digits with a decimal point",
                    shortened(trimmed)
                ))
            })?;
            (mantissa, exponent)
        }
        None => (trimmed, 0),
    };
    let power = power.saturating_add(exponent);
    if power == 0 && !trimmed.starts_with(['.', ',']) && !trimmed.ends_with(['.', ',']) {
        return Number::parse(mantissa, sign).map_err(|error| no_number(error.to_string()));
    }
    let shifted = shifted(mantissa, sign, power).ok_or_else(|| {
        no_number(format!(
            "\"{}\" times ten to the power of {power} is no number that can be kept exactly; check value and UNIT_MULT",
            shortened(trimmed)
        ))
    })?;
    Number::parse(&shifted, DecimalSign::Point).map_err(|error| no_number(error.to_string()))
}

/// Moves the decimal sign of a plain decimal text.
fn shifted(text: &str, sign: DecimalSign, power: i32) -> Option<String> {
    const FARTHEST: i32 = 100;
    if !(-FARTHEST..=FARTHEST).contains(&power) {
        return None;
    }
    let (negative, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once(sign.character()).unwrap_or((digits, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) || whole.len() + fraction.len() == 0 {
        return None;
    }
    let all = format!("{whole}{fraction}");
    let point = i32::try_from(whole.len()).ok()? + power;
    let n_digits = i32::try_from(all.len()).ok()?;
    let (whole, fraction) = if point <= 0 {
        (
            "0".to_owned(),
            format!("{}{all}", "0".repeat(usize::try_from(-point).ok()?)),
        )
    } else if n_digits <= point {
        (
            format!("{all}{}", "0".repeat(usize::try_from(point - n_digits).ok()?)),
            String::new(),
        )
    } else {
        let at = usize::try_from(point).ok()?;
        (all[..at].to_owned(), all[at..].to_owned())
    };
    Some(format!(
        "{negative}{whole}{}{fraction}",
        if fraction.is_empty() { "" } else { "." }
    ))
}

/// Flags that were understood, and codes that were not.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Flags {
    pub(super) status: Status,
    /// Codes without a place among our flags.
    pub(super) others: Vec<String>,
}

/// Reads one or several codes of a status.
pub(super) fn flags(texts: &str, separator: Option<char>) -> Flags {
    let mut found = Flags::default();
    let separators = |c: char| c == ' ' || c == ',' || Some(c) == separator;
    for code in texts.split(separators).filter(|code| !code.is_empty()) {
        let is_letters = code.chars().all(|letter| flag(letter).is_some());
        if is_letters {
            for one in code.chars().filter_map(flag).flatten() {
                found.status = found.status.with(one);
            }
        } else if code.len() <= 4 && code.bytes().all(|byte| byte.is_ascii_lowercase()) {
            // Small letters are flags of Eurostat, one beside the other.
            for letter in code.chars() {
                match flag(letter).flatten() {
                    Some(one) => found.status = found.status.with(one),
                    None => found.others.push(letter.to_string()),
                }
            }
        } else if !matches!(code, "_Z" | "_X" | "_O") {
            found.others.push(code.to_owned());
        }
    }
    found
}

/// The flag of a letter: `Some(None)` for a normal value, `None` for a letter that is kept as a remark.
fn flag(letter: char) -> Option<Option<Flag>> {
    match letter {
        'A' => Some(None),
        'b' => Some(Some(Flag::Break)),
        'p' => Some(Some(Flag::Provisional)),
        'e' | 's' => Some(Some(Flag::Estimated)),
        'u' => Some(Some(Flag::LowReliability)),
        'c' => Some(Some(Flag::Suppressed)),
        'z' => Some(Some(Flag::CannotExist)),
        _ => Flag::ALL.into_iter().find(|flag| flag.letter() == letter).map(Some),
    }
}

/// What stands for a value: number, flags, both.
pub(super) struct Text<'a> {
    pub(super) value: &'a str,
    pub(super) sign: DecimalSign,
    pub(super) multiplier: &'a str,
    pub(super) status: Status,
    pub(super) confidentiality: &'a str,
    /// Digits of the source in our own structure: `Some("")` marks a binary number.
    pub(super) decimals: Option<&'a str>,
    /// With how many digits the publisher states the value; more than stand there are zeros that were left out.
    pub(super) digits: &'a str,
    pub(super) is_own: bool,
}

/// The cell that an observation's texts say.
pub(super) fn cell(text: &Text<'_>) -> Cell {
    let multiplier = text.multiplier.trim();
    let power: i32 = match multiplier.parse() {
        Ok(power) => power,
        Err(_) if multiplier.is_empty() || matches!(multiplier, "_Z" | "_X") => 0,
        Err(_) => {
            return Cell::Unreadable(Problem::new(
                "unit_multiplier",
                multiplier,
                format!(
                    "UNIT_MULT \"{}\" is no power of ten; write a whole number such as 3 for thousands",
                    shortened(multiplier)
                ),
            ));
        }
    };
    if is_missing(text.value) {
        let is_confidential = matches!(text.confidentiality.trim(), "C" | "D" | "S" | "c" | "d" | "s");
        return Cell::Missing(match text.status {
            Status::NORMAL if is_confidential => Status::NORMAL.with(Flag::Suppressed),
            Status::NORMAL if !text.is_own => Status::NOT_KNOWN,
            status => status,
        });
    }
    let read = match text.decimals {
        Some(decimals) if decimals.trim().is_empty() => binary(text.value),
        _ => number(&padded(text.value, text.sign, text.digits), text.sign, power),
    };
    match read {
        Ok(number) if text.status == Status::NORMAL => Cell::Number(number),
        Ok(number) => Cell::NumberWithStatus(number, text.status),
        Err(problem) => Cell::Unreadable(problem),
    }
}

/// More digits than a value of an office has.
const MOST_DIGITS: usize = 9;

/// A value with the zeros at its end that its publisher has left out: 5.1 with two digits is 5.10. Digits that stand there are never
/// taken away.
fn padded<'t>(value: &'t str, sign: DecimalSign, digits: &str) -> Cow<'t, str> {
    let value = value.trim();
    let is_plain = value
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-'));
    let wanted: usize = digits.trim().parse().unwrap_or(0);
    let n_digits = value
        .split_once(sign.character())
        .map_or(0, |(_, fraction)| fraction.len());
    if !is_plain || wanted <= n_digits || MOST_DIGITS < wanted {
        return Cow::Borrowed(value);
    }
    let point = if n_digits == 0 && !value.contains(sign.character()) {
        sign.character().to_string()
    } else {
        String::new()
    };
    Cow::Owned(format!("{value}{point}{}", "0".repeat(wanted - n_digits)))
}

/// A number whose digits in the source are not known, as our own files write it.
pub(crate) fn binary(text: &str) -> Result<Number, Problem> {
    let is_plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'e' | b'E' | b'+'));
    let number = text.parse().ok().filter(|_| is_plain).and_then(Number::binary);
    number.filter(|number| number.decimals == BINARY).ok_or_else(|| {
        Problem::new(
            "not_a_number",
            text,
            format!(
                "\"{}\" is not a number; write digits with a decimal point",
                shortened(text)
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, power: i32, expected: Option<&str>) {
        let found = number(text, DecimalSign::Point, power)
            .ok()
            .map(|number| number.to_string());
        assert_eq!(found.as_deref(), expected, "{text} {power}");
    }

    #[test]
    fn a_power_of_ten_moves_the_sign_and_nothing_else() {
        check("1.5", 3, Some("1500"));
        check("0.1", 1, Some("1"));
        check("1.10", 0, Some("1.10"));
        check("83.2379", 6, Some("83237900"));
        check("-12", -2, Some("-0.12"));
        check("7", -3, Some("0.007"));
        check("1.5E3", 0, Some("1500"));
        check("1.5e-1", 3, Some("150"));
        check(".5", 0, Some("0.5"));
        check("5.", 0, Some("5"));
        check("0.001", 2, Some("0.1"));
    }

    #[test]
    fn zeros_that_were_left_out_come_back_and_digits_are_never_taken_away() {
        let check = |value: &str, digits: &str, expected: &str| {
            assert_eq!(padded(value, DecimalSign::Point, digits), expected, "{value} {digits}");
        };
        check("5.1", "2", "5.10");
        check("5", "1", "5.0");
        check("5.", "1", "5.0");
        check("5.125", "1", "5.125");
        check("-7", "2", "-7.00");
        for digits in ["", "0", "x", "-1", "400"] {
            check("5.1", digits, "5.1");
        }
        check("1e3", "2", "1e3");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "1e309",
            "INF",
            "-INF",
            "",
            ".",
            "1,5",
            "0x10",
            "e5",
            "5e",
            "1e99999999999",
            "--1",
        ] {
            check(text, 0, None);
        }
        check("1", 400, None);
        check("123456789012345678", 2, None);
        check("9", i32::MIN, None);
    }

    #[test]
    fn letters_become_flags_or_are_named() {
        let found = flags("P;U", Some(';'));
        assert_eq!((found.status.to_string().as_str(), found.others.len()), ("UP", 0));
        assert_eq!(flags("bp", None).status.to_string(), "BP");
        let found = flags("I", None);
        assert_eq!((found.status, found.others), (Status::NORMAL, vec!["I".to_owned()]));
        assert_eq!(flags("A", None), Flags::default());
        let found = flags("bd", None);
        assert_eq!(
            (found.status.to_string().as_str(), found.others),
            ("B", vec!["d".to_owned()])
        );
    }
}
