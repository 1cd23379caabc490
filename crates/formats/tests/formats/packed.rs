//! Files that come packed: a workbook in an archive, tables of a data package by gzip.
use std::io::{Cursor, Write as _};

use formats::{FileError, ReadOptions, limits::Limits};
use rust_xlsxwriter::Workbook;

use crate::{
    samples::{fixture, read},
    told::{cell, tell},
};

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A base table of the crime statistics.
fn crimes() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let rows: [&[&str]; 3] = [
        &["Polizeiliche Kriminalstatistik 2022"],
        &[
            "Schlüssel",
            "Straftat",
            "Gemeindeschlüssel",
            "Stadt-/Landkreis",
            "Kreisart",
            "erfasste Fälle",
            "HZ nach Zensus",
        ],
        &[
            "------",
            "Straftaten insgesamt",
            "5515",
            "Münster",
            "KfS",
            "28000",
            "8800.5",
        ],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells) {
            match text.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).map(|_| ()).unwrap(),
                Err(_) => sheet.write_string(row, column, *text).map(|_| ()).unwrap(),
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn refusal(bytes: &[u8]) -> FileError {
    tell(bytes, &ReadOptions::default()).err().unwrap()
}

#[test]
fn a_workbook_of_the_crime_statistics_is_read_from_its_archive() {
    let plain = tell(&crimes(), &ReadOptions::default()).unwrap();
    assert_eq!(plain.format, "pks");
    let packed = zipped(&[("readme.txt", b"Hinweise"), ("KR-F-01.xlsx", &crimes())]);
    let told = tell(&packed, &ReadOptions::default()).unwrap();
    assert_eq!((told.format, &told.rows), ("pks", &plain.rows));
    assert!(told.rows[0].ends_with("2022 28000"), "{:?}", told.rows);
    assert_eq!(cell(&told, &packed, told.places[0].0), "28000");
}

#[test]
fn workbooks_of_inkar_and_of_others_are_read_from_their_archives() {
    let packed = zipped(&[("INKAR/Tabelle.xls", &fixture("inkar.xls"))]);
    let (alone, inside) = (
        read(fixture("inkar.xls"), &ReadOptions::default()).unwrap(),
        read(packed, &ReadOptions::default()).unwrap(),
    );
    assert_eq!((inside.format.as_str(), inside.rows), ("inkar", alone.rows));
    let told = tell(
        &zipped(&[("a.xls", &fixture("percentages.xls"))]),
        &ReadOptions::default(),
    )
    .unwrap();
    assert_eq!(told.rows[0], "Quote 05515000 2020 45.3");
}

#[test]
fn archives_with_several_tables_or_with_archives_are_refused() {
    let crimes = crimes();
    let several = zipped(&[("a.xlsx", &crimes), ("b.xlsx", &crimes)]);
    let inner = zipped(&[("a.xlsx", &crimes)]);
    let twice = zipped(&[("inner.zip", &inner)]);
    let disguised = zipped(&[("inner.xlsx", &inner)]);
    let no_workbook = zipped(&[("a.xlsx", b"PK\x03\x04 and nothing")]);
    let other = zipped(&[("a.xls", &fixture("word.xls"))]);
    for bytes in [several, twice, disguised, no_workbook, other] {
        let error = refusal(&bytes);
        assert!(
            matches!(error.code(), "other_kind" | "truncated" | "damaged"),
            "{error}"
        );
    }
    let locked = refusal(&zipped(&[("a.xls", &fixture("password.xls"))]));
    assert_eq!(locked.code(), "encrypted");
    assert_eq!(refusal(&zipped(&[("../a.xlsx", &crimes)])).code(), "damaged");
    let small = Limits {
        workbook_bytes: 4_000,
        ..Limits::default()
    };
    let packed = zipped(&[("a.xls", &fixture("inkar.xls"))]);
    let error = crate::samples::read_within(packed, &ReadOptions::default(), &small)
        .err()
        .unwrap();
    assert_eq!(error.code(), "workbook_too_large", "{error}");
}

/// `AGS,Jahr,Wert\n05515000,2020,1.5\n05566004,2020,2.5\n`, packed by gzip without further packing (RFC 1951, 3.2.4).
fn by_gzip(text: &str, name: Option<&str>) -> Vec<u8> {
    let mut bytes = vec![0x1f, 0x8b, 8, if name.is_some() { 8 } else { 0 }, 0, 0, 0, 0, 0, 255];
    if let Some(name) = name {
        bytes.extend_from_slice(name.as_bytes());
        bytes.push(0);
    }
    let n_bytes = u16::try_from(text.len()).unwrap();
    bytes.push(1);
    bytes.extend_from_slice(&n_bytes.to_le_bytes());
    bytes.extend_from_slice(&(!n_bytes).to_le_bytes());
    bytes.extend_from_slice(text.as_bytes());
    let mut crc = u32::MAX;
    for byte in text.bytes() {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    bytes.extend_from_slice(&(!crc).to_le_bytes());
    bytes.extend_from_slice(&u32::from(n_bytes).to_le_bytes());
    bytes
}

#[test]
fn tables_of_a_data_package_may_be_packed_by_gzip() {
    let text = "AGS,Jahr,Wert\n05515000,2020,1.5\n05566004,2020,2.5\n";
    let description = |resource: &str| format!(r#"{{"name": "p", "title": "Radwege", "resources": [{resource}]}}"#);
    let schema = r#""schema": {"fields": [{"name": "AGS", "type": "string"}]}"#;
    let package = |resource: &str, name: &str, bytes: &[u8]| {
        zipped(&[("datapackage.json", description(resource).as_bytes()), (name, bytes)])
    };
    for (path, member) in [("d/f.csv.gz", ""), ("d/f.csv", r#""compression": "gz", "#)] {
        let resource = format!(r#"{{"name": "f", "path": "{path}", {member}{schema}}}"#);
        for name in [None, Some("f.csv")] {
            let told = tell(&package(&resource, path, &by_gzip(text, name)), &ReadOptions::default()).unwrap();
            let values: Vec<&str> = told.rows.iter().filter_map(|row| row.rsplit(' ').next()).collect();
            assert_eq!(values, ["1.5", "2.5"], "{path}: {:?}", told.rows);
        }
    }
    let resource = format!(r#"{{"name": "f", "path": "f.csv.gz", {schema}}}"#);
    let sound = by_gzip(text, None);
    let mut wrong_sum = sound.clone();
    let at = wrong_sum.len() - 8;
    wrong_sum[at] ^= 1;
    let mut liar = sound.clone();
    let at = liar.len() - 4;
    liar[at] = 3;
    for bytes in [
        &sound[..20],
        b"plain text",
        &wrong_sum,
        &liar,
        &[0x1f, 0x8b, 8, 255],
        &[sound.clone(), sound.clone()].concat(),
    ] {
        let found = tell(&package(&resource, "f.csv.gz", bytes), &ReadOptions::default());
        let error = found
            .map(|told| told.rows)
            .expect_err(&format!("{} bytes", bytes.len()));
        assert!(
            matches!(error.code(), "damaged" | "ratio" | "truncated"),
            "{} {error}",
            error.code()
        );
    }
}

#[test]
fn a_data_package_with_a_dialect_and_tables_that_only_explain_keys() {
    let description = r##"{"name": "p", "resources": [
        {"name": "f", "title": "Radwege", "path": "f.csv", "dialect": {"delimiter": "|", "commentChar": "#", "skipInitialSpace": true},
         "schema": {"missingValues": ["", "-99"], "fields": [{"name": "AGS", "type": "string"}, {"name": "Jahr", "type": "year"},
            {"name": "Wert", "type": "number", "decimalChar": ","}],
          "foreignKeys": [{"fields": "AGS", "reference": {"resource": "orte", "fields": "AGS"}}]}},
        {"name": "orte", "path": "p.csv"}]}"##;
    let files: [(&str, &[u8]); 3] = [
        ("datapackage.json", description.as_bytes()),
        (
            "f.csv",
            "AGS|Jahr|Wert\n# note\n05515000| 2020| 12,5\n05566004|2020|-99\n".as_bytes(),
        ),
        ("p.csv", "AGS,name\n05515000,Münster\n05566004,Altenberge\n".as_bytes()),
    ];
    let told = tell(&zipped(&files), &ReadOptions::default()).unwrap();
    let values: Vec<&str> = told.rows.iter().filter_map(|row| row.rsplit(' ').next()).collect();
    assert_eq!(values, ["12.5", ":O"], "{:?}", told.rows);
}
