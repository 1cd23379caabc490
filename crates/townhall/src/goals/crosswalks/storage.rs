//! Crosswalks in SQL. Links are added whole packages at a time; a link whose framework a reader may not see is not there for that reader.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::json;
use sqlx::AssertSqlSafe;
use store::{
    StoreError,
    scope::Scope,
    sql::{Database, Read, Write, rows_at_once, value_rows},
};

use super::{Checked, Crosswalks, End, Link, Relation, check, file};
use crate::{audit, goals::framework::Framework, shipped};

type Row = (String, String, String, String, String, String, String, String, String);

const COLUMNS: &str =
    "from_framework, from_edition, from_code, to_framework, to_edition, to_code, relation, source, reason";

/// All links that the scope may see, in the order of their ends.
pub async fn load(read: Read<'_>) -> Result<Crosswalks, StoreError> {
    let [first, second] = read.scope().visibilities();
    let rows: Vec<Row> = sqlx::query_as(
        "select crosswalk.from_framework, crosswalk.from_edition, crosswalk.from_code, \
                crosswalk.to_framework, crosswalk.to_edition, crosswalk.to_code, \
                crosswalk.relation, crosswalk.source, crosswalk.reason \
         from crosswalk \
         join goal_framework one on one.framework = crosswalk.from_framework and one.edition = crosswalk.from_edition \
         join goal_framework two on two.framework = crosswalk.to_framework and two.edition = crosswalk.to_edition \
         where one.visibility in ($1, $2) and two.visibility in ($3, $4) \
         order by crosswalk.from_framework, crosswalk.from_edition, crosswalk.from_code, \
                  crosswalk.to_framework, crosswalk.to_edition, crosswalk.to_code",
    )
    .bind(first)
    .bind(second)
    .bind(first)
    .bind(second)
    .fetch_all(read.on())
    .await?;
    Ok(Crosswalks::new(rows.into_iter().map(link).collect::<Result<_, _>>()?))
}

fn link(row: Row) -> Result<Link, StoreError> {
    let (from_name, from_edition, from_code, to_name, to_edition, to_code, relation, source, reason) = row;
    let end = |name: String, edition: String, code| End {
        framework: Framework::new(name, edition),
        code,
    };
    Ok(Link {
        from: end(from_name, from_edition, from_code),
        to: end(to_name, to_edition, to_code),
        relation: relation.parse::<Relation>().map_err(StoreError::Schema)?,
        source,
        reason,
    })
}

/// Checks links against what stands and stores them when nothing is wrong with any of them. `package` names the file that ships with the
/// program; it is empty for links that a person brings.
pub async fn put(write: &mut Write, at: Timestamp, package: &str, new: &[Link]) -> Result<Checked, StoreError> {
    let statement = format!("select {COLUMNS} from crosswalk");
    let known: Vec<Row> = sqlx::query_as(AssertSqlSafe(statement)).fetch_all(write.on()).await?;
    let known: Vec<Link> = known.into_iter().map(link).collect::<Result<_, _>>()?;
    let editions: BTreeSet<&Framework> = new
        .iter()
        .flat_map(|link| [&link.from.framework, &link.to.framework])
        .collect();
    let mut elements: BTreeSet<End> = BTreeSet::new();
    for framework in editions {
        let codes: Vec<(String,)> = sqlx::query_as("select code from goal where framework = $1 and edition = $2")
            .bind(&*framework.name)
            .bind(&*framework.edition)
            .fetch_all(write.on())
            .await?;
        elements.extend(codes.into_iter().map(|(code,)| End {
            framework: framework.clone(),
            code,
        }));
    }
    let checked = check(new, &known, |end| elements.contains(end));
    if !checked.problems.is_empty() || (checked.fresh.is_empty() && checked.changed.is_empty()) {
        return Ok(checked);
    }
    let organisation = write.scope().organisation().0;
    for chunk in checked.fresh.chunks(rows_at_once(13)) {
        let statement = format!(
            "insert into crosswalk ({COLUMNS}, id, organisation_id, package, created_at) values {}",
            value_rows(chunk.len(), 13)
        );
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for link in chunk {
            query = query
                .bind(&*link.from.framework.name)
                .bind(&*link.from.framework.edition)
                .bind(&link.from.code)
                .bind(&*link.to.framework.name)
                .bind(&*link.to.framework.edition)
                .bind(&link.to.code)
                .bind(link.relation.as_str())
                .bind(&link.source)
                .bind(&link.reason)
                .bind(uuid::Uuid::now_v7().to_string())
                .bind(organisation)
                .bind(package)
                .bind(at.as_microsecond());
        }
        query.execute(write.on()).await?;
    }
    for link in &checked.changed {
        sqlx::query(
            "update crosswalk set source = $1, reason = $2 where from_framework = $3 and from_edition = $4 and from_code = $5 \
             and to_framework = $6 and to_edition = $7 and to_code = $8",
        )
        .bind(&link.source)
        .bind(&link.reason)
        .bind(&*link.from.framework.name)
        .bind(&*link.from.framework.edition)
        .bind(&link.from.code)
        .bind(&*link.to.framework.name)
        .bind(&*link.to.framework.edition)
        .bind(&link.to.code)
        .execute(write.on())
        .await?;
    }
    let editions: BTreeSet<String> = checked
        .fresh
        .iter()
        .chain(&checked.changed)
        .flat_map(|link| [link.from.framework.key(), link.to.framework.key()])
        .collect();
    let entry = audit::Entry {
        action: "crosswalks.add",
        subject_kind: "crosswalk",
        subject: editions.into_iter().collect::<Vec<_>>().join(" "),
        detail: json!({ "n_links": checked.fresh.len(), "n_changed": checked.changed.len(), "n_unchanged": checked.n_unchanged }),
    };
    audit::record(write, at, entry).await?;
    Ok(checked)
}

/// Loads the crosswalks that ship with the program, as far as they are not loaded in these very words. Says whether anything was done.
pub async fn load_shipped(sql: &Database, at: Timestamp, files: &[(&str, &str)]) -> Result<bool, StoreError> {
    let scope = Scope::installation("start");
    let mut has_changed = false;
    for (name, text) in files {
        if shipped::is_loaded(sql.read(&scope), name, text).await? {
            continue;
        }
        let links = file::read_toml(text).map_err(|error| StoreError::Refused(format!("{name}: {error}")))?;
        sql.write(&scope, async |write| {
            // What an earlier version of the program said in this file is replaced as a whole.
            sqlx::query("delete from crosswalk where package = $1")
                .bind(name)
                .execute(write.on())
                .await?;
            let checked = put(write, at, name, &links).await?;
            if let Some(problem) = checked.problems.first() {
                return Err(StoreError::Refused(format!(
                    "{name}, entry {}: {}",
                    problem.entry, problem.message
                )));
            }
            shipped::note(write, name, text).await
        })
        .await?;
        has_changed = true;
    }
    Ok(has_changed)
}
