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
