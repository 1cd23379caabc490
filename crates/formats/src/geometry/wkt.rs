//! Well-known text of coordinate systems, as PRJ files carry it: as much as is needed to name or rebuild the system.
//!
//! Both editions are met: WKT 1 with the dialect of Esri (`PROJCS["ETRS_1989_UTM_Zone_32N",…]`) and WKT 2 (`PROJCRS[…,ID["EPSG",25832]]`).
//! The number of the register counts where it stands at the whole; else the system follows from projection, parameters and ellipsoid.

use super::{GeometryError, Reference};

/// A word with what stands in its brackets.
struct Node<'a> {
    word: &'a str,
    texts: Vec<&'a str>,
    inner: Vec<Node<'a>>,
}

/// The system that a text describes.
pub(super) fn reference(text: &str) -> Result<Reference, GeometryError> {
    let text = text.trim().trim_start_matches('\u{feff}');
    let unknown = || GeometryError::UnknownReference(format!("\"{}\"", text.chars().take(60).collect::<String>()));
    let (root, _) = node(text, 0).ok_or_else(unknown)?;
    if let Some(number) = root.register()
        && let Ok(reference) = Reference::named(&format!("EPSG:{number}"))
    {
        return Ok(reference);
    }
    let name = root.texts.first().copied().unwrap_or_default().to_owned();
    let ellipsoid = root.find("SPHEROID").or_else(|| root.find("ELLIPSOID"));
    let ellipsoid = ellipsoid
        .and_then(|node| node.texts.first())
        .copied()
        .unwrap_or_default();
    let lower = ellipsoid.to_lowercase();
    let datum = if lower.contains("bessel") {
        super::projection::DHDN
    } else if lower.contains("grs") || lower.contains("wgs") {
        super::projection::ETRS89
    } else {
        return Err(unknown());
    };
    if matches!(
        root.word,
        "GEOGCS" | "GEOGCRS" | "GEODCRS" | "GEODETICCRS" | "GEOGRAPHICCRS"
    ) {
        return Ok(Reference::of(name, format!("+proj=longlat {datum}")));
    }
    let method = root.find("PROJECTION").or_else(|| root.find("METHOD"));
    let method = method.and_then(|node| node.texts.first()).copied().unwrap_or_default();
    let method = method.to_lowercase().replace([' ', '-'], "_");
    let mut parameters = Vec::new();
    root.collect("PARAMETER", &mut parameters);
    let parameter = |names: &[&str]| {
        parameters.iter().find_map(|node| {
            let found = node.texts.first()?.to_lowercase().replace([' ', '-'], "_");
            names
                .contains(&found.as_str())
                .then(|| node.texts.get(1)?.parse::<f64>().ok())?
        })
    };
    let latitude = parameter(&[
        "latitude_of_origin",
        "latitude_of_center",
        "latitude_of_natural_origin",
        "latitude_of_false_origin",
    ]);
    let longitude = parameter(&[
        "central_meridian",
        "longitude_of_center",
        "longitude_of_natural_origin",
        "longitude_of_false_origin",
    ]);
    let easting = parameter(&["false_easting", "easting_at_false_origin"]).unwrap_or(0.0);
    let northing = parameter(&["false_northing", "northing_at_false_origin"]).unwrap_or(0.0);
    let scale = parameter(&["scale_factor", "scale_factor_at_natural_origin"]).unwrap_or(1.0);
    let (latitude, longitude) = (latitude.unwrap_or(0.0), longitude.ok_or_else(unknown)?);
    let places = format!("+lat_0={latitude} +lon_0={longitude} +x_0={easting} +y_0={northing} {datum} +units=m");
    let parallel = |name: &str| parameter(&[name, &format!("latitude_of_{}", name.replace("standard_parallel_", ""))]);
    let definition = match method.as_str() {
        "transverse_mercator" | "gauss_kruger" => format!("+proj=tmerc +k={scale} {places}"),
        "mercator_auxiliary_sphere" | "popular_visualisation_pseudo_mercator" => return Reference::named("EPSG:3857"),
        "lambert_azimuthal_equal_area" => format!("+proj=laea {places}"),
        "lambert_conformal_conic" | "lambert_conformal_conic_2sp" | "lambert_conic_conformal_(2sp)" => {
            let first = parallel("standard_parallel_1").or_else(|| parameter(&["latitude_of_1st_standard_parallel"]));
            let second = parallel("standard_parallel_2").or_else(|| parameter(&["latitude_of_2nd_standard_parallel"]));
            let (first, second) = (first.ok_or_else(unknown)?, second.ok_or_else(unknown)?);
            format!("+proj=lcc +lat_1={first} +lat_2={second} {places}")
        }
        _ => return Err(unknown()),
    };
    Ok(Reference::of(name, definition))
}

impl<'a> Node<'a> {
    /// The number of the register at this very node.
    fn register(&self) -> Option<&'a str> {
        let note = self
            .inner
            .iter()
            .rev()
            .find(|node| matches!(node.word, "AUTHORITY" | "ID"))?;
        let is_epsg = note.texts.first().is_some_and(|name| name.eq_ignore_ascii_case("EPSG"));
        note.texts.get(1).copied().filter(|_| is_epsg)
    }

    /// The first node with this word, at any depth.
    fn find(&self, word: &str) -> Option<&Self> {
        self.inner
            .iter()
            .find_map(|node| if node.word == word { Some(node) } else { node.find(word) })
    }

    fn collect<'b>(&'b self, word: &str, found: &mut Vec<&'b Self>) {
        for node in &self.inner {
            if node.word == word {
                found.push(node);
            }
            node.collect(word, found);
        }
    }
}

/// Nested deeper than any real text, and than any stack minds.
const DEEPEST: u8 = 20;

/// Reads `WORD["text", 12.5, INNER[…]]`; gives the rest of the text after it.
fn node(text: &str, depth: u8) -> Option<(Node<'_>, &str)> {
    if DEEPEST < depth {
        return None;
    }
    let open = text.find(['[', '('])?;
    let word = text[..open].trim();
    if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return None;
    }
    let mut found = Node {
        word,
        texts: Vec::new(),
        inner: Vec::new(),
    };
    let mut rest = text[open + 1..].trim_start();
    loop {
        if let Some(quoted) = rest.strip_prefix('"') {
            let end = quoted.find('"')?;
            found.texts.push(&quoted[..end]);
            rest = quoted[end + 1..].trim_start();
        } else {
            let end = rest.find([',', ']', ')', '[', '('])?;
            if rest[end..].starts_with(['[', '(']) {
                let (inner, after) = node(rest, depth + 1)?;
                found.inner.push(inner);
                rest = after.trim_start();
            } else {
                found.texts.push(rest[..end].trim());
                rest = &rest[end..];
            }
        }
        if let Some(after) = rest.strip_prefix(',') {
            rest = after.trim_start();
        } else if let Some(after) = rest.strip_prefix([']', ')']) {
            return Some((found, after));
        } else {
            return None;
        }
    }
}
