//! Taking a framework in: the ones that ship with the program, and those that a town or a Land brings.
//!
//! A package is taken in whole. What an earlier package of the same edition said is replaced; an element that a crosswalk leads to cannot
//! disappear. A framework belongs to whoever brought it first; nobody else can replace it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::json;
use sqlx::AssertSqlSafe;
use store::{
    StoreError,
    scope::{OrganisationId, Scope},
    sql::{Database, Write, rows_at_once, value_rows},
};
use web::language::Language;

use super::{FRAMEWORK_TEXTS, TEXTS, framework_subject, subject};
use crate::{
    audit,
    goals::{
        crosswalks::{self, CrosswalkProblem},
        package::{self, Package},
    },
    shipped,
    texts::{self, Field},
};

/// The frameworks that ship with the program, in the order in which they are taken in.
const SHIPPED: &[(&str, &str)] = &[
    ("goals/sdg", include_str!("../../../../../data/goals/sdg-2015.toml")),
    (
        "goals/dns-2016",
        include_str!("../../../../../data/goals/dns-2016.toml"),
    ),
    (
        "goals/dns-2018",
        include_str!("../../../../../data/goals/dns-2018.toml"),
    ),
    (
        "goals/dns-2021",
        include_str!("../../../../../data/goals/dns-2021.toml"),
    ),
    (
        "goals/dns-2025",
        include_str!("../../../../../data/goals/dns-2025.toml"),
    ),
    (
        "goals/smart-city-charter-2017",
        include_str!("../../../../../data/goals/smart-city-charter-2017.toml"),
    ),
    (
        "goals/municipal-sdg-2025",
        include_str!("../../../../../data/goals/municipal-sdg-2025.toml"),
    ),
    (
        "goals/bnk-2021",
        include_str!("../../../../../data/goals/bnk-2021.toml"),
    ),
];

/// The crosswalks that ship with the program.
const SHIPPED_CROSSWALKS: &[(&str, &str)] = &[
    (
        "goals/crosswalks/dns-2025-sdg-2015",
        include_str!("../../../../../data/goals/crosswalks/dns-2025-sdg-2015.toml"),
    ),
    (
        "goals/crosswalks/dns-2021-dns-2025",
        include_str!("../../../../../data/goals/crosswalks/dns-2021-dns-2025.toml"),
    ),
    (
        "goals/crosswalks/dns-2018-dns-2021",
        include_str!("../../../../../data/goals/crosswalks/dns-2018-dns-2021.toml"),
    ),
    (
        "goals/crosswalks/dns-2016-dns-2018",
        include_str!("../../../../../data/goals/crosswalks/dns-2016-dns-2018.toml"),
    ),
    (
        "goals/crosswalks/bnk-2021-sdg-2015",
        include_str!("../../../../../data/goals/crosswalks/bnk-2021-sdg-2015.toml"),
    ),
    (
        "goals/crosswalks/smart-city-charter-2017-sdg-2015",
        include_str!("../../../../../data/goals/crosswalks/smart-city-charter-2017-sdg-2015.toml"),
    ),
    (
        "goals/crosswalks/municipal-sdg-2025-sdg-2015",
        include_str!("../../../../../data/goals/crosswalks/municipal-sdg-2025-sdg-2015.toml"),
    ),
];

/// What taking a framework in has done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Installed {
    /// How many elements it has.
    pub n_elements: usize,
    /// How many were there before and are gone.
    pub n_removed: usize,
    /// How many links came along.
    pub n_links: usize,
    /// What is wrong with the links; then nothing was taken in.
    pub problems: Vec<CrosswalkProblem>,
}

/// Takes in frameworks and crosswalks that ship with the program, as far as they are not there in these very words. Says whether
/// anything was done.
pub async fn load_shipped(sql: &Database, at: Timestamp) -> Result<bool, StoreError> {
    let scope = Scope::installation("start");
    let mut has_changed = false;
    for (name, text) in SHIPPED {
        if shipped::is_loaded(sql.read(&scope), name, text).await? {
            continue;
        }
        let package = package::read(text).map_err(|error| {
            StoreError::Refused(format!("{name}, which ships with the program, cannot be read: {error}"))
        })?;
        sql.write(&scope, async |write| {
            put(write, at, &package, OrganisationId::INSTALLATION).await?;
            shipped::note(write, name, text).await
        })
        .await?;
        has_changed = true;
    }
    Ok(crosswalks::load_shipped(sql, at, SHIPPED_CROSSWALKS).await? || has_changed)
}

/// Takes in a framework that somebody brings, with its links, or nothing of it.
pub async fn install(
    sql: &Database,
    scope: &Scope,
    at: Timestamp,
    package: &Package,
    owner: OrganisationId,
) -> Result<Installed, StoreError> {
    /// Carried out of the transaction so that it is rolled back.
    const REFUSED: &str = "links are refused";
    let mut problems = Vec::new();
    let outcome = sql
        .write(scope, async |write| {
            problems.clear();
            let mut installed = put(write, at, package, owner).await?;
            if !package.links.is_empty() {
                let checked = crosswalks::put(write, at, "", &package.links).await?;
                if !checked.problems.is_empty() {
                    problems = checked.problems;
                    return Err(StoreError::Refused(REFUSED.to_owned()));
                }
                installed.n_links = checked.fresh.len() + checked.changed.len();
            }
            Ok(installed)
        })
        .await;
    match outcome {
        Ok((installed, _)) => Ok(installed),
        Err(StoreError::Refused(reason)) if reason == REFUSED => Ok(Installed {
            problems,
            ..Installed::default()
        }),
        Err(error) => Err(error),
    }
}

pub(in crate::goals) async fn put(
    write: &mut Write,
    at: Timestamp,
    package: &Package,
    owner: OrganisationId,
) -> Result<Installed, StoreError> {
    let framework = &package.framework;
    let (name, edition) = (&*framework.name, &*framework.edition);
    let owners: Vec<(i64,)> = sqlx::query_as("select organisation_id from goal_framework where framework = $1")
        .bind(name)
        .fetch_all(write.on())
        .await?;
    if owners.iter().any(|(other,)| *other != owner.0) {
        return Err(StoreError::Refused(format!(
            "a framework named \"{name}\" belongs to somebody else here; give yours another name, for example with the name of the town"
        )));
    }
    let same_key: Vec<(String, String)> = sqlx::query_as("select framework, edition from goal_framework")
        .fetch_all(write.on())
        .await?;
    let is_taken = |(other, state): &(String, String)| format!("{other}-{state}") == framework.key() && (other != name);
    if same_key.iter().any(is_taken) {
        return Err(StoreError::Refused(format!(
            "\"{}\" is the key of another framework already; choose another name or edition",
            framework.key()
        )));
    }
    let n_removed = remove_what_is_gone(write, package).await?;
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    sqlx::query(
        "insert into goal_framework (framework, edition, source, licence, organisation_id, visibility, kind, source_uri, valid_from, valid_until, is_confirmed) \
         values ($1, $2, $3, $4, $5, 'public', $6, $7, $8, $9, $10) \
         on conflict (framework, edition) do update set source = excluded.source, licence = excluded.licence, kind = excluded.kind, \
         source_uri = excluded.source_uri, valid_from = excluded.valid_from, valid_until = excluded.valid_until, \
         is_confirmed = excluded.is_confirmed",
    )
    .bind(name)
    .bind(edition)
    .bind(package.source.text(Language::De))
    .bind(&package.licence)
    .bind(owner.0)
    .bind(package.kind.as_str())
    .bind(&package.source_uri)
    .bind(day(package.valid_from))
    .bind(day(package.valid_until))
    .bind(i64::from(package.is_confirmed))
    .execute(write.on())
    .await?;
    for chunk in package.elements.chunks(rows_at_once(10)) {
        let statement = format!(
            "insert into goal (framework, edition, code, parent_code, ordinal, kind, addressees, valid_from, valid_until, is_confirmed) values {} \
             on conflict (framework, edition, code) do update set parent_code = excluded.parent_code, ordinal = excluded.ordinal, \
             kind = excluded.kind, addressees = excluded.addressees, valid_from = excluded.valid_from, \
             valid_until = excluded.valid_until, is_confirmed = excluded.is_confirmed",
            value_rows(chunk.len(), 10)
        );
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for element in chunk {
            let addressees: Vec<&str> = element.addressees.iter().map(|one| one.as_str()).collect();
            query = query
                .bind(name)
                .bind(edition)
                .bind(&element.code)
                .bind(&element.parent)
                .bind(element.ordinal)
                .bind(element.kind.as_str())
                .bind(addressees.join(" "))
                .bind(day(element.valid_from))
                .bind(day(element.valid_until))
                .bind(i64::from(element.is_confirmed));
        }
        query.execute(write.on()).await?;
    }
    put_words(write, package).await?;
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for element in &package.elements {
        *kinds.entry(element.kind.as_str()).or_default() += 1;
    }
    let entry = audit::Entry {
        action: "goals.load",
        subject_kind: "goal_framework",
        subject: framework.key(),
        detail: json!({ "elements": kinds, "n_removed": n_removed, "organisation": owner.0 }),
    };
    audit::record(write, at, entry).await?;
    Ok(Installed {
        n_elements: package.elements.len(),
        n_removed,
        ..Installed::default()
    })
}

async fn put_words(write: &mut Write, package: &Package) -> Result<(), StoreError> {
    let mut words = Vec::new();
    for element in &package.elements {
        let of = |field| Field::new(subject(&package.framework, &element.code), field);
        words.push((of("title"), element.title.clone()));
        words.push((of("description"), element.description.clone()));
        words.push((of("note"), element.note.clone()));
    }
    texts::put(write, TEXTS, &words).await?;
    let of = |field| Field::new(framework_subject(&package.framework), field);
    let words = [
        (of("title"), package.title.clone()),
        (of("note"), package.note.clone()),
        (of("source"), package.source.clone()),
    ];
    texts::put(write, FRAMEWORK_TEXTS, &words).await
}

async fn remove_what_is_gone(write: &mut Write, package: &Package) -> Result<usize, StoreError> {
    let framework = &package.framework;
    let known: Vec<(String,)> = sqlx::query_as("select code from goal where framework = $1 and edition = $2")
        .bind(&*framework.name)
        .bind(&*framework.edition)
        .fetch_all(write.on())
        .await?;
    let is_gone = |code: &String| package.elements.iter().all(|element| element.code != *code);
    let gone: Vec<String> = known.into_iter().map(|(code,)| code).filter(is_gone).collect();
    for code in &gone {
        let (n_links,): (i64,) = sqlx::query_as(
            "select count(*) from crosswalk where (from_framework = $1 and from_edition = $2 and from_code = $3) \
             or (to_framework = $1 and to_edition = $2 and to_code = $3)",
        )
        .bind(&*framework.name)
        .bind(&*framework.edition)
        .bind(code)
        .fetch_one(write.on())
        .await?;
        if 0 < n_links {
            return Err(StoreError::Refused(format!(
                "\"{code}\" is missing in the file, but {n_links} links of crosswalks lead to it; keep it or remove the links first"
            )));
        }
        sqlx::query("delete from goal where framework = $1 and edition = $2 and code = $3")
            .bind(&*framework.name)
            .bind(&*framework.edition)
            .bind(code)
            .execute(write.on())
            .await?;
        let of = |field| (Field::new(subject(framework, code), field), Default::default());
        texts::put(write, TEXTS, &[of("title"), of("description"), of("note")]).await?;
    }
    Ok(gone.len())
}
