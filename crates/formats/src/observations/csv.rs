//! Our own table of observations as CSV.

use std::{collections::BTreeSet, io::Write};

use ::csv::Terminator;

use super::{
    Line, Writer,
    columns::{self, Noted, Texts},
};
use crate::{FileError, csv_out::CsvTable};

/// Writes observations as CSV.
pub struct CsvWriter<W: Write> {
    table: CsvTable<W>,
    concepts: BTreeSet<String>,
    noted: Noted,
}

impl<W: Write> CsvWriter<W> {
    /// Writes the header line.
    pub fn begin(output: W, concepts: &BTreeSet<String>, terminator: Terminator) -> Result<Self, FileError> {
        let names = columns::names(concepts);
        let header: Vec<&str> = names.iter().map(String::as_str).collect();
        Ok(Self {
            table: CsvTable::with_terminator(output, &header, terminator)?,
            concepts: concepts.clone(),
            noted: Noted::default(),
        })
    }

    /// Writes one observation.
    pub fn write(&mut self, line: &Line<'_>) -> Result<(), FileError> {
        columns::check(line, &self.concepts)?;
        let is_first = self.noted.is_first(line);
        let texts = Texts::of(line);
        self.table
            .line(&columns::fields(line, &texts, &self.concepts, is_first))
    }

    /// Writes what is left and gives the output back.
    pub fn finish(self) -> Result<W, FileError> {
        self.table.finish()
    }
}

impl<W: Write> Writer for CsvWriter<W> {
    fn line(&mut self, line: &Line<'_>) -> Result<(), FileError> {
        self.write(line)
    }

    fn end(self: Box<Self>) -> Result<(), FileError> {
        self.finish()?.flush()?;
        Ok(())
    }
}
