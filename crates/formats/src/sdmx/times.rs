//! `TIME_PERIOD` and `FREQ`: reading the period, and checking that the two agree.
//!
//! The forms are those of SDMX 2.1, part 6, section 4.2 (standard time periods, Gregorian dates, time ranges) and the older spelling
//! without hyphen (`2022Q1`, `2022M03`). A period whose length contradicts the frequency is refused, never bent: with
//! `timeFormat=normalized` a year becomes the date of its last day, and which period was meant is gone.

use figures::period::{Frequency, Period, PeriodUnit};
use jiff::civil::Date;

use crate::{Problem, event::shortened};

/// Reads a period and checks it against the frequency, where there is one.
pub(super) fn period(text: &str, frequency: &str) -> Result<Period, Problem> {
    let plain = spelling(text.trim());
    let period: Period = plain
        .parse()
        .map_err(|error: figures::period::PeriodError| Problem::new("period", text, error.to_string()))?;
    check(period, text, frequency.trim())?;
    Ok(period)
}

/// The day of a last change: as the standard writes it, or `22/05/26 11:00:00` as Eurostat does.
pub(super) fn updated(text: &str) -> Option<Date> {
    let text = text.trim();
    super::day(text).or_else(|| {
        let parts: Vec<&str> = text.split(' ').next()?.split('/').collect();
        let [day, month, year] = parts[..] else { return None };
        let year: i16 = match year.len() {
            2 => 2000 + year.parse::<i16>().ok()?,
            4 => year.parse().ok()?,
            _ => return None,
        };
        Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
    })
}

/// The spelling of SDMX 2.1.
fn spelling(text: &str) -> String {
    // A moment at the beginning of a day is the day; nothing here is measured within a day.
    let text = text.replace("T00:00:00", "");
    let text = text.strip_suffix('Z').unwrap_or(&text);
    let bytes = text.as_bytes();
    if let [year @ .., letter @ (b'A' | b'S' | b'T' | b'Q' | b'M' | b'W'), _]
    | [year @ .., letter @ (b'M' | b'W'), _, _] = bytes
        && let [_, _, _, _] = year
        && year.iter().all(u8::is_ascii_digit)
    {
        let rest = &text[5..];
        return match letter {
            b'M' | b'W' => format!("{}-{}{rest:0>2}", &text[..4], char::from(*letter)),
            _ => format!("{}-{}{rest}", &text[..4], char::from(*letter)),
        };
    }
    // An ordinal day of SDMX: 2022-D032.
    if let Some((year, day)) = text.split_once("-D")
        && let (Ok(year), Ok(day)) = (year.parse::<i16>(), day.parse::<i16>())
        && let Ok(date) = Date::new(year, 1, 1)
        && 0 < day
        && day <= date.days_in_year()
    {
        return date
            .checked_add(jiff::Span::new().days(i64::from(day) - 1))
            .map_or_else(|_| text.to_owned(), |date| date.to_string());
    }
    text.to_owned()
}

fn check(period: Period, text: &str, frequency: &str) -> Result<(), Problem> {
    let bytes = frequency.as_bytes();
    let count: u8 = match bytes.get(1..) {
        None | Some([]) => 1,
        Some(_) => match frequency.get(1..).and_then(|digits| digits.parse().ok()) {
            Some(count) => count,
            // Words and codes of single publishers say nothing that could be checked.
            None => return Ok(()),
        },
    };
    let units: &[PeriodUnit] = match bytes.first() {
        Some(b'A') => &[PeriodUnit::Year],
        Some(b'S') => &[PeriodUnit::HalfYear],
        Some(b'H') if bytes.len() == 1 && period.frequency().unit == PeriodUnit::HalfYear => return Ok(()),
        Some(b'T') => &[PeriodUnit::Trimester],
        Some(b'Q') => &[PeriodUnit::Quarter],
        Some(b'M') => &[PeriodUnit::Month],
        Some(b'W') => &[PeriodUnit::Week],
        Some(b'D' | b'B') => &[PeriodUnit::Day],
        _ => return Ok(()),
    };
    let Frequency { unit, count: length } = period.frequency();
    // A3 is "every three years", whatever the length of the single period.
    let is_same = units.contains(&unit) && (length == count || length == 1);
    if is_same || length_in_months(unit, length).is_some_and(|months| Some(months) == length_in_months(units[0], count))
    {
        return Ok(());
    }
    Err(Problem::new(
        "frequency",
        text,
        format!(
            "TIME_PERIOD \"{}\" does not fit FREQ \"{}\"; ask the publisher for the periods as recorded (timeFormat=original)",
            shortened(text),
            shortened(frequency)
        ),
    ))
}

fn length_in_months(unit: PeriodUnit, count: u8) -> Option<u32> {
    let months = match unit {
        PeriodUnit::Day | PeriodUnit::Week => return None,
        PeriodUnit::Month => 1,
        PeriodUnit::Quarter => 3,
        PeriodUnit::Trimester => 4,
        PeriodUnit::HalfYear => 6,
        PeriodUnit::Year => 12,
    };
    Some(months * u32::from(count))
}

/// The code of `CL_FREQ` for a period.
pub(super) fn frequency(period: Period) -> String {
    let Frequency { unit, count } = period.frequency();
    let letter = match unit {
        PeriodUnit::Day => 'D',
        PeriodUnit::Week => 'W',
        PeriodUnit::Month => 'M',
        PeriodUnit::Quarter => 'Q',
        PeriodUnit::Trimester => 'T',
        PeriodUnit::HalfYear => 'S',
        PeriodUnit::Year => 'A',
    };
    match count {
        1 => letter.to_string(),
        count => format!("{letter}{count}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, frequency: &str, expected: &str) {
        let found = period(text, frequency).map_or_else(|problem| problem.code.to_owned(), |period| period.to_string());
        assert_eq!(found, expected, "{text} {frequency}");
    }

    #[test]
    fn periods_in_all_spellings_are_read() {
        check("2022", "A", "2022");
        check("2022Q1", "Q", "2022-Q1");
        check("2022M3", "M", "2022-03");
        check("2022-M03", "M", "2022-03");
        check("2022W05", "", "2022-W05");
        check("2022-D032", "D", "2022-02-01");
        check("2022S2", "H", "2022-S2");
        check("2003-01-01T00:00:00/P4Y", "A4", "2003-01-01/P4Y");
        check("2022-05-01T00:00:00Z", "D", "2022-05-01");
        check("2022-A1", "_Z", "2022");
        check("2009", "A3", "2009");
    }

    #[test]
    fn a_period_that_contradicts_its_frequency_is_refused() {
        check("2022-12-31", "A", "frequency");
        check("2022", "M", "frequency");
        check("2022-Q1", "A", "frequency");
        check("2022-Q5", "Q", "period");
        check("2022-D367", "D", "period");
        check("", "A", "period");
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_fail(text in "\\PC{0,16}", frequency in "\\PC{0,4}") {
            let _ = period(&text, &frequency);
        }
    }
}
