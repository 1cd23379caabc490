//! Tables as offices lay them out for people: headers over several lines, several tables and sheets, totals, percentages, formulas.
use figures::unit::Unit;
use formats::{Place, ReadOptions};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use crate::told::{Told, about, cell, tell};

/// A sheet of a specimen: texts, numbers where a text is one with a decimal point, merged cells.
pub(crate) struct Page<'a> {
    pub(crate) name: &'a str,
    pub(crate) rows: &'a [&'a [&'a str]],
    /// First row, first column, last row, last column, counted from 0.
    pub(crate) merged: &'a [(u32, u16, u32, u16)],
}

pub(crate) fn workbook(pages: &[Page<'_>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for page in pages {
        let sheet = workbook.add_worksheet();
        sheet.set_name(page.name).unwrap();
        for (row, cells) in (0..).zip(page.rows) {
            for (column, text) in (0..).zip(*cells) {
                write(sheet, row, column, text);
            }
        }
        for (first_row, first_column, last_row, last_column) in page.merged {
            let text = page.rows[*first_row as usize][usize::from(*first_column)];
            sheet
                .merge_range(*first_row, *first_column, *last_row, *last_column, text, &Format::new())
                .unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, text: &str) {
    // Keys are texts, as offices write them.
    let is_key = text.starts_with('0') && 4 < text.len();
    match text.parse::<f64>() {
        Ok(number) if !is_key => sheet.write_number(row, column, number).map(|_| ()).unwrap(),
        _ if text.is_empty() => {}
        _ => sheet.write_string(row, column, text).map(|_| ()).unwrap(),
    }
}

pub(crate) fn check(bytes: &[u8], options: &ReadOptions, expected: &[&str]) -> Told {
    let told = tell(bytes, options).unwrap();
    assert_eq!(told.rows, expected, "{:#?}\n{:?}", told.head.detected, told.notes);
    // Every number stands where the row says.
    for (place, value) in &told.places {
        let value = value.split(':').next().unwrap_or_default();
        let text = cell(&told, bytes, *place);
        if value.starts_with(|c: char| c.is_ascii_digit()) && !text.contains([',', '%', ' ', '.']) {
            assert_eq!(text, value, "{place}");
        }
    }
    told
}

pub(crate) fn text(text: &str, expected: &[&str]) -> Told {
    check(text.as_bytes(), &ReadOptions::default(), expected)
}

#[test]
fn a_line_of_years_above_names_reaches_over_the_columns_below() {
    let told = text(
        "Bevölkerung und Fläche;;;;;\n;;2019;;2020;\nAGS;Name;Einwohner;Fläche;Einwohner;Fläche\n;;Anzahl;km²;Anzahl;km²\n05515000;Münster;315293;303,28;316403;303,28\n",
        &[
            "Einwohner 05515000 2019 315293",
            "Fläche 05515000 2019 303.28",
            "Einwohner 05515000 2020 316403",
            "Fläche 05515000 2020 303.28",
        ],
    );
    assert_eq!(told.head.indicators[1].unit, Some(Unit::SquareKilometres));
    assert_eq!(told.head.indicators.len(), 2);
    assert_eq!(
        told.places[3].0,
        Place {
            sheet: 0,
            row: 5,
            column: 6
        }
    );
}

#[test]
fn names_above_years_and_breakdowns_between_them() {
    text(
        "Kennziffer;Raumeinheit;Bevölkerung;;;;Pkw\n;;insgesamt;;weiblich;;\n;;2019;2020;2019;2020;2020\n05515;Münster;10;11;5;6;3\n05566;Steinfurt;20;21;9;8;.\n",
        &[
            "Bevölkerung 05515 2019 10",
            "Bevölkerung 05515 2020 11",
            "Bevölkerung 05515 [SEX=F] 2019 5",
            "Bevölkerung 05515 [SEX=F] 2020 6",
            "Pkw 05515 2020 3",
            "Bevölkerung 05566 2019 20",
            "Bevölkerung 05566 2020 21",
            "Bevölkerung 05566 [SEX=F] 2019 9",
            "Bevölkerung 05566 [SEX=F] 2020 8",
            "Pkw 05566 2020 !symbol_unknown",
        ],
    );
}

#[test]
fn merged_cells_of_a_workbook_say_how_far_a_text_reaches() {
    let bytes = workbook(&[Page {
        name: "Tabelle1",
        rows: &[
            &["Tabelle 1: Kinder in Betreuung am 01.03.2022 und 2023"],
            &[
                "Amtlicher\nGemeinde-\nschlüssel",
                "Name",
                "unter 3 Jahre",
                "",
                "3 bis unter 6 Jahre",
                "",
            ],
            &["", "", "Anzahl", "%", "Anzahl", "%"],
            &["1", "2", "3", "4", "5", "6"],
            &["05515000", "Münster", "4100", "38.5", "9000", "91.5"],
            &["", "", "", "", "", ""],
            &["1) ohne Tagespflege"],
        ],
        merged: &[(0, 0, 0, 5), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5)],
    }]);
    let mut options = ReadOptions::default();
    options.mapping.get_or_insert_default().period = Some("2022".to_owned());
    check(
        &bytes,
        &options,
        &[
            "Kinder in Betreuung 05515000 [AGE=Y_LT3] 2022 4100",
            "Kinder in Betreuung (%) 05515000 [AGE=Y_LT3] 2022 38.5",
            "Kinder in Betreuung 05515000 [AGE=Y3T5] 2022 9000",
            "Kinder in Betreuung (%) 05515000 [AGE=Y3T5] 2022 91.5",
        ],
    );
}

#[test]
fn a_key_that_stands_once_for_several_lines_belongs_to_all_of_them() {
    let bytes = workbook(&[Page {
        name: "Arbeit",
        rows: &[
            &["AGS", "Jahr", "Wert"],
            &["05515000", "2020", "8"],
            &["", "2021", "7"],
            &["05566000", "2020", "5"],
        ],
        merged: &[(1, 0, 2, 0)],
    }]);
    check(
        &bytes,
        &ReadOptions::default(),
        &[
            "Arbeit 05515000 2020 8",
            "Arbeit 05515000 2021 7",
            "Arbeit 05566000 2020 5",
        ],
    );
}

#[test]
fn several_tables_on_a_sheet_have_the_indicators_of_their_titles() {
    let told = text(
        "Arbeitslose\n\nAGS;2020;2021\n05515000;8;7\n\nQuelle: Bundesagentur\n\nTabelle 2: Einwohner am 31.12.\nAGS;2020;2021;2022\n05515000;316;317;320\n05566000;1;2;3\n",
        &[
            "Arbeitslose 05515000 2020 8",
            "Arbeitslose 05515000 2021 7",
            "Einwohner 05515000 2020 316",
            "Einwohner 05515000 2021 317",
            "Einwohner 05515000 2022 320",
            "Einwohner 05566000 2020 1",
            "Einwohner 05566000 2021 2",
            "Einwohner 05566000 2022 3",
        ],
    );
    assert_eq!(told.places[2].0.row, 10);
}

#[test]
fn several_sheets_are_read_and_their_names_are_years() {
    let rows = |value| -> Vec<Vec<&str>> { vec![vec!["AGS", "Einwohner"], vec!["05515000", value]] };
    let (one, other) = (rows("316"), rows("317"));
    let one: Vec<&[&str]> = one.iter().map(Vec::as_slice).collect();
    let other: Vec<&[&str]> = other.iter().map(Vec::as_slice).collect();
    let page = |name, rows| Page {
        name,
        rows,
        merged: &[],
    };
    let bytes = workbook(&[
        page(
            "Hinweise",
            &[&["Die Zahlen sind vorläufig."], &["Rückfragen an das Amt"]],
        ),
        page("2020", &one),
        page("2021", &other),
        page("Legende", &[&["Zeichen", "Bedeutung"], &["-", "nichts vorhanden"]]),
    ]);
    let told = check(
        &bytes,
        &ReadOptions::default(),
        &["Einwohner 05515000 2020 316", "Einwohner 05515000 2021 317"],
    );
    assert_eq!((told.places[0].0.sheet, told.places[1].0.sheet), (1, 2));
}

#[test]
fn totals_at_the_end_are_compared_and_not_taken() {
    let rows = &["Einwohner 05515000 2020 10", "Einwohner 05566000 2020 20"];
    let told = text(
        "AGS;Name;2020\n05515000;Münster;10\n05566000;Steinfurt;20\n;Insgesamt;30\nQuelle: Land\n"
            .replace("2020\n", "Einwohner 2020\n")
            .as_str(),
        rows,
    );
    assert_eq!(told.notes, ["total_line"]);
    let told = text(
        "AGS;Name;Einwohner 2020\n05515000;Münster;10\n05566000;Steinfurt;20\nSumme;;31\n",
        rows,
    );
    assert_eq!(told.notes, ["total_line_differs"]);
}

#[test]
fn footnotes_with_a_number_of_their_own_are_no_rows() {
    text(
        "AGS;Name;Einwohner 2020\n05515000;Münster;10\n1);Fortschreibung;\n2);Zensus;\n",
        &["Einwohner 05515000 2020 10"],
    );
}

#[test]
fn years_and_days_may_be_mixed_in_a_header() {
    text(
        "AGS;2010;31.12.2020;Stand 31.12.2021\n05515000;1;2;3\n",
        &[" 05515000 2010 1", " 05515000 2020-12-31 2", " 05515000 2021-12-31 3"],
    );
}

#[test]
fn quarters_below_years_are_quarters_of_them() {
    text(
        "AGS;2020;;2021\n;1. Quartal;2. Quartal;1. Quartal\n05515000;1;2;3\n",
        &[" 05515000 2020-Q1 1", " 05515000 2020-Q2 2", " 05515000 2021-Q1 3"],
    );
}

#[test]
fn territories_side_by_side_above_years() {
    text(
        "Merkmal;05515000 Münster;;05566000 Steinfurt;\n;2019;2020;2019;2020\nEinwohner;1;2;3;4\nPkw;5;6;7;8\n",
        &[
            "Einwohner 05515000 2019 1",
            "Einwohner 05515000 2020 2",
            "Einwohner 05566000 2019 3",
            "Einwohner 05566000 2020 4",
            "Pkw 05515000 2019 5",
            "Pkw 05515000 2020 6",
            "Pkw 05566000 2019 7",
            "Pkw 05566000 2020 8",
        ],
    );
}

#[test]
fn indicators_below_each_other_without_a_name_of_their_column() {
    check(
        ";2019;2020\nEinwohner;1;2\nQuote (%);3,5;4,5\n".as_bytes(),
        &about("05515000"),
        &[
            "Einwohner 05515000 2019 1",
            "Einwohner 05515000 2020 2",
            "Quote (%) 05515000 2019 3.5",
            "Quote (%) 05515000 2020 4.5",
        ],
    );
}

#[test]
fn percentages_are_taken_as_they_are_shown() {
    let mut workbook = Workbook::new();
    let percent = Format::new().set_num_format("0.0 %");
    let sheet = workbook.add_worksheet();
    for (column, name) in (0..).zip(["AGS", "Jahr", "Quote"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    for (row, share) in [(1, 0.123), (2, 0.07)] {
        sheet.write_string(row, 0, "05515000").unwrap();
        sheet.write_number(row, 1, f64::from(2019 + row)).unwrap();
        sheet.write_number_with_format(row, 2, share, &percent).unwrap();
    }
    sheet.write_string(3, 0, "05515000").unwrap();
    sheet.write_number(3, 1, 2022).unwrap();
    sheet.write_number(3, 2, 12.5).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let told = check(
        &bytes,
        &ReadOptions::default(),
        &[
            "Quote 05515000 2020 12.3",
            "Quote 05515000 2021 7",
            "Quote 05515000 2022 !percent_mixed",
        ],
    );
    assert_eq!(told.head.indicators[0].unit, Some(Unit::Percent));
    assert_eq!(told.notes, ["percent_cells"]);
    assert_eq!(cell(&told, &bytes, told.places[0].0), "12.3 %");
}

#[test]
fn a_share_without_its_percent_sign_is_never_guessed() {
    let told = tell(
        "AGS;Jahr;Quote\n05558020;2020;67,4 %\n05558020;2021;0,68\n05558020;2022;0\n05558020;2023;70,1 %\n".as_bytes(),
        &ReadOptions::default(),
    )
    .unwrap();
    assert_eq!(
        told.rows,
        [
            "Quote 05558020 2020 67.4",
            "Quote 05558020 2021 !percent_mixed",
            "Quote 05558020 2022 0",
            "Quote 05558020 2023 70.1"
        ]
    );
    let all = tell(
        b"AGS;Jahr;Quote\n05558020;2020;67,4 %\n05558020;2021;0,68 %\n",
        &ReadOptions::default(),
    )
    .unwrap();
    assert_eq!(all.rows[1], "Quote 05558020 2021 0.68");
    assert_eq!(all.head.indicators[0].unit, Some(Unit::Percent));
}

#[test]
fn months_and_quarters_beside_a_column_of_years_lie_within_the_year() {
    let rows = |table: &str| tell(table.as_bytes(), &ReadOptions::default()).unwrap().rows;
    assert_eq!(
        rows("Geburten\nAGS;Jahr;I;II;III;Summe\n05558020;2023;12;13;10;35\n05558020;2024;11;14;8;33\n")[..5],
        [
            "Geburten 05558020 2023-Q1 12",
            "Geburten 05558020 2023-Q2 13",
            "Geburten 05558020 2023-Q3 10",
            "Geburten 05558020 2023 35",
            "Geburten 05558020 2024-Q1 11",
        ]
    );
    assert_eq!(
        rows(
            "AGS;Jahr;Monat;Geburten\n05558020;2023;1;12\n05558020;2023;Februar;13\n05558020;2023;13;1\n05558020;2023;Summe;25\n"
        ),
        [
            "Geburten 05558020 2023-01 12",
            "Geburten 05558020 2023-02 13",
            "Geburten 05558020 !period_part 1",
            "Geburten 05558020 2023 25",
        ]
    );
    assert_eq!(
        rows("AGS;Jahr;Quartal;Quote\n05558020;2023;1;12\n05558020;2023;2. Quartal;13\n"),
        ["Quote 05558020 2023-Q1 12", "Quote 05558020 2023-Q2 13"]
    );
    // The years side by side, the months below each other.
    assert_eq!(
        rows("Geburten\nAGS;Monat;2022;2023\n05558020;Januar;12;13\n05558020;Februar;10;9\n"),
        [
            "Geburten 05558020 2022-01 12",
            "Geburten 05558020 2023-01 13",
            "Geburten 05558020 2022-02 10",
            "Geburten 05558020 2023-02 9",
        ]
    );
    let twice = tell(
        b"AGS;Jahr;1. Quartal;I;III\n05558020;2023;12;13;1\n",
        &ReadOptions::default(),
    )
    .err();
    assert_eq!(twice.map(|error| error.code()), Some("duplicate_column"));
    // A single column of such a name is a name, and a person may say what a column is.
    let one = tell(b"AGS;Jahr;Einwohner\n05558020;2023;12\n", &ReadOptions::default());
    assert!(one.is_ok());
    let said = |role: &str| ReadOptions {
        mapping: serde_json::from_str(&format!(r#"{{"columns": [{{"column": "Zeit", "role": {role}}}]}}"#)).ok(),
        ..ReadOptions::default()
    };
    let table = "AGS;Jahr;Zeit;Geburten\n05558020;2023;I;12\n05558020;2023;II;13\n";
    assert_eq!(
        tell(table.as_bytes(), &said(r#"{"dimension": "QUARTER"}"#))
            .unwrap()
            .rows,
        [
            "Geburten 05558020 [QUARTER=I] 2023 12",
            "Geburten 05558020 [QUARTER=II] 2023 13"
        ]
    );
    assert_eq!(
        tell(table.as_bytes(), &said(r#""period_part""#)).unwrap().rows,
        ["Geburten 05558020 2023-Q1 12", "Geburten 05558020 2023-Q2 13"]
    );
}

#[test]
fn formulas_have_their_stored_result_and_their_errors_are_missing() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let day = Format::new().set_num_format("dd.mm.yyyy");
    for (column, name) in (0..).zip(["AGS", "Stichtag", "Wert"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    for row in 1..=4_u8 {
        sheet.write_string(u32::from(row), 0, "05515000").unwrap();
        let date = ExcelDateTime::from_ymd(2018 + u16::from(row), 12, 31).unwrap();
        sheet
            .write_datetime_with_format(u32::from(row), 1, &date, &day)
            .unwrap();
    }
    sheet.write_formula(1, 2, Formula::new("=1+1").set_result("2")).unwrap();
    sheet
        .write_formula(2, 2, Formula::new("=1/0").set_result("#DIV/0!"))
        .unwrap();
    sheet.write_string(3, 2, "#NV").unwrap();
    sheet.write_formula(4, 2, Formula::new("=C2*2").set_result("")).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let told = tell(&bytes, &ReadOptions::default()).unwrap();
    assert_eq!(
        told.rows[..3],
        [
            " 05515000 2019-12-31 2",
            " 05515000 2020-12-31 :O // formula error #DIV/0!",
            " 05515000 2021-12-31 :O // formula error #NV"
        ]
    );
    assert_eq!(told.notes, ["formula_error"]);
}

#[test]
fn each_column_has_its_own_name_for_years_and_units() {
    text(
        "ags;bev_2019;bev_2020;Quote 2020 (%)\n05515000;1;2;3,5\n",
        &[
            "bev 05515000 2019 1",
            "bev 05515000 2020 2",
            "Quote (%) 05515000 2020 3.5",
        ],
    );
}

#[test]
fn a_repeated_header_is_no_line_of_data() {
    text(
        "AGS;Jahr;Wert\n05515000;2020;1\nAGS;Jahr;Wert\n05515000;2021;2\n",
        &[" 05515000 2020 1", " 05515000 2021 2"],
    );
}

#[test]
fn a_balance_is_a_matrix_of_sectors_and_carriers() {
    let mwh: &[&[&str]] = &[
        &["Energie- und Treibhausgasbilanz (BISKO)"],
        &["Endenergieverbrauch [MWh]"],
        &["Sektor", "Strom", "Erdgas", "Heizöl", "Summe"],
        &["Private Haushalte", "100", "300", "50", "450"],
        &["GHD", "80", "120", "10", "210"],
        &["Verkehr", "5", "0", "0", "5"],
        &["Gesamt", "185", "420", "60", "700"],
        &[""],
        &["Treibhausgasemissionen [t CO2eq]"],
        &["Sektor", "Strom", "Erdgas", "Heizöl", "Summe"],
        &["Private Haushalte", "40", "70", "15", "125"],
        &["GHD", "30", "25", "3", "58"],
    ];
    let bytes = workbook(&[Page {
        name: "2019",
        rows: mwh,
        merged: &[],
    }]);
    let told = tell(&bytes, &about("05515000")).unwrap();
    assert_eq!(
        told.rows[..5],
        [
            "Endenergieverbrauch 05515000 [ENERGY_CARRIER=Strom,SECTOR=Private_Haushalte] 2019 100",
            "Endenergieverbrauch 05515000 [ENERGY_CARRIER=Erdgas,SECTOR=Private_Haushalte] 2019 300",
            "Endenergieverbrauch 05515000 [ENERGY_CARRIER=Heizöl,SECTOR=Private_Haushalte] 2019 50",
            "Endenergieverbrauch 05515000 [SECTOR=Private_Haushalte] 2019 450",
            "Endenergieverbrauch 05515000 [ENERGY_CARRIER=Strom,SECTOR=GHD] 2019 80",
        ]
    );
    assert_eq!(told.rows[15], "Endenergieverbrauch 05515000 2019 700");
    assert_eq!(
        told.rows[16],
        "Treibhausgasemissionen 05515000 [ENERGY_CARRIER=Strom,SECTOR=Private_Haushalte] 2019 40"
    );
    assert_eq!(told.head.indicators[0].unit, Some(Unit::MegawattHours));
    assert_eq!(told.head.indicators[1].unit, Some(Unit::Tonnes));
    // 700 is neither the sum of the sectors nor of the carriers.
    assert_eq!(told.notes, ["sum_differs", "sum_differs"]);
}

#[test]
fn a_table_that_is_not_understood_is_named_and_its_lines_are_counted() {
    let told = text(
        "AGS;2020\n05515000;1\n\nVergleich\nJahr;Wert;Einheit\n2020;5;%\n",
        &[" 05515000 2020 1"],
    );
    assert_eq!(told.notes, ["table_not_read"]);
}

#[test]
fn each_column_may_have_its_own_decimal_sign() {
    text(
        "AGS;Jahr;Quote;Fläche\n05515000;2020;3,5;303.28\n05515000;2021;1.234,5;1,303.5\n",
        &[
            "Quote 05515000 2020 3.5",
            "Fläche 05515000 2020 303.28",
            "Quote 05515000 2021 1234.5",
            "Fläche 05515000 2021 1303.5",
        ],
    );
}

#[test]
fn days_that_are_written_as_numbers_are_days() {
    let bytes = workbook(&[Page {
        name: "Tabelle1",
        rows: &[&["AGS", "Stichtag", "Wert"], &["05515000", "43830", "8"]],
        merged: &[],
    }]);
    let told = check(&bytes, &ReadOptions::default(), &[" 05515000 2019-12-31 8"]);
    assert_eq!(told.notes, ["date_serial"]);
}

#[test]
fn parts_of_a_measure_stand_below_it() {
    text(
        "Einwohnerinnen und Einwohner am 31.12.2022\nLfd. Nr.;Schlüssel;Gemeinde;Insgesamt;davon;;Anteil\n;;;;männlich;weiblich;in %\n1;05515000;Münster;320946;154000;166946;51,9\n2;05566004;Altenberge;10500;5200;5300;50,1\n",
        &[
            "Einwohnerinnen und Einwohner 05515000 2022-12-31 320946",
            "Einwohnerinnen und Einwohner 05515000 [SEX=M] 2022-12-31 154000",
            "Einwohnerinnen und Einwohner 05515000 [SEX=F] 2022-12-31 166946",
            "Anteil 05515000 2022-12-31 51.9",
            "Einwohnerinnen und Einwohner 05566004 2022-12-31 10500",
            "Einwohnerinnen und Einwohner 05566004 [SEX=M] 2022-12-31 5200",
            "Einwohnerinnen und Einwohner 05566004 [SEX=F] 2022-12-31 5300",
            "Anteil 05566004 2022-12-31 50.1",
        ],
    );
}

#[test]
fn years_below_each_other_and_measures_over_several_lines() {
    check(
        "Jahr;Einwohner;;Arbeitslose\n;insgesamt;weiblich;\n2019;10;5;3\n2020;11;6;2\n".as_bytes(),
        &about("05515000"),
        &[
            "Einwohner 05515000 2019 10",
            "Einwohner 05515000 [SEX=F] 2019 5",
            "Arbeitslose 05515000 2019 3",
            "Einwohner 05515000 2020 11",
            "Einwohner 05515000 [SEX=F] 2020 6",
            "Arbeitslose 05515000 2020 2",
        ],
    );
}

#[test]
fn percentages_of_an_old_workbook_are_taken_as_they_are_shown_too() {
    let bytes = crate::samples::fixture("percentages.xls");
    let told = tell(&bytes, &ReadOptions::default()).unwrap();
    assert_eq!(
        told.rows,
        [
            "Quote 05515000 2020 45.3",
            "Anteil 05515000 2020 7",
            "Dauer 05515000 2020 12.5",
            "Rate 05515000 2020 29",
            "Stufe 05515000 2020 100",
            "Ziel 05515000 2020 2",
            "Quote 05566004 2020 -0.5",
            "Anteil 05566004 2020 100",
            "Dauer 05566004 2020 13",
            "Rate 05566004 2020 7",
            "Stufe 05566004 2020 0",
            "Ziel 05566004 2020 3",
        ]
    );
    assert_eq!(told.notes, ["percent_cells"]);
    let units: Vec<_> = told.head.indicators.iter().map(|head| head.unit).collect();
    let percent = Some(Unit::Percent);
    assert_eq!(units, [percent, percent, None, percent, percent, None]);
    assert_eq!(cell(&told, &bytes, told.places[0].0), "45.3 %");
}
