//! One own field of action at the desk: its words and place, the goals that it serves, removing it.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    Extension,
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use web::{frame::Frame, language::Language, problem::Problem};

use super::{
    Asked, Wrong, edited, edited_or_mistaken, field_path, fields_path, framed, named, of_field, onward, value, wrongs,
};
use crate::{
    goals::{
        FrameworkEntry, Goal, SDG, Tree,
        crosswalks::{End, Relation},
        own::{self, FieldDraft, Mistake, NotChanged},
        pages::{Contributions, FrameworkChoice, choice::label},
        tree,
    },
    installation::Installation,
    people::{
        Organisation,
        desk::{AtDesk, Fields, Sent},
    },
};

/// What the page shows beside what is stored.
#[derive(Default)]
struct Shown {
    is_saved: bool,
    draft: Option<FieldDraft>,
    /// How the field stood when the form was shown, and how it stands now that somebody else has changed it.
    theirs: Option<FieldDraft>,
    mistakes: Vec<Mistake>,
    reason: String,
}

#[derive(Template)]
#[template(path = "goals/pages/desk/field.html")]
struct Page {
    frame: Frame,
    address: String,
    fields_href: String,
    is_saved: bool,
    state: String,
    draft: FieldDraft,
    /// Both versions of each field that differs: label, mine, theirs.
    stale: Vec<(String, String, String)>,
    parents: Vec<(String, String)>,
    links: Vec<LinkRow>,
    goals: Vec<GoalGroup>,
    relations: Vec<(&'static str, String)>,
    reason: String,
    tasks: Vec<(String, String, String)>,
    can_remove: bool,
    n_attached: usize,
    wrong: Vec<Wrong>,
}

impl Page {
    fn wrong(&self, field: &str) -> Option<&str> {
        of_field(&self.wrong, field)
    }
}

struct LinkRow {
    code: String,
    title: String,
    relation: String,
    reason: String,
}

/// A goal with its targets, to choose from.
struct GoalGroup {
    title: String,
    options: Vec<(String, String)>,
}

/// What an address names.
type Named = (String, String, String);

/// GET /{language}/desk/goals/{home}/fields/{key}/field/{code}
pub(super) async fn show(
    State(installation): State<Installation>,
    Extension(contributions): Extension<Contributions>,
    Path((home, key, code)): Path<Named>,
    Query(asked): Query<Asked>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let (home, entry) = named(&installation, &at_desk, (&home, &key)).await?;
    let shown = Shown {
        is_saved: asked.saved.is_some(),
        ..Shown::default()
    };
    page(&installation, contributions, frame, &home, &entry, &code, shown).await
}

/// POST /{language}/desk/goals/{home}/fields/{key}/field/{code}
pub(super) async fn save(
    State(installation): State<Installation>,
    Extension(contributions): Extension<Contributions>,
    Path((home, key, code)): Path<Named>,
    frame: Frame,
    sent: Sent<Fields>,
) -> Result<Response, Problem> {
    let (home, entry) = named(&installation, &sent.at_desk, (&home, &key)).await?;
    let of = |name: &str| value(&sent.form, name).to_owned();
    let draft = FieldDraft {
        title: of("title"),
        title_en: of("title_en"),
        description: of("description"),
        parent: of("parent"),
    };
    let (seen, new, changed) = (of("state"), draft.clone(), code.clone());
    let place = (&home, &entry);
    let done = edited(
        &installation,
        &sent.at_desk,
        place,
        "goals.field.change",
        move |package| own::change(package, &changed, &seen, &new),
    );
    let shown = match done.await? {
        Ok(()) => {
            let path = format!("{}?saved=1", field_path(&home, &key, &code));
            return Ok(onward(&frame, &path));
        }
        Err(NotChanged::Mistakes(mistakes)) => Shown {
            mistakes,
            ..Shown::default()
        },
        Err(NotChanged::Stale(theirs)) => Shown {
            theirs: Some(FieldDraft::of(&theirs)),
            ..Shown::default()
        },
        Err(NotChanged::Unknown) => return Err(Problem::not_found().back("/desk/goals")),
    };
    let shown = Shown {
        draft: Some(draft),
        ..shown
    };
    page(&installation, contributions, frame, &home, &entry, &code, shown).await
}

/// POST /{language}/desk/goals/{home}/fields/{key}/field/{code}/link: a goal that the field serves, or one that it serves no longer.
pub(super) async fn link(
    State(installation): State<Installation>,
    Extension(contributions): Extension<Contributions>,
    Path((home, key, code)): Path<Named>,
    frame: Frame,
    sent: Sent<Fields>,
) -> Result<Response, Problem> {
    let (home, entry) = named(&installation, &sent.at_desk, (&home, &key)).await?;
    let of = |name: &str| value(&sent.form, name).to_owned();
    let (gone, to, relation, reason) = (of("remove"), of("goal"), of("relation"), of("reason"));
    let read_scope = sent.at_desk.scope();
    let known = tree(installation.store.sql.read(&read_scope), &SDG).await;
    let is_known = known.map_err(Problem::failed)?.find(&to).is_some();
    let (linked, why) = (code.clone(), reason.clone());
    let place = (&home, &entry);
    let done = edited_or_mistaken(
        &installation,
        &sent.at_desk,
        place,
        "goals.field.link",
        move |package| {
            if !gone.is_empty() {
                own::unlink(package, &linked, &gone);
                return Ok(());
            }
            if !is_known {
                return Err(NotChanged::Mistakes(vec![Mistake {
                    field: "goal",
                    code: "goal-unknown",
                    piece: to.chars().take(40).collect(),
                }]));
            }
            own::link(package, &linked, &to, &relation, &why)
        },
    );
    match done.await? {
        Ok(()) => Ok(onward(&frame, &format!("{}?saved=1", field_path(&home, &key, &code)))),
        Err(mistakes) => {
            let shown = Shown {
                mistakes,
                reason,
                ..Shown::default()
            };
            page(&installation, contributions, frame, &home, &entry, &code, shown).await
        }
    }
}

/// POST /{language}/desk/goals/{home}/fields/{key}/field/{code}/remove
pub(super) async fn remove(
    State(installation): State<Installation>,
    Extension(contributions): Extension<Contributions>,
    Path((home, key, code)): Path<Named>,
    frame: Frame,
    sent: Sent<Fields>,
) -> Result<Response, Problem> {
    let (home, entry) = named(&installation, &sent.at_desk, (&home, &key)).await?;
    let mut mistakes = Vec::new();
    if 0 < n_attached(&installation, contributions, &entry, &code).await? {
        mistakes.push(Mistake {
            field: "remove",
            code: "has-attached",
            piece: String::new(),
        });
    } else {
        let gone = code.clone();
        let place = (&home, &entry);
        let done = edited(
            &installation,
            &sent.at_desk,
            place,
            "goals.field.remove",
            move |package| own::remove(package, &gone),
        );
        match done.await? {
            // Removed already, perhaps in another window: what the person wants is the case.
            Ok(()) | Err(NotChanged::Unknown | NotChanged::Stale(_)) => {
                return Ok(onward(&frame, &format!("{}?saved=1", fields_path(&home, &key))));
            }
            Err(NotChanged::Mistakes(found)) => mistakes = found,
        }
    }
    let shown = Shown {
        mistakes,
        ..Shown::default()
    };
    page(&installation, contributions, frame, &home, &entry, &code, shown).await
}

async fn n_attached(
    installation: &Installation,
    contributions: Contributions,
    entry: &FrameworkEntry,
    code: &str,
) -> Result<usize, Problem> {
    let mut n = 0;
    for contribution in contributions {
        let attached: BTreeMap<String, Vec<String>> = contribution
            .attached(installation, &entry.framework, Language::De)
            .await?;
        n += attached.get(code).map_or(0, Vec::len);
    }
    Ok(n)
}

async fn page(
    installation: &Installation,
    contributions: Contributions,
    frame: Frame,
    home: &Organisation,
    entry: &FrameworkEntry,
    code: &str,
    shown: Shown,
) -> Result<Response, Problem> {
    let key = entry.framework.key();
    let choice = FrameworkChoice::of(installation, Some(home), Some(&key)).await?;
    let goal = choice
        .tree
        .find(code)
        .ok_or_else(|| Problem::not_found().back("/desk/goals"))?;
    let scope = store::scope::Scope::public();
    let sdg = tree(installation.store.sql.read(&scope), &SDG)
        .await
        .map_err(Problem::failed)?;
    let n_attached = n_attached(installation, contributions, entry, code).await?;
    let has_parts = choice.tree.all().iter().any(|one| one.parent.as_deref() == Some(code));
    let address = frame.href(&field_path(home, &key, code));
    let task = |contribution: &&dyn super::super::Contribution| {
        let task = contribution.field_task()?;
        let n = frame.plain(task.attached).with("n", n_attached).to_string();
        Some((
            format!("{address}/{}", task.path),
            frame.plain(task.title).to_string(),
            n,
        ))
    };
    let tasks = contributions.iter().filter_map(task).collect();
    let stale = match (&shown.draft, &shown.theirs) {
        (Some(mine), Some(theirs)) => compared(&frame, mine, theirs),
        _ => Vec::new(),
    };
    let has_mistakes = !shown.mistakes.is_empty();
    let title = format!("{} {}", goal.code, goal.title.text(frame.language()));
    let up = label(&frame, entry);
    let mut framed = framed(frame, title, has_mistakes).crumb(up, &fields_path(home, &key));
    if !stale.is_empty() {
        framed = framed.status(StatusCode::CONFLICT);
    }
    Ok(framed.show(|frame| Page {
        fields_href: frame.href(&fields_path(home, &key)),
        is_saved: shown.is_saved,
        state: own::state_of(goal),
        draft: shown.draft.unwrap_or_else(|| FieldDraft::of(goal)),
        stale,
        parents: parents(&choice.tree, goal, frame.language(), has_parts),
        links: link_rows(&frame, &choice, goal, &sdg),
        goals: groups(&frame, &sdg),
        relations: relations(&frame),
        reason: shown.reason,
        tasks,
        can_remove: !has_parts && 1 < choice.tree.all().len(),
        n_attached,
        wrong: wrongs(&frame, &shown.mistakes),
        address,
        frame,
    }))
}

/// What a field can stand below: those at the top, and where it stands now. One with parts of its own stays at the top.
fn parents(tree: &Tree, goal: &Goal, language: Language, has_parts: bool) -> Vec<(String, String)> {
    let is_offered = |one: &&Goal| {
        let is_now = goal.parent.as_deref() == Some(&one.code);
        is_now || (!has_parts && one.parent.is_none() && one.code != goal.code)
    };
    let all = tree.all().iter().filter(is_offered);
    all.map(|one| (one.code.clone(), one.title.text(language).to_owned()))
        .collect()
}

fn link_rows(frame: &Frame, choice: &FrameworkChoice, goal: &Goal, sdg: &Tree) -> Vec<LinkRow> {
    let end = End {
        framework: choice.entry.framework.clone(),
        code: goal.code.clone(),
    };
    let seen = choice.crosswalks.of(&end).into_iter();
    let row = |one: crate::goals::crosswalks::Seen| {
        let title = sdg
            .find(&one.other.code)
            .map(|goal| goal.title.text(frame.language()).to_owned());
        LinkRow {
            title: title.unwrap_or_default(),
            relation: relation_word(frame, one.relation),
            reason: one.way.first().map(|link| link.reason.clone()).unwrap_or_default(),
            code: one.other.code,
        }
    };
    seen.filter(|one| one.other.framework == SDG).map(row).collect()
}

fn groups(frame: &Frame, sdg: &Tree) -> Vec<GoalGroup> {
    let option = |one: &Goal| {
        let title = one.title.text(frame.language());
        (one.code.clone(), format!("{} {title}", one.code))
    };
    let group = |top: &Goal| GoalGroup {
        title: format!("{} {}", top.code, top.title.text(frame.language())),
        options: std::iter::once(top).chain(sdg.below(&top.code)).map(option).collect(),
    };
    sdg.tops().map(group).collect()
}

/// From the field's side, as its form asks.
fn relation_word(frame: &Frame, relation: Relation) -> String {
    frame
        .plain(&format!("fields-relation-{}", relation.as_str()))
        .to_string()
}

fn relations(frame: &Frame) -> Vec<(&'static str, String)> {
    let offered = [
        Relation::Related,
        Relation::Close,
        Relation::Broader,
        Relation::Narrower,
        Relation::Exact,
    ];
    offered.map(|one| (one.as_str(), relation_word(frame, one))).to_vec()
}

fn compared(frame: &Frame, mine: &FieldDraft, theirs: &FieldDraft) -> Vec<(String, String, String)> {
    let pairs = [
        ("fields-field-title", &mine.title, &theirs.title),
        ("fields-field-title-en", &mine.title_en, &theirs.title_en),
        ("fields-field-description", &mine.description, &theirs.description),
        ("fields-field-parent", &mine.parent, &theirs.parent),
    ];
    let differs = |(_, mine, theirs): &(&str, &String, &String)| mine.trim() != theirs.trim();
    let mut found: Vec<(String, String, String)> = pairs
        .into_iter()
        .filter(differs)
        .map(|(label, mine, theirs)| (frame.plain(label).to_string(), mine.clone(), theirs.clone()))
        .collect();
    if found.is_empty() {
        found.push((
            frame.plain("fields-stale-nothing").to_string(),
            String::new(),
            String::new(),
        ));
    }
    found
}
