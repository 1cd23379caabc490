//! Numbers and periods as people type them: German or English spelling, exact to the digit, with what cannot be and what is unusual.
//!
//! A page knows the language of its reader, so `1.234` is a thousand on a German page; the command line does not, and asks for another
//! spelling. What cannot be (half a person, a negative area) is refused by name; what is merely unusual (120 %) is taken when the person says
//! so.

use figures::{
    number::{DecimalSign, Number},
    period::Period,
    unit::{Quantity, Unit},
};
use jiff::civil::Date;
use web::language::Language;

use super::FieldError;

/// One line of the form: a period and what is known about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The period.
    pub period: Period,
    /// The value; `None` says that it is not known.
    pub number: Option<Number>,
}

/// The sign that stands for a value which is not known.
pub const NOT_KNOWN: &str = ".";

/// Reads a number as it is typed. Without a language, a text that has two readings is refused.
pub fn number(text: &str, language: Option<Language>) -> Result<Number, FieldError> {
    let text = text.trim();
    let comma = Number::parse(text, DecimalSign::Comma);
    let point = Number::parse(text, DecimalSign::Point);
    let wrong = |message: String| FieldError::new("value", "not-a-number", text, message);
    match (comma, point, language) {
        (Ok(comma), Ok(point), _) if comma.value == point.value => Ok(comma),
        (Ok(comma), Ok(point), None) => {
            let message = format!(
                "\"{text}\" can mean {comma} and {point}; write {comma} without a sign between thousands, or give the decimals in full"
            );
            Err(FieldError::new("value", "two-readings", text, message))
        }
        (Ok(comma), _, Some(Language::De)) => Ok(comma),
        (_, Ok(point), Some(Language::En)) => Ok(point),
        (Ok(one), Err(_), _) | (Err(_), Ok(one), _) => Ok(one),
        (Err(error), Err(_), _) => Err(wrong(error.to_string())),
    }
}

/// Reads a period and refuses one that begins after `today`.
pub fn period(text: &str, today: Date) -> Result<Period, FieldError> {
    let text = text.trim();
    let period: Period = text.parse().map_err(|_| {
        let message = format!("\"{text}\" is not a period; write a year such as 2024, or 2024-S1, 2024-Q3, 2024-05");
        FieldError::new("period", "not-a-period", text, message)
    })?;
    if today < period.start() {
        let message = format!("period {period} begins after today; enter it when it is counted");
        return Err(FieldError::new("period", "period-in-future", text, message));
    }
    Ok(period)
}

/// Why a number cannot be a value of this unit.
pub fn impossible(unit: Unit, number: Number, text: &str) -> Option<FieldError> {
    let value = number.value;
    let is_whole = value.fract() == 0.0;
    let wrong = |code, message: String| Some(FieldError::new("value", code, text.trim(), message));
    match unit.quantity() {
        Quantity::Count if value < 0.0 => wrong(
            "negative-count",
            format!("\"{}\" is less than nothing; a count begins at 0", text.trim()),
        ),
        Quantity::Count if !is_whole && unit.size() == (1.0, 1.0) => wrong(
            "part-of-count",
            format!(
                "\"{}\" is no whole number; what is counted in {unit} has no fraction",
                text.trim()
            ),
        ),
        Quantity::Area
        | Quantity::AreaPerPerson
        | Quantity::Length
        | Quantity::Mass
        | Quantity::MassPerPerson
        | Quantity::Volume
        | Quantity::VolumePerPersonDay
        | Quantity::Energy
        | Quantity::EnergyPerArea
        | Quantity::Power
        | Quantity::PowerPerPerson
        | Quantity::Concentration
        | Quantity::Density
        | Quantity::Time
        | Quantity::Age
        | Quantity::PerPerson
            if value < 0.0 =>
        {
            wrong(
                "negative-measure",
                format!("\"{}\" is less than nothing; {unit} cannot be negative", text.trim()),
            )
        }
        _ => None,
    }
}

/// Why a number is unusual for this unit, so that a person has to confirm it.
pub fn unusual(unit: Unit, number: Number, text: &str) -> Option<FieldError> {
    let whole = Unit::Share
        .convert(1.0, unit)
        .ok()
        .filter(|_| unit.quantity() == Quantity::Ratio)?;
    if (0.0..=whole).contains(&number.value) {
        return None;
    }
    let message = format!(
        "\"{}\" is no part of a whole (0 to {whole} in {unit}); confirm it if it is meant so",
        text.trim()
    );
    Some(FieldError::new("value", "not-a-part", text.trim(), message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_the_page_is_written() {
        let check = |text: &str, language: Option<Language>, expected: Option<&str>| {
            let found = number(text, language).ok().map(|number| number.to_string());
            assert_eq!(found.as_deref(), expected, "{text} {language:?}");
        };
        let (german, english) = (Some(Language::De), Some(Language::En));
        check("12,5", german, Some("12.5"));
        check("12,5", english, Some("12.5"));
        check("12.5", german, Some("12.5"));
        check("1.234", german, Some("1234"));
        check("1.234", english, Some("1.234"));
        check("1,234", english, Some("1234"));
        check("1.234,50", english, Some("1234.50"));
        check("1.234", None, None);
        check("12,50", None, Some("12.50"));
        check(" 7 ", None, Some("7"));
        for nonsense in ["", "zwölf", "1e309", "NaN", "12,", "1.2.3", "=1+1", "12 345 6", "0x1"] {
            check(nonsense, german, None);
            check(nonsense, english, None);
        }
    }

    #[test]
    fn what_cannot_be_is_named_and_what_is_unusual_is_asked() {
        let number = |text| number(text, Some(Language::De)).expect("a number");
        let code = |error: Option<FieldError>| error.map(|error| error.code);
        assert_eq!(
            code(impossible(Unit::Persons, number("2,5"), "2,5")),
            Some("part-of-count")
        );
        assert_eq!(
            code(impossible(Unit::Count, number("-1"), "-1")),
            Some("negative-count")
        );
        assert_eq!(
            code(impossible(Unit::Hectares, number("-0,1"), "-0,1")),
            Some("negative-measure")
        );
        assert_eq!(code(impossible(Unit::Eur, number("-5"), "-5")), None);
        assert_eq!(code(unusual(Unit::Percent, number("100"), "100")), None);
        assert_eq!(
            code(unusual(Unit::Percent, number("100,1"), "100,1")),
            Some("not-a-part")
        );
        assert_eq!(code(unusual(Unit::Share, number("1,1"), "1,1")), Some("not-a-part"));
        assert_eq!(code(unusual(Unit::Per1000Persons, number("1200"), "1200")), None);
    }

    #[test]
    fn a_period_begins_before_today() {
        let today = Date::constant(2026, 11, 22);
        let code = |text| period(text, today).err().map(|error| error.code);
        for good in ["2026", "2025-S2", "2026-11", " 2024 "] {
            assert_eq!(code(good), None, "{good}");
        }
        assert_eq!(code("2027"), Some("period-in-future"));
        for nonsense in ["", "2024/25", "1.1.2024", "gestern", "20244"] {
            assert_eq!(code(nonsense), Some("not-a-period"), "{nonsense}");
        }
    }
}
