//! Signs in columns of their own beside the values: each belongs to the value left of it.
use figures::number::DecimalSign;
use formats::{ReadOptions, symbols::SymbolSet, table::Mapping};

use crate::{
    tables_of_any_layout::{Page, check, text, workbook},
    told::tell,
};

fn with_signs(set: SymbolSet) -> ReadOptions {
    ReadOptions {
        mapping: Some(Mapping {
            symbols: Some(set),
            decimal_sign: Some(DecimalSign::Comma),
            ..Mapping::default()
        }),
        ..ReadOptions::default()
    }
}

#[test]
fn each_sign_belongs_to_the_value_left_of_it() {
    for header in [
        "AGS;2019;Zeichen;2020;Zeichen",
        "AGS;2019;e;2020;e",
        "AGS;2019;;2020;",
        "AGS;2019;2019;2020;2020",
        "AGS;2019;2019_flag;2020;2020_flag",
        "AGS;2019;Status 2019;2020;Status 2020",
        "AGS;2019;Qualität;2020;Qualität",
    ] {
        let file = format!("{header}\n05515000;1,5;;2,5;P\n05566004;3;E;4;\n05558012;5;;;O\n");
        check(
            file.as_bytes(),
            &ReadOptions::default(),
            &[
                " 05515000 2019 1.5",
                " 05515000 2020 2.5:P",
                " 05566004 2019 3:E",
                " 05566004 2020 4",
                " 05558012 2019 5",
                " 05558012 2020 :O",
            ],
        );
    }
}

#[test]
fn signs_mean_what_the_chosen_set_says() {
    let told = tell(
        "AGS;2019;;2020;\n05515000;1;;2;p\n05566004;;/;4;r\n05558012;;-;;.\n".as_bytes(),
        &with_signs(SymbolSet::GERMAN),
    )
    .unwrap();
    assert_eq!(
        told.rows,
        [
            " 05515000 2019 1",
            " 05515000 2020 2:P",
            " 05566004 2019 :U",
            " 05566004 2020 4",
            " 05558012 2019 0",
            " 05558012 2020 :OQ",
        ],
    );
}

#[test]
fn signs_that_offices_use_in_different_ways_are_not_guessed() {
    let told = tell(
        "AGS;2019;;2020;\n05515000;1;;2;p\n05566004;3;/;4;r\n".as_bytes(),
        &ReadOptions::default(),
    )
    .unwrap();
    assert_eq!(
        told.rows,
        [
            " 05515000 2019 1",
            " 05515000 2020 !symbol_unknown",
            " 05566004 2019 !symbol_unknown",
            " 05566004 2020 !symbol_unknown",
        ]
    );
}

#[test]
fn signs_below_measures_of_a_header_in_two_lines() {
    text(
        "AGS;Einwohner;;Pkw;\n;Anzahl;Zeichen;Anzahl;Zeichen\n05515000;10;E;5;\n05566004;11;;6;P\n"
            .replace("AGS;Einwohner", "AGS;Einwohner 2020")
            .replace("Pkw", "Pkw 2020")
            .as_str(),
        &[
            "Einwohner 05515000 2020 10:E",
            "Pkw 05515000 2020 5",
            "Einwohner 05566004 2020 11",
            "Pkw 05566004 2020 6:P",
        ],
    );
    let bytes = workbook(&[Page {
        name: "Tabelle1",
        rows: &[
            &["AGS", "2019", "", "2020", ""],
            &["05515000", "1", "P", "2", ""],
            &["05566004", "3", "", "4", "E"],
        ],
        merged: &[(0, 1, 0, 2), (0, 3, 0, 4)],
    }]);
    check(
        &bytes,
        &ReadOptions::default(),
        &[
            " 05515000 2019 1:P",
            " 05515000 2020 2",
            " 05566004 2019 3",
            " 05566004 2020 4:E",
        ],
    );
}

#[test]
fn one_column_of_signs_for_several_values_is_about_the_line() {
    text(
        "AGS;Jahr;Einwohner;Fläche;Status\n05515000;2020;10;5;P\n05515000;2021;11;5;\n",
        &[
            "Einwohner 05515000 2020 10:P",
            "Fläche 05515000 2020 5:P",
            "Einwohner 05515000 2021 11",
            "Fläche 05515000 2021 5",
        ],
    );
}

#[test]
fn a_column_of_values_of_which_all_are_missing_is_no_column_of_signs() {
    check(
        "AGS;2019;2020\n05515000;1;.\n05566004;2;.\n".as_bytes(),
        &with_signs(SymbolSet::GERMAN),
        &[
            " 05515000 2019 1",
            " 05515000 2020 :OQ",
            " 05566004 2019 2",
            " 05566004 2020 :OQ",
        ],
    );
}

#[test]
fn words_about_the_quality_are_remarks() {
    text(
        "AGS;Jahr;Wert;Qualität\n05515000;2020;10;geschätzt\n05515000;2021;11;amtlich\n",
        &[" 05515000 2020 10 // geschätzt", " 05515000 2021 11 // amtlich"],
    );
}

#[test]
fn nonsense_among_signs_is_told_in_its_place() {
    for sign in [
        "??",
        "1e309",
        "\u{202e}p",
        "<b>p</b>",
        "=1+1",
        "pppppppppppppppppppp",
        "Ⓟ",
    ] {
        let file = format!("AGS;2019;Zeichen;2020;Zeichen\n05515000;1;{sign};2;P\n05566004;3;E;4;\n");
        let told = tell(file.as_bytes(), &ReadOptions::default()).unwrap();
        assert_eq!(told.rows.len(), 4, "{sign}: {:?}", told.rows);
        assert!(told.rows[0].starts_with(" 05515000 2019 !"), "{sign}: {:?}", told.rows);
        assert_eq!(told.rows[1..3], [" 05515000 2020 2:P", " 05566004 2019 3:E"], "{sign}");
    }
}
