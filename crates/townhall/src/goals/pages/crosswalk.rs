//! Links between frameworks: those of one goal on its page, and all between two editions on a page of their own.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::Deserialize;
use store::scope::Scope;
use web::{frame::Frame, problem::Problem};

use super::{
    FrameworkChoice, at_home,
    choice::{Offer, label},
};
use crate::{
    goals::{
        Framework, FrameworkEntry, Goal, SDG, Tree,
        crosswalks::{End, Seen},
        find_framework, target_id, tree,
    },
    installation::Installation,
};

/// A link as a line of a table.
pub(super) struct Row {
    pub(super) from: String,
    pub(super) from_href: String,
    pub(super) relation: String,
    pub(super) is_derived: bool,
    pub(super) to: String,
    pub(super) to_href: String,
    pub(super) reason: String,
    pub(super) source: String,
}

/// The stored links of a goal and of everything below it; for itself also what follows from others.
pub(super) async fn rows_of(
    installation: &Installation,
    frame: &Frame,
    choice: &FrameworkChoice,
    goal: &Goal,
) -> Result<Vec<Row>, Problem> {
    let mut seen: Vec<(&Goal, Seen)> = Vec::new();
    let reached = choice.crosswalks.reach(&end(choice, goal));
    seen.extend(reached.into_iter().map(|one| (goal, one)));
    for below in choice.tree.below(&goal.code) {
        seen.extend(
            choice
                .crosswalks
                .of(&end(choice, below))
                .into_iter()
                .map(|one| (below, one)),
        );
    }
    rows(installation, frame, choice, seen).await
}

fn end(choice: &FrameworkChoice, goal: &Goal) -> End {
    End {
        framework: choice.entry.framework.clone(),
        code: goal.code.clone(),
    }
}

/// Links as lines. A link to what this reader is not offered, such as the fields of another home, is no line.
async fn rows(
    installation: &Installation,
    frame: &Frame,
    choice: &FrameworkChoice,
    seen: Vec<(&Goal, Seen)>,
) -> Result<Vec<Row>, Problem> {
    let scope = Scope::public();
    let mut others: BTreeMap<Framework, (&FrameworkEntry, Tree)> = BTreeMap::new();
    for (_, one) in &seen {
        let framework = &one.other.framework;
        let entry = choice.offered.iter().find(|entry| entry.framework == *framework);
        if let (Some(entry), false) = (entry, others.contains_key(framework)) {
            let read = installation.store.sql.read(&scope);
            let elements = tree(read, framework).await.map_err(Problem::failed)?;
            others.insert(framework.clone(), (entry, elements));
        }
    }
    let titled = |goal: &Goal| format!("{} {}", goal.code, goal.title.text(frame.language()));
    let row = |(goal, one): (&Goal, Seen)| {
        let (entry, elements) = others.get(&one.other.framework)?;
        let other = elements.find(&one.other.code)?;
        let relation = format!("goals-relation-{}", one.relation.as_str());
        let mut sources: Vec<&str> = one.way.iter().map(|link| link.source.as_str()).collect();
        sources.dedup();
        Some(Row {
            from: titled(goal),
            from_href: href(frame, &choice.entry.framework, &choice.tree, goal),
            relation: frame.plain(&relation).to_string(),
            is_derived: one.is_derived(),
            to: format!("{}: {}", label(frame, entry), titled(other)),
            to_href: href(frame, &entry.framework, elements, other),
            reason: match one.way.as_slice() {
                [link] => link.reason.clone(),
                _ => {
                    let between: Vec<String> = one.between().iter().map(ToString::to_string).collect();
                    let text = frame.plain("goals-links-by-way-of");
                    text.with("way", between.join(", ")).to_string()
                }
            },
            source: sources.join("; "),
        })
    };
    Ok(seen.into_iter().filter_map(row).collect())
}

/// The address of an element.
fn href(frame: &Frame, framework: &Framework, tree: &Tree, goal: &Goal) -> String {
    let query = match *framework == SDG {
        true => String::new(),
        false => format!("?framework={}", framework.key()),
    };
    let place = match goal.parent {
        Some(_) => format!("#{}", target_id(&goal.code)),
        None => String::new(),
    };
    frame.own_href(&format!("/goals/{}{query}{place}", tree.top_of(goal).code))
}

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
pub(super) struct AskedBoth {
    /// The key of the one framework.
    framework: Option<String>,
    /// The key of the other one; all without it.
    to: Option<String>,
}

#[derive(Template)]
#[template(path = "goals/pages/crosswalk.html")]
struct Page {
    frame: Frame,
    offers: Vec<Offer>,
    others: Vec<Offer>,
    links: Vec<Row>,
    framework: String,
    download: String,
}

/// GET /{language}/goals/crosswalks
pub(super) async fn list(
    State(installation): State<Installation>,
    Query(asked): Query<AskedBoth>,
    frame: Frame,
) -> Result<Response, Problem> {
    let frame = at_home(frame, None);
    let choice = FrameworkChoice::of(&installation, None, asked.framework.as_deref()).await?;
    let other = match asked.to.filter(|key| !key.is_empty()) {
        Some(key) => {
            let found = find_framework(&choice.offered, &key);
            let found = found.ok_or_else(|| Problem::not_found().back("/goals/crosswalks"))?;
            Some(found.framework.clone())
        }
        None => None,
    };
    let mut seen: Vec<(&Goal, Seen)> = Vec::new();
    for goal in choice.tree.all() {
        seen.extend(
            choice
                .crosswalks
                .of(&end(&choice, goal))
                .into_iter()
                .map(|one| (goal, one)),
        );
    }
    seen.retain(|(_, one)| other.as_ref().is_none_or(|other| one.other.framework == *other));
    let links = rows(&installation, &frame, &choice, seen).await?;
    let others = choice
        .offered
        .iter()
        .filter(|one| one.framework != choice.entry.framework);
    let others = others.map(|one| Offer {
        key: one.framework.key(),
        label: label(&frame, one),
        is_chosen: other.as_ref() == Some(&one.framework),
    });
    let others = others.collect();
    let to = other.map(|other| format!("&to={}", other.key())).unwrap_or_default();
    let download = format!(
        "/api/v1/crosswalks?framework={}{to}&format=csv",
        choice.entry.framework.key()
    );
    let framework = label(&frame, &choice.entry);
    let crumb = frame.plain("goals-title").to_string();
    let frame = frame.title_words("goals-crosswalks").crumb(crumb, "/goals");
    Ok(frame.show(|frame| Page {
        offers: choice.offers(&frame),
        others,
        links,
        framework,
        download,
        frame,
    }))
}
