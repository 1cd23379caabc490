//! INKAR workbooks: every cell is a row with its place, and a workbook that was altered is refused with one sentence.
use std::{path::PathBuf, process::Command};

use crate::samples::{fixture, fixture_path, official, read, short};
use figures::unit::Unit;
use formats::{Cell, FileError, ReadOptions, SkippedKind, limits::Limits};
use rust_xlsxwriter::{Workbook, Worksheet};

const HEADER: [[&str; 5]; 2] = [
    ["Kennziffer", "Raumeinheit", "Aggregat", "Testquote", "Testquote"],
    ["", "", "", "2019", "2020"],
];
const LINES: &[[&str; 5]] = &[
    ["01001000", "Flensburg, Stadt", "Gemeinden", "1.5", ""],
    ["01002000", "Kiel", "Gemeinden", "2", "3"],
];
const ABOUT: &[&[&str]] = &[
    &["Dokumentation"],
    &["Indikator", "Langname", "Quelle", "Berechnungsgrundlage", "Anmerkungen"],
    &["Testquote", "Anteil in %"],
];

/// A workbook of the same layout as XLSX, each cell of a data line a number when it looks like one.
fn xlsx(header: &[[&str; 5]], lines: &[[&str; 5]], sheets: [&str; 3]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let data = workbook.add_worksheet().set_name(sheets[0]).unwrap();
    let put = |sheet: &mut Worksheet, row: usize, column: usize, text: &str, as_number: bool| {
        let (row, column) = (row as u32, column as u16);
        match text.parse::<f64>() {
            Ok(number) if as_number => drop(sheet.write_number(row, column, number).unwrap()),
            _ if text.is_empty() => {}
            _ => drop(sheet.write_string(row, column, text).unwrap()),
        }
    };
    for (row, cells) in header.iter().chain(lines).enumerate() {
        for (column, text) in cells.iter().enumerate() {
            put(data, row, column, text, header.len() <= row && 3 <= column);
        }
    }
    let about = workbook.add_worksheet().set_name(sheets[1]).unwrap();
    for (row, cells) in ABOUT.iter().enumerate() {
        for (column, text) in cells.iter().enumerate() {
            put(about, row, column, text, false);
        }
    }
    let source = workbook.add_worksheet().set_name(sheets[2]).unwrap();
    put(source, 0, 0, "INKAR. Ausgabe 2025. Hrsg.: BBSR", false);
    workbook.save_to_buffer().unwrap()
}

const SHEETS: [&str; 3] = ["Daten", "Metadaten", "Quellangabe"];

fn refused(bytes: Vec<u8>) -> String {
    read(bytes, &ReadOptions::default()).err().unwrap().to_string()
}

#[test]
fn every_cell_of_a_line_is_a_row_with_its_place() {
    let read = read(fixture("inkar.xls"), &ReadOptions::default()).unwrap();
    assert_eq!(read.format, "inkar");
    let shown: Vec<String> = read
        .rows
        .iter()
        .map(|row| {
            let place = format!("{}:{}", row.place.row, row.place.column);
            format!(
                "{place} {} {} {} {} {} {}",
                row.indicator,
                row.territory,
                row.level,
                row.period,
                short(&row.value),
                row.repair
            )
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
    assert_eq!(
        read.skipped,
        [
            (SkippedKind::Header, 2),
            (SkippedKind::Blank, 1),
            (SkippedKind::OtherSheet, 4),
            (SkippedKind::OtherSheet, 1)
        ]
    );
}

#[test]
fn the_other_sheets_say_what_the_figures_are() {
    let head = read(fixture("inkar.xls"), &ReadOptions::default()).unwrap().head;
    assert_eq!(head.source_slug.as_deref(), Some("inkar"));
    assert_eq!(
        (head.edition.as_deref(), head.licence.as_deref(), head.known_on),
        (Some("2024"), Some("dl-de/by-2-0"), None)
    );
    assert_eq!(head.title.as_deref(), Some("Erfundene Zahlen. INKAR. Ausgabe 2024"));
    assert!(head.source_note.unwrap().ends_with("Bonn 2024.\n© 2024 Test"));
    let [quota, count] = &head.indicators[..] else {
        panic!("two indicators")
    };
    assert_eq!((quota.unit, count.unit), (Some(Unit::Percent), Some(Unit::Persons)));
    assert_eq!(quota.unit_text.as_deref(), Some("in %"));
    assert_eq!(
        quota.notes.as_ref().map(|notes| notes.chars().count()),
        Some(8999),
        "a text longer than a record is whole"
    );
    assert_eq!(count.notes.as_deref(), Some("Größe Σ"));
    assert_eq!((count.place.row, count.place.column), (1, 7));
}

#[test]
fn an_xlsx_of_the_same_layout_is_read_alike() {
    let read = read(xlsx(&HEADER, LINES, SHEETS), &ReadOptions::default()).unwrap();
    let values: Vec<String> = read.rows.iter().map(|row| short(&row.value)).collect();
    assert_eq!(
        (read.format.as_str(), values.join(" ").as_str()),
        ("inkar", "1.5 :O 2 3")
    );
    assert_eq!(read.head.edition.as_deref(), Some("2025"));
}

#[test]
fn an_altered_workbook_is_refused_by_the_place_of_the_flaw() {
    let check = |header: &[[&str; 5]], lines: &[[&str; 5]], sheets, expected: &str| {
        let found = refused(xlsx(header, lines, sheets));
        assert!(found.contains(expected), "{found}");
    };
    assert_eq!(
        refused(fixture("inkar_shifted.xls")),
        "sheet Daten, row 1, column 2 (B): expected \"Raumeinheit\" and found \"neu\"; restore the header as it was exported"
    );
    check(
        &HEADER,
        LINES,
        ["Daten", "Metadaten", "Blatt3"],
        "sheet \"Quellangabe\" is missing, the workbook has \"Daten\", \"Metadaten\", \"Blatt3\"",
    );
    check(
        &HEADER,
        LINES,
        ["Tabelle1", "Metadaten", "Quellangabe"],
        "sheet \"Daten\" is missing",
    );
    check(
        &HEADER,
        LINES,
        ["Daten", "Blatt2", "Blatt3"],
        "sheet \"Metadaten\" is missing",
    );
    let mut header = HEADER;
    header[0][0] = "Schlüssel";
    check(
        &header,
        LINES,
        SHEETS,
        "row 1, column 1 (A): expected \"Kennziffer\" and found \"Schlüssel\"",
    );
    let mut header = HEADER;
    header[1][4] = "2019";
    check(
        &header,
        LINES,
        SHEETS,
        "row 2, column 4 (D) and row 2, column 5 (E) are both \"Testquote 2019\"",
    );
    let mut header = HEADER;
    header[1][4] = "";
    check(
        &header,
        LINES,
        SHEETS,
        "row 2, column 5 (E): no year stands below \"Testquote\"",
    );
    let mut header = HEADER;
    header[1] = ["", "", "", "Testquote", "Testquote"];
    check(
        &header,
        LINES,
        SHEETS,
        "row 2, column 4 (D): expected \"a year\" and found \"Testquote\"",
    );
    let mut header = HEADER;
    header[0][3] = "";
    header[0][4] = "";
    check(&header, LINES, SHEETS, "no indicator stands above the period \"2019\"");
    check(&HEADER, &[], SHEETS, "a header and no line of data");
    let mut header = HEADER;
    header[0][4] = "";
    header[1][4] = "";
    check(
        &header,
        LINES,
        SHEETS,
        "row 4, column 5 (E): the column has figures but neither an indicator nor a year above them",
    );
}

#[test]
fn one_year_that_cannot_be_read_rejects_its_column_alone() {
    let mut header = HEADER;
    header[1][4] = "2020-Q5";
    let rows = read(xlsx(&header, LINES, SHEETS), &ReadOptions::default())
        .unwrap()
        .rows;
    let periods: Vec<&str> = rows.iter().map(|row| row.period.as_str()).collect();
    assert_eq!(periods, ["2019", "!period", "2019", "!period"]);
}

#[test]
fn a_cell_is_read_back_by_its_place() {
    let mut input = std::io::Cursor::new(fixture("inkar.xls"));
    let limits = Limits::default();
    let format = formats::open(&mut input, None, &limits).unwrap();
    let mut cell = |row, column| {
        let place = formats::Place { sheet: 0, row, column };
        format
            .cell_at(&mut input, place, &ReadOptions::default(), &limits)
            .map_err(|error| error.code())
    };
    assert_eq!(cell(3, 5).as_deref(), Ok("6.125"));
    assert_eq!(cell(4, 6).as_deref(), Ok("8,25"));
    assert_eq!(cell(4, 9).as_deref(), Ok(""));
    assert_eq!(cell(4000, 9), Err("no_such_cell"));
}

#[test]
fn a_file_cut_off_anywhere_is_refused_and_never_read_in_part() {
    let mut files = vec![fixture("inkar.xls"), xlsx(&HEADER, LINES, SHEETS)];
    if let Some(folder) = official("inkar") {
        files.push(std::fs::read(folder.join("E_Haushaltseinkommen.xls")).unwrap());
    }
    for bytes in files {
        for sixteenth in 0..16 {
            let cut = bytes[..bytes.len() * sixteenth / 16].to_vec();
            let error = read(cut, &ReadOptions::default()).err().unwrap();
            assert!(
                matches!(error, FileError::Truncated { .. } | FileError::Empty),
                "{sixteenth}/16: {error}"
            );
        }
    }
}

/// The official workbooks, or the invented one.
fn workbooks() -> (Vec<PathBuf>, usize, usize) {
    let Some(folder) = official("inkar") else {
        return (vec![fixture_path("inkar.xls")], 9 * 6, 33);
    };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    (paths, 544_950, 544_524)
}

#[test]
fn the_workbooks_have_exactly_these_rows_and_numbers() {
    let (paths, n_rows, n_numbers) = workbooks();
    let (mut rows, mut numbers) = (0, 0);
    for path in paths {
        let read = read(std::fs::read(&path).unwrap(), &ReadOptions::default()).unwrap();
        rows += read.rows.len();
        numbers += read
            .rows
            .iter()
            .filter(|row| matches!(row.value, Cell::Number(_)) && row.repair.is_empty())
            .count();
    }
    assert_eq!((rows, numbers), (n_rows, n_numbers));
}

#[test]
fn every_number_is_bit_for_bit_that_of_another_reader() {
    let (paths, ..) = workbooks();
    let mut theirs = std::fs::read_to_string(fixture_path("inkar.cells.txt")).unwrap();
    let mut paths_read = vec![fixture_path("inkar.xls")];
    // Debian's Python has the other reader when the package is installed; its findings on the invented workbook are kept.
    let output = Command::new("/usr/bin/python3")
        .arg(fixture_path("cells_by_xlrd.py"))
        .args(&paths)
        .output();
    if let Some(output) = output.ok().filter(|output| output.status.success()) {
        theirs = String::from_utf8(output.stdout).unwrap();
        paths_read = paths;
    }
    let mut theirs = theirs.lines();
    for (index, path) in paths_read.iter().enumerate() {
        for row in read(std::fs::read(path).unwrap(), &ReadOptions::default())
            .unwrap()
            .rows
        {
            let place = format!("{index} {} {}", row.place.row, row.place.column);
            match row.value {
                Cell::Number(number) if row.repair.is_empty() => {
                    let ours = format!("{place} {:016x}", number.value.to_bits());
                    assert_eq!(theirs.next(), Some(ours.as_str()), "{}", path.display());
                }
                // Numbers on a line that no territory can be made of are told as unreadable here.
                Cell::Unreadable(problem) if matches!(problem.code, "no_official_key" | "key_blank") => {
                    assert!(theirs.next().is_some_and(|line| line.starts_with(&place)), "{place}");
                }
                _ => {}
            }
        }
    }
    assert_eq!(theirs.next(), None, "no number is left out");
}
