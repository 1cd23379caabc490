//! Own fields of action, edited one at a time by the person at the desk.
//!
//! A home's fields of action are a framework of the kind `own`, as the file of one would bring it: whatever a form changes becomes a
//! change of that framework as a whole, checked like a file. So a form, a file and the command line can never disagree about what is
//! possible. Codes are given once and never again to something else within an edition: what hangs on a field is named by its code.

mod storage;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::civil::Date;
use sha2::{Digest, Sha256};
use web::{format::folded, language::Language};

use super::{
    crosswalks::Link,
    framework::{Framework, FrameworkKind, Goal, Kind, SDG},
    package::Package,
};
use crate::texts::{Markup, Multilingual};

pub use self::storage::{edit, find, package_of};

/// The longest title of a field.
pub const LONGEST_TITLE: usize = 120;
/// The longest description or reason.
pub const LONGEST_TEXT: usize = 2_000;
/// The most fields that one form begins with.
const MOST_AT_ONCE: usize = 60;

/// What is wrong with a field of a form, as words `fields-error-CODE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The name of the field in the form.
    pub field: &'static str,
    /// What is wrong.
    pub code: &'static str,
    /// The piece that is wrong, or a limit.
    pub piece: String,
}

/// Why a framework of a home was not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotChanged {
    /// Some fields of the form are wrong.
    Mistakes(Vec<Mistake>),
    /// Somebody else has changed the field since the form was shown; this is how it stands now.
    Stale(Box<Goal>),
    /// The home has no such framework, or the framework no such field.
    Unknown,
}

impl From<Mistake> for NotChanged {
    fn from(mistake: Mistake) -> Self {
        Self::Mistakes(vec![mistake])
    }
}

/// The framework itself, as a form gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrameworkDraft {
    /// Its German title.
    pub title: String,
    /// Its English title, if there is one.
    pub title_en: String,
    /// What a reader should know.
    pub note: String,
    /// Who has set the fields, where and when.
    pub source: String,
    /// The licence of the words.
    pub licence: String,
    /// Its edition, usually a year. It cannot be changed later.
    pub edition: String,
    /// The first fields, one a line. Only when the framework begins.
    pub fields: String,
}

/// A field of action as a form gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldDraft {
    /// Its German title.
    pub title: String,
    /// Its English title, if there is one.
    pub title_en: String,
    /// What it means.
    pub description: String,
    /// The code of the field above it; blank at the top.
    pub parent: String,
}

impl FieldDraft {
    /// How a field stands.
    pub fn of(goal: &Goal) -> Self {
        let text = |words: &Multilingual, wanted: &str| {
            let found = words.iter().find(|(tag, _)| *tag == wanted);
            found.map_or_else(String::new, |(_, body)| body.text.clone())
        };
        Self {
            title: text(&goal.title, "de"),
            title_en: text(&goal.title, "en"),
            description: text(&goal.description, "de"),
            parent: goal.parent.clone().unwrap_or_default(),
        }
    }

    /// Line ends as one sign, no blanks around.
    fn tidied(&self) -> Self {
        let tidy = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
        Self {
            title: tidy(&self.title),
            title_en: tidy(&self.title_en),
            description: tidy(&self.description),
            parent: tidy(&self.parent),
        }
    }

    fn mistakes(&self) -> Vec<Mistake> {
        let texts = [
            ("title", &self.title, LONGEST_TITLE),
            ("title_en", &self.title_en, LONGEST_TITLE),
            ("description", &self.description, LONGEST_TEXT),
        ];
        let mut found: Vec<Mistake> = texts
            .into_iter()
            .filter_map(|(field, text, longest)| text_mistake(field, text, longest))
            .collect();
        if self.title.is_empty() {
            found.insert(0, mistake("title", "title-empty", ""));
        }
        found
    }
}

fn mistake(field: &'static str, code: &'static str, piece: impl Into<String>) -> Mistake {
    let piece = piece.into();
    Mistake { field, code, piece }
}

fn text_mistake(field: &'static str, text: &str, longest: usize) -> Option<Mistake> {
    if longest < text.chars().count() {
        return Some(mistake(field, "text-long", longest.to_string()));
    }
    let is_line = longest == LONGEST_TITLE;
    let is_wrong = |sign: char| sign.is_control() && (is_line || sign != '\n');
    text.chars().any(is_wrong).then(|| mistake(field, "text-control", ""))
}

/// A short sign of how a field stands, so that a form can tell whether somebody else was faster.
pub fn state_of(goal: &Goal) -> String {
    let draft = FieldDraft::of(goal);
    let text = [&*draft.title, &draft.title_en, &draft.description, &draft.parent].join("\u{1}");
    Sha256::digest(text.as_bytes())
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A new framework of a home with its first fields. `slug` names the home in addresses.
pub fn begin(slug: &str, draft: &FrameworkDraft, today: Date) -> Result<Package, Vec<Mistake>> {
    let edition = match draft.edition.trim() {
        "" => today.year().to_string(),
        edition => edition.to_owned(),
    };
    let mut mistakes = Vec::new();
    let is_sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if 40 < edition.len() || edition.starts_with('-') || !edition.bytes().all(is_sign) {
        mistakes.push(mistake(
            "edition",
            "edition",
            edition.chars().take(40).collect::<String>(),
        ));
    }
    let titles: Vec<&str> = draft
        .fields
        .lines()
        .map(|line| line.trim().trim_start_matches(['-', '*', '•']).trim())
        .filter(|line| !line.is_empty())
        .collect();
    if titles.is_empty() {
        mistakes.push(mistake("fields", "fields-empty", ""));
    }
    if MOST_AT_ONCE < titles.len() {
        mistakes.push(mistake("fields", "fields-many", MOST_AT_ONCE.to_string()));
    }
    for title in &titles {
        // Among many lines the one that is meant has to be named.
        mistakes.extend(text_mistake("fields", title, LONGEST_TITLE).map(|wrong| Mistake {
            code: if wrong.code == "text-long" {
                "line-long"
            } else {
                "line-control"
            },
            piece: title.chars().filter(|sign| !sign.is_control()).take(40).collect(),
            ..wrong
        }));
    }
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let twice = titles.iter().filter(|title| !seen.insert(folded(title)));
    mistakes.extend(twice.map(|title| mistake("fields", "title-twice", title.chars().take(40).collect::<String>())));
    // The name of a home fits an address, and so does its beginning.
    let name = slug.get(..40).unwrap_or(slug).trim_end_matches('-');
    let mut package = Package {
        framework: Framework::new(name, edition),
        kind: FrameworkKind::Own,
        title: Multilingual::default(),
        note: Multilingual::default(),
        source: Multilingual::default(),
        source_uri: None,
        licence: String::new(),
        valid_from: None,
        valid_until: None,
        is_confirmed: true,
        elements: Vec::new(),
        links: Vec::new(),
    };
    if let Err(more) = describe(&mut package, draft) {
        mistakes.extend(more);
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    for title in titles {
        let draft = FieldDraft {
            title: (*title).to_owned(),
            ..FieldDraft::default()
        };
        add(&mut package, &draft)?;
    }
    Ok(package)
}

/// Gives a framework another title, note, source or licence.
pub fn describe(package: &mut Package, draft: &FrameworkDraft) -> Result<(), Vec<Mistake>> {
    let tidy = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    let (title, title_en, note) = (tidy(&draft.title), tidy(&draft.title_en), tidy(&draft.note));
    let (source, licence) = (tidy(&draft.source), tidy(&draft.licence));
    let texts = [
        ("title", &title, LONGEST_TITLE),
        ("title_en", &title_en, LONGEST_TITLE),
        ("note", &note, LONGEST_TEXT),
        ("source", &source, LONGEST_TITLE),
        ("licence", &licence, LONGEST_TITLE),
    ];
    let mut mistakes: Vec<Mistake> = texts
        .into_iter()
        .filter_map(|(field, text, longest)| text_mistake(field, text, longest))
        .collect();
    for (field, text, code) in [
        ("title", &title, "title-empty"),
        ("source", &source, "source-empty"),
        ("licence", &licence, "licence-empty"),
    ] {
        if text.is_empty() {
            mistakes.push(mistake(field, code, ""));
        }
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    package.title = worded(&package.title, &[("de", &title), ("en", &title_en)]);
    package.note = worded(&package.note, &[("de", &note)]);
    package.source = Multilingual::plain([("de", source)]);
    package.licence = licence;
    Ok(())
}

/// The same text with other words in some languages; those in further languages stay.
fn worded(old: &Multilingual, new: &[(&str, &str)]) -> Multilingual {
    let kept = old.iter().filter(|(tag, _)| new.iter().all(|(other, _)| other != tag));
    let mut words = Multilingual::plain(new.iter().copied());
    for (tag, body) in kept {
        words = words.with(tag, Markup::Plain, body.text.clone());
    }
    words
}

/// Adds a field at the end of its level and says its code.
pub fn add(package: &mut Package, draft: &FieldDraft) -> Result<String, Vec<Mistake>> {
    let draft = draft.tidied();
    let mut mistakes = draft.mistakes();
    let parent = (!draft.parent.is_empty()).then(|| draft.parent.clone());
    if let Some(above) = &parent
        && package
            .elements
            .iter()
            .all(|one| one.code != *above || one.parent.is_some())
    {
        mistakes.push(mistake("parent", "parent", above.chars().take(40).collect::<String>()));
    }
    if is_taken(package, parent.as_deref(), None, &draft.title) {
        mistakes.push(mistake("title", "title-twice", &*draft.title));
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let code = free_code(package, parent.as_deref());
    let kind = if parent.is_some() { Kind::Goal } else { Kind::Field };
    let new = Goal {
        code: code.clone(),
        parent,
        kind,
        ordinal: 0,
        title: worded(
            &Multilingual::default(),
            &[("de", &draft.title), ("en", &draft.title_en)],
        ),
        description: worded(&Multilingual::default(), &[("de", &draft.description)]),
        note: Multilingual::default(),
        addressees: Vec::new(),
        valid_from: None,
        valid_until: None,
        is_confirmed: true,
    };
    package.elements.push(new);
    put_in_order(package);
    Ok(code)
}

/// Whether another field beside this one has the name already, however it is typed: nobody could tell them apart.
fn is_taken(package: &Package, parent: Option<&str>, code: Option<&str>, title: &str) -> bool {
    let mut beside = package
        .elements
        .iter()
        .filter(|one| one.parent.as_deref() == parent && Some(one.code.as_str()) != code);
    beside.any(|one| folded(&FieldDraft::of(one).title) == folded(title))
}

/// `H1`, `H2` … at the top, `H1.1` below: one more than the highest that is there.
fn free_code(package: &Package, parent: Option<&str>) -> String {
    let start = parent.map_or_else(|| "H".to_owned(), |parent| format!("{parent}."));
    let taken = |n: u32| {
        let code = format!("{start}{n}").to_lowercase();
        package.elements.iter().any(|one| one.code.to_lowercase() == code)
    };
    let highest = package
        .elements
        .iter()
        .filter_map(|one| one.code.strip_prefix(&start)?.parse::<u32>().ok())
        .max();
    let mut n = highest.unwrap_or(0).saturating_add(1);
    while taken(n) {
        n = n.saturating_add(1);
    }
    format!("{start}{n}")
}

/// Gives a field other words or another place. `seen` is the sign of how it stood when the form was shown.
pub fn change(package: &mut Package, code: &str, seen: &str, draft: &FieldDraft) -> Result<(), NotChanged> {
    let draft = draft.tidied();
    let has_parts = package.elements.iter().any(|one| one.parent.as_deref() == Some(code));
    let is_top = |wanted: &str| {
        let found = package.elements.iter().find(|one| one.code == wanted);
        found.is_some_and(|one| one.parent.is_none())
    };
    let parent = (!draft.parent.is_empty()).then_some(draft.parent.as_str());
    let is_twice = is_taken(package, parent, Some(code), &draft.title);
    let can_stand_below = draft.parent != code && is_top(&draft.parent) && !has_parts;
    let goal = package.elements.iter_mut().find(|one| one.code == code);
    let goal = goal.ok_or(NotChanged::Unknown)?;
    if state_of(goal) != seen {
        return Err(NotChanged::Stale(Box::new(goal.clone())));
    }
    let mut mistakes = draft.mistakes();
    // A name that stood twice before is nobody's new mistake.
    if is_twice && folded(&FieldDraft::of(goal).title) != folded(&draft.title) {
        mistakes.push(mistake("title", "title-twice", &*draft.title));
    }
    let is_moved = goal.parent.as_deref().unwrap_or_default() != draft.parent;
    if is_moved && !draft.parent.is_empty() && !can_stand_below {
        mistakes.push(mistake(
            "parent",
            "parent",
            draft.parent.chars().take(40).collect::<String>(),
        ));
    }
    if !mistakes.is_empty() {
        return Err(NotChanged::Mistakes(mistakes));
    }
    goal.title = worded(&goal.title, &[("de", &draft.title), ("en", &draft.title_en)]);
    goal.description = worded(&goal.description, &[("de", &draft.description)]);
    if is_moved {
        goal.parent = (!draft.parent.is_empty()).then(|| draft.parent.clone());
        put_in_order(package);
    }
    Ok(())
}

/// Exchanges a field with its neighbour on the same level; at the end of the level nothing happens.
pub fn shift(package: &mut Package, code: &str, is_up: bool) -> Result<(), NotChanged> {
    let of = |code: &str| package.elements.iter().position(|one| one.code == code);
    let place = of(code).ok_or(NotChanged::Unknown)?;
    let parent = package.elements[place].parent.clone();
    let level: Vec<usize> = (0..package.elements.len())
        .filter(|n| package.elements[*n].parent == parent)
        .collect();
    let here = level.iter().position(|n| *n == place).unwrap_or_default();
    let other = if is_up { here.checked_sub(1) } else { Some(here + 1) };
    if let Some(other) = other.and_then(|n| level.get(n)) {
        package.elements.swap(place, *other);
        put_in_order(package);
    }
    Ok(())
}

/// Removes a field with its links.
pub fn remove(package: &mut Package, code: &str) -> Result<(), NotChanged> {
    if package.elements.iter().all(|one| one.code != code) {
        return Err(NotChanged::Unknown);
    }
    if package.elements.iter().any(|one| one.parent.as_deref() == Some(code)) {
        return Err(mistake("remove", "has-parts", "").into());
    }
    if package.elements.len() == 1 {
        return Err(mistake("remove", "last-field", "").into());
    }
    package.elements.retain(|one| one.code != code);
    let framework = package.framework.clone();
    let begins = |end: &super::crosswalks::End| end.framework == framework && end.code == code;
    package.links.retain(|link| !begins(&link.from) && !begins(&link.to));
    put_in_order(package);
    Ok(())
}

/// Links a field to one of the Sustainable Development Goals or their targets; a link that stands gets these words.
pub fn link(package: &mut Package, code: &str, to: &str, relation: &str, reason: &str) -> Result<(), NotChanged> {
    if package.elements.iter().all(|one| one.code != code) {
        return Err(NotChanged::Unknown);
    }
    let reason = reason.replace("\r\n", "\n").trim().to_owned();
    if reason.is_empty() {
        return Err(mistake("reason", "reason-empty", "").into());
    }
    if let Some(wrong) = text_mistake("reason", &reason, LONGEST_TEXT) {
        return Err(wrong.into());
    }
    let from = (package.framework.clone(), code.to_owned());
    let new = Link::new(
        from,
        (SDG, to.to_owned()),
        relation,
        package.source.text(Language::De).to_owned(),
        reason,
    );
    let new = new.map_err(|_| mistake("relation", "relation", relation.chars().take(40).collect::<String>()))?;
    unlink(package, code, to);
    package.links.push(new);
    Ok(())
}

/// Takes a link to a goal or target away.
pub fn unlink(package: &mut Package, code: &str, to: &str) {
    let framework = package.framework.clone();
    package.links.retain(|link| {
        let ends = [(&link.from, &link.to), (&link.to, &link.from)];
        !ends.iter().any(|(one, other)| {
            one.framework == framework && one.code == code && other.framework == SDG && other.code == to
        })
    });
}

/// Each element after the one above it, numbered.
fn put_in_order(package: &mut Package) {
    fn gather(parent: Option<&str>, all: &[Goal], into: &mut Vec<Goal>) {
        for one in all.iter().filter(|one| one.parent.as_deref() == parent) {
            into.push(one.clone());
            gather(Some(&one.code), all, into);
        }
    }
    let mut ordered = Vec::with_capacity(package.elements.len());
    gather(None, &package.elements, &mut ordered);
    for (place, one) in (1..).zip(&mut ordered) {
        one.ordinal = place;
    }
    package.elements = ordered;
}
