//! A delivered folder as one file: packed into a zip archive that is the kept original from then on.
//!
//! Some publishers release a folder of files that belong together, such as an Open SDG repository. The same folder always gives the
//! same archive, byte by byte: files in the order of their paths, unpacked, without dates and rights. Links are not followed and
//! hidden files are left out; both are counted, so that nothing is dropped silently. Everything here blocks.

use std::{
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use store::{Store, StoreError};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

/// Most files that are packed; the readers of archives take no more.
const MOST_FILES: usize = 10_000;
/// Deepest folder that is looked into.
const MOST_LEVELS: usize = 32;

/// A folder that was packed.
pub(super) struct Packed {
    /// The archive, at its beginning.
    pub(super) archive: File,
    /// What was packed and what was left out.
    pub(super) count: Count,
}

/// What became of the entries of a folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) n_files: usize,
    /// Files and folders whose names begin with a point.
    pub(super) n_hidden: usize,
    /// Links, and what is neither file nor folder.
    pub(super) n_links: usize,
}

impl Count {
    /// In words, for the report.
    pub(super) fn in_words(self) -> String {
        format!(
            "{} files packed; left out: {} hidden, {} links",
            self.n_files, self.n_hidden, self.n_links
        )
    }
}

/// Packs a folder. The inner error is a sentence for the person who delivers.
pub(super) fn pack(store: &Store, folder: &Path, limit_bytes: u64) -> Result<Result<Packed, String>, StoreError> {
    let mut found = Found::default();
    if let Err(refusal) = found.look_into(folder, "", 0) {
        return Ok(Err(refusal));
    }
    found.files.sort();
    found.count.n_files = found.files.len();
    if found.files.is_empty() {
        return Ok(Err(
            "the folder holds no file that could be read; check that it is the right one".to_owned(),
        ));
    }
    let ours = |error: io::Error| StoreError::Io {
        action: "pack the folder in",
        path: store.folder().to_owned(),
        source: error,
    };
    let archive = tempfile::tempfile_in(store.folder()).map_err(ours)?;
    let mut writer = ZipWriter::new(archive);
    let mut left = limit_bytes;
    for (name, path) in &found.files {
        let Ok(mut file) = File::open(path) else {
            return Ok(Err(format!(
                "the file {name} in the folder cannot be opened; check that you may read it"
            )));
        };
        let n_bytes = file.metadata().map_or(0, |metadata| metadata.len());
        let too_large = format!("the folder has more than {limit_bytes} bytes; name the files in it instead");
        let Some(rest) = left.checked_sub(n_bytes) else {
            return Ok(Err(too_large));
        };
        left = rest;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644)
            .large_file(u64::from(u32::MAX) <= n_bytes);
        writer
            .start_file(name.as_str(), options)
            .map_err(|error| ours(io::Error::other(error)))?;
        // A file that grows meanwhile is taken as long as it was.
        let copied = io::copy(&mut (&mut file).take(n_bytes), &mut writer);
        match copied {
            Ok(n_copied) if n_copied == n_bytes => {}
            Ok(_) | Err(_) => {
                return Ok(Err(format!(
                    "the file {name} in the folder cannot be read to its end; copy it anew and try again"
                )));
            }
        }
    }
    let mut archive = writer.finish().map_err(|error| ours(io::Error::other(error)))?;
    archive.seek(SeekFrom::Start(0)).map_err(ours)?;
    Ok(Ok(Packed {
        archive,
        count: found.count,
    }))
}

/// What lies in a folder, by path within it.
#[derive(Default)]
struct Found {
    files: Vec<(String, PathBuf)>,
    count: Count,
}

impl Found {
    fn look_into(&mut self, folder: &Path, prefix: &str, level: usize) -> Result<(), String> {
        let shown = if prefix.is_empty() { "the folder" } else { prefix };
        if MOST_LEVELS < level {
            return Err(format!(
                "folders lie more than {MOST_LEVELS} deep in each other; name the files instead"
            ));
        }
        let unreadable = |_| format!("{shown} cannot be looked into; check that you may read it");
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if prefix.is_empty() {
                name.clone()
            } else {
                format!("{prefix}/{name}")
            };
            // Of the entry itself: a link is a link, wherever it leads.
            let kind = entry.file_type().map_err(unreadable)?;
            if name.starts_with('.') {
                self.count.n_hidden += 1;
            } else if kind.is_dir() {
                self.look_into(&entry.path(), &path, level + 1)?;
            } else if kind.is_file() {
                self.files.push((path, entry.path()));
                if MOST_FILES < self.files.len() {
                    return Err(format!(
                        "the folder holds more than {MOST_FILES} files; name those with figures"
                    ));
                }
            } else {
                self.count.n_links += 1;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sha256(packed: &mut Packed) -> String {
        store::files::sha256_of(&mut packed.archive).expect("an archive")
    }

    #[tokio::test]
    async fn the_same_folder_is_the_same_archive_and_what_is_left_out_is_counted() {
        let fresh = store::testing::fresh_sqlite().await;
        let make = |order: &[&str]| {
            let folder = tempfile::tempdir().expect("a folder");
            fs::create_dir_all(folder.path().join("data/sub")).expect("a folder");
            fs::create_dir(folder.path().join(".git")).expect("a folder");
            fs::write(folder.path().join(".git/config"), "x").expect("a file");
            for name in order {
                fs::write(folder.path().join(name), name.as_bytes()).expect("a file");
            }
            folder
        };
        let (one, other) = (
            make(&["b.csv", "data/a.csv", "data/sub/c.csv"]),
            make(&["data/sub/c.csv", "data/a.csv", "b.csv"]),
        );
        #[cfg(unix)]
        for folder in [&one, &other] {
            std::os::unix::fs::symlink("/etc/passwd", folder.path().join("data/link.csv")).expect("a link");
            std::os::unix::fs::symlink(folder.path(), folder.path().join("round")).expect("a link");
        }
        let pack = |folder: &Path| pack(&fresh.store, folder, 1 << 20).expect("a store");
        let mut first = pack(one.path()).expect("packed");
        let mut second = pack(other.path()).expect("packed");
        assert_eq!(sha256(&mut first), sha256(&mut second));
        let n_links = if cfg!(unix) { 2 } else { 0 };
        let expected = Count {
            n_files: 3,
            n_hidden: 1,
            n_links,
        };
        assert_eq!(first.count, expected);
        assert_eq!(expected.in_words().split(';').next(), Some("3 files packed"));
    }

    #[tokio::test]
    async fn an_empty_or_too_large_folder_is_refused_in_one_sentence() {
        let fresh = store::testing::fresh_sqlite().await;
        let folder = tempfile::tempdir().expect("a folder");
        let refusal = |limit| {
            pack(&fresh.store, folder.path(), limit)
                .expect("a store")
                .map(|_| ())
                .expect_err("refused")
        };
        assert!(refusal(10).contains("no file"));
        fs::write(folder.path().join("a.csv"), "more than ten bytes").expect("a file");
        assert!(refusal(10).contains("more than 10 bytes"));
    }
}
