//! Tables of the GENESIS databases in the layouts that their pages and interfaces export: every cell with its meaning, and the sentence
//! for what cannot be read. Where official files are at hand, every cell of them is compared with another reading.
use std::collections::BTreeMap;

use formats::{Cell, ReadOptions};

use crate::samples::{Read, Told, official, read, short};

fn genesis(text: &str) -> Read {
    read(text.as_bytes().to_vec(), &ReadOptions::default()).unwrap()
}

fn line(row: &Told) -> String {
    format!(
        "{}:{} {}{} {} {} {}",
        row.place.row,
        row.place.column,
        row.indicator,
        row.dimensions,
        row.territory,
        row.period,
        short(&row.value)
    )
}

#[track_caller]
fn check(text: &str, expected: &[&str]) -> Read {
    let read = genesis(text);
    let found: Vec<String> = read.rows.iter().map(line).collect();
    assert_eq!(found, expected, "{:?}", read.head.detected);
    read
}

const FOOTER: &str = "__________\n\"© Statistische Ämter des Bundes und der Länder, Deutschland, 2023.\nDieses Werk ist lizenziert unter der Datenlizenz Deutschland\n- Namensnennung - Version 2.0.\"\nStand: 05.04.2023 / 10:11:12\n";

#[test]
fn a_table_with_sexes_above_the_columns_names_one_indicator() {
    let read = check(
        &format!(
            "GENESIS-Tabelle: 12411-01-01-4\nBevölkerung nach Geschlecht - Stichtag 31.12. - regionale Tiefe:;;;;;\nKreise und krfr. Städte;;;;;\nFortschreibung des Bevölkerungsstandes;;;;;\nBevölkerungsstand (Anzahl);;;;;\n;;;Insgesamt;männlich;weiblich\n31.12.2020;DG;Deutschland;83155031;41027725;42127306\n31.12.2020;03156;      Osterode am Harz, Landkreis;-;-;-\n{FOOTER}"
        ),
        &[
            "7:4 Bevölkerungsstand (12411-01-01-4) DG 2020-12-31 83155031",
            "7:5 Bevölkerungsstand (12411-01-01-4)[SEX=M] DG 2020-12-31 41027725",
            "7:6 Bevölkerungsstand (12411-01-01-4)[SEX=F] DG 2020-12-31 42127306",
            "8:4 Bevölkerungsstand (12411-01-01-4) 03156 2020-12-31 0",
            "8:5 Bevölkerungsstand (12411-01-01-4)[SEX=M] 03156 2020-12-31 0",
            "8:6 Bevölkerungsstand (12411-01-01-4)[SEX=F] 03156 2020-12-31 0",
        ],
    );
    assert_eq!(read.format, "genesis");
    assert_eq!(read.head.source_slug.as_deref(), Some("regionalstatistik"));
    assert_eq!(read.head.licence.as_deref(), Some("dl-de/by-2-0"));
    assert_eq!(
        read.head.known_on.map(|day| day.to_string()).as_deref(),
        Some("2023-04-05")
    );
    assert_eq!(
        read.head.area_state.map(|state| state.to_string()).as_deref(),
        Some("area of its day")
    );
    assert_eq!(
        read.head.indicators[0].source.as_deref(),
        Some("Fortschreibung des Bevölkerungsstandes")
    );
    let n_lines: u32 = read.skipped.iter().map(|(_, n_lines)| n_lines).sum();
    assert_eq!(
        n_lines,
        6 + 5 - 2,
        "the quoted lines of the footer are one record of three lines"
    );
}

#[test]
fn ages_in_front_and_citizenship_and_sex_above() {
    check(
        "GENESIS-Tabelle: 12411-03-03-4\nBevölkerung nach Altersgruppen, Nationalität und Geschlecht;;;;;;;\nFortschreibung;;;\nBevölkerungsstand (Anzahl);;;\n;;;;Insgesamt;Insgesamt;Ausländer;Ausländer\n;;;;Insgesamt;weiblich;Insgesamt;weiblich\n31.12.2019;01001;Flensburg;unter 3 Jahre;10;5;2;1\n31.12.2019;01001;Flensburg;75 Jahre und mehr;1234;(600);.;/\n31.12.2019;01001;Flensburg;Insgesamt;5;4p;3;...\n",
        &[
            "7:5 Bevölkerungsstand (12411-03-03-4)[AGE=Y_LT3] 01001 2019-12-31 10",
            "7:6 Bevölkerungsstand (12411-03-03-4)[AGE=Y_LT3,SEX=F] 01001 2019-12-31 5",
            "7:7 Bevölkerungsstand (12411-03-03-4)[AGE=Y_LT3,CITIZENSHIP=FOR] 01001 2019-12-31 2",
            "7:8 Bevölkerungsstand (12411-03-03-4)[AGE=Y_LT3,CITIZENSHIP=FOR,SEX=F] 01001 2019-12-31 1",
            "8:5 Bevölkerungsstand (12411-03-03-4)[AGE=Y_GE75] 01001 2019-12-31 1234",
            "8:6 Bevölkerungsstand (12411-03-03-4)[AGE=Y_GE75,SEX=F] 01001 2019-12-31 600:U",
            "8:7 Bevölkerungsstand (12411-03-03-4)[AGE=Y_GE75,CITIZENSHIP=FOR] 01001 2019-12-31 :OQ",
            "8:8 Bevölkerungsstand (12411-03-03-4)[AGE=Y_GE75,CITIZENSHIP=FOR,SEX=F] 01001 2019-12-31 :U",
            "9:5 Bevölkerungsstand (12411-03-03-4) 01001 2019-12-31 5",
            "9:6 Bevölkerungsstand (12411-03-03-4)[SEX=F] 01001 2019-12-31 4:P",
            "9:7 Bevölkerungsstand (12411-03-03-4)[CITIZENSHIP=FOR] 01001 2019-12-31 3",
            "9:8 Bevölkerungsstand (12411-03-03-4)[CITIZENSHIP=FOR,SEX=F] 01001 2019-12-31 :O",
        ],
    );
}

#[test]
fn days_above_the_columns_and_the_key_in_front() {
    check(
        "GENESIS-Tabelle: 12411-0015\nBevölkerung: Kreise, Stichtag;;;\nFortschreibung des Bevölkerungsstandes;;;\nBevölkerungsstand (Anzahl);;;\n;;Stichtag;Stichtag\n;;31.12.2018;31.12.2019\n01001;      Flensburg, kreisfreie Stadt;89504;90164\n01002;      Kiel;247548;\n__________\n© Statistisches Bundesamt (Destatis), 2020 | Stand: 01.02.2020 / 12:00:00\n",
        &[
            "7:3 Bevölkerungsstand (12411-0015) 01001 2018-12-31 89504",
            "7:4 Bevölkerungsstand (12411-0015) 01001 2019-12-31 90164",
            "8:3 Bevölkerungsstand (12411-0015) 01002 2018-12-31 247548",
            "8:4 Bevölkerungsstand (12411-0015) 01002 2019-12-31 :O",
        ],
    );
}

#[test]
fn units_below_and_measures_above_the_columns() {
    let read = check(
        "GENESIS-Tabelle: 13211-02-05-4\nArbeitslose nach ausgewählten Personengruppen - Jahresdurchschnitt - regionale Tiefe: Kreise und krfr. Städte;;;;;\nArbeitsmarktstatistik;;;;;\n;;;Arbeitslose;Arbeitslose;Arbeitslose;Arbeitslosenquote bez. auf alle zivilen Erwerbspersonen\n;;;Insgesamt;Ausländer;schwerbehindert;Insgesamt\n;;;Anzahl;Anzahl;Anzahl;Prozent\n2019;05515;Münster;8123;2100;-;4,9\n",
        &[
            "7:4 Arbeitslose (13211-02-05-4) 05515 2019 8123",
            "7:5 Arbeitslose (13211-02-05-4)[CITIZENSHIP=FOR] 05515 2019 2100",
            "7:6 Arbeitslose: schwerbehindert (13211-02-05-4) 05515 2019 0",
            "7:7 Arbeitslosenquote bez. auf alle zivilen Erwerbspersonen (13211-02-05-4) 05515 2019 4.9",
        ],
    );
    assert_eq!(read.head.indicators[2].unit, Some(figures::unit::Unit::Percent));
    assert_eq!(read.head.indicators[0].unit, Some(figures::unit::Unit::Persons));
}

#[test]
fn school_years_and_breakdowns_that_the_title_names() {
    check(
        "GENESIS-Tabelle: 21111-01-03-4\nAllgemeinbildende Schulen nach Schularten - Schuljahr - regionale Tiefe: Kreise und krfr. Städte;;;;;\nStatistik der allgemeinbildenden Schulen;;;;;\n;;;;Schulen;Schüler\n;;;;Anzahl;Anzahl\n2019/20;01001;Flensburg;Grundschulen;12;2500\nSchuljahr 2020/21;01001;Flensburg;Insgesamt;30;9000\n",
        &[
            "6:5 Schulen (21111-01-03-4)[Schularten=Grundschulen] 01001 2019-08-01/P1Y 12",
            "6:6 Schüler (21111-01-03-4)[Schularten=Grundschulen] 01001 2019-08-01/P1Y 2500",
            "7:5 Schulen (21111-01-03-4) 01001 2020-08-01/P1Y 30",
            "7:6 Schüler (21111-01-03-4) 01001 2020-08-01/P1Y 9000",
        ],
    );
}

#[test]
fn what_stands_above_the_table_holds_for_all_of_it() {
    check(
        "GENESIS-Tabelle: 71517-01-02-4\nAuszahlungen nach Produktgruppen\n- Land, Gemeinden - Jahr\nFinanzrechnungsstatistik\nAuszahlungen (EUR)\nAuszahlungskonten: Sachkosten\nStichtag: 31.12.2020\nweiblich\n;;Insgesamt\n05515;Münster;7950660525\n",
        &["10:3 Auszahlungen; Auszahlungskonten: Sachkosten (71517-01-02-4)[SEX=F] 05515 2020-12-31 7950660525"],
    );
}

#[test]
fn laender_without_keys_and_tables_of_germany() {
    check(
        "GENESIS-Tabelle: Temporär\nGebietsfläche: Bundesländer, Stichtag;;\nFeststellung des Gebietsstands;;\nGebietsfläche (qkm);;\n;Stichtag;Stichtag\n;31.12.1995;31.12.1996\nBaden-Württemberg;35752,50;35751,76\nThüringen;16171,12;.\n",
        &[
            "7:2 Gebietsfläche 08 1995-12-31 35752.50",
            "7:3 Gebietsfläche 08 1996-12-31 35751.76",
            "8:2 Gebietsfläche 16 1995-12-31 16171.12",
            "8:3 Gebietsfläche 16 1996-12-31 :OQ",
        ],
    );
    check(
        "GENESIS-Tabelle: 85111-0001\nLuftemissionen: Deutschland, Jahre (bis 2019),\nLuftemissionsart, Produktionsbereiche\nLuftemissionsrechnung\nDeutschland\nLuftemissionen (t)\n;;1995;1996\nKohlendioxid (CO2);Kohle;1752124;1874657\n",
        &[
            "8:3 Luftemissionen (85111-0001)[MERKMAL=Kohlendioxid_CO2,MERKMAL_2=Kohle] DG 1995 1752124",
            "8:4 Luftemissionen (85111-0001)[MERKMAL=Kohlendioxid_CO2,MERKMAL_2=Kohle] DG 1996 1874657",
        ],
    );
}

#[test]
fn columns_with_names_and_letters_about_quality() {
    check(
        "\u{feff}\"Tabelle: 12411-0015\";\n\"Bevölkerung: Kreise, Stichtag\"\n\"Fortschreibung\"\n\"Bevölkerungsstand (Anzahl)\"\nStichtag;Schlüssel;Kreise;Bevölkerungsstand;\n;;;Anzahl;\n31.12.2022;01001;Flensburg;92550;e\n31.12.2022;01002;Kiel;247717;p\n31.12.2022;01003;Lübeck;;g\n",
        &[
            "7:4 Bevölkerungsstand (12411-0015) 01001 2022-12-31 92550",
            "8:4 Bevölkerungsstand (12411-0015) 01002 2022-12-31 247717:P",
            "9:4 Bevölkerungsstand (12411-0015) 01003 2022-12-31 :OQ",
        ],
    );
}

#[test]
fn keys_that_lost_their_zeros_and_months_beside_the_year() {
    check(
        "GENESIS-Tabelle: 13211-03-01-4\nArbeitslose - Monat - regionale Tiefe: Kreise\nArbeitsmarktstatistik\nArbeitslose (Anzahl)\n;;;;Insgesamt\n2019;Januar;1001;Flensburg;4000\n2019;Februar;5515;Münster;8000\n",
        &[
            "6:5 Arbeitslose (13211-03-01-4) 1001 2019-01 4000",
            "7:5 Arbeitslose (13211-03-01-4) 5515 2019-02 8000",
        ],
    );
}

#[test]
fn text_that_was_encoded_twice_is_repaired_and_told() {
    let text = "GENESIS-Tabelle: 12411-01-01-4\nBevÃ¶lkerung nach Geschlecht\nFortschreibung\nBevÃ¶lkerungsstand (Anzahl)\n;;;Insgesamt;mÃ¤nnlich\n2019;01003;LÃ¼beck;216;104\n2019;08311;Freiburg im Breisï¿½gau;1;2\n";
    let read = check(
        text,
        &[
            "6:4 Bevölkerungsstand (12411-01-01-4) 01003 2019 216",
            "6:5 Bevölkerungsstand (12411-01-01-4)[SEX=M] 01003 2019 104",
            "7:4 Bevölkerungsstand (12411-01-01-4) 08311 2019 1",
            "7:5 Bevölkerungsstand (12411-01-01-4)[SEX=M] 08311 2019 2",
        ],
    );
    assert_eq!(read.notes.len(), 2, "{:?}", read.notes);
    assert!(read.notes[0].contains("encoded twice") && read.notes[1].contains("lost"));
    // The same lines, one half in UTF-8 and one in Latin-1.
    let mut mixed = "GENESIS-Tabelle: 1\nT\nS\nM (Anzahl)\n;;;Insgesamt\n2019;01003;Lübeck;1\n2019;05515;"
        .as_bytes()
        .to_vec();
    mixed.extend(b"M\xfcnster;2\n");
    let read = crate::samples::read(mixed, &ReadOptions::default()).unwrap();
    assert!(
        read.notes[0].contains("mixes windows-1252 with UTF-8"),
        "{:?}",
        read.notes
    );
}

#[test]
fn lines_that_are_broken_say_so() {
    let read = genesis(
        "GENESIS-Tabelle: 12411-01-01-4\nT\nS\nM (Anzahl)\n;;;Insgesamt;männlich\n2019;01001;Flensburg;12;3;4\n2019;01002;Kiel;x1\n;01003;Lübeck;1;2\n2019;01004;Neumünster;1e309;NaN\n",
    );
    let found: Vec<String> = read
        .rows
        .iter()
        .map(|row| format!("{} {}", row.period, short(&row.value)))
        .collect();
    assert_eq!(
        found,
        [
            "2019 !shifted",
            "2019 !shifted",
            "2019 !not_a_number",
            "2019 !cut_off",
            "!period 1",
            "!period 2",
            "2019 !not_a_number",
            "2019 !not_a_number"
        ]
    );
    let refused = |text: &str| read_code(text);
    assert_eq!(refused("GENESIS-Tabelle: 12411-01-01-4\nT\n"), "no_data");
    assert_eq!(
        refused(
            "GENESIS-Tabelle: 12411-01-01-4\nT\nS\nM (Anzahl)\n;;;Insgesamt\n2019;01001;Flensburg;1\n__________\nGENESIS-Tabelle: 12411-01-01-4\n"
        ),
        "second_table"
    );
    assert_eq!(
        refused("GENESIS-Tabelle: 12411-01-01-4\nT\nS\nM (Anzahl)\n;;Insgesamt\nPkw;Kiel;1\n"),
        "missing_role"
    );
    assert_eq!(
        refused("GENESIS-Tabelle: 12411-01-01-4\nT\nS\nM (Anzahl)\n;;Insgesamt\n01001;Kiel;1\n"),
        "missing_role"
    );
    assert_eq!(
        refused("GENESIS-Tabelle: 12411-01-01-4\nT\nS\nM (Anzahl)\n;;;Insgesamt;Insgesamt\n2019;01001;Kiel;1;2\n"),
        "duplicate_column"
    );
}

fn read_code(text: &str) -> &'static str {
    read(text.as_bytes().to_vec(), &ReadOptions::default())
        .err()
        .unwrap()
        .code()
}

const OLD: &str = "Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit;1_Merkmal_Code;1_Merkmal_Label;1_Auspraegung_Code;1_Auspraegung_Label;2_Merkmal_Code;2_Merkmal_Label;2_Auspraegung_Code;2_Auspraegung_Label;BEVSTD__Bevoelkerungsstand__Anzahl;FLC006__Gebietsflaeche__qkm";
const NEW: &str = "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;1_variable_attribute_code;1_variable_attribute_label;2_variable_code;2_variable_label;2_variable_attribute_code;2_variable_attribute_label;value;value_unit;value_variable_code;value_variable_label;value_q";

#[test]
fn a_flat_file_with_the_older_header() {
    let read = check(
        &format!(
            "{OLD}\n12411;Fortschreibung;STAG;Stichtag;31.12.2022;KREISE;Kreise und kreisfreie Städte;01001;Flensburg;GES;Geschlecht;GESM;männlich;46000;56,73\n12411;Fortschreibung;STAG;Stichtag;31.12.2022;KREISE;Kreise;01001;Flensburg;GES;Geschlecht;;Insgesamt;92550;.\n12411;Fortschreibung;STAG;Stichtag;31.12.2022;DLAND;Bundesländer;;Insgesamt;KFZ;Kraftfahrzeugarten;PKW;Pkw;1;-\n"
        ),
        &[
            "2:14 Bevoelkerungsstand (12411 BEVSTD)[SEX=M] 01001 2022-12-31 46000",
            "2:15 Gebietsflaeche (12411 FLC006)[SEX=M] 01001 2022-12-31 56.73",
            "3:14 Bevoelkerungsstand (12411 BEVSTD) 01001 2022-12-31 92550",
            "3:15 Gebietsflaeche (12411 FLC006) 01001 2022-12-31 :OQ",
            "4:14 Bevoelkerungsstand (12411 BEVSTD)[KFZ=PKW] DG 2022-12-31 1",
            "4:15 Gebietsflaeche (12411 FLC006)[KFZ=PKW] DG 2022-12-31 0",
        ],
    );
    assert_eq!(read.format, "genesis-flat");
}

#[test]
fn a_flat_file_with_the_newer_header_and_letters_of_quality() {
    let text = format!(
        "\u{feff}{NEW}\n1000A;Bevölkerung kompakt (Gebietsstand 15.05.2022);STAG;Stichtag;2022-05-15;GEOGM4;Gemeinden (Gebietsstand 15.05.2022);092760130130;Lindberg;;;;;108,84;qkm;FLC001;Fläche;e\n1000A;Bevölkerung kompakt;STAG;Stichtag;2022-05-15;GEOGM4;Gemeinden;092760130130;Lindberg;GES;Geschlecht;GESW;weiblich;;Anzahl;PRS018;Personen;/\n45412;Tourismus;JAHR;Jahr;2019;DLAND;Länder;01;Schleswig-Holstein;MONAT;Monate;MONAT03;März;5;Anzahl;GAST01;Ankünfte;p\n"
    );
    let read = check(
        &text,
        &[
            "2:14 Fläche (1000A FLC001) 092760130130 2022-05-15 108.84",
            "3:14 Personen (1000A PRS018)[SEX=F] 092760130130 2022-05-15 :U",
            "4:14 Ankünfte (45412 GAST01)[MONAT=MONAT03] 01 2019 5:P",
        ],
    );
    assert_eq!(
        read.head.area_state.map(|state| state.to_string()).as_deref(),
        Some("recomputed to 2022-05-15")
    );
    let monthly = format!(
        "{NEW}\n45412;Tourismus;JAHR;Jahr;2019;DLAND;Länder;01;Schleswig-Holstein;MONAT;Monate;MONAT03;März;5;Anzahl;GAST01;Ankünfte;\n"
    );
    check(&monthly, &["2:14 Ankünfte (45412 GAST01) 01 2019-03 5"]);
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("1000A-0001_de_flat.csv", zip::write::SimpleFileOptions::default())
        .unwrap();
    std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
    let packed = crate::samples::read(zip.finish().unwrap().into_inner(), &ReadOptions::default()).unwrap();
    assert_eq!(packed.rows, read.rows);
}

/// Every cell with figures of an official table as a plain split of its lines gives them: line and column, and the text.
fn plainly(bytes: &[u8], n_stubs: usize) -> BTreeMap<(u32, u32), String> {
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let mut cells = BTreeMap::new();
    for (row, line) in (1..).zip(text.lines()) {
        if line.starts_with("____") {
            break;
        }
        let fields: Vec<&str> = line.split(';').collect();
        if fields[0].is_empty() || fields.len() <= n_stubs || fields[1].is_empty() {
            continue;
        }
        for (column, field) in (1..).zip(&fields).skip(n_stubs) {
            cells.insert((row, column), (*field).to_owned());
        }
    }
    cells
}

#[test]
fn every_cell_of_the_official_tables_is_told_once() {
    let Some(folder) = official("genesis") else { return };
    for (name, n_rows) in [
        ("12411-05-01-4.csv", 40_350),
        ("46251-01-02-4.csv", 24_210),
        ("AI-N-06.csv", 15_064),
    ] {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let expected = plainly(&bytes, 3);
        let read = read(bytes, &ReadOptions::default()).unwrap();
        assert!(read.notes.is_empty(), "{:?}", read.notes);
        let found: BTreeMap<(u32, u32), String> = read
            .rows
            .iter()
            .map(|row| {
                let text = match &row.value {
                    Cell::Number(number) if number.value == 0.0 && number.decimals == 0 => "-".to_owned(),
                    Cell::Number(number) => number.to_string().replace('.', ","),
                    Cell::Missing(status) => match status.to_string().as_str() {
                        "OQ" => ".".to_owned(),
                        "M" => "x".to_owned(),
                        "U" => "/".to_owned(),
                        _ => "...".to_owned(),
                    },
                    other => format!("{other:?}"),
                };
                ((row.place.row, row.place.column), text)
            })
            .collect();
        assert_eq!(found.len(), read.rows.len(), "each place is told once");
        for (place, text) in &expected {
            let text = if text == "0" { "-" } else { text };
            assert_eq!(found.get(place).map(String::as_str), Some(text), "{name} {place:?}");
        }
        assert_eq!(found.len(), expected.len());
        assert_eq!(found.len(), n_rows, "{name}");
    }
}
