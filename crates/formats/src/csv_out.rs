//! Tables as CSV for people and programs: UTF-8, comma, decimal point, CRLF, quotation marks as RFC 4180 asks.
//!
//! Spreadsheet programs take a text that begins with `=`, `+`, `-` or `@` for a formula and run it. Such texts get an apostrophe in
//! front, which the programs take for "this is text"; numbers, also negative ones, are never touched. Order and content of the
//! columns are for the caller.

use std::{borrow::Cow, io::Write};

use crate::{FileError, field::Field};

/// Writes a table line by line.
///
/// ```
/// use formats::{Field, csv_out::CsvTable};
/// let mut table = CsvTable::new(Vec::new(), &["territory", "value"])?;
/// table.line(&[Field::Text("=1+1"), Field::Integer(-7)])?;
/// assert_eq!(String::from_utf8(table.finish()?)?, "territory,value\r\n'=1+1,-7\r\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct CsvTable<W: Write> {
    writer: csv::Writer<W>,
    n_columns: usize,
}

impl<W: Write> CsvTable<W> {
    /// Begins a table with the names of its columns.
    pub fn new(output: W, header: &[&str]) -> Result<Self, FileError> {
        Self::with_terminator(output, header, csv::Terminator::CRLF)
    }

    /// The same with another end of lines, for programs of the command line.
    pub fn with_terminator(output: W, header: &[&str], terminator: csv::Terminator) -> Result<Self, FileError> {
        let mut table = Self {
            writer: csv::WriterBuilder::new().terminator(terminator).from_writer(output),
            n_columns: header.len(),
        };
        let header: Vec<Field<'_>> = header.iter().map(|name| Field::Text(name)).collect();
        table.line(&header)?;
        Ok(table)
    }

    /// Writes a line; it has as many cells as the header.
    pub fn line(&mut self, fields: &[Field<'_>]) -> Result<(), FileError> {
        if fields.len() != self.n_columns {
            return Err(FileError::OwnLayout(format!(
                "a line has {} cells and the header {}; give each column a cell",
                fields.len(),
                self.n_columns
            )));
        }
        for field in fields {
            let written = match field {
                Field::Text(text) => self.writer.write_field(armed(text).as_ref()),
                Field::Number(number) => self.writer.write_field(number.to_string()),
                Field::Integer(number) => self.writer.write_field(number.to_string()),
                Field::Blank => self.writer.write_field(""),
            };
            written.map_err(failed)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(failed)
    }

    /// Writes what is left and gives the output back.
    pub fn finish(self) -> Result<W, FileError> {
        self.writer
            .into_inner()
            .map_err(|error| FileError::Io(error.into_error()))
    }
}

/// A text as it is written: a formula gets an apostrophe in front, and so does a text that would read as one with it.
fn armed(text: &str) -> Cow<'_, str> {
    match is_formula(text.trim_start_matches('\'')) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

/// What a text was before it was written here: the apostrophe in front of a formula is taken off again.
pub(crate) fn disarmed(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

/// Whether a spreadsheet program would run the text. Some skip blanks in front of the sign, so they are skipped here too.
fn is_formula(text: &str) -> bool {
    text.starts_with(['\t', '\r'])
        || text
            .trim_start()
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

fn failed(error: csv::Error) -> FileError {
    FileError::Io(std::io::Error::other(error))
}

#[cfg(test)]
mod tests {
    use figures::number::Number;

    use super::*;

    #[test]
    fn formulas_are_disarmed_and_numbers_are_not_touched() -> Result<(), FileError> {
        let mut table = CsvTable::new(Vec::new(), &["a", "b"])?;
        for text in ["=cmd()", "+1", "-1", "@x", " =1", "\t=1", "Müller, \"Karl\"\n"] {
            table.line(&[
                Field::Text(text),
                Field::Number(Number {
                    value: -1.5,
                    decimals: 2,
                }),
            ])?;
        }
        table.line(&[Field::Blank, Field::Blank])?;
        let text = String::from_utf8(table.finish()?).expect("UTF-8");
        let expected = "a,b\r\n'=cmd(),-1.50\r\n'+1,-1.50\r\n'-1,-1.50\r\n'@x,-1.50\r\n' =1,-1.50\r\n'\t=1,-1.50\r\n\
                        \"Müller, \"\"Karl\"\"\n\",-1.50\r\n,\r\n";
        assert_eq!(text, expected);
        Ok(())
    }

    proptest::proptest! {
        #[test]
        fn every_text_is_what_it_was_before(text in "['=+@ a-]{0,6}") {
            let written = armed(&text);
            proptest::prop_assert_eq!(disarmed(&written), text.as_str());
            proptest::prop_assert!(!is_formula(&written));
        }
    }

    #[test]
    fn a_line_of_another_length_is_refused() -> Result<(), FileError> {
        let mut table = CsvTable::new(Vec::new(), &["a", "b"])?;
        assert!(table.line(&[Field::Blank]).is_err());
        Ok(())
    }
}
