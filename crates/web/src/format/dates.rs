//! Dates in words and in figures. Month names are few and never change, so they stand here instead of in a data set.

use figures::period::{Period, PeriodUnit};
use jiff::{Timestamp, Zoned, civil::Date, tz::TimeZone};

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

/// A period of time in words: `2022`, `1. Quartal 2022`, `März 2022`, `31.12.2018`, `2003–2006`.
pub fn period(language: Language, period: Period) -> String {
    let (start, frequency) = (period.start(), period.frequency());
    let year = start.year();
    let is_day_one = start.day() == 1;
    // The number of the part of the year that begins here, when one does.
    let part =
        |n_months: i8| (is_day_one && (start.month() - 1) % n_months == 0).then(|| (start.month() - 1) / n_months + 1);
    let is_german = language == Language::De;
    let named = match (frequency.unit, frequency.count) {
        (PeriodUnit::Day, 1) => Some(short_date(language, start)),
        (PeriodUnit::Week, 1) => {
            let week = start.iso_week_date();
            Some(match language {
                Language::De => format!("{}. Woche {}", week.week(), week.year()),
                Language::En => format!("week {} of {}", week.week(), week.year()),
            })
        }
        (PeriodUnit::Month, 1) if is_day_one => {
            let names = if is_german { MONTHS_DE } else { MONTHS_EN };
            Some(format!(
                "{} {year}",
                names[usize::from(start.month().unsigned_abs()) - 1]
            ))
        }
        (PeriodUnit::Quarter, 1) => part(3).map(|n| match language {
            Language::De => format!("{n}. Quartal {year}"),
            Language::En => format!("quarter {n} of {year}"),
        }),
        (PeriodUnit::Trimester, 1) => part(4).map(|n| match language {
            Language::De => format!("{n}. Drittel {year}"),
            Language::En => format!("third {n} of {year}"),
        }),
        (PeriodUnit::HalfYear, 1) => part(6).map(|n| match language {
            Language::De => format!("{n}. Halbjahr {year}"),
            Language::En => format!("half {n} of {year}"),
        }),
        // A year that begins in August is a school year in Germany.
        (PeriodUnit::Year, 1) if is_day_one && start.month() == 8 => {
            let next = (year + 1) % 100;
            Some(match language {
                Language::De => format!("Schuljahr {year}/{next:02}"),
                Language::En => format!("school year {year}/{next:02}"),
            })
        }
        (PeriodUnit::Year, 1) => part(12).map(|_| year.to_string()),
        (PeriodUnit::Year, count) => part(12).map(|_| format!("{year}–{}", i32::from(year) + i32::from(count) - 1)),
        _ => None,
    };
    named.unwrap_or_else(|| {
        let last = period.end().yesterday().unwrap_or(start);
        let to = if is_german { "bis" } else { "to" };
        format!("{} {to} {}", short_date(language, start), short_date(language, last))
    })
}

/// The day on which a moment falls in Germany.
pub fn day(instant: Timestamp) -> Date {
    in_germany(instant).date()
}

fn in_germany(instant: Timestamp) -> Zoned {
    instant.to_zoned(TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC))
}

/// A moment in the official time of Germany: `31. Dezember 2022, 14:05 Uhr`.
pub fn instant(language: Language, instant: Timestamp) -> String {
    let local = in_germany(instant);
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
    fn periods_are_said_as_people_say_them() {
        for (text, german, english) in [
            ("2022", "2022", "2022"),
            ("2022-Q1", "1. Quartal 2022", "quarter 1 of 2022"),
            ("2022-S2", "2. Halbjahr 2022", "half 2 of 2022"),
            ("2022-T3", "3. Drittel 2022", "third 3 of 2022"),
            ("2022-03", "März 2022", "March 2022"),
            ("2022-W05", "5. Woche 2022", "week 5 of 2022"),
            ("2018-12-31", "31.12.2018", "31/12/2018"),
            ("2003-01-01/P4Y", "2003–2006", "2003–2006"),
            ("2021-08-01/P1Y", "Schuljahr 2021/22", "school year 2021/22"),
            (
                "2021-04-01/P1Y",
                "01.04.2021 bis 31.03.2022",
                "01/04/2021 to 31/03/2022",
            ),
        ] {
            let one: Period = text.parse().expect("a period");
            assert_eq!(period(Language::De, one), german);
            assert_eq!(period(Language::En, one), english);
        }
    }

    #[test]
    fn a_moment_is_shown_in_german_time() -> Result<(), jiff::Error> {
        let summer: Timestamp = "2024-07-01T22:30:00Z".parse()?;
        assert_eq!(instant(Language::De, summer), "2.\u{A0}Juli 2024, 0:30\u{A0}Uhr");
        assert_eq!(instant(Language::En, summer), "2\u{A0}July 2024, 0:30");
        Ok(())
    }
}
