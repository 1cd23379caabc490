//! Changing a framework of a home as a whole, in one transaction with its audit entry.

use jiff::Timestamp;
use serde_json::json;
use store::{
    StoreError,
    scope::{OrganisationId, Scope},
    sql::{Database, Read, Write},
};

use super::NotChanged;
use crate::{
    audit,
    goals::{
        crosswalks::{self, End, Link},
        framework::{Framework, FrameworkEntry, FrameworkKind},
        package::Package,
        storage::{frameworks, list, put},
    },
};

/// Carried out of a transaction so that it is rolled back.
const REFUSED: &str = "the change is refused";

/// The framework of a home by its key, if it is one of own fields.
pub async fn find(read: Read<'_>, home: OrganisationId, key: &str) -> Result<Option<FrameworkEntry>, StoreError> {
    let all = frameworks(read).await?.into_iter();
    let mut own = all.filter(|one| one.organisation == home && one.kind == FrameworkKind::Own);
    Ok(own.find(|one| one.framework.key() == key))
}

/// A framework as the file of it would bring it, with its links.
pub async fn package_of(read: Read<'_>, entry: &FrameworkEntry) -> Result<Package, StoreError> {
    let elements = list(read, &entry.framework).await?;
    let all = crosswalks::load(read).await?;
    let mut links: Vec<Link> = Vec::new();
    for element in &elements {
        let end = End {
            framework: entry.framework.clone(),
            code: element.code.clone(),
        };
        links.extend(all.of(&end).into_iter().flat_map(|seen| seen.way));
    }
    Ok(Package {
        framework: entry.framework.clone(),
        kind: entry.kind,
        title: entry.title.clone(),
        note: entry.note.clone(),
        source: entry.source.clone(),
        source_uri: entry.source_uri.clone(),
        licence: entry.licence.clone(),
        valid_from: entry.valid_from,
        valid_until: entry.valid_until,
        is_confirmed: entry.is_confirmed,
        elements,
        links,
    })
}

/// Changes a framework of a home: read, changed by `work` and stored again with nothing in between. `action` names the change in the
/// audit trail.
pub async fn edit<T>(
    sql: &Database,
    scope: &Scope,
    at: Timestamp,
    (home, framework): (OrganisationId, &Framework),
    action: &'static str,
    work: impl Fn(&mut Package) -> Result<T, NotChanged>,
) -> Result<Result<T, NotChanged>, StoreError> {
    let mut refusal = None;
    let outcome = sql
        .write(scope, async |write| {
            refusal = None;
            // Nobody else changes the framework from here to the end: whoever comes second waits, and then reads what the first one
            // has stored. So what readers see is what this change begins with.
            sqlx::query("update goal_framework set source = source where framework = $1 and edition = $2")
                .bind(&*framework.name)
                .bind(&*framework.edition)
                .execute(write.on())
                .await?;
            let read = sql.read(scope);
            let Some(entry) = find(read, home, &framework.key()).await? else {
                refusal = Some(NotChanged::Unknown);
                return Err(StoreError::Refused(REFUSED.to_owned()));
            };
            let mut package = package_of(read, &entry).await?;
            match work(&mut package) {
                Ok(done) => {
                    replace(write, at, &package, home, action).await?;
                    Ok(done)
                }
                Err(refused) => {
                    refusal = Some(refused);
                    Err(StoreError::Refused(REFUSED.to_owned()))
                }
            }
        })
        .await;
    match (outcome, refusal) {
        (Ok((done, _)), _) => Ok(Ok(done)),
        (Err(StoreError::Refused(reason)), Some(refusal)) if reason == REFUSED => Ok(Err(refusal)),
        (Err(error), _) => Err(error),
    }
}

async fn replace(
    write: &mut Write,
    at: Timestamp,
    package: &Package,
    home: OrganisationId,
    action: &'static str,
) -> Result<(), StoreError> {
    let (name, edition) = (&*package.framework.name, &*package.framework.edition);
    sqlx::query(
        "delete from crosswalk where (from_framework = $1 and from_edition = $2) or (to_framework = $1 and to_edition = $2)",
    )
    .bind(name)
    .bind(edition)
    .execute(write.on())
    .await?;
    let installed = put(write, at, package, home).await?;
    let checked = crosswalks::put(write, at, "", &package.links).await?;
    if let Some(problem) = checked.problems.first() {
        return Err(StoreError::Refused(problem.message.clone()));
    }
    if 0 < installed.n_removed {
        let codes: Vec<&str> = package.elements.iter().map(|one| one.code.as_str()).collect();
        let known: Vec<(String,)> = sqlx::query_as(
            "select code from goal_relevance where organisation_id = $1 and framework = $2 and edition = $3",
        )
        .bind(home.0)
        .bind(name)
        .bind(edition)
        .fetch_all(write.on())
        .await?;
        for (code,) in known.iter().filter(|(code,)| !codes.contains(&code.as_str())) {
            sqlx::query(
                "delete from goal_relevance where organisation_id = $1 and framework = $2 and edition = $3 and code = $4",
            )
            .bind(home.0)
            .bind(name)
            .bind(edition)
            .bind(code)
            .execute(write.on())
            .await?;
        }
    }
    let entry = audit::Entry {
        action,
        subject_kind: "goal_framework",
        subject: package.framework.key(),
        detail: json!({ "elements": package.elements.len(), "links": package.links.len(), "organisation": home.0 }),
    };
    audit::record(write, at, entry).await
}
