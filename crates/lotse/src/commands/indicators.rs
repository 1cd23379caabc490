//! `lotse indicators`: the catalogue.

use clap::{Args, Subcommand};
use figures::{
    indicator::{CountedAt, Reference},
    unit::Unit,
};
use jiff::Timestamp;
use serde_json::json;
use townhall::indicators::{catalogue, observations};
use web::language::Language;

use super::{Desk, Done};
use crate::output::{self, Format, Rows};

/// List the indicators of the catalogue, or state what a definition leaves open
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Indicators {
    /// Only indicators that have values
    #[arg(long)]
    with_values: bool,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// State what the publisher of an indicator leaves open: its unit, its time, where people are counted
    State {
        /// Name of the indicator, as "lotse indicators" lists it
        indicator: String,
        /// Code of the unit, for example persons, count, percent
        #[arg(long, value_name = "CODE", required_unless_present_any = ["reference", "counted_at"])]
        unit: Option<Unit>,
        /// average, sum, school_year or a day such as 12-31
        #[arg(long, value_name = "TIME")]
        reference: Option<Reference>,
        /// residence or work
        #[arg(long, value_name = "PLACE", value_parser = counted_at)]
        counted_at: Option<CountedAt>,
    },
}

fn counted_at(text: &str) -> Result<CountedAt, String> {
    let places = [CountedAt::Residence, CountedAt::Work];
    let found = places.into_iter().find(|place| place.as_str() == text);
    found.ok_or_else(|| format!("\"{text}\" is no place of counting; write residence or work"))
}

impl Indicators {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        if let Some(Action::State {
            indicator,
            unit,
            reference,
            counted_at,
        }) = self.action
        {
            let stated = catalogue::Stated {
                unit,
                reference,
                counted_at,
            };
            return state(desk, &indicator, stated).await;
        }
        let store = desk.open().await?;
        let scope = Desk::scope();
        let catalogue = catalogue::load(&store, &scope).await?;
        let coverage = observations::coverage(&store, &scope).await?;
        let names = ["id", "title", "unit", "source", "values"];
        let mut rows = Rows::begin(desk.output, &names)?;
        for indicator in catalogue.all() {
            let covered = coverage.of(indicator.version_id);
            if self.with_values && covered.n_values == 0 {
                continue;
            }
            let unit = indicator.version.unit.code();
            rows.row(
                || {
                    [
                        indicator.slug.clone(),
                        indicator.title.text(Language::De).to_owned(),
                        unit.to_owned(),
                        covered.sources.join(", "),
                        covered.n_values.to_string(),
                    ]
                },
                || {
                    json!({
                        "id": indicator.slug,
                        "title": indicator.title.text(Language::De),
                        "titles": indicator.title,
                        "unit": unit,
                        "source": covered.sources.first(),
                        "sources": covered.sources,
                        "n_values": covered.n_values,
                        "definition": indicator.version,
                        "goals": indicator.goals.iter().map(|goal| format!("{}:{}", goal.framework, goal.code)).collect::<Vec<_>>(),
                    })
                },
            )?;
        }
        rows.end()?;
        Ok(Done::Whole)
    }
}

async fn state(desk: &Desk, slug: &str, stated: catalogue::Stated) -> anyhow::Result<Done> {
    let store = desk.open().await?;
    let (indicator, is_new) = catalogue::complete(&store, &Desk::scope(), slug, stated, Timestamp::now()).await?;
    let version = &indicator.version;
    match desk.output {
        Format::Json => output::json(&json!({ "id": indicator.slug, "definition": version, "is_new": is_new }))?,
        _ => {
            let place = version.counted_at.map_or_else(String::new, |place| {
                format!(", counted at the place of {}", place.as_str())
            });
            let known = if is_new { "" } else { "nothing new: " };
            output::say(&format!(
                "{known}{slug} is in {}, about {}{place}",
                version.unit, version.reference
            ))?;
        }
    }
    Ok(Done::Whole)
}
