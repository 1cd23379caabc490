//! Units in the words of publishers, for columns of units and for headers such as `Fläche in km²` or `Anteil (%)`.
//!
//! Only words that can mean one thing are listed; any other unit stays a text, and a person says what it is.

use figures::unit::Unit;

const WORDS: &[(&str, Unit)] = &[
    ("%", Unit::Percent),
    ("prozent", Unit::Percent),
    ("percent", Unit::Percent),
    ("‰", Unit::PerMille),
    ("promille", Unit::PerMille),
    ("personen", Unit::Persons),
    ("einwohner", Unit::Persons),
    ("anzahl", Unit::Count),
    ("stück", Unit::Count),
    ("eur", Unit::Eur),
    ("euro", Unit::Eur),
    ("€", Unit::Eur),
    ("tsd. eur", Unit::EurThousand),
    ("1000 eur", Unit::EurThousand),
    ("1.000 eur", Unit::EurThousand),
    ("tsd. euro", Unit::EurThousand),
    ("mio. eur", Unit::EurMillion),
    ("mio. euro", Unit::EurMillion),
    ("m²", Unit::SquareMetres),
    ("qm", Unit::SquareMetres),
    ("ha", Unit::Hectares),
    ("hektar", Unit::Hectares),
    ("km²", Unit::SquareKilometres),
    ("qkm", Unit::SquareKilometres),
    ("km", Unit::Kilometres),
    ("kg", Unit::Kilograms),
    ("tonnen", Unit::Tonnes),
    ("kwh", Unit::KilowattHours),
    ("mwh", Unit::MegawattHours),
    ("gwh", Unit::GigawattHours),
    ("kw", Unit::Kilowatts),
    ("µg/m³", Unit::MicrogramsPerCubicMetre),
    ("einwohner:innen", Unit::Persons),
    ("einwohner*innen", Unit::Persons),
    ("euro je einwohner", Unit::EurPerPerson),
    ("euro je einwohner:in", Unit::EurPerPerson),
    ("euro je m²", Unit::EurPerSquareMetre),
    ("kg/ha", Unit::KilogramsPerHectare),
    ("l je einwohner:in und tag", Unit::LitresPerPersonDay),
    ("meter", Unit::Metres),
    ("minuten", Unit::Minutes),
    ("jahre", Unit::Years),
    ("tage", Unit::Days),
    ("µg / m³", Unit::MicrogramsPerCubicMetre),
    ("μg / m³", Unit::MicrogramsPerCubicMetre),
    ("je 1.000 einwohner:innen", Unit::Per1000Persons),
    ("je 10.000 einwohner:innen", Unit::Per10000Persons),
    ("je 100.000 einwohner:innen", Unit::Per100000Persons),
    ("percentage", Unit::Percent),
    ("percentage (%)", Unit::Percent),
    ("number", Unit::Count),
    ("anzahl (personen)", Unit::Persons),
    ("personen (anzahl)", Unit::Persons),
    ("einw.", Unit::Persons),
    ("stk.", Unit::Count),
    ("v.h.", Unit::Percent),
    ("vh", Unit::Percent),
    ("in prozent", Unit::Percent),
    ("prozentanteil", Unit::Percent),
    ("1 000 eur", Unit::EurThousand),
    ("1000 euro", Unit::EurThousand),
    ("1 000 euro", Unit::EurThousand),
    ("1.000 euro", Unit::EurThousand),
    ("teur", Unit::EurThousand),
    ("t€", Unit::EurThousand),
    ("t eur", Unit::EurThousand),
    ("tsd. €", Unit::EurThousand),
    ("1.000 €", Unit::EurThousand),
    ("mill. eur", Unit::EurMillion),
    ("mill. euro", Unit::EurMillion),
    ("million euro", Unit::EurMillion),
    ("millionen euro", Unit::EurMillion),
    ("mio. €", Unit::EurMillion),
    ("eur je einwohner", Unit::EurPerPerson),
    ("eur/einwohner", Unit::EurPerPerson),
    ("euro/einwohner", Unit::EurPerPerson),
    ("€ je einwohner", Unit::EurPerPerson),
    ("€/einwohner", Unit::EurPerPerson),
    ("eur/ew", Unit::EurPerPerson),
    ("€/ew", Unit::EurPerPerson),
    ("eur/ew.", Unit::EurPerPerson),
    ("m2", Unit::SquareMetres),
    ("quadratmeter", Unit::SquareMetres),
    ("km2", Unit::SquareKilometres),
    ("quadratkilometer", Unit::SquareKilometres),
    ("m² je einwohner", Unit::SquareMetresPerPerson),
    ("einwohner je km²", Unit::PersonsPerSquareKilometre),
    ("einwohner/km²", Unit::PersonsPerSquareKilometre),
    ("einwohner je qkm", Unit::PersonsPerSquareKilometre),
    ("ew/km²", Unit::PersonsPerSquareKilometre),
    ("t", Unit::Tonnes),
    ("t co2", Unit::Tonnes),
    ("t co₂", Unit::Tonnes),
    ("t co2eq", Unit::Tonnes),
    ("t co₂eq", Unit::Tonnes),
    ("t co2-eq", Unit::Tonnes),
    ("t co₂-eq", Unit::Tonnes),
    ("t co2e", Unit::Tonnes),
    ("t co₂e", Unit::Tonnes),
    ("t co2-äq", Unit::Tonnes),
    ("t co2-äq.", Unit::Tonnes),
    ("t co2-äquivalente", Unit::Tonnes),
    ("t co₂-äquivalente", Unit::Tonnes),
    ("tonnen co2", Unit::Tonnes),
    ("tonnen co2-äquivalente", Unit::Tonnes),
    ("tonnen co₂-äquivalente", Unit::Tonnes),
    ("tonnen co2eq", Unit::Tonnes),
    ("t/ew", Unit::TonnesPerPerson),
    ("t co2eq/ew", Unit::TonnesPerPerson),
    ("t/einwohner", Unit::TonnesPerPerson),
    ("t je einwohner", Unit::TonnesPerPerson),
    ("kg je einwohner", Unit::KilogramsPerPerson),
    ("kg/einwohner", Unit::KilogramsPerPerson),
    ("kg/ew", Unit::KilogramsPerPerson),
    ("mwh/a", Unit::MegawattHours),
    ("gwh/a", Unit::GigawattHours),
    ("kwh/a", Unit::KilowattHours),
    ("t/a", Unit::Tonnes),
    ("t co2eq/a", Unit::Tonnes),
    ("je 1.000 ew", Unit::Per1000Persons),
    ("je 1 000 einwohner", Unit::Per1000Persons),
    ("pro 1.000 einwohner", Unit::Per1000Persons),
    ("je 10 000 einwohner", Unit::Per10000Persons),
    ("je 100 000 einwohner", Unit::Per100000Persons),
    ("index", Unit::Index),
    ("in jahren", Unit::Years),
    ("m³", Unit::CubicMetres),
    ("m3", Unit::CubicMetres),
    ("cbm", Unit::CubicMetres),
    ("je 1.000 einwohner", Unit::Per1000Persons),
    ("je 1000 einwohner", Unit::Per1000Persons),
    ("je 100 einwohner", Unit::Per100Persons),
    ("je 10.000 einwohner", Unit::Per10000Persons),
    ("je 100.000 einwohner", Unit::Per100000Persons),
];

/// The unit that a text names: one of our codes, or a word that can mean one thing.
pub(crate) fn unit(text: &str) -> Option<Unit> {
    let text = text.trim();
    text.parse().ok().or_else(|| {
        let folded = text.to_lowercase();
        WORDS.iter().find(|(word, _)| *word == folded).map(|(_, unit)| *unit)
    })
}

/// The unit of a text that names one in its own words or beside others: `%`, `Prozent (%)`, `Ausbaustand in %`.
pub(crate) fn named(text: &str) -> Option<Unit> {
    let front = text.split(['(', '[']).next().unwrap_or_default();
    unit(text)
        .or_else(|| unit(front))
        .or_else(|| words_in(text).and_then(unit))
}

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
