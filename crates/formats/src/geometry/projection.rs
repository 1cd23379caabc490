//! From the coordinates of a file to longitude and latitude.
//!
//! The systems that German offices use, by their numbers in the EPSG register: UTM in zones 31 to 33 with and without the zone in front
//! (25832, 4647 …), Gauss-Krüger in zones 2 to 5 (31466 to 31469), Lambert for Europe (3034, 3035), Web Mercator (3857), degrees
//! (4326, 4258, 4314). The shift from the old German datum is the one of seven parameters for all of Germany (EPSG 1777), right to
//! about three metres: enough for maps, not for surveying. ETRS89 and WGS 84 are taken as the same, as on every map.

use proj4rs::{Proj, transform::transform};

use super::{GeometryError, Layer, Position, wkt};

pub(super) const ETRS89: &str = "+ellps=GRS80 +towgs84=0,0,0,0,0,0,0";
pub(super) const DHDN: &str = "+ellps=bessel +towgs84=598.1,73.7,418.2,0.202,0.045,-2.455,6.7";
const WGS84: &str = "+ellps=WGS84 +towgs84=0,0,0,0,0,0,0";

/// Germany with some room around it, in degrees.
const WEST: f64 = 5.0;
const EAST: f64 = 16.0;
const SOUTH: f64 = 46.5;
const NORTH: f64 = 56.0;

/// How coordinates are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What people call it: `EPSG:25832`, or the name in the file.
    pub name: String,
    /// Its definition as PROJ writes it.
    definition: String,
}

impl Reference {
    pub(super) fn of(name: impl Into<String>, definition: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            definition: definition.into(),
        }
    }

    /// Longitude and latitude in WGS 84.
    pub fn degrees() -> Self {
        Self::of("EPSG:4326", format!("+proj=longlat {WGS84}"))
    }

    /// The system with a name: `EPSG:25832`, `25832`, `urn:ogc:def:crs:EPSG::25832`, `http://www.opengis.net/def/crs/EPSG/0/25832`,
    /// `urn:ogc:def:crs:OGC:1.3:CRS84`, or a well-known text.
    pub fn named(name: &str) -> Result<Self, GeometryError> {
        let name = name.trim();
        if name.contains('[') {
            return wkt::reference(name);
        }
        if name.to_ascii_uppercase().ends_with("CRS84") {
            return Ok(Self::degrees());
        }
        let number = name.rsplit([':', '/']).next().unwrap_or_default();
        let unknown = || GeometryError::UnknownReference(format!("\"{}\"", name.chars().take(60).collect::<String>()));
        let number: u32 = number.parse().map_err(|_| unknown())?;
        let definition = definition(number).ok_or_else(unknown)?;
        Ok(Self::of(format!("EPSG:{number}"), definition))
    }

    fn is_degrees(&self) -> bool {
        self.definition.starts_with("+proj=longlat")
    }
}

fn definition(number: u32) -> Option<String> {
    let utm = |zone: u32, datum: &str| format!("+proj=utm +zone={zone} {datum} +units=m");
    let with_zone = |zone: u32| {
        let meridian = zone * 6 - 183;
        format!("+proj=tmerc +lat_0=0 +lon_0={meridian} +k=0.9996 +x_0={zone}500000 +y_0=0 {ETRS89} +units=m")
    };
    let gauss_krueger = |zone: u32| {
        let meridian = zone * 3;
        format!("+proj=tmerc +lat_0=0 +lon_0={meridian} +k=1 +x_0={zone}500000 +y_0=0 {DHDN} +units=m")
    };
    Some(match number {
        4326 | 4979 => format!("+proj=longlat {WGS84}"),
        4258 | 4937 | 9059 => format!("+proj=longlat {ETRS89}"),
        4314 => format!("+proj=longlat {DHDN}"),
        25831..=25833 => utm(number - 25800, ETRS89),
        32631..=32633 => utm(number - 32600, WGS84),
        3044 => utm(32, ETRS89),
        3045 => utm(33, ETRS89),
        5649 => with_zone(31),
        4647 => with_zone(32),
        5650 => with_zone(33),
        31466..=31469 => gauss_krueger(number - 31464),
        5676..=5679 => gauss_krueger(number - 5674),
        3034 => {
            format!("+proj=lcc +lat_0=52 +lon_0=10 +lat_1=35 +lat_2=65 +x_0=4000000 +y_0=2800000 {ETRS89} +units=m")
        }
        3035 => format!("+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 {ETRS89} +units=m"),
        3857 | 900_913 | 3785 | 102_100 => {
            "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null".to_owned()
        }
        _ => return None,
    })
}

impl Layer {
    /// The same layer with the two numbers of every position exchanged, for files that write latitude or northing first.
    #[must_use]
    pub fn with_axes_exchanged(mut self) -> Self {
        for feature in &mut self.features {
            for position in feature.shape.iter_mut().flatten().flatten() {
                position.reverse();
            }
            feature.shape = super::normalised(std::mem::take(&mut feature.shape));
        }
        self
    }

    /// The same layer in longitude and latitude. `stated` is what a person says about its coordinates, for files that do not say it
    /// themselves or say it wrongly. Coordinates outside of Germany are an error that says what may be the matter.
    pub fn into_degrees(mut self, stated: Option<&Reference>) -> Result<Self, GeometryError> {
        let first = self
            .features
            .iter()
            .find_map(|feature| feature.shape.first()?.first()?.first().copied());
        let Some([x, y]) = first else {
            let others: Vec<String> = self.left_out.iter().map(|(kind, n)| format!("{n} × {kind}")).collect();
            let others = if others.is_empty() {
                String::new()
            } else {
                format!(", only {}", others.join(", "))
            };
            return Err(GeometryError::NoAreas(others));
        };
        let reference = stated
            .or(self.reference.as_ref())
            .cloned()
            .ok_or(GeometryError::NoReference { x, y })?;
        let unknown = |_| GeometryError::UnknownReference(reference.name.clone());
        let from = Proj::from_proj_string(&reference.definition).map_err(unknown)?;
        let to = Proj::from_proj_string(&Reference::degrees().definition).map_err(unknown)?;
        for feature in &mut self.features {
            for position in feature.shape.iter_mut().flatten().flatten() {
                let before = *position;
                let after = degrees_of(before, &reference, &from, &to);
                *position = after
                    .filter(|place| is_in_germany(*place))
                    .ok_or_else(|| GeometryError::Elsewhere {
                        feature: feature.number,
                        x: before[0],
                        y: before[1],
                        reference: reference.name.clone(),
                        cause: cause(before, &reference),
                    })?;
            }
        }
        self.reference = Some(Reference::degrees());
        Ok(self)
    }
}

fn degrees_of([x, y]: Position, reference: &Reference, from: &Proj, to: &Proj) -> Option<Position> {
    let mut point = if reference.is_degrees() {
        if !(-180.0..=180.0).contains(&x) || !(-90.0..=90.0).contains(&y) {
            return None;
        }
        (x.to_radians(), y.to_radians(), 0.0)
    } else {
        (x, y, 0.0)
    };
    if reference.name != "EPSG:4326" {
        transform(from, to, &mut point).ok()?;
        return Some([point.0.to_degrees(), point.1.to_degrees()]);
    }
    Some([x, y])
}

fn is_in_germany([longitude, latitude]: Position) -> bool {
    (WEST..=EAST).contains(&longitude) && (SOUTH..=NORTH).contains(&latitude)
}

/// What may be the matter with coordinates that lie elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// They are metres and were read as degrees.
    Metres,
    /// They are degrees and were read as metres.
    Degrees,
    /// The axes are exchanged.
    Exchanged,
    /// Nothing that can be seen.
    Unknown,
}

impl std::fmt::Display for Cause {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Metres => {
                "these are metres and no degrees: state the system with --crs, for example --crs EPSG:25832"
            }
            Self::Degrees => "these are degrees and no metres: state the system with --crs EPSG:4326",
            Self::Exchanged => {
                "the axes are exchanged: write longitude or easting first, as GeoJSON asks, or state --swap-axes"
            }
            Self::Unknown => "check the coordinate system, state another one with --crs, or remove the feature",
        })
    }
}

fn cause([x, y]: Position, reference: &Reference) -> Cause {
    let looks_like_metres = 1000.0 < x.abs() || 1000.0 < y.abs();
    if reference.is_degrees() && looks_like_metres {
        return Cause::Metres;
    }
    if !reference.is_degrees() && !looks_like_metres {
        return Cause::Degrees;
    }
    if reference.is_degrees() && is_in_germany([y, x]) {
        return Cause::Exchanged;
    }
    if !reference.is_degrees() && 4_000_000.0 < x && y < 1_000_000.0 {
        return Cause::Exchanged;
    }
    Cause::Unknown
}
