//! Content in several languages: one type, one table.
//!
//! Words of the program itself are not here but in the `text/` of each capability; this is what people or shipped data say: titles and
//! descriptions of goals, indicators, measures. A language is a BCP 47 tag; plain German will be `de-simple`. A text is a plain line or
//! Markdown, which [`markdown`] makes harmless HTML of.

pub mod markdown;
mod storage;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use web::language::Language;

pub use self::storage::{of, put};

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Markup {
    /// One line without markup.
    Plain,
    /// Markdown.
    Markdown,
    /// HTML of somebody else; [`markdown::cleaned`] leaves nothing of it but the allowed elements.
    Html,
}

impl Markup {
    /// The word in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }

    fn of(word: &str) -> Self {
        match word {
            "markdown" => Self::Markdown,
            "html" => Self::Html,
            _ => Self::Plain,
        }
    }
}

/// A text in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// How it is written.
    pub markup: Markup,
    /// The text.
    pub text: String,
}

/// One text in the languages in which it exists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Multilingual(BTreeMap<String, Body>);

impl Multilingual {
    /// Plain lines by language tag; empty ones are left out.
    pub fn plain<T: Into<String>, B: Into<String>>(bodies: impl IntoIterator<Item = (T, B)>) -> Self {
        let body = |(tag, text): (T, B)| {
            let text = text.into();
            let markup = Markup::Plain;
            (!text.is_empty()).then(|| (tag.into(), Body { markup, text }))
        };
        Self(bodies.into_iter().filter_map(body).collect())
    }

    /// The same with another text in one language.
    #[must_use]
    pub fn with(mut self, tag: impl Into<String>, markup: Markup, text: impl Into<String>) -> Self {
        let text = text.into();
        self.0.insert(tag.into(), Body { markup, text });
        self
    }

    /// The text for a reader of this language: in it, else in German, else in the first there is; with the tag of what it is in, for
    /// the attribute `lang`. `None` when there is no text at all.
    pub fn for_reader(&self, language: Language) -> Option<(&str, &Body)> {
        [language, Language::De]
            .iter()
            .find_map(|language| self.0.get_key_value(language.tag()))
            .or_else(|| self.0.iter().next())
            .map(|(tag, body)| (tag.as_str(), body))
    }

    /// As [`Multilingual::for_reader`], the text alone; empty when there is none.
    pub fn text(&self, language: Language) -> &str {
        self.for_reader(language).map_or("", |(_, body)| &body.text)
    }

    /// All languages and their texts.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Body)> {
        self.0.iter().map(|(tag, body)| (tag.as_str(), body))
    }

    /// Whether there is no text in any language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The API shows texts as an object of language tags.
impl Serialize for Multilingual {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(tag, body)| (tag, &body.text)))
    }
}

/// What a text belongs to: a field of a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Field {
    /// The record within its kind.
    pub subject: String,
    /// Which of its texts, such as `title`.
    pub field: String,
}

impl Field {
    /// A field of a record.
    pub fn new(subject: impl Into<String>, field: impl Into<String>) -> Self {
        Self {
            subject: subject.into(),
            field: field.into(),
        }
    }
}
