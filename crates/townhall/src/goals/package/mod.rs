//! The file of a framework: one edition with all its elements, as it ships with the program or as a town or a Land brings it.
//!
//! The format is described in `docs/develop/frameworks.md`. Reading checks everything that one file can be wrong about, so that storage
//! never meets a dangling parent or a code twice; whether crosswalks lead to something that exists is checked against the installation.

mod write;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Deserialize;
use web::language::Language;

use super::{
    crosswalks::Link,
    framework::{Addressee, Framework, FrameworkKind, Goal, Kind},
};
use crate::texts::Multilingual;

pub use self::write::write;

/// The longest file that is read.
pub const LONGEST: usize = 4 * 1024 * 1024;
const MOST_ELEMENTS: usize = 5_000;
const DEEPEST: usize = 4;

/// A framework with its elements, read and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Name and edition.
    pub framework: Framework,
    /// What sort of framework it is.
    pub kind: FrameworkKind,
    /// Its title.
    pub title: Multilingual,
    /// What a reader should know.
    pub note: Multilingual,
    /// Where codes and structure come from; never empty.
    pub source: Multilingual,
    /// The address of the publication.
    pub source_uri: Option<String>,
    /// The licence of the words.
    pub licence: String,
    /// The first day on which this edition holds.
    pub valid_from: Option<Date>,
    /// The last day.
    pub valid_until: Option<Date>,
    /// Whether its elements were compared with the publication.
    pub is_confirmed: bool,
    /// The elements, each after the one above it.
    pub elements: Vec<Goal>,
    /// Crosswalks that the file brings along.
    pub links: Vec<Link>,
}

/// Why a file of a framework is refused.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// Not TOML, or not with these fields.
    #[error("the file of the framework cannot be read: {0}")]
    Unreadable(String),
    /// Too long.
    #[error("the file of the framework has {0} bytes, more than {LONGEST}; split the framework or shorten its texts")]
    TooLong(usize),
    /// A name or an edition that cannot stand in an address.
    #[error("{what} \"{text}\" cannot stand in an address; use a to z, 0 to 9 and hyphens, at most 40 signs")]
    Name {
        /// Name or edition.
        what: &'static str,
        /// What was found.
        text: String,
    },
    /// A code that cannot stand in an address.
    #[error("code \"{0}\" cannot stand in an address; use letters, digits, points and hyphens, at most 40 signs")]
    Code(String),
    /// A code twice.
    #[error("code \"{0}\" stands twice; each element needs its own")]
    Twice(String),
    /// A parent that is not there.
    #[error("\"{code}\" stands below \"{parent}\", which is not in the file")]
    NoParent {
        /// The element.
        code: String,
        /// The missing one.
        parent: String,
    },
    /// Elements that stand below each other in a circle, or too deep.
    #[error(
        "\"{0}\" stands below itself or more than {DEEPEST} levels deep; mend the entry \"goal\" of it or of one above it"
    )]
    Deep(String),
    /// No German title.
    #[error("{0} has no German title; add title.de")]
    NoTitle(String),
    /// A text that is too long or holds signs that cannot be shown.
    #[error("a text of {0} is longer than 2000 signs or holds control characters; shorten it")]
    Text(String),
    /// A tag of a language that is none.
    #[error("\"{0}\" is not a tag of a language; use de, en, de-simple or another")]
    Language(String),
    /// Neither goals nor targets, or too many.
    #[error("the file has {0} elements; a framework needs at least one and at most {MOST_ELEMENTS}")]
    Size(usize),
    /// A word that is not in its list.
    #[error("{0}")]
    Word(String),
    /// A source or a licence is missing.
    #[error("the {0} is empty; say where the framework comes from and how it may be used")]
    NoOrigin(&'static str),
    /// An address that no reader should be sent to.
    #[error("source_uri \"{0}\" is not an address; it begins with https:// or http://")]
    Address(String),
    /// Validity that ends before it begins.
    #[error("{0} is valid until a day before it becomes valid; exchange valid_from and valid_until")]
    Validity(String),
}

/// Texts by language.
type Words = BTreeMap<String, String>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    framework: String,
    edition: String,
    kind: Option<String>,
    source: Source,
    source_uri: Option<String>,
    licence: String,
    valid_from: Option<Date>,
    valid_until: Option<Date>,
    #[serde(default = "yes")]
    confirmed: bool,
    title: Words,
    #[serde(default)]
    note: Words,
    #[serde(default)]
    goal: Vec<Entry>,
    #[serde(default)]
    target: Vec<Entry>,
    #[serde(default)]
    link: Vec<LinkEntry>,
}

/// A source in one line, or in several languages.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Source {
    Line(String),
    Words(Words),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: String,
    /// The element above it.
    goal: Option<String>,
    kind: Option<String>,
    title: Words,
    #[serde(default)]
    description: Words,
    #[serde(default)]
    note: Words,
    #[serde(default)]
    addressees: Vec<String>,
    valid_from: Option<Date>,
    valid_until: Option<Date>,
    #[serde(default = "yes")]
    confirmed: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkEntry {
    code: String,
    to_framework: String,
    to_edition: String,
    to_code: String,
    relation: String,
    source: Option<String>,
    reason: String,
}

fn yes() -> bool {
    true
}

/// Reads the file of a framework.
pub fn read(text: &str) -> Result<Package, PackageError> {
    if LONGEST < text.len() {
        return Err(PackageError::TooLong(text.len()));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file: File = toml::from_str(text).map_err(|error| PackageError::Unreadable(error.to_string()))?;
    checked_name("framework", &file.framework)?;
    checked_name("edition", &file.edition)?;
    let framework = Framework::new(&file.framework, &file.edition);
    // A line alone is in the language of the installation.
    let source = match file.source {
        Source::Line(text) => Words::from([("de".to_owned(), text)]),
        Source::Words(words) => words,
    };
    for (what, text) in [("source", source.get("de")), ("licence", Some(&file.licence))] {
        if text.is_none_or(|text| text.trim().is_empty()) {
            return Err(PackageError::NoOrigin(what));
        }
    }
    let source = checked_words("the source", source, false)?;
    if let Some(address) = &file.source_uri
        && !(address.starts_with("https://") || address.starts_with("http://"))
    {
        return Err(PackageError::Address(address.chars().take(80).collect()));
    }
    checked_validity("the framework", file.valid_from, file.valid_until)?;
    let n_elements = file.goal.len() + file.target.len();
    if file.goal.is_empty() || MOST_ELEMENTS < n_elements {
        return Err(PackageError::Size(n_elements));
    }
    let kind = match &file.kind {
        Some(word) => word.parse().map_err(PackageError::Word)?,
        None => FrameworkKind::Goals,
    };
    let links = file
        .link
        .into_iter()
        .map(|link| {
            let from = (framework.clone(), link.code);
            let to = (Framework::new(link.to_framework, link.to_edition), link.to_code);
            let source = link.source.unwrap_or_else(|| source.text(Language::De).to_owned());
            Link::new(from, to, &link.relation, source, link.reason).map_err(PackageError::Word)
        })
        .collect::<Result<_, _>>()?;
    Ok(Package {
        title: checked_words("the framework", file.title, true)?,
        note: checked_words("the framework", file.note, false)?,
        source,
        source_uri: file.source_uri,
        licence: file.licence,
        valid_from: file.valid_from,
        valid_until: file.valid_until,
        is_confirmed: file.confirmed,
        elements: elements(file.goal, file.target)?,
        framework,
        kind,
        links,
    })
}

fn checked_name(what: &'static str, text: &str) -> Result<(), PackageError> {
    let is_sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if text.is_empty() || 40 < text.len() || text.starts_with('-') || !text.bytes().all(is_sign) {
        let text = text.chars().take(60).collect();
        return Err(PackageError::Name { what, text });
    }
    Ok(())
}

fn checked_validity(what: &str, from: Option<Date>, until: Option<Date>) -> Result<(), PackageError> {
    match (from, until) {
        (Some(from), Some(until)) if until < from => Err(PackageError::Validity(what.to_owned())),
        _ => Ok(()),
    }
}

fn checked_words(of: &str, words: Words, needs_german: bool) -> Result<Multilingual, PackageError> {
    if needs_german && words.get("de").is_none_or(|text| text.trim().is_empty()) {
        return Err(PackageError::NoTitle(of.to_owned()));
    }
    for (tag, text) in &words {
        let is_tag =
            (2..=20).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !is_tag {
            return Err(PackageError::Language(tag.chars().take(40).collect()));
        }
        if 2_000 < text.chars().count() || text.chars().any(|sign| sign.is_control() && sign != '\n') {
            return Err(PackageError::Text(of.to_owned()));
        }
    }
    Ok(Multilingual::plain(words))
}

/// The elements in the order of the file, each after the one above it.
fn elements(goals: Vec<Entry>, targets: Vec<Entry>) -> Result<Vec<Goal>, PackageError> {
    let mut codes = BTreeSet::new();
    let mut children: BTreeMap<Option<String>, Vec<Entry>> = BTreeMap::new();
    for entry in goals.into_iter().chain(targets) {
        let is_sign = |sign: char| sign.is_ascii_alphanumeric() || sign == '.' || sign == '-';
        if entry.code.is_empty() || 40 < entry.code.len() || !entry.code.chars().all(is_sign) {
            return Err(PackageError::Code(entry.code.chars().take(60).collect()));
        }
        // Two codes that differ only in large and small letters would share one anchor on pages.
        if !codes.insert(entry.code.to_lowercase()) {
            return Err(PackageError::Twice(entry.code));
        }
        children.entry(entry.goal.clone()).or_default().push(entry);
    }
    let all: BTreeSet<&String> = children.values().flatten().map(|entry| &entry.code).collect();
    let orphan = children.values().flatten().find_map(|entry| {
        let parent = entry.goal.as_ref()?;
        (!all.contains(parent)).then(|| (entry.code.clone(), parent.clone()))
    });
    if let Some((code, parent)) = orphan {
        return Err(PackageError::NoParent { code, parent });
    }
    let mut found = Vec::new();
    gather(&None, 0, &mut children, &mut found)?;
    match children.into_values().flatten().next() {
        Some(circle) => Err(PackageError::Deep(circle.code)),
        None => Ok(found),
    }
}

fn gather(
    parent: &Option<String>,
    depth: usize,
    children: &mut BTreeMap<Option<String>, Vec<Entry>>,
    found: &mut Vec<Goal>,
) -> Result<(), PackageError> {
    for entry in children.remove(parent).unwrap_or_default() {
        if DEEPEST <= depth {
            return Err(PackageError::Deep(entry.code));
        }
        let of = format!("\"{}\"", entry.code);
        checked_validity(&of, entry.valid_from, entry.valid_until)?;
        let kind = match entry.kind {
            Some(word) => word.parse().map_err(PackageError::Word)?,
            None if depth == 0 => Kind::Goal,
            None => Kind::Target,
        };
        let addressees = entry.addressees.iter().map(|word| word.parse::<Addressee>());
        let addressees = addressees.collect::<Result<_, _>>().map_err(PackageError::Word)?;
        found.push(Goal {
            code: entry.code.clone(),
            parent: entry.goal,
            kind,
            ordinal: i64::try_from(found.len()).unwrap_or(i64::MAX) + 1,
            title: checked_words(&of, entry.title, true)?,
            description: checked_words(&of, entry.description, false)?,
            note: checked_words(&of, entry.note, false)?,
            addressees,
            valid_from: entry.valid_from,
            valid_until: entry.valid_until,
            is_confirmed: entry.confirmed,
        });
        gather(&Some(entry.code), depth + 1, children, found)?;
    }
    Ok(())
}
