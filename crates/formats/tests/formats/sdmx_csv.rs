//! SDMX-CSV data messages in the forms that publishers write.
use formats::{
    FileError, ReadOptions,
    table::{ColumnMapping, ColumnName, Mapping, Role},
};

use crate::samples::{Read, read, short};

pub(crate) fn message(text: &str) -> Result<Read, FileError> {
    read(text.as_bytes().to_vec(), &ReadOptions::default())
}

/// Territory, period and value of each row in few letters.
pub(crate) fn rows(read: &Read) -> Vec<String> {
    let rows = read.rows.iter();
    rows.map(|row| {
        format!(
            "{} {} {} {}",
            row.indicator,
            row.territory,
            row.period,
            short(&row.value)
        )
    })
    .collect()
}

pub(crate) fn detected<'a>(read: &'a Read, name: &str) -> &'a str {
    let found = read.head.detected.iter().find(|(known, _)| known == name);
    found.map_or("", |(_, value)| value.as_str())
}

#[test]
fn the_global_structure_is_read_and_other_countries_are_told_by_their_number() -> Result<(), FileError> {
    let read = message(
        "DATAFLOW,FREQ,REPORTING_TYPE,SERIES,REF_AREA,SEX,AGE,URBANISATION,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS,NATURE,COMMENT_OBS\n\
         IAEG-SDGs:SDG(1.8),A,N,SI_POV_DAY1,276,_T,_T,_T,2020,0.20,PT,0,A,C,\n\
         IAEG-SDGs:SDG(1.8),A,N,SI_POV_DAY1,276,F,_T,_T,2020,,PT,0,O,C,not surveyed\n\
         IAEG-SDGs:SDG(1.8),A,N,SI_POV_DAY1,56,_T,_T,_T,2020,0.3,PT,0,A,C,\n\
         IAEG-SDGs:SDG(1.8),A,N,SP_POP,276,_T,_T,_T,2021,83.2379,PS,6,A,C,\n",
    )?;
    assert_eq!(read.format, "sdmx-csv");
    assert_eq!(
        rows(&read),
        [
            "SI_POV_DAY1 DG 2020 0.20",
            "SI_POV_DAY1 DG 2020 :O",
            "SI_POV_DAY1 country or region 56 2020 0.3",
            "SP_POP DG 2021 83237900",
        ]
    );
    assert_eq!(detected(&read, "UNIT_MULT 6"), "1 values multiplied by 10^6");
    assert_eq!(detected(&read, "component NATURE"), "not kept");
    assert_eq!(detected(&read, "component REPORTING_TYPE"), "dimension REPORTING_TYPE");
    assert_eq!(read.head.indicators[0].unit.map(|unit| unit.code()), Some("percent"));
    Ok(())
}

#[test]
fn the_second_version_with_codes_and_names_in_one_column() -> Result<(), FileError> {
    let read = message(
        "STRUCTURE[|];STRUCTURE_ID;ACTION;SERIES_KEY;FREQ: Frequenz;MEASURE: Messgröße;REF_AREA: Gebiet;TIME_PERIOD: Zeit;OBS_VALUE: Wert;OBS_STATUS[]: Status;COMMENT_OBS: Bemerkung\n\
         dataflow;DE:ARBEIT(1.0): Arbeitsmarkt;I;A.ALO;A: jährlich;ALO: Arbeitslose: Bestand;05515: Münster;2021: 2021;8123,5;P|U;Hinweis: geschätzt\n\
         dataflow;DE:ARBEIT(1.0): Arbeitsmarkt;D;A.ALO;A: jährlich;ALO: Arbeitslose: Bestand;05515: Münster;2020: 2020;-;;\n",
    )?;
    assert_eq!(rows(&read), ["ALO 05515 2021 8123.5:UP", "ALO 05515 2020 !deletion"]);
    assert_eq!(
        read.head.indicators[0].long_name.as_deref(),
        Some("Arbeitslose: Bestand")
    );
    assert_eq!(read.head.title.as_deref(), Some("Arbeitsmarkt"));
    assert_eq!(detected(&read, "decimal sign"), ",");
    Ok(())
}

#[test]
fn names_in_columns_of_their_own_are_no_components() -> Result<(), FileError> {
    let read = message(
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,SEX,Sex,INDICATOR,Indicator,TIME_PERIOD,Time period,OBS_VALUE,Observation value,OBS_STATUS,Observation status,UNIT_MULT,Unit multiplier\n\
         DATAFLOW,OECD:DF(1.0),Labour,I,DE,Germany,F,Female,EMP,Employed,2022-Q1,,1.50,,I,Imputed,3,Thousands\n",
    )?;
    assert_eq!(rows(&read), ["EMP DG 2022-Q1 1500"]);
    assert_eq!(detected(&read, "OBS_STATUS I"), "1 values, kept as a remark");
    Ok(())
}

#[test]
fn components_stand_in_any_order_and_attributes_hold_for_parts_of_the_data() -> Result<(), FileError> {
    let read = message(
        "STRUCTURE,STRUCTURE_ID,ACTION,OBS_VALUE,UNIT_MULT,SERIES,TIME_PERIOD,REF_AREA,UNIT_MEASURE\n\
         dataflow,X:Y(1.0),I,1.5,,AA,2020,DE1,\n\
         dataflow,X:Y(1.0),I,2.5,,BB,2020,DE1,\n\
         dataflow,X:Y(1.0),I,,3,AA,,,EUR\n\
         dataflow,X:Y(1.0),I,,,,,,PT\n",
    )?;
    assert_eq!(rows(&read), ["AA DE1 2020 1500", "BB DE1 2020 2.5"]);
    let units: Vec<_> = read
        .head
        .indicators
        .iter()
        .map(|head| head.unit.unwrap().code())
        .collect();
    assert_eq!(units, ["eur", "percent"]);
    assert!(read.skipped.contains(&(formats::SkippedKind::Attributes, 2)));
    Ok(())
}

#[test]
fn the_data_of_the_union_with_its_small_letters() -> Result<(), FileError> {
    let read = message(
        "DATAFLOW,LAST UPDATE,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\r\n\
         ESTAT:DEMO_R_D2JAN(1.0),27/03/24 23:00:00,A,NR,DEA3,2022,2617425,p,\r\n\
         ESTAT:DEMO_R_D2JAN(1.0),27/03/24 23:00:00,A,NR,DEA3,2023,:,,C\r\n",
    )?;
    assert_eq!(
        rows(&read),
        ["DEMO_R_D2JAN DEA3 2022 2617425:P", "DEMO_R_D2JAN DEA3 2023 :Q"]
    );
    Ok(())
}

#[test]
fn a_measure_of_another_name_is_found_behind_the_period_or_named_by_a_person() -> Result<(), FileError> {
    let text =
        "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,TURNOVER,COMMENT\ndataflow,X:Y(1.0),I,05,2020,7.10,gut\n";
    assert_eq!(rows(&message(text)?), ["Y 05 2020 7.10"]);
    let mapping = Mapping {
        columns: vec![ColumnMapping {
            column: ColumnName::Name("B".to_owned()),
            role: Role::Value,
        }],
        ..Mapping::default()
    };
    let options = ReadOptions {
        mapping: Some(mapping),
        ..ReadOptions::default()
    };
    let text = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,A,TIME_PERIOD,B\ndataflow,X:Y(1.0),I,05,1,2020,7.10\n";
    assert_eq!(rows(&read(text.as_bytes().to_vec(), &options)?), ["Y 05 2020 7.10"]);
    Ok(())
}

#[test]
fn flawed_lines_are_rows_with_a_reason() -> Result<(), FileError> {
    let read = message(
        "DATAFLOW,FREQ,SERIES,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT,OBS_STATUS\n\
         X:Y(1),A,AA,05,2020,1e309,0,A\n\
         X:Y(1),A,AA,05,2021-13,1,0,A\n\
         X:Y(1),M,AA,05,2021,1,0,A\n\
         X:Y(1),A,AA,05,2022,1,viel,A\n\
         X:Y(1),A,AA,05,2023,1\n\
         X:Y(1),A,AA,05,2024,1,0,A,1\n\
         X:Y(1),A,AA,05,2025,NaN,0,L\n\
         X:Y(1),A,AA,05,2026,INF,0,\n",
    )?;
    assert_eq!(
        rows(&read),
        [
            "AA 05 2020 !not_a_number",
            "AA 05 !period 1",
            "AA 05 !frequency 1",
            "AA 05 2022 !unit_multiplier",
            "AA 05 2023 !cut_off",
            "AA 05 2024 !shifted",
            "AA 05 2025 :L",
            "AA 05 2026 !not_a_number",
        ]
    );
    Ok(())
}

#[test]
fn a_message_that_cannot_be_figures_is_refused_in_a_sentence() {
    let code = |text: &str| message(text).err().unwrap().code();
    assert_eq!(
        code("DATAFLOW,SERIES,TIME_PERIOD,OBS_VALUE\nX:Y(1),A,2020,1\n"),
        "missing_role"
    );
    assert_eq!(
        code("DATAFLOW,SERIES,REF_AREA,OBS_VALUE\nX:Y(1),A,DE,1\n"),
        "missing_role"
    );
    assert_eq!(code("STRUCTURE,STRUCTURE_ID,ACTION\ndataflow,X:Y,D\n"), "missing_role");
    assert_eq!(code("DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\n"), "no_data");
    assert_eq!(
        code("DATAFLOW,REF_AREA,REF_AREA,TIME_PERIOD,OBS_VALUE\nX:Y(1),DE,DE,2020,1\n"),
        "own_layout"
    );
}

#[test]
fn several_values_with_their_names_and_several_flows_in_one_file() -> Result<(), FileError> {
    let read = message(
        "STRUCTURE[;],STRUCTURE_ID,INDICATOR: Merkmal,REF_AREA: Gebiet,SEX: Geschlecht,TIME_PERIOD: Zeit,OBS_VALUE: Wert,OBS_STATUS[]: Status,COMMENT_OBS[de;en]: Bemerkung\n\
         dataflow,AMT:A(1.0): Arbeit,ALO: Arbeitslose,05515: Münster,F: weiblich,2021: 2021,7,P: vorläufig;U: unsicher,de:geprüft;en:checked\n\
         dataflow,AMT:B(2.0): Bevölkerung,EW: Einwohner,05515: Münster,_T: alle,2021: 2021,310,A: normal,\n\
         dataprovision,AMT:C(1.0),EW: Einwohner,05: Nordrhein-Westfalen,_T: alle,2021: 2021,17,,\n",
    )?;
    assert_eq!(
        rows(&read),
        ["ALO 05515 2021 7:UP", "EW 05515 2021 310", "EW 05 2021 17"]
    );
    assert_eq!(detected(&read, "structure"), "AMT:A(1.0), AMT:B(2.0), AMT:C(1.0)");
    let words: Vec<_> = read
        .head
        .words
        .iter()
        .map(|one| {
            (
                one.concept.as_str(),
                one.code.as_str(),
                one.names.values().next().map_or("", String::as_str),
            )
        })
        .collect();
    assert_eq!(words, [("SEX", "", "Geschlecht"), ("SEX", "F", "weiblich")]);
    Ok(())
}

#[test]
fn digits_that_the_publisher_states_are_kept_with_their_zeros() -> Result<(), FileError> {
    let read = message(
        "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT,DECIMALS\n\
         A:B(1.0),05515,2020,7.5,0,2\nA:B(1.0),05515,2021,7.125,0,1\nA:B(1.0),05515,2022,8,3,1\n",
    )?;
    let values: Vec<String> = rows(&read);
    assert_eq!(values, ["B 05515 2020 7.50", "B 05515 2021 7.125", "B 05515 2022 8000"]);
    assert_eq!(detected(&read, "component DECIMALS"), "digits");
    Ok(())
}

#[test]
fn totals_of_the_union_are_no_breakdown_and_its_concepts_are_those_of_the_standard() -> Result<(), FileError> {
    let read = message(
        "DATAFLOW,LAST UPDATE,freq,unit,sex,age,citizen,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n\
         ESTAT:X(1.0),11/06/26 23:00:00,A,PC_ACT,T,TOTAL,TOTAL,DE,2021,6.5,bd,\n\
         ESTAT:X(1.0),11/06/26 23:00:00,A,PC_ACT,F,Y15-64,FOR,DE,2021,7.5,d,\n",
    )?;
    let found: Vec<String> = read
        .rows
        .iter()
        .map(|row| format!("{} {}", row.dimensions, short(&row.value)))
        .collect();
    assert_eq!(found, [" 6.5:B", "[AGE=Y15T64,CITIZENSHIP=FOR,SEX=F] 7.5"]);
    assert_eq!(read.head.known_on, Some("2026-06-11".parse().unwrap()));
    assert_eq!(detected(&read, "OBS_STATUS d"), "2 values, kept as a remark");
    assert_eq!(read.head.indicators[0].unit.map(|unit| unit.code()), Some("percent"));
    Ok(())
}

#[test]
fn names_of_columns_with_a_colon_and_no_blank() -> Result<(), FileError> {
    let read = message(
        "STRUCTURE,STRUCTURE_ID,ACTION,FREQ:Frequency,REF_AREA:Reference area,TIME_PERIOD:Time period or range,OBS_VALUE:Observation Value,OBS_STATUS:Observation Status\n\
         dataflow,BIS:WS_X(1.0),I,M: Monthly,DE: Germany,2024-01,1.75,A: Normal value\n",
    )?;
    assert_eq!(rows(&read), ["WS_X DG 2024-01 1.75"]);
    Ok(())
}

#[test]
fn germany_by_name_and_under_another_column() -> Result<(), FileError> {
    let read = message(
        "DATAFLOW;LAST UPDATE;freq;purchase;unit;geo;TIME_PERIOD;OBS_VALUE;OBS_FLAG;CONF_STATUS\n\
         ESTAT:HPI;2025-07-04;Annual;Total;Annual average index, 2010=100;Germany;2015;128.5;;\n",
    )?;
    assert_eq!(rows(&read), ["HPI DG 2015 128.5"]);
    assert_eq!(read.rows[0].dimensions, "");
    assert_eq!(read.head.known_on, Some("2025-07-04".parse().unwrap()));
    assert_eq!(read.head.indicators[0].unit.map(|unit| unit.code()), Some("index"));
    assert_eq!(
        read.head.indicators[0].title.as_deref(),
        Some("HPI, Annual average index, 2010=100")
    );
    let read = message(
        "STRUCTURE,STRUCTURE_ID,ACTION,COUNTRY,INDICATOR,FREQUENCY,TIME_PERIOD,OBS_VALUE\n\
         dataflow,IMF.STA:QNEA(7.0.0),R,DEU,B1GQ,Q,2020-Q1,21500\n",
    )?;
    assert_eq!(rows(&read), ["B1GQ DG 2020-Q1 21500"]);
    // Another country never becomes the territory that a person names.
    let read = read_about(
        "DATAFLOW,FREQ,GEO_PICT,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\n\
         SPC:DF_TEST(1.0),A,FJ,POP,2020,1.25,XYZ\n",
        "DG",
    )?;
    assert_eq!(rows(&read), ["POP FJ 2020 1.25"]);
    assert_eq!(read.head.indicators[0].title.as_deref(), Some("POP, XYZ"));
    assert!(read.notes[0].starts_with("the unit \"XYZ\""), "{:?}", read.notes);
    Ok(())
}

fn read_about(text: &str, territory: &str) -> Result<Read, FileError> {
    read(text.as_bytes().to_vec(), &crate::told::about(territory))
}
