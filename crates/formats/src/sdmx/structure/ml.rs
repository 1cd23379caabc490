//! Structure messages in SDMX-ML 2.1 and 3.0 (`SDMXStructure.xsd` and what it includes).
//!
//! Elements are known by their local names. Version 2.1 refers by `Ref` elements or `URN`, version 3.0 by a URN as text; both are read.

use std::sync::Arc;

use quick_xml::events::BytesStart;

use super::{CodeList, Concept, Definition, Described, Flow, Kind, Names, Reference, Structures, language};
use crate::{
    FileError, ReadSeek,
    limits::Limits,
    sdmx::xml::{self, Walked, attribute, local},
};

/// What is being read.
enum Artefact {
    List(CodeList),
    Scheme(std::collections::BTreeMap<String, Concept>),
    Definition(Definition),
    Flow(Flow),
}

#[derive(Default)]
struct Reading {
    artefact: Option<(Reference, Artefact)>,
    names: Names,
    /// Identifier and names of a code or concept.
    item: Option<(String, Names)>,
    item_list: Option<Reference>,
    component: Option<Described>,
    language: String,
    text: String,
}

/// Reads a message into what is at hand.
pub(super) fn read(input: &mut dyn ReadSeek, limits: &Limits, into: &mut Structures) -> Result<(), FileError> {
    let mut reading = Reading::default();
    xml::walk(input, limits, &mut |walked, path| {
        let parent = path.last().map_or("", String::as_str);
        match walked {
            Walked::Open(start) => reading.open(start, parent, path, into)?,
            Walked::Text(text) => {
                if limits.line_bytes < reading.text.len() + text.len() {
                    return Err(FileError::OwnLayout(
                        "a text of the message is longer than a line may be; download the message again".to_owned(),
                    ));
                }
                reading.text.push_str(text);
            }
            Walked::Close(element) => {
                reading.close(element, parent, into)?;
                reading.text.clear();
            }
        }
        Ok(true)
    })?;
    match into.is_empty() {
        true => Err(FileError::OwnLayout(
            "the message holds no code list, concept, data structure or data flow that can be read; ask the publisher for the data structure with its references (references=all)".to_owned(),
        )),
        false => Ok(()),
    }
}

/// Elements that hold an artefact.
const ARTEFACTS: [&str; 8] = [
    "Codelist",
    "ValueList",
    "GeographicCodelist",
    "GeoGridCodelist",
    "ConceptScheme",
    "DataStructure",
    "Dataflow",
    "CodeList",
];
const CODES: [&str; 4] = ["Code", "ValueItem", "GeoFeatureSetCode", "GeoGridCode"];
const COMPONENTS: [&str; 7] = [
    "Dimension",
    "TimeDimension",
    "MeasureDimension",
    "Attribute",
    "PrimaryMeasure",
    "Measure",
    "ReportingYearStartDay",
];

fn text_of(start: &BytesStart<'_>, name: &str) -> Result<String, FileError> {
    Ok(attribute(start, name)?.unwrap_or_default())
}

impl Reading {
    fn open(
        &mut self,
        start: &BytesStart<'_>,
        parent: &str,
        path: &[String],
        into: &mut Structures,
    ) -> Result<(), FileError> {
        self.text.clear();
        let element = local(start);
        let element = element.as_str();
        if matches!(element, "Name" | "Description") {
            self.language = attribute(start, "lang")?.map_or_else(|| "en".to_owned(), |tag| language(&tag));
            return Ok(());
        }
        if ARTEFACTS.contains(&element) && self.artefact.is_none() {
            let reference = Reference {
                agency: text_of(start, "agencyID")?,
                id: text_of(start, "id")?,
                version: attribute(start, "version")?.unwrap_or_else(|| "1.0".to_owned()),
            };
            let artefact = match element {
                "ConceptScheme" => Artefact::Scheme(Default::default()),
                "DataStructure" => Artefact::Definition(Definition::default()),
                "Dataflow" => Artefact::Flow(Flow::default()),
                _ => Artefact::List(CodeList::default()),
            };
            self.names = Names::default();
            self.artefact = Some((reference, artefact));
            return Ok(());
        }
        match &mut self.artefact {
            Some((_, Artefact::List(_))) if CODES.contains(&element) => {
                self.item = Some((text_of(start, "id")?, Names::default()));
            }
            Some((_, Artefact::Scheme(_))) if element == "Concept" && parent == "ConceptScheme" => {
                self.item = Some((text_of(start, "id")?, Names::default()));
                self.item_list = None;
            }
            Some((_, Artefact::Definition(_)))
                if parent.ends_with("List") && COMPONENTS.contains(&element) && parent != "GroupList" =>
            {
                self.component = Some(Described {
                    id: text_of(start, "id")?,
                    kind: match parent {
                        "DimensionList" => Kind::Dimension,
                        "AttributeList" => Kind::Attribute,
                        _ => Kind::Measure,
                    },
                    is_time: element == "TimeDimension",
                    concept: None,
                    list: None,
                    role: None,
                });
            }
            Some(_) if element == "Ref" => {
                let item = text_of(start, "id")?;
                let of_parent = attribute(start, "maintainableParentID")?;
                let reference = Reference {
                    agency: text_of(start, "agencyID")?,
                    id: of_parent.clone().unwrap_or_else(|| item.clone()),
                    version: match of_parent {
                        Some(_) => text_of(start, "maintainableParentVersion")?,
                        None => text_of(start, "version")?,
                    },
                };
                self.refers(parent, reference, Some(item));
            }
            None => {
                // Artefacts of other kinds are named in the account of the file and nowhere else.
                let is_artefact = path.len() == 3 && path[1] == "Structures";
                if is_artefact {
                    *into.others.entry(element.to_owned()).or_default() += 1;
                }
            }
            Some(_) => {}
        }
        Ok(())
    }

    /// Takes a reference where it stands: `holder` is the element around it.
    fn refers(&mut self, holder: &str, reference: Reference, item: Option<String>) {
        match (holder, &mut self.artefact) {
            ("Enumeration", Some((_, Artefact::Scheme(_)))) => self.item_list = Some(reference),
            ("Structure", Some((_, Artefact::Flow(flow)))) => flow.structure = Some(reference),
            ("Enumeration", _) => {
                if let Some(component) = &mut self.component {
                    component.list.get_or_insert(reference);
                }
            }
            ("ConceptIdentity", _) => {
                if let (Some(component), Some(item)) = (&mut self.component, item) {
                    component.concept = Some((reference, item));
                }
            }
            ("ConceptRole", _) => {
                if let Some(component) = &mut self.component {
                    component.role = item;
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, element: &str, parent: &str, into: &mut Structures) -> Result<(), FileError> {
        let text = self.text.trim();
        match element {
            "Name" if !text.is_empty() => {
                let names = match &mut self.item {
                    Some((_, names)) if CODES.contains(&parent) || parent == "Concept" => Some(names),
                    _ if ARTEFACTS.contains(&parent) => Some(&mut self.names),
                    _ => None,
                };
                if let Some(names) = names {
                    names.insert(self.language.clone(), text.to_owned());
                }
            }
            "Enumeration" | "ConceptIdentity" | "ConceptRole" | "Structure" | "URN" => {
                if let Some(reference) = Reference::of_text(text) {
                    let item = Reference::item_of_text(text).map(str::to_owned);
                    let holder = if element == "URN" { parent } else { element }.to_owned();
                    self.refers(&holder, reference, item);
                }
            }
            _ if CODES.contains(&element) || (element == "Concept" && parent == "ConceptScheme") => {
                if let (Some((id, names)), Some((_, artefact))) = (self.item.take(), &mut self.artefact) {
                    into.count()?;
                    match artefact {
                        Artefact::List(list) => drop(list.codes.insert(id, names)),
                        Artefact::Scheme(scheme) => {
                            let list = self.item_list.take();
                            scheme.insert(id, Concept { names, list });
                        }
                        _ => {}
                    }
                }
            }
            _ if parent.ends_with("List") && COMPONENTS.contains(&element) => {
                if let (Some(mut component), Some((_, Artefact::Definition(definition)))) =
                    (self.component.take(), &mut self.artefact)
                {
                    into.count()?;
                    if component.id.is_empty() {
                        component.id = match (&component.concept, component.kind) {
                            (Some((_, id)), _) => id.clone(),
                            (None, Kind::Measure) => "OBS_VALUE".to_owned(),
                            (None, _) => "TIME_PERIOD".to_owned(),
                        };
                    }
                    definition.components.push(component);
                }
            }
            _ if ARTEFACTS.contains(&element) && self.item.is_none() => {
                let names = std::mem::take(&mut self.names);
                match self.artefact.take() {
                    Some((reference, Artefact::List(list))) => drop(into.lists.insert(reference, Arc::new(list))),
                    Some((reference, Artefact::Scheme(scheme))) => drop(into.schemes.insert(reference, scheme)),
                    Some((reference, Artefact::Definition(definition))) => {
                        drop(into.definitions.insert(reference, Definition { names, ..definition }));
                    }
                    Some((reference, Artefact::Flow(flow))) => {
                        drop(into.flows.insert(reference, Flow { names, ..flow }));
                    }
                    None => {}
                }
            }
            _ => {}
        }
        Ok(())
    }
}
