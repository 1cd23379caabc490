//! The form with which a municipality begins its own fields of action: title, who has set them, and their names, one a line.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use jiff::{Timestamp, civil::Date};
use store::StoreError;
use web::{format, frame::Frame, problem::Problem};

use super::{Wrong, fields_path, framed, of_field, onward, value, wrongs};
use crate::{
    goals::{
        install,
        own::{self, FrameworkDraft, Mistake},
    },
    installation::Installation,
    people::{
        self, Organisation,
        desk::{AtDesk, Fields, Sent, change},
    },
};

/// What stands in the field of the licence before anybody has chosen: towns publish their own words under it most often.
pub(super) const USUAL_LICENCE: &str = "CC-BY-4.0";

#[derive(Template)]
#[template(path = "goals/pages/desk/begin.html")]
struct Ask {
    frame: Frame,
    action: String,
    file_href: String,
    draft: FrameworkDraft,
    wrong: Vec<Wrong>,
    /// The edition that is there already: its address and name.
    known: Option<(String, String)>,
}

impl Ask {
    fn wrong(&self, field: &str) -> Option<&str> {
        of_field(&self.wrong, field)
    }
}

/// GET /{language}/desk/goals/{home}/new
pub(super) async fn ask(
    State(installation): State<Installation>,
    Path(home): Path<String>,
    _: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let home = people::home(&installation.store, &home).await?;
    let draft = FrameworkDraft {
        title: frame.plain("fields-usual-title").with("home", &home.name).to_string(),
        edition: today().year().to_string(),
        licence: USUAL_LICENCE.to_owned(),
        ..FrameworkDraft::default()
    };
    Ok(page(frame, &home, draft, &[], None))
}

/// POST /{language}/desk/goals/{home}/new
pub(super) async fn begin(
    State(installation): State<Installation>,
    Path(home): Path<String>,
    frame: Frame,
    sent: Sent<Fields>,
) -> Result<Response, Problem> {
    let home = people::home(&installation.store, &home).await?;
    let of = |name: &str| value(&sent.form, name).to_owned();
    let draft = FrameworkDraft {
        title: of("title"),
        title_en: String::new(),
        note: String::new(),
        source: of("source"),
        licence: of("licence"),
        edition: of("edition"),
        fields: of("fields"),
    };
    let package = match own::begin(&home.slug, &draft, today()) {
        Ok(package) => package,
        Err(mistakes) => return Ok(page(frame, &home, draft, &mistakes, None)),
    };
    let key = package.framework.key();
    let scope = sent.at_desk.scope();
    let read = installation.store.sql.read(&scope);
    let taken = own::find(read, home.id, &key).await.map_err(Problem::failed)?;
    let is_taken = |draft| {
        let mistake = Mistake {
            field: "edition",
            code: "edition-taken",
            piece: package.framework.edition.to_string(),
        };
        let edition = package.framework.edition.to_string();
        let known = Some((frame.href(&fields_path(&home, &key)), edition));
        page(frame.clone(), &home, draft, &[mistake], known)
    };
    if taken.is_some() {
        return Ok(is_taken(draft));
    }
    let (sql, owner, new) = (installation.store.sql.clone(), home.id, package.clone());
    let done = change(move || async move { install(&sql, &scope, Timestamp::now(), &new, owner).await });
    match done.await? {
        Ok(_) => Ok(onward(&frame, &format!("{}?saved=1", fields_path(&home, &key)))),
        Err(StoreError::Refused(_)) => Ok(is_taken(draft)),
        Err(error) => Err(Problem::failed(error)),
    }
}

fn today() -> Date {
    format::day(Timestamp::now())
}

fn page(
    frame: Frame,
    home: &Organisation,
    draft: FrameworkDraft,
    mistakes: &[Mistake],
    known: Option<(String, String)>,
) -> Response {
    let title = frame.plain("fields-begin-title").with("home", &home.name).to_string();
    framed(frame, title, !mistakes.is_empty()).show(|frame| Ask {
        action: frame.href(&format!("/desk/goals/{}/new", home.slug)),
        file_href: frame.href(&format!("/desk/goals/{}/file", home.slug)),
        wrong: wrongs(&frame, mistakes),
        known,
        draft,
        frame,
    })
}
