//! SDMX-ML data messages, version 2.1 (and the structure-specific ones of 3.0): generic and structure-specific, by series or flat.
//!
//! Follows the SDMX-ML 2.1 schemas `SDMXMessage.xsd`, `SDMXDataGeneric.xsd` and `SDMXDataStructureSpecific.xsd`, and reads the generic
//! and compact messages of 2.0 that some offices still send. Elements are known by their local names, whatever prefix they have. The
//! file is streamed (`xml.rs`). A place counts the observations in the order of the message.

use std::collections::{BTreeMap, HashMap};

use figures::number::DecimalSign;
use quick_xml::events::BytesStart;

use super::{
    concepts::{self, Kind},
    message::{About, Component, Message, Stated, Visit},
    structure::Reference,
    xml::{self, Walked, all_attributes, attribute, local},
};
use crate::{FileError, ReadSeek, limits::Limits};

/// A message in XML.
pub(super) struct MlMessage<'a> {
    input: &'a mut dyn ReadSeek,
    limits: Limits,
    about: About,
    /// By the identifier that data sets refer to; the blank one is that of the last structure in the header.
    structures: BTreeMap<String, String>,
    components: Vec<Component>,
}

/// Roots of messages with observations; the last two are those of version 2.0.
const ROOTS: [&str; 6] = [
    "GenericData",
    "StructureSpecificData",
    "StructureSpecificTimeSeriesData",
    "GenericTimeSeriesData",
    "CompactData",
    "MessageGroup",
];

/// Whether the beginning of a text is that of an SDMX-ML message of data.
pub(super) fn is_message(head: &[u8]) -> bool {
    xml::root(head).is_some_and(|(root, _)| ROOTS.contains(&root.as_str()))
}

/// Whether it is a message of structures, which holds no figures.
pub(super) fn is_structure(head: &[u8]) -> bool {
    xml::root(head).is_some_and(|(root, is_sdmx)| is_sdmx && matches!(root.as_str(), "Structure" | "Structures"))
}

/// What else the services of SDMX answer, and what to do about it.
pub(super) fn other(head: &[u8]) -> Option<FileError> {
    let (root, is_sdmx) = xml::root(head)?;
    if !is_sdmx {
        return None;
    }
    let (found, remedy) = match root.as_str() {
        "Error" => (
            "an answer of a service of SDMX that says that something went wrong",
            "read it in an editor, mend the question and ask again",
        ),
        "GenericMetadata" | "StructureSpecificMetadata" | "MetadataReport" => (
            "a message of reference metadata (SDMX-ML), which holds no figures",
            "give the message with the data",
        ),
        "RegistryInterface" => (
            "a message of a registry (SDMX-ML), which holds no figures",
            "give the message with the data",
        ),
        "CrossSectionalData" | "UtilityData" => (
            "a cross-sectional or utility message of SDMX-ML 2.0",
            "ask the publisher for SDMX-CSV or SDMX-ML 2.1",
        ),
        _ => return None,
    };
    Some(FileError::OtherKind { found, remedy })
}

/// What of the message is being read.
#[derive(Default)]
struct State {
    /// Texts of the data set, its series and its observation, in the order of the components.
    data_set: Vec<(usize, String)>,
    series: Vec<(usize, String)>,
    observation: Vec<(usize, String)>,
    group: Vec<(usize, String)>,
    dimension_at_observation: String,
    is_deletion: bool,
    /// The identifier of the structure that the data set refers to.
    structure: String,
    row: u32,
}

impl<'a> MlMessage<'a> {
    pub(super) fn open(input: &'a mut dyn ReadSeek, limits: &Limits) -> Result<Self, FileError> {
        let mut message = Self {
            input,
            limits: *limits,
            about: About {
                layout: "SDMX-ML 2.1 data message".to_owned(),
                sign: Some(DecimalSign::Point),
                ..About::default()
            },
            structures: BTreeMap::new(),
            components: Vec::new(),
        };
        message.find_components()?;
        Ok(message)
    }

    /// Goes through the message once for its header and the names of its components.
    fn find_components(&mut self) -> Result<(), FileError> {
        let mut components: Vec<Component> = Vec::new();
        let mut at_observation = "TIME_PERIOD".to_owned();
        let (mut about, mut structures) = (self.about.clone(), BTreeMap::new());
        let (mut structure_id, mut text) = (String::new(), String::new());
        self.walk(&mut |event, path| {
            let add = |components: &mut Vec<Component>, name: &str, kind: Kind| {
                let known = components.iter_mut().find(|known| known.concept == name);
                match known {
                    Some(known) if known.kind == Kind::Unsaid => known.kind = kind,
                    Some(_) => {}
                    None => components.push(Component::new(name, kind, components.len() as u32 + 1)),
                }
            };
            match event {
                Walked::Open(start) => {
                    let element = local(start);
                    let parent = path.last().map_or("", String::as_str);
                    text.clear();
                    match (parent, element.as_str()) {
                        ("Header", "Structure") => {
                            structure_id = attribute(start, "structureID")?.unwrap_or_default();
                            if let Some(dimension) = attribute(start, "dimensionAtObservation")? {
                                at_observation = dimension;
                            }
                        }
                        (_, "Ref") if is_structure_of_header(path) => {
                            let part = |name| attribute(start, name).map(Option::unwrap_or_default);
                            let named = Reference {
                                agency: part("agencyID")?,
                                id: part("id")?,
                                version: part("version")?,
                            };
                            structures.insert(structure_id.clone(), named.to_string());
                        }
                        ("Header", "Sender") => about.sender = attribute(start, "id")?,
                        ("SeriesKey" | "ObsKey" | "GroupKey", "Value") => {
                            add(
                                &mut components,
                                &identifier(start)?.unwrap_or_default(),
                                Kind::Dimension,
                            );
                        }
                        ("Attributes", "Value") => {
                            add(
                                &mut components,
                                &identifier(start)?.unwrap_or_default(),
                                Kind::Attribute,
                            );
                        }
                        (_, "ObsDimension") => {
                            let name = attribute(start, "id")?.unwrap_or_else(|| at_observation.clone());
                            add(&mut components, &name, Kind::Dimension);
                        }
                        (_, "ObsValue") => add(&mut components, "OBS_VALUE", Kind::Measure),
                        ("Obs", "Time") => add(&mut components, "TIME_PERIOD", Kind::Dimension),
                        (_, "Series" | "Obs" | "DataSet" | "Group") => {
                            for (name, _) in plain_attributes(start)? {
                                let kind = match element.as_str() {
                                    _ if name == "OBS_VALUE" => Kind::Measure,
                                    _ if name == at_observation || name == "TIME_PERIOD" => Kind::Dimension,
                                    _ if concepts::is_known_attribute(&name) => Kind::Attribute,
                                    "DataSet" => Kind::Attribute,
                                    // Beside its series an observation has attributes; alone it has everything.
                                    "Obs" if parent == "Series" => Kind::Attribute,
                                    _ => Kind::Unsaid,
                                };
                                add(&mut components, &name, kind);
                            }
                        }
                        _ => {}
                    }
                }
                Walked::Text(part) => text.push_str(part),
                Walked::Close(element) => {
                    if element == "Prepared" {
                        about.prepared = super::day(text.trim());
                    }
                    let is_reference = matches!(element, "Structure" | "StructureUsage" | "URN" | "KeyFamilyRef");
                    if is_reference
                        && (is_structure_of_header(path) || element == "KeyFamilyRef")
                        && let Some(named) = Reference::of_text(&text)
                    {
                        structures.insert(structure_id.clone(), named.to_string());
                    }
                    text.clear();
                }
            }
            Ok(true)
        })?;
        if components.iter().all(|one| one.concept != "OBS_VALUE")
            && components.iter().all(|one| one.kind != Kind::Measure)
        {
            return Err(FileError::NoData);
        }
        if let Some(last) = structures.values().last().cloned() {
            structures.entry(String::new()).or_insert(last);
        }
        self.about = about;
        self.structures = structures;
        self.components = components;
        Ok(())
    }

    fn walk(&mut self, visit: &mut xml::Walk<'_>) -> Result<(), FileError> {
        xml::walk(&mut *self.input, &self.limits, visit)
    }
}

/// Whether elements within this path name a structure of the data.
fn is_structure_of_header(path: &[String]) -> bool {
    let named = path
        .iter()
        .position(|one| one == "Header")
        .map(|header| &path[header + 1..]);
    named
        .and_then(<[String]>::first)
        .is_some_and(|first| first == "Structure")
}

/// What a key or attribute is called; version 2.0 says `concept`.
fn identifier(start: &BytesStart<'_>) -> Result<Option<String>, FileError> {
    Ok(match attribute(start, "id")? {
        Some(id) => Some(id),
        None => attribute(start, "concept")?,
    })
}

/// Attributes without a prefix: codes and values. Those with one belong to the syntax.
fn plain_attributes(start: &BytesStart<'_>) -> Result<Vec<(String, String)>, FileError> {
    let all = all_attributes(start)?.into_iter();
    Ok(all
        .filter(|(is_prefixed, name, _)| {
            !is_prefixed
                && !matches!(
                    name.as_str(),
                    "xmlns" | "action" | "structureRef" | "setID" | "dataScope" | "REPORTING_YEAR_START_DAY"
                )
        })
        .map(|(_, name, value)| (name, value))
        .collect())
}

impl Message for MlMessage<'_> {
    fn about(&self) -> &About {
        &self.about
    }

    fn components(&self) -> &[Component] {
        &self.components
    }

    fn each(&mut self, visit: &mut Visit<'_>) -> Result<(), FileError> {
        let places: HashMap<String, usize> = self
            .components
            .iter()
            .enumerate()
            .map(|(place, one)| (one.concept.clone(), place))
            .collect();
        let (n_components, structures) = (self.components.len(), self.structures.clone());
        let structure_of = |id: &str| {
            structures
                .get(id)
                .or_else(|| structures.get(""))
                .cloned()
                .unwrap_or_default()
        };
        let mut state = State {
            dimension_at_observation: "TIME_PERIOD".to_owned(),
            ..State::default()
        };
        let mut stated = Stated::default();
        self.walk(&mut |walked, path| {
            let parent = path.last().map_or("", String::as_str);
            match walked {
                Walked::Open(start) => state.open(start, parent, path, &places)?,
                Walked::Text(text) => {
                    if path.last().is_some_and(|name| name == "Time") {
                        let place = places.get("TIME_PERIOD").copied();
                        state.observation.extend(place.map(|place| (place, text.to_owned())));
                    }
                }
                Walked::Close(name) => {
                    let list = match name {
                        "Obs" => Some(true),
                        "Group" => Some(false),
                        _ => None,
                    };
                    if name == "Series" {
                        state.series.clear();
                    }
                    if name == "DataSet" {
                        state.data_set.clear();
                    }
                    if let Some(is_observation) = list {
                        stated.clear(n_components);
                        stated.structure = structure_of(&state.structure);
                        stated.is_deletion = state.is_deletion && is_observation;
                        let parts: [&[(usize, String)]; 3] = match is_observation {
                            true => [&state.data_set, &state.series, &state.observation],
                            false => [&state.group, &[], &[]],
                        };
                        for (place, text) in parts.into_iter().flatten() {
                            stated.set(*place, text, "");
                        }
                        if is_observation {
                            state.row = state.row.saturating_add(1);
                        }
                        stated.row = state.row;
                        state.observation.clear();
                        state.group.clear();
                        return visit(&mut stated);
                    }
                }
            }
            Ok(true)
        })
    }
}

impl State {
    fn open(
        &mut self,
        start: &BytesStart<'_>,
        parent: &str,
        path: &[String],
        places: &HashMap<String, usize>,
    ) -> Result<(), FileError> {
        let element = local(start);
        let place = |name: &str| places.get(name).copied();
        let pair = |name: String, value: Option<String>| Some((place(&name)?, value?));
        match (parent, element.as_str()) {
            ("Header", "Structure") => {
                if let Some(dimension) = attribute(start, "dimensionAtObservation")? {
                    self.dimension_at_observation = dimension;
                }
            }
            (_, "DataSet") => {
                self.is_deletion = attribute(start, "action")?.as_deref() == Some("Delete");
                self.structure = attribute(start, "structureRef")?.unwrap_or_default();
                self.data_set = plain_attributes(start)?
                    .into_iter()
                    .filter_map(|(name, value)| pair(name, Some(value)))
                    .collect();
            }
            (_, "Series" | "Obs" | "Group") => {
                let found = plain_attributes(start)?
                    .into_iter()
                    .filter_map(|(name, value)| pair(name, Some(value)));
                match element.as_str() {
                    "Series" => self.series = found.collect(),
                    "Obs" => self.observation = found.collect(),
                    _ => self.group = found.collect(),
                }
            }
            (_, "Value") => {
                let found = pair(identifier(start)?.unwrap_or_default(), attribute(start, "value")?);
                // Attributes belong to the nearest element that holds them.
                let holder = path
                    .iter()
                    .rev()
                    .find(|name| matches!(name.as_str(), "Obs" | "Group" | "Series" | "DataSet"));
                match holder.map_or("", String::as_str) {
                    "Obs" => self.observation.extend(found),
                    "Group" => self.group.extend(found),
                    "Series" => self.series.extend(found),
                    "DataSet" => self.data_set.extend(found),
                    _ => {}
                }
            }
            (_, "ObsDimension") => {
                let name = attribute(start, "id")?.unwrap_or_else(|| self.dimension_at_observation.clone());
                self.observation.extend(pair(name, attribute(start, "value")?));
            }
            (_, "ObsValue") => self
                .observation
                .extend(pair("OBS_VALUE".to_owned(), attribute(start, "value")?)),
            _ => {}
        }
        Ok(())
    }
}
