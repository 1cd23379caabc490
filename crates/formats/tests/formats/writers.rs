//! What is written can be read by others and by ourselves, and is the same on every machine.

use figures::number::{BINARY, Number};
use formats::{
    Field, ReadOptions,
    csv_out::CsvTable,
    xlsx_out::{DataSheet, SourceSheet, write},
};

use crate::samples::{read, short};

const NUMBERS: [Number; 4] = [
    Number {
        value: -1.5,
        decimals: 2,
    },
    Number {
        value: 8931.0,
        decimals: 0,
    },
    Number {
        value: 0.1,
        decimals: BINARY,
    },
    Number {
        value: 1e-7,
        decimals: BINARY,
    },
];

fn rows() -> Vec<Vec<Field<'static>>> {
    let years = ["2018", "2019", "2020", "2021"];
    let mut rows: Vec<Vec<Field<'static>>> = years
        .into_iter()
        .zip(NUMBERS)
        .map(|(year, number)| {
            vec![
                Field::Text("05515"),
                Field::Text("=Münster"),
                Field::Text(year),
                Field::Number(number),
            ]
        })
        .collect();
    rows.push(vec![
        Field::Text("05515"),
        Field::Text("@x"),
        Field::Integer(2022),
        Field::Blank,
    ]);
    rows
}

const HEADER: [&str; 4] = ["AGS", "Name", "Jahr", "Wert"];

#[test]
fn a_csv_reads_back_with_every_digit() {
    let mut table = CsvTable::new(Vec::new(), &HEADER).unwrap();
    for row in rows() {
        table.line(&row).unwrap();
    }
    let read = read(table.finish().unwrap(), &ReadOptions::default()).unwrap();
    let values: Vec<String> = read.rows.iter().map(|row| short(&row.value)).collect();
    assert_eq!(values, ["-1.50", "8931", "0.1", "0.0000001", ":O"]);
}

#[test]
fn an_xlsx_reads_back_with_numbers_as_numbers_and_texts_as_texts() {
    let data = DataSheet {
        name: "Arbeitslose: [2021]",
        header: HEADER.to_vec(),
        rows: rows(),
    };
    let source = SourceSheet {
        name: "Quelle",
        lines: vec![("Quelle", "=1+1"), ("Lizenz", "dl-de/by-2-0"), ("Stand", "2024-05-01")],
    };
    let date = jiff::civil::date(2024, 5, 1);
    let bytes = write(&data, &source, date).unwrap();
    assert_eq!(
        bytes,
        write(&data, &source, date).unwrap(),
        "the same figures give the same file"
    );
    let found = read(bytes.clone(), &ReadOptions::default()).unwrap();
    assert_eq!(found.head.sheets, ["Arbeitslose 2021", "Quelle"]);
    let values: Vec<String> = found.rows.iter().map(|row| short(&row.value)).collect();
    assert_eq!(values, ["-1.5", "8931", "0.1", "0.0000001", ":O"]);
    let mut input = std::io::Cursor::new(bytes);
    let cell = |input: &mut std::io::Cursor<Vec<u8>>, sheet, row, column| {
        let format = formats::by_id("table").unwrap();
        format
            .cell_at(
                input,
                formats::Place { sheet, row, column },
                &ReadOptions::default(),
                &Default::default(),
            )
            .unwrap()
    };
    assert_eq!(cell(&mut input, 0, 2, 2), "=Münster");
    assert_eq!(cell(&mut input, 1, 1, 2), "=1+1");
    assert_eq!(cell(&mut input, 1, 2, 2), "dl-de/by-2-0");
}

#[test]
fn a_number_as_text_in_a_sheet_is_taken_and_told() {
    let header = HEADER.to_vec();
    let rows = vec![
        vec![
            Field::Text("05515"),
            Field::Text("a"),
            Field::Integer(2020),
            Field::Text("1,5"),
        ],
        vec![
            Field::Text("05515"),
            Field::Text("a"),
            Field::Integer(2021),
            Field::Integer(2),
        ],
    ];
    let source = SourceSheet {
        name: "Quelle",
        lines: Vec::new(),
    };
    let bytes = write(
        &DataSheet {
            name: "Daten",
            header,
            rows,
        },
        &source,
        jiff::civil::date(2024, 5, 1),
    )
    .unwrap();
    let found = read(bytes, &ReadOptions::default()).unwrap();
    let rows: Vec<(String, &str)> = found.rows.iter().map(|row| (short(&row.value), row.repair)).collect();
    assert_eq!(rows, [("1.5".to_owned(), "number_as_text"), ("2".to_owned(), "")]);
}

#[test]
fn names_of_sheets_are_made_acceptable() {
    let data = DataSheet {
        name: "///",
        header: vec!["a"],
        rows: Vec::new(),
    };
    let source = SourceSheet {
        name: "1",
        lines: Vec::new(),
    };
    assert!(write(&data, &source, jiff::civil::date(2024, 5, 1)).is_ok());
    let long = "ä".repeat(60);
    let data = DataSheet { name: &long, ..data };
    let source = SourceSheet { name: &long, ..source };
    assert!(write(&data, &source, jiff::civil::date(2024, 5, 1)).is_ok());
}
