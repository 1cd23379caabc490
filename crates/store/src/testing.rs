//! Fresh, empty stores for tests: one on SQLite, one on PostgreSQL. Every storage test runs on both.
//!
//! `LOTSE_TEST_POSTGRES` names a PostgreSQL server on which databases may be created; `./test` starts one. Without it a test fails:
//! a test that quietly tried one engine only would say more than it knows.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot have its store must stop with a clear sentence"
)]

use sqlx::Connection;
use tempfile::TempDir;

use crate::Store;

/// A store that disappears with the test.
#[derive(Debug)]
pub struct Fresh {
    /// The opened store.
    pub store: Store,
    /// Its folder.
    pub folder: TempDir,
    /// The address of its database; `None` for SQLite.
    pub database: Option<String>,
}

/// One fresh store on each engine.
pub async fn fresh() -> [Fresh; 2] {
    [fresh_sqlite().await, fresh_postgres().await]
}

/// A fresh store on SQLite, for tests that are not about storage.
pub async fn fresh_sqlite() -> Fresh {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = Store::open(folder.path(), None).await.expect("a store on SQLite");
    Fresh {
        store,
        folder,
        database: None,
    }
}

/// A fresh store in a new PostgreSQL database.
pub async fn fresh_postgres() -> Fresh {
    let server = std::env::var("LOTSE_TEST_POSTGRES").unwrap_or_else(|_| {
        panic!("storage tests need PostgreSQL: set LOTSE_TEST_POSTGRES to postgres://user@host/postgres, or start ./test, which does it")
    });
    sqlx::any::install_default_drivers();
    let name = format!("lotse_{}", uuid::Uuid::now_v7().simple());
    let mut connection = sqlx::AnyConnection::connect(&server)
        .await
        .expect("the PostgreSQL server for tests");
    sqlx::query(sqlx::AssertSqlSafe(format!("create database {name}")))
        .execute(&mut connection)
        .await
        .expect("a new database");
    let (base, query) = server
        .split_once('?')
        .map_or((server.as_str(), ""), |(base, query)| (base, query));
    let (base, _) = base.rsplit_once('/').expect("an address with a database name");
    let database = if query.is_empty() {
        format!("{base}/{name}")
    } else {
        format!("{base}/{name}?{query}")
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = Store::open(folder.path(), Some(&database))
        .await
        .expect("a store on PostgreSQL");
    Fresh {
        store,
        folder,
        database: Some(database),
    }
}
