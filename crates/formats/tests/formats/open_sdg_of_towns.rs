//! Open SDG tables as towns and districts keep them: names of territories without codes, totals by a word, slips of the keyboard.
use formats::{ReadOptions, table::Mapping};

use crate::told::{Told, about, archive, tell};

fn table(text: &str) -> Told {
    named("9-4", text)
}

fn named(number: &str, text: &str) -> Told {
    let bytes = archive(&[(&format!("data/indicator_{number}.csv"), text)]);
    tell(&bytes, &about("09161000")).unwrap()
}

#[test]
fn a_column_of_names_is_the_territory_of_its_rows() {
    let told = table(
        "Year,Region,Value\n2024,Musterstadt,9.5\n2024,Bayern,8.5\n2024,Bund,9\n2024,Land BW,7\n2024,Europäische Union,6\n",
    );
    assert_eq!(
        told.rows,
        [
            "9.4 <Musterstadt> 2024 9.5",
            "9.4 09 2024 8.5",
            "9.4 DG 2024 9",
            "9.4 08 2024 7",
            "9.4 09161000 2024 !territory_abroad",
        ]
    );
    let shown = told.head.detected.iter();
    assert!(
        shown.clone().all(|(what, _)| what != "column \"Region\""),
        "a repository shows no columns"
    );
    // Without another name beside it, the column still names a territory.
    assert_eq!(
        table("Year,Region,Value\n2024,Musterstadt,9\n").rows,
        ["9.4 <Musterstadt> 2024 9"]
    );
    // A total over all of them, and a line without a name, are about the file's own territory.
    let told = table("Year,Region,Geschlecht,Value\n2023,gesamt,,1\n2024,,w,2\n2024,Bund,w,3\n");
    assert_eq!(
        told.rows,
        [
            "9.4 09161000 2023 1",
            "9.4 09161000 [SEX=F] 2024 2",
            "9.4 DG [SEX=F] 2024 3"
        ]
    );
    assert!(told.notes.is_empty(), "{:?}", told.notes);
}

#[test]
fn a_table_that_names_all_its_territories_needs_no_other() {
    let options = ReadOptions {
        file_name: Some("indicator_9-4.csv".to_owned()),
        mapping: Some(Mapping::default()),
        ..ReadOptions::default()
    };
    let told = tell(
        b"Year,Region,Value\n2024,Musterstadt,9\n2024,EU,6\n2024,Bund,7\n",
        &options,
    )
    .unwrap();
    assert_eq!(
        told.rows,
        [
            "9.4 <Musterstadt> 2024 9",
            "9.4 <EU> 2024 !territory_abroad",
            "9.4 DG 2024 7"
        ]
    );
    assert!(
        told.head
            .detected
            .contains(&("column \"Region\"".to_owned(), "territory".to_owned()))
    );
    let error = tell(b"Year,Region,Value\n2024,Bund,9\n2024,,6\n", &options).unwrap_err();
    assert_eq!(error.code(), "territory_unknown");
}

#[test]
fn a_column_that_may_hold_anything_holds_territories_when_all_its_entries_do() {
    let told = table("Year,Gruppe,Value\n2024,,9\n2024,Bund,8\n");
    assert_eq!(told.rows, ["9.4 09161000 2024 9", "9.4 DG 2024 8"]);
    assert!(told.notes.is_empty());
}

#[test]
fn names_of_territories_among_other_entries_are_told() {
    let check = |text: &str, expected: &[&str], notes: &[&str]| {
        let told = table(text);
        assert_eq!(told.rows, expected);
        assert_eq!(told.notes, notes);
    };
    check(
        "Year,Gruppe,Value\n2024,Frauen,9\n2024,Deutschland,8\n",
        &[
            "9.4 09161000 [Gruppe=Frauen] 2024 9",
            "9.4 09161000 [Gruppe=Deutschland] 2024 8",
        ],
        &["territory_in_breakdown"],
    );
    check(
        "Year,Straftaten,Value\n2024,je 1000 (Kreis),9\n2024,je 1000 (Land BW),8\n",
        &[
            "9.4 09161000 [Straftaten=je_1000_Kreis] 2024 9",
            "9.4 09161000 [Straftaten=je_1000_Land_BW] 2024 8",
        ],
        &["territory_in_breakdown"],
    );
    // The own value stands beside them: they may be parts of the town.
    check(
        "Year,Region,Value\n2024,,9\n2024,Nordviertel,8\n",
        &["9.4 09161000 2024 9", "9.4 09161000 [Region=Nordviertel] 2024 8"],
        &["territory_in_breakdown"],
    );
    check(
        "Year,Area,Value\n2024,urban,9\n2024,rural,8\n",
        &["9.4 09161000 [Area=urban] 2024 9", "9.4 09161000 [Area=rural] 2024 8"],
        &[],
    );
    check(
        "Year,Herkunft,Value\n2024,Deutschland,9\n",
        &["9.4 09161000 [Herkunft=Deutschland] 2024 9"],
        &[],
    );
}

#[test]
fn names_beside_a_code_are_no_breakdown_whatever_their_columns_are_called() {
    let told = table(
        "Year,federal state,sex,GeoCode,Value\n2020,,,,9\n2020,baden-wuerttemberg,,code08,8\n2020,baden-wuerttemberg,female,code08,7\n",
    );
    assert_eq!(
        told.rows,
        ["9.4 09161000 2020 9", "9.4 code08 2020 8", "9.4 code08 [SEX=F] 2020 7"]
    );
    // Two levels of names: the smaller one is blank where the larger territory is meant.
    let told = table(
        "Year,Region,Ort im Kreis,sex,GeoCode,Value\n2020,Nord,,,code01001,9\n2020,Nord,Adorf,male,code01002,8\n2021,Nord,Adorf,male,code01002,6\n2020,Nord,Bdorf,female,code01003,7\n",
    );
    assert_eq!(
        told.rows,
        [
            "9.4 code01001 2020 9",
            "9.4 code01002 [SEX=M] 2020 8",
            "9.4 code01002 [SEX=M] 2021 6",
            "9.4 code01003 [SEX=F] 2020 7",
        ]
    );
    // Two codes with one line each may differ by chance.
    let told = table("Year,Antrieb,GeoCode,Value\n2020,Benzin,code01001,9\n2020,Diesel,code01002,8\n");
    assert_eq!(
        told.rows,
        [
            "9.4 code01001 [Antrieb=Benzin] 2020 9",
            "9.4 code01002 [Antrieb=Diesel] 2020 8"
        ]
    );
}

#[test]
fn one_letter_for_a_sex_is_read_in_either_case() {
    let told = table("Year,Geschlecht,Value\n2019,w,1.4\n2020,m,2.3\n2021,M,2\n");
    assert_eq!(
        told.rows,
        [
            "9.4 09161000 [SEX=F] 2019 1.4",
            "9.4 09161000 [SEX=M] 2020 2.3",
            "9.4 09161000 [SEX=M] 2021 2",
        ]
    );
}

#[test]
fn a_total_by_a_word_is_the_value_without_the_breakdown() {
    let told = table(
        "Year,Träger,Geschlecht,Value\n2019,gesamt,_T,27\n2019,frei,Gesamt,19\n2019,frei,w,9\n2019,Gebäude insgesamt,,5\n",
    );
    assert_eq!(
        told.rows,
        [
            "9.4 09161000 2019 27",
            "9.4 09161000 [Träger=frei] 2019 19",
            "9.4 09161000 [SEX=F,Träger=frei] 2019 9",
            "9.4 09161000 [Träger=Gebäude_insgesamt] 2019 5",
        ]
    );
    // Where the table has the value without the breakdown too, the total stays an entry.
    let told = table("Year,Träger,Value\n2019,,28\n2019,gesamt,27\n2020,gesamt,26\n");
    assert_eq!(
        told.rows,
        [
            "9.4 09161000 2019 28",
            "9.4 09161000 [Träger=gesamt] 2019 27",
            "9.4 09161000 2020 26",
        ]
    );
}

#[test]
fn three_digits_behind_the_point_beside_whole_numbers_are_told() {
    let told =
        table("Year,Art,Value\n2012,Fälle,2.169\n2013,Fälle,2.017\n2014,Fälle,950\n2012,Quote,0.234\n2013,Quote,1.5\n");
    assert_eq!(told.notes, ["thousands_point"]);
    assert_eq!(told.rows[0], "9.4 09161000 [Art=Fälle] 2012 2.169");
    for fine in [
        "Year,Value\n2012,2.169\n2013,2.1\n",
        "Year,Value\n2012,0.169\n2013,1\n",
        "Year,Value\n2012,1950\n2013,17\n",
    ] {
        assert!(table(fine).notes.is_empty(), "{fine}");
    }
}

#[test]
fn a_table_that_cannot_be_read_is_a_rejected_row() {
    let files = [
        ("data/indicator_1-1.csv", "Year,Value\n2020,1\n"),
        (
            "data/indicator_1-2.csv",
            "junk in front of the headerYear,Value\n2020,1\n",
        ),
    ];
    let told = tell(&archive(&files), &about("01")).unwrap();
    assert_eq!(
        told.rows,
        ["1.1 01 !table_unreadable !table_unreadable", "1.1 01 2020 1"]
    );
    assert_eq!((told.places[0].0.sheet, told.places[0].0.row), (1, 1));
    let error = tell(&archive(&files[1..]), &about("01")).unwrap_err();
    assert_eq!(error.code(), "missing_role");
}

#[test]
fn a_point_in_place_of_a_value_is_missing_and_told() {
    let told = table("Year,Value\n2020,.\n2021,4.5\n2022,.\n2023,-\n");
    assert_eq!(
        told.rows,
        [
            "9.4 09161000 2020 :OQ",
            "9.4 09161000 2021 4.5",
            "9.4 09161000 2022 :OQ",
            "9.4 09161000 2023 !symbol_unknown",
        ]
    );
    assert_eq!(told.notes, ["sign_of_offices"]);
}

#[test]
fn a_decimal_comma_without_quotation_marks_is_named_as_such() {
    let told = table("Year,Art,Value\n2024,a,-92,54\n2024,b, c,3\n2024,d,1,2,3\n");
    assert_eq!(
        told.rows,
        [
            "9.4 09161000 [Art=a] 2024 !decimal_comma",
            "9.4 09161000 [Art=b] 2024 !shifted",
            "9.4 09161000 [Art=d] 2024 !shifted",
        ]
    );
}

#[test]
fn titles_are_words_without_tags_and_keys_without_words_are_told() {
    let files = [
        (
            "data/indicator_1-1.csv",
            "Year,Series,Value\n2020,<u>Zeitreihe:</u> Väter,1\n",
        ),
        ("data/indicator_1-2.csv", "Year,Value\n2020,1\n"),
        ("meta/1-1.md", "---\nindicator_name: <b>Elternzeit</b>\n---\n"),
        (
            "meta/1-2.md",
            "---\nindicator_name: global_indicators.1-2-title\ngraph_title: global_indicators.1-2-title\n---\n",
        ),
    ];
    let told = tell(&archive(&files), &about("01")).unwrap();
    let titles: Vec<_> = told
        .head
        .indicators
        .iter()
        .map(|head| (head.name.as_str(), head.title.as_deref()))
        .collect();
    assert_eq!(
        titles,
        [
            ("1.1: Zeitreihe: Väter", Some("1.1 Elternzeit: Zeitreihe: Väter")),
            ("1.2", None)
        ]
    );
    assert_eq!(told.notes, ["title_untranslated"]);
}

#[test]
fn the_unit_stands_in_a_column_of_many_names() {
    let told = table("Year,Unit of measure,Value\n2020,Percentage (%),1\n");
    assert_eq!(told.rows, ["9.4 09161000 2020 1"]);
    assert_eq!(told.head.indicators[0].unit, Some(figures::unit::Unit::Percent));
}
