//! SDMX-CSV 2.0 written: our own structure `LOTSE:FIGURES(1.0)`, with the terms of each source once, as attributes of its part of the data.

use std::{collections::BTreeSet, io::Write};

use super::{areas, concepts, concepts::OWN, survey::area_state_code, times, units};
use crate::{
    Field, FileError,
    csv_out::CsvTable,
    observations::{Head, Line, Terms, Writer},
};

/// The identification of our structure.
const STRUCTURE: &str = "LOTSE:FIGURES(1.0)";
/// The first columns, which say what the rows belong to.
const FIXED: [&str; 3] = ["STRUCTURE[;]", "STRUCTURE_ID", "ACTION"];

/// Writes observations as SDMX-CSV 2.0.
pub(crate) struct SdmxCsv<W: Write> {
    table: CsvTable<W>,
    concepts: BTreeSet<String>,
}

impl<W: Write> SdmxCsv<W> {
    /// Writes the header and the terms of the sources.
    pub(crate) fn begin(output: W, head: &Head) -> Result<Self, FileError> {
        let breakdowns: Vec<String> = head.concepts.iter().map(|concept| concepts::written(concept)).collect();
        let mut names: Vec<&str> = FIXED.to_vec();
        for (name, _) in OWN.iter().filter(|(name, _)| !name.ends_with("_KEY")) {
            // Several flags may stand together.
            names.push(if *name == "OBS_STATUS" { "OBS_STATUS[]" } else { name });
            if *name == "AREA_STATE" {
                names.extend(breakdowns.iter().map(String::as_str));
            }
        }
        let mut writer = Self {
            table: CsvTable::new(output, &names)?,
            concepts: head.concepts.clone(),
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
        for (name, _) in columns() {
            fields.push(match name {
                "SOURCE" => Field::Text(&terms.slug),
                "AREA_STATE" => Field::Text(&area_state),
                "PROVIDER" => Field::Text(&terms.provider),
                "TITLE" => Field::Text(&terms.title),
                "SOURCE_NOTE" => Field::Text(&terms.note),
                "LICENCE" => terms.licence.as_deref().map_or(Field::Blank, Field::Text),
                "DATASET_URI" => terms.dataset_uri.as_deref().map_or(Field::Blank, Field::Text),
                _ => Field::Blank,
            });
            if name == "AREA_STATE" {
                fields.extend(self.concepts.iter().map(|_| Field::Blank));
            }
        }
        self.table.line(&fields)
    }
}

fn columns() -> impl Iterator<Item = (&'static str, concepts::Part)> {
    OWN.into_iter().filter(|(name, _)| !name.ends_with("_KEY"))
}

fn start() -> Vec<Field<'static>> {
    vec![Field::Text("datastructure"), Field::Text(STRUCTURE), Field::Text("I")]
}

impl<W: Write> Writer for SdmxCsv<W> {
    fn line(&mut self, line: &Line<'_>) -> Result<(), FileError> {
        crate::observations::check(line, &self.concepts)?;
        let frequency = times::frequency(line.period);
        let period = line.period.to_string();
        let area_state = area_state_code(line.terms.area_state);
        let unit = units::written(line.unit);
        let letters = line
            .status
            .to_string()
            .chars()
            .map(String::from)
            .collect::<Vec<_>>()
            .join(";");
        let known_on = line.known_on.to_string();
        let codes: Vec<String> = self
            .concepts
            .iter()
            .map(|concept| concepts::code_written(line.dimensions.code(concept)))
            .collect();
        let decimals = line
            .number
            .and_then(|number| Some(i64::from(number.decimals)).filter(|decimals| 0 <= *decimals));
        let mut fields: Vec<Field<'_>> = start();
        for (name, _) in columns() {
            fields.push(match name {
                "FREQ" => Field::Text(&frequency),
                "INDICATOR" => Field::Text(line.indicator),
                "REF_AREA" => Field::Text(areas::written(line.territory)),
                "SOURCE" => Field::Text(&line.terms.slug),
                "AREA_STATE" => Field::Text(&area_state),
                "TIME_PERIOD" => Field::Text(&period),
                "OBS_VALUE" => line.number.map_or(Field::Blank, Field::Number),
                "UNIT_MEASURE" => Field::Text(&unit),
                "UNIT_MULT" => Field::Text("0"),
                "DECIMALS" => decimals.map_or(Field::Blank, Field::Integer),
                "OBS_STATUS" => Field::Text(&letters),
                "COMMENT_OBS" => line.remark.map_or(Field::Blank, Field::Text),
                "KNOWN_ON" => Field::Text(&known_on),
                "EDITION" => line.edition.map_or(Field::Blank, Field::Text),
                "DATA_CHANGES" => line.changes.map_or(Field::Blank, Field::Text),
                _ => Field::Blank,
            });
            if name == "AREA_STATE" {
                fields.extend(codes.iter().map(|code| Field::Text(code)));
            }
        }
        self.table.line(&fields)
    }

    fn end(self: Box<Self>) -> Result<(), FileError> {
        self.table.finish()?.flush()?;
        Ok(())
    }
}
