//! The start page of the installation: its municipalities, what is in it, and the way to any territory.

use askama::Template;
use axum::{extract::State, response::Response};

use store::scope::{OrganisationId, Scope};
use web::{frame::Frame, problem::Problem};

use super::{
    super::{deliveries, registers},
    figure,
};
use crate::{goals, installation::Installation, people, territories};

#[derive(Template)]
#[template(path = "indicators/pages/start.html")]
struct Start {
    frame: Frame,
    homes: Vec<Home>,
    goals: Vec<GoalTile>,
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

/// A goal with the number of indicators that have figures.
pub(super) struct GoalTile {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) href: String,
    pub(super) n_indicators: usize,
    /// Whether a home has no value of its own here, but its district has.
    pub(super) only_district: bool,
}

/// GET /{language}
pub(super) async fn start(State(installation): State<Installation>, frame: Frame) -> Result<Response, Problem> {
    let tag = registers::tag(&installation, frame.language(), "start").await?;
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
    let goals = goals::list(read, goals::SDG)
        .await
        .map_err(Problem::failed)?
        .into_iter()
        .filter(|goal| goal.parent.is_none())
        .map(|goal| GoalTile {
            title: goal.title.text(frame.language()).to_owned(),
            href: frame.href(&format!("/goals/{}", goal.code)),
            n_indicators: registers
                .catalogue
                .of_goal(goals::SDG.name, &goal.code)
                .filter(|one| 0 < registers.coverage.of(one.version_id).n_values)
                .count(),
            only_district: false,
            code: goal.code,
        })
        .collect();
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
            n_indicators,
            n_values,
            n_territories,
            deliveries,
            frame,
        }))
}
