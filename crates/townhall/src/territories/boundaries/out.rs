//! Boundaries for other programs: one set, whole or inside a territory, as features with official keys, and what must be said beside them.
//!
//! A set leaves the installation as it is kept: never mixed with another one, with its area state, its source and its licence.

use std::collections::BTreeMap;

use figures::territory::Level;
use formats::{
    geometry::{Shape, Written},
    topojson::{LooseArea, Topology},
};
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use store::{StoreError, sql::Read};

use super::{BoundarySet, is_of, members_of_set, shapes};
use crate::territories::{KeyTable, Territory, by_ids};

/// The grid on which shapes are kept, in degrees.
const GRID_DEGREES: f64 = 1e-6;

/// The set of a level whose areas are right on a day; without a day the newest one.
pub fn set_at(sets: &[BoundarySet], level: Level, day: Option<Date>) -> Option<&BoundarySet> {
    let is_right = |set: &&BoundarySet| set.level == level && day.is_none_or(|day| is_of(set, day));
    sets.iter().find(is_right)
}

/// What must be said beside areas of a set.
pub fn about(set: &BoundarySet) -> Map<String, Value> {
    let about = json!({
        "level": set.level,
        "area_from": set.area_from,
        "area_until": set.area_until,
        "source": set.source,
        "licence": set.licence,
        "data_set": set.data_set,
        "changes": set.remark,
    });
    match about {
        Value::Object(about) => about,
        _ => Map::new(),
    }
}

/// The areas of a set inside a territory, or all of them, in the order of their keys.
pub async fn areas(
    read: Read<'_>,
    keys: &KeyTable,
    set: &BoundarySet,
    inside: Option<&Territory>,
) -> Result<Vec<(Territory, Shape)>, StoreError> {
    let ids = members_of_set(read, set).await?;
    let is_inside = |id: &i32| match (inside, keys.key_of(*id)) {
        (None, _) => true,
        (Some(around), Some(key)) => around.level() == Level::Country || is_part_of(key.code(), around),
        (Some(_), None) => false,
    };
    let ids: Vec<i32> = ids.into_iter().filter(is_inside).collect();
    let mut shapes = shapes(read, set, &ids).await?;
    let territories: BTreeMap<i32, Territory> = by_ids(read, &ids).await?;
    // Members of an association have keys of their own district; only their parent tells.
    let is_member = |one: &Territory| match inside {
        Some(around) if around.level() == Level::Association && one.level() == Level::Municipality => {
            one.parent_id == Some(around.id)
        }
        _ => true,
    };
    let mut areas: Vec<(Territory, Shape)> = territories
        .into_values()
        .filter(is_member)
        .filter_map(|one| {
            let shape = shapes.remove(&one.id)?;
            Some((one, shape))
        })
        .collect();
    areas.sort_by(|(a, _), (b, _)| a.key.cmp(&b.key));
    Ok(areas)
}

/// Whether a key lies in a territory, as far as keys tell: the members of an association share the key of its district.
fn is_part_of(code: &str, around: &Territory) -> bool {
    match around.level() {
        Level::Association if code.len() != around.code().len() => code.get(..5) == around.code().get(..5),
        _ => code.starts_with(around.code()),
    }
}

/// An area as a feature.
pub fn written((territory, shape): (Territory, Shape)) -> Written {
    let properties = [
        ("key", json!(territory.key)),
        ("code", json!(territory.code())),
        ("level", json!(territory.level())),
        ("name", json!(territory.name)),
        ("title", json!(territory.title)),
        ("designation", json!(territory.area.designation)),
    ];
    Written {
        id: territory.key.to_string(),
        properties: properties
            .map(|(name, value)| (name.to_owned(), value))
            .into_iter()
            .collect(),
        shape,
    }
}

/// Areas over common borders, on the grid on which they are kept.
pub fn topology(areas: &[(Territory, Shape)]) -> Topology {
    let loose: Vec<LooseArea> = areas
        .iter()
        .map(|(territory, shape)| LooseArea {
            layer: territory.level().as_str().to_owned(),
            id: territory.code().to_owned(),
            shape: shape.clone(),
        })
        .collect();
    Topology::of(&loose, GRID_DEGREES)
}
