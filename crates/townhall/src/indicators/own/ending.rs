//! What becomes of an own indicator that nobody counts any more: one that was never used is removed, another one is ended.
//!
//! An ended indicator is offered nowhere and takes no more values; what it has stays readable, with the reason. It can be taken up again.
//! What was removed leaves its entry in the trail and every version of its record, and its name can be given out again.

use jiff::Timestamp;
use serde_json::json;
use store::{Store, StoreError, scope::Scope, sql::Write};

use super::{
    FieldError, acting_for,
    indicators::{NotSaved, own},
};
use crate::{
    audit,
    indicators::catalogue::{self, Catalogue, Indicator},
    people::Organisation,
};

const KIND: &str = "indicator";
const LONGEST_REASON: usize = 500;

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gone {
    /// Nothing hung on it, so it is no more.
    Removed,
    /// It has values, a target or whatever else has to stay readable.
    Ended,
}

/// Removes an own indicator on which nothing hangs, and ends any other; then a reason is needed.
pub async fn end(
    store: &Store,
    scope: &Scope,
    home: &Organisation,
    slug: &str,
    because: &str,
    now: Timestamp,
) -> Result<Gone, NotSaved> {
    let scope = acting_for(scope, home);
    let catalogue = catalogue::load(store, &scope).await?;
    let indicator = own(&catalogue, home, slug).ok_or_else(|| NotSaved::Unknown(slug.to_owned()))?;
    let users = users(&catalogue, indicator);
    if !users.is_empty() {
        let users = users.join(", ");
        let message = format!("{users} is computed from it; change that formula first");
        return Err(wrong("ended-used", &users, &message));
    }
    let because = because.trim();
    if LONGEST_REASON < because.chars().count() || because.chars().any(char::is_control) {
        let message = format!("write the reason in one line of at most {LONGEST_REASON} characters");
        return Err(wrong("text-long", &LONGEST_REASON.to_string(), &message));
    }
    let id = indicator.id.clone();
    let (gone, _) = store
        .sql
        .write(&scope, async |write| {
            if !is_used(write, &id).await? {
                remove(write, &id).await?;
                trail(write, now, "indicator.remove", slug, because).await?;
                return Ok(Some(Gone::Removed));
            }
            if because.is_empty() {
                return Ok(None);
            }
            set_end(write, &id, Some(now), because).await?;
            trail(write, now, "indicator.end", slug, because).await?;
            Ok(Some(Gone::Ended))
        })
        .await?;
    gone.ok_or_else(|| {
        let message = "it has values or targets and can only be ended; say why, for example who decided it";
        wrong("ended-reason", "", message)
    })
}

/// Takes an ended indicator up again.
pub async fn resume(
    store: &Store,
    scope: &Scope,
    home: &Organisation,
    slug: &str,
    now: Timestamp,
) -> Result<(), NotSaved> {
    let scope = acting_for(scope, home);
    let catalogue = catalogue::load(store, &scope).await?;
    let indicator = own(&catalogue, home, slug).ok_or_else(|| NotSaved::Unknown(slug.to_owned()))?;
    let id = indicator.id.clone();
    store
        .sql
        .write(&scope, async |write| {
            set_end(write, &id, None, "").await?;
            trail(write, now, "indicator.resume", slug, "").await
        })
        .await?;
    Ok(())
}

fn wrong(code: &'static str, piece: &str, message: &str) -> NotSaved {
    NotSaved::Fields(vec![FieldError::new("end", code, piece, message)])
}

/// Indicators that are computed from it.
fn users<'a>(catalogue: &'a Catalogue, indicator: &Indicator) -> Vec<&'a str> {
    let uses = |one: &&Indicator| {
        one.formula.as_ref().is_some_and(|formula| {
            let inputs = formula.expression.inputs();
            inputs.iter().any(|input| input.slug == indicator.slug)
        })
    };
    let all = catalogue.all().iter().filter(uses);
    all.map(|one| one.slug.as_str()).collect()
}

/// Whether anything that has to stay readable hangs on it. A value that was undone or recalled counts, too.
async fn is_used(write: &mut Write, id: &str) -> Result<bool, StoreError> {
    const OF_ITS_VERSIONS: &str =
        "in (select version.id from indicator_version version where version.indicator_id = $1)";
    let questions = [
        format!("select count(*) from delivery_indicator where indicator_version_id {OF_ITS_VERSIONS}"),
        format!("select count(*) from recalled_place where indicator_version_id {OF_ITS_VERSIONS}"),
        format!(
            "select count(*) from derived_delivery part join formula on formula.id = part.formula_id \
             where formula.indicator_version_id {OF_ITS_VERSIONS}"
        ),
        "select count(*) from target_value where indicator_id = $1".to_owned(),
        "select count(*) from source_difference where indicator_id = $1".to_owned(),
        "select count(*) from source_precedence where indicator_id = $1".to_owned(),
    ];
    for question in questions {
        let (n,): (i64,) = sqlx::query_as(sqlx::AssertSqlSafe(question))
            .bind(id)
            .fetch_one(write.on())
            .await?;
        if 0 < n {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn remove(write: &mut Write, id: &str) -> Result<(), StoreError> {
    let statements = [
        "delete from formula where indicator_version_id in \
         (select version.id from indicator_version version where version.indicator_id = $1)",
        "delete from indicator_version where indicator_id = $1",
        "delete from indicator_alias where indicator_id = $1",
        "delete from indicator_goal where indicator_id = $1",
        "delete from indicator_choice where indicator_id = $1",
        "delete from indicator_sheet where indicator_id = $1",
        "delete from indicator_own where indicator_id = $1",
        "delete from text_content where subject_kind = 'indicator' and subject = $1",
        "delete from indicator where id = $1",
    ];
    for statement in statements {
        sqlx::query(statement).bind(id).execute(write.on()).await?;
    }
    Ok(())
}

async fn set_end(write: &mut Write, id: &str, at: Option<Timestamp>, because: &str) -> Result<(), StoreError> {
    sqlx::query("update indicator_own set ended_at = $1, ended_because = $2 where indicator_id = $3")
        .bind(at.map(Timestamp::as_microsecond))
        .bind(because)
        .bind(id)
        .execute(write.on())
        .await?;
    Ok(())
}

async fn trail(
    write: &mut Write,
    now: Timestamp,
    action: &'static str,
    slug: &str,
    because: &str,
) -> Result<(), StoreError> {
    let entry = audit::Entry {
        action,
        subject_kind: KIND,
        subject: slug.to_owned(),
        detail: json!({ "because": because }),
    };
    audit::record(write, now, entry).await
}
