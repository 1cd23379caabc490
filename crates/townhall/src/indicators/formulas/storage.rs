//! Formulas and the precedence of sources in SQL.

use jiff::Timestamp;
use methods::formula::{Checked, Problem};
use store::{Store, StoreError, scope::Scope, sql::Numbered};

use super::super::catalogue::{self, SourceKey};
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

/// Defines how an indicator is computed; a former formula ends. The values follow with [`super::follow`].
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
    let Some(indicator) = catalogue.by_slug(slug) else {
        return Err(StoreError::Refused(format!(
            "indicator \"{slug}\" is not in the catalogue; \"lotse indicators\" lists all"
        )));
    };
    let checked = match super::check(&catalogue, text, indicator.version.unit, Some(slug)) {
        Ok(checked) => checked,
        Err(problems) => return Ok(Defined::Refused(problems)),
    };
    if let Some(known) = indicator.formula.as_ref().filter(|known| known.text == checked.text) {
        return Ok(Defined::Already(known.number));
    }
    let version_id = i64::from(indicator.version_id);
    let (number, _) = store
        .sql
        .write(scope, async |write| {
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
            .bind(&checked.text)
            .bind(reason)
            .bind(actor)
            .bind(now.as_microsecond())
            .execute(write.on())
            .await?;
            let detail = serde_json::json!({ "formula": number, "expression": checked.text, "reason": reason });
            note(write, "define formula", slug, detail, now).await?;
            Ok(number)
        })
        .await?;
    Ok(Defined::Yes(number, Box::new(checked)))
}

/// Ends the formula of an indicator; its computed values no longer count after [`super::follow`].
pub async fn end(store: &Store, scope: &Scope, slug: &str, reason: &str, now: Timestamp) -> Result<(), StoreError> {
    let catalogue = catalogue::load(store, scope).await?;
    let formula = catalogue.by_slug(slug).and_then(|one| one.formula.clone());
    let Some(formula) = formula else {
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
    write: &mut store::sql::Write,
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
