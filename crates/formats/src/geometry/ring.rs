//! Rings: direction, area, and making them whole.
//!
//! Outer rings run against the clock and holes with it, as RFC 7946 (3.1.6) asks, so that the inside always lies on the left.

use super::{Polygon, Position, Ring, Shape};

/// Twice the area would be needless: the area that a ring encloses in the unit of its coordinates, positive against the clock.
pub fn signed_area(ring: &[Position]) -> f64 {
    let Some(origin) = ring.first() else {
        return 0.0;
    };
    let doubled: f64 = ring
        .windows(2)
        .map(|pair| {
            let [ax, ay] = [pair[0][0] - origin[0], pair[0][1] - origin[1]];
            let [bx, by] = [pair[1][0] - origin[0], pair[1][1] - origin[1]];
            ax * by - bx * ay
        })
        .sum();
    doubled / 2.0
}

/// The size of a shape in degrees, on a sphere of the same surface as the earth.
pub fn area_km2(shape: &Shape) -> f64 {
    const RADIUS_KM: f64 = 6_371.007_2;
    // Lambert's cylindrical projection keeps areas.
    let flat = |ring: &Ring| -> Ring {
        let place = |[longitude, latitude]: &Position| {
            [
                longitude.to_radians() * RADIUS_KM,
                libm::sin(latitude.to_radians()) * RADIUS_KM,
            ]
        };
        ring.iter().map(place).collect()
    };
    shape
        .iter()
        .flatten()
        .map(|ring| signed_area(&flat(ring)))
        .sum::<f64>()
        .abs()
}

/// Closes rings, drops repeated positions and rings without area, and turns outer rings and holes the right way. Polygons of which
/// nothing is left disappear.
pub fn normalised(shape: Shape) -> Shape {
    let polygon = |polygon: Polygon| -> Option<Polygon> {
        let mut rings = Vec::new();
        for (n, ring) in polygon.into_iter().enumerate() {
            match (whole(ring, n == 0), n) {
                (Some(ring), _) => rings.push(ring),
                (None, 0) => return None,
                (None, _) => {}
            }
        }
        Some(rings)
    };
    shape.into_iter().filter_map(polygon).collect()
}

fn whole(mut ring: Ring, is_outer: bool) -> Option<Ring> {
    ring.dedup();
    if ring.first() != ring.last() {
        let first = *ring.first()?;
        ring.push(first);
    }
    let area = signed_area(&ring);
    if ring.len() < 4 || area == 0.0 {
        return None;
    }
    if (0.0 < area) != is_outer {
        ring.reverse();
    }
    Some(ring)
}

/// A place where the border of a shape crosses itself, such as in a figure of eight; `None` for a whole one. Rings may touch.
///
/// ```
/// use formats::geometry::crossing;
/// let eight = vec![vec![vec![[0.0, 0.0], [2.0, 2.0], [2.0, 0.0], [0.0, 2.0], [0.0, 0.0]]]];
/// assert_eq!(crossing(&eight), Some([1.0, 1.0]));
/// ```
pub fn crossing(shape: &Shape) -> Option<Position> {
    let mut lines: Vec<[Position; 2]> = shape
        .iter()
        .flatten()
        .flat_map(|ring| ring.windows(2).map(|pair| [pair[0], pair[1]]))
        .collect();
    let west = |line: &[Position; 2]| line[0][0].min(line[1][0]);
    lines.sort_by(|a, b| west(a).total_cmp(&west(b)));
    // Lines that may still meet one that begins further east.
    let mut open: Vec<[Position; 2]> = Vec::new();
    for line in lines {
        let begin = west(&line);
        open.retain(|other| begin <= other[0][0].max(other[1][0]));
        if let Some(place) = open.iter().find_map(|other| meeting(*other, line)) {
            return Some(place);
        }
        open.push(line);
    }
    None
}

/// Where two lines cross, each within the other; lines that only touch do not.
fn meeting([a, b]: [Position; 2], [c, d]: [Position; 2]) -> Option<Position> {
    let apart =
        |axis: usize| a[axis].max(b[axis]) < c[axis].min(d[axis]) || c[axis].max(d[axis]) < a[axis].min(b[axis]);
    if apart(0) || apart(1) {
        return None;
    }
    let side = |p: Position, q: Position, r: Position| (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
    let (c_side, d_side) = (side(a, b, c), side(a, b, d));
    let is_across = c_side * d_side < 0.0 && side(c, d, a) * side(c, d, b) < 0.0;
    let share = c_side / (c_side - d_side);
    is_across.then(|| [0, 1].map(|axis| (d[axis] - c[axis]).mul_add(share, c[axis])))
}

/// Whether a position lies in a shape and in none of its holes.
pub fn holds(shape: &Shape, position: Position) -> bool {
    let in_polygon = |polygon: &Polygon| {
        let mut rings = polygon.iter();
        rings.next().is_some_and(|outer| contains(outer, position)) && !rings.any(|hole| contains(hole, position))
    };
    shape.iter().any(in_polygon)
}

/// Whether a position lies inside a ring.
pub(crate) fn contains(ring: &[Position], [x, y]: Position) -> bool {
    let mut inside = false;
    for pair in ring.windows(2) {
        let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
        if (y < ay) != (y < by) && x < (bx - ax) * (y - ay) / (by - ay) + ax {
            inside = !inside;
        }
    }
    inside
}

/// Puts rings of known direction together: each hole into the smallest outer ring that holds it. A hole without an outer ring is
/// turned and becomes an area of its own, so that nothing is lost.
pub(crate) fn assembled(rings: Vec<Ring>) -> Shape {
    let (outers, holes): (Vec<Ring>, Vec<Ring>) = rings.into_iter().partition(|ring| 0.0 < signed_area(ring));
    let mut shape: Shape = outers.into_iter().map(|outer| vec![outer]).collect();
    for mut hole in holes {
        let middle = |a: Position, b: Position| [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0];
        let holds = |polygon: &Polygon| {
            // A hole may touch its outer ring; the middle of one of its lines decides where a corner would not.
            contains(&polygon[0], hole[0]) || contains(&polygon[0], middle(hole[0], hole[1]))
        };
        let around = shape
            .iter_mut()
            .filter(|polygon| holds(polygon))
            .min_by(|a, b| signed_area(&a[0]).total_cmp(&signed_area(&b[0])));
        match around {
            Some(polygon) => polygon.push(hole),
            None => {
                hole.reverse();
                shape.push(vec![hole]);
            }
        }
    }
    shape
}
