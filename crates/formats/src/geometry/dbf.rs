//! The table of a shapefile: dBASE III, one record a shape.
//!
//! Layout: dBASE table file format of level 5 (header of 32 bytes, fields of 32 bytes each, records of fixed width). Text is in the
//! encoding that the file beside it (CPG) names, else the one that the head of the table names, else UTF-8 where the bytes are UTF-8,
//! else Windows-1252. Memo fields are passed over.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::GeometryError;

/// The columns and the cells of a table.
#[derive(Debug)]
pub(super) struct Table {
    fields: Vec<Field>,
    n_records: usize,
    record_bytes: usize,
    head_bytes: usize,
    encoding: Option<&'static Encoding>,
}

#[derive(Debug)]
struct Field {
    name: String,
    at: usize,
    bytes: usize,
    is_memo: bool,
}

fn broken(reason: impl Into<String>) -> GeometryError {
    GeometryError::broken("the table of the shapefile (DBF)", reason)
}

impl Table {
    /// Reads the head and checks that the file is as long as it says.
    pub(super) fn open(bytes: &[u8], code_page: Option<&str>) -> Result<Self, GeometryError> {
        let head = bytes
            .get(..32)
            .ok_or_else(|| broken("it is shorter than its own head"))?;
        let u16_at = |at: usize| usize::from(u16::from_le_bytes([head[at], head[at + 1]]));
        let n_records = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let (head_bytes, record_bytes) = (u16_at(8), u16_at(10));
        let encoding = code_page.and_then(named).or_else(|| of_language(head[29]));
        let mut fields = Vec::new();
        let mut at = 1;
        let mut place = 32;
        while bytes.get(place).is_some_and(|byte| *byte != 0x0d) && place + 32 <= head_bytes {
            let field = bytes
                .get(place..place + 32)
                .ok_or_else(|| broken("its list of columns is cut off"))?;
            let name: Vec<u8> = field[..11].iter().copied().take_while(|byte| *byte != 0).collect();
            let n_bytes = usize::from(field[16]);
            fields.push(Field {
                name: text(&name, encoding),
                at,
                bytes: n_bytes,
                is_memo: matches!(field[11], b'M' | b'G' | b'B'),
            });
            at += n_bytes;
            place += 32;
        }
        if fields.is_empty() {
            return Err(broken("it names no columns"));
        }
        if record_bytes < at {
            return Err(broken(format!(
                "its columns take {at} bytes and its records have {record_bytes}"
            )));
        }
        let needed = head_bytes.saturating_add(n_records.saturating_mul(record_bytes));
        if bytes.len() < needed {
            return Err(broken(format!(
                "it is cut off: {needed} bytes are announced, {} are there",
                bytes.len()
            )));
        }
        Ok(Self {
            fields,
            n_records,
            record_bytes,
            head_bytes,
            encoding,
        })
    }

    pub(super) fn n_records(&self) -> usize {
        self.n_records
    }

    /// The filled cells of a record, counted from 0; `None` for a record that is marked as deleted.
    pub(super) fn record(&self, bytes: &[u8], number: usize) -> Option<Vec<(String, String)>> {
        let start = self.head_bytes + number * self.record_bytes;
        let record = bytes.get(start..start + self.record_bytes)?;
        if record[0] == b'*' {
            return None;
        }
        let cells = self.fields.iter().filter(|field| !field.is_memo).filter_map(|field| {
            let cell = record.get(field.at..field.at + field.bytes)?;
            let text = text(cell, self.encoding);
            let text = text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\0');
            (!text.is_empty()).then(|| (field.name.clone(), text.to_owned()))
        });
        Some(cells.collect())
    }
}

fn text(bytes: &[u8], encoding: Option<&'static Encoding>) -> String {
    let encoding = encoding.unwrap_or(if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else {
        WINDOWS_1252
    });
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// What a CPG file names: `UTF-8`, `1252`, `CP1252`, `ANSI 1252`, `ISO-8859-1`, `88591`.
fn named(code_page: &str) -> Option<&'static Encoding> {
    let name = code_page.trim().trim_start_matches('\u{feff}');
    if let Some(encoding) = Encoding::for_label(name.as_bytes()) {
        return Some(encoding);
    }
    let digits: String = name.chars().filter(char::is_ascii_digit).collect();
    match digits.as_str() {
        "65001" | "8" => Some(UTF_8),
        "1252" | "88591" => Some(WINDOWS_1252),
        other if other.starts_with("125") => Encoding::for_label(format!("windows-{other}").as_bytes()),
        other => Encoding::for_label(format!("iso-8859-{}", other.strip_prefix("8859")?).as_bytes()),
    }
}

/// The mark in the head that stands for a code page of Windows; those of DOS are left to the CPG file.
fn of_language(mark: u8) -> Option<&'static Encoding> {
    matches!(mark, 0x03 | 0x57 | 0x58).then_some(WINDOWS_1252)
}
