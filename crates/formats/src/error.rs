//! Why a whole file cannot be read: one sentence with the place and what to do, for the person who must mend or replace the file.
//!
//! Each error has a stable code, so that pages can say the same in another language. Problems of single rows are no errors of the
//! file; they are told as [`crate::Problem`] within the rows.

use crate::event::Place;

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The operating system could not read.
    #[error("the file could not be read; check that it still exists and try again")]
    Io(#[from] std::io::Error),
    /// No byte, or only blanks.
    #[error("the file is empty; export or download it again")]
    Empty,
    /// More bytes than a workbook may have.
    #[error("the workbook has {bytes} bytes, more than the {limit} that can be read; split it or export it as CSV")]
    WorkbookTooLarge {
        /// Size of the file.
        bytes: u64,
        /// Largest size.
        limit: u64,
    },
    /// Unpacked, the workbook would be too large.
    #[error("{part} in the packed file would unpack to more than {limit} bytes; export the data as CSV")]
    DecodedTooLarge {
        /// Part of the workbook or archive.
        part: String,
        /// Largest size.
        limit: u64,
    },
    /// A part unpacks to many times its size, as in files made to harm.
    #[error(
        "{part} in the packed file unpacks to more than {ratio} times its size, as in files made to harm; it was not opened; export the data as CSV"
    )]
    Ratio {
        /// Part of the workbook or archive.
        part: String,
        /// Largest ratio.
        ratio: u64,
    },
    /// Some cell lies far away, so that the rectangle of all cells would be too large.
    #[error(
        "sheet {sheet} spans {rows} rows and {columns} columns, more cells than can be read; delete the stray cells far from the table and save it again"
    )]
    TooManyCells {
        /// Name or number of the sheet.
        sheet: String,
        /// Rows that it spans.
        rows: u64,
        /// Columns that it spans.
        columns: u64,
    },
    /// The end is missing.
    #[error("the file is cut off: it has {bytes} bytes and its own index refers to more; download or copy it again")]
    Truncated {
        /// Size of the file.
        bytes: u64,
    },
    /// The inside of the workbook contradicts itself.
    #[error(
        "the file is damaged ({detail}); download it again, or open it in a spreadsheet program and save it as XLSX"
    )]
    Damaged {
        /// What was found.
        detail: String,
    },
    /// Protected by a password.
    #[error(
        "the workbook is protected by a password; remove the protection in a spreadsheet program and save it again"
    )]
    Encrypted,
    /// Another kind of file than its name or use suggests.
    #[error("the file is {found}, not a table; {remedy}")]
    OtherKind {
        /// What it is.
        found: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// Nothing fits.
    #[error(
        "{name} fits no known layout; expected a workbook (XLS, XLSX) or a text table (CSV, TSV) with a header line and columns for territory, period and value"
    )]
    NotRecognised {
        /// Name of the file, or what stands for it.
        name: String,
    },
    /// A sheet is missing.
    #[error(
        "sheet \"{wanted}\" is missing, the workbook has {found}; export it from the publisher again or rename the sheet"
    )]
    MissingSheet {
        /// Name of the sheet.
        wanted: &'static str,
        /// Names of the sheets that exist.
        found: String,
    },
    /// A header cell does not say what the layout asks for.
    #[error(
        "sheet {sheet}, {place}: expected \"{expected}\" and found \"{found}\"; restore the header as it was exported"
    )]
    Header {
        /// Name of the sheet.
        sheet: String,
        /// The cell.
        place: Place,
        /// What should stand there.
        expected: String,
        /// What stands there.
        found: String,
    },
    /// A column has a year and no indicator, or the reverse.
    #[error("sheet {sheet}, {place}: {detail}; restore the two header rows as they were exported")]
    HeaderColumn {
        /// Name of the sheet.
        sheet: String,
        /// The cell.
        place: Place,
        /// What is wrong.
        detail: String,
    },
    /// Two columns would be the same series and period.
    #[error("{first} and {second} are both \"{what}\"; delete or rename one of the two columns")]
    DuplicateColumn {
        /// The first column.
        first: Place,
        /// The second column.
        second: Place,
        /// What both say.
        what: String,
    },
    /// No header line with the columns that figures need.
    #[error(
        "no header line was found in the first {n_lines} lines; name the columns, at least one for the territory (AGS, Kennziffer), the period (Jahr) and the value (Wert), or give a mapping"
    )]
    NoHeader {
        /// How many lines were looked at.
        n_lines: u32,
    },
    /// The header is there, a role is not.
    #[error(
        "line {row} names the columns {columns}, and none of them is the {role}; rename a column ({examples}) or give a mapping"
    )]
    MissingRole {
        /// The header line.
        row: u32,
        /// What it names.
        columns: String,
        /// The role that is missing.
        role: &'static str,
        /// Names that would be understood.
        examples: &'static str,
    },
    /// The whole table says nowhere what a role would.
    #[error(
        "the table says nowhere which {role} its figures are about; up to line {row}, in front of the figures stand {seen}; {remedy}"
    )]
    Unsaid {
        /// The last line of the header.
        row: u32,
        /// The role that is missing.
        role: &'static str,
        /// What stands in front of the figures.
        seen: String,
        /// What to do.
        remedy: &'static str,
    },
    /// A mapping that does not fit the file.
    #[error("the mapping does not fit the file: {0}; correct the mapping or choose another file")]
    Mapping(String),
    /// A line that is too long.
    #[error(
        "line {row} is longer than {limit} bytes; the file is no table with one record a line, or a quotation mark is not closed"
    )]
    LineTooLong {
        /// Number of the line.
        row: u32,
        /// Longest line.
        limit: usize,
    },
    /// A cell that is too long.
    #[error("{place}: the cell is longer than {limit} bytes; shorten it or delete the column")]
    CellTooLong {
        /// The cell.
        place: Place,
        /// Longest cell.
        limit: usize,
    },
    /// A NUL byte in a text file.
    #[error(
        "line {row} contains a NUL byte, which no text table has; the file is binary or damaged, export it again as CSV in UTF-8"
    )]
    NulByte {
        /// Number of the line.
        row: u32,
    },
    /// A quotation mark without its partner.
    #[error("a quotation mark opened in line {row} is not closed; close it or delete it")]
    OpenQuote {
        /// Number of the line.
        row: u32,
    },
    /// Bytes that the encoding does not have.
    #[error("line {row} is not readable as {encoding}; save the file as UTF-8")]
    Encoding {
        /// Number of the line.
        row: u32,
        /// Name of the encoding.
        encoding: &'static str,
    },
    /// A list of keys was given where figures are expected.
    #[error("the file lists official keys, not figures; take it in with \"lotse territories import\"")]
    KeysNotFigures,
    /// A line of a list of keys that cannot be read.
    #[error("line {row}, column {column}: \"{found}\" is not {expected}; restore the file as it was published")]
    Field {
        /// Number of the line.
        row: u32,
        /// Name of the column.
        column: &'static str,
        /// What stands there.
        found: String,
        /// What should stand there.
        expected: &'static str,
    },
    /// Several tables one below the other.
    #[error("a second table begins in line {row}; save each table in a file of its own")]
    SecondTable {
        /// The line.
        row: u32,
    },
    /// The table has a header and no data.
    #[error("the table has a header and no line of data; export it again with data")]
    NoData,
    /// Figures that name no territory.
    #[error(
        "the figures name no territory and nothing in the file proves which one they are about; say it with --territory KEY, for example 01 for Schleswig-Holstein or DG for Germany"
    )]
    TerritoryUnknown,
    /// A sidecar or our own layout that cannot be read.
    #[error("{0}")]
    OwnLayout(String),
    /// The place is not in the file.
    #[error("{0} is not in the file; it may have been replaced by another one")]
    NoSuchCell(Place),
}

impl FileError {
    /// A stable word for the kind of error, for translation and for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Io(_) => "io",
            Self::Empty => "empty",
            Self::WorkbookTooLarge { .. } => "workbook_too_large",
            Self::DecodedTooLarge { .. } => "decoded_too_large",
            Self::Ratio { .. } => "ratio",
            Self::TooManyCells { .. } => "too_many_cells",
            Self::Truncated { .. } => "truncated",
            Self::Damaged { .. } => "damaged",
            Self::Encrypted => "encrypted",
            Self::OtherKind { .. } => "other_kind",
            Self::NotRecognised { .. } => "not_recognised",
            Self::MissingSheet { .. } => "missing_sheet",
            Self::Header { .. } => "header",
            Self::HeaderColumn { .. } => "header_column",
            Self::DuplicateColumn { .. } => "duplicate_column",
            Self::NoHeader { .. } => "no_header",
            Self::MissingRole { .. } | Self::Unsaid { .. } => "missing_role",
            Self::Mapping(_) => "mapping",
            Self::LineTooLong { .. } => "line_too_long",
            Self::CellTooLong { .. } => "cell_too_long",
            Self::NulByte { .. } => "nul_byte",
            Self::OpenQuote { .. } => "open_quote",
            Self::Encoding { .. } => "encoding",
            Self::KeysNotFigures => "keys_not_figures",
            Self::Field { .. } => "field",
            Self::SecondTable { .. } => "second_table",
            Self::NoData => "no_data",
            Self::TerritoryUnknown => "territory_unknown",
            Self::OwnLayout(_) => "own_layout",
            Self::NoSuchCell(_) => "no_such_cell",
        }
    }

    /// The cell that the error is about, where it is about one.
    pub const fn place(&self) -> Option<Place> {
        match self {
            Self::Header { place, .. } | Self::HeaderColumn { place, .. } | Self::CellTooLong { place, .. } => {
                Some(*place)
            }
            Self::DuplicateColumn { second, .. } => Some(*second),
            Self::NoSuchCell(place) => Some(*place),
            Self::MissingRole { row, .. }
            | Self::Unsaid { row, .. }
            | Self::LineTooLong { row, .. }
            | Self::NulByte { row }
            | Self::OpenQuote { row }
            | Self::Encoding { row, .. }
            | Self::SecondTable { row }
            | Self::Field { row, .. } => Some(Place {
                sheet: 0,
                row: *row,
                column: 1,
            }),
            _ => None,
        }
    }
}
