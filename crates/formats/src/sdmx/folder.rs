//! A folder or zip archive of SDMX messages: structures and data that belong together, as offices hand them out.
//!
//! The structures among the files explain the data among them; every file of data is a sheet of the delivery. Files of other kinds are
//! named. An archive that holds structures alone is itself a structure.

use std::io::Cursor;

use super::{SdmxData, structure, structure::Structures, teller};
use crate::{
    Confidence, DeliveryHead, Event, FileError, Format, Place, ReadOptions, ReadSeek, Sample,
    archive::Archive,
    event::shortened,
    input::SAMPLE_BYTES,
    joined::{self, Parts},
    limits::Limits,
};

/// More messages of data than this in one archive are given apart.
const MOST_MESSAGES: usize = 1_000;

/// Folders and archives of SDMX messages.
pub struct SdmxFolder;

impl Format for SdmxFolder {
    fn id(&self) -> &'static str {
        "sdmx-folder"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        let is_one = |head: &[u8]| structure::is_message(head) || SdmxData::of(head).is_some();
        match sample {
            Sample::Archive(parts) if parts.iter().any(|part| is_one(&part.head)) => Confidence::Certain,
            _ => Confidence::No,
        }
    }

    fn read(
        &self,
        input: &mut dyn ReadSeek,
        options: &ReadOptions,
        limits: &Limits,
        sink: &mut dyn FnMut(Event),
    ) -> Result<(), FileError> {
        let mut folder = Folder::open(input, options, limits)?;
        let mut head = DeliveryHead {
            detected: std::mem::take(&mut folder.detected),
            ..DeliveryHead::default()
        };
        if folder.messages.is_empty() {
            head.layout = "folder of SDMX structures".to_owned();
            head.is_structure = true;
            folder.own.complete(&mut head);
            sink(Event::Delivery(Box::new(head)));
            return Ok(());
        }
        head.layout = "folder of SDMX messages".to_owned();
        joined::tell(&mut folder, "file", head, sink)
    }

    fn cell_at(
        &self,
        input: &mut dyn ReadSeek,
        place: Place,
        options: &ReadOptions,
        limits: &Limits,
    ) -> Result<String, FileError> {
        let folder = Folder::open(input, options, limits)?;
        let message = folder
            .messages
            .get(usize::from(place.sheet))
            .ok_or(FileError::NoSuchCell(place))?;
        message.syntax.cell_at(
            &mut Cursor::new(message.bytes.as_slice()),
            place,
            &folder.options,
            limits,
        )
    }
}

/// A file of data.
struct OneMessage {
    name: String,
    syntax: SdmxData,
    bytes: Vec<u8>,
}

struct Folder {
    messages: Vec<OneMessage>,
    /// The options with all structures at hand.
    options: ReadOptions,
    limits: Limits,
    /// The structures of the folder itself.
    own: Structures,
    detected: Vec<(String, String)>,
}

impl Folder {
    fn open(input: &mut dyn ReadSeek, options: &ReadOptions, limits: &Limits) -> Result<Self, FileError> {
        let mut folder = Self {
            messages: Vec::new(),
            options: options.clone(),
            limits: *limits,
            own: Structures::default(),
            detected: Vec::new(),
        };
        let mut archive = Archive::open(input, limits)?;
        let mut left = limits.decoded_bytes;
        for part in archive.parts().to_vec() {
            let head = archive.head(&part, SAMPLE_BYTES)?;
            let said = if structure::is_message(&head) {
                let bytes = archive.bytes(&part)?;
                folder.own.add(&mut Cursor::new(bytes), &head, limits)?;
                "structure"
            } else if let Some(syntax) = SdmxData::of(&head) {
                // All messages are held at once, so together they keep to the bound of one.
                left = left
                    .checked_sub(part.n_bytes)
                    .ok_or_else(|| crate::archive::too_large("the messages together", limits))?;
                if MOST_MESSAGES <= folder.messages.len() {
                    return Err(FileError::OwnLayout(format!(
                        "the folder holds more than {MOST_MESSAGES} messages of data; give them in several parts"
                    )));
                }
                folder.messages.push(OneMessage {
                    name: part.name.clone(),
                    syntax,
                    bytes: archive.bytes(&part)?,
                });
                "data"
            } else {
                "not read, no SDMX message of data or structure"
            };
            folder
                .detected
                .push((format!("file {}", shortened(&part.name)), said.to_owned()));
        }
        let mut all = options.structures.as_deref().cloned().unwrap_or_default();
        all.extend(folder.own.clone());
        folder.options.structures = Some(std::sync::Arc::new(all));
        Ok(folder)
    }
}

impl Parts for Folder {
    fn names(&self) -> Vec<String> {
        self.messages.iter().map(|message| message.name.clone()).collect()
    }

    fn read(&mut self, index: usize, sink: &mut dyn FnMut(Event)) -> Result<(), FileError> {
        let message = &self.messages[index];
        let mut input = Cursor::new(message.bytes.as_slice());
        message.syntax.read(&mut input, &self.options, &self.limits, sink)
    }

    fn n_lines(&mut self, index: usize) -> Result<u32, FileError> {
        let message = &self.messages[index];
        let mut input = Cursor::new(message.bytes.as_slice());
        // A message that cannot be read at all counts as one line, so that it stands in the account.
        let counted = message
            .syntax
            .with_message(&mut input, &self.options, &self.limits, |message, _| {
                teller::count(message)
            });
        Ok(counted.unwrap_or(1).max(1))
    }
}
