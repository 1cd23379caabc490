//! `lotse precedence INDICATOR`: which source of an indicator counts first, and who decided so.

use anyhow::Context;
use clap::Args;
use jiff::Timestamp;
use serde_json::json;
use townhall::indicators::{
    catalogue::{self, SourceKey},
    formulas, observations,
};

use super::{Desk, Done};
use crate::{
    configuration::WrongUse,
    output::{self, Format, Rows},
};

/// Show or decide which source of an indicator counts before the others
#[derive(Debug, Args)]
pub(crate) struct Precedence {
    /// Slug of the indicator
    indicator: String,
    /// Sources in the order in which they shall count: NAME, or NAME@AREA-STATE
    #[arg(value_name = "SOURCE")]
    order: Vec<String>,
    /// Go back to the rule: what publishers computed before what was computed here, the newest first
    #[arg(long, conflicts_with = "order")]
    by_rule: bool,
    /// Why; shown beside the figures
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
}

impl Precedence {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let store = desk.open().await?;
        let scope = Desk::scope();
        let mut catalogue = catalogue::load(&store, &scope).await?;
        let find = |catalogue: &catalogue::Catalogue| catalogue.by_slug(&self.indicator).map(|one| one.version_id);
        let unknown = || {
            format!(
                "indicator \"{}\" is not in the catalogue; \"lotse indicators\" lists all",
                self.indicator
            )
        };
        let version_id = find(&catalogue).with_context(unknown)?;
        let sources = observations::sources_of(&store, &scope, version_id).await?;
        if self.by_rule || !self.order.is_empty() {
            let mut order = Vec::new();
            for text in &self.order {
                order.push(named(text, &sources)?);
            }
            let now = Timestamp::now();
            formulas::set_precedence(&store, &scope, &self.indicator, &order, &self.reason, now).await?;
            formulas::follow(&store, &scope, now).await?;
            catalogue = catalogue::load(&store, &scope).await?;
        }
        let decided = catalogue
            .by_slug(&self.indicator)
            .map(|one| one.precedence.clone())
            .unwrap_or_default();
        let mut sorted = sources;
        sorted.sort_by_key(|key| (formulas::rank(&decided, &key.source, &key.area_state), key.clone()));
        if desk.output == Format::Table && sorted.is_empty() {
            output::say("no source has values of this indicator yet")?;
            return Ok(Done::Whole);
        }
        let mut rows = Rows::begin(desk.output, &["source", "area state", "decided by a person"])?;
        for key in &sorted {
            let is_decided = decided.contains(key);
            rows.row(
                || {
                    let yes = if is_decided { "yes" } else { "" };
                    [key.source.clone(), key.area_state.clone(), yes.to_owned()]
                },
                || json!({ "source": key.source, "area_state": key.area_state, "is_decided": is_decided }),
            )?;
        }
        rows.end()?;
        Ok(Done::Whole)
    }
}

/// The source that a person means.
fn named(text: &str, known: &[SourceKey]) -> anyhow::Result<SourceKey> {
    let (source, state) = match text.split_once('@') {
        Some((source, state)) => (source, Some(state)),
        None => (text, None),
    };
    let fits = |key: &&SourceKey| key.source == source && state.is_none_or(|state| state == key.area_state);
    let found: Vec<&SourceKey> = known.iter().filter(fits).collect();
    match found.as_slice() {
        [one] => Ok((*one).clone()),
        [] => {
            let names: Vec<String> = known
                .iter()
                .map(|key| format!("{}@{}", key.source, key.area_state))
                .collect();
            Err(WrongUse(format!(
                "no source \"{text}\" has values of this indicator; there are {}",
                names.join(", ")
            ))
            .into())
        }
        several => {
            let names: Vec<String> = several
                .iter()
                .map(|key| format!("\"{}@{}\"", key.source, key.area_state))
                .collect();
            Err(WrongUse(format!(
                "\"{text}\" stands on several areas; say which: {}",
                names.join(", ")
            ))
            .into())
        }
    }
}
