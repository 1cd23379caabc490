//! `lotse target`: what a municipality wants to reach.

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use jiff::{Timestamp, civil::Date};
use serde_json::json;
use townhall::{
    indicators::{
        catalogue,
        own::{indicators::known_goals, listed},
        targets,
    },
    people,
};

use super::{
    Desk, Done,
    own::{home_of, today},
};
use crate::output::{self, Format, Rows};

/// Set, end or list what a municipality wants to reach
#[derive(Debug, Args)]
pub(crate) struct TargetValue {
    #[command(subcommand)]
    action: TargetAction,
}

#[derive(Debug, Subcommand)]
#[expect(clippy::large_enum_variant, reason = "one value of it exists while a command runs")]
enum TargetAction {
    /// Set a target
    Add {
        /// Short name of the municipality
        home: String,
        /// Name of the indicator
        indicator: String,
        /// reach, keep or direction
        #[arg(long, value_name = "WORD")]
        kind: String,
        /// at_least or at_most
        #[arg(long, value_name = "SIDE", default_value = "at_least")]
        bound: String,
        /// The value to reach or keep
        #[arg(long, value_name = "NUMBER", default_value = "", allow_hyphen_values = true)]
        value: String,
        /// By when: a year or a day
        #[arg(long, value_name = "DAY", default_value = "")]
        by: String,
        /// increase or decrease
        #[arg(long, value_name = "WORD", default_value = "")]
        direction: String,
        /// Where it starts, for example 2020=25
        #[arg(long, value_name = "PERIOD=VALUE")]
        base: Option<String>,
        /// The goal it serves, for example 11.6
        #[arg(long, value_name = "NUMBER", default_value = "")]
        goal: String,
        /// The body that adopted it
        #[arg(long, value_name = "NAME", default_value = "")]
        body: String,
        /// The day of the decision
        #[arg(long, value_name = "DAY", default_value = "")]
        decided_on: String,
        /// Title of the decision
        #[arg(long, value_name = "TEXT", default_value = "")]
        decision: String,
        /// Number of the paper
        #[arg(long, value_name = "TEXT", default_value = "")]
        decision_number: String,
        /// Address of the paper
        #[arg(long, value_name = "ADDRESS", default_value = "")]
        decision_link: String,
        /// A remark
        #[arg(long, value_name = "TEXT", default_value = "")]
        note: String,
        /// draft, internal or public
        #[arg(long, value_name = "WORD", default_value = "internal")]
        visibility: String,
        /// A day in the past is meant so
        #[arg(long)]
        confirm: bool,
    },
    /// End a target; it stays readable
    End {
        /// Its id
        target: String,
        /// Why it no longer holds
        #[arg(long, value_name = "TEXT")]
        because: String,
    },
    /// List targets
    List {
        /// Short name of the municipality
        home: Option<String>,
    },
}

impl TargetValue {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let store = desk.open().await?;
        let scope = Desk::scope();
        let catalogue = catalogue::load(&store, &scope).await?;
        match self.action {
            TargetAction::Add {
                home,
                indicator,
                kind,
                bound,
                value,
                by,
                direction,
                base,
                goal,
                body,
                decided_on,
                decision,
                decision_number,
                decision_link,
                note,
                visibility,
                confirm,
            } => {
                let home = home_of(&store, &scope, &home).await?;
                let known = catalogue.by_slug(&indicator).with_context(|| {
                    format!("indicator \"{indicator}\" is not in the catalogue; \"lotse indicators\" lists all")
                })?;
                let (base_period, base_value) = base
                    .map(|base| {
                        base.split_once('=')
                            .map_or((base.clone(), String::new()), |(a, b)| (a.to_owned(), b.to_owned()))
                    })
                    .unwrap_or_default();
                let draft = targets::Draft {
                    kind,
                    bound,
                    value,
                    by,
                    direction,
                    base_period,
                    base_value,
                    goal,
                    body,
                    decided_on,
                    decision_title: decision,
                    decision_number,
                    decision_link,
                    note,
                    visibility,
                    confirmed: confirm,
                };
                let goals = known_goals(&store, &scope).await?;
                let checked = draft.check(known.version.unit, &goals, None, today());
                let (content, visibility) = match checked {
                    Ok(checked) => checked,
                    Err(errors) => bail!("{}", listed(&errors)),
                };
                let acting = scope.acting_for(home.id);
                let id = targets::create(&store, &acting, &known.id, (&content, visibility), Timestamp::now()).await?;
                match desk.output {
                    Format::Json => output::json(&json!({ "id": id }))?,
                    _ => output::say(&format!("target {id} is set for {}", home.name))?,
                }
            }
            TargetAction::End { target, because } => {
                let known = targets::one(&store, &scope, &target)
                    .await?
                    .with_context(|| format!("there is no target {target}; \"lotse target list\" shows all"))?;
                let acting = scope.acting_for(known.organisation);
                targets::end(&store, &acting, &target, known.version, &because, Timestamp::now()).await?;
                match desk.output {
                    Format::Json => output::json(&json!({ "id": target, "ended": true }))?,
                    _ => output::say(&format!("target {target} no longer holds; it stays readable"))?,
                }
            }
            TargetAction::List { home } => {
                let home = match home {
                    Some(home) => Some(home_of(&store, &scope, &home).await?),
                    None => None,
                };
                let homes = people::organisations(store.sql.read(&scope)).await?;
                let names = [
                    "id",
                    "home",
                    "indicator",
                    "kind",
                    "value",
                    "by",
                    "body",
                    "decided on",
                    "visibility",
                    "ended",
                ];
                let mut rows = Rows::begin(desk.output, &names)?;
                for target in targets::targets(&store, &scope, home.map(|home| home.id), None).await? {
                    let content = &target.content;
                    let indicator = catalogue.all().iter().find(|one| one.id == target.indicator_id);
                    let indicator = indicator.map(|one| one.slug.clone()).unwrap_or_default();
                    let home = homes.iter().find(|home| home.id == target.organisation);
                    let home = home.map(|home| home.slug.clone()).unwrap_or_default();
                    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
                    rows.row(
                        || {
                            [
                                target.id.clone(),
                                home.clone(),
                                indicator.clone(),
                                content.kind.as_str().to_owned(),
                                content.number.map(|number| number.to_string()).unwrap_or_default(),
                                day(content.by),
                                content.body.clone(),
                                day(content.decided_on),
                                target.visibility.as_str().to_owned(),
                                target.ended_at.map(|at| at.to_string()).unwrap_or_default(),
                            ]
                        },
                        || {
                            json!({
                                "id": target.id,
                                "home": home,
                                "indicator": indicator,
                                "visibility": target.visibility,
                                "version": target.version,
                                "content": content,
                                "ended_at": target.ended_at,
                            })
                        },
                    )?;
                }
                rows.end()?;
            }
        }
        Ok(Done::Whole)
    }
}
