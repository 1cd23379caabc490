//! `lotse indicator`, `lotse value`, `lotse calendar`: what a municipality counts itself, and when others publish.

use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Subcommand};
use jiff::{Timestamp, civil::Date};
use serde_json::json;
use store::{Store, scope::Scope};
use townhall::{
    indicators::{
        catalogue::{self, Catalogue, Indicator},
        own::{
            draft::Draft,
            ending::{self, Gone},
            indicators::{self, Comparability},
            values::{self, Typed},
        },
    },
    people::{self, Organisation},
    territories,
};
use web::language::Language;

use super::{Desk, Done};
use crate::output::{self, Format, Rows};

/// Add or change an indicator that a municipality counts itself
#[derive(Debug, Args)]
pub(crate) struct OwnIndicator {
    #[command(subcommand)]
    action: IndicatorAction,
}

#[derive(Debug, Subcommand)]
enum IndicatorAction {
    /// Add an own indicator
    Add {
        /// Short name of the municipality, as "lotse homes" lists it
        home: String,
        /// Its name in addresses [default: made from the title]
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        #[command(flatten)]
        said: Box<Said>,
    },
    /// Change an own indicator; what is not said stays
    Change {
        /// Short name of the municipality
        home: String,
        /// Name of the indicator, for example telgte.stadtbaeume
        indicator: String,
        /// The version that the change was made from [default: the newest]
        #[arg(long, value_name = "NUMBER")]
        from: Option<i64>,
        /// Earlier and later values can be compared
        #[arg(long, conflicts_with = "counts_something_else")]
        counts_the_same: bool,
        /// Earlier and later values cannot be compared: a new definition begins
        #[arg(long)]
        counts_something_else: bool,
        #[command(flatten)]
        said: Box<Said>,
    },
    /// No longer keep an own indicator: it is removed while nothing hangs on it, else it is ended and its values stay
    End {
        /// Short name of the municipality
        home: String,
        /// Name of the indicator
        indicator: String,
        /// Why; needed when it has values or targets
        #[arg(long, value_name = "TEXT", default_value = "")]
        because: String,
    },
    /// Take an ended indicator up again
    Resume {
        /// Short name of the municipality
        home: String,
        /// Name of the indicator
        indicator: String,
    },
    /// Show every version of an own indicator
    Show {
        /// Short name of the municipality
        home: String,
        /// Name of the indicator
        indicator: String,
    },
}

#[derive(Debug, Args)]
struct Said {
    /// German title
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// English title
    #[arg(long, value_name = "TEXT")]
    title_en: Option<String>,
    /// What is counted, in German
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// The same in English
    #[arg(long, value_name = "TEXT")]
    description_en: Option<String>,
    /// Code of the unit, for example persons, count, percent
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// Digits after the decimal sign, 0 to 4
    #[arg(long, value_name = "NUMBER")]
    decimals: Option<String>,
    /// average, sum, school_year, unstated or a day such as 12-31
    #[arg(long, value_name = "TIME")]
    reference: Option<String>,
    /// increase, decrease or none
    #[arg(long, value_name = "WORD")]
    direction: Option<String>,
    /// Goal or target it belongs to, for example 11.6; may be repeated
    #[arg(long = "goal", value_name = "NUMBER")]
    goals: Vec<String>,
    /// Minutes a year that counting takes
    #[arg(long, value_name = "MINUTES")]
    effort: Option<String>,
    /// Where the numbers come from
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// How it is counted
    #[arg(long, value_name = "TEXT")]
    method: Option<String>,
    /// A formula over other indicators
    #[arg(long, value_name = "FORMULA")]
    formula: Option<String>,
    /// What is counted: things, people or social
    #[arg(long, value_name = "WORD")]
    counts: Option<String>,
    /// draft, internal or public
    #[arg(long, value_name = "WORD")]
    visibility: Option<String>,
}

impl Said {
    fn over(self, mut draft: Draft) -> Draft {
        let put = |place: &mut String, said: Option<String>| {
            if let Some(said) = said {
                *place = said;
            }
        };
        put(&mut draft.title, self.title);
        put(&mut draft.title_en, self.title_en);
        put(&mut draft.description, self.description);
        put(&mut draft.description_en, self.description_en);
        put(&mut draft.unit, self.unit);
        put(&mut draft.decimals, self.decimals);
        put(&mut draft.reference, self.reference);
        put(&mut draft.direction, self.direction);
        put(&mut draft.effort, self.effort);
        put(&mut draft.source, self.source);
        put(&mut draft.method, self.method);
        put(&mut draft.formula, self.formula);
        put(&mut draft.counts, self.counts);
        put(&mut draft.visibility, self.visibility);
        if !self.goals.is_empty() {
            draft.goals = self.goals;
        }
        draft
    }
}

impl OwnIndicator {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let store = desk.open().await?;
        let scope = Desk::scope();
        match self.action {
            IndicatorAction::Add { home, name, said } => {
                let home = home_of(&store, &scope, &home).await?;
                let draft = said.over(Draft::default());
                let now = Timestamp::now();
                let saved = indicators::create(&store, &scope, &home, &draft, name.as_deref(), now).await?;
                match desk.output {
                    Format::Json => output::json(&json!({ "id": saved.slug, "version": saved.record_version }))?,
                    _ => output::say(&format!("{} is an indicator of {} now", saved.slug, home.name))?,
                }
            }
            IndicatorAction::Change {
                home,
                indicator,
                from,
                counts_the_same,
                counts_something_else,
                said,
            } => {
                let home = home_of(&store, &scope, &home).await?;
                let acting = scope.clone().acting_for(home.id);
                let catalogue = catalogue::load(&store, &acting).await?;
                let known = own(&catalogue, &home, &indicator)?;
                let newest = indicators::versions(&store, &acting, known).await?.into_iter().next();
                let newest = newest.context("the indicator has no version; restore it from a backup")?;
                let draft = said.over(newest.content);
                let comparability = match (counts_the_same, counts_something_else) {
                    (true, _) => Comparability::Same,
                    (_, true) => Comparability::Changed,
                    _ => Comparability::NotSaid,
                };
                let (from, now) = (from.unwrap_or(newest.version), Timestamp::now());
                let saved =
                    indicators::change(&store, &scope, &home, &indicator, from, &draft, comparability, now).await?;
                match desk.output {
                    Format::Json => output::json(
                        &json!({ "id": saved.slug, "version": saved.record_version, "definition": saved.definition }),
                    )?,
                    _ => output::say(&format!(
                        "{} is at version {} now, definition {}",
                        saved.slug, saved.record_version, saved.definition
                    ))?,
                }
            }
            IndicatorAction::End {
                home,
                indicator,
                because,
            } => {
                let home = home_of(&store, &scope, &home).await?;
                let gone = ending::end(&store, &scope, &home, &indicator, &because, Timestamp::now()).await?;
                let (word, sentence) = match gone {
                    Gone::Removed => ("removed", "is removed; nothing hung on it"),
                    Gone::Ended => ("ended", "is ended; its values stay readable"),
                };
                match desk.output {
                    Format::Json => output::json(&json!({ "id": indicator, "end": word }))?,
                    _ => output::say(&format!("{indicator} {sentence}"))?,
                }
            }
            IndicatorAction::Resume { home, indicator } => {
                let home = home_of(&store, &scope, &home).await?;
                ending::resume(&store, &scope, &home, &indicator, Timestamp::now()).await?;
                match desk.output {
                    Format::Json => output::json(&json!({ "id": indicator, "end": null }))?,
                    _ => output::say(&format!("{indicator} is taken up again"))?,
                }
            }
            IndicatorAction::Show { home, indicator } => {
                let home = home_of(&store, &scope, &home).await?;
                let acting = scope.clone().acting_for(home.id);
                let catalogue = catalogue::load(&store, &acting).await?;
                let known = own(&catalogue, &home, &indicator)?;
                let mut rows = Rows::begin(desk.output, &["version", "at", "actor", "title", "visibility"])?;
                for version in indicators::versions(&store, &acting, known).await? {
                    let content = &version.content;
                    rows.row(
                        || {
                            [
                                version.version.to_string(),
                                version.at.to_string(),
                                version.actor.clone(),
                                content.title.clone(),
                                content.visibility.clone(),
                            ]
                        },
                        || json!({ "version": version.version, "at": version.at, "actor": version.actor, "content": content }),
                    )?;
                }
                rows.end()?;
            }
        }
        Ok(Done::Whole)
    }
}

/// Enter, list or release values that a municipality has counted itself
#[derive(Debug, Args)]
pub(crate) struct OwnValue {
    #[command(subcommand)]
    action: ValueAction,
}

#[derive(Debug, Subcommand)]
enum ValueAction {
    /// Enter values; they stay internal until they are released
    Add {
        /// Short name of the municipality
        home: String,
        /// Name of the indicator
        indicator: String,
        /// Period and value, for example 2024=12,5; a point stands for "not known"
        #[arg(value_name = "PERIOD=VALUE", required = true)]
        values: Vec<String>,
        /// Stands beside the figures
        #[arg(long, value_name = "TEXT", default_value = "")]
        note: String,
        /// On what terms others may use them, for example dl-de/by-2-0; without it as stated last
        #[arg(long, value_name = "NAME", default_value = "")]
        licence: String,
        /// Everybody may see them at once
        #[arg(long)]
        release: bool,
        /// Unusual values are meant so
        #[arg(long)]
        confirm: bool,
    },
    /// List own values and who sees them
    List {
        /// Short name of the municipality
        home: String,
        /// Name of the indicator
        indicator: String,
    },
    /// Release internal values: all, or those of some periods
    Release {
        /// Short name of the municipality
        home: String,
        /// Name of the indicator
        indicator: String,
        /// Only these periods
        #[arg(value_name = "PERIOD")]
        periods: Vec<figures::period::Period>,
        /// On what terms others may use them, for example dl-de/by-2-0; without it as stated last
        #[arg(long, value_name = "NAME", default_value = "")]
        licence: String,
    },
}

impl OwnValue {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let store = desk.open().await?;
        let scope = Desk::scope();
        let keys = territories::key_table(store.sql.read(&scope)).await?;
        let (ValueAction::Add { home, .. } | ValueAction::List { home, .. } | ValueAction::Release { home, .. }) =
            &self.action;
        let home = home_of(&store, &scope, home).await?;
        let entering = values::Desk {
            store: &store,
            scope: &scope,
            home: &home,
            keys: &keys,
            now: Timestamp::now(),
        };
        let delivered = match self.action {
            ValueAction::Add {
                indicator,
                values,
                note,
                licence,
                release,
                confirm,
                ..
            } => {
                let mut lines = Vec::new();
                for text in &values {
                    let (period, value) = text.split_once('=').with_context(|| {
                        format!("\"{text}\" names no value; write PERIOD=VALUE, for example 2024=12,5")
                    })?;
                    lines.push((period.to_owned(), value.to_owned()));
                }
                let typed = Typed {
                    lines,
                    note,
                    licence,
                    release,
                    confirmed: confirm,
                    language: None,
                    seen: None,
                };
                entering.enter(&indicator, &typed).await?
            }
            ValueAction::Release {
                indicator,
                periods,
                licence,
                ..
            } => entering.release(&indicator, &periods, &licence).await?,
            ValueAction::List { indicator, .. } => {
                let (all, released) = (entering.values(&indicator).await?, entering.released(&indicator).await?);
                let mut rows = Rows::begin(desk.output, &["period", "value", "state"])?;
                for entry in all {
                    let state = if released.contains(&entry) {
                        "released"
                    } else {
                        "internal"
                    };
                    let value = entry.number.map(|number| number.to_string()).unwrap_or_default();
                    rows.row(
                        || [entry.period.to_string(), value.clone(), state.to_owned()],
                        || json!({ "period": entry.period, "value": entry.number.map(|number| number.value), "state": state }),
                    )?;
                }
                rows.end()?;
                return Ok(Done::Whole);
            }
        };
        match desk.output {
            Format::Json => output::json(&json!({
                "delivery": delivered.delivery,
                "values": delivered.entries.len(),
                "unchanged": delivered.n_unchanged,
                "withheld": delivered.withheld.iter().map(ToString::to_string).collect::<Vec<_>>(),
            }))?,
            _ => {
                let texts = delivered.entries.iter().map(|entry| {
                    let value = entry.number.map_or("not known".to_owned(), |number| number.to_string());
                    format!("{} = {value}", entry.period)
                });
                let list = texts.collect::<Vec<_>>().join(", ");
                match delivered.delivery {
                    Some(number) => output::say(&format!("delivery {number}: {list}"))?,
                    None => output::say(&format!("nothing new to store, these values stand so already: {list}"))?,
                }
                let withheld: Vec<String> = delivered.withheld.iter().map(ToString::to_string).collect();
                if !withheld.is_empty() {
                    output::say(&format!(
                        "too small a count to be released, still internal: {}",
                        withheld.join(", ")
                    ))?;
                }
            }
        }
        Ok(Done::Whole)
    }
}

/// Show which figures appear when, and what is overdue
#[derive(Debug, Args)]
pub(crate) struct Calendar {
    /// Only what is overdue
    #[arg(long)]
    overdue: bool,
    /// Write the calendar as an iCalendar file instead
    #[arg(long, value_name = "FILE")]
    ical: Option<PathBuf>,
}

impl Calendar {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        use townhall::indicators::{calendar, observations, registers::Registers};
        if let Some(path) = self.ical {
            std::fs::write(&path, calendar::ical::calendar(Language::De))
                .with_context(|| format!("cannot write {}; check that the folder exists", path.display()))?;
            output::say(&format!("the calendar is in {}", path.display()))?;
            return Ok(Done::Whole);
        }
        let store = desk.open().await?;
        let scope = Desk::scope();
        let registers = Registers {
            pin: store.lake.pin(&store.sql, &scope).await?,
            catalogue: catalogue::load(&store, &scope).await?,
            keys: territories::key_table(store.sql.read(&scope)).await?,
            dictionary: observations::dictionary(&store, &scope).await?,
            coverage: observations::coverage(&store, &scope).await?,
        };
        let homes = calendar::territories_of_homes(&store, &scope).await?;
        let entries = calendar::entries(&store, &registers, homes.as_deref(), today())?;
        let names = [
            "id", "title", "months", "state", "newest", "expected", "fetch", "address",
        ];
        let mut rows = Rows::begin(desk.output, &names)?;
        for entry in entries {
            if self.overdue && entry.state != calendar::State::Overdue {
                continue;
            }
            let release = entry.release;
            let newest = entry.newest.map(|period| period.to_string()).unwrap_or_default();
            let expected = entry.expected.map(|year| year.to_string()).unwrap_or_default();
            let months: Vec<String> = release.months.iter().map(ToString::to_string).collect();
            rows.row(
                || {
                    [
                        release.id.clone(),
                        release.title.text(Language::De).to_owned(),
                        months.join(" "),
                        entry.state.as_str().to_owned(),
                        newest.clone(),
                        expected.clone(),
                        release.connector.clone().unwrap_or_default(),
                        release.address.clone(),
                    ]
                },
                || {
                    json!({
                        "id": release.id,
                        "title": release.title,
                        "publisher": release.publisher,
                        "address": release.address,
                        "months": release.months,
                        "certainty": release.certainty,
                        "state": entry.state,
                        "newest": entry.newest,
                        "expected": entry.expected,
                        "fetch": release.connector,
                        "indicators": release.indicators,
                    })
                },
            )?;
        }
        rows.end()?;
        Ok(Done::Whole)
    }
}

pub(super) async fn home_of(store: &Store, scope: &Scope, slug: &str) -> anyhow::Result<Organisation> {
    people::organisation_by_slug(store.sql.read(scope), slug)
        .await?
        .with_context(|| format!("there is no home \"{slug}\"; \"lotse homes\" lists them"))
}

fn own<'a>(catalogue: &'a Catalogue, home: &Organisation, slug: &str) -> anyhow::Result<&'a Indicator> {
    indicators::own(catalogue, home, slug).with_context(|| {
        format!(
            "\"{slug}\" is no indicator of {}'s own; \"lotse indicators\" lists all",
            home.name
        )
    })
}

pub(super) fn today() -> Date {
    web::format::day(Timestamp::now())
}
