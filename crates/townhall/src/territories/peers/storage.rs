//! Typologies in SQL.

use jiff::Timestamp;
use serde_json::json;
use sqlx::{AssertSqlSafe, FromRow};
use store::{
    StoreError,
    sql::{Read, Write, rows_at_once, value_rows},
};
use uuid::Uuid;

use super::{NewTypology, Peer, PlaceType};
use crate::{
    audit,
    territories::{Territory, by_ids},
};

pub(super) async fn put(
    write: &mut Write,
    at: Timestamp,
    typology: &NewTypology,
    places: &[(i32, String)],
) -> Result<(), StoreError> {
    let level = typology.level.as_str();
    let known: Option<(String,)> =
        sqlx::query_as("select id from territory_typology where name = $1 and edition = $2 and level = $3")
            .bind(&typology.name)
            .bind(&typology.edition)
            .bind(level)
            .fetch_optional(write.on())
            .await?;
    let id = match known {
        Some((id,)) => {
            sqlx::query("delete from territory_type where typology_id = $1")
                .bind(&id)
                .execute(write.on())
                .await?;
            sqlx::query("update territory_typology set source = $2, licence = $3, taken_in_at = $4 where id = $1")
                .bind(&id)
                .bind(&typology.source)
                .bind(&typology.licence)
                .bind(at.as_microsecond())
                .execute(write.on())
                .await?;
            id
        }
        None => {
            let id = Uuid::now_v7().to_string();
            let organisation = write.scope().organisation().0;
            sqlx::query(
                "insert into territory_typology (id, organisation_id, name, edition, level, source, licence, taken_in_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8)",
            )
            .bind(&id)
            .bind(organisation)
            .bind(&typology.name)
            .bind(&typology.edition)
            .bind(level)
            .bind(&typology.source)
            .bind(&typology.licence)
            .bind(at.as_microsecond())
            .execute(write.on())
            .await?;
            id
        }
    };
    for chunk in places.chunks(rows_at_once(4)) {
        let statement = format!(
            "insert into territory_type (typology_id, territory_id, code, label) values {}",
            value_rows(chunk.len(), 4)
        );
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for (territory, code) in chunk {
            query = query.bind(&id).bind(i64::from(*territory)).bind(code).bind("");
        }
        query.execute(write.on()).await?;
    }
    let entry = audit::Entry {
        action: "territories.typology",
        subject_kind: "territory_typology",
        subject: id,
        detail: json!({ "name": typology.name, "edition": typology.edition, "level": level, "places": places.len() }),
    };
    audit::record(write, at, entry).await
}

#[derive(FromRow)]
struct Row {
    typology: String,
    name: String,
    edition: String,
    code: String,
    source: String,
    licence: String,
    n_places: i64,
}

/// The types of a place, those of the newest editions first.
pub async fn types_of(read: Read<'_>, territory: i32) -> Result<Vec<PlaceType>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select y.id as typology, y.name, y.edition, p.code, y.source, y.licence,
                (select count(*) from territory_type o join territory t on t.id = o.territory_id
                 join territory_area a on a.territory_id = t.id
                  and a.area_date = (select max(b.area_date) from territory_area b where b.territory_id = t.id)
                 where o.typology_id = y.id and o.code = p.code and t.ended_on is null and a.is_land = 1
                   and coalesce(a.population, 1) > 0) as n_places
         from territory_type p join territory_typology y on y.id = p.typology_id
         where p.territory_id = $1 order by y.edition desc, y.name",
    )
    .bind(i64::from(territory))
    .fetch_all(read.on())
    .await?;
    let of_place = |row: Row| PlaceType {
        typology: row.typology,
        name: row.name,
        edition: row.edition,
        code: row.code,
        source: row.source,
        licence: row.licence,
        n_places: row.n_places,
    };
    Ok(rows.into_iter().map(of_place).collect())
}

/// Places of the same type, those of the most similar population first; not the place itself.
pub async fn peers_of(
    read: Read<'_>,
    territory: &Territory,
    of: &PlaceType,
    limit: usize,
) -> Result<Vec<Peer>, StoreError> {
    let ids: Vec<(i64,)> =
        sqlx::query_as("select territory_id from territory_type where typology_id = $1 and code = $2")
            .bind(&of.typology)
            .bind(&of.code)
            .fetch_all(read.on())
            .await?;
    let ids: Vec<i32> = ids.into_iter().filter_map(|(id,)| i32::try_from(id).ok()).collect();
    let mut peers: Vec<Territory> = by_ids(read, &ids).await?.into_values().collect();
    peers.retain(|peer| peer.id != territory.id && peer.ended_on.is_none() && peer.area.is_inhabited());
    // Twice as many people are as far away as half as many; unknown is farthest.
    let own = territory.area.population.unwrap_or(0).max(1) as f64;
    let distance = |peer: &Territory| {
        let people = peer
            .area
            .population
            .map_or(f64::INFINITY, |people| people.max(1) as f64);
        if people < own { own / people } else { people / own }
    };
    peers.sort_by(|a, b| distance(a).total_cmp(&distance(b)).then_with(|| a.key.cmp(&b.key)));
    peers.truncate(limit);
    Ok(peers.into_iter().map(|territory| Peer { territory }).collect())
}
