//! One cell of our own layout: number, flags, or both.

use figures::{
    number::{BINARY, DecimalSign, Number},
    observation::Status,
};

use super::{NumberForm, own};
use crate::{Cell, FileError, Problem, event::shortened};

/// The text of a cell.
pub(super) fn written(cell: &Cell, form: NumberForm) -> Result<String, FileError> {
    match cell {
        Cell::Number(number) => number_text(*number, form),
        Cell::NumberWithStatus(number, status) => Ok(format!("{}:{status}", number_text(*number, form)?)),
        Cell::Missing(status) if *status == Status::NOT_KNOWN => Ok(String::new()),
        Cell::Missing(status) => Ok(format!(":{status}")),
        Cell::Unreadable(problem) => Err(own(format!(
            "a value that could not be read (\"{}\") cannot be written; leave it out",
            problem.text
        ))),
    }
}

fn number_text(number: Number, form: NumberForm) -> Result<String, FileError> {
    let text = number.to_string();
    let is_same = (form == NumberForm::Binary) == (number.decimals == BINARY) && read_number(&text, form) == Ok(number);
    is_same.then_some(text).ok_or_else(|| {
        own(format!(
            "the number {number} cannot be written as {} so that it reads back as itself; write binary and decimal numbers to files of their own",
            form.as_str()
        ))
    })
}

/// What a text says.
pub(super) fn read(text: &str, form: NumberForm) -> Cell {
    let (number, flags) = match text.split_once(':') {
        Some((number, flags)) => (number, Some(flags)),
        None => (text, None),
    };
    let status = match flags.map(str::parse::<Status>).transpose() {
        Ok(status) => status,
        Err(error) => return Cell::Unreadable(Problem::new("status", text, error.to_string())),
    };
    match (number, status) {
        ("", None) => Cell::Missing(Status::NOT_KNOWN),
        ("", Some(status)) => Cell::Missing(status),
        (number, status) => match (read_number(number, form), status) {
            (Ok(number), None) => Cell::Number(number),
            (Ok(number), Some(status)) => Cell::NumberWithStatus(number, status),
            (Err(problem), _) => Cell::Unreadable(problem),
        },
    }
}

fn read_number(text: &str, form: NumberForm) -> Result<Number, Problem> {
    match form {
        NumberForm::Decimal => Number::parse(text, DecimalSign::Point)
            .map_err(|error| Problem::new("not_a_number", text, error.to_string())),
        NumberForm::Binary => {
            let is_plain = text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
            let number = text.parse().ok().filter(|_| is_plain).and_then(Number::binary);
            number.ok_or_else(|| {
                Problem::new(
                    "not_a_number",
                    text,
                    format!(
                        "\"{}\" is not a number; write digits with a decimal point",
                        shortened(text)
                    ),
                )
            })
        }
    }
}
