//! Structures: what the codes, dimensions and attributes of data messages mean, as offices publish it in messages of their own.
//!
//! Read are code lists, concept schemes, data structure definitions and data flows in SDMX-ML 2.1 and 3.0 and in SDMX-JSON 1.0 and 2.0;
//! what else stands in such a message (constraints, categories, agreements …) is counted by kind and not used. A reference names agency,
//! identifier and version; when the version that a data message names is not at hand, the newest one of the same name serves, and the
//! person is told. Names are kept in all languages.

mod json;
mod ml;

pub(super) use self::json::names;

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    sync::Arc,
};

use super::{concepts::Kind, xml};
pub(super) use crate::event::Names;
use crate::{DeliveryHead, FileError, ReadSeek, archive::Archive, event::shortened, limits::Limits};

/// More artefacts or codes than any structure of an office has.
const MOST_ITEMS: usize = 2_000_000;

/// Agency, identifier and version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Reference {
    pub(crate) agency: String,
    pub(crate) id: String,
    pub(crate) version: String,
}

impl Reference {
    /// Reads `AGENCY:ID(VERSION)` with or without the beginning of a URN and the item behind it.
    pub(crate) fn of_text(text: &str) -> Option<Self> {
        let text = text.trim();
        let named = match text.strip_prefix("urn:") {
            Some(urn) => urn.split_once('=')?.1,
            None => text,
        };
        let (agency, rest) = named.split_once(':')?;
        let (id, rest) = rest.split_once('(').unwrap_or((rest, ""));
        let version = rest.split(')').next().unwrap_or_default();
        (!agency.is_empty() && !id.is_empty()).then(|| Self {
            agency: agency.to_owned(),
            id: id.to_owned(),
            version: version.to_owned(),
        })
    }

    /// The item that a URN names behind its artefact.
    fn item_of_text(text: &str) -> Option<&str> {
        let (_, item) = text.trim().split_once(").")?;
        Some(item).filter(|item| !item.is_empty())
    }

    /// The version as numbers, for the newest of several.
    fn age(&self) -> Vec<u32> {
        let digits = self.version.split(|c: char| !c.is_ascii_digit());
        digits.filter_map(|part| part.parse().ok()).collect()
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.version.as_str() {
            "" => write!(f, "{}:{}", self.agency, self.id),
            version => write!(f, "{}:{}({version})", self.agency, self.id),
        }
    }
}

/// A code list.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct CodeList {
    codes: HashMap<String, Names>,
}

impl CodeList {
    /// What a code is called.
    pub(super) fn names(&self, code: &str) -> Option<&Names> {
        self.codes.get(code)
    }
}

/// A concept of a scheme.
#[derive(Debug, Clone, Default, PartialEq)]
struct Concept {
    names: Names,
    list: Option<Reference>,
}

/// A component of a data structure definition.
#[derive(Debug, Clone, PartialEq)]
struct Described {
    id: String,
    kind: Kind,
    is_time: bool,
    concept: Option<(Reference, String)>,
    list: Option<Reference>,
    role: Option<String>,
}

/// A data structure definition.
#[derive(Debug, Clone, Default, PartialEq)]
struct Definition {
    names: Names,
    components: Vec<Described>,
}

/// A data flow.
#[derive(Debug, Clone, Default, PartialEq)]
struct Flow {
    names: Names,
    structure: Option<Reference>,
}

/// All structures at hand.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Structures {
    lists: BTreeMap<Reference, Arc<CodeList>>,
    schemes: BTreeMap<Reference, BTreeMap<String, Concept>>,
    definitions: BTreeMap<Reference, Definition>,
    flows: BTreeMap<Reference, Flow>,
    /// Kinds of artefacts that are not used, with their number.
    others: BTreeMap<String, u64>,
    n_items: usize,
}

/// What a structure says about one component.
#[derive(Debug, Clone, Default)]
pub(super) struct Meaning {
    pub(super) kind: Option<Kind>,
    /// The name of a concept by which the component is known elsewhere.
    pub(super) concept: Option<String>,
    pub(super) names: Names,
    pub(super) list: Option<Arc<CodeList>>,
}

/// What is at hand for the data of one structure or flow.
#[derive(Debug, Clone, Default)]
pub(super) struct View {
    /// The structure that serves, where its version is another one than asked for.
    pub(super) instead: Option<String>,
    pub(super) names: Names,
    pub(super) components: HashMap<String, Meaning>,
}

impl Structures {
    /// Reads what one file says: a message of structures, or an archive with such messages among its files. Nothing is at hand in a
    /// file of another kind.
    pub fn read(input: &mut dyn ReadSeek, limits: &Limits) -> Result<Self, FileError> {
        let mut structures = Self::default();
        let head = super::beginning(input)?;
        if head.starts_with(crate::workbook::ZIP_MAGIC) {
            let mut archive = Archive::open(input, limits)?;
            for part in archive.parts().to_vec() {
                let head = archive.head(&part, crate::input::SAMPLE_BYTES)?;
                if is_message(&head) {
                    let bytes = archive.bytes(&part)?;
                    structures.add(&mut std::io::Cursor::new(bytes), &head, limits)?;
                }
            }
        } else if is_message(&head) {
            structures.add(input, &head, limits)?;
        }
        Ok(structures)
    }

    /// Adds what a message of structures says.
    pub(super) fn add(&mut self, input: &mut dyn ReadSeek, head: &[u8], limits: &Limits) -> Result<(), FileError> {
        match head.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'{') => json::read(&crate::json::read(input, limits)?, self),
            _ if super::json::is_structure(head) => json::read(&crate::json::read(input, limits)?, self),
            _ => ml::read(input, limits, self),
        }
    }

    /// Takes over what another file says; it counts where both say something.
    pub fn extend(&mut self, other: Self) {
        self.lists.extend(other.lists);
        self.schemes.extend(other.schemes);
        self.definitions.extend(other.definitions);
        self.flows.extend(other.flows);
    }

    /// Whether nothing is at hand.
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty() && self.schemes.is_empty() && self.definitions.is_empty() && self.flows.is_empty()
    }

    fn count(&mut self) -> Result<(), FileError> {
        self.n_items += 1;
        match MOST_ITEMS < self.n_items {
            true => Err(FileError::OwnLayout(format!(
                "the message describes more than {MOST_ITEMS} codes; give the structure of your data alone"
            ))),
            false => Ok(()),
        }
    }

    /// What to say about a file of structures.
    pub(super) fn complete(&self, head: &mut DeliveryHead) {
        let definitions = self
            .definitions
            .iter()
            .map(|(reference, one)| ("data structure", reference, &one.names));
        let flows = self
            .flows
            .iter()
            .map(|(reference, one)| ("data flow", reference, &one.names));
        for (what, reference, names) in definitions.chain(flows).take(200) {
            let name = in_words(names).map_or_else(|| reference.to_string(), str::to_owned);
            head.title.get_or_insert_with(|| name.clone());
            head.detected.push((
                format!("{what} {}", shortened(&reference.to_string())),
                shortened(&name),
            ));
        }
        let n_codes: usize = self.lists.values().map(|list| list.codes.len()).sum();
        let n_concepts: usize = self.schemes.values().map(BTreeMap::len).sum();
        for (what, n) in [
            ("code lists", self.lists.len()),
            ("codes", n_codes),
            ("concepts", n_concepts),
        ] {
            head.detected.push((what.to_owned(), n.to_string()));
        }
        for (kind, n) in &self.others {
            head.detected.push((format!("not used: {kind}"), n.to_string()));
        }
        if head.provider.is_none() {
            let named = self
                .definitions
                .keys()
                .chain(self.flows.keys())
                .chain(self.lists.keys())
                .next();
            head.provider = named.map(|reference| reference.agency.clone());
        }
    }

    /// What is at hand for the data of a structure or data flow, named as data messages do.
    pub(super) fn view(&self, named: &str) -> Option<View> {
        let reference = Reference::of_text(named)?;
        let flow = closest(&self.flows, &reference);
        let (wanted, names) = match flow {
            Some((_, flow)) => (flow.structure.clone()?, flow.names.clone()),
            None => (reference.clone(), Names::default()),
        };
        let (found, definition) = closest(&self.definitions, &wanted)?;
        let components = definition
            .components
            .iter()
            .map(|one| (one.id.clone(), self.meaning(one)));
        let is_other = *found != wanted || flow.is_some_and(|(found, _)| *found != reference);
        Some(View {
            instead: is_other.then(|| found.to_string()),
            names: if names.is_empty() {
                definition.names.clone()
            } else {
                names
            },
            components: components.collect(),
        })
    }

    fn meaning(&self, described: &Described) -> Meaning {
        let concept = described.concept.as_ref().and_then(|(scheme, id)| {
            let (_, concepts) = closest(&self.schemes, scheme)?;
            concepts.get(id)
        });
        let list = described
            .list
            .as_ref()
            .or_else(|| concept.and_then(|concept| concept.list.as_ref()));
        let of_list = match list.map(|list| list.id.as_str()) {
            Some("CL_AREA" | "CL_REF_AREA" | "CL_GEO" | "CL_GEOGRAPHY") => Some("REF_AREA"),
            Some("CL_FREQ") => Some("FREQ"),
            _ => None,
        };
        let of_role = match described.role.as_deref() {
            Some("GEO" | "SPATIAL") => Some("REF_AREA"),
            Some("FREQUENCY" | "FREQ") => Some("FREQ"),
            _ => None,
        };
        let by_concept = described
            .concept
            .as_ref()
            .map(|(_, id)| id.clone())
            .filter(|id| *id != described.id);
        let known = match described.is_time {
            true => Some("TIME_PERIOD"),
            false if described.kind == Kind::Dimension => of_role.or(of_list),
            false => None,
        };
        Meaning {
            kind: Some(described.kind),
            concept: known.map(str::to_owned).or(by_concept),
            names: concept.map(|concept| concept.names.clone()).unwrap_or_default(),
            list: list
                .and_then(|list| closest(&self.lists, list))
                .map(|(_, list)| Arc::clone(list)),
        }
    }
}

/// The artefact with this reference, else the newest one of the same agency and name, else the only one of the same name.
fn closest<'a, T>(all: &'a BTreeMap<Reference, T>, wanted: &Reference) -> Option<(&'a Reference, &'a T)> {
    let newest = |is_it: &dyn Fn(&Reference) -> bool| {
        all.iter()
            .filter(|(reference, _)| is_it(reference))
            .max_by_key(|(reference, _)| reference.age())
    };
    all.get_key_value(wanted)
        .or_else(|| newest(&|one| one.agency == wanted.agency && one.id == wanted.id))
        .or_else(|| newest(&|one| one.id == wanted.id && (one.agency == "SDMX" || wanted.agency.is_empty())))
}

/// A name for people: German, else English, else any.
pub(super) fn in_words(names: &Names) -> Option<&str> {
    let found = names
        .get("de")
        .or_else(|| names.get("en"))
        .or_else(|| names.values().next());
    found.map(String::as_str)
}

/// The language of a tag such as `de-DE`.
fn language(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

/// Whether the beginning of a file is that of a message of structures.
pub(super) fn is_message(head: &[u8]) -> bool {
    super::ml::is_structure(head) || super::json::is_structure(head)
}

/// Whether XML is the syntax of a message; for its description.
pub(super) fn is_xml(head: &[u8]) -> bool {
    xml::root(head).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_in_all_spellings() {
        let check = |text: &str, expected: Option<&str>| {
            let found = Reference::of_text(text).map(|reference| reference.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        };
        check("IAEG-SDGs:SDG(1.8)", Some("IAEG-SDGs:SDG(1.8)"));
        check(
            "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=SDMX:CL_SEX(2.1)",
            Some("SDMX:CL_SEX(2.1)"),
        );
        let concept = "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=A:CS(1.0+).SEX";
        check(concept, Some("A:CS(1.0+)"));
        assert_eq!(Reference::item_of_text(concept), Some("SEX"));
        check("A:B", Some("A:B"));
        for text in ["", "urn:x", "A:", ":B(1)", "nonsense"] {
            check(text, None);
        }
    }

    #[test]
    fn another_version_serves_and_the_newest_of_them() {
        let of = |version: &str| Reference {
            agency: "A".to_owned(),
            id: "B".to_owned(),
            version: version.to_owned(),
        };
        let all: BTreeMap<Reference, u8> = [(of("1.9"), 1), (of("1.10"), 2), (of("1.2"), 3)].into();
        assert_eq!(closest(&all, &of("1.2")).map(|(_, n)| *n), Some(3));
        assert_eq!(closest(&all, &of("3.0")).map(|(_, n)| *n), Some(2));
        let other = Reference {
            id: "C".to_owned(),
            ..of("1.2")
        };
        assert_eq!(closest(&all, &other), None);
    }
}
