//! The form of own values: a small grid of periods and values, what is there already, and releasing it.

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use jiff::Timestamp;
use serde::Deserialize;
use web::{frame::Frame, problem::Problem};

use super::{
    super::figure,
    field as value_of,
    form::{self, Form, Kind, Line, Table},
    framed, home, status,
};
use crate::{
    indicators::{
        catalogue::{self, Indicator},
        own::{
            FieldError,
            entry::Entry,
            values::{Delivered, Desk, NotDelivered, Typed},
        },
        registers::{self, writing},
    },
    installation::Installation,
    people::{
        Organisation,
        desk::{AtDesk, Fields, Sent},
    },
};

/// How many lines the form has.
const N_LINES: usize = 8;

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    saved: Option<String>,
    unchanged: Option<String>,
}

/// GET /{language}/desk/own/{organisation}/values/{indicator}
pub(super) async fn show(
    State(installation): State<Installation>,
    Path((organisation, slug)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let home = home(&installation, &organisation).await?;
    let saved = asked.saved.as_deref().and_then(|number| number.parse::<i64>().ok());
    let saved = saved.map(|number| {
        let unchanged = asked
            .unchanged
            .as_deref()
            .and_then(|n| n.parse::<u64>().ok())
            .unwrap_or(0);
        let text = frame.plain("own-values-saved").with("number", number.to_string());
        (text.with("unchanged", unchanged).to_string(), number)
    });
    page(
        &installation,
        frame,
        &home,
        &slug,
        &at_desk,
        &Typed::default(),
        &[],
        saved,
    )
    .await
}

/// POST /{language}/desk/own/{organisation}/values/{indicator}
pub(super) async fn save(
    State(installation): State<Installation>,
    Path((organisation, slug)): Path<(String, String)>,
    frame: Frame,
    sent: Sent<Fields>,
) -> Result<Response, Problem> {
    let home = home(&installation, &organisation).await?;
    let lines = (0..N_LINES).map(|n| {
        let of = |name: &str| value_of(&sent.form, &format!("{name}-{n}")).to_owned();
        (of("period"), of("value"))
    });
    let typed = Typed {
        lines: lines.collect(),
        note: value_of(&sent.form, "note").to_owned(),
        release: value_of(&sent.form, "release") == "released",
        confirmed: value_of(&sent.form, "confirmed") == "yes",
        language: Some(frame.language()),
    };
    let registers = registers::registers(&installation).await?;
    let (store, owner, scope) = (installation.store.clone(), home.clone(), sent.at_desk.scope());
    let (name, lines) = (slug.clone(), typed.clone());
    let delivered = writing(async move || {
        let desk = Desk {
            store: &store,
            scope: &scope,
            home: &owner,
            keys: &registers.keys,
            now: Timestamp::now(),
        };
        desk.enter(&name, &lines).await
    })
    .await?;
    answer(&installation, frame, &home, &slug, &sent.at_desk, &typed, delivered).await
}

/// POST /{language}/desk/own/{organisation}/release/{indicator}
pub(super) async fn release(
    State(installation): State<Installation>,
    Path((organisation, slug)): Path<(String, String)>,
    frame: Frame,
    sent: Sent<Fields>,
) -> Result<Response, Problem> {
    let home = home(&installation, &organisation).await?;
    let registers = registers::registers(&installation).await?;
    let (store, owner, scope) = (installation.store.clone(), home.clone(), sent.at_desk.scope());
    let name = slug.clone();
    let delivered = writing(async move || {
        let desk = Desk {
            store: &store,
            scope: &scope,
            home: &owner,
            keys: &registers.keys,
            now: Timestamp::now(),
        };
        desk.release(&name, &[]).await
    })
    .await?;
    answer(
        &installation,
        frame,
        &home,
        &slug,
        &sent.at_desk,
        &Typed::default(),
        delivered,
    )
    .await
}

async fn answer(
    installation: &Installation,
    frame: Frame,
    home: &Organisation,
    slug: &str,
    at_desk: &AtDesk,
    typed: &Typed,
    delivered: Result<Delivered, NotDelivered>,
) -> Result<Response, Problem> {
    let errors = match delivered {
        Ok(delivered) => {
            let path = format!(
                "/desk/own/{}/values/{slug}?saved={}&unchanged={}",
                home.slug, delivered.delivery, delivered.n_unchanged
            );
            return Ok(Redirect::to(&frame.href(&path)).into_response());
        }
        Err(NotDelivered::Fields(errors)) => errors,
        Err(NotDelivered::Unknown(_)) => return Err(Problem::not_found()),
        Err(NotDelivered::NoTerritory(_)) => {
            vec![FieldError::new(
                "lines",
                "no-territory",
                &home.name,
                "the home stands for no territory",
            )]
        }
        Err(NotDelivered::NotTaken(message)) => vec![FieldError::new("lines", "not-taken", message, "")],
        Err(NotDelivered::Store(error)) => return Err(Problem::failed(error)),
    };
    page(installation, frame, home, slug, at_desk, typed, &errors, None).await
}

#[expect(
    clippy::too_many_arguments,
    reason = "what the page is about, for whom, and what was typed"
)]
async fn page(
    installation: &Installation,
    frame: Frame,
    home: &Organisation,
    slug: &str,
    at_desk: &AtDesk,
    typed: &Typed,
    errors: &[FieldError],
    saved: Option<(String, i64)>,
) -> Result<Response, Problem> {
    let scope = super::acting(at_desk.scope(), home);
    let catalogue = catalogue::load(&installation.store, &scope)
        .await
        .map_err(Problem::failed)?;
    let indicator = catalogue.by_slug(slug).ok_or_else(Problem::not_found)?;
    let registers = registers::registers(installation).await?;
    let desk = Desk {
        store: &installation.store,
        scope: &scope,
        home,
        keys: &registers.keys,
        now: Timestamp::now(),
    };
    let failed = |error: NotDelivered| match error {
        NotDelivered::Store(error) => Problem::failed(error),
        _ => Problem::not_found(),
    };
    let values = desk.values(slug).await.map_err(failed)?;
    let released = desk.released(slug).await.map_err(failed)?;
    let title = frame
        .plain("own-values-title")
        .with("indicator", figure::words(indicator, &frame).1)
        .to_string();
    let frame = framed(frame, title, status(!errors.is_empty(), false));
    let action = frame.href(&format!("/desk/own/{}/values/{slug}", home.slug));
    let release = frame.href(&format!("/desk/own/{}/release/{slug}", home.slug));
    Ok(frame.show(|frame| {
        let wrong = form::wrongs(&frame, errors, "");
        let unit = figure::unit(&frame, indicator.version.unit);
        let state = if typed.release { "released" } else { "internal" };
        let fields = vec![
            form::field(
                &frame,
                "release",
                form::choices(&frame, "release", &["internal", "released"]),
                state,
                &wrong,
            ),
            form::field(&frame, "note", Kind::Line, &typed.note, &wrong),
            form::field(
                &frame,
                "confirmed",
                Kind::Check,
                if typed.confirmed { "yes" } else { "" },
                &wrong,
            ),
        ];
        let line = |n: usize| {
            let (period, value) = typed.lines.get(n).cloned().unwrap_or_default();
            let ids = [format!("period-{n}"), format!("value-{n}")];
            Line {
                n,
                period,
                value,
                errors: wrong.iter().filter(|one| ids.contains(&one.id)).cloned().collect(),
            }
        };
        Form {
            lead: frame
                .plain("own-values-lead")
                .with("home", &home.name)
                .with("unit", &unit)
                .to_string(),
            notes: vec![frame.plain("own-not-taken").to_string()],
            saved_links: saved.iter().flat_map(|(_, number)| links_to(&frame, *number)).collect(),
            saved: saved.map(|(text, _)| text),
            stale: Vec::new(),
            action,
            hidden: Vec::new(),
            fields,
            grid: (0..N_LINES).map(line).collect(),
            submit: frame.plain("own-values-save").to_string(),
            submit_name: None,
            second: None,
            preview: None,
            table: (!values.is_empty()).then(|| table(&frame, indicator, &values, &released, release)),
            links: vec![(
                frame.href(&format!("/{}/indicators/{slug}", home.slug)),
                frame.plain("own-values-page").to_string(),
            )],
            errors: wrong,
            frame,
        }
    }))
}

/// To the delivery that was just made, and to taking it back.
fn links_to(frame: &Frame, number: i64) -> [(String, String); 2] {
    let delivery = format!("/desk/deliveries/{number}");
    let words = |key: &str| frame.plain(key).to_string();
    [
        (frame.href(&delivery), words("own-values-saved-look")),
        (frame.href(&format!("{delivery}/undo")), words("own-values-saved-undo")),
    ]
}

fn table(frame: &Frame, indicator: &Indicator, values: &[Entry], released: &[Entry], release: String) -> Table {
    let is_released = |entry: &Entry| released.contains(entry);
    let row = |entry: &Entry| {
        let value = entry.number.map_or_else(
            || frame.plain("own-values-not-known").to_string(),
            |number| frame.number(number.value, number.decimals),
        );
        let state = if is_released(entry) {
            "own-release-released"
        } else {
            "own-release-internal"
        };
        vec![frame.period(entry.period), value, frame.plain(state).to_string()]
    };
    let unit = figure::unit(frame, indicator.version.unit);
    let has_internal = values.iter().any(|entry| !is_released(entry));
    Table {
        notes: Vec::new(),
        row_actions: Vec::new(),
        caption: frame.plain("own-values-there").to_string(),
        head: vec![
            frame.plain("own-grid-period").to_string(),
            format!("{} ({unit})", frame.plain("own-grid-value")),
            frame.plain("own-field-release").to_string(),
        ],
        rows: values.iter().rev().map(row).collect(),
        action: has_internal.then(|| (release, frame.plain("own-release-all").to_string())),
    }
}
