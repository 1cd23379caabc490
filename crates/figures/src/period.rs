//! Periods of time that a value is about: start date and length, written as SDMX `TIME_PERIOD`.
//!
//! A period has a start day, a unit and a count. The text forms are those of SDMX 2.1 (section 6, "Time and time format"):
//! `2022`, `2022-S1`, `2022-T2`, `2022-Q1`, `2022-03` or `2022-M03`, `2022-W05`, `2022-03-01`, and a range `2003-01-01/P4Y`.
//! Ambiguous texts of single publishers (`2022/1`, `2021/22`) are not read here: a format decides them for a whole column.

use std::{cmp::Ordering, fmt, str::FromStr};

use jiff::{
    ToSpan,
    civil::{Date, ISOWeekDate, Weekday},
};
use serde::{Deserialize, Serialize};

/// The unit a period is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodUnit {
    /// A calendar day.
    Day,
    /// An ISO week, Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// Four calendar months.
    Trimester,
    /// Six calendar months.
    HalfYear,
    /// Twelve months.
    Year,
}

impl PeriodUnit {
    const ALL: [Self; 7] = [
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Trimester,
        Self::HalfYear,
        Self::Year,
    ];

    const fn number(self) -> i16 {
        match self {
            Self::Day => 1,
            Self::Week => 2,
            Self::Month => 3,
            Self::Quarter => 4,
            Self::Trimester => 5,
            Self::HalfYear => 6,
            Self::Year => 7,
        }
    }

    /// How many months the unit has; `None` for weeks and days.
    const fn n_months(self) -> Option<i8> {
        match self {
            Self::Day | Self::Week => None,
            Self::Month => Some(1),
            Self::Quarter => Some(3),
            Self::Trimester => Some(4),
            Self::HalfYear => Some(6),
            Self::Year => Some(12),
        }
    }
}

/// Unit and count together, as one small number for storage. All periods of a series have the same frequency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Frequency {
    /// The unit.
    pub unit: PeriodUnit,
    /// How many units a period is long; 1 to 255.
    pub count: u8,
}

impl Frequency {
    /// One calendar year, the frequency of most official figures.
    pub const YEARLY: Self = Self {
        unit: PeriodUnit::Year,
        count: 1,
    };

    /// The number kept in the lake: unit × 256 + count.
    pub const fn code(self) -> i16 {
        self.unit.number() * 256 + self.count as i16
    }

    /// Reads the number kept in the lake.
    pub fn from_code(code: i16) -> Option<Self> {
        let unit = PeriodUnit::ALL.into_iter().find(|unit| unit.number() == code / 256)?;
        let count = u8::try_from(code % 256).ok().filter(|count| *count > 0)?;
        Some(Self { unit, count })
    }

    const fn approximate_days(self) -> u32 {
        let days = match self.unit {
            PeriodUnit::Day => 1,
            PeriodUnit::Week => 7,
            PeriodUnit::Month => 30,
            PeriodUnit::Quarter => 91,
            PeriodUnit::Trimester => 121,
            PeriodUnit::HalfYear => 182,
            PeriodUnit::Year => 365,
        };
        days * self.count as u32
    }
}

/// A period: its first day and its frequency. Ordered by start, then by length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    start: Date,
    frequency: Frequency,
}

const YEARS: std::ops::RangeInclusive<i16> = 1800..=2200;

impl Period {
    /// A calendar year. `None` outside 1800 to 2200, which no municipal figure is about.
    pub fn year(year: i16) -> Option<Self> {
        YEARS.contains(&year).then(|| Self {
            start: Date::constant(year, 1, 1),
            frequency: Frequency::YEARLY,
        })
    }

    /// Any period by its first day and frequency. `None` outside the years 1800 to 2200.
    pub fn new(start: Date, frequency: Frequency) -> Option<Self> {
        YEARS.contains(&start.year()).then_some(Self { start, frequency })
    }

    /// The first day.
    pub fn start(self) -> Date {
        self.start
    }

    /// Unit and count.
    pub fn frequency(self) -> Frequency {
        self.frequency
    }

    /// The first day after the period.
    pub fn end(self) -> Date {
        let count = i64::from(self.frequency.count);
        let span = match (self.frequency.unit, self.frequency.unit.n_months()) {
            (_, Some(n_months)) => (count * i64::from(n_months)).months(),
            (PeriodUnit::Week, None) => (count * 7).days(),
            (_, None) => count.days(),
        };
        self.start.saturating_add(span)
    }

    /// The period that lies so many periods later, or earlier when negative. `None` outside the years 1800 to 2200.
    ///
    /// ```
    /// use figures::period::Period;
    /// let quarter: Period = "2022-Q1".parse()?;
    /// assert_eq!(quarter.shifted(-1).map(|one| one.to_string()).as_deref(), Some("2021-Q4"));
    /// # Ok::<(), figures::period::PeriodError>(())
    /// ```
    pub fn shifted(self, n_periods: i8) -> Option<Self> {
        let count = i64::from(self.frequency.count) * i64::from(n_periods);
        let span = match (self.frequency.unit, self.frequency.unit.n_months()) {
            (_, Some(n_months)) => (count * i64::from(n_months)).months(),
            (PeriodUnit::Week, None) => (count * 7).days(),
            (_, None) => count.days(),
        };
        Self::new(self.start.checked_add(span).ok()?, self.frequency)
    }

    /// The calendar year of a single day. `None` for anything longer than a day.
    pub fn year_of_day(self) -> Option<Self> {
        let is_day = self.frequency.unit == PeriodUnit::Day && self.frequency.count == 1;
        is_day.then(|| Self::year(self.start.year())).flatten()
    }

    /// The same days so many years later; 29 February becomes the 28th where there is none. `None` outside the years 1800 to 2200.
    pub fn years_later(self, n_years: i8) -> Option<Self> {
        let start = self.start.checked_add(i64::from(n_years).years()).ok()?;
        Self::new(start, self.frequency)
    }

    /// The first day as days since 1970-01-01, the form kept in the lake.
    pub fn start_days(self) -> i32 {
        let epoch = Date::constant(1970, 1, 1);
        epoch.until(self.start).map_or(0, |span| span.get_days())
    }

    /// Reads the two numbers kept in the lake.
    pub fn from_lake(start_days: i32, frequency: i16) -> Option<Self> {
        let start = Date::constant(1970, 1, 1).checked_add(start_days.days()).ok()?;
        Self::new(start, Frequency::from_code(frequency)?)
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |period: &Self| {
            (
                period.start,
                period.frequency.approximate_days(),
                period.frequency.code(),
            )
        };
        key(self).cmp(&key(other))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.start.year(), self.start.month(), self.start.day());
        let part = |n_months: i8| (day == 1 && (month - 1) % n_months == 0).then(|| (month - 1) / n_months + 1);
        let Frequency { unit, count } = self.frequency;
        if count == 1 {
            match unit {
                PeriodUnit::Day => return write!(f, "{}", self.start),
                PeriodUnit::Week if self.start.weekday() == Weekday::Monday => {
                    let week = self.start.iso_week_date();
                    return write!(f, "{:04}-W{:02}", week.year(), week.week());
                }
                PeriodUnit::Month if day == 1 => return write!(f, "{year:04}-{month:02}"),
                PeriodUnit::Year if day == 1 && month == 1 => return write!(f, "{year:04}"),
                _ => {}
            }
            let named = match unit {
                PeriodUnit::Quarter => part(3).map(|number| ('Q', number)),
                PeriodUnit::Trimester => part(4).map(|number| ('T', number)),
                PeriodUnit::HalfYear => part(6).map(|number| ('S', number)),
                _ => None,
            };
            if let Some((letter, number)) = named {
                return write!(f, "{year:04}-{letter}{number}");
            }
        }
        let (count, letter) = match unit {
            PeriodUnit::Day => (u16::from(count), 'D'),
            PeriodUnit::Week => (u16::from(count), 'W'),
            PeriodUnit::Year => (u16::from(count), 'Y'),
            unit => (
                u16::from(count) * unit.n_months().map_or(1, |n| n.unsigned_abs().into()),
                'M',
            ),
        };
        write!(f, "{}/P{count}{letter}", self.start)
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;

    fn try_from(text: String) -> Result<Self, PeriodError> {
        text.parse()
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    /// Reads an SDMX `TIME_PERIOD`.
    ///
    /// ```
    /// use figures::period::Period;
    /// let quarter: Period = "2022-Q2".parse()?;
    /// assert_eq!(quarter.start().to_string(), "2022-04-01");
    /// assert_eq!("2003-01-01/P4Y".parse::<Period>()?.end().to_string(), "2007-01-01");
    /// assert_eq!(
    ///     "2024-Q5".parse::<Period>().unwrap_err().to_string(),
    ///     "period \"2024-Q5\" is not a quarter; use Q1 to Q4"
    /// );
    /// # Ok::<(), figures::period::PeriodError>(())
    /// ```
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let text = text.trim();
        let unknown = || PeriodError::Unknown(text.chars().take(40).collect());
        if !text.is_ascii() {
            return Err(unknown());
        }
        if let Some((start, length)) = text.split_once('/') {
            let start: Date = start.parse().map_err(|_| unknown())?;
            let letter = length.chars().last().ok_or_else(unknown)?;
            let digits = length
                .strip_prefix('P')
                .and_then(|rest| rest.strip_suffix(letter))
                .ok_or_else(unknown)?;
            let count: u8 = number(digits, digits.len())
                .filter(|count| *count > 0)
                .ok_or_else(unknown)?;
            let unit = match letter {
                'Y' => PeriodUnit::Year,
                'M' => PeriodUnit::Month,
                'W' => PeriodUnit::Week,
                'D' => PeriodUnit::Day,
                _ => return Err(unknown()),
            };
            return Self::new(start, Frequency { unit, count }).ok_or_else(unknown);
        }
        let (year_text, rest) = text.split_at_checked(4).ok_or_else(unknown)?;
        let year: i16 = number(year_text, 4).ok_or_else(unknown)?;
        if !YEARS.contains(&year) {
            return Err(PeriodError::Year(text.to_owned()));
        }
        let once = |unit| Frequency { unit, count: 1 };
        let part = |digits: &str, unit: PeriodUnit, n_months: i8, name, range| {
            let number: i8 = number(digits, digits.len()).unwrap_or(0);
            if !(1..=12 / n_months).contains(&number) {
                return Err(PeriodError::Part {
                    text: text.to_owned(),
                    name,
                    range,
                });
            }
            Ok(Self {
                start: Date::constant(year, (number - 1) * n_months + 1, 1),
                frequency: once(unit),
            })
        };
        let Some(rest) = rest.strip_prefix('-') else {
            return if rest.is_empty() {
                Self::year(year).ok_or_else(unknown)
            } else {
                Err(unknown())
            };
        };
        match rest.as_bytes() {
            b"A1" => Self::year(year).ok_or_else(unknown),
            [b'S', ..] => part(&rest[1..], PeriodUnit::HalfYear, 6, "half-year", "S1 or S2"),
            [b'T', ..] => part(&rest[1..], PeriodUnit::Trimester, 4, "third of a year", "T1 to T3"),
            [b'Q', ..] => part(&rest[1..], PeriodUnit::Quarter, 3, "quarter", "Q1 to Q4"),
            [b'M', _, _] => part(&rest[1..], PeriodUnit::Month, 1, "month", "M01 to M12"),
            [b'W', ..] => {
                let week: i8 = number(&rest[1..], rest.len() - 1).unwrap_or(0);
                let date = ISOWeekDate::new(year, week, Weekday::Monday).map_err(|_| PeriodError::Part {
                    text: text.to_owned(),
                    name: "week",
                    range: "W01 to W52, in some years W53",
                })?;
                Self::new(date.date(), once(PeriodUnit::Week)).ok_or_else(unknown)
            }
            [_, _] => part(rest, PeriodUnit::Month, 1, "month", "01 to 12"),
            [_, _, b'-', _, _] => {
                let date: Date = text.parse().map_err(|_| PeriodError::Part {
                    text: text.to_owned(),
                    name: "day of the calendar",
                    range: "YYYY-MM-DD",
                })?;
                Self::new(date, once(PeriodUnit::Day)).ok_or_else(unknown)
            }
            _ => Err(unknown()),
        }
    }
}

fn number<N: FromStr>(digits: &str, n_digits: usize) -> Option<N> {
    let plain = digits.len() == n_digits && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// Why a text is no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// No form of a period.
    #[error(
        "\"{0}\" is not a period; write a year as 2022, a quarter as 2022-Q1, a month as 2022-03, a day as 2022-03-01"
    )]
    Unknown(String),
    /// The year is out of reach.
    #[error("period \"{0}\" lies outside the years 1800 to 2200")]
    Year(String),
    /// A part of the year that does not exist.
    #[error("period \"{text}\" is not a {name}; use {range}")]
    Part {
        /// The offending text.
        text: String,
        /// What it looks like.
        name: &'static str,
        /// What exists.
        range: &'static str,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, &str)>) {
        let found = text
            .parse::<Period>()
            .ok()
            .map(|period| (period.to_string(), period.end().to_string()));
        assert_eq!(
            found.as_ref().map(|(a, b)| (a.as_str(), b.as_str())),
            expected,
            "{text}"
        );
    }

    #[test]
    fn sdmx_forms_are_read_and_written_in_one_spelling() {
        check("2022", Some(("2022", "2023-01-01")));
        check("2022-A1", Some(("2022", "2023-01-01")));
        check("2022-S1", Some(("2022-S1", "2022-07-01")));
        check("2022-T3", Some(("2022-T3", "2023-01-01")));
        check("2022-M02", Some(("2022-02", "2022-03-01")));
        check("2020-02-29", Some(("2020-02-29", "2020-03-01")));
        check("2020-W53", Some(("2020-W53", "2021-01-04")));
        check("2003-01-01/P4Y", Some(("2003-01-01/P4Y", "2007-01-01")));
        check("2003-01-01/P1Y", Some(("2003", "2004-01-01")));
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in [
            "",
            "22",
            "2022/1",
            "2021/22",
            "2022-Q5",
            "2022-13",
            "2021-02-29",
            "2021-W53",
            "1066",
            "9999",
            "2022-",
            "2022x",
            "2022-01-01/P0Y",
            "2022-01-01/P300Y",
            "２０２２",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn periods_are_ordered_by_start_then_length() {
        let mut periods: Vec<Period> = ["2023", "2022", "2022-01", "2022-Q1"]
            .iter()
            .map(|text| text.parse().expect("a period"))
            .collect();
        periods.sort();
        let texts: Vec<String> = periods.iter().map(Period::to_string).collect();
        assert_eq!(texts, ["2022-01", "2022-Q1", "2022", "2023"]);
    }

    proptest::proptest! {
        #[test]
        fn the_lake_form_reads_back(days in -60_000_i32..80_000, unit in 1_i16..=7, count in 1_i16..=255) {
            let period = Period::from_lake(days, unit * 256 + count).expect("a period");
            proptest::prop_assert_eq!(Period::from_lake(period.start_days(), period.frequency().code()), Some(period));
        }

        #[test]
        fn a_period_of_one_unit_reads_back_from_its_text(days in -60_000_i32..80_000, unit in 1_i16..=7) {
            let period = Period::from_lake(days, unit * 256 + 1).expect("a period");
            let read: Period = period.to_string().parse().expect("its own text");
            proptest::prop_assert_eq!((read.start(), read.end()), (period.start(), period.end()));
        }
    }
}
