//! Observations as CSV, one line each: the same columns on the command line and in the API.
//!
//! Breakdowns become columns, so that a spreadsheet can filter by them; which ones there are is known beforehand. Numbers have a decimal
//! point and the digits of their source, a missing value is an empty field beside a status that says why.

use std::{collections::BTreeSet, io::Write};

use csv::Terminator;
use figures::dimension::{DimensionError, DimensionSet};

use super::observations::Observation;

/// The columns that never change place; the concepts of breakdowns follow them.
pub const COLUMNS: [&str; 7] = [
    "indicator",
    "territory",
    "period",
    "value",
    "status",
    "source",
    "delivery",
];

/// The last column, behind the breakdowns: what the publisher remarks about the value.
pub const REMARK: &str = "remark";

/// Writes observations as they come.
#[derive(Debug)]
pub struct ObservationCsv<W: Write> {
    lines: csv::Writer<W>,
    concepts: BTreeSet<String>,
}

/// Why a line could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ObservationCsvError {
    /// The output refused.
    #[error("the line could not be written")]
    Output(#[from] csv::Error),
    /// The dictionary holds something that is no breakdown.
    #[error(transparent)]
    Dimensions(#[from] DimensionError),
}

impl<W: Write> ObservationCsv<W> {
    /// Writes the header line.
    pub fn begin(output: W, terminator: Terminator, concepts: BTreeSet<String>) -> Result<Self, ObservationCsvError> {
        let mut lines = csv::WriterBuilder::new().terminator(terminator).from_writer(output);
        let names = COLUMNS.into_iter().chain(concepts.iter().map(String::as_str));
        lines.write_record(names.chain([REMARK]))?;
        Ok(Self { lines, concepts })
    }

    /// Writes one observation; `territory` is its key with scheme, `remark` what its publisher says about it.
    pub fn write(
        &mut self,
        one: &Observation<'_>,
        territory: &str,
        remark: Option<&str>,
    ) -> Result<(), ObservationCsvError> {
        let set: DimensionSet = one.dimensions.parse()?;
        let lines = &mut self.lines;
        lines.write_field(&one.indicator.slug)?;
        lines.write_field(territory)?;
        lines.write_field(one.period.to_string())?;
        lines.write_field(one.number.map(|number| number.to_string()).unwrap_or_default())?;
        lines.write_field(one.status.to_string())?;
        lines.write_field(&one.source.slug)?;
        lines.write_field(one.delivery.to_string())?;
        for concept in &self.concepts {
            lines.write_field(set.code(concept).unwrap_or_default())?;
        }
        lines.write_field(remark.unwrap_or_default())?;
        lines.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Hands over what is still held back.
    pub fn end(mut self) -> Result<(), ObservationCsvError> {
        self.lines.flush().map_err(csv::Error::from)?;
        Ok(())
    }
}
