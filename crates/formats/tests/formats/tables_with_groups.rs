//! Keys and periods that are written once for a group of lines: carried down where nothing speaks against it.
use formats::ReadOptions;

use crate::{
    tables_of_any_layout::{Page, check, text, workbook},
    told::{Told, tell},
};

const ROWS: [&str; 4] = [
    " 05515000 2020 8",
    " 05515000 2021 7",
    " 05566004 2020 5",
    " 05566004 2021 6",
];

fn says_so(told: &Told) -> bool {
    told.head.detected.iter().any(|(what, _)| what.contains("carried down"))
}

#[test]
fn a_key_on_the_first_line_of_a_group_holds_for_all_of_them() {
    let told = text(
        "AGS;Name;Jahr;Wert\n05515000;Münster;2020;8\n;;2021;7\n05566004;Altenberge;2020;5\n;;2021;6\n",
        &ROWS,
    );
    assert!(says_so(&told));
    let bytes = workbook(&[Page {
        name: "Tabelle1",
        rows: &[
            &["AGS", "Name", "Jahr", "Wert"],
            &["05515000", "Münster", "2020", "8"],
            &["", "", "2021", "7"],
            &["05566004", "Altenberge", "2020", "5"],
            &["", "", "2021", "6"],
        ],
        merged: &[],
    }]);
    let told = check(&bytes, &ReadOptions::default(), &ROWS);
    assert!(says_so(&told));
}

#[test]
fn a_period_on_the_first_line_of_a_group_holds_for_all_of_them() {
    text(
        "Jahr;AGS;Wert\n2020;05515000;8\n;05566004;5\n2021;05515000;7\n;05566004;6\n",
        &[ROWS[0], ROWS[2], ROWS[1], ROWS[3]],
    );
}

#[test]
fn keys_above_periods_above_breakdowns() {
    text(
        "AGS;Jahr;Geschlecht;Wert\n05515000;2020;männlich;1\n;;weiblich;2\n;2021;männlich;3\n;;weiblich;4\n05566004;2020;männlich;5\n;;weiblich;6\n;2021;männlich;7\n;;weiblich;8\n",
        &[
            " 05515000 [SEX=M] 2020 1",
            " 05515000 [SEX=F] 2020 2",
            " 05515000 [SEX=M] 2021 3",
            " 05515000 [SEX=F] 2021 4",
            " 05566004 [SEX=M] 2020 5",
            " 05566004 [SEX=F] 2020 6",
            " 05566004 [SEX=M] 2021 7",
            " 05566004 [SEX=F] 2021 8",
        ],
    );
}

#[test]
fn a_total_below_groups_has_no_key() {
    let told = tell(
        "AGS;Name;Merkmal;2020\n05515000;Münster;Pkw;8\n;;Krad;7\n05566004;Altenberge;Pkw;5\n;;Krad;6\n;Insgesamt;;26\n"
            .as_bytes(),
        &ReadOptions::default(),
    )
    .unwrap();
    assert_eq!(
        told.rows,
        [
            "Pkw 05515000 2020 8",
            "Krad 05515000 2020 7",
            "Pkw 05566004 2020 5",
            "Krad 05566004 2020 6"
        ]
    );
}

#[test]
fn a_lost_key_is_not_taken_from_the_line_above() {
    for (what, file) in [
        (
            "another key is written twice",
            "05515000;2020;1\n05515000;2021;2\n05566004;2020;3\n;2021;4\n",
        ),
        (
            "the first line of a group",
            "05515000;2020;1\n;2021;2\n;2020;3\n;2021;4\n05566004;2020;5\n;2021;6\n",
        ),
        (
            "a group begins otherwise",
            "05515000;2020;1\n;2021;2\n05566004;2021;3\n;2022;4\n",
        ),
        ("only one group", "05515000;2020;1\n;2021;2\n;2022;3\n"),
        (
            "the first line of all",
            ";2019;1\n05515000;2020;1\n;2021;2\n05566004;2020;3\n;2021;4\n",
        ),
        (
            "a line without value",
            "05515000;2020;1\n;2021;\n05566004;2020;3\n;2021;4\n",
        ),
        (
            "a key comes again",
            "05515000;2020;1\n;2021;2\n05566004;2020;3\n;2021;4\n05515000;2020;1\n;2021;2\n",
        ),
    ] {
        let told = tell(format!("AGS;Jahr;Wert\n{file}").as_bytes(), &ReadOptions::default()).unwrap();
        let n_keyed = told.rows.iter().filter(|row| row.contains("!key_blank")).count();
        let n_blank = file.lines().filter(|line| line.starts_with(';')).count();
        assert_eq!(n_keyed, n_blank, "{what}: {:?}", told.rows);
        assert!(!says_so(&told), "{what}");
    }
    // The name says that it is another territory.
    let told = tell(
        "AGS;Name;2020\n05515000;Münster;1\n;Altenberge;2\n05558012;Coesfeld;3\n;Rosendahl;4\n".as_bytes(),
        &ReadOptions::default(),
    )
    .unwrap();
    assert!(told.rows[1].ends_with("!key_blank"), "{:?}", told.rows);
}

#[test]
fn a_blank_breakdown_stays_the_total() {
    text(
        "AGS;Jahr;Geschlecht;Wert\n05515000;2020;;3\n;2020;weiblich;2\n05566004;2020;;7\n;2020;weiblich;4\n",
        &[
            " 05515000 2020 3",
            " 05515000 [SEX=F] 2020 2",
            " 05566004 2020 7",
            " 05566004 [SEX=F] 2020 4",
        ],
    );
}
