//! XML as the messages of SDMX need it: elements by their local names, one after the other, with the path to each.
//!
//! The file is streamed. A document type, in which entities that grow without bound are declared, is refused; the five entities of XML
//! itself and numbers of characters are all there are. Depth and size of an element are bounded.

use std::io::BufReader;

use quick_xml::{
    Reader,
    events::{BytesStart, Event as Xml},
};

use crate::{FileError, ReadSeek, event::shortened, limits::Limits};

/// Deeper nesting than in any message.
const DEEPEST: usize = 64;

/// What is met on the way through a message.
pub(super) enum Walked<'w> {
    /// An element begins.
    Open(&'w BytesStart<'w>),
    /// A text, or a part of one.
    Text(&'w str),
    /// An element ends; its local name.
    Close(&'w str),
}

/// What is done with each; the path names the elements around it. `false` ends the reading.
pub(super) type Walk<'w> = dyn FnMut(Walked<'_>, &[String]) -> Result<bool, FileError> + 'w;

/// Goes through all elements.
pub(super) fn walk(input: &mut dyn ReadSeek, limits: &Limits, visit: &mut Walk<'_>) -> Result<(), FileError> {
    input.seek(std::io::SeekFrom::Start(0))?;
    let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, input));
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
                    "the XML declares a document type, as files made to harm do; SDMX messages have none".to_owned(),
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
            Xml::CData(text) => {
                let text: &str = text;
                visit(Walked::Text(text), &path)?
            }
            Xml::GeneralRef(entity) => {
                let written = format!("&{};", entity.as_ref() as &str);
                let text = quick_xml::escape::unescape(&written)
                    .map_err(|_| damaged("it uses an entity that XML does not have"))?;
                visit(Walked::Text(&text), &path)?
            }
            _ => true,
        };
        if !goes_on {
            return Ok(());
        }
        if limits.line_bytes < buffer.len() {
            return Err(FileError::OwnLayout(format!(
                "an element of the XML is longer than {} bytes; download the message again",
                limits.line_bytes
            )));
        }
    }
}

/// The local name of the first element, by the beginning of a text, and whether it binds a namespace of SDMX: words such as `Structure`
/// are also those of other files. Nothing where it is no XML.
pub(super) fn root(head: &[u8]) -> Option<(String, bool)> {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('<') {
        return None;
    }
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().ok()? {
            Xml::Start(start) | Xml::Empty(start) => {
                let is_sdmx = start.attributes().flatten().any(|one| {
                    let value = one.value.to_lowercase();
                    value.contains("sdmx")
                });
                return Some((local(&start), is_sdmx));
            }
            Xml::Eof => return None,
            _ => {}
        }
    }
}

/// The name of an element without its prefix.
pub(super) fn local(start: &BytesStart<'_>) -> String {
    start.local_name().as_ref().to_owned()
}

/// The attribute with this local name.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, FileError> {
    Ok(all_attributes(start)?
        .into_iter()
        .find(|(_, known, _)| known == name)
        .map(|(_, _, value)| value))
}

/// All attributes: whether the name has a prefix, the local name, the value.
pub(super) fn all_attributes(start: &BytesStart<'_>) -> Result<Vec<(bool, String, String)>, FileError> {
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
