//! Making computed values visible: a delivery of kind `derived` that names its formula and its input deliveries, in one transaction.
//!
//! What to compute is decided in `formulas`. A derived delivery has no file; the place of a value in it is its number in the order of
//! the lake, and its origin page computes it anew from the inputs.

use std::collections::BTreeSet;

use figures::{
    source::{AreaState, Source},
    territory::Level,
};
use formats::{DeliveryHead, Place};
use jiff::{Timestamp, civil::Date};
use store::{
    Store, StoreError,
    lake::{Mark, Row, SeriesKey},
    scope::Scope,
    sql::{Numbered, Write},
};

use super::{
    Account, Basis, Computation, Kind, Report, position,
    storage::{self, NewDelivery},
    unchanged, undo,
};
use crate::{
    audit,
    indicators::{formulas::COMPUTED, own::Visibility},
};

/// One computed value.
#[derive(Debug, Clone, PartialEq)]
pub struct DerivedValue {
    /// `territory.id`.
    pub territory: i32,
    /// The area state of all inputs.
    pub area_state: String,
    /// First day of the period, as the lake keeps it.
    pub start: i32,
    /// Frequency, as the lake keeps it.
    pub frequency: i16,
    /// The value; `None` when an input is missing.
    pub value: Option<f64>,
    /// Digits behind the decimal sign, −1 where a quotient has no last one.
    pub decimals: i8,
    /// Flags of the inputs.
    pub status: i16,
}

/// Everything that makes a derived delivery.
#[derive(Debug, Clone)]
pub struct DerivedRows {
    /// `formula.id`.
    pub formula_id: i64,
    /// `indicator_version.id`.
    pub version_id: i32,
    /// Who may see them.
    pub visibility: Visibility,
    /// The values. Without any, the former ones are only withdrawn.
    pub values: Vec<DerivedValue>,
    /// The newest data state among the inputs.
    pub known_on: Date,
    /// Title, source note and licence.
    pub head: DeliveryHead,
    /// How it was computed.
    pub computation: Computation,
    /// Former derived deliveries that no longer count.
    pub withdraw: Vec<i64>,
    /// The newest delivery that was seen while computing.
    pub newest_seen: i64,
    /// On which levels of territory the values are.
    pub levels: BTreeSet<Level>,
}

/// Makes computed values visible. `None` when another delivery came meanwhile: then they have to be computed anew.
pub async fn accept(
    store: &Store,
    scope: &Scope,
    derived: &DerivedRows,
    now: Timestamp,
) -> Result<Option<i64>, StoreError> {
    let pending = match derived.values.is_empty() {
        true => None,
        false => Some(store.lake.reserve(&store.sql, scope).await?),
    };
    let result = store
        .sql
        .write(scope, async |write| {
            let (newest,): (i64,) = sqlx::query_as("select coalesce(max(number), 0) from delivery")
                .fetch_one(write.on())
                .await?;
            if newest != derived.newest_seen {
                return Ok(None);
            }
            for former in &derived.withdraw {
                undo::append(
                    store,
                    write,
                    *former,
                    Some("computed anew because an input changed"),
                    now,
                )
                .await?;
            }
            let number = match &pending {
                None => {
                    store.lake.touch(write);
                    newest
                }
                Some(pending) => {
                    let number = write.next_id(Numbered::Delivery).await?;
                    let (rows, n_unchanged) = rows(store, write, derived, number).await?;
                    let written = store.lake.write(pending, &rows)?;
                    store.lake.commit(write, pending, &written).await?;
                    record(write, derived, number, &rows, n_unchanged, now).await?;
                    number
                }
            };
            followed(write, derived.formula_id, number).await?;
            Ok(Some(number))
        })
        .await;
    match result {
        Ok((Some(number), _)) => Ok(Some(number)),
        given_up => {
            if let Some(pending) = &pending {
                // The first error is the one to tell; what cannot be cleaned now is swept later.
                let _ = store.lake.abandon(&store.sql, scope, pending).await;
            }
            given_up.map(|_| None)
        }
    }
}

/// Notes that everything up to a delivery has been taken into account.
pub(in crate::indicators) async fn followed(write: &mut Write, formula_id: i64, number: i64) -> Result<(), StoreError> {
    sqlx::query("update formula set followed_through = $1 where id = $2")
        .bind(number)
        .bind(formula_id)
        .execute(write.on())
        .await?;
    Ok(())
}

async fn rows(
    store: &Store,
    write: &mut Write,
    derived: &DerivedRows,
    number: i64,
) -> Result<(Vec<Row>, u64), StoreError> {
    let delivery =
        i32::try_from(number).map_err(|_| StoreError::Schema(format!("delivery {number} is too large a number")))?;
    let mut states: Vec<&str> = derived.values.iter().map(|value| value.area_state.as_str()).collect();
    states.sort_unstable();
    states.dedup();
    let mut sources = Vec::new();
    for state in states {
        let source = Source {
            slug: COMPUTED.to_owned(),
            provider: derived.head.provider.clone().unwrap_or_default(),
            title: String::new(),
            note: String::new(),
            licence: None,
            dataset_uri: None,
            area_state: state.parse().unwrap_or(AreaState::Unstated),
        };
        sources.push((state, storage::ensure_source(write, &source, true).await?));
    }
    let source_of = |state: &str| {
        sources
            .iter()
            .find(|(known, _)| *known == state)
            .map_or(0, |(_, id)| *id)
    };
    let row = |value: &DerivedValue| Row {
        key: SeriesKey {
            indicator: derived.version_id,
            territory: value.territory,
            dimension: 0,
            source: source_of(&value.area_state),
        },
        start: value.start,
        frequency: value.frequency,
        delivery,
        mark: Mark::Value,
        value: value.value,
        decimals: value.decimals,
        status: value.status,
        position: 0,
    };
    let mut rows: Vec<Row> = derived.values.iter().map(row).collect();
    rows.sort_by_key(Row::order);
    for (n, row) in (1_u32..).zip(&mut rows) {
        row.position = position::encode(Place {
            sheet: 0,
            row: n,
            column: 1,
        });
    }
    if derived.withdraw.is_empty() {
        // A value that the readers of this delivery do not see is no value that it could repeat.
        let public = Scope::public();
        let readers = match derived.visibility {
            Visibility::Public => &public,
            Visibility::Internal | Visibility::Draft => write.scope(),
        };
        let pin = store.lake.pin(&store.sql, readers).await?;
        unchanged::mark_unchanged(store, &pin, derived.known_on, &mut rows)?;
    }
    let n_unchanged = rows.iter().filter(|row| row.mark != Mark::Value).count() as u64;
    Ok((rows, n_unchanged))
}

async fn record(
    write: &mut Write,
    derived: &DerivedRows,
    number: i64,
    rows: &[Row],
    n_unchanged: u64,
    now: Timestamp,
) -> Result<(), StoreError> {
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let report = Report {
        account: Account {
            rows_read: count(rows.len()),
            stored: count(rows.len()),
            of_which_missing: count(derived.values.iter().filter(|value| value.value.is_none()).count()),
            of_which_unchanged: n_unchanged,
            ..Account::default()
        },
        computation: Some(derived.computation.clone()),
        withholds: false,
        ..Report::default()
    };
    let new = NewDelivery {
        number,
        kind: Kind::Derived,
        visibility: derived.visibility,
        source_id: rows.first().map(|row| i64::from(row.key.source)),
        known_on: derived.known_on,
        known_on_basis: Basis::Inputs,
        accepted_at: now,
        file_name: "",
        file: None,
        format: "",
        head: Some(&derived.head),
        withdraws: None,
        report: &report,
    };
    storage::insert(write, &new).await?;
    let n_new = rows.iter().filter(|row| row.mark == Mark::Value).count();
    storage::insert_indicator(write, number, derived.version_id, rows.len(), n_new, &derived.levels).await?;
    sqlx::query("insert into derived_delivery (delivery_number, formula_id) values ($1, $2)")
        .bind(number)
        .bind(derived.formula_id)
        .execute(write.on())
        .await?;
    for input in &derived.computation.inputs {
        sqlx::query("insert into delivery_input (delivery_number, input_number) values ($1, $2)")
            .bind(number)
            .bind(*input)
            .execute(write.on())
            .await?;
    }
    let entry = audit::Entry {
        action: "compute",
        subject_kind: "delivery",
        subject: number.to_string(),
        detail: serde_json::json!({
            "indicator": derived.computation.indicator,
            "formula": derived.computation.formula,
            "inputs": derived.computation.inputs,
            "withdrawn": derived.withdraw,
            "stored": rows.len(),
        }),
    };
    audit::record(write, now, entry).await
}
