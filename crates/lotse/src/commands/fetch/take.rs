//! Taking fetched documents as deliveries, under the names that their publisher gives them.
//!
//! Which document became which delivery is noted beside the fetched files; a document that has not changed since is not taken again.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::Context;
use connectors::{Document, Fetched};
use formats::{ReadOptions, table::Mapping};
use jiff::Timestamp;
use serde_json::json;
use townhall::{
    indicators::deliveries::{
        self,
        import::{self, FileReport, ImportOptions, Outcome},
    },
    territories,
};

use super::Fetch;
use crate::{
    commands::{Desk, Done, import::tell},
    output::{self, Format},
};

pub(super) async fn take(desk: &Desk, fetch: &Fetch, folder: &Path, fetched: &Fetched) -> anyhow::Result<Done> {
    if fetch.download_only || fetched.documents.is_empty() {
        return downloaded(desk, fetched);
    }
    let store = desk.open().await?;
    let scope = Desk::scope();
    let keys = territories::key_table(store.sql.read(&scope)).await?;
    let mut taken = read(folder);
    let mut reports: Vec<FileReport> = Vec::new();
    let mut unchanged = Vec::new();
    for document in &fetched.documents {
        let mark = mark(document);
        if !fetch.again
            && let Some(number) = taken.get(&mark)
            && deliveries::delivery(&store, &scope, *number)
                .await?
                .is_some_and(|delivery| delivery.withdrawn_by.is_none())
        {
            unchanged.push(json!({ "document": document.what, "delivery": number }));
            if desk.output == Format::Table {
                output::say(&format!("{}: nothing new since delivery {number}", document.what))?;
            }
            continue;
        }
        let named = Named::lay_out(folder, document)?;
        let options = ImportOptions {
            on_problem: fetch.on_problem.into(),
            dry_run: fetch.dry_run,
            source_note: document.terms.as_ref().map(|terms| terms.source_note.clone()),
            licence: document.terms.as_ref().and_then(|terms| terms.licence.clone()),
            source: document.source.clone(),
            read: ReadOptions {
                mapping: document.territory.as_ref().map(|territory| Mapping {
                    territory: Some(territory.clone()),
                    ..Mapping::default()
                }),
                ..ReadOptions::default()
            },
            dataset_uri: Some(document.saved.address.clone()),
            ..ImportOptions::at(Timestamp::now())
        };
        let report = import::import(&store, &scope, &keys, &named.path, &options).await?;
        if let Some(number) = report.delivery {
            taken.insert(mark, number);
            write(folder, &taken)?;
        }
        if desk.output == Format::Table {
            tell(&report)?;
        }
        reports.push(report);
    }
    if desk.output != Format::Table {
        output::json(&json!({ "files": reports, "unchanged": unchanged, "absent": fetched.absent }))?;
    }
    let is_bad = |report: &FileReport| matches!(report.outcome, Outcome::Failed | Outcome::Refused);
    Ok(if reports.iter().any(is_bad) {
        Done::Failed
    } else if reports.iter().any(|report| report.account.rejected > 0) {
        Done::WithRejectedRows
    } else {
        Done::Whole
    })
}

/// Only says where the documents lie.
fn downloaded(desk: &Desk, fetched: &Fetched) -> anyhow::Result<Done> {
    let documents: Vec<_> = fetched
        .documents
        .iter()
        .map(|document| {
            json!({
                "document": document.what,
                "file_name": document.file_name,
                "path": document.saved.path,
                "bytes": document.saved.n_bytes,
                "sha256": document.saved.sha256,
                "unchanged": document.saved.is_unchanged,
                "address": document.saved.address,
            })
        })
        .collect();
    match desk.output {
        Format::Table => {
            for document in &fetched.documents {
                output::say(&format!("{}: {}", document.what, document.saved.path.display()))?;
            }
        }
        _ => output::json(&json!({ "documents": documents, "absent": fetched.absent }))?,
    }
    Ok(if fetched.documents.is_empty() && !fetched.absent.is_empty() {
        Done::Failed
    } else {
        Done::Whole
    })
}

/// A document by its bytes: the same document has the same mark.
fn mark(document: &Document) -> String {
    let parts = document
        .parts
        .iter()
        .map(|part| format!("{}={}", part.name, part.saved.sha256));
    match document.parts.is_empty() {
        true => format!("{} {}", document.file_name, document.saved.sha256),
        false => format!("{} {}", document.file_name, parts.collect::<Vec<_>>().join(" ")),
    }
}

fn read(folder: &Path) -> BTreeMap<String, i64> {
    // A note that is gone or damaged costs one delivery that repeats what is known, and nothing else.
    fs::read(folder.join(store::TAKEN_NOTE))
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

fn write(folder: &Path, taken: &BTreeMap<String, i64>) -> anyhow::Result<()> {
    let new = folder.join("taken.new");
    fs::write(&new, serde_json::to_vec_pretty(taken)?)
        .and_then(|()| fs::rename(&new, folder.join(store::TAKEN_NOTE)))
        .with_context(|| format!("cannot note what was taken in {}", folder.display()))
}

/// A document under its own name, as long as it is taken.
struct Named {
    path: PathBuf,
    room: PathBuf,
}

impl Named {
    fn lay_out(folder: &Path, document: &Document) -> anyhow::Result<Self> {
        let room = folder.join("to-take");
        let failed = || format!("cannot lay out {} in {}", document.file_name, room.display());
        let clean = || match fs::remove_dir_all(&room) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => fs::create_dir_all(&room),
        };
        clean().with_context(failed)?;
        let path = if document.parts.is_empty() {
            let path = room.join(&document.file_name);
            link(&document.saved.path, &path).with_context(failed)?;
            path
        } else {
            let path = room.join(document.file_name.trim_end_matches(".zip"));
            for part in &document.parts {
                let place = path.join(&part.name);
                fs::create_dir_all(place.parent().unwrap_or(&path)).with_context(failed)?;
                link(&part.saved.path, &place).with_context(failed)?;
            }
            path
        };
        Ok(Self { path, room })
    }
}

impl Drop for Named {
    fn drop(&mut self) {
        // What stays is removed before the next document is laid out.
        let _ = fs::remove_dir_all(&self.room);
    }
}

/// The same file under another name; a copy where the file system knows no second name.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(|_| ()))
}
