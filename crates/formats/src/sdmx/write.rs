//! SDMX-CSV 2.0 written: our own structure `LOTSE:FIGURES(1.0)`, with the terms of each source once, as attributes of its part of the data.
//!
//! Only where a value has several flags does the header declare the sign between them (`STRUCTURE[;]`, `OBS_STATUS[]`): many programs
//! know the plain header alone.

use std::{collections::BTreeSet, io::Write};

use super::{
    concepts,
    concepts::{Own, Part},
    own::{self, STRUCTURE, Texts},
    survey::area_state_code,
};
use crate::{
    Field, FileError,
    csv_out::CsvTable,
    observations::{Head, Line, Terms, Writer},
};

/// Writes observations as SDMX-CSV 2.0.
pub(crate) struct SdmxCsv<W: Write> {
    table: CsvTable<W>,
    concepts: BTreeSet<String>,
    has_several_flags: bool,
}

impl<W: Write> SdmxCsv<W> {
    /// Writes the header and the terms of the sources.
    pub(crate) fn begin(output: W, head: &Head) -> Result<Self, FileError> {
        let breakdowns: Vec<String> = head.concepts.iter().map(|concept| concepts::written(concept)).collect();
        let several = head.has_several_flags;
        let mut names = vec![
            if several { "STRUCTURE[;]" } else { "STRUCTURE" },
            "STRUCTURE_ID",
            "ACTION",
        ];
        for (name, part) in own::components() {
            names.push(match part {
                Part::Status if several => "OBS_STATUS[]",
                _ => name,
            });
            if part == Part::Own(Own::AreaState) {
                names.extend(breakdowns.iter().map(String::as_str));
            }
        }
        let mut writer = Self {
            table: CsvTable::new(output, &names)?,
            concepts: head.concepts.clone(),
            has_several_flags: several,
        };
        for terms in &head.terms {
            writer.terms(terms)?;
        }
        Ok(writer)
    }

    /// A row about a source: no observation, only what holds for all of its values.
    fn terms(&mut self, terms: &Terms) -> Result<(), FileError> {
        let area_state = area_state_code(terms.area_state);
        let mut fields = start();
        for (_, part) in own::components() {
            fields.push(match part {
                Part::Own(Own::Source) => Field::Text(&terms.slug),
                Part::Own(Own::AreaState) => Field::Text(&area_state),
                part => own::term(part, terms).map_or(Field::Blank, Field::Text),
            });
            if part == Part::Own(Own::AreaState) {
                fields.extend(self.concepts.iter().map(|_| Field::Blank));
            }
        }
        self.table.line(&fields)
    }
}

fn start() -> Vec<Field<'static>> {
    vec![Field::Text("datastructure"), Field::Text(STRUCTURE), Field::Text("I")]
}

impl<W: Write> Writer for SdmxCsv<W> {
    fn line(&mut self, line: &Line<'_>) -> Result<(), FileError> {
        crate::observations::check(line, &self.concepts)?;
        let texts = Texts::of(line, &self.concepts);
        if 1 < texts.letters.len() && !self.has_several_flags {
            return Err(FileError::OwnLayout(
                "a value has several flags and the header says that none has; this is a mistake in the program"
                    .to_owned(),
            ));
        }
        let mut fields: Vec<Field<'_>> = start();
        for (_, part) in own::components() {
            fields.push(texts.field(part, line));
            if part == Part::Own(Own::AreaState) {
                fields.extend(texts.codes.iter().map(|code| Field::Text(code)));
            }
        }
        self.table.line(&fields)
    }

    fn end(self: Box<Self>) -> Result<(), FileError> {
        self.table.finish()?.flush()?;
        Ok(())
    }
}
