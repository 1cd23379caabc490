//! Structure messages in SDMX-JSON 1.0 and 2.0: the same artefacts as in XML, under the names of the JSON schema.

use std::sync::Arc;

use super::{CodeList, Concept, Definition, Described, Flow, Kind, Names, Reference, Structures, language};
use crate::{FileError, json::Json};

/// Reads a message into what is at hand.
pub(super) fn read(whole: &Json, into: &mut Structures) -> Result<(), FileError> {
    let data = whole.get("data").unwrap_or(whole);
    for (kind, list) in data.members().filter(|(_, list)| !list.list().is_empty()) {
        for artefact in list.list() {
            let reference = reference(artefact);
            match kind {
                "codelists" | "valueLists" | "geoCodelists" | "geographicCodelists" | "geoGridCodelists" => {
                    let mut codes = CodeList::default();
                    let items = ["codes", "valueItems", "geoFeatureSetCodes", "geoGridCodes"];
                    for code in items.iter().flat_map(|name| list_of(artefact, name)) {
                        into.count()?;
                        codes.codes.insert(text(code, "id").to_owned(), names(code));
                    }
                    into.lists.insert(reference, Arc::new(codes));
                }
                "conceptSchemes" => {
                    let mut scheme = std::collections::BTreeMap::new();
                    for concept in list_of(artefact, "concepts") {
                        into.count()?;
                        let representation = concept.get("coreRepresentation").unwrap_or(&Json::Null);
                        let one = Concept {
                            names: names(concept),
                            list: Reference::of_text(text(representation, "enumeration")),
                        };
                        scheme.insert(text(concept, "id").to_owned(), one);
                    }
                    into.schemes.insert(reference, scheme);
                }
                "dataStructures" => {
                    let definition = definition(artefact, into)?;
                    into.definitions.insert(reference, definition);
                }
                "dataflows" => {
                    let flow = Flow {
                        names: names(artefact),
                        structure: Reference::of_text(text(artefact, "structure")),
                    };
                    into.flows.insert(reference, flow);
                }
                other => *into.others.entry(other.to_owned()).or_default() += 1,
            }
        }
    }
    match into.is_empty() {
        true => Err(FileError::OwnLayout(
            "the message holds no code list, concept, data structure or data flow that can be read; ask the publisher for the data structure with its references (references=all)".to_owned(),
        )),
        false => Ok(()),
    }
}

fn definition(artefact: &Json, into: &mut Structures) -> Result<Definition, FileError> {
    let nothing = &Json::Null;
    let all = artefact.get("dataStructureComponents").unwrap_or(nothing);
    let dimensions = all.get("dimensionList").unwrap_or(nothing);
    let measures = all.get("measureList").unwrap_or(nothing);
    let attributes = all.get("attributeList").unwrap_or(nothing);
    let one = |list: &Json, name: &str| list.get(name).into_iter().cloned().collect::<Vec<_>>();
    // The time dimension is one in 2.0 and a list in 1.0; the primary measure exists in 1.0 only.
    let found: [(Kind, bool, Vec<Json>); 7] = [
        (Kind::Dimension, false, list_of(dimensions, "dimensions").to_vec()),
        (
            Kind::Dimension,
            false,
            list_of(dimensions, "measureDimensions").to_vec(),
        ),
        (Kind::Dimension, true, list_of(dimensions, "timeDimensions").to_vec()),
        (Kind::Dimension, true, one(dimensions, "timeDimension")),
        (Kind::Measure, false, one(measures, "primaryMeasure")),
        (Kind::Measure, false, list_of(measures, "measures").to_vec()),
        (Kind::Attribute, false, list_of(attributes, "attributes").to_vec()),
    ];
    let mut definition = Definition {
        names: names(artefact),
        ..Definition::default()
    };
    for (kind, is_time, components) in found {
        for component in components.iter().filter(|one| matches!(one, Json::Object(_))) {
            into.count()?;
            let identity = text(component, "conceptIdentity");
            let concept = Reference::of_text(identity).zip(Reference::item_of_text(identity).map(str::to_owned));
            let representation = component.get("localRepresentation").unwrap_or(nothing);
            let role = list_of(component, "conceptRoles").first().and_then(Json::text);
            let id = match (text(component, "id"), &concept) {
                ("", Some((_, id))) => id.clone(),
                (id, _) => id.to_owned(),
            };
            definition.components.push(Described {
                id,
                kind,
                is_time,
                concept,
                list: Reference::of_text(text(representation, "enumeration")),
                role: role.and_then(Reference::item_of_text).map(str::to_owned),
            });
        }
    }
    Ok(definition)
}

fn reference(artefact: &Json) -> Reference {
    let version = text(artefact, "version");
    Reference {
        agency: text(artefact, "agencyID").to_owned(),
        id: text(artefact, "id").to_owned(),
        version: if version.is_empty() { "1.0" } else { version }.to_owned(),
    }
}

fn list_of<'a>(value: &'a Json, name: &str) -> &'a [Json] {
    value.get(name).map_or(&[], Json::list)
}

fn text<'a>(value: &'a Json, name: &str) -> &'a str {
    value.get(name).and_then(Json::text).unwrap_or_default()
}

/// `names` by language, else `name`, which is a text or in 1.0 an object by language.
pub(in crate::sdmx) fn names(value: &Json) -> Names {
    let by_language = |names: &Json| {
        names
            .members()
            .filter_map(|(tag, name)| Some((language(tag), name.text()?.trim().to_owned())))
            .collect::<Names>()
    };
    let mut found = value.get("names").map(by_language).unwrap_or_default();
    if found.is_empty()
        && let Some(name) = value.get("name")
    {
        found = match name.text() {
            Some(name) => Names::from([(String::new(), name.trim().to_owned())]),
            None => by_language(name),
        };
    }
    found.retain(|_, name| !name.is_empty());
    found
}
