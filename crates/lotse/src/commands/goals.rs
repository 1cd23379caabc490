//! `lotse goals`: frameworks and their elements, taking in a framework of one's own, links between frameworks.

use std::{fs, path::PathBuf};

use anyhow::{Context, bail, ensure};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde_json::json;
use store::{Store, scope::OrganisationId};
use townhall::{
    goals::{
        self, FrameworkEntry,
        crosswalks::{self, Checked, CrosswalkProblem, End},
        package,
        relevance::{self, Relevance},
    },
    indicators::goal_links,
    people,
};

use super::{Desk, Done};
use crate::{
    configuration::WrongUse,
    output::{self, Format, Rows},
};

/// List goals and frameworks, take in a framework of one's own, link frameworks
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Goals {
    #[command(subcommand)]
    action: Option<Action>,
    /// The framework, for example dns-2021, or dns for its newest edition
    #[arg(long, value_name = "KEY", default_value = "sdg-2015")]
    framework: String,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List the frameworks with edition and validity
    Frameworks,
    /// Take in a framework from a file (TOML)
    Import {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The home whose own fields of action these are, by its name in addresses
        #[arg(long, value_name = "HOME")]
        home: Option<String>,
    },
    /// List links between frameworks
    Crosswalks {
        /// Only links of this framework
        #[arg(long, value_name = "KEY")]
        framework: Option<String>,
        /// Only links to this framework
        #[arg(long, value_name = "KEY", requires = "framework")]
        to: Option<String>,
        /// Also what follows from several links
        #[arg(long, requires = "framework")]
        derived: bool,
    },
    /// Write a framework as a file (TOML), to be taken in again elsewhere
    Export {
        /// The framework, for example musterstadt-2026
        #[arg(value_name = "KEY")]
        framework: String,
    },
    /// List what goals mean for a home: important, partly, or not its task, each with its reason
    Relevance {
        /// The home, by its name in addresses
        #[arg(long, value_name = "HOME")]
        home: String,
        /// The framework
        #[arg(long, value_name = "KEY", default_value = "sdg-2015")]
        framework: String,
    },
    /// Say what a goal or a target means for a home
    Assess {
        /// The home, by its name in addresses
        #[arg(long, value_name = "HOME")]
        home: String,
        /// The framework
        #[arg(long, value_name = "KEY", default_value = "sdg-2015")]
        framework: String,
        /// The goal or target, for example 14.4
        #[arg(value_name = "CODE")]
        code: String,
        /// relevant, partly, not_relevant, or open to take back what was said
        #[arg(value_name = "RESULT")]
        result: String,
        /// Why
        #[arg(long, value_name = "TEXT", default_value = "")]
        reason: String,
    },
    /// Take in links between frameworks from a file (CSV, or TOML between two editions)
    Link {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

impl Goals {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let store = desk.open().await?;
        match self.action {
            None => list(desk, &store, &self.framework).await,
            Some(Action::Frameworks) => list_frameworks(desk, &store).await,
            Some(Action::Import { file, home }) => import(desk, &store, &file, home.as_deref()).await,
            Some(Action::Crosswalks { framework, to, derived }) => {
                list_crosswalks(desk, &store, framework.as_deref(), to.as_deref(), derived).await
            }
            Some(Action::Link { file }) => link(desk, &store, &file).await,
            Some(Action::Export { framework }) => export(&store, &framework).await,
            Some(Action::Relevance { home, framework }) => list_relevance(desk, &store, &home, &framework).await,
            Some(Action::Assess {
                home,
                framework,
                code,
                result,
                reason,
            }) => assess(desk, &store, (&home, &framework, &code), &result, &reason).await,
        }
    }
}

fn find<'a>(known: &'a [FrameworkEntry], key: &str) -> anyhow::Result<&'a FrameworkEntry> {
    let keys = || {
        known
            .iter()
            .map(|one| one.framework.key())
            .collect::<Vec<_>>()
            .join(", ")
    };
    goals::find_framework(known, key)
        .with_context(|| format!("framework \"{key}\" is not known; use one of {}", keys()))
}

async fn list(desk: &Desk, store: &Store, key: &str) -> anyhow::Result<Done> {
    let scope = Desk::scope();
    let read = store.sql.read(&scope);
    let known = goals::frameworks(read).await?;
    let framework = &find(&known, key)?.framework;
    let mut rows = Rows::begin(desk.output, &["code", "kind", "parent", "title"])?;
    for one in goals::list(read, framework).await? {
        let title = one.title.text(web::language::Language::De).to_owned();
        let parent = one.parent.clone().unwrap_or_default();
        rows.row(
            || [one.code.clone(), one.kind.as_str().to_owned(), parent, title],
            || json!({ "code": one.code, "kind": one.kind.as_str(), "parent": one.parent, "title": one.title, "confirmed": one.is_confirmed }),
        )?;
    }
    rows.end()?;
    Ok(Done::Whole)
}

async fn list_frameworks(desk: &Desk, store: &Store) -> anyhow::Result<Done> {
    let scope = Desk::scope();
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut rows = Rows::begin(
        desk.output,
        &["key", "kind", "title", "valid_from", "valid_until", "elements"],
    )?;
    for one in goals::frameworks(store.sql.read(&scope)).await? {
        rows.row(
            || {
                [
                    one.framework.key(),
                    one.kind.as_str().to_owned(),
                    one.title.text(web::language::Language::De).to_owned(),
                    day(one.valid_from),
                    day(one.valid_until),
                    one.n_elements.to_string(),
                ]
            },
            || {
                json!({
                    "key": one.framework.key(),
                    "kind": one.kind.as_str(),
                    "title": one.title,
                    "valid_from": one.valid_from,
                    "valid_until": one.valid_until,
                    "elements": one.n_elements,
                    "confirmed": one.is_confirmed,
                })
            },
        )?;
    }
    rows.end()?;
    Ok(Done::Whole)
}

async fn import(desk: &Desk, store: &Store, file: &std::path::Path, home: Option<&str>) -> anyhow::Result<Done> {
    let text = read_text(file)?;
    let package = package::read(&text).with_context(|| format!("{} is not taken in", file.display()))?;
    let scope = Desk::scope();
    let owner = match home {
        Some(slug) => home_named(store, slug).await?,
        None => OrganisationId::INSTALLATION,
    };
    let installed = goals::install(&store.sql, &scope, Timestamp::now(), &package, owner).await?;
    ensure_no_problems(&installed.problems, file)?;
    let key = package.framework.key();
    let dead = goal_links::dead(store.sql.read(&scope), &package.framework).await?;
    match desk.output {
        Format::Json => output::json(&json!({
            "key": key,
            "dead_links": dead.iter().map(|(code, slug)| json!({ "code": code, "indicator": slug })).collect::<Vec<_>>(),
            "elements": installed.n_elements,
            "removed": installed.n_removed,
            "links": installed.n_links,
        }))?,
        _ => output::say(&format!(
            "{key}: {} elements taken in, {} removed, {} links; pages show it with ?framework={key}",
            installed.n_elements, installed.n_removed, installed.n_links
        ))?,
    }
    if desk.output == Format::Table {
        for (code, slug) in &dead {
            output::say(&format!(
                "{slug} is still linked to {code}, which {key} no longer has; the desk page of the framework changes or removes the link"
            ))?;
        }
    }
    Ok(Done::Whole)
}

async fn home_named(store: &Store, slug: &str) -> anyhow::Result<OrganisationId> {
    let scope = Desk::scope();
    let found = people::organisation_by_slug(store.sql.read(&scope), slug).await?;
    let found = found.filter(|one| one.id != OrganisationId::INSTALLATION);
    let found = found.with_context(|| format!("no home is named \"{slug}\"; lotse homes lists them"))?;
    Ok(found.id)
}

async fn export(store: &Store, key: &str) -> anyhow::Result<Done> {
    let scope = Desk::scope();
    let read = store.sql.read(&scope);
    let known = goals::frameworks(read).await?;
    let package = goals::own::package_of(read, find(&known, key)?).await?;
    output::say(package::write(&package)?.trim_end())?;
    Ok(Done::Whole)
}

async fn list_relevance(desk: &Desk, store: &Store, home: &str, key: &str) -> anyhow::Result<Done> {
    let scope = Desk::scope();
    let read = store.sql.read(&scope);
    let home = home_named(store, home).await?;
    let known = goals::frameworks(read).await?;
    let framework = &find(&known, key)?.framework;
    let said = relevance::assessments(read, home, framework).await?;
    let mut rows = Rows::begin(desk.output, &["code", "result", "title", "reason"])?;
    for one in goals::list(read, framework).await? {
        let found = said.get(&one.code);
        let result = found.map_or("open", |found| found.relevance.as_str());
        let reason = found.map(|found| found.reason.clone()).unwrap_or_default();
        let title = one.title.text(web::language::Language::De).to_owned();
        rows.row(
            || [one.code.clone(), result.to_owned(), title.clone(), reason.clone()],
            || json!({ "code": one.code, "result": result, "title": one.title, "reason": found.map(|found| &found.reason) }),
        )?;
    }
    rows.end()?;
    Ok(Done::Whole)
}

async fn assess(
    desk: &Desk,
    store: &Store,
    (home, key, code): (&str, &str, &str),
    result: &str,
    reason: &str,
) -> anyhow::Result<Done> {
    let scope = Desk::scope();
    let read = store.sql.read(&scope);
    let home = home_named(store, home).await?;
    let known = goals::frameworks(read).await?;
    let framework = find(&known, key)?.framework.clone();
    let all = goals::list(read, &framework).await?;
    let element = all.iter().find(|one| one.code == code);
    element.with_context(|| {
        format!("\"{code}\" is not in {framework}; lotse goals --framework {key} lists its elements")
    })?;
    let result = match result {
        "open" => None,
        word => Some(
            word.parse::<Relevance>()
                .map_err(|error| WrongUse(format!("{error}, or open")))?,
        ),
    };
    let end = End {
        framework,
        code: code.to_owned(),
    };
    let said = result.map(|result| (result, reason));
    store
        .sql
        .write(&scope, async |write| {
            relevance::assess(write, Timestamp::now(), home, &end, said, None).await
        })
        .await?;
    let word = result.map_or("open", Relevance::as_str);
    match desk.output {
        Format::Json => output::json(&json!({ "code": code, "result": word }))?,
        _ => output::say(&format!("{end}: {word}"))?,
    }
    Ok(Done::Whole)
}

async fn link(desk: &Desk, store: &Store, file: &std::path::Path) -> anyhow::Result<Done> {
    let text = read_text(file)?;
    let is_toml = file
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
    let links = match is_toml {
        true => crosswalks::read_toml(&text),
        false => crosswalks::read_csv(&text),
    };
    let links = links.with_context(|| format!("{} is not taken in", file.display()))?;
    let (checked, _): (Checked, _) = store
        .sql
        .write(&Desk::scope(), async |write| {
            crosswalks::put(write, Timestamp::now(), "", &links).await
        })
        .await?;
    ensure_no_problems(&checked.problems, file)?;
    match desk.output {
        Format::Json => output::json(&json!({
            "new": checked.fresh.len(),
            "changed": checked.changed.len(),
            "unchanged": checked.n_unchanged,
        }))?,
        _ => output::say(&format!(
            "{} links new, {} with other words, {} unchanged",
            checked.fresh.len(),
            checked.changed.len(),
            checked.n_unchanged
        ))?,
    }
    Ok(Done::Whole)
}

fn read_text(file: &std::path::Path) -> anyhow::Result<String> {
    let size = fs::metadata(file)
        .with_context(|| format!("cannot read {}", file.display()))?
        .len();
    ensure!(
        size <= 16 * 1024 * 1024,
        "{} has {size} bytes, too many for a framework or a crosswalk",
        file.display()
    );
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8; save it as UTF-8 and try again", file.display()))
}

fn ensure_no_problems(problems: &[CrosswalkProblem], file: &std::path::Path) -> anyhow::Result<()> {
    if problems.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = problems
        .iter()
        .take(50)
        .map(|one| format!("  link {}: {}", one.entry, one.message))
        .collect();
    bail!(
        "nothing of {} is taken in, {} of its links are wrong:\n{}",
        file.display(),
        problems.len(),
        lines.join("\n")
    )
}

async fn list_crosswalks(
    desk: &Desk,
    store: &Store,
    framework: Option<&str>,
    to: Option<&str>,
    derived: bool,
) -> anyhow::Result<Done> {
    let scope = Desk::scope();
    let read = store.sql.read(&scope);
    let all = crosswalks::load(read).await?;
    let known = goals::frameworks(read).await?;
    let names = [
        "from_framework",
        "from_edition",
        "from_code",
        "to_framework",
        "to_edition",
        "to_code",
        "relation",
        "source",
        "reason",
    ];
    let mut rows = Rows::begin(desk.output, &names)?;
    let mut row = |from: &End, to: &End, relation: crosswalks::Relation, way: &[crosswalks::Link]| {
        let (source, reason) = match way {
            [link] => (link.source.clone(), link.reason.clone()),
            _ => (String::new(), "derived".to_owned()),
        };
        rows.row(
            || {
                [
                    from.framework.name.to_string(),
                    from.framework.edition.to_string(),
                    from.code.clone(),
                    to.framework.name.to_string(),
                    to.framework.edition.to_string(),
                    to.code.clone(),
                    relation.as_str().to_owned(),
                    source.clone(),
                    reason.clone(),
                ]
            },
            || {
                json!({
                    "from": { "framework": from.framework.name, "edition": from.framework.edition, "code": from.code },
                    "to": { "framework": to.framework.name, "edition": to.framework.edition, "code": to.code },
                    "relation": relation.as_str(),
                    "derived": 1 < way.len(),
                    "source": source,
                    "reason": reason,
                })
            },
        )
    };
    match framework {
        None => {
            for link in all.all() {
                row(&link.from, &link.to, link.relation, std::slice::from_ref(link))?;
            }
        }
        Some(key) => {
            let framework = find(&known, key)?.framework.clone();
            let to = to
                .map(|key| find(&known, key).map(|one| one.framework.clone()))
                .transpose()?;
            for element in goals::list(read, &framework).await? {
                let end = End {
                    framework: framework.clone(),
                    code: element.code,
                };
                let seen = if derived { all.reach(&end) } else { all.of(&end) };
                for one in seen {
                    if to.as_ref().is_none_or(|to| one.other.framework == *to) {
                        row(&end, &one.other, one.relation, &one.way)?;
                    }
                }
            }
        }
    }
    rows.end()?;
    Ok(Done::Whole)
}
