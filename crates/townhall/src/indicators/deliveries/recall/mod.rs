//! Recalling a delivery or one of its values: afterwards the number is in no file of the installation.
//!
//! For figures that must not have been published: a secret cell, a table that was not released. Unlike undoing, which keeps
//! everything, a recall destroys: the segments are written anew without the values, the kept original and every copy that waits or was
//! fetched are removed, what was computed from them is computed anew, and the database overwrites what it deleted. What stays is the
//! fact, the reason, the checksum of the file and of what the value was, so that the same file is refused when somebody, or a backup,
//! brings it again, and so is a copy that states the value once more by no later data state. The number itself is recorded nowhere.
//!
//! The change becomes visible in one transaction; the destruction follows and is finished by the next start if it is interrupted.
//! A second delivery of the very same file is recalled with it. Another file that states the same value keeps it when a delivery is
//! recalled, and loses it when the value is.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use store::{
    Store, StoreError, kill,
    lake::{Mark, Query, Row, SeriesKey, vintage::AsOf},
    scope::Scope,
    sql::Write,
};

use super::{Delivery, Kind, storage, undo};
use crate::{
    audit,
    indicators::{
        catalogue,
        formulas::{self, COMPUTED},
        own::source_of,
    },
};

/// The position that stands for a whole delivery.
const WHOLE: i64 = -1;
/// How often a recall is begun anew because another delivery came meanwhile.
const N_TRIES: usize = 8;

/// What was recalled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recalled {
    /// The deliveries that are concerned: the one that was named and those that brought the same file or value.
    pub deliveries: Vec<i64>,
    /// How many values are gone, computed ones not counted.
    pub n_values: usize,
    /// Deliveries that were computed anew.
    pub derived: Vec<i64>,
}

/// That something was recalled, as pages and programs tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recall {
    /// The place of the value; `None` for the whole delivery.
    pub position: Option<i64>,
    /// Why.
    pub reason: String,
    /// When.
    pub recalled_at: Timestamp,
}

/// Recalls a delivery, or the value at one position of it.
pub async fn recall(
    store: &Store,
    scope: &Scope,
    number: i64,
    position: Option<i64>,
    reason: &str,
    now: Timestamp,
) -> Result<Recalled, StoreError> {
    if reason.trim().is_empty() {
        return Err(StoreError::Refused(
            "say why the figures are recalled; the reason is all that stays".to_owned(),
        ));
    }
    let delivery = storage::delivery(store, scope, number).await?.ok_or_else(|| {
        StoreError::Refused(format!(
            "there is no delivery {number}; \"lotse deliveries\" lists them"
        ))
    })?;
    match delivery.kind {
        Kind::Merge => {}
        Kind::Withdrawal => {
            return Err(StoreError::Refused(format!(
                "delivery {number} is an undoing and has no figures; recall the one it undid"
            )));
        }
        Kind::Derived => {
            return Err(StoreError::Refused(format!(
                "delivery {number} was computed here; recall the delivery of the input that must not be known"
            )));
        }
    }
    let known = recalls(store, scope, number).await?;
    if known
        .iter()
        .any(|one| one.position.is_none() || one.position == position)
    {
        return Err(StoreError::Refused(format!(
            "delivery {number} was recalled already at this place; nothing to do"
        )));
    }
    for _ in 0..N_TRIES {
        let Some(plan) = plan(store, scope, &delivery, position).await? else {
            return Err(StoreError::Refused(format!(
                "delivery {number} states no number at this place; open the origin of the value and take the place from there"
            )));
        };
        if let Some(mut recalled) = carry_out(store, scope, &plan, reason, now).await? {
            finish(store, scope).await?;
            recalled.derived = formulas::follow(store, scope, now).await?;
            return Ok(recalled);
        }
    }
    Err(StoreError::Refused(
        "deliveries kept coming while the recall was prepared; try again".to_owned(),
    ))
}

/// What is to become of the rows of the lake.
struct Plan {
    newest_seen: i64,
    /// Segments in which something changes, with the rows that stay.
    segments: Vec<(String, Vec<Row>)>,
    /// Delivery and position of each record that is made, with the checksum of the file.
    records: Vec<(i64, i64, Option<String>)>,
    /// Recalled values by delivery.
    n_values: BTreeMap<i64, usize>,
    /// Deliveries that no longer count.
    withdraw: Vec<i64>,
    /// Formulas that have to be computed anew.
    formulas: Vec<i64>,
    /// Of what values are recalled, each with the data state.
    places: BTreeSet<(Observation, Date)>,
}

type Observation = (SeriesKey, i32, i16);

async fn plan(
    store: &Store,
    scope: &Scope,
    delivery: &Delivery,
    position: Option<i64>,
) -> Result<Option<Plan>, StoreError> {
    let read = store.sql.read(scope);
    let (newest_seen,): (i64,) = sqlx::query_as("select coalesce(max(number), 0) from delivery")
        .fetch_one(read.on())
        .await?;
    let pin = store.lake.pin(&store.sql, scope).await?;
    let same_file: Vec<(i64,)> =
        sqlx::query_as("select number from delivery where file_sha256 = $1 or number = $2 order by number")
            .bind(&delivery.file_sha256)
            .bind(delivery.number)
            .fetch_all(read.on())
            .await?;
    let same_file: BTreeSet<i64> = same_file.into_iter().map(|(number,)| number).collect();
    let versions: Vec<(i64,)> =
        sqlx::query_as("select indicator_version_id from delivery_indicator where delivery_number = $1")
            .bind(delivery.number)
            .fetch_all(read.on())
            .await?;
    let versions: Vec<i32> = versions
        .into_iter()
        .filter_map(|(id,)| i32::try_from(id).ok())
        .collect();
    let query = Query {
        indicators: Some(versions.clone()),
        territories: None,
        as_of: AsOf::Current,
    };
    // What happens to each row that does not stay as it is: gone, or changed.
    let mut edits: HashMap<(Observation, i32), Option<Row>> = HashMap::new();
    let mut touched: BTreeSet<i64> = BTreeSet::new();
    let mut records: Vec<(i64, i64)> = Vec::new();
    let mut n_values: BTreeMap<i64, usize> = BTreeMap::new();
    let mut places: BTreeSet<(Observation, Date)> = BTreeSet::new();
    // What a home enters itself is typed and comes from no file that could be copied; the right value may follow on the same day.
    let typed: Vec<(i64,)> = sqlx::query_as("select id from source where slug like $1")
        .bind(format!("{}%", source_of("")))
        .fetch_all(read.on())
        .await?;
    store.lake.read_vintages(&pin, &query, |rows| {
        let gone = match position {
            None => of_deliveries(rows, &same_file),
            Some(position) => of_value(rows, delivery.number, position),
        };
        if gone.is_empty() {
            return true;
        }
        for row in rows.iter().filter(|row| gone.contains(&row.delivery)) {
            edits.insert((row.observation(), row.delivery), None);
            *n_values.entry(i64::from(row.delivery)).or_default() += 1;
            let is_typed = typed.contains(&(i64::from(row.key.source),));
            if let Some(vintage) = pin.deliveries().get(&row.delivery).filter(|_| !is_typed) {
                let place = match position {
                    Some(_) => row.observation(),
                    None => whole(row.key),
                };
                places.insert((place, vintage.known_on));
            }
            if position.is_some() {
                records.push((i64::from(row.delivery), row.position));
            }
        }
        touched.insert(i64::from(rows[0].key.territory));
        for kept in promoted(rows, &gone) {
            edits.insert((kept.observation(), kept.delivery), Some(kept));
        }
        position.is_none()
    })?;
    if edits.is_empty() {
        return Ok(None);
    }
    if position.is_none() {
        records = same_file.iter().map(|number| (*number, WHOLE)).collect();
    }
    let numbers: BTreeSet<i64> = records.iter().map(|(number, _)| *number).collect();
    let mut files: BTreeMap<i64, Option<String>> = BTreeMap::new();
    for number in numbers {
        let found = storage::delivery(store, scope, number).await?;
        files.insert(number, found.and_then(|one| one.file_sha256));
    }
    let (dependent, formulas) = dependents(store, scope, &versions).await?;
    let computed: Vec<(i64,)> = sqlx::query_as("select id from source where slug = $1")
        .bind(COMPUTED)
        .fetch_all(read.on())
        .await?;
    let is_derived = |row: &Row| {
        dependent.contains(&row.key.indicator)
            && computed.contains(&(i64::from(row.key.source),))
            && touched.contains(&i64::from(row.key.territory))
    };
    let mut all = versions;
    all.extend(&dependent);
    let mut segments = Vec::new();
    for name in store.lake.segments_with(&pin, &all) {
        let rows = store.lake.rows_of(&pin, &name)?;
        let n_before = rows.len();
        let mut has_changed = false;
        let mut kept = Vec::with_capacity(n_before);
        for row in rows {
            match edits.get(&(row.observation(), row.delivery)) {
                Some(edit) => {
                    has_changed = true;
                    kept.extend(*edit);
                }
                None if is_derived(&row) => has_changed = true,
                None => kept.push(row),
            }
        }
        if has_changed {
            segments.push((name, kept));
        }
    }
    let withdraw = match position {
        Some(_) => Vec::new(),
        None => {
            let standing = pin.deliveries().values().filter_map(|vintage| vintage.withdraws);
            let withdrawn: BTreeSet<i64> = standing.map(i64::from).collect();
            same_file.difference(&withdrawn).copied().collect()
        }
    };
    let record = |(number, position): (i64, i64)| (number, position, files.get(&number).cloned().flatten());
    Ok(Some(Plan {
        newest_seen,
        segments,
        records: records.into_iter().map(record).collect(),
        n_values,
        withdraw,
        formulas,
        places,
    }))
}

/// The place that stands for all values of an indicator in a delivery.
fn whole(key: SeriesKey) -> Observation {
    let all = SeriesKey {
        territory: ALL,
        dimension: ALL,
        ..key
    };
    (all, 0, 0)
}

/// Stands for every territory and every breakdown.
const ALL: i32 = -1;

/// Whether rows that are about to be stored state again what was recalled by the same data state or a later one; the first of them.
/// For a whole delivery only its very data state counts: an earlier edition of the same table is another publication.
pub(super) async fn stated_again(write: &mut Write, rows: &[Row], known_on: Date) -> Result<Option<Row>, StoreError> {
    let known: Vec<(i64, i64, i64, i64, i64, i64, String)> = sqlx::query_as(
        "select indicator_version_id, territory_id, dimension_set_id, source_id, start_day, frequency, known_on \
         from recalled_place where known_on >= $1",
    )
    .bind(known_on.to_string())
    .fetch_all(write.on())
    .await?;
    if known.is_empty() {
        return Ok(None);
    }
    let day = known_on.to_string();
    let numbers = |(key, start, frequency): Observation| {
        (
            i64::from(key.indicator),
            i64::from(key.territory),
            i64::from(key.dimension),
            i64::from(key.source),
            i64::from(start),
            i64::from(frequency),
        )
    };
    let (mut values, mut wholes) = (BTreeSet::new(), BTreeSet::new());
    for (indicator, territory, dimension, source, start, frequency, state) in known {
        let place = (indicator, territory, dimension, source, start, frequency);
        if territory != i64::from(ALL) {
            values.insert(place);
        } else if state == day {
            wholes.insert(place);
        }
    }
    let is_again =
        |row: &&Row| values.contains(&numbers(row.observation())) || wholes.contains(&numbers(whole(row.key)));
    Ok(rows.iter().filter(|row| row.value.is_some()).find(is_again).copied())
}

/// The deliveries whose rows of an observation go when whole deliveries are recalled.
fn of_deliveries(rows: &[Row], recalled: &BTreeSet<i64>) -> BTreeSet<i32> {
    let stated = rows.iter().map(|row| row.delivery);
    stated
        .filter(|delivery| recalled.contains(&i64::from(*delivery)))
        .collect()
}

/// The deliveries whose rows of an observation go when the value at a place is recalled: all that state the same number.
fn of_value(rows: &[Row], number: i64, position: i64) -> BTreeSet<i32> {
    let holder_of = |row: &Row| match row.mark {
        Mark::Value => row.delivery,
        Mark::Unchanged { confirms } => confirms,
    };
    let value_of = |holder: i32| {
        let held = rows
            .iter()
            .find(|row| row.delivery == holder && row.mark == Mark::Value);
        held.and_then(|row| row.value).map(f64::to_bits)
    };
    let named = rows
        .iter()
        .find(|row| i64::from(row.delivery) == number && row.position == position);
    let Some(value) = named.and_then(|row| value_of(holder_of(row))) else {
        return BTreeSet::new();
    };
    let same = rows.iter().filter(|row| value_of(holder_of(row)) == Some(value));
    same.map(|row| row.delivery).collect()
}

/// Rows that only repeat a value which goes: the first of them states it from now on, the others repeat that one.
fn promoted(rows: &[Row], gone: &BTreeSet<i32>) -> Vec<Row> {
    let mut promoted: Vec<Row> = Vec::new();
    let mut successors: BTreeMap<i32, i32> = BTreeMap::new();
    for row in rows.iter().filter(|row| !gone.contains(&row.delivery)) {
        let Mark::Unchanged { confirms } = row.mark else {
            continue;
        };
        if !gone.contains(&confirms) {
            continue;
        }
        match successors.get(&confirms) {
            Some(successor) => promoted.push(Row {
                mark: Mark::Unchanged { confirms: *successor },
                ..*row
            }),
            None => {
                let held = rows
                    .iter()
                    .find(|one| one.delivery == confirms && one.mark == Mark::Value);
                if let Some(held) = held {
                    successors.insert(confirms, row.delivery);
                    promoted.push(Row {
                        mark: Mark::Value,
                        value: held.value,
                        decimals: held.decimals,
                        status: held.status,
                        ..*row
                    });
                }
            }
        }
    }
    promoted
}

/// Definitions that were ever computed from these, directly or by way of others, and the formulas in use among them.
async fn dependents(store: &Store, scope: &Scope, versions: &[i32]) -> Result<(Vec<i32>, Vec<i64>), StoreError> {
    let catalogue = catalogue::load(store, scope).await?;
    let all: Vec<(i64, i64, String)> = sqlx::query_as("select id, indicator_version_id, expression from formula")
        .fetch_all(store.sql.read(scope).on())
        .await?;
    let mut reached: BTreeSet<i32> = versions.iter().copied().collect();
    let (mut dependent, mut in_use) = (BTreeSet::new(), BTreeSet::new());
    loop {
        let n_before = in_use.len();
        for (id, version_id, text) in &all {
            let Ok(expression) = methods::formula::parse(text) else {
                continue;
            };
            let inputs = expression.inputs();
            let mut versions = inputs
                .iter()
                .filter_map(|input| Some(catalogue.by_slug(&input.slug)?.version_id));
            if versions.any(|one| reached.contains(&one))
                && let Ok(version_id) = i32::try_from(*version_id)
            {
                reached.insert(version_id);
                dependent.insert(version_id);
                in_use.insert(*id);
            }
        }
        if in_use.len() == n_before {
            return Ok((dependent.into_iter().collect(), in_use.into_iter().collect()));
        }
    }
}

/// Makes the recall visible. `None` when another delivery came meanwhile.
async fn carry_out(
    store: &Store,
    scope: &Scope,
    plan: &Plan,
    reason: &str,
    now: Timestamp,
) -> Result<Option<Recalled>, StoreError> {
    let mut written = Vec::new();
    for (_, rows) in plan.segments.iter().filter(|(_, rows)| !rows.is_empty()) {
        let pending = store.lake.reserve(&store.sql, scope).await?;
        let parts = store.lake.write(&pending, rows)?;
        written.push((pending, parts));
    }
    let names: Vec<String> = plan.segments.iter().map(|(name, _)| name.clone()).collect();
    let result = store
        .sql
        .write(scope, async |write| {
            let (newest,): (i64,) = sqlx::query_as("select coalesce(max(number), 0) from delivery")
                .fetch_one(write.on())
                .await?;
            if newest != plan.newest_seen {
                return Ok(false);
            }
            for (pending, parts) in &written {
                store.lake.commit(write, pending, parts).await?;
            }
            store.lake.retire(write, &names).await?;
            for number in &plan.withdraw {
                undo::append(store, write, *number, Some(reason), now).await?;
            }
            record(write, plan, reason, now).await?;
            Ok(true)
        })
        .await;
    match result {
        Ok((true, _)) => {
            kill::point("recall.committed");
            let mut deliveries: Vec<i64> = plan.records.iter().map(|(number, ..)| *number).collect();
            deliveries.dedup();
            Ok(Some(Recalled {
                deliveries,
                n_values: plan.n_values.values().sum(),
                derived: Vec::new(),
            }))
        }
        given_up => {
            for (pending, _) in &written {
                // The first error is the one to tell; what cannot be cleaned now is swept later.
                let _ = store.lake.abandon(&store.sql, scope, pending).await;
            }
            given_up.map(|_| None)
        }
    }
}

/// Removes the kept copy of a file that was refused because of what it states, unless a delivery names it.
pub(super) async fn forget(store: &Store, scope: &Scope, sha256: &str) -> Result<(), StoreError> {
    let named: Option<(i64,)> = sqlx::query_as("select number from delivery where file_sha256 = $1 limit 1")
        .bind(sha256)
        .fetch_optional(store.sql.read(scope).on())
        .await?;
    match named {
        Some(_) => Ok(()),
        None => store.files.remove(sha256),
    }
}

async fn record(write: &mut Write, plan: &Plan, reason: &str, now: Timestamp) -> Result<(), StoreError> {
    let actor = write.scope().actor().to_owned();
    for (number, position, sha256) in &plan.records {
        let n_values = plan.n_values.get(number).copied().unwrap_or(0);
        sqlx::query(
            "insert into recall (delivery_number, position, n_values, reason, actor, recalled_at, file_sha256, is_destroyed) \
             values ($1, $2, $3, $4, $5, $6, $7, 0)",
        )
        .bind(*number)
        .bind(*position)
        .bind(i64::try_from(n_values).unwrap_or(i64::MAX))
        .bind(reason)
        .bind(&actor)
        .bind(now.as_microsecond())
        .bind(sha256)
        .execute(write.on())
        .await?;
        // The pieces of the file that problems quote may be what was recalled.
        sqlx::query("delete from delivery_problem where delivery_number = $1")
            .bind(*number)
            .execute(write.on())
            .await?;
        sqlx::query("delete from observation_remark where delivery_number = $1 and (position = $2 or $2 = -1)")
            .bind(*number)
            .bind(*position)
            .execute(write.on())
            .await?;
        let entry = audit::Entry {
            action: "recall",
            subject_kind: "delivery",
            subject: number.to_string(),
            detail: serde_json::json!({ "is_whole": *position == WHOLE, "n_values": n_values, "reason": reason }),
        };
        audit::record(write, now, entry).await?;
    }
    for ((key, start, frequency), known_on) in &plan.places {
        sqlx::query(
            "insert into recalled_place (indicator_version_id, territory_id, dimension_set_id, source_id, start_day, frequency, \
             known_on, recalled_at) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
        )
        .bind(i64::from(key.indicator))
        .bind(i64::from(key.territory))
        .bind(i64::from(key.dimension))
        .bind(i64::from(key.source))
        .bind(i64::from(*start))
        .bind(i64::from(*frequency))
        .bind(known_on.to_string())
        .bind(now.as_microsecond())
        .execute(write.on())
        .await?;
    }
    for id in &plan.formulas {
        super::followed(write, *id, -1).await?;
    }
    Ok(())
}

/// Destroys what was recalled: segments, originals, copies of files, what the database deleted. Running it twice is harmless, and without an
/// unfinished recall it does nothing; every start runs it.
pub async fn finish(store: &Store, scope: &Scope) -> Result<(), StoreError> {
    let open: Vec<(i64, i64, Option<String>)> =
        sqlx::query_as("select delivery_number, position, file_sha256 from recall where is_destroyed = 0")
            .fetch_all(store.sql.read(scope).on())
            .await?;
    if open.is_empty() {
        return Ok(());
    }
    store.lake.remove_retired(&store.sql, scope).await?;
    for (.., sha256) in &open {
        if let Some(sha256) = sha256 {
            store.files.remove(sha256)?;
        }
    }
    store.remove_copies()?;
    kill::point("recall.originals_removed");
    store.sql.scrub().await?;
    kill::point("recall.scrubbed");
    store
        .sql
        .write(scope, async |write| {
            for (number, position, _) in &open {
                sqlx::query("update recall set is_destroyed = 1 where delivery_number = $1 and position = $2")
                    .bind(*number)
                    .bind(*position)
                    .execute(write.on())
                    .await?;
            }
            Ok(())
        })
        .await?;
    Ok(())
}

/// What was recalled of a delivery.
pub async fn recalls(store: &Store, scope: &Scope, number: i64) -> Result<Vec<Recall>, StoreError> {
    let found: Vec<(i64, String, i64)> =
        sqlx::query_as("select position, reason, recalled_at from recall where delivery_number = $1 order by position")
            .bind(number)
            .fetch_all(store.sql.read(scope).on())
            .await?;
    let recall = |(position, reason, at): (i64, String, i64)| Recall {
        position: (position != WHOLE).then_some(position),
        reason,
        recalled_at: Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH),
    };
    Ok(found.into_iter().map(recall).collect())
}

/// Why a file with this checksum must not come back, if it must not.
pub(super) async fn reason_against(
    store: &Store,
    scope: &Scope,
    sha256: &str,
) -> Result<Option<(i64, String)>, StoreError> {
    Ok(
        sqlx::query_as(
            "select delivery_number, reason from recall where file_sha256 = $1 order by recalled_at limit 1",
        )
        .bind(sha256)
        .fetch_optional(store.sql.read(scope).on())
        .await?,
    )
}
