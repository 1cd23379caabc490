//! A target as typed, and what it means once it is checked: all that is wrong comes back at once.

use std::collections::BTreeSet;

use figures::{indicator::Direction, number::Number, unit::Unit};
use jiff::civil::Date;
use web::language::Language;

use super::{Base, Bound, Content, Kind};
use crate::indicators::own::{FieldError, Visibility, entry, unfit_text, visibility_of};

/// Longest text of a field.
pub const MOST_TEXT: usize = 1_000;

/// The texts of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// `reach`, `keep`, `direction`.
    pub kind: String,
    /// `at_least`, `at_most`.
    pub bound: String,
    /// The value.
    pub value: String,
    /// A year or a day.
    pub by: String,
    /// `increase`, `decrease`.
    pub direction: String,
    /// Period of the base value.
    pub base_period: String,
    /// The base value.
    pub base_value: String,
    /// `sdg:11.6` or `11.6`.
    pub goal: String,
    /// The body.
    pub body: String,
    /// The day of the decision.
    pub decided_on: String,
    /// The decision.
    pub decision_title: String,
    /// Its number.
    pub decision_number: String,
    /// Its address.
    pub decision_link: String,
    /// A remark.
    pub note: String,
    /// `draft`, `internal`, `public`.
    pub visibility: String,
    /// That a day in the past is meant so.
    pub confirmed: bool,
}

impl Draft {
    /// Reads the texts. `goals` are all that exist, as `sdg:11.6`.
    pub fn check(
        &self,
        unit: Unit,
        goals: &BTreeSet<String>,
        language: Option<Language>,
        today: Date,
    ) -> Result<(Content, Visibility), Vec<FieldError>> {
        let mut wrong = Vec::new();
        let kind = Kind::of(self.kind.trim());
        if kind.is_none() {
            wrong.push(FieldError::new(
                "kind",
                "target-kind",
                self.kind.trim(),
                "the kind is reach, keep or direction",
            ));
        }
        let bound = match self.bound.trim() {
            "" | "at_least" => Some(Bound::AtLeast),
            "at_most" => Some(Bound::AtMost),
            _ => None,
        };
        if bound.is_none() {
            wrong.push(FieldError::new(
                "bound",
                "target-bound",
                self.bound.trim(),
                "the side is at_least or at_most",
            ));
        }
        let mut number = |field: &str, text: &str| -> Option<Number> {
            let found = entry::number(text, language)
                .and_then(|number| entry::impossible(unit, number, text).map_or(Ok(number), Err));
            found
                .map_err(|error| {
                    wrong.push(FieldError {
                        field: field.to_owned(),
                        ..error
                    });
                })
                .ok()
        };
        let is_direction = kind == Some(Kind::Direction);
        let value = match self.value.trim() {
            "" => None,
            text => number("value", text),
        };
        let base_number = match self.base_value.trim() {
            "" => None,
            text => number("base_value", text),
        };
        if !is_direction && self.value.trim().is_empty() {
            wrong.push(FieldError::new(
                "value",
                "target-value",
                "",
                "a target to reach or keep needs a value",
            ));
        }
        if is_direction && !self.value.trim().is_empty() {
            wrong.push(FieldError::new(
                "value",
                "target-no-value",
                self.value.trim(),
                "a direction has no value; choose reach or keep, or leave the value blank",
            ));
        }
        let by = day_or_year(&self.by, true);
        match (kind, &by) {
            (_, Err(())) => wrong.push(FieldError::new(
                "by",
                "not-a-day",
                self.by.trim(),
                "give a year such as 2030, or a day such as 31.12.2030",
            )),
            (Some(Kind::Reach), Ok(None)) => wrong.push(FieldError::new(
                "by",
                "target-by",
                "",
                "say by when the value shall be reached, for example 2030",
            )),
            (Some(Kind::Reach), Ok(Some(day))) if *day < today && !self.confirmed => {
                let message = format!("{day} is over; confirm it if the target is written down afterwards");
                wrong.push(FieldError::new("by", "target-by-over", day.to_string(), message));
            }
            (Some(Kind::Keep | Kind::Direction), Ok(Some(_))) => {
                wrong.push(FieldError::new(
                    "by",
                    "target-no-by",
                    self.by.trim(),
                    "only a value to reach has a day; choose reach, or leave the day blank",
                ));
            }
            _ => {}
        }
        let direction = match self.direction.trim() {
            "increase" => Some(Direction::Increase),
            "decrease" => Some(Direction::Decrease),
            _ => None,
        };
        if is_direction && direction.is_none() {
            wrong.push(FieldError::new(
                "direction",
                "target-direction",
                self.direction.trim(),
                "say which way: increase or decrease",
            ));
        }
        let base_period = match self.base_period.trim() {
            "" => None,
            text => entry::period(text, today)
                .map_err(|error| {
                    wrong.push(FieldError {
                        field: "base_period".to_owned(),
                        ..error
                    });
                })
                .ok(),
        };
        if self.base_period.trim().is_empty() != self.base_value.trim().is_empty() {
            wrong.push(FieldError::new(
                "base_value",
                "target-base",
                "",
                "a base needs both, its period and its value",
            ));
        }
        let goal = match self.goal.trim() {
            "" => None,
            text if text.contains(':') => Some(text.to_owned()),
            text => Some(format!("sdg:{text}")),
        };
        if let Some(goal) = goal.as_ref().filter(|goal| !goals.contains(*goal)) {
            let message = format!("goal \"{goal}\" is not known; write its number, for example 11 or 11.6");
            wrong.push(FieldError::new("goal", "goal-unknown", goal, message));
        }
        let decided_on = day_or_year(&self.decided_on, false);
        match &decided_on {
            Err(()) => wrong.push(FieldError::new(
                "decided_on",
                "not-a-day",
                self.decided_on.trim(),
                "give a day such as 31.12.2025",
            )),
            Ok(Some(day)) if today < *day => {
                wrong.push(FieldError::new(
                    "decided_on",
                    "decided-in-future",
                    day.to_string(),
                    "the decision lies in the future; enter it when it is made",
                ));
            }
            _ => {}
        }
        let link = self.decision_link.trim();
        if !link.is_empty()
            && (!(link.starts_with("https://") || link.starts_with("http://")) || link.contains(char::is_whitespace))
        {
            wrong.push(FieldError::new(
                "decision_link",
                "not-a-link",
                link,
                "an address begins with https:// and has no blanks",
            ));
        }
        let texts = [
            ("body", &self.body),
            ("decision_title", &self.decision_title),
            ("decision_number", &self.decision_number),
            ("decision_link", &self.decision_link),
            ("note", &self.note),
        ];
        for (field, text) in texts {
            wrong.extend(unfit_text(field, text, MOST_TEXT));
        }
        let visibility = visibility_of(&self.visibility, &mut wrong);
        // A day that cannot be read has been told above.
        let is_adopted = !self.body.trim().is_empty() && !matches!(decided_on, Ok(None));
        if visibility == Some(Visibility::Public) && !is_adopted {
            let message =
                "only a target that a named body has adopted is shown to everybody; give body and day of the decision";
            wrong.push(FieldError::new("body", "target-not-adopted", "", message));
        }
        let (Some(kind), Some(bound), Some(visibility), Ok(by), Ok(decided_on), true) =
            (kind, bound, visibility, by, decided_on, wrong.is_empty())
        else {
            return Err(wrong);
        };
        let base = base_period
            .zip(base_number)
            .map(|(period, number)| Base { period, number });
        let plain = |text: &String| text.trim().to_owned();
        Ok((
            Content {
                kind,
                bound,
                number: value,
                by,
                direction: direction.filter(|_| kind == Kind::Direction),
                base,
                goal,
                body: plain(&self.body),
                decided_on,
                decision_title: plain(&self.decision_title),
                decision_number: plain(&self.decision_number),
                decision_link: link.to_owned(),
                note: plain(&self.note),
            },
            visibility,
        ))
    }

    /// The texts that a target is edited from.
    pub fn of(content: &Content, visibility: Visibility, language: Language) -> Self {
        let number = |number: Option<Number>| {
            let text = number.map(|number| number.to_string()).unwrap_or_default();
            match language {
                Language::De => text.replace('.', ","),
                Language::En => text,
            }
        };
        let day = |day: Option<Date>| match (day, language) {
            (None, _) => String::new(),
            (Some(day), Language::De) => day.strftime("%d.%m.%Y").to_string(),
            (Some(day), Language::En) => day.to_string(),
        };
        Self {
            kind: content.kind.as_str().to_owned(),
            bound: content.bound.as_str().to_owned(),
            value: number(content.number),
            by: day(content.by),
            direction: content.direction.unwrap_or(Direction::None).as_str().to_owned(),
            base_period: content.base.map(|base| base.period.to_string()).unwrap_or_default(),
            base_value: number(content.base.map(|base| base.number)),
            goal: content.goal.clone().unwrap_or_default(),
            body: content.body.clone(),
            decided_on: day(content.decided_on),
            decision_title: content.decision_title.clone(),
            decision_number: content.decision_number.clone(),
            decision_link: content.decision_link.clone(),
            note: content.note.clone(),
            visibility: visibility.as_str().to_owned(),
            confirmed: false,
        }
    }
}

/// A day as people write it: `2030-12-31` or `31.12.2030`.
pub fn day(text: &str) -> Option<Date> {
    day_or_year(text, false).ok().flatten()
}

/// A day as `2030-12-31`, as `31.12.2030`, or, where that is enough, the last day of a year.
fn day_or_year(text: &str, year_is_enough: bool) -> Result<Option<Date>, ()> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let parts: Vec<&str> = text.split('.').collect();
    let day = match parts[..] {
        [day, month, year] if year.len() == 4 => {
            let number = |text: &str| text.parse::<i8>().map_err(|_| ());
            Date::new(year.parse().map_err(|_| ())?, number(month)?, number(day)?).map_err(|_| ())?
        }
        [year] if year_is_enough && year.len() == 4 => {
            Date::new(year.parse().map_err(|_| ())?, 12, 31).map_err(|_| ())?
        }
        _ => text.parse().map_err(|_| ())?,
    };
    (1990..=2150).contains(&day.year()).then_some(Some(day)).ok_or(())
}
