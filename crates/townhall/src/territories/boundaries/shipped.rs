//! The boundaries that ship with the program, and the sets that follow from them.
//!
//! The districts in reach are of the years before Eisenach joined its district. The set of the years after it is the same with these two joined:
//! a whole district became part of another one, so the union is exact. Both sets are stored, each with its days.

use std::collections::BTreeMap;

use figures::territory::{Level, TerritoryKey};
use formats::{
    geometry::Shape,
    topojson::{Topology, TopologyArea},
};
use jiff::{Timestamp, civil::Date};
use serde::Deserialize;
use store::{StoreError, scope::Scope, sql::Database};

use super::{AboutLayer, NewSet, storage};
use crate::{shipped, territories::dissolved_districts};

const BOUNDARIES: &str = include_str!("../../../../../data/territories/boundaries.topojson");
const ABOUT: &str = include_str!("../../../../../data/territories/boundaries.source.toml");
const NAME: &str = "boundaries";

#[derive(Deserialize)]
struct About {
    layer: Vec<AboutLayer>,
}

/// A set with its shapes.
type Ready = (NewSet, BTreeMap<TerritoryKey, Shape>);

/// Loads the boundaries that ship, unless these very ones are loaded already. The districts of the list must be there before.
pub async fn load_shipped_boundaries(sql: &Database, at: Timestamp) -> Result<(), StoreError> {
    let scope = Scope::installation("start");
    let text = format!("{ABOUT}{BOUNDARIES}");
    if shipped::is_loaded(sql.read(&scope), NAME, &text).await? {
        return Ok(());
    }
    let sets = sets().map_err(StoreError::Refused)?;
    sql.write(&scope, async |write| {
        shipped::note(write, NAME, &text).await?;
        for (set, shapes) in &sets {
            storage::put(write, at, set, shapes).await?;
        }
        Ok(())
    })
    .await?;
    Ok(())
}

/// The sets that ship, and those that follow from them.
pub(super) fn sets() -> Result<Vec<Ready>, String> {
    let topology = Topology::read(BOUNDARIES).map_err(|error| error.to_string())?;
    let about: About = toml::from_str(ABOUT)
        .map_err(|error| format!("the note about the boundaries is broken ({})", error.message()))?;
    let mut sets = Vec::new();
    for layer in about.layer {
        let name = layer.level.as_str();
        let areas: Vec<TopologyArea> = topology
            .areas
            .iter()
            .filter(|area| area.layer == name)
            .cloned()
            .collect();
        let set = NewSet {
            level: layer.level,
            area_from: layer.area_from,
            area_until: layer.area_until,
            remark: layer.changes,
            source: layer.source,
            licence: layer.licence,
            data_set: layer.data_set,
            file_name: None,
        };
        if let Some(next) = layer.area_until.and_then(|until| until.tomorrow().ok()) {
            sets.extend(joined(&topology, &set, &areas, next));
        }
        let shapes = shapes(&topology, &areas);
        sets.push((set, shapes));
    }
    Ok(sets)
}

fn shapes(topology: &Topology, areas: &[TopologyArea]) -> BTreeMap<TerritoryKey, Shape> {
    let one = |area: &TopologyArea| Some((area.id.parse().ok()?, topology.shape(area)));
    areas.iter().filter_map(one).collect()
}

/// The set after the reforms of one day, when each of them put whole districts into others that are in the set already.
fn joined(topology: &Topology, before: &NewSet, areas: &[TopologyArea], day: Date) -> Option<Ready> {
    if before.level != Level::District {
        return None;
    }
    let has = |key: &TerritoryKey| areas.iter().any(|area| area.id == key.code());
    let into = |id: &str| -> Option<String> {
        let gone = dissolved_districts()
            .iter()
            .find(|gone| gone.key.code() == id && gone.dissolved_on == day);
        match gone {
            None => Some(id.to_owned()),
            Some(gone) => gone.successors.first().map(|key| key.code().to_owned()),
        }
    };
    let reforms: Vec<_> = dissolved_districts()
        .iter()
        .filter(|gone| gone.dissolved_on == day)
        .collect();
    let is_whole = reforms
        .iter()
        .all(|gone| has(&gone.key) && gone.successors.len() == 1 && gone.successors.iter().all(has));
    let is_last = dissolved_districts().iter().all(|gone| gone.dissolved_on <= day);
    if reforms.is_empty() || !is_whole || !is_last {
        return None;
    }
    let areas = topology.joined(before.level.as_str(), before.level.as_str(), &into);
    let names: Vec<&str> = reforms.iter().map(|gone| gone.title.as_str()).collect();
    let set = NewSet {
        area_from: day,
        area_until: None,
        remark: format!(
            "{} {} joined to its successor, as the law of {day} did.",
            before.remark,
            names.join(", ")
        ),
        ..before.clone()
    };
    let shapes = shapes(topology, &areas);
    Some((set, shapes))
}
