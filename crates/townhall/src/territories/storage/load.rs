//! Loading a list of official keys: in one transaction, fast, and without effect when nothing is new.
//!
//! A list that is newer than all before it also renames and moves territories; an older one only adds what is missing and the areas of
//! its day. Territories are never deleted: figures refer to them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use figures::territory::{Level, TerritoryKey};
use jiff::{Timestamp, civil::Date};
use serde_json::json;
use sqlx::AssertSqlSafe;
use store::{
    StoreError,
    scope::Scope,
    sql::{Database, Numbered, Write, rows_at_once, value_rows},
};
use web::format::{folded, sort_key};

use crate::{
    audit, shipped,
    territories::{
        dissolved_districts,
        edition::{Edition, Official, shipped_text},
        keys::dissolved_text,
        titles::titles,
    },
};

const SHIPPED_NAME: &str = "territories";
const DISSOLVED_NAME: &str = "dissolved-districts";

/// What a list has changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Loaded {
    /// Territories that were not known.
    pub added: usize,
    /// Territories with another name or another parent than before.
    pub updated: usize,
    /// Areas of this day that were not known, or were otherwise.
    pub areas: usize,
}

/// Loads the list that ships with the program, unless this very list is loaded already.
pub async fn load_shipped(sql: &Database, at: Timestamp) -> Result<Loaded, StoreError> {
    let scope = Scope::installation("start");
    if shipped::is_loaded(sql.read(&scope), SHIPPED_NAME, shipped_text()).await? {
        load_dissolved(sql, &scope).await?;
        return Ok(Loaded::default());
    }
    let edition = Edition::shipped().map_err(|error| StoreError::Refused(error.to_string()))?;
    let rows = Prepared::of(&edition);
    let (loaded, _) = sql
        .write(&scope, async |write| {
            shipped::note(write, SHIPPED_NAME, shipped_text()).await?;
            take_in(write, at, &edition, &rows).await
        })
        .await?;
    load_dissolved(sql, &scope).await?;
    Ok(loaded)
}

/// Loads the districts that reforms have ended, so that figures of their time find their place.
async fn load_dissolved(sql: &Database, scope: &Scope) -> Result<(), StoreError> {
    if shipped::is_loaded(sql.read(scope), DISSOLVED_NAME, dissolved_text()).await? {
        return Ok(());
    }
    sql.write(scope, async |write| {
        shipped::note(write, DISSOLVED_NAME, dissolved_text()).await?;
        for gone in dissolved_districts() {
            let ended = Ended {
                key: &gone.key,
                name: &gone.name,
                designation: &gone.designation,
                ended_on: gone.dissolved_on,
            };
            put_ended(write, &ended).await?;
        }
        Ok(())
    })
    .await?;
    Ok(())
}

/// A territory that is no more.
pub(in crate::territories) struct Ended<'a> {
    pub(in crate::territories) key: &'a TerritoryKey,
    pub(in crate::territories) name: &'a str,
    pub(in crate::territories) designation: &'a str,
    pub(in crate::territories) ended_on: Date,
}

/// Notes the end of a territory. One that no list has held so far is added with its area on its last day, of which only the type is known.
pub(in crate::territories) async fn put_ended(write: &mut Write, ended: &Ended<'_>) -> Result<bool, StoreError> {
    let (scheme, code) = (ended.key.scheme(), ended.key.code());
    let noted = sqlx::query("update territory set ended_on = $3 where scheme = $1 and code = $2")
        .bind(scheme)
        .bind(code)
        .bind(ended.ended_on.to_string())
        .execute(write.on())
        .await?;
    if 0 < noted.rows_affected() {
        return Ok(false);
    }
    let title = match ended.key.level() {
        Level::District => format!("{} ({}, bis {})", ended.name, ended.designation, ended.ended_on.year()),
        _ => format!(
            "{} ({}, {code}, bis {})",
            ended.name,
            ended.designation,
            ended.ended_on.year()
        )
        .replace("(, ", "("),
    };
    let last_day = ended.ended_on.yesterday().unwrap_or(ended.ended_on);
    let single = Single {
        key: ended.key,
        name: ended.name,
        title,
        designation: ended.designation,
        area_date: last_day,
        ended_on: Some(ended.ended_on),
        began_on: None,
    };
    put_single(write, &single).await?;
    Ok(true)
}

/// Adds a territory that a change has created after the newest list of keys; says whether it was unknown.
pub(in crate::territories) async fn put_begun(
    write: &mut Write,
    key: &TerritoryKey,
    name: &str,
    began_on: Date,
) -> Result<bool, StoreError> {
    let known: Option<(i64,)> = sqlx::query_as("select id from territory where scheme = $1 and code = $2")
        .bind(key.scheme())
        .bind(key.code())
        .fetch_optional(write.on())
        .await?;
    let (newest,): (Option<String>,) =
        sqlx::query_as("select max(area_date) from territory_edition where is_complete = 1")
            .fetch_one(write.on())
            .await?;
    // A list of a later day that does not hold it says that it is no more; the change that ended it will add it.
    if known.is_some() || newest.is_none_or(|newest| began_on.to_string() <= newest) {
        return Ok(false);
    }
    let single = Single {
        key,
        name: if name.is_empty() { key.code() } else { name },
        title: format!("{name} ({})", key.code()).trim().to_owned(),
        designation: "",
        area_date: began_on,
        ended_on: None,
        began_on: None,
    };
    put_single(write, &single).await?;
    Ok(true)
}

/// A territory that no list holds, with what is known of its area.
pub(in crate::territories) struct Single<'a> {
    pub(in crate::territories) key: &'a TerritoryKey,
    pub(in crate::territories) name: &'a str,
    pub(in crate::territories) title: String,
    pub(in crate::territories) designation: &'a str,
    pub(in crate::territories) area_date: Date,
    pub(in crate::territories) ended_on: Option<Date>,
    pub(in crate::territories) began_on: Option<Date>,
}

/// Adds a single territory below the smallest one around it that is known.
pub(in crate::territories) async fn put_single(write: &mut Write, single: &Single<'_>) -> Result<i64, StoreError> {
    let key = single.key;
    let around = match key.level() {
        Level::Part => key.municipality(),
        Level::Municipality | Level::Association => key.district(),
        _ => None,
    };
    let mut parent_id: Option<i64> = None;
    for candidate in [around, key.state()].into_iter().flatten() {
        let found: Option<(i64,)> = sqlx::query_as("select id from territory where scheme = $1 and code = $2")
            .bind(candidate.scheme())
            .bind(candidate.code())
            .fetch_optional(write.on())
            .await?;
        parent_id = parent_id.or(found.map(|(id,)| id));
    }
    let id = write.next_id(Numbered::Territory).await?;
    let organisation = write.scope().organisation().0;
    sqlx::query(
        "insert into territory (id, organisation_id, scheme, code, level, parent_id, name, title, folded, sort_key, ended_on, began_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(id)
    .bind(organisation)
    .bind(key.scheme())
    .bind(key.code())
    .bind(key.level().as_str())
    .bind(parent_id)
    .bind(single.name)
    .bind(&single.title)
    .bind(folded(&single.title))
    .bind(sort_key(&single.title))
    .bind(single.ended_on.map(|day| day.to_string()))
    .bind(single.began_on.map(|day| day.to_string()))
    .execute(write.on())
    .await?;
    sqlx::query("insert into territory_area (territory_id, area_date, designation, is_land) values ($1, $2, $3, 1)")
        .bind(id)
        .bind(single.area_date.to_string())
        .bind(single.designation)
        .execute(write.on())
        .await?;
    Ok(id)
}

/// Loads a list of keys.
pub async fn load(sql: &Database, scope: &Scope, at: Timestamp, edition: &Edition) -> Result<Loaded, StoreError> {
    let rows = Prepared::of(edition);
    let (loaded, _) = sql
        .write(scope, async |write| take_in(write, at, edition, &rows).await)
        .await?;
    Ok(loaded)
}

/// What is computed once, though a write may be tried several times.
struct Prepared<'a> {
    official: &'a Official,
    title: String,
    folded: String,
    sort_key: String,
}

impl<'a> Prepared<'a> {
    fn of(edition: &'a Edition) -> Vec<Self> {
        let prepare = |(official, title): (&'a Official, String)| Self {
            official,
            folded: folded(&title),
            sort_key: sort_key(&title),
            title,
        };
        edition
            .territories
            .iter()
            .zip(titles(&edition.territories))
            .map(prepare)
            .collect()
    }
}

struct Known {
    id: i64,
    title: String,
    parent_id: Option<i64>,
}

async fn take_in(
    write: &mut Write,
    at: Timestamp,
    edition: &Edition,
    rows: &[Prepared<'_>],
) -> Result<Loaded, StoreError> {
    let date = edition.about.area_date.to_string();
    let (newest,): (Option<String>,) =
        sqlx::query_as("select max(area_date) from territory_edition where is_complete = 1")
            .fetch_one(write.on())
            .await?;
    let is_newest = newest.is_none_or(|newest| newest <= date);
    let known = known(write).await?;
    let ids = number(write, rows, &known).await?;
    let mut loaded = Loaded {
        added: insert(write, rows, &known, &ids).await?,
        ..Loaded::default()
    };
    if is_newest {
        loaded.updated = update(write, rows, &known, &ids).await?;
    }
    loaded.areas = put_areas(write, &date, rows, &ids).await?;
    put_aliases(write, rows, &ids).await?;
    if is_newest && edition.is_complete() {
        put_same_area(write, rows, &ids).await?;
    }
    sqlx::query(
        "insert into territory_edition (area_date, source, licence, is_complete) values ($1, $2, $3, $4)
         on conflict (area_date, source) do update set licence = excluded.licence, is_complete = excluded.is_complete",
    )
    .bind(&date)
    .bind(&edition.about.source)
    .bind(&edition.about.licence)
    .bind(i64::from(edition.is_complete()))
    .execute(write.on())
    .await?;
    if loaded != Loaded::default() {
        let entry = audit::Entry {
            action: "territories.load",
            subject_kind: "territory_edition",
            subject: date,
            detail: json!({ "source": edition.about.source, "changes": loaded }),
        };
        audit::record(write, at, entry).await?;
    }
    Ok(loaded)
}

async fn known(write: &mut Write) -> Result<HashMap<String, Known>, StoreError> {
    let rows: Vec<(i64, String, String, Option<i64>)> =
        sqlx::query_as("select id, code, title, parent_id from territory where scheme = 'de'")
            .fetch_all(write.on())
            .await?;
    let known = |(id, code, title, parent_id)| (code, Known { id, title, parent_id });
    Ok(rows.into_iter().map(known).collect())
}

/// The number of every territory: the known ones keep theirs, the new ones follow in the order of the list.
async fn number(
    write: &mut Write,
    rows: &[Prepared<'_>],
    known: &HashMap<String, Known>,
) -> Result<HashMap<TerritoryKey, i64>, StoreError> {
    let mut next = write.next_id(Numbered::Territory).await?;
    let mut ids: HashMap<TerritoryKey, i64> = HashMap::new();
    for (code, known) in known {
        if let Ok(key) = code.parse() {
            ids.insert(key, known.id);
        }
    }
    for row in rows {
        ids.entry(row.official.key.clone()).or_insert_with(|| {
            next += 1;
            next - 1
        });
    }
    let orphan = rows
        .iter()
        .find_map(|row| row.official.parent.as_ref().filter(|parent| !ids.contains_key(*parent)));
    match orphan {
        Some(parent) => Err(StoreError::Refused(format!(
            "the list of keys names territories inside {parent}, which is in no list; import the table that holds {parent} in the same step"
        ))),
        None => Ok(ids),
    }
}

async fn insert(
    write: &mut Write,
    rows: &[Prepared<'_>],
    known: &HashMap<String, Known>,
    ids: &HashMap<TerritoryKey, i64>,
) -> Result<usize, StoreError> {
    let new: Vec<_> = rows
        .iter()
        .filter(|row| !known.contains_key(row.official.key.code()))
        .collect();
    let organisation = write.scope().organisation().0;
    for chunk in new.chunks(rows_at_once(10)) {
        let statement = format!(
            "insert into territory (id, organisation_id, scheme, code, level, parent_id, name, title, folded, sort_key) values {}",
            value_rows(chunk.len(), 10)
        );
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for row in chunk {
            let Official { key, parent, name, .. } = row.official;
            query = query
                .bind(ids[key])
                .bind(organisation)
                .bind(key.scheme())
                .bind(key.code())
                .bind(key.level().as_str())
                .bind(parent.as_ref().map(|parent| ids[parent]))
                .bind(name)
                .bind(&row.title)
                .bind(&row.folded)
                .bind(&row.sort_key);
        }
        query.execute(write.on()).await?;
    }
    Ok(new.len())
}

async fn update(
    write: &mut Write,
    rows: &[Prepared<'_>],
    known: &HashMap<String, Known>,
    ids: &HashMap<TerritoryKey, i64>,
) -> Result<usize, StoreError> {
    let mut n_updated = 0;
    for row in rows {
        let parent_id = row.official.parent.as_ref().map(|parent| ids[parent]);
        let Some(before) = known.get(row.official.key.code()) else {
            continue;
        };
        if before.title == row.title && before.parent_id == parent_id {
            continue;
        }
        sqlx::query(
            "update territory set parent_id = $1, name = $2, title = $3, folded = $4, sort_key = $5 where id = $6",
        )
        .bind(parent_id)
        .bind(&row.official.name)
        .bind(&row.title)
        .bind(&row.folded)
        .bind(&row.sort_key)
        .bind(before.id)
        .execute(write.on())
        .await?;
        n_updated += 1;
    }
    Ok(n_updated)
}

type AreaColumns = (i64, String, Option<i64>, Option<f64>, i64, Option<String>);

async fn put_areas(
    write: &mut Write,
    date: &str,
    rows: &[Prepared<'_>],
    ids: &HashMap<TerritoryKey, i64>,
) -> Result<usize, StoreError> {
    let known: Vec<AreaColumns> = sqlx::query_as(
        "select territory_id, designation, population, area_km2, is_land, valid_since from territory_area where area_date = $1",
    )
    .bind(date)
    .fetch_all(write.on())
    .await?;
    let known: HashMap<i64, AreaColumns> = known.into_iter().map(|area| (area.0, area)).collect();
    let area = |row: &Prepared<'_>| -> AreaColumns {
        let official = row.official;
        (
            ids[&official.key],
            official.designation.clone(),
            official.population,
            official.area_km2,
            i64::from(official.is_land),
            official.valid_since.map(|date| date.to_string()),
        )
    };
    let changed: Vec<AreaColumns> = rows
        .iter()
        .map(area)
        .filter(|area| known.get(&area.0) != Some(area))
        .collect();
    for chunk in changed.chunks(rows_at_once(7)) {
        let statement = format!(
            "insert into territory_area (territory_id, area_date, designation, population, area_km2, is_land, valid_since) values {}
             on conflict (territory_id, area_date) do update set designation = excluded.designation,
             population = excluded.population, area_km2 = excluded.area_km2, is_land = excluded.is_land,
             valid_since = excluded.valid_since",
            value_rows(chunk.len(), 7)
        );
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for (id, designation, population, area_km2, is_land, valid_since) in chunk {
            query = query
                .bind(id)
                .bind(date)
                .bind(designation)
                .bind(population)
                .bind(area_km2)
                .bind(is_land)
                .bind(valid_since);
        }
        query.execute(write.on()).await?;
    }
    Ok(changed.len())
}

async fn put_aliases(
    write: &mut Write,
    rows: &[Prepared<'_>],
    ids: &HashMap<TerritoryKey, i64>,
) -> Result<(), StoreError> {
    let known: Vec<(String, String, i64)> = sqlx::query_as("select scheme, code, territory_id from territory_alias")
        .fetch_all(write.on())
        .await?;
    let known: HashSet<(String, String, i64)> = known.into_iter().collect();
    let mut new = Vec::new();
    for Prepared { official, .. } in rows {
        let id = ids[&official.key];
        let ars = match &official.parent {
            Some(parent) if parent.level() == Level::Association => {
                Some(format!("{}{}", parent.code(), &official.key.code()[5..]))
            }
            _ => None,
        };
        let aliases = [("ars", ars), ("nuts", official.nuts.clone())];
        for (scheme, code) in aliases {
            if let Some(code) = code
                && let alias = (scheme.to_owned(), code, id)
                && !known.contains(&alias)
            {
                new.push(alias);
            }
        }
    }
    for chunk in new.chunks(rows_at_once(3)) {
        let statement = format!(
            "insert into territory_alias (scheme, code, territory_id) values {}",
            value_rows(chunk.len(), 3)
        );
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for (scheme, code, id) in chunk {
            query = query.bind(scheme).bind(code).bind(id);
        }
        query.execute(write.on()).await?;
    }
    Ok(())
}

/// A territory with exactly one child covers the same area as that child; chains of such make one group, linked in all directions.
async fn put_same_area(
    write: &mut Write,
    rows: &[Prepared<'_>],
    ids: &HashMap<TerritoryKey, i64>,
) -> Result<(), StoreError> {
    let mut children: BTreeMap<&TerritoryKey, Vec<&TerritoryKey>> = BTreeMap::new();
    for Prepared { official, .. } in rows {
        if let Some(parent) = &official.parent {
            children.entry(parent).or_default().push(&official.key);
        }
    }
    let only_child = |key: &TerritoryKey| match children.get(key).map(Vec::as_slice) {
        Some([only]) => Some(*only),
        _ => None,
    };
    let mut links: BTreeSet<(i64, i64)> = BTreeSet::new();
    for Prepared { official, .. } in rows {
        let chain: Vec<i64> = std::iter::successors(Some(&official.key), |key| only_child(key))
            .map(|key| ids[key])
            .collect();
        for &id in &chain {
            links.extend(chain.iter().filter(|other| **other != id).map(|other| (id, *other)));
        }
    }
    let known: Vec<(i64, i64)> = sqlx::query_as("select territory_id, other_id from territory_same_area")
        .fetch_all(write.on())
        .await?;
    if known.into_iter().collect::<BTreeSet<_>>() == links {
        return Ok(());
    }
    sqlx::query("delete from territory_same_area")
        .execute(write.on())
        .await?;
    for chunk in links.into_iter().collect::<Vec<_>>().chunks(rows_at_once(2)) {
        let statement = format!(
            "insert into territory_same_area (territory_id, other_id) values {}",
            value_rows(chunk.len(), 2)
        );
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for (id, other) in chunk {
            query = query.bind(id).bind(other);
        }
        query.execute(write.on()).await?;
    }
    Ok(())
}
