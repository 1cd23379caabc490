//! Units in Open SDG and generic tables: spellings that are known, and one that nobody knows, which is kept and told.
use crate::told::{about, tell};

fn check(text: &str, territory: &str, expected: &str, notes: &[&str]) {
    let told = tell(text.as_bytes(), &about(territory)).unwrap();
    let head = &told.head.indicators[0];
    let found = format!(
        "{}: {}",
        head.title.as_deref().unwrap_or(&head.name),
        head.unit.map_or("?", |unit| unit.code())
    );
    let unknown: Vec<&str> = told
        .notes
        .iter()
        .copied()
        .filter(|note| *note == "unit_unknown")
        .collect();
    assert_eq!((found.as_str(), unknown.as_slice()), (expected, notes));
}

#[test]
fn spellings_are_known_and_what_is_not_stays_in_the_title() {
    let open_sdg = |unit: &str| format!("Year,Pollutant,Units,Value\n2015,NO2,{unit},43.5\n2016,NO2,{unit},42.5\n");
    check(&open_sdg("µg/m3"), "08111000", ": micrograms_per_cubic_metre", &[]);
    let table = |unit: &str| format!("AGS;Jahr;Indikator;Einheit;Wert\n05515000;2021;Luft;{unit};12,5\n");
    for (unit, expected) in [
        ("°C", "Luft: degrees_celsius"),
        ("dB(A)", "Luft: decibels"),
        ("1.000 t", "Luft: tonnes_thousand"),
        ("in Tausend", "Luft: count_thousand"),
        ("kg CO2e je Einwohner", "Luft: kilograms_per_person"),
        ("per 100,000 population", "Luft: per_100000_persons"),
        ("1990 = 100", "Luft, 1990 = 100: index"),
    ] {
        check(&table(unit), "05515000", expected, &[]);
    }
    check(&table("Vbq/m³"), "05515000", "Luft, Vbq/m³: ?", &["unit_unknown"]);
}
