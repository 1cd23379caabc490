//! What a reader tells while it reads a file: the head of the delivery once, then each row with the place of its cell.
//!
//! For whoever stores, counts or shows figures from files. A row is one cell at the crossing of a key line and a period column
//! (wide layouts) or one data line (long layouts); nothing is dropped silently, so a cell that cannot be read is a row too.
//! Events know no catalogue and no list of territories: whether a key exists is for the receiver to say.

use std::{collections::BTreeMap, fmt, sync::Arc};

use figures::{
    dimension::DimensionSet, number::Number, observation::Status, period::Period, source::AreaState, territory::Level,
    unit::Unit,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One thing that a reader tells.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// Exactly once, before any other event.
    Delivery(Box<DeliveryHead>),
    /// A territory as the file writes it; rows refer to it by its order, counted from 0. A key that stands on several lines may be
    /// announced several times.
    Territory(TerritoryText),
    /// A breakdown; rows refer to it by its order, counted from 1, because 0 is the total without breakdown.
    Dimensions(DimensionSet),
    /// What a concept or code of a breakdown is called in the file, told with the first breakdown that holds it. It may be told several
    /// times.
    Words(CodeWords),
    /// A value, or what stands in its place.
    Row(Row),
    /// Lines that hold no figures.
    Skipped {
        /// What they are.
        kind: SkippedKind,
        /// How many of them lie together.
        n_lines: u32,
    },
    /// Something that whoever reads the report should know about the file, for example that its text was encoded twice. It ends no
    /// row.
    Note {
        /// The first cell that it is about.
        place: Place,
        /// What was seen and what was done about it.
        note: Problem,
    },
}

/// What the file says about all its rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeliveryHead {
    /// The layout in words, for example `INKAR workbook, sheets Daten/Metadaten/Quellangabe`.
    pub layout: String,
    /// The office that publishes, where the layout proves it.
    pub provider: Option<String>,
    /// The short name of the source, where the layout proves it, for example `inkar`.
    pub source_slug: Option<String>,
    /// The title of the publication.
    pub title: Option<String>,
    /// The source note as the file prints it.
    pub source_note: Option<String>,
    /// The licence, where the publisher of the layout states one for the whole product.
    pub licence: Option<String>,
    /// The data state that the file proves, for example by `Stand: 20.08.2021`. An edition proves only a year and is no data state.
    pub known_on: Option<Date>,
    /// The edition, for example `2024`.
    pub edition: Option<String>,
    /// On which area the figures stand, where the file proves it.
    pub area_state: Option<AreaState>,
    /// The address of the data set, where the file names it.
    pub dataset_uri: Option<String>,
    /// The indicators; rows refer to them by their order, counted from 0.
    pub indicators: Vec<IndicatorHead>,
    /// The sheets; places refer to them by their order, counted from 0. Empty for text files.
    pub sheets: Vec<String>,
    /// What was detected and is shown to the person, for example `("delimiter", ";")`.
    pub detected: Vec<(String, String)>,
    /// The short name of the source when nobody says a better one: the layout proves only a kind of publisher.
    pub source_fallback: Option<String>,
    /// What concepts and codes of breakdowns are called, where the file or its structure says it.
    pub words: Vec<CodeWords>,
    /// Whether the file says that its values are not released; whoever takes it keeps them so.
    pub is_internal: bool,
    /// Whether the file describes structures and holds no figures, by its kind and not by accident.
    pub is_structure: bool,
}

/// A name in several languages: two letters, in small letters; blank where nobody says which.
pub type Names = BTreeMap<String, String>;

/// What a code of a breakdown is called; with a blank code the concept itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CodeWords {
    /// The concept, for example `SEX`.
    pub concept: String,
    /// The code, for example `F`.
    pub code: String,
    /// Its names.
    pub names: Names,
}

/// What the file says about one indicator.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IndicatorHead {
    /// The name by which the file calls it; empty when the file names none.
    pub name: String,
    /// The title for people, where the name is a number or a code.
    pub title: Option<String>,
    /// The long name.
    pub long_name: Option<String>,
    /// Where the publisher has it from.
    pub source: Option<String>,
    /// The rule by which it is computed, as the publisher writes it.
    pub formula: Option<String>,
    /// What the publisher remarks.
    pub notes: Option<String>,
    /// The unit in the words of the file.
    pub unit_text: Option<String>,
    /// The unit, only when the words are unmistakable.
    pub unit: Option<Unit>,
    /// Whether the values are plans or targets: they may be about the future and never count as observed.
    pub is_planned: bool,
    /// The goals that the file links it to.
    pub goals: Vec<GoalText>,
    /// The cell with the name.
    pub place: Place,
}

/// A goal that a file links an indicator to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalText {
    /// The framework, for example `sdg`.
    pub framework: String,
    /// The goal or target within it, for example `11.6`.
    pub code: String,
    /// `exact`, `close`, `broader` or `related`.
    pub relation: String,
}

/// A cell: row and column counted from 1 as a spreadsheet shows them, the sheet from 0 within [`DeliveryHead::sheets`].
///
/// In a text file the row is the number of the line on which the record begins, and the column that of the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Place {
    /// Index of the sheet; 0 for text files.
    pub sheet: u16,
    /// Row, counted from 1.
    pub row: u32,
    /// Column, counted from 1.
    pub column: u32,
}

impl Place {
    /// The column in letters, as a spreadsheet shows it.
    ///
    /// ```
    /// use formats::Place;
    /// assert_eq!(Place { sheet: 0, row: 1, column: 28 }.column_letters(), "AB");
    /// ```
    pub fn column_letters(self) -> String {
        let mut letters = Vec::new();
        let mut rest = self.column;
        while rest > 0 {
            rest -= 1;
            letters.push(char::from(b'A' + (rest % 26) as u8));
            rest /= 26;
        }
        letters.iter().rev().collect()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "row {}, column {} ({})",
            self.row,
            self.column,
            self.column_letters()
        )
    }
}

/// A territory as the file writes it. What the text may mean is told by [`figures::territory::readings`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerritoryText {
    /// The key as it stands in the file; may be blank.
    pub text: String,
    /// The name beside it.
    pub name: Option<String>,
    /// The level that the file states for the line.
    pub level: Option<Level>,
    /// The cell with the key.
    pub place: Place,
}

/// One row of the account: a value or what stands in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The value's own cell.
    pub place: Place,
    /// Index into [`DeliveryHead::indicators`].
    pub indicator: u32,
    /// Which announced [`Event::Territory`], counted from 0.
    pub territory: u32,
    /// Which announced [`Event::Dimensions`], counted from 1; 0 is the total without breakdown.
    pub dimensions: u32,
    /// The period, or why the text in its place is none.
    pub period: Result<Period, Problem>,
    /// What stands in the cell.
    pub value: Cell,
    /// What had to be done to the value; a row taken so is reported as corrected.
    pub repair: Option<ValueRepair>,
    /// What the publisher remarks about this one value, for example in a column of comments.
    pub remark: Option<Arc<str>>,
}

/// What stands in a cell for a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A number.
    Number(Number),
    /// No number, and the reason: a blank or a table symbol.
    Missing(Status),
    /// A number with flags beside it.
    NumberWithStatus(Number, Status),
    /// Neither number nor known symbol, or a number on a line that no territory can be made of.
    Unreadable(Problem),
}

/// What had to be done to a value before it was a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueRepair {
    /// A number written as text among number cells of a workbook was read as a number.
    NumberAsText,
}

impl ValueRepair {
    /// The word used in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NumberAsText => "number_as_text",
        }
    }
}

/// Why one row cannot be taken: a stable code, the offending text and a sentence for the person who must mend the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Stable, for translation.
    pub code: &'static str,
    /// The offending piece of the file, shortened.
    pub text: Arc<str>,
    /// One sentence: what is wrong and what to do; lower case, no full stop.
    pub message: Arc<str>,
}

impl Problem {
    /// A problem with its sentence.
    pub fn new(code: &'static str, text: &str, message: impl Into<Arc<str>>) -> Self {
        Self {
            code,
            text: shortened(text).into(),
            message: message.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// A kind of lines without figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkippedKind {
    /// Title and remarks above the header.
    Preamble,
    /// Names of columns.
    Header,
    /// Remarks below the figures.
    Footer,
    /// Lines without any content.
    Blank,
    /// Rows that say something about a part of the figures and hold none.
    Attributes,
    /// Lines of totals without a key of their own.
    Total,
    /// Lines of a further table that was not understood.
    OtherTable,
    /// Other sheets, read for what they say about the figures or without figures.
    OtherSheet,
}

/// The beginning of a text, short enough for a sentence and without line breaks.
pub(crate) fn shortened(text: &str) -> String {
    let mut out: String = text
        .trim()
        .chars()
        .take(40)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.trim().chars().nth(40).is_some() {
        out.push('…');
    }
    out
}
