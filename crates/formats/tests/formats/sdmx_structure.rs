//! Structures of SDMX: read in every syntax, and what they make of the data that refer to them.
use std::{
    io::{Cursor, Write},
    sync::Arc,
};

use formats::{DeliveryHead, FileError, ReadOptions, limits::Limits, sdmx::Structures};

use crate::{
    samples::{Read, official, read},
    sdmx_csv::{detected, rows},
};

/// A structure whose area, measure and unit go by names of their own.
const ML_2_1: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<mes:Structure xmlns:mes="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" xmlns:str="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure" xmlns:com="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
<mes:Header><mes:ID>x</mes:ID><mes:Sender id="AMT"/></mes:Header>
<mes:Structures>
 <str:Dataflows><str:Dataflow id="ARBEIT" agencyID="AMT" version="1.0"><com:Name xml:lang="de">Arbeit &amp; Markt</com:Name><com:Name xml:lang="en">Labour</com:Name>
  <str:Structure><Ref id="DSD_ARBEIT" agencyID="AMT" version="1.0" package="datastructure" class="DataStructure"/></str:Structure></str:Dataflow></str:Dataflows>
 <str:CategorySchemes><str:CategoryScheme id="C" agencyID="AMT"/></str:CategorySchemes>
 <str:Codelists>
  <str:Codelist id="CL_MERKMAL" agencyID="AMT" version="1.0"><com:Name>Merkmale</com:Name>
   <str:Code id="ALO"><com:Name xml:lang="de">Arbeitslose</com:Name><str:Parent><Ref id="X"/></str:Parent></str:Code></str:Codelist>
  <str:Codelist id="CL_GESCHLECHT" agencyID="AMT" version="1.0"><com:Name>Geschlecht</com:Name>
   <str:Code id="2"><com:Name xml:lang="de-DE">Frauen</com:Name><com:Name xml:lang="en">Women</com:Name><com:Description xml:lang="de">lang</com:Description></str:Code>
   <str:Code id="_T"><com:Name xml:lang="de">Insgesamt</com:Name></str:Code></str:Codelist>
  <str:Codelist id="CL_EINHEIT" agencyID="AMT" version="1.0"><com:Name>E</com:Name><str:Code id="E1"><com:Name xml:lang="de">Personen</com:Name></str:Code></str:Codelist>
 </str:Codelists>
 <str:Concepts><str:ConceptScheme id="CS" agencyID="AMT" version="1.0"><com:Name>C</com:Name>
   <str:Concept id="REF_AREA"><com:Name xml:lang="de">Gebiet</com:Name></str:Concept>
   <str:Concept id="SEX"><com:Name xml:lang="de">Geschlecht</com:Name><str:CoreRepresentation><str:Enumeration><Ref id="CL_GESCHLECHT" agencyID="AMT" version="1.0"/></str:Enumeration></str:CoreRepresentation></str:Concept>
 </str:ConceptScheme></str:Concepts>
 <str:DataStructures><str:DataStructure id="DSD_ARBEIT" agencyID="AMT" version="1.0"><com:Name xml:lang="de">Struktur</com:Name><str:DataStructureComponents>
  <str:DimensionList id="DimensionDescriptor">
   <str:Dimension id="INDICATOR" position="1"><str:ConceptIdentity><Ref id="INDICATOR" maintainableParentID="CS" maintainableParentVersion="1.0" agencyID="AMT"/></str:ConceptIdentity><str:LocalRepresentation><str:Enumeration><Ref id="CL_MERKMAL" agencyID="AMT" version="1.0"/></str:Enumeration></str:LocalRepresentation></str:Dimension>
   <str:Dimension id="RAUM" position="2"><str:ConceptIdentity><Ref id="REF_AREA" maintainableParentID="CS" maintainableParentVersion="1.0" agencyID="AMT"/></str:ConceptIdentity></str:Dimension>
   <str:Dimension id="GES" position="3"><str:ConceptIdentity><Ref id="SEX" maintainableParentID="CS" maintainableParentVersion="1.0" agencyID="AMT"/></str:ConceptIdentity></str:Dimension>
   <str:TimeDimension id="ZEIT"><str:ConceptIdentity><Ref id="TIME_PERIOD" maintainableParentID="CS" maintainableParentVersion="1.0" agencyID="AMT"/></str:ConceptIdentity></str:TimeDimension>
  </str:DimensionList>
  <str:Group id="Sibling"><str:GroupDimension><str:DimensionReference><Ref id="RAUM"/></str:DimensionReference></str:GroupDimension></str:Group>
  <str:AttributeList id="AttributeDescriptor">
   <str:Attribute id="MASS" assignmentStatus="Mandatory"><str:ConceptIdentity><Ref id="UNIT_MEASURE" maintainableParentID="CS" maintainableParentVersion="1.0" agencyID="AMT"/></str:ConceptIdentity><str:LocalRepresentation><str:Enumeration><Ref id="CL_EINHEIT" agencyID="AMT" version="1.0"/></str:Enumeration></str:LocalRepresentation><str:AttributeRelationship><str:Dimension><Ref id="RAUM"/></str:Dimension></str:AttributeRelationship></str:Attribute>
   <str:Attribute id="DECIMALS" assignmentStatus="Conditional"><str:ConceptIdentity><Ref id="DECIMALS" maintainableParentID="CS" maintainableParentVersion="1.0" agencyID="AMT"/></str:ConceptIdentity></str:Attribute>
  </str:AttributeList>
  <str:MeasureList id="MeasureDescriptor"><str:PrimaryMeasure id="WERT"><str:ConceptIdentity><Ref id="OBS_VALUE" maintainableParentID="CS" maintainableParentVersion="1.0" agencyID="AMT"/></str:ConceptIdentity></str:PrimaryMeasure></str:MeasureList>
 </str:DataStructureComponents></str:DataStructure></str:DataStructures>
</mes:Structures></mes:Structure>"#;

/// The same in the syntax of version 3.0: references are texts, the area is one by the role of its dimension.
const ML_3_0: &str = r#"<mes:Structure xmlns:mes="http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message" xmlns:str="http://www.sdmx.org/resources/sdmxml/schemas/v3_0/structure" xmlns:com="http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common">
<mes:Structures>
 <str:Codelists>
  <str:Codelist id="CL_MERKMAL" agencyID="AMT" version="1.0"><com:Name xml:lang="de">M</com:Name><str:Code id="ALO"><com:Name xml:lang="de">Arbeitslose</com:Name></str:Code></str:Codelist>
  <str:Codelist id="CL_GESCHLECHT" agencyID="AMT" version="1.0"><com:Name xml:lang="de">G</com:Name><str:Code id="2"><com:Name xml:lang="de">Frauen</com:Name><com:Name xml:lang="en">Women</com:Name></str:Code></str:Codelist>
 </str:Codelists>
 <str:ValueLists><str:ValueList id="CL_EINHEIT" agencyID="AMT" version="1.0"><com:Name xml:lang="de">E</com:Name><str:ValueItem id="E1"><com:Name xml:lang="de">Personen</com:Name></str:ValueItem></str:ValueList></str:ValueLists>
 <str:ConceptSchemes><str:ConceptScheme id="CS" agencyID="AMT" version="1.0"><com:Name xml:lang="de">C</com:Name><str:Concept id="SEX"><com:Name xml:lang="de">Geschlecht</com:Name><str:CoreRepresentation><str:Enumeration>urn:sdmx:org.sdmx.infomodel.codelist.Codelist=AMT:CL_GESCHLECHT(1.0)</str:Enumeration></str:CoreRepresentation></str:Concept></str:ConceptScheme></str:ConceptSchemes>
 <str:DataStructures><str:DataStructure id="DSD_ARBEIT" agencyID="AMT" version="1.0"><com:Name xml:lang="de">Struktur</com:Name><str:DataStructureComponents>
  <str:DimensionList id="DimensionDescriptor">
   <str:Dimension id="INDICATOR" position="1"><str:ConceptIdentity>urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=AMT:CS(1.0).INDICATOR</str:ConceptIdentity><str:LocalRepresentation><str:Enumeration>urn:sdmx:org.sdmx.infomodel.codelist.Codelist=AMT:CL_MERKMAL(1.0)</str:Enumeration></str:LocalRepresentation></str:Dimension>
   <str:Dimension id="RAUM" position="2"><str:ConceptIdentity>urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=AMT:CS(1.0).RAUM</str:ConceptIdentity><str:ConceptRole>urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=SDMX:SDMX_CONCEPT_ROLES(1.0).GEO</str:ConceptRole></str:Dimension>
   <str:Dimension id="GES" position="3"><str:ConceptIdentity>urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=AMT:CS(1.0).SEX</str:ConceptIdentity></str:Dimension>
   <str:TimeDimension id="ZEIT"><str:ConceptIdentity>urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=AMT:CS(1.0).TIME_PERIOD</str:ConceptIdentity></str:TimeDimension>
  </str:DimensionList>
  <str:AttributeList id="AttributeDescriptor">
   <str:Attribute id="MASS" usage="mandatory"><str:ConceptIdentity>urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=AMT:CS(1.0).UNIT_MEASURE</str:ConceptIdentity><str:LocalRepresentation><str:Enumeration>urn:sdmx:org.sdmx.infomodel.codelist.ValueList=AMT:CL_EINHEIT(1.0)</str:Enumeration></str:LocalRepresentation><str:AttributeRelationship><str:Dimension>RAUM</str:Dimension></str:AttributeRelationship></str:Attribute>
   <str:Attribute id="DECIMALS"><str:ConceptIdentity>urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=AMT:CS(1.0).DECIMALS</str:ConceptIdentity></str:Attribute>
  </str:AttributeList>
  <str:MeasureList id="MeasureDescriptor"><str:Measure id="WERT"><str:ConceptIdentity>urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=AMT:CS(1.0).OBS_VALUE</str:ConceptIdentity></str:Measure></str:MeasureList>
 </str:DataStructureComponents></str:DataStructure></str:DataStructures>
</mes:Structures></mes:Structure>"#;

/// The same in SDMX-JSON 2.0.
const JSON_2_0: &str = r#"{"meta": {"schema": "https://json.sdmx.org/2.0.0/sdmx-json-structure-schema.json", "id": "x"}, "data": {
 "codelists": [
  {"id": "CL_MERKMAL", "agencyID": "AMT", "version": "1.0", "name": "M", "codes": [{"id": "ALO", "names": {"de": "Arbeitslose"}}]},
  {"id": "CL_GESCHLECHT", "agencyID": "AMT", "version": "1.0", "name": "G", "codes": [{"id": "2", "name": "Frauen", "names": {"de": "Frauen", "en": "Women"}}]},
  {"id": "CL_EINHEIT", "agencyID": "AMT", "version": "1.0", "name": "E", "codes": [{"id": "E1", "name": "Personen"}]}],
 "conceptSchemes": [{"id": "CS", "agencyID": "AMT", "version": "1.0", "concepts": [{"id": "SEX", "names": {"de": "Geschlecht"}, "coreRepresentation": {"enumeration": "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=AMT:CL_GESCHLECHT(1.0)"}}]}],
 "dataStructures": [{"id": "DSD_ARBEIT", "agencyID": "AMT", "version": "1.0", "name": "Struktur", "dataStructureComponents": {
  "dimensionList": {"id": "DimensionDescriptor", "dimensions": [
    {"id": "INDICATOR", "conceptIdentity": "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=AMT:CS(1.0).INDICATOR", "localRepresentation": {"enumeration": "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=AMT:CL_MERKMAL(1.0)"}},
    {"id": "RAUM", "conceptIdentity": "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=AMT:CS(1.0).REF_AREA"},
    {"id": "GES", "conceptIdentity": "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=AMT:CS(1.0).SEX"}],
   "timeDimension": {"id": "ZEIT", "conceptIdentity": "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=AMT:CS(1.0).TIME_PERIOD"}},
  "attributeList": {"id": "AttributeDescriptor", "attributes": [
    {"id": "MASS", "conceptIdentity": "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=AMT:CS(1.0).UNIT_MEASURE", "localRepresentation": {"enumeration": "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=AMT:CL_EINHEIT(1.0)"}},
    {"id": "DECIMALS", "conceptIdentity": "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=AMT:CS(1.0).DECIMALS"}]},
  "measureList": {"id": "MeasureDescriptor", "measures": [{"id": "WERT", "conceptIdentity": "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=AMT:CS(1.0).OBS_VALUE"}]}}}],
 "categorySchemes": [{"id": "C"}]}}"#;

/// Data that nobody can read without their structure.
const DATA: &str = "STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR,RAUM,GES,ZEIT,WERT,MASS,DECIMALS\n\
    datastructure,AMT:DSD_ARBEIT(1.0),I,ALO,05515,_T,2022,7.5,E1,2\n\
    datastructure,AMT:DSD_ARBEIT(1.0),I,ALO,05515,2,2022,4,E1,\n";

fn structures(text: &str) -> Result<Structures, FileError> {
    Structures::read(&mut Cursor::new(text.as_bytes()), &Limits::default())
}

fn explained(data: &str, by: &str) -> Result<Read, FileError> {
    let options = ReadOptions {
        structures: Some(Arc::new(structures(by)?)),
        ..ReadOptions::default()
    };
    read(data.as_bytes().to_vec(), &options)
}

fn word(head: &DeliveryHead, concept: &str, code: &str, language: &str) -> Option<String> {
    let found = head
        .words
        .iter()
        .find(|one| one.concept == concept && one.code == code)?;
    found.names.get(language).cloned()
}

#[test]
fn a_structure_gives_columns_their_roles_and_codes_their_words_in_every_syntax() -> Result<(), FileError> {
    assert!(
        read(DATA.as_bytes().to_vec(), &ReadOptions::default()).is_err(),
        "the data alone say too little"
    );
    for by in [ML_2_1, ML_3_0, JSON_2_0] {
        let read = explained(DATA, by)?;
        assert_eq!(rows(&read), ["ALO 05515 2022 7.50", "ALO 05515 2022 4"]);
        assert_eq!(read.rows[1].dimensions, "[GES=2]");
        let indicator = &read.head.indicators[0];
        assert_eq!(indicator.long_name.as_deref(), Some("Arbeitslose"));
        assert_eq!(indicator.unit, Some(figures::unit::Unit::Persons));
        assert_eq!(indicator.unit_text.as_deref(), Some("Personen"));
        assert_eq!(word(&read.head, "GES", "", "de").as_deref(), Some("Geschlecht"));
        assert_eq!(word(&read.head, "GES", "2", "de").as_deref(), Some("Frauen"));
        assert_eq!(detected(&read, "component RAUM"), "territory");
        assert_eq!(detected(&read, "data structure of AMT:DSD_ARBEIT(1.0)"), "at hand");
    }
    Ok(())
}

#[test]
fn a_data_flow_leads_to_its_structure_and_another_version_is_said() -> Result<(), FileError> {
    let read = explained(&DATA.replace("AMT:DSD_ARBEIT(1.0)", "AMT:ARBEIT(1.0)"), ML_2_1)?;
    assert_eq!(rows(&read).len(), 2);
    assert_eq!(read.head.title.as_deref(), Some("Arbeit & Markt"));
    assert_eq!(word(&read.head, "GES", "2", "en").as_deref(), Some("Women"));
    let read = explained(&DATA.replace("(1.0)", "(1.7)"), ML_2_1)?;
    assert_eq!(
        detected(&read, "data structure of AMT:DSD_ARBEIT(1.7)"),
        "AMT:DSD_ARBEIT(1.0)"
    );
    // A structure of another name explains nothing, and that is said.
    let other = "DATAFLOW,FREQ,REF_AREA,TIME_PERIOD,OBS_VALUE\nX:Y(1.0),A,05515,2022,1\n";
    let read = explained(other, ML_2_1)?;
    assert_eq!(
        detected(&read, "data structure of X:Y(1.0)"),
        "not at hand; codes stay codes"
    );
    Ok(())
}

#[test]
fn a_file_of_structures_is_told_as_such() -> Result<(), FileError> {
    for (text, layout) in [
        (ML_2_1, "SDMX-ML structure message"),
        (ML_3_0, "SDMX-ML structure message"),
        (JSON_2_0, "SDMX-JSON structure message"),
    ] {
        let told = read(text.as_bytes().to_vec(), &ReadOptions::default())?;
        assert_eq!(
            (told.format.as_str(), told.head.layout.as_str()),
            ("sdmx-structure", layout)
        );
        assert!(told.head.is_structure && told.rows.is_empty());
        assert_eq!(detected(&told, "code lists"), "3");
        assert_eq!(detected(&told, "data structure AMT:DSD_ARBEIT(1.0)"), "Struktur");
    }
    let told = read(ML_2_1.as_bytes().to_vec(), &ReadOptions::default())?;
    assert_eq!(detected(&told, "not used: CategoryScheme"), "1");
    Ok(())
}

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn structure_and_data_in_one_archive_explain_each_other() -> Result<(), FileError> {
    let more = "STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR,RAUM,GES,ZEIT,WERT\ndatastructure,AMT:DSD_ARBEIT(1.0),I,ALO,05,2,2021,9\n";
    let archive = zip(&[
        ("daten/a.csv", DATA),
        ("liesmich.txt", "Guten Tag"),
        ("daten/b.csv", more),
        ("struktur.xml", ML_2_1),
    ]);
    let told = read(archive.clone(), &ReadOptions::default())?;
    assert_eq!(told.format, "sdmx-folder");
    assert_eq!(told.head.sheets, ["daten/a.csv", "daten/b.csv"]);
    assert_eq!(
        rows(&told),
        ["ALO 05515 2022 7.50", "ALO 05515 2022 4", "ALO 05 2021 9"]
    );
    assert_eq!(told.rows[2].dimensions, "[GES=2]");
    assert_eq!(told.rows[2].place.sheet, 1);
    assert_eq!(detected(&told, "file struktur.xml"), "structure");
    assert!(detected(&told, "file liesmich.txt").starts_with("not read"));
    let text = formats::by_id("sdmx-folder").unwrap().cell_at(
        &mut Cursor::new(archive),
        told.rows[2].place,
        &ReadOptions::default(),
        &Limits::default(),
    )?;
    assert_eq!(text, "9");
    let alone = read(
        zip(&[("struktur.xml", ML_2_1), ("b.json", JSON_2_0)]),
        &ReadOptions::default(),
    )?;
    assert!(alone.head.is_structure);
    Ok(())
}

#[test]
fn what_services_answer_in_place_of_data_is_named() {
    let message = |root: &str| {
        let text = format!(
            r#"<?xml version="1.0"?><m:{root} xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"><m:X/></m:{root}>"#
        );
        read(text.into_bytes(), &ReadOptions::default())
            .err()
            .unwrap()
            .to_string()
    };
    assert!(
        message("Error").contains("something went wrong"),
        "{}",
        message("Error")
    );
    assert!(message("GenericMetadata").contains("reference metadata"));
    assert!(message("RegistryInterface").contains("registry"));
    assert!(
        message("Structure").contains("references=all"),
        "{}",
        message("Structure")
    );
}

#[test]
fn structures_made_to_harm_are_refused_in_one_sentence() {
    for text in [
        ML_2_1.replace("<mes:Header>", "<!DOCTYPE x [<!ENTITY a \"b\">]><mes:Header>"),
        ML_2_1[..2_000].to_owned(),
        ML_2_1.replace("&amp;", "&bomb;"),
        ML_2_1.replace("<str:Codelists>", &"<x>".repeat(100)),
    ] {
        let error = structures(&text).err().unwrap();
        assert!(!error.to_string().is_empty() && !error.to_string().ends_with('.'));
    }
}

#[test]
fn official_messages_are_read_or_told_apart() {
    let Some(folder) = official("sdmx") else { return };
    let mut n_files = 0;
    for sub in std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .filter(|one| one.path().is_dir())
    {
        for file in std::fs::read_dir(sub.path()).unwrap().flatten() {
            let told = read(std::fs::read(file.path()).unwrap(), &ReadOptions::default()).unwrap();
            assert!(told.head.is_structure || !told.rows.is_empty(), "{:?}", file.path());
            n_files += 1;
        }
    }
    assert!(0 < n_files);
}
