//! What a person has said about files of one layout, so that she is asked only once, whether the next file comes by page or by command.

#[cfg(test)]
mod tests;

use std::path::Path;

use jiff::Timestamp;
use serde_json::json;
use store::{
    Store, StoreError,
    scope::Scope,
    sql::{Database, Read},
};

use super::{answers::Answers, layout};
use crate::{audit, indicators::deliveries::import::ImportOptions};

/// A layout about which somebody has said something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The word for the layout: the same for every file with the same columns.
    pub fingerprint: String,
    /// The file about which it was said.
    pub file_name: String,
    /// When.
    pub remembered_at: Timestamp,
    /// What was said, in the order of the form.
    pub said: Vec<Answer>,
}

/// One thing that was said about a layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What was asked: a field of the form, `column`, or `unit`.
    pub question: &'static str,
    /// The column, by its name or as `#3`, or the indicator whose unit it is; blank for other questions.
    pub column: String,
    /// What was said: a word of the form, or text.
    pub answer: String,
}

/// What was said about earlier files of the layout of this one.
#[derive(Debug, Clone)]
pub struct Recalled {
    /// The file about which it was said.
    pub file_name: String,
    /// How this file is to be read.
    pub options: ImportOptions,
}

/// Looks whether something was said about files with the layout of this one.
pub async fn recalled(
    store: &Store,
    scope: &Scope,
    path: &Path,
    now: Timestamp,
) -> Result<Option<Recalled>, StoreError> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    let Some(fingerprint) = layout::fingerprint(path, &name) else {
        return Ok(None);
    };
    let Some(answers) = recall(store, scope, &fingerprint).await? else {
        return Ok(None);
    };
    let known = layouts(store.sql.read(scope)).await?;
    let known = known.into_iter().find(|one| one.fingerprint == fingerprint);
    let look = layout::look(path, &name, &answers, None);
    Ok(Some(Recalled {
        file_name: known.map(|one| one.file_name).unwrap_or_default(),
        options: answers.options(look.as_ref(), false, now),
    }))
}

/// All layouts about which something was said, the newest first.
pub async fn layouts(read: Read<'_>) -> Result<Vec<Layout>, StoreError> {
    let rows: Vec<(String, String, String, i64)> = sqlx::query_as(
        "select fingerprint, file_name, answers, remembered_at from layout_answer where organisation_id = $1 \
         order by remembered_at desc, fingerprint",
    )
    .bind(read.scope().organisation().0)
    .fetch_all(read.on())
    .await?;
    let layout = |(fingerprint, file_name, answers, at): (String, String, String, i64)| {
        let answers: Answers = serde_json::from_str(&answers).unwrap_or_default();
        Ok(Layout {
            fingerprint,
            file_name,
            remembered_at: Timestamp::from_microsecond(at).map_err(|error| StoreError::Schema(error.to_string()))?,
            said: answers.said(),
        })
    };
    rows.into_iter().map(layout).collect()
}

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

/// Forgets what was said about a layout; `false` when nothing was.
pub async fn forget(sql: &Database, scope: &Scope, fingerprint: &str, now: Timestamp) -> Result<bool, StoreError> {
    let (is_known, _) = sql
        .write(scope, async |write| {
            let done = sqlx::query("delete from layout_answer where organisation_id = $1 and fingerprint = $2")
                .bind(scope.organisation().0)
                .bind(fingerprint)
                .execute(write.on())
                .await?;
            if done.rows_affected() == 0 {
                return Ok(false);
            }
            let entry = audit::Entry {
                action: "layout.forget",
                subject_kind: "layout",
                subject: fingerprint.to_owned(),
                detail: json!({}),
            };
            audit::record(write, now, entry).await?;
            Ok(true)
        })
        .await?;
    Ok(is_known)
}
