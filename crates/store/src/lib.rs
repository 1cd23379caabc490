//! The engines below the capabilities: SQL records, the series lake, kept files.
//!
//! * [`sql`]: records in SQLite (one file beside the program) or PostgreSQL, with one SQL text for both; [`sql::Database::write`]
//!   is the only way to begin a change, [`sql::Database::read`] the only way to read, and both ask for a [`scope::Scope`].
//! * [`lake`]: observations in immutable Parquet segments; the database says which segments are valid.
//! * [`files`]: documents kept by the SHA-256 of their content.
//!
//! What holds after any power cut: a delivery that was acknowledged is readable whole, one that was not is not readable at all.
//! The store knows no indicator and no municipality; the nouns of the capabilities stay in `townhall`.

pub mod files;
pub mod geopackage;
pub mod kill;
pub mod lake;
pub mod scope;
pub mod sql;
#[cfg(feature = "testing")]
pub mod testing;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use scope::Scope;

/// The folder of files that were handed in and are no deliveries yet.
pub const UPLOADS: &str = "uploads";
/// The folder of documents as publishers sent them.
pub const FETCHED: &str = "fetched";
/// Beside fetched documents: which of them became which delivery. It holds no figure.
pub const TAKEN_NOTE: &str = "taken.json";

/// An opened installation: the database, the lake and the kept files.
#[derive(Debug, Clone)]
pub struct Store {
    /// Records.
    pub sql: sql::Database,
    /// Series.
    pub lake: lake::Lake,
    /// Kept originals.
    pub files: files::Files,
    folder: PathBuf,
}

impl Store {
    /// Opens the installation in `folder`, creating what is missing and migrating the database. `database` is a PostgreSQL
    /// address; without it records lie in SQLite inside the folder.
    pub async fn open(folder: &Path, database: Option<&str>) -> Result<Self, StoreError> {
        let make = |name: &str| {
            let path = folder.join(name);
            fs::create_dir_all(&path).map_err(|error| StoreError::folder("create", &path, error))?;
            Ok::<_, StoreError>(path)
        };
        let segments = make("lake")?;
        let originals = make("files")?;
        let sql = match database {
            Some(address) => sql::Database::open(address).await?,
            None => sql::Database::open_sqlite(&folder.join("lotse.sqlite")).await?,
        };
        let store = Self {
            lake: lake::Lake::new(segments),
            files: files::Files::new(originals),
            sql,
            folder: folder.to_owned(),
        };
        store.files.sweep()?;
        store.lake.sweep(&store.sql, &Scope::installation("store")).await?;
        Ok(store)
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Removes every copy of a file that is not a kept original: handed in, fetched, or left by an import that did not end. After a
    /// recall any of them may still say the number. Whatever waits has to be handed in or fetched again.
    pub fn remove_copies(&self) -> Result<(), StoreError> {
        for name in [UPLOADS, FETCHED] {
            let folder = self.folder.join(name);
            remove_below(&folder).map_err(|error| StoreError::folder("remove the files in", &folder, error))?;
        }
        self.files.remove_staged()
    }
}

/// Removes the files below a folder except for notes; folders that are empty then go as well.
fn remove_below(folder: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            remove_below(&path)?;
            // One in which a note stays is not empty.
            let _ = fs::remove_dir(&path);
        } else if entry.file_name() != TAKEN_NOTE {
            match fs::remove_file(&path) {
                // Whoever it belonged to was faster.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                removed => removed?,
            }
        }
    }
    Ok(())
}

/// Why the store could not do what it was asked. Each message names the thing and the way on.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The operating system refused.
    #[error("cannot {action} {path}; check that the disk has room and that you may write there")]
    Io {
        /// What was tried.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The database refused.
    #[error("the database refused: {0}")]
    Sql(#[from] sqlx::Error),
    /// The database could not be opened.
    #[error("cannot open the database {address}; check the address and that the server is running")]
    Open {
        /// Its address without the password.
        address: String,
        /// What the driver said.
        #[source]
        source: sqlx::Error,
    },
    /// The file of the records could not be opened.
    #[error("cannot open {path}; check that you may write there, and if the file is damaged restore it from a backup")]
    OpenFile {
        /// The file.
        path: PathBuf,
        /// What the driver said.
        #[source]
        source: sqlx::Error,
    },
    /// The schema does not fit this program.
    #[error("the database was written by another version of the program: {0}; use that version or a newer one")]
    Schema(String),
    /// A file of the lake is damaged.
    #[error(
        "segment {name} of the series lake cannot be read: {reason}; run \"lotse check\" and restore the file from a backup"
    )]
    Damaged {
        /// File name.
        name: String,
        /// What the reader said.
        reason: String,
    },
    /// A kept file is gone or changed.
    #[error("kept file {0} is missing or no longer has the content it was stored with; restore it from a backup")]
    Original(String),
    /// Too many concurrent changes.
    #[error("the change was tried {0} times and always met another change; try again")]
    Contention(u32),
    /// A rule of a capability stopped the change; nothing was written.
    #[error("{0}")]
    Refused(String),
}

impl StoreError {
    pub(crate) fn folder(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io {
            action,
            path: path.to_owned(),
            source,
        }
    }
}
