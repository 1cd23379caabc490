//! Boundaries in SQL: sets by level and area state, and the shape of each territory in a set.

use std::collections::{BTreeMap, HashMap};

use figures::territory::{Level, TerritoryKey};
use formats::geometry::Shape;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde_json::json;
use sqlx::{AssertSqlSafe, FromRow};
use store::{
    StoreError,
    sql::{CHUNK, Read, Write, rows_at_once, value_list, value_rows},
};
use uuid::Uuid;

use super::{BoundarySet, NewSet, shape_text};
use crate::{audit, territories::parts};

#[derive(FromRow)]
struct Row {
    id: String,
    level: String,
    area_from: String,
    area_until: Option<String>,
    remark: String,
    source: String,
    licence: String,
    data_set: String,
    file_name: Option<String>,
    n_areas: i64,
}

fn damaged(what: &str) -> StoreError {
    StoreError::Schema(format!("the boundaries of territories hold a damaged {what}"))
}

impl TryFrom<Row> for BoundarySet {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let date = |text: &str| text.parse::<Date>().map_err(|_| damaged("day"));
        Ok(Self {
            level: row.level.parse().map_err(|_| damaged("level"))?,
            area_from: date(&row.area_from)?,
            area_until: row.area_until.as_deref().map(date).transpose()?,
            remark: row.remark,
            source: row.source,
            licence: row.licence,
            data_set: row.data_set,
            file_name: row.file_name,
            n_areas: row.n_areas,
            id: row.id,
        })
    }
}

/// Stores a set of areas. A set of the same level, area state and source gets the areas added or replaced.
pub(in crate::territories) async fn put(
    write: &mut Write,
    at: Timestamp,
    set: &NewSet,
    shapes: &BTreeMap<TerritoryKey, Shape>,
) -> Result<(String, usize), StoreError> {
    let (level, from) = (set.level.as_str(), set.area_from.to_string());
    let known: Option<(String,)> =
        sqlx::query_as("select id from territory_boundary_set where level = $1 and area_from = $2 and source = $3")
            .bind(level)
            .bind(&from)
            .bind(&set.source)
            .fetch_optional(write.on())
            .await?;
    let organisation = write.scope().organisation().0;
    let until = set.area_until.map(|date| date.to_string());
    let id = match known {
        Some((id,)) => {
            sqlx::query(
                "update territory_boundary_set set area_until = $2, remark = $3, licence = $4, data_set = $5, taken_in_at = $6 where id = $1",
            )
            .bind(&id)
            .bind(&until)
            .bind(&set.remark)
            .bind(&set.licence)
            .bind(&set.data_set)
            .bind(at.as_microsecond())
            .execute(write.on())
            .await?;
            id
        }
        None => {
            let id = Uuid::now_v7().to_string();
            sqlx::query(
                "insert into territory_boundary_set
                   (id, organisation_id, level, area_from, area_until, remark, source, licence, data_set, taken_in_at, file_name)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            )
            .bind(&id)
            .bind(organisation)
            .bind(level)
            .bind(&from)
            .bind(&until)
            .bind(&set.remark)
            .bind(&set.source)
            .bind(&set.licence)
            .bind(&set.data_set)
            .bind(at.as_microsecond())
            .bind(&set.file_name)
            .execute(write.on())
            .await?;
            id
        }
    };
    let ids = ids_of(write, set.level).await?;
    let rows: Vec<(i64, String)> = shapes
        .iter()
        .filter_map(|(key, shape)| Some((*ids.get(key.code())?, shape_text::write(shape))))
        .collect();
    for chunk in rows.chunks(rows_at_once(3)) {
        let statement = format!(
            "insert into territory_boundary (set_id, territory_id, shape) values {}
             on conflict (set_id, territory_id) do update set shape = excluded.shape",
            value_rows(chunk.len(), 3)
        );
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for (territory, shape) in chunk {
            query = query.bind(&id).bind(territory).bind(shape);
        }
        query.execute(write.on()).await?;
    }
    let entry = audit::Entry {
        action: "territories.boundaries",
        subject_kind: "territory_boundary_set",
        subject: id.clone(),
        detail: json!({ "level": level, "area_from": from, "area_until": until, "source": set.source, "areas": rows.len() }),
    };
    audit::record(write, at, entry).await?;
    Ok((id, rows.len()))
}

/// Removes a set that came from a file.
pub(super) async fn remove(write: &mut Write, at: Timestamp, id: &str) -> Result<bool, StoreError> {
    let known: Option<(String, String, Option<String>)> =
        sqlx::query_as("select level, area_from, file_name from territory_boundary_set where id = $1")
            .bind(id)
            .fetch_optional(write.on())
            .await?;
    let Some((level, area_from, Some(file_name))) = known else {
        return Ok(false);
    };
    for statement in [
        "delete from territory_boundary where set_id = $1",
        "delete from territory_boundary_set where id = $1",
    ] {
        sqlx::query(statement).bind(id).execute(write.on()).await?;
    }
    parts::end_without_area(write, at.to_zoned(TimeZone::UTC).date()).await?;
    let entry = audit::Entry {
        action: "territories.boundaries-removed",
        subject_kind: "territory_boundary_set",
        subject: id.to_owned(),
        detail: json!({ "level": level, "area_from": area_from, "file": file_name }),
    };
    audit::record(write, at, entry).await?;
    Ok(true)
}

async fn ids_of(write: &mut Write, level: Level) -> Result<HashMap<String, i64>, StoreError> {
    let rows: Vec<(String, i64)> = sqlx::query_as("select code, id from territory where level = $1")
        .bind(level.as_str())
        .fetch_all(write.on())
        .await?;
    Ok(rows.into_iter().collect())
}

/// All sets, those of the newest area state first.
pub async fn boundary_sets(read: Read<'_>) -> Result<Vec<BoundarySet>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select s.id, s.level, s.area_from, s.area_until, s.remark, s.source, s.licence, s.data_set, s.file_name,
                (select count(*) from territory_boundary b where b.set_id = s.id) as n_areas
         from territory_boundary_set s order by s.area_from desc, s.taken_in_at desc, s.id",
    )
    .fetch_all(read.on())
    .await?;
    rows.into_iter().map(BoundarySet::try_from).collect()
}

/// The shapes of some territories in a set; those without one are left out.
pub async fn shapes(read: Read<'_>, set: &BoundarySet, ids: &[i32]) -> Result<BTreeMap<i32, Shape>, StoreError> {
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(CHUNK) {
        let statement = format!(
            "select territory_id, shape from territory_boundary where set_id = $1 and territory_id in ({})",
            value_list(2, chunk.len())
        );
        let mut query = sqlx::query_as::<_, (i64, String)>(AssertSqlSafe(statement)).bind(&set.id);
        for id in chunk {
            query = query.bind(i64::from(*id));
        }
        for (id, text) in query.fetch_all(read.on()).await? {
            found.insert(lake_key(id)?, shape_text::read(&text).ok_or_else(|| damaged("shape"))?);
        }
    }
    Ok(found)
}

/// All territories that have a shape in a set.
pub async fn members_of_set(read: Read<'_>, set: &BoundarySet) -> Result<Vec<i32>, StoreError> {
    let rows: Vec<(i64,)> =
        sqlx::query_as("select territory_id from territory_boundary where set_id = $1 order by territory_id")
            .bind(&set.id)
            .fetch_all(read.on())
            .await?;
    rows.into_iter().map(|(id,)| lake_key(id)).collect()
}

/// The newest set that holds a territory.
pub async fn set_with(read: Read<'_>, territory: i32) -> Result<Option<BoundarySet>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "select s.id, s.level, s.area_from, s.area_until, s.remark, s.source, s.licence, s.data_set, s.file_name,
                (select count(*) from territory_boundary b where b.set_id = s.id) as n_areas
         from territory_boundary_set s join territory_boundary b on b.set_id = s.id
         where b.territory_id = $1 order by s.area_from desc, s.taken_in_at desc, s.id limit 1",
    )
    .bind(i64::from(territory))
    .fetch_optional(read.on())
    .await?;
    row.map(BoundarySet::try_from).transpose()
}

/// Whether any set holds areas of a level inside the territory with this key.
pub async fn is_mapped(read: Read<'_>, level: Level, inside: &str) -> Result<bool, StoreError> {
    let found: Option<(i64,)> = sqlx::query_as(
        "select b.territory_id from territory_boundary_set s join territory_boundary b on b.set_id = s.id
         join territory t on t.id = b.territory_id
         where s.level = $1 and substr(t.code, 1, $2) = $3 limit 1",
    )
    .bind(level.as_str())
    .bind(i32::try_from(inside.len()).unwrap_or(i32::MAX))
    .bind(inside)
    .fetch_optional(read.on())
    .await?;
    Ok(found.is_some())
}

fn lake_key(id: i64) -> Result<i32, StoreError> {
    i32::try_from(id).map_err(|_| damaged("id"))
}
