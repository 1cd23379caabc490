//! Climate plans: measured and planned values apart, records of measures told and never taken for figures.
use formats::ReadOptions;

use crate::{
    samples::official,
    told::{about, archive, cell, tell},
};

const PLAN: &str = "year,category,type,co2,note\n1990,Private Haushalte,real,903,\n1990,Gesamt,real,12130.5,Quelle A\n\
    2030,Gesamt,geplant,6060,\n2040,Verkehr,geplant,,\n2019,Einwohner,Einwohner,1061000,\n2020,Gesamt,erhofft,1,\nx,,real,7,\n2021,a,real,1,b,c\n";

#[test]
fn measured_and_planned_values_are_different_indicators() {
    let told = tell(PLAN.as_bytes(), &about("05315000")).unwrap();
    assert_eq!(told.format, "climate-plan");
    assert_eq!(
        told.rows,
        [
            "greenhouse-gas-emissions 05315000 [SECTOR=Private_Haushalte] 1990 903",
            "greenhouse-gas-emissions 05315000 1990 12130.5 // Quelle A",
            "greenhouse-gas-emissions-planned 05315000 2030 6060",
            "greenhouse-gas-emissions-planned 05315000 [SECTOR=Verkehr] 2040 :O",
            "inhabitants-of-plan 05315000 2019 1061000",
            "greenhouse-gas-emissions 05315000 2020 !kind_of_value",
            "greenhouse-gas-emissions 05315000 !period 7",
            "greenhouse-gas-emissions 05315000 [SECTOR=a] 2021 !shifted // b",
        ]
    );
    let planned: Vec<bool> = told.head.indicators.iter().map(|head| head.is_planned).collect();
    assert_eq!(planned, [false, true, false]);
    assert_eq!(cell(&told, PLAN.as_bytes(), told.places[1].0), "12130.5");
}

#[test]
fn a_plan_belongs_to_the_city_of_its_file_or_to_the_one_that_is_named() {
    let named = ReadOptions {
        file_name: Some("koeln.csv".to_owned()),
        ..ReadOptions::default()
    };
    let told = tell(b"year,category,type,co2,note\n1990,Gesamt,real,1,\n", &named).unwrap();
    assert_eq!(told.rows, ["greenhouse-gas-emissions <koeln> 1990 1"]);
    let nobody = tell(PLAN.as_bytes(), &ReadOptions::default()).unwrap_err();
    assert_eq!(nobody.code(), "territory_unknown");
}

#[test]
fn a_folder_of_plans_keeps_its_records_of_measures_and_says_so() {
    let one = "year,category,type,co2,note\n1990,Gesamt,real,1,\n";
    let bytes = archive(&[
        ("p/bonn.csv", one),
        ("p/ffm.csv", one),
        (
            "p/meta.csv",
            "city_machine,city_human,contact_name\nffm,Frankfurt am Main,x\n",
        ),
        (
            "p/bonn_sachstand.csv",
            "assessment,id,title,text,priority,potential,parent\nwhite,Ü1,a,b,5,(5),Ü\n",
        ),
    ]);
    let told = tell(&bytes, &ReadOptions::default()).unwrap();
    assert_eq!(
        told.rows,
        [
            "greenhouse-gas-emissions <bonn> 1990 1",
            "greenhouse-gas-emissions <Frankfurt am Main> 1990 1"
        ]
    );
    assert_eq!(told.notes, ["record_of_measures"]);
    assert_eq!(cell(&told, &bytes, told.places[1].0), "1");
    let alone = tell(
        b"assessment,id,title,text,priority,potential,parent\nwhite,1,a,b,5,4,\n",
        &ReadOptions::default(),
    );
    assert!(alone.unwrap_err().to_string().contains("measures of a climate plan"));
}

#[test]
fn the_plans_of_five_cities_are_read_whole() {
    let Some(folder) = official("climate-plans") else {
        return;
    };
    for (name, n_rows) in [
        ("bonn", None),
        ("hamburg", None),
        ("koeln", Some(7)),
        ("leipzig", None),
        ("muenster", None),
    ] {
        let bytes = std::fs::read(folder.join(format!("{name}.csv"))).unwrap();
        let told = tell(&bytes, &about("05315000")).unwrap();
        let n_lines = String::from_utf8_lossy(&bytes)
            .lines()
            .skip(1)
            .filter(|line| !line.is_empty())
            .count();
        assert_eq!(told.rows.len(), n_rows.unwrap_or(n_lines), "{name}");
        assert!(told.rows.iter().all(|row| !row.contains('!')), "{:?}", told.rows);
    }
}
