//! The file of a framework, written so that reading it gives the same framework again.
//!
//! For a town that keeps its fields of action beside the installation, hands them on, or edits them in a text editor. Relies on
//! [`super::read`] for the meaning of every field; markup of texts is not written, because files hold plain text only.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;
use web::language::Language;

use super::Package;
use crate::{
    goals::{crosswalks::Link, framework::Goal},
    texts::Multilingual,
};

#[derive(Serialize)]
struct File<'a> {
    framework: &'a str,
    edition: &'a str,
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_uri: Option<&'a str>,
    licence: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_until: Option<Date>,
    confirmed: bool,
    /// In several languages, in place of the line above.
    #[serde(rename = "source", skip_serializing_if = "BTreeMap::is_empty")]
    source_words: BTreeMap<&'a str, &'a str>,
    title: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    note: BTreeMap<&'a str, &'a str>,
    goal: Vec<Entry<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    target: Vec<Entry<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    link: Vec<LinkEntry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    goal: Option<&'a str>,
    kind: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    addressees: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_until: Option<Date>,
    confirmed: bool,
    title: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    description: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    note: BTreeMap<&'a str, &'a str>,
}

#[derive(Serialize)]
struct LinkEntry<'a> {
    code: &'a str,
    to_framework: &'a str,
    to_edition: &'a str,
    to_code: &'a str,
    relation: &'a str,
    source: &'a str,
    reason: &'a str,
}

/// The file of a framework with its links.
pub fn write(package: &Package) -> Result<String, toml::ser::Error> {
    let (tops, below): (Vec<&Goal>, Vec<&Goal>) = package.elements.iter().partition(|one| one.parent.is_none());
    let is_one_line = package.source.iter().all(|(tag, _)| tag == "de");
    let file = File {
        framework: &package.framework.name,
        edition: &package.framework.edition,
        kind: package.kind.as_str(),
        source: is_one_line.then(|| package.source.text(Language::De)),
        source_words: match is_one_line {
            true => BTreeMap::new(),
            false => words(&package.source),
        },
        source_uri: package.source_uri.as_deref(),
        licence: &package.licence,
        valid_from: package.valid_from,
        valid_until: package.valid_until,
        confirmed: package.is_confirmed,
        title: words(&package.title),
        note: words(&package.note),
        goal: tops.into_iter().map(entry).collect(),
        target: below.into_iter().map(entry).collect(),
        link: package.links.iter().map(|one| link(package, one)).collect(),
    };
    toml::to_string_pretty(&file)
}

fn words(text: &Multilingual) -> BTreeMap<&str, &str> {
    text.iter().map(|(tag, body)| (tag, body.text.as_str())).collect()
}

fn entry(goal: &Goal) -> Entry<'_> {
    Entry {
        code: &goal.code,
        goal: goal.parent.as_deref(),
        kind: goal.kind.as_str(),
        addressees: goal.addressees.iter().map(|one| one.as_str()).collect(),
        valid_from: goal.valid_from,
        valid_until: goal.valid_until,
        confirmed: goal.is_confirmed,
        title: words(&goal.title),
        description: words(&goal.description),
        note: words(&goal.note),
    }
}

/// A link as seen from the framework; one that is stored from the other side is turned round again.
fn link<'a>(package: &Package, link: &'a Link) -> LinkEntry<'a> {
    let (from, to, relation) = match link.from.framework == package.framework {
        true => (&link.from, &link.to, link.relation),
        false => (&link.to, &link.from, link.relation.reversed()),
    };
    LinkEntry {
        code: &from.code,
        to_framework: &to.framework.name,
        to_edition: &to.framework.edition,
        to_code: &to.code,
        relation: relation.as_str(),
        source: &link.source,
        reason: &link.reason,
    }
}
