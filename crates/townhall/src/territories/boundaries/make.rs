//! Making boundaries that ship: from files of offices to common borders with few positions.
//!
//! For `lotse territories boundaries`. The result is TopoJSON, so any program for maps reads it, and beside it a note with source, licence
//! and area state of each layer. Nothing here is needed to run Lotse.

use std::collections::BTreeMap;

use figures::territory::{Level, TerritoryKey};
use formats::{
    geometry::Shape,
    topojson::{LooseArea, Topology},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::file::Areas;
use crate::territories::dissolved_districts;

/// What stands beside the file about one layer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AboutLayer {
    /// The level of the areas, which is also the name of the layer.
    pub level: Level,
    /// The first day on which the areas were so, as far as is known.
    pub area_from: Date,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_until: Option<Date>,
    /// How the area state is known.
    pub area_state_proof: String,
    /// The note that every use must carry.
    pub source: String,
    /// The address of the licence.
    pub licence: String,
    /// The address of the data set.
    pub data_set: String,
    /// What was done to the data.
    pub changes: String,
}

/// A finished file of boundaries.
#[derive(Debug, Clone)]
pub struct Made {
    /// The boundaries as TopoJSON.
    pub topology: Topology,
    /// For each layer between which days its areas were so, as its keys prove; without a first day where they prove none.
    pub area_states: BTreeMap<Level, (Option<Date>, Option<Date>)>,
}

/// Makes one file of several layers. `square_metres` is how large the triangles are that disappear.
pub fn make(layers: &[Areas], mesh_degrees: f64, square_metres: f64) -> Made {
    let mut loose = Vec::new();
    let mut area_states = BTreeMap::new();
    for areas in layers {
        let Some(level) = areas.level else { continue };
        area_states.insert(level, area_state(areas.shapes.keys()));
        loose.extend(areas.shapes.iter().map(|(key, shape)| LooseArea {
            layer: level.as_str().to_owned(),
            id: key.code().to_owned(),
            shape: shape.clone(),
        }));
    }
    let mut topology = Topology::of(&loose, mesh_degrees);
    topology.simplify(square_metres);
    Made { topology, area_states }
}

/// The same areas with fewer positions; neighbours keep touching. Areas that are too small for the grid stay as they are.
fn coarser<K: Ord + Clone>(shapes: &BTreeMap<K, Shape>, mesh_degrees: f64, square_metres: f64) -> BTreeMap<K, Shape> {
    let loose: Vec<LooseArea> = shapes
        .values()
        .enumerate()
        .map(|(n, shape)| LooseArea {
            layer: String::new(),
            id: n.to_string(),
            shape: shape.clone(),
        })
        .collect();
    let mut topology = Topology::of(&loose, mesh_degrees);
    topology.simplify(square_metres);
    let coarse: BTreeMap<&str, Shape> = topology
        .areas
        .iter()
        .map(|area| (area.id.as_str(), topology.shape(area)))
        .collect();
    let one = |(n, (key, shape)): (usize, (&K, &Shape))| {
        let coarse = coarse.get(n.to_string().as_str()).filter(|shape| !shape.is_empty());
        (key.clone(), coarse.unwrap_or(shape).clone())
    };
    shapes.iter().enumerate().map(one).collect()
}

/// Size of the triangles that no page can show, in square metres.
const fn unseen_square_metres(level: Level) -> f64 {
    match level {
        Level::Part => 100.0,
        Level::Municipality | Level::Association => 2_500.0,
        Level::District => 10_000.0,
        Level::Country | Level::State | Level::Region => 40_000.0,
    }
}

/// Areas of a level without the positions that no page can show.
pub fn for_pages(shapes: &BTreeMap<TerritoryKey, Shape>, level: Level) -> BTreeMap<TerritoryKey, Shape> {
    /// A metre, and a tenth of it for parts of towns: more than any file holds.
    const MESH_DEGREES: [f64; 2] = [1e-5, 1e-6];
    let mesh = MESH_DEGREES[usize::from(level == Level::Part)];
    coarser(shapes, mesh, unseen_square_metres(level))
}

/// What [`for_pages`] does, as a remark of the set.
pub fn remark_for_pages(level: Level) -> String {
    format!(
        "positions that no page can show left out (triangles below {} m²)",
        unseen_square_metres(level)
    )
}

/// Many areas as a first look shows them.
pub fn for_preview(shapes: &BTreeMap<String, Shape>) -> BTreeMap<String, Shape> {
    coarser(shapes, 1e-4, 100_000.0)
}

/// Between which days all of these districts existed, as far as the reforms that are known tell.
fn area_state<'a>(keys: impl Iterator<Item = &'a TerritoryKey>) -> (Option<Date>, Option<Date>) {
    let keys: Vec<&TerritoryKey> = keys.collect();
    let reforms = dissolved_districts();
    let until = reforms.iter().filter(|gone| keys.contains(&&gone.key));
    let until = until
        .map(|gone| gone.dissolved_on)
        .min()
        .and_then(|day| day.yesterday().ok());
    let from = reforms
        .iter()
        .filter(|gone| !keys.contains(&&gone.key) && gone.successors.iter().any(|key| keys.contains(&key)));
    (from.map(|gone| gone.dissolved_on).max(), until)
}
