//! Every word shown to people: loaded once from Fluent files, found by key, filled with arguments.
//!
//! A capability keeps its words in `text/de.ftl` and `text/en.ftl` and hands them over as [`Source`]s; [`Words::new`] reads all of
//! them and refuses broken syntax, a key twice, a key or a variable that one language lacks. Nobody ever sees a raw error: a missing
//! key stops tests and development builds, a release build shows the key in brackets and logs it.
//!
//! [`Words::text`] puts isolation marks (U+2068, U+2069) around arguments, as running text in HTML needs; [`Words::plain`] leaves
//! them out, for titles, attributes, files and everything that is not HTML body text. Numbers given as arguments are written in the
//! reader's language; a year is handed over as text, because it takes no thousands separator.
//!
//! ```
//! use web::{language::Language, words::Words};
//! let words = Words::new(&[
//!     (Language::De, "rooms/text/de.ftl", "rooms-free = { $n ->\n    [one] Ein Raum ist frei\n   *[other] { $n } Räume sind frei\n }"),
//!     (Language::En, "rooms/text/en.ftl", "rooms-free = { $n ->\n    [one] One room is free\n   *[other] { $n } rooms are free\n }"),
//! ])?;
//! assert_eq!(words.plain(Language::De, "rooms-free").with("n", 1200).to_string(), "1.200 Räume sind frei");
//! # Ok::<(), web::words::WordsError>(())
//! ```
//! In a template: `{{ frame.t("rooms-free").with("n", n_rooms) }}`, in an attribute `{{ frame.plain("rooms-free")… }}`.

mod differences;
mod message;

pub use message::{Argument, Message, WordArgument};

use std::{fmt, sync::Arc};

use fluent_bundle::{
    FluentArgs, FluentError, FluentResource, FluentValue, concurrent::FluentBundle, types::FluentNumber,
};
use unic_langid::LanguageIdentifier;

use crate::{format, language::Language};

/// A Fluent file: its language, its place in the tree (for messages about it), its text.
pub type Source = (Language, &'static str, &'static str);

const OWN_SOURCES: [Source; 2] = [
    (Language::De, "web/text/de.ftl", include_str!("../../text/de.ftl")),
    (Language::En, "web/text/en.ftl", include_str!("../../text/en.ftl")),
];

/// The words of the whole program; cheap to clone.
#[derive(Clone)]
pub struct Words(Arc<[LanguageWords; 2]>);

struct LanguageWords {
    isolating: Bundle,
    plain: Bundle,
}

type Bundle = FluentBundle<Arc<FluentResource>>;

impl Words {
    /// Reads the sources of all capabilities; the words of this crate are always part of it.
    pub fn new(sources: &[Source]) -> Result<Words, WordsError> {
        let mut findings = Vec::new();
        let sources: Vec<Source> = OWN_SOURCES.iter().chain(sources).copied().collect();
        let words = Language::ALL.map(|language| LanguageWords::read(language, &sources, &mut findings));
        findings.extend(differences::between_languages(&sources));
        if findings.is_empty() {
            Ok(Words(Arc::new(words)))
        } else {
            Err(WordsError { findings })
        }
    }

    /// The words of this crate alone, for tests and tools.
    pub fn own() -> Words {
        Words::new(&[]).unwrap_or_else(|error| panic!("the words of the frame are broken: {error}"))
    }

    /// Running text in HTML: arguments are isolated, so that their writing direction cannot disturb the sentence.
    pub fn text<'a>(&'a self, language: Language, key: &'a str) -> Text<'a> {
        Text {
            bundle: &self.of(language).isolating,
            key,
            arguments: FluentArgs::new(),
        }
    }

    /// Text without isolation marks: titles, attributes, files, messages for machines.
    pub fn plain<'a>(&'a self, language: Language, key: &'a str) -> Text<'a> {
        Text {
            bundle: &self.of(language).plain,
            key,
            arguments: FluentArgs::new(),
        }
    }

    /// Whether a key exists.
    pub fn has(&self, key: &str) -> bool {
        self.of(Language::De).plain.has_message(key)
    }

    fn of(&self, language: Language) -> &LanguageWords {
        &self.0[language as usize]
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Words")
    }
}

impl LanguageWords {
    fn read(language: Language, sources: &[Source], findings: &mut Vec<String>) -> Self {
        let mut words = Self {
            isolating: bundle(language, true),
            plain: bundle(language, false),
        };
        for (_, path, text) in sources.iter().filter(|source| source.0 == language) {
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, errors)| {
                findings.extend(errors.iter().map(|error| {
                    let line = text[..error.pos.start.min(text.len())].lines().count().max(1);
                    format!("{path}, line {line}: {error}")
                }));
                resource
            });
            let resource = Arc::new(resource);
            if let Err(errors) = words.isolating.add_resource(Arc::clone(&resource)) {
                findings.extend(errors.into_iter().map(|error| match error {
                    FluentError::Overriding { id, .. } => format!("{path}: \"{id}\" exists already"),
                    error => format!("{path}: {error}"),
                }));
            }
            words.plain.add_resource_overriding(resource);
        }
        words
    }
}

fn bundle(language: Language, isolating: bool) -> Bundle {
    let locale: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    bundle.set_use_isolating(isolating);
    bundle.set_formatter(Some(match language {
        Language::De => |value, _| number(Language::De, value),
        Language::En => |value, _| number(Language::En, value),
    }));
    bundle
}

fn number(language: Language, value: &FluentValue) -> Option<String> {
    match value {
        FluentValue::Number(FluentNumber { value, options }) => {
            let decimals = options
                .minimum_fraction_digits
                .and_then(|n_digits| i8::try_from(n_digits).ok());
            Some(format::number(language, *value, decimals.unwrap_or(-1)))
        }
        _ => None,
    }
}

/// A message on its way to a page: add arguments with [`with`](Text::with), then display it.
#[must_use]
pub struct Text<'a> {
    bundle: &'a Bundle,
    key: &'a str,
    arguments: FluentArgs<'a>,
}

impl Text<'_> {
    /// Fills a variable of the message.
    pub fn with(mut self, name: &'static str, value: impl WordArgument) -> Self {
        match value.argument() {
            Argument::Text(text) => self.arguments.set(name, text),
            Argument::Number(number) => self.arguments.set(name, number),
        }
        self
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = self.key;
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            complain(&format!("no words for the key \"{key}\""));
            return write!(formatter, "[{key}]");
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&self.arguments), &mut errors);
        if !errors.is_empty() {
            complain(&format!("the words \"{key}\" cannot be filled: {errors:?}"));
        }
        formatter.write_str(&text)
    }
}

/// Loud where we develop and test, a line in the log where people read.
fn complain(finding: &str) {
    if cfg!(debug_assertions) {
        panic!("{finding}");
    }
    tracing::error!("{finding}");
}

/// Everything that is wrong with the words, in one list.
#[derive(Debug, thiserror::Error)]
#[error("the words of the pages have {} findings: {}", findings.len(), findings.join("; "))]
pub struct WordsError {
    /// One sentence a finding, with the file or key.
    pub findings: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(de: &'static str, en: &'static str) -> Vec<String> {
        match Words::new(&[(Language::De, "x/de.ftl", de), (Language::En, "x/en.ftl", en)]) {
            Ok(_) => Vec::new(),
            Err(error) => error.findings,
        }
    }

    #[test]
    fn a_key_that_one_language_lacks_is_found() {
        assert_eq!(
            findings("x-a = A\nx-b = B", "x-a = A"),
            ["\"x-b\" is missing in \"en\""]
        );
        assert_eq!(
            findings("x-a = A", "x-a = A\nx-c = C"),
            ["\"x-c\" is missing in \"de\""]
        );
    }

    #[test]
    fn broken_syntax_and_repeated_keys_are_found_with_their_file() {
        let found = findings("x-a = A\nx-b B", "x-a = A");
        assert!(found[0].starts_with("x/de.ftl, line "), "{found:?}");
        let found = findings("x-a = A\nx-a = B", "x-a = A");
        assert_eq!(found, ["x/de.ftl: \"x-a\" exists already"]);
    }

    #[test]
    fn variables_have_the_same_names_in_both_languages() {
        let found = findings("x-a = { $n } Werte", "x-a = { $count } values");
        assert_eq!(found, [r#""x-a" has variables {"n"} in "de" but {"count"} in "en""#]);
    }

    #[test]
    fn isolation_marks_are_only_in_running_text() -> Result<(), WordsError> {
        let words = Words::new(&[
            (Language::De, "x/de.ftl", "x-of = Werte von { $name }"),
            (Language::En, "x/en.ftl", "x-of = Values of { $name }"),
        ])?;
        assert_eq!(
            words.text(Language::De, "x-of").with("name", "Ulm").to_string(),
            "Werte von \u{2068}Ulm\u{2069}"
        );
        assert_eq!(
            words.plain(Language::En, "x-of").with("name", "Ulm").to_string(),
            "Values of Ulm"
        );
        Ok(())
    }

    #[test]
    #[should_panic(expected = "no words for the key \"x-nowhere\"")]
    fn a_missing_key_stops_a_test() {
        let _ = Words::own().plain(Language::De, "x-nowhere").to_string();
    }
}
