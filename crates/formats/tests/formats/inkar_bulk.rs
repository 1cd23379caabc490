//! The bulk download of INKAR: packed and unpacked, with and without further columns and quotation marks.
use std::io::{Cursor, Write as _};

use formats::{FileError, ReadOptions, limits::Limits};

use crate::samples::{Read, read, read_within, short};

const HEADER: &str = "Bereich;Indikator;Raumbezug;Kennziffer;Name;Zeitbezug;Wert";
const LINES: &str = "Arbeitslosigkeit;Arbeitslosenquote;Gemeinden;05515000;Münster;2021;4,9\n\
    Arbeitslosigkeit;Arbeitslosenquote;Kreise;5515;Münster;2021;\n\
    Arbeitslosigkeit;Arbeitslosenquote;Raumordnungsregionen;101;Bremen-Umland;2021;7,1\n\
    Bevölkerung;Bevölkerung gesamt;Bund;0;Bundesrepublik;2021;83.237.124\n\
    Bevölkerung;Bevölkerung gesamt;Kreise;05515;Münster;2030;1e9\n\
    Bevölkerung;Bevölkerung gesamt;Kreise;05515;Münster\n";

fn packed(name: &str, text: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(text.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

fn lines(read: &Read) -> Vec<String> {
    read.rows
        .iter()
        .map(|row| {
            format!(
                "{}:{} {} {} {} {} {}",
                row.place.row,
                row.place.column,
                row.indicator,
                row.territory,
                row.level,
                row.period,
                short(&row.value)
            )
        })
        .collect()
}

#[test]
fn the_bulk_download_is_read_from_its_archive() {
    let text = format!("{HEADER}\n{LINES}");
    let read = read(packed("inkar_2025.csv", &text), &ReadOptions::default()).unwrap();
    assert_eq!(read.format, "inkar-bulk");
    assert_eq!(
        lines(&read),
        [
            "2:7 Arbeitslosenquote 05515000 municipality 2021 4.9",
            "3:7 Arbeitslosenquote 5515 district 2021 :O",
            "4:7 Arbeitslosenquote 101  2021 !no_official_key",
            "5:7 Bevölkerung gesamt 0 country 2021 83237124",
            "6:7 Bevölkerung gesamt 05515 district 2030 !not_a_number",
            "7:7 Bevölkerung gesamt 05515 district !period !cut_off",
        ]
    );
    assert_eq!(read.head.edition.as_deref(), Some("2025"));
    assert_eq!(read.head.source_slug.as_deref(), Some("inkar"));
    let plain = crate::samples::read(text.into_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(plain.rows, read.rows);
    let mut file = Cursor::new(packed("inkar_2025.csv", &format!("{HEADER}\n{LINES}")));
    let place = read.rows[0].place;
    let format = formats::by_id("inkar-bulk").unwrap();
    let cell = format.cell_at(&mut file, place, &ReadOptions::default(), &Limits::default());
    assert_eq!(cell.unwrap(), "4,9");
}

#[test]
fn further_columns_and_quotation_marks_make_no_difference() {
    let text = "\u{feff}\"Bereich\";\"ID\";\"Kuerzel\";\"Indikator\";\"Raumbezug\";\"Kennziffer\";\"Name\";\"Zeitbezug\";\"Wert\"\n\
        \"A\";\"12\";\"a_q\";\"Straßenverkehrsunfälle\";\"Kreise\";\"05515\";\"Münster; Stadt\";\"2021\";\"4,25\"\n\
        \"A\";\"13\";\"a_r\";\"Straßenverkehrsunfälle\";\"Kreise\";\"05515\";\"Münster; Stadt\";\"2021\";\"425,0\"\n";
    let read = read(text.as_bytes().to_vec(), &ReadOptions::default()).unwrap();
    assert_eq!(
        lines(&read),
        [
            "2:9 Straßenverkehrsunfälle (12) 05515 district 2021 4.25",
            "3:9 Straßenverkehrsunfälle (13) 05515 district 2021 425.0",
        ]
    );
    assert_eq!(
        read.head.indicators[0].notes.as_deref(),
        Some("INKAR, Bereich A, Nummer 12, Kürzel a_q")
    );
}

#[test]
fn archives_made_to_harm_are_refused() {
    let code = |bytes: Vec<u8>, limits: &Limits| {
        read_within(bytes, &ReadOptions::default(), limits)
            .err()
            .map_or("read", |error: FileError| error.code())
    };
    let bomb = format!("{HEADER}\n{}", "A;B;Kreise;05515;Münster;2021;1\n".repeat(500_000));
    assert_eq!(code(packed("inkar.csv", &bomb), &Limits::default()), "ratio");
    assert_eq!(code(packed("../inkar.csv", HEADER), &Limits::default()), "damaged");
    let long = format!("{HEADER}\n{}", "x".repeat(70_000));
    assert_eq!(code(packed("inkar.csv", &long), &Limits::default()), "cell_too_long");
    let mut cut = packed("inkar.csv", &format!("{HEADER}\n{LINES}"));
    cut.truncate(cut.len() - 30);
    assert_eq!(code(cut, &Limits::default()), "truncated");
}
