//! What a value counts: the definition of an indicator in one version.
//!
//! A series refers to a version, not to the indicator. A new version exists only when values stop being comparable; a better
//! title or a longer text is an edit of the same version. A chart joins two versions only with a marked break.

use serde::{Deserialize, Serialize};

use crate::unit::Unit;

/// The definition of one version of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorVersion {
    /// 1 for the first definition.
    pub number: i32,
    /// What the values are counted in.
    pub unit: Unit,
    /// Digits after the decimal sign when shown to people.
    pub decimals: u8,
    /// Which time within the period a value is about.
    pub reference: Reference,
    /// Which way is better; none for many indicators.
    pub direction: Direction,
    /// The rule by which the publisher computes it, as the publisher writes it.
    pub formula: Option<String>,
    /// Which count of the population stands in a ratio.
    pub population_base: Option<String>,
    /// Where people are counted, for figures that differ by it; not every publisher says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_at: Option<CountedAt>,
}

/// Whether people are counted where they live or where they work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountedAt {
    /// At home.
    Residence,
    /// At work.
    Work,
}

impl CountedAt {
    /// The word used in storage, the API and formulas.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Residence => "residence",
            Self::Work => "work",
        }
    }
}

/// Which time within its period a value is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Reference {
    /// One day of the year (Stichtag).
    Day {
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
    },
    /// The average over the period.
    Average,
    /// The whole period, for example everything built within a year.
    Sum,
    /// The school year that ends in the period.
    SchoolYear,
    /// Not stated by the publisher.
    Unstated,
}

/// A word or day that states no time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is no time within a period; write average, sum, school_year, unstated or a day of the year such as 12-31"
)]
pub struct ReferenceError(String);

impl std::str::FromStr for Reference {
    type Err = ReferenceError;

    /// `average`, `sum`, `school_year`, `unstated` or month and day, `12-31`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let day_of_year = || {
            let (month, day) = text.split_once('-')?;
            let (month, day): (u8, u8) = (month.parse().ok()?, day.parse().ok()?);
            // A leap year has every day that there is.
            let exists = jiff::civil::Date::new(2024, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
            exists.is_ok().then_some(Self::Day { month, day })
        };
        match text {
            "average" => Some(Self::Average),
            "sum" => Some(Self::Sum),
            "school_year" => Some(Self::SchoolYear),
            "unstated" => Some(Self::Unstated),
            _ => day_of_year(),
        }
        .ok_or_else(|| ReferenceError(text.to_owned()))
    }
}

impl std::fmt::Display for Reference {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day { month, day } => write!(formatter, "the day {day}.{month}."),
            Self::Average => formatter.write_str("the average of its period"),
            Self::Sum => formatter.write_str("the whole of its period"),
            Self::SchoolYear => formatter.write_str("a school year"),
            Self::Unstated => formatter.write_str("a time that the publisher does not state"),
        }
    }
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    Increase,
    /// Less is better.
    Decrease,
    /// Neither: the value describes, it does not judge.
    None,
}

impl Direction {
    /// The word used in storage and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Increase => "increase",
            Self::Decrease => "decrease",
            Self::None => "none",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_from_its_word_or_day() {
        assert_eq!("02-29".parse(), Ok(Reference::Day { month: 2, day: 29 }));
        assert_eq!("school_year".parse(), Ok(Reference::SchoolYear));
        for nonsense in ["", "31.12.", "02-30", "13-01", "00-00", "-1--1", "300-1"] {
            assert!(nonsense.parse::<Reference>().is_err(), "{nonsense}");
        }
    }

    #[test]
    fn a_version_is_written_in_plain_words() -> Result<(), serde_json::Error> {
        let version = IndicatorVersion {
            number: 1,
            unit: Unit::Percent,
            decimals: 1,
            reference: Reference::Day { month: 6, day: 30 },
            direction: Direction::Increase,
            formula: None,
            population_base: None,
            counted_at: None,
        };
        let text = serde_json::to_string(&version)?;
        assert!(
            text.contains(r#""unit":"percent""#) && text.contains(r#""kind":"day","month":6"#),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<IndicatorVersion>(&text)?, version);
        Ok(())
    }
}
