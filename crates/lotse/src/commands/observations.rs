//! `lotse observations`: values by filters, as of a date.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{BufWriter, Stdout},
};

use clap::Args;
use figures::{dimension::DimensionSet, period::Period, territory::Level};
use jiff::civil::Date;
use serde_json::json;
use store::lake::vintage::AsOf;
use townhall::{
    indicators::{
        catalogue,
        observation_csv::{COLUMNS, ObservationCsv, REMARK},
        observations::{self, Filter, Selection},
        remarks,
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
        let remarks = remarks::of_indicators(&store, &scope, selection.indicators()).await?;
        let mut failed = None;
        let mut rows = ObservationRows::begin(desk.output, concepts)?;
        observations::read(&store, &pin, &catalogue, &dictionary, &selection, |one| {
            let territory = keys.get(one.territory).map(|(key, _)| key.to_string());
            rows.write(&one, territory, remarks.on(&one))
                .map_err(|error| failed = Some(error))
                .is_ok()
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
    Csv(Box<ObservationCsv<BufWriter<Stdout>>>),
    Other(Rows<BufWriter<Stdout>>),
}

impl ObservationRows {
    fn begin(format: Format, concepts: BTreeSet<String>) -> anyhow::Result<Self> {
        if format != Format::Csv {
            let names = [&COLUMNS[..], &["dimensions", REMARK]].concat();
            return Ok(Self::Other(Rows::begin(format, &names)?));
        }
        let output = BufWriter::with_capacity(1 << 16, std::io::stdout());
        Ok(Self::Csv(Box::new(ObservationCsv::begin(
            output,
            csv::Terminator::Any(b'\n'),
            concepts,
        )?)))
    }

    fn write(
        &mut self,
        one: &observations::Observation<'_>,
        territory: Option<String>,
        remark: Option<&str>,
    ) -> anyhow::Result<()> {
        let territory = territory.unwrap_or_default();
        match self {
            Self::Csv(lines) => Ok(lines.write(one, &territory, remark)?),
            Self::Other(rows) => rows.row(
                || {
                    [
                        one.indicator.slug.clone(),
                        territory.clone(),
                        one.period.to_string(),
                        one.number.map(|number| number.to_string()).unwrap_or_default(),
                        one.status.to_string(),
                        one.source.slug.clone(),
                        one.delivery.to_string(),
                        one.dimensions.to_owned(),
                        remark.unwrap_or_default().to_owned(),
                    ]
                },
                || {
                    let dimensions: DimensionSet = one.dimensions.parse().unwrap_or_default();
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
                        "dimensions": dimensions.pairs().collect::<BTreeMap<_, _>>(),
                        "remark": remark,
                    })
                },
            ),
        }
    }

    fn end(self) -> anyhow::Result<()> {
        match self {
            Self::Csv(lines) => Ok(lines.end()?),
            Self::Other(rows) => rows.end(),
        }
    }
}
