//! What the syntaxes of SDMX have in common: components, and observations that give each of them a text.

use figures::number::DecimalSign;
use jiff::civil::Date;

use super::concepts::Kind;
use crate::{FileError, Names, Problem};

/// A component of the message: a column of CSV, a dimension, measure or attribute of JSON and XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Component {
    /// Its identifier.
    pub(super) concept: String,
    /// What the message or its structure says about it.
    pub(super) kind: Kind,
    /// The column of its texts, counted from 1.
    pub(super) column: u32,
    /// Its name in words.
    pub(super) names: Names,
    /// Another concept by which its structure makes it known: the component `GEO` may be the concept `REF_AREA`.
    pub(super) also: Option<String>,
    /// Whether a structure says what it is.
    pub(super) is_described: bool,
}

impl Component {
    /// A component of which nothing but its identifier is known.
    pub(super) fn new(concept: &str, kind: Kind, column: u32) -> Self {
        Self {
            concept: concept.to_owned(),
            kind,
            column,
            names: Names::new(),
            also: None,
            is_described: false,
        }
    }
}

/// One observation, or attributes of a part of the data.
#[derive(Debug, Clone, Default)]
pub(super) struct Stated {
    /// Its place in the message, counted from 1: the line of CSV, the number of the observation in JSON and XML.
    pub(super) row: u32,
    /// The structure it belongs to, such as `IAEG-SDGs:SDG(1.8)`.
    pub(super) structure: String,
    /// What the structure is called.
    pub(super) structure_name: String,
    /// Whether it asks for the observation to be deleted.
    pub(super) is_deletion: bool,
    /// Why it cannot be taken, whatever its texts say.
    pub(super) problem: Option<Problem>,
    /// The text of each component; blank where there is none.
    pub(super) texts: Vec<String>,
    /// What each code is called; blank where nobody says.
    pub(super) labels: Vec<String>,
}

impl Stated {
    /// Empties it for the next observation.
    pub(super) fn clear(&mut self, n_components: usize) {
        self.is_deletion = false;
        self.problem = None;
        for list in [&mut self.texts, &mut self.labels] {
            list.iter_mut().for_each(String::clear);
            list.resize(n_components, String::new());
        }
    }

    /// Sets the text of a component.
    pub(super) fn set(&mut self, index: usize, text: &str, label: &str) {
        if let (Some(place), Some(name)) = (self.texts.get_mut(index), self.labels.get_mut(index)) {
            text.clone_into(place);
            label.clone_into(name);
        }
    }
}

/// What a message says about all its observations.
#[derive(Debug, Clone, Default)]
pub(super) struct About {
    /// The layout in words.
    pub(super) layout: String,
    /// What was detected, to be shown.
    pub(super) detected: Vec<(String, String)>,
    /// The day on which the message was made.
    pub(super) prepared: Option<Date>,
    /// Who sends it.
    pub(super) sender: Option<String>,
    /// The sign in its numbers, where the syntax fixes it.
    pub(super) sign: Option<DecimalSign>,
    /// The character between several values of one attribute.
    pub(super) separator: Option<char>,
    /// Whether the message brings its structure and the names of its codes along.
    pub(super) has_words: bool,
    /// Whether texts that look like formulas have an apostrophe in front, as in our own CSV.
    pub(super) is_armed: bool,
    /// Lines without observations: kind and number, told before the rows.
    pub(super) n_header_lines: u32,
}

/// What is done with each observation; `false` ends the reading.
pub(super) type Visit<'v> = dyn FnMut(&mut Stated) -> Result<bool, FileError> + 'v;

/// A message in any syntax; it can be gone through several times.
pub(super) trait Message {
    /// What is said about all of it.
    fn about(&self) -> &About;

    /// All components.
    fn components(&self) -> &[Component];

    /// Goes through all observations in their order.
    fn each(&mut self, visit: &mut Visit<'_>) -> Result<(), FileError>;

    /// How many lines were blank; known after the observations were gone through.
    fn n_blank_lines(&self) -> u32 {
        0
    }

    /// What a code of a component is called, in all languages that are known.
    fn names(&self, _structure: &str, _component: usize, _code: &str) -> Option<Names> {
        None
    }
}
