//! The links from indicators to elements of frameworks, one by one: what hangs on an element, and what hangs on one that is no more.
//!
//! A framework can be replaced by a file, and the file can lack an element. The links to it stay, because they are somebody's work; they
//! are named where the file was taken in and can be removed or put on another element.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::json;
use store::{
    StoreError,
    sql::{Read, Write},
};

use super::catalogue::{self, GoalLink, Indicator};
use crate::{audit, goals::Framework};

/// The indicators that are linked to each element of a framework: their short names by the code, also by codes that are no more.
pub async fn attached(read: Read<'_>, framework: &Framework) -> Result<BTreeMap<String, Vec<String>>, StoreError> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "select link.code, indicator.slug from indicator_goal link join indicator on indicator.id = link.indicator_id \
         where link.framework = $1 and link.edition = $2 order by link.code, indicator.sort_key, indicator.slug",
    )
    .bind(&*framework.name)
    .bind(&*framework.edition)
    .fetch_all(read.on())
    .await?;
    let mut attached: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (code, slug) in rows {
        attached.entry(code).or_default().push(slug);
    }
    Ok(attached)
}

/// The links of a framework that lead to no element: code and short name of the indicator.
pub async fn dead(read: Read<'_>, framework: &Framework) -> Result<Vec<(String, String)>, StoreError> {
    sqlx::query_as(
        "select link.code, indicator.slug from indicator_goal link join indicator on indicator.id = link.indicator_id \
         left join goal on goal.framework = link.framework and goal.edition = link.edition and goal.code = link.code \
         where link.framework = $1 and link.edition = $2 and goal.code is null \
         order by link.code, indicator.sort_key, indicator.slug",
    )
    .bind(&*framework.name)
    .bind(&*framework.edition)
    .fetch_all(read.on())
    .await
    .map_err(StoreError::from)
}

/// Links an indicator to an element; what is linked already stays so.
pub async fn add(write: &mut Write, at: Timestamp, indicator: &Indicator, link: &GoalLink) -> Result<(), StoreError> {
    catalogue::insert_goal(write, &indicator.id, link).await?;
    record(write, at, "indicator.goal.add", indicator, link).await
}

/// Takes a link away.
pub async fn remove(
    write: &mut Write,
    at: Timestamp,
    indicator: &Indicator,
    link: &GoalLink,
) -> Result<(), StoreError> {
    sqlx::query("delete from indicator_goal where indicator_id = $1 and framework = $2 and edition = $3 and code = $4")
        .bind(&indicator.id)
        .bind(&link.framework)
        .bind(&link.edition)
        .bind(&link.code)
        .execute(write.on())
        .await?;
    record(write, at, "indicator.goal.remove", indicator, link).await
}

async fn record(
    write: &mut Write,
    at: Timestamp,
    action: &'static str,
    indicator: &Indicator,
    link: &GoalLink,
) -> Result<(), StoreError> {
    let entry = audit::Entry {
        action,
        subject_kind: "indicator",
        subject: indicator.slug.clone(),
        detail: json!({ "framework": link.framework, "edition": link.edition, "code": link.code }),
    };
    audit::record(write, at, entry).await
}
