//! `lotse demo`: fills an installation with figures that ship with the program and founds three homes to look at.

use anyhow::{Context, bail};
use clap::Args;
use formats::lotse_figures::Sidecar;
use jiff::Timestamp;
use serde_json::json;
use townhall::{
    indicators::deliveries::import::{self, ImportOptions, Outcome},
    people::{self, NewOrganisation},
    territories,
};

use super::{Desk, Done};
use crate::output::{self, Format};

const FIGURES: &[u8] = include_bytes!("../../../../data/demo/inkar-2024.csv");
const SOURCE: &str = include_str!("../../../../data/demo/inkar-2024.source.toml");
const FILE: &str = "inkar-2024.csv";

/// A district-free city, a town inside a district, an association whose members have fewer than a thousand inhabitants.
const HOMES: [(&str, &str, &str); 3] = [
    ("muenster", "Münster", "05515000"),
    ("havixbeck", "Havixbeck", "05558020"),
    ("huegelland-taeler", "Hügelland/Täler", "160745007"),
];

/// Load the figures that ship with the program and found three homes to look at
#[derive(Debug, Args)]
pub(crate) struct Demo {}

impl Demo {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let store = desk.open().await?;
        let scope = Desk::scope();
        let keys = territories::key_table(store.sql.read(&scope)).await?;
        let now = Timestamp::now();
        let is_loaded = townhall::indicators::deliveries::is_delivered(&store, &scope, FIGURES).await?;
        if !is_loaded {
            let mut options = ImportOptions::at(now);
            options.read.sidecar = Some(Sidecar::read(SOURCE)?);
            let report = import::import_bytes(&store, &scope, &keys, FILE, FIGURES, &options).await?;
            if report.outcome != Outcome::Accepted || report.account.rejected > 0 {
                let first = report
                    .problems
                    .first()
                    .map(|shown| shown.problem.message.clone())
                    .unwrap_or_default();
                bail!("the demo figures were not taken whole: {first}");
            }
        }
        let mut n_founded = 0;
        for (slug, name, code) in HOMES {
            if people::organisation_by_slug(store.sql.read(&scope), slug)
                .await?
                .is_some()
            {
                continue;
            }
            let territory = keys
                .resolve(code, None)
                .with_context(|| format!("the demo home {name}"))?;
            let home = NewOrganisation {
                slug: slug.to_owned(),
                name: name.to_owned(),
                territory_id: territory.id,
            };
            store
                .sql
                .write(&scope, async |write| people::found(write, now, &home).await)
                .await?;
            n_founded += 1;
        }
        match desk.output {
            Format::Json => output::json(&json!({ "figures_loaded": !is_loaded, "homes_founded": n_founded }))?,
            _ if is_loaded && n_founded == 0 => output::say("the demo is there already; nothing changed")?,
            _ => output::say(
                "the demo is there: Münster, Havixbeck and Hügelland/Täler with figures from INKAR 2024; look at it with \"lotse serve\"",
            )?,
        }
        Ok(Done::Whole)
    }
}
