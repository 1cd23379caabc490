//! The zip archive around an XLSX (ECMA-376 part 2), unpacked once into nothing before it is unpacked for real.
//!
//! The index of an archive states sizes, and a hostile one lies. So the stated sizes are checked first, and then every part is
//! unpacked and counted, never kept, until it proves to be as small as it says. Only then may calamine see the file. Archives
//! within the archive are never opened.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::{error::FileError, event::shortened, limits::Limits};

/// Parts below this size may be packed as tightly as they like: a sheet of equal cells is no attack.
const FREE_BYTES: u64 = 1024 * 1024;
/// What a shared text costs in memory at least.
const SHARED_TEXT_BYTES: u64 = 32;

/// Refuses an archive that is no workbook, is damaged, or needs more memory than allowed.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), FileError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileError::Truncated {
        bytes: bytes.len() as u64,
    })?;
    if limits.zip_parts < archive.len() {
        return Err(damaged(format!("it has {} parts", archive.len())));
    }
    let mut n_stated = 0_u64;
    let mut kind = None;
    for index in 0..archive.len() {
        let part = archive
            .by_index_raw(index)
            .map_err(|error| damaged(error.to_string()))?;
        let name = shortened(&String::from_utf8_lossy(part.name_raw()));
        if part.encrypted() {
            return Err(FileError::Encrypted);
        }
        if part.enclosed_name().is_none() {
            return Err(damaged(format!(
                "its part \"{name}\" has a name that leads out of the archive"
            )));
        }
        n_stated = n_stated.saturating_add(part.size());
        if limits.decoded_bytes < n_stated {
            return Err(too_large(&name, limits));
        }
        check_ratio(&name, part.size(), part.compressed_size(), limits)?;
        kind = kind.or(
            match name.to_ascii_lowercase().replace('\\', "/").trim_start_matches('/') {
                "xl/workbook.xml" => Some(Ok(())),
                "xl/workbook.bin" => Some(Err(("a binary workbook (XLSB)", "save it as XLSX"))),
                "word/document.xml" => Some(Err(("a Word document", "save the table in it as XLSX or CSV"))),
                "ppt/presentation.xml" => Some(Err(("a presentation", "save the table in it as XLSX or CSV"))),
                "content.xml" => Some(Err(("an OpenDocument file (ODS or ODT)", "save it as XLSX"))),
                _ => None,
            },
        );
    }
    match kind {
        Some(Ok(())) => {}
        Some(Err((found, remedy))) => return Err(FileError::OtherKind { found, remedy }),
        None => {
            return Err(FileError::OtherKind {
                found: "a zip archive",
                remedy: "unpack it and give the files inside one by one",
            });
        }
    }
    let mut n_unpacked = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| damaged(error.to_string()))?;
        let name = shortened(&String::from_utf8_lossy(part.name_raw()));
        let packed = part.compressed_size();
        let stated = part.size();
        let left = limits.decoded_bytes - n_unpacked;
        n_unpacked += count(part.take(left + 1), &name, packed, stated, limits)?;
        if limits.decoded_bytes < n_unpacked {
            return Err(too_large(&name, limits));
        }
    }
    Ok(())
}

/// Unpacks a part into nothing. Stops as soon as it is larger than stated.
fn count(mut part: impl Read, name: &str, packed: u64, stated: u64, limits: &Limits) -> Result<u64, FileError> {
    let is_texts = name.to_ascii_lowercase().ends_with("sharedstrings.xml");
    let mut buffer = vec![0; 64 * 1024];
    let mut n_bytes = 0_u64;
    let mut n_texts = 0_u64;
    loop {
        let n_read = part.read(&mut buffer).map_err(|error| damaged(error.to_string()))?;
        if n_read == 0 {
            return Ok(n_bytes);
        }
        n_bytes += n_read as u64;
        if stated < n_bytes {
            return Err(FileError::Ratio {
                part: name.to_owned(),
                ratio: limits.zip_ratio,
            });
        }
        check_ratio(name, n_bytes, packed, limits)?;
        if is_texts {
            // An empty text takes five bytes in the file and many times that in memory.
            n_texts += buffer[..n_read].iter().filter(|byte| **byte == b'<').count() as u64;
            if limits.decoded_bytes < n_texts.saturating_mul(SHARED_TEXT_BYTES) {
                return Err(too_large(name, limits));
            }
        }
    }
}

fn check_ratio(name: &str, unpacked: u64, packed: u64, limits: &Limits) -> Result<(), FileError> {
    if FREE_BYTES < unpacked && packed.saturating_mul(limits.zip_ratio) < unpacked {
        return Err(FileError::Ratio {
            part: name.to_owned(),
            ratio: limits.zip_ratio,
        });
    }
    Ok(())
}

fn too_large(name: &str, limits: &Limits) -> FileError {
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
