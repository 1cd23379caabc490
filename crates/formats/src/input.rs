//! What a reader is given, and the first look at it: the sample by which a format recognises its own files.
//!
//! The look is at the content, never at the name alone; the name only makes the sentence about an unknown file more helpful. Files
//! that are no tables (web pages, PDF, other Office documents) are named here, so that no format has to know them.

use std::io::{Read, Seek, SeekFrom};

use crate::{
    archive::{Archive, Part},
    error::FileError,
    limits::Limits,
    workbook::{OLE_MAGIC, Workbook, ZIP_MAGIC, package},
};

/// What a file is read from.
pub trait ReadSeek: Read + Seek {}

impl<T: Read + Seek + ?Sized> ReadSeek for T {}

/// How many bytes of a text file are looked at for recognition and detection.
pub(crate) const SAMPLE_BYTES: usize = 64 * 1024;
/// How many rows of each sheet are looked at.
const SAMPLE_ROWS: u32 = 20;
/// How many columns of each sheet are looked at.
const SAMPLE_COLUMNS: u32 = 60;

/// The beginning of a file, by which a format recognises its own.
#[derive(Debug, Clone)]
pub enum Sample {
    /// A workbook: the first cells of each sheet as text.
    Workbook(Vec<SheetSample>),
    /// A text file: its first bytes. It may also be JSON, XML or a web page.
    Text(Vec<u8>),
    /// A file that is neither text nor workbook, such as Parquet: its first bytes.
    Binary(Vec<u8>),
    /// A zip archive that is no office document: the paths of its files and the first bytes of the first of them.
    Archive(Vec<PartSample>),
}

/// A file within an archive.
#[derive(Debug, Clone)]
pub struct PartSample {
    /// Its path, with `/` between folders.
    pub name: String,
    /// Its first bytes; empty for all but the first twenty files.
    pub head: Vec<u8>,
}

/// The first cells of a sheet.
#[derive(Debug, Clone)]
pub struct SheetSample {
    /// Name of the sheet.
    pub name: String,
    /// The first rows as text, blank cells included.
    pub rows: Vec<Vec<String>>,
}

/// How sure a format is that a file is one of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// It is not.
    No,
    /// It could be; a format that is sure comes first.
    Possible,
    /// It is, perhaps with a flaw that the reader will name.
    Certain,
}

impl Sample {
    /// Looks at the beginning of a file and goes back to its start.
    pub fn take(input: &mut dyn ReadSeek, limits: &Limits) -> Result<Self, FileError> {
        input.seek(SeekFrom::Start(0))?;
        let mut head = Vec::new();
        (&mut *input).take(SAMPLE_BYTES as u64).read_to_end(&mut head)?;
        input.seek(SeekFrom::Start(0))?;
        if head.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
            return Err(FileError::Empty);
        }
        if head.starts_with(ZIP_MAGIC)
            && let Some(parts) = archive_sample(input, limits)?
        {
            return Ok(Self::Archive(parts));
        }
        if head.starts_with(OLE_MAGIC) || head.starts_with(ZIP_MAGIC) {
            let workbook = open_workbook(input, limits)?;
            let sheets = workbook.sheets.iter().map(|sheet| SheetSample {
                name: sheet.name.clone(),
                rows: (1..=sheet.n_rows().min(SAMPLE_ROWS))
                    .map(|row| {
                        (1..=sheet.n_columns().min(SAMPLE_COLUMNS))
                            .map(|column| sheet.text(row, column))
                            .collect()
                    })
                    .collect(),
            });
            return Ok(Self::Workbook(sheets.collect()));
        }
        Ok(if is_binary(&head) {
            Self::Binary(head)
        } else {
            Self::Text(head)
        })
    }

    /// What the file is, where it is certainly no table: said when no format is sure that it is one of its own.
    pub(crate) fn other_kind(&self) -> Option<FileError> {
        let known = match self {
            Self::Workbook(_) => None,
            Self::Text(head) | Self::Binary(head) => other_kind(head),
            Self::Archive(_) => Some((
                "a zip archive of a kind that is not known",
                "unpack it and give the files inside one by one",
            )),
        };
        known.map(|(found, remedy)| FileError::OtherKind { found, remedy })
    }
}

/// Of how many files in an archive the beginning is looked at.
const SAMPLE_PARTS: usize = 20;
/// How much of each.
const SAMPLE_PART_BYTES: usize = 8 * 1024;

/// The files of an archive, unless it is an office document.
fn archive_sample(input: &mut dyn ReadSeek, limits: &Limits) -> Result<Option<Vec<PartSample>>, FileError> {
    let mut archive = Archive::open(&mut *input, limits)?;
    let parts = archive.parts().to_vec();
    if parts.iter().any(|part| package::kind_of(&part.name).is_some()) || packed_workbook(&mut archive)?.is_some() {
        return Ok(None);
    }
    let mut samples = Vec::new();
    for (n, part) in parts.iter().enumerate() {
        samples.push(PartSample {
            name: part.name.clone(),
            head: if n < SAMPLE_PARTS {
                archive.head(part, SAMPLE_PART_BYTES)?
            } else {
                Vec::new()
            },
        });
    }
    drop(archive);
    input.seek(SeekFrom::Start(0))?;
    Ok(Some(samples))
}

/// Reads a workbook whole, within its bounds.
pub(crate) fn open_workbook(input: &mut dyn ReadSeek, limits: &Limits) -> Result<Workbook, FileError> {
    let size = input.seek(SeekFrom::End(0))?;
    if limits.workbook_bytes < size {
        return Err(FileError::WorkbookTooLarge {
            bytes: size,
            limit: limits.workbook_bytes,
        });
    }
    input.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    // A file that grows while it is read stays within the bound.
    (&mut *input).take(limits.workbook_bytes).read_to_end(&mut bytes)?;
    if bytes.starts_with(ZIP_MAGIC) {
        let mut packed = std::io::Cursor::new(bytes.as_slice());
        let mut archive = Archive::open(&mut packed, limits)?;
        if let Some(part) = packed_workbook(&mut archive)? {
            if limits.workbook_bytes < part.n_bytes {
                return Err(FileError::WorkbookTooLarge {
                    bytes: part.n_bytes,
                    limit: limits.workbook_bytes,
                });
            }
            let inside = archive.bytes(&part)?;
            return Workbook::open(&inside, limits);
        }
    }
    Workbook::open(&bytes, limits)
}

/// The one workbook in an archive that is none itself, as offices pack large tables; notes beside it are no tables. It is opened like
/// one that was given alone, and never again an archive inside it.
fn packed_workbook(archive: &mut Archive<'_>) -> Result<Option<Part>, FileError> {
    let ending = |part: &Part| part.name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_note = |part: &&Part| {
        part.name.starts_with("__MACOSX/") || matches!(ending(part).as_str(), "txt" | "md" | "pdf" | "html" | "url")
    };
    let parts: Vec<Part> = archive.parts().iter().filter(|part| !is_note(part)).cloned().collect();
    let [part] = parts.as_slice() else { return Ok(None) };
    let magic = match ending(part).as_str() {
        "xls" => OLE_MAGIC,
        "xlsx" | "xlsm" => ZIP_MAGIC,
        _ => return Ok(None),
    };
    let head = archive.head(part, magic.len())?;
    Ok((head == magic).then(|| part.clone()))
}

/// Names what is no table, by its first bytes.
fn other_kind(head: &[u8]) -> Option<(&'static str, &'static str)> {
    const AGAIN: &str = "download the data itself, as XLS, XLSX or CSV";
    const UNPACK: &str = "unpack it and give the file inside";
    let known: [(&[u8], &str, &str); 12] = [
        (b"%PDF-", "a PDF document", AGAIN),
        (b"{\\rtf", "a text document (RTF)", AGAIN),
        (b"\x1f\x8b", "a packed file (gzip)", UNPACK),
        (b"7z\xbc\xaf", "a packed file (7z)", UNPACK),
        (b"Rar!", "a packed file (RAR)", UNPACK),
        (b"PK\x05\x06", "an empty zip archive", AGAIN),
        (b"\x28\xb5\x2f\xfd", "a packed file (zstd)", UNPACK),
        (b"PAR1", "a Parquet file", "export it as CSV"),
        (b"SQLite format 3", "a database (SQLite)", "export the table as CSV"),
        (b"\x89PNG", "a picture", AGAIN),
        (b"\xff\xd8\xff", "a picture", AGAIN),
        (b"GIF8", "a picture", AGAIN),
    ];
    if let Some((_, found, remedy)) = known.iter().find(|(magic, _, _)| head.starts_with(magic)) {
        return Some((found, remedy));
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let start: Vec<u8> = text
        .iter()
        .skip_while(|byte| byte.is_ascii_whitespace())
        .take(512)
        .copied()
        .collect();
    let start = String::from_utf8_lossy(&start).to_lowercase();
    if start.starts_with("<!doctype html") || start.starts_with("<html") || start.contains("<table") {
        return Some((
            "a web page (HTML), perhaps an error page or an export under another name",
            "open it in a spreadsheet program and save it as XLSX, or download the data again",
        ));
    }
    if start.starts_with("<?xml") || start.starts_with("<xml") {
        return Some(("an XML file", AGAIN));
    }
    if start.starts_with('{') || start.starts_with('[') {
        return Some(("a JSON file", AGAIN));
    }
    is_binary(head).then_some(("a binary file of a kind that is not known", AGAIN))
}

/// Control characters that no text file has. UTF-16 begins with a mark and is text.
fn is_binary(head: &[u8]) -> bool {
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return false;
    }
    let n_control = head
        .iter()
        .filter(|byte| matches!(byte, 1..=8 | 14..=26 | 28..=31 | 127))
        .count();
    let n_nul = head.iter().filter(|byte| **byte == 0).count();
    head.len() / 100 < n_control || head.len() / 20 < n_nul
}
