//! GET /api/v1/coverage, /api/v1/selection and /api/v1/calendar: what a municipality chose, which goals that covers, and what appears when.
//!
//! Each answer is one piece: a framework has few goals, a municipality few chosen indicators, a year few releases.

use std::collections::BTreeSet;

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use figures::period::Period;
use jiff::Timestamp;
use serde::Serialize;
use store::scope::{OrganisationId, Scope};
use utoipa::ToSchema;
use web::{
    api::{List, Parameters, Wrong, json, unknown_name},
    format,
    problem::Problem,
    words::Message,
};

use super::tag;
use crate::{
    goals::{
        FrameworkChoice, find_framework, frameworks,
        relevance::{self, Assessment},
    },
    indicators::{
        calendar,
        catalogue::{
            GoalLink,
            sheet::{Availability, Levels},
        },
        levels::{self, LevelCount},
        profile::{Place, Profile},
        registers::{self, Registers},
        selection,
    },
    installation::Installation,
    people::{self, Organisation},
    texts::Multilingual,
};

/// How far the goals of a framework are covered for a municipality. It is no score, and nothing in it is ever added up.
#[derive(Debug, Serialize, ToSchema)]
struct CoverageItem {
    /// The municipality, by its name in addresses.
    #[schema(example = "muenster")]
    organisation: String,
    /// The key of the framework.
    #[schema(example = "sdg-2015")]
    framework: String,
    /// How many indicators have values of its own, of those that exist on its level; `null` for a home without a place.
    #[schema(required = true)]
    indicators: Option<LevelCount>,
    /// Every goal, in the order of the framework.
    goals: Vec<CoveredGoal>,
}

#[derive(Debug, Serialize, ToSchema)]
struct CoveredGoal {
    /// The code of the goal.
    #[schema(example = "11")]
    code: String,
    /// Its title by language.
    #[schema(value_type = Object)]
    title: Multilingual,
    /// `no_indicator`, `none_chosen`, `no_own_values`, `covered`.
    #[schema(example = "covered")]
    coverage: &'static str,
    /// How many indicators the catalogue has for it.
    #[schema(example = 5)]
    n_indicators: usize,
    /// How many of them are chosen.
    #[schema(example = 2)]
    n_chosen: usize,
    /// How many of the chosen have values of the municipality itself.
    #[schema(example = 1)]
    n_own: usize,
    /// What the municipality has said about the goal; `null` where nobody has looked at it.
    #[schema(required = true)]
    relevance: Option<SaidItem>,
}

/// What a goal means for a municipality, in its own words.
#[derive(Debug, Serialize, ToSchema)]
struct SaidItem {
    /// `relevant`, `partly`, `not_relevant`.
    #[schema(example = "relevant")]
    result: &'static str,
    /// Why.
    reason: String,
}

impl SaidItem {
    fn of(said: &Assessment) -> Self {
        Self {
            result: said.relevance.as_str(),
            reason: said.reason.clone(),
        }
    }
}

/// Show which goals are covered
///
/// Anybody may ask. Which goals of a framework the chosen indicators of a municipality cover, and which stay uncovered.
#[utoipa::path(
    get,
    path = "/api/v1/coverage",
    tag = "indicators",
    params(
        ("organisation" = String, Query, description = "The municipality, by its name in addresses.", example = "muenster"),
        ("framework" = Option<String>, Query, description = "The key of a framework; the Sustainable Development Goals without it.", example = "dns-2021"),
    ),
    responses((status = 200, description = "The goals with what covers them.", body = CoverageItem)),
)]
pub(super) async fn show_coverage(
    State(installation): State<Installation>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let parameters = Parameters::read(query.as_deref(), &["organisation", "framework"])?;
    let tag = tag(&installation, "json").await?;
    let mut wrong = Wrong::default();
    let home = wrong.or_default(organisation(&installation, &parameters).await.map(Some));
    let asked = wrong.or_default(framework(&installation, &parameters, home.as_ref()).await);
    wrong.end()?;
    let home = home.ok_or_else(Problem::not_found)?;
    let choice = FrameworkChoice::of(&installation, Some(&home), asked.as_deref()).await?;
    let registers = registers::registers(&installation).await?;
    let (place, profile) = own_figures(&installation, &registers, &home).await?;
    let ids: BTreeSet<String> = chosen(&installation, &home)
        .await?
        .into_iter()
        .map(|one| one.indicator_id)
        .collect();
    let scope = Scope::public();
    let said = relevance::assessments(installation.store.sql.read(&scope), home.id, &choice.entry.framework)
        .await
        .map_err(Problem::failed)?;
    let goal = |one: &selection::Covered<'_>| CoveredGoal {
        relevance: said.get(&one.goal.code).map(SaidItem::of),
        code: one.goal.code.clone(),
        title: one.goal.title.clone(),
        coverage: one.coverage.as_str(),
        n_indicators: one.n_indicators,
        n_chosen: one.n_chosen,
        n_own: one.n_own,
    };
    let covered = selection::coverage(&registers.catalogue, &choice, &ids, &profile);
    Ok(json(
        &tag,
        &CoverageItem {
            organisation: home.slug.clone(),
            framework: choice.entry.framework.key(),
            indicators: place.map(|place| {
                levels::count(
                    &registers.catalogue,
                    &registers.coverage,
                    &place,
                    &profile,
                    Some(home.id),
                )
            }),
            goals: covered.iter().map(goal).collect(),
        },
    ))
}

/// What a municipality chose, and what that costs in a year.
#[derive(Debug, Serialize, ToSchema)]
struct SelectionItem {
    /// The municipality, by its name in addresses.
    #[schema(example = "muenster")]
    organisation: String,
    /// Minutes a year of the chosen indicators that have an estimate.
    #[schema(example = 240)]
    minutes_per_year: u64,
    /// How many of the chosen have no estimate.
    #[schema(example = 2)]
    n_without_estimate: usize,
    /// How many of the chosen are surveys of its own.
    #[schema(example = 1)]
    n_own_surveys: usize,
    /// The chosen indicators, in the order of the catalogue.
    indicators: Vec<ChosenItem>,
}

#[derive(Debug, Serialize, ToSchema)]
struct ChosenItem {
    /// The `id` of the indicator.
    #[schema(example = "unemployed")]
    indicator: String,
    /// Why, in the words of the municipality.
    reason: String,
    /// Where its values come from; `null` where nobody has said so.
    #[schema(required = true)]
    availability: Option<Availability>,
    /// Minutes a year; `null` without an estimate.
    #[schema(required = true, example = 5)]
    minutes_per_year: Option<u32>,
    /// What each level has; `null` where no sheet says so.
    #[schema(required = true)]
    levels: Option<Levels>,
    /// Whether it has values of the municipality itself.
    has_own_values: bool,
    /// The goals that it belongs to, with what the municipality has said about each.
    goals: Vec<ChosenGoal>,
}

#[derive(Debug, Serialize, ToSchema)]
struct ChosenGoal {
    /// The key of the framework.
    #[schema(example = "sdg-2015")]
    framework: String,
    /// The code of the goal.
    #[schema(example = "11.6")]
    code: String,
    /// What the municipality has said about it; `null` where nobody has looked at it.
    #[schema(required = true)]
    relevance: Option<SaidItem>,
}

/// Show what a municipality chose
///
/// Anybody may ask. Its chosen indicators with reason, effort and availability, and what it has said about their goals.
#[utoipa::path(
    get,
    path = "/api/v1/selection",
    tag = "indicators",
    params(("organisation" = String, Query, description = "The municipality, by its name in addresses.", example = "muenster")),
    responses((status = 200, description = "The chosen indicators.", body = SelectionItem)),
)]
pub(super) async fn show_selection(
    State(installation): State<Installation>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let parameters = Parameters::read(query.as_deref(), &["organisation"])?;
    let tag = tag(&installation, "json").await?;
    let home = organisation(&installation, &parameters).await?;
    let registers = registers::registers(&installation).await?;
    let (_, profile) = own_figures(&installation, &registers, &home).await?;
    let choices = chosen(&installation, &home).await?;
    let in_order = selection::in_order(&registers.catalogue, &choices);
    let effort = selection::Effort::of(in_order.iter().map(|(indicator, _)| *indicator));
    let said = selection::said_of(&installation, &home, &registers.catalogue).await?;
    let goal = |link: &GoalLink| ChosenGoal {
        framework: link.key(),
        code: link.code.clone(),
        relevance: said.get(&(link.key(), link.code.clone())).map(SaidItem::of),
    };
    let item = |(indicator, choice): &(&crate::indicators::catalogue::Indicator, &selection::Choice)| ChosenItem {
        indicator: indicator.slug.clone(),
        reason: choice.reason.clone(),
        availability: selection::availability(indicator),
        minutes_per_year: selection::minutes(indicator),
        levels: indicator.sheet.as_ref().map(|sheet| sheet.levels),
        has_own_values: profile
            .own
            .iter()
            .any(|figures| figures.version_id == indicator.version_id),
        goals: indicator.goals.iter().map(goal).collect(),
    };
    Ok(json(
        &tag,
        &SelectionItem {
            organisation: home.slug.clone(),
            minutes_per_year: effort.minutes,
            n_without_estimate: effort.n_without_estimate,
            n_own_surveys: effort.n_own_surveys,
            indicators: in_order.iter().map(item).collect(),
        },
    ))
}

/// Figures that appear again and again.
#[derive(Debug, Serialize, ToSchema)]
struct ReleaseItem {
    /// Stable name.
    #[schema(example = "inkar")]
    id: String,
    /// What appears, by language.
    #[schema(value_type = Object)]
    title: Multilingual,
    /// Who publishes.
    publisher: String,
    /// Where.
    address: String,
    /// Usual months, 1 to 12; empty when none is usual.
    #[schema(example = json!([7, 8]))]
    months: Vec<i8>,
    /// `documented` when the publisher states the months, `usual` when they were observed.
    #[schema(value_type = String, example = "usual")]
    certainty: calendar::Certainty,
    /// `here`, `overdue`, `nothing`, `unknown`.
    #[schema(example = "here")]
    state: &'static str,
    /// The newest year that can be expected today.
    #[schema(required = true, example = 2024)]
    expected: Option<i16>,
    /// The newest period that is here.
    #[schema(value_type = Option<String>, required = true, example = "2023")]
    newest: Option<Period>,
    /// What stands behind `lotse fetch`.
    #[schema(required = true)]
    connector: Option<String>,
    /// The indicators that depend on it.
    indicators: Vec<String>,
}

/// List what appears when
///
/// Anybody may ask. Every release with its usual months and where it stands today: for the homes of this installation and their districts
/// when there are homes, else for any place. In the order of the calendar, in one piece.
#[utoipa::path(
    get,
    path = "/api/v1/calendar",
    tag = "indicators",
    responses((status = 200, description = "The releases.", body = List<ReleaseItem>)),
)]
pub(super) async fn list_releases(
    State(installation): State<Installation>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    Parameters::read(query.as_deref(), &[])?;
    let today = format::day(Timestamp::now());
    // What is overdue changes with the day, not only with the figures.
    let tag = tag(&installation, &format!("json {today}")).await?;
    let registers = registers::registers(&installation).await?;
    let territories = calendar::territories_of_homes(&installation.store, &Scope::public())
        .await
        .map_err(Problem::failed)?;
    let store = installation.store.clone();
    let entries =
        registers::blocking(move || calendar::entries(&store, &registers, territories.as_deref(), today)).await?;
    let item = |one: calendar::Entry| ReleaseItem {
        id: one.release.id.clone(),
        title: one.release.title.clone(),
        publisher: one.release.publisher.clone(),
        address: one.release.address.clone(),
        months: one.release.months.clone(),
        certainty: one.release.certainty,
        state: one.state.as_str(),
        expected: one.expected,
        newest: one.newest,
        connector: one.release.connector.clone(),
        indicators: one.release.indicators.clone(),
    };
    Ok(json(&tag, &List::whole(entries.into_iter().map(item).collect())))
}

/// The municipality that the address names.
async fn organisation(installation: &Installation, parameters: &Parameters) -> Result<Organisation, Problem> {
    let Some(slug) = parameters.one("organisation")? else {
        return Err(Problem::invalid_value(
            "organisation",
            Message::key("api-organisation-missing"),
        ));
    };
    let scope = Scope::public();
    people::organisation_by_slug(installation.store.sql.read(&scope), slug)
        .await
        .map_err(Problem::failed)?
        .filter(|one| one.id != OrganisationId::INSTALLATION)
        .ok_or_else(|| unknown_name("organisation", slug, "/api/v1/targets"))
}

/// The framework that the address names, if it is one that the municipality may use.
async fn framework(
    installation: &Installation,
    parameters: &Parameters,
    home: Option<&Organisation>,
) -> Result<Option<String>, Problem> {
    let Some(key) = parameters.one("framework")? else {
        return Ok(None);
    };
    let scope = Scope::public();
    let mut known = frameworks(installation.store.sql.read(&scope))
        .await
        .map_err(Problem::failed)?;
    known.retain(|one| {
        one.organisation == OrganisationId::INSTALLATION || home.is_some_and(|home| home.id == one.organisation)
    });
    match find_framework(&known, key) {
        Some(_) => Ok(Some(key.to_owned())),
        None => Err(unknown_name("framework", key, "/api/v1/frameworks")),
    }
}

async fn own_figures(
    installation: &Installation,
    registers: &std::sync::Arc<Registers>,
    home: &Organisation,
) -> Result<(Option<Place>, Profile), Problem> {
    let Some(id) = home.territory_id else {
        return Ok((None, Profile::default()));
    };
    let place = registers::place_of(installation, id).await?;
    let profile = registers::profile_of(installation, registers, &place, None).await?;
    Ok((Some(place), profile))
}

async fn chosen(installation: &Installation, home: &Organisation) -> Result<Vec<selection::Choice>, Problem> {
    let scope = Scope::public();
    selection::choices(installation.store.sql.read(&scope), home.id)
        .await
        .map_err(Problem::failed)
}
