//! The folder of fetched documents: each lies under the hash of the question, whole, beside a note of what the server said about it.
//!
//! A document is renamed into its place only when it is complete. What broke off stays as a part, so that the next attempt, today or
//! tomorrow, goes on from there.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use url::Url;

use super::Request;
use crate::FetchError;

/// A document that lies in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Where it lies.
    pub path: PathBuf,
    /// Where it came from, without secrets.
    pub address: String,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// Its size.
    pub n_bytes: u64,
    /// Whether it is the same as the last time.
    pub is_unchanged: bool,
}

/// What is remembered about a document.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Note {
    address: String,
    etag: Option<String>,
    last_modified: Option<String>,
    sha256: String,
    n_bytes: u64,
}

/// A document that was fetched before.
pub(super) struct Known {
    note: Note,
    path: PathBuf,
}

impl Known {
    pub(super) fn etag(&self) -> Option<&str> {
        self.note.etag.as_deref()
    }

    pub(super) fn last_modified(&self) -> Option<&str> {
        self.note.last_modified.as_deref()
    }

    pub(super) fn unchanged(self) -> Saved {
        Saved {
            path: self.path,
            address: self.note.address,
            sha256: self.note.sha256,
            n_bytes: self.note.n_bytes,
            is_unchanged: true,
        }
    }
}

/// What proves that a part and the rest are of the same document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Validator(String);

impl Validator {
    /// A strong entity tag, else the date of the last change. A weak tag proves no bytes.
    pub(super) fn of(etag: Option<&str>, last_modified: Option<&str>) -> Option<Self> {
        let strong = etag.filter(|etag| !etag.starts_with("W/"));
        strong.or(last_modified).map(|text| Self(text.to_owned()))
    }

    pub(super) fn as_header(&self) -> &str {
        &self.0
    }
}

/// The beginning of a document.
pub(super) struct Part {
    pub(super) n_bytes: u64,
    pub(super) validator: Validator,
}

/// The folder.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn open(path: &Path) -> Result<Self, FetchError> {
        let folder = Self(path.to_owned());
        fs::create_dir_all(path).map_err(|error| folder.failed(&error))?;
        Ok(folder)
    }

    pub(super) fn failed(&self, error: &io::Error) -> FetchError {
        FetchError::Folder {
            folder: self.0.display().to_string(),
            detail: error.to_string(),
        }
    }

    pub(super) fn part_path(&self, name: &str) -> PathBuf {
        self.0.join(format!("{name}.part"))
    }

    fn body_path(&self, name: &str) -> PathBuf {
        self.0.join(format!("{name}.body"))
    }

    fn note_path(&self, name: &str) -> PathBuf {
        self.0.join(format!("{name}.json"))
    }

    fn validator_path(&self, name: &str) -> PathBuf {
        self.0.join(format!("{name}.part.json"))
    }

    /// The document as it was fetched the last time; nothing when it was changed since by somebody else.
    pub(super) fn known(&self, name: &str) -> Option<Known> {
        let note: Note = serde_json::from_slice(&fs::read(self.note_path(name)).ok()?).ok()?;
        let path = self.body_path(name);
        (digest(&path).ok()? == note.sha256).then_some(Known { note, path })
    }

    pub(super) fn part(&self, name: &str) -> Option<Part> {
        let validator = serde_json::from_slice(&fs::read(self.validator_path(name)).ok()?).ok()?;
        let n_bytes = self.part_path(name).metadata().ok()?.len();
        (n_bytes > 0).then_some(Part { n_bytes, validator })
    }

    /// Notes by what the part can be continued, before its first byte is written.
    pub(super) fn begin_part(&self, name: &str, validator: Option<&Validator>) -> Result<(), FetchError> {
        let path = self.validator_path(name);
        match validator {
            Some(validator) => {
                let text = serde_json::to_vec(validator).unwrap_or_default();
                fs::write(path, text).map_err(|error| self.failed(&error))
            }
            None => {
                // Without it a part is never continued.
                let _ = fs::remove_file(path);
                Ok(())
            }
        }
    }

    pub(super) fn drop_part(&self, name: &str) {
        // What cannot be removed is overwritten by the next attempt.
        let _ = fs::remove_file(self.validator_path(name));
        let _ = fs::remove_file(self.part_path(name));
    }

    /// Makes a document of a complete part.
    pub(super) fn complete(
        &self,
        name: &str,
        address: &Url,
        etag: Option<String>,
        last_modified: Option<String>,
    ) -> Result<Saved, FetchError> {
        let failed = |error: io::Error| self.failed(&error);
        let part = self.part_path(name);
        let before = self.known(name).map(|known| known.note.sha256);
        let note = Note {
            address: address.to_string(),
            etag,
            last_modified,
            sha256: digest(&part).map_err(failed)?,
            n_bytes: part.metadata().map_err(failed)?.len(),
        };
        // The note of the older document goes first: a note without its document is noticed, a wrong one would not be.
        let _ = fs::remove_file(self.note_path(name));
        fs::rename(&part, self.body_path(name)).map_err(failed)?;
        fs::write(self.note_path(name), serde_json::to_vec(&note).unwrap_or_default()).map_err(failed)?;
        let _ = fs::remove_file(self.validator_path(name));
        Ok(Saved {
            path: self.body_path(name),
            address: note.address,
            is_unchanged: before.as_deref() == Some(&note.sha256),
            sha256: note.sha256,
            n_bytes: note.n_bytes,
        })
    }
}

fn digest(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 128 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            n_read => digest.update(&buffer[..n_read]),
        }
    }
    Ok(hex(&digest.finalize()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The name under which the answer to a question lies. Secrets are no part of it.
pub(super) fn name_of(request: &Request) -> String {
    let mut digest = Sha256::new();
    digest.update(request.address.as_str());
    digest.update([0]);
    digest.update(request.accept.as_deref().unwrap_or_default());
    for (name, value) in request.form.iter().flatten() {
        digest.update([0]);
        digest.update(name);
        digest.update([1]);
        digest.update(value);
    }
    hex(&digest.finalize())[..32].to_owned()
}
