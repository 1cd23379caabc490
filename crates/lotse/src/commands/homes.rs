//! `lotse homes`: the municipalities, associations and districts that have pages of their own.

use anyhow::Context;
use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde_json::json;
use store::scope::OrganisationId;
use townhall::{
    people::{self, NewOrganisation},
    territories,
};

use super::{Desk, Done};
use crate::{
    configuration::WrongUse,
    output::{self, Format, Rows},
};

/// List the municipalities with pages of their own, or add one
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Homes {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Give a municipality, an association or a district pages of its own
    Add {
        /// Its official key, for example 05558020
        #[arg(value_name = "KEY")]
        territory: String,
        /// Its name on pages [default: its official name]
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// Its name in addresses [default: made from its name]
        #[arg(long, value_name = "NAME")]
        slug: Option<String>,
    },
}

impl Homes {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let store = desk.open().await?;
        let scope = Desk::scope();
        let read = store.sql.read(&scope);
        let keys = territories::key_table(read).await?;
        if let Some(Action::Add { territory, name, slug }) = self.action {
            let found = keys.resolve(&territory, None)?;
            let territory = territories::by_id(read, found.id)
                .await?
                .context("the territory is gone")?;
            if !territories::may_be_home(found.key.level()) {
                return Err(WrongUse(format!(
                    "{} ({}) is a {}; pages of their own are for municipalities, associations and districts",
                    territory.title,
                    found.key.code(),
                    found.key.level().as_str()
                ))
                .into());
            }
            let homes = people::organisations(read).await?;
            if let Some(known) = homes.iter().find(|home| home.territory_id == Some(found.id)) {
                match desk.output {
                    Format::Json => {
                        output::json(&json!({ "slug": known.slug, "name": known.name, "territory": found.key }))?;
                    }
                    _ => output::say(&format!(
                        "{} has pages of its own already, at /de/{}",
                        known.name, known.slug
                    ))?,
                }
                return Ok(Done::Whole);
            }
            let name = name.unwrap_or(territory.name);
            let slug = slug.unwrap_or_else(|| people::slug_of(&name));
            people::check_slug(&slug)?;
            let home = NewOrganisation {
                slug: slug.clone(),
                name: name.clone(),
                territory_id: found.id,
            };
            store
                .sql
                .write(&scope, async |write| {
                    people::found(write, Timestamp::now(), &home).await
                })
                .await?;
            match desk.output {
                Format::Json => output::json(&json!({ "slug": slug, "name": name, "territory": found.key }))?,
                _ => output::say(&format!("{name} has pages of its own now, at /de/{slug}"))?,
            }
            return Ok(Done::Whole);
        }
        let mut rows = Rows::begin(desk.output, &["slug", "name", "territory"])?;
        for one in people::organisations(read).await? {
            if one.id == OrganisationId::INSTALLATION {
                continue;
            }
            let territory = one
                .territory_id
                .and_then(|id| keys.get(id))
                .map(|(key, _)| key.to_string());
            let territory = territory.unwrap_or_default();
            rows.row(
                || [one.slug.clone(), one.name.clone(), territory.clone()],
                || json!({ "slug": one.slug, "name": one.name, "territory": territory }),
            )?;
        }
        rows.end()?;
        Ok(Done::Whole)
    }
}
