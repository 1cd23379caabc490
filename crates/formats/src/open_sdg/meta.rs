//! What a repository says about its indicators: metadata fields, with the words of its translations put in.

use std::collections::BTreeMap;

use super::yaml::{self, Fields};
use crate::Problem;

/// The metadata of one indicator.
#[derive(Debug, Clone, Default)]
pub(super) struct Meta {
    fields: Fields,
    /// What follows the front matter.
    body: String,
}

/// The words of a repository's translations: `group.key` to text, in one language.
#[derive(Debug, Clone, Default)]
pub(super) struct Translations {
    words: BTreeMap<String, String>,
    /// Titles of targets; a full set is that of the United Nations, a small one the repository's own.
    n_targets: usize,
}

/// So many titles of targets are a translation of the global ones, which are 169.
const GLOBAL_TARGETS: usize = 100;

impl Translations {
    /// Adds a file `translations/<language>/<group>.yml`.
    pub(super) fn add(&mut self, group: &str, fields: &Fields) {
        for (key, value) in fields {
            let Some(text) = yaml::text_of(value) else { continue };
            if group == "global_targets" && key.ends_with("-title") {
                self.n_targets += 1;
            }
            self.words.insert(format!("{group}.{key}"), text);
        }
    }

    /// The text behind a key such as `general.percent`.
    pub(super) fn word(&self, key: &str) -> Option<&str> {
        self.words.get(key).map(String::as_str)
    }

    /// A text, or what its key stands for.
    pub(super) fn said(&self, text: &str) -> String {
        self.word(text).unwrap_or(text).to_owned()
    }

    /// Whether a target such as `1-1` is the repository's own and not that of the United Nations.
    pub(super) fn is_own_target(&self, target: &str) -> bool {
        self.n_targets < GLOBAL_TARGETS && self.words.contains_key(&format!("global_targets.{target}-title"))
    }
}

impl Meta {
    /// Adds a file of metadata; what it says comes before what was said already. The problem names what cannot be read.
    pub(super) fn add(&mut self, path: &str, text: &str) -> Result<(), Problem> {
        let is_markdown = path.ends_with(".md");
        let (front, body) = if is_markdown {
            yaml::front_matter(text)
        } else {
            (text, "")
        };
        // A file that ends in .yml may have front matter too.
        let (front, body) = match yaml::front_matter(front) {
            (inner, rest) if !is_markdown && !inner.is_empty() => (inner, rest),
            _ => (front, body),
        };
        let fields = if path.ends_with(".json") {
            serde_json::from_str(front).map_err(|error| error.to_string())
        } else {
            yaml::read(front)
        };
        let fields = fields.map_err(|reason| {
            Problem::new(
                "metadata_unreadable",
                path,
                format!("{path} cannot be read ({reason}); the indicator is taken without these metadata"),
            )
        })?;
        self.merge(fields);
        if !body.trim().is_empty() {
            body.trim().clone_into(&mut self.body);
        }
        Ok(())
    }

    /// Puts fields over those that are known.
    pub(super) fn merge(&mut self, fields: Fields) {
        for (key, value) in fields {
            if yaml::text_of(&value).is_some() || !self.fields.contains_key(&key) {
                self.fields.insert(key, value);
            }
        }
    }

    /// The first of these fields that says something, in words.
    pub(super) fn first(&self, names: &[&str], words: &Translations) -> Option<String> {
        names
            .iter()
            .find_map(|name| yaml::text_of(self.fields.get(*name)?))
            .map(|text| words.said(&text))
    }

    /// The publishers of the data that the indicator names.
    pub(super) fn sources(&self, words: &Translations) -> Option<String> {
        let mut found: Vec<String> = Vec::new();
        for n in 1..=20 {
            let is_shown = self
                .fields
                .get(&format!("source_active_{n}"))
                .is_none_or(|active| active != &serde_json::Value::Bool(false));
            let name = self
                .first(&[&format!("source_organisation_{n}")], words)
                .or_else(|| self.first(&[&format!("source_organisation_{n}_text")], words));
            found.extend(name.filter(|name| is_shown && !found.contains(name)));
        }
        for field in ["data_source", "SOURCE_TYPE", "source"] {
            if found.is_empty() {
                found.extend(self.first(&[field], words));
            }
        }
        (!found.is_empty()).then(|| found.join("; "))
    }

    /// What follows the front matter, or the field that stands for it.
    pub(super) fn page(&self, words: &Translations) -> Option<String> {
        Some(self.body.clone())
            .filter(|body| !body.is_empty())
            .or_else(|| self.first(&["page_content"], words))
    }
}
