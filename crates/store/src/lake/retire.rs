//! Taking segments out of use: a segment that was written anew without some of its rows is retired with the same transaction that
//! makes its successor valid, and its file is removed afterwards.
//!
//! A recall removes at once, not after the usual hour: a reader that still holds the generation before finds the file gone, says so
//! and asks again, which is better than showing a recalled number. The removal may be interrupted anywhere; a retired segment is
//! seen by nobody, and the next start goes on where it ended.

use std::time::SystemTime;

use super::{Lake, microseconds};
use crate::{
    StoreError, files, kill,
    scope::Scope,
    sql::{Database, Write},
};

impl Lake {
    /// Takes valid segments out of use, in the transaction that makes their successors valid.
    pub async fn retire(&self, write: &mut Write, names: &[String]) -> Result<(), StoreError> {
        let generation = write.coming_generation().await?;
        write.raise_generation();
        for name in names {
            let changed = sqlx::query(
                "update segment set state = 'retired', retired_in_generation = $1, retired_at = $2 \
                 where name = $3 and state = 'valid'",
            )
            .bind(generation)
            .bind(microseconds(SystemTime::now()))
            .bind(name)
            .execute(write.on())
            .await?;
            if changed.rows_affected() != 1 {
                return Err(StoreError::Refused(format!(
                    "segment {name} was replaced by another change meanwhile; try again"
                )));
            }
        }
        Ok(())
    }

    /// Removes the files of all retired segments. Running it twice is harmless: what is gone is gone.
    pub async fn remove_retired(&self, sql: &Database, scope: &Scope) -> Result<u32, StoreError> {
        let retired: Vec<(i64, String)> =
            sqlx::query_as("select id, name from segment where state = 'retired' order by id")
                .fetch_all(sql.read(scope).on())
                .await?;
        let mut n_removed = 0;
        for (id, name) in retired {
            self.delete_file(&name)?;
            files::sync_folder(&self.folder).map_err(|error| StoreError::folder("sync", &self.folder, error))?;
            sql.write(scope, async |write| {
                sqlx::query("delete from segment_indicator where segment_id = $1")
                    .bind(id)
                    .execute(write.on())
                    .await?;
                sqlx::query("update segment set state = 'removed' where id = $1 and state = 'retired'")
                    .bind(id)
                    .execute(write.on())
                    .await?;
                Ok(())
            })
            .await?;
            n_removed += 1;
        }
        kill::point("recall.segments_removed");
        Ok(n_removed)
    }
}
