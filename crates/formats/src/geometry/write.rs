//! GeoJSON out (RFC 7946): for programs that draw the areas of territories.
//!
//! Longitude and latitude in WGS 84, outer rings against the clock and holes with it (3.1.6), a bounding box on everything (5). Six decimals, a
//! tenth of a metre, are more than any boundary holds (11.2). Text is written piece by piece, because a country of municipalities has millions of
//! numbers. Where the areas come from stands beside the type, as a member that the standard does not know (6.1).

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::{Position, Shape, normalised};

/// The name of the form.
pub const MEDIA_TYPE: &str = "application/geo+json";

/// An area to write: its properties and its shape in degrees.
#[derive(Debug, Clone)]
pub struct Written {
    /// What stands in `id`.
    pub id: String,
    /// What stands in `properties`.
    pub properties: Map<String, Value>,
    /// The area.
    pub shape: Shape,
}

impl Written {
    /// The feature alone, with what is said about it beside its type.
    ///
    /// ```
    /// use formats::geometry::Written;
    /// let triangle = vec![vec![vec![[7.0, 51.0], [8.0, 51.0], [8.0, 52.0], [7.0, 51.0]]]];
    /// let area = Written { id: "de:05515000".to_owned(), properties: Default::default(), shape: triangle };
    /// let text = area.feature(&Default::default());
    /// assert!(text.contains(r#""bbox":[7,51,8,52]"#), "{text}");
    /// ```
    pub fn feature(self, about: &Map<String, Value>) -> String {
        let mut out = String::new();
        write_feature(&mut out, self, about);
        out
    }
}

/// A collection of areas, with what is said about all of them beside its type.
pub fn collection(features: impl IntoIterator<Item = Written>, about: &Map<String, Value>) -> String {
    let mut inside = String::new();
    let mut bounds = None;
    for feature in features {
        bounds = joined(bounds, extent(&feature.shape));
        if !inside.is_empty() {
            inside.push(',');
        }
        write_feature(&mut inside, feature, &Map::new());
    }
    let mut out = String::with_capacity(inside.len() + 1_000);
    out.push_str("{\"type\":\"FeatureCollection\"");
    write_about(&mut out, bounds, about);
    out.push_str(",\"features\":[");
    out.push_str(&inside);
    out.push_str("]}");
    out
}

/// West, south, east and north of a shape; nothing for a shape without positions.
pub fn extent(shape: &Shape) -> Option<[f64; 4]> {
    let positions = shape.iter().flatten().flatten();
    positions.fold(None, |bounds, [x, y]| joined(bounds, Some([*x, *y, *x, *y])))
}

fn joined(one: Option<[f64; 4]>, other: Option<[f64; 4]>) -> Option<[f64; 4]> {
    match (one, other) {
        (Some(one), Some(other)) => Some([
            one[0].min(other[0]),
            one[1].min(other[1]),
            one[2].max(other[2]),
            one[3].max(other[3]),
        ]),
        (one, other) => one.or(other),
    }
}

fn write_feature(out: &mut String, feature: Written, about: &Map<String, Value>) {
    // On the grid of the decimals first, so that a box never cuts a corner off and a ring that collapsed is no ring.
    let shape = normalised(on_grid(&feature.shape));
    out.push_str("{\"type\":\"Feature\",\"id\":");
    write_value(out, &Value::String(feature.id));
    write_about(out, extent(&shape), about);
    out.push_str(",\"properties\":");
    write_value(out, &Value::Object(feature.properties));
    out.push_str(",\"geometry\":");
    write_geometry(out, &shape);
    out.push('}');
}

fn write_about(out: &mut String, bounds: Option<[f64; 4]>, about: &Map<String, Value>) {
    if let Some([west, south, east, north]) = bounds {
        let [west, south, east, north] = [west, south, east, north].map(short);
        let _ = write!(out, ",\"bbox\":[{west},{south},{east},{north}]");
    }
    for (name, value) in about {
        out.push(',');
        write_value(out, &Value::String(name.clone()));
        out.push(':');
        write_value(out, value);
    }
}

/// A value of texts and numbers can always be written.
fn write_value(out: &mut String, value: &Value) {
    let _ = write!(out, "{value}");
}

fn write_geometry(out: &mut String, shape: &Shape) {
    match shape.as_slice() {
        [] => out.push_str("null"),
        [only] => {
            out.push_str("{\"type\":\"Polygon\",\"coordinates\":");
            write_polygon(out, only);
            out.push('}');
        }
        several => {
            out.push_str("{\"type\":\"MultiPolygon\",\"coordinates\":[");
            for (n, polygon) in several.iter().enumerate() {
                if 0 < n {
                    out.push(',');
                }
                write_polygon(out, polygon);
            }
            out.push_str("]}");
        }
    }
}

fn write_polygon(out: &mut String, polygon: &[Vec<Position>]) {
    out.push('[');
    for (n, ring) in polygon.iter().enumerate() {
        out.push_str(if 0 < n { ",[" } else { "[" });
        for (n, [x, y]) in ring.iter().enumerate() {
            let comma = if 0 < n { "," } else { "" };
            let _ = write!(out, "{comma}[{x},{y}]");
        }
        out.push(']');
    }
    out.push(']');
}

fn on_grid(shape: &Shape) -> Shape {
    let ring = |ring: &Vec<Position>| ring.iter().map(|place| place.map(short)).collect();
    let polygon = |polygon: &Vec<Vec<Position>>| polygon.iter().map(ring).collect();
    shape.iter().map(polygon).collect()
}

fn short(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::{geometry, limits::Limits};

    #[test]
    fn what_is_written_reads_back_as_the_same_areas() {
        let hole = vec![[7.2, 51.2], [7.2, 51.4], [7.4, 51.4], [7.4, 51.2], [7.2, 51.2]];
        let shape: Shape = vec![
            vec![
                vec![[7.0, 51.0], [8.0, 51.0], [8.123_456, 52.0], [7.0, 52.0], [7.0, 51.0]],
                hole,
            ],
            vec![vec![[9.0, 51.0], [9.5, 51.0], [9.5, 51.5], [9.0, 51.0]]],
        ];
        let one = |id: &str, shape: Shape| Written {
            id: id.to_owned(),
            properties: Map::from_iter([("AGS".to_owned(), Value::from(id))]),
            shape,
        };
        let about = Map::from_iter([("source".to_owned(), Value::from("© \"A\", B"))]);
        let text = collection(
            [one("05515000", shape.clone()), one("05558020", shape[1..].to_vec())],
            &about,
        );
        let value: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(value["bbox"], serde_json::json!([7, 51, 9.5, 52]));
        assert_eq!(value["source"], "© \"A\", B");
        assert_eq!(value["features"][1]["bbox"], serde_json::json!([9, 51, 9.5, 51.5]));
        let layer = geometry::read(&mut Cursor::new(text), &Limits::default()).expect("GeoJSON");
        assert_eq!(layer.features[0].shape, shape);
        assert_eq!(layer.features[1].property("AGS"), Some("05558020"));
    }

    #[test]
    fn rings_run_as_the_standard_asks_and_what_vanishes_on_the_grid_is_no_area() {
        let with_the_clock = vec![vec![vec![[7.0, 51.0], [7.0, 52.0], [8.0, 52.0], [7.0, 51.0]]]];
        let tiny = vec![vec![vec![
            [7.0, 51.0],
            [7.000_000_1, 51.0],
            [7.0, 51.000_000_1],
            [7.0, 51.0],
        ]]];
        let write = |shape| {
            let area = Written {
                id: String::new(),
                properties: Map::new(),
                shape,
            };
            area.feature(&Map::new())
        };
        let turned = write(with_the_clock);
        assert!(turned.contains("[[7,51],[8,52],[7,52],[7,51]]"), "{turned}");
        assert!(write(tiny).ends_with("\"geometry\":null}"));
    }
}
