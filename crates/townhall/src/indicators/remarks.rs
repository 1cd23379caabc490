//! What publishers remark about single values: comments and footnotes, kept beside the values and never a breakdown.
//!
//! A remark belongs to a value as one delivery stated it at one place of its file; so it follows the value into every list, page and
//! download, and disappears from what counts when the delivery is undone.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use store::{Store, StoreError, scope::Scope, sql::Write};

use super::observations::Observation;

/// Parameters in one statement.
const N_AT_ONCE: usize = 300;

/// Remarks by delivery and position.
#[derive(Debug, Default)]
pub struct Remarks(HashMap<(i64, i64), Arc<str>>);

impl Remarks {
    /// The remark on an observation.
    pub fn on(&self, one: &Observation<'_>) -> Option<&str> {
        self.at(one.delivery, one.position)
    }

    /// The same, to be kept.
    pub(super) fn shared(&self, delivery: i64, position: i64) -> Option<Arc<str>> {
        self.0.get(&(delivery, position)).map(Arc::clone)
    }

    /// The remark on the value that a delivery stated at a position.
    pub fn at(&self, delivery: i64, position: i64) -> Option<&str> {
        self.0.get(&(delivery, position)).map(AsRef::as_ref)
    }
}

/// All remarks of the deliveries that the scope may see; of these indicators only, when some are named.
pub async fn of_indicators(store: &Store, scope: &Scope, versions: Option<&[i32]>) -> Result<Remarks, StoreError> {
    let [first, second] = scope.visibilities();
    let read = store.sql.read(scope);
    let numbers: Vec<(i64, i64)> = sqlx::query_as(
        "select distinct part.delivery_number, part.indicator_version_id from delivery_indicator part \
         join delivery on delivery.number = part.delivery_number where delivery.visibility in ($1, $2)",
    )
    .bind(first)
    .bind(second)
    .fetch_all(read.on())
    .await?;
    let is_wanted = |version: i64| versions.is_none_or(|wanted| wanted.iter().any(|one| i64::from(*one) == version));
    let wanted: HashSet<i64> = numbers
        .into_iter()
        .filter(|(_, version)| is_wanted(*version))
        .map(|(number, _)| number)
        .collect();
    let mut remarks = Remarks::default();
    let mut texts: HashSet<Arc<str>> = HashSet::new();
    for number in wanted {
        let rows: Vec<(i64, String)> =
            sqlx::query_as("select position, text from observation_remark where delivery_number = $1")
                .bind(number)
                .fetch_all(read.on())
                .await?;
        for (position, text) in rows {
            // The same footnote stands on many values.
            let shared = texts.get(text.as_str()).cloned().unwrap_or_else(|| {
                let shared: Arc<str> = text.into();
                texts.insert(Arc::clone(&shared));
                shared
            });
            remarks.0.insert((number, position), shared);
        }
    }
    Ok(remarks)
}

/// The remarks at these places. What the scope may not see has none.
pub async fn at(
    store: &Store,
    scope: &Scope,
    places: impl IntoIterator<Item = (i64, i64)>,
) -> Result<Remarks, StoreError> {
    let [first, second] = scope.visibilities();
    let mut by_delivery: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (delivery, position) in places {
        by_delivery.entry(delivery).or_default().push(position);
    }
    let mut remarks = Remarks::default();
    for (delivery, positions) in by_delivery {
        for positions in positions.chunks(N_AT_ONCE) {
            let wanted: Vec<String> = (0..positions.len()).map(|n| format!("${}", n + 4)).collect();
            let statement = format!(
                "select remark.position, remark.text from observation_remark remark \
                 join delivery on delivery.number = remark.delivery_number \
                 where delivery.visibility in ($1, $2) and remark.delivery_number = $3 and remark.position in ({})",
                wanted.join(", ")
            );
            let mut query = sqlx::query_as(sqlx::AssertSqlSafe(statement))
                .bind(first)
                .bind(second)
                .bind(delivery);
            for position in positions {
                query = query.bind(*position);
            }
            let rows: Vec<(i64, String)> = query.fetch_all(store.sql.read(scope).on()).await?;
            remarks.0.extend(
                rows.into_iter()
                    .map(|(position, text)| ((delivery, position), text.into())),
            );
        }
    }
    Ok(remarks)
}

/// Keeps the remarks of a delivery.
pub(super) async fn insert(write: &mut Write, delivery: i64, remarks: &[(i64, Arc<str>)]) -> Result<(), StoreError> {
    for part in remarks.chunks(N_AT_ONCE / 3) {
        let values: Vec<String> = (0..part.len())
            .map(|n| format!("(${}, ${}, ${})", 3 * n + 1, 3 * n + 2, 3 * n + 3))
            .collect();
        let statement = format!(
            "insert into observation_remark (delivery_number, position, text) values {}",
            values.join(", ")
        );
        let mut query = sqlx::query(sqlx::AssertSqlSafe(statement));
        for (position, text) in part {
            query = query.bind(delivery).bind(*position).bind(text.to_string());
        }
        query.execute(write.on()).await?;
    }
    Ok(())
}
