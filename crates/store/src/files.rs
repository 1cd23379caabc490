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

/// A file that is kept: its name is its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// SHA-256 of the content, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// Size in bytes.
    pub n_bytes: u64,
}

impl Files {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Keeps what `input` yields.
    pub fn keep(&self, input: &mut dyn Read) -> Result<Kept, StoreError> {
        let unfinished = self.folder.join(format!("{}.part", uuid::Uuid::now_v7()));
        let kept = self.write_unfinished(&unfinished, input).inspect_err(|_| {
            // The unfinished file is of no use; the sweep removes it if this fails too.
            let _ = fs::remove_file(&unfinished);
        })?;
        let place = self.place(&kept.sha256);
        let fail = |action, path: &Path| {
            let path = path.to_owned();
            move |error| StoreError::folder(action, &path, error)
        };
        if place.exists() {
            fs::remove_file(&unfinished).map_err(fail("remove", &unfinished))?;
            return Ok(kept);
        }
        let parent = place.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent).map_err(fail("create", parent))?;
        kill::point("original.written");
        fs::rename(&unfinished, &place).map_err(fail("rename", &unfinished))?;
        sync_folder(parent).map_err(fail("sync", parent))?;
        sync_folder(&self.folder).map_err(fail("sync", &self.folder))?;
        kill::point("original.kept");
        Ok(kept)
    }

    fn write_unfinished(&self, path: &Path, input: &mut dyn Read) -> Result<Kept, StoreError> {
        let fail = |action| move |error| StoreError::folder(action, path, error);
        let mut output = File::create_new(path).map_err(fail("create"))?;
        let mut digest = Sha256::new();
        let mut buffer = vec![0; 128 * 1024];
        let mut n_bytes = 0;
        loop {
            let n = input.read(&mut buffer).map_err(fail("read the input for"))?;
            if n == 0 {
                break;
            }
            digest.update(&buffer[..n]);
            output.write_all(&buffer[..n]).map_err(fail("write"))?;
            n_bytes += n as u64;
        }
        output.sync_all().map_err(fail("sync"))?;
        Ok(Kept {
            sha256: hexadecimal(&digest.finalize()),
            n_bytes,
        })
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
        let kept = files.keep(&mut &b"figures"[..])?;
        assert_eq!(files.keep(&mut &b"figures"[..])?, kept);
        let mut read = String::new();
        files.open(&kept.sha256)?.read_to_string(&mut read)?;
        assert_eq!(read, "figures");

        fs::write(files.place(&kept.sha256), b"figurez")?;
        let message = files.open(&kept.sha256).map(|_| ()).expect_err("damaged").to_string();
        assert!(message.contains("no longer has the content"), "{message}");
        assert!(files.open("../../etc/passwd").is_err());
        Ok(())
    }
}
