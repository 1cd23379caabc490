//! The indicators of a delivery: one for each table, or one for each series and unit of a table that has several.

use std::{borrow::Cow, collections::HashMap};

use super::{
    meta::{Meta, Translations},
    survey::Survey,
};
use crate::{GoalText, IndicatorHead, Place, Problem, codes, table::units};

/// The indicators in the order of their tables.
#[derive(Debug, Default)]
pub(super) struct Indicators {
    pub(super) heads: Vec<IndicatorHead>,
    /// What is to be said about their titles.
    pub(super) notes: Vec<(Place, Problem)>,
    by_series: HashMap<(u16, String, String), u32>,
}

impl Indicators {
    /// Adds the indicators of a table. `number` is that of its file name.
    pub(super) fn add_table(
        &mut self,
        number: Option<&str>,
        meta: &Meta,
        words: Option<&Translations>,
        survey: &mut Survey,
        sheet: u16,
    ) {
        let nothing = Translations::default();
        let words = words.unwrap_or(&nothing);
        let number = number.unwrap_or_default();
        let title_key = format!("global_indicators.{}-title", number.replace('.', "-"));
        let said = meta.first(&["indicator_name", "indicator_title", "title"], words);
        let other = ["indicator_name_national", "graph_title"].map(|field| meta.first(&[field], words));
        let is_title = |title: &&String| *title != "global_indicators" && !is_key(title);
        let title = said
            .as_ref()
            .filter(is_title)
            .cloned()
            .or_else(|| words.word(&title_key).map(str::to_owned))
            .or_else(|| other.iter().flatten().find(is_title).cloned())
            .map(|title| without_marks(&title));
        let place = Place {
            sheet,
            row: 1,
            column: survey.columns.value as u32 + 1,
        };
        if let (None, Some(key)) = (
            &title,
            said.iter().chain(other.iter().flatten()).find(|text| is_key(text)),
        ) {
            let message = format!(
                "the title of {number} is the key {key}, and no file of translations says its words; add translations to the folder, else the indicator is called {number}"
            );
            self.notes
                .push((place, Problem::new("title_untranslated", key, message)));
        }
        let unit_said = meta.first(
            &["computation_units", "unit", "UNIT_MEASURE", "measurement_unit"],
            words,
        );
        for (series, unit) in survey.combinations.clone() {
            let n_units = survey.combinations.iter().filter(|(one, _)| *one == series).count();
            let (series_said, unit_in_table) = (without_marks(&words.said(&series)), words.said(&unit));
            let mut name = number.to_owned();
            let mut shown = [number, title.as_deref().unwrap_or_default()]
                .join(" ")
                .trim()
                .to_owned();
            if !series.is_empty() {
                name = joined(&name, &without_marks(&series));
                shown = joined(&shown, &series_said);
            }
            if 1 < n_units && !unit.is_empty() {
                name = format!("{name} ({unit})").trim().to_owned();
                shown = format!("{shown} ({unit_in_table})").trim().to_owned();
            }
            let unit_text = Some(unit_in_table)
                .filter(|unit| !unit.is_empty())
                .or_else(|| unit_said.clone());
            self.by_series.insert((sheet, series, unit), self.heads.len() as u32);
            self.heads.push(IndicatorHead {
                title: Some(shown).filter(|shown| *shown != name && !shown.is_empty()),
                name,
                long_name: description(meta, words, title.as_deref()),
                source: meta.sources(words),
                formula: meta.first(
                    &[
                        "computation_calculations",
                        "computation_formula",
                        "COMPUTATION",
                        "DATA_COMP",
                    ],
                    words,
                ),
                notes: meta.first(
                    &[
                        "other_info",
                        "comments_limitations",
                        "data_notice_text",
                        "REC_USE_LIM",
                        "national_metadata_notes",
                    ],
                    words,
                ),
                unit: unit_text.as_deref().and_then(units::named),
                unit_text,
                is_planned: false,
                goals: goals(number, words),
                place,
            });
        }
    }

    /// The indicator of a line.
    pub(super) fn of(&self, sheet: u16, series: &str, unit: &str) -> u32 {
        let key = (sheet, series.to_owned(), unit.to_owned());
        self.by_series.get(&key).copied().unwrap_or(0)
    }
}

/// Whether a text is the key of a translation: `global_indicators.1-1-title`.
fn is_key(text: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.');
    text.split_once('.').is_some_and(|(group, key)| {
        group.starts_with(|first: char| first.is_ascii_lowercase()) && !key.is_empty() && text.chars().all(is_plain)
    })
}

/// A text without tags of HTML; titles are shown as they are.
fn without_marks(text: &str) -> String {
    match codes::without_marks(text) {
        Cow::Borrowed(text) => text.to_owned(),
        Cow::Owned(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn joined(front: &str, back: &str) -> String {
    if front.is_empty() {
        back.to_owned()
    } else {
        format!("{front}: {back}")
    }
}

/// What the indicator is, in the repository's words; may hold HTML.
fn description(meta: &Meta, words: &Translations, title: Option<&str>) -> Option<String> {
    meta.first(
        &[
            "indicator_definition",
            "computation_definitions",
            "national_indicator_description",
            "STAT_CONC_DEF",
        ],
        words,
    )
    .or_else(|| {
        meta.first(&["graph_title"], words)
            .filter(|text| Some(text.as_str()) != title)
    })
    .or_else(|| meta.page(words))
}

/// The goals that a number names: `11.6.1` the target 11.6, `7-2` and `11.2.a` (numbers of the German strategy) the goal alone.
///
/// A repository may number targets of its own; then nothing but the goal is meant.
fn goals(number: &str, words: &Translations) -> Vec<GoalText> {
    let parts: Vec<&str> = number.split('.').collect();
    let goal = parts[0].parse::<u8>().ok().filter(|goal| (1..=17).contains(goal));
    let Some(goal) = goal else { return Vec::new() };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_target =
        |part: &str| is_number(part) || (part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_lowercase()));
    let code = match parts[..] {
        [_, target, indicator, ..]
            if is_target(target) && is_number(indicator) && !words.is_own_target(&format!("{goal}-{target}")) =>
        {
            format!("{goal}.{target}")
        }
        _ => goal.to_string(),
    };
    vec![GoalText {
        framework: "sdg".to_owned(),
        code,
        relation: "related".to_owned(),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_names_its_target_or_only_its_goal() {
        let own = {
            let mut words = Translations::default();
            words.add(
                "global_targets",
                &[("1-1-title".to_owned(), "Erwerbstätigkeit".into())].into(),
            );
            words
        };
        let check = |number: &str, words: &Translations, expected: &[&str]| {
            let found: Vec<String> = goals(number, words).into_iter().map(|goal| goal.code).collect();
            assert_eq!(found, expected, "{number}");
        };
        check("11.6.1", &Translations::default(), &["11.6"]);
        check("17.a.1", &Translations::default(), &["17.a"]);
        check("11.2.a", &Translations::default(), &["11"]);
        check("7.2", &Translations::default(), &["7"]);
        check("1.1.1", &own, &["1"]);
        check("18.1.1", &own, &[]);
        check("C020202", &own, &[]);
        check("", &own, &[]);
    }
}
