//! `lotse selection`: the indicators that a home has chosen, each with its reason and its yearly effort.

use anyhow::Context;
use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde_json::json;
use store::scope::OrganisationId;
use townhall::{
    indicators::{
        catalogue::{self, sheet::Availability},
        selection::{self, Effort},
    },
    people,
};

use super::{Desk, Done};
use crate::output::{self, Format, Rows};

/// List the indicators that a home has chosen, choose one, or take one back
#[derive(Debug, Args)]
pub(crate) struct Selection {
    /// The home, by its name in addresses
    #[arg(long, value_name = "HOME")]
    home: String,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Choose an indicator, or give a choice another reason
    Choose {
        /// The indicator, by its name in addresses
        #[arg(value_name = "INDICATOR")]
        indicator: String,
        /// Why the home wants it
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Take a choice back
    Remove {
        /// The indicator, by its name in addresses
        #[arg(value_name = "INDICATOR")]
        indicator: String,
    },
}

impl Selection {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let store = desk.open().await?;
        let scope = Desk::scope();
        let read = store.sql.read(&scope);
        let slug = &self.home;
        let home = people::organisation_by_slug(read, slug).await?;
        let home = home
            .filter(|one| one.id != OrganisationId::INSTALLATION)
            .with_context(|| format!("no home is named \"{slug}\"; lotse homes lists them"))?;
        let catalogue = catalogue::load(&store, &scope).await?;
        let find = |slug: &str| {
            let found = catalogue.by_slug(slug);
            found.with_context(|| format!("indicator \"{slug}\" is not known; lotse indicators lists them"))
        };
        let now = Timestamp::now();
        match &self.action {
            Some(Action::Choose { indicator, reason }) => {
                let indicator = find(indicator)?;
                let write = store.sql.write(&scope, async |write| {
                    selection::choose(write, now, home.id, indicator, reason).await
                });
                write.await?;
            }
            Some(Action::Remove { indicator }) => {
                let indicator = find(indicator)?;
                let write = store.sql.write(&scope, async |write| {
                    selection::unchoose(write, now, home.id, indicator).await
                });
                write.await?;
            }
            None => {}
        }
        let choices = selection::choices(read, home.id).await?;
        let chosen = selection::in_order(&catalogue, &choices);
        let effort = Effort::of(chosen.iter().map(|(indicator, _)| *indicator));
        if self.action.is_some() {
            match desk.output {
                Format::Json => output::json(&json!({
                    "chosen": chosen.len(),
                    "minutes_per_year": effort.minutes,
                    "without_estimate": effort.n_without_estimate,
                }))?,
                _ => output::say(&format!(
                    "{} indicators chosen, {} minutes a year, {} without an estimate",
                    chosen.len(),
                    effort.minutes,
                    effort.n_without_estimate
                ))?,
            }
            return Ok(Done::Whole);
        }
        let mut rows = Rows::begin(
            desk.output,
            &["indicator", "minutes_per_year", "availability", "reason"],
        )?;
        for (indicator, choice) in chosen {
            let minutes = selection::minutes(indicator);
            let availability = selection::availability(indicator).map_or("", Availability::as_str);
            rows.row(
                || {
                    [
                        indicator.slug.clone(),
                        minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
                        availability.to_owned(),
                        choice.reason.clone(),
                    ]
                },
                || {
                    json!({
                        "indicator": indicator.slug,
                        "minutes_per_year": minutes,
                        "availability": availability,
                        "reason": choice.reason,
                    })
                },
            )?;
        }
        rows.end()?;
        Ok(Done::Whole)
    }
}
