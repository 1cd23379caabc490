//! Which indicators belong to an own field of action, at the desk: those that do, and one more.
//!
//! The link is a link like those that the catalogue brings; it stands in the framework of the home and is shown on its pages only. What
//! hangs on a field that a file has removed can be taken away here, or put on another field.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use jiff::Timestamp;
use store::scope::Scope;
use web::{frame::Frame, problem::Problem};

use super::figure;
use crate::{
    goals::{self, FrameworkEntry, Goal, own as fields},
    indicators::{
        catalogue::{self, Catalogue, GoalLink, Indicator},
        goal_links,
    },
    installation::Installation,
    people::{
        self, Organisation,
        desk::{AtDesk, Fields, Routes, Sent, change},
    },
};

/// What the form of a field says about this page.
pub(super) const TASK: goals::FieldTask = goals::FieldTask {
    title: "field-indicators-task",
    path: "indicators",
    attached: "field-indicators-n",
};

#[derive(Template)]
#[template(path = "indicators/pages/fields.html")]
struct Page {
    frame: Frame,
    address: String,
    field_href: String,
    linked: Vec<(String, String)>,
    offered: Vec<(String, String)>,
    /// The fields that there are, where this one is no more.
    others: Vec<(String, String)>,
    is_gone: bool,
    wrong: bool,
}

/// The form at the desk.
pub(in crate::indicators) fn routes() -> Routes {
    Routes::new().form(
        "/desk/goals/{home}/fields/{key}/field/{code}/indicators",
        get(ask).post(save),
    )
}

type Named = (String, String, String);

/// What the address names: the home, its framework, and all of its fields.
async fn named(
    installation: &Installation,
    scope: &Scope,
    (home, key, _): &Named,
) -> Result<(Organisation, FrameworkEntry, Vec<Goal>), Problem> {
    let home = people::home(&installation.store, home).await?;
    let read = installation.store.sql.read(scope);
    let entry = fields::find(read, home.id, key).await.map_err(Problem::failed)?;
    let entry = entry.ok_or_else(not_found)?;
    let all = goals::list(read, &entry.framework).await.map_err(Problem::failed)?;
    Ok((home, entry, all))
}

fn not_found() -> Problem {
    Problem::not_found().back("/desk/goals")
}

fn is_to(link: &GoalLink, entry: &FrameworkEntry, code: &str) -> bool {
    (&*link.framework, &*link.edition, &*link.code) == (&*entry.framework.name, &*entry.framework.edition, code)
}

/// GET /{language}/desk/goals/{home}/fields/{key}/field/{code}/indicators
async fn ask(
    State(installation): State<Installation>,
    Path(address): Path<Named>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    page(&installation, &at_desk.scope(), frame, &address, false).await
}

/// POST /{language}/desk/goals/{home}/fields/{key}/field/{code}/indicators
async fn save(
    State(installation): State<Installation>,
    Path(address): Path<Named>,
    frame: Frame,
    sent: Sent<Fields>,
) -> Result<Response, Problem> {
    let scope = sent.at_desk.scope();
    let (home, entry, all) = named(&installation, &scope, &address).await?;
    let of = |name: &str| {
        let found = sent.form.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    let catalogue = catalogue::load(&installation.store, &scope)
        .await
        .map_err(Problem::failed)?;
    let code = address.2.as_str();
    let is_there = |code: &str| all.iter().any(|one| one.code == code);
    let (gone, moved) = (of("remove"), of("move"));
    let slug = [gone, moved, of("indicator")].into_iter().find(|slug| !slug.is_empty());
    let indicator = catalogue
        .by_slug(slug.unwrap_or_default())
        .filter(|one| belongs(one, &home));
    // Nothing new is linked to a field that is no more.
    let new = match (gone.is_empty(), moved.is_empty()) {
        (false, _) => None,
        (true, false) => Some(of("to")),
        (true, true) => Some(code),
    };
    let (Some(indicator), true) = (indicator.cloned(), new.is_none_or(is_there)) else {
        return page(&installation, &scope, frame, &address, true).await;
    };
    let link = |code: &str| GoalLink {
        framework: entry.framework.name.to_string(),
        edition: entry.framework.edition.to_string(),
        code: code.to_owned(),
        relation: "related".to_owned(),
    };
    let (old, new) = (link(code), new.map(link));
    let is_removal = !gone.is_empty() || !moved.is_empty();
    let sql = installation.store.sql.clone();
    let done = change(move || async move {
        let at = Timestamp::now();
        sql.write(&scope, async |write| {
            if is_removal {
                goal_links::remove(write, at, &indicator, &old).await?;
            }
            match &new {
                Some(new) => goal_links::add(write, at, &indicator, new).await,
                None => Ok(()),
            }
        })
        .await
    });
    done.await?.map_err(Problem::failed)?;
    let back = match is_there(code) {
        true => format!("/field/{code}/indicators"),
        false => "?saved=1".to_owned(),
    };
    let path = format!("/desk/goals/{}/fields/{}{back}", address.0, address.1);
    Ok(Redirect::to(&frame.href(&path)).into_response())
}

/// What another municipality counts for itself says nothing about a field of this one.
fn belongs(indicator: &Indicator, home: &Organisation) -> bool {
    !indicator.is_own() || indicator.organisation == home.id
}

async fn page(
    installation: &Installation,
    scope: &Scope,
    frame: Frame,
    address: &Named,
    wrong: bool,
) -> Result<Response, Problem> {
    let (home, entry, fields) = named(installation, scope, address).await?;
    let code = address.2.as_str();
    let goal = fields.iter().find(|one| one.code == code);
    let catalogue: Catalogue = catalogue::load(&installation.store, scope)
        .await
        .map_err(Problem::failed)?;
    let is_linked = |one: &Indicator| one.goals.iter().any(|link| is_to(link, &entry, code));
    let all = catalogue.all().iter().filter(|one| belongs(one, &home));
    let (linked, mut others): (Vec<&Indicator>, Vec<&Indicator>) = all.partition(|one| is_linked(one));
    others.retain(|one| one.ended.is_none());
    let named = |one: &&Indicator| (one.slug.clone(), figure::words(one, &frame).1);
    if goal.is_none() && linked.is_empty() {
        return Err(not_found());
    }
    let (linked, offered) = (linked.iter().map(named).collect(), others.iter().map(named).collect());
    let language = frame.language();
    let in_words = |one: &Goal| format!("{} {}", one.code, one.title.text(language));
    let others = fields.iter().filter(|_| goal.is_none());
    let others = others.map(|one| (one.code.clone(), in_words(one))).collect();
    let (desk, goals_title) = (
        frame.plain("desk-title").to_string(),
        frame.plain("fields-task-title").to_string(),
    );
    let fields_path = format!("/desk/goals/{}/fields/{}", home.slug, entry.framework.key());
    let field_path = format!("{fields_path}/field/{code}");
    let field = goal.map_or_else(|| code.to_owned(), in_words);
    let up = match goal {
        Some(_) => field_path.clone(),
        None => fields_path,
    };
    let title = frame.plain("field-indicators-title").with("field", &field).to_string();
    let frame = match wrong {
        true => frame.status(axum::http::StatusCode::UNPROCESSABLE_ENTITY),
        false => frame,
    };
    Ok(frame
        .title(title)
        .section("desk")
        .crumb(desk, "/desk")
        .crumb(goals_title, "/desk/goals")
        .crumb(field, &up)
        .show(|frame| Page {
            address: frame.href(&format!("{field_path}/indicators")),
            field_href: frame.href(&up),
            is_gone: goal.is_none(),
            linked,
            offered,
            others,
            wrong,
            frame,
        }))
}
