//! GeoJSON out (RFC 7946): for programs that draw the areas of territories.

use serde_json::{Map, Value, json};

use super::{Position, Shape};

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
    /// The feature alone.
    pub fn feature(&self) -> Value {
        json!({ "type": "Feature", "id": self.id, "properties": self.properties, "geometry": geometry(&self.shape) })
    }
}

/// A collection of areas. `note` names where they come from.
pub fn geojson(features: &[Written], note: &str) -> Value {
    let features: Vec<Value> = features.iter().map(Written::feature).collect();
    json!({ "type": "FeatureCollection", "source": note, "features": features })
}

/// Coordinates with six decimals, which is a tenth of a metre.
fn geometry(shape: &Shape) -> Value {
    let place = |[x, y]: &Position| json!([short(*x), short(*y)]);
    let ring = |ring: &Vec<Position>| Value::Array(ring.iter().map(place).collect());
    let polygon = |polygon: &Vec<Vec<Position>>| Value::Array(polygon.iter().map(ring).collect());
    match shape.as_slice() {
        [only] => json!({ "type": "Polygon", "coordinates": polygon(only) }),
        several => json!({ "type": "MultiPolygon", "coordinates": several.iter().map(polygon).collect::<Vec<_>>() }),
    }
}

fn short(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}
