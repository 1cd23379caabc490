//! Generic tables as people have them: what is detected, what is read, and what is refused with which sentence.
use std::io::Cursor;

use figures::number::DecimalSign;
use formats::{
    Cell, DeliveryHead, Event, FileError, PeriodReading, ReadOptions, SkippedKind,
    limits::Limits,
    symbols::SymbolSet,
    table::{ColumnMapping, ColumnName, Mapping, Role},
};

/// A file as it was read: head, rows as text, skipped lines.
struct Read {
    head: DeliveryHead,
    rows: Vec<String>,
    skipped: Vec<(SkippedKind, u32)>,
    notes: Vec<String>,
}

fn read_with(bytes: &[u8], options: &ReadOptions) -> Result<Read, FileError> {
    let limits = Limits::default();
    let mut input = Cursor::new(bytes.to_vec());
    let format = formats::open(&mut input, None, &limits)?;
    let mut read = Read {
        head: DeliveryHead::default(),
        rows: Vec::new(),
        skipped: Vec::new(),
        notes: Vec::new(),
    };
    let mut territories = Vec::new();
    let mut sets = vec![String::new()];
    format.read(&mut input, options, &limits, &mut |event| match event {
        Event::Delivery(head) => read.head = *head,
        Event::Territory(territory) => territories.push(territory.text),
        Event::Dimensions(set) => sets.push(format!("[{set}]")),
        Event::Skipped { kind, n_lines } => read.skipped.push((kind, n_lines)),
        Event::Words(_) => {}
        Event::Note { note, .. } => read.notes.push(note.to_string()),
        Event::Row(row) => {
            let value = match &row.value {
                Cell::Number(number) => number.to_string(),
                Cell::NumberWithStatus(number, status) => format!("{number}:{status}"),
                Cell::Missing(status) => format!(":{status}"),
                Cell::Unreadable(problem) => format!("!{}", problem.code),
            };
            let period = row
                .period
                .map_or_else(|problem| format!("!{}", problem.code), |period| period.to_string());
            read.rows.push(format!(
                "{}:{} {}{} {} {period} {value}",
                row.place.row,
                row.place.column,
                read.head.indicators[row.indicator as usize].name,
                sets[row.dimensions as usize],
                territories[row.territory as usize],
            ));
        }
    })?;
    Ok(read)
}

fn check(text: &str, expected: &[&str]) -> Read {
    check_with(text, &Mapping::default(), expected)
}

fn check_with(text: &str, mapping: &Mapping, expected: &[&str]) -> Read {
    let options = ReadOptions {
        mapping: Some(mapping.clone()),
        ..ReadOptions::default()
    };
    let read = read_with(text.as_bytes(), &options).unwrap();
    assert_eq!(read.rows, expected, "{text}\n{:?}", read.head.detected);
    read
}

fn refused(text: &str) -> String {
    read_with(text.as_bytes(), &ReadOptions::default())
        .err()
        .unwrap()
        .to_string()
}

fn detected<'a>(read: &'a Read, what: &str) -> &'a str {
    read.head
        .detected
        .iter()
        .find(|(name, _)| name == what)
        .map_or("", |(_, found)| found)
}

#[test]
fn a_long_german_table_is_read_with_names_units_and_breakdowns() {
    let read = check(
        "Bevölkerung nach Geschlecht\n\nAGS;Gemeinde;Jahr;Geschlecht;Indikator;Einheit;Wert\n\
         05515000;Münster;2021;w;Einwohner;Personen;165.432\n\
         05515000;Münster;2021;;Einwohner;Personen;1.317.713\n\
         5515000;Münster;2022;;Fläche;km²;303,28\nQuelle: Stadt\n",
        &[
            "4:7 Einwohner[SEX=F] 05515000 2021 165432",
            "5:7 Einwohner 05515000 2021 1317713",
            "6:7 Fläche 5515000 2022 303.28",
        ],
    );
    assert_eq!(detected(&read, "delimiter"), ";");
    assert_eq!(detected(&read, "decimal sign"), ",");
    assert_eq!(detected(&read, "header line"), "3");
    assert_eq!(detected(&read, "column \"Gemeinde\""), "name of the territory");
    assert_eq!(
        read.head.indicators[1].unit,
        Some(figures::unit::Unit::SquareKilometres)
    );
    assert_eq!(
        read.skipped,
        [
            (SkippedKind::Preamble, 1),
            (SkippedKind::Blank, 1),
            (SkippedKind::Header, 1),
            (SkippedKind::Footer, 1)
        ]
    );
}

#[test]
fn a_wide_english_table_is_read_cell_by_cell() {
    let read = check(
        "GeoCode,Name,2019,2020\ncode01001,Flensburg,1.5,\n01002,Kiel,,\"1,234.5\"\n",
        &[
            "2:3  code01001 2019 1.5",
            "2:4  code01001 2020 :O",
            "3:3  01002 2019 :O",
            "3:4  01002 2020 1234.5",
        ],
    );
    assert_eq!(detected(&read, "decimal sign"), ".");
}

#[test]
fn a_column_for_each_indicator_is_read_with_the_unit_of_its_name() {
    let read = check(
        "Kennziffer\tJahr\tArbeitslose\tQuote (%)\n05515\t2021\t8931\t5.1\n",
        &["2:3 Arbeitslose 05515 2021 8931", "2:4 Quote (%) 05515 2021 5.1"],
    );
    assert_eq!(read.head.indicators[1].unit, Some(figures::unit::Unit::Percent));
    assert_eq!(detected(&read, "delimiter"), "tab");
}

#[test]
fn columns_without_telling_names_are_known_by_their_content() {
    check(
        "Ort;Nr;wann;wie viel\nMünster;05515000;2021;7\nKiel;01002000;2020;8\n",
        &["2:4 wie viel 05515000 2021 7", "3:4 wie viel 01002000 2020 8"],
    );
}

#[test]
fn a_number_that_means_two_things_is_refused_until_the_sign_is_named() {
    let text = "AGS;Jahr;Wert\n05515;2020;8.380\n05515;2021;12\n";
    check(text, &["2:3  05515 2020 !number_ambiguous", "3:3  05515 2021 12"]);
    let mapping = Mapping {
        decimal_sign: Some(DecimalSign::Comma),
        ..Mapping::default()
    };
    check_with(text, &mapping, &["2:3  05515 2020 8380", "3:3  05515 2021 12"]);
    // One number that only a point explains decides for all.
    check(
        "AGS;Jahr;Wert\n05515;2020;8.380\n05515;2021;0.125\n",
        &["2:3  05515 2020 8.380", "3:3  05515 2021 0.125"],
    );
}

#[test]
fn signs_are_unreadable_until_a_set_is_chosen() {
    let text =
        "AGS;Jahr;Wert\n03156;2019;-\n03156;2020;.\n03156;2021;12,5p\n03156;2022;(3)\n03156;2023;x\n03156;2024;n/a\n";
    check(
        text,
        &[
            "2:3  03156 2019 !symbol_unknown",
            "3:3  03156 2020 !symbol_unknown",
            "4:3  03156 2021 !not_a_number",
            "5:3  03156 2022 !not_a_number",
            "6:3  03156 2023 !symbol_unknown",
            "7:3  03156 2024 !not_a_number",
        ],
    );
    let mapping = Mapping {
        symbols: Some(SymbolSet::GERMAN),
        ..Mapping::default()
    };
    check_with(
        text,
        &mapping,
        &[
            "2:3  03156 2019 0",
            "3:3  03156 2020 :OQ",
            "4:3  03156 2021 12.5:P",
            "5:3  03156 2022 3:U",
            "6:3  03156 2023 :M",
            "7:3  03156 2024 !not_a_number",
        ],
    );
}

#[test]
fn a_column_of_status_letters_stands_beside_the_values() {
    check(
        "REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nDG,2020,1.5,A\nDG,2021,1.6,P\nDG,2022,,Q\nDG,2023,1.7,?\n",
        &[
            "2:3  DG 2020 1.5",
            "3:3  DG 2021 1.6:P",
            "4:3  DG 2022 :Q",
            "5:3  DG 2023 !status",
        ],
    );
}

#[test]
fn a_mapping_overrules_names_and_content() {
    let column = |column, role| ColumnMapping { column, role };
    let mapping = Mapping {
        columns: vec![
            column(ColumnName::Name("B".to_owned()), Role::ValueOf("2020".to_owned())),
            column(ColumnName::Number(3), Role::ValueOf("2021".to_owned())),
            column(ColumnName::Number(1), Role::Territory),
        ],
        header_row: Some(1),
        indicator: Some("Bäume".to_owned()),
        ..Mapping::default()
    };
    check_with(
        "A;B;C\n05515;1;2\n",
        &mapping,
        &["2:2 Bäume 05515 2020 1", "2:3 Bäume 05515 2021 2"],
    );
    let wrong = Mapping {
        columns: vec![column(ColumnName::Number(9), Role::Value)],
        ..mapping
    };
    let options = ReadOptions {
        mapping: Some(wrong),
        ..ReadOptions::default()
    };
    let error = read_with(b"A;B;C\n05515;1;2\n", &options).err().unwrap();
    assert_eq!(error.code(), "mapping");
    assert!(error.to_string().contains("there is no column 9"), "{error}");
}

#[test]
fn one_territory_or_period_for_all_comes_from_the_mapping() {
    let mapping = Mapping {
        territory: Some("01".to_owned()),
        ..Mapping::default()
    };
    check_with(
        "Jahr,Gruppe,Wert\n2020,,76.3\n2021,Kinder,\n",
        &mapping,
        &["2:3  01 2020 76.3", "3:3 [Gruppe=Kinder] 01 2021 :O"],
    );
}

#[test]
fn ambiguous_periods_reject_their_column_by_name_until_chosen() {
    let text = "AGS;Schuljahr;Jahr;Wert\n05515;x;2018/2019;1\n05515;x;2019/2020;2\n";
    let read = check(
        text,
        &[
            "2:4 [Schuljahr=x] 05515 !period_ambiguous 1",
            "3:4 [Schuljahr=x] 05515 !period_ambiguous 2",
        ],
    );
    assert_eq!(read.rows.len(), 2);
    let options = ReadOptions {
        period_reading: Some(PeriodReading::SchoolYears),
        ..ReadOptions::default()
    };
    let read = read_with(text.as_bytes(), &options).unwrap();
    assert_eq!(read.rows[0], "2:4 [Schuljahr=x] 05515 2018-08-01/P1Y 1");
    assert_eq!(detected(&read, "period reading"), "school_years");
}

#[test]
fn shifted_and_keyless_lines_are_told_with_the_reason() {
    check(
        "AGS;Name;2020;2021\n05515;Münster;1;2;3\n;Nirgendwo;1;2\n05515;Münster;4\n",
        &[
            "2:3  05515 2020 !shifted",
            "2:4  05515 2021 !shifted",
            "3:3   2020 !key_blank",
            "3:4   2021 !key_blank",
            "4:3  05515 2020 4",
            "4:4  05515 2021 :O",
        ],
    );
}

#[test]
fn spatial_units_without_an_official_key_are_never_taken_for_others() {
    let read = check(
        "Quelle;Indikator;Raumbezug;Kennziffer;Name;Jahr;Wert\nA;Quote;Kreise;01001;Flensburg;2020;1,5\n\
         A;Quote;Raumordnungsregionen;101;Nord;2020;2,5\nA;Quote;Gemeinden;01001000;Flensburg;2020;3,5\n",
        &[
            "2:7 Quote 01001 2020 1.5",
            "3:7 Quote 101 2020 !no_official_key",
            "4:7 Quote 01001000 2020 3.5",
        ],
    );
    assert_eq!(detected(&read, "column \"Raumbezug\""), "kind of spatial unit");
}

#[test]
fn encodings_are_detected_and_shown() {
    let text = "Schlüssel;Jahr;Größe\n05515;2020;1,5\n";
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let options = ReadOptions::default();
    let read = read_with(&latin, &options).unwrap();
    assert_eq!(
        (detected(&read, "encoding"), read.head.indicators[0].name.as_str()),
        ("windows-1252", "Größe")
    );
    let marked = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
    let read = read_with(&marked, &options).unwrap();
    assert_eq!(
        (detected(&read, "encoding"), read.rows[0].as_str()),
        ("UTF-8", "2:3 Größe 05515 2020 1.5")
    );
    let utf16: Vec<u8> = std::iter::once(0xFEFF)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let read = read_with(&utf16, &options).unwrap();
    assert_eq!(
        (detected(&read, "encoding"), read.rows[0].as_str()),
        ("UTF-16LE", "2:3 Größe 05515 2020 1.5")
    );
    let cut = &text.as_bytes()[..text.find('ß').unwrap() + 1];
    assert_eq!(read_with(cut, &options).err().unwrap().code(), "encoding");
}

#[test]
fn what_is_missing_is_named_with_a_remedy() {
    assert_eq!(
        refused("Jahr,Wert\n2020,1\n"),
        "line 1 names the columns Jahr, Wert, and none of them is the territory; rename a column (AGS, ARS or Kennziffer, with official keys) or give a mapping"
    );
    assert!(refused("AGS;Jahr;Wert\n").contains("no line of data"));
    assert!(refused("eins;zwei\ndrei;vier\n").contains("no header line"));
    assert!(refused("AGS;2020;2020\n05515;1;2\n").contains("are both \"2020\""));
    assert!(refused("AGS;Jahr;Zahl;Zahl\n05515;2020;1;2\n").contains("are both \"Zahl\""));
    assert!(refused("just a sentence").contains("fits no known layout"));
}

#[test]
fn nul_bytes_and_endless_lines_are_refused_by_line() {
    assert!(refused("AGS;Jahr;Wert\n05515;2020;\0\n").contains("line 2 contains a NUL byte"));
    let long = format!("AGS;Jahr;Wert\n05515;2020;{}\n", "1;".repeat(600_000));
    assert!(refused(&long).contains("line 2 is longer than 1048576 bytes"));
    let wide = format!("AGS;Jahr;Wert\n05515;2020;{}\n", "1".repeat(70_000));
    assert!(refused(&wide).contains("row 2, column 3 (C): the cell is longer than 65536 bytes"));
    assert!(refused("AGS;Jahr;Wert\n05515;2020;\"1\n").contains("opened in line 2 is not closed"));
}

#[test]
fn a_cell_is_read_back_by_its_place() {
    let text = "Titel\nAGS;Jahr;Wert\n05515;2020;\"1,5\"\n";
    let limits = Limits::default();
    let mut input = Cursor::new(text);
    let format = formats::open(&mut input, None, &limits).unwrap();
    let mut places = Vec::new();
    format
        .read(&mut input, &ReadOptions::default(), &limits, &mut |event| {
            if let Event::Row(row) = event {
                places.push(row.place);
            }
        })
        .unwrap();
    assert_eq!(
        format
            .cell_at(&mut input, places[0], &ReadOptions::default(), &limits)
            .unwrap(),
        "1,5"
    );
    let nowhere = formats::Place { row: 9, ..places[0] };
    let error = format
        .cell_at(&mut input, nowhere, &ReadOptions::default(), &limits)
        .unwrap_err();
    assert_eq!(error.code(), "no_such_cell");
}

/// A file of any length that never holds more than its line: two gigabytes without a line end.
struct Endless {
    at: u64,
}

impl std::io::Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n_left = (2 << 30) - self.at;
        let n_bytes = buffer.len().min(usize::try_from(n_left).unwrap_or(usize::MAX));
        buffer[..n_bytes].fill(b';');
        self.at += n_bytes as u64;
        Ok(n_bytes)
    }
}

impl std::io::Seek for Endless {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        self.at = match to {
            std::io::SeekFrom::Start(at) => at,
            std::io::SeekFrom::End(_) => 2 << 30,
            std::io::SeekFrom::Current(by) => self.at.saturating_add_signed(by),
        };
        Ok(self.at)
    }
}

#[test]
fn two_gigabytes_of_one_line_end_in_one_sentence() {
    let limits = Limits::default();
    let mut input = Endless { at: 0 };
    let format = formats::open(&mut input, None, &limits).unwrap();
    let error = format
        .read(&mut input, &ReadOptions::default(), &limits, &mut |_| {})
        .unwrap_err();
    assert_eq!(error.code(), "line_too_long");
}

#[test]
fn a_column_without_territory_beside_one_with_is_about_the_territory_of_the_line() {
    let text = "-;2021;Wert;2020/1;.\nAGS;AGS;05515;Jahr\n2020;05334;2021;2019";
    let read = read_with(text.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(read.rows, ["3:1 - AGS 05334 2019 2020", "3:3  05515 2019 2021"]);
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_a_reader_fail(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
        let _ = read_with(&bytes, &ReadOptions::default());
    }

    #[test]
    fn no_text_makes_a_reader_fail(lines in proptest::collection::vec("(AGS|Jahr|Wert|2020|05515|-|[0-9]{1,3}[.,][0-9]{1,3}|\"|[a-zß ]{0,5})(;(AGS|Jahr|2021|Wert|05515|2020/1|[0-9,.]{0,6}|\")){0,4}", 0..8)) {
        let _ = read_with(lines.join("\n").as_bytes(), &ReadOptions::default());
    }
}

#[test]
fn lists_without_figures_are_named_instead_of_asked_for_columns() {
    for (text, said) in [
        ("sdg,kurzname[BBSR],name[BBSR]\n1,a,b\n", "catalogue of indicators"),
        (
            "GEM2022,GEM_NAME,Bez_GEM\n5334002,Aachen,Stadt\n",
            "types of municipalities",
        ),
        (
            "Kreise Kennziffer,Kreise (2021) Name,x\n7131000,Ahrweiler,3\n",
            "types of districts",
        ),
        (
            "indicator,title,target_or_direction\n1.1.1,x,0%\n",
            "targets or wished directions",
        ),
    ] {
        assert!(refused(text).contains(said), "{}", refused(text));
    }
}

#[test]
fn keys_in_parts_and_keys_beside_names_are_put_together() {
    check(
        "Land;RB;Kreis;Gem;Name;Jahr;Wert\n05;5;15;000;Münster;2020;1\n5;5;58;;Coesfeld;2020;2\n5;;;;NRW;2020;3\n",
        &["2:7  05515000 2020 1", "3:7  05558 2020 2", "4:7  05 2020 3"],
    );
    check(
        "Gemeinde;Jahr;Wert\n05515000 Münster;2020;1\nHavixbeck (05558020);2020;2\n",
        &["2:3  05515000 2020 1", "3:3  05558020 2020 2"],
    );
}

#[test]
fn territories_may_stand_side_by_side_and_names_alone_are_told() {
    check(
        "Jahr;05515000 Münster;05314000\n2020;1;2\n2021;3;4\n",
        &[
            "2:2  05515000 2020 1",
            "2:3  05314000 2020 2",
            "3:2  05515000 2021 3",
            "3:3  05314000 2021 4",
        ],
    );
    check(
        "Stadt;Jahr;Wert\nMünster;2020;1\n;2020;2\n",
        &["2:3   2020 1", "3:3   2020 !key_blank"],
    );
}

#[test]
fn gaps_between_thousands_and_percent_signs_belong_to_the_number() {
    check(
        "AGS;Jahr;Wert\n05515;2020;1 317 713,5\n05515;2021;12,5 %\n05515;2022;1 2\n",
        &[
            "2:3  05515 2020 1317713.5",
            "3:3  05515 2021 12.5",
            "4:3  05515 2022 !not_a_number",
        ],
    );
}

#[test]
fn a_look_at_a_table_says_what_columns_mean_and_what_is_missing() {
    let limits = Limits::default();
    let look = |text: &str, options: &ReadOptions| {
        formats::preview(&mut Cursor::new(text.as_bytes().to_vec()), None, options, &limits).unwrap()
    };
    let none = ReadOptions::default();
    let whole = look("Titel\nAGS;Jahr;Gruppe;Indikator;Wert\n05515;2020;a;Quote;1,5\n", &none);
    let roles: Vec<&Role> = whole.columns.iter().map(|column| &column.role).collect();
    assert_eq!(
        roles,
        [
            &Role::Territory,
            &Role::Period,
            &Role::Dimension("Gruppe".to_owned()),
            &Role::Indicator,
            &Role::Value
        ]
    );
    assert_eq!(
        (whole.header_row, whole.missing.len(), whole.rows.len()),
        (Some(2), 0, 1)
    );
    assert_eq!(whole.columns[0].examples, ["05515"]);
    let codes = |text: &str| look(text, &none).missing.iter().map(|one| one.code).collect::<Vec<_>>();
    assert_eq!(codes("Jahr;Wert\n2020;1,5\n"), ["missing_territory"]);
    assert_eq!(
        codes("AGS;Jahr;Wert\n05515;2018/2019;1,5\n"),
        ["missing_period_reading", "missing_indicator"]
    );
    assert_eq!(
        codes("AGS;Jahr;Wert\n05515;2020;8.380\n"),
        ["missing_decimal_sign", "missing_indicator"]
    );
    assert_eq!(codes("eins;zwei\ndrei;vier\n"), ["missing_header"]);
}

#[test]
fn the_fingerprint_of_a_layout_does_not_change_with_the_years() {
    let print = |text: &str| {
        let options = ReadOptions::default();
        let look = formats::preview(
            &mut Cursor::new(text.as_bytes().to_vec()),
            None,
            &options,
            &Limits::default(),
        );
        look.unwrap().fingerprint.unwrap()
    };
    let first = print("AGS;Name;2019;2020\n05515;Münster;1;2\n");
    assert_eq!(first, print("AGS;Name;2019;2020;2021\n05558;Coesfeld;1;2;3\n"));
    assert_ne!(first, print("AGS;Ort;2019;2020\n05515;Münster;1;2\n"));
}
