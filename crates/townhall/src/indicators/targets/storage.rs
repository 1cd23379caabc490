//! Targets in SQL: written with their version and their entry in the trail, read as far as the scope sees.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::json;
use sqlx::AssertSqlSafe;
use store::{
    Store, StoreError,
    scope::{OrganisationId, Scope},
    sql::Write,
};

use super::{Content, Kept, Target};
use crate::{
    audit,
    indicators::own::{
        FieldError, Visibility, listed,
        record_versions::{self, RecordVersion},
    },
};

const KIND: &str = "target";

/// Why nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum NotSaved {
    /// Fields are wrong.
    #[error("{}", listed(.0))]
    Fields(Vec<FieldError>),
    /// Somebody else was faster.
    #[error("the target is at version {} now, changed by {}; compare both versions and save again from that one", .0.version, .0.actor)]
    Stale(Box<RecordVersion<Kept>>),
    /// No such target.
    #[error("there is no target {0}; \"lotse target list\" shows all")]
    Unknown(String),
    /// It no longer holds.
    #[error("target {0} was ended; set a new one instead")]
    Ended(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Sets a target and returns its id. The scope acts for the organisation.
pub async fn create(
    store: &Store,
    scope: &Scope,
    indicator_id: &str,
    (content, visibility): (&Content, Visibility),
    now: Timestamp,
) -> Result<String, NotSaved> {
    let (id, _) = store
        .sql
        .write(scope, async |write| {
            let organisation = write.scope().organisation().0;
            // A form that is sent twice sets one target.
            let twin: Option<(String,)> = sqlx::query_as(
                "select id from target_value where organisation_id = $1 and indicator_id = $2 and visibility = $3 \
                 and content = $4 and ended_at is null limit 1",
            )
            .bind(organisation)
            .bind(indicator_id)
            .bind(visibility.as_str())
            .bind(record_versions::text(content)?)
            .fetch_optional(write.on())
            .await?;
            if let Some((id,)) = twin {
                return Ok(id);
            }
            let id = uuid::Uuid::now_v7().to_string();
            sqlx::query(
                "insert into target_value (id, organisation_id, indicator_id, visibility, version, content, created_at) \
                 values ($1, $2, $3, $4, 1, $5, $6)",
            )
            .bind(&id)
            .bind(organisation)
            .bind(indicator_id)
            .bind(visibility.as_str())
            .bind(record_versions::text(content)?)
            .bind(now.as_microsecond())
            .execute(write.on())
            .await?;
            let kept = Kept {
                visibility,
                content: content.clone(),
                ended_because: None,
            };
            keep(write, &id, 1, now, &kept, "target.add").await?;
            Ok(id)
        })
        .await?;
    Ok(id)
}

/// Changes a target from the version `from` of its record; returns the new version.
pub async fn change(
    store: &Store,
    scope: &Scope,
    id: &str,
    from: i64,
    (content, visibility): (&Content, Visibility),
    now: Timestamp,
) -> Result<i64, NotSaved> {
    let kept = Kept {
        visibility,
        content: content.clone(),
        ended_because: None,
    };
    update(store, scope, id, from, &kept, now).await
}

/// Ends a target: it is shown as ended, and nothing is measured against it any more.
pub async fn end(
    store: &Store,
    scope: &Scope,
    id: &str,
    from: i64,
    because: &str,
    now: Timestamp,
) -> Result<i64, NotSaved> {
    if because.trim().is_empty() {
        let message = "say why the target no longer holds, for example the decision that ended it";
        return Err(NotSaved::Fields(vec![FieldError::new(
            "because",
            "because-empty",
            "",
            message,
        )]));
    }
    let target = one(store, scope, id)
        .await?
        .ok_or_else(|| NotSaved::Unknown(id.to_owned()))?;
    let kept = Kept {
        visibility: target.visibility,
        content: target.content,
        ended_because: Some(because.trim().to_owned()),
    };
    update(store, scope, id, from, &kept, now).await
}

async fn update(
    store: &Store,
    scope: &Scope,
    id: &str,
    from: i64,
    kept: &Kept,
    now: Timestamp,
) -> Result<i64, NotSaved> {
    let target = one(store, scope, id)
        .await?
        .ok_or_else(|| NotSaved::Unknown(id.to_owned()))?;
    if target.ended_at.is_some() {
        return Err(NotSaved::Ended(id.to_owned()));
    }
    let ended_at = kept.ended_because.as_ref().map(|_| now.as_microsecond());
    let action = if ended_at.is_some() {
        "target.end"
    } else {
        "target.change"
    };
    let (is_changed, _) = store
        .sql
        .write(scope, async |write| {
            let changed = sqlx::query(
                "update target_value set version = version + 1, visibility = $1, content = $2, ended_at = $3 \
                 where id = $4 and version = $5 and ended_at is null",
            )
            .bind(kept.visibility.as_str())
            .bind(record_versions::text(&kept.content)?)
            .bind(ended_at)
            .bind(id)
            .bind(from)
            .execute(write.on())
            .await?;
            if changed.rows_affected() != 1 {
                return Ok(false);
            }
            keep(write, id, from + 1, now, kept, action).await?;
            Ok(true)
        })
        .await?;
    if is_changed {
        return Ok(from + 1);
    }
    match versions(store, scope, id).await?.into_iter().next() {
        Some(newest) => Err(NotSaved::Stale(Box::new(newest))),
        None => Err(NotSaved::Unknown(id.to_owned())),
    }
}

async fn keep(
    write: &mut Write,
    id: &str,
    version: i64,
    now: Timestamp,
    kept: &Kept,
    action: &'static str,
) -> Result<(), StoreError> {
    record_versions::keep(write, (KIND, id), version, now, kept).await?;
    let detail = json!({ "version": version, "visibility": kept.visibility.as_str() });
    let entry = audit::Entry {
        action,
        subject_kind: KIND,
        subject: id.to_owned(),
        detail,
    };
    audit::record(write, now, entry).await
}

/// Every version of a target that the scope may see, the newest first. The public sees the versions that were public.
pub async fn versions(store: &Store, scope: &Scope, id: &str) -> Result<Vec<RecordVersion<Kept>>, StoreError> {
    if one(store, scope, id).await?.is_none() {
        return Ok(Vec::new());
    }
    let mut all: Vec<RecordVersion<Kept>> = record_versions::of(store.sql.read(scope), (KIND, id)).await?;
    if !scope.sees_drafts() {
        all.retain(|version| version.content.visibility == Visibility::Public);
    }
    Ok(all)
}

/// One target; `None` when there is none or the scope may not see it.
pub async fn one(store: &Store, scope: &Scope, id: &str) -> Result<Option<Target>, StoreError> {
    Ok(read(store, scope, "and target_value.id = $5", Some(id)).await?.pop())
}

/// The targets of an organisation or of an indicator that the scope may see, in the order in which they were set.
pub async fn targets(
    store: &Store,
    scope: &Scope,
    organisation: Option<OrganisationId>,
    indicators: Option<&BTreeSet<String>>,
) -> Result<Vec<Target>, StoreError> {
    let all = read(store, scope, "", None).await?;
    let wanted = |target: &Target| {
        organisation.is_none_or(|organisation| target.organisation == organisation)
            && indicators.is_none_or(|indicators| indicators.contains(&target.indicator_id))
    };
    Ok(all.into_iter().filter(wanted).collect())
}

async fn read(store: &Store, scope: &Scope, condition: &str, id: Option<&str>) -> Result<Vec<Target>, StoreError> {
    type Line = (String, i64, String, String, i64, String, i64, Option<i64>);
    let [first, second] = scope.visibilities();
    // What an indicator that is not public is to reach is not public either.
    let statement = format!(
        "select target_value.id, target_value.organisation_id, target_value.indicator_id, target_value.visibility, \
                target_value.version, target_value.content, target_value.created_at, target_value.ended_at \
         from target_value join indicator on indicator.id = target_value.indicator_id \
         where (target_value.visibility in ($1, $2) or (target_value.visibility = 'draft' and $3 = 1)) \
           and (target_value.visibility = 'public' or target_value.organisation_id = $4 or $4 = 1) \
           and (indicator.visibility in ($1, $2) or (indicator.visibility = 'draft' and $3 = 1)) {condition} \
         order by target_value.created_at, target_value.id"
    );
    let mut query = sqlx::query_as::<_, Line>(AssertSqlSafe(statement))
        .bind(first)
        .bind(second)
        .bind(i64::from(scope.sees_drafts()))
        .bind(scope.organisation().0);
    if let Some(id) = id {
        query = query.bind(id.to_owned());
    }
    let lines = query.fetch_all(store.sql.read(scope).on()).await?;
    let target = |(id, organisation, indicator_id, visibility, version, content, created_at, ended_at): Line| {
        let instant = |at: i64| Timestamp::from_microsecond(at).unwrap_or_default();
        Ok(Target {
            organisation: OrganisationId(organisation),
            indicator_id,
            visibility: Visibility::of(&visibility).unwrap_or(Visibility::Internal),
            version,
            content: record_versions::parsed(&content)?,
            created_at: instant(created_at),
            ended_at: ended_at.map(instant),
            id,
        })
    };
    lines.into_iter().map(target).collect()
}
