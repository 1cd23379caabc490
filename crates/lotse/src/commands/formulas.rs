//! `lotse formulas`: indicators computed from others; defining, ending, and comparing with what is published.

use anyhow::Context;
use clap::{Args, Subcommand};
use jiff::Timestamp;
use methods::formula::Problem;
use serde_json::json;
use store::scope::Scope;
use townhall::{
    indicators::{
        catalogue,
        formulas::{self, Defined, compare::Comparison, compute::Books},
        observations,
    },
    territories,
};

use super::{Desk, Done};
use crate::output::{self, Format, Rows};

/// Compute indicators from others: list, define, end, compare
#[derive(Debug, Args)]
pub(crate) struct Formulas {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the formulas in use
    List,
    /// Check a formula for an indicator and store nothing
    Check {
        /// Slug of the indicator, whose unit the formula has to reach
        indicator: String,
        /// For example "unemployed / population@same * 1000"
        formula: String,
    },
    /// Compute an indicator by a formula from now on
    Define {
        /// Slug of the indicator
        indicator: String,
        /// The formula [default: the one that ships for the indicator]
        formula: Option<String>,
        /// Why, for whoever asks later
        #[arg(long, value_name = "TEXT", default_value = "")]
        reason: String,
    },
    /// End a formula; its values no longer count
    End {
        /// Slug of the indicator
        indicator: String,
        /// Why, for whoever asks later
        #[arg(long, value_name = "TEXT", default_value = "")]
        reason: String,
    },
    /// Compare the own computation with the published values and list every difference
    Compare {
        /// Slug of the indicator
        indicator: String,
    },
}

impl Formulas {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let store = desk.open().await?;
        let now = Timestamp::now();
        match self.what.unwrap_or(What::List) {
            What::List => list(desk, &store).await,
            What::Check { indicator, formula } => {
                let catalogue = catalogue::load(&store, &Scope::public()).await?;
                let found = catalogue.by_slug(&indicator).with_context(|| unknown(&indicator))?;
                match formulas::check(&catalogue, &formula, found.version.unit, Some(&indicator)) {
                    Ok(checked) => {
                        match desk.output {
                            Format::Json => output::json(&json!({
                                "formula": checked.text,
                                "unit": checked.unit.code(),
                                "remarks": checked.remarks.iter().map(ToString::to_string).collect::<Vec<_>>(),
                            }))?,
                            _ => {
                                output::say(&format!("{}: gives {}", checked.text, checked.unit))?;
                                for remark in &checked.remarks {
                                    output::say(&format!("  note: {remark}"))?;
                                }
                            }
                        }
                        Ok(Done::Whole)
                    }
                    Err(problems) => refused(desk.output, &formula, &problems),
                }
            }
            What::Define {
                indicator,
                formula,
                reason,
            } => {
                let text = match formula {
                    Some(text) => text,
                    None => catalogue::shipped_formula(&indicator)
                        .with_context(|| format!("no formula ships for \"{indicator}\"; write one behind the name"))?,
                };
                let number = match formulas::define(&store, &Desk::scope(), &indicator, &text, &reason, now).await? {
                    Defined::Refused(problems) => return refused(desk.output, &text, &problems),
                    Defined::Yes(number, checked) => {
                        if desk.output != Format::Json {
                            output::say(&format!(
                                "{indicator} is computed by formula {number}: {}",
                                checked.text
                            ))?;
                            for remark in &checked.remarks {
                                output::say(&format!("  note: {remark}"))?;
                            }
                        }
                        number
                    }
                    Defined::Already(number) => number,
                };
                let derived = formulas::follow(&store, &Desk::scope(), now).await?;
                match desk.output {
                    Format::Json => {
                        output::json(&json!({ "indicator": indicator, "formula": number, "derived": derived }))?;
                    }
                    _ if derived.is_empty() => {
                        output::say("nothing to compute: no input has values, or nothing changed")?;
                    }
                    _ => output::say(&format!("computed as delivery {}", numbers(&derived)))?,
                }
                Ok(Done::Whole)
            }
            What::End { indicator, reason } => {
                formulas::end(&store, &Desk::scope(), &indicator, &reason, now).await?;
                let withdrawn = formulas::follow(&store, &Desk::scope(), now).await?;
                match desk.output {
                    Format::Json => output::json(&json!({ "indicator": indicator, "withdrawals": withdrawn }))?,
                    _ => output::say(&format!(
                        "{indicator} is no longer computed; its computed values no longer count"
                    ))?,
                }
                Ok(Done::Whole)
            }
            What::Compare { indicator } => compare(desk, &store, &indicator).await,
        }
    }
}

fn unknown(slug: &str) -> String {
    format!("indicator \"{slug}\" is not in the catalogue; \"lotse indicators\" lists all")
}

fn numbers(list: &[i64]) -> String {
    list.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}

/// Each problem with the part of the formula that it is about underlined.
fn refused(format: Format, text: &str, problems: &[Problem]) -> anyhow::Result<Done> {
    if format == Format::Json {
        let problems: Vec<_> = problems
            .iter()
            .map(|one| {
                let message = one.mistake.to_string();
                json!({ "start": one.start, "end": one.end, "code": one.mistake.code(), "message": message })
            })
            .collect();
        output::json(&json!({ "formula": text, "problems": problems }))?;
        return Ok(Done::Failed);
    }
    for problem in problems {
        output::say(text)?;
        let n_marks = problem.end.saturating_sub(problem.start).max(1);
        output::say(&format!("{}{}", " ".repeat(problem.start), "^".repeat(n_marks)))?;
        output::say(&problem.mistake.to_string())?;
    }
    Ok(Done::Failed)
}

async fn list(desk: &Desk, store: &store::Store) -> anyhow::Result<Done> {
    let catalogue = catalogue::load(store, &Desk::scope()).await?;
    let mut rows = Rows::begin(desk.output, &["indicator", "formula", "expression", "reason"])?;
    for indicator in catalogue.all() {
        let Some(formula) = &indicator.formula else { continue };
        rows.row(
            || {
                [
                    indicator.slug.clone(),
                    formula.number.to_string(),
                    formula.text.clone(),
                    formula.reason.clone(),
                ]
            },
            || {
                json!({
                    "indicator": indicator.slug,
                    "formula": formula.number,
                    "expression": formula.text,
                    "reason": formula.reason,
                })
            },
        )?;
    }
    rows.end()?;
    Ok(Done::Whole)
}

async fn compare(desk: &Desk, store: &store::Store, slug: &str) -> anyhow::Result<Done> {
    let scope = Scope::public();
    let catalogue = catalogue::load(store, &scope).await?;
    let indicator = catalogue.by_slug(slug).with_context(|| unknown(slug))?;
    let expression = formulas::expression_of(&catalogue, indicator)?
        .with_context(|| format!("no formula is defined for \"{slug}\", and none ships; define one first"))?;
    let pin = store.lake.pin(&store.sql, &scope).await?;
    let dictionary = observations::dictionary(store, &scope).await?;
    let keys = territories::key_table(store.sql.read(&scope)).await?;
    let books = Books {
        store,
        pin: &pin,
        catalogue: &catalogue,
        dictionary: &dictionary,
    };
    let precedence = formulas::compute::precedence(books, &expression);
    let comparison = formulas::compare::compare(books, &keys, indicator, &expression, &precedence)?;
    tell(desk.output, slug, &expression.to_string(), &comparison)?;
    Ok(Done::Whole)
}

fn tell(format: Format, slug: &str, expression: &str, comparison: &Comparison) -> anyhow::Result<()> {
    if format == Format::Json {
        return output::json(&json!({ "indicator": slug, "formula": expression, "comparison": comparison }));
    }
    if format == Format::Table {
        let Some(source) = &comparison.source else {
            return output::say("nothing is published beside the own computation, or nothing can be computed");
        };
        output::say(&format!(
            "{slug} = {expression}\ncompared with source {} ({}) to {} digits behind the decimal sign:\n\
             {} values on both sides, {} equal, {} differ by the rounding of the parts, {} differ without an explanation\n\
             {} computed only here, {} published only",
            source.source,
            source.area_state,
            comparison.digits,
            comparison.n_compared,
            comparison.n_equal,
            comparison.n_rounding,
            comparison.n_unexplained,
            comparison.n_only_own,
            comparison.n_only_published,
        ))?;
        if comparison.differences.is_empty() {
            return Ok(());
        }
    }
    let names = [
        "territory",
        "name",
        "period",
        "published",
        "own",
        "smallest",
        "greatest",
        "explained by",
    ];
    let mut rows = Rows::begin(format, &names)?;
    for one in &comparison.differences {
        let number = |value: f64| figures::number::rounded(value, comparison.digits.saturating_add(3));
        let bound = |value: Option<f64>| value.map(number).unwrap_or_default();
        rows.row(
            || {
                [
                    one.key.clone(),
                    one.title.clone(),
                    one.period.to_string(),
                    one.published.to_string(),
                    number(one.own),
                    bound(one.smallest),
                    bound(one.greatest),
                    if one.is_rounding { "rounding of the parts" } else { "" }.to_owned(),
                ]
            },
            || json!(one),
        )?;
    }
    rows.end()
}
