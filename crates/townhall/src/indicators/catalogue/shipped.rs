//! Reading `data/indicators/catalogue.toml` and `further.toml`, the indicators that ship with the program.

use anyhow::{Context, ensure};
use figures::{
    indicator::{CountedAt, Direction, IndicatorVersion, Reference},
    unit::Unit,
};
use serde::Deserialize;

use super::GoalLink;
use crate::texts::Multilingual;

/// The file itself.
pub(super) const CATALOGUE: &str = include_str!("../../../../../data/indicators/catalogue.toml");

/// Indicators known by name only, surveys of one's own, and figures that exist for each municipality.
pub(super) const FURTHER: &str = include_str!("../../../../../data/indicators/further.toml");

/// An indicator as it ships.
#[derive(Debug)]
pub(super) struct ShippedIndicator {
    pub(super) slug: String,
    pub(super) version: IndicatorVersion,
    pub(super) title: Multilingual,
    pub(super) description: Multilingual,
    pub(super) note: Multilingual,
    pub(super) basis: Multilingual,
    /// Scheme and name.
    pub(super) aliases: Vec<(String, String)>,
    pub(super) goals: Vec<GoalLink>,
}

#[derive(Deserialize)]
struct File {
    indicator: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    slug: String,
    title: Text,
    description: Text,
    #[serde(default)]
    note: Text,
    unit: Unit,
    decimals: u8,
    reference: String,
    reference_day: Option<String>,
    direction: Direction,
    formula: Option<String>,
    computation: Option<String>,
    source: Option<String>,
    #[serde(default)]
    population_base: Bases,
    counted_at: Option<CountedAt>,
    #[serde(default)]
    aliases: Vec<Alias>,
    #[serde(default)]
    goals: Vec<Goal>,
}

/// One count of the population, several, or none.
#[derive(Deserialize, Default)]
#[serde(untagged)]
enum Bases {
    #[default]
    None,
    One(String),
    Several(Vec<String>),
}

#[derive(Deserialize, Default)]
struct Text {
    #[serde(default)]
    de: String,
    #[serde(default)]
    en: String,
}

#[derive(Deserialize)]
struct Alias {
    scheme: String,
    name: String,
}

#[derive(Deserialize)]
pub(super) struct Goal {
    framework: String,
    #[serde(default = "sdg_edition")]
    edition: String,
    code: String,
    relation: String,
}

/// The formula that ships for an indicator, if one does.
pub(super) fn computation(slug: &str) -> Option<String> {
    let file: File = toml::from_str(CATALOGUE).ok()?;
    file.indicator.into_iter().find(|entry| entry.slug == slug)?.computation
}

impl From<Goal> for GoalLink {
    fn from(goal: Goal) -> Self {
        Self {
            framework: goal.framework,
            edition: goal.edition,
            code: goal.code,
            relation: goal.relation,
        }
    }
}

/// The edition of links that name none: that of the Sustainable Development Goals.
fn sdg_edition() -> String {
    crate::goals::SDG.edition.into_owned()
}

/// All indicators that ship.
pub(super) fn catalogue() -> anyhow::Result<Vec<ShippedIndicator>> {
    let mut found = Vec::new();
    for (name, text) in [("catalogue.toml", CATALOGUE), ("further.toml", FURTHER)] {
        let file: File = toml::from_str(text).with_context(|| format!("data/indicators/{name}"))?;
        for entry in file.indicator {
            let slug = entry.slug.clone();
            found.push(shipped(entry).with_context(|| format!("indicator \"{slug}\" in data/indicators/{name}"))?);
        }
    }
    Ok(found)
}

fn shipped(entry: Entry) -> anyhow::Result<ShippedIndicator> {
    ensure!(
        !entry.title.de.is_empty() && !entry.title.en.is_empty(),
        "a title is missing"
    );
    let reference = match entry.reference.as_str() {
        "day" => {
            let day = entry.reference_day.as_deref().context("reference_day is missing")?;
            let (month, day) = day.split_once('-').context("reference_day is not month-day")?;
            Reference::Day {
                month: month.parse()?,
                day: day.parse()?,
            }
        }
        "average" => Reference::Average,
        "sum" => Reference::Sum,
        "school_year" => Reference::SchoolYear,
        "unstated" => Reference::Unstated,
        other => anyhow::bail!("reference \"{other}\" is not known"),
    };
    let translated = |text: Text| Multilingual::plain([("de", text.de), ("en", text.en)]);
    Ok(ShippedIndicator {
        version: IndicatorVersion {
            number: 1,
            unit: entry.unit,
            decimals: entry.decimals,
            reference,
            direction: entry.direction,
            formula: entry.formula,
            population_base: match entry.population_base {
                Bases::None => None,
                Bases::One(base) => Some(base),
                Bases::Several(bases) => Some(bases.join(", ")),
            },
            counted_at: entry.counted_at,
        },
        slug: entry.slug,
        title: translated(entry.title),
        description: translated(entry.description),
        note: translated(entry.note),
        basis: Multilingual::plain(entry.source.map(|source| ("de", source))),
        aliases: entry
            .aliases
            .into_iter()
            .map(|alias| (alias.scheme, alias.name))
            .collect(),
        goals: entry.goals.into_iter().map(Into::into).collect(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_shipped_indicator_is_complete_and_named_once() -> anyhow::Result<()> {
        let shipped = catalogue()?;
        let slugs: HashSet<&str> = shipped.iter().map(|one| one.slug.as_str()).collect();
        assert_eq!(slugs.len(), shipped.len());
        let aliases: Vec<_> = shipped.iter().flat_map(|one| &one.aliases).collect();
        assert_eq!(
            aliases.iter().collect::<HashSet<_>>().len(),
            aliases.len(),
            "an alias names two indicators"
        );
        assert!(slugs.contains("unemployed") && slugs.contains("employment-rate"));
        Ok(())
    }

    /// What the publisher's own definitions contradict themselves in, with the reason why we keep them as published.
    const KNOWN: [(&str, &str); 1] = [("cars-per-1000-inhabitants", "definition_scale")];

    #[test]
    fn names_formulas_units_and_times_of_shipped_indicators_agree() -> anyhow::Result<()> {
        let mut found = Vec::new();
        for one in catalogue()? {
            let title = one.title.text(web::language::Language::De).to_owned();
            let definition = figures::definition::Definition {
                names: &[&title],
                formula: one.version.formula.as_deref(),
                unit: Some(one.version.unit),
                reference: Some(one.version.reference),
                population_base: None,
                ..figures::definition::Definition::default()
            };
            let codes = figures::definition::check(&definition);
            found.extend(
                codes
                    .into_iter()
                    .map(|finding| (one.slug.clone(), finding.code(), finding.to_string())),
            );
        }
        let pairs: Vec<(&str, &str)> = found.iter().map(|(slug, code, _)| (slug.as_str(), *code)).collect();
        assert_eq!(pairs, KNOWN, "{found:#?}");
        Ok(())
    }
}
