//! Units in the headers of tables: words such as `Fläche in km²` or `Anteil (%)`, and lines of nothing but units.
//!
//! What a word means is decided in [`crate::units`], as for every other format.

pub(crate) use crate::units::{named, unit};

/// Whether a word is a unit as well as the name of what is counted, such as `Einwohner`.
pub(crate) fn is_noun(text: &str) -> bool {
    const NOUNS: &[&str] = &[
        "einwohner",
        "einwohner:innen",
        "einwohner*innen",
        "personen",
        "tage",
        "jahre",
        "minuten",
        "stunden",
        "tonnen",
        "stück",
        "index",
        "number",
        "percentage",
        "hektar",
        "meter",
        "kilometer",
        "quadratmeter",
        "quadratkilometer",
        "prozentanteil",
        "persons",
    ];
    NOUNS.contains(&text.trim().to_lowercase().as_str())
}

/// The words of a unit that stand for themselves in a line of units: those that are known, and others that are nothing but signs of
/// units, such as `Mio. t` or `EUR/Monat`.
pub(crate) fn reading(text: &str) -> Option<&str> {
    const PARTS: &[&str] = &[
        "%",
        "eur",
        "€",
        "euro",
        "mwh",
        "gwh",
        "kwh",
        "mw",
        "kw",
        "kwp",
        "t",
        "kg",
        "g",
        "ha",
        "km",
        "km²",
        "m²",
        "m³",
        "qkm",
        "qm",
        "ew",
        "mio",
        "mill",
        "tsd",
        "je",
        "pro",
        "in",
        "einwohner",
        "anzahl",
        "prozent",
        "a",
        "monat",
        "jahr",
        "stunden",
        "std",
        "h",
        "pkm",
        "fzkm",
        "co2",
        "co₂",
        "co2eq",
        "co₂eq",
        "1000",
        "100",
        "10000",
        "100000",
        "personen",
        "l",
        "db(a)",
        "µg",
    ];
    let inside = text.trim().trim_matches(['(', ')', '[', ']']).trim();
    let inside = inside.strip_prefix("in ").unwrap_or(inside);
    if unit(inside).is_some() {
        return Some(inside);
    }
    let folded = inside.to_lowercase();
    let compact = folded
        .replace("1 000", "1000")
        .replace("1.000", "1000")
        .replace("100.000", "100000")
        .replace("100 000", "100000");
    let mut parts = compact
        .split([' ', '/', '.', '-'])
        .filter(|part| !part.is_empty())
        .peekable();
    let is_number = compact
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'.' | b',' | b'-'));
    let is_known = parts.peek().is_some() && !is_number && parts.all(|part| PARTS.contains(&part));
    // A single letter or word may be a column of its own.
    let is_single = !compact.contains([' ', '/', '.', '-']);
    (is_known
        && !(is_single
            && matches!(
                compact.as_str(),
                "a" | "h" | "l" | "g" | "in" | "je" | "pro" | "monat" | "jahr" | "stunden"
            )))
    .then_some(inside)
}

/// The words of the unit in the name of a column: in brackets at its end, or behind `in`.
pub(crate) fn words_in(header: &str) -> Option<&str> {
    let header = header.trim();
    let bracketed = [('[', ']'), ('(', ')')].into_iter().find_map(|(open, close)| {
        let inside = header.strip_suffix(close)?;
        inside.rfind(open).map(|start| inside[start + 1..].trim())
    });
    bracketed
        .map(|words| words.strip_prefix("in ").unwrap_or(words))
        .or_else(|| header.rsplit_once(" in ").map(|(_, words)| words.trim()))
        .or_else(|| header.rfind(" je ").map(|start| header[start..].trim()))
        .filter(|words| unit(words).is_some())
}
