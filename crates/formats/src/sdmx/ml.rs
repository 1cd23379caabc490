//! SDMX-ML data messages, version 2.1 (and the structure-specific ones of 3.0): generic and structure-specific, by series or flat.
//!
//! Follows the SDMX-ML 2.1 schemas `SDMXMessage.xsd`, `SDMXDataGeneric.xsd` and `SDMXDataStructureSpecific.xsd`. Elements are known by
//! their local names, whatever prefix they have. The file is streamed. A document type, in which entities that grow without bound are
//! declared, is refused; the five entities of XML itself are all there are. A place counts the observations in the order of the message.

use std::{collections::HashMap, io::BufReader};

use figures::number::DecimalSign;
use quick_xml::{
    Reader,
    events::{BytesStart, Event as Xml},
};

use super::{
    concepts::{self, Kind},
    message::{About, Component, Message, Stated, Visit},
};
use crate::{FileError, ReadSeek, event::shortened, limits::Limits};

/// A message in XML.
pub(super) struct MlMessage<'a> {
    input: &'a mut dyn ReadSeek,
    limits: Limits,
    about: About,
    structure: String,
    components: Vec<Component>,
}

/// Whether the beginning of a text is that of an SDMX-ML message, of data or of structures.
pub(super) fn is_message(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('<')
        && [
            "GenericData",
            "StructureSpecificData",
            "StructureSpecificTimeSeriesData",
            "GenericTimeSeriesData",
        ]
        .iter()
        .any(|root| {
            text.contains(&format!("{root} "))
                || text.contains(&format!("{root}>"))
                || text.contains(&format!("{root}\n"))
        })
}

/// Whether it is a message of structures, which holds no figures.
pub(super) fn is_structure(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    text.trim_start_matches('\u{feff}').trim_start().starts_with('<')
        && text.contains("sdmx")
        && (text.contains(":Structure ") || text.contains("<Structure "))
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
            structure: String::new(),
            components: Vec::new(),
        };
        message.find_components()?;
        Ok(message)
    }

    /// Goes through the message once for its header and the names of its components.
    fn find_components(&mut self) -> Result<(), FileError> {
        let mut components: Vec<Component> = Vec::new();
        let mut at_observation = "TIME_PERIOD".to_owned();
        let (mut about, mut structure) = (self.about.clone(), String::new());
        self.walk(&mut |event, path| {
            let add = |components: &mut Vec<Component>, name: &str, kind: Kind| {
                let known = components.iter_mut().find(|known| known.concept == name);
                match known {
                    Some(known) if known.kind == Kind::Unsaid => known.kind = kind,
                    Some(_) => {}
                    None => components.push(Component {
                        concept: name.to_owned(),
                        kind,
                        column: components.len() as u32 + 1,
                        name: None,
                    }),
                }
            };
            match event {
                Walked::Open(start) => {
                    let element = local(start);
                    let parent = path.last().map_or("", String::as_str);
                    match (parent, element.as_str()) {
                        ("Header", "Structure") => {
                            if let Some(dimension) = attribute(start, "dimensionAtObservation")? {
                                at_observation = dimension;
                            }
                        }
                        (_, "Ref") if path.iter().any(|one| one == "Header") => {
                            let part = |name| attribute(start, name).map(Option::unwrap_or_default);
                            structure = format!("{}:{}({})", part("agencyID")?, part("id")?, part("version")?);
                        }
                        ("Header", "Sender") => about.sender = attribute(start, "id")?,
                        ("SeriesKey" | "ObsKey" | "GroupKey", "Value") => {
                            add(
                                &mut components,
                                &attribute(start, "id")?.unwrap_or_default(),
                                Kind::Dimension,
                            );
                        }
                        ("Attributes", "Value") => {
                            add(
                                &mut components,
                                &attribute(start, "id")?.unwrap_or_default(),
                                Kind::Attribute,
                            );
                        }
                        (_, "ObsDimension") => {
                            let name = attribute(start, "id")?.unwrap_or_else(|| at_observation.clone());
                            add(&mut components, &name, Kind::Dimension);
                        }
                        (_, "ObsValue") => add(&mut components, "OBS_VALUE", Kind::Measure),
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
                Walked::Text(text) => {
                    if path.last().is_some_and(|name| name == "Prepared") {
                        about.prepared = super::day(text.trim());
                    }
                }
                Walked::Close(_) => {}
            }
            Ok(true)
        })?;
        if components.iter().all(|one| one.concept != "OBS_VALUE")
            && components.iter().all(|one| one.kind != Kind::Measure)
        {
            return Err(FileError::NoData);
        }
        structure = structure.replace("()", "");
        self.about = about;
        self.structure = structure;
        self.components = components;
        Ok(())
    }

    /// Goes through all elements.
    fn walk(&mut self, visit: &mut Walk<'_>) -> Result<(), FileError> {
        self.input.seek(std::io::SeekFrom::Start(0))?;
        let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, &mut *self.input));
        let mut buffer = Vec::new();
        let mut path: Vec<String> = Vec::new();
        loop {
            buffer.clear();
            let event = reader
                .read_event_into(&mut buffer)
                .map_err(|error| damaged(&error.to_string()))?;
            let goes_on = match &event {
                Xml::Eof if path.is_empty() => return Ok(()),
                Xml::Eof => return Err(damaged("it ends before its elements do")),
                Xml::DocType(_) => {
                    return Err(FileError::OwnLayout(
                        "the XML declares a document type, as files made to harm do; SDMX messages have none"
                            .to_owned(),
                    ));
                }
                Xml::Start(start) => {
                    let goes_on = visit(Walked::Open(start), &path)?;
                    path.push(local(start));
                    if DEEPEST < path.len() {
                        return Err(damaged("its elements are nested deeper than in any message"));
                    }
                    goes_on
                }
                Xml::Empty(start) => {
                    let name = local(start);
                    let goes_on = visit(Walked::Open(start), &path)?;
                    goes_on && visit(Walked::Close(&name), &path)?
                }
                Xml::End(_) => {
                    let name = path.pop().unwrap_or_default();
                    visit(Walked::Close(&name), &path)?
                }
                Xml::Text(text) => {
                    let text: &str = text;
                    visit(Walked::Text(text), &path)?
                }
                Xml::GeneralRef(entity) => {
                    let is_own =
                        matches!(entity.as_ref(), "amp" | "lt" | "gt" | "quot" | "apos") || entity.starts_with('#');
                    if !is_own {
                        return Err(damaged("it uses an entity that XML does not have"));
                    }
                    true
                }
                _ => true,
            };
            if !goes_on {
                return Ok(());
            }
            if self.limits.line_bytes < buffer.len() {
                return Err(FileError::OwnLayout(format!(
                    "an element of the XML is longer than {} bytes; download the message again",
                    self.limits.line_bytes
                )));
            }
        }
    }
}

/// Deeper nesting than in any message.
const DEEPEST: usize = 64;

/// What is met on the way through a message.
enum Walked<'w> {
    /// An element begins.
    Open(&'w BytesStart<'w>),
    /// A text.
    Text(&'w str),
    /// An element ends; its local name.
    Close(&'w str),
}

type Walk<'w> = dyn FnMut(Walked<'_>, &[String]) -> Result<bool, FileError> + 'w;

fn local(start: &BytesStart<'_>) -> String {
    start.local_name().as_ref().to_owned()
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, FileError> {
    Ok(all_attributes(start)?
        .into_iter()
        .find(|(_, known, _)| known == name)
        .map(|(_, _, value)| value))
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

fn all_attributes(start: &BytesStart<'_>) -> Result<Vec<(bool, String, String)>, FileError> {
    let mut all = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| damaged(&error.to_string()))?;
        let value = quick_xml::escape::unescape(&attribute.value).map_err(|error| damaged(&error.to_string()))?;
        all.push((
            attribute.key.prefix().is_some(),
            attribute.key.local_name().as_ref().to_owned(),
            value.into_owned(),
        ));
    }
    Ok(all)
}

fn damaged(detail: &str) -> FileError {
    FileError::OwnLayout(format!(
        "the XML cannot be read ({}); download the message again",
        shortened(detail)
    ))
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
        let (n_components, structure) = (self.components.len(), self.structure.clone());
        let mut state = State {
            dimension_at_observation: "TIME_PERIOD".to_owned(),
            ..State::default()
        };
        let mut stated = Stated::default();
        self.walk(&mut |walked, path| {
            let parent = path.last().map_or("", String::as_str);
            match walked {
                Walked::Open(start) => state.open(start, parent, path, &places)?,
                Walked::Text(_) => {}
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
                        structure.clone_into(&mut stated.structure);
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
                let found = pair(attribute(start, "id")?.unwrap_or_default(), attribute(start, "value")?);
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
