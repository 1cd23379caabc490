//! Workbooks written by the tests themselves, byte for byte known: small INKAR exports, and broken or hostile ones. For tests
//! that need a delivery of which every cell is known. Writes as little of XLSX as a reader needs; no styles, no shared strings.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use anyhow::Result;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::samples::Place;

/// A cell to write.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing in it.
    Blank,
    /// Text, stored in the cell.
    Text(String),
    /// A number.
    Number(f64),
}

/// Rows of a sheet.
pub type Rows = Vec<Vec<Cell>>;

/// A text cell.
pub fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// An INKAR export and its cells.
#[derive(Debug, Clone)]
pub struct Inkar {
    /// The sheets by name.
    pub sheets: Vec<(String, Rows)>,
    /// What must come back.
    pub cells: BTreeMap<Place, Option<f64>>,
}

/// Districts of Schleswig-Holstein and Hamburg, by key and name.
pub const DISTRICTS: [(&str, &str); 6] = [
    ("01001", "Flensburg, Stadt"),
    ("01002", "Kiel, Landeshauptstadt"),
    ("01003", "Lübeck, Hansestadt"),
    ("01051", "Dithmarschen"),
    ("01053", "Herzogtum Lauenburg"),
    ("02000", "Hamburg"),
];

/// An export for six districts with two decimals, a blank here and there, and values that depend on `seed`.
pub fn inkar(indicator: &str, years: std::ops::RangeInclusive<u32>, seed: u32) -> Inkar {
    let years: Vec<u32> = years.collect();
    let mut first = vec![text("Kennziffer"), text("Raumeinheit"), text("Aggregat")];
    let mut second = vec![Cell::Blank, Cell::Blank, Cell::Blank];
    for year in &years {
        first.push(text(indicator));
        second.push(text(&year.to_string()));
    }
    let mut rows = vec![first, second];
    let mut cells = BTreeMap::new();
    for (n, (key, name)) in (0..).zip(DISTRICTS) {
        let mut row = vec![text(key), text(name), text("Kreise")];
        for year in &years {
            let mixed = (seed + 31 * n + 7 * year) % 9973;
            let value = (!mixed.is_multiple_of(11)).then(|| f64::from(mixed) / 100.0);
            row.push(value.map_or(Cell::Blank, Cell::Number));
            cells.insert(((*key).to_owned(), year.to_string()), value);
        }
        rows.push(row);
    }
    let about = vec![
        vec![text("Dokumentation der exportierten Indikatoren")],
        ["Indikator", "Langname", "Quelle", "Berechnungsgrundlage", "Anmerkungen"]
            .map(text)
            .to_vec(),
        vec![
            text(indicator),
            text("Anteil in %"),
            text("Laufende Raumbeobachtung des BBSR"),
            Cell::Blank,
            text("Ein Satz dazu."),
        ],
    ];
    let source = vec![vec![text(
        "Quelle (Zitierhinweis): INKAR. Ausgabe 2024. Hrsg.: BBSR. © 2024 BBR, Bonn",
    )]];
    let sheets = vec![
        ("Daten".to_owned(), rows),
        ("Metadaten".to_owned(), about),
        ("Quellangabe".to_owned(), source),
    ];
    Inkar { sheets, cells }
}

impl Inkar {
    /// The file.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        xlsx(&self.sheets)
    }
}

/// An XLSX file of these sheets.
pub fn xlsx(sheets: &[(String, Rows)]) -> Result<Vec<u8>> {
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let (mut types, mut relations, mut list) = (String::new(), String::new(), String::new());
    for (n, (name, rows)) in (1..).zip(sheets) {
        write!(
            types,
            r#"<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"#
        )?;
        write!(
            relations,
            r#"<Relationship Id="rId{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{n}.xml"/>"#
        )?;
        write!(list, r#"<sheet name="{}" sheetId="{n}" r:id="rId{n}"/>"#, escaped(name))?;
        parts.push((format!("xl/worksheets/sheet{n}.xml"), sheet(rows)?.into_bytes()));
    }
    let main = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
    let package = "http://schemas.openxmlformats.org/package/2006";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    let workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    let fixed = [
        (
            "[Content_Types].xml",
            format!(
                r#"<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{workbook}"/>{types}</Types>"#
            ),
        ),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(r#"<Relationships xmlns="{package}/relationships">{relations}</Relationships>"#),
        ),
        (
            "xl/workbook.xml",
            format!("<workbook {main}><sheets>{list}</sheets></workbook>"),
        ),
    ];
    parts.extend(fixed.map(|(name, part)| (name.to_owned(), part.into_bytes())));
    zipped(&parts)
}

/// A zip of these parts, deflated.
pub fn zipped(parts: &[(String, Vec<u8>)]) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default())?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn sheet(rows: &Rows) -> Result<String> {
    let mut xml =
        String::from(r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#);
    for (row_number, row) in (1..).zip(rows) {
        write!(xml, r#"<row r="{row_number}">"#)?;
        for (column, cell) in row.iter().enumerate() {
            let place = format!("{}{row_number}", letters(column));
            match cell {
                Cell::Blank => {}
                Cell::Text(text) => write!(
                    xml,
                    r#"<c r="{place}" t="inlineStr"><is><t>{}</t></is></c>"#,
                    escaped(text)
                )?,
                Cell::Number(number) => write!(xml, r#"<c r="{place}"><v>{number}</v></c>"#)?,
            }
        }
        xml.push_str("</row>");
    }
    xml.push_str("</sheetData></worksheet>");
    Ok(xml)
}

/// `A`, `B` … `Z`, `AA` …
fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while 0 < rest {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.insert(0, char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[test]
fn columns_are_lettered_as_in_a_workbook() {
    assert_eq!(
        [0, 25, 26, 51, 52, 701, 702].map(letters),
        ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    );
}
