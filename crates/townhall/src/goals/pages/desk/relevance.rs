//! The check of goals at the desk: for each goal and each target whether it is important, partly, or not the task of the municipality.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use jiff::Timestamp;
use web::{frame::Frame, problem::Problem};

use super::{Asked, framed, onward, value};
use crate::{
    goals::{
        Goal,
        crosswalks::End,
        pages::FrameworkChoice,
        relevance::{self, Assessment, Relevance, RelevanceError},
    },
    installation::Installation,
    people::{
        self, Organisation,
        desk::{AtDesk, Fields, Sent, change},
    },
};

#[derive(Template)]
#[template(path = "goals/pages/desk/relevance_overview.html")]
struct Overview {
    frame: Frame,
    home: String,
    framework: String,
    rows: Vec<Top>,
}

struct Top {
    title: String,
    href: String,
    n_checked: usize,
    n_all: usize,
    n_relevant: usize,
    n_not: usize,
}

#[derive(Template)]
#[template(path = "goals/pages/desk/relevance.html")]
struct Page {
    frame: Frame,
    home: String,
    action: String,
    is_saved: bool,
    rows: Vec<Row>,
    results: Vec<(&'static str, String)>,
    n_wrong: usize,
    next: Option<(String, String)>,
    overview_href: String,
}

struct Row {
    n: usize,
    code: String,
    title: String,
    version: i64,
    result: String,
    reason: String,
    wrong: Option<String>,
}

/// What a form says about an element.
#[derive(Debug, Clone)]
struct Said {
    code: String,
    version: i64,
    result: String,
    reason: String,
    wrong: Option<&'static str>,
}

async fn known(
    installation: &Installation,
    home: &Organisation,
    key: &str,
) -> Result<(FrameworkChoice, BTreeMap<String, Assessment>), Problem> {
    let choice = FrameworkChoice::of(installation, Some(home), Some(key)).await?;
    let scope = store::scope::Scope::public();
    let read = installation.store.sql.read(&scope);
    let known = relevance::assessments(read, home.id, &choice.entry.framework).await;
    Ok((choice, known.map_err(Problem::failed)?))
}

fn path(home: &Organisation, key: &str) -> String {
    format!("/desk/goals/{}/relevance/{key}", home.slug)
}

/// GET /{language}/desk/goals/{home}/relevance/{key}
pub(super) async fn overview(
    State(installation): State<Installation>,
    Path((home, key)): Path<(String, String)>,
    _: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let home = people::home(&installation.store, &home).await?;
    let (choice, known) = known(&installation, &home, &key).await?;
    let language = frame.language();
    let row = |top: &Goal| {
        let below = choice.tree.below(&top.code);
        let said: Vec<&Assessment> = std::iter::once(top)
            .chain(below.iter().copied())
            .filter_map(|one| known.get(&one.code))
            .collect();
        let n_of = |wanted| said.iter().filter(|one| one.relevance == wanted).count();
        Top {
            title: format!("{} {}", top.code, top.title.text(language)),
            href: frame.href(&format!("{}/{}", path(&home, &key), top.code)),
            n_checked: said.len(),
            n_all: below.len() + 1,
            n_relevant: n_of(Relevance::Relevant) + n_of(Relevance::Partly),
            n_not: n_of(Relevance::NotRelevant),
        }
    };
    let rows = choice.tree.tops().map(row).collect();
    let title = frame.plain("relevance-title").to_string();
    let framework = choice.label(&frame);
    Ok(framed(frame, title, false).show(|frame| Overview {
        home: home.name.clone(),
        framework,
        rows,
        frame,
    }))
}

/// GET /{language}/desk/goals/{home}/relevance/{key}/{code}
pub(super) async fn show(
    State(installation): State<Installation>,
    Path((home, key, code)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
    _: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let home = people::home(&installation.store, &home).await?;
    let (choice, known) = known(&installation, &home, &key).await?;
    page(frame, &home, &choice, &known, &code, &[], asked.saved.is_some())
}

/// POST /{language}/desk/goals/{home}/relevance/{key}/{code}: what differs from what stands is stored, whole or not at all.
pub(super) async fn save(
    State(installation): State<Installation>,
    Path((home, key, code)): Path<(String, String, String)>,
    frame: Frame,
    sent: Sent<Fields>,
) -> Result<Response, Problem> {
    let home = people::home(&installation.store, &home).await?;
    let (choice, stands) = known(&installation, &home, &key).await?;
    let top = top(&choice, &code)?;
    let elements = std::iter::once(top).chain(choice.tree.below(&top.code));
    let mut said: Vec<Said> = Vec::new();
    for (n, one) in elements.enumerate() {
        let of = |name: &str| value(&sent.form, &format!("{name}-{n}")).trim().to_owned();
        // A form of another state of the framework names other elements in other places.
        if of("code") != one.code {
            continue;
        }
        let mut row = Said {
            code: one.code.clone(),
            version: of("version").parse().unwrap_or(0),
            result: of("result"),
            reason: of("reason"),
            wrong: None,
        };
        let old = stands.get(&one.code);
        let before = old.map_or("", |old| old.relevance.as_str());
        let is_same =
            before == row.result && (row.result.is_empty() || old.is_some_and(|old| old.reason == row.reason));
        if is_same {
            continue;
        }
        if old.map_or(0, |old| old.version) != row.version {
            row.wrong = Some("relevance-error-stale");
        } else if row.result.parse::<Relevance>().is_ok() {
            row.wrong = match relevance::checked_reason(&row.reason) {
                Ok(_) => None,
                Err(RelevanceError::Reason) => Some("relevance-error-reason"),
                Err(_) => Some("relevance-error-no-reason"),
            };
        } else if !row.result.is_empty() {
            row.wrong = Some("relevance-error-result");
        }
        said.push(row);
    }
    if said.iter().any(|row| row.wrong.is_some()) {
        return page(frame, &home, &choice, &stands, &code, &said, false);
    }
    let (sql, scope, owner) = (installation.store.sql.clone(), sent.at_desk.scope(), home.id);
    let (framework, rows) = (choice.entry.framework.clone(), said.clone());
    let done = change(move || async move {
        sql.write(&scope, async |write| {
            for row in &rows {
                let end = End {
                    framework: framework.clone(),
                    code: row.code.clone(),
                };
                let result = row.result.parse::<Relevance>().ok();
                let said = result.map(|result| (result, row.reason.as_str()));
                if !relevance::assess(write, Timestamp::now(), owner, &end, said, Some(row.version)).await? {
                    return Err(store::StoreError::Refused(RelevanceError::Stale.to_string()));
                }
            }
            Ok(())
        })
        .await
    });
    match done.await? {
        Ok(_) => Ok(onward(&frame, &format!("{}/{code}?saved=1", path(&home, &key)))),
        // Somebody was faster between our look and our writing: the next look shows it.
        Err(store::StoreError::Refused(_)) => {
            for row in &mut said {
                row.wrong = Some("relevance-error-stale");
            }
            let (choice, stands) = known(&installation, &home, &key).await?;
            page(frame, &home, &choice, &stands, &code, &said, false)
        }
        Err(error) => Err(Problem::failed(error)),
    }
}

fn top<'a>(choice: &'a FrameworkChoice, code: &str) -> Result<&'a Goal, Problem> {
    let found = choice.tree.find(code).filter(|one| one.parent.is_none());
    found.ok_or_else(|| Problem::not_found().back("/desk/goals"))
}

fn page(
    frame: Frame,
    home: &Organisation,
    choice: &FrameworkChoice,
    known: &BTreeMap<String, Assessment>,
    code: &str,
    said: &[Said],
    is_saved: bool,
) -> Result<Response, Problem> {
    let top = top(choice, code)?;
    let key = choice.entry.framework.key();
    let language = frame.language();
    let elements = std::iter::once(top).chain(choice.tree.below(&top.code));
    let row = |(n, one): (usize, &Goal)| {
        let old = known.get(&one.code);
        let typed = said.iter().find(|row| row.code == one.code);
        let stands = |old: &Assessment| (old.relevance.as_str().to_owned(), old.reason.clone());
        let (result, reason) = match typed {
            Some(typed) => (typed.result.clone(), typed.reason.clone()),
            None => old.map(stands).unwrap_or_default(),
        };
        let is_stale = typed.is_some_and(|typed| typed.wrong == Some("relevance-error-stale"));
        let wrong = typed.and_then(|typed| typed.wrong).map(|key| match (is_stale, old) {
            (true, Some(old)) => frame
                .plain("relevance-error-stale")
                .with("result", frame.plain(&old.relevance.words()).to_string())
                .with("reason", &old.reason)
                .to_string(),
            (true, None) => frame.plain("relevance-error-stale-gone").to_string(),
            _ => frame.plain(key).to_string(),
        });
        Row {
            n,
            title: one.title.text(language).to_owned(),
            version: old.map_or(0, |old| old.version),
            code: one.code.clone(),
            result,
            reason,
            wrong,
        }
    };
    let rows: Vec<Row> = elements.enumerate().map(row).collect();
    let n_wrong = rows.iter().filter(|row| row.wrong.is_some()).count();
    let tops: Vec<&Goal> = choice.tree.tops().collect();
    let here = tops.iter().position(|one| one.code == top.code).unwrap_or_default();
    let next = tops.get(here + 1).map(|one| {
        let href = frame.href(&format!("{}/{}", path(home, &key), one.code));
        (href, format!("{} {}", one.code, one.title.text(language)))
    });
    let results = Relevance::ALL
        .iter()
        .map(|one| (one.as_str(), frame.plain(&one.words()).to_string()))
        .collect();
    let title = format!("{} {}", top.code, top.title.text(language));
    let crumb = frame.plain("relevance-title").to_string();
    let mut framed = framed(frame, title, 0 < n_wrong).crumb(crumb, &path(home, &key));
    if said.iter().any(|row| row.wrong == Some("relevance-error-stale")) {
        framed = framed.status(StatusCode::CONFLICT);
    }
    Ok(framed.show(|frame| Page {
        home: home.name.clone(),
        action: frame.href(&format!("{}/{}", path(home, &key), top.code)),
        overview_href: frame.href(&path(home, &key)),
        is_saved,
        rows,
        results,
        n_wrong,
        next,
        frame,
    }))
}
