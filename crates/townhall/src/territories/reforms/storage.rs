//! Changes of territories in SQL, and the ends that follow from them.

use formats::territory_lists::changes::ChangeKind;
use jiff::Timestamp;
use serde_json::json;
use sqlx::FromRow;
use store::{
    StoreError,
    scope::Scope,
    sql::{Database, Read, Write},
};
use uuid::Uuid;

use super::Reform;
use crate::{
    audit, shipped,
    territories::{Ended, dissolved_districts, keys::dissolved_text, put_begun, put_ended},
};

const NAME: &str = "reforms";

/// What became of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Taken {
    /// Changes that were not known.
    pub added: usize,
    /// Changes that were known.
    pub known: usize,
    /// Territories that were in no list and were added, so that figures about them find their place.
    pub territories_added: usize,
    /// Territories whose end was noted.
    pub ended: usize,
    /// Keys that a list names as ended though a later list of keys still holds them.
    pub still_listed: Vec<String>,
}

/// Loads the reforms that ship with the program, unless these very ones are loaded already.
pub async fn load_shipped_changes(sql: &Database, at: Timestamp) -> Result<(), StoreError> {
    let scope = Scope::installation("start");
    if shipped::is_loaded(sql.read(&scope), NAME, dissolved_text()).await? {
        return Ok(());
    }
    let mut reforms = Vec::new();
    for gone in dissolved_districts() {
        for successor in &gone.successors {
            let share = gone.is_proven_whole.then_some(1.0);
            reforms.push(Reform {
                kind: ChangeKind::Dissolved,
                old_key: gone.key.clone(),
                old_name: gone.title.clone(),
                new_key: successor.clone(),
                new_name: String::new(),
                is_new: gone.is_successor_new,
                regional: None,
                legally_on: gone.dissolved_on,
                statistically_on: None,
                population: None,
                area_ha: None,
                population_share: share,
                area_share: share,
                proof: if gone.day_proof.is_empty() {
                    "law".to_owned()
                } else {
                    gone.day_proof.clone()
                },
                source: "Gesetze zur Kreisneugliederung; Statistische Ämter des Bundes und der Länder".to_owned(),
                licence: "https://www.govdata.de/dl-de/by-2-0".to_owned(),
            });
        }
    }
    sql.write(&scope, async |write| {
        shipped::note(write, NAME, dissolved_text()).await?;
        put(write, at, &reforms).await
    })
    .await?;
    Ok(())
}

pub(super) async fn put(write: &mut Write, at: Timestamp, reforms: &[Reform]) -> Result<Taken, StoreError> {
    let mut taken = Taken::default();
    let organisation = write.scope().organisation().0;
    for one in reforms {
        let is_new = one.is_new || is_first_listed_after(write, one).await?;
        let added = sqlx::query(
            "insert into territory_change (id, organisation_id, kind, level, old_code, old_name, new_code, new_name, legally_on,
                 statistically_on, population, area_ha, population_share, area_share, proof, source, licence, is_new, old_regional,
                 new_regional)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, cast(nullif($11, '') as bigint), cast(nullif($12, '') as double precision),
                     cast(nullif($13, '') as double precision), cast(nullif($14, '') as double precision), $15, $16, $17, $18, $19, $20)
             on conflict (kind, old_code, new_code, legally_on) do nothing",
        )
        .bind(Uuid::now_v7().to_string())
        .bind(organisation)
        .bind(one.kind.as_str())
        .bind(one.old_key.level().as_str())
        .bind(one.old_key.code())
        .bind(&one.old_name)
        .bind(one.new_key.code())
        .bind(&one.new_name)
        .bind(one.legally_on.to_string())
        .bind(one.statistically_on.map(|date| date.to_string()))
        // As text: a statement that was prepared for an absent number does not take one afterwards.
        .bind(one.population.map(|people| people.to_string()).unwrap_or_default())
        .bind(as_text(one.area_ha))
        .bind(as_text(one.population_share))
        .bind(as_text(one.area_share))
        .bind(&one.proof)
        .bind(&one.source)
        .bind(&one.licence)
        .bind(i64::from(is_new))
        .bind(one.regional.as_ref().map_or("", |(old, _)| old))
        .bind(one.regional.as_ref().map_or("", |(_, new)| new))
        .execute(write.on())
        .await?;
        let is_begun =
            one.kind != ChangeKind::Name && put_begun(write, &one.new_key, &one.new_name, one.legally_on).await?;
        taken.territories_added += usize::from(is_begun);
        if is_new {
            note_beginning(write, one).await?;
        }
        if added.rows_affected() == 0 {
            taken.known += 1;
            continue;
        }
        taken.added += 1;
        let ends = matches!(one.kind, ChangeKind::Dissolved | ChangeKind::Key) && one.old_key != one.new_key;
        if !ends {
            continue;
        }
        if is_listed_after(write, one).await? {
            taken.still_listed.push(one.old_key.code().to_owned());
            continue;
        }
        let ended = Ended {
            key: &one.old_key,
            name: &one.old_name,
            designation: "",
            ended_on: one.legally_on,
        };
        taken.ended += 1;
        taken.territories_added += usize::from(put_ended(write, &ended).await?);
    }
    if 0 < taken.added {
        let entry = audit::Entry {
            action: "territories.changes",
            subject_kind: "territory_change",
            subject: reforms.first().map_or_else(String::new, |one| one.source.clone()),
            detail: json!({ "taken": taken }),
        };
        audit::record(write, at, entry).await?;
    }
    Ok(taken)
}

/// The shortest text that reads back equal; empty for nothing.
fn as_text(number: Option<f64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// Notes since when the territory of a new key exists, and with the change itself that it is new.
async fn note_beginning(write: &mut Write, one: &Reform) -> Result<(), StoreError> {
    let (code, day) = (one.new_key.code(), one.legally_on.to_string());
    sqlx::query("update territory set began_on = $2 where code = $1 and (began_on is null or began_on > $2)")
        .bind(code)
        .bind(&day)
        .execute(write.on())
        .await?;
    sqlx::query("update territory_change set is_new = 1 where kind = $1 and old_code = $2 and new_code = $3 and legally_on = $4")
        .bind(one.kind.as_str())
        .bind(one.old_key.code())
        .bind(code)
        .bind(&day)
        .execute(write.on())
        .await?;
    Ok(())
}

/// Whether lists of keys prove that the new key is new: the last complete one before the day of the change holds the old key and not the new one.
async fn is_first_listed_after(write: &mut Write, one: &Reform) -> Result<bool, StoreError> {
    if one.kind != ChangeKind::Dissolved {
        return Ok(false);
    }
    let (before,): (Option<String>,) =
        sqlx::query_as("select max(area_date) from territory_edition where is_complete = 1 and area_date < $1")
            .bind(one.legally_on.to_string())
            .fetch_one(write.on())
            .await?;
    let Some(before) = before else {
        return Ok(false);
    };
    let (n_old, n_new): (i64, i64) = sqlx::query_as(
        "select coalesce(sum(case when t.code = $1 then 1 else 0 end), 0), coalesce(sum(case when t.code = $2 then 1 else 0 end), 0)
         from territory t join territory_area a on a.territory_id = t.id
         where a.area_date = $3 and (t.code = $1 or t.code = $2)",
    )
    .bind(one.old_key.code())
    .bind(one.new_key.code())
    .bind(before)
    .fetch_one(write.on())
    .await?;
    Ok(0 < n_old && n_new == 0)
}

/// Whether a list of keys of the day of the change or a later one holds the old key.
async fn is_listed_after(write: &mut Write, one: &Reform) -> Result<bool, StoreError> {
    let (n,): (i64,) = sqlx::query_as(
        "select count(*) from territory t join territory_area a on a.territory_id = t.id
         join territory_edition e on e.area_date = a.area_date
         where t.scheme = 'de' and t.code = $1 and a.area_date >= $2",
    )
    .bind(one.old_key.code())
    .bind(one.legally_on.to_string())
    .fetch_one(write.on())
    .await?;
    Ok(0 < n)
}

#[derive(FromRow)]
struct Row {
    kind: String,
    old_code: String,
    old_name: String,
    new_code: String,
    new_name: String,
    is_new: i64,
    old_regional: String,
    new_regional: String,
    legally_on: String,
    statistically_on: Option<String>,
    population: Option<i64>,
    area_ha: Option<f64>,
    population_share: Option<f64>,
    area_share: Option<f64>,
    proof: String,
    source: String,
    licence: String,
}

/// The changes that a territory was part of, the oldest first.
pub async fn changes_of(read: Read<'_>, code: &str) -> Result<Vec<Reform>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select kind, old_code, old_name, new_code, new_name, is_new, old_regional, new_regional, legally_on, statistically_on, population, area_ha, population_share,
                area_share, proof, source, licence
         from territory_change where old_code = $1 or new_code = $1 order by legally_on, old_code, new_code, kind",
    )
    .bind(code)
    .fetch_all(read.on())
    .await?;
    let damaged = |what: &str| StoreError::Schema(format!("the changes of territories hold a damaged {what}"));
    let reform = |row: Row| {
        Ok(Reform {
            kind: ChangeKind::named(&row.kind).ok_or_else(|| damaged("kind"))?,
            old_key: row.old_code.parse().map_err(|_| damaged("key"))?,
            old_name: row.old_name,
            new_key: row.new_code.parse().map_err(|_| damaged("key"))?,
            new_name: row.new_name,
            is_new: row.is_new == 1,
            regional: (!row.old_regional.is_empty()).then_some((row.old_regional, row.new_regional)),
            legally_on: row.legally_on.parse().map_err(|_| damaged("day"))?,
            statistically_on: row
                .statistically_on
                .as_deref()
                .map(str::parse)
                .transpose()
                .map_err(|_| damaged("day"))?,
            population: row.population,
            area_ha: row.area_ha,
            population_share: row.population_share,
            area_share: row.area_share,
            proof: row.proof,
            source: row.source,
            licence: row.licence,
        })
    };
    rows.into_iter().map(reform).collect()
}
