//! Files packed by gzip (RFC 1952), as data packages hold them: put into an archive of one part, so that the same bounds hold.
//!
//! The packed bytes of gzip and of zip are the same (RFC 1951); only what stands around them differs. One member is read; a file of
//! several, whose sizes and checksum belong to the last one, ends as damaged.

use std::io::Cursor;

use crate::{archive::Archive, error::FileError, limits::Limits};

/// The first bytes: the mark, and the only method that exists.
const MAGIC: &[u8] = b"\x1f\x8b\x08";
const HEADER_BYTES: usize = 10;
/// Checksum and size at the end.
const TRAILER_BYTES: usize = 8;

/// The unpacked file.
pub(crate) fn unpacked(bytes: &[u8], name: &str, limits: &Limits) -> Result<Vec<u8>, FileError> {
    let body = body(bytes).ok_or_else(|| FileError::Damaged {
        detail: format!("\"{}\" is no single file packed by gzip", crate::event::shortened(name)),
    })?;
    let mut input = Cursor::new(as_archive(body, &bytes[bytes.len() - TRAILER_BYTES..]));
    let mut archive = Archive::open(&mut input, limits)?;
    let part = archive.parts().first().cloned().ok_or(FileError::Empty)?;
    archive.bytes(&part)
}

/// The packed bytes between header and trailer.
fn body(bytes: &[u8]) -> Option<&[u8]> {
    if !bytes.starts_with(MAGIC) {
        return None;
    }
    let flags = *bytes.get(3)?;
    let mut rest = bytes.get(HEADER_BYTES..bytes.len().checked_sub(TRAILER_BYTES)?)?;
    if flags & 4 != 0 {
        let n_bytes = usize::from(u16::from_le_bytes([*rest.first()?, *rest.get(1)?]));
        rest = rest.get(2 + n_bytes..)?;
    }
    // Name and remark end with a zero.
    for flag in [8, 16] {
        if flags & flag != 0 {
            let end = rest.iter().position(|byte| *byte == 0)?;
            rest = rest.get(end + 1..)?;
        }
    }
    if flags & 2 != 0 {
        rest = rest.get(2..)?;
    }
    // Equal members one after the other have one checksum, which would hide all but the first.
    let seam = [&bytes[bytes.len() - TRAILER_BYTES..], MAGIC].concat();
    (!rest.windows(seam.len()).any(|window| window == seam)).then_some(rest)
}

/// An archive with these packed bytes as its only part. The trailer holds checksum and size.
fn as_archive(body: &[u8], trailer: &[u8]) -> Vec<u8> {
    const NAME: &[u8] = b"table";
    let n_packed = u32::try_from(body.len()).unwrap_or(u32::MAX).to_le_bytes();
    // Version 2.0, no flags, deflate, the first day that an archive knows, checksum, sizes, length of the name.
    let mut facts = b"\x14\0\0\0\x08\0\0\0\x21\0".to_vec();
    facts.extend_from_slice(&trailer[..4]);
    facts.extend_from_slice(&n_packed);
    facts.extend_from_slice(&trailer[4..]);
    facts.extend_from_slice(&[NAME.len() as u8, 0, 0, 0]);
    let mut zip = [b"PK\x03\x04".as_slice(), &facts, NAME, body].concat();
    let index_start = u32::try_from(zip.len()).unwrap_or(u32::MAX).to_le_bytes();
    let index = [b"PK\x01\x02\x14\0".as_slice(), &facts, &[0; 14], NAME].concat();
    zip.extend_from_slice(&index);
    zip.extend_from_slice(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    zip.extend_from_slice(&(index.len() as u32).to_le_bytes());
    zip.extend_from_slice(&index_start);
    zip.extend_from_slice(&[0, 0]);
    zip
}
