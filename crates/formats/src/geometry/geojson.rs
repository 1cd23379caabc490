//! GeoJSON (RFC 7946): a collection of features, or one feature; also TopoJSON, which is JSON of the same areas with common borders.
//!
//! Coordinates are longitude and latitude in WGS 84 (RFC 7946, 4). The older edition of 2008 had a member `crs`; files of offices still
//! carry it, and then it counts. Members that the standard does not know are passed over. Heights are dropped.

use std::{
    collections::BTreeMap,
    io::{BufReader, Read as _, SeekFrom},
};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Feature, GeometryError, Layer, Reference, Shape, coordinates::Coordinates, normalised};
use crate::{error::FileError, input::ReadSeek, limits::Limits, topojson::Grid};

#[derive(Deserialize)]
struct Document {
    #[serde(rename = "type")]
    kind: String,
    features: Option<Vec<Raw>>,
    crs: Option<Value>,
    geometry: Option<Geometry>,
    properties: Option<Map<String, Value>>,
    coordinates: Option<serde::de::IgnoredAny>,
    transform: Option<Grid>,
    objects: Option<Map<String, Value>>,
    arcs: Option<Vec<Vec<Vec<f64>>>>,
}

#[derive(Deserialize)]
struct Raw {
    #[serde(default)]
    id: Option<Value>,
    #[serde(default)]
    properties: Option<Map<String, Value>>,
    #[serde(default)]
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type", default)]
    kind: Option<String>,
    #[serde(default)]
    coordinates: Option<Coordinates>,
    #[serde(default)]
    geometries: Option<Vec<Geometry>>,
}

/// Reads a GeoJSON file.
///
/// ```
/// use std::io::Cursor;
/// use formats::{geometry, limits::Limits};
/// let file = r#"{"type":"Feature","properties":{"AGS":"05515000"},
///     "geometry":{"type":"Polygon","coordinates":[[[7,51],[8,51],[8,52],[7,51]]]}}"#;
/// let layer = geometry::read(&mut Cursor::new(file), &Limits::default())?;
/// assert_eq!(layer.features[0].property("ags"), Some("05515000"));
/// # Ok::<(), geometry::GeometryError>(())
/// ```
pub fn read(input: &mut dyn ReadSeek, limits: &Limits) -> Result<Layer, GeometryError> {
    let size = input.seek(SeekFrom::End(0)).map_err(FileError::from)?;
    if limits.decoded_bytes < size {
        return Err(FileError::DecodedTooLarge {
            part: "the file".to_owned(),
            limit: limits.decoded_bytes,
        }
        .into());
    }
    input.seek(SeekFrom::Start(0)).map_err(FileError::from)?;
    let mut reader = BufReader::new(input);
    let mut mark = [0; 3];
    let has_mark = reader.read_exact(&mut mark).is_ok() && mark == [0xef, 0xbb, 0xbf];
    if !has_mark {
        reader = BufReader::new(reader.into_inner());
        reader.get_mut().seek(SeekFrom::Start(0)).map_err(FileError::from)?;
    }
    let document: Document = serde_json::from_reader(reader).map_err(|error| {
        GeometryError::broken(
            format!("line {}, column {}", error.line(), error.column()),
            format!("this is no GeoJSON ({})", reason(&error)),
        )
    })?;
    if document.kind == "Topology" {
        let broken = |reason| GeometryError::broken("the TopoJSON file", reason);
        let (objects, arcs) = (document.objects.unwrap_or_default(), document.arcs.unwrap_or_default());
        return crate::topojson::loose(document.transform, objects, arcs).map_err(broken);
    }
    let raw = match document.kind.as_str() {
        "FeatureCollection" => document
            .features
            .ok_or_else(|| GeometryError::broken("the collection", "it has no member \"features\""))?,
        "Feature" => vec![Raw {
            id: None,
            properties: document.properties,
            geometry: document.geometry,
        }],
        _ if document.coordinates.is_some() => {
            return Err(GeometryError::OtherKind("a single geometry without properties"));
        }
        _ => return Err(GeometryError::OtherKind("JSON of another kind")),
    };
    let reference = match document.crs {
        Some(Value::Null) | None => Some(Reference::degrees()),
        Some(crs) => Some(stated(&crs)?),
    };
    let mut features = Vec::new();
    let mut left_out = BTreeMap::new();
    for (number, raw) in (1..).zip(raw) {
        match shape(raw.geometry).map_err(|reason| GeometryError::broken(format!("feature {number}"), reason))? {
            Ok(shape) => features.push(Feature {
                number,
                properties: properties(raw.id, raw.properties),
                shape: normalised(shape),
            }),
            Err(kind) => *left_out.entry(kind).or_default() += 1,
        }
    }
    Ok(Layer {
        features,
        reference,
        left_out,
    })
}

/// What the parser says, without the place, which stands before it.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ")
        .map_or(text.clone(), |(reason, _)| reason.to_owned())
}

pub(crate) fn properties(id: Option<Value>, properties: Option<Map<String, Value>>) -> Vec<(String, String)> {
    let text = |value: Value| match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    };
    let id = id.map(|id| ("id".to_owned(), id));
    properties
        .into_iter()
        .flatten()
        .chain(id)
        .filter_map(|(name, value)| Some((name, text(value)?)))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

/// The system of the coordinates that the member `crs` of the edition of 2008 names.
fn stated(crs: &Value) -> Result<Reference, GeometryError> {
    let name = crs.pointer("/properties/name").and_then(Value::as_str);
    match name {
        Some(name) => Reference::named(name),
        None => Err(GeometryError::UnknownReference(format!(
            "a \"crs\" without a name ({crs})"
        ))),
    }
}

/// The area of a geometry; the inner error names a kind that is no area.
fn shape(geometry: Option<Geometry>) -> Result<Result<Shape, String>, String> {
    let Some(geometry) = geometry else {
        return Ok(Err("no geometry".to_owned()));
    };
    let kind = geometry.kind.ok_or("its geometry has no type")?;
    let no_lists = || "its coordinates are no lists of positions".to_owned();
    match kind.as_str() {
        "Polygon" | "MultiPolygon" => {
            let coordinates = geometry.coordinates.ok_or("its geometry has no coordinates")?;
            match (kind.as_str(), coordinates) {
                (_, Coordinates::Broken(reason)) => Err(reason),
                (_, Coordinates::Nothing) => Ok(Ok(Shape::new())),
                ("Polygon", Coordinates::Rings(rings)) => Ok(Ok(vec![rings])),
                ("MultiPolygon", Coordinates::Polygons(polygons)) => Ok(Ok(polygons)),
                _ => Err(no_lists()),
            }
        }
        "GeometryCollection" => {
            let mut whole = Shape::new();
            for part in geometry.geometries.ok_or("its collection has no geometries")? {
                if let Ok(part) = shape(Some(part))? {
                    whole.extend(part);
                }
            }
            Ok(if whole.is_empty() { Err(kind) } else { Ok(whole) })
        }
        "Point" | "MultiPoint" | "LineString" | "MultiLineString" => Ok(Err(kind)),
        _ => Err(format!("its geometry is \"{kind}\", which GeoJSON does not know")),
    }
}
