//! Formulas and the precedence of sources in SQL.

use jiff::Timestamp;
use methods::formula::{Checked, Problem};
use store::{
    Store, StoreError,
    scope::Scope,
    sql::{Numbered, Write},
};

use super::super::catalogue::{self, Catalogue, Indicator, SourceKey};
use crate::audit;

/// What became of a formula that somebody wanted to define.
#[derive(Debug)]
pub enum Defined {
    /// It is in use from now on, under this number.
    Yes(i64, Box<Checked>),
    /// The same formula was in use already.
    Already(i64),
    /// It was refused for these reasons.
    Refused(Vec<Problem>),
}

/// Defines how a shared indicator is computed; a former formula ends. The values follow with [`super::follow`]. The formula of an own
/// indicator belongs to its record and is changed there.
pub async fn define(
    store: &Store,
    scope: &Scope,
    slug: &str,
    text: &str,
    reason: &str,
    now: Timestamp,
) -> Result<Defined, StoreError> {
    // A formula sees public figures only, because what it gives is public.
    let catalogue = catalogue::load(store, &Scope::public()).await?;
    let indicator = shared(&catalogue, slug)?;
    let checked = match super::check(&catalogue, text, indicator.version.unit, Some(slug)) {
        Ok(checked) => checked,
        Err(problems) => return Ok(Defined::Refused(problems)),
    };
    if let Some(known) = indicator.formula.as_ref().filter(|known| known.text == checked.text) {
        return Ok(Defined::Already(known.number));
    }
    let (number, _) = store
        .sql
        .write(scope, async |write| {
            let number = begin(write, i64::from(indicator.version_id), &checked.text, reason, now).await?;
            let detail = serde_json::json!({ "formula": number, "expression": checked.text, "reason": reason });
            note(write, "define formula", slug, detail, now).await?;
            Ok(number)
        })
        .await?;
    Ok(Defined::Yes(number, Box::new(checked)))
}

/// An indicator whose formula is its own record.
fn shared<'a>(catalogue: &'a Catalogue, slug: &str) -> Result<&'a Indicator, StoreError> {
    let message = match catalogue.by_slug(slug) {
        Some(indicator) if !indicator.is_own() => return Ok(indicator),
        // Own indicators carry a point in their name, whether they are seen here or not.
        _ if slug.contains('.') => format!(
            "\"{slug}\" belongs to a municipality, and its formula to its record; change it with \"lotse indicator change\" or at the desk"
        ),
        _ => format!("indicator \"{slug}\" is not in the catalogue; \"lotse indicators\" lists all"),
    };
    Err(StoreError::Refused(message))
}

/// Lets a formula count from now on and ends the former one of the same definition.
async fn begin(
    write: &mut Write,
    version_id: i64,
    text: &str,
    reason: &str,
    now: Timestamp,
) -> Result<i64, StoreError> {
    let (number,): (i64,) =
        sqlx::query_as("select coalesce(max(number), 0) + 1 from formula where indicator_version_id = $1")
            .bind(version_id)
            .fetch_one(write.on())
            .await?;
    sqlx::query("update formula set ended_at = $1 where indicator_version_id = $2 and ended_at is null")
        .bind(now.as_microsecond())
        .bind(version_id)
        .execute(write.on())
        .await?;
    let id = write.next_id(Numbered::Formula).await?;
    let actor = write.scope().actor().to_owned();
    sqlx::query(
        "insert into formula (id, indicator_version_id, number, expression, reason, actor, created_at, followed_through) \
         values ($1, $2, $3, $4, $5, $6, $7, -1)",
    )
    .bind(id)
    .bind(version_id)
    .bind(number)
    .bind(text)
    .bind(reason)
    .bind(actor)
    .bind(now.as_microsecond())
    .execute(write.on())
    .await?;
    Ok(number)
}

/// Brings the formulas of an own indicator in line with its record: those of earlier definitions end, and what the record says now
/// counts for the definition `version_id`. Everything is computed anew, because also who may see the indicator may have changed.
pub(in crate::indicators) async fn keep_with_record(
    write: &mut Write,
    indicator_id: &str,
    version_id: i64,
    text: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "update formula set ended_at = $1 where ended_at is null and indicator_version_id <> $2 \
         and indicator_version_id in (select id from indicator_version where indicator_id = $3)",
    )
    .bind(now.as_microsecond())
    .bind(version_id)
    .bind(indicator_id)
    .execute(write.on())
    .await?;
    let known: Option<(i64, String)> =
        sqlx::query_as("select id, expression from formula where indicator_version_id = $1 and ended_at is null")
            .bind(version_id)
            .fetch_optional(write.on())
            .await?;
    match (known, text) {
        (None, None) => {}
        (Some((id, known)), Some(text)) if known == text => {
            sqlx::query("update formula set followed_through = -1 where id = $1")
                .bind(id)
                .execute(write.on())
                .await?;
        }
        (_, Some(text)) => {
            begin(write, version_id, text, "", now).await?;
        }
        (Some((id, _)), None) => {
            sqlx::query("update formula set ended_at = $1 where id = $2")
                .bind(now.as_microsecond())
                .bind(id)
                .execute(write.on())
                .await?;
        }
    }
    Ok(())
}

/// Ends the formula of an indicator; its computed values no longer count after [`super::follow`].
pub async fn end(store: &Store, scope: &Scope, slug: &str, reason: &str, now: Timestamp) -> Result<(), StoreError> {
    let catalogue = catalogue::load(store, scope).await?;
    let Some(formula) = shared(&catalogue, slug)?.formula.clone() else {
        return Err(StoreError::Refused(format!(
            "indicator \"{slug}\" has no formula that could end"
        )));
    };
    store
        .sql
        .write(scope, async |write| {
            sqlx::query("update formula set ended_at = $1, followed_through = -1 where id = $2 and ended_at is null")
                .bind(now.as_microsecond())
                .bind(formula.id)
                .execute(write.on())
                .await?;
            let detail = serde_json::json!({ "formula": formula.number, "reason": reason });
            note(write, "end formula", slug, detail, now).await
        })
        .await?;
    Ok(())
}

/// Decides which sources of an indicator count before others; an empty list goes back to the rule. Every formula that uses the
/// indicator is computed anew by the next [`super::follow`].
pub async fn set_precedence(
    store: &Store,
    scope: &Scope,
    slug: &str,
    order: &[SourceKey],
    reason: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let catalogue = catalogue::load(store, scope).await?;
    let Some(indicator) = catalogue.by_slug(slug) else {
        return Err(StoreError::Refused(format!(
            "indicator \"{slug}\" is not in the catalogue; \"lotse indicators\" lists all"
        )));
    };
    if reason.trim().is_empty() {
        return Err(StoreError::Refused(
            "say why this source shall count first; the page shows the reason".to_owned(),
        ));
    }
    store
        .sql
        .write(scope, async |write| {
            sqlx::query("delete from source_precedence where indicator_id = $1")
                .bind(&indicator.id)
                .execute(write.on())
                .await?;
            let actor = write.scope().actor().to_owned();
            for (ordinal, key) in (0_i64..).zip(order) {
                let known: Option<(i64,)> = sqlx::query_as("select id from source where slug = $1 and area_state = $2")
                    .bind(&key.source)
                    .bind(&key.area_state)
                    .fetch_optional(write.on())
                    .await?;
                if known.is_none() {
                    return Err(StoreError::Refused(format!(
                        "there is no source \"{}\" on area state \"{}\"; \"lotse precedence {slug}\" lists those of the indicator",
                        key.source, key.area_state
                    )));
                }
                sqlx::query(
                    "insert into source_precedence (indicator_id, ordinal, source_slug, area_state, reason, actor, set_at) \
                     values ($1, $2, $3, $4, $5, $6, $7)",
                )
                .bind(&indicator.id)
                .bind(ordinal)
                .bind(&key.source)
                .bind(&key.area_state)
                .bind(reason)
                .bind(&actor)
                .bind(now.as_microsecond())
                .execute(write.on())
                .await?;
            }
            sqlx::query("update formula set followed_through = -1 where ended_at is null")
                .execute(write.on())
                .await?;
            let order: Vec<String> = order.iter().map(|key| format!("{} ({})", key.source, key.area_state)).collect();
            let detail = serde_json::json!({ "order": order, "reason": reason });
            note(write, "set precedence", slug, detail, now).await
        })
        .await?;
    Ok(())
}

async fn note(
    write: &mut Write,
    action: &'static str,
    slug: &str,
    detail: serde_json::Value,
    now: Timestamp,
) -> Result<(), StoreError> {
    let entry = audit::Entry {
        action,
        subject_kind: "indicator",
        subject: slug.to_owned(),
        detail,
    };
    audit::record(write, now, entry).await
}
