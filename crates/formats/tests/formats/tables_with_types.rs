//! JSON, Parquet and data packages of other writers, read as tables; and what must be refused.
use std::io::Write;

use formats::{FileError, ReadOptions};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    samples::{Read, fixture, read},
    sdmx_csv::{detected, message, rows},
};

fn package(files: &[(&str, &str)]) -> Result<Read, FileError> {
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    read(archive.finish().unwrap().into_inner(), &ReadOptions::default())
}

#[test]
fn a_list_of_objects_is_a_table_whose_numbers_keep_their_digits() -> Result<(), FileError> {
    let found = message(
        r#"{"meta": {"n": 2}, "data": [{"AGS": "05515000", "Jahr": 2021, "Wert": 5.10, "ort": {"name": "Münster"}},
        {"AGS": "05515000", "Jahr": 2022, "Wert": null}, {"Jahr": 2023, "Wert": 1e309, "AGS": "05515000"}]}"#,
    )?;
    assert_eq!(found.format, "json");
    assert_eq!(
        rows(&found),
        [
            " 05515000 2021 5.10",
            " 05515000 2022 :O",
            " 05515000 2023 !number_infinite"
        ]
    );
    Ok(())
}

#[test]
fn the_list_of_our_interface_is_read_back() -> Result<(), FileError> {
    let found = message(
        r#"{"items": [{"indicator": "rate", "territory": "de:05515", "period": "2021", "value": 5.1, "decimals": 2, "status": "P",
        "source": "inkar", "area_state": "unstated", "delivery": 3, "dimensions": {"SEX": "F"}, "origin": {"file": "x.xls", "row": 2}}], "next": null}"#,
    )?;
    assert_eq!(rows(&found), ["rate de:05515 2021 5.1:P"]);
    assert_eq!(found.head.source_slug.as_deref(), Some("inkar"));
    Ok(())
}

#[test]
fn json_without_a_table_says_so() {
    for text in ["{\"a\": 1}", "[{}, 3]", "{\"a\": [{\"x\": 1}], \"b\": [{\"x\": 1}]}"] {
        let error = message(text).err().unwrap();
        assert!(
            ["other_kind", "own_layout", "no_header", "no_data"].contains(&error.code()),
            "{text} {error}"
        );
    }
}

const DESCRIPTION: &str = r##"{"name": "arbeit", "title": "Arbeitslose", "licenses": [{"name": "dl-de/by-2-0"}],
    "sources": [{"title": "Bundesagentur für Arbeit", "path": "https://example.org"}], "contributors": [{"title": "Amt", "role": "publisher"}],
    "resources": [
        {"name": "kreise", "path": "data/k.csv", "profile": "tabular-data-resource", "encoding": "iso-8859-1",
         "dialect": {"delimiter": ";", "commentChar": "#"},
         "schema": {"fields": [{"name": "AGS", "type": "string"}, {"name": "Jahr", "type": "year"},
            {"name": "Wert", "type": "number", "decimalChar": ",", "groupChar": "."}], "missingValues": ["", "k. A.", "-9"]}},
        {"name": "codes", "data": [{"code": "a", "text": "b"}]},
        {"name": "quote", "data": [["AGS", "Jahr", "Wert"], ["05515", 2021, 5.10]]}
    ]}"##;

#[test]
fn a_package_with_several_tables_is_one_delivery() -> Result<(), FileError> {
    let table = "AGS;Jahr;Wert\n# Bemerkung\n05515;2021;8.123,50\n05515;2022;k. A.\n";
    let found = package(&[("p/datapackage.json", DESCRIPTION), ("p/data/k.csv", table)])?;
    assert_eq!(found.format, "data-package");
    assert_eq!(
        rows(&found),
        [
            "kreise 05515 2021 8123.50",
            "kreise 05515 2022 :O",
            "quote 05515 2021 5.10"
        ]
    );
    assert_eq!(found.head.sheets, ["kreise", "codes", "quote"]);
    assert_eq!(found.rows[0].place.row, 3);
    assert_eq!(found.rows[2].place.sheet, 2);
    assert!(detected(&found, "resource codes").starts_with("not read"));
    assert_eq!(found.head.licence.as_deref(), Some("dl-de/by-2-0"));
    assert_eq!(found.head.source_note.as_deref(), Some("Bundesagentur für Arbeit"));
    assert_eq!(found.head.provider.as_deref(), Some("Amt"));
    assert_eq!(found.head.title.as_deref(), Some("Arbeitslose"));
    Ok(())
}

#[test]
fn what_lies_elsewhere_or_leads_out_is_refused() {
    let refused = |path: &str| {
        let text = format!(r#"{{"resources": [{{"name": "x", "path": "{path}"}}]}}"#);
        package(&[("datapackage.json", &text), ("k.csv", "AGS;Jahr;Wert\n05;2020;1\n")])
            .err()
            .unwrap()
            .to_string()
    };
    assert!(refused("https://example.org/k.csv").contains("nothing is fetched from elsewhere"));
    for path in ["../k.csv", "/etc/passwd", "a/../../k.csv", "C:/k.csv", "~/k.csv"] {
        assert!(refused(path).contains("leads out of the package"), "{path}");
    }
    assert!(refused("gone.csv").contains("not in the archive"));
    assert!(
        message(DESCRIPTION)
            .err()
            .unwrap()
            .to_string()
            .contains("without its tables")
    );
    assert_eq!(
        package(&[("datapackage.json", "{\"resources\": []}")])
            .err()
            .unwrap()
            .code(),
        "own_layout"
    );
    assert_eq!(
        package(&[("datapackage.json", "{")]).err().unwrap().code(),
        "own_layout"
    );
}

#[test]
fn parquet_of_other_writers_is_read() -> Result<(), FileError> {
    // Written by pyarrow (snappy, gzip): text, whole numbers, decimals, dates, nulls.
    for name in ["typed.snappy.parquet", "typed.gzip.parquet"] {
        let found = read(fixture(name), &ReadOptions::default())?;
        assert_eq!(found.format, "parquet");
        assert_eq!(
            rows(&found),
            [" 05515000 2021 12.50", " 05515000 2022 :O", " 05515000 2023 0.10",],
            "{name}"
        );
    }
    Ok(())
}

#[test]
fn damaged_parquet_ends_in_a_sentence() {
    let whole = fixture("typed.snappy.parquet");
    let mut ends = std::collections::BTreeSet::new();
    for length in (11..whole.len()).step_by(7) {
        let error = read(whole[..length].to_vec(), &ReadOptions::default()).err().unwrap();
        ends.insert(error.code());
    }
    assert_eq!(ends.into_iter().collect::<Vec<_>>(), ["truncated"]);
    for place in (4..whole.len()).step_by(3) {
        let mut broken = whole.clone();
        broken[place] ^= 0xff;
        // Nothing to assert but that it ends: a flipped bit within a text is another text.
        let _ = read(broken, &ReadOptions::default());
    }
}
