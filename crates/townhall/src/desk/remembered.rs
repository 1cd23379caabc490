//! What a person has said about files of one layout, so that she is asked only once.

use jiff::Timestamp;
use serde_json::json;
use store::{Store, StoreError, scope::Scope};

use super::answers::Answers;
use crate::audit;

/// Remembers the answers for a layout in place of earlier ones; answers that say nothing are forgotten.
pub(super) async fn remember(
    store: &Store,
    scope: &Scope,
    fingerprint: &str,
    name: &str,
    answers: &Answers,
    now: Timestamp,
) -> Result<(), StoreError> {
    let known = recall(store, scope, fingerprint).await?;
    if known
        .as_ref()
        .map_or_else(|| answers.is_nothing(), |known| known.lasting() == answers.lasting())
    {
        return Ok(());
    }
    let body = serde_json::to_string(answers).map_err(|error| StoreError::Refused(error.to_string()))?;
    store
        .sql
        .write(scope, async |write| {
            sqlx::query("delete from layout_answer where organisation_id = $1 and fingerprint = $2")
                .bind(scope.organisation().0)
                .bind(fingerprint)
                .execute(write.on())
                .await?;
            if !answers.is_nothing() {
                sqlx::query(
                    "insert into layout_answer (organisation_id, fingerprint, file_name, answers, remembered_at)
                     values ($1, $2, $3, $4, $5)",
                )
                .bind(scope.organisation().0)
                .bind(fingerprint)
                .bind(name)
                .bind(&body)
                .bind(now.as_microsecond())
                .execute(write.on())
                .await?;
            }
            let entry = audit::Entry {
                action: "layout.remember",
                subject_kind: "layout",
                subject: fingerprint.to_owned(),
                detail: json!({ "file": name }),
            };
            audit::record(write, now, entry).await
        })
        .await?;
    Ok(())
}

/// What was said about an earlier file of this layout.
pub(super) async fn recall(store: &Store, scope: &Scope, fingerprint: &str) -> Result<Option<Answers>, StoreError> {
    let read = store.sql.read(scope);
    let row: Option<(String,)> =
        sqlx::query_as("select answers from layout_answer where organisation_id = $1 and fingerprint = $2")
            .bind(scope.organisation().0)
            .bind(fingerprint)
            .fetch_optional(read.on())
            .await?;
    // Answers of another version of the program that cannot be understood are asked for anew.
    Ok(row.and_then(|(body,)| serde_json::from_str(&body).ok()))
}

/// Forgets what was said about a layout.
pub(super) async fn forget(store: &Store, scope: &Scope, fingerprint: &str, now: Timestamp) -> Result<(), StoreError> {
    store
        .sql
        .write(scope, async |write| {
            sqlx::query("delete from layout_answer where organisation_id = $1 and fingerprint = $2")
                .bind(scope.organisation().0)
                .bind(fingerprint)
                .execute(write.on())
                .await?;
            let entry = audit::Entry {
                action: "layout.forget",
                subject_kind: "layout",
                subject: fingerprint.to_owned(),
                detail: json!({}),
            };
            audit::record(write, now, entry).await
        })
        .await?;
    Ok(())
}
