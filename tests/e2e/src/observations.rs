//! What `lotse observations --output csv` answers, as its users read it: one line a value, found by its columns' names. For
//! tests that compare what went in with what comes out.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};

use crate::home::{Home, Outcome};
use crate::samples::Place;

/// The columns that never change place; dimensions follow them.
pub const COLUMNS: [&str; 7] = [
    "indicator",
    "territory",
    "period",
    "value",
    "status",
    "source",
    "delivery",
];

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Observation {
    /// Indicator, territory, period, value, status, source, delivery as text.
    pub columns: [String; 7],
}

impl Observation {
    /// Territory without its scheme, and period.
    pub fn place(&self) -> Place {
        let [_, territory, period, ..] = &self.columns;
        (
            territory.strip_prefix("de:").unwrap_or(territory).to_owned(),
            period.clone(),
        )
    }

    /// The number, or nothing where it is missing.
    pub fn value(&self) -> Result<Option<f64>> {
        let text = &self.columns[3];
        if text.is_empty() {
            return Ok(None);
        }
        Ok(Some(text.parse().with_context(|| format!("{text:?} is no number"))?))
    }

    /// The delivery it came with.
    pub fn delivery(&self) -> &str {
        &self.columns[6]
    }
}

/// Reads the answer; the header must be as promised.
pub fn read(outcome: &Outcome) -> Result<Vec<Observation>> {
    let mut lines = csv::ReaderBuilder::new()
        .flexible(false)
        .from_reader(outcome.out.as_bytes());
    let header = lines.headers()?;
    ensure!(header.iter().take(7).eq(COLUMNS), "the columns are {header:?}");
    let mut observations = Vec::new();
    for line in lines.records() {
        let line = line?;
        let column = |n: usize| line.get(n).unwrap_or_default().to_owned();
        observations.push(Observation {
            columns: [0, 1, 2, 3, 4, 5, 6].map(column),
        });
    }
    Ok(observations)
}

/// All current values of a home.
pub fn all(home: &Home) -> Result<Vec<Observation>> {
    read(&home.run(["observations", "--output", "csv"])?.expect(0)?)
}

/// The values of each delivery.
pub fn by_delivery(observations: &[Observation]) -> Result<BTreeMap<String, BTreeMap<Place, Option<f64>>>> {
    let mut deliveries: BTreeMap<String, BTreeMap<Place, Option<f64>>> = BTreeMap::new();
    for observation in observations {
        let before = deliveries
            .entry(observation.delivery().to_owned())
            .or_default()
            .insert(observation.place(), observation.value()?);
        ensure!(before.is_none(), "two current values for {:?}", observation.columns);
    }
    Ok(deliveries)
}
