//! Files that are not what they claim, damaged, or made to harm: each ends in one sentence, quickly and in little memory.
use std::io::{Cursor, Write};

use crate::samples::{fixture, read, read_within, short};
use formats::{ReadOptions, limits::Limits};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Reads and gives the code of the error and its sentence.
fn refused(bytes: Vec<u8>) -> (&'static str, String) {
    let error = read(bytes, &ReadOptions::default()).err().unwrap();
    let sentence = error.to_string();
    assert!(!sentence.ends_with('.') && !sentence.contains('\n'), "{sentence}");
    assert!(sentence.chars().count() < 330, "one sentence, not a page: {sentence}");
    (error.code(), sentence)
}

fn check(bytes: &[u8], code: &str, piece: &str) {
    let (found, sentence) = refused(bytes.to_vec());
    assert_eq!(found, code, "{sentence}");
    assert!(sentence.contains(piece), "{sentence}");
}

#[test]
fn what_is_no_table_is_called_by_its_name() {
    check(b"", "empty", "download it again");
    check(b"  \r\n \n", "empty", "");
    check(&[0; 5000], "empty", "");
    check(
        b"<!DOCTYPE html><html><body>Fehler 404</body></html>",
        "other_kind",
        "web page",
    );
    check(
        b"\xef\xbb\xbf\n <html><table><tr><td>AGS;Jahr;Wert</td></tr></table>",
        "other_kind",
        "web page",
    );
    check(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "other_kind", "PDF");
    check(b"{\"ags\": 1}", "other_kind", "JSON");
    check(b"<?xml version=\"1.0\"?><Workbook/>", "other_kind", "XML");
    check(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "other_kind", "zip");
    check(
        &(0..=255).cycle().take(3000).collect::<Vec<u8>>(),
        "other_kind",
        "binary",
    );
    check(&[b"PK\x03\x04".as_slice(), &[7; 400]].concat(), "truncated", "cut off");
    check(&fixture("word.xls"), "other_kind", "Word");
}

#[test]
fn protected_workbooks_say_so() {
    check(&fixture("password.xls"), "encrypted", "password");
    check(&fixture("encrypted.xls"), "encrypted", "password");
}

#[test]
fn an_xls_that_asks_for_terabytes_is_refused_before_it_gets_them() {
    check(&fixture("hostile_dimensions.xls"), "too_many_cells", "stray cells");
    check(
        &fixture("hostile_far_cell.xls"),
        "too_many_cells",
        "spans 65536 rows and 65536 columns",
    );
    check(&fixture("hostile_backwards.xls"), "damaged", "ends before it begins");
    check(&fixture("hostile_ring.xls"), "damaged", "runs in a ring");
    // One text of 30,000 letters in 270 cells needs eight megabytes; the bound is set below that.
    let limits = Limits {
        decoded_bytes: 4 << 20,
        ..Limits::default()
    };
    let error = read_within(fixture("hostile_shared_text.xls"), &ReadOptions::default(), &limits)
        .err()
        .unwrap();
    assert_eq!(error.code(), "decoded_too_large");
}

#[test]
fn a_workbook_larger_than_allowed_is_not_opened() {
    let limits = Limits {
        workbook_bytes: 5000,
        ..Limits::default()
    };
    let error = read_within(fixture("inkar.xls"), &ReadOptions::default(), &limits)
        .err()
        .unwrap();
    assert_eq!(
        error.to_string(),
        "the workbook has 13824 bytes, more than the 5000 that can be read; split it or export it as CSV"
    );
}

/// A zip archive with these parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A small workbook with one part replaced or added.
fn xlsx_with(name: &str, content: &[u8]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, text) in ["AGS", "Jahr", "Wert"].into_iter().enumerate() {
        sheet.write_string(0, column as u16, text).unwrap();
    }
    for (column, number) in [5515.0, 2020.0, 1.5].into_iter().enumerate() {
        sheet.write_number(1, column as u16, number).unwrap();
    }
    let mut archive = ZipArchive::new(Cursor::new(workbook.save_to_buffer().unwrap())).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).unwrap();
        if part.name_raw() != name.as_bytes() {
            writer.raw_copy_file(part).unwrap();
        }
    }
    writer.start_file(name, options).unwrap();
    writer.write_all(content).unwrap();
    writer.finish().unwrap().into_inner()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn sheet_xml(rows: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
    )
    .into_bytes()
}

const HEADER: &str = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>AGS</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>Jahr</t></is></c>\
                      <c r=\"C1\" t=\"inlineStr\"><is><t>Wert</t></is></c></row>";

#[test]
fn archives_that_are_no_workbooks_are_called_by_their_name() {
    check(&archive(&[("readme.txt", b"hello")]), "other_kind", "unpack it");
    check(&archive(&[("content.xml", b"<x/>")]), "other_kind", "OpenDocument");
    check(&archive(&[("word/document.xml", b"<x/>")]), "other_kind", "Word");
    check(&archive(&[("xl/workbook.bin", b"x")]), "other_kind", "XLSB");
    check(
        &archive(&[("xl/workbook.xml", b"<workbook/>"), ("../../etc/passwd", b"x")]),
        "damaged",
        "leads out of the archive",
    );
}

#[test]
fn a_zip_bomb_is_refused_before_it_unpacks() {
    let zeros = vec![b' '; 20 << 20];
    check(
        &xlsx_with("xl/media/image1.png", &zeros),
        "ratio",
        "more than 100 times its size",
    );
    // Parts that are modest one by one and too much together.
    let limits = Limits {
        decoded_bytes: 100_000,
        zip_ratio: u64::MAX,
        ..Limits::default()
    };
    let error = read_within(
        xlsx_with("xl/a.bin", &zeros[..200_000]),
        &ReadOptions::default(),
        &limits,
    )
    .err()
    .unwrap();
    assert_eq!(error.code(), "decoded_too_large");
    let many: Vec<(String, Vec<u8>)> = (0..12_000).map(|number| (format!("xl/{number}"), Vec::new())).collect();
    let many: Vec<(&str, &[u8])> = many
        .iter()
        .map(|(name, content)| (name.as_str(), content.as_slice()))
        .collect();
    check(&archive(&many), "damaged", "it has 12000 parts");
}

#[test]
fn an_archive_whose_index_lies_about_sizes_is_refused() {
    let content: Vec<u8> = vec![b' '; 20 << 20];
    let mut bytes = xlsx_with("xl/media/image1.png", &content);
    // Local and central header state the size; both are made to say one thousand bytes.
    let stated = (content.len() as u32).to_le_bytes();
    let mut n_patched = 0;
    for at in 0..bytes.len() - 4 {
        if bytes[at..at + 4] == stated {
            bytes[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
            n_patched += 1;
        }
    }
    assert!(1 <= n_patched);
    let (code, sentence) = refused(bytes);
    assert!(matches!(code, "ratio" | "damaged"), "{sentence}");
}

#[test]
fn entities_in_xml_are_never_expanded() {
    let laughs: String = (1..10)
        .map(|n| {
            format!(
                "<!ENTITY l{n} \"&l{0};&l{0};&l{0};&l{0};&l{0};&l{0};&l{0};&l{0};&l{0};&l{0};\">",
                n - 1
            )
        })
        .collect();
    let sheet = sheet_xml(&format!(
        "{HEADER}<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>&l9;</t></is></c></row>"
    ));
    let text = String::from_utf8(sheet)
        .unwrap()
        .replace("?>", &format!("?><!DOCTYPE w [<!ENTITY l0 \"lol\">{laughs}]>"));
    let outcome = read(xlsx_with(SHEET, text.as_bytes()), &ReadOptions::default());
    if let Ok(read) = outcome {
        assert!(
            read.rows.iter().all(|row| row.territory.len() < 100),
            "an entity stays as it is"
        );
    }
}

#[test]
fn cells_of_an_xlsx_that_are_no_figures_are_rows_with_a_reason() {
    let row = |number: usize, cell: &str| {
        format!(
            "<row r=\"{number}\"><c r=\"A{number}\" t=\"inlineStr\"><is><t>05515</t></is></c><c r=\"B{number}\"><v>{}</v></c>{cell}</row>",
            2000 + number
        )
    };
    let rows = [
        HEADER.to_owned(),
        row(2, "<c r=\"C2\"><v>1e309</v></c>"),
        row(3, "<c r=\"C3\" t=\"e\"><v>#DIV/0!</v></c>"),
        row(4, "<c r=\"C4\" t=\"b\"><v>1</v></c>"),
        row(5, "<c r=\"C5\" t=\"d\"><v>2020-01-01T00:00:00</v></c>"),
        row(6, "<c r=\"C6\"><v>-0</v></c>"),
        row(7, ""),
    ];
    let read = read(xlsx_with(SHEET, &sheet_xml(&rows.concat())), &ReadOptions::default()).unwrap();
    let values: Vec<String> = read.rows.iter().map(|row| short(&row.value)).collect();
    assert_eq!(
        values,
        [
            "!number_infinite",
            // The error of a formula is a missing value; a note names it.
            ":O",
            "!not_a_number",
            "!not_a_number",
            "0",
            ":O"
        ]
    );
    assert!(
        read.notes.iter().any(|note| note.contains("#DIV/0!")),
        "{:?}",
        read.notes
    );
    assert_eq!(read.rows[0].period, "2002");
    let far = format!("{HEADER}<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>");
    check(
        &xlsx_with(SHEET, &sheet_xml(&far)),
        "too_many_cells",
        "spans 1048576 rows and 16384 columns",
    );
    check(
        &xlsx_with(SHEET, &sheet_xml("<row r=\"-1\"><c r=\"A1\"><v>1</v></c></row>")),
        "damaged",
        "",
    );
    check(
        &xlsx_with(SHEET, &sheet_xml("<row r=\"1\"><c r=\"A0\"><v>1</v></c></row>")),
        "damaged",
        "",
    );
    let long = format!(
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{}</t></is></c></row>",
        "x".repeat(70_000)
    );
    check(
        &xlsx_with(SHEET, &sheet_xml(&long)),
        "cell_too_long",
        "row 1, column 1 (A)",
    );
    check(
        &xlsx_with(SHEET, b"<worksheet><sheetData><row r=\"1\"><c"),
        "damaged",
        "",
    );
    check(&xlsx_with("xl/workbook.xml", b"\xff\xfe\0"), "damaged", "");
}

/// A sound file with some bytes changed, cut or moved.
fn mutated(original: &[u8], changes: &[(usize, u8)], cut: Option<usize>) -> Vec<u8> {
    let mut bytes = original.to_vec();
    for (place, byte) in changes {
        let place = place % bytes.len();
        bytes[place] = *byte;
    }
    if let Some(cut) = cut {
        bytes.truncate(cut % original.len());
    }
    bytes
}

proptest! {
    #[test]
    fn no_damaged_xls_makes_the_reader_fail(
        changes in prop::collection::vec((any::<usize>(), any::<u8>()), 1..12),
        cut in prop::option::weighted(0.1, any::<usize>()),
    ) {
        let _ = read(mutated(&fixture("inkar.xls"), &changes, cut), &ReadOptions::default());
    }

    #[test]
    fn no_damaged_records_make_the_reader_fail(changes in prop::collection::vec((0_usize..10_000, any::<u8>()), 1..6)) {
        // Behind the header of the compound file lie the records.
        let changes: Vec<(usize, u8)> = changes.into_iter().map(|(place, byte)| (512 + place, byte)).collect();
        let _ = read(mutated(&fixture("inkar.xls"), &changes, None), &ReadOptions::default());
    }

    #[test]
    fn no_damaged_xlsx_makes_the_reader_fail(changes in prop::collection::vec((any::<usize>(), any::<u8>()), 1..8)) {
        let sound = xlsx_with(SHEET, &sheet_xml(HEADER));
        let _ = read(mutated(&sound, &changes, None), &ReadOptions::default());
    }

    #[test]
    fn no_sheet_xml_makes_the_reader_fail(xml in "(<row r=\"[0-9]{0,8}\">|<c r=\"[A-Z]{0,4}[0-9]{0,8}\"( t=\"(s|n|b|e|str|d|x)\")?>|<v>[-0-9e.]{0,8}</v>|</c>|</row>|<is><t>AGS|</t></is>){0,12}") {
        let _ = read(xlsx_with(SHEET, &sheet_xml(&xml)), &ReadOptions::default());
    }
}
