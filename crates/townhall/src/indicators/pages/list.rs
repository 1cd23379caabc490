//! The list of indicators: for everybody, or for one municipality with its newest values.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use serde::Deserialize;
use store::scope::{OrganisationId, Scope};
use web::{
    chart::{Svg, sparkline},
    format,
    frame::Frame,
    problem::Problem,
    words::Message,
};

use super::{
    super::{catalogue::Indicator, profile::Profile, registers},
    figure::{self, GoalMark},
};
use crate::{goals, installation::Installation, people};

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// Code of a goal, for example `8`.
    goal: Option<String>,
    /// `all` shows indicators without any figures too.
    show: Option<String>,
}

#[derive(Template)]
#[template(path = "indicators/pages/list.html")]
struct List {
    frame: Frame,
    rows: Vec<Entry>,
    has_place: bool,
    n_without: usize,
    shows_all: bool,
    all_href: String,
    goal: Option<String>,
    no_goal_href: String,
}

struct Entry {
    title: String,
    title_language: String,
    href: String,
    goals: Vec<GoalMark>,
    unit: String,
    newest: Option<Newest>,
    of_district: bool,
    n_values: i64,
}

struct Newest {
    value: String,
    period: String,
    curve: Svg,
}

/// GET /{language}/indicators
pub(super) async fn list(
    State(installation): State<Installation>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    show(&installation, asked, frame, None, None).await
}

/// GET /{language}/{organisation}/indicators
pub(super) async fn list_of_organisation(
    State(installation): State<Installation>,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    let organisation = people::home(&installation.store, &slug).await?;
    let id = organisation.territory_id.ok_or_else(Problem::not_found)?;
    let frame = frame.organisation(&organisation.slug, &organisation.name);
    show(&installation, asked, frame, Some(id), Some(organisation.id)).await
}

async fn show(
    installation: &Installation,
    asked: Asked,
    frame: Frame,
    territory: Option<i32>,
    home: Option<OrganisationId>,
) -> Result<Response, Problem> {
    let address = format!("{territory:?} {:?} {:?}", asked.goal, asked.show);
    let tag = registers::tag(installation, frame.language(), &address).await?;
    if let Some(unchanged) = frame.unchanged(&tag) {
        return Ok(unchanged);
    }
    if let Some(goal) = asked.goal.as_deref() {
        let scope = Scope::public();
        let tree = goals::tree(installation.store.sql.read(&scope), &goals::SDG).await;
        if tree.map_err(Problem::failed)?.find(goal).is_none() {
            let message = Message::key("indicators-unknown-goal").with("goal", goal);
            return Err(Problem::invalid_value("goal", message).back("/indicators"));
        }
    }
    let registers = registers::registers(installation).await?;
    let profile = match territory {
        Some(id) => {
            let place = registers::place_of(installation, id).await?;
            registers::profile_of(installation, &registers, &place, None).await?
        }
        None => Profile::default(),
    };
    let shows_all = asked.show.as_deref() == Some("all");
    let is_of_goal = |goals: &[super::super::catalogue::GoalLink]| {
        asked.goal.as_ref().is_none_or(|goal| {
            goals
                .iter()
                .any(|link| link.framework == goals::SDG.name && (link.goal() == goal || link.code == *goal))
        })
    };
    let mut n_without = 0;
    let mut rows = Vec::new();
    // A municipality lists its own indicators, not those that others count for themselves.
    let is_of_home = |one: &Indicator| !one.is_own() || home.is_none_or(|home| home == one.organisation);
    let listed = registers.catalogue.all().iter().filter(|one| is_of_home(one));
    for indicator in listed.filter(|one| is_of_goal(&one.goals)) {
        let of = |figures: &[super::super::profile::Figures]| {
            figures
                .iter()
                .find(|one| one.version_id == indicator.version_id)
                .and_then(|one| {
                    let Some(series) = one.total() else {
                        return Some(Newest {
                            value: format::NO_NUMBER.to_owned(),
                            period: frame.plain("indicator-card-broken-down").to_string(),
                            curve: sparkline(&[]),
                        });
                    };
                    let newest = series.newest()?;
                    Some(Newest {
                        value: figure::rounded(&frame, indicator, newest),
                        period: frame.period(newest.period),
                        curve: sparkline(&series.curve()),
                    })
                })
        };
        let own = of(&profile.own);
        let of_district = own.is_none();
        let newest = own.or_else(|| of(&profile.district));
        let n_values = registers.coverage.of(indicator.version_id).n_values;
        let has_figures = if territory.is_some() {
            newest.is_some()
        } else {
            0 < n_values
        };
        if !has_figures {
            n_without += 1;
            if !shows_all {
                continue;
            }
        }
        let (title_language, title) = figure::words(indicator, &frame);
        rows.push(Entry {
            title,
            title_language,
            href: frame.own_href(&format!("/indicators/{}", indicator.slug)),
            goals: GoalMark::all(&frame, &indicator.goals),
            unit: figure::unit(&frame, indicator.version.unit),
            of_district: newest.is_some() && of_district,
            newest,
            n_values,
        });
    }
    let of_goal = asked
        .goal
        .as_ref()
        .map(|goal| format!("goal={}&", urlencoded(goal)))
        .unwrap_or_default();
    let all_href = frame.own_href("/indicators") + &format!("?{of_goal}show=all");
    let no_goal_href = frame.own_href("/indicators");
    let has_place = territory.is_some();
    let goal = asked.goal;
    Ok(frame
        .title_words("indicators-title")
        .section("indicators")
        .tag(tag)
        .show(|frame| List {
            rows,
            has_place,
            n_without,
            shows_all,
            all_href,
            goal,
            no_goal_href,
            frame,
        }))
}

/// A value of a query as it may stand in an address.
pub(super) fn urlencoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => encoded.push(char::from(byte)),
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
