//! Records of fields, one after the other, with the number of the line on which each begins.

use std::io::Read;

use encoding_rs::Encoding;

use super::{encoding::Decoded, repair::TextFlaws};
use crate::{
    error::FileError,
    event::{Event, Place},
    input::ReadSeek,
    limits::Limits,
};

/// One record.
#[derive(Debug, Clone, Default)]
pub(crate) struct Record {
    /// The number of the line on which it begins, counted from 1.
    pub(crate) row: u32,
    text: String,
    ends: Vec<usize>,
}

impl Record {
    /// The number of fields.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A field as it stands there, counted from 0; blank when the record is shorter.
    pub(crate) fn field(&self, index: usize) -> &str {
        let Some(end) = self.ends.get(index) else { return "" };
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..*end]
    }

    /// The fields.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.field(index))
    }

    /// Puts other texts into the same fields.
    pub(super) fn replace(&mut self, fields: &[String]) {
        self.text.clear();
        self.ends.clear();
        for field in fields {
            self.text.push_str(field);
            self.ends.push(self.text.len());
        }
    }

    /// Whether every field is blank.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Reads records. What was encoded twice is repaired on the way; whoever tells events tells [`Records::tell_flaws`] at the end.
pub(crate) struct Records<'a> {
    source: Decoded<'a>,
    delimiter: u8,
    limits: Limits,
    piece: String,
    at: usize,
    row: u32,
    is_after_return: bool,
    encoding: &'static Encoding,
    flaws: TextFlaws,
    is_verbatim: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Start,
    Plain,
    Quoted,
    AfterQuote,
}

impl<'a> Records<'a> {
    /// Reads from the start of a file. The delimiter is an ASCII character.
    pub(crate) fn new(
        input: &'a mut dyn ReadSeek,
        encoding: &'static Encoding,
        delimiter: u8,
        limits: &Limits,
    ) -> Result<Self, FileError> {
        input.seek(std::io::SeekFrom::Start(0))?;
        Ok(Self::over(input, encoding, delimiter, limits))
    }

    /// Reads what can still be read, for example a file within an archive.
    pub(crate) fn over(input: &'a mut dyn Read, encoding: &'static Encoding, delimiter: u8, limits: &Limits) -> Self {
        Self {
            source: Decoded::new(input, encoding),
            delimiter,
            limits: *limits,
            piece: String::new(),
            at: 0,
            row: 1,
            is_after_return: false,
            encoding,
            flaws: TextFlaws::default(),
            is_verbatim: false,
        }
    }

    /// Repairs nothing: for files whose encoding is fixed, in which a strange text is the text.
    pub(crate) fn verbatim(mut self) -> Self {
        self.is_verbatim = true;
        self
    }

    /// Reads the next record; `false` at the end of the file.
    pub(crate) fn next(&mut self, record: &mut Record) -> Result<bool, FileError> {
        record.ends.clear();
        let mut bytes = std::mem::take(&mut record.text).into_bytes();
        bytes.clear();
        let outcome = self.fill(&mut bytes, &mut record.ends, &mut record.row);
        // The delimiters are ASCII, so that cutting at them leaves valid UTF-8.
        record.text = String::from_utf8(bytes).unwrap_or_default();
        if matches!(outcome, Ok(true)) && !self.is_verbatim {
            self.flaws.mend(record);
        }
        outcome
    }

    /// Tells what was wrong with the text so far.
    pub(crate) fn tell_flaws(&self, sink: &mut dyn FnMut(Event)) {
        self.flaws.tell(self.encoding, sink);
    }

    fn fill(&mut self, bytes: &mut Vec<u8>, ends: &mut Vec<usize>, row: &mut u32) -> Result<bool, FileError> {
        let mut state = State::Start;
        let mut is_begun = false;
        *row = self.row;
        loop {
            if self.piece.len() <= self.at {
                self.at = 0;
                if !self.source.next(&mut self.piece, self.row)? {
                    if state == State::Quoted {
                        return Err(FileError::OpenQuote { row: *row });
                    }
                    if is_begun {
                        ends.push(bytes.len());
                    }
                    return Ok(is_begun);
                }
            }
            let byte = self.piece.as_bytes()[self.at];
            self.at += 1;
            if byte == b'\n' && std::mem::take(&mut self.is_after_return) {
                if state == State::Quoted {
                    bytes.push(byte);
                }
                if !is_begun {
                    *row = self.row;
                }
                continue;
            }
            self.is_after_return = byte == b'\r';
            let is_line_end = matches!(byte, b'\n' | b'\r');
            if is_line_end {
                self.row = self.row.saturating_add(1);
            }
            match (state, byte) {
                (_, 0) => return Err(FileError::NulByte { row: self.row }),
                (State::Quoted, b'"') => state = State::AfterQuote,
                (State::Quoted, _) => bytes.push(byte),
                (_, b'\n' | b'\r') => {
                    ends.push(bytes.len());
                    return Ok(true);
                }
                (_, byte) if byte == self.delimiter => {
                    ends.push(bytes.len());
                    state = State::Start;
                }
                (State::Start, b'"') => state = State::Quoted,
                (State::AfterQuote, b'"') => {
                    bytes.push(byte);
                    state = State::Quoted;
                }
                (_, byte) => {
                    bytes.push(byte);
                    state = State::Plain;
                }
            }
            is_begun = true;
            if self.limits.line_bytes < bytes.len() + ends.len() {
                return Err(FileError::LineTooLong {
                    row: *row,
                    limit: self.limits.line_bytes,
                });
            }
            if self.limits.cell_bytes < bytes.len() - ends.last().copied().unwrap_or(0) {
                let place = Place {
                    sheet: 0,
                    row: *row,
                    column: u32::try_from(ends.len() + 1).unwrap_or(u32::MAX),
                };
                return Err(FileError::CellTooLong {
                    place,
                    limit: self.limits.cell_bytes,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use encoding_rs::UTF_8;

    use super::*;

    fn check(text: &str, expected: &[(u32, &[&str])]) {
        let mut input = Cursor::new(text.as_bytes().to_vec());
        let limits = Limits::default();
        let mut found = Vec::new();
        let mut records = Records::new(&mut input, UTF_8, b';', &limits).expect("a reader");
        let mut record = Record::default();
        while records.next(&mut record).expect("a record") {
            found.push((record.row, record.fields().map(str::to_owned).collect::<Vec<_>>()));
        }
        let expected: Vec<_> = expected
            .iter()
            .map(|(row, fields)| (*row, fields.iter().map(|field| (*field).to_owned()).collect::<Vec<_>>()))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn records_carry_the_line_on_which_they_begin() {
        check(
            "a;b\r\n\"x\r\ny\";2\r\n\r\nlast;",
            &[(1, &["a", "b"]), (2, &["x\r\ny", "2"]), (4, &[""]), (5, &["last", ""])],
        );
        check("a\rb\n", &[(1, &["a"]), (2, &["b"])]);
    }

    #[test]
    fn quotation_marks_follow_rfc_4180() {
        check("\"a;\"\"b\"\"\";5\" pipe;\"\"", &[(1, &["a;\"b\"", "5\" pipe", ""])]);
    }

    #[test]
    fn what_has_no_end_is_refused_in_bounded_memory() {
        let limits = Limits {
            line_bytes: 1000,
            cell_bytes: 100,
            ..Limits::default()
        };
        let read = |text: String| {
            let mut input = Cursor::new(text.into_bytes());
            let mut record = Record::default();
            let mut records = Records::new(&mut input, UTF_8, b';', &limits).expect("a reader");
            loop {
                match records.next(&mut record) {
                    Ok(true) => {}
                    Ok(false) => return "fine",
                    Err(error) => return error.code(),
                }
            }
        };
        assert_eq!(read("1;".repeat(600)), "line_too_long");
        assert_eq!(read("x".repeat(200)), "cell_too_long");
        assert_eq!(read("a;\"b\nc".to_owned()), "open_quote");
        assert_eq!(read("a;\0b\n".to_owned()), "nul_byte");
        assert_eq!(read("a;b\n".repeat(10_000)), "fine");
    }
}
