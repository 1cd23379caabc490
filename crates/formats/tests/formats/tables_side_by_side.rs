//! Tables that stand side by side on one sheet: both are read, or the one that cannot be is named.
use formats::{Place, ReadOptions};

use crate::{
    tables_of_any_layout::{Page, check, text, workbook},
    told::{about, tell},
};

#[test]
fn two_tables_with_an_empty_column_between_them_are_both_read() {
    let told = text(
        "AGS;Jahr;Einwohner;;AGS;Jahr;Fläche\n05515000;2020;316403;;05566004;2021;77\n05515000;2021;317713;;;;\n",
        &[
            "Einwohner 05515000 2020 316403",
            "Einwohner 05515000 2021 317713",
            "Fläche 05566004 2021 77",
        ],
    );
    let place = Place {
        sheet: 0,
        row: 2,
        column: 7,
    };
    assert_eq!(told.places[2].0, place);
    assert!(told.notes.is_empty());
}

#[test]
fn headers_may_stand_on_different_lines_and_have_titles_of_their_own() {
    text(
        "Tabelle 1: Arbeitslose;;;;Tabelle 2: Einwohner;;\nAGS;2020;2021;;;;\n05515000;8;7;;;;\n05566004;5;6;;AGS;2019;2020\n05558012;3;4;;05515000;315;316\n;;;;05566004;10;11\n",
        &[
            "Arbeitslose 05515000 2020 8",
            "Arbeitslose 05515000 2021 7",
            "Arbeitslose 05566004 2020 5",
            "Arbeitslose 05566004 2021 6",
            "Arbeitslose 05558012 2020 3",
            "Arbeitslose 05558012 2021 4",
            "Einwohner 05515000 2019 315",
            "Einwohner 05515000 2020 316",
            "Einwohner 05566004 2019 10",
            "Einwohner 05566004 2020 11",
        ],
    );
}

#[test]
fn a_key_that_stands_again_without_an_empty_column_begins_a_table_too() {
    text(
        "Einwohner am 31.12.2022\nSchlüssel;Gemeinde;Insgesamt;Schlüssel;Gemeinde;Insgesamt\n05515000;Münster;320946;05566004;Altenberge;10500\n05558012;Coesfeld;36000;;;\n",
        &[
            "Einwohner 05515000 2022-12-31 320946",
            "Einwohner 05558012 2022-12-31 36000",
            "Einwohner 05566004 2022-12-31 10500",
        ],
    );
}

#[test]
fn columns_behind_an_empty_one_without_a_key_of_their_own_belong_to_the_table() {
    text(
        "AGS;Name;;2019;2020;;2021\n05515000;Münster;;1;2;;3\n",
        &[" 05515000 2019 1", " 05515000 2020 2", " 05515000 2021 3"],
    );
    text(
        "AGS;Name;;Jahr;Wert\n05515000;Münster;;2019;1\n05515000;Münster;;2020;2\n",
        &[" 05515000 2019 1", " 05515000 2020 2"],
    );
}

#[test]
fn a_table_beside_that_names_no_territory_is_named_with_its_place() {
    let bytes = "AGS;2019;2020;;Jahr;Wert\n05515000;1;2;;2019;5\n05566004;3;4;;2020;6\n".as_bytes();
    let told = tell(bytes, &ReadOptions::default()).unwrap();
    assert_eq!(
        told.rows,
        [
            " 05515000 2019 1",
            " 05515000 2020 2",
            " 05566004 2019 3",
            " 05566004 2020 4"
        ]
    );
    assert_eq!(told.notes, ["table_not_read"]);
    // Who says which territory the file is about, gets it.
    let told = tell(bytes, &about("05515000")).unwrap();
    assert_eq!(told.rows.len(), 6);
}

#[test]
fn an_explanation_of_signs_beside_a_table_is_no_status_of_its_lines() {
    let told = tell(
        "AGS;Jahr;Wert;;Zeichen;Bedeutung\n05515000;2019;1;;p;vorläufig\n05515000;2020;2;;r;berichtigt\n".as_bytes(),
        &ReadOptions::default(),
    )
    .unwrap();
    assert_eq!(told.rows, [" 05515000 2019 1", " 05515000 2020 2"]);
    assert_eq!(told.notes, ["table_not_read"]);
}

#[test]
fn a_table_over_all_columns_may_stand_above_and_below() {
    let wide = "AGS;Name;2017;2018;2019;2020\n05515000;Münster;1;2;3;4\n";
    let pair = "AGS;2015;;AGS;Name;2016\n05515000;5;;05566004;Altenberge;6\n05566004;7;;;;\n";
    let rows = [
        "Arbeitslose 05515000 2017 1",
        "Arbeitslose 05515000 2018 2",
        "Arbeitslose 05515000 2019 3",
        "Arbeitslose 05515000 2020 4",
    ];
    let beside = [
        "Betriebe 05515000 2015 5",
        "Betriebe 05566004 2015 7",
        "Pkw 05566004 2016 6",
    ];
    text(
        &format!("Arbeitslose\n{wide}\nBetriebe;;;Pkw\n{pair}"),
        &[&rows[..], &beside[..]].concat(),
    );
    text(
        &format!("Betriebe;;;Pkw\n{pair}\nArbeitslose\n{wide}"),
        &[&beside[..], &rows[..]].concat(),
    );
}

#[test]
fn three_tables_in_a_workbook_share_a_title_that_is_shown_above_all() {
    let bytes = workbook(&[Page {
        name: "Tabelle1",
        rows: &[
            &["Bevölkerung am 31.12.2021", "", "", "", "", "", "", ""],
            &["AGS", "Insgesamt", "", "AGS", "männlich", "", "AGS", "weiblich"],
            &["05515000", "317", "", "05515000", "150", "", "05566004", "5"],
            &["05566004", "10", "", "", "", "", "05515000", "167"],
        ],
        merged: &[(0, 0, 0, 7)],
    }]);
    check(
        &bytes,
        &ReadOptions::default(),
        &[
            "Bevölkerung 05515000 2021-12-31 317",
            "Bevölkerung 05566004 2021-12-31 10",
            "männlich 05515000 2021-12-31 150",
            "weiblich 05566004 2021-12-31 5",
            "weiblich 05515000 2021-12-31 167",
        ],
    );
}

#[test]
fn a_title_above_one_table_says_nothing_about_the_other() {
    let told = tell(
        "Einwohner 2019;;;\nAGS;Wert;;AGS;Wohnungen\n05515000;315;;05515000;160\n".as_bytes(),
        &ReadOptions::default(),
    )
    .unwrap();
    assert_eq!(told.rows, ["Einwohner 05515000 2019 315"]);
    assert_eq!(told.notes, ["table_not_read"]);
}

#[test]
fn nonsense_beside_a_table_changes_nothing_in_it() {
    for beside in [
        ";;x;y\n;;1;2\n",
        ";;AGS;AGS\n;;AGS;AGS\n",
        ";;Jahr;Jahr\n;;;\n",
        ";;Gemeinde;Wert\n;;;\n",
        ";;#REF!;\u{202e}\n;;1e309;NaN\n",
    ] {
        let (head, row) = beside.split_once('\n').unwrap();
        let file = format!("AGS;Jahr;Wert{head}\n05515000;2019;1{row}05566004;2019;2\n");
        let told = tell(file.as_bytes(), &ReadOptions::default()).unwrap();
        for expected in [" 05515000 2019 1", " 05566004 2019 2"] {
            let is_there = told
                .rows
                .iter()
                .any(|row| row.starts_with(expected.trim_end_matches(char::is_numeric)));
            assert!(is_there, "{beside:?}: {:?} {:?}", told.rows, told.notes);
        }
    }
}
