//! GET /{language}/{organisation}/selection: chosen indicators with reasons and yearly effort; goals of a framework that stay uncovered.

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    Extension,
    extract::{Path, Query, State},
    response::Response,
};
use serde::Deserialize;
use store::scope::Scope;
use web::{frame::Frame, problem::Problem};

use super::super::{Choice, Effort, availability, choices, coverage, in_order, minutes, said_of};
use crate::{
    goals::{FrameworkChoice, Offer, SDG, relevance, relevance_note},
    indicators::{
        catalogue::{
            GoalLink, Indicator,
            sheet::{Availability, OnLevel},
        },
        profile::Profile,
        registers,
    },
    installation::Installation,
    people::{self, desk::AtDesk},
};

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// The key of a framework.
    framework: Option<String>,
}

#[derive(Template)]
#[template(path = "indicators/selection/pages/show.html")]
struct Page {
    frame: Frame,
    chosen: Vec<Row>,
    effort: Effort,
    hours: String,
    offers: Vec<Offer>,
    framework: String,
    goals: Vec<GoalRow>,
    n_uncovered: usize,
    selection_href: String,
    edit_href: Option<String>,
}

/// A chosen indicator.
pub(super) struct Row {
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) href: String,
    pub(super) reason: String,
    pub(super) availability: String,
    pub(super) minutes: Option<u32>,
    pub(super) level: String,
    /// The goals that it belongs to, each with what the municipality has said about it.
    pub(super) goals: Vec<(String, Option<String>)>,
}

impl Row {
    pub(super) fn of(frame: &Frame, indicator: &Indicator, reason: &str) -> Self {
        let sheet = indicator.sheet.as_ref();
        let availability = availability(indicator).map_or("unstated", Availability::as_str);
        let level = match sheet {
            Some(sheet) => sheet.levels.municipality.as_str(),
            None if indicator.is_own() => OnLevel::Own.as_str(),
            None => OnLevel::Unstated.as_str(),
        };
        let word = |kind: &str, word: &str| {
            frame
                .plain(&format!("selection-{kind}-{}", word.replace('_', "-")))
                .to_string()
        };
        Self {
            title: indicator.title.text(frame.language()).to_owned(),
            href: frame.own_href(&format!("/indicators/{}", indicator.slug)),
            reason: reason.to_owned(),
            availability: word("availability", availability),
            minutes: minutes(indicator),
            level: word("level", level),
            goals: Vec::new(),
            slug: indicator.slug.clone(),
        }
    }
}

struct GoalRow {
    name: String,
    /// What the municipality has said about the goal, with the reason.
    relevance: Option<(String, String)>,
    /// What it has said about the goal and its targets, counted.
    relevance_note: Option<String>,
    href: String,
    state: String,
    is_covered: bool,
    n_indicators: usize,
    n_chosen: usize,
    n_own: usize,
}

/// GET /{language}/{organisation}/selection
pub(super) async fn show(
    State(installation): State<Installation>,
    at_desk: Option<Extension<AtDesk>>,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    let home = people::home(&installation.store, &slug).await?;
    let choice = FrameworkChoice::of(&installation, Some(&home), asked.framework.as_deref()).await?;
    let frame = frame.organisation(&home.slug, &home.name).section("indicators");
    let registers = registers::registers(&installation).await?;
    let profile = match home.territory_id {
        Some(id) => {
            let place = registers::place_of(&installation, id).await?;
            registers::profile_of(&installation, &registers, &place, None).await?
        }
        None => Profile::default(),
    };
    let scope = Scope::public();
    let stored = choices(installation.store.sql.read(&scope), home.id)
        .await
        .map_err(Problem::failed)?;
    let chosen = in_order(&registers.catalogue, &stored);
    let effort = Effort::of(chosen.iter().map(|(indicator, _)| *indicator));
    let ids: BTreeSet<String> = chosen.iter().map(|(indicator, _)| indicator.id.clone()).collect();
    let language = frame.language();
    let covered = coverage(&registers.catalogue, &choice, &ids, &profile);
    let read = installation.store.sql.read(&scope);
    let said = relevance::assessments(read, home.id, &choice.entry.framework)
        .await
        .map_err(Problem::failed)?;
    let goal_row = |one: &super::super::Covered<'_>| GoalRow {
        name: format!("{} {}", one.goal.code, one.goal.title.text(language)),
        relevance: said.get(&one.goal.code).map(|found| {
            let words = frame.plain(&found.relevance.words()).to_string();
            (words, found.reason.clone())
        }),
        relevance_note: relevance_note(&frame, &choice.tree, one.goal, &said),
        href: frame.own_href(&format!(
            "/goals/{}{}",
            choice.tree.top_of(one.goal).code,
            choice.query()
        )),
        state: frame
            .plain(&format!(
                "selection-coverage-{}",
                one.coverage.as_str().replace('_', "-")
            ))
            .to_string(),
        is_covered: one.coverage == super::super::Coverage::Covered,
        n_indicators: one.n_indicators,
        n_chosen: one.n_chosen,
        n_own: one.n_own,
    };
    let goals: Vec<GoalRow> = covered.iter().map(goal_row).collect();
    let all_said = said_of(&installation, &home, &registers.catalogue).await?;
    let row = |(indicator, one): &(&Indicator, &Choice)| {
        let goal = |link: &GoalLink| {
            let found = all_said.get(&(link.key(), link.code.clone()));
            let name = match link.framework == SDG.name {
                true => link.code.clone(),
                false => format!("{} {}", link.key(), link.code),
            };
            (
                name,
                found.map(|found| frame.plain(&found.relevance.words()).to_string()),
            )
        };
        Row {
            goals: indicator.goals.iter().map(goal).collect(),
            ..Row::of(&frame, indicator, &one.reason)
        }
    };
    let rows = chosen.iter().map(row).collect();
    let hours = frame.number(effort.minutes as f64 / 60.0, 1_i8);
    let description = frame.plain("selection-lead").to_string();
    let frame = frame.title_words("selection-title").description(description);
    Ok(frame.show(|frame| Page {
        chosen: rows,
        effort,
        hours,
        offers: choice.offers(&frame),
        framework: choice.label(&frame),
        n_uncovered: goals.iter().filter(|one| !one.is_covered).count(),
        goals,
        selection_href: frame.own_href("/selection"),
        edit_href: at_desk.map(|_| frame.href(&format!("/desk/homes/{slug}/selection"))),
        frame,
    }))
}
