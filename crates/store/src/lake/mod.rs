//! The series lake: observations in immutable Parquet segments, sorted by indicator, territory, dimension, source, period, vintage.
//!
//! A segment becomes visible in one database transaction, together with the delivery it belongs to ([`Lake::commit`]); until then
//! it is `pending` and no reader sees it. Readers pin the segments of one generation ([`Lake::pin`]) and therefore see either all
//! of a delivery or nothing. Values are never changed: a later delivery adds vintages, an undone one adds a withdrawal, and
//! [`vintage`] decides which value counts at a date. Keys are dense numbers from dictionary tables and mean nothing outside.

mod layout;
mod read;
mod retire;
mod segment;
pub mod vintage;

use std::{
    collections::HashMap,
    fs,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use uuid::Uuid;

pub use self::{
    layout::{Mark, Row, SeriesKey},
    read::{Pin, Query},
    segment::Written,
};
use crate::{
    StoreError, kill,
    scope::Scope,
    sql::{Database, Numbered, Write},
};

/// How long an unfinished segment stays reserved for the process that writes it.
const LEASE: Duration = Duration::from_secs(3600);

/// The folder of segments and the readers of the files that are in use.
#[derive(Debug, Clone)]
pub struct Lake {
    folder: PathBuf,
    open: Arc<Mutex<HashMap<String, Arc<read::OpenSegment>>>>,
}

/// A segment that is reserved in the database but not yet visible.
#[derive(Debug, Clone)]
pub struct Pending {
    id: i64,
    name: String,
}

impl Lake {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            open: Arc::default(),
        }
    }

    /// Step 1 of a commit: reserves a name that was never used before.
    pub async fn reserve(&self, sql: &Database, scope: &Scope) -> Result<Pending, StoreError> {
        let name = format!("{}.parquet", Uuid::now_v7());
        let owner = format!("process {}", std::process::id());
        let lease_until = microseconds(SystemTime::now() + LEASE);
        let (id, _) = sql
            .write(scope, async |write| {
                let id = write.next_id(Numbered::Segment).await?;
                sqlx::query(
                    "insert into segment (id, name, state, owner, lease_until) values ($1, $2, 'pending', $3, $4)",
                )
                .bind(id)
                .bind(&name)
                .bind(&owner)
                .bind(lease_until)
                .execute(write.on())
                .await?;
                Ok(id)
            })
            .await?;
        kill::point("segment.pending");
        Ok(Pending { id, name })
    }

    /// Step 2: writes the rows, which must be sorted, and makes the file survive a power cut under its final name.
    pub fn write(&self, pending: &Pending, rows: &[Row]) -> Result<Written, StoreError> {
        segment::write(&self.folder, &pending.name, rows)
    }

    /// Step 3, inside the transaction that accepts the delivery: makes the segment valid from the coming generation on.
    pub async fn commit(&self, write: &mut Write, pending: &Pending, written: &Written) -> Result<(), StoreError> {
        let generation = write.coming_generation().await?;
        write.raise_generation();
        let changed = sqlx::query(
            "update segment set state = 'valid', valid_from_generation = $1, n_rows = $2, n_bytes = $3, sha256 = $4 \
             where id = $5 and state = 'pending'",
        )
        .bind(generation)
        .bind(written.n_rows)
        .bind(written.n_bytes)
        .bind(&written.sha256)
        .bind(pending.id)
        .execute(write.on())
        .await?;
        if changed.rows_affected() != 1 {
            return Err(StoreError::Refused(format!(
                "segment {} waited longer than its lease of one hour and was given up; start the import again",
                pending.name
            )));
        }
        for part in &written.parts {
            sqlx::query(
                "insert into segment_indicator \
                 (segment_id, indicator_version_id, row_group, n_rows, territory_min, territory_max) \
                 values ($1, $2, $3, $4, $5, $6)",
            )
            .bind(pending.id)
            .bind(i64::from(part.indicator))
            .bind(part.row_group)
            .bind(part.n_rows)
            .bind(i64::from(part.territory_min))
            .bind(i64::from(part.territory_max))
            .execute(write.on())
            .await?;
        }
        Ok(())
    }

    /// Gives up a reserved segment, for example when the delivery turned out to be refused.
    pub async fn abandon(&self, sql: &Database, scope: &Scope, pending: &Pending) -> Result<(), StoreError> {
        sql.write(scope, async |write| remove(write, pending.id).await).await?;
        self.delete_file(&pending.name)
    }

    /// Marks a change that alters which values count without adding a segment, such as a withdrawal.
    pub fn touch(&self, write: &mut Write) {
        write.raise_generation();
    }

    /// Removes what an interrupted import left behind: reservations whose lease has run out or whose process is gone, and their
    /// files. Never touches a valid segment.
    pub async fn sweep(&self, sql: &Database, scope: &Scope) -> Result<u32, StoreError> {
        let now = microseconds(SystemTime::now());
        let pending: Vec<(i64, String, String, i64)> =
            sqlx::query_as("select id, name, owner, lease_until from segment where state = 'pending'")
                .fetch_all(sql.read(scope).on())
                .await?;
        let mut n_removed = 0;
        for (id, name, owner, lease_until) in pending {
            if lease_until > now && is_alive(&owner) {
                continue;
            }
            sql.write(scope, async |write| remove(write, id).await).await?;
            self.delete_file(&name)?;
            n_removed += 1;
        }
        if n_removed > 0 {
            tracing::info!(n_removed, "removed segments of interrupted imports");
        }
        Ok(n_removed)
    }

    fn delete_file(&self, name: &str) -> Result<(), StoreError> {
        for path in [self.folder.join(name), self.folder.join(format!("{name}.part"))] {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(StoreError::folder("remove", &path, error));
                }
                _ => {}
            }
        }
        self.open.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        Ok(())
    }

    /// Proves that each valid segment still has the content that was written. Returns how many were read.
    pub async fn verify(&self, sql: &Database, scope: &Scope) -> Result<u32, StoreError> {
        let valid: Vec<(String, String)> =
            sqlx::query_as("select name, sha256 from segment where state = 'valid' order by id")
                .fetch_all(sql.read(scope).on())
                .await?;
        let mut n_read = 0;
        for (name, sha256) in valid {
            let damaged = |reason: String| StoreError::Damaged {
                name: name.clone(),
                reason,
            };
            let mut file = fs::File::open(self.folder.join(&name)).map_err(|error| damaged(error.to_string()))?;
            let found = crate::files::sha256_of(&mut file).map_err(|error| damaged(error.to_string()))?;
            if found != sha256 {
                return Err(damaged("its SHA-256 differs from the one recorded".to_owned()));
            }
            n_read += 1;
        }
        Ok(n_read)
    }
}

async fn remove(write: &mut Write, id: i64) -> Result<(), StoreError> {
    sqlx::query("update segment set state = 'removed' where id = $1 and state = 'pending'")
        .bind(id)
        .execute(write.on())
        .await?;
    Ok(())
}

/// Whether the process that reserved a segment still runs on this machine.
fn is_alive(owner: &str) -> bool {
    let Some(process) = owner.strip_prefix("process ") else {
        return true;
    };
    // Only Linux shows processes as folders; elsewhere the lease alone decides.
    process == std::process::id().to_string()
        || !cfg!(target_os = "linux")
        || std::path::Path::new("/proc").join(process).exists()
}

/// Microseconds since 1970 in UTC.
fn microseconds(time: SystemTime) -> i64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}
