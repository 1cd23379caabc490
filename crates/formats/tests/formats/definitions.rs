//! The official catalogues of indicators, where they are at hand: which definitions contradict themselves. A finding here is a mistake
//! of the publisher that was looked at, or a mistake of the check.
use std::io::Cursor;

use calamine::{Reader, Xlsx};
use figures::definition::{Definition, check};

use crate::samples::official;

fn findings(names: &[&str], formula: &str) -> Vec<String> {
    let definition = Definition {
        names,
        formula: Some(formula),
        ..Definition::default()
    };
    check(&definition)
        .into_iter()
        .map(|finding| finding.code().to_owned())
        .collect()
}

#[test]
fn the_known_mistake_in_the_municipal_set_is_found_and_nothing_else() {
    let Some(folder) = official("catalogue") else {
        return;
    };
    let bytes = std::fs::read(folder.join("kommunale_sdg_indikatoren.csv")).unwrap();
    let mut found = Vec::new();
    for record in csv::Reader::from_reader(bytes.as_slice()).records() {
        let record = record.unwrap();
        let codes = findings(&[&record[1], &record[2]], &record[3]);
        found.extend(codes.into_iter().map(|code| (record[1].to_owned(), code)));
    }
    assert_eq!(found, [("Pkw-Dichte".to_owned(), "definition_scale".to_owned())]);
}

#[test]
fn the_mistakes_in_the_overview_of_inkar_are_listed() {
    let Some(folder) = official("catalogue") else {
        return;
    };
    let bytes = std::fs::read(folder.join("inkar_2025_indicators.xlsx")).unwrap();
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let (mut found, mut n_indicators) = (Vec::new(), 0);
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).unwrap();
        for row in range.rows() {
            let text = |column: usize| {
                row.get(column)
                    .map_or_else(String::new, |cell| cell.to_string().trim().to_owned())
            };
            let (short, long, formula, id) = (text(0), text(1), text(2), text(3));
            if id.is_empty() || id.parse::<u32>().is_err() {
                continue;
            }
            n_indicators += 1;
            let codes = findings(&[&short, &long], &formula);
            found.extend(
                codes
                    .into_iter()
                    .map(|code| format!("{id} {short}: {long} | {formula} | {code}")),
            );
        }
    }
    assert!(600 < n_indicators, "{n_indicators}");
    // Each of these was compared by eye: name and formula of the overview state different bases.
    let ids: Vec<&str> = found.iter().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(ids, ["3309", "12105", "13209", "16031"], "{found:#?}");
}
