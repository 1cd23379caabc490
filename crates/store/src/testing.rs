//! Fresh, empty stores for tests: one on SQLite, one on PostgreSQL. Every storage test runs on both.
//!
//! [`prepared`] gives copies of a store that was filled once for all tests of a program: most tests need what ships with it, and
//! loading that anew for each of them would be most of their time.
//!
//! `LOTSE_TEST_POSTGRES` names a PostgreSQL server on which databases may be created; `./test` starts one. Without it a test fails:
//! a test that quietly tried one engine only would say more than it knows.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot have its store must stop with a clear sentence"
)]

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use sqlx::Connection;
use tempfile::TempDir;

use crate::{Store, StoreError, files};

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
    let name = format!("lotse_{}", uuid::Uuid::now_v7().simple());
    on_server(&format!("create database {name}")).await;
    let folder = tempfile::tempdir().expect("a temporary folder");
    opened_postgres(folder, &name).await
}

/// A copy on each engine of a store that `fill` made ready. It is filled once for each test program and `name`, and filled anew
/// when the program changes.
pub async fn prepared(name: &str, fill: impl AsyncFn(&Store) -> Result<(), StoreError>) -> [Fresh; 2] {
    [prepared_sqlite(name, &fill).await, prepared_postgres(name, &fill).await]
}

/// The same on SQLite alone, for tests that are not about storage.
pub async fn prepared_sqlite(name: &str, fill: impl AsyncFn(&Store) -> Result<(), StoreError>) -> Fresh {
    let pattern = pattern(name);
    let lock = locked(&pattern);
    if !pattern.is_dir() {
        let half = pattern.with_extension("half");
        let _ = fs::remove_dir_all(&half);
        fs::create_dir_all(&half).expect("a folder beside the tests");
        let store = Store::open(&half, None).await.expect("a store on SQLite");
        fill(&store).await.expect("the store is filled");
        store.sql.close().await;
        fs::rename(&half, &pattern).expect("the filled store gets its name");
    }
    drop(lock);
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(&pattern, folder.path());
    let store = Store::open(folder.path(), None).await.expect("a store on SQLite");
    Fresh {
        store,
        folder,
        database: None,
    }
}

async fn prepared_postgres(name: &str, fill: &impl AsyncFn(&Store) -> Result<(), StoreError>) -> Fresh {
    // The cluster may be another one than before, so the server itself is asked whether the pattern is there.
    let pattern = pattern(name).with_extension("postgres");
    let letters = pattern.to_string_lossy();
    let short = files::sha256_of(&mut letters.as_bytes()).expect("memory can be read");
    let database = &format!("lotse_filled_{}", &short[..24]);
    let lock = locked(&pattern);
    if !on_server_is(database).await {
        let half = fresh_postgres().await;
        fill(&half.store).await.expect("the store is filled");
        half.store.sql.close().await;
        let of_half = half.database.as_deref().unwrap_or_default();
        let of_half = of_half.split('?').next().unwrap_or_default();
        let of_half = of_half.rsplit('/').next().unwrap_or_default();
        let _ = fs::remove_dir_all(&pattern);
        fs::create_dir_all(&pattern).expect("a folder beside the tests");
        copy(half.folder.path(), &pattern);
        on_server(&format!("alter database {of_half} rename to {database}")).await;
    }
    let new = format!("lotse_{}", uuid::Uuid::now_v7().simple());
    // Only one copy at a time can be made of a database.
    on_server(&format!("create database {new} template {database}")).await;
    drop(lock);
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(&pattern, folder.path());
    opened_postgres(folder, &new).await
}

/// Where the filled store of this test program lies: beside the program, named after its state.
fn pattern(name: &str) -> PathBuf {
    let program = std::env::current_exe().expect("the path of the test program");
    let about = program.metadata().expect("the test program");
    let changed = about.modified().expect("a file system with times");
    let changed = changed.duration_since(UNIX_EPOCH).expect("a time after 1970");
    let letters = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let mut file = program.file_name().unwrap_or_default().to_owned();
    file.push(format!("-{}-{}-{letters}", about.len(), changed.as_nanos()));
    program.with_file_name("filled").join(file)
}

/// Removes what was filled by earlier states of this test program.
fn forget_earlier_states(folder: &Path) {
    let state = pattern("");
    let state = state.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let program = std::env::current_exe().expect("the path of the test program");
    let program = format!("{}-", program.file_name().unwrap_or_default().to_string_lossy());
    for entry in fs::read_dir(folder).expect("a folder beside the tests").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(&program) && !name.starts_with(&state) {
            let _ = fs::remove_dir_all(entry.path());
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Waits until no other test works on the pattern.
fn locked(pattern: &Path) -> File {
    let folder = pattern.parent().expect("a folder beside the tests");
    fs::create_dir_all(folder).expect("a folder beside the tests");
    forget_earlier_states(folder);
    let mut name = pattern.as_os_str().to_owned();
    name.push(".lock");
    let lock = File::create(PathBuf::from(name)).expect("a lock file");
    lock.lock().expect("a lock");
    lock
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&to).expect("a folder");
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), &to).expect("a copy");
        }
    }
}

fn server() -> String {
    std::env::var("LOTSE_TEST_POSTGRES").unwrap_or_else(|_| {
        panic!("storage tests need PostgreSQL: set LOTSE_TEST_POSTGRES to postgres://user@host/postgres, or start ./test, which does it")
    })
}

async fn connected() -> sqlx::AnyConnection {
    sqlx::any::install_default_drivers();
    sqlx::AnyConnection::connect(&server())
        .await
        .expect("the PostgreSQL server for tests")
}

async fn on_server(statement: &str) {
    sqlx::query(sqlx::AssertSqlSafe(statement.to_owned()))
        .execute(&mut connected().await)
        .await
        .unwrap_or_else(|error| panic!("{statement}: {error}"));
}

async fn on_server_is(database: &str) -> bool {
    sqlx::query("select 1 from pg_database where datname = $1")
        .bind(database.to_owned())
        .fetch_optional(&mut connected().await)
        .await
        .expect("the list of databases")
        .is_some()
}

async fn opened_postgres(folder: TempDir, name: &str) -> Fresh {
    let server = server();
    let (base, query) = server
        .split_once('?')
        .map_or((server.as_str(), ""), |(base, query)| (base, query));
    let (base, _) = base.rsplit_once('/').expect("an address with a database name");
    let database = if query.is_empty() {
        format!("{base}/{name}")
    } else {
        format!("{base}/{name}?{query}")
    };
    let store = Store::open(folder.path(), Some(&database))
        .await
        .expect("a store on PostgreSQL");
    Fresh {
        store,
        folder,
        database: Some(database),
    }
}
