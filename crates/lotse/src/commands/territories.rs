//! `lotse territories`: the official keys with names, types and population, and what belongs to them.

mod boundaries;
mod lists;

use std::{fs, path::PathBuf};

use anyhow::Context;
use clap::{Args, Subcommand};
use figures::territory::Level;
use jiff::{Timestamp, civil::Date};
use serde_json::json;
use townhall::territories::{self, Filter};

use self::{
    boundaries::{Boundaries, Geometry},
    lists::{Changes, Peers},
};

use super::{Desk, Done};
use crate::output::{self, Format, Rows};

/// List territories, or take in another list of official keys
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Territories {
    #[command(subcommand)]
    action: Option<Action>,
    /// Only this level: country, state, region, district, association, municipality
    #[arg(long, value_name = "LEVEL")]
    level: Option<Level>,
    /// Only those whose name holds this text or whose key begins with it
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Take in official tables of keys (VG250-EW: LAN, RBZ, KRS, VWG, GEM as CSV)
    Import {
        /// The tables of one day
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The day whose territories they name, when the names of the files do not say it
        #[arg(long, value_name = "DATE", value_parser = super::import::day)]
        area_date: Option<Date>,
    },
    /// Write official tables as one compact list with its source beside it
    Export {
        /// The list to write
        #[arg(value_name = "LIST")]
        list: PathBuf,
        /// The tables of one day
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The day whose territories they name, when the names of the files do not say it
        #[arg(long, value_name = "DATE", value_parser = super::import::day)]
        area_date: Option<Date>,
    },
    Boundaries(Boundaries),
    Geometry(Geometry),
    Changes(Changes),
    Peers(Peers),
}

impl Action {
    async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        match self {
            Self::Boundaries(action) => return action.run().await,
            Self::Geometry(action) => return action.run(desk).await,
            Self::Changes(action) => return action.run(desk).await,
            Self::Peers(action) => return action.run(desk).await,
            Self::Import { files, area_date } => {
                let edition = territories::read_official(&files, area_date)?;
                let store = desk.open().await?;
                let loaded = territories::load(&store.sql, &Desk::scope(), Timestamp::now(), &edition).await?;
                match desk.output {
                    Format::Json => output::json(&json!({
                        "area_date": edition.about.area_date,
                        "territories": edition.territories.len(),
                        "added": loaded.added,
                        "updated": loaded.updated,
                        "areas": loaded.areas,
                    }))?,
                    _ => output::say(&format!(
                        "{} territories read as of {}: {} new, {} with another name or place, {} areas recorded",
                        edition.territories.len(),
                        edition.about.area_date,
                        loaded.added,
                        loaded.updated,
                        loaded.areas
                    ))?,
                }
            }
            Self::Export { list, files, area_date } => {
                let edition = territories::read_official(&files, area_date)?;
                fs::write(&list, edition.write()).with_context(|| format!("cannot write {}", list.display()))?;
                let beside = list.with_extension("source.toml");
                fs::write(&beside, edition.about.write())
                    .with_context(|| format!("cannot write {}", beside.display()))?;
                output::say(&format!(
                    "{} territories written to {}",
                    edition.territories.len(),
                    list.display()
                ))?;
            }
        }
        Ok(Done::Whole)
    }
}

/// Territories read at once.
const N_AT_ONCE: u32 = 5_000;

impl Territories {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        if let Some(action) = self.action {
            return action.run(desk).await;
        }
        let store = desk.open().await?;
        let scope = Desk::scope();
        let filter = Filter {
            level: self.level,
            text: self.search,
            ..Filter::default()
        };
        let names = [
            "key",
            "level",
            "name",
            "designation",
            "population",
            "area_km2",
            "area_date",
        ];
        let mut rows = Rows::begin(desk.output, &names)?;
        let mut after = None;
        loop {
            let (part, next) = territories::list(store.sql.read(&scope), &filter, after.as_ref(), N_AT_ONCE).await?;
            for one in part {
                let area = &one.area;
                rows.row(
                    || {
                        [
                            one.key.to_string(),
                            one.level().to_string(),
                            one.title.clone(),
                            area.designation.clone(),
                            area.population.map(|n| n.to_string()).unwrap_or_default(),
                            area.area_km2.map(|n| n.to_string()).unwrap_or_default(),
                            area.date.to_string(),
                        ]
                    },
                    || {
                        json!({
                            "key": one.key,
                            "level": one.level(),
                            "name": one.name,
                            "title": one.title,
                            "designation": area.designation,
                            "population": area.population,
                            "area_km2": area.area_km2,
                            "area_date": area.date,
                            "valid_since": area.valid_since,
                        })
                    },
                )?;
            }
            after = next;
            if after.is_none() {
                break;
            }
        }
        rows.end()?;
        Ok(Done::Whole)
    }
}
