//! How much a reader may take from a file, for whoever opens files of strangers.
//!
//! Every reader of this crate obeys these bounds before it asks for memory; what exceeds one ends in one clear sentence. The
//! defaults are generous for every official file known (the largest INKAR workbook has 2.7 MB). Limits are no quotas of a person:
//! those belong to whoever accepts uploads.

/// Bounds for reading one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Largest workbook (XLS, XLSX) in bytes; a workbook is held in memory whole.
    pub workbook_bytes: u64,
    /// Largest decoded size of a workbook: unpacked parts, and the rectangle of its cells.
    pub decoded_bytes: u64,
    /// Memory that a reader of text files may use; the file itself may be longer, it is streamed.
    pub stream_bytes: u64,
    /// Longest line of a text file in bytes.
    pub line_bytes: usize,
    /// Longest cell in bytes.
    pub cell_bytes: usize,
    /// How many times larger than its packed form a part of a workbook may be.
    pub zip_ratio: u64,
    /// Most parts in a packed workbook.
    pub zip_parts: usize,
}

const KIB: u64 = 1024;
const MIB: u64 = 1024 * KIB;

impl Default for Limits {
    fn default() -> Self {
        Self {
            workbook_bytes: 50 * MIB,
            decoded_bytes: 300 * MIB,
            stream_bytes: 64 * MIB,
            line_bytes: 1024 * 1024,
            cell_bytes: 64 * 1024,
            zip_ratio: 100,
            zip_parts: 10_000,
        }
    }
}

impl Limits {
    /// How many cells the rectangle of a sheet may span: a cell takes some 32 bytes in memory.
    pub const fn workbook_cells(&self) -> u64 {
        self.decoded_bytes / 32
    }
}
