//! One cell with a value: number, sign, or the reason why it is neither.

use figures::{
    number::{DecimalSign, Number},
    observation::Status,
};

use super::survey::spellings;
use crate::{
    Cell, Problem, ValueRepair,
    event::shortened,
    symbols::{self, SymbolSet},
    workbook::CellContent,
};

/// Why a line has a cell too many when the last two are a number that its decimal comma has cut: `-92` and `54`.
pub(crate) fn decimal_comma(front: &str, back: &str) -> Option<Problem> {
    let (front, back) = (front.trim(), back.trim());
    let is_digits = |text: &str| !text.is_empty() && text.len() <= 15 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(front.trim_start_matches(['-', '−', '+'])) || !is_digits(back) {
        return None;
    }
    let thousands = match back.len() {
        3 => format!(", or {front}{back} if the comma sets thousands apart"),
        _ => String::new(),
    };
    let message = format!(
        "the line has a cell too many; the value is probably {front},{back} with a decimal comma, write {front}.{back}{thousands}"
    );
    Some(Problem::new("decimal_comma", &format!("{front},{back}"), message))
}

/// How values are written in a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spelling {
    /// The decimal sign; `None` when nothing in the file decides it.
    pub(crate) sign: Option<DecimalSign>,
    /// What signs mean.
    pub(crate) symbols: Option<SymbolSet>,
    /// Whether the cells have types, so that a number as text is a flaw.
    pub(crate) is_typed: bool,
}

impl Spelling {
    /// What stands in a cell for a value.
    pub(crate) fn value(self, content: CellContent<'_>) -> (Cell, Option<ValueRepair>) {
        let unreadable =
            |code, text: &str, message: String| (Cell::Unreadable(Problem::new(code, text, message)), None);
        match content {
            CellContent::Blank => (Cell::Missing(Status::NOT_KNOWN), None),
            CellContent::Number(number) | CellContent::Percent(number) => match Number::binary(number) {
                Some(number) => (Cell::Number(number), None),
                None => unreadable(
                    "number_infinite",
                    &format!("{number}"),
                    "the number is larger than any figure can be; correct the cell".to_owned(),
                ),
            },
            CellContent::Date(days) => unreadable(
                "number_as_date",
                &content.as_text(),
                format!(
                    "the cell is formatted as a date ({}); format it as a number if {days} is meant",
                    content.as_text()
                ),
            ),
            CellContent::Other(word) => unreadable(
                "not_a_number",
                word,
                format!("\"{word}\" is no figure; write the number, or leave the cell blank when it is missing"),
            ),
            CellContent::Text(text) => match self.text(text.trim()) {
                Ok(cell) => {
                    let is_number = matches!(cell, Cell::Number(_) | Cell::NumberWithStatus(..));
                    let is_sign = self.symbols.is_some_and(|set| set.meaning(text).is_some());
                    let repair = (self.is_typed && is_number && !is_sign).then_some(ValueRepair::NumberAsText);
                    (cell, repair)
                }
                Err(problem) => (Cell::Unreadable(problem), None),
            },
        }
    }

    fn text(self, text: &str) -> Result<Cell, Problem> {
        let Some(set) = self.symbols else {
            return self.number(text).map(Cell::Number);
        };
        symbols::value(set, text, |rest| self.number(rest))
    }

    fn number(self, text: &str) -> Result<Number, Problem> {
        let (comma, point) = spellings(text);
        let number = match (self.sign, comma, point) {
            (Some(DecimalSign::Comma), comma, _) => comma,
            (Some(DecimalSign::Point), _, point) => point,
            (None, Some(comma), Some(point)) if comma.value != point.value => {
                return Err(Problem::new(
                    "number_ambiguous",
                    text,
                    format!(
                        "\"{}\" means {comma} or {point}, and nothing in the file tells which; name the decimal sign, in a mapping with decimal_sign = \"comma\" or \"point\"",
                        shortened(text)
                    ),
                ));
            }
            (None, comma, point) => comma.or(point),
        };
        number.ok_or_else(|| self.no_number(text))
    }

    fn no_number(self, text: &str) -> Problem {
        let shown = shortened(text);
        let sets: Vec<&str> = symbols::sets_with(text).into_iter().map(SymbolSet::as_str).collect();
        if !sets.is_empty() {
            return Problem::new(
                "symbol_unknown",
                text,
                format!(
                    "\"{shown}\" is a sign that offices use in different ways; say which signs the file uses ({})",
                    sets.join(", ")
                ),
            );
        }
        let sign = self.sign.unwrap_or(DecimalSign::Comma);
        match Number::parse(text, sign) {
            Err(error) => Problem::new("not_a_number", text, error.to_string()),
            Ok(_) => Problem::new(
                "not_a_number",
                text,
                format!("\"{shown}\" is not a number; write digits with one decimal sign"),
            ),
        }
    }

    /// Puts together what the cell says and what the column of the status says.
    pub(crate) fn with_status(self, cell: Cell, status: &str) -> Cell {
        if status.is_empty() {
            return cell;
        }
        if let Some(cell) = self.symbols.and_then(|set| set.with_sign(cell.clone(), status)) {
            return cell;
        }
        match status.parse::<Status>() {
            Ok(status) => symbols::with_status(cell, status),
            Err(_) if symbols::is_sign(status) => Cell::Unreadable(self.no_number(status)),
            Err(error) => Cell::Unreadable(Problem::new("status", status, error.to_string())),
        }
    }
}
