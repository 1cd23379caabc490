//! What the columns of the tables mean: their names have changed from year to year, the things they count have not.

use figures::unit::Unit;

/// What a column is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Role {
    /// The key of the offence: six digits, or dashes for all offences.
    OffenceKey,
    /// The offence in words.
    Offence,
    /// The official key.
    TerritoryKey,
    /// The name of the district, the town or the Land.
    TerritoryName,
    /// The year.
    Year,
    /// Nothing that is needed, such as the kind of district.
    Ignore,
    /// A number.
    Value(Count),
}

/// How the names of rates begin that stand on the population of one census.
pub(super) const RATE_OF_BASE: &str = "Häufigkeitszahl,";

/// What a number counts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Count {
    /// The name that all editions share.
    pub(super) name: String,
    pub(super) unit: Unit,
    /// The breakdown that it belongs to.
    pub(super) entry: Option<(&'static str, &'static str)>,
    /// Its part in the sums by which a line proves that its cells stand where they should.
    pub(super) part: Part,
}

/// A part of the sums within a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Cases,
    Solved,
    Rate,
    Suspects,
    Men,
    Women,
    None,
}

/// A name in small letters without umlauts, blanks and signs between words.
pub(super) fn folded(name: &str) -> String {
    let mut text = name.to_lowercase();
    for (letter, plain) in [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")] {
        text = text.replace(letter, plain);
    }
    text.split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | ':' | ',' | '"' | '\u{ad}'))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What a column is, by its name or the names above one another.
pub(super) fn role(path: &str) -> Role {
    let name = folded(path);
    let has = |word: &str| name.contains(word);
    let is_share = has("anteil") || has("in %") || has("%");
    let count = |name: &str, unit, entry, part| {
        Role::Value(Count {
            name: format!("{name} (PKS)"),
            unit,
            entry,
            part,
        })
    };
    let is_offence_key = name.starts_with("schluesse") || name.starts_with("strft") || name == "straftatenschluessel";
    if name.is_empty() || has("kreisart") || name == "fallzahl rang" {
        Role::Ignore
    } else if has("gemeindeschl") || has("gemeinde schl") || has("gem. schl") || name == "ags" || has("kreisschluessel")
    {
        Role::TerritoryKey
    } else if is_offence_key {
        Role::OffenceKey
    } else if name == "straftat" || name.starts_with("straftat ") || name == "delikt" {
        Role::Offence
    } else if has("landkreis")
        || name == "bundesland"
        || name == "land"
        || name == "stadt"
        || name == "kreis"
        || name == "name"
    {
        Role::TerritoryName
    } else if name == "jahr" || name == "berichtsjahr" {
        Role::Year
    } else if name.starts_with("hz") || has("haeufigkeitszahl") {
        let base = if has("vor zensus") {
            ", vor Zensus 2011"
        } else if has("zensus 2022") {
            ", nach Zensus 2022"
        } else if has("nach zensus") {
            ", nach Zensus"
        } else {
            ""
        };
        count(
            &format!("Häufigkeitszahl{base}"),
            Unit::Per100000Persons,
            None,
            Part::None,
        )
    } else if has("nichtdeutsche") && is_share {
        count("Nichtdeutsche Tatverdächtige, Anteil", Unit::Percent, None, Part::None)
    } else if has("nichtdeutsche") {
        count(
            "Tatverdächtige",
            Unit::Persons,
            Some(("CITIZENSHIP", "FOR")),
            Part::None,
        )
    } else if has("tatverdaechtige") && has("maennl") {
        count("Tatverdächtige", Unit::Persons, Some(("SEX", "M")), Part::Men)
    } else if has("tatverdaechtige") && has("weibl") {
        count("Tatverdächtige", Unit::Persons, Some(("SEX", "F")), Part::Women)
    } else if has("tatverdaechtige") && (has("insgesamt") || name == "tatverdaechtige") {
        count("Tatverdächtige", Unit::Persons, None, Part::Suspects)
    } else if has("versuche") && is_share {
        count("Versuche, Anteil", Unit::Percent, None, Part::None)
    } else if has("versuche") {
        count("Versuche", Unit::Count, None, Part::None)
    } else if has("schusswaffe") && has("gedroht") {
        count("Mit Schusswaffe gedroht", Unit::Count, None, Part::None)
    } else if has("schusswaffe") && has("geschossen") {
        count("Mit Schusswaffe geschossen", Unit::Count, None, Part::None)
    } else if has("aufklaerungsquote")
        || name.ends_with(" aq")
        || name.ends_with("(aq)")
        || name == "aq"
        || has("aufklaerung") && is_share
    {
        count("Aufklärungsquote", Unit::Percent, None, Part::Rate)
    } else if has("aufgeklaert") || has("aufklaerung") {
        count("Aufgeklärte Fälle", Unit::Count, None, Part::Solved)
    } else if has("erfasste faelle") {
        count("Erfasste Fälle", Unit::Count, None, Part::Cases)
    } else {
        let words = path.split_whitespace().collect::<Vec<_>>().join(" ");
        count(&words, Unit::Unstated, None, Part::None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_editions_mean_the_same() {
        let named = |path: &str| match role(path) {
            Role::Value(count) => format!("{}{}", count.name, count.entry.map_or("", |(_, code)| code)),
            other => format!("{other:?}"),
        };
        for (path, expected) in [
            ("Schluesse", "OffenceKey"),
            ("Schlüssel der Straftat", "OffenceKey"),
            ("Gemeindeschlüssel", "TerritoryKey"),
            ("Stadt-/Landkreis", "TerritoryName"),
            ("Kreisart", "Ignore"),
            ("Anzahl erfasste Fälle", "Erfasste Fälle (PKS)"),
            ("erfasste Faelle", "Erfasste Fälle (PKS)"),
            ("HZ nach Zensus", "Häufigkeitszahl, nach Zensus (PKS)"),
            ("HZ nach Zensus 2022", "Häufigkeitszahl, nach Zensus 2022 (PKS)"),
            ("erfasste Fälle davon: Versuche: in %", "Versuche, Anteil (PKS)"),
            ("Versuche - Anzahl", "Versuche (PKS)"),
            ("Aufklärung: Anzahl Fälle", "Aufgeklärte Fälle (PKS)"),
            ("Aufklärung: AQ", "Aufklärungsquote (PKS)"),
            ("Aufklärung in % (AQ)", "Aufklärungsquote (PKS)"),
            ("Tatverdaechtige - weiblich", "Tatverdächtige (PKS)F"),
            (
                "Nichtdeutsche Tatverdächtige: Anteil an TV insg. in %",
                "Nichtdeutsche Tatverdächtige, Anteil (PKS)",
            ),
            ("Etwas Neues", "Etwas Neues (PKS)"),
        ] {
            assert_eq!(named(path), expected, "{path}");
        }
    }
}
