//! One framework of own fields at the desk: its fields in order, what stays uncovered, adding one, its title and source.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    Extension,
    extract::{Path, Query, State},
    response::Response,
};
use web::{frame::Frame, language::Language, problem::Problem};

use super::{
    Asked, Wrong, edited_or_mistaken, field_path, fields_path, framed, named, of_field, onward, value, wrongs,
};
use crate::{
    goals::{
        FrameworkEntry, Tree,
        own::{self, FieldDraft, FrameworkDraft, Mistake, NotChanged},
        pages::{Contributions, FrameworkChoice, choice::label},
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
    new: FieldDraft,
    about: Option<FrameworkDraft>,
    mistakes: Vec<Mistake>,
}

#[derive(Template)]
#[template(path = "goals/pages/desk/fields.html")]
struct Page {
    frame: Frame,
    home: String,
    address: String,
    shown_href: String,
    is_saved: bool,
    dead: Vec<Dead>,
    rows: Vec<Row>,
    tops: Vec<(String, String)>,
    n_without: usize,
    untouched: Vec<(String, String)>,
    new: FieldDraft,
    about: FrameworkDraft,
    is_about_open: bool,
    wrong: Vec<Wrong>,
}

impl Page {
    fn wrong(&self, field: &str) -> Option<&str> {
        of_field(&self.wrong, field)
    }
}

/// What hangs on a field that a file has removed.
struct Dead {
    code: String,
    names: Vec<String>,
    /// Where it can be taken away or put elsewhere.
    href: String,
}

struct Row {
    code: String,
    title: String,
    is_below: bool,
    href: String,
    /// How many indicators and the like, in words.
    attached: Vec<String>,
    goals: String,
    is_first: bool,
    is_last: bool,
}

/// GET /{language}/desk/goals/{home}/fields/{key}
pub(super) async fn show(
    State(installation): State<Installation>,
    Extension(contributions): Extension<Contributions>,
    Path((home, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let (home, entry) = named(&installation, &at_desk, (&home, &key)).await?;
    let shown = Shown {
        is_saved: asked.saved.is_some(),
        ..Shown::default()
    };
    page(&installation, contributions, frame, &home, &entry, shown).await
}

/// POST /{language}/desk/goals/{home}/fields/{key}/new
pub(super) async fn add(
    State(installation): State<Installation>,
    Extension(contributions): Extension<Contributions>,
    Path((home, key)): Path<(String, String)>,
    frame: Frame,
    sent: Sent<Fields>,
) -> Result<Response, Problem> {
    let (home, entry) = named(&installation, &sent.at_desk, (&home, &key)).await?;
    let draft = FieldDraft {
        title: value(&sent.form, "title").to_owned(),
        title_en: String::new(),
        description: value(&sent.form, "description").to_owned(),
        parent: value(&sent.form, "parent").to_owned(),
    };
    let new = draft.clone();
    let place = (&home, &entry);
    let done = edited_or_mistaken(&installation, &sent.at_desk, place, "goals.field.add", move |package| {
        own::add(package, &new).map_err(NotChanged::Mistakes)
    });
    match done.await? {
        Ok(_) => Ok(onward(&frame, &format!("{}?saved=1", fields_path(&home, &key)))),
        Err(mistakes) => {
            let shown = Shown {
                new: draft,
                mistakes,
                ..Shown::default()
            };
            page(&installation, contributions, frame, &home, &entry, shown).await
        }
    }
}

/// POST /{language}/desk/goals/{home}/fields/{key}/order
pub(super) async fn order(
    State(installation): State<Installation>,
    Path((home, key)): Path<(String, String)>,
    frame: Frame,
    sent: Sent<Fields>,
) -> Result<Response, Problem> {
    let (home, entry) = named(&installation, &sent.at_desk, (&home, &key)).await?;
    let (code, is_up) = match (value(&sent.form, "up"), value(&sent.form, "down")) {
        ("", down) => (down.to_owned(), false),
        (up, _) => (up.to_owned(), true),
    };
    let after = format!("{}#field-{code}", fields_path(&home, &key));
    let place = (&home, &entry);
    let done = edited_or_mistaken(
        &installation,
        &sent.at_desk,
        place,
        "goals.field.order",
        move |package| own::shift(package, &code, is_up),
    );
    match done.await? {
        Ok(()) => Ok(onward(&frame, &after)),
        Err(_) => Err(Problem::not_found().back("/desk/goals")),
    }
}

/// POST /{language}/desk/goals/{home}/fields/{key}: another title, note or source of the whole.
pub(super) async fn describe(
    State(installation): State<Installation>,
    Extension(contributions): Extension<Contributions>,
    Path((home, key)): Path<(String, String)>,
    frame: Frame,
    sent: Sent<Fields>,
) -> Result<Response, Problem> {
    let (home, entry) = named(&installation, &sent.at_desk, (&home, &key)).await?;
    let of = |name: &str| value(&sent.form, name).to_owned();
    let draft = FrameworkDraft {
        title: of("about-title"),
        title_en: of("about-title_en"),
        note: of("about-note"),
        source: of("about-source"),
        licence: of("about-licence"),
        ..FrameworkDraft::default()
    };
    let new = draft.clone();
    let place = (&home, &entry);
    let done = edited_or_mistaken(&installation, &sent.at_desk, place, "goals.describe", move |package| {
        own::describe(package, &new).map_err(NotChanged::Mistakes)
    });
    match done.await? {
        Ok(()) => Ok(onward(&frame, &format!("{}?saved=1", fields_path(&home, &key)))),
        Err(mistakes) => {
            let about = |mistake: Mistake| Mistake {
                field: match mistake.field {
                    "title" => "about-title",
                    "title_en" => "about-title_en",
                    "note" => "about-note",
                    "source" => "about-source",
                    _ => "about-licence",
                },
                ..mistake
            };
            let shown = Shown {
                about: Some(draft),
                mistakes: mistakes.into_iter().map(about).collect(),
                ..Shown::default()
            };
            page(&installation, contributions, frame, &home, &entry, shown).await
        }
    }
}

fn about(entry: &FrameworkEntry) -> FrameworkDraft {
    let text = |words: &crate::texts::Multilingual, wanted: &str| {
        let found = words.iter().find(|(tag, _)| *tag == wanted);
        found.map_or_else(String::new, |(_, body)| body.text.clone())
    };
    FrameworkDraft {
        title: text(&entry.title, "de"),
        title_en: text(&entry.title, "en"),
        note: text(&entry.note, "de"),
        source: entry.source.text(Language::De).to_owned(),
        licence: entry.licence.clone(),
        edition: entry.framework.edition.to_string(),
        fields: String::new(),
    }
}

async fn page(
    installation: &Installation,
    contributions: Contributions,
    frame: Frame,
    home: &Organisation,
    entry: &FrameworkEntry,
    shown: Shown,
) -> Result<Response, Problem> {
    let key = entry.framework.key();
    let choice = FrameworkChoice::of(installation, Some(home), Some(&key)).await?;
    let language = frame.language();
    let tree: &Tree = &choice.tree;
    let mut attached: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut dead: Vec<Dead> = Vec::new();
    for contribution in contributions {
        let Some(task) = contribution.field_task() else {
            continue;
        };
        for (code, names) in contribution.attached(installation, &entry.framework, language).await? {
            if tree.find(&code).is_none() {
                dead.push(Dead {
                    href: frame.href(&format!("{}/{}", field_path(home, &key, &code), task.path)),
                    names,
                    code,
                });
                continue;
            }
            let words = frame.plain(task.attached).with("n", names.len()).to_string();
            attached.entry(code).or_default().push(words);
        }
    }
    let siblings = |parent: &Option<String>| -> Vec<&str> {
        let level = tree.all().iter().filter(|one| one.parent == *parent);
        level.map(|one| one.code.as_str()).collect()
    };
    let rows: Vec<Row> = tree
        .all()
        .iter()
        .map(|one| {
            let level = siblings(&one.parent);
            Row {
                title: one.title.text(language).to_owned(),
                is_below: one.parent.is_some(),
                href: frame.href(&field_path(home, &key, &one.code)),
                attached: attached.remove(&one.code).unwrap_or_default(),
                goals: choice.sdg_of(one).join(", "),
                is_first: level.first() == Some(&one.code.as_str()),
                is_last: level.last() == Some(&one.code.as_str()),
                code: one.code.clone(),
            }
        })
        .collect();
    let tops = tree.tops();
    let tops = tops
        .map(|one| (one.code.clone(), one.title.text(language).to_owned()))
        .collect();
    let untouched = choice.untouched_sdg(installation).await?;
    let untouched = untouched
        .into_iter()
        .map(|one| {
            (
                frame.href(&format!("/{}/goals/{}", home.slug, one.code)),
                format!("{} {}", one.code, one.title.text(language)),
            )
        })
        .collect();
    let title = label(&frame, entry);
    let (address, shown_href) = (
        frame.href(&fields_path(home, &key)),
        frame.href(&format!("/{}/goals?framework={key}", home.slug)),
    );
    Ok(framed(frame, title, !shown.mistakes.is_empty()).show(|frame| Page {
        home: home.name.clone(),
        dead,
        address,
        shown_href,
        is_saved: shown.is_saved,
        n_without: rows.iter().filter(|row| row.attached.is_empty()).count(),
        rows,
        tops,
        untouched,
        new: shown.new,
        is_about_open: shown.about.is_some(),
        about: shown.about.unwrap_or_else(|| about(entry)),
        wrong: wrongs(&frame, &shown.mistakes),
        frame,
    }))
}
