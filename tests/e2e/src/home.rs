//! A data folder that ends with the test, and commands run on it. For every test from outside. Settings of whoever runs the
//! tests (`LOTSE_…`) do not reach the program.

use std::env;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;

/// A fresh data folder, and a fresh PostgreSQL database where the test asked for one.
#[derive(Debug)]
pub struct Home {
    folder: TempDir,
    database: Option<String>,
}

/// How a command ended and what it said.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Home {
    /// Records in SQLite inside the folder.
    pub fn new() -> Result<Self> {
        Ok(Self {
            folder: TempDir::new()?,
            database: None,
        })
    }

    /// A folder in which the program has run once, so that what ships with it need not be loaded again. For tests that are not
    /// about the first start.
    pub fn ready() -> Result<Self> {
        let home = Self::new()?;
        copy(&run_once()?, &home.data())?;
        Ok(home)
    }

    /// Records in a new database of the PostgreSQL server that `LOTSE_TEST_POSTGRES` names.
    pub fn on_postgres() -> Result<Self> {
        let folder = TempDir::new()?;
        let database = Some(new_database(&folder, None)?);
        Ok(Self { folder, database })
    }

    /// A second home with the same contents, while nobody works on this one.
    pub fn copy(&self) -> Result<Self> {
        let folder = TempDir::new()?;
        copy(&self.data(), &folder.path().join("data"))?;
        let database = self
            .database
            .as_ref()
            .map(|database| new_database(&folder, Some(database)))
            .transpose()?;
        Ok(Self { folder, database })
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A place beside the data folder for files of the test.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program with this folder and these arguments, not yet started.
    pub fn command<I, S>(&self, arguments: I) -> Result<Command>
    where
        I: IntoIterator<Item = S>,
        S: AsRef<OsStr>,
    {
        let mut command = Command::new(program()?);
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("LOTSE_") {
                command.env_remove(name);
            }
        }
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        command.args(arguments).arg("--data").arg(self.data());
        if let Some(database) = &self.database {
            command.args(["--database", database]);
        }
        Ok(command)
    }

    /// Runs a command to its end.
    pub fn run<I, S>(&self, arguments: I) -> Result<Outcome>
    where
        I: IntoIterator<Item = S>,
        S: AsRef<OsStr>,
    {
        let output = self
            .command(arguments)?
            .output()
            .context("the program does not start")?;
        Ok(Outcome {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).context("standard output is not UTF-8")?,
            err: String::from_utf8(output.stderr).context("standard error is not UTF-8")?,
        })
    }

    /// Imports files, asking for the machine-readable account.
    pub fn import(&self, files: &[&Path]) -> Result<Outcome> {
        let mut arguments: Vec<&OsStr> = vec![OsStr::new("import")];
        arguments.extend(files.iter().map(|file| file.as_os_str()));
        arguments.extend(["--output", "json"].map(OsStr::new));
        self.run(arguments)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if let Some(database) = &self.database {
            // A database that stays behind disappears with the server of ./test.
            let _ = psql(&format!("drop database if exists {} with (force)", name_of(database)));
        }
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let copied = Command::new("cp").arg("-a").arg(from).arg(to).output()?;
    ensure!(
        copied.status.success(),
        "no copy: {}",
        String::from_utf8_lossy(&copied.stderr)
    );
    Ok(())
}

/// A data folder in which this state of the program has run once, kept beside the program.
fn run_once() -> Result<PathBuf> {
    let program = program()?;
    let about = program.metadata().context("the program is not built")?;
    let changed = about.modified()?.duration_since(UNIX_EPOCH)?;
    let folder = program.with_file_name("run-once");
    fs::create_dir_all(&folder)?;
    let lock = File::create(folder.join("lock"))?;
    lock.lock()?;
    let kept = folder.join(format!("{}-{}", about.len(), changed.as_nanos()));
    if !kept.is_dir() {
        for earlier in fs::read_dir(&folder)?.flatten().filter(|entry| entry.path().is_dir()) {
            fs::remove_dir_all(earlier.path())?;
        }
        let home = Home::new()?;
        home.run(["deliveries"])?.expect(0)?;
        let half = folder.join("half");
        copy(&home.data(), &half)?;
        fs::rename(&half, &kept)?;
    }
    Ok(kept)
}

/// A new database, empty or with the contents of another one; gives its address.
fn new_database(folder: &TempDir, contents: Option<&String>) -> Result<String> {
    let server = server()?;
    let unique = folder.path().file_name().and_then(OsStr::to_str).unwrap_or_default();
    let letters: String = unique.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = format!("outside_{}_{}", std::process::id(), letters.to_lowercase());
    let template = contents.map_or("template0", |contents| name_of(contents));
    psql(&format!("create database {name} template {template}"))?;
    let (before, _) = server
        .rsplit_once('/')
        .context("LOTSE_TEST_POSTGRES names no database")?;
    Ok(format!("{before}/{name}"))
}

fn name_of(database: &str) -> &str {
    database.rsplit('/').next().unwrap_or_default()
}

fn server() -> Result<String> {
    env::var("LOTSE_TEST_POSTGRES").ok().context(
        "tests need PostgreSQL: set LOTSE_TEST_POSTGRES to postgres://user@host/postgres, or start ./test, which does it",
    )
}

fn psql(statement: &str) -> Result<()> {
    let server = server()?;
    let done = Command::new("psql")
        .args(["--no-psqlrc", "--quiet", "--command", statement, &server])
        .output()
        .context("psql is missing; the Debian package postgresql-client has it")?;
    ensure!(
        done.status.success(),
        "{statement}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
    Ok(())
}

impl Outcome {
    /// The outcome, if the command ended with this code.
    pub fn expect(self, code: i32) -> Result<Self> {
        if self.code == Some(code) {
            return Ok(self);
        }
        bail!(
            "expected exit code {code}, got {:?}\n--- output\n{}\n--- errors\n{}",
            self.code,
            clipped(&self.out),
            clipped(&self.err)
        )
    }

    /// The sentence a person reads: standard error without empty lines.
    pub fn sentence(&self) -> &str {
        self.err.trim()
    }
}

fn clipped(text: &str) -> String {
    text.chars().take(4000).collect()
}

/// The program that `LOTSE_BIN` names, else the one that cargo built beside this test.
pub fn program() -> Result<PathBuf> {
    if let Some(path) = env::var_os("LOTSE_BIN") {
        return Ok(PathBuf::from(path));
    }
    let test = env::current_exe()?;
    let built = test
        .ancestors()
        .nth(2)
        .context("the test lies in no target folder")?
        .join("lotse");
    ensure!(
        built.is_file(),
        "{} is not built; run cargo build -p lotse first",
        built.display()
    );
    Ok(built)
}
