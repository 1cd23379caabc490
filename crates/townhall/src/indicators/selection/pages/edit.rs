//! The form at the desk: choosing an indicator with a reason, and taking a choice back.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use jiff::Timestamp;
use serde::Deserialize;
use store::StoreError;
use web::{frame::Frame, problem::Problem};

use super::{
    super::{choices, choose as store_choice, in_order, unchoose},
    show::Row,
};
use crate::{
    indicators::registers,
    installation::Installation,
    people::{
        self, Organisation,
        desk::{AtDesk, Sent, change},
    },
};

/// What the form says.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Choosing {
    #[serde(default)]
    indicator: String,
    #[serde(default)]
    reason: String,
}

#[derive(Template)]
#[template(path = "indicators/selection/pages/edit.html")]
struct Page {
    frame: Frame,
    home: String,
    address: String,
    shown_href: String,
    chosen: Vec<Row>,
    offered: Vec<(String, String, String)>,
    form: Choosing,
    wrong: Option<&'static str>,
}

/// GET /{language}/desk/homes/{home}/selection
pub(super) async fn ask(
    State(installation): State<Installation>,
    _: AtDesk,
    Path(home): Path<String>,
    frame: Frame,
) -> Result<Response, Problem> {
    let home = people::home(&installation.store, &home).await?;
    page(&installation, frame, &home, Choosing::default(), None).await
}

/// POST /{language}/desk/homes/{home}/selection
pub(super) async fn choose(
    State(installation): State<Installation>,
    Path(home): Path<String>,
    frame: Frame,
    sent: Sent<Choosing>,
) -> Result<Response, Problem> {
    let home = people::home(&installation.store, &home).await?;
    let registers = registers::registers(&installation).await?;
    let Some(indicator) = registers.catalogue.by_slug(&sent.form.indicator) else {
        return page(
            &installation,
            frame,
            &home,
            sent.form,
            Some("selection-wrong-indicator"),
        )
        .await;
    };
    let (sql, scope) = (installation.store.sql.clone(), sent.at_desk.scope());
    let (home_id, indicator, reason) = (home.id, indicator.clone(), sent.form.reason.clone());
    let done = change(move || async move {
        sql.write(&scope, async |write| {
            store_choice(write, Timestamp::now(), home_id, &indicator, &reason).await
        })
        .await
    });
    match done.await? {
        Ok(_) => Ok(back(&frame, &home)),
        Err(StoreError::Refused(_)) => {
            page(&installation, frame, &home, sent.form, Some("selection-wrong-reason")).await
        }
        Err(error) => Err(Problem::failed(error)),
    }
}

/// POST /{language}/desk/homes/{home}/selection/remove
pub(super) async fn remove(
    State(installation): State<Installation>,
    Path(home): Path<String>,
    frame: Frame,
    sent: Sent<Choosing>,
) -> Result<Response, Problem> {
    let home = people::home(&installation.store, &home).await?;
    let registers = registers::registers(&installation).await?;
    if let Some(indicator) = registers.catalogue.by_slug(&sent.form.indicator) {
        let (sql, scope) = (installation.store.sql.clone(), sent.at_desk.scope());
        let (home_id, indicator) = (home.id, indicator.clone());
        let done = change(move || async move {
            sql.write(&scope, async |write| {
                unchoose(write, Timestamp::now(), home_id, &indicator).await
            })
            .await
        });
        // Taken back already, perhaps in another window: what the person wants is the case.
        if let Err(error) = done.await?
            && !matches!(error, StoreError::Refused(_))
        {
            return Err(Problem::failed(error));
        }
    }
    Ok(back(&frame, &home))
}

fn back(frame: &Frame, home: &Organisation) -> Response {
    Redirect::to(&frame.href(&format!("/desk/homes/{}/selection", home.slug))).into_response()
}

async fn page(
    installation: &Installation,
    frame: Frame,
    home: &Organisation,
    form: Choosing,
    wrong: Option<&'static str>,
) -> Result<Response, Problem> {
    let registers = registers::registers(installation).await?;
    let scope = store::scope::Scope::public();
    let stored = choices(installation.store.sql.read(&scope), home.id)
        .await
        .map_err(Problem::failed)?;
    let chosen = in_order(&registers.catalogue, &stored);
    let rows = chosen
        .iter()
        .map(|(indicator, one)| Row::of(&frame, indicator, &one.reason))
        .collect();
    let offered = registers.catalogue.all().iter();
    let offered = offered
        .filter(|one| one.ended.is_none() && (!one.is_own() || one.organisation == home.id))
        .filter(|one| stored.iter().all(|choice| choice.indicator_id != one.id))
        .map(|one| {
            let row = Row::of(&frame, one, "");
            let minutes = row.minutes.map(|minutes| {
                let text = frame.plain("selection-minutes-a-year");
                text.with("n", minutes.to_string()).to_string()
            });
            let about = [Some(row.level), Some(row.availability), minutes].into_iter().flatten();
            (row.slug, row.title, about.collect::<Vec<_>>().join(", "))
        })
        .collect();
    let name = home.name.clone();
    let title = frame.plain("selection-edit-title").with("home", &name).to_string();
    let frame = match wrong {
        Some(_) => frame.status(axum::http::StatusCode::UNPROCESSABLE_ENTITY),
        None => frame,
    };
    let crumb = frame.plain("desk-navigation-start").to_string();
    let address = frame.href(&format!("/desk/homes/{}/selection", home.slug));
    let shown_href = frame.href(&format!("/{}/selection", home.slug));
    Ok(frame
        .title(title)
        .section("desk")
        .crumb(crumb, "/desk")
        .show(|frame| Page {
            home: name,
            address,
            shown_href,
            chosen: rows,
            offered,
            form,
            wrong,
            frame,
        }))
}
