//! SDMX-JSON data messages, version 2.0 and 1.0: series and flat layouts, codes by index, attributes of data sets, series and groups.
//!
//! Follows the field guide of the SDMX-JSON data message 2.0.0 (aligned with SDMX 3.0) and reads what 1.0 wrote in other places
//! (`structure` in place of `structures`, `header` in place of `meta`). A place counts the observations in the order of the message.

use std::collections::HashMap;

use figures::number::DecimalSign;

use super::{
    concepts::Kind,
    message::{About, Component, Message, Stated, Visit},
    structure::names,
};
use crate::{FileError, Names, event::shortened, json::Json};

/// A message in JSON.
pub(super) struct JsonMessage {
    about: About,
    components: Vec<Component>,
    whole: Json,
}

/// Whether the beginning of a text is that of such a message.
pub(super) fn is_message(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let says = |name: &str| text.contains(name);
    text.starts_with('{')
        && !is_structure(head)
        && (says("sdmx-json") || says("\"dataSets\"") || (says("\"structure") && says("\"dimensions\"")))
}

/// Whether it is the beginning of a message of structures.
pub(super) fn is_structure(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let says = |name: &str| text.contains(name);
    let lists = [
        "\"codelists\"",
        "\"dataStructures\"",
        "\"conceptSchemes\"",
        "\"dataflows\"",
    ];
    text.starts_with('{')
        && !says("\"dataSets\"")
        && (says("sdmx-json-structure")
            || lists.iter().any(|name| says(name)) && (says("\"agencyID\"") || says("\"meta\"")))
}

/// Where components stand.
const LEVELS: [&str; 4] = ["dataSet", "dimensionGroup", "series", "observation"];

impl JsonMessage {
    pub(super) fn of(whole: Json) -> Result<Self, FileError> {
        let meta = whole.get("meta").or_else(|| whole.get("header")).unwrap_or(&Json::Null);
        let sender = meta.get("sender").unwrap_or(&Json::Null);
        let version = match whole.get("data").is_some_and(|data| data.get("structures").is_some()) {
            true => "2.0",
            false => "1.0",
        };
        let about = About {
            layout: format!("SDMX-JSON {version} data message"),
            prepared: meta.get("prepared").and_then(Json::text).and_then(super::day),
            sender: name(sender).or_else(|| sender.get("id").and_then(Json::text).map(str::to_owned)),
            sign: Some(DecimalSign::Point),
            has_words: true,
            ..About::default()
        };
        let mut components: Vec<Component> = Vec::new();
        for structure in structures(&whole) {
            check_levels(structure)?;
            for (part, kind) in [
                ("dimensions", Kind::Dimension),
                ("measures", Kind::Measure),
                ("attributes", Kind::Attribute),
            ] {
                for component in LEVELS.iter().flat_map(|level| list(structure, part, level)) {
                    add(&mut components, id(component), kind, names(component));
                }
            }
            if list(structure, "measures", "observation").is_empty() {
                add(&mut components, "OBS_VALUE", Kind::Measure, Names::new());
            }
        }
        if components.is_empty() {
            return Err(FileError::OwnLayout(
                "the message has no structure, without which its numbers mean nothing; ask for the data with their structure".to_owned(),
            ));
        }
        Ok(Self {
            about,
            components,
            whole,
        })
    }
}

fn add(components: &mut Vec<Component>, concept: &str, kind: Kind, names: Names) {
    if components.iter().all(|known| known.concept != concept) {
        components.push(Component {
            names,
            ..Component::new(concept, kind, components.len() as u32 + 1)
        });
    }
}

fn structures(whole: &Json) -> Vec<&Json> {
    let data = whole.get("data").unwrap_or(whole);
    let one = || data.get("structure").or_else(|| whole.get("structure"));
    match data.get("structures") {
        Some(list) => list.list().iter().collect(),
        None => one().into_iter().collect(),
    }
}

fn data_sets(whole: &Json) -> &[Json] {
    let data = whole.get("data").unwrap_or(whole);
    data.get("dataSets").map_or(&[], Json::list)
}

/// The components of a level. The standard writes `dataSet`, its own samples of version 1.0 `dataset`.
fn list<'a>(structure: &'a Json, part: &str, level: &str) -> &'a [Json] {
    let mut levels = structure.get(part).into_iter().flat_map(Json::members);
    let found = levels.find(|(name, _)| name.eq_ignore_ascii_case(level));
    found.map_or(&[], |(_, components)| components.list())
}

/// Components in a place that no version of the standard knows: a unit or a power of ten may be among them, so nothing is read without
/// them.
fn check_levels(structure: &Json) -> Result<(), FileError> {
    for part in ["dimensions", "measures", "attributes"] {
        let levels = structure.get(part).into_iter().flat_map(Json::members);
        for (name, components) in levels {
            let is_known = LEVELS.iter().any(|level| level.eq_ignore_ascii_case(name));
            let ids: Vec<String> = components
                .list()
                .iter()
                .map(id)
                .filter(|id| !id.is_empty())
                .map(shortened)
                .collect();
            if !is_known && !ids.is_empty() {
                return Err(FileError::OwnLayout(format!(
                    "the structure lists {part} under \"{}\" ({}), a place that SDMX-JSON does not know; ask for the data as SDMX-JSON 2.0 or SDMX-CSV",
                    shortened(name),
                    ids.join(", ")
                )));
            }
        }
    }
    Ok(())
}

fn id(component: &Json) -> &str {
    component.get("id").and_then(Json::text).unwrap_or_default()
}

/// The name in German where there is one.
fn name(one: &Json) -> Option<String> {
    let in_language = |names: &Json| {
        let of = |language: &str| names.get(language).and_then(Json::text);
        of("de")
            .or_else(|| of("en"))
            .or_else(|| names.members().find_map(|(_, name)| name.text()))
            .map(str::to_owned)
    };
    let german = one
        .get("names")
        .and_then(|names| names.get("de"))
        .and_then(Json::text)
        .map(str::to_owned);
    german
        .or_else(|| {
            one.get("name")
                .and_then(|name| name.text().map(str::to_owned).or_else(|| in_language(name)))
        })
        .or_else(|| one.get("names").and_then(in_language))
}

/// Code and name of a value: by index where the component lists its values, as it stands otherwise.
fn value_of(component: &Json, value: &Json) -> (String, String) {
    let values = component.get("values").map_or(&[][..], Json::list);
    if values.is_empty() {
        return (spelled(value), String::new());
    }
    if let Json::List(several) = value {
        let all: Vec<String> = several.iter().map(|one| value_of(component, one).0).collect();
        return (all.join(" "), String::new());
    }
    let Some(found) = value.index().and_then(|index| values.get(index)) else {
        return (value.text().unwrap_or_default().to_owned(), String::new());
    };
    let code = ["id", "value", "values"]
        .iter()
        .find_map(|name| found.get(name).filter(|one| **one != Json::Null));
    let code = code.map_or_else(|| found.plain().unwrap_or_default().to_owned(), spelled);
    let label = name(found).filter(|label| *label != code).unwrap_or_default();
    (code, label)
}

/// A value as text: several joined, of several languages the German one.
fn spelled(value: &Json) -> String {
    match value {
        Json::List(list) => list.iter().map(spelled).collect::<Vec<_>>().join("; "),
        Json::Object(_) => {
            let of = |language: &str| value.get(language).map(spelled);
            of("de").or_else(|| of("en")).unwrap_or_default()
        }
        value => value.plain().unwrap_or_default().to_owned(),
    }
}

/// One data set with what its structure says.
struct DataSet<'a> {
    structure: &'a Json,
    places: &'a HashMap<&'a str, usize>,
    /// Texts that hold for the whole data set.
    base: Stated,
    groups: Groups<'a>,
}

/// For each set of dimensions, by their places: the groups by their codes.
type Patterns<'a> = Vec<(Vec<usize>, HashMap<Vec<&'a str>, &'a [Json]>)>;

/// Attributes of groups: for each set of dimensions their indexes and the values.
#[derive(Default)]
struct Groups<'a> {
    /// Identifiers of all dimensions by their place in the key.
    dimensions: Vec<&'a str>,
    patterns: Patterns<'a>,
}

impl<'a> DataSet<'a> {
    fn set(&self, stated: &mut Stated, component: &Json, value: &Json) {
        if *value == Json::Null {
            return;
        }
        if let Some(place) = self.places.get(id(component)) {
            let (text, label) = value_of(component, value);
            stated.set(*place, &text, &label);
        }
    }

    /// Sets the dimensions that a key such as `0:3:1` names.
    fn key(
        &self,
        stated: &mut Stated,
        level: &str,
        key: &'a str,
        indexes: &mut HashMap<&'a str, &'a str>,
    ) -> Result<(), FileError> {
        let dimensions = list(self.structure, "dimensions", level);
        let parts: Vec<&str> = key.split(':').collect();
        if dimensions.len() != parts.len() && !(dimensions.is_empty() && key.is_empty()) {
            return Err(FileError::OwnLayout(format!(
                "the key \"{key}\" has {} parts and the structure {} dimensions; download the message again",
                parts.len(),
                dimensions.len()
            )));
        }
        for (dimension, index) in dimensions.iter().zip(parts) {
            let values = dimension.get("values").map_or(&[][..], Json::list);
            if index
                .parse::<usize>()
                .ok()
                .and_then(|index| values.get(index))
                .is_none()
            {
                return Err(FileError::OwnLayout(format!(
                    "the key \"{key}\" refers to value {index} of {}, which the structure does not have; download the message again",
                    id(dimension)
                )));
            }
            self.set(stated, dimension, &Json::Number(index.into()));
            indexes.insert(id(self.dimension(level, id(dimension))), index);
        }
        Ok(())
    }

    fn dimension(&self, level: &str, wanted: &str) -> &'a Json {
        let structure: &'a Json = self.structure;
        list(structure, "dimensions", level)
            .iter()
            .find(|one| id(one) == wanted)
            .unwrap_or(&Json::Null)
    }

    /// Sets measures and attributes of one observation.
    fn observation(&self, stated: &mut Stated, values: &Json) {
        let measures = list(self.structure, "measures", "observation");
        let attributes = list(self.structure, "attributes", "observation");
        let mut values = values.list().iter();
        if measures.is_empty()
            && let (Some(value), Some(place)) = (values.next(), self.places.get("OBS_VALUE"))
        {
            stated.set(*place, &spelled(value), "");
        }
        for measure in measures {
            if let Some(value) = values.next() {
                self.set(stated, measure, value);
            }
        }
        for attribute in attributes {
            match values.next() {
                Some(value) => self.set(stated, attribute, value),
                None => self.default(stated, attribute),
            }
        }
    }

    /// An attribute that is left out has its default.
    fn default(&self, stated: &mut Stated, attribute: &Json) {
        if let (Some(value), Some(place)) = (attribute.get("default"), self.places.get(id(attribute))) {
            stated.set(*place, &spelled(value), "");
        }
    }

    fn group(&self, stated: &mut Stated, indexes: &HashMap<&'a str, &'a str>) {
        let attributes = list(self.structure, "attributes", "dimensionGroup");
        for (named, parts) in &self.groups.patterns {
            let key: Vec<&str> = named
                .iter()
                .map(|place| indexes.get(self.groups.dimensions[*place]).copied().unwrap_or("0"))
                .collect();
            let Some(values) = parts.get(&key) else { continue };
            for (attribute, value) in attributes.iter().zip(values.iter()) {
                self.set(stated, attribute, value);
            }
        }
    }
}

impl<'a> Groups<'a> {
    fn of(structure: &'a Json, data_set: &'a Json) -> Self {
        let mut dimensions: Vec<(usize, &str)> = LEVELS
            .iter()
            .flat_map(|level| list(structure, "dimensions", level))
            .enumerate()
            .map(|(place, one)| (one.get("keyPosition").and_then(Json::index).unwrap_or(place), id(one)))
            .collect();
        dimensions.sort_by_key(|(position, _)| *position);
        let mut groups = Self {
            dimensions: dimensions.into_iter().map(|(_, id)| id).collect(),
            patterns: Vec::new(),
        };
        for (key, values) in data_set
            .get("dimensionGroupAttributes")
            .into_iter()
            .flat_map(Json::members)
        {
            let parts: Vec<&str> = key.split(':').collect();
            let named: Vec<usize> = (0..parts.len().min(groups.dimensions.len()))
                .filter(|place| !parts[*place].is_empty())
                .collect();
            let codes = named.iter().map(|place| parts[*place]).collect();
            match groups.patterns.iter_mut().find(|(known, _)| *known == named) {
                Some((_, parts)) => drop(parts.insert(codes, values.list())),
                None => groups.patterns.push((named, HashMap::from([(codes, values.list())]))),
            }
        }
        groups
    }
}

impl Message for JsonMessage {
    fn about(&self) -> &About {
        &self.about
    }

    fn components(&self) -> &[Component] {
        &self.components
    }

    fn names(&self, structure: &str, component: usize, code: &str) -> Option<Names> {
        let concept = self.components.get(component)?.concept.as_str();
        let structures = structures(&self.whole);
        let mut of_it = structures.iter().filter(|one| identification(one) == structure);
        of_it.find_map(|one| {
            let parts = ["dimensions", "attributes"];
            let mut all = parts
                .iter()
                .flat_map(|part| LEVELS.iter().flat_map(|level| list(one, part, level)));
            let component = all.find(|one| id(one) == concept)?;
            let values = component.get("values").map_or(&[][..], Json::list);
            let is_it = |value: &&Json| id(value) == code || value.get("value").and_then(Json::text) == Some(code);
            values.iter().find(is_it).map(names).filter(|names| !names.is_empty())
        })
    }

    fn each(&mut self, visit: &mut Visit<'_>) -> Result<(), FileError> {
        let places: HashMap<&str, usize> = self
            .components
            .iter()
            .enumerate()
            .map(|(place, one)| (one.concept.as_str(), place))
            .collect();
        let structures = structures(&self.whole);
        let mut row = 0_u32;
        for data_set in data_sets(&self.whole) {
            let index = data_set.get("structure").and_then(Json::index).unwrap_or(0);
            let Some(structure) = structures.get(index).copied() else {
                return Err(FileError::OwnLayout(format!(
                    "a data set refers to structure {index}, which the message does not have; download it again"
                )));
            };
            let mut base = Stated::default();
            base.clear(self.components.len());
            base.structure = identification(structure);
            base.structure_name = name(structure).unwrap_or_default();
            base.is_deletion = data_set.get("action").and_then(Json::text) == Some("Delete");
            let mut set = DataSet {
                structure,
                places: &places,
                base: Stated::default(),
                groups: Groups::of(structure, data_set),
            };
            for dimension in list(structure, "dimensions", "dataSet") {
                set.set(&mut base, dimension, &Json::Number("0".into()));
            }
            let attributes = data_set.get("attributes").map_or(&[][..], Json::list);
            for (place, attribute) in list(structure, "attributes", "dataSet").iter().enumerate() {
                match attributes.get(place) {
                    Some(value) => set.set(&mut base, attribute, value),
                    // One value that the message names once needs no index.
                    None => set.set(&mut base, attribute, &Json::Number("0".into())),
                }
            }
            set.base = base;
            let flat = data_set
                .get("observations")
                .map(|observations| ("", None, observations));
            let series = data_set
                .get("series")
                .into_iter()
                .flat_map(Json::members)
                .filter_map(|(key, series)| Some((key, series.get("attributes"), series.get("observations")?)));
            for (key, attributes, observations) in flat.into_iter().chain(series) {
                let mut of_series = set.base.clone();
                let mut indexes = HashMap::new();
                if !key.is_empty() {
                    set.key(&mut of_series, "series", key, &mut indexes)?;
                }
                let values = attributes.map_or(&[][..], Json::list);
                for (place, attribute) in list(structure, "attributes", "series").iter().enumerate() {
                    match values.get(place) {
                        Some(value) => set.set(&mut of_series, attribute, value),
                        None => set.default(&mut of_series, attribute),
                    }
                }
                for (key, values) in observations.members() {
                    let mut stated = of_series.clone();
                    row = row.saturating_add(1);
                    stated.row = row;
                    set.key(&mut stated, "observation", key, &mut indexes)?;
                    set.group(&mut stated, &indexes);
                    set.observation(&mut stated, values);
                    if !visit(&mut stated)? {
                        return Ok(());
                    }
                }
            }
        }
        Ok(())
    }
}

/// `AGENCY:ID(VERSION)` out of the structure's first link.
fn identification(structure: &Json) -> String {
    let links = structure.get("links").map_or(&[][..], Json::list);
    let urn = links.iter().find_map(|link| link.get("urn").and_then(Json::text));
    let named = || structure.get("id").and_then(Json::text).unwrap_or_default();
    urn.and_then(|urn| urn.split_once('='))
        .map_or_else(named, |(_, id)| id)
        .to_owned()
}
