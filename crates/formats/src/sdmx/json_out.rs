//! SDMX-JSON 2.0 written: our own structure `LOTSE:FIGURES(1.0)` in the flat layout, every dimension at the observation.
//!
//! Follows the field guide of the SDMX-JSON data message 2.0.0. Observations are written while they come; the structure with all codes
//! and their names follows behind them, because only then all are known. The terms of each source are attributes of the group of its
//! observations. A key that occurs a second time (values by two definitions of one indicator) begins another data set, because an
//! object has each name once.

use std::{
    collections::{HashMap, HashSet},
    io::Write,
};

use figures::unit::Unit;
use serde_json::{Map, Value, json};

use super::{
    concepts,
    concepts::{Own, Part},
    own::{self, STRUCTURE, Texts},
    survey::area_state_code,
};
use crate::{
    Field, FileError, Names,
    observations::{Head, Line, Writer},
};

/// Writes observations as SDMX-JSON 2.0.
pub(crate) struct SdmxJson<'a, W: Write> {
    output: W,
    head: &'a Head,
    dimensions: Vec<Listed>,
    attributes: Vec<Listed>,
    /// Keys of the data set that is being written.
    keys: HashSet<Vec<usize>>,
    n_data_sets: usize,
}

/// A component and the values that occur, in the order in which they came.
struct Listed {
    id: String,
    part: Part,
    values: Vec<(String, Option<String>)>,
    places: HashMap<String, usize>,
}

impl Listed {
    fn new(id: &str, part: Part) -> Self {
        Self {
            id: id.to_owned(),
            part,
            values: Vec::new(),
            places: HashMap::new(),
        }
    }

    /// The place of a value; it is added when it is new.
    fn place(&mut self, value: &str, name: Option<&str>) -> usize {
        if let Some(place) = self.places.get(value) {
            return *place;
        }
        let place = self.values.len();
        self.values.push((value.to_owned(), name.map(str::to_owned)));
        self.places.insert(value.to_owned(), place);
        place
    }
}

/// Whether a component is a dimension of our structure.
fn is_dimension(part: Part) -> bool {
    matches!(
        part,
        Part::Frequency | Part::Indicator | Part::Area | Part::Time | Part::Own(Own::Source | Own::AreaState)
    )
}

/// Whether values of an attribute stand where they are and not in a list: those that seldom repeat.
fn is_written_out(part: Part) -> bool {
    matches!(part, Part::Remark | Part::Decimals)
}

impl<'a, W: Write> SdmxJson<'a, W> {
    /// Writes what stands in front of the observations.
    pub(crate) fn begin(mut output: W, head: &'a Head) -> Result<Self, FileError> {
        let mut dimensions = Vec::new();
        for (id, part) in own::components().filter(|(_, part)| is_dimension(*part)) {
            dimensions.push(Listed::new(id, part));
            if part == Part::Own(Own::AreaState) {
                let breakdowns = head.concepts.iter().map(|concept| concepts::written(concept));
                dimensions.extend(breakdowns.map(|id| Listed::new(&id, Part::Breakdown)));
            }
        }
        let is_attribute = |part: Part| !is_dimension(part) && !matches!(part, Part::Value | Part::Multiplier);
        let attributes = own::components().filter(|(_, part)| is_attribute(*part));
        let prepared = head
            .created_on
            .map_or_else(|| "2000-01-01".to_owned(), |day| day.to_string());
        let meta = json!({
            "schema": "https://json.sdmx.org/2.0.0/sdmx-json-data-schema.json",
            "id": "observations",
            "test": false,
            "prepared": format!("{prepared}T00:00:00Z"),
            "contentLanguages": ["de", "en"],
            "sender": {"id": "LOTSE"},
        });
        write!(output, "{{\"meta\": {meta}, \"data\": {{\"dataSets\": [")?;
        Ok(Self {
            output,
            head,
            dimensions,
            attributes: attributes.map(|(id, part)| Listed::new(id, part)).collect(),
            keys: HashSet::new(),
            n_data_sets: 0,
        })
    }

    fn begin_data_set(&mut self) -> Result<(), FileError> {
        self.keys.clear();
        self.n_data_sets += 1;
        let links = json!([{"rel": "datastructure", "urn": urn()}]);
        write!(
            self.output,
            "{{\"structure\": 0, \"action\": \"Information\", \"links\": {links}, \"attributes\": [0], \"observations\": {{"
        )?;
        Ok(())
    }

    /// Writes what holds for the observations of each source, and closes the data set.
    fn end_data_set(&mut self) -> Result<(), FileError> {
        let mut groups = Map::new();
        for terms in &self.head.terms {
            let area_state = area_state_code(terms.area_state);
            let mut key = Vec::new();
            for dimension in &mut self.dimensions {
                key.push(match dimension.part {
                    Part::Own(Own::Source) => dimension.place(&terms.slug, None).to_string(),
                    Part::Own(Own::AreaState) => dimension.place(&area_state, None).to_string(),
                    _ => String::new(),
                });
            }
            let of_source = self.attributes.iter_mut().filter(|one| own::is_of_source(one.part));
            let values = of_source.map(|one| match own::term(one.part, terms) {
                Some(text) => Value::from(one.place(text, None)),
                None => Value::Null,
            });
            groups.insert(key.join(":"), Value::Array(values.collect()));
        }
        write!(
            self.output,
            "\n}}, \"dimensionGroupAttributes\": {}}}",
            Value::Object(groups)
        )?;
        Ok(())
    }

    /// The structure with everything that occurred.
    fn structure(&self) -> Value {
        let dimensions: Vec<Value> = self
            .dimensions
            .iter()
            .enumerate()
            .map(|(position, one)| {
                let mut described = self.component(one);
                described.insert("keyPosition".to_owned(), Value::from(position));
                // A file without values has no codes, but the list of them may not be empty.
                if one.values.is_empty() {
                    described.insert("values".to_owned(), json!([{"value": ""}]));
                }
                Value::Object(described)
            })
            .collect();
        let attributes = |is_it: &dyn Fn(&Listed) -> bool, relationship: Value| -> Vec<Value> {
            let wanted = self.attributes.iter().filter(|one| is_it(one)).map(|one| {
                let mut described = self.component(one);
                described.insert("relationship".to_owned(), relationship.clone());
                Value::Object(described)
            });
            wanted.collect()
        };
        json!({
            "name": self.head.title,
            "links": [{"rel": "datastructure", "urn": urn()}],
            "dataSets": (0..self.n_data_sets).collect::<Vec<usize>>(),
            "dimensions": {"dataSet": [], "series": [], "observation": dimensions},
            "measures": {"observation": [{"id": "OBS_VALUE", "name": "OBS_VALUE", "format": {"dataType": "Decimal"}}]},
            "attributes": {
                "dataSet": [{"id": "UNIT_MULT", "name": "UNIT_MULT", "relationship": {"dataflow": {}}, "values": [{"id": "0", "name": "0"}]}],
                "dimensionGroup": attributes(&|one| own::is_of_source(one.part), json!({"dimensions": ["SOURCE", "AREA_STATE"]})),
                "series": [],
                "observation": attributes(&|one| !own::is_of_source(one.part), json!({"observation": {}})),
            },
        })
    }

    fn component(&self, one: &Listed) -> Map<String, Value> {
        let mut described = Map::new();
        let concept = concepts::read(&one.id);
        let names = (one.part == Part::Breakdown).then(|| self.names(concept, "")).flatten();
        described.insert("id".to_owned(), Value::from(one.id.as_str()));
        put_names(&mut described, names, &one.id);
        if is_written_out(one.part) {
            let kind = if one.part == Part::Decimals {
                "Integer"
            } else {
                "String"
            };
            described.insert("format".to_owned(), json!({"dataType": kind}));
            return described;
        }
        let is_text = matches!(one.part, Part::Own(_)) && !is_dimension(one.part);
        let values = one.values.iter().map(|(value, name)| {
            let mut listed = Map::new();
            let is_code = !is_text && one.part != Part::Time && is_code(value);
            listed.insert(
                if is_code { "id" } else { "value" }.to_owned(),
                Value::from(value.as_str()),
            );
            if is_text || one.part == Part::Time {
                return Value::Object(listed);
            }
            let names = match one.part {
                Part::Breakdown => concepts::code_read(value).and_then(|code| self.names(concept, code)),
                _ => None,
            };
            put_names(&mut listed, names, name.as_deref().unwrap_or(value));
            Value::Object(listed)
        });
        let values: Vec<Value> = values.collect();
        if !values.is_empty() {
            described.insert("values".to_owned(), Value::Array(values));
        }
        described
    }

    fn names(&self, concept: &str, code: &str) -> Option<&Names> {
        let found = self
            .head
            .words
            .iter()
            .find(|words| words.concept == concept && words.code == code);
        found.map(|words| &words.names)
    }
}

/// Whether a text has the letters of a code in SDMX-JSON; what has others stands there as a value.
fn is_code(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'@' | b'$' | b'-');
    !text.is_empty() && text.bytes().all(is_letter)
}

/// A name in the languages that are known, or the one text.
fn put_names(described: &mut Map<String, Value>, names: Option<&Names>, otherwise: &str) {
    let known: Map<String, Value> = names
        .into_iter()
        .flatten()
        .filter(|(language, _)| !language.is_empty())
        .map(|(language, name)| (language.clone(), Value::from(name.as_str())))
        .collect();
    let first = names.and_then(|names| names.get("de").or_else(|| names.values().next()));
    described.insert("name".to_owned(), Value::from(first.map_or(otherwise, String::as_str)));
    if !known.is_empty() {
        described.insert("names".to_owned(), Value::Object(known));
    }
}

impl<W: Write> Writer for SdmxJson<'_, W> {
    fn line(&mut self, line: &Line<'_>) -> Result<(), FileError> {
        crate::observations::check(line, &self.head.concepts)?;
        let texts = Texts::of(line, &self.head.concepts);
        let mut codes = texts.codes.iter();
        let mut key = Vec::new();
        for dimension in &mut self.dimensions {
            let name = match dimension.part {
                Part::Indicator => title(self.head, line.indicator),
                Part::Area => Some(line.territory_name).filter(|name| !name.is_empty()),
                _ => None,
            };
            let code = match dimension.part {
                Part::Breakdown => codes.next().map_or("", String::as_str),
                part => match texts.field(part, line) {
                    Field::Text(text) => text,
                    _ => "",
                },
            };
            key.push(dimension.place(code, name));
        }
        if self.n_data_sets == 0 {
            self.begin_data_set()?;
        } else if self.keys.contains(&key) {
            self.end_data_set()?;
            self.output.write_all(b", ")?;
            self.begin_data_set()?;
        }
        let comma = if self.keys.is_empty() { "\n" } else { ",\n" };
        let written: Vec<String> = key.iter().map(usize::to_string).collect();
        self.keys.insert(key);
        let value = line
            .number
            .map_or_else(|| "null".to_owned(), |number| number.to_string());
        write!(self.output, "{comma}\"{}\": [{value}", written.join(":"))?;
        for one in self.attributes.iter_mut().filter(|one| !own::is_of_source(one.part)) {
            let said = match (one.part, texts.field(one.part, line)) {
                (Part::Status, _) => {
                    let places: Vec<usize> = texts.letters.iter().map(|letter| one.place(letter, None)).collect();
                    match places.as_slice() {
                        [place] => Value::from(*place),
                        _ => Value::from(places),
                    }
                }
                (Part::Unit, Field::Text(code)) => Value::from(one.place(code, Some(line.unit.code()))),
                (part, Field::Text(text)) if is_written_out(part) => Value::from(text),
                (_, Field::Text(text)) => Value::from(one.place(text, None)),
                (_, Field::Integer(number)) => Value::from(number),
                _ => Value::Null,
            };
            write!(self.output, ", {said}")?;
        }
        self.output.write_all(b"]")?;
        Ok(())
    }

    fn end(mut self: Box<Self>) -> Result<(), FileError> {
        if self.n_data_sets == 0 {
            self.begin_data_set()?;
        }
        self.end_data_set()?;
        let structure = self.structure();
        writeln!(self.output, "], \"structures\": [{structure}]}}}}")?;
        self.output.flush()?;
        Ok(())
    }
}

fn urn() -> String {
    format!("urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={STRUCTURE}")
}

fn title<'h>(head: &'h Head, indicator: &str) -> Option<&'h str> {
    let found: Option<&(String, String, Unit)> = head.indicators.iter().find(|(slug, ..)| slug == indicator);
    found.map(|(_, title, _)| title.as_str())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_component_is_written_once() {
        let all: BTreeSet<&str> = own::components().map(|(id, _)| id).collect();
        let n_dimensions = own::components().filter(|(_, part)| is_dimension(*part)).count();
        assert_eq!((all.len(), n_dimensions), (own::components().count(), 6));
    }
}
