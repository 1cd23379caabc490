//! Files of areas as an operator has them: read, matched with the official keys, and every feature accounted for.
//!
//! Paths are files of GeoJSON, shapefiles (SHP with its parts beside it, or packed), or GeoPackages. Nothing is joined silently: a key
//! that no list knows, a key of another level, an area of water and a feature without key are each named.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
};

use figures::territory::{Level, TerritoryKey};
use formats::{
    geometry::{self, Feature, GeometryError, Layer, Loose, Reference, Shape, keys},
    limits::Limits,
};
use store::{StoreError, geopackage};

use crate::territories::KeyTable;

/// What a person states about a file.
#[derive(Debug, Clone, Default)]
pub struct Stated {
    /// The system of its coordinates.
    pub reference: Option<String>,
    /// The layer of a GeoPackage.
    pub layer: Option<String>,
    /// The property that holds the key.
    pub key_property: Option<String>,
    /// The property that holds the name, of areas without official keys.
    pub name_property: Option<String>,
    /// The level of its areas.
    pub level: Option<Level>,
    /// Whether the file writes latitude or northing first.
    pub is_swapped: bool,
}

/// Why a file of areas cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum AreasError {
    /// The system does not give the file.
    #[error("cannot open {path}; check the path and that you may read it")]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The file holds no areas that can be read.
    #[error("cannot read {path}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Where and why.
        #[source]
        source: GeometryError,
    },
    /// The GeoPackage is no readable database.
    #[error("cannot read {path}")]
    Database {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: StoreError,
    },
    /// No property holds keys.
    #[error(
        "no property of the {n} areas holds official keys (there are {names}); load the list of keys of that day first, or name the property with --key"
    )]
    NoKeys {
        /// How many areas there are.
        n: usize,
        /// Names of the properties.
        names: String,
    },
}

/// Areas by key, with the account of the file.
#[derive(Debug, Clone, Default)]
pub struct Areas {
    /// The level of all areas.
    pub level: Option<Level>,
    /// The areas by key.
    pub shapes: BTreeMap<TerritoryKey, Shape>,
    /// What became of the features.
    pub account: AreaAccount,
}

/// What became of each feature of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct AreaAccount {
    /// Features of the file.
    pub features: usize,
    /// Taken as an area or a part of one.
    pub taken: usize,
    /// Areas that were made of them.
    pub areas: usize,
    /// The property that held the keys.
    pub key_property: String,
    /// What is worth knowing about the file.
    pub remarks: Vec<String>,
    /// Areas of water, by name.
    pub water: Vec<String>,
    /// Keys that no list knows, with the name in the file.
    pub unknown: Vec<String>,
    /// Keys of another level than most.
    pub other_level: Vec<String>,
    /// Features that are no areas, by kind.
    pub no_area: Vec<String>,
    /// Keys that stand beside several names, and are none therefore.
    pub several: Vec<String>,
    /// Areas whose border crosses itself; they are taken as they are.
    pub crossing: Vec<String>,
}

/// Areas whose border crosses itself, by number and what a person knows them by.
pub fn crossing(layer: &Layer) -> Vec<String> {
    let name = |feature: &Feature| {
        let [x, y] = geometry::crossing(&feature.shape)?;
        let known = feature
            .properties
            .iter()
            .find(|(_, text)| text.chars().any(char::is_alphabetic));
        let known = known.map(|(_, text)| format!(" {text}")).unwrap_or_default();
        Some(format!("{}{known} ({x:.5}, {y:.5})", feature.number))
    };
    layer.features.iter().filter_map(name).collect()
}

/// Reads a file or the loose parts of a shapefile, in degrees.
pub async fn read_areas(path: &Path, stated: &Stated) -> Result<Layer, AreasError> {
    let failed = |source| AreasError::Read {
        path: path.to_owned(),
        source,
    };
    let reference = stated
        .reference
        .as_deref()
        .map(Reference::named)
        .transpose()
        .map_err(failed)?;
    let mut layer = layer_of(path, stated).await?;
    if stated.is_swapped {
        layer = layer.with_axes_exchanged();
    }
    layer.into_degrees(reference.as_ref()).map_err(failed)
}

async fn layer_of(path: &Path, stated: &Stated) -> Result<Layer, AreasError> {
    let limits = Limits::default();
    let unopened = |path: &Path| {
        let path = path.to_owned();
        move |source| AreasError::Open { path, source }
    };
    let failed = |source| AreasError::Read {
        path: path.to_owned(),
        source,
    };
    let ending = path
        .extension()
        .and_then(|ending| ending.to_str())
        .map(str::to_ascii_lowercase);
    if ending.as_deref() == Some("shp") {
        let beside = |ending: &str| {
            let candidates = [ending.to_owned(), ending.to_ascii_uppercase()].map(|ending| path.with_extension(ending));
            let found = candidates.iter().find(|path| path.exists());
            found.map(|path| fs::read(path).map_err(unopened(path))).transpose()
        };
        let parts = Loose {
            shp: fs::read(path).map_err(unopened(path))?,
            dbf: beside("dbf")?,
            prj: beside("prj")?,
            cpg: beside("cpg")?,
        };
        return geometry::read_shapefile(&parts, &limits).map_err(failed);
    }
    let mut file = File::open(path).map_err(unopened(path))?;
    if !geopackage::is_one(&mut file).map_err(unopened(path))? {
        return geometry::read(&mut file, &limits).map_err(failed);
    }
    let table = geopackage::read(path, stated.layer.as_deref())
        .await
        .map_err(|source| AreasError::Database {
            path: path.to_owned(),
            source,
        })?;
    let mut layer = Layer {
        features: Vec::new(),
        reference: table
            .reference
            .as_deref()
            .map(Reference::named)
            .transpose()
            .map_err(failed)?,
        left_out: BTreeMap::new(),
    };
    for (number, row) in (1..).zip(table.rows) {
        let read = geometry::wkb::geopackage(&row.geometry).map_err(|reason| GeometryError::Broken {
            place: format!("feature {number}"),
            reason,
        });
        match read.map_err(failed)? {
            geometry::wkb::Geometry::Area(shape) => layer.features.push(Feature {
                number,
                properties: row.properties,
                shape,
            }),
            geometry::wkb::Geometry::Other(kind) => *layer.left_out.entry(kind.to_owned()).or_default() += 1,
        }
    }
    Ok(layer)
}

/// Matches the areas of a layer with the official keys.
pub fn matched(layer: Layer, keys: &KeyTable, stated: &Stated) -> Result<Areas, AreasError> {
    let n_left_out: u32 = layer.left_out.values().sum();
    let mut account = AreaAccount {
        crossing: crossing(&layer),
        features: layer.features.len() + n_left_out as usize,
        no_area: layer.left_out.iter().map(|(kind, n)| format!("{n} × {kind}")).collect(),
        ..AreaAccount::default()
    };
    let resolve = |text: &str| keys.resolve(text, stated.level).ok().map(|found| found.key);
    let property = match &stated.key_property {
        Some(name) => name.clone(),
        None => {
            let found = keys::find(&layer.features, &|text| resolve(text).is_some()).ok_or_else(|| no_keys(&layer))?;
            if let Some((name, example)) = found.deceptive {
                account.remarks.push(format!(
                    "the property {name} holds no official keys (\"{example}\"); the keys were taken from {}",
                    found.name
                ));
            }
            found.name
        }
    };
    let key_of = |feature: &Feature| feature.property(&property).and_then(resolve);
    let mut n_of_level: BTreeMap<Level, usize> = BTreeMap::new();
    for key in layer.features.iter().filter_map(key_of) {
        *n_of_level.entry(key.level()).or_default() += 1;
    }
    let level = n_of_level.iter().max_by_key(|(_, n)| **n).map(|(level, _)| *level);
    let level = level.ok_or_else(|| no_keys(&layer))?;
    let mut shapes: BTreeMap<TerritoryKey, Shape> = BTreeMap::new();
    for feature in layer.features {
        let name = named(&feature, &property);
        // VG250: the factor of the area is 1 or 2 for waters, 3 or 4 for land.
        if matches!(feature.property("GF"), Some("1" | "2")) {
            account.water.push(name);
            continue;
        }
        match key_of(&feature) {
            None => account.unknown.push(name),
            Some(key) if key.level() != level => account.other_level.push(name),
            Some(key) => {
                account.taken += 1;
                shapes.entry(key).or_default().extend(feature.shape);
            }
        }
    }
    shapes.retain(|_, shape| !shape.is_empty());
    account.areas = shapes.len();
    account.key_property = property;
    Ok(Areas {
        level: Some(level),
        shapes,
        account,
    })
}

fn no_keys(layer: &Layer) -> AreasError {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in layer.features.iter().flat_map(|feature| &feature.properties) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    AreasError::NoKeys {
        n: layer.features.len(),
        names: if names.is_empty() {
            "none".to_owned()
        } else {
            names.join(", ")
        },
    }
}

/// How a feature is called in the account: its key and its name in the file.
fn named(feature: &Feature, property: &str) -> String {
    let key = feature.property(property).unwrap_or("no key");
    let name = ["GEN", "NAME", "GEM_NAME"]
        .iter()
        .find_map(|name| feature.property(name));
    match name {
        Some(name) => format!("{key} {name} (feature {})", feature.number),
        None => format!("{key} (feature {})", feature.number),
    }
}
