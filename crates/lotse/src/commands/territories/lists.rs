//! `lotse territories changes` and `lotse territories peers`: lists about territories from files of offices.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    path::{Path, PathBuf},
};

use anyhow::Context;
use clap::Args;
use figures::territory::Level;
use formats::{
    limits::Limits,
    territory_lists::{LeftOut, types},
};
use jiff::Timestamp;
use serde_json::json;
use townhall::territories::{
    self,
    peers::{self, NewTypology},
    reforms,
};

use super::super::{Desk, Done};
use crate::output::{self, Format};

/// Take in an official list of changes: mergers, parts moved, other keys and names (XLSX, XLS, CSV)
#[derive(Debug, Args)]
pub(super) struct Changes {
    /// The list
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The note that every use must carry
    #[arg(
        long,
        value_name = "TEXT",
        default_value = reforms::USUAL_SOURCE
    )]
    source: String,
    /// The address of the licence
    #[arg(long, value_name = "ADDRESS", default_value = reforms::USUAL_LICENCE)]
    licence: String,
    /// Only read and account for it
    #[arg(long)]
    dry_run: bool,
}

/// Take in types of comparable places, such as the community types of Difu and BBSR (CSV, XLSX)
#[derive(Debug, Args)]
pub(super) struct Peers {
    /// The table
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What the typology is called
    #[arg(long, value_name = "NAME")]
    name: String,
    /// Its edition, for example 2022
    #[arg(long, value_name = "EDITION")]
    edition: String,
    /// The note that every use must carry
    #[arg(long, value_name = "TEXT")]
    source: String,
    /// The address of the licence
    #[arg(long, value_name = "ADDRESS", default_value = "")]
    licence: String,
    /// The heading of the column with the types, when it cannot be found
    #[arg(long, value_name = "HEADING")]
    column: Option<String>,
    /// Only read and account for it
    #[arg(long)]
    dry_run: bool,
}

fn open(path: &Path) -> anyhow::Result<File> {
    File::open(path).with_context(|| {
        format!(
            "cannot open {}; check the path and that you may read it",
            path.display()
        )
    })
}

fn lines_left_out(left_out: &[LeftOut]) -> Vec<String> {
    let of = |one: &LeftOut| line(&one.sheet, one.row, &one.reason.message);
    left_out.iter().map(of).collect()
}

fn line(sheet: &str, row: u32, reason: &str) -> String {
    match sheet {
        "" => format!("line {row}: {reason}"),
        sheet => format!("sheet {sheet}, line {row}: {reason}"),
    }
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn done(left_out: &[String]) -> Done {
    if left_out.is_empty() {
        Done::Whole
    } else {
        Done::WithRejectedRows
    }
}

impl Changes {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let now = Timestamp::now();
        let today = web::format::day(now);
        let list = reforms::read_list(&self.file, &self.source, &self.licence, today)
            .with_context(|| format!("cannot read {} as a list of changes", self.file.display()))?;
        let store = desk.open().await?;
        let about = reforms::AboutList {
            file_name: file_name(&self.file),
            source: self.source.clone(),
            licence: self.licence.clone(),
        };
        let taken = match self.dry_run {
            true => reforms::try_list(&store.sql, &Desk::scope(), now, &list).await?,
            false => reforms::put_list(&store.sql, &Desk::scope(), now, &about, &list).await?,
        };
        let account = &list.account;
        let refused = account.refused.iter();
        let mut left_out: Vec<String> = refused.map(|one| line(&one.sheet, one.row, &one.reason)).collect();
        if left_out.len() < account.n_refused {
            left_out.push(format!("and {} more lines", account.n_refused - left_out.len()));
        }
        if let Format::Json = desk.output {
            output::json(&json!({
                "changes": list.reforms.len(), "kinds": account.kinds, "taken": taken, "unchanged_pairs": account.n_unchanged,
                "added_up": account.n_added_up, "other_lines": account.n_other_lines, "left_out": left_out,
            }))?;
            return Ok(done(&left_out));
        }
        output::say(&format!(
            "{} changes read ({} lines added to another one about the same part), {} new, {} known already, {} pairs without change, {} other lines, {} refused; {} territories ended, {} added that no list held",
            list.reforms.len(),
            account.n_added_up,
            taken.added,
            taken.known,
            account.n_unchanged,
            account.n_other_lines,
            account.n_refused,
            taken.ended,
            taken.territories_added
        ))?;
        if !taken.still_listed.is_empty() {
            output::say(&format!(
                "a later list of keys still holds: {}",
                taken.still_listed.join(", ")
            ))?;
        }
        for line in &left_out {
            output::say(&format!("left out, {line}"))?;
        }
        Ok(done(&left_out))
    }
}

impl Peers {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let store = desk.open().await?;
        let scope = Desk::scope();
        let keys = territories::key_table(store.sql.read(&scope)).await?;
        let read = |level: Level| {
            let is_known = |text: &str| keys.resolve(text, Some(level)).is_ok();
            types::read(
                &mut open(&self.file)?,
                self.column.as_deref(),
                &is_known,
                &Limits::default(),
            )
            .with_context(|| format!("cannot read {} as a table of types", self.file.display()))
        };
        // A key padded with zeros may be that of a district or of a town; the level of most lines is that of all.
        let mut best: Option<(Level, types::Types)> = None;
        let mut failure = None;
        for level in [Level::Municipality, Level::District, Level::Association] {
            match read(level) {
                Ok(table)
                    if best
                        .as_ref()
                        .is_none_or(|(_, best)| best.places.len() < table.places.len()) =>
                {
                    best = Some((level, table));
                }
                Ok(_) => {}
                Err(error) => failure = Some(error),
            }
        }
        let (level, table) = match (best, failure) {
            (Some(best), _) => best,
            (None, Some(error)) => return Err(error),
            (None, None) => anyhow::bail!("no level fits {}", self.file.display()),
        };
        let mut left_out = lines_left_out(&table.left_out);
        let mut places = BTreeMap::new();
        let mut twice = BTreeSet::new();
        for one in &table.places {
            let found = keys.resolve(&one.key, Some(level))?;
            if let Some(known) = places.insert(found.id, one.code.clone())
                && known != one.code
            {
                twice.insert(found.id);
                left_out.push(format!(
                    "line {}: {} has two types, {known} and {}",
                    one.row,
                    found.key.code(),
                    one.code
                ));
            }
        }
        places.retain(|id, _| !twice.contains(id));
        let places: Vec<(i32, String)> = places.into_iter().collect();
        let typology = NewTypology {
            name: self.name.clone(),
            edition: self.edition.clone(),
            level,
            source: self.source.clone(),
            licence: self.licence.clone(),
        };
        if !self.dry_run {
            peers::put_typology(&store.sql, &scope, Timestamp::now(), &typology, &places).await?;
        }
        match desk.output {
            Format::Json => output::json(&json!({
                "name": self.name, "edition": self.edition, "level": level, "places": places.len(),
                "key_heading": table.key_heading, "type_heading": table.type_heading, "left_out": left_out,
            }))?,
            _ => {
                output::say(&format!(
                    "{} places of the level {level} with a type (keys in \"{}\", types in \"{}\"), {} lines left out",
                    places.len(),
                    table.key_heading,
                    table.type_heading,
                    left_out.len()
                ))?;
                for line in &left_out {
                    output::say(&format!("left out, {line}"))?;
                }
            }
        }
        Ok(done(&left_out))
    }
}
