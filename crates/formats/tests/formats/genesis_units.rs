//! Units in tables of the GENESIS databases: each is judged for itself, one code in two units is two indicators, and letters of quality
//! belong to the value beside them.
use formats::ReadOptions;

use crate::samples::{Read, read, short};

fn genesis(text: &str) -> Read {
    read(text.as_bytes().to_vec(), &ReadOptions::default()).unwrap()
}

fn rows(read: &Read) -> Vec<String> {
    let rows = read.rows.iter();
    rows.map(|row| {
        format!(
            "{}{} {} {} {}",
            row.indicator,
            row.dimensions,
            row.territory,
            row.period,
            short(&row.value)
        )
    })
    .collect()
}

/// Name and unit of each indicator, with its title where it has one.
fn units(read: &Read) -> Vec<String> {
    let heads = read.head.indicators.iter();
    heads
        .map(|head| {
            let title = head
                .title
                .as_deref()
                .map_or(String::new(), |title| format!(" ({title})"));
            format!("{}: {}{title}", head.name, head.unit.map_or("?", |unit| unit.code()))
        })
        .collect()
}

const FLAT: &str = "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;1_variable_attribute_code;1_variable_attribute_label;2_variable_code;2_variable_label;2_variable_attribute_code;2_variable_attribute_label;value;value_unit;value_variable_code;value_variable_label;value_q";

#[test]
fn one_code_in_two_units_is_two_indicators_in_any_order_of_the_lines() {
    let line = |value: &str, unit: &str| {
        format!(
            "1000A;Bevölkerung kompakt (Gebietsstand 15.05.2022);STAG;Stichtag;2022-05-15;GEOBL1;Bundesländer;13;Mecklenburg-Vorpommern;RELZG2;Religion;REL-A;Eine;{value};{unit};PRS018;Personen;e\n"
        )
    };
    let (share, number) = (line("2,5", "%"), line("41000", "Anzahl"));
    for text in [format!("{FLAT}\n{share}{number}"), format!("{FLAT}\n{number}{share}")] {
        let read = genesis(&text);
        let mut found = rows(&read);
        found.sort();
        assert_eq!(
            found,
            [
                "Personen (1000A PRS018), %[RELZG2=REL-A] 13 2022-05-15 2.5",
                "Personen (1000A PRS018)[RELZG2=REL-A] 13 2022-05-15 41000",
            ]
        );
        let mut found = units(&read);
        found.sort();
        assert_eq!(
            found,
            [
                "Personen (1000A PRS018), %: percent",
                "Personen (1000A PRS018): persons"
            ]
        );
    }
    // A file with one of the two gives it the same name.
    assert_eq!(
        units(&genesis(&format!("{FLAT}\n{share}"))),
        ["Personen (1000A PRS018), %: percent"]
    );
    assert_eq!(
        units(&genesis(&format!("{FLAT}\n{number}"))),
        ["Personen (1000A PRS018): persons"]
    );
}

#[test]
fn the_same_words_over_two_units_are_two_indicators_in_a_table() {
    let read = genesis(
        "GENESIS-Tabelle: 12345-0001\nTitel\nStatistik\n;;Betriebe;Betriebe\n;;Anzahl;%\n2020;\n01001;Flensburg;12;3,5\n",
    );
    assert_eq!(
        units(&read),
        ["Betriebe (12345-0001): count", "Betriebe (12345-0001), %: percent"]
    );
}

#[test]
fn each_unit_of_the_line_of_units_is_judged_for_itself() {
    let table = |third: &str| {
        format!(
            "Tabelle: 1000A-0001\nPersons: Official population and area (municipalities);;;;\nPopulation in brief (territory on 15 May 2022);;;;\n;;Persons;Area;Population density\n;;number;km²;{third}\n2022-05-15;;;;\n010010000000;Flensburg, Stadt;900;5.73;157\n"
        )
    };
    for known in ["Inh/km²", "Ew/qkm", "Ew/km²"] {
        let read = genesis(&table(known));
        assert_eq!(
            units(&read),
            [
                "Persons (1000A-0001): count",
                "Area (1000A-0001): square_kilometres",
                "Population density (1000A-0001): persons_per_square_kilometre",
            ]
        );
        assert_eq!(read.head.source_slug.as_deref(), Some("zensus-2022"));
        assert_eq!(
            read.head.area_state.map(|state| state.to_string()).as_deref(),
            Some("recomputed to 2022-05-15")
        );
    }
    let read = genesis(&table("Inh/mile²"));
    assert_eq!(
        units(&read)[1..],
        [
            "Area (1000A-0001): square_kilometres",
            "Population density (1000A-0001): ? (Population density (1000A-0001), Inh/mile²)",
        ]
    );
    assert!(read.notes[0].starts_with("the unit \"Inh/mile²\""), "{:?}", read.notes);
}

#[test]
fn the_class_of_a_car_is_no_unit() {
    let read = genesis(
        "GENESIS-Tabelle: 46251-0021\nPersonenkraftwagen\nStatistik\nPersonenkraftwagen (Anzahl)\n;;Benzin;Benzin;Benzin\n;;Euro 5;Euro 6 (ohne 6d);Insgesamt\n;;2022;2022;2022\n01001;Flensburg;12;5;17\n",
    );
    assert_eq!(
        units(&read),
        [
            "Personenkraftwagen: Euro 5 (46251-0021): count",
            "Personenkraftwagen: Euro 6 (ohne 6d) (46251-0021): count",
            "Personenkraftwagen (46251-0021): count",
        ]
    );
}

#[test]
fn the_base_year_of_an_index_belongs_to_its_name() {
    let read = genesis(
        "GENESIS-Tabelle: 61111-0002\nVerbraucherpreisindex: Deutschland, Monate;;;\nVerbraucherpreisindex für Deutschland;;;\nDeutschland;;;\n;;Verbraucherpreisindex;Veränderung zum Vorjahresmonat\n;;2020=100;in (%)\n2023;Oktober;110,5;+3,8\n__________\n© Federal Statistical Office, Wiesbaden 2024\ncreated: 2024-09-03 / 09:25:17\n",
    );
    assert_eq!(
        units(&read),
        [
            "Verbraucherpreisindex (61111-0002), 2020=100: index",
            "Veränderung zum Vorjahresmonat (61111-0002): percent",
        ]
    );
    assert_eq!(
        read.head.known_on.map(|day| day.to_string()).as_deref(),
        Some("2024-09-03")
    );
    assert_eq!(
        read.head.source_note.as_deref(),
        Some("© Federal Statistical Office, Wiesbaden 2024")
    );
    let flat = genesis(&format!(
        "{FLAT}\n61111;Verbraucherpreisindex für Deutschland;JAHR;Jahr;2023;DINSG;Deutschland insgesamt;DG;Deutschland;;;;;110,5;2015=100;PREIS1;in;e\n61111;Verbraucherpreisindex für Deutschland;JAHR;Jahr;2023;DINSG;Deutschland insgesamt;DG;Deutschland;;;;;3,5;%;PREIS1;in;e\n"
    ));
    assert_eq!(
        units(&flat),
        [
            "Verbraucherpreisindex für Deutschland (61111 PREIS1), 2015=100: index",
            "Verbraucherpreisindex für Deutschland (61111 PREIS1), %: percent",
        ]
    );
}

#[test]
fn a_rate_is_in_what_its_name_says() {
    let read = genesis(
        "GENESIS-Tabelle: 12612-0102\nGeburtenziffern: Deutschland, Jahre, Altersjahre;;\nStatistik der Geburten;;\nDeutschland;;\nLebendgeborene je 1000 Frauen (Anzahl);;\n;2001;2002\n15 Jahre;1,5;1,0\n",
    );
    assert_eq!(units(&read), ["Lebendgeborene je 1000 Frauen (12612-0102): ?"]);
    assert_eq!(read.head.indicators[0].unit_text.as_deref(), Some("je 1000 Frauen"));
    assert_eq!(read.notes.len(), 1);
}

#[test]
fn a_second_column_of_nothing_but_signs_is_the_quality_of_the_first() {
    let read = genesis(
        "Tabelle: 61111-0004\nVerbraucherpreisindex: Deutschland, Monate\nVerbraucherpreisindex für Deutschland\nDeutschland\nVerbraucherpreisindex (2020=100)\n;;2025;2025;2025;2025\n;;Januar;Januar;Februar;Februar\nCC13-0451;Strom;124,5;e;125,5;p\nCC13-0452;Gas;101,5;r;...;...\n",
    );
    assert_eq!(
        rows(&read)
            .iter()
            .map(|row| row.split("] ").nth(1).unwrap().to_owned())
            .collect::<Vec<_>>(),
        [
            "DG 2025-01 124.5",
            "DG 2025-02 125.5:P",
            "DG 2025-01 101.5",
            "DG 2025-02 :O"
        ]
    );
    let read = genesis(
        "Tabelle: 12411-0015\nBevölkerung\nFortschreibung\nBevölkerungsstand (Anzahl)\n;;31.12.2022;31.12.2022;31.12.2023;31.12.2023\n01001;Flensburg;900;e;910;e\n01002;Kiel;800;e;.;.\n",
    );
    assert_eq!(
        rows(&read)[2..],
        [
            "Bevölkerungsstand (12411-0015) 01002 2022-12-31 800",
            "Bevölkerungsstand (12411-0015) 01002 2023-12-31 :OQ",
        ]
    );
}

#[test]
fn a_table_by_the_names_of_the_laender_needs_no_keys_and_its_total_is_germany() {
    let read = genesis(
        "GENESIS-Tabelle: 12411-0010\nBevölkerung: Bundesländer, Stichtag;;\nFortschreibung des Bevölkerungsstandes;;\nBevölkerungsstand (Anzahl);;\n;31.12.2019;31.12.2020\nBaden-Württemberg;1100;1110\nBayern;1300;1310\nInsgesamt;8300;8310\n__________\n(C)opyright Statistisches Bundesamt (Destatis), 2023\nStand: 26.06.2023 / 13:08:03\n",
    );
    assert_eq!(
        rows(&read),
        [
            "Bevölkerungsstand (12411-0010) 08 2019-12-31 1100",
            "Bevölkerungsstand (12411-0010) 08 2020-12-31 1110",
            "Bevölkerungsstand (12411-0010) 09 2019-12-31 1300",
            "Bevölkerungsstand (12411-0010) 09 2020-12-31 1310",
            "Bevölkerungsstand (12411-0010) DG 2019-12-31 8300",
            "Bevölkerungsstand (12411-0010) DG 2020-12-31 8310",
        ]
    );
    let refused = read_error("GENESIS-Tabelle: 12411-0010\nT\nS\nM (Anzahl)\n;2019;2020\nPkw;1;2\nLkw;3;4\n");
    assert!(
        refused.contains("which territory its figures are about") && refused.contains("\"Lkw\""),
        "{refused}"
    );
}

fn read_error(text: &str) -> String {
    let refused = read(text.as_bytes().to_vec(), &ReadOptions::default());
    refused.err().unwrap().to_string()
}

#[test]
fn a_code_behind_its_words_is_still_the_code() {
    let read = genesis(
        "Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit;1_Merkmal_Code;1_Merkmal_Label;1_Auspraegung_Code;1_Auspraegung_Label;Verbraucherpreisindex__CH0004\n61111;Preise;JAHR;Jahr;2019;DINSG;Deutschland;DG;Deutschland;105,5\n",
    );
    assert_eq!(read.head.indicators[0].name, "Verbraucherpreisindex (61111 CH0004)");
}
