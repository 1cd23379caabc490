//! Every version of a record that people edit: written with the change, readable for ever, so that nobody's words are lost.

use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
use store::{
    StoreError,
    sql::{Read, Write},
};

/// One version of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordVersion<T> {
    /// 1 for the first.
    pub version: i64,
    /// When it was written.
    pub at: Timestamp,
    /// The opaque word for who wrote it.
    pub actor: String,
    /// What it said.
    pub content: T,
}

/// Keeps a version.
pub async fn keep(
    write: &mut Write,
    (kind, subject): (&str, &str),
    version: i64,
    at: Timestamp,
    content: &impl Serialize,
) -> Result<(), StoreError> {
    let actor = write.scope().actor().to_owned();
    sqlx::query(
        "insert into record_version (subject_kind, subject, version, at, actor, content) values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(kind)
    .bind(subject)
    .bind(version)
    .bind(at.as_microsecond())
    .bind(actor)
    .bind(text(content)?)
    .execute(write.on())
    .await?;
    Ok(())
}

/// All versions, the newest first. Whether the reader may see the record is the caller's question.
pub async fn of<T: DeserializeOwned>(
    read: Read<'_>,
    (kind, subject): (&str, &str),
) -> Result<Vec<RecordVersion<T>>, StoreError> {
    let rows: Vec<(i64, i64, String, String)> = sqlx::query_as(
        "select version, at, actor, content from record_version where subject_kind = $1 and subject = $2 order by version desc",
    )
    .bind(kind)
    .bind(subject)
    .fetch_all(read.on())
    .await?;
    let version = |(version, at, actor, content): (i64, i64, String, String)| {
        Ok(RecordVersion {
            version,
            at: Timestamp::from_microsecond(at).unwrap_or_default(),
            actor,
            content: parsed(&content)?,
        })
    };
    rows.into_iter().map(version).collect()
}

/// How content lies in storage.
pub fn text(content: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(content).map_err(|error| StoreError::Refused(format!("a record cannot be written: {error}")))
}

/// Reads content again.
pub fn parsed<T: DeserializeOwned>(content: &str) -> Result<T, StoreError> {
    serde_json::from_str(content).map_err(|error| StoreError::Schema(format!("a record cannot be read: {error}")))
}
