//! `lotse observations`: values by filters, as of a date.

use std::{
    collections::BTreeMap,
    io::{BufWriter, Write},
};

use clap::Args;
use csv::Terminator;
use figures::{dimension::DimensionSet, period::Period, territory::Level};
use formats::observations::{self as files, CsvWriter, Form, Writer};
use jiff::civil::Date;
use serde_json::json;
use store::{lake::vintage::AsOf, scope::Scope};
use townhall::{
    indicators::{
        catalogue,
        observation_files::{Background, Order, Shelf},
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
    #[arg(long, value_name = "DATE", value_parser = super::import::day)]
    as_of: Option<Date>,
    /// As the values stood in this installation at the end of this day
    #[arg(long, value_name = "DATE", value_parser = super::import::day, conflicts_with = "as_of")]
    as_recorded: Option<Date>,
    /// Write a file of this form to standard output: csv, json, xlsx, parquet, sdmx-csv, sdmx-json, data-package
    #[arg(long, value_name = "FORM")]
    form: Option<Form>,
    /// Also values that are not released
    #[arg(long)]
    with_internal: bool,
}

impl Observations {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let store = desk.open().await?;
        // What is not released is shown only when somebody asks for it.
        let scope = match self.with_internal {
            true => Desk::scope(),
            false => Scope::public(),
        };
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
        // Lists of all commands are tables and JSON; files of observations are written in one way only.
        let form = self.form.or((desk.output == Format::Csv).then_some(Form::Csv));
        if let Some(form) = form {
            let background = Background::load(&store, &scope, selection.indicators()).await?;
            let shelf = Shelf {
                store: &store,
                pin: &pin,
                catalogue: &catalogue,
                dictionary: &dictionary,
                keys: &keys,
                background: &background,
            };
            let head = shelf
                .contents(&selection, &|_| true)?
                .head(&shelf, |indicator| indicator.slug.clone());
            let output: Box<dyn Write + Send> = Box::new(BufWriter::with_capacity(1 << 16, std::io::stdout()));
            let mut writer: Box<dyn Writer> = match form {
                // As programs of the command line expect it.
                Form::Csv => Box::new(CsvWriter::begin(output, &head.concepts, Terminator::Any(b'\n'))?),
                form => files::begin(form, output, &head)?,
            };
            shelf.write(&selection, &|_| true, Order::AsStored, (&head, true), writer.as_mut())?;
            writer.end()?;
            return Ok(Done::Whole);
        }
        let remarks = remarks::of_indicators(&store, &scope, selection.indicators()).await?;
        // The first columns are those of the files.
        let names = [&files::COLUMNS[..7], &["dimensions", "remark"]].concat();
        let mut rows = Rows::begin(desk.output, &names)?;
        let mut failed = None;
        observations::read(&store, &pin, &catalogue, &dictionary, &selection, |one| {
            let territory = keys
                .get(one.territory)
                .map(|(key, _)| key.to_string())
                .unwrap_or_default();
            let remark = remarks.on(&one);
            let written = rows.row(
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
            );
            written.map_err(|error| failed = Some(error)).is_ok()
        })?;
        failed.map_or(Ok(()), Err)?;
        rows.end()?;
        Ok(Done::Whole)
    }
}
