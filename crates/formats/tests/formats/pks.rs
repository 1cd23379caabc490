//! Base tables of the federal crime statistics as CSV and XLSX, of several years.
use std::io::Cursor;

use formats::{ReadOptions, limits::Limits};
use rust_xlsxwriter::Workbook;

use crate::samples::{Read, read, short};

fn lines(read: &Read) -> Vec<String> {
    read.rows
        .iter()
        .map(|row| {
            format!(
                "{}:{} {}{} {} {} {}{}",
                row.place.row,
                row.place.column,
                row.indicator,
                row.dimensions,
                row.territory,
                row.period,
                short(&row.value),
                row.repair
            )
        })
        .collect()
}

fn named(name: &str) -> ReadOptions {
    ReadOptions {
        file_name: Some(name.to_owned()),
        ..ReadOptions::default()
    }
}

const CSV: &str = "1;2;3;4;5;6;7;8;9;10;11;12;13\n\
    Schluesse;Straftat;Gemeindeschluessel;Stadt-/Landkreis;Kreisart;erfasste Faelle;HZ nach Zensus;Versuche - Anzahl;aufgeklaerte Faelle;Aufklaerungsquote;Tatverdaechtige insgesamt;Tatverdaechtige - maennlich;Tatverdaechtige - weiblich\n";

#[test]
fn a_csv_of_districts_with_thousands_commas_takes_the_year_from_its_name() {
    let text = format!(
        "{CSV}------;Straftaten insgesamt;1001;Flensburg;KfS;8,380;9311.1;500;4,190;50.0;3000;2000;1000\n\
         10000;Mord;5515;Münster;KfS;4;1.3;1;4;100.0;5;5;0\n"
    );
    let read = read(text.into_bytes(), &named("KR-F-01-T01-Kreise_csv_2019.csv")).unwrap();
    assert_eq!(read.format, "pks");
    assert_eq!(
        lines(&read),
        [
            "3:6 Erfasste Fälle (PKS) 1001 2019 8380",
            "3:7 Häufigkeitszahl, nach Zensus (PKS) 1001 2019 9311.1",
            "3:8 Versuche (PKS) 1001 2019 500",
            "3:9 Aufgeklärte Fälle (PKS) 1001 2019 4190",
            "3:10 Aufklärungsquote (PKS) 1001 2019 50.0",
            "3:11 Tatverdächtige (PKS) 1001 2019 3000",
            "3:12 Tatverdächtige (PKS)[SEX=M] 1001 2019 2000",
            "3:13 Tatverdächtige (PKS)[SEX=F] 1001 2019 1000",
            "4:6 Erfasste Fälle (PKS)[OFFENCE=010000] 5515 2019 4",
            "4:7 Häufigkeitszahl, nach Zensus (PKS)[OFFENCE=010000] 5515 2019 1.3",
            "4:8 Versuche (PKS)[OFFENCE=010000] 5515 2019 1",
            "4:9 Aufgeklärte Fälle (PKS)[OFFENCE=010000] 5515 2019 4",
            "4:10 Aufklärungsquote (PKS)[OFFENCE=010000] 5515 2019 100.0",
            "4:11 Tatverdächtige (PKS)[OFFENCE=010000] 5515 2019 5",
            "4:12 Tatverdächtige (PKS)[OFFENCE=010000,SEX=M] 5515 2019 5",
            "4:13 Tatverdächtige (PKS)[OFFENCE=010000,SEX=F] 5515 2019 0",
        ]
    );
    assert_eq!(read.rows[0].level, "district");
}

#[test]
fn cells_that_moved_away_from_their_names_are_not_stored_under_them() {
    let text =
        format!("{CSV}------;Straftaten insgesamt;01001;Flensburg;KfS;8.380;9311,1;4.190;50,0;3000;2000;1000;33,3\n");
    let read = read(text.into_bytes(), &named("2019.csv")).unwrap();
    let values: Vec<String> = read.rows.iter().map(|row| short(&row.value)).collect();
    assert_eq!(
        values,
        [
            "8380", "9311.1", "!shifted", "!shifted", "!shifted", "!shifted", "!shifted", "!shifted"
        ]
    );
}

#[test]
fn a_workbook_with_merged_headers_names_its_year_above_the_table() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("T01_Kreise").unwrap();
    sheet
        .write(0, 0, "Polizeiliche Kriminalstatistik 2023, Grundtabelle - Kreise")
        .unwrap();
    sheet.write(1, 0, "V1.0 erstellt am: 31.01.2024").unwrap();
    let top = [
        "Schlüssel",
        "Straftat",
        "Gemeinde-schlüssel",
        "Stadt-/Landkreis",
        "Kreisart",
        "Anzahl erfasste Fälle",
        "HZ",
        "Aufklärung",
        "",
        "Tatverdächtige",
        "",
        "",
    ];
    let below = [
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "Anzahl Fälle",
        "AQ",
        "insgesamt",
        "männlich",
        "weiblich",
    ];
    for (column, (top, below)) in top.into_iter().zip(below).enumerate() {
        sheet.write(3, column as u16, top).unwrap();
        sheet.write(4, column as u16, below).unwrap();
        sheet.write(5, column as u16, (column + 1) as f64).unwrap();
    }
    for (column, text) in ["------", "Straftaten insgesamt", "05515", "Münster", "KfS"]
        .into_iter()
        .enumerate()
    {
        sheet.write(6, column as u16, text).unwrap();
    }
    for (column, number) in [25000.0, 7900.5, 12500.0, 50.0, 9000.0, 7000.0, 2000.0]
        .into_iter()
        .enumerate()
    {
        sheet.write(6, column as u16 + 5, number).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let read = read(bytes.clone(), &ReadOptions::default()).unwrap();
    assert_eq!(read.format, "pks");
    assert_eq!(
        lines(&read),
        [
            "7:6 Erfasste Fälle (PKS) 05515 2023 25000",
            "7:7 Häufigkeitszahl (PKS) 05515 2023 7900.5",
            "7:8 Aufgeklärte Fälle (PKS) 05515 2023 12500",
            "7:9 Aufklärungsquote (PKS) 05515 2023 50",
            "7:10 Tatverdächtige (PKS) 05515 2023 9000",
            "7:11 Tatverdächtige (PKS)[SEX=M] 05515 2023 7000",
            "7:12 Tatverdächtige (PKS)[SEX=F] 05515 2023 2000",
        ]
    );
    assert_eq!(
        read.head.known_on.map(|day| day.to_string()).as_deref(),
        Some("2024-01-31")
    );
    let format = formats::by_id("pks").unwrap();
    let cell = format.cell_at(
        &mut Cursor::new(bytes),
        read.rows[1].place,
        &ReadOptions::default(),
        &Limits::default(),
    );
    assert_eq!(cell.unwrap(), "7900.5");
}

#[test]
fn what_is_missing_is_said() {
    let code = |text: &str| {
        read(text.as_bytes().to_vec(), &ReadOptions::default())
            .err()
            .map(|error| error.code())
    };
    let line = "------;Straftaten insgesamt;01001;Flensburg;KfS;8380;9311,1;1;2;3;4;5;6\n";
    assert_eq!(code(&format!("{CSV}{line}")), Some("missing_role"));
    assert_eq!(code(CSV), Some("no_data"));
    // Länder by name, the year in a column.
    let text = "Schlüssel;Straftat;Bundesland;Jahr;erfasste Fälle\n------;Straftaten insgesamt;Bayern;2020;600.000\n------;Straftaten insgesamt;Bund;2020;5.300.000\n";
    let read = read(text.as_bytes().to_vec(), &ReadOptions::default()).unwrap();
    assert_eq!(
        lines(&read),
        [
            "2:5 Erfasste Fälle (PKS) 09 2020 600000",
            "3:5 Erfasste Fälle (PKS)  2020 !key_blank"
        ]
    );
}

#[test]
fn a_time_series_of_the_whole_country_takes_the_territory_that_a_person_names() {
    let text = "1;2;3;4;5;6\nSchluesse;Straftat;Jahr;erfasste Faelle;HZ nach Zensus ab2013;Aufklaerungsquote in %\n------;Straftaten insgesamt;1987;4,444,100;-;44.5\n------;Straftaten insgesamt;2013;5,961,700;7,403.9;54.5\n";
    let refused = crate::told::tell(text.as_bytes(), &ReadOptions::default());
    assert_eq!(refused.err().map(|error| error.code()), Some("territory_unknown"));
    let told = crate::told::tell(text.as_bytes(), &crate::told::about("DG")).unwrap();
    assert_eq!(
        told.rows,
        [
            "Erfasste Fälle (PKS) DG 1987 4444100",
            "Häufigkeitszahl, nach Zensus (PKS) DG 1987 :M",
            "Aufklärungsquote (PKS) DG 1987 44.5",
            "Erfasste Fälle (PKS) DG 2013 5961700",
            "Häufigkeitszahl, nach Zensus (PKS) DG 2013 7403.9",
            "Aufklärungsquote (PKS) DG 2013 54.5",
        ]
    );
}
