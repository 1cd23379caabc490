//! From loose areas to common borders: positions are put on a grid, rings are cut where borders meet, equal pieces are written once.
//!
//! A border meets another one at a position that has not the same two neighbours in every ring that passes it. Between two such
//! positions all rings agree, so the piece between them is common. A ring without any, such as a town inside its district, is one piece that
//! begins at its smallest position.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Grid, LooseArea, Point, Topology, TopologyArea};
use crate::geometry::{Position, Ring};

impl Topology {
    /// Cuts areas into common borders, on a grid of `mesh` degrees. Polygons smaller than the grid disappear.
    pub fn of(areas: &[LooseArea], mesh: f64) -> Self {
        let positions = || areas.iter().flat_map(|area| area.shape.iter().flatten().flatten());
        let least = |axis: usize| positions().map(|position| position[axis]).fold(f64::INFINITY, f64::min);
        // The grid begins at a multiple of its own meshes, so that other files on the same grid have the same positions.
        let start = [0, 1].map(|axis| {
            Some((least(axis) / mesh).floor() * mesh)
                .filter(|start| start.is_finite())
                .unwrap_or(0.0)
        });
        let grid = Grid {
            scale: [mesh, mesh],
            translate: start.map(|start| (start * 1e9).round() / 1e9),
        };
        let on_grid = |position: &Position| -> Point {
            [0, 1].map(|axis| ((position[axis] - grid.translate[axis]) / mesh).round() as i32)
        };
        let ring_on_grid = |ring: &Ring| -> Option<Vec<Point>> {
            let mut points: Vec<Point> = ring.iter().map(on_grid).collect();
            points.dedup();
            // The ring is kept open while it is cut.
            if points.first() == points.last() {
                points.pop();
            }
            (2 < points.len()).then_some(points)
        };
        let rings: Vec<Vec<Vec<Vec<Point>>>> = areas
            .iter()
            .map(|area| {
                let polygon = |polygon: &Vec<Ring>| {
                    let mut rings = polygon.iter().map(ring_on_grid);
                    let outer = rings.next()??;
                    Some(std::iter::once(outer).chain(rings.flatten()).collect())
                };
                area.shape.iter().filter_map(polygon).collect()
            })
            .collect();
        // Layers lie over each other and share no borders, even where they run alike.
        let mut of_layer: BTreeMap<&str, Vec<&Vec<Point>>> = BTreeMap::new();
        for (area, polygons) in areas.iter().zip(&rings) {
            of_layer
                .entry(&area.layer)
                .or_default()
                .extend(polygons.iter().flatten());
        }
        let meetings: BTreeMap<&str, HashSet<Point>> = of_layer
            .into_iter()
            .map(|(layer, rings)| (layer, meetings(rings.into_iter())))
            .collect();
        let none = HashSet::new();
        let mut cutter = Cutter::default();
        let areas = areas
            .iter()
            .zip(&rings)
            .map(|(area, polygons)| TopologyArea {
                layer: area.layer.clone(),
                id: area.id.clone(),
                polygons: polygons
                    .iter()
                    .map(|rings| {
                        let meetings = meetings.get(area.layer.as_str()).unwrap_or(&none);
                        rings.iter().map(|ring| cutter.ring(ring, meetings)).collect()
                    })
                    .collect(),
            })
            .collect();
        Self {
            grid,
            arcs: cutter.arcs,
            areas,
        }
    }
}

/// The positions at which borders meet.
fn meetings<'a>(rings: impl Iterator<Item = &'a Vec<Point>>) -> HashSet<Point> {
    let mut neighbours: HashMap<Point, [Point; 2]> = HashMap::new();
    let mut meetings = HashSet::new();
    for ring in rings {
        for (n, point) in ring.iter().enumerate() {
            let mut beside = [ring[(n + ring.len() - 1) % ring.len()], ring[(n + 1) % ring.len()]];
            beside.sort_unstable();
            if *neighbours.entry(*point).or_insert(beside) != beside {
                meetings.insert(*point);
            }
        }
    }
    meetings
}

#[derive(Default)]
struct Cutter {
    arcs: Vec<Vec<Point>>,
    known: HashMap<Vec<Point>, i32>,
}

impl Cutter {
    fn ring(&mut self, ring: &[Point], meetings: &HashSet<Point>) -> Vec<i32> {
        let first = ring.iter().position(|point| meetings.contains(point));
        let smallest = || {
            ring.iter()
                .enumerate()
                .min_by_key(|(_, point)| **point)
                .map_or(0, |(n, _)| n)
        };
        let start = first.unwrap_or_else(smallest);
        let closed: Vec<Point> = (0..=ring.len()).map(|n| ring[(start + n) % ring.len()]).collect();
        let mut pieces = Vec::new();
        let mut begin = 0;
        for n in 1..closed.len() {
            if n + 1 == closed.len() || meetings.contains(&closed[n]) {
                pieces.push(self.arc(closed[begin..=n].to_vec()));
                begin = n;
            }
        }
        pieces
    }

    /// The number of a piece, which may be known in the other direction.
    fn arc(&mut self, points: Vec<Point>) -> i32 {
        let mut reversed = points.clone();
        reversed.reverse();
        let is_forwards = points <= reversed;
        let key = if is_forwards { points } else { reversed };
        let next = i32::try_from(self.arcs.len()).unwrap_or(i32::MAX);
        let number = *self.known.entry(key).or_insert_with_key(|key| {
            self.arcs.push(key.clone());
            next
        });
        if is_forwards { number } else { !number }
    }
}
