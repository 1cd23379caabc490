//! `lotse observations`: values by filters, as of a date.

use std::collections::BTreeSet;

use clap::Args;
use figures::{period::Period, territory::Level};
use jiff::civil::Date;
use serde_json::json;
use store::lake::vintage::AsOf;
use townhall::{
    indicators::{
        catalogue,
        observations::{self, Filter, Selection},
    },
    territories,
};

use super::{Desk, Done, import::period};
use crate::output::{Format, Rows};

/// List observations
#[derive(Debug, Args)]
pub(crate) struct Observations {
    /// Only this indicator, by id or by its name in INKAR; may be repeated
    #[arg(long, value_name = "ID")]
    indicator: Vec<String>,
    /// Only this territory, for example 05515000; may be repeated
    #[arg(long, value_name = "KEY")]
    territory: Vec<String>,
    /// Only this level: country, state, region, district, association, municipality
    #[arg(long, value_name = "LEVEL")]
    level: Option<Level>,
    /// Only periods that begin with or after this one
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    from: Option<Period>,
    /// Only periods that begin with or before this one
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    to: Option<Period>,
    /// As the publishers knew the values at the end of this day
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// As the values stood in this installation at the end of this day
    #[arg(long, value_name = "DATE", conflicts_with = "as_of")]
    as_recorded: Option<Date>,
}

impl Observations {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let store = desk.open().await?;
        let scope = Desk::scope();
        let catalogue = catalogue::load(&store, &scope).await?;
        let keys = territories::key_table(store.sql.read(&scope)).await?;
        let dictionary = observations::dictionary(&store, &scope).await?;
        let filter = Filter {
            indicators: self.indicator,
            territories: self.territory,
            level: self.level,
            from: self.from,
            to: self.to,
            as_of: match (self.as_of, self.as_recorded) {
                (Some(date), _) => AsOf::Known(date),
                (_, Some(date)) => AsOf::Recorded(date),
                (None, None) => AsOf::Current,
            },
        };
        let selection = Selection::new(&filter, &catalogue, &keys)?;
        let pin = store.lake.pin(&store.sql, &scope).await?;
        // Breakdowns become columns, so that a spreadsheet can filter by them; which ones there are is known beforehand.
        let concepts: BTreeSet<String> = match desk.output {
            Format::Csv => dictionary.concepts(),
            _ => BTreeSet::new(),
        };
        let mut failed = None;
        let mut rows = ObservationRows::begin(desk.output, concepts)?;
        observations::read(&store, &pin, &catalogue, &dictionary, &selection, |one| {
            rows.write(&one, keys.get(one.territory).map(|(key, _)| key.to_string())).map_err(|error| failed = Some(error)).is_ok()
        })?;
        if let Some(error) = failed {
            return Err(error);
        }
        rows.end()?;
        Ok(Done::Whole)
    }
}

/// Observations in the form that was asked for.
enum ObservationRows {
    Csv { writer: Box<csv::Writer<std::io::BufWriter<std::io::Stdout>>>, concepts: BTreeSet<String> },
    Other(Rows<std::io::BufWriter<std::io::Stdout>>),
}

const NAMES: [&str; 7] = ["indicator", "territory", "period", "value", "status", "source", "delivery"];

impl ObservationRows {
    fn begin(format: Format, concepts: BTreeSet<String>) -> anyhow::Result<Self> {
        if format != Format::Csv {
            let names = [&NAMES[..], &["dimensions"]].concat();
            return Ok(Self::Other(Rows::begin(format, &names)?));
        }
        let output = std::io::BufWriter::with_capacity(1 << 16, std::io::stdout());
        let mut writer = Box::new(csv::Writer::from_writer(output));
        writer.write_record(NAMES.into_iter().chain(concepts.iter().map(String::as_str)))?;
        Ok(Self::Csv { writer, concepts })
    }

    fn write(&mut self, one: &observations::Observation<'_>, territory: Option<String>) -> anyhow::Result<()> {
        let territory = territory.unwrap_or_default();
        let value = one.number.map(|number| number.to_string()).unwrap_or_default();
        match self {
            Self::Csv { writer, concepts } => {
                let set: figures::dimension::DimensionSet = one.dimensions.parse()?;
                writer.write_field(&one.indicator.slug)?;
                writer.write_field(&territory)?;
                writer.write_field(one.period.to_string())?;
                writer.write_field(&value)?;
                writer.write_field(one.status.to_string())?;
                writer.write_field(&one.source.slug)?;
                writer.write_field(one.delivery.to_string())?;
                for concept in concepts.iter() {
                    writer.write_field(set.code(concept).unwrap_or_default())?;
                }
                writer.write_record(None::<&[u8]>)?;
                Ok(())
            }
            Self::Other(rows) => rows.row(
                || {
                    [
                        one.indicator.slug.clone(),
                        territory.clone(),
                        one.period.to_string(),
                        value.clone(),
                        one.status.to_string(),
                        one.source.slug.clone(),
                        one.delivery.to_string(),
                        one.dimensions.to_owned(),
                    ]
                },
                || {
                    json!({
                        "indicator": one.indicator.slug,
                        "territory": territory,
                        "period": one.period,
                        "value": one.number.map(|number| number.value),
                        "decimals": one.number.map(|number| number.decimals),
                        "status": one.status,
                        "source": one.source.slug,
                        "area_state": one.source.area_state,
                        "delivery": one.delivery,
                        "dimensions": one.dimensions,
                    })
                },
            ),
        }
    }

    fn end(self) -> anyhow::Result<()> {
        match self {
            Self::Csv { mut writer, .. } => Ok(writer.flush()?),
            Self::Other(rows) => rows.end(),
        }
    }
}
