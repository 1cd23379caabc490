//! What can be described, entered and set, for each municipality of this installation.

use askama::Template;
use axum::{extract::State, response::Response};
use web::{frame::Frame, problem::Problem};

use super::super::figure;
use crate::{
    indicators::{
        catalogue::{self, Indicator},
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
}

struct Home {
    slug: String,
    name: String,
    minutes: u64,
    n_with_effort: usize,
    own: Vec<One>,
    new_href: String,
    targets: Vec<(String, String)>,
    others: Vec<One>,
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
            let own = || catalogue.all().iter().filter(|one| one.organisation == home.id);
            let efforts: Vec<u32> = own().filter_map(|one| one.effort_minutes).collect();
            let of_home = set.iter().filter(|target| target.organisation == home.id);
            Home {
                slug: home.slug.clone(),
                name: home.name.clone(),
                minutes: efforts.iter().map(|minutes| u64::from(*minutes)).sum(),
                n_with_effort: efforts.len(),
                own: own().map(|indicator| one(home, indicator)).collect(),
                new_href: frame.href(&format!("/desk/own/{}/indicators/new", home.slug)),
                targets: of_home
                    .filter_map(|target| {
                        let indicator = catalogue.all().iter().find(|one| one.id == target.indicator_id)?;
                        let href = frame.href(&format!("/desk/own/{}/targets/{}", home.slug, target.id));
                        Some((href, figure::words(indicator, &frame).1))
                    })
                    .collect(),
                others: catalogue
                    .all()
                    .iter()
                    .filter(|one| !one.is_own())
                    .map(|indicator| one(home, indicator))
                    .collect(),
            }
        };
        Overview {
            homes: organisations.iter().map(home).collect(),
            frame,
        }
    }))
}
