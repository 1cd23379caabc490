//! Documents kept by the SHA-256 of their content: originals of deliveries, later also attachments.
//!
//! A file is written beside its final place, synced, renamed and its folder synced, so that it exists whole or not at all. The same
//! content is stored once. Files are never changed; [`Files::open`] can prove that the content is still the one that was kept.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::{StoreError, kill};

/// The folder of kept files.
#[derive(Debug, Clone)]
pub struct Files {
    folder: PathBuf,
}

/// A copy of a delivered file that is read and may then be kept.
#[derive(Debug)]
pub struct Staged {
    path: PathBuf,
    sha256: String,
    n_bytes: u64,
}

impl Staged {
    /// SHA-256 of the content, 64 lower-case hexadecimal digits.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Size in bytes.
    pub fn n_bytes(&self) -> u64 {
        self.n_bytes
    }

    /// Opens the copy for reading.
    pub fn open(&self) -> Result<File, StoreError> {
        File::open(&self.path).map_err(|error| StoreError::folder("open", &self.path, error))
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // Gone already when it was kept; otherwise of no more use.
        let _ = fs::remove_file(&self.path);
    }
}

impl Files {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Copies what `input` yields beside the kept files, under a name of its own. Nothing is kept until [`Files::keep`]; when the
    /// staged file is dropped before, it disappears.
    pub fn stage(&self, input: &mut dyn Read, limit_bytes: u64) -> Result<Staged, StoreError> {
        let mut staged = Staged {
            path: self.folder.join(format!("{}.part", uuid::Uuid::now_v7())),
            sha256: String::new(),
            n_bytes: 0,
        };
        let path = staged.path.clone();
        let fail = |action| move |error| StoreError::folder(action, &path, error);
        let mut output = File::create_new(&staged.path).map_err(fail.clone()("create"))?;
        let mut digest = Sha256::new();
        let mut buffer = vec![0; 128 * 1024];
        loop {
            // That the other side cannot be read is said of the delivered file, not of our folder.
            let n = input.read(&mut buffer).map_err(|error| {
                StoreError::Refused(format!(
                    "the file cannot be read to its end ({error}); copy it anew and try again"
                ))
            })?;
            if n == 0 {
                break;
            }
            digest.update(&buffer[..n]);
            output.write_all(&buffer[..n]).map_err(fail.clone()("write"))?;
            staged.n_bytes += n as u64;
            if staged.n_bytes > limit_bytes {
                return Err(StoreError::Refused(format!(
                    "the file has more than {limit_bytes} bytes; split it into several files"
                )));
            }
        }
        output.sync_all().map_err(fail("sync"))?;
        staged.sha256 = hexadecimal(&digest.finalize());
        kill::point("original.written");
        Ok(staged)
    }

    /// Keeps a staged file under the name of its content, so that it survives a power cut.
    pub fn keep(&self, staged: &Staged) -> Result<(), StoreError> {
        let place = self.place(&staged.sha256);
        let fail = |action| {
            let path = place.clone();
            move |error| StoreError::folder(action, &path, error)
        };
        // What is kept already stays, unless it is damaged: then the same content delivered again mends it.
        if self.open(&staged.sha256).is_ok() {
            return Ok(());
        }
        let parent = place.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent).map_err(fail("create the folder of"))?;
        fs::rename(&staged.path, &place).map_err(fail("move the delivered file to"))?;
        sync_folder(parent).map_err(fail("sync the folder of"))?;
        sync_folder(&self.folder).map_err(fail("sync the folder of"))?;
        kill::point("original.kept");
        Ok(())
    }

    /// Removes what interrupted imports left beside the kept files and is older than an hour.
    pub(crate) fn sweep(&self) -> Result<(), StoreError> {
        let fail = |error| StoreError::folder("sweep", &self.folder, error);
        for entry in fs::read_dir(&self.folder).map_err(fail)? {
            let path = entry.map_err(fail)?.path();
            let is_unfinished = path.extension().is_some_and(|extension| extension == "part");
            let age = path
                .metadata()
                .and_then(|metadata| metadata.modified())
                .ok()
                .and_then(|time| time.elapsed().ok());
            if is_unfinished && age.is_some_and(|age| age.as_secs() > 3600) {
                // Another process may have removed it meanwhile.
                let _ = fs::remove_file(&path);
            }
        }
        Ok(())
    }

    /// Removes every copy that is not kept, also that of an import under way, which then fails and can be repeated.
    pub(crate) fn remove_staged(&self) -> Result<(), StoreError> {
        let fail = |error| StoreError::folder("sweep", &self.folder, error);
        for entry in fs::read_dir(&self.folder).map_err(fail)? {
            let path = entry.map_err(fail)?.path();
            if path.extension().is_some_and(|extension| extension == "part") {
                match fs::remove_file(&path) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(fail(error)),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Removes a kept file for good, because what it says was recalled. Nothing happens when it is gone already.
    pub fn remove(&self, sha256: &str) -> Result<(), StoreError> {
        let place = self.place(sha256);
        let fail = |action| {
            let path = place.clone();
            move |error| StoreError::folder(action, &path, error)
        };
        match fs::remove_file(&place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            removed => removed.map_err(fail("remove"))?,
        }
        sync_folder(place.parent().unwrap_or(&self.folder)).map_err(fail("sync the folder of"))
    }

    /// Opens a kept file after proving that its content still has this SHA-256.
    pub fn open(&self, sha256: &str) -> Result<File, StoreError> {
        let gone = |_| StoreError::Original(sha256.to_owned());
        let path = self.place(sha256);
        if sha256_of(&mut File::open(&path).map_err(gone)?).map_err(gone)? != sha256 {
            return Err(StoreError::Original(sha256.to_owned()));
        }
        File::open(&path).map_err(gone)
    }

    fn place(&self, sha256: &str) -> PathBuf {
        // Only hexadecimal digits become part of a path.
        let plain: String = sha256.chars().filter(char::is_ascii_hexdigit).collect();
        self.folder.join(plain.get(..2).unwrap_or("00")).join(&plain)
    }
}

/// SHA-256 of everything that `input` yields, as hexadecimal digits.
pub fn sha256_of(input: &mut dyn Read) -> io::Result<String> {
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 128 * 1024];
    loop {
        match input.read(&mut buffer)? {
            0 => return Ok(hexadecimal(&digest.finalize())),
            n => digest.update(&buffer[..n]),
        }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Makes a rename or a new file in a folder survive a power cut.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    // Windows has no handle on a folder that could be synced; there a rename is already written through.
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_content_is_kept_once_and_damage_is_noticed() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let files = Files::new(folder.path().to_owned());
        let n_entries = || Ok::<_, io::Error>(fs::read_dir(folder.path())?.count());
        drop(files.stage(&mut &b"given up"[..], 1 << 20)?);
        assert_eq!(n_entries()?, 0, "a staged file that is not kept disappears");
        assert!(files.stage(&mut &b"too large"[..], 5).is_err());

        let kept = files.stage(&mut &b"figures"[..], 1 << 20)?;
        files.keep(&kept)?;
        let again = files.stage(&mut &b"figures"[..], 1 << 20)?;
        files.keep(&again)?;
        drop(again);
        assert_eq!(n_entries()?, 1);
        let mut read = String::new();
        files.open(kept.sha256())?.read_to_string(&mut read)?;
        assert_eq!(read, "figures");

        fs::write(files.place(kept.sha256()), b"figurez")?;
        let message = files.open(kept.sha256()).map(|_| ()).expect_err("damaged").to_string();
        assert!(message.contains("no longer has the content"), "{message}");
        assert!(files.open("../../etc/passwd").is_err());
        Ok(())
    }
}
