//! TopoJSON: areas that share their borders, in and out.
//!
//! The layout is „The TopoJSON Format Specification“ (2017), with quantised positions (2.1.2) and delta-encoded arcs (2.1.3). A border
//! between two areas is written once, so a map drawn from such a file has no gaps, however coarse it is. Making such a file of loose
//! areas is the work of [`Topology::of`]; making it coarser that of [`Topology::simplify`]; joining areas to larger ones that of [`Topology::joined`].

mod cut;
mod loose;
mod simplify;

use serde::{Deserialize, Serialize};

pub(crate) use self::loose::read as loose;
use crate::geometry::{Position, Ring, Shape, normalised, signed_area};

/// A position on the grid.
pub(crate) type Point = [i32; 2];

/// Areas over common borders.
#[derive(Debug, Clone, PartialEq)]
pub struct Topology {
    /// Where the grid begins, and how wide its meshes are.
    grid: Grid,
    /// The borders, each once.
    arcs: Vec<Vec<Point>>,
    /// The areas.
    pub areas: Vec<TopologyArea>,
}

/// One area over common borders.
#[derive(Debug, Clone, PartialEq)]
pub struct TopologyArea {
    /// To which layer it belongs, for example `districts`.
    pub layer: String,
    /// What identifies it: its official key.
    pub id: String,
    /// Polygons of rings of borders; a border that runs backwards is written as `!n`, as the format has it.
    polygons: Vec<Vec<Vec<i32>>>,
}

/// An area that is to become part of a topology.
#[derive(Debug, Clone, PartialEq)]
pub struct LooseArea {
    /// To which layer it belongs.
    pub layer: String,
    /// What identifies it.
    pub id: String,
    /// Its shape in degrees.
    pub shape: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Grid {
    scale: Position,
    translate: Position,
}

impl Grid {
    fn position(&self, point: Point) -> Position {
        self.degrees(point.map(f64::from))
    }

    fn degrees(&self, point: Position) -> Position {
        [0, 1].map(|axis| {
            let degrees = point[axis].mul_add(self.scale[axis], self.translate[axis]);
            // The grid has no more digits than this; the rest is noise of the multiplication.
            (degrees * 1e7).round() / 1e7
        })
    }
}

/// Why a file is no topology.
#[derive(Debug, thiserror::Error)]
pub enum TopologyError {
    /// Not the layout.
    #[error("this is no TopoJSON ({0}); write the file anew with \"lotse territories boundaries\"")]
    Broken(String),
}

impl Topology {
    /// The shape of an area in degrees.
    pub fn shape(&self, area: &TopologyArea) -> Shape {
        let ring = |arcs: &Vec<i32>| -> Ring {
            self.points(arcs)
                .into_iter()
                .map(|point| self.grid.position(point))
                .collect()
        };
        let polygons = area.polygons.iter().map(|rings| rings.iter().map(ring).collect());
        normalised(polygons.collect())
    }

    /// The number of positions of all borders.
    pub fn n_positions(&self) -> usize {
        self.arcs.iter().map(Vec::len).sum()
    }

    /// The points of a ring.
    fn points(&self, arcs: &[i32]) -> Vec<Point> {
        let mut ring: Vec<Point> = Vec::new();
        for &arc in arcs {
            let is_backwards = arc < 0;
            let index = if is_backwards { !arc } else { arc };
            let Some(points) = usize::try_from(index).ok().and_then(|index| self.arcs.get(index)) else {
                continue;
            };
            // Each border begins where the one before it ended.
            let skip = usize::from(!ring.is_empty());
            if is_backwards {
                ring.extend(points.iter().rev().skip(skip));
            } else {
                ring.extend(points.iter().skip(skip));
            }
        }
        ring
    }

    /// The areas of a layer joined to larger ones, without the borders between them. `group` says to which larger area one belongs;
    /// areas without a group are left out.
    #[must_use]
    pub fn joined(&self, layer: &str, into: &str, group: &dyn Fn(&str) -> Option<String>) -> Vec<TopologyArea> {
        let mut groups: std::collections::BTreeMap<String, Vec<&TopologyArea>> = std::collections::BTreeMap::new();
        for area in self.areas.iter().filter(|area| area.layer == layer) {
            if let Some(group) = group(&area.id) {
                groups.entry(group).or_default().push(area);
            }
        }
        let join = |(id, parts): (String, Vec<&TopologyArea>)| TopologyArea {
            layer: into.to_owned(),
            id,
            polygons: self.without_inner_borders(&parts),
        };
        groups.into_iter().map(join).collect()
    }

    fn without_inner_borders(&self, parts: &[&TopologyArea]) -> Vec<Vec<Vec<i32>>> {
        let all = parts
            .iter()
            .flat_map(|part| part.polygons.iter().flatten().flatten().copied());
        let mut uses: std::collections::BTreeMap<i32, (i32, i32)> = std::collections::BTreeMap::new();
        for arc in all {
            let uses = uses.entry(if arc < 0 { !arc } else { arc }).or_default();
            if arc < 0 { uses.1 += 1 } else { uses.0 += 1 }
        }
        let outer = uses
            .into_iter()
            .filter_map(|(arc, (forwards, backwards))| match forwards - backwards {
                0 => None,
                n if 0 < n => Some(arc),
                _ => Some(!arc),
            });
        let mut left: Vec<i32> = outer.collect();
        let ends = |arc: i32| -> Option<(Point, Point)> {
            let points = self.points(&[arc]);
            Some((*points.first()?, *points.last()?))
        };
        let mut rings: Vec<Vec<i32>> = Vec::new();
        while let Some(first) = left.pop() {
            let Some((start, mut end)) = ends(first) else { continue };
            let mut ring = vec![first];
            while end != start {
                let next = left
                    .iter()
                    .position(|arc| ends(*arc).is_some_and(|(begin, _)| begin == end));
                let Some(next) = next else { break };
                let arc = left.swap_remove(next);
                end = ends(arc).map_or(start, |(_, end)| end);
                ring.push(arc);
            }
            rings.push(ring);
        }
        self.nested(rings)
    }

    /// Puts rings of known direction together to polygons.
    fn nested(&self, rings: Vec<Vec<i32>>) -> Vec<Vec<Vec<i32>>> {
        let flat = |ring: &[i32]| -> Ring {
            self.points(ring)
                .into_iter()
                .map(|point| point.map(f64::from))
                .collect()
        };
        let (outers, holes): (Vec<_>, Vec<_>) = rings.into_iter().partition(|ring| 0.0 < signed_area(&flat(ring)));
        let mut polygons: Vec<(Ring, Vec<Vec<i32>>)> =
            outers.into_iter().map(|outer| (flat(&outer), vec![outer])).collect();
        for hole in holes {
            let inside = flat(&hole);
            let middle = |a: Position, b: Position| [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0];
            let around = polygons
                .iter_mut()
                .filter(|(outer, _)| {
                    inside.len() > 1 && crate::geometry::inside_of(outer, middle(inside[0], inside[1]))
                })
                .min_by(|a, b| signed_area(&a.0).total_cmp(&signed_area(&b.0)));
            if let Some((_, polygon)) = around {
                polygon.push(hole);
            }
        }
        polygons.into_iter().map(|(_, polygon)| polygon).collect()
    }

    /// Writes the file; the same topology always gives the same bytes.
    pub fn write(&self) -> String {
        self.write_about(serde_json::Map::new())
    }

    /// The same with what is said about all areas, such as their source, as members beside the type.
    pub fn write_about(&self, about: serde_json::Map<String, serde_json::Value>) -> String {
        let deltas = |arc: &Vec<Point>| -> Vec<Point> {
            let mut last = [0, 0];
            let step = |point: &Point| {
                let step = [point[0] - last[0], point[1] - last[1]];
                last = *point;
                step
            };
            arc.iter().map(step).collect()
        };
        let mut layers: std::collections::BTreeMap<&str, Vec<FileArea>> = std::collections::BTreeMap::new();
        for area in &self.areas {
            layers.entry(&area.layer).or_default().push(FileArea {
                kind: "MultiPolygon".to_owned(),
                id: area.id.clone(),
                arcs: area.polygons.clone(),
            });
        }
        let layer = |(name, geometries): (&str, Vec<FileArea>)| {
            let collection = FileLayer {
                kind: "GeometryCollection".to_owned(),
                geometries,
            };
            (name.to_owned(), collection)
        };
        let file = File {
            kind: "Topology".to_owned(),
            about,
            transform: self.grid,
            objects: layers.into_iter().map(layer).collect(),
            arcs: self.arcs.iter().map(deltas).collect(),
        };
        serde_json::to_string(&file).unwrap_or_default()
    }

    /// Reads what [`Self::write`] wrote, or another quantised file with polygons.
    pub fn read(text: &str) -> Result<Self, TopologyError> {
        let broken = |reason: &str| TopologyError::Broken(reason.to_owned());
        let file: File = serde_json::from_str(text).map_err(|error| TopologyError::Broken(error.to_string()))?;
        if file.kind != "Topology" {
            return Err(broken("its type is another one"));
        }
        let mut arcs = Vec::with_capacity(file.arcs.len());
        for deltas in file.arcs {
            let mut at: Point = [0, 0];
            let mut arc = Vec::with_capacity(deltas.len());
            for [x, y] in deltas {
                let next = (at[0].checked_add(x), at[1].checked_add(y));
                let (Some(x), Some(y)) = next else {
                    return Err(broken("a border leaves the grid"));
                };
                at = [x, y];
                arc.push(at);
            }
            arcs.push(arc);
        }
        let is_known =
            |arc: &i32| usize::try_from(if *arc < 0 { !*arc } else { *arc }).is_ok_and(|index| index < arcs.len());
        let mut areas = Vec::new();
        for (layer, collection) in file.objects {
            for area in collection.geometries {
                if !area.arcs.iter().flatten().flatten().all(is_known) {
                    return Err(TopologyError::Broken(format!(
                        "area {} refers to a border that is not there",
                        area.id
                    )));
                }
                areas.push(TopologyArea {
                    layer: layer.clone(),
                    id: area.id,
                    polygons: area.arcs,
                });
            }
        }
        Ok(Self {
            grid: file.transform,
            arcs,
            areas,
        })
    }
}

#[derive(Serialize, Deserialize)]
struct File {
    #[serde(rename = "type")]
    kind: String,
    #[serde(flatten)]
    about: serde_json::Map<String, serde_json::Value>,
    transform: Grid,
    objects: std::collections::BTreeMap<String, FileLayer>,
    arcs: Vec<Vec<Point>>,
}

#[derive(Serialize, Deserialize)]
struct FileLayer {
    #[serde(rename = "type")]
    kind: String,
    geometries: Vec<FileArea>,
}

#[derive(Serialize, Deserialize)]
struct FileArea {
    #[serde(rename = "type")]
    kind: String,
    id: String,
    arcs: Vec<Vec<Vec<i32>>>,
}
