//! The start page of the installation: its municipalities, what is in it, and the way to any territory.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::Deserialize;
use store::scope::{OrganisationId, Scope};
use web::{frame::Frame, problem::Problem};

use super::{
    super::{
        catalogue::Catalogue,
        deliveries,
        placement::{Placed, Placement},
        registers,
    },
    figure,
};
use crate::{
    goals::{FrameworkChoice, Goal, Offer},
    installation::Installation,
    people, territories,
};

#[derive(Template)]
#[template(path = "indicators/pages/start.html")]
struct Start {
    frame: Frame,
    homes: Vec<Home>,
    goals: Vec<GoalTile>,
    has_colours: bool,
    offers: Vec<Offer>,
    framework: String,
    n_indicators: usize,
    n_values: i64,
    n_territories: usize,
    deliveries: Vec<(i64, String, String)>,
}

struct Home {
    href: String,
    name: String,
    designation: String,
    population: Option<String>,
}

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// The key of a framework.
    pub(super) framework: Option<String>,
}

/// A goal with what its indicators have.
pub(super) struct GoalTile {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) href: String,
    pub(super) note: String,
}

/// The goals at the top of a framework, each with a note about its indicators.
pub(super) fn goal_tiles(
    frame: &Frame,
    choice: &FrameworkChoice,
    catalogue: &Catalogue,
    note: impl Fn(&[Placed<'_>]) -> String,
) -> Vec<GoalTile> {
    let placement = Placement::new(catalogue, choice);
    let tile = |goal: &Goal| GoalTile {
        title: goal.title.text(frame.language()).to_owned(),
        href: frame.own_href(&format!("/goals/{}{}", goal.code, choice.query())),
        note: note(&placement.of(goal)),
        code: goal.code.clone(),
    };
    choice.tree.tops().map(tile).collect()
}

/// GET /{language}
pub(super) async fn start(
    State(installation): State<Installation>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    let address = format!("start {}", asked.framework.as_deref().unwrap_or_default());
    let tag = registers::tag(&installation, frame.language(), &address).await?;
    if let Some(unchanged) = frame.unchanged(&tag) {
        return Ok(unchanged);
    }
    let registers = registers::registers(&installation).await?;
    let (store, scope) = (&installation.store, Scope::public());
    let read = store.sql.read(&scope);
    let mut homes = Vec::new();
    for organisation in people::organisations(read).await.map_err(Problem::failed)? {
        let (false, Some(id)) = (
            organisation.id == OrganisationId::INSTALLATION,
            organisation.territory_id,
        ) else {
            continue;
        };
        let territory = territories::by_id(read, id).await.map_err(Problem::failed)?;
        homes.push(Home {
            href: frame.href(&format!("/{}", organisation.slug)),
            name: organisation.name,
            designation: territory
                .as_ref()
                .map(|one| one.area.designation.clone())
                .unwrap_or_default(),
            population: territory.and_then(|one| one.area.population).map(|n| frame.count(n)),
        });
    }
    let covered = registers
        .catalogue
        .all()
        .iter()
        .map(|one| registers.coverage.of(one.version_id).n_values);
    let (n_indicators, n_values) = covered
        .filter(|n_values| 0 < *n_values)
        .fold((0, 0), |(n, sum), n_values| (n + 1, sum + n_values));
    let choice = FrameworkChoice::of(&installation, None, asked.framework.as_deref()).await?;
    let with_values = |placed: &[Placed<'_>]| {
        let has_values = |one: &&Placed<'_>| 0 < registers.coverage.of(one.indicator.version_id).n_values;
        let n = placed.iter().filter(has_values).count();
        frame.plain("goal-n-indicators").with("n", n).to_string()
    };
    let goals = goal_tiles(&frame, &choice, &registers.catalogue, with_values);
    let deliveries = deliveries::deliveries(store, &scope, None, 5)
        .await
        .map_err(Problem::failed)?
        .into_iter()
        .filter(|delivery| delivery.withdraws.is_none())
        .map(|delivery| {
            let state = figure::data_state(&frame, &delivery);
            (delivery.number, delivery.file_name, state)
        })
        .collect();
    let n_territories = registers.keys.len();
    Ok(frame
        .title_words("start-title")
        .section("start")
        .tag(tag)
        .show(|frame| Start {
            homes,
            goals,
            has_colours: choice.has_sdg_colours(),
            offers: choice.offers(&frame),
            framework: choice.label(&frame),
            n_indicators,
            n_values,
            n_territories,
            deliveries,
            frame,
        }))
}
