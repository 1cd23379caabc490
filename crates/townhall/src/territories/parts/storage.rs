//! Parts of municipalities in SQL: each is a territory like any other, below its municipality.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use store::{StoreError, sql::Write};
use web::format::{folded, sort_key};

use super::NewPart;
use crate::territories::{
    Territory,
    boundaries::{NewSet, put_set},
    storage::{Single, put_single},
};

/// What a part is called where its type stands.
const DESIGNATION: &str = "Gemeindeteil";

pub(super) async fn put(
    write: &mut Write,
    at: Timestamp,
    municipality: &Territory,
    set: &NewSet,
    parts: &[NewPart],
) -> Result<String, StoreError> {
    let mut n_of_name: BTreeMap<&str, usize> = BTreeMap::new();
    for part in parts {
        *n_of_name.entry(&part.name).or_default() += 1;
    }
    for part in parts {
        let title = match n_of_name.get(part.name.as_str()) {
            Some(1) => format!("{} ({})", part.name, municipality.name),
            _ => format!("{} ({}, {})", part.name, municipality.name, part.key.code()),
        };
        // One that an earlier file had and a later one gave up is there again.
        let known = sqlx::query(
            "update territory set name = $3, title = $4, folded = $5, sort_key = $6, ended_on = null where scheme = $1 and code = $2",
        )
        .bind(part.key.scheme())
        .bind(part.key.code())
        .bind(&part.name)
        .bind(&title)
        .bind(folded(&title))
        .bind(sort_key(&title))
        .execute(write.on())
        .await?;
        if known.rows_affected() == 0 {
            let single = Single {
                key: &part.key,
                name: &part.name,
                title,
                designation: DESIGNATION,
                area_date: set.area_from,
                ended_on: None,
                began_on: None,
            };
            put_single(write, &single).await?;
        }
    }
    let shapes = parts
        .iter()
        .map(|part| (part.key.clone(), part.shape.clone()))
        .collect();
    let (id, _) = put_set(write, at, set, &shapes).await?;
    Ok(id)
}

/// Parts of which no set of boundaries is left are no more.
pub(in crate::territories) async fn end_without_area(write: &mut Write, on: Date) -> Result<(), StoreError> {
    sqlx::query(
        "update territory set ended_on = $1 where level = 'part' and ended_on is null
           and not exists (select 1 from territory_boundary b where b.territory_id = territory.id)",
    )
    .bind(on.to_string())
    .execute(write.on())
    .await?;
    Ok(())
}
