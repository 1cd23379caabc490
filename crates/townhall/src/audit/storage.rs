//! The trail in SQL. Entries are added and read, never changed.

use jiff::Timestamp;
use store::{
    StoreError,
    sql::{Read, Write},
};
use uuid::{NoContext, Uuid};

use super::{Entry, Recorded};

/// Adds an entry to the trail of the organisation that makes the change.
pub async fn record(write: &mut Write, at: Timestamp, entry: Entry) -> Result<(), StoreError> {
    let seconds = u64::try_from(at.as_second()).unwrap_or_default();
    let nanoseconds = u32::try_from(at.subsec_nanosecond()).unwrap_or_default();
    let id = Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, nanoseconds));
    let organisation = write.scope().organisation().0;
    let actor = write.scope().actor().to_owned();
    sqlx::query(
        "insert into audit_entry (id, organisation_id, at, actor, action, subject_kind, subject, detail)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(id.to_string())
    .bind(organisation)
    .bind(at.as_microsecond())
    .bind(actor)
    .bind(entry.action)
    .bind(entry.subject_kind)
    .bind(entry.subject)
    .bind(entry.detail.to_string())
    .execute(write.on())
    .await?;
    Ok(())
}

/// The newest entries of an organisation, newest first, beginning after the entry `after`. The public sees none.
pub async fn list(read: Read<'_>, after: Option<&Recorded>, limit: u32) -> Result<Vec<Recorded>, StoreError> {
    if !read.scope().visibilities().contains(&"internal") {
        return Ok(Vec::new());
    }
    let (at, id) = after.map_or((i64::MAX, String::new()), |entry| {
        (entry.at.as_microsecond(), entry.id.clone())
    });
    type Columns = (String, i64, String, String, String, String, String);
    let rows: Vec<Columns> = sqlx::query_as(
        "select id, at, actor, action, subject_kind, subject, detail from audit_entry
         where organisation_id = $1 and (at < $2 or (at = $2 and id < $3))
         order by at desc, id desc limit $4",
    )
    .bind(read.scope().organisation().0)
    .bind(at)
    .bind(id)
    .bind(i64::from(limit))
    .fetch_all(read.on())
    .await?;
    let entry = |(id, at, actor, action, subject_kind, subject, detail): Columns| Recorded {
        id,
        at: Timestamp::from_microsecond(at).unwrap_or_default(),
        actor,
        action,
        subject_kind,
        subject,
        detail: serde_json::from_str(&detail).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(entry).collect())
}
