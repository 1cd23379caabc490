//! Zip archives: the index checked before anything is unpacked, and parts read one at a time, counted while they unpack.
//!
//! The index of an archive states sizes, and a hostile one lies. No part is ever written to disk under its own name, none is opened
//! as an archive again (except the one workbook that an archive may hold), and a part that unpacks to more than it states ends the reading. Used by workbooks (XLSX is an archive) and by
//! the formats whose delivery is a folder of files.

use std::io::Read;

use zip::ZipArchive;

use crate::{error::FileError, event::shortened, input::ReadSeek, limits::Limits};

/// Parts below this size may be packed as tightly as they like: a table of equal cells is no attack.
const FREE_BYTES: u64 = 1024 * 1024;

/// An archive whose index has been checked.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<&'a mut dyn ReadSeek>,
    parts: Vec<Part>,
    limits: Limits,
}

/// A file within an archive, as the index states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// Its path, with `/` between folders.
    pub(crate) name: String,
    /// Stated size when unpacked.
    pub(crate) n_bytes: u64,
    index: usize,
}

impl<'a> Archive<'a> {
    /// Checks names, number, stated sizes and ratios of all parts. Folders are left out.
    pub(crate) fn open(input: &'a mut dyn ReadSeek, limits: &Limits) -> Result<Self, FileError> {
        let size = input.seek(std::io::SeekFrom::End(0))?;
        input.seek(std::io::SeekFrom::Start(0))?;
        let mut zip = ZipArchive::new(input).map_err(|_| FileError::Truncated { bytes: size })?;
        if limits.zip_parts < zip.len() {
            return Err(damaged(format!("it has {} parts", zip.len())));
        }
        let mut parts = Vec::new();
        for index in 0..zip.len() {
            let part = zip.by_index_raw(index).map_err(|error| damaged(error.to_string()))?;
            let name = String::from_utf8_lossy(part.name_raw()).replace('\\', "/");
            if part.encrypted() {
                return Err(FileError::Encrypted);
            }
            if part.enclosed_name().is_none() || name.starts_with('/') || name.split('/').any(|step| step == "..") {
                return Err(damaged(format!(
                    "its part \"{}\" has a name that leads out of the archive",
                    shortened(&name)
                )));
            }
            check_ratio(&shortened(&name), part.size(), part.compressed_size(), limits)?;
            if !part.is_dir() {
                parts.push(Part {
                    name,
                    n_bytes: part.size(),
                    index,
                });
            }
        }
        let mut names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
        names.sort_unstable();
        if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(damaged(format!("it has two parts named \"{}\"", shortened(twice[0]))));
        }
        Ok(Self {
            zip,
            parts,
            limits: *limits,
        })
    }

    /// The files, in the order of the index.
    pub(crate) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The part with this path.
    pub(crate) fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }

    /// Unpacks a part, piece by piece. It ends with an error as soon as it is larger than stated.
    pub(crate) fn stream(&mut self, part: &Part) -> Result<impl Read + use<'_, 'a>, FileError> {
        let packed = self
            .zip
            .by_index(part.index)
            .map_err(|error| damaged(error.to_string()))?;
        Ok(Counted {
            inner: packed,
            left: part.n_bytes,
        })
    }

    /// A whole part in memory; at most the decoded size that the limits allow.
    pub(crate) fn bytes(&mut self, part: &Part) -> Result<Vec<u8>, FileError> {
        if self.limits.decoded_bytes < part.n_bytes {
            return Err(too_large(&shortened(&part.name), &self.limits));
        }
        let limits = self.limits;
        let mut bytes = Vec::new();
        self.stream(part)?
            .read_to_end(&mut bytes)
            .map_err(|error| flaw(&shortened(&part.name), &error, &limits))?;
        Ok(bytes)
    }

    /// The first bytes of a part, for recognition.
    pub(crate) fn head(&mut self, part: &Part, n_bytes: usize) -> Result<Vec<u8>, FileError> {
        let mut bytes = Vec::new();
        self.stream(part)?
            .take(n_bytes as u64)
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(error.to_string()))?;
        Ok(bytes)
    }
}

const LIAR: &str = "a part is larger than the index of the archive states";

/// A part that may not be larger than stated.
struct Counted<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n_read = self.inner.read(buffer)?;
        self.left = self
            .left
            .checked_sub(n_read as u64)
            .ok_or_else(|| std::io::Error::other(LIAR))?;
        Ok(n_read)
    }
}

/// Why a part could not be unpacked.
pub(crate) fn flaw(name: &str, error: &std::io::Error, limits: &Limits) -> FileError {
    if error.get_ref().is_some_and(|inner| inner.to_string() == LIAR) {
        return FileError::Ratio {
            part: name.to_owned(),
            ratio: limits.zip_ratio,
        };
    }
    damaged(error.to_string())
}

/// Refuses what unpacks to many times its size.
fn check_ratio(name: &str, unpacked: u64, packed: u64, limits: &Limits) -> Result<(), FileError> {
    if FREE_BYTES < unpacked && packed.saturating_mul(limits.zip_ratio) < unpacked {
        return Err(FileError::Ratio {
            part: name.to_owned(),
            ratio: limits.zip_ratio,
        });
    }
    Ok(())
}

pub(crate) fn too_large(name: &str, limits: &Limits) -> FileError {
    FileError::DecodedTooLarge {
        part: name.to_owned(),
        limit: limits.decoded_bytes,
    }
}

fn damaged(detail: impl AsRef<str>) -> FileError {
    FileError::Damaged {
        detail: detail.as_ref().to_owned(),
    }
}
