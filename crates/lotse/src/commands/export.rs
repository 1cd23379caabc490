//! `lotse export`: writes figures in the compact layout that `lotse import` reads back, with source and licence beside them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use anyhow::{Context, bail, ensure};
use clap::Args;
use figures::{dimension::DimensionSet, period::Period, source::AreaState, territory::Level};
use formats::{
    Cell,
    lotse_figures::{self, FigureLine, NumberForm, Original, Sidecar},
};
use townhall::{
    indicators::{
        catalogue,
        deliveries::{self, Basis},
        observations::{self, Filter, Selection},
    },
    territories,
};

use super::{Desk, Done};
use crate::output;

/// Write figures as a compact table with source and licence beside it
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The table to write; NAME.csv gets NAME.source.toml beside it
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Only this indicator; may be repeated
    #[arg(long, value_name = "ID")]
    indicator: Vec<String>,
    /// Only this level; may be repeated
    #[arg(long, value_name = "LEVEL")]
    level: Vec<Level>,
    /// Of levels below the district only what lies in these territories, for example 05558; may be repeated
    #[arg(long, value_name = "KEY")]
    within: Vec<String>,
    /// Only this source
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
}

type Key = (String, String, DimensionSet);

impl Export {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let store = desk.open().await?;
        let scope = Desk::scope();
        let catalogue = catalogue::load(&store, &scope).await?;
        let keys = territories::key_table(store.sql.read(&scope)).await?;
        let dictionary = observations::dictionary(&store, &scope).await?;
        let within = self
            .within
            .iter()
            .map(|text| {
                keys.resolve(text, None)
                    .map(|found| found.key.code().to_owned())
                    .map_err(anyhow::Error::from)
            })
            .collect::<anyhow::Result<Vec<String>>>()?;
        let filter = Filter {
            indicators: self.indicator,
            ..Filter::default()
        };
        let selection = Selection::new(&filter, &catalogue, &keys)?;
        let pin = store.lake.pin(&store.sql, &scope).await?;
        let mut lines: BTreeMap<Key, BTreeMap<Period, Cell>> = BTreeMap::new();
        let mut sources = BTreeSet::new();
        let mut numbers = BTreeSet::new();
        let mut strange = None;
        observations::read(&store, &pin, &catalogue, &dictionary, &selection, |one| {
            let Some((key, _)) = keys.get(one.territory) else {
                return true;
            };
            let is_inside = key.level() <= Level::District
                || within.is_empty()
                || within.iter().any(|code| key.code().starts_with(code.as_str()));
            let is_wanted = (self.level.is_empty() || self.level.contains(&key.level()))
                && self.source.as_ref().is_none_or(|source| *source == one.source.slug);
            if !is_inside || !is_wanted {
                return true;
            }
            let dimensions: DimensionSet = match one.dimensions.parse() {
                Ok(dimensions) => dimensions,
                Err(error) => {
                    strange = Some(error);
                    return false;
                }
            };
            let cell = match one.number {
                Some(number) => {
                    numbers.insert(number.decimals == figures::number::BINARY);
                    if one.status == figures::observation::Status::NORMAL {
                        Cell::Number(number)
                    } else {
                        Cell::NumberWithStatus(number, one.status)
                    }
                }
                None => Cell::Missing(one.status),
            };
            sources.insert((one.source.slug.clone(), one.source.area_state.clone(), one.delivery));
            lines
                .entry((one.indicator.slug.clone(), key.code().to_owned(), dimensions))
                .or_default()
                .insert(one.period, cell);
            true
        })?;
        if let Some(error) = strange {
            return Err(error.into());
        }
        let Some((slug, area_state, _)) = sources.first().cloned() else {
            bail!("no value fits; nothing was written");
        };
        ensure!(
            sources.iter().all(|one| (&one.0, &one.1) == (&slug, &area_state)),
            "the values come from several sources, and one table never mixes them; choose one with --source"
        );
        ensure!(
            numbers.len() < 2,
            "the values come partly from workbooks and partly from texts; export them apart, by --indicator"
        );
        let mut sidecar = Sidecar {
            source: slug.clone(),
            provider: String::new(),
            title: String::new(),
            note: String::new(),
            licence: None,
            dataset_uri: None,
            area_state: area_state.parse::<AreaState>()?,
            known_on: None,
            edition: None,
            numbers: if numbers.contains(&true) {
                NumberForm::Binary
            } else {
                NumberForm::Decimal
            },
            originals: Vec::new(),
        };
        for (.., number) in &sources {
            let Some(delivery) = deliveries::delivery(&store, &scope, *number).await? else {
                continue;
            };
            sidecar.provider = delivery.provider.unwrap_or_default();
            sidecar.title = delivery.title.unwrap_or_default();
            sidecar.note = delivery.source_note.unwrap_or_default();
            sidecar.licence = delivery.licence;
            sidecar.dataset_uri = delivery.dataset_uri;
            sidecar.edition = delivery.edition;
            if matches!(delivery.known_on_basis, Basis::File | Basis::Asked) {
                sidecar.known_on = sidecar.known_on.max(Some(delivery.known_on));
            }
            if let Some(sha256) = delivery.file_sha256 {
                sidecar.originals.push(Original {
                    file: delivery.file_name,
                    sha256,
                });
            }
        }
        let periods: Vec<Period> = lines
            .values()
            .flat_map(BTreeMap::keys)
            .copied()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let figures: Vec<FigureLine> = lines
            .into_iter()
            .map(|((indicator, territory, dimensions), mut cells)| FigureLine {
                indicator,
                territory,
                dimensions,
                cells: periods.iter().map(|period| cells.remove(period)).collect(),
            })
            .collect();
        let mut written = Vec::new();
        lotse_figures::write(&mut written, &periods, &figures, sidecar.numbers)?;
        let beside = self.file.with_extension("source.toml");
        fs::write(&self.file, written).with_context(|| format!("cannot write {}", self.file.display()))?;
        fs::write(&beside, sidecar.write()?).with_context(|| format!("cannot write {}", beside.display()))?;
        output::say(&format!(
            "{} lines written to {}, their source to {}",
            figures.len(),
            self.file.display(),
            beside.display()
        ))?;
        Ok(Done::Whole)
    }
}
