//! Which indicators belong to an own field of action, at the desk: those that do, and one more.
//!
//! The link is a link like those that the catalogue brings; it stands in the framework of the home and is shown on its pages only.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use jiff::Timestamp;
use serde_json::json;
use store::{
    StoreError,
    scope::Scope,
    sql::{Read, Write},
};
use web::{frame::Frame, problem::Problem};

use super::figure;
use crate::{
    audit,
    goals::{self, Framework, FrameworkEntry, Goal, own as fields},
    indicators::catalogue::{self, Catalogue, GoalLink, Indicator},
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
    wrong: bool,
}

/// The form at the desk.
pub(in crate::indicators) fn routes() -> Routes {
    Routes::new().form(
        "/desk/goals/{home}/fields/{key}/field/{code}/indicators",
        get(ask).post(save),
    )
}

/// How many indicators are linked to each element of a framework.
pub(super) async fn attached(read: Read<'_>, framework: &Framework) -> Result<BTreeMap<String, usize>, StoreError> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as("select code, count(*) from indicator_goal where framework = $1 and edition = $2 group by code")
            .bind(&*framework.name)
            .bind(&*framework.edition)
            .fetch_all(read.on())
            .await?;
    let count = |(code, n): (String, i64)| (code, usize::try_from(n).unwrap_or_default());
    Ok(rows.into_iter().map(count).collect())
}

type Named = (String, String, String);

async fn named(
    installation: &Installation,
    scope: &Scope,
    (home, key, code): &Named,
) -> Result<(Organisation, FrameworkEntry, Goal), Problem> {
    let home = people::home(&installation.store, home).await?;
    let read = installation.store.sql.read(scope);
    let not_found = || Problem::not_found().back("/desk/goals");
    let entry = fields::find(read, home.id, key).await.map_err(Problem::failed)?;
    let entry = entry.ok_or_else(not_found)?;
    let found = goals::list(read, &entry.framework).await.map_err(Problem::failed)?;
    let goal = found.into_iter().find(|one| one.code == *code).ok_or_else(not_found)?;
    Ok((home, entry, goal))
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
    let (home, entry, goal) = named(&installation, &scope, &address).await?;
    let of = |name: &str| {
        let found = sent.form.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    let (is_removal, slug) = match of("remove") {
        "" => (false, of("indicator")),
        slug => (true, slug),
    };
    let catalogue = catalogue::load(&installation.store, &scope)
        .await
        .map_err(Problem::failed)?;
    let indicator = catalogue.by_slug(slug).filter(|one| belongs(one, &home));
    let Some(indicator) = indicator.cloned() else {
        return page(&installation, &scope, frame, &address, true).await;
    };
    let link = GoalLink {
        framework: entry.framework.name.to_string(),
        edition: entry.framework.edition.to_string(),
        code: goal.code.clone(),
        relation: "related".to_owned(),
    };
    let sql = installation.store.sql.clone();
    let done = change(move || async move {
        sql.write(&scope, async |write| {
            put(write, Timestamp::now(), &indicator, &link, is_removal).await
        })
        .await
    });
    done.await?.map_err(Problem::failed)?;
    let (home, key, code) = address;
    let path = format!("/desk/goals/{home}/fields/{key}/field/{code}/indicators");
    Ok(Redirect::to(&frame.href(&path)).into_response())
}

/// Links an indicator to a field, or takes the link away; what is the case already changes nothing.
async fn put(
    write: &mut Write,
    at: Timestamp,
    indicator: &Indicator,
    link: &GoalLink,
    is_removal: bool,
) -> Result<(), StoreError> {
    if is_removal {
        sqlx::query(
            "delete from indicator_goal where indicator_id = $1 and framework = $2 and edition = $3 and code = $4",
        )
        .bind(&indicator.id)
        .bind(&link.framework)
        .bind(&link.edition)
        .bind(&link.code)
        .execute(write.on())
        .await?;
    } else {
        catalogue::insert_goal(write, &indicator.id, link).await?;
    }
    let entry = audit::Entry {
        action: if is_removal {
            "indicator.goal.remove"
        } else {
            "indicator.goal.add"
        },
        subject_kind: "indicator",
        subject: indicator.slug.clone(),
        detail: json!({ "framework": link.framework, "edition": link.edition, "code": link.code }),
    };
    audit::record(write, at, entry).await
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
    let (home, entry, goal) = named(installation, scope, address).await?;
    let catalogue: Catalogue = catalogue::load(&installation.store, scope)
        .await
        .map_err(Problem::failed)?;
    let is_linked = |one: &Indicator| {
        one.goals.iter().any(|link| {
            (&*link.framework, &*link.edition, &*link.code)
                == (&*entry.framework.name, &*entry.framework.edition, &*goal.code)
        })
    };
    let all = catalogue.all().iter().filter(|one| belongs(one, &home));
    let (linked, others): (Vec<&Indicator>, Vec<&Indicator>) = all.partition(|one| is_linked(one));
    let named = |one: &&Indicator| (one.slug.clone(), figure::words(one, &frame).1);
    let (linked, offered) = (linked.iter().map(named).collect(), others.iter().map(named).collect());
    let (desk, goals_title) = (
        frame.plain("desk-title").to_string(),
        frame.plain("fields-task-title").to_string(),
    );
    let field_path = format!(
        "/desk/goals/{}/fields/{}/field/{}",
        home.slug,
        entry.framework.key(),
        goal.code
    );
    let field = format!("{} {}", goal.code, goal.title.text(frame.language()));
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
        .crumb(field, &field_path)
        .show(|frame| Page {
            address: frame.href(&format!("{field_path}/indicators")),
            field_href: frame.href(&field_path),
            linked,
            offered,
            wrong,
            frame,
        }))
}
