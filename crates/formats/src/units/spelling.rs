//! One spelling for all the ways in which a unit is written: `pro 100.000 Einwohner` and `per 100,000 population`, `kWh/m²` and
//! `kWh je m2 und Jahr`.
//!
//! Numbers lose their separators, words for `per` and for people become one, and what only repeats that a figure is of a year or of
//! carbon dioxide is left out. What remains has to be one of the forms below, or it is no unit that we know.

use figures::unit::Unit;

const FORMS: &[(&str, Unit)] = &[
    ("%", Unit::Percent),
    ("1000", Unit::CountThousand),
    ("1000 stück", Unit::CountThousand),
    ("1000 einwohner", Unit::PersonsThousand),
    ("je 100 einwohner", Unit::Per100Persons),
    ("je 1000 einwohner", Unit::Per1000Persons),
    ("je 10000 einwohner", Unit::Per10000Persons),
    ("je 100000 einwohner", Unit::Per100000Persons),
    ("eur", Unit::Eur),
    ("1000 eur", Unit::EurThousand),
    ("mio eur", Unit::EurMillion),
    ("eur je einwohner", Unit::EurPerPerson),
    ("eur je einwohner je monat", Unit::EurPerPersonMonth),
    ("eur je monat", Unit::EurMonth),
    ("eur je m²", Unit::EurPerSquareMetre),
    ("m²", Unit::SquareMetres),
    ("m² je einwohner", Unit::SquareMetresPerPerson),
    ("ha", Unit::Hectares),
    ("ha je tag", Unit::HectaresPerDay),
    ("km²", Unit::SquareKilometres),
    ("einwohner je km²", Unit::PersonsPerSquareKilometre),
    ("km", Unit::Kilometres),
    ("kg", Unit::Kilograms),
    ("kg je einwohner", Unit::KilogramsPerPerson),
    ("kg je ha", Unit::KilogramsPerHectare),
    ("dt je ha", Unit::DecitonnesPerHectare),
    ("t", Unit::Tonnes),
    ("1000 t", Unit::TonnesThousand),
    ("mio t", Unit::TonnesMillion),
    ("t je einwohner", Unit::TonnesPerPerson),
    ("l", Unit::Litres),
    ("l je einwohner je tag", Unit::LitresPerPersonDay),
    ("m³", Unit::CubicMetres),
    ("µg je m³", Unit::MicrogramsPerCubicMetre),
    ("kwh", Unit::KilowattHours),
    ("1000 kwh", Unit::MegawattHours),
    ("mio kwh", Unit::GigawattHours),
    ("mwh", Unit::MegawattHours),
    ("gwh", Unit::GigawattHours),
    ("kwh je m²", Unit::KilowattHoursPerSquareMetre),
    ("kw", Unit::Kilowatts),
    ("kwp", Unit::Kilowatts),
    ("mwp", Unit::Megawatts),
    ("kw je einwohner", Unit::KilowattsPerPerson),
    ("kwp je einwohner", Unit::KilowattsPerPerson),
    ("°c", Unit::DegreesCelsius),
    ("grad celsius", Unit::DegreesCelsius),
    ("degrees celsius", Unit::DegreesCelsius),
    ("dba", Unit::Decibels),
    ("dezibel", Unit::Decibels),
    ("minuten", Unit::Minutes),
    ("tage", Unit::Days),
    ("days", Unit::Days),
    ("jahre", Unit::Years),
];

/// Several words that mean one, put in its place before a text is cut.
const PHRASES: &[(&str, &str)] = &[
    ("\u{3bc}", "µ"),
    ("\u{a0}", " "),
    ("\u{202f}", " "),
    ("₂", "2"),
    ("^2", "²"),
    ("^3", "³"),
    ("per cent", "%"),
    ("einwohnerinnen und einwohnern", "einwohner"),
    ("einwohnerinnen und einwohner", "einwohner"),
    ("einwohner/-innen", "einwohner"),
    ("einwohner/innen", "einwohner"),
    ("db(a)", "dba"),
    ("db (a)", "dba"),
    ("co2-äquivalente", "co2"),
    ("co2-äquivalent", "co2"),
    ("co2 äquivalente", "co2"),
    ("co2-equivalent", "co2"),
    ("co2 equivalent", "co2"),
    ("co2-äq.", "co2"),
    ("co2-eq.", "co2"),
];

/// The unit of a text in small letters.
pub(super) fn unit(folded: &str) -> Option<Unit> {
    // A bare number is a number, also where it means thousands, and one letter alone may mean anything.
    if folded.chars().count() < 2
        || 80 < folded.len()
        || !folded.contains(|letter: char| letter.is_alphabetic() || matches!(letter, '%' | '°'))
    {
        return None;
    }
    let form = form(folded);
    FORMS.iter().find(|(known, _)| *known == form).map(|(_, unit)| *unit)
}

fn form(folded: &str) -> String {
    let mut text = folded.to_owned();
    for (phrase, word) in PHRASES {
        if text.contains(phrase) {
            text = text.replace(phrase, word);
        }
    }
    let inside = text.trim();
    let inside = inside.strip_prefix("in ").unwrap_or(inside).trim();
    let inside = ['(', '[']
        .into_iter()
        .zip([')', ']'])
        .find_map(|(open, close)| inside.strip_prefix(open)?.strip_suffix(close))
        .unwrap_or(inside);
    let mut words: Vec<&str> = Vec::new();
    let spaced = without_separators(inside).replace('/', " je ");
    for word in spaced.split_whitespace() {
        match plain(word) {
            "je" if words.last() == Some(&"je") => {}
            "1000 eur" => words.extend(["1000", "eur"]),
            // That tonnes are of carbon dioxide, and a figure of a year, is said by the indicator.
            "co2" | "" if !words.is_empty() => {}
            "jahr" if matches!(words.last(), Some(&"je" | &"im")) => {
                words.pop();
            }
            word => words.push(word),
        }
    }
    if matches!(words[..], ["anzahl", "je", ..]) {
        words.remove(0);
    }
    words.join(" ")
}

/// A word as the forms have it.
fn plain(word: &str) -> &str {
    match word {
        "prozent" | "percent" | "percentage" => "%",
        "pro" | "per" | "und" | "and" => "je",
        "einw" | "einw." | "ew" | "ew." | "inh" | "inh." | "inhabitant" | "inhabitants" | "person" | "persons"
        | "personen" | "people" | "population" | "capita" | "kopf" | "head" | "einwohnern" | "einwohner:in"
        | "einwohner:innen" | "einwohner*in" | "einwohner*innen" | "einwohner_innen" | "einwohnerinnen" => "einwohner",
        "€" | "euro" | "euros" => "eur",
        "teur" | "t€" | "tsd€" | "tsd.€" | "k€" => "1000 eur",
        "tsd" | "tsd." | "tausend" | "thousand" | "thousands" => "1000",
        "mio." | "mill" | "mill." | "million" | "millionen" | "millions" => "mio",
        "qkm" | "km2" | "quadratkilometer" | "sqkm" => "km²",
        "qm" | "m2" | "quadratmeter" => "m²",
        "cbm" | "m3" | "kubikmeter" => "m³",
        "hektar" | "hectare" | "hectares" => "ha",
        "liter" | "litre" | "litres" | "liters" => "l",
        "tonnen" | "tonne" | "tonnes" => "t",
        "kilogramm" | "kilogram" | "kilograms" => "kg",
        "dezitonnen" => "dt",
        "kilometer" | "kilometres" => "km",
        "number" | "anzahl" => "anzahl",
        "co2e" | "co2eq" | "co2-eq" | "co2-e" | "co2-äq" | "co2äq" | "co2-äquivalenten" | "co2-equivalents" | "co2" => {
            "co2"
        }
        "of" | "von" => "",
        "a" | "jahr" | "year" | "annum" => "jahr",
        "tag" | "day" | "d" => "tag",
        "monat" | "month" => "monat",
        word => word,
    }
}

/// `100.000`, `100,000` and `100 000` as `100000`: three digits behind a sign that three digits or fewer stand before.
fn without_separators(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_digit = |index: usize| letters.get(index).is_some_and(char::is_ascii_digit);
    let is_separator = |index: usize| {
        matches!(letters[index], '.' | ',' | ' ' | '\'')
            && 0 < index
            && is_digit(index - 1)
            && (1..=3).all(|n| is_digit(index + n))
            && !is_digit(index + 4)
    };
    (0..letters.len())
        .filter(|index| !is_separator(*index))
        .map(|index| letters[index])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{base_of_index, unit};
    use figures::unit::Unit;

    #[test]
    fn every_spelling_of_a_unit_is_that_unit() {
        for (expected, spellings) in [
            (
                Unit::Per100000Persons,
                &[
                    "je 100.000 Einwohner",
                    "pro 100 000 Einwohner",
                    "per 100,000 population",
                    "Anzahl je 100000 Einwohnerinnen und Einwohner",
                    "per 100 000 inhabitants",
                ][..],
            ),
            (
                Unit::Per1000Persons,
                &["je 1000 EW", "je 1.000 Personen", "per 1,000 people"],
            ),
            (
                Unit::MicrogramsPerCubicMetre,
                &["µg/m3", "\u{3bc}g/m³", "µg / m^3", "µg je m³"],
            ),
            (Unit::DegreesCelsius, &["°C", "Grad Celsius"]),
            (Unit::Decibels, &["dB(A)", "Dezibel"]),
            (Unit::Kilowatts, &["kWp"]),
            (Unit::KilowattHoursPerSquareMetre, &["kWh je m2 und Jahr", "kWh/m²/a"]),
            (Unit::DecitonnesPerHectare, &["dt/ha", "dt je Hektar"]),
            (
                Unit::KilogramsPerPerson,
                &["kg CO2e je Einwohner", "kg CO₂-Äquivalente pro Kopf", "kg/EW"],
            ),
            (Unit::LitresPerPersonDay, &["Liter je Einwohner und Tag", "l/EW/d"]),
            (
                Unit::PersonsPerSquareKilometre,
                &["Inh/km²", "Ew/qkm", "Personen je km2"],
            ),
            (Unit::TonnesThousand, &["1.000 t", "Tsd. t", "1.000 Tonnen CO₂"]),
            (Unit::TonnesMillion, &["Mio. t", "Mill. t CO2e"]),
            (
                Unit::CountThousand,
                &["in Tausend", "Tsd.", "thousands", "in thousands"],
            ),
            (Unit::PersonsThousand, &["1000 Personen", "Tsd. Einwohner"]),
            (Unit::EurThousand, &["Tsd. EUR", "1 000 Euro", "TEUR", "in Tsd. €"]),
            (Unit::EurMillion, &["Mill. EUR", "in Mio. Euro"]),
            (Unit::Percent, &["in (%)", "(%)", "per cent", "in Prozent"]),
            (Unit::Index, &["2020=100", "Index (2015 = 100)", "1990 = 100"]),
        ] {
            for spelling in spellings {
                assert_eq!(unit(spelling), Some(expected), "{spelling}");
            }
        }
    }

    #[test]
    fn what_may_mean_something_else_is_no_unit() {
        for text in [
            "1000",
            "1.000",
            "je 1000 Frauen",
            "je Einwohner",
            "population",
            "m",
            "l",
            "min",
            "MW",
            "a",
            "Bevölkerung",
            "in",
            "je",
            "",
            "2020 = 50",
            "Umsatz = 100",
        ] {
            assert_eq!(unit(text), None, "{text}");
        }
        assert_eq!(base_of_index("2020=100"), Some("2020"));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_fail(text in "\\PC{0,30}") {
            let _ = unit(&text);
            let _ = base_of_index(&format!("{text}=100"));
        }
    }
}
