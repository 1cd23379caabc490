//! The compound file around an XLS (OLE2, [MS-CFB] 2.2 to 2.6), followed far enough to know that every sector exists.
//!
//! calamine follows the same chains and trusts them: a ring in the sector table would make it read without end, a chain beyond the
//! end of the file would make it panic. So the chains are walked here first. The finding is one of three: cut off, damaged, or not
//! a workbook at all; otherwise the stream with the records is handed on to [`super::biff`].
//!
//! Some writers leave the size of the short stream at zero while its table has entries ("SSCS size"). That is harmless, because a
//! workbook of any use lies in long sectors, and it is accepted.

use super::OLE_MAGIC;
use crate::error::FileError;

const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const LAST_REGULAR_SECTOR: u32 = 0xFFFF_FFFA;
const HEADER_BYTES: usize = 512;
const HEADER_TABLE_SECTORS: usize = 109;
const ENTRY_BYTES: usize = 128;
/// Streams below this size lie in short sectors of 64 bytes.
const SHORT_STREAM_BYTES: usize = 4096;
const SHORT_SECTOR_BYTES: usize = 64;

/// A compound file whose sector table has been read.
struct Compound<'a> {
    bytes: &'a [u8],
    sector_bytes: usize,
    table: Vec<u32>,
}

/// An entry of the directory.
struct Entry {
    name: String,
    start: u32,
    n_bytes: usize,
}

/// Walks the file and returns the stream with the records of the workbook.
pub(super) fn workbook_stream(bytes: &[u8]) -> Result<Vec<u8>, FileError> {
    let header = bytes.get(..HEADER_BYTES).ok_or_else(|| cut_off(bytes))?;
    if !header.starts_with(OLE_MAGIC) {
        return Err(damaged("its signature is wrong"));
    }
    let sector_bytes = match u16_at(header, 30) {
        9 => 512,
        12 => 4096,
        _ => return Err(damaged("its sector size does not exist")),
    };
    if u16_at(header, 32) != 6 {
        return Err(damaged("its short sector size does not exist"));
    }
    let mut compound = Compound {
        bytes,
        sector_bytes,
        table: Vec::new(),
    };
    compound.read_table(header)?;
    let directory = compound.chain(u32_at(header, 48), None)?;
    let is_small = sector_bytes == HEADER_BYTES;
    let entries: Vec<Entry> = directory
        .chunks_exact(ENTRY_BYTES)
        .map(|bytes| entry(bytes, is_small))
        .collect();
    let find = |name: &str| entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name));
    if find("EncryptedPackage").is_some() || find("EncryptionInfo").is_some() {
        return Err(FileError::Encrypted);
    }
    let root = entries.first().ok_or_else(|| damaged("its directory is empty"))?;
    // Like calamine: the short stream is read whenever its table has sectors, even if no stream lies in it.
    let n_short_table_sectors = u32_at(header, 64) as usize;
    let (short_stream, short_table) = if n_short_table_sectors == 0 {
        (Vec::new(), Vec::new())
    } else {
        let table_bytes = n_short_table_sectors
            .checked_mul(sector_bytes)
            .ok_or_else(|| damaged("its short table is too long"))?;
        let stream = if root.start == END_OF_CHAIN {
            Vec::new()
        } else {
            compound.chain(root.start, Some(root.n_bytes))?
        };
        (stream, compound.chain(u32_at(header, 60), Some(table_bytes))?)
    };
    let Some(workbook) = find("Workbook").or_else(|| find("Book")) else {
        return Err(FileError::OtherKind {
            found: if find("WordDocument").is_some() {
                "a Word document"
            } else {
                "an Office document without a workbook"
            },
            remedy: "save the table as XLSX or CSV",
        });
    };
    if workbook.n_bytes < SHORT_STREAM_BYTES {
        return short_chain(&short_stream, &short_table, workbook);
    }
    let stream = compound.chain(workbook.start, Some(workbook.n_bytes))?;
    if stream.len() < workbook.n_bytes {
        return Err(cut_off(bytes));
    }
    Ok(stream)
}

impl<'a> Compound<'a> {
    fn n_sectors(&self) -> usize {
        self.bytes.len() / self.sector_bytes + 1
    }

    /// A sector, or its beginning when the file ends within it.
    fn sector(&self, id: u32) -> Result<&'a [u8], FileError> {
        // The header takes one sector's place, whatever the size of a sector is.
        let start = (id as usize + 1) * self.sector_bytes;
        let end = (start + self.sector_bytes).min(self.bytes.len());
        self.bytes
            .get(start..end)
            .filter(|sector| !sector.is_empty())
            .ok_or_else(|| cut_off(self.bytes))
    }

    /// Reads the sector table: 109 of its sectors are named in the header, further ones in a chain of their own.
    fn read_table(&mut self, header: &[u8]) -> Result<(), FileError> {
        let mut ids: Vec<u32> = (0..HEADER_TABLE_SECTORS)
            .map(|place| u32_at(header, 76 + 4 * place))
            .collect();
        let mut next = u32_at(header, 68);
        let mut n_steps = 0;
        while next < LAST_REGULAR_SECTOR {
            n_steps += 1;
            if self.n_sectors() < n_steps {
                return Err(damaged("the list of its sectors runs in a ring"));
            }
            ids.extend(numbers(self.sector(next)?));
            next = ids.pop().unwrap_or(END_OF_CHAIN);
        }
        if self.n_sectors() < ids.iter().filter(|id| **id < LAST_REGULAR_SECTOR).count() {
            return Err(damaged("the list of its sectors is longer than the file"));
        }
        for id in ids {
            if id < LAST_REGULAR_SECTOR {
                let sector = self.sector(id)?;
                if sector.len() < self.sector_bytes {
                    return Err(cut_off(self.bytes));
                }
                self.table.extend(numbers(sector));
            } else if id < 0xFFFF_FFFC {
                return Err(damaged("the list of its sectors names none that can exist"));
            }
        }
        Ok(())
    }

    /// Follows a chain to its end or to a number of bytes.
    fn chain(&self, start: u32, n_bytes: Option<usize>) -> Result<Vec<u8>, FileError> {
        let mut stream = Vec::new();
        let mut id = start;
        let mut n_steps = 0;
        while id != END_OF_CHAIN {
            n_steps += 1;
            if self.n_sectors() < n_steps {
                return Err(damaged("a chain of its sectors runs in a ring"));
            }
            let sector = self.sector(id)?;
            let wanted = n_bytes.map_or(self.sector_bytes, |n_bytes| {
                self.sector_bytes.min(n_bytes - stream.len())
            });
            let part = sector.get(..wanted).ok_or_else(|| cut_off(self.bytes))?;
            stream.extend_from_slice(part);
            if n_bytes.is_some_and(|n_bytes| n_bytes <= stream.len()) {
                break;
            }
            id = *self
                .table
                .get(id as usize)
                .ok_or_else(|| damaged("a chain leaves the list of its sectors"))?;
        }
        Ok(stream)
    }
}

fn short_chain(short_stream: &[u8], short_table: &[u8], entry: &Entry) -> Result<Vec<u8>, FileError> {
    let table: Vec<u32> = numbers(short_table).collect();
    let mut stream = Vec::new();
    let mut id = entry.start;
    let mut n_steps = 0;
    while id != END_OF_CHAIN && stream.len() < entry.n_bytes {
        n_steps += 1;
        if table.len() < n_steps {
            return Err(damaged("a chain of its short sectors runs in a ring"));
        }
        let start = id as usize * SHORT_SECTOR_BYTES;
        let sector = short_stream
            .get(start..start + SHORT_SECTOR_BYTES)
            .ok_or_else(|| damaged("a chain leaves its short stream"))?;
        stream.extend_from_slice(&sector[..SHORT_SECTOR_BYTES.min(entry.n_bytes - stream.len())]);
        id = *table
            .get(id as usize)
            .ok_or_else(|| damaged("a chain leaves the list of its short sectors"))?;
    }
    if stream.len() < entry.n_bytes {
        return Err(damaged("its stream of records ends too early"));
    }
    Ok(stream)
}

fn entry(bytes: &[u8], is_small: bool) -> Entry {
    let units = bytes[..64]
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .take_while(|unit| *unit != 0);
    let n_bytes = if is_small {
        u64::from(u32_at(bytes, 120))
    } else {
        u64::from(u32_at(bytes, 120)) | u64::from(u32_at(bytes, 124)) << 32
    };
    Entry {
        name: char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect(),
        start: u32_at(bytes, 116),
        n_bytes: usize::try_from(n_bytes).unwrap_or(usize::MAX),
    }
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes
        .chunks_exact(4)
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

fn u16_at(bytes: &[u8], place: usize) -> u16 {
    bytes
        .get(place..place + 2)
        .map_or(0, |two| u16::from_le_bytes([two[0], two[1]]))
}

fn u32_at(bytes: &[u8], place: usize) -> u32 {
    bytes
        .get(place..place + 4)
        .map_or(0, |four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

fn cut_off(bytes: &[u8]) -> FileError {
    FileError::Truncated {
        bytes: bytes.len() as u64,
    }
}

fn damaged(detail: &str) -> FileError {
    FileError::Damaged {
        detail: detail.to_owned(),
    }
}
