//! Lines above and below a table that name the state of its data or of its areas.
use figures::source::AreaState;
use formats::{
    ReadOptions,
    table::{ColumnMapping, Mapping, Role},
};
use jiff::civil::Date;

use crate::{
    tables_of_any_layout::{Page, text, workbook},
    told::tell,
};

const ROWS: &str = "AGS;Jahr;Bäume\n05558020;2022;512\n05558020;2023;530\n";
const READ: [&str; 2] = ["Bäume 05558020 2022 512", "Bäume 05558020 2023 530"];
const NEW_YEARS_EVE: Date = Date::constant(2024, 12, 31);

fn check(above: &str, below: &str, data_state: Option<Date>, notes: &[&str]) {
    let told = text(&format!("{above}{ROWS}{below}"), &READ);
    assert_eq!(told.head.known_on, data_state, "{above}{below}");
    assert_eq!(told.notes, notes, "{above}{below}");
}

#[test]
fn a_line_above_or_below_the_table_is_its_data_state() {
    check("Stand: 31.12.2024\n\n", "", Some(NEW_YEARS_EVE), &[]);
    check("Bäume an Straßen\nStand: 31.12.2024\n\n", "", Some(NEW_YEARS_EVE), &[]);
    check("", "\nDatenstand: 2024-12-31\n", Some(NEW_YEARS_EVE), &[]);
    check("", "Stand der Daten: 31. Dezember 2024\n", Some(NEW_YEARS_EVE), &[]);
    check("", "Quelle: Bauamt, Stand: 31.12.2024\n", Some(NEW_YEARS_EVE), &[]);
    check("", "Stand:;31.12.2024\n", Some(NEW_YEARS_EVE), &[]);
    check("Stand: 31.12.2024\n", "Stand: 31.12.2024\n", Some(NEW_YEARS_EVE), &[]);
}

#[test]
fn what_is_ambiguous_is_told_and_not_guessed() {
    check(
        "Stand: 31.12.2024\n",
        "Stand: 01.03.2024\n",
        None,
        &["data_state_several"],
    );
    check("Stand: 2024\n", "", None, &["data_state_unclear"]);
    check("Straßenbäume, Stand: 31.12.2024\n", "", None, &["data_state_unclear"]);
    // The only time that the table names is that of its values.
    let told = text(
        "Stand: 31.12.2024\n\nAGS;Bäume\n05558020;512\n",
        &["Bäume 05558020 2024-12-31 512"],
    );
    assert_eq!(told.head.known_on, None);
    assert_eq!(told.notes, ["data_state_as_period"]);
}

#[test]
fn other_lines_and_columns_are_no_data_state() {
    check("Standorte: 31.12.2024\n", "", None, &[]);
    // A column of that name holds the times of the values.
    let told = text(
        "AGS;Stand;Bäume\n05558020;31.12.2022;512\n",
        &["Bäume 05558020 2022-12-31 512"],
    );
    assert_eq!((told.head.known_on, told.notes.len()), (None, 0));
}

#[test]
fn the_state_of_the_areas_is_neither_data_state_nor_time() {
    let told = text(&format!("Gebietsstand: 31.12.2024\n{ROWS}"), &READ);
    assert_eq!(told.head.known_on, None);
    assert_eq!(told.head.area_state, Some(AreaState::RecomputedTo(NEW_YEARS_EVE)));
    let both = text(
        &format!("Gebietsstand 31.12.2022\nDatenstand 31.12.2024\n\n{ROWS}"),
        &READ,
    );
    assert_eq!(both.head.known_on, Some(NEW_YEARS_EVE));
    assert_eq!(
        both.head.area_state,
        Some(AreaState::RecomputedTo(Date::constant(2022, 12, 31)))
    );
}

#[test]
fn sheets_of_workbooks_have_such_lines_too() {
    let rows: &[&[&str]] = &[
        &["Bäume an Straßen"],
        &["Stand: 31.12.2024"],
        &[],
        &["AGS", "Jahr", "Bäume"],
        &["05558020", "2022", "512"],
        &["05558020", "2023", "530"],
    ];
    let page = |name| Page {
        name,
        rows,
        merged: &[],
    };
    let told = tell(&workbook(&[page("Bäume")]), &ReadOptions::default()).unwrap();
    assert_eq!((told.head.known_on, told.rows.len()), (Some(NEW_YEARS_EVE), 2));
}

#[test]
fn a_breakdown_may_be_mapped_in_the_plain_form() {
    let read = |written: &str| serde_json::from_str::<ColumnMapping>(written).map(|one| one.role);
    let dimension = |name: &str| Role::Dimension(name.to_owned());
    let column = |rest: &str| format!(r#"{{"column": "Art des Baums", {rest}}}"#);
    assert_eq!(
        read(&column(r#""role": "dimension""#)).unwrap(),
        dimension("Art_des_Baums")
    );
    assert_eq!(
        read(&column(r#""role": "dimension", "name": "ART""#)).unwrap(),
        dimension("ART")
    );
    assert_eq!(
        read(&column(r#""role": {"dimension": "ART"}"#)).unwrap(),
        dimension("ART")
    );
    let sex = r#"{"column": "Geschlecht", "role": "dimension"}"#;
    assert_eq!(read(sex).unwrap(), dimension("SEX"));
    let wrong = |written: &str| read(written).unwrap_err().to_string();
    let unnamed = wrong(r#"{"column": 3, "role": "dimension"}"#);
    assert!(unnamed.contains("name = \"SEX\""), "{unnamed}");
    let lost = wrong(&column(r#""role": "value_of""#));
    assert!(lost.contains("name") && lost.contains("value_of"), "{lost}");
    let unknown = wrong(&column(r#""role": "dimensions""#));
    assert!(
        unknown.contains("dimensions") && unknown.contains("territory"),
        "{unknown}"
    );
    assert!(read(&column(r#""role": "period", "name": "ART""#)).is_err());
    // What is stored reads back.
    let mapping = Mapping {
        columns: vec![ColumnMapping {
            column: formats::table::ColumnName::Number(3),
            role: dimension("ART"),
        }],
        ..Mapping::default()
    };
    let stored = serde_json::to_string(&mapping).unwrap();
    assert_eq!(serde_json::from_str::<Mapping>(&stored).unwrap(), mapping);
}
