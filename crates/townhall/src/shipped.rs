//! Which of the data that ship with the program have been taken into this installation, by the SHA-256 of their text.
//!
//! Loaders ask [`is_loaded`] first, so that a second start does no work, and [`note`] it in the transaction of the load.

use sha2::{Digest, Sha256};
use store::{
    StoreError,
    sql::{Read, Write},
};

/// Whether exactly this text was loaded under this name before.
pub(crate) async fn is_loaded(read: Read<'_>, name: &str, text: &str) -> Result<bool, StoreError> {
    let known: Option<(String,)> = sqlx::query_as("select sha256 from shipped_data where name = $1")
        .bind(name)
        .fetch_optional(read.on())
        .await?;
    Ok(known.is_some_and(|(known,)| known == sha256(text)))
}

/// Notes that this text is loaded now.
pub(crate) async fn note(write: &mut Write, name: &str, text: &str) -> Result<(), StoreError> {
    sqlx::query(
        "insert into shipped_data (name, sha256) values ($1, $2)
         on conflict (name) do update set sha256 = excluded.sha256",
    )
    .bind(name)
    .bind(sha256(text))
    .execute(write.on())
    .await?;
    Ok(())
}

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
