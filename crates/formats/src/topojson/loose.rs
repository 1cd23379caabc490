//! TopoJSON of any program as features with shapes of their own: for whoever takes areas in and has no use for common borders.
//!
//! Layout: „The TopoJSON Format Specification“ (2017). Positions with and without a grid (2.1.2), objects of all kinds; what is no area is counted.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Grid;
use crate::geometry::{Feature, Layer, Polygon, Position, Reference, Ring, Shape, normalised, properties_of};

/// The areas of a file that was read as JSON.
pub(crate) fn read(grid: Option<Grid>, objects: Map<String, Value>, arcs: Vec<Vec<Vec<f64>>>) -> Result<Layer, String> {
    let arcs: Vec<Ring> = arcs
        .into_iter()
        .map(|arc| positions(arc, grid.as_ref()))
        .collect::<Result<_, _>>()?;
    let mut layer = Layer {
        features: Vec::new(),
        reference: Some(Reference::degrees()),
        left_out: BTreeMap::new(),
    };
    let mut number = 0;
    for (name, object) in objects {
        let members = match object.get("geometries").and_then(Value::as_array) {
            Some(members) => members.clone(),
            None => vec![object],
        };
        for member in members {
            number += 1;
            let kind = member
                .get("type")
                .and_then(Value::as_str)
                .unwrap_or("no geometry")
                .to_owned();
            let Some(shape) =
                shape(&member, &kind, &arcs).map_err(|reason| format!("{reason} (area {number} of {name})"))?
            else {
                *layer.left_out.entry(kind).or_default() += 1;
                continue;
            };
            let (id, properties) = match member {
                Value::Object(mut member) => (member.remove("id"), member.remove("properties")),
                _ => (None, None),
            };
            let properties = match properties {
                Some(Value::Object(properties)) => Some(properties),
                _ => None,
            };
            layer.features.push(Feature {
                number,
                properties: properties_of(id, properties),
                shape: normalised(shape),
            });
        }
    }
    Ok(layer)
}

fn positions(arc: Vec<Vec<f64>>, grid: Option<&Grid>) -> Result<Ring, String> {
    let mut at = [0.0, 0.0];
    let place = |numbers: Vec<f64>| -> Result<Position, String> {
        let (Some(x), Some(y)) = (numbers.first(), numbers.get(1)) else {
            return Err("a border has a position without two numbers".to_owned());
        };
        let Some(grid) = grid else {
            return Ok([*x, *y]);
        };
        at = [at[0] + x, at[1] + y];
        Ok(grid.degrees(at))
    };
    arc.into_iter().map(place).collect()
}

fn shape(member: &Value, kind: &str, arcs: &[Ring]) -> Result<Option<Shape>, String> {
    let lists = |value: &Value| {
        value
            .as_array()
            .cloned()
            .ok_or_else(|| "its borders are no lists".to_owned())
    };
    let of = |value: &Value| -> Result<Polygon, String> {
        lists(value)?.iter().map(|ring| joined(&lists(ring)?, arcs)).collect()
    };
    let borders = member.get("arcs").unwrap_or(&Value::Null);
    match kind {
        "Polygon" => Ok(Some(vec![of(borders)?])),
        "MultiPolygon" => lists(borders)?.iter().map(of).collect::<Result<_, _>>().map(Some),
        _ => Ok(None),
    }
}

/// The ring of borders that follow each other; a number below zero is a border that runs backwards.
fn joined(numbers: &[Value], arcs: &[Ring]) -> Result<Ring, String> {
    let mut ring = Ring::new();
    for number in numbers {
        let number = number.as_i64().ok_or("the number of a border is no whole number")?;
        let index = usize::try_from(if number < 0 { !number } else { number }).ok();
        let arc = index.and_then(|index| arcs.get(index));
        let arc = arc.ok_or_else(|| format!("it refers to border {number}, which is not there"))?;
        let skip = usize::from(!ring.is_empty());
        if number < 0 {
            ring.extend(arc.iter().rev().skip(skip));
        } else {
            ring.extend(arc.iter().skip(skip));
        }
    }
    Ok(ring)
}
