//! What can be described, entered and set, for each municipality of this installation.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::Deserialize;
use web::{frame::Frame, problem::Problem};

use super::super::{figure, targets::wanted};
use crate::{
    indicators::{
        catalogue::{self, Indicator},
        own::values,
        targets,
    },
    installation::Installation,
    people::{self, Organisation, desk::AtDesk},
};

#[derive(Template)]
#[template(path = "indicators/pages/own/overview.html")]
struct Overview {
    frame: Frame,
    homes: Vec<Home>,
    /// An indicator on which nothing hung was just removed.
    is_removed: bool,
}

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    removed: Option<String>,
}

struct Home {
    slug: String,
    name: String,
    minutes: u64,
    n_with_effort: usize,
    own: Vec<One>,
    /// Of the catalogue, with values of its own.
    entered: Vec<One>,
    ended: Vec<One>,
    new_href: String,
    targets: Vec<Set>,
    others: Vec<One>,
}

/// A target, told apart from others of the same indicator.
struct Set {
    href: String,
    indicator: String,
    wanted: String,
    visibility: String,
    ended: Option<String>,
}

struct One {
    title: String,
    visibility: String,
    edit: String,
    values: String,
    target: String,
}

/// GET /{language}/desk/own
pub(super) async fn show(
    State(installation): State<Installation>,
    Query(asked): Query<Asked>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let (store, scope) = (&installation.store, at_desk.scope());
    let catalogue = catalogue::load(store, &scope).await.map_err(Problem::failed)?;
    let organisations = people::organisations(store.sql.read(&scope))
        .await
        .map_err(Problem::failed)?;
    let set = targets::targets(store, &scope, None, None)
        .await
        .map_err(Problem::failed)?;
    let mut entered = HashMap::new();
    for home in &organisations {
        let of_home = values::entered(store, &scope, home).await.map_err(Problem::failed)?;
        entered.insert(home.id, of_home);
    }
    let is_removed = asked.removed.is_some();
    let desk = frame.plain("desk-title").to_string();
    let frame = frame.title_words("own-task-title").section("desk").crumb(desk, "/desk");
    Ok(frame.show(|frame| {
        let one = |home: &Organisation, indicator: &Indicator| {
            let base = frame.href(&format!("/desk/own/{}", home.slug));
            One {
                title: figure::words(indicator, &frame).1,
                visibility: frame
                    .plain(&format!("own-visibility-{}", indicator.visibility.as_str()))
                    .to_string(),
                edit: format!("{base}/indicators/{}", indicator.slug),
                values: format!("{base}/values/{}", indicator.slug),
                target: format!("{base}/targets/new?indicator={}", indicator.slug),
            }
        };
        let home = |home: &Organisation| {
            let of_home = |one: &&Indicator| one.organisation == home.id;
            let own = || catalogue.all().iter().filter(of_home).filter(|one| one.ended.is_none());
            let ended = catalogue.all().iter().filter(of_home).filter(|one| one.ended.is_some());
            let shared = || catalogue.all().iter().filter(|one| !one.is_own());
            let has_entered = |one: &&Indicator| entered.get(&home.id).is_some_and(|known| known.contains(&one.id));
            let efforts: Vec<u32> = own().filter_map(|one| one.effort_minutes).collect();
            let of_home = set.iter().filter(|target| target.organisation == home.id);
            Home {
                slug: home.slug.clone(),
                name: home.name.clone(),
                minutes: efforts.iter().map(|minutes| u64::from(*minutes)).sum(),
                n_with_effort: efforts.len(),
                own: own().map(|indicator| one(home, indicator)).collect(),
                entered: shared()
                    .filter(has_entered)
                    .map(|indicator| one(home, indicator))
                    .collect(),
                ended: ended.map(|indicator| one(home, indicator)).collect(),
                new_href: frame.href(&format!("/desk/own/{}/indicators/new", home.slug)),
                targets: of_home
                    .filter_map(|target| {
                        let indicator = catalogue.all().iter().find(|one| one.id == target.indicator_id)?;
                        let href = frame.href(&format!("/desk/own/{}/targets/{}", home.slug, target.id));
                        Some(Set {
                            href,
                            indicator: figure::words(indicator, &frame).1,
                            wanted: wanted(&frame, indicator, &target.content),
                            visibility: frame
                                .plain(&format!("own-visibility-{}", target.visibility.as_str()))
                                .to_string(),
                            ended: target.ended_at.map(|at| frame.date(web::format::day(at))),
                        })
                    })
                    .collect(),
                others: shared()
                    .filter(|one| !has_entered(one))
                    .map(|indicator| one(home, indicator))
                    .collect(),
            }
        };
        Overview {
            homes: organisations.iter().map(home).collect(),
            is_removed,
            frame,
        }
    }))
}
