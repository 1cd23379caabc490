//! The form in which the person at the desk states what a published table leaves open: its unit, its time, where people are counted.
//!
//! Without them a figure can be shown, but nothing can be proved about a formula that uses it. What is stated already is not offered.

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use figures::{
    indicator::{CountedAt, Reference},
    unit::Unit,
};
use jiff::Timestamp;
use store::{StoreError, scope::Scope};
use web::{frame::Frame, problem::Problem};

use super::{
    super::figure,
    Asked, field as value_of,
    form::{self, Form, Kind, Wrong},
    framed, home,
    indicator::{references, units},
    status,
};
use crate::{
    indicators::{
        catalogue::{self, Indicator, Stated},
        own::FieldError,
        registers::writing,
    },
    installation::Installation,
    people::{
        Organisation,
        desk::{AtDesk, Fields, Sent},
    },
};

/// Whether anything is left open that a person can state.
pub(in crate::indicators) fn is_open(indicator: &Indicator) -> bool {
    let version = &indicator.version;
    !indicator.is_own() && (version.unit == Unit::Unstated || version.reference == Reference::Unstated)
}

/// GET /{language}/desk/own/{organisation}/definitions/{indicator}
pub(super) async fn show(
    State(installation): State<Installation>,
    Path((organisation, slug)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let home = home(&installation, &organisation).await?;
    let indicator = published(&installation, &at_desk.scope(), &slug).await?;
    Ok(page(
        frame,
        &home,
        &indicator,
        &Fields::new(),
        &[],
        asked.saved.is_some(),
    ))
}

/// POST /{language}/desk/own/{organisation}/definitions/{indicator}
pub(super) async fn save(
    State(installation): State<Installation>,
    Path((organisation, slug)): Path<(String, String)>,
    frame: Frame,
    sent: Sent<Fields>,
) -> Result<Response, Problem> {
    let home = home(&installation, &organisation).await?;
    let scope = sent.at_desk.scope();
    let indicator = published(&installation, &scope, &slug).await?;
    let (stated, errors) = read(&sent.form);
    if !errors.is_empty() {
        return Ok(page(frame, &home, &indicator, &sent.form, &errors, false));
    }
    let store = installation.store.clone();
    let completed = {
        let slug = slug.clone();
        writing(async move || catalogue::complete(&store, &scope, &slug, stated, Timestamp::now()).await).await?
    };
    match completed {
        Ok(_) => {
            let here = format!("/desk/own/{organisation}/definitions/{slug}?saved=1");
            Ok(Redirect::to(&frame.href(&here)).into_response())
        }
        // Somebody else has stated something else in the meantime; the form no longer offers it.
        Err(StoreError::Refused(_)) => {
            let indicator = published(&installation, &sent.at_desk.scope(), &slug).await?;
            let errors = [FieldError::new(
                "unit",
                "stated-already",
                "",
                "something else has been stated in the meantime",
            )];
            Ok(page(frame, &home, &indicator, &sent.form, &errors, false))
        }
        Err(error) => Err(Problem::failed(error)),
    }
}

/// The indicator, when a publisher and no municipality has described it.
async fn published(installation: &Installation, scope: &Scope, slug: &str) -> Result<Indicator, Problem> {
    let catalogue = catalogue::load(&installation.store, scope)
        .await
        .map_err(Problem::failed)?;
    let indicator = catalogue.by_slug(slug).filter(|indicator| !indicator.is_own());
    indicator.cloned().ok_or_else(Problem::not_found)
}

/// What was chosen; a blank choice states nothing.
fn read(fields: &[(String, String)]) -> (Stated, Vec<FieldError>) {
    let mut errors = Vec::new();
    let mut stated = Stated::default();
    let of = |name: &str| Some(value_of(fields, name).trim()).filter(|text| !text.is_empty());
    if let Some(text) = of("unit") {
        match text.parse::<Unit>() {
            Ok(unit) => stated.unit = Some(unit).filter(|unit| *unit != Unit::Unstated),
            Err(_) => errors.push(FieldError::new("unit", "unit-unknown", text, "there is no such unit")),
        }
    }
    if let Some(text) = of("reference") {
        match text.parse::<Reference>() {
            Ok(reference) => stated.reference = Some(reference).filter(|one| *one != Reference::Unstated),
            Err(error) => errors.push(FieldError::new("reference", "reference", text, error.to_string())),
        }
    }
    let places = [CountedAt::Residence, CountedAt::Work];
    stated.counted_at = of("counted_at").and_then(|text| places.into_iter().find(|place| place.as_str() == text));
    if errors.is_empty() && stated == Stated::default() {
        errors.push(FieldError::new("unit", "nothing-stated", "", "choose what you know"));
    }
    (stated, errors)
}

fn page(
    frame: Frame,
    home: &Organisation,
    indicator: &Indicator,
    chosen: &[(String, String)],
    errors: &[FieldError],
    is_saved: bool,
) -> Response {
    let (_, name) = figure::words(indicator, &frame);
    let title = frame.plain("statement-title").with("indicator", name).to_string();
    framed(frame, title, status(!errors.is_empty(), false)).show(|frame| {
        let wrong = form::wrongs(&frame, errors, "");
        let version = &indicator.version;
        let known = |name: &str, words: String| {
            let label = frame.plain(&format!("own-field-{name}")).to_string();
            frame
                .plain("statement-known")
                .with("field", label)
                .with("value", words)
                .to_string()
        };
        let mut notes = Vec::new();
        let mut fields = Vec::new();
        match version.unit {
            Unit::Unstated => fields.push(offered(&frame, "unit", unit_choices(&frame), chosen, &wrong)),
            Unit::Count => {
                let people = (Unit::Persons.code().to_owned(), figure::unit(&frame, Unit::Persons));
                let stays = (String::new(), figure::unit(&frame, Unit::Count));
                fields.push(offered(
                    &frame,
                    "unit",
                    Kind::Choice(vec![stays, people]),
                    chosen,
                    &wrong,
                ));
            }
            unit => notes.push(known("unit", figure::unit(&frame, unit))),
        }
        match version.reference {
            Reference::Unstated => {
                let kind = references(&frame, value_of(chosen, "reference"));
                fields.push(offered(&frame, "reference", kind, chosen, &wrong));
            }
            reference => notes.push(known("reference", figure::reference(&frame, reference))),
        }
        if version.counted_at.is_none() {
            let kind = form::choices(&frame, "counted", &["", "residence", "work"]);
            fields.push(offered(&frame, "counted_at", kind, chosen, &wrong));
        }
        Form {
            lead: frame.plain("statement-lead").to_string(),
            notes,
            saved: is_saved.then(|| frame.plain("own-saved").to_string()),
            saved_links: Vec::new(),
            stale: Vec::new(),
            action: frame.href(&format!("/desk/own/{}/definitions/{}", home.slug, indicator.slug)),
            hidden: Vec::new(),
            fields,
            grid: Vec::new(),
            submit: frame.plain("own-save").to_string(),
            submit_name: None,
            second: None,
            preview: None,
            table: None,
            links: vec![(
                frame.href(&format!("/{}/indicators/{}", home.slug, indicator.slug)),
                frame.plain("statement-back").to_string(),
            )],
            errors: wrong,
            frame,
        }
    })
}

fn offered(frame: &Frame, name: &'static str, kind: Kind, chosen: &[(String, String)], wrong: &[Wrong]) -> form::Field {
    form::field(frame, name, kind, value_of(chosen, name), wrong)
}

/// Every unit, and none.
fn unit_choices(frame: &Frame) -> Kind {
    let mut choices = units(frame);
    choices.retain(|(code, _)| code != Unit::Unstated.code());
    choices.insert(0, (String::new(), figure::unit(frame, Unit::Unstated)));
    Kind::Choice(choices)
}
