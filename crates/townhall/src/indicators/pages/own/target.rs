//! The form of a target: new, changed from a version that the form remembers, or ended with a reason.

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use jiff::Timestamp;
use serde::Deserialize;
use web::{format, frame::Frame, problem::Problem};

use super::{
    super::figure,
    acting, field as value_of,
    form::{self, Compared, Form, Kind, Wrong},
    framed, home, status,
};
use crate::{
    indicators::{
        catalogue::{self, Catalogue, Indicator},
        own::{FieldError, Visibility, indicators::known_goals},
        registers::writing,
        targets::{self, Draft, NotSaved},
    },
    installation::Installation,
    people::{
        Organisation,
        desk::{AtDesk, Fields, Sent},
    },
};

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    indicator: Option<String>,
    saved: Option<String>,
}

/// What the form shows beside the draft.
#[derive(Default)]
struct Shown<'a> {
    id: Option<&'a str>,
    version: i64,
    errors: Vec<FieldError>,
    stale: Option<Draft>,
    because: String,
    saved: bool,
}

/// GET /{language}/desk/own/{organisation}/targets/new
pub(super) async fn new(
    State(installation): State<Installation>,
    Path(organisation): Path<String>,
    Query(asked): Query<Asked>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let home = home(&installation, &organisation).await?;
    let scope = acting(at_desk.scope(), &home);
    let catalogue = catalogue::load(&installation.store, &scope)
        .await
        .map_err(Problem::failed)?;
    let slug = asked.indicator.unwrap_or_default();
    let indicator = catalogue.by_slug(&slug).filter(|one| one.ended.is_none());
    let indicator = indicator.ok_or_else(Problem::not_found)?;
    let draft = Draft {
        kind: "reach".to_owned(),
        goal: indicator
            .goals
            .first()
            .map(|goal| format!("{}:{}", goal.framework, goal.code))
            .unwrap_or_default(),
        visibility: "internal".to_owned(),
        ..Draft::default()
    };
    Ok(page(frame, &home, indicator, &draft, Shown::default()))
}

/// POST /{language}/desk/own/{organisation}/targets/new
pub(super) async fn create(
    State(installation): State<Installation>,
    Path(organisation): Path<String>,
    frame: Frame,
    sent: Sent<Fields>,
) -> Result<Response, Problem> {
    let home = home(&installation, &organisation).await?;
    let (store, scope) = (&installation.store, acting(sent.at_desk.scope(), &home));
    let catalogue = catalogue::load(store, &scope).await.map_err(Problem::failed)?;
    let indicator = catalogue
        .by_slug(value_of(&sent.form, "indicator"))
        .ok_or_else(Problem::not_found)?;
    let draft = draft(&sent.form);
    let goals = known_goals(store, &scope).await.map_err(Problem::failed)?;
    let checked = draft.check(indicator.version.unit, &goals, Some(frame.language()), today());
    let (content, visibility) = match checked {
        Ok(checked) => checked,
        Err(errors) => {
            let shown = Shown {
                errors,
                ..Shown::default()
            };
            return Ok(page(frame, &home, indicator, &draft, shown));
        }
    };
    let (store, indicator_id) = (store.clone(), indicator.id.clone());
    let created = writing(async move || {
        targets::create(&store, &scope, &indicator_id, (&content, visibility), Timestamp::now()).await
    })
    .await?;
    let id = created.map_err(problem)?;
    let path = format!("/desk/own/{}/targets/{id}?saved=1", home.slug);
    Ok(Redirect::to(&frame.href(&path)).into_response())
}

/// GET /{language}/desk/own/{organisation}/targets/{target}
pub(super) async fn edit(
    State(installation): State<Installation>,
    Path((organisation, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let home = home(&installation, &organisation).await?;
    let (store, scope) = (&installation.store, acting(at_desk.scope(), &home));
    let target = targets::one(store, &scope, &id).await.map_err(Problem::failed)?;
    let target = target
        .filter(|target| target.organisation == home.id)
        .ok_or_else(Problem::not_found)?;
    let catalogue = catalogue::load(store, &scope).await.map_err(Problem::failed)?;
    let indicator = of(&catalogue, &target.indicator_id)?;
    let draft = Draft::of(&target.content, target.visibility, frame.language());
    let shown = Shown {
        id: Some(&id),
        version: target.version,
        saved: asked.saved.is_some(),
        ..Shown::default()
    };
    Ok(page(frame, &home, indicator, &draft, shown))
}

/// POST /{language}/desk/own/{organisation}/targets/{target}
pub(super) async fn save(
    State(installation): State<Installation>,
    Path((organisation, id)): Path<(String, String)>,
    frame: Frame,
    sent: Sent<Fields>,
) -> Result<Response, Problem> {
    let home = home(&installation, &organisation).await?;
    let (store, scope) = (&installation.store, acting(sent.at_desk.scope(), &home));
    let target = targets::one(store, &scope, &id).await.map_err(Problem::failed)?;
    let target = target
        .filter(|target| target.organisation == home.id)
        .ok_or_else(Problem::not_found)?;
    let catalogue = catalogue::load(store, &scope).await.map_err(Problem::failed)?;
    let indicator = of(&catalogue, &target.indicator_id)?;
    let mut draft = draft(&sent.form);
    // What stands so already needs no second confirmation.
    let kept = Draft::of(&target.content, target.visibility, frame.language());
    draft.confirmed |= draft.by.trim() == kept.by;
    let version = value_of(&sent.form, "version").parse().unwrap_or(0);
    let because = value_of(&sent.form, "because").trim().to_owned();
    let shown = Shown {
        id: Some(&id),
        version,
        because: because.clone(),
        ..Shown::default()
    };
    let goals = known_goals(store, &scope).await.map_err(Problem::failed)?;
    let saved = if because.is_empty() {
        match draft.check(indicator.version.unit, &goals, Some(frame.language()), today()) {
            Ok((content, visibility)) => {
                let (store, id) = (store.clone(), id.clone());
                // As it is read, so that a collision shows what differs and not how it is written.
                draft = Draft {
                    confirmed: draft.confirmed,
                    ..Draft::of(&content, visibility, frame.language())
                };
                writing(async move || {
                    targets::change(&store, &scope, &id, version, (&content, visibility), Timestamp::now()).await
                })
                .await?
            }
            Err(errors) => return Ok(page(frame, &home, indicator, &draft, Shown { errors, ..shown })),
        }
    } else {
        let (store, id) = (store.clone(), id.clone());
        writing(async move || targets::end(&store, &scope, &id, version, &because, Timestamp::now()).await).await?
    };
    match saved {
        Ok(_) => {
            let path = format!("/desk/own/{}/targets/{id}?saved=1", home.slug);
            Ok(Redirect::to(&frame.href(&path)).into_response())
        }
        Err(NotSaved::Stale(theirs)) => {
            let kept = &theirs.content;
            let shown = Shown {
                version: theirs.version,
                stale: Some(Draft::of(&kept.content, kept.visibility, frame.language())),
                ..shown
            };
            Ok(page(frame, &home, indicator, &draft, shown))
        }
        Err(NotSaved::Fields(errors)) => Ok(page(frame, &home, indicator, &draft, Shown { errors, ..shown })),
        Err(NotSaved::Ended(_)) => {
            let errors = vec![FieldError::new("because", "target-ended", "", "")];
            Ok(page(frame, &home, indicator, &draft, Shown { errors, ..shown }))
        }
        Err(error) => Err(problem(error)),
    }
}

fn problem(error: NotSaved) -> Problem {
    match error {
        NotSaved::Store(error) => Problem::failed(error),
        _ => Problem::not_found(),
    }
}

fn of<'a>(catalogue: &'a Catalogue, indicator_id: &str) -> Result<&'a Indicator, Problem> {
    let found = catalogue.all().iter().find(|one| one.id == indicator_id);
    found.ok_or_else(Problem::not_found)
}

fn today() -> jiff::civil::Date {
    format::day(Timestamp::now())
}

fn draft(fields: &Fields) -> Draft {
    let of = |name: &str| value_of(fields, name).to_owned();
    Draft {
        kind: of("kind"),
        bound: of("bound"),
        value: of("value"),
        by: of("by"),
        direction: of("way"),
        base_period: of("base_period"),
        base_value: of("base_value"),
        goal: of("goal"),
        body: of("body"),
        decided_on: of("decided_on"),
        decision_title: of("decision_title"),
        decision_number: of("decision_number"),
        decision_link: of("decision_link"),
        note: of("note"),
        visibility: of("visibility"),
        confirmed: of("confirmed_past") == "yes",
    }
}

#[expect(clippy::needless_pass_by_value, reason = "each caller makes one for this call")]
fn page(frame: Frame, home: &Organisation, indicator: &Indicator, draft: &Draft, shown: Shown<'_>) -> Response {
    let title = frame
        .plain("own-target-title")
        .with("indicator", figure::words(indicator, &frame).1)
        .to_string();
    let status = status(!shown.errors.is_empty(), shown.stale.is_some());
    framed(frame, title, status).show(|frame| {
        let mut wrong = form::wrongs(&frame, &shown.errors, "");
        for one in &mut wrong {
            if one.id == "direction" {
                "way".clone_into(&mut one.id);
            }
        }
        let last = shown.id.unwrap_or("new");
        let mut fields = fields(&frame, draft, &wrong);
        if draft.confirmed || shown.errors.iter().any(|error| error.code == "target-by-over") {
            let confirmed = if draft.confirmed { "yes" } else { "" };
            let after = fields
                .iter()
                .position(|field| field.name == "by")
                .map_or(0, |place| place + 1);
            fields.insert(
                after,
                form::field(&frame, "confirmed_past", Kind::Check, confirmed, &wrong),
            );
        }
        if shown.id.is_some() {
            fields.push(form::field(&frame, "because", Kind::Line, &shown.because, &wrong));
        }
        let stale = shown.stale.as_ref().map(|theirs| compared(&frame, draft, theirs));
        let unit = figure::unit(&frame, indicator.version.unit);
        Form {
            lead: frame
                .plain("own-target-lead")
                .with("home", &home.name)
                .with("unit", unit)
                .to_string(),
            notes: vec![frame.plain("own-target-note").to_string()],
            saved: shown.saved.then(|| frame.plain("own-saved").to_string()),
            saved_links: Vec::new(),
            errors: wrong,
            stale: stale.unwrap_or_default(),
            action: frame.href(&format!("/desk/own/{}/targets/{last}", home.slug)),
            hidden: vec![
                ("version", shown.version.to_string()),
                ("indicator", indicator.slug.clone()),
            ],
            fields,
            grid: Vec::new(),
            submit: frame.plain("own-save").to_string(),
            submit_name: None,
            second: None,
            preview: None,
            table: None,
            links: vec![(
                frame.href(&format!("/{}/targets", home.slug)),
                frame.plain("own-target-list").to_string(),
            )],
            frame,
        }
    })
}

fn fields(frame: &Frame, draft: &Draft, wrong: &[Wrong]) -> Vec<form::Field> {
    let field = |name, kind, value: &str| form::field(frame, name, kind, value, wrong);
    let visibilities = Visibility::ALL.map(Visibility::as_str);
    vec![
        field(
            "kind",
            form::choices(frame, "kind", &["reach", "keep", "direction"]),
            &draft.kind,
        ),
        field(
            "bound",
            form::choices(frame, "bound", &["at_least", "at_most"]),
            &draft.bound,
        ),
        field("value", Kind::Line, &draft.value),
        field("by", Kind::Line, &draft.by),
        field(
            "way",
            form::choices(frame, "direction", &["none", "increase", "decrease"]),
            &draft.direction,
        ),
        field("base_period", Kind::Line, &draft.base_period).further(),
        field("base_value", Kind::Line, &draft.base_value).further(),
        field("goal", Kind::Line, &draft.goal),
        field("body", Kind::Line, &draft.body),
        field("decided_on", Kind::Line, &draft.decided_on),
        field("decision_title", Kind::Line, &draft.decision_title).further(),
        field("decision_number", Kind::Line, &draft.decision_number).further(),
        field("decision_link", Kind::Line, &draft.decision_link).further(),
        field("note", Kind::Line, &draft.note).further(),
        field(
            "visibility",
            form::choices(frame, "visibility", &visibilities),
            &draft.visibility,
        ),
    ]
}

/// Every field in which the two versions differ.
fn compared(frame: &Frame, mine: &Draft, theirs: &Draft) -> Vec<Compared> {
    form::compared(frame, fields(frame, mine, &[]), fields(frame, theirs, &[]))
}
