//! Single texts of periods: what each may mean.

use figures::period::{Frequency, Period, PeriodUnit};
use jiff::civil::Date;

use super::PeriodReading;

/// A text without the mark of a footnote behind it: `2020 1)`, `2020¹⁾`, `2020*`. What the footnote says stands below the table.
fn without_mark(text: &str) -> &str {
    const RAISED: [char; 13] = ['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁰', '⁾', '*', ' '];
    let text = text.trim();
    let bare = match text.strip_suffix(')') {
        Some(open) if !open.contains('(') => {
            // Of `20201)` the last digit is the mark: a year has four.
            let digits = open.bytes().rev().take_while(u8::is_ascii_digit).count();
            match digits {
                1 | 2 => &open[..open.len() - digits],
                5 | 6 => &open[..open.len() - (digits - 4)],
                _ => text,
            }
        }
        _ => text.trim_end_matches(RAISED),
    };
    match bare.trim_end() {
        "" => text,
        bare => bare,
    }
}

/// All readings under which an ambiguous text is a period; empty for texts that mean one thing or nothing.
pub(super) fn candidates(text: &str) -> Vec<PeriodReading> {
    let Some((year, separator, rest)) = split(text) else {
        return Vec::new();
    };
    let is_span = span_end(year, rest).is_some();
    // `2022-03` is the SDMX form of a month; it is ambiguous only where it could also be the years 2003-06.
    if separator == '-' && !is_span {
        return Vec::new();
    }
    if separator == '-' && rest.len() == 4 && span_end(year, rest) != Some(year + 1) {
        return vec![PeriodReading::Spans];
    }
    PeriodReading::ALL
        .into_iter()
        .filter(|reading| read_as(text, *reading).is_some())
        .collect()
}

/// `2018/19` as 2018, `/` and `19`.
fn split(text: &str) -> Option<(i16, char, &str)> {
    let text = without_mark(text);
    let (year, rest) = text.split_at_checked(4)?;
    let separator = rest.chars().next().filter(|c| matches!(c, '/' | '-' | '–'))?;
    let rest = rest[separator.len_utf8()..].trim();
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(year) || !is_digits(rest) || !matches!(rest.len(), 1 | 2 | 4) {
        return None;
    }
    let separator = if separator == '–' { '-' } else { separator };
    Some((year.parse().ok()?, separator, rest))
}

/// The last year of `2018/19` or `2003-2006`, when it lies after the first.
fn span_end(year: i16, rest: &str) -> Option<i16> {
    let number: i16 = rest.parse().ok()?;
    let end = match rest.len() {
        4 => number,
        2 => {
            let same_century = year / 100 * 100 + number;
            // 1999/00
            if same_century <= year && year % 100 == 99 && number == 0 {
                year + 1
            } else {
                same_century
            }
        }
        _ => return None,
    };
    (year < end && end <= 2200).then_some(end)
}

pub(super) fn read_as(text: &str, reading: PeriodReading) -> Option<Period> {
    let (year, separator, rest) = split(text)?;
    let part = |unit: PeriodUnit, n_months: i8, may_have_dash: bool| {
        let number: i8 = rest.parse().ok()?;
        let fits = (1..=12 / n_months).contains(&number) && rest.len() <= 2 && (separator == '/' || may_have_dash);
        let start = fits
            .then(|| Date::new(year, (number - 1) * n_months + 1, 1).ok())
            .flatten()?;
        Period::new(start, Frequency { unit, count: 1 })
    };
    match reading {
        PeriodReading::HalfYears => part(PeriodUnit::HalfYear, 6, false),
        PeriodReading::Thirds => part(PeriodUnit::Trimester, 4, false),
        PeriodReading::Quarters => part(PeriodUnit::Quarter, 3, false),
        PeriodReading::Months => part(PeriodUnit::Month, 1, rest.len() == 2),
        PeriodReading::SchoolYears => {
            let start = Date::new(year, 8, 1).ok()?;
            (span_end(year, rest)? == year + 1)
                .then(|| Period::new(start, Frequency::YEARLY))
                .flatten()
        }
        PeriodReading::Spans => {
            let count = u8::try_from(span_end(year, rest)? - year + 1).ok()?;
            let start = Date::new(year, 1, 1).ok()?;
            Period::new(
                start,
                Frequency {
                    unit: PeriodUnit::Year,
                    count,
                },
            )
        }
    }
}

/// Whether a text is a period in some reading. A bare number is one only as a year of the last or next hundred years.
pub(crate) fn looks_like_period(text: &str) -> bool {
    let text = without_mark(text);
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.len() == 4 && text.parse().is_ok_and(|year: u16| (1900..=2100).contains(&year));
    }
    !candidates(text).is_empty() || (!text.ends_with(".0") && plain(text).is_some())
}

/// Texts that mean one thing: SDMX, and spellings that only one reading has.
pub(crate) fn plain(text: &str) -> Option<Period> {
    let text = without_mark(text);
    let text = text.strip_prefix("Jahr ").unwrap_or(text).trim();
    // What a spreadsheet makes of a year in a number column.
    let text = text.strip_suffix(".0").unwrap_or(text);
    if let Ok(period) = text.parse() {
        return Some(period);
    }
    if let [day, month, year] = text.split('.').collect::<Vec<_>>()[..]
        && year.len() == 4
    {
        let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
        return Period::new(
            date,
            Frequency {
                unit: PeriodUnit::Day,
                count: 1,
            },
        );
    }
    part_of_year(text)
}

/// `Q1 2020`, `2020 1Q`, `1. Quartal 2020`, `2. Halbjahr 2020`, `März 2020`, `12/2021`.
fn part_of_year(text: &str) -> Option<Period> {
    if let Some((month, year)) = text.split_once('/')
        && year.len() == 4
        && (1..=2).contains(&month.len())
    {
        return month_of(year, month.parse().ok()?);
    }
    let words: Vec<&str> = text
        .split([' ', '-', '\u{a0}'])
        .filter(|word| !word.is_empty())
        .collect();
    let year = *words
        .iter()
        .find(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()))?;
    let rest: Vec<&str> = words.iter().filter(|word| **word != year).copied().collect();
    let numbered = |letter: &str, number: &str| {
        let number: u8 = number.trim_end_matches('.').parse().ok()?;
        format!("{year}-{letter}{number}").parse().ok()
    };
    match rest[..] {
        [number, "Quartal"] => numbered("Q", number),
        [number, "Halbjahr"] => numbered("S", number),
        [word] => {
            let letters = word.trim_matches(|c: char| c.is_ascii_digit());
            let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
            match letters {
                "Q" | "q" => numbered("Q", digits),
                "H" | "S" | "HJ" | "Hj" => numbered("S", digits),
                _ => month_of(year, month_named(word)?),
            }
        }
        _ => None,
    }
}

fn month_of(year: &str, month: i8) -> Option<Period> {
    let start = Date::new(year.parse().ok()?, month, 1).ok()?;
    Period::new(
        start,
        Frequency {
            unit: PeriodUnit::Month,
            count: 1,
        },
    )
}

fn month_named(word: &str) -> Option<i8> {
    const NAMES: [&[&str]; 12] = [
        &["januar", "jänner", "january", "jan"],
        &["februar", "february", "feb"],
        &["märz", "maerz", "march", "mär", "mrz", "mar"],
        &["april", "apr"],
        &["mai", "may"],
        &["juni", "june", "jun"],
        &["juli", "july", "jul"],
        &["august", "aug"],
        &["september", "sep", "sept"],
        &["oktober", "october", "okt", "oct"],
        &["november", "nov"],
        &["dezember", "december", "dez", "dec"],
    ];
    let word = word.trim_end_matches('.').to_lowercase();
    let place = NAMES.iter().position(|names| names.contains(&word.as_str()))?;
    i8::try_from(place + 1).ok()
}
