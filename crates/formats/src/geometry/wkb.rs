//! Well-known binary, and the envelope that a GeoPackage puts around it.
//!
//! Layout: OGC 06-103r4 (Simple Features, 8.2) with the numbers of ISO 13249-3 for heights and measures (1003, 2003, 3003) and the flags of
//! PostGIS for the same; OGC 12-128r19 (GeoPackage 1.4, 2.1.3) for the envelope. Only areas without curves are read.

use super::{Polygon, Position, Ring, Shape, normalised};

/// What a blob holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Geometry {
    /// An area.
    Area(Shape),
    /// Something else, by name.
    Other(&'static str),
}

/// Reads the blob of a GeoPackage: `GP`, version, flags, the number of the reference system, an envelope, and well-known binary.
/// The error says what is wrong with it.
pub fn geopackage(blob: &[u8]) -> Result<Geometry, String> {
    if !blob.starts_with(b"GP") {
        return Err("it does not begin as a geometry of a GeoPackage does".to_owned());
    }
    let flags = *blob.get(3).ok_or("it is cut off")?;
    if flags & 0b10_0000 != 0 {
        return Err("it is of an extended kind that only its own program reads".to_owned());
    }
    let envelope = match (flags >> 1) & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return Err("its envelope is of an unknown kind".to_owned()),
    };
    if flags & 0b1_0000 != 0 {
        return Ok(Geometry::Other("no geometry"));
    }
    read(blob.get(8 + envelope..).ok_or("it is cut off")?)
}

/// Reads well-known binary.
pub fn read(bytes: &[u8]) -> Result<Geometry, String> {
    let mut reader = Reader { bytes, at: 0 };
    let geometry = reader.geometry(0)?;
    Ok(match geometry {
        Geometry::Area(shape) => Geometry::Area(normalised(shape)),
        other => other,
    })
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// How a geometry writes its numbers.
#[derive(Clone, Copy)]
struct Order {
    is_little: bool,
    n_dimensions: usize,
}

/// Nested deeper than any real collection.
const DEEPEST: u8 = 8;

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let bytes = self.bytes.get(self.at..self.at + N).ok_or("it is cut off")?;
        self.at += N;
        bytes.try_into().map_err(|_| "it is cut off".to_owned())
    }

    fn u32(&mut self, is_little: bool) -> Result<u32, String> {
        let bytes = self.take::<4>()?;
        Ok(if is_little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    }

    /// A count of things that take at least some bytes each, so that a lie asks for no memory.
    fn count(&mut self, order: Order, least_bytes: usize) -> Result<usize, String> {
        let n = self.u32(order.is_little)? as usize;
        let left = self.bytes.len() - self.at;
        if left < n.saturating_mul(least_bytes) {
            return Err(format!("it announces {n} parts and ends before them"));
        }
        Ok(n)
    }

    fn geometry(&mut self, depth: u8) -> Result<Geometry, String> {
        if DEEPEST < depth {
            return Err("its collections are nested too deeply".to_owned());
        }
        let is_little = match self.take::<1>()? {
            [0] => false,
            [1] => true,
            [other] => return Err(format!("its order of bytes is {other}")),
        };
        let code = self.u32(is_little)?;
        // PostGIS sets high bits, ISO adds thousands.
        let (kind, dimensions) = (code & 0x1fff_ffff, code >> 29);
        if dimensions & 0b001 != 0 {
            self.u32(is_little)?;
        }
        let of_postgis = usize::from(dimensions & 0b100 != 0) + usize::from(dimensions & 0b010 != 0);
        let of_iso = [0, 1, 1, 2]
            .get(kind as usize / 1000)
            .copied()
            .ok_or_else(|| unknown(code))?;
        let order = Order {
            is_little,
            n_dimensions: 2 + of_postgis.max(of_iso),
        };
        match kind % 1000 {
            1 | 4 => Ok(Geometry::Other("Point")),
            2 | 5 => Ok(Geometry::Other("LineString")),
            3 => Ok(Geometry::Area(vec![self.polygon(order)?])),
            6 | 7 => {
                let mut whole = Shape::new();
                for _ in 0..self.count(order, 9)? {
                    match self.geometry(depth + 1)? {
                        Geometry::Area(part) => whole.extend(part),
                        // What follows a point cannot be found without reading the point; the areas before it are kept.
                        Geometry::Other(kind) if whole.is_empty() => return Ok(Geometry::Other(kind)),
                        Geometry::Other(_) => break,
                    }
                }
                Ok(if whole.is_empty() {
                    Geometry::Other("no geometry")
                } else {
                    Geometry::Area(whole)
                })
            }
            8..=12 => Ok(Geometry::Other("curve")),
            _ => Err(unknown(code)),
        }
    }

    fn polygon(&mut self, order: Order) -> Result<Polygon, String> {
        let n_rings = self.count(order, 4)?;
        (0..n_rings).map(|_| self.ring(order)).collect()
    }

    fn ring(&mut self, order: Order) -> Result<Ring, String> {
        let n_points = self.count(order, 8 * order.n_dimensions)?;
        (0..n_points).map(|_| self.position(order)).collect()
    }

    fn position(&mut self, order: Order) -> Result<Position, String> {
        let mut numbers = [0.0; 4];
        for number in &mut numbers[..order.n_dimensions] {
            let bytes = self.take::<8>()?;
            *number = if order.is_little {
                f64::from_le_bytes(bytes)
            } else {
                f64::from_be_bytes(bytes)
            };
        }
        let [x, y, ..] = numbers;
        if x.is_finite() && y.is_finite() {
            Ok([x, y])
        } else {
            Err("one of its coordinates is no number".to_owned())
        }
    }
}

fn unknown(code: u32) -> String {
    format!("its kind {code} is not known")
}
