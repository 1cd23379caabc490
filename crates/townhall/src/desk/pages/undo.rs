//! Undoing a delivery, with a reason that everybody can read later.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use jiff::Timestamp;
use serde::Deserialize;
use store::StoreError;
use web::{frame::Frame, problem::Problem, words::Message};

use super::{onward, report::named};
use crate::{
    indicators::{
        deliveries::{self, Delivery, Kind},
        own::Visibility,
    },
    installation::Installation,
    people::desk::{AtDesk, Sent, change},
};

/// Longest reason that is kept.
const LONGEST: usize = 1_000;

#[derive(Template)]
#[template(path = "desk/pages/undo.html")]
struct Ask {
    frame: Frame,
    number: i64,
    content: String,
    /// Computed values follow their inputs: the deliveries that can be undone instead.
    inputs: Option<Vec<(String, String)>>,
    accepted_at: String,
    n_taken: u64,
    reason: String,
    is_missing: bool,
}

/// GET /{language}/desk/deliveries/{number}/undo
pub(super) async fn ask(
    State(installation): State<Installation>,
    Path(number): Path<String>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let delivery = named(&installation, &at_desk, &number).await?;
    if delivery.withdrawn_by.is_some() || delivery.kind == Kind::Withdrawal {
        return Ok(onward(&frame, &format!("/deliveries/{}", delivery.number)));
    }
    Ok(page(frame, &delivery, String::new(), false))
}

fn page(frame: Frame, delivery: &Delivery, reason: String, is_missing: bool) -> Response {
    let desk = frame.plain("desk-title").to_string();
    let title = frame
        .plain("desk-undo-title")
        .with("number", delivery.number.to_string())
        .to_string();
    let account = &delivery.report.account;
    let status = if is_missing {
        StatusCode::BAD_REQUEST
    } else {
        StatusCode::OK
    };
    frame
        .title(title)
        .section("desk")
        .crumb(desk, "/desk")
        .internal(delivery.visibility != Visibility::Public)
        .status(status)
        .show(|frame| Ask {
            number: delivery.number,
            content: deliveries::content(&frame, delivery),
            inputs: (delivery.kind == Kind::Derived).then(|| inputs(&frame, delivery)),
            accepted_at: frame.instant(delivery.accepted_at),
            n_taken: account.stored + account.corrected,
            reason,
            is_missing,
            frame,
        })
}

/// The deliveries from which another one was computed, with their pages.
fn inputs(frame: &Frame, delivery: &Delivery) -> Vec<(String, String)> {
    let computation = delivery.report.computation.iter();
    let numbers = computation.flat_map(|computation| &computation.inputs);
    let named = |number: &i64| {
        let name = frame.plain("delivery-name").with("number", number.to_string());
        (frame.href(&format!("/desk/deliveries/{number}")), name.to_string())
    };
    numbers.map(named).collect()
}

/// What the form says.
#[derive(Debug, Deserialize)]
pub(super) struct Why {
    #[serde(default)]
    reason: String,
}

/// POST /{language}/desk/deliveries/{number}/undo
pub(super) async fn undo(
    State(installation): State<Installation>,
    Path(number): Path<String>,
    frame: Frame,
    sent: Sent<Why>,
) -> Result<Response, Problem> {
    let delivery = named(&installation, &sent.at_desk, &number).await?;
    if delivery.kind == Kind::Derived {
        return Ok(page(frame, &delivery, String::new(), false));
    }
    let reason: String = sent.form.reason.trim().chars().take(LONGEST).collect();
    if reason.is_empty() {
        return Ok(page(frame, &delivery, reason, true));
    }
    let (store, scope, undone) = (installation.store.clone(), sent.at_desk.scope(), delivery.number);
    let done =
        change(move || async move { deliveries::undo(&store, &scope, undone, Some(&reason), Timestamp::now()).await });
    match done.await? {
        Ok(_) => Ok(onward(&frame, &format!("/deliveries/{}", delivery.number))),
        // Undone meanwhile, by another window or the command line.
        Err(StoreError::Refused(_)) => Err(Problem::conflict()
            .detail(Message::key("desk-undo-refused"))
            .back("/deliveries")),
        Err(error) => Err(Problem::failed(error)),
    }
}
