//! What a municipality counts itself: own indicators without programming, and own values by form instead of by file.
//!
//! * [`draft`]: what a person says about an indicator, as typed, and what it means once it is checked.
//! * [`decimals`]: with how many digits it is shown when nobody says so.
//! * [`indicators`]: own indicators as records: founded, changed without losing anybody's words, in every version readable.
//! * [`ending`]: what becomes of one that nobody counts any more.
//! * [`goals`]: what an own indicator may be linked to, in any framework.
//! * [`entry`]: numbers and periods as people type them, German or English, with what cannot be and what is unusual.
//! * [`threshold`]: from which number on everybody may see what is counted.
//! * [`values`]: a filled-in form becomes a delivery like any other, with a kept file; internal until it is released.
//!
//! An own indicator is called `organisation.name` everywhere. The point never stands in another name, so that neither a publisher nor another
//! municipality can ever take it. Own values have the source `own:organisation`: their series carry the organisation in the key.
//! Microdata and unpublished tables of statistical offices have no place here: § 16 (5) BStatG gives them to separated statistics units only.

pub mod decimals;
pub mod draft;
pub mod ending;
pub mod entry;
pub mod goals;
pub mod indicators;
pub mod record_versions;
pub mod threshold;
pub mod values;

use methods::formula::Problem;
use serde::{Deserialize, Serialize};
use store::scope::Scope;
use web::{language::Language, words::Source};

use crate::people::Organisation;

/// Words about own indicators and values.
pub const WORDS: [Source; 2] = [
    (Language::De, "indicators/own/text/de.ftl", include_str!("text/de.ftl")),
    (Language::En, "indicators/own/text/en.ftl", include_str!("text/en.ftl")),
];

/// The short name of the source of an organisation's own values.
pub fn source_of(organisation: &str) -> String {
    format!("{OWN_SOURCE}{organisation}")
}

/// Whether a source stands for what a home enters itself.
pub fn is_own_source(source: &str) -> bool {
    source.starts_with(OWN_SOURCE)
}

const OWN_SOURCE: &str = "own:";

/// The licences that can be chosen for figures that nobody has published yet.
pub const LICENCES: [&str; 4] = ["dl-de/by-2-0", "dl-de/zero-2-0", "CC-BY-4.0", "CC0-1.0"];

/// The short name of the source of tables that name no publisher.
pub const NO_PUBLISHER: &str = "own";

/// Whether figures come from no publisher: from a home itself, or from a table that names none. Nobody has released them before.
pub fn is_of_no_publisher(source: &str) -> bool {
    source == NO_PUBLISHER || is_own_source(source)
}

/// The home in whose name a source speaks.
pub fn home_of(source: &str) -> Option<&str> {
    source.strip_prefix(OWN_SOURCE)
}

/// Before the title of an indicator, the title of a delivery of own values.
const OWN_VALUES: &str = "Eigene Werte: ";

/// The title of a delivery of own values of an indicator.
pub fn delivery_title(indicator: &str) -> String {
    format!("{OWN_VALUES}{indicator}")
}

/// The title of the indicator of which a delivery with this title brings own values.
pub fn indicator_title(delivery: &str) -> Option<&str> {
    delivery
        .strip_prefix(OWN_VALUES)
        .map(str::trim)
        .filter(|title| !title.is_empty())
}

/// Who acts for a home, with the sight of `scope`.
pub fn acting_for(scope: &Scope, home: &Organisation) -> Scope {
    scope.clone().acting_for(home.id)
}

/// Who may see a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    /// Only whoever works on it.
    Draft,
    /// The organisation.
    Internal,
    /// Everybody.
    Public,
}

impl Visibility {
    /// All of them, from few to many readers.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Internal, Self::Public];

    /// The word in storage and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Internal => "internal",
            Self::Public => "public",
        }
    }

    /// The one of the two that fewer may see.
    #[must_use]
    pub fn min_readers(self, other: Self) -> Self {
        self.min(other)
    }

    /// Reads the word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

/// Whether people stand behind the counted cases: decides from which number on a value may be released.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Protection {
    /// Things, money, areas.
    Things,
    /// People, or cases behind which people stand.
    People,
    /// Social data.
    Social,
}

impl Protection {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Things, Self::People, Self::Social];

    /// The word in storage and forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Things => "things",
            Self::People => "people",
            Self::Social => "social",
        }
    }

    /// Reads the word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }

    /// The smallest count that may be released.
    pub const fn threshold(self) -> f64 {
        match self {
            Self::Things => 0.0,
            Self::People => 3.0,
            Self::Social => 10.0,
        }
    }
}

/// What is wrong with one field of a form. The English sentence serves the command line; pages translate by code and piece.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {message}")]
pub struct FieldError {
    /// The field.
    pub field: String,
    /// Stable, for programs and translations.
    pub code: &'static str,
    /// What was typed there, or what it concerns.
    pub piece: String,
    /// What is wrong and what to do.
    pub message: String,
    /// What is wrong with a formula, with its place.
    pub mistake: Option<Box<Problem>>,
}

impl FieldError {
    /// A problem of a field.
    pub fn new(
        field: impl Into<String>,
        code: &'static str,
        piece: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            field: field.into(),
            code,
            piece: piece.into(),
            message: message.into(),
            mistake: None,
        }
    }

    /// A mistake in the formula of a field.
    pub fn in_formula(field: impl Into<String>, mistake: Problem) -> Self {
        let place = (mistake.start + 1).to_string();
        let message = mistake.to_string();
        Self {
            mistake: Some(Box::new(mistake)),
            ..Self::new(field, "formula", place, message)
        }
    }
}

/// Why a text of a form cannot be kept: too long, or with signs that nobody sees.
pub fn unfit_text(field: &str, text: &str, most: usize) -> Vec<FieldError> {
    let mut wrong = Vec::new();
    if most < text.chars().count() {
        let message = format!("the text has more than {most} characters; shorten it");
        wrong.push(FieldError::new(field, "text-long", most.to_string(), message));
    }
    let is_hidden = |one: char| one.is_control() && !matches!(one, '\n' | '\r' | '\t');
    if text.chars().any(is_hidden) {
        let message = "the text holds control characters; type it again";
        wrong.push(FieldError::new(field, "text-control", "", message));
    }
    wrong
}

/// Who may see a record, as a form says it; a draft when it says nothing.
pub fn visibility_of(text: &str, wrong: &mut Vec<FieldError>) -> Option<Visibility> {
    let visibility = match text.trim() {
        "" => Some(Visibility::Draft),
        word => Visibility::of(word),
    };
    if visibility.is_none() {
        let message = "the visibility is draft, internal or public";
        wrong.push(FieldError::new("visibility", "visibility", text.trim(), message));
    }
    visibility
}

/// All problems of a form in one line each.
pub fn listed(errors: &[FieldError]) -> String {
    let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
