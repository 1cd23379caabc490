//! The form of own values: a small grid of periods and values, what is there already, and releasing it.

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use figures::{
    number::{DecimalSign, Number},
    period::Period,
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
        deliveries,
        own::{
            FieldError, LICENCES,
            entry::{Entry, NOT_KNOWN},
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
    replaced: Option<String>,
    withheld: Option<String>,
}

/// What came of sending the form, in words, and the delivery that it made.
struct Saved {
    text: String,
    delivery: Option<i64>,
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
    // An address can say anything; what was saved is a delivery with values of this indicator.
    let saved = match saved {
        Some(number) => deliveries::delivery(&installation.store, &at_desk.scope(), number)
            .await
            .map_err(Problem::failed)?
            .filter(|delivery| delivery.indicators.iter().any(|(of, _)| *of == slug)),
        None => None,
    };
    let unchanged = asked.unchanged.as_deref().and_then(|n| n.parse::<u64>().ok());
    let unchanged = unchanged.unwrap_or(0);
    let nothing_new = (saved.is_none() && 0 < unchanged).then(|| {
        let text = frame.plain("own-values-nothing-new").with("n", unchanged);
        Saved {
            text: text.to_string(),
            delivery: None,
        }
    });
    let saved = saved.map(|delivery| {
        let number = delivery.number;
        let text = frame.plain("own-values-saved").with("number", number.to_string());
        let mut text = text.with("unchanged", unchanged).to_string();
        for old in seen_of(asked.replaced.as_deref().unwrap_or_default()).unwrap_or_default() {
            let said = frame
                .plain("own-values-replaced")
                .with("period", frame.period(old.period));
            text.push_str(&format!(" {}", said.with("before", value_in_words(&frame, &old))));
        }
        let withheld = seen_of(asked.withheld.as_deref().unwrap_or_default()).unwrap_or_default();
        if !withheld.is_empty() {
            let periods: Vec<String> = withheld.iter().map(|one| frame.period(one.period)).collect();
            let said = frame.plain("own-values-withheld").with("periods", periods.join(", "));
            text.push_str(&format!(" {}", said.with("n", withheld.len())));
        }
        Saved {
            text,
            delivery: Some(number),
        }
    });
    page(
        &installation,
        frame,
        &home,
        &slug,
        &at_desk,
        &Typed::default(),
        &[],
        saved.or(nothing_new),
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
        licence: value_of(&sent.form, "licence").to_owned(),
        release: value_of(&sent.form, "release") == "released",
        confirmed: value_of(&sent.form, "confirmed") == "yes",
        language: Some(frame.language()),
        seen: seen_of(value_of(&sent.form, "seen")),
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
        desk.release(&name, &[], "").await
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

/// The licences to choose from, and the one that was stated last by another name.
fn licences(frame: &Frame, stated: Option<&str>) -> Kind {
    let open = (String::new(), frame.plain("own-licence-open").to_string());
    let other = stated.filter(|one| !LICENCES.contains(one));
    let named = LICENCES.into_iter().chain(other);
    let named = named.map(|one| (one.to_owned(), one.to_owned()));
    Kind::Choice(std::iter::once(open).chain(named).collect())
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
            let withheld = delivered.withheld.iter().map(|period| Entry {
                period: *period,
                number: None,
            });
            let path = format!(
                "/desk/own/{}/values/{slug}?saved={}&unchanged={}&replaced={}&withheld={}",
                home.slug,
                delivered.delivery.map(|number| number.to_string()).unwrap_or_default(),
                delivered.n_unchanged,
                seen(&delivered.replaced),
                seen(&withheld.collect::<Vec<_>>())
            );
            return Ok(Redirect::to(&frame.href(&path)).into_response());
        }
        Err(NotDelivered::Fields(errors)) => errors.into_iter().map(|error| localised(&frame, error)).collect(),
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
    saved: Option<Saved>,
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
    let stated = desk.last_licence().await.map_err(Problem::failed)?;
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
        let licence = match typed.licence.as_str() {
            "" => stated.as_deref().unwrap_or(""),
            licence => licence,
        };
        let fields = vec![
            form::field(
                &frame,
                "release",
                form::choices(&frame, "release", &["internal", "released"]),
                state,
                &wrong,
            ),
            form::field(&frame, "note", Kind::Line, &typed.note, &wrong),
            form::field(&frame, "licence", licences(&frame, stated.as_deref()), licence, &wrong),
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
            saved_links: saved
                .iter()
                .filter_map(|saved| saved.delivery)
                .flat_map(|number| links_to(&frame, number))
                .collect(),
            saved: saved.map(|saved| saved.text),
            stale: Vec::new(),
            action,
            hidden: vec![("seen", seen(&values))],
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

/// Values in short, as the form sends them along, so that nobody overwrites what they have not seen: `2018:500;2019:.`
fn seen(values: &[Entry]) -> String {
    let one = |entry: &Entry| {
        let number = entry
            .number
            .map_or_else(|| NOT_KNOWN.to_owned(), |number| number.to_string());
        format!("{}:{number}", entry.period)
    };
    values.iter().map(one).collect::<Vec<_>>().join(";")
}

/// The same read again; `None` when it is nothing that this page wrote.
fn seen_of(text: &str) -> Option<Vec<Entry>> {
    let one = |part: &str| {
        let (period, number) = part.split_once(':')?;
        let number = match number {
            NOT_KNOWN => None,
            number => Some(Number::parse(number, DecimalSign::Point).ok()?),
        };
        Some(Entry {
            period: period.parse().ok()?,
            number,
        })
    };
    text.split(';').filter(|part| !part.is_empty()).map(one).collect()
}

/// Numbers and periods within what is wrong, as this page writes them.
fn localised(frame: &Frame, error: FieldError) -> FieldError {
    let piece = match error.code {
        "value-stale" => Number::parse(&error.piece, DecimalSign::Point)
            .ok()
            .map(|number| frame.number(number.value, number.decimals)),
        "below-threshold-of" => error.piece.parse::<Period>().ok().map(|period| frame.period(period)),
        _ => None,
    };
    match piece {
        Some(piece) => FieldError { piece, ..error },
        None => error,
    }
}

fn value_in_words(frame: &Frame, entry: &Entry) -> String {
    entry.number.map_or_else(
        || frame.plain("own-values-not-known").to_string(),
        |number| frame.number(number.value, number.decimals),
    )
}

fn table(frame: &Frame, indicator: &Indicator, values: &[Entry], released: &[Entry], release: String) -> Table {
    let is_released = |entry: &Entry| released.contains(entry);
    let row = |entry: &Entry| {
        let value = value_in_words(frame, entry);
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
