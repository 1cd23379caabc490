//! GET /{language}/desk/goals: own fields of action and the check of goals, for each municipality of this installation.

use askama::Template;
use axum::{extract::State, response::Response};
use web::{frame::Frame, problem::Problem};

use super::fields_path;
use crate::{
    goals::{FrameworkEntry, FrameworkKind, SDG, frameworks, pages::choice::label, relevance},
    installation::Installation,
    people::{self, desk::AtDesk},
};

#[derive(Template)]
#[template(path = "goals/pages/desk/overview.html")]
struct Overview {
    frame: Frame,
    homes: Vec<Home>,
}

struct Home {
    slug: String,
    name: String,
    own: Vec<Own>,
    new_href: String,
    file_href: String,
    check_href: String,
    n_checked: usize,
    others: Vec<(String, String)>,
}

struct Own {
    title: String,
    n_fields: i64,
    href: String,
    shown_href: String,
}

/// GET /{language}/desk/goals
pub(super) async fn show(
    State(installation): State<Installation>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let scope = at_desk.scope();
    let read = installation.store.sql.read(&scope);
    let all = frameworks(read).await.map_err(Problem::failed)?;
    let mut homes = Vec::new();
    for home in people::organisations(read).await.map_err(Problem::failed)? {
        let checked = relevance::assessments(read, home.id, &SDG).await;
        let n_checked = checked.map_err(Problem::failed)?.len();
        let is_own = |one: &&FrameworkEntry| one.organisation == home.id && one.kind == FrameworkKind::Own;
        let own = |one: &FrameworkEntry| {
            let key = one.framework.key();
            Own {
                title: label(&frame, one),
                n_fields: one.n_elements,
                href: frame.href(&fields_path(&home, &key)),
                shown_href: frame.href(&format!("/{}/goals?framework={key}", home.slug)),
            }
        };
        let check = |key: &str| frame.href(&format!("/desk/goals/{}/relevance/{key}", home.slug));
        let is_other = |one: &&FrameworkEntry| {
            let is_shared =
                one.organisation == store::scope::OrganisationId::INSTALLATION || one.organisation == home.id;
            is_shared && one.framework != SDG
        };
        homes.push(Home {
            own: all.iter().filter(is_own).map(own).collect(),
            new_href: frame.href(&format!("/desk/goals/{}/new", home.slug)),
            file_href: frame.href(&format!("/desk/goals/{}/file", home.slug)),
            check_href: check(&SDG.key()),
            n_checked,
            others: all
                .iter()
                .filter(is_other)
                .map(|one| (check(&one.framework.key()), label(&frame, one)))
                .collect(),
            slug: home.slug,
            name: home.name,
        });
    }
    let desk = frame.plain("desk-title").to_string();
    Ok(frame
        .title_words("fields-task-title")
        .section("desk")
        .crumb(desk, "/desk")
        .show(|frame| Overview { homes, frame }))
}
