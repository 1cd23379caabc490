//! SDMX-CSV 1.0 and 2.0 data messages: a table whose first column says which version it is.
//!
//! Follows the field guides of SDMX-CSV 1.0 (first column `DATAFLOW`) and 2.0 (`STRUCTURE`, `STRUCTURE_ID`, `ACTION`), with all forms
//! of labels, any field separator, multi-valued and multilingual attributes, and rows that hold attributes of a part of the data.

use std::io::Read;

use encoding_rs::Encoding;
use figures::number::DecimalSign;

use super::{
    concepts::{self, Kind},
    message::{About, Component, Message, Stated, Visit},
};
use crate::{
    FileError, Problem, ReadSeek,
    event::shortened,
    limits::Limits,
    table::{ColumnName, Mapping, Role},
    text::{self, Record, Records},
};

/// A message in CSV.
pub(super) struct CsvMessage<'a> {
    input: &'a mut dyn ReadSeek,
    encoding: &'static Encoding,
    delimiter: u8,
    limits: Limits,
    about: About,
    header: Header,
    components: Vec<Component>,
    n_blank_lines: u32,
}

/// What the header line says.
#[derive(Debug, Default)]
struct Header {
    n_columns: usize,
    /// The column with the identification of the structure.
    structure: usize,
    structure_name: Option<usize>,
    action: Option<usize>,
    has_both_labels: bool,
    /// The column of each component.
    columns: Vec<Column>,
}

/// Where a component stands, and how its texts are written.
#[derive(Debug)]
struct Column {
    index: usize,
    /// The column of its label.
    label: Option<usize>,
    has_languages: bool,
    has_several_values: bool,
}

/// Whether the first line of a text is the header of such a message, and the delimiter that it shows.
pub(super) fn delimiter(head: &[u8]) -> Option<u8> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let line = head.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
    let line = String::from_utf8_lossy(line);
    let unquoted = line.strip_prefix('"').unwrap_or(&line);
    let is_next = |rest: &str| {
        let rest = rest.strip_prefix('"').unwrap_or(rest);
        let delimiter = *rest.as_bytes().first()?;
        matches!(delimiter, b',' | b';' | b'\t' | b'|')
            .then(|| (delimiter, rest[1..].trim_start_matches('"').to_owned()))
    };
    if let Some(rest) = unquoted.strip_prefix("STRUCTURE") {
        let rest = match rest.strip_prefix('[') {
            Some(inside) => inside.split_once(']')?.1,
            None => rest,
        };
        let (delimiter, next) = is_next(rest)?;
        return next.starts_with("STRUCTURE_ID").then_some(delimiter);
    }
    let (delimiter, next) = is_next(unquoted.strip_prefix("DATAFLOW")?)?;
    // A table of any other kind could begin with this word; the components of a message have codes for names.
    (next.contains("TIME_PERIOD") || next.contains("OBS_VALUE")).then_some(delimiter)
}

impl<'a> CsvMessage<'a> {
    /// Reads the header.
    pub(super) fn open(input: &'a mut dyn ReadSeek, mapping: &Mapping, limits: &Limits) -> Result<Self, FileError> {
        let mut head = Vec::new();
        input.seek(std::io::SeekFrom::Start(0))?;
        (&mut *input)
            .take(crate::input::SAMPLE_BYTES as u64)
            .read_to_end(&mut head)?;
        let encoding = text::detect(input)?;
        let delimiter = delimiter(&head).ok_or(FileError::NoHeader { n_lines: 1 })?;
        let mut record = Record::default();
        if !Records::new(&mut *input, encoding, delimiter, limits)?
            .verbatim()
            .next(&mut record)?
        {
            return Err(FileError::Empty);
        }
        let names: Vec<String> = record.fields().map(|field| field.trim().to_owned()).collect();
        let is_first_version = names[0] == "DATAFLOW";
        let mut about = About {
            layout: format!(
                "SDMX-CSV {} data message, delimiter {}",
                if is_first_version { "1.0" } else { "2.0" },
                match delimiter {
                    b'\t' => "tab".to_owned(),
                    byte => char::from(byte).to_string(),
                }
            ),
            detected: vec![("encoding".to_owned(), encoding.name().to_owned())],
            sign: (delimiter == b',').then_some(DecimalSign::Point),
            separator: names[0]
                .split_once('[')
                .and_then(|(_, inside)| inside.chars().next())
                .filter(|separator| *separator != ']'),
            n_header_lines: 1,
            is_armed: true,
            ..About::default()
        };
        let (header, components) = header(&names, is_first_version, mapping);
        about.detected.push((
            "labels".to_owned(),
            match (header.has_both_labels, header.structure_name) {
                (true, _) => "codes and names in one column",
                (_, Some(_)) => "codes and names in two columns",
                _ => "codes",
            }
            .to_owned(),
        ));
        Ok(Self {
            input,
            encoding,
            delimiter,
            limits: *limits,
            about,
            header,
            components,
            n_blank_lines: 0,
        })
    }
}

/// Finds the columns of the components, with what their order says.
fn header(names: &[String], is_first_version: bool, mapping: &Mapping) -> (Header, Vec<Component>) {
    let mut header = Header {
        n_columns: names.len(),
        structure: usize::from(!is_first_version),
        ..Header::default()
    };
    let mut start = header.structure + 1;
    if !is_first_version {
        if names.get(start).is_some_and(|name| name == "STRUCTURE_NAME") {
            header.structure_name = Some(start);
            start += 1;
        }
        if names.get(start).is_some_and(|name| name == "ACTION") {
            header.action = Some(start);
            start += 1;
        }
    }
    // `TIME_PERIOD: Time period`; some publishers leave out the blank.
    header.has_both_labels = names[start.min(names.len())..].iter().any(|name| {
        name.contains(": ")
            || ["TIME_PERIOD:", "OBS_VALUE:"]
                .iter()
                .any(|known| name.starts_with(known))
    });
    let mut components: Vec<Component> = Vec::new();
    let mut index = start;
    while index < names.len() {
        let (id, name) = match names[index].split_once(':') {
            Some((id, name)) if header.has_both_labels => (id.trim(), Some(name.trim().to_owned())),
            _ => (names[index].as_str(), None),
        };
        let (concept, has_languages) = match id.split_once('[') {
            Some((concept, inside)) => (concept, inside != "]"),
            None => (id, false),
        };
        let is_key = matches!(concept, "SERIES_KEY" | "OBS_KEY");
        let next = names.get(index + 1);
        let label = next.filter(|next| header.structure_name.is_some() && !is_key && !is_concept(next));
        let label_column = label.map(|_| index + 1);
        if !concept.is_empty() {
            let name = name.or_else(|| label.cloned()).filter(|name| !name.is_empty());
            components.push(Component {
                names: name.map(|name| (String::new(), name)).into_iter().collect(),
                ..Component::new(concept, Kind::Unsaid, index as u32 + 1)
            });
            header.columns.push(Column {
                index,
                label: label_column,
                has_languages,
                has_several_values: id.ends_with("[]"),
            });
        }
        index += 1 + usize::from(label_column.is_some());
    }
    by_order(&mut components, mapping);
    (header, components)
}

/// Whether a header is the name of a component and no label.
fn is_concept(name: &str) -> bool {
    matches!(
        name,
        "TIME_PERIOD" | "OBS_VALUE" | "OBS_STATUS" | "UNIT_MEASURE" | "UNIT_MULT" | "REF_AREA" | "FREQ" | "CONF_STATUS"
    ) || concepts::is_known_attribute(name)
}

/// The order that the standard recommends: dimensions, measures, attributes. Where the message keeps it, it says what is what.
fn by_order(components: &mut [Component], mapping: &Mapping) {
    let place = |components: &[Component], wanted: &dyn Fn(&str) -> bool| {
        components.iter().position(|one| wanted(&one.concept))
    };
    let mapped = mapping
        .columns
        .iter()
        .find(|column| column.role == Role::Value)
        .and_then(|column| match &column.column {
            ColumnName::Name(name) => Some(name.as_str()),
            ColumnName::Number(_) => None,
        });
    let time = place(components, &|name| name == "TIME_PERIOD");
    let value = place(components, &|name| mapped == Some(name))
        .or_else(|| place(components, &|name| name == "OBS_VALUE"))
        .or_else(|| place(components, &|name| name.starts_with("OBS_VALUE")))
        .or_else(|| place(components, &|name| name.eq_ignore_ascii_case("VALUE")))
        // The measure of a structure with a name of its own stands behind the last dimension, which is the period.
        .or_else(|| time.map(|time| time + 1).filter(|next| *next < components.len()));
    let Some(value) = value else { return };
    let is_recommended = time.is_none_or(|time| time < value) && 0 < value;
    let is_numbered = components[value].concept.starts_with("OBS_VALUE");
    for (index, component) in components.iter_mut().enumerate() {
        component.kind = match index {
            _ if index == value || (is_numbered && component.concept.starts_with("OBS_VALUE")) => Kind::Measure,
            _ if !is_recommended || concepts::is_known_attribute(&component.concept) => Kind::Unsaid,
            _ if index < value => Kind::Dimension,
            _ if concepts::is_known_dimension(&component.concept) => Kind::Unsaid,
            _ => Kind::Attribute,
        };
    }
}

impl Message for CsvMessage<'_> {
    fn about(&self) -> &About {
        &self.about
    }

    fn components(&self) -> &[Component] {
        &self.components
    }

    fn n_blank_lines(&self) -> u32 {
        self.n_blank_lines
    }

    fn each(&mut self, visit: &mut Visit<'_>) -> Result<(), FileError> {
        let mut records = Records::new(&mut *self.input, self.encoding, self.delimiter, &self.limits)?.verbatim();
        let mut record = Record::default();
        let mut stated = Stated::default();
        self.n_blank_lines = 0;
        records.next(&mut record)?;
        while records.next(&mut record)? {
            if record.is_blank() {
                self.n_blank_lines += 1;
                continue;
            }
            fill(&mut stated, &record, &self.header, self.about.separator);
            if !visit(&mut stated)? {
                break;
            }
        }
        Ok(())
    }
}

fn fill(stated: &mut Stated, record: &Record, header: &Header, separator: Option<char>) {
    stated.clear(header.columns.len());
    stated.row = record.row;
    let structure = record.field(header.structure).trim();
    let (id, name) = structure.split_once(": ").unwrap_or((structure, ""));
    id.clone_into(&mut stated.structure);
    header
        .structure_name
        .map_or(name, |column| record.field(column).trim())
        .clone_into(&mut stated.structure_name);
    stated.is_deletion = header
        .action
        .is_some_and(|column| matches!(record.field(column).trim(), "D" | "Delete"));
    for (index, column) in header.columns.iter().enumerate() {
        let text = record.field(column.index);
        let text = match column.has_languages {
            true => in_german(text, separator),
            false => text,
        };
        if column.has_several_values
            && header.has_both_labels
            && let Some(separator) = separator.filter(|separator| text.contains(*separator))
        {
            let (codes, labels): (Vec<&str>, Vec<&str>) = text.split(separator).map(both).unzip();
            stated.set(index, &codes.join(&separator.to_string()), &labels.join("; "));
            continue;
        }
        let (code, label) = match (column.label, header.has_both_labels) {
            (Some(label), _) => (text, record.field(label)),
            (None, true) => both(text),
            (None, false) => (text, ""),
        };
        stated.set(index, code, label.trim());
    }
    stated.problem = flaw(record, header);
}

/// Code and name of a cell that holds both. A text that only looks so stays whole.
fn both(text: &str) -> (&str, &str) {
    let is_code = |code: &str| {
        !code.is_empty()
            && code.bytes().all(|byte| {
                byte.is_ascii_alphanumeric()
                    || matches!(byte, b'_' | b'-' | b'@' | b'$' | b'.' | b'+' | b',' | b'/' | b':')
            })
    };
    match text.split_once(": ") {
        Some((code, name)) if is_code(code.trim()) => (code, name),
        _ => (text.strip_suffix(':').filter(|code| is_code(code)).unwrap_or(text), ""),
    }
}

/// The German text of several languages, else the first.
fn in_german(text: &str, separator: Option<char>) -> &str {
    let separator = separator.unwrap_or(';');
    let texts = || text.split(separator).map(|one| one.trim().trim_matches('"'));
    let german = texts().find_map(|one| one.strip_prefix("de:"));
    german.unwrap_or_else(|| {
        let first = texts().next().unwrap_or("");
        match first.split_once(':') {
            Some((language, rest)) if language.len() == 2 => rest,
            _ => first,
        }
    })
}

/// Lines have as many cells as the header; another number means that values have moved or are missing.
fn flaw(record: &Record, header: &Header) -> Option<Problem> {
    let n_cells = record.len();
    if n_cells == header.n_columns {
        return None;
    }
    let (code, cause) = match header.n_columns < n_cells {
        true if record
            .fields()
            .skip(header.n_columns)
            .all(|field| field.trim().is_empty()) =>
        {
            return None;
        }
        true => ("shifted", "put texts that hold the delimiter in quotation marks"),
        false => ("cut_off", "the line is cut off, export the file again"),
    };
    Some(Problem::new(
        code,
        &shortened(record.field(0)),
        format!(
            "line {} has {n_cells} cells and the header {}; {cause}",
            record.row, header.n_columns
        ),
    ))
}
