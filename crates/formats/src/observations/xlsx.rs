//! Our own table of observations as a workbook: a sheet with the values, a sheet with the sources.

use std::io::Write;

use figures::number::Number;
use jiff::civil::Date;

use super::{
    Head, Line, Writer,
    columns::{self, Noted, Texts},
};
use crate::{
    Field, FileError,
    xlsx_out::{self, DataSheet, SourceSheet},
};

/// Writes observations as a workbook, which is held in memory until its end.
pub(super) struct XlsxWriter<'a, W: Write> {
    output: W,
    head: &'a Head,
    lines: Vec<Vec<Owned>>,
    noted: Noted,
}

/// A cell that outlives its line.
enum Owned {
    Text(Box<str>),
    Number(Number),
    Integer(i64),
    Blank,
}

/// What a sheet can show.
const MOST_ROWS: usize = 1_048_575;

impl<'a, W: Write> XlsxWriter<'a, W> {
    pub(super) fn begin(output: W, head: &'a Head) -> Self {
        Self {
            output,
            head,
            lines: Vec::new(),
            noted: Noted::default(),
        }
    }
}

impl<W: Write> Writer for XlsxWriter<'_, W> {
    fn line(&mut self, line: &Line<'_>) -> Result<(), FileError> {
        columns::check(line, &self.head.concepts)?;
        if MOST_ROWS <= self.lines.len() {
            return Err(FileError::OwnLayout(format!(
                "more than {MOST_ROWS} values are more than a sheet can show; choose fewer or another form"
            )));
        }
        let is_first = self.noted.is_first(line);
        let texts = Texts::of(line);
        let fields = columns::fields(line, &texts, &self.head.concepts, is_first);
        let owned = fields.into_iter().map(|field| match field {
            Field::Text(text) => Owned::Text(text.into()),
            Field::Number(number) => Owned::Number(number),
            Field::Integer(number) => Owned::Integer(number),
            Field::Blank => Owned::Blank,
        });
        self.lines.push(owned.collect());
        Ok(())
    }

    fn end(mut self: Box<Self>) -> Result<(), FileError> {
        let names = columns::names(&self.head.concepts);
        let rows = self.lines.iter().map(|line| {
            let fields = line.iter().map(|field| match field {
                Owned::Text(text) => Field::Text(text),
                Owned::Number(number) => Field::Number(*number),
                Owned::Integer(number) => Field::Integer(*number),
                Owned::Blank => Field::Blank,
            });
            fields.collect()
        });
        let data = DataSheet {
            name: &self.head.sheet,
            header: names.iter().map(String::as_str).collect(),
            rows: rows.collect(),
        };
        let mut lines = vec![("title", self.head.title.as_str())];
        for terms in &self.head.terms {
            lines.push(("source", terms.slug.as_str()));
            lines.push(("provider", terms.provider.as_str()));
            lines.push(("source_title", terms.title.as_str()));
            lines.push(("source_note", terms.note.as_str()));
            lines.push(("licence", terms.licence.as_deref().unwrap_or_default()));
            lines.push(("dataset_uri", terms.dataset_uri.as_deref().unwrap_or_default()));
        }
        let source = SourceSheet {
            name: &self.head.source_sheet,
            lines,
        };
        let created_on = self.head.created_on.unwrap_or(Date::constant(2000, 1, 1));
        self.output.write_all(&xlsx_out::write(&data, &source, created_on)?)?;
        self.output.flush()?;
        Ok(())
    }
}
