//! `lotse indicators`: the catalogue.

use clap::Args;
use serde_json::json;
use townhall::indicators::{catalogue, observations};
use web::language::Language;

use super::{Desk, Done};
use crate::output::Rows;

/// List the indicators of the catalogue
#[derive(Debug, Args)]
pub(crate) struct Indicators {
    /// Only indicators that have values
    #[arg(long)]
    with_values: bool,
}

impl Indicators {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
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
