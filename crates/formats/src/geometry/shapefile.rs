//! Shapefiles: polygons with holes, also with heights and measures, and the table beside them.
//!
//! Layout: ESRI Shapefile Technical Description, July 1998. Types 5, 15 and 25 are areas; 0 is an empty shape; all others are counted and
//! left out. The description tells outer rings from holes by direction, with the clock for outer rings. Some programs write them all
//! alike; then a ring that lies within another one is its hole. The index (SHX) is not needed and not read.

use std::collections::BTreeMap;

use super::{
    Feature, GeometryError, Layer, Reference, Ring, Shape,
    dbf::Table,
    ring::{assembled, contains, normalised, signed_area},
    wkt,
};
use crate::limits::Limits;

/// The parts of a shapefile.
#[derive(Debug, Default)]
pub struct Loose {
    /// The shapes.
    pub shp: Vec<u8>,
    /// The table.
    pub dbf: Option<Vec<u8>>,
    /// The system of the coordinates.
    pub prj: Option<Vec<u8>>,
    /// The encoding of the table.
    pub cpg: Option<Vec<u8>>,
}

fn broken(place: impl Into<String>, reason: impl Into<String>) -> GeometryError {
    GeometryError::broken(place, reason)
}

/// Reads a shapefile.
pub fn read(parts: &Loose, limits: &Limits) -> Result<Layer, GeometryError> {
    let bytes = parts.shp.as_slice();
    if limits.decoded_bytes < bytes.len() as u64 {
        return Err(crate::error::FileError::DecodedTooLarge {
            part: "the shapefile".to_owned(),
            limit: limits.decoded_bytes,
        }
        .into());
    }
    if bytes.len() < 100 || !bytes.starts_with(&[0, 0, 0x27, 0x0a]) {
        return Err(broken("the shapes (SHP)", "they do not begin as a shapefile does"));
    }
    let table_bytes = parts
        .dbf
        .as_deref()
        .ok_or(GeometryError::MissingPart("DBF (the table of keys)"))?;
    let code_page = parts
        .cpg
        .as_deref()
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let table = Table::open(table_bytes, code_page.as_deref())?;
    let reference = parts
        .prj
        .as_deref()
        .map(|prj| wkt::reference(&String::from_utf8_lossy(prj)))
        .transpose()?;
    let (mut features, mut left_out) = (Vec::new(), BTreeMap::new());
    let mut at = 100;
    let mut number = 0;
    while at + 8 <= bytes.len() {
        number += 1;
        let place = || format!("shape {number}");
        let words = i32_big(bytes, at + 4).unwrap_or(-1);
        let n_bytes = usize::try_from(words).map_err(|_| broken(place(), "it has a negative length"))? * 2;
        let record = bytes
            .get(at + 8..at + 8 + n_bytes)
            .ok_or_else(|| broken(place(), "the file is cut off here"))?;
        at += 8 + n_bytes;
        let index = number as usize - 1;
        if table.n_records() <= index {
            return Err(broken(
                place(),
                format!(
                    "the table (DBF) ends after {} records; the parts do not belong together",
                    table.n_records()
                ),
            ));
        }
        let Some(properties) = table.record(table_bytes, index) else {
            *left_out.entry("deleted record".to_owned()).or_default() += 1;
            continue;
        };
        match i32_little(record, 0) {
            Some(5 | 15 | 25) => features.push(Feature {
                number,
                properties,
                shape: shape(record).ok_or_else(|| broken(place(), "its rings do not fit its length"))?,
            }),
            Some(kind) => *left_out.entry(kind_name(kind)).or_default() += 1,
            None => return Err(broken(place(), "it is empty")),
        }
    }
    if (number as usize) < table.n_records() {
        return Err(broken(
            "the shapes (SHP)",
            format!(
                "there are {number} shapes and {} records in the table; the parts do not belong together",
                table.n_records()
            ),
        ));
    }
    Ok(Layer {
        features,
        reference,
        left_out,
    })
}

fn kind_name(kind: i32) -> String {
    match kind {
        0 => "no geometry".to_owned(),
        1 | 11 | 21 | 8 | 18 | 28 => "Point".to_owned(),
        3 | 13 | 23 => "LineString".to_owned(),
        other => format!("shape of type {other}"),
    }
}

fn shape(record: &[u8]) -> Option<Shape> {
    let n_parts = usize::try_from(i32_little(record, 36)?).ok()?;
    let n_points = usize::try_from(i32_little(record, 40)?).ok()?;
    let points_at = 44usize.checked_add(n_parts.checked_mul(4)?)?;
    let points = record.get(points_at..points_at.checked_add(n_points.checked_mul(16)?)?)?;
    let mut starts = Vec::with_capacity(n_parts + 1);
    for part in 0..n_parts {
        starts.push(usize::try_from(i32_little(record, 44 + part * 4)?).ok()?);
    }
    starts.push(n_points);
    let mut rings: Vec<Ring> = Vec::with_capacity(n_parts);
    for pair in starts.windows(2) {
        let bytes = points.get(pair[0].checked_mul(16)?..pair[1].checked_mul(16)?)?;
        let point = |bytes: &[u8]| -> Option<[f64; 2]> {
            let number = |at: usize| Some(f64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
            let (x, y) = (number(0)?, number(8)?);
            (x.is_finite() && y.is_finite()).then_some([x, y])
        };
        rings.push(bytes.chunks_exact(16).map(point).collect::<Option<_>>()?);
    }
    rings.retain(|ring| signed_area(ring) != 0.0);
    // Outer rings run with the clock here, and against it everywhere else in this program.
    for ring in &mut rings {
        ring.reverse();
    }
    let all_alike =
        rings.iter().all(|ring| signed_area(ring) < 0.0) || rings.iter().all(|ring| 0.0 < signed_area(ring));
    if all_alike {
        direct(&mut rings);
    }
    Some(normalised(assembled(rings)))
}

/// Gives rings that all run alike the direction that follows from their nesting.
fn direct(rings: &mut [Ring]) {
    let depths: Vec<usize> = (0..rings.len())
        .map(|n| {
            let others = rings.iter().enumerate().filter(|(other, _)| *other != n);
            others.filter(|(_, other)| contains(other, rings[n][0])).count()
        })
        .collect();
    for (ring, depth) in rings.iter_mut().zip(depths) {
        let is_outer = depth % 2 == 0;
        if (0.0 < signed_area(ring)) != is_outer {
            ring.reverse();
        }
    }
}

fn i32_little(bytes: &[u8], at: usize) -> Option<i32> {
    Some(i32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn i32_big(bytes: &[u8], at: usize) -> Option<i32> {
    Some(i32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// The reference that a PRJ file describes, for whoever has only its text.
impl TryFrom<&[u8]> for Reference {
    type Error = GeometryError;

    fn try_from(prj: &[u8]) -> Result<Self, GeometryError> {
        wkt::reference(&String::from_utf8_lossy(prj))
    }
}
