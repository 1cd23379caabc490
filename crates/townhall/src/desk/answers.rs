//! What the person says about a file, as she typed it: the questions that a file leaves open, and what its columns mean.
//!
//! Everything stays text until it is used, so that a form with a mistake comes back as it was sent. What is remembered for the next file
//! of the same layout is everything except the data state, which belongs to one file.

use std::collections::BTreeMap;

use figures::{number::DecimalSign, unit::Unit};
use formats::{
    PeriodReading, ReadOptions,
    preview::{Column, Preview},
    table::Mapping,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use web::words::Message;

use super::{layout, remembered::Answer};
use crate::indicators::{
    deliveries::import::ImportOptions,
    own::{Protection, Visibility},
};

/// Longest text that is kept of an answer.
const LONGEST: usize = 2_000;

/// What the person has said about a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Answers {
    /// The day on which the publisher knew the values.
    #[serde(skip)]
    pub(super) known_on: String,
    /// The name of the one indicator, for files that name none.
    pub(super) indicator: String,
    /// The note that stands beside the figures.
    pub(super) source_note: String,
    /// The licence, as a short name.
    pub(super) licence: String,
    /// What ambiguous periods mean.
    pub(super) period_reading: String,
    /// The key of the one territory that the whole file is about, where no column holds it.
    pub(super) territory: String,
    /// The period of all values, where no column holds it.
    pub(super) period: String,
    /// The line with the names of the columns.
    pub(super) header_row: String,
    /// The sheet of a workbook.
    pub(super) sheet: String,
    /// `comma` or `point`.
    pub(super) decimal_sign: String,
    /// In what an indicator is counted of which the file does not say it: code of the unit by the name in the file.
    pub(super) units: BTreeMap<String, String>,
    /// `internal` or `public`; blank where the question was not answered yet.
    pub(super) visibility: String,
    /// Whether people stand behind what is counted: `people`, `social` or `things`.
    pub(super) counts: String,
    /// What columns mean where the person knows better, by [`layout::key_of`].
    pub(super) roles: BTreeMap<String, String>,
}

/// What is wrong with a field, by its name in the form.
pub(super) type Mistakes = BTreeMap<&'static str, Message>;

impl Answers {
    /// From the fields of a form that showed these columns. What the form did not ask stays as it was answered `before`. An answer that was
    /// preselected and not changed counts as not given, so that it is not remembered as one; `is_own` says which was preselected.
    pub(super) fn of(fields: &[(String, String)], columns: &[Column], is_own: bool, before: &Self) -> Self {
        let sent = |name: &str| fields.iter().find(|(field, _)| field == name);
        let text = |name: &str, before: &str| match sent(name) {
            Some((_, value)) => value.trim().chars().take(LONGEST).collect(),
            None => before.to_owned(),
        };
        let roles = fields.iter().filter_map(|(name, value)| {
            let number: u32 = name.strip_prefix("column-")?.parse().ok()?;
            let column = columns.iter().find(|column| column.number == number)?;
            layout::is_role(value).then(|| (layout::key_of(columns, column), value.clone()))
        });
        let roles: Vec<(String, String)> = roles.collect();
        let is_asked = |key: &String| {
            let column = columns.iter().find(|column| layout::key_of(columns, column) == *key);
            column.is_some_and(|column| sent(&format!("column-{}", column.number)).is_some())
        };
        let kept = before.roles.iter().filter(|(key, _)| !is_asked(key));
        let roles = kept
            .map(|(key, role)| (key.clone(), role.clone()))
            .chain(roles)
            .collect();
        let indicator = text("indicator", &before.indicator);
        let is_asked = |name: &String| {
            let mut asked = fields.iter().filter(|(field, _)| field.starts_with("unit-of-"));
            asked.any(|(_, asked)| asked == name || asked.is_empty() && *name == indicator)
        };
        let kept = before.units.iter().filter(|(name, _)| !is_asked(name));
        let kept: Vec<(String, String)> = kept.map(|(name, code)| (name.clone(), code.clone())).collect();
        let units = fields.iter().filter_map(|(field, name)| {
            let number = field.strip_prefix("unit-of-")?;
            let (_, code) = fields
                .iter()
                .find(|(field, _)| field.strip_prefix("unit-") == Some(number))?;
            // An indicator without a name gets the one that is given on the same page.
            let name = if name.is_empty() { &indicator } else { name };
            let is_said = !name.is_empty() && code.parse::<Unit>().is_ok();
            is_said.then(|| (name.chars().take(LONGEST).collect(), code.clone()))
        });
        let units: Vec<(String, String)> = units.collect();
        let units = kept.into_iter().chain(units).collect();
        let preselected = Self::default().visibility_of(is_own);
        let changed = |name: &str, before: &str, preselected: &str| {
            let said = text(name, before);
            if said == preselected { String::new() } else { said }
        };
        Self {
            units,
            known_on: text("known_on", &before.known_on),
            source_note: text("source_note", &before.source_note),
            licence: text("licence", &before.licence),
            // Who may see the values is always asked; a form that does not say it leaves them inside.
            visibility: changed("visibility", "", preselected.as_str()),
            counts: changed("counts", &before.counts, Protection::People.as_str()),
            period_reading: text("period_reading", &before.period_reading),
            territory: text("territory", &before.territory),
            period: text("period", &before.period),
            header_row: text("header_row", &before.header_row),
            sheet: text("sheet", &before.sheet),
            decimal_sign: text("decimal_sign", &before.decimal_sign),
            indicator,
            roles,
        }
    }

    /// What cannot be understood.
    pub(super) fn mistakes(&self, today: Date) -> Mistakes {
        let mut found = Mistakes::new();
        if !self.known_on.is_empty() {
            match day(&self.known_on) {
                None => drop(found.insert("known_on", Message::key("desk-mistake-date"))),
                Some(date) if today < date => drop(found.insert("known_on", Message::key("desk-mistake-future"))),
                Some(_) => {}
            }
        }
        if !self.period.is_empty() && self.period.parse::<figures::period::Period>().is_err() {
            found.insert("period", Message::key("desk-mistake-period"));
        }
        if !self.header_row.is_empty() && self.header_row.parse::<u32>().ok().filter(|row| 0 < *row).is_none() {
            found.insert("header_row", Message::key("desk-mistake-row"));
        }
        found
    }

    /// Whether both take the same rows of a file: then a trial run with one tells what the other would store. In a table without a
    /// publisher it also depends on who may see the values, and on what is counted.
    pub(super) fn reads_like(&self, other: &Self, is_own: bool) -> bool {
        let reading = |one: &Self| {
            let reading = Self {
                known_on: String::new(),
                source_note: String::new(),
                licence: String::new(),
                ..one.clone()
            };
            match is_own {
                true => Self {
                    visibility: one.visibility_of(true).as_str().to_owned(),
                    ..reading
                },
                false => Self {
                    units: BTreeMap::new(),
                    visibility: String::new(),
                    counts: String::new(),
                    ..reading
                },
            }
        };
        reading(self) == reading(other)
    }

    /// Who may see the values: what was said, else whoever works at the desk where no publisher has released them, else everybody.
    pub(super) fn visibility_of(&self, is_own: bool) -> Visibility {
        match (self.visibility.as_str(), is_own) {
            ("internal", _) | ("", true) => Visibility::Internal,
            _ => Visibility::Public,
        }
    }

    /// Whether the person has said anything that is worth remembering.
    pub(super) fn is_nothing(&self) -> bool {
        self.lasting() == Self::default()
    }

    /// Without what belongs to one file only.
    pub(super) fn lasting(&self) -> Self {
        Self {
            known_on: String::new(),
            ..self.clone()
        }
    }

    /// What was said, for people: the question by its word, the column where it is about one.
    pub(super) fn said(&self) -> Vec<Answer> {
        let fields = [
            ("indicator", &self.indicator),
            ("territory", &self.territory),
            ("period", &self.period),
            ("sheet", &self.sheet),
            ("header_row", &self.header_row),
            ("decimal_sign", &self.decimal_sign),
            ("period_reading", &self.period_reading),
            ("source_note", &self.source_note),
            ("licence", &self.licence),
            ("visibility", &self.visibility),
            ("counts", &self.counts),
        ];
        let fields = fields.into_iter().filter(|(_, answer)| !answer.is_empty());
        let fields = fields.map(|(question, answer)| Answer {
            question,
            column: String::new(),
            answer: answer.clone(),
        });
        let columns = self.roles.iter().map(|(column, role)| Answer {
            question: "column",
            column: column.clone(),
            answer: role.clone(),
        });
        let units = self.units.iter().map(|(indicator, unit)| Answer {
            question: "unit",
            column: indicator.clone(),
            answer: unit.clone(),
        });
        fields.chain(units).chain(columns).collect()
    }

    /// As the delivery takes it.
    pub(super) fn options(&self, look: Option<&Preview>, dry_run: bool, now: Timestamp) -> ImportOptions {
        let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        ImportOptions {
            known_on: day(&self.known_on),
            dry_run,
            indicator: said(&self.indicator),
            units: self
                .units
                .iter()
                .filter_map(|(indicator, code)| Some((indicator.clone(), code.parse().ok()?)))
                .collect(),
            source_note: said(&self.source_note),
            licence: said(&self.licence),
            visibility: self.visibility_of(false),
            keeps_own_inside: self.visibility.is_empty(),
            counts: Protection::of(&self.counts).or(Some(Protection::People)),
            read: self.read_options(look.map(|look| look.columns.as_slice()).unwrap_or_default()),
            ..ImportOptions::at(now)
        }
    }

    /// As the readers take it; whatever is not said is left to detection.
    pub(super) fn read_options(&self, columns: &[Column]) -> ReadOptions {
        let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let mapping = Mapping {
            sheet: said(&self.sheet),
            header_row: self.header_row.parse().ok().filter(|row| 0 < *row),
            decimal_sign: match self.decimal_sign.as_str() {
                "comma" => Some(DecimalSign::Comma),
                "point" => Some(DecimalSign::Point),
                _ => None,
            },
            territory: said(&self.territory),
            period: said(&self.period),
            columns: layout::mapped(columns, &self.roles),
            ..Mapping::default()
        };
        ReadOptions {
            mapping: (mapping != Mapping::default()).then_some(mapping),
            period_reading: reading(&self.period_reading),
            ..ReadOptions::default()
        }
    }
}

/// The readings of ambiguous periods, by the word in forms.
pub(super) fn readings() -> impl Iterator<Item = String> {
    PeriodReading::ALL
        .iter()
        .filter_map(|reading| match serde_json::to_value(reading) {
            Ok(serde_json::Value::String(word)) => Some(word),
            _ => None,
        })
}

fn reading(word: &str) -> Option<PeriodReading> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// A day as people here write it, `31.5.2024`, or as programs do, `2024-05-31`.
fn day(text: &str) -> Option<Date> {
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let mut parts = text.split('.').map(str::trim);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = parts.next().is_none() && year.len() == 4;
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    date.ok().filter(|_| whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_and_as_programs_write_it() {
        let expected = Date::new(2024, 5, 31).ok();
        for text in ["31.5.2024", "31.05.2024", "2024-05-31", " 31. 5. 2024"] {
            assert_eq!(day(text.trim()), expected, "{text}");
        }
        for text in ["31.2.2024", "2024", "31.5.24", "5/31/2024", "31.5.2024.1", "morgen"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn what_a_form_does_not_ask_stays_as_it_was_answered() {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let before = Answers {
            units: [("Feste".to_owned(), "count".to_owned())].into(),
            counts: "things".to_owned(),
            territory: "05558020".to_owned(),
            ..Answers::default()
        };
        // The second file of a layout: unit and territory are known by now and not asked for.
        let second = Answers::of(
            &[field("known_on", ""), field("visibility", "internal")],
            &[],
            true,
            &before,
        );
        assert!(before.reads_like(&second, true) && before.lasting() == second.lasting());
        let changed = [
            field("unit-of-0", "Feste"),
            field("unit-0", "persons"),
            field("counts", "people"),
            field("territory", ""),
        ];
        let changed = Answers::of(&changed, &[], true, &before);
        assert_eq!(changed.units["Feste"], "persons");
        assert!(changed.counts.is_empty() && changed.territory.is_empty());
        let open = Answers::of(&[field("unit-of-0", "Feste"), field("unit-0", "")], &[], true, &before);
        assert!(open.units.is_empty(), "taken back");
    }
}
