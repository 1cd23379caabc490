//! The sheet of an indicator: what a municipality has to know before it chooses one.
//!
//! Type in the municipal set, where values come from and what they cost in minutes, on which level they are a place's own, and how unit,
//! direction and links were confirmed. What could not be confirmed says so, and an indicator whose direction is open never judges. The
//! sheets ship with the program (`data/indicators/sheets.toml`); nobody edits them here.

use std::collections::BTreeMap;

use anyhow::{Context, ensure};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The file of the sheets.
const SHEETS: &str = include_str!("../../../../../data/indicators/sheets.toml");

/// The sheet of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// The type in the set of municipal SDG indicators: `I` (good data, centrally available) or `II`; none outside the set.
    #[serde(rename = "type", default)]
    #[schema(required = true, example = "I")]
    pub set_type: Option<SetType>,
    /// Whether the type was seen in the catalogue of the set.
    #[serde(default)]
    pub type_confirmed: bool,
    /// Where values come from.
    pub availability: Availability,
    /// An estimate of what it costs a municipality in a year; none where nobody can say.
    #[serde(default)]
    #[schema(required = true, example = 5)]
    pub minutes_per_year: Option<u32>,
    /// What each level has.
    pub levels: Levels,
    /// Where to get values, by language.
    #[serde(default, rename = "where")]
    pub places: BTreeMap<String, String>,
    /// The address of that place.
    #[serde(default)]
    #[schema(required = true)]
    pub where_uri: Option<String>,
    /// How unit, direction, definition and links were confirmed.
    #[serde(default)]
    pub confirmations: Vec<Confirmation>,
    /// Definitions over time, where there is more than one.
    #[serde(default)]
    pub definitions: Vec<Definition>,
}

/// The type of an indicator in the set of municipal SDG indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum SetType {
    /// Good data, mostly available from one place for all municipalities.
    I,
    /// Limits in the data or in what they say.
    II,
}

/// Where values come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// An office publishes them for all municipalities or districts.
    Central,
    /// The municipality counts itself.
    OwnSurvey,
}

impl Availability {
    /// The word in files and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Central => "central",
            Self::OwnSurvey => "own_survey",
        }
    }
}

/// What each level has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is the level of that name")]
pub struct Levels {
    pub municipality: OnLevel,
    pub district: OnLevel,
    pub state: OnLevel,
    pub country: OnLevel,
}

/// What a level has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnLevel {
    /// Values of its own.
    Own,
    /// Only the value of its district.
    OnlyDistrict,
    /// Only the value of its Land.
    OnlyState,
    /// No values.
    None,
    /// Nobody has said so yet.
    Unstated,
}

impl OnLevel {
    /// The word in files and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::OnlyDistrict => "only_district",
            Self::OnlyState => "only_state",
            Self::None => "none",
            Self::Unstated => "unstated",
        }
    }
}

/// How something was confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// What it is about.
    pub about: About,
    /// Whether it holds.
    pub state: ConfirmationState,
    /// How, in a sentence (German).
    pub note: String,
}

/// What a confirmation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// What is counted.
    Definition,
    /// The unit.
    Unit,
    /// Which way is better.
    Direction,
    /// The link to the German sustainability strategy.
    Dns,
}

impl About {
    /// The word in files and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Definition => "definition",
            Self::Unit => "unit",
            Self::Direction => "direction",
            Self::Dns => "dns",
        }
    }
}

/// Whether something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConfirmationState {
    /// It was compared and holds.
    Confirmed,
    /// It was compared and put right.
    Corrected,
    /// It could not be compared.
    Open,
}

impl ConfirmationState {
    /// The word in files and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Corrected => "corrected",
            Self::Open => "open",
        }
    }
}

/// A definition over time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Counts from 1.
    pub number: u32,
    /// When it held, in words (German).
    pub since: String,
    /// What it counted (German).
    pub note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sheet: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    indicator: String,
    #[serde(default)]
    goals: Vec<super::shipped::Goal>,
    #[serde(flatten)]
    sheet: toml::Table,
}

/// A sheet as it ships: the slug of its indicator, the sheet, further links to goals.
#[derive(Debug)]
pub(super) struct ShippedSheet {
    pub(super) slug: String,
    pub(super) sheet: Sheet,
    pub(super) goals: Vec<super::GoalLink>,
}

/// All sheets that ship.
pub(super) fn sheets() -> anyhow::Result<Vec<ShippedSheet>> {
    let file: File = toml::from_str(SHEETS).context("data/indicators/sheets.toml")?;
    let shipped = |entry: Entry| {
        let slug = entry.indicator;
        let context = || format!("sheet of \"{slug}\" in data/indicators/sheets.toml");
        let sheet = Sheet::deserialize(entry.sheet).with_context(context)?;
        let is_address = sheet
            .where_uri
            .as_deref()
            .is_none_or(|address| address.starts_with("https://"));
        ensure!(is_address, "{}: where_uri is no address", context());
        Ok(ShippedSheet {
            goals: entry.goals.into_iter().map(Into::into).collect(),
            sheet,
            slug,
        })
    };
    file.sheet.into_iter().map(shipped).collect()
}

/// The text by which the program knows whether these sheets are loaded already.
pub(super) const fn text() -> &'static str {
    SHEETS
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use figures::indicator::Direction;

    use super::{super::shipped::catalogue, *};

    #[test]
    fn every_shipped_indicator_has_one_sheet_and_an_open_direction_never_judges() -> anyhow::Result<()> {
        let shipped = catalogue()?;
        let by_slug: BTreeMap<&str, _> = shipped.iter().map(|one| (one.slug.as_str(), one)).collect();
        let sheets = sheets()?;
        let slugs: BTreeSet<&str> = sheets.iter().map(|one| one.slug.as_str()).collect();
        assert_eq!(slugs.len(), sheets.len(), "a sheet stands twice");
        assert_eq!(slugs, by_slug.keys().copied().collect());
        for one in &sheets {
            let indicator = by_slug[one.slug.as_str()];
            let state = |about| {
                one.sheet
                    .confirmations
                    .iter()
                    .find(|it| it.about == about)
                    .map(|it| it.state)
            };
            if state(About::Direction) == Some(ConfirmationState::Open) {
                assert_eq!(indicator.version.direction, Direction::None, "{}", one.slug);
            }
            let is_open = state(About::Unit) == Some(ConfirmationState::Open);
            assert_eq!(
                indicator.version.unit == figures::unit::Unit::Unstated,
                is_open,
                "{}",
                one.slug
            );
            let is_own = one.sheet.availability == Availability::OwnSurvey;
            assert!(
                !is_own || one.sheet.minutes_per_year.is_some(),
                "{} costs time",
                one.slug
            );
        }
        let in_set = sheets.iter().filter(|one| one.sheet.set_type.is_some());
        let in_set: Vec<_> = in_set.collect();
        assert_eq!(in_set.len(), 43 + 8);
        let all_are_said = |one: &&&ShippedSheet| {
            [About::Unit, About::Direction]
                .iter()
                .all(|about| one.sheet.confirmations.iter().any(|it| it.about == *about))
        };
        assert_eq!(
            in_set.iter().filter(all_are_said).count(),
            51,
            "unit and direction of each are confirmed, corrected or open"
        );
        let global = sheets
            .iter()
            .filter(|one| one.sheet.availability == Availability::OwnSurvey)
            .count();
        assert!(5 <= global, "{global}");
        Ok(())
    }
}
