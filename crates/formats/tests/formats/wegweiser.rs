//! Answers of the data interface of Wegweiser Kommune and its exported tables, on invented figures in their shapes.
use formats::{FileError, ReadOptions};

use crate::told::{cell, tell};

const ANSWER: &str = r#"{"years":[2019,2020],"data":{"type":"x","regions":[
    {"ars":"055150000000","title":"Münster"},
    {"ars":"05558","title":"Coesfeld","type":"LANDKREIS"},
    {"ars":"055580000000","title":"Coesfeld (LK)","type":"LANDKREIS"},
    {"ars":"05558002002","title":"Havixbeck","type":"GEMEINDE"},
    {"ars":"05","title":"Nordrhein-Westfalen","type":"BUNDESLAND"},
    {"ars":"0","title":"Deutschland","type":"BUND"}],
    "indicators":[{"regionYearValues":[[12.5,null],[1,2],[3,"x"],[],[4.25],[5,6]]}]},
    "indicatorsAndTopics":[{"id":77,"friendlyUrl":"kinderarmut","name":"Kinderarmut","title":"Kinderarmut (%)",
    "explanation":"<p>Anteil</p>","source":"ZEFIR","unit":"%"}]}"#;

#[test]
fn an_answer_tells_each_region_and_year_with_the_name_that_stays() {
    let told = tell(ANSWER.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(told.format, "wegweiser");
    assert_eq!(
        told.rows,
        [
            "kinderarmut 055150000000 2019 12.5",
            "kinderarmut 055150000000 2020 :O",
            "kinderarmut 05558 2019 1",
            "kinderarmut 05558 2020 2",
            "kinderarmut 05558 2019 3",
            "kinderarmut 05558 2020 !not_a_number",
            "kinderarmut 055580020020 2019 :O",
            "kinderarmut 055580020020 2020 :O",
            "kinderarmut 05 2019 4.25",
            "kinderarmut 05 2020 :O",
            "kinderarmut DG 2019 5",
            "kinderarmut DG 2020 6",
        ]
    );
    let head = &told.head.indicators[0];
    assert_eq!(head.title.as_deref(), Some("Kinderarmut (%)"));
    assert_eq!(head.unit, Some(figures::unit::Unit::Percent));
    for (place, value) in &told.places {
        let text = cell(&told, ANSWER.as_bytes(), *place);
        let expected = match value.as_str() {
            ":O" => "",
            "!not_a_number" => "\"x\"",
            value => value,
        };
        assert_eq!(text, expected, "{place}");
    }
}

#[test]
fn a_table_is_read_by_years_and_regions_of_its_header() {
    let table = "\u{feff}Wegweiser Kommune;\r\nExport vom 1.2.2026;\r\n\r\n\
        \"Indikatoren\";\"2019\nMünster\";\"2020\nMünster\";\"2019\nCoesfeld, Landkreis\"\r\n\
        \"Kinderarmut (%)\";\"12,5\";\"k.A.\";\"1.234,5\"\r\n\
        \"Geburten (Anzahl)\";;7;8\r\n\r\n\
        \"Quelle: Statistische Ämter, ZEFIR\"\r\n\"Erläuterung; mit Strichpunkt\"\r\n";
    let told = tell(table.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(told.format, "wegweiser");
    assert_eq!(
        told.rows,
        [
            "Kinderarmut (%) <Münster> 2019 12.5",
            "Kinderarmut (%) <Münster> 2020 :O",
            "Kinderarmut (%) <Coesfeld, Landkreis> 2019 1234.5",
            "Geburten (Anzahl) <Münster> 2019 :O",
            "Geburten (Anzahl) <Münster> 2020 7",
            "Geburten (Anzahl) <Coesfeld, Landkreis> 2019 8",
        ]
    );
    assert_eq!(
        told.head.source_note.as_deref(),
        Some("Quelle: Statistische Ämter, ZEFIR")
    );
    assert_eq!(cell(&told, table.as_bytes(), told.places[0].0), "12,5");
}

#[test]
fn what_holds_no_figures_is_named() {
    let refused = |text: &str| -> FileError { tell(text.as_bytes(), &ReadOptions::default()).unwrap_err() };
    let list = r#"[{"id":5,"friendlyUrl":"kinderarmut","name":"Kinderarmut","unit":"%"}]"#;
    assert!(
        refused(list).to_string().contains("list of indicators of Wegweiser"),
        "{}",
        refused(list)
    );
    assert_eq!(refused(r#"{"indicatorsAndTopics":[]}"#).code(), "damaged");
    assert_eq!(
        refused(r#"{"years":[2020],"data":{"indicators":[{"regionYearValues":[]}]},"x":"regionYearValues"}"#).code(),
        "no_data"
    );
    assert_eq!(refused(r#"{"a": 1}"#).code(), "other_kind");
    assert_eq!(refused(r#"{"years":["regionYearValues""#).code(), "damaged");
}
