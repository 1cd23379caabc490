//! Units as tables of the GENESIS databases state them: beside the measure, in a line of their own, in a column.
//!
//! What a text means is decided in [`crate::units`]; here stands what only these tables write: a bare `1000`, `Anzahl` beside people and
//! beside rates, and which texts are units in a line that mixes known ones with others.

use figures::{definition, unit::Unit};

use crate::units;

/// Whether a text is a unit: one that is known, or written like one.
pub(super) fn is_unit(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "1000",
        "tsd.",
        "mill.",
        "mio.",
        "cbm",
        "1000 cbm",
        "m³",
        "t",
        "dt",
        "gj",
        "tj",
        "mj",
        "m",
        "index",
        "punkte",
        "jahre",
        "monate",
        "tage",
        "std.",
        "stunden",
        "minuten",
        "grad",
        "mill. kwh",
        "ew",
        "verhältniszahl",
        "messzahl",
        "dt/ha",
        "qkm",
        "number",
        "per cent",
    ];
    let folded = text.trim().to_lowercase();
    let begins = [
        "je ",
        "eur",
        "euro",
        "1000 ",
        "1.000 ",
        "tsd.",
        "tsd ",
        "mill.",
        "mio.",
        "mio ",
        "% ",
        "anzahl",
        "prozent",
        "personen je",
        "cbm/",
        "kg/",
        "l/",
    ];
    units::unit(&folded).is_some()
        || WORDS.contains(&folded.as_str())
        || begins.into_iter().any(|start| folded.starts_with(start)) && folded.len() <= 40
}

/// Whether a text stands for a unit among others that are known: it is one, or written like one.
pub(super) fn looks_like_unit(text: &str) -> bool {
    is_unit(text) || text.chars().count() <= 25 && text.contains(['/', '%', '=', '²', '³', '€', '°'])
}

/// The unit that words of the databases mean, when they can mean one thing.
pub(super) fn unit(text: &str) -> Option<Unit> {
    match text.trim() {
        "1000" | "1 000" | "1.000" => Some(Unit::CountThousand),
        text => units::unit(text),
    }
}

/// The unit of a figure by the words of its table, and those words. The databases write `Anzahl` also where people are counted, and
/// beside a rate, whose name then says in what it is.
pub(super) fn stated(name: &str, text: &str) -> (Option<Unit>, String) {
    let unit = unit(text);
    let is_number = matches!(unit, Some(Unit::Count | Unit::CountThousand));
    if let Some(rate) = rate(name).filter(|_| is_number) {
        return (units::unit(rate), rate.to_owned());
    }
    let unit = match unit {
        Some(Unit::Count) if definition::counts_people(name) => Some(Unit::Persons),
        Some(Unit::CountThousand) if definition::counts_people(name) => Some(Unit::PersonsThousand),
        unit => unit,
    };
    (unit, text.trim().to_owned())
}

/// What a name says its figures are per: `je 1000 Frauen`.
fn rate(name: &str) -> Option<&str> {
    let end = [" (", "; ", ": ", ", "]
        .into_iter()
        .filter_map(|mark| name.find(mark))
        .min();
    let measure = &name[..end.unwrap_or(name.len())];
    let start = [" je ", " pro ", " per "]
        .into_iter()
        .filter_map(|word| measure.find(word))
        .min()?;
    let rate = measure[start..].trim();
    (!rate.starts_with("je nach ")).then_some(rate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_no_things_and_places_for_people_are_no_people() {
        for name in [
            "Durchschnittliche Jahresbevölkerung (12411-05-01-4)",
            "Sozialversicherungspflichtig Beschäftigte; am Wohnort",
            "Arbeitslose",
            "Schüler/innen",
            "Weibliche Bevölkerung",
        ] {
            assert_eq!(stated(name, "Anzahl").0, Some(Unit::Persons), "{name}");
        }
        for name in [
            "Plätze für Kinder",
            "Personenkraftwagen",
            "Kraftfahrzeugbestand; Pkw",
            "Betriebe, Beschäftigte",
            "",
        ] {
            assert_eq!(stated(name, "Anzahl").0, Some(Unit::Count), "{name}");
        }
        assert_eq!(stated("Bevölkerung", "%").0, Some(Unit::Percent));
        assert_eq!(
            stated("Erwerbstätige (13311-0001)", "1000").0,
            Some(Unit::PersonsThousand)
        );
    }

    #[test]
    fn a_rate_is_no_number_of_people() {
        let check = |name: &str, expected: Option<Unit>, words: &str| {
            assert_eq!(stated(name, "Anzahl"), (expected, words.to_owned()), "{name}");
        };
        check("Lebendgeborene je 1000 Frauen", None, "je 1000 Frauen");
        check(
            "Gestorbene je 1000 Einwohner (12613-0003)",
            Some(Unit::Per1000Persons),
            "je 1000 Einwohner",
        );
        check("Personen je nach Haushalt", Some(Unit::Persons), "Anzahl");
    }
}
