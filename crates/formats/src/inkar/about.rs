//! What the sheets `Metadaten` and `Quellangabe` say: definitions of the indicators, the source note, the edition.
//!
//! A unit is taken from the long name only when its words can mean nothing else. `in € je Einwohner` is left open: INKAR writes it
//! for monthly and for yearly income alike.

use figures::unit::Unit;

use crate::{DeliveryHead, FileError, IndicatorHead, Place, event::shortened, workbook::Sheet};

/// The names above the columns of `Metadaten`.
const COLUMNS: [&str; 5] = ["Indikator", "Langname", "Quelle", "Berechnungsgrundlage", "Anmerkungen"];

/// Adds long name, source, formula and notes to each indicator. An indicator without a line keeps its short name alone.
pub(super) fn add_definitions(
    about: &Sheet,
    sheet_index: u16,
    indicators: &mut [IndicatorHead],
) -> Result<(), FileError> {
    // The header stands below a title; how many lines of title there are has changed between editions.
    let header = (1..=about.n_rows().min(10)).find(|row| about.text(*row, 1).eq_ignore_ascii_case(COLUMNS[0]));
    let Some(header) = header else {
        return Err(FileError::Header {
            sheet: about.name.clone(),
            place: Place {
                sheet: sheet_index,
                row: 2,
                column: 1,
            },
            expected: COLUMNS[0].to_owned(),
            found: shortened(&about.text(2, 1)),
        });
    };
    let column =
        |wanted: &str| (1..=about.n_columns()).find(|column| about.text(header, *column).eq_ignore_ascii_case(wanted));
    let columns = COLUMNS.map(column);
    for row in header + 1..=about.n_rows() {
        let name = about.text(row, 1);
        let Some(indicator) = indicators.iter_mut().find(|indicator| indicator.name == name) else {
            continue;
        };
        let [_, long_name, source, formula, notes] = columns.map(|column| {
            column
                .map(|column| about.text(row, column))
                .filter(|text| !text.is_empty())
        });
        indicator.unit_text = long_name.as_deref().and_then(unit_words).map(str::to_owned);
        indicator.unit = long_name.as_deref().and_then(|name| unit(name, formula.as_deref()));
        indicator.long_name = long_name;
        indicator.source = source;
        indicator.formula = formula;
        indicator.notes = notes;
    }
    Ok(())
}

/// Adds the source note and what it proves.
pub(super) fn add_source(source: &Sheet, head: &mut DeliveryHead) {
    let mut lines = Vec::new();
    for row in 1..=source.n_rows() {
        let cells: Vec<String> = (1..=source.n_columns())
            .map(|column| source.text(row, column))
            .filter(|text| !text.is_empty())
            .collect();
        if !cells.is_empty() {
            lines.push(cells.join(" "));
        }
    }
    let note = lines.join("\n").replace("\r\n", "\n");
    head.edition = note
        .split("Ausgabe ")
        .skip(1)
        .find_map(|rest| {
            rest.get(..4)
                .filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))
        })
        .map(str::to_owned);
    head.title = title(&note);
    head.provider = Some("Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR)".to_owned());
    head.licence = Some("dl-de/by-2-0".to_owned());
    head.source_note = Some(note).filter(|note| !note.is_empty());
}

/// The title in the note: from the colon after `Zitierhinweis` to the publisher.
fn title(note: &str) -> Option<String> {
    let (title, _) = note.split_once("Hrsg.")?;
    let title = title.split_once("):").map_or(title, |(_, title)| title);
    Some(title.trim().trim_end_matches('.').to_owned()).filter(|title| !title.is_empty())
}

/// The words of the unit at the end of a long name: `in %`, `je 1.000 Einwohner`.
fn unit_words(long_name: &str) -> Option<&str> {
    [" in ", " je "]
        .into_iter()
        .filter_map(|word| long_name.rfind(word))
        .max()
        .map(|start| long_name[start..].trim())
        .filter(|words| {
            words.starts_with("je ")
                || words.chars().count() <= 30 && words.contains(['%', '€', '²', '³', '/'])
                || *words == "in ha"
        })
        .map(|words| {
            // `in € je Einwohner` is one unit.
            let start = long_name.find(" in €").map_or("", |start| long_name[start..].trim());
            if start.len() > words.len() { start } else { words }
        })
}

/// The unit, when the words can mean nothing else and the factor of the formula agrees with them.
fn unit(long_name: &str, formula: Option<&str>) -> Option<Unit> {
    let name = long_name.trim();
    let (unit, factor) = if name.ends_with("in %") || name.ends_with("(%)") {
        (Unit::Percent, Some("100"))
    } else if name.ends_with("in ‰") {
        (Unit::PerMille, Some("1000"))
    } else if name.ends_with(" je 100.000 Einwohner") {
        (Unit::Per100000Persons, Some("100000"))
    } else if name.ends_with(" je 10.000 Einwohner") {
        (Unit::Per10000Persons, Some("10000"))
    } else if name.ends_with(" je 1.000 Einwohner") {
        (Unit::Per1000Persons, Some("1000"))
    } else if name.ends_with(" je 100 Einwohner") {
        (Unit::Per100Persons, Some("100"))
    } else if name.ends_with(" in km²") {
        (Unit::SquareKilometres, None)
    } else if name.ends_with(" in ha") {
        (Unit::Hectares, None)
    } else if counts_people(name) {
        (Unit::Persons, None)
    } else {
        return None;
    };
    let stated = formula.and_then(stated_factor);
    let agrees = match (factor, stated) {
        (Some(factor), Some(stated)) => factor == stated,
        (None, Some(_)) => false,
        (_, None) => true,
    };
    agrees.then_some(unit)
}

/// `Zahl der Einwohner im Alter von …`: people, and nothing per anything.
fn counts_people(name: &str) -> bool {
    const PEOPLE: [&str; 7] = [
        "Einwohner",
        "Arbeitslosen",
        "Beschäftigten",
        "Personen",
        "Erwerbstätigen",
        "Schüler",
        "sozialversicherungspflichtig",
    ];
    ["Zahl der ", "Anzahl der "]
        .into_iter()
        .filter_map(|start| name.strip_prefix(start))
        .any(|rest| {
            !rest.contains(" je ")
                && !rest.contains('%')
                && PEOPLE.into_iter().any(|word| rest.split(' ').next() == Some(word))
        })
}

/// The number behind the last ` x ` of a formula, without separators: `… / E 15 bis < 65 Jahre x 1.000`.
fn stated_factor(formula: &str) -> Option<String> {
    let (_, factor) = formula.rsplit_once(" x ").or_else(|| formula.rsplit_once(" * "))?;
    let digits: String = factor.trim().chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_taken_only_when_words_and_formula_agree() {
        let check = |name: &str, formula: Option<&str>, expected: Option<Unit>| {
            assert_eq!(unit(name, formula), expected, "{name}");
        };
        check(
            "Anteil der Schulabgänger in %",
            Some("a / b x 100"),
            Some(Unit::Percent),
        );
        check("Pkw je 1.000 Einwohner", Some("Pkw / E x 100"), None);
        check(
            "Pkw je 1.000 Einwohner",
            Some("Pkw / E x 1.000"),
            Some(Unit::Per1000Persons),
        );
        check(
            "Zahl der Einwohner im Alter von 15 bis unter 65 Jahren",
            None,
            Some(Unit::Persons),
        );
        check("Zahl der Arbeitslosen insgesamt", None, Some(Unit::Persons));
        check("Zahl der Einwohner je Arzt", None, None);
        check(
            "Durchschnittliches Haushaltseinkommen in € je Einwohner",
            Some("a / E"),
            None,
        );
    }

    #[test]
    fn the_words_of_the_unit_are_kept() {
        assert_eq!(unit_words("Anteil der Schulabgänger in %"), Some("in %"));
        assert_eq!(unit_words("Einkommen in € je Einwohner"), Some("in € je Einwohner"));
        assert_eq!(unit_words("Zahl der Arbeitslosen insgesamt"), None);
    }
}
