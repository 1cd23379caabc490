//! Fewer positions: Visvalingam's method (Visvalingam and Whyatt, „Line generalisation by repeated elimination of points“, 1993).
//!
//! The position whose triangle with its two neighbours is smallest goes first, until every triangle is larger than asked for. Borders
//! are made coarser one by one and their ends stay, so neighbours keep touching. Where a ring would be left without area, or where
//! two borders would cross that did not cross before, the borders concerned are taken again with a quarter of the size, until it is right.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap, HashMap},
};

use super::{Point, Topology};
use crate::geometry::signed_area;

/// How often borders are taken again before they stay as they were.
const N_TRIES: u32 = 8;

impl Topology {
    /// Drops positions whose triangles are smaller than `square_metres`.
    pub fn simplify(&mut self, square_metres: f64) {
        let original = std::mem::take(&mut self.arcs);
        let crossings_before = crossings(&original, self);
        let mut sizes = vec![square_metres; original.len()];
        let mut todo: BTreeSet<usize> = (0..original.len()).collect();
        self.arcs = original.clone();
        for n_try in 0..=N_TRIES {
            for &n in &todo {
                self.arcs[n] = if n_try == N_TRIES {
                    original[n].clone()
                } else {
                    self.coarser(&original[n], sizes[n])
                };
            }
            todo = self.collapsed();
            let crossing = crossings(&self.arcs, self);
            todo.extend(crossing.difference(&crossings_before).flat_map(|(a, b)| [*a, *b]));
            if todo.is_empty() {
                break;
            }
            for &n in &todo {
                sizes[n] /= 4.0;
            }
        }
    }

    /// Metres of a mesh in both directions at the height of a point.
    fn metres(&self, point: Point) -> [f64; 2] {
        const METRES_PER_DEGREE: f64 = 111_195.08;
        let latitude = self.grid.position(point)[1].to_radians();
        [
            self.grid.scale[0] * METRES_PER_DEGREE * libm::cos(latitude),
            self.grid.scale[1] * METRES_PER_DEGREE,
        ]
    }

    fn coarser(&self, arc: &[Point], square_metres: f64) -> Vec<Point> {
        let Some(&first) = arc.first() else { return Vec::new() };
        let is_ring = arc.first() == arc.last();
        let least = if is_ring { 4 } else { 2 };
        let metres = self.metres(first);
        let square = metres[0] * metres[1];
        let triangle = |a: Point, b: Point, c: Point| -> f64 {
            let [abx, aby] = [b[0] - a[0], b[1] - a[1]].map(f64::from);
            let [acx, acy] = [c[0] - a[0], c[1] - a[1]].map(f64::from);
            (abx * acy - aby * acx).abs() / 2.0 * square
        };
        let mut before: Vec<usize> = (0..arc.len()).map(|n| n.saturating_sub(1)).collect();
        let mut after: Vec<usize> = (0..arc.len()).map(|n| n + 1).collect();
        let mut is_there = vec![true; arc.len()];
        let mut n_left = arc.len();
        let mut current = vec![f64::INFINITY; arc.len()];
        let mut heap = BinaryHeap::new();
        for n in 1..arc.len().saturating_sub(1) {
            current[n] = triangle(arc[n - 1], arc[n], arc[n + 1]);
            heap.push(Reverse((Ordered(current[n]), n)));
        }
        let mut reached = 0.0_f64;
        while let Some(Reverse((Ordered(size), n))) = heap.pop() {
            if !is_there[n] || size != current[n] {
                continue;
            }
            reached = reached.max(size);
            if square_metres <= reached || n_left <= least {
                break;
            }
            is_there[n] = false;
            n_left -= 1;
            let (left, right) = (before[n], after[n]);
            after[left] = right;
            before[right] = left;
            for beside in [left, right] {
                if 0 < beside && beside + 1 < arc.len() {
                    current[beside] = triangle(arc[before[beside]], arc[beside], arc[after[beside]]).max(size);
                    heap.push(Reverse((Ordered(current[beside]), beside)));
                }
            }
        }
        arc.iter()
            .zip(is_there)
            .filter_map(|(point, is_there)| is_there.then_some(*point))
            .collect()
    }

    /// For each border the layers that use it, as bits; beyond 64 layers the last one stands for the rest.
    fn layers_of_borders(&self, n_borders: usize) -> Vec<u64> {
        let mut names: Vec<&str> = self.areas.iter().map(|area| area.layer.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let mut layers = vec![0; n_borders];
        for area in &self.areas {
            let bit = names.iter().position(|name| *name == area.layer).unwrap_or(0).min(63);
            for arc in area.polygons.iter().flatten().flatten() {
                layers[number(*arc)] |= 1 << bit;
            }
        }
        layers
    }

    /// Borders of rings that have no area left.
    fn collapsed(&self) -> BTreeSet<usize> {
        let rings = self.areas.iter().flat_map(|area| area.polygons.iter().flatten());
        let flat = |arcs: &[i32]| {
            self.points(arcs)
                .into_iter()
                .map(|point| point.map(f64::from))
                .collect::<Vec<_>>()
        };
        rings
            .filter(|arcs| signed_area(&flat(arcs)) == 0.0)
            .flat_map(|arcs| arcs.iter().map(|arc| number(*arc)))
            .collect()
    }
}

fn number(arc: i32) -> usize {
    usize::try_from(if arc < 0 { !arc } else { arc }).unwrap_or_default()
}

/// Pairs of borders that cross, by number. Only lines that share a field of a coarse raster are compared.
fn crossings(arcs: &[Vec<Point>], topology: &Topology) -> BTreeSet<(usize, usize)> {
    /// Some kilometres on the usual grid.
    const FIELD_DEGREES: f64 = 0.03;
    let field = ((FIELD_DEGREES / topology.grid.scale[0]) as i32).max(1);
    let mut fields: HashMap<Point, Vec<(usize, usize)>> = HashMap::new();
    for (n, arc) in arcs.iter().enumerate() {
        for (m, line) in arc.windows(2).enumerate() {
            let range = |axis: usize| {
                let (a, b) = (line[0][axis].div_euclid(field), line[1][axis].div_euclid(field));
                a.min(b)..=a.max(b)
            };
            for x in range(0) {
                for y in range(1) {
                    fields.entry([x, y]).or_default().push((n, m));
                }
            }
        }
    }
    // Layers lie over each other; only borders of one layer must not cross.
    let layers = topology.layers_of_borders(arcs.len());
    let mut found = BTreeSet::new();
    for lines in fields.values() {
        for (n, a) in lines.iter().enumerate() {
            for b in lines[n + 1..].iter().filter(|b| layers[a.0] & layers[b.0] != 0) {
                let (one, other) = (&arcs[a.0][a.1..a.1 + 2], &arcs[b.0][b.1..b.1 + 2]);
                if cross(one, other) {
                    found.insert((a.0.min(b.0), a.0.max(b.0)));
                }
            }
        }
    }
    found
}

/// Whether two lines cross in their insides; touching ends do not count.
fn cross(one: &[Point], other: &[Point]) -> bool {
    let side = |a: Point, b: Point, c: Point| -> i64 {
        let [abx, aby] = [b[0] - a[0], b[1] - a[1]].map(i64::from);
        let [acx, acy] = [c[0] - a[0], c[1] - a[1]].map(i64::from);
        (abx * acy - aby * acx).signum()
    };
    side(one[0], one[1], other[0]) * side(one[0], one[1], other[1]) < 0
        && side(other[0], other[1], one[0]) * side(other[0], other[1], one[1]) < 0
}

/// Sizes of triangles in their order.
#[derive(PartialEq)]
struct Ordered(f64);

impl Eq for Ordered {}

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
