//! Records in SQL: one text for SQLite and PostgreSQL.
//!
//! The driver is chosen by the address; statements use `$1` placeholders and only types that both engines share (`bigint`, `double
//! precision`, `text`; a yes or no is a `bigint` of 0 or 1). Ids come from [`Write::next_id`], inside the write transaction, so
//! no statement needs an engine's own sequence. SQLite: write-ahead log, `synchronous = FULL`, one connection that writes.
//! PostgreSQL: serializable transactions, tried again when they meet.

use std::{fs::File, path::Path, time::Duration};

use sqlx::{
    Any, AnyPool, Connection, Transaction,
    any::{AnyConnectOptions, AnyPoolOptions},
    migrate::Migrator,
};

use crate::{StoreError, kill, scope::Scope};

static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

/// How often a write is tried before the program gives up.
const N_TRIES: u32 = 12;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Engine {
    Sqlite,
    Postgres,
}

/// A pool of connections to one database.
#[derive(Debug, Clone)]
pub struct Database {
    engine: Engine,
    readers: AnyPool,
    writer: AnyPool,
}

/// Where in time the installation stands: both numbers only grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Raised by every write transaction.
    pub sequence: i64,
    /// Raised when the set of valid segments changes.
    pub generation: i64,
}

/// The address of a SQLite file. Every character that an address could read as something else is encoded: the drive of `C:\\Lotse`, a
/// blank, and the slashes too, else `../Lotse` would lose its first steps.
fn address_of(path: &Path) -> String {
    let mut address = "sqlite:".to_owned();
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => address.push(byte.into()),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address + "?mode=rwc"
}

impl Database {
    /// Opens or creates the SQLite file at `path`.
    pub async fn open_sqlite(path: &Path) -> Result<Self, StoreError> {
        // Two programs that begin at once would both create the tables; the second one waits here until the first is done.
        let fail = |error| StoreError::folder("open", path, error);
        let lock = File::create(path.with_extension("lock")).map_err(fail)?;
        lock.lock().map_err(fail)?;
        let opened = Self::open(&address_of(path)).await;
        drop(lock);
        opened.map_err(|error| match error {
            StoreError::Open { source, .. } => StoreError::OpenFile {
                path: path.to_owned(),
                source,
            },
            error => error,
        })
    }

    /// Opens a database by address (`postgres://…` or `sqlite://…`) and migrates it.
    pub async fn open(address: &str) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        let engine = match address.split_once(':').map(|(scheme, _)| scheme) {
            Some("sqlite") => Engine::Sqlite,
            Some("postgres" | "postgresql") => Engine::Postgres,
            _ => {
                return Err(StoreError::Refused(format!(
                    "database address \"{}\" is not known; use postgres://user@host/name or leave it out for SQLite",
                    without_password(address)
                )));
            }
        };
        let failed = |source| StoreError::Open {
            address: without_password(address),
            source,
        };
        let options: AnyConnectOptions = address.parse().map_err(failed)?;
        let pool = |n_connections| {
            AnyPoolOptions::new()
                .max_connections(n_connections)
                .acquire_timeout(Duration::from_secs(20))
                .after_connect(move |connection, _| Box::pin(prepare(engine, connection)))
        };
        // One plain connection first: its error says what is wrong, while a pool would try again until its time is over.
        let mut probe = sqlx::AnyConnection::connect_with(&options).await.map_err(failed)?;
        prepare(engine, &mut probe).await.map_err(failed)?;
        probe.close().await.map_err(failed)?;
        // The writer connects first: it creates the file and switches it to the write-ahead log before any reader comes.
        let writer = match engine {
            Engine::Sqlite => pool(1).connect_with(options.clone()).await.map_err(failed)?,
            Engine::Postgres => pool(4).connect_with(options.clone()).await.map_err(failed)?,
        };
        let migrations = match engine {
            Engine::Sqlite => &SQLITE_MIGRATIONS,
            Engine::Postgres => &POSTGRES_MIGRATIONS,
        };
        migrations
            .run(&writer)
            .await
            .map_err(|error| StoreError::Schema(error.to_string()))?;
        let readers = pool(8).connect_with(options).await.map_err(failed)?;
        Ok(Self {
            engine,
            readers,
            writer,
        })
    }

    /// Ends all connections and waits until they are gone, so that the database can be copied.
    #[cfg(feature = "testing")]
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// The engine's name, for people.
    pub fn engine(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite => "SQLite",
            Engine::Postgres => "PostgreSQL",
        }
    }

    /// A connection for reading what `scope` may see. The scope is asked for here so that no statement runs without one.
    pub fn read<'a>(&'a self, scope: &'a Scope) -> Read<'a> {
        Read {
            pool: &self.readers,
            scope,
        }
    }

    /// Makes one change: everything that `work` writes becomes visible together, or nothing does. `work` may run several times.
    ///
    /// The change sequence is raised in the same transaction; the new moment comes back beside the result.
    pub async fn write<T>(
        &self,
        scope: &Scope,
        mut work: impl AsyncFnMut(&mut Write) -> Result<T, StoreError>,
    ) -> Result<(T, Moment), StoreError> {
        for n_tries in 1..=N_TRIES {
            match self.try_write(scope, &mut work).await {
                Err(StoreError::Sql(error)) if meets_another_change(&error) => {
                    tokio::time::sleep(Duration::from_millis(5 << n_tries.min(8))).await;
                }
                other => return other,
            }
        }
        Err(StoreError::Contention(N_TRIES))
    }

    async fn try_write<T>(
        &self,
        scope: &Scope,
        work: &mut impl AsyncFnMut(&mut Write) -> Result<T, StoreError>,
    ) -> Result<(T, Moment), StoreError> {
        let begin = match self.engine {
            Engine::Sqlite => "begin immediate",
            Engine::Postgres => "begin isolation level serializable",
        };
        let transaction = self.writer.begin_with(begin).await?;
        let mut write = Write {
            transaction,
            scope: scope.clone(),
            changes_lake: false,
        };
        let result = work(&mut write).await?;
        let Write {
            mut transaction,
            changes_lake,
            ..
        } = write;
        let (sequence, generation): (i64, i64) = sqlx::query_as(
            "update change set sequence = sequence + 1, generation = generation + $1 where id = 1 returning sequence, generation",
        )
        .bind(i64::from(changes_lake))
        .fetch_one(&mut *transaction)
        .await?;
        // The points are about deliveries: a change that reserves a segment passes here too and is none.
        if changes_lake {
            kill::point("commit.begun");
        }
        transaction.commit().await?;
        if changes_lake {
            kill::point("commit.done");
        }
        Ok((result, Moment { sequence, generation }))
    }

    /// Makes what was deleted unreadable in the files of the database: free pages, the write-ahead log, dead rows. Waits for
    /// readers; takes as long as copying the database.
    pub async fn scrub(&self) -> Result<(), StoreError> {
        let statements: &[&'static str] = match self.engine {
            Engine::Sqlite => &[
                "pragma wal_checkpoint(truncate)",
                "vacuum",
                "pragma wal_checkpoint(truncate)",
            ],
            Engine::Postgres => &["vacuum full delivery_problem", "vacuum full observation_remark"],
        };
        for statement in statements {
            sqlx::query(*statement).execute(&self.writer).await?;
        }
        Ok(())
    }

    /// The moment at which the installation stands now.
    pub async fn moment(&self) -> Result<Moment, StoreError> {
        let (sequence, generation) = sqlx::query_as("select sequence, generation from change where id = 1")
            .fetch_one(&self.readers)
            .await?;
        Ok(Moment { sequence, generation })
    }
}

async fn prepare(engine: Engine, connection: &mut sqlx::AnyConnection) -> Result<(), sqlx::Error> {
    if engine == Engine::Sqlite {
        for pragma in [
            "pragma busy_timeout = 15000",
            "pragma journal_mode = wal",
            "pragma synchronous = full",
            "pragma foreign_keys = on",
            // What is deleted is overwritten, so that a recalled text does not stay readable in free pages.
            "pragma secure_delete = on",
        ] {
            sqlx::query(pragma).execute(&mut *connection).await?;
        }
    }
    Ok(())
}

fn meets_another_change(error: &sqlx::Error) -> bool {
    // PostgreSQL: serialization failure, deadlock. SQLite: busy, locked.
    let code = error
        .as_database_error()
        .and_then(|error| error.code().map(|code| code.into_owned()));
    matches!(code.as_deref(), Some("40001" | "40P01" | "5" | "6" | "261" | "517"))
}

/// The address of a database as it may be shown: without its password.
pub fn without_password(address: &str) -> String {
    match address
        .split_once("://")
        .and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?)))
    {
        Some((scheme, (user, host))) => {
            let user = user.split_once(':').map_or(user, |(user, _)| user);
            format!("{scheme}://{user}@{host}")
        }
        None => address.to_owned(),
    }
}

/// Reading what a scope may see.
#[derive(Debug, Clone, Copy)]
pub struct Read<'a> {
    pool: &'a AnyPool,
    scope: &'a Scope,
}

impl<'a> Read<'a> {
    /// What statements run on.
    pub fn on(self) -> &'a AnyPool {
        self.pool
    }

    /// Who asks.
    pub fn scope(self) -> &'a Scope {
        self.scope
    }
}

/// One change under way.
#[derive(Debug)]
pub struct Write {
    transaction: Transaction<'static, Any>,
    scope: Scope,
    changes_lake: bool,
}

impl Write {
    /// What statements run on.
    pub fn on(&mut self) -> &mut sqlx::AnyConnection {
        &mut self.transaction
    }

    /// Who makes the change.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Notes that this change makes other segments valid, so that the lake's generation rises.
    pub(crate) fn raise_generation(&mut self) {
        self.changes_lake = true;
    }

    /// The generation that holds once this change is committed, for changes to the lake.
    pub(crate) async fn coming_generation(&mut self) -> Result<i64, StoreError> {
        let (generation,): (i64,) = sqlx::query_as("select generation from change where id = 1")
            .fetch_one(&mut *self.transaction)
            .await?;
        Ok(generation + 1)
    }

    /// The next free number of a table whose primary key is a dense number. Safe because writes are one after the other.
    pub async fn next_id(&mut self, table: Numbered) -> Result<i64, StoreError> {
        let statement = match table {
            Numbered::Organisation => "select coalesce(max(id), 0) + 1 from organisation",
            Numbered::Segment => "select coalesce(max(id), 0) + 1 from segment",
            Numbered::Territory => "select coalesce(max(id), 0) + 1 from territory",
            Numbered::Source => "select coalesce(max(id), 0) + 1 from source",
            Numbered::DimensionSet => "select coalesce(max(id), 0) + 1 from dimension_set",
            Numbered::IndicatorVersion => "select coalesce(max(id), 0) + 1 from indicator_version",
            Numbered::Formula => "select coalesce(max(id), 0) + 1 from formula",
            Numbered::Delivery => "select coalesce(max(number), 0) + 1 from delivery",
        };
        let (id,): (i64,) = sqlx::query_as(statement).fetch_one(&mut *self.transaction).await?;
        Ok(id)
    }
}

/// Tables whose primary key counts up without gaps of meaning; their numbers become keys of the lake or are shown to people.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "each is the table of that name")]
pub enum Numbered {
    Organisation,
    Segment,
    Territory,
    Source,
    DimensionSet,
    IndicatorVersion,
    Formula,
    Delivery,
}

/// How many values a statement takes at once. Both engines allow many more, but SQLite looks each parameter up in a list, so that the
/// time for a statement grows with the square of their number.
pub const CHUNK: usize = 400;

/// How many rows of so many columns a statement writes at once.
pub const fn rows_at_once(n_columns: usize) -> usize {
    CHUNK / n_columns
}

/// The text `($1, $2), ($3, $4)` for a statement that writes several rows at once.
///
/// ```
/// assert_eq!(store::sql::value_rows(2, 2), "($1, $2), ($3, $4)");
/// ```
pub fn value_rows(n_rows: usize, n_columns: usize) -> String {
    let row = |row: usize| format!("({})", value_list(row * n_columns + 1, n_columns));
    (0..n_rows).map(row).collect::<Vec<_>>().join(", ")
}

/// The text `$3, $4` for a list of `n` values, of which the first is parameter `first`.
///
/// ```
/// assert_eq!(store::sql::value_list(3, 2), "$3, $4");
/// ```
pub fn value_list(first: usize, n: usize) -> String {
    let value = |n: usize| format!("${n}");
    (first..first + n).map(value).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(
            without_password("postgres://lotse:geheim@db:5432/lotse"),
            "postgres://lotse@db:5432/lotse"
        );
        assert_eq!(
            without_password("postgres://lotse:ge@heim@db/lotse"),
            "postgres://lotse@db/lotse"
        );
    }

    #[test]
    fn a_file_is_found_again_under_any_name() {
        let drive = Path::new("C:\\Users\\Jörg\\Lotse Daten\\lotse.sqlite");
        assert_eq!(
            address_of(drive),
            "sqlite:C%3A%5CUsers%5CJ%C3%B6rg%5CLotse%20Daten%5Clotse%2Esqlite?mode=rwc"
        );
    }

    #[tokio::test]
    async fn folders_with_blanks_colons_and_dots_hold_their_database() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        for name in ["Mein Ordner", "a:b", "100 %", "was?", "x#y", "inner/../Jörg"] {
            let folder = folder.path().join(name);
            std::fs::create_dir_all(&folder)?;
            let path = folder.join("lotse.sqlite");
            drop(Database::open_sqlite(&path).await?);
            assert!(path.is_file(), "{name}");
        }
        Ok(())
    }
}
