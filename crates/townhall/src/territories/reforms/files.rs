//! A list of changes as a file: read and accounted for, tried without storing anything, taken in with a note of what came of it.

use std::{collections::BTreeMap, fs::File, path::Path};

use formats::{
    FileError,
    limits::Limits,
    territory_lists::{ListError, changes},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{
    StoreError,
    scope::Scope,
    sql::{Database, Read, Write},
};

use super::{Reform, Taken, list::from_list, storage};
use crate::audit;

/// The note of the yearly lists of the statistical offices.
pub const USUAL_SOURCE: &str = "© Statistisches Bundesamt (Destatis), Gebietsänderungen";
/// The address of their licence.
pub const USUAL_LICENCE: &str = "https://www.govdata.de/dl-de/by-2-0";

/// More refused lines than anybody reads are counted and not kept.
const MOST_REFUSED: usize = 500;

/// A list as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadList {
    /// What can be stored.
    pub reforms: Vec<Reform>,
    /// What became of each line.
    pub account: Account,
}

/// What became of the lines of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Changes, by the word of their kind.
    pub kinds: BTreeMap<String, usize>,
    /// Lines that were added to another one about the same part.
    pub n_added_up: usize,
    /// Pairs of the same key without any change.
    pub n_unchanged: u32,
    /// Titles, headings, notes and blank lines.
    pub n_other_lines: u32,
    /// How many lines were refused.
    pub n_refused: usize,
    /// The first of them, with the reason.
    pub refused: Vec<Refused>,
}

/// A line that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Name of the sheet; empty for text files.
    pub sheet: String,
    /// Line, from 1.
    pub row: u32,
    /// Why, in English as the readers say it.
    pub reason: String,
    /// The same for translations; blank in lists that were taken before there was one.
    #[serde(default)]
    pub code: String,
    /// What it is about.
    #[serde(default)]
    pub pieces: Vec<String>,
}

/// Where a list comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AboutList {
    /// Its name.
    pub file_name: String,
    /// The note that every use must carry.
    pub source: String,
    /// The address of the licence.
    pub licence: String,
}

/// A list that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenList {
    /// Where it comes from.
    pub about: AboutList,
    /// When.
    pub taken_at: Timestamp,
    /// What became of its lines.
    pub account: Account,
    /// What was new in it.
    pub taken: Taken,
}

/// Changes that are known, from one source and of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownChanges {
    /// The note that every use must carry.
    pub source: String,
    /// The word of the kind.
    pub kind: String,
    /// How many.
    pub n: i64,
    /// The day of the first.
    pub first: String,
    /// The day of the last.
    pub last: String,
}

/// Reads a list from a file.
pub fn read_list(path: &Path, source: &str, licence: &str, today: Date) -> Result<ReadList, ListError> {
    let mut file = File::open(path).map_err(|error| ListError::File(FileError::Io(error)))?;
    let list = changes::read(&mut file, &Limits::default())?;
    let found = from_list(&list, source, licence, today);
    let mut kinds = BTreeMap::new();
    for one in &found.reforms {
        *kinds.entry(one.kind.as_str().to_owned()).or_default() += 1;
    }
    let refused = found.left_out.iter().take(MOST_REFUSED).map(|one| Refused {
        sheet: one.sheet.clone(),
        row: one.row,
        reason: one.reason.message.clone(),
        code: one.reason.code.to_owned(),
        pieces: one.reason.pieces.clone(),
    });
    Ok(ReadList {
        account: Account {
            kinds,
            n_added_up: found.n_added_up,
            n_unchanged: list.n_unchanged,
            n_other_lines: list.n_other_lines,
            n_refused: found.left_out.len(),
            refused: refused.collect(),
        },
        reforms: found.reforms,
    })
}

/// What taking a list in would do; nothing is stored.
pub async fn try_list(sql: &Database, scope: &Scope, at: Timestamp, list: &ReadList) -> Result<Taken, StoreError> {
    /// Carried out of the transaction so that it is rolled back.
    const TRIED: &str = "a list of changes was only tried";
    let mut taken = Taken::default();
    let outcome = sql
        .write(scope, async |write| {
            taken = storage::put(write, at, &list.reforms).await?;
            Err::<(), _>(StoreError::Refused(TRIED.to_owned()))
        })
        .await;
    match outcome {
        Err(StoreError::Refused(reason)) if reason == TRIED => Ok(taken),
        Err(error) => Err(error),
        Ok(_) => Ok(taken),
    }
}

/// Takes a list in; changes that are known already stay as they are.
pub async fn put_list(
    sql: &Database,
    scope: &Scope,
    at: Timestamp,
    about: &AboutList,
    list: &ReadList,
) -> Result<Taken, StoreError> {
    let (taken, _) = sql
        .write(scope, async |write| {
            let taken = storage::put(write, at, &list.reforms).await?;
            note(write, at, about, &list.account, &taken).await?;
            Ok(taken)
        })
        .await?;
    Ok(taken)
}

async fn note(
    write: &mut Write,
    at: Timestamp,
    about: &AboutList,
    account: &Account,
    taken: &Taken,
) -> Result<(), StoreError> {
    let id = uuid::Uuid::now_v7().to_string();
    let (account_text, taken_text) = (as_json(account)?, as_json(taken)?);
    sqlx::query(
        "insert into territory_change_list (id, organisation_id, file_name, source, licence, taken_at, account, taken) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&id)
    .bind(write.scope().organisation().0)
    .bind(&about.file_name)
    .bind(&about.source)
    .bind(&about.licence)
    .bind(at.as_microsecond())
    .bind(account_text)
    .bind(taken_text)
    .execute(write.on())
    .await?;
    let entry = audit::Entry {
        action: "territories.change-list",
        subject_kind: "territory_change_list",
        subject: id,
        detail: json!({ "file": about.file_name, "source": about.source, "kinds": account.kinds, "n_refused": account.n_refused }),
    };
    audit::record(write, at, entry).await
}

fn as_json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Schema(format!("an account cannot be written: {error}")))
}

/// The lists that were taken in, the newest first.
pub async fn taken_lists(read: Read<'_>) -> Result<Vec<TakenList>, StoreError> {
    let rows: Vec<(String, String, String, i64, String, String)> = sqlx::query_as(
        "select file_name, source, licence, taken_at, account, taken from territory_change_list order by taken_at desc, id desc",
    )
    .fetch_all(read.on())
    .await?;
    let damaged = |what: &str| StoreError::Schema(format!("a list of changes holds a damaged {what}"));
    let list =
        |(file_name, source, licence, taken_at, account, taken): (String, String, String, i64, String, String)| {
            Ok(TakenList {
                about: AboutList {
                    file_name,
                    source,
                    licence,
                },
                taken_at: Timestamp::from_microsecond(taken_at).map_err(|_| damaged("time"))?,
                account: serde_json::from_str(&account).map_err(|_| damaged("account"))?,
                taken: serde_json::from_str(&taken).map_err(|_| damaged("result"))?,
            })
        };
    rows.into_iter().map(list).collect()
}

/// How many changes are known, by source and kind.
pub async fn known_changes(read: Read<'_>) -> Result<Vec<KnownChanges>, StoreError> {
    let rows: Vec<(String, String, i64, String, String)> = sqlx::query_as(
        "select source, kind, count(*), min(legally_on), max(legally_on) from territory_change \
         group by source, kind order by source, kind",
    )
    .fetch_all(read.on())
    .await?;
    let known = |(source, kind, n, first, last)| KnownChanges {
        source,
        kind,
        n,
        first,
        last,
    };
    Ok(rows.into_iter().map(known).collect())
}
