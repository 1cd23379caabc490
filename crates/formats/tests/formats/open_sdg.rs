//! Open SDG repositories and single tables: every oddity that real ones have, on small invented ones, and the real one where it is
//! at hand.
use std::io::{Cursor, Write};

use formats::{
    Cell, DeliveryHead, Event, FileError, PeriodReading, Place, ReadOptions, limits::Limits, table::Mapping,
};

use crate::samples::{official, short};

/// A delivery as it was told: head, and each row in one line.
#[derive(Debug, Default)]
struct Read {
    head: DeliveryHead,
    rows: Vec<String>,
    notes: Vec<&'static str>,
    places: Vec<(Place, Cell)>,
}

/// An archive of these files, in this order.
fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn options(territory: Option<&str>) -> ReadOptions {
    ReadOptions {
        mapping: territory.map(|key| Mapping {
            territory: Some(key.to_owned()),
            ..Mapping::default()
        }),
        ..ReadOptions::default()
    }
}

fn read(bytes: &[u8], options: &ReadOptions) -> Result<Read, FileError> {
    let limits = Limits::default();
    let mut input = Cursor::new(bytes.to_vec());
    let format = formats::open(&mut input, None, &limits)?;
    assert_eq!(format.id(), "open-sdg");
    let mut read = Read::default();
    let mut territories = Vec::new();
    let mut sets = vec![String::new()];
    format.read(&mut input, options, &limits, &mut |event| match event {
        Event::Delivery(head) => read.head = *head,
        Event::Territory(text) => territories.push(if text.text.is_empty() {
            format!("<{}>", text.name.unwrap_or_default())
        } else {
            text.text
        }),
        Event::Dimensions(set) => sets.push(format!(" [{set}]")),
        Event::Skipped { .. } => {}
        Event::Words(_) => {}
        Event::Note { note, .. } => read.notes.push(note.code),
        Event::Row(row) => {
            read.places.push((row.place, row.value.clone()));
            let period = row
                .period
                .map_or_else(|problem| format!("!{}", problem.code), |period| period.to_string());
            let remark = row.remark.map_or_else(String::new, |remark| format!(" // {remark}"));
            read.rows.push(format!(
                "{} {}{} {period} {}{remark}",
                read.head.indicators[row.indicator as usize].name,
                territories[row.territory as usize],
                sets[row.dimensions as usize],
                short(&row.value),
            ));
        }
    })?;
    Ok(read)
}

#[test]
fn a_repository_tells_numbers_titles_units_and_goals() {
    let files = [
        ("x/config_data.yml", "languages: [en, de]\ncountry:\n  name: Nordland\n"),
        (
            "x/data/indicator_11-6-1.csv",
            "\u{feff}Year,Geschlecht,GeoCode,Value\r\n2020,,,1.50  \r\n2020,Frauen,,2\r\n2021,,code01,n/a\r\n",
        ),
        ("x/data/indicator_7-2.csv", "Year,Value\n2020,1\n"),
        ("x/data/indicator_9-9.csv", ""),
        (
            "x/meta/11-6-1.md",
            "---\nindicator_name: global_indicators.11-6-1-title\ncomputation_units: general.percent\nsource_organisation_1: Amt --- Nord\ncomputation_definitions: |\n  <b>Anteil</b>\n  ---\n  zweiter Teil\n---\nSeite\n",
        ),
        ("x/meta/7-2.yml", "indicator_name: 'offen\n"),
        ("x/translations/de/general.yml", "percent: Prozent (%)\n"),
        (
            "x/translations/de/global_indicators.yml",
            "11-6-1-title: Abfall\n7-2-title: Strom\n",
        ),
        ("x/translations/en/general.yml", "percent: Percentage\n"),
    ];
    let read = read(&archive(&files), &options(None)).unwrap();
    assert_eq!(
        read.rows,
        [
            "11.6.1 <Nordland> 2020 1.50",
            "11.6.1 <Nordland> [SEX=F] 2020 2",
            "11.6.1 code01 2021 :O",
            "7.2 <Nordland> 2020 1",
        ]
    );
    let head = &read.head.indicators[0];
    assert_eq!(head.title.as_deref(), Some("11.6.1 Abfall"));
    assert_eq!(head.unit, Some(figures::unit::Unit::Percent));
    assert_eq!(head.source.as_deref(), Some("Amt --- Nord"));
    assert_eq!(head.long_name.as_deref(), Some("<b>Anteil</b>\n---\nzweiter Teil"));
    assert_eq!(
        (head.goals[0].framework.as_str(), head.goals[0].code.as_str()),
        ("sdg", "11.6")
    );
    assert_eq!(read.head.indicators[1].goals[0].code, "7");
    assert_eq!(read.head.indicators[1].title.as_deref(), Some("7.2 Strom"));
    assert_eq!(read.notes, ["metadata_unreadable", "table_empty"]);
}

#[test]
fn series_and_units_are_indicators_and_names_of_territories_are_no_breakdowns() {
    let table = "Year,Units,Series,Region,Sex,Observation status,Unit multiplier,COMMENT_OBS_0,Footnote,GeoCode,Value\n\
        2019,Number,Deaths,,,Normal value,Thousands,,,,12\n\
        2019,Percentage (%),Deaths,,F,Provisional value,Units,,nur Heime,,3.5\n\
        2019,Number,Births,Hamburg,,,,p,,code02,7\n\
        2019,Number,Births,Bremen,,,,.,,code04,\n\
        2020,Number,Births,Bremen,,,,Schätzung,,code04,9\n";
    let read = read(&archive(&[("data/indicator_3-4-1.csv", table)]), &options(Some("DG"))).unwrap();
    assert_eq!(
        read.rows,
        [
            "3.4.1: Deaths (Number, Thousands) DG 2019 12",
            "3.4.1: Deaths (Percentage (%)) DG [SEX=F] 2019 3.5:P // nur Heime",
            "3.4.1: Births code02 2019 7:P",
            "3.4.1: Births code04 2019 :OQ",
            "3.4.1: Births code04 2020 9 // Schätzung",
        ]
    );
}

#[test]
fn odd_years_are_read_by_column_and_asked_for_where_two_readings_fit() {
    let files = [
        ("data/indicator_1-1.csv", "Year,Value\n2022/1,1\n2022/2,2\n"),
        ("data/indicator_1-2.csv", "Year,Value\n2018/2019,1\n2021/22,2\n"),
        ("data/indicator_1-3.csv", "Year,Value\n2010 1Q,1\n2000 Q1,2\n"),
        ("data/indicator_1-4.csv", "Year,Value\n2003-2006,1\n1,2\n2090,\n"),
    ];
    let first = read(&archive(&files), &options(Some("01"))).unwrap();
    let expected = |school: [&str; 2]| {
        [
            "1.1 01 2022-S1 1".to_owned(),
            "1.1 01 2022-S2 2".to_owned(),
            format!("1.2 01 {} 1", school[0]),
            format!("1.2 01 {} 2", school[1]),
            "1.3 01 2010-Q1 1".to_owned(),
            "1.3 01 2000-Q1 2".to_owned(),
            "1.4 01 2003-01-01/P4Y 1".to_owned(),
            "1.4 01 !period 2".to_owned(),
            "1.4 01 2090 :O".to_owned(),
        ]
    };
    assert_eq!(first.rows, expected(["!period_ambiguous"; 2]));
    let chosen = ReadOptions {
        period_reading: Some(PeriodReading::SchoolYears),
        ..options(Some("01"))
    };
    let second = read(&archive(&files), &chosen).unwrap();
    assert_eq!(second.rows, expected(["2018-08-01/P1Y", "2021-08-01/P1Y"]));
}

#[test]
fn a_territory_that_nothing_proves_is_asked_for_in_one_sentence() {
    let bytes = archive(&[("data/indicator_1-1.csv", "Year,Value\n2020,1\n")]);
    let error = read(&bytes, &options(None)).unwrap_err();
    assert_eq!(error.code(), "territory_unknown");
    assert!(error.to_string().contains("--territory"), "{error}");
    let land = archive(&[("data/indicator_1-1.csv", "Year,Bundesland,Value\n2020,Hessen,1\n")]);
    assert_eq!(read(&land, &options(None)).unwrap().rows, ["1.1 06 2020 1"]);
    let single = read(b"Year,Value\n2020,1\n", &options(None)).unwrap_err();
    assert_eq!(single.code(), "territory_unknown");
}

#[test]
fn a_single_table_is_named_by_its_file_or_by_nobody() {
    let table = b"Year,Gruppe,Value\n2020,,76.3 \n2021,Bund,\n2022,Bund,7x\n2023,1,2,3\n";
    let named = ReadOptions {
        file_name: Some("indicator_1-2-1.csv".to_owned()),
        ..options(Some("01"))
    };
    assert_eq!(
        read(table, &named).unwrap().rows,
        [
            "1.2.1 01 2020 76.3",
            "1.2.1 01 [Gruppe=Bund] 2021 :O",
            "1.2.1 01 [Gruppe=Bund] 2022 !not_a_number",
            "1.2.1 01 [Gruppe=1] 2023 !decimal_comma",
        ]
    );
    assert_eq!(read(table, &options(Some("01"))).unwrap().head.indicators[0].name, "");
}

#[test]
fn every_cell_reads_back_at_its_place() {
    let files = [
        ("data/indicator_1-1.csv", "Year,Value\r\n2020,1.50\r\n\r\n2021,2\r\n"),
        ("data/indicator_1-10.csv", "Year,Value\n2020,3\n"),
        ("README.md", "# Read me"),
    ];
    let bytes = archive(&files);
    let told = read(&bytes, &options(Some("01"))).unwrap();
    assert_eq!(told.places.len(), 3);
    for (place, value) in told.places {
        let text = formats::by_id("open-sdg")
            .unwrap()
            .cell_at(
                &mut Cursor::new(bytes.clone()),
                place,
                &ReadOptions::default(),
                &Limits::default(),
            )
            .unwrap();
        assert_eq!(text, short(&value), "{place}");
    }
}

#[test]
fn hostile_repositories_end_in_a_sentence() {
    let check = |files: &[(&str, &str)], limits: Limits| {
        let mut input = Cursor::new(archive(files));
        let format = formats::open(&mut input, None, &limits)?;
        format.read(&mut input, &options(Some("01")), &limits, &mut |_| {})
    };
    let small = Limits {
        stream_bytes: 10,
        ..Limits::default()
    };
    let large = [("data/indicator_1-1.csv", "Year,Value\n2020,1\n2021,2\n")];
    assert_eq!(check(&large, small).unwrap_err().code(), "decoded_too_large");
    let odd = [
        ("data/indicator_1-1.csv", "Year,Value\n\"2020,1\n"),
        ("data/indicator_1-2.csv", "Jahr;Wert\n2020;1\n"),
        ("data/indicator_1-3.csv", "Year,Value\n1e309,1e309\n,\nNaN,inf\n"),
        ("meta/1-3.yml", "- a\n- b\n"),
        ("config_data.yml", "{{{"),
    ];
    check(&odd, Limits::default()).unwrap();
    assert!(check(&[("../data/indicator_1-1.csv", "Year,Value\n")], Limits::default()).is_err());
}

#[test]
fn the_repository_of_a_land_is_read_whole() {
    let Some(folder) = official("open-sdg/schleswig-holstein") else {
        return;
    };
    let mut files: Vec<(String, String)> = Vec::new();
    for sub in ["", "data", "meta", "translations/de"] {
        for entry in std::fs::read_dir(folder.join(sub)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.strip_prefix(&folder).unwrap().to_string_lossy().into_owned();
                files.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let n_lines: usize = files
        .iter()
        .filter(|(name, _)| name.ends_with(".csv"))
        .map(|(_, text)| text.lines().skip(1).filter(|line| !line.trim().is_empty()).count())
        .sum();
    let read = read(&archive(&files), &options(Some("01"))).unwrap();
    assert_eq!(read.rows.len(), n_lines);
    assert_eq!(read.head.indicators.len(), 15);
    assert_eq!(
        read.head.indicators[0].title.as_deref(),
        Some("1.1.1 Erwerbstätigkeitsquote")
    );
    // Targets of its own: the goal alone is meant.
    assert_eq!(read.head.indicators[0].goals[0].code, "1");
    assert_eq!(read.head.licence.as_deref(), Some("MIT"));
    assert!(
        read.rows.iter().all(|row| !row.contains("!not_a_number")),
        "{:?}",
        read.rows
    );
}
