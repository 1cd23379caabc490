//! `lotse territories`: the official keys with names, types and population.

use clap::Args;
use figures::territory::Level;
use serde_json::json;
use townhall::territories::{self, Filter};

use super::{Desk, Done};
use crate::output::Rows;

/// List territories
#[derive(Debug, Args)]
pub(crate) struct Territories {
    /// Only this level: country, state, region, district, association, municipality
    #[arg(long, value_name = "LEVEL")]
    level: Option<Level>,
    /// Only those whose name holds this text or whose key begins with it
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
}

/// Territories read at once.
const N_AT_ONCE: u32 = 5_000;

impl Territories {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
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
