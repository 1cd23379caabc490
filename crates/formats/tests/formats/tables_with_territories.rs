//! Generic tables whose lines name their territories without keys, or name them again beside keys; and totals by a word.
use formats::ReadOptions;

use crate::told::{Told, about, archive, tell};

fn check(text: &str, options: &ReadOptions, expected: &[&str], notes: &[&str]) -> Told {
    let told = tell(text.as_bytes(), options).unwrap();
    assert_eq!(told.format, "table");
    assert_eq!(told.rows, expected, "{:#?}", told.head.detected);
    assert_eq!(told.notes, notes);
    told
}

#[test]
fn names_of_lines_come_before_the_territory_of_the_file() {
    let town = about("09161000");
    check(
        "Jahr;Region;Wert\n2024;Musterstadt;98\n2024;Bayern;88\n2024;Bund;90\n2024;EU;70\n2023;;97\n",
        &town,
        &[
            " <Musterstadt> 2024 98",
            " 09 2024 88",
            " DG 2024 90",
            " 09161000 2024 !territory_abroad",
            " 09161000 2023 97",
        ],
        &[],
    );
    // One name for all lines is what the person meant, also where several territories share it.
    check(
        "Jahr;Gemeinde;Wert\n2023;Neustadt;97\n2024;Neustadt;98\n",
        &town,
        &[" 09161000 2023 97", " 09161000 2024 98"],
        &[],
    );
    // Names of anything else, as before.
    check(
        "Jahr;Bezeichnung;Wert\n2023;Haus A;97\n2024;Haus B;98\n",
        &town,
        &[" 09161000 2023 97", " 09161000 2024 98"],
        &[],
    );
    check(
        "Region;Jahr;Wert\nMusterstadt;2024;98\nBund;2024;90\nHamburg;2024;91\n",
        &ReadOptions::default(),
        &[" <Musterstadt> 2024 98", " DG 2024 90", " <Hamburg> 2024 91"],
        &[],
    );
}

#[test]
fn a_breakdown_of_territories_is_none_and_one_among_others_is_told() {
    let town = about("09161000");
    check(
        "Jahr;Gruppe;Wert\n2024;;98\n2024;Bund;90\n",
        &town,
        &[" 09161000 2024 98", " DG 2024 90"],
        &[],
    );
    check(
        "Jahr;Gruppe;Wert\n2024;Frauen;98\n2024;Bund;90\n",
        &town,
        &[" 09161000 [Gruppe=Frauen] 2024 98", " 09161000 [Gruppe=Bund] 2024 90"],
        &["territory_in_breakdown"],
    );
}

#[test]
fn a_name_beside_a_key_is_no_breakdown_whatever_its_column_is_called() {
    let told = check(
        "AGS;Verwaltungseinheit;Jahr;Geschlecht;Wert\n05515000;Adorf;2020;m;1\n05515000;Adorf;2020;w;2\n05566004;Bdorf;2020;m;3\n",
        &ReadOptions::default(),
        &[
            " 05515000 [SEX=M] 2020 1",
            " 05515000 [SEX=F] 2020 2",
            " 05566004 [SEX=M] 2020 3",
        ],
        &[],
    );
    let column = (
        "column \"Verwaltungseinheit\"".to_owned(),
        "name of the territory".to_owned(),
    );
    assert!(told.head.detected.contains(&column), "{:?}", told.head.detected);
    // Two keys with one line each may differ by chance.
    check(
        "AGS;Antrieb;Jahr;Wert\n05515000;Benzin;2020;1\n05566004;Diesel;2020;3\n",
        &ReadOptions::default(),
        &[" 05515000 [Antrieb=Benzin] 2020 1", " 05566004 [Antrieb=Diesel] 2020 3"],
        &[],
    );
}

#[test]
fn a_total_by_a_word_is_the_value_without_the_breakdown() {
    check(
        "AGS;Jahr;Geschlecht;Träger;Wert\n05515000;2020;Insgesamt;gesamt;9\n05515000;2020;_T;frei;5\n05515000;2020;w;frei;2\n",
        &ReadOptions::default(),
        &[
            " 05515000 2020 9",
            " 05515000 [Träger=frei] 2020 5",
            " 05515000 [SEX=F,Träger=frei] 2020 2",
        ],
        &[],
    );
    check(
        "AGS;Jahr;Träger;Wert\n05515000;2020;;9\n05515000;2020;gesamt;8\n05515000;2021;gesamt;7\n05515000;2021;frei;3\n",
        &ReadOptions::default(),
        &[
            " 05515000 2020 9",
            " 05515000 [Träger=gesamt] 2020 8",
            " 05515000 2021 7",
            " 05515000 [Träger=frei] 2021 3",
        ],
        &[],
    );
}

#[test]
fn a_decimal_comma_that_cuts_a_number_is_named_as_such() {
    check(
        "AGS,Jahr,Wert\n05515000,2020,1436,90\n05515000,2021,975.96\n",
        &ReadOptions::default(),
        &[" 05515000 2020 !decimal_comma", " 05515000 2021 975.96"],
        &[],
    );
}

#[test]
fn a_package_of_one_table_names_its_indicator() {
    let read = |description: &str| {
        let files = [
            ("datapackage.json", description),
            ("data.csv", "Year,Value\n1990,366\n2008,354\n"),
        ];
        tell(&archive(&files), &about("03152012")).unwrap()
    };
    let told = read(r#"{"resources": [{"path": "data.csv", "name": "data"}], "name": "8-4", "title": "8-4"}"#);
    assert_eq!(told.rows, ["8.4 03152012 1990 366", "8.4 03152012 2008 354"]);
    let told = read(r#"{"resources": [{"path": "data.csv", "name": "data", "title": "Abfall"}], "title": "Berichte"}"#);
    assert_eq!(told.rows[0], "Abfall 03152012 1990 366");
}
