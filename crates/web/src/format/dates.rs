//! Dates in words and in figures. Month names are few and never change, so they stand here instead of in a data set.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::language::Language;

const MONTHS_DE: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date in words: `31. Dezember 2022`, `31 December 2022`.
pub fn date(language: Language, date: Date) -> String {
    let (day, year) = (date.day(), date.year());
    let month = usize::from(date.month().unsigned_abs()) - 1;
    match language {
        Language::De => format!("{day}.\u{A0}{} {year}", MONTHS_DE[month]),
        Language::En => format!("{day}\u{A0}{} {year}", MONTHS_EN[month]),
    }
}

/// A date in figures for tables: `31.12.2022`, `31/12/2022` (day first in both: the English of these pages is British).
pub fn short_date(language: Language, date: Date) -> String {
    let (day, month, year) = (date.day(), date.month(), date.year());
    match language {
        Language::De => format!("{day:02}.{month:02}.{year}"),
        Language::En => format!("{day:02}/{month:02}/{year}"),
    }
}

/// A moment in the official time of Germany: `31. Dezember 2022, 14:05 Uhr`.
pub fn instant(language: Language, instant: Timestamp) -> String {
    let zone = TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC);
    let local = instant.to_zoned(zone);
    let (hour, minute) = (local.hour(), local.minute());
    match language {
        Language::De => format!("{}, {hour}:{minute:02}\u{A0}Uhr", date(language, local.date())),
        Language::En => format!("{}, {hour}:{minute:02}", date(language, local.date())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_words_and_in_figures() {
        let day = Date::constant(2022, 12, 31);
        assert_eq!(date(Language::De, day), "31.\u{A0}Dezember 2022");
        assert_eq!(date(Language::En, day), "31\u{A0}December 2022");
        assert_eq!(short_date(Language::De, Date::constant(2024, 2, 9)), "09.02.2024");
        assert_eq!(short_date(Language::En, Date::constant(2024, 2, 9)), "09/02/2024");
    }

    #[test]
    fn a_moment_is_shown_in_german_time() -> Result<(), jiff::Error> {
        let summer: Timestamp = "2024-07-01T22:30:00Z".parse()?;
        assert_eq!(instant(Language::De, summer), "2.\u{A0}Juli 2024, 0:30\u{A0}Uhr");
        assert_eq!(instant(Language::En, summer), "2\u{A0}July 2024, 0:30");
        Ok(())
    }
}
