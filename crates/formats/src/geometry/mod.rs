//! Areas on the map as files bring them: features with a shape and properties, read from GeoJSON, TopoJSON, shapefiles and GeoPackages.
//!
//! For whoever keeps boundaries of territories. A [`Layer`] holds what the file says, in the coordinates of the file, and how these are
//! meant ([`Reference`]); [`Layer::into_degrees`] makes longitude and latitude of them. Only areas are taken: points and lines are
//! counted by kind and left out. Heights and measures are dropped, because no map here shows them. What a key means is for the
//! receiver to say; [`keys`] only finds the property that holds it.

mod coordinates;
mod dbf;
mod geojson;
pub mod keys;
pub mod projection;
mod ring;
mod shapefile;
pub mod wkb;
mod wkt;
mod write;

use std::{collections::BTreeMap, io::SeekFrom};

pub(crate) use self::{geojson::properties as properties_of, ring::contains as inside_of};
pub use self::{
    geojson::read as read_geojson,
    projection::{Cause, Reference},
    ring::{area_km2, crossing, holds, normalised, signed_area},
    shapefile::{Loose, read as read_shapefile},
    write::{MEDIA_TYPE as GEOJSON, Written, collection as write_geojson, extent},
};
use crate::{archive::Archive, error::FileError, input::ReadSeek, limits::Limits};

/// Longitude and latitude, or easting and northing, in this order.
pub type Position = [f64; 2];

/// A ring: a closed line whose last position repeats the first.
pub type Ring = Vec<Position>;

/// An area without islands: its outer ring first, then its holes.
pub type Polygon = Vec<Ring>;

/// An area that may consist of several parts.
pub type Shape = Vec<Polygon>;

/// One feature of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// Which one it is in the file, from 1.
    pub number: u32,
    /// Its properties as text, in the order of the file; empty ones are left out.
    pub properties: Vec<(String, String)>,
    /// Its area.
    pub shape: Shape,
}

impl Feature {
    /// A property by name, large and small letters alike.
    pub fn property(&self, name: &str) -> Option<&str> {
        let found = self
            .properties
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, text)| text.as_str())
    }
}

/// The features of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// The areas.
    pub features: Vec<Feature>,
    /// How the coordinates are meant; `None` when the file does not say it.
    pub reference: Option<Reference>,
    /// Features that are no areas, by kind: `Point`, `LineString`, `no geometry`.
    pub left_out: BTreeMap<String, u32>,
}

/// Why a file of areas cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GeometryError {
    /// As any file.
    #[error(transparent)]
    File(#[from] FileError),
    /// A file of another kind.
    #[error("the file is {0}; give GeoJSON, a shapefile (SHP with DBF and PRJ, also packed as ZIP) or a GeoPackage")]
    OtherKind(&'static str),
    /// It breaks its own rules.
    #[error("{place}: {reason}; export the file again from the program that made it")]
    Broken {
        /// Where.
        place: String,
        /// What is wrong.
        reason: String,
    },
    /// A part of a shapefile is missing.
    #[error("the shapefile has no {0}; give all its parts in one folder or ZIP: SHP, DBF and PRJ belong together")]
    MissingPart(&'static str),
    /// Several layers, and no word which one.
    #[error("the file holds several layers ({0}); name one with --layer")]
    SeveralLayers(String),
    /// A layer that is not there.
    #[error("there is no layer \"{wanted}\"; the file holds {found}")]
    NoSuchLayer {
        /// Asked for.
        wanted: String,
        /// What there is.
        found: String,
    },
    /// Not a single area.
    #[error("the file holds no areas{0}; choose the layer with the areas of the territories")]
    NoAreas(String),
    /// Coordinates without a word about how they are meant.
    #[error(
        "the file does not say how its coordinates are meant (the first is {x}, {y}); state it with --crs, for example --crs EPSG:25832"
    )]
    NoReference {
        /// First coordinate.
        x: f64,
        /// Second coordinate.
        y: f64,
    },
    /// A reference system that is not known here.
    #[error(
        "coordinates in {0} cannot be read; convert the file to EPSG:25832 or EPSG:4326, or state one of {KNOWN} with --crs"
    )]
    UnknownReference(String),
    /// Coordinates that lie elsewhere.
    #[error("feature {feature}: {x}, {y} ({reference}) lies outside of Germany; {cause}")]
    Elsewhere {
        /// Which feature.
        feature: u32,
        /// First coordinate as in the file.
        x: f64,
        /// Second coordinate as in the file.
        y: f64,
        /// How it was read.
        reference: String,
        /// What may be the matter.
        cause: Cause,
    },
}

/// The systems that are named in messages.
const KNOWN: &str = "EPSG:25832, 25833, 4647, 5650, 31466 to 31469, 3035, 3857, 4258, 4326";

impl GeometryError {
    /// What is wrong at a place.
    pub(crate) fn broken(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Broken {
            place: place.into(),
            reason: reason.into(),
        }
    }
}

/// Reads a file by its content: GeoJSON, or a ZIP with a shapefile or a GeoJSON file. A GeoPackage is a database and is read by the
/// store; the parts of an unpacked shapefile are put together by [`read_shapefile`].
pub fn read(input: &mut dyn ReadSeek, limits: &Limits) -> Result<Layer, GeometryError> {
    input.seek(SeekFrom::Start(0)).map_err(FileError::from)?;
    let mut head = [0; 16];
    let mut n_head = 0;
    while n_head < head.len() {
        match input.read(&mut head[n_head..]).map_err(FileError::from)? {
            0 => break,
            n => n_head += n,
        }
    }
    input.seek(SeekFrom::Start(0)).map_err(FileError::from)?;
    let head = &head[..n_head];
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        None => Err(FileError::Empty.into()),
        Some(b'{') => read_geojson(input, limits),
        Some(_) if head.starts_with(b"PK\x03\x04") => from_archive(input, limits),
        Some(_) if head.starts_with(b"SQLite format 3\0") => {
            Err(GeometryError::OtherKind("a GeoPackage, which is read as a database"))
        }
        Some(_) if head.starts_with(&[0, 0, 0x27, 0x0a]) => Err(GeometryError::MissingPart("DBF (the table of keys)")),
        Some(b'<') => Err(GeometryError::OtherKind("XML (GML, KML or a web page)")),
        Some(_) => Err(GeometryError::OtherKind("none of the known kinds")),
    }
}

/// A packed shapefile, or a packed GeoJSON file.
fn from_archive(input: &mut dyn ReadSeek, limits: &Limits) -> Result<Layer, GeometryError> {
    let mut archive = Archive::open(input, limits)?;
    let parts = archive.parts().to_vec();
    let ending = |name: &str| name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    // Apple's packer adds shadows of all files.
    let is_shadow =
        |name: &str| name.starts_with("__MACOSX/") || name.rsplit('/').next().is_some_and(|n| n.starts_with("._"));
    let of = |wanted: &[&str]| {
        let found = parts.iter().filter(|part| {
            !is_shadow(&part.name) && ending(&part.name).is_some_and(|ending| wanted.contains(&ending.as_str()))
        });
        found.cloned().collect::<Vec<_>>()
    };
    let (shapes, documents) = (of(&["shp"]), of(&["geojson", "json"]));
    match (shapes.as_slice(), documents.as_slice()) {
        ([shp], _) => {
            let stem = shp
                .name
                .rsplit_once('.')
                .map_or("", |(stem, _)| stem)
                .to_ascii_lowercase();
            let mut beside = |wanted: &str| -> Result<Option<Vec<u8>>, FileError> {
                let name = format!("{stem}.{wanted}");
                let part = parts.iter().find(|part| part.name.to_ascii_lowercase() == name);
                part.map(|part| archive.bytes(part)).transpose()
            };
            let loose = Loose {
                dbf: beside("dbf")?,
                prj: beside("prj")?,
                cpg: beside("cpg")?,
                shp: beside("shp")?.unwrap_or_default(),
            };
            read_shapefile(&loose, limits)
        }
        ([], [document]) => {
            let bytes = archive.bytes(document)?;
            read_geojson(&mut std::io::Cursor::new(bytes), limits)
        }
        ([], []) => Err(GeometryError::OtherKind("a ZIP without a shapefile or GeoJSON file")),
        (several, others) => {
            let names: Vec<&str> = several.iter().chain(others).map(|part| part.name.as_str()).collect();
            Err(GeometryError::SeveralLayers(names.join(", ")))
        }
    }
}
