//! SDMX-JSON and SDMX-ML data messages, and files that only look like them.
use formats::FileError;

use crate::{
    samples::{official, read},
    sdmx_csv::{detected, message, rows},
};

/// A message in series; `{data}` is put in by each test.
const STRUCTURE: &str = r#""structures": [{
    "name": "Arbeit", "names": {"en": "Labour", "de": "Arbeitsmarkt"}, "dataSets": [0],
    "links": [{"rel": "dataflow", "urn": "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=DE:ARBEIT(1.0)"}],
    "dimensions": {
        "dataSet": [{"id": "FREQ", "keyPosition": 0, "values": [{"id": "A"}]}],
        "series": [
            {"id": "INDICATOR", "keyPosition": 1, "values": [{"id": "ALO", "name": "Arbeitslose"}, {"id": "QUOTE", "name": "Quote"}]},
            {"id": "REF_AREA", "keyPosition": 2, "values": [{"id": "05515"}, {"id": "DE"}]},
            {"id": "SEX", "keyPosition": 3, "values": [{"id": "_T"}, {"id": "F"}]}
        ],
        "observation": [{"id": "TIME_PERIOD", "keyPosition": 4, "values": [{"value": "2020"}, {"id": "2021"}]}]
    },
    "measures": {"observation": [{"id": "OBS_VALUE", "format": {"dataType": "Double"}}]},
    "attributes": {
        "dataSet": [{"id": "UNIT_MULT", "values": [{"id": "0"}]}],
        "dimensionGroup": [{"id": "COMMENT_TS", "format": {"dataType": "String"}}],
        "series": [{"id": "UNIT_MEASURE", "default": "PT", "values": [{"id": "PS", "name": "Personen"}]}],
        "observation": [{"id": "OBS_STATUS", "values": [{"id": "A"}, {"id": "P"}, {"id": "I", "name": "imputed"}]}, {"id": "COMMENT_OBS"}]
    }
}]"#;

#[test]
fn series_with_codes_by_index_are_read_to_the_digit() -> Result<(), FileError> {
    let read = message(&format!(
        r#"{{"$schema": "https://json.sdmx.org/2.0.0/sdmx-json-data-schema.json",
        "meta": {{"id": "x", "prepared": "2024-05-01T10:00:00Z", "sender": {{"id": "DE1", "names": {{"de": "Amt"}}}}}},
        "data": {{{STRUCTURE}, "dataSets": [{{"structure": 0, "action": "Replace", "attributes": [0],
            "dimensionGroupAttributes": {{":0:0:1:": ["nur Frauen"]}},
            "series": {{
                "0:0:0": {{"attributes": [0], "observations": {{"0": [8123.50, 1], "1": [null, 0, "fehlt"]}}}},
                "0:0:1": {{"attributes": [0], "observations": {{"0": [4000, 2]}}}},
                "1:1:0": {{"observations": {{"1": [5.10]}}}}
            }}}},
            {{"structure": 0, "action": "Delete", "series": {{"1:1:0": {{"observations": {{"0": []}}}}}}}}]}}}}"#
    ))?;
    assert_eq!(read.format, "sdmx-json");
    assert_eq!(
        rows(&read),
        [
            "ALO 05515 2020 8123.50:P",
            "ALO 05515 2021 :O",
            "ALO 05515 2020 4000",
            "QUOTE DG 2021 5.10",
            "QUOTE DG 2020 !deletion",
        ]
    );
    let units: Vec<_> = read
        .head
        .indicators
        .iter()
        .map(|head| head.unit.unwrap().code())
        .collect();
    assert_eq!(units, ["persons", "percent", "percent"][..2]);
    assert_eq!(read.head.known_on, Some("2024-05-01".parse().unwrap()));
    assert_eq!(read.head.provider.as_deref(), Some("Amt"));
    assert_eq!(read.head.title.as_deref(), Some("Arbeitsmarkt"));
    assert_eq!(detected(&read, "OBS_STATUS I"), "1 values, kept as a remark");
    Ok(())
}

#[test]
fn the_flat_layout_and_the_first_version_are_read() -> Result<(), FileError> {
    let read = message(
        r#"{"header": {"id": "x", "prepared": "2024-05-01T10:00:00", "sender": {"id": "ECB"}},
        "dataSets": [{"action": "Information", "observations": {"0:0": [1.5, 0], "0:1": [2.50, null], "1:0": ["NaN"]}}],
        "structure": {"name": {"en": "Rates"},
            "dimensions": {"observation": [
                {"id": "REF_AREA", "values": [{"id": "DE", "name": {"de": "Deutschland"}}, {"id": "FR"}]},
                {"id": "TIME_PERIOD", "role": "time", "values": [{"id": "2020-Q1"}, {"id": "2020-Q2"}]}]},
            "attributes": {"dataSet": [], "series": [], "observation": [{"id": "OBS_STATUS", "values": [{"id": "E"}]}]}}}"#,
    )?;
    assert_eq!(rows(&read), [" DG 2020-Q1 1.5:E", " DG 2020-Q2 2.50", " FR 2020-Q1 :O"]);
    Ok(())
}

#[test]
fn a_message_whose_indexes_lead_nowhere_is_refused() {
    let code = |data: &str| {
        message(&format!(r#"{{"data": {{{STRUCTURE}, "dataSets": {data}}}}}"#))
            .err()
            .unwrap()
            .code()
    };
    assert_eq!(
        code(r#"[{"series": {"7:0:0": {"observations": {"0": [1]}}}}]"#),
        "own_layout"
    );
    assert_eq!(
        code(r#"[{"series": {"0:0": {"observations": {"0": [1]}}}}]"#),
        "own_layout"
    );
    assert_eq!(code(r#"[{"structure": 3, "series": {}}]"#), "own_layout");
    assert_eq!(code("[]"), "no_data");
    assert_eq!(
        message(r#"{"data": {"dataSets": []}}"#).err().unwrap().code(),
        "own_layout"
    );
    assert_eq!(
        message(r#"{"data": {"dataSets": [}"#).err().unwrap().code(),
        "own_layout"
    );
}

const SPECIFIC: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<mes:StructureSpecificData xmlns:mes="m" xmlns:com="c" xmlns:ss="s" xmlns:xsi="x">
<mes:Header><mes:ID>1</mes:ID><mes:Prepared>2022-05-28T15:33:29Z</mes:Prepared><mes:Sender id="UNSD"/>
<mes:Structure structureID="S" dimensionAtObservation="TIME_PERIOD"><com:Structure><Ref agencyID="IAEG-SDGs" id="SDG" version="1.8"/></com:Structure></mes:Structure></mes:Header>
<mes:DataSet ss:structureRef="S" ss:action="Append" ss:dataScope="DataStructure">
<Group xsi:type="n:Sibling" SERIES="B" COMMENT_TS="R &amp; D"/>
<Series FREQ="A" SERIES="A" REF_AREA="276" SEX="F" UNIT_MEASURE="PT"><Obs TIME_PERIOD="2020" OBS_VALUE="1.50" UNIT_MULT="3" OBS_STATUS="A"/><Obs TIME_PERIOD="2021" OBS_VALUE="NaN"/></Series>
<Series FREQ="A" SERIES="B" REF_AREA="826" SEX="_T" UNIT_MEASURE="PS"><Obs TIME_PERIOD="2020" OBS_VALUE="7"/></Series>
</mes:DataSet></mes:StructureSpecificData>"#;

#[test]
fn structure_specific_messages_are_read() -> Result<(), FileError> {
    let read = message(SPECIFIC)?;
    assert_eq!(read.format, "sdmx-ml");
    assert_eq!(
        rows(&read),
        ["A DG 2020 1500", "A DG 2021 :O", "B country or region 826 2020 7"]
    );
    assert_eq!(read.head.known_on, Some("2022-05-28".parse().unwrap()));
    Ok(())
}

#[test]
fn generic_messages_flat_and_in_series_are_read() -> Result<(), FileError> {
    let read = message(
        r#"<message:GenericData xmlns:message="m" xmlns:generic="g"><message:Header><message:Structure dimensionAtObservation="AllDimensions"/></message:Header>
        <message:DataSet action="Delete"><generic:Obs><generic:ObsKey><generic:Value id="REF_AREA" value="05"/><generic:Value id="TIME_PERIOD" value="2020"/></generic:ObsKey>
        <generic:ObsValue value="1"/></generic:Obs></message:DataSet>
        <message:DataSet action="Append"><generic:Series><generic:SeriesKey><generic:Value id="REF_AREA" value="05"/></generic:SeriesKey>
        <generic:Attributes><generic:Value id="UNIT_MULT" value="-1"/></generic:Attributes>
        <generic:Obs><generic:ObsDimension id="TIME_PERIOD" value="2021"/><generic:ObsValue value="12"/><generic:Attributes><generic:Value id="OBS_STATUS" value="E"/></generic:Attributes></generic:Obs>
        </generic:Series></message:DataSet></message:GenericData>"#,
    )?;
    assert_eq!(rows(&read), [" 05 2020 !deletion", " 05 2021 1.2:E"]);
    Ok(())
}

#[test]
fn xml_that_would_harm_or_is_broken_is_refused() {
    let code = |text: &str| {
        let error = message(text).err().unwrap();
        (error.code(), error.to_string())
    };
    let bomb = SPECIFIC.replacen(
        "<mes:StructureSpecificData",
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>\n<mes:StructureSpecificData",
        1,
    );
    assert!(code(&bomb).1.contains("document type"));
    assert_eq!(code(&SPECIFIC.replace("R &amp; D", "&b;")).0, "own_layout");
    assert_eq!(code(&SPECIFIC[..SPECIFIC.len() - 60]).0, "own_layout");
    assert_eq!(code(&SPECIFIC.replace("Append\"", "Append")).0, "own_layout");
    assert_eq!(code(&SPECIFIC.replace("OBS_VALUE", "OTHER")).0, "no_data");
    assert_eq!(
        code("<?xml version=\"1.0\"?><mes:Structure xmlns:mes=\"http://www.sdmx.org/x\"></mes:Structure>").0,
        "own_layout"
    );
    assert_eq!(code(&format!("<GenericData >{}", "<a>".repeat(10_000))).0, "own_layout");
}

#[test]
fn the_published_specimens_are_read() -> Result<(), FileError> {
    let Some(folder) = official("sdmx") else { return Ok(()) };
    for name in [
        "structure/1-1-1--structure.xml",
        "structure-specific/1-1-1--structure-specific.xml",
    ] {
        let read = read(
            std::fs::read(folder.join(name)).unwrap(),
            &formats::ReadOptions::default(),
        )?;
        assert_eq!(read.rows.len(), 6, "{name}");
        let values: Vec<String> = rows(&read);
        assert!(values[1].ends_with("country or region 826 2021 120"), "{values:?}");
        assert_eq!(detected(&read, "component SEX"), "dimension SEX");
    }
    Ok(())
}

#[test]
fn small_letters_and_unknown_places_of_the_first_version_lose_no_power_of_ten() -> Result<(), FileError> {
    let text = |level: &str| {
        format!(
            r#"{{"meta": {{"id": "x"}}, "data": {{"dataSets": [{{"action": "Information", "observations": {{"0:0": [350.5, 0], "0:1": [389.25, 0]}}}}],
            "structure": {{"name": "Rice",
                "dimensions": {{"{level}": [{{"id": "FREQ", "values": [{{"id": "A"}}]}}], "series": [], "observation": [
                    {{"id": "REF_AREA", "values": [{{"id": "DE1"}}]}},
                    {{"id": "TIME_PERIOD", "values": [{{"id": "2014"}}, {{"id": "2015"}}]}}]}},
                "attributes": {{"{level}": [{{"id": "UNIT_MEASURE", "values": [{{"id": "T"}}]}}, {{"id": "UNIT_MULT", "values": [{{"id": "3"}}]}}], "observation": []}}}}}}}}"#
        )
    };
    for level in ["dataset", "dataSet"] {
        let read = message(&text(level))?;
        assert_eq!(rows(&read), [" DE1 2014 350500", " DE1 2015 389250"]);
        assert_eq!(read.head.indicators[0].unit.map(|unit| unit.code()), Some("tonnes"));
    }
    let refused = message(&text("dataStore")).err().unwrap().to_string();
    assert!(
        refused.contains("under \"dataStore\" (FREQ)") && refused.contains("SDMX-CSV"),
        "{refused}"
    );
    Ok(())
}
