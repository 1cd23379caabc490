//! An indicator as programs see it.

use std::collections::BTreeMap;

use figures::indicator::Direction;
use serde::Serialize;
use utoipa::ToSchema;

use crate::indicators::{
    catalogue::{Indicator, sheet::Sheet},
    observations::Covered,
};

/// What is counted, in which unit and by which definition.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Indicator)]
pub(super) struct IndicatorItem {
    /// The name in addresses; it never changes.
    #[schema(example = "unemployed")]
    id: String,
    /// Title by language tag.
    #[schema(example = json!({"de": "Arbeitslose", "en": "Unemployed people"}))]
    title: BTreeMap<String, String>,
    /// What is counted, in a few sentences.
    #[schema(example = json!({"de": "Menschen, die arbeitslos gemeldet sind.", "en": "People registered as unemployed."}))]
    description: BTreeMap<String, String>,
    /// What to know before comparing.
    #[schema(example = json!({"de": "Eine Anzahl, keine Quote.", "en": "A number, not a rate."}))]
    note: BTreeMap<String, String>,
    /// The unit of all values.
    #[schema(example = "persons")]
    unit: &'static str,
    definition: Definition,
    goals: Vec<GoalRelation>,
    /// What to know before choosing it; `null` for indicators that a delivery brought.
    #[schema(required = true)]
    sheet: Option<Sheet>,
    /// The sources that have delivered values.
    #[schema(example = json!(["inkar"]))]
    sources: Vec<String>,
    /// How many values were delivered and count, earlier data states of the same value included.
    #[schema(example = 90123)]
    n_values: i64,
    /// The newest delivery; `null` without values.
    #[schema(required = true, example = 3)]
    newest_delivery: Option<i64>,
}

/// The definition that values follow. A new number means: not comparable with the values before.
#[derive(Debug, Serialize, ToSchema)]
struct Definition {
    /// 1 for the first definition.
    #[schema(example = 1)]
    number: i32,
    /// Digits after the decimal point when shown to people.
    #[schema(example = 0)]
    decimals: u8,
    /// Which time within its period a value is about: an object with `kind`: `day` (with `month` and `day`), `average`, `sum`,
    /// `school_year` or `unstated`.
    #[schema(value_type = Object, example = json!({"kind": "average"}))]
    reference: figures::indicator::Reference,
    /// Which way is better: `increase`, `decrease` or `none`.
    #[schema(value_type = String, example = "decrease")]
    direction: Direction,
    /// The rule as the publisher writes it; `null` when it states none.
    #[schema(required = true, example = "Arbeitslose / Einwohner im erwerbsfähigen Alter × 100")]
    formula: Option<String>,
    /// The counts on which the population in a ratio rests.
    #[schema(required = true, example = "Zensus 2011")]
    population_base: Option<String>,
}

/// That an indicator speaks about a goal.
#[derive(Debug, Serialize, ToSchema)]
struct GoalRelation {
    /// The framework of the goal.
    #[schema(example = "sdg")]
    framework: String,
    /// The edition of the framework.
    #[schema(example = "2015")]
    edition: String,
    /// The goal or target.
    #[schema(example = "8.5")]
    code: String,
    /// How closely: `exact`, `close`, `broader` or `related`.
    #[schema(example = "related")]
    relation: String,
}

impl IndicatorItem {
    pub(super) fn of(indicator: &Indicator, covered: Covered) -> Self {
        let texts = |text: &crate::texts::Multilingual| {
            text.iter()
                .map(|(tag, body)| (tag.to_owned(), body.text.clone()))
                .collect()
        };
        let version = &indicator.version;
        Self {
            id: indicator.slug.clone(),
            title: texts(&indicator.title),
            description: texts(&indicator.description),
            note: texts(&indicator.note),
            unit: version.unit.code(),
            definition: Definition {
                number: version.number,
                decimals: version.decimals,
                reference: version.reference,
                direction: version.direction,
                formula: version.formula.clone(),
                population_base: version.population_base.clone(),
            },
            goals: indicator
                .goals
                .iter()
                .map(|link| GoalRelation {
                    framework: link.framework.clone(),
                    edition: link.edition.clone(),
                    code: link.code.clone(),
                    relation: link.relation.clone(),
                })
                .collect(),
            sheet: indicator.sheet.clone(),
            newest_delivery: (covered.newest_delivery > 0).then_some(covered.newest_delivery),
            sources: covered.sources,
            n_values: covered.n_values,
        }
    }
}
