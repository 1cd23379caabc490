//! What can be wrong with a formula: where, what, and what to do. For the person who wrote it.
//!
//! The English sentences serve the command line and the API; pages translate by [`Mistake::code`] and what the mistake names.

use figures::{
    indicator::{CountedAt, Reference},
    unit::Unit,
};

/// A mistake and the part of the formula that it is about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("character {}: {mistake}", start + 1)]
pub struct Problem {
    /// The first character, counted from 0.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// What is wrong.
    pub mistake: Mistake,
}

/// What stands where something else was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Found {
    /// A number.
    #[error("the number {0}")]
    Number(String),
    /// Nothing more.
    #[error("the end")]
    End,
    /// Times, however it was written.
    #[error("a times sign")]
    Times,
    /// Divided by, however it was written.
    #[error("a division sign")]
    Divide,
    /// Anything else, as it was written.
    #[error("\"{0}\"")]
    Text(String),
}

/// What should stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Expected {
    /// Something to compute with.
    #[error("an indicator, a number or a parenthesis")]
    Operand,
    /// A sign, or nothing more.
    #[error("+ - * / or the end")]
    Operation,
    /// A sign, or the end of a parenthesis.
    #[error("+ - * / or \")\"")]
    OperationOrClose,
    /// The name of an indicator.
    #[error("the name of an indicator")]
    Indicator,
    /// The beginning of a parenthesis.
    #[error("an opened parenthesis before it")]
    Open,
    /// The end of a parenthesis.
    #[error("\")\"")]
    Close,
}

/// What may be meant by a name nobody knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Hint {
    /// Two names with a minus that was taken for a part of one name.
    #[error("for a minus write \"{0} - {1}\" with spaces")]
    Minus(String, String),
    /// A slip of the pen.
    #[error("did you mean \"{0}\"?")]
    Similar(String),
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    /// No text.
    #[error("the formula is empty; write for example unemployed / population * 1000")]
    Empty,
    /// Longer than anybody can check.
    #[error("the formula is longer than {0} characters; define parts of it as indicators of their own")]
    TooLong(usize),
    /// Parentheses in parentheses in parentheses.
    #[error("parentheses are nested deeper than {0}; define the inner part as an indicator of its own")]
    TooDeep(usize),
    /// A character that means nothing.
    #[error("\"{0}\" has no meaning here; use names of indicators, numbers, + - * / and parentheses")]
    Character(char),
    /// A number that can be read in two ways.
    #[error("\"{0}\" could mean thousands or a fraction; write {1}, or {2}")]
    AmbiguousNumber(String, String, String),
    /// A number that is none.
    #[error("\"{0}\" is not a number; write for example 1000 or 0.5")]
    Number(String),
    /// Something else was expected.
    #[error("{found} stands where {expected} is expected")]
    Unexpected {
        /// What stands there.
        found: Found,
        /// What should stand there.
        expected: Expected,
    },
    /// An opened parenthesis, bracket or quotation mark.
    #[error("\"{0}\" is never closed; add \"{1}\"")]
    Unclosed(char, char),
    /// Not `concept=code`.
    #[error("{0}")]
    Dimension(String),
    /// An unknown word behind `@`.
    #[error("\"@{0}\" is not known; use @same, @previous, @following, @residence or @work")]
    Alignment(String),
    /// Two words behind `@` that contradict each other.
    #[error("\"@{0}\" contradicts what is stated before; keep one of the two")]
    AlignmentTwice(String),
    /// No such indicator.
    #[error("indicator \"{name}\" is not in the catalogue{}", .hint.as_ref().map(|hint| format!("; {hint}")).unwrap_or_default())]
    UnknownIndicator {
        /// As it was written.
        name: String,
        /// What may be meant.
        hint: Option<Hint>,
    },
    /// A public indicator would be computed from one that is not.
    #[error(
        "indicator \"{0}\" is not public, so nothing public can be computed from it; make it public, or keep this one internal"
    )]
    HiddenInput(String),
    /// The formula names no indicator.
    #[error("the formula names no indicator; a number alone is no figure of a place")]
    NoIndicator,
    /// The indicator is computed from itself.
    #[error("the formula goes in a circle: {}; an indicator cannot be computed from itself", .0.join(" → "))]
    Cycle(Vec<String>),
    /// Unlike things are added.
    #[error("{left} and {right} cannot be added or subtracted; they measure different things")]
    UnlikeUnits {
        /// What stands before.
        left: String,
        /// What is added.
        right: String,
    },
    /// The same thing on another scale is added.
    #[error("{left} and {right} differ in scale; multiply the second by {factor} first")]
    UnlikeScales {
        /// What stands before.
        left: String,
        /// What is added.
        right: String,
        /// What brings both to one scale.
        factor: String,
    },
    /// The declared unit measures something else.
    #[error("the formula gives {found}, which is not measured in {declared}; choose another unit or mend the formula")]
    UnitDoesNotFollow {
        /// What the formula gives.
        found: String,
        /// What was declared.
        declared: Unit,
    },
    /// The declared unit asks for another factor.
    #[error("{declared} needs the factor {needed}, but the formula multiplies by {found}; mend the factor or the unit")]
    WrongFactor {
        /// What was declared.
        declared: Unit,
        /// The factor that leads to it.
        needed: String,
        /// The factor in the formula.
        found: String,
    },
    /// Different times are mixed without saying so.
    #[error(
        "{first} is about {first_reference}, {second} about {second_reference}; state what is meant: {second}@same for the period \
         of the same name, {second}@previous for the one before, average({second}) for the mean of both ends"
    )]
    MixedReference {
        /// Slug.
        first: String,
        /// Its time.
        first_reference: Reference,
        /// Slug.
        second: String,
        /// Its time.
        second_reference: Reference,
    },
    /// Nobody knows which times are mixed.
    #[error(
        "neither {first} nor {second} states which time within its period it is about; state what is meant: {second}@same for the \
         period of the same name, {second}@previous for the one before"
    )]
    UnstatedReference {
        /// Slug.
        first: String,
        /// Slug.
        second: String,
    },
    /// Residence and work are mixed without saying so.
    #[error(
        "{first} is counted at the place of {}, {second} at the place of {place}; if that is meant, write {second}@{place}",
        .first_place.as_str(), place = .second_place.as_str()
    )]
    MixedPlace {
        /// Slug.
        first: String,
        /// `residence` or `work`.
        first_place: CountedAt,
        /// Slug.
        second: String,
        /// `residence` or `work`.
        second_place: CountedAt,
    },
    /// The stated place of counting is wrong.
    #[error("{slug} is counted at the place of {}, not of {word}; leave @{word} out", .actual.as_str(), word = .stated.as_str())]
    WrongPlace {
        /// Slug.
        slug: String,
        /// `residence` or `work`.
        actual: CountedAt,
        /// `residence` or `work`.
        stated: CountedAt,
    },
    /// The populations rest on different counts.
    #[error(
        "{first} rests on {first_base}, {second} on {second_base}; figures on different counts of the population cannot be combined"
    )]
    PopulationBase {
        /// Slug.
        first: String,
        /// Its base.
        first_base: String,
        /// Slug.
        second: String,
        /// Its base.
        second_base: String,
    },
    /// An average needs a stock of a day.
    #[error("average({0}) takes the mean of two days, but {0} is about {1}; leave average out")]
    AverageOfNoStock(String, Reference),
}

impl Mistake {
    /// Stable, for programs and translations.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong(_) => "too_long",
            Self::TooDeep(_) => "too_deep",
            Self::Character(_) => "character",
            Self::AmbiguousNumber(..) => "ambiguous_number",
            Self::Number(_) => "number",
            Self::Unexpected { .. } => "unexpected",
            Self::Unclosed(..) => "unclosed",
            Self::Dimension(_) => "dimension",
            Self::Alignment(_) => "alignment",
            Self::AlignmentTwice(_) => "alignment_twice",
            Self::UnknownIndicator { .. } => "unknown_indicator",
            Self::HiddenInput(_) => "hidden_input",
            Self::NoIndicator => "no_indicator",
            Self::Cycle(_) => "cycle",
            Self::UnlikeUnits { .. } => "unlike_units",
            Self::UnlikeScales { .. } => "unlike_scales",
            Self::UnitDoesNotFollow { .. } => "unit_does_not_follow",
            Self::WrongFactor { .. } => "wrong_factor",
            Self::MixedReference { .. } => "mixed_reference",
            Self::UnstatedReference { .. } => "unstated_reference",
            Self::MixedPlace { .. } => "mixed_place",
            Self::WrongPlace { .. } => "wrong_place",
            Self::PopulationBase { .. } => "population_base",
            Self::AverageOfNoStock(..) => "average_of_no_stock",
        }
    }
}
