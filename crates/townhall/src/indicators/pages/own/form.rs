//! A form as these pages show it: labelled fields, what is wrong beside them and in a list above, both versions after a collision.

use askama::Template;
use web::frame::Frame;

use crate::indicators::{
    formulas::words::{self, Marked},
    own::FieldError,
};

#[derive(Template)]
#[template(path = "indicators/pages/own/form.html")]
pub(super) struct Form {
    pub(super) frame: Frame,
    pub(super) lead: String,
    pub(super) notes: Vec<String>,
    pub(super) saved: Option<String>,
    /// Where to look at what was saved, and to take it back: address and words.
    pub(super) saved_links: Vec<(String, String)>,
    pub(super) errors: Vec<Wrong>,
    pub(super) stale: Vec<Compared>,
    pub(super) action: String,
    pub(super) hidden: Vec<(&'static str, String)>,
    pub(super) fields: Vec<Field>,
    pub(super) grid: Vec<Line>,
    pub(super) submit: String,
    pub(super) submit_name: Option<(&'static str, &'static str)>,
    /// Another button: its name and its label. It sends the same fields.
    pub(super) second: Option<(&'static str, String)>,
    /// What the other button asked for, above the form.
    pub(super) preview: Option<Table>,
    pub(super) table: Option<Table>,
    pub(super) links: Vec<(String, String)>,
}

/// One field.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) kind: Kind,
    pub(super) value: String,
    pub(super) errors: Vec<Wrong>,
    /// Name, title and unit of what may be named in the field; empty where nothing may.
    pub(super) names: Vec<[String; 3]>,
    /// Not everybody needs it; it stands folded away until it holds something.
    pub(super) is_further: bool,
}

/// A framework with the elements that may be chosen.
pub(super) struct Group {
    pub(super) title: String,
    pub(super) n_chosen: usize,
    pub(super) options: Vec<Choosable>,
}

/// An element that may be chosen.
pub(super) struct Choosable {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) language: String,
    pub(super) is_chosen: bool,
    pub(super) depth: usize,
}

pub(super) enum Kind {
    Line,
    Lines,
    Choice(Vec<(String, String)>),
    Check,
    /// Any number of elements of several groups.
    Groups(Vec<Group>),
}

impl Form {
    fn has_further(&self) -> bool {
        self.fields.iter().any(|field| field.is_further)
    }

    /// Nothing that was said or is wrong stays hidden.
    fn is_further_open(&self) -> bool {
        let mut further = self.fields.iter().filter(|field| field.is_further);
        further.any(|field| !field.value.is_empty() || !field.errors.is_empty())
    }
}

impl Field {
    /// The same, folded away with others.
    pub(super) fn further(self) -> Self {
        Self {
            is_further: true,
            ..self
        }
    }

    /// Empty choices mean that this is no choice.
    pub(super) fn choices(&self) -> &[(String, String)] {
        match &self.kind {
            Kind::Choice(choices) => choices,
            _ => &[],
        }
    }

    /// Empty groups mean that this is no choice among groups.
    pub(super) fn groups(&self) -> &[Group] {
        match &self.kind {
            Kind::Groups(groups) => groups,
            _ => &[],
        }
    }

    pub(super) fn is_area(&self) -> bool {
        matches!(self.kind, Kind::Lines)
    }

    pub(super) fn is_check(&self) -> bool {
        matches!(self.kind, Kind::Check)
    }
}

/// One line of the grid of periods and values.
pub(super) struct Line {
    pub(super) n: usize,
    pub(super) period: String,
    pub(super) value: String,
    pub(super) errors: Vec<Wrong>,
}

/// What is wrong, and the field that the link leads to.
#[derive(Clone)]
pub(super) struct Wrong {
    pub(super) id: String,
    pub(super) text: String,
    /// The formula with the place of the mistake.
    pub(super) marked: Option<Marked>,
}

/// A field in both versions.
pub(super) struct Compared {
    pub(super) label: String,
    pub(super) mine: String,
    pub(super) theirs: String,
}

/// What is there already, below the form.
pub(super) struct Table {
    pub(super) caption: String,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// What can be done with each row; empty where nothing can be done with any.
    pub(super) row_actions: Vec<Option<RowAction>>,
    pub(super) notes: Vec<String>,
    pub(super) action: Option<(String, String)>,
}

/// A button behind a row. It sends one field.
pub(super) struct RowAction {
    pub(super) address: String,
    pub(super) name: &'static str,
    pub(super) value: String,
    pub(super) label: String,
    /// What it is done to, for who does not see the row.
    pub(super) about: String,
}

impl Table {
    fn has_actions(&self) -> bool {
        self.row_actions.iter().any(Option::is_some)
    }

    fn row_action(&self, row: usize) -> Option<&RowAction> {
        self.row_actions.get(row)?.as_ref()
    }
}

/// The problems in the language of the page. `formula` is what was typed as one, so that its mistakes can be marked in it.
pub(super) fn wrongs(frame: &Frame, errors: &[FieldError], formula: &str) -> Vec<Wrong> {
    errors.iter().map(|error| wrong(frame, error, formula)).collect()
}

fn wrong(frame: &Frame, error: &FieldError, formula: &str) -> Wrong {
    let id = id(&error.field);
    match &error.mistake {
        Some(mistake) => Wrong {
            id,
            text: words::said(frame, mistake),
            marked: Some(words::marked(formula, mistake)),
        },
        None => {
            let key = format!("own-error-{}", error.code);
            Wrong {
                id,
                text: frame.plain(&key).with("piece", &error.piece).to_string(),
                marked: None,
            }
        }
    }
}

/// The id of a field on the page; `lines/0/value` becomes `value-0`.
pub(super) fn id(field: &str) -> String {
    let parts: Vec<&str> = field.split('/').collect();
    match parts[..] {
        ["lines", n, name] => format!("{name}-{n}"),
        ["lines"] => "period-0".to_owned(),
        _ => field.to_owned(),
    }
}

/// A field with label and hint from the words `own-field-NAME` and `own-hint-NAME`.
pub(super) fn field(frame: &Frame, name: &'static str, kind: Kind, value: &str, wrong: &[Wrong]) -> Field {
    let word = name.replace('_', "-");
    let hint = format!("own-hint-{word}");
    Field {
        name,
        label: frame.plain(&format!("own-field-{word}")).to_string(),
        hint: if frame.words().has(&hint) {
            frame.plain(&hint).to_string()
        } else {
            String::new()
        },
        kind,
        value: value.to_owned(),
        errors: wrong.iter().filter(|one| one.id == name).cloned().collect(),
        names: Vec::new(),
        is_further: false,
    }
}

/// Every field in which two versions of the same form differ, or one line that says that nothing does.
pub(super) fn compared(frame: &Frame, mine: Vec<Field>, theirs: Vec<Field>) -> Vec<Compared> {
    let pairs = mine.into_iter().zip(theirs);
    let mut compared: Vec<Compared> = pairs
        .map(|(mine, theirs)| Compared {
            mine: in_words(frame, &mine),
            theirs: in_words(frame, &theirs),
            label: mine.label,
        })
        .filter(|one| one.mine != one.theirs)
        .collect();
    if compared.is_empty() {
        compared.push(Compared {
            label: frame.plain("own-stale-nothing").to_string(),
            mine: String::new(),
            theirs: String::new(),
        });
    }
    compared
}

/// What a field says, as its reader sees it: the words of a choice, and no difference where only blanks differ.
fn in_words(frame: &Frame, field: &Field) -> String {
    let value = field.value.trim().replace("\r\n", "\n");
    let chosen = field.choices().iter().find(|(one, _)| *one == value);
    match (chosen, value.is_empty()) {
        (Some((_, label)), _) => label.clone(),
        (None, true) => frame.plain("own-stale-blank").to_string(),
        (None, false) => value,
    }
}

/// The choices of a field: words `own-PREFIX-VALUE`.
pub(super) fn choices(frame: &Frame, prefix: &str, values: &[&str]) -> Kind {
    let choice = |value: &&str| {
        let key = format!("own-{prefix}-{}", value.replace('_', "-"));
        ((*value).to_owned(), frame.plain(&key).to_string())
    };
    Kind::Choice(values.iter().map(choice).collect())
}
