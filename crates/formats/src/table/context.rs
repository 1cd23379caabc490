//! What titles and the name of a sheet say about all values of a table: its indicator, its period, its unit, its territory.
//!
//! It counts only where neither a column nor a person says it, and it is told with the line from which it comes. A title that names
//! several years, or a sheet called `Tabelle1`, says nothing.

use super::{meaning::period_of, states, units};
use crate::{Place, period_text, period_text::looks_like_period};

/// A title above a table.
#[derive(Debug, Clone)]
pub(super) struct Title {
    pub(super) row: u32,
    pub(super) text: String,
    /// Whether it stands above another table, so that only the time and the territory that it names hold for this one too.
    pub(super) says_only_when: bool,
}

/// What is said about all values of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Context {
    pub(super) indicator: Option<String>,
    pub(super) period: Option<String>,
    pub(super) territory: Option<String>,
    pub(super) unit: Option<String>,
    /// Where the indicator stands.
    pub(super) place: Place,
    /// The line from which the period comes; 0 for the name of the sheet.
    pub(super) period_row: u32,
}

impl Context {
    /// Looks at the titles above a table and at the name of its sheet.
    pub(super) fn of(titles: &[Title], sheet: Option<&str>, index: u16) -> Self {
        let mut found = Self::default();
        let own = || titles.iter().filter(|title| !title.says_only_when);
        let named = own().filter(|title| is_name(&title.text));
        let best = named
            .clone()
            .find(|title| is_numbered(&title.text))
            .or_else(|| named.clone().next_back());
        if let Some(title) = best {
            let name = name(&title.text);
            found.indicator = (!name.is_empty()).then_some(name);
            found.place = Place {
                sheet: index,
                row: title.row,
                column: 1,
            };
        }
        found.unit = own().rev().find_map(|title| unit(&title.text));
        found.territory = titles.iter().find_map(|title| key(&title.text));
        let mut dated: Vec<(u32, String)> = titles
            .iter()
            .filter(|title| !states::is_no_period(&title.text))
            .flat_map(|title| periods(&title.text).into_iter().map(|period| (title.row, period)))
            .collect();
        if let Some(name) = sheet {
            dated.extend(periods(name).into_iter().map(|period| (0, period)));
        }
        if let Some((row, period)) = one(dated) {
            found.period = Some(period);
            found.period_row = row;
        }
        if found.indicator.is_none()
            && let Some(name) = sheet.map(name).filter(|name| is_name(name) && !is_generic(name))
        {
            found.indicator = Some(name);
            found.place = Place {
                sheet: index,
                row: 1,
                column: 1,
            };
        }
        found
    }
}

/// The one period that is named; a day counts more than its year.
fn one(mut dated: Vec<(u32, String)>) -> Option<(u32, String)> {
    dated.sort_by_key(|(_, text)| std::cmp::Reverse(text.len()));
    dated.dedup_by(|a, b| a.1 == b.1);
    let (row, longest) = dated.first()?.clone();
    dated
        .iter()
        .all(|(_, text)| longest.contains(text.as_str()))
        .then_some((row, longest))
}

/// The periods that a text names.
fn periods(text: &str) -> Vec<String> {
    if let Some(period) = period_of(text) {
        return vec![period];
    }
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | ':' | ';' | '_'))
        .map(|word| word.trim_end_matches(['.', '-', '–']))
        .filter(|word| !word.is_empty())
        .collect();
    // `4.1.2020` is a number of a table as well as a day; days of titles are written in full.
    let is_period = |word: &&&str| {
        let is_day = word.len() == 10 && word.contains('.') && period_text::plain(word).is_some();
        let is_year = word.len() == 4 && looks_like_period(word);
        is_day || is_year || word.len() == 9 && word.contains(['-', '–', '/']) && looks_like_period(word)
    };
    words.iter().filter(is_period).map(|word| (*word).to_owned()).collect()
}

/// The unit in a title: in brackets, or at its end.
fn unit(text: &str) -> Option<String> {
    let bracketed = text
        .rsplit_once(['(', '['])
        .and_then(|(_, rest)| rest.split_once([')', ']']));
    let inside = bracketed.map(|(inside, _)| inside.trim());
    inside
        .and_then(units::reading)
        .or_else(|| units::words_in(text))
        .or_else(|| text.rsplit_once(" in ").and_then(|(_, words)| units::reading(words)))
        .or_else(|| text.strip_prefix("in ").and_then(units::reading))
        .or_else(|| {
            text.strip_prefix("Einheit:")
                .map(str::trim)
                .filter(|words| !words.is_empty())
        })
        .map(str::to_owned)
}

/// An official key in a title: eight or twelve digits, or any behind `AGS`, `ARS` or `Schlüssel`.
fn key(text: &str) -> Option<String> {
    let is_named = ["AGS", "ARS", "chlüssel"].iter().any(|word| text.contains(word));
    text.split(|c: char| !c.is_ascii_digit())
        .find(|digits| matches!(digits.len(), 8 | 12) || is_named && matches!(digits.len(), 2 | 5))
        .filter(|digits| !figures::territory::readings(digits, None).is_empty())
        .map(str::to_owned)
}

fn is_numbered(text: &str) -> bool {
    let folded = text.trim_start().to_lowercase();
    ["tab.", "tabelle ", "tab ", "table "]
        .iter()
        .any(|word| folded.starts_with(word))
}

/// Whether a line can name what a table is about.
fn is_name(text: &str) -> bool {
    const OTHERS: &[&str] = &[
        "stand",
        "quelle",
        "herausgeber",
        "©",
        "(c)",
        "copyright",
        "datenstand",
        "erstellt",
        "gebietsstand",
        "hinweis",
        "anmerkung",
        "export",
        "datum",
        "seite",
        "stichtag",
        "berichtsjahr",
        "einheit",
        "source",
        "http",
        "lizenz",
        "ansprechpartner",
        "kontakt",
        "zurück",
        "inhalt",
        "in ",
    ];
    let folded = text.trim().to_lowercase();
    3 <= folded.chars().filter(|c| c.is_alphabetic()).count()
        && !OTHERS.iter().any(|word| folded.starts_with(word))
        && !folded.starts_with(['(', '*', '#'])
        && period_of(text).is_none()
        && (units::reading(text).is_none() || units::is_noun(text))
}

fn is_generic(name: &str) -> bool {
    const GENERIC: &[&str] = &[
        "tabelle", "sheet", "blatt", "daten", "data", "werte", "table", "export", "csv", "ergebnis", "tab",
    ];
    let folded = name.trim().to_lowercase();
    let stem = folded.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '_' | '(' | ')' | '-' | '.'));
    GENERIC.contains(&stem)
}

/// The name in a title: without `Tabelle 3.1:` in front, and without the time and the unit at its end, so that next year's table has the
/// same.
fn name(text: &str) -> String {
    let mut text = text.trim();
    if is_numbered(text) {
        let rest = text
            .split_once([' ', '.'])
            .map_or("", |(_, rest)| rest)
            .trim_start_matches(['.', ' ']);
        let number_end = rest
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '/')))
            .unwrap_or(rest.len());
        // `Tab. 3a`
        let rest = &rest[number_end..];
        let rest = match rest.split_once([' ', ':']) {
            Some((letter, behind)) if letter.len() == 1 => behind,
            _ => rest,
        };
        text = rest.trim_start_matches([':', ' ', '-', '–', '.', '|']);
    }
    // The unit in brackets at the end.
    let bracketed = text
        .strip_suffix([')', ']'])
        .and_then(|rest| rest.rsplit_once(['(', '[']));
    if let Some((before, inside)) = bracketed
        && units::reading(inside).is_some()
    {
        text = before;
    }
    let mut words: Vec<&str> = text.split_whitespace().collect();
    while let Some(last) = words.last() {
        let bare = last.trim_matches(|c: char| matches!(c, ',' | '(' | ')' | ':' | ';' | '[' | ']'));
        let is_day_of_year =
            bare.len() <= 6 && period_text::plain(&format!("{bare}2000")).is_some() && bare.contains('.');
        let is_time = looks_like_period(bare) || period_text::plain(bare).is_some() || is_day_of_year;
        let is_word = matches!(
            bare.to_lowercase().as_str(),
            "" | "am"
                | "bis"
                | "im"
                | "jahr"
                | "jahre"
                | "jahren"
                | "–"
                | "-"
                | "zum"
                | "stand"
                | "und"
                | "in"
                | "von"
                | "seit"
                | "ab"
                | "den"
                | "stichtag"
                | "zeitraum"
        );
        let is_unit = units::reading(last).is_some()
            && (last.starts_with(['(', '[']) || words.len() > 1 && words[words.len() - 2] == "in");
        if !(is_time || is_word && words.len() > 1 || is_unit) {
            break;
        }
        words.pop();
    }
    words
        .join(" ")
        .trim_end_matches([',', ':', ';', '-', '–', ' '])
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(titles: &[&str], sheet: Option<&str>) -> (String, String, String) {
        let titles: Vec<Title> = (1..)
            .zip(titles)
            .map(|(row, text)| Title {
                row,
                text: (*text).to_owned(),
                says_only_when: false,
            })
            .collect();
        let found = Context::of(&titles, sheet, 0);
        (
            found.indicator.unwrap_or_default(),
            found.period.unwrap_or_default(),
            found.unit.unwrap_or_default(),
        )
    }

    fn check(titles: &[&str], sheet: Option<&str>, expected: (&str, &str, &str)) {
        let found = of(titles, sheet);
        assert_eq!(
            (found.0.as_str(), found.1.as_str(), found.2.as_str()),
            expected,
            "{titles:?}"
        );
    }

    #[test]
    fn titles_name_the_indicator_without_its_time() {
        check(
            &["Tabelle 3.1: Einwohner am 31.12.2022"],
            None,
            ("Einwohner", "31.12.2022", ""),
        );
        check(
            &[
                "Statistisches Jahrbuch",
                "Tab. 4 Arbeitslose nach Stadtteilen 2015 bis 2022",
                "Stand: 20.08.2023",
            ],
            None,
            ("Arbeitslose nach Stadtteilen", "", ""),
        );
        check(
            &["Anteil der Kinder in Betreuung (in %)"],
            None,
            ("Anteil der Kinder in Betreuung", "", "%"),
        );
        check(
            &["Endenergieverbrauch 2019 [MWh]"],
            None,
            ("Endenergieverbrauch", "2019", "MWh"),
        );
        check(&[], Some("2019"), ("", "2019", ""));
        check(&[], Some("Bilanz 2019"), ("Bilanz", "2019", ""));
        check(&[], Some("Tabelle1"), ("", "", ""));
        check(&["Quelle: Stadt", "Stand: 31.12.2022"], None, ("", "31.12.2022", ""));
    }

    #[test]
    fn a_key_in_a_title_is_the_territory_of_the_table() {
        assert_eq!(key("Stadt Münster (AGS 05515000)").as_deref(), Some("05515000"));
        assert_eq!(key("Tabelle 12411"), None);
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_fail(text in "\\PC{0,40}") {
            let _ = of(&[&text, &format!("Tab. {text}")], Some(&text));
        }
    }
}
