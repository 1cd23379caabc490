//! The zip archive around an XLSX (ECMA-376 part 2), unpacked once into nothing before it is unpacked for real.
//!
//! The index of an archive states sizes, and a hostile one lies. So the stated sizes are checked first, and then every part is
//! unpacked and counted, never kept, until it proves to be as small as it says. Only then may calamine see the file. Archives
//! within the archive are never opened.

use std::io::{Cursor, Read};

use crate::{
    archive::{Archive, flaw, too_large},
    error::FileError,
    event::shortened,
    limits::Limits,
};

/// What a shared text costs in memory at least.
const SHARED_TEXT_BYTES: u64 = 32;

/// Refuses an archive that is no workbook, is damaged, or needs more memory than allowed.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), FileError> {
    let mut input = Cursor::new(bytes);
    let mut archive = Archive::open(&mut input, limits)?;
    let n_stated = archive
        .parts()
        .iter()
        .try_fold(0_u64, |sum, part| sum.checked_add(part.n_bytes));
    if n_stated.is_none_or(|sum| limits.decoded_bytes < sum) {
        return Err(too_large("all parts together", limits));
    }
    match archive.parts().iter().find_map(|part| kind_of(&part.name)) {
        Some(Ok(())) => {}
        Some(Err((found, remedy))) => return Err(FileError::OtherKind { found, remedy }),
        None => {
            return Err(FileError::OtherKind {
                found: "a zip archive of a kind that is not known",
                remedy: "unpack it and give the files inside one by one",
            });
        }
    }
    let mut n_unpacked = 0_u64;
    for part in archive.parts().to_vec() {
        let left = limits.decoded_bytes - n_unpacked;
        let name = shortened(&part.name);
        n_unpacked += count(archive.stream(&part)?.take(left + 1), &name, limits)?;
        if limits.decoded_bytes < n_unpacked {
            return Err(too_large(&name, limits));
        }
    }
    Ok(())
}

/// What an archive is, by the name of one part: a workbook, another kind of office document with what to do, or nothing known.
pub(crate) fn kind_of(part: &str) -> Option<Result<(), (&'static str, &'static str)>> {
    match part.to_ascii_lowercase().as_str() {
        "xl/workbook.xml" => Some(Ok(())),
        "xl/workbook.bin" => Some(Err(("a binary workbook (XLSB)", "save it as XLSX"))),
        "word/document.xml" => Some(Err(("a Word document", "save the table in it as XLSX or CSV"))),
        "ppt/presentation.xml" => Some(Err(("a presentation", "save the table in it as XLSX or CSV"))),
        "content.xml" => Some(Err(("an OpenDocument file (ODS or ODT)", "save it as XLSX"))),
        _ => None,
    }
}

/// Unpacks a part into nothing. Stops as soon as it is larger than stated.
fn count(mut part: impl Read, name: &str, limits: &Limits) -> Result<u64, FileError> {
    let is_texts = name.to_ascii_lowercase().ends_with("sharedstrings.xml");
    let mut buffer = vec![0; 64 * 1024];
    let mut n_bytes = 0_u64;
    let mut n_texts = 0_u64;
    loop {
        let n_read = part.read(&mut buffer).map_err(|error| flaw(name, &error, limits))?;
        if n_read == 0 {
            return Ok(n_bytes);
        }
        n_bytes += n_read as u64;
        if is_texts {
            // An empty text takes five bytes in the file and many times that in memory.
            n_texts += buffer[..n_read].iter().filter(|byte| **byte == b'<').count() as u64;
            if limits.decoded_bytes < n_texts.saturating_mul(SHARED_TEXT_BYTES) {
                return Err(too_large(name, limits));
            }
        }
    }
}
