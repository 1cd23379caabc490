//! A hundred kinds of wrong, for every reader: each ends in a sentence about the file or in rows that say what is wrong, never in a
//! panic, a number that nobody published, or a machine without memory.
use std::{
    io::{Cursor, Read, Seek, SeekFrom, Write as _},
    panic::AssertUnwindSafe,
};

use formats::limits::Limits;

use crate::specimens::{read_bytes, read_with, specimens};

/// What stands in place of a number, and whether a number may be read from it.
const CELLS: &[(&str, Option<f64>)] = &[
    ("1e309", None),
    ("1e5", None),
    ("-1e400", None),
    ("NaN", None),
    ("nan", None),
    ("inf", None),
    ("-inf", None),
    ("Infinity", None),
    ("0x1F", None),
    ("1_000", None),
    ("12,,5", None),
    ("1,2,3", None),
    ("1.23.4", None),
    ("--5", None),
    ("+-5", None),
    ("5-", None),
    ("fünf", None),
    ("#DIV/0!", None),
    ("#REF!", None),
    ("=1+1", None),
    ("=cmd|'/c calc'!A1", None),
    ("@SUM(A1)", None),
    ("TRUE", None),
    ("NULL", None),
    ("undefined", None),
    ("{}", None),
    ("<b>5</b>", None),
    ("٥", None),
    ("５", None),
    ("½", None),
    ("99999999999999999999", None),
    ("0,1234567890123456789", None),
    ("01.01.2020", None),
    ("2020-01-01", None),
    ("12:30", None),
    ("\u{202e}5", None),
    ("5\u{0301}", None),
    ("−5", Some(-5.0)),
    ("+5", Some(5.0)),
    ("-0", Some(0.0)),
    ("1 234", Some(1234.0)),
    ("1\u{a0}234", Some(1234.0)),
];

/// What stands in place of a key.
const KEYS: &[&str] = &[
    "",
    "00000",
    "99999",
    "17001",
    "5",
    "055150001234567",
    "05515O00",
    "-5515",
    "5.515,0",
    "5515e3",
    "DE",
    "Münster",
    "05515\u{200b}",
    "../../etc/passwd",
    "0x1587",
    "１５",
    "de:",
    "code",
    "NaN",
    "'05515",
];

/// What stands in place of a period.
const PERIODS: &[&str] = &[
    "",
    "0",
    "99999",
    "2022-13",
    "31.02.2020",
    "2020-02-30",
    "2022/1",
    "2018/2019",
    "-2020",
    "2020,5",
    "MMXX",
    "heute",
    "2020-W54",
    "1e3",
    "2999",
    "0001-01-01/P300Y",
    "20 20",
    "２０２０",
];

fn check(what: &str, bytes: &[u8]) {
    for format in formats::ALL {
        let outcome = std::panic::catch_unwind(AssertUnwindSafe(|| read_bytes(*format, bytes).map(|kept| kept.n_rows)));
        assert!(outcome.is_ok(), "{} panics on {what}", format.id());
    }
    let _ = formats::open(&mut Cursor::new(bytes), Some("wrong.csv"), &Limits::default());
}

fn replaced(bytes: &[u8], from: &str, to: &str) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    text.contains(from).then(|| text.replacen(from, to, 1).into_bytes())
}

#[test]
fn every_sound_specimen_is_read_by_its_own_format() {
    for (id, bytes) in specimens() {
        let found = formats::open(&mut Cursor::new(&bytes), None, &Limits::default()).unwrap();
        assert_eq!(found.id(), id);
        let kept = read_bytes(found, &bytes).unwrap();
        assert!(0 < kept.n_numbers, "{id}");
    }
}

#[test]
fn nonsense_in_place_of_numbers_is_never_a_number() {
    // One number of each specimen that is written as text.
    let numbers = [
        ("inkar-bulk", "4,9"),
        ("genesis", "316403"),
        ("genesis-flat", "320946"),
        ("pks", "50.1"),
        ("table", "12,5"),
    ];
    for (id, number) in numbers {
        let format = formats::by_id(id).unwrap();
        let (_, bytes) = specimens().into_iter().find(|(one, _)| *one == id).unwrap();
        let sound = read_bytes(format, &bytes).unwrap();
        for (text, expected) in CELLS {
            let wrong = replaced(&bytes, number, text).unwrap();
            let Ok(kept) = read_bytes(format, &wrong) else {
                assert!(expected.is_none(), "{id} refuses {text}");
                continue;
            };
            let expected_numbers = sound.n_numbers - usize::from(expected.is_none());
            assert_eq!(kept.n_numbers, expected_numbers, "{id}: {text:?} {:?}", kept.numbers);
            if let Some(value) = expected {
                assert!(kept.numbers.contains(value), "{id}: {text:?} {:?}", kept.numbers);
            }
            assert_eq!(kept.n_rows, sound.n_rows, "{id}: {text:?} drops no row");
        }
    }
}

#[test]
fn nonsense_in_place_of_keys_and_periods_is_told() {
    for (id, bytes) in specimens() {
        for text in KEYS {
            for from in ["05515000", "05515", "5515"] {
                if let Some(wrong) = replaced(&bytes, from, text) {
                    check(&format!("{id}: key {text:?}"), &wrong);
                }
            }
        }
        for text in PERIODS {
            for from in ["31.12.2020", "2022-12-31", "2021", "2020"] {
                if let Some(wrong) = replaced(&bytes, from, text) {
                    check(&format!("{id}: period {text:?}"), &wrong);
                }
            }
        }
    }
}

#[test]
fn files_that_are_broken_as_a_whole_end_in_a_sentence() {
    for (id, bytes) in specimens() {
        let mut wrong: Vec<(String, Vec<u8>)> = Vec::new();
        let mut add = |what: &str, bytes: Vec<u8>| wrong.push((format!("{id}: {what}"), bytes));
        for tenth in 0..10 {
            add("cut off", bytes[..bytes.len() * tenth / 10].to_vec());
        }
        add("twice", [bytes.as_slice(), bytes.as_slice()].concat());
        add("zeros behind", [bytes.as_slice(), &[0; 4096]].concat());
        add("zeros in front", [&[0; 64], bytes.as_slice()].concat());
        add(
            "noise behind",
            [bytes.as_slice(), &[0xff, 0xfe, 0xfd, 0x80, 0x81]].concat(),
        );
        add("backwards", bytes.iter().rev().copied().collect());
        add("every other byte", bytes.iter().step_by(2).copied().collect());
        add("bits turned", bytes.iter().map(|byte| !byte).collect());
        if let Ok(text) = std::str::from_utf8(&bytes) {
            add("a mark of UTF-8", [b"\xef\xbb\xbf", text.as_bytes()].concat());
            add(
                "two marks of UTF-8",
                [b"\xef\xbb\xbf\xef\xbb\xbf", text.as_bytes()].concat(),
            );
            let utf16: Vec<u8> = std::iter::once(0xfeff)
                .chain(text.encode_utf16())
                .flat_map(u16::to_le_bytes)
                .collect();
            add("UTF-16 cut in a letter", utf16[..utf16.len() - 1].to_vec());
            add("UTF-16", utf16);
            add(
                "UTF-16, other end first",
                std::iter::once(0xfeff)
                    .chain(text.encode_utf16())
                    .flat_map(u16::to_be_bytes)
                    .collect(),
            );
            add(
                "UTF-16 without a mark",
                text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            );
            add(
                "Latin-1",
                text.chars()
                    .map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?'))
                    .collect(),
            );
            add(
                "half Latin-1",
                [text.as_bytes(), b"\n05515;2020;M\xfcnster;1\n"].concat(),
            );
            add("another delimiter", text.replace(';', "|").into_bytes());
            add(
                "a delimiter that is the decimal sign",
                text.replace(';', ",").into_bytes(),
            );
            add("tabs", text.replace(';', "\t").into_bytes());
            add("no delimiter", text.replace(';', " ").into_bytes());
            add(
                "a quotation mark that is not closed",
                text.replacen(';', ";\"", 1).into_bytes(),
            );
            add("quotation marks everywhere", text.replace(';', "\";\"").into_bytes());
            add("a zero byte", text.replacen(';', ";\0", 1).into_bytes());
            add("returns only", text.replace('\n', "\r").into_bytes());
            add("one line", text.replace('\n', " ").into_bytes());
            add("blank lines between", text.replace('\n', "\n\n\n").into_bytes());
            add("blanks behind", text.replace('\n', "   \n").into_bytes());
            add("delimiters behind", text.replace('\n', ";;;;;;;;\n").into_bytes());
            add("delimiters in front", text.replace('\n', "\n;").into_bytes());
            add(
                "without its first line",
                text.split_once('\n').map_or("", |(_, rest)| rest).as_bytes().to_vec(),
            );
            add(
                "only its first line",
                text.lines().next().unwrap_or("").as_bytes().to_vec(),
            );
            add(
                "lines backwards",
                text.lines().rev().collect::<Vec<_>>().join("\n").into_bytes(),
            );
            let lines: Vec<&str> = text.lines().collect();
            let last = lines
                .iter()
                .rev()
                .find(|line| line.contains("05515") || line.contains("5515"))
                .copied()
                .unwrap_or("");
            add("the same line twice", format!("{text}{last}\n{last}\n").into_bytes());
            add("the header twice", format!("{text}{text}").into_bytes());
            add(
                "sixty thousand columns",
                text.replacen('\n', &format!("{}\n", ";x".repeat(60_000)), 1)
                    .into_bytes(),
            );
            add(
                "a long cell",
                text.replacen(';', &format!(";{}", "x".repeat(70_000)), 1).into_bytes(),
            );
            add("a long line", text.replacen(';', &";y".repeat(600_000), 1).into_bytes());
            add(
                "a web page",
                format!("<!DOCTYPE html><html><body><pre>{text}</pre></body></html>").into_bytes(),
            );
            add("JSON", format!("{{\"data\": {text:?}}}").into_bytes());
            add("deep JSON", [vec![b'['; 100_000], text.as_bytes().to_vec()].concat());
            add("deep XML", [b"<a>".repeat(50_000), text.as_bytes().to_vec()].concat());
            add(
                "text encoded twice",
                text.chars()
                    .flat_map(|letter| letter.to_string().into_bytes())
                    .map(char::from)
                    .collect::<String>()
                    .into_bytes(),
            );
            add(
                "letters lost",
                text.replace(|letter: char| !letter.is_ascii(), "\u{fffd}").into_bytes(),
            );
            add("control letters", text.replace(';', ";\u{1}\u{7f}").into_bytes());
            add(
                "letters that turn the line",
                text.replace(';', ";\u{202e}").into_bytes(),
            );
        }
        for (name, what) in [
            ("../../etc/passwd.csv", "a path that leads out"),
            ("/etc/passwd.csv", "a path from the root"),
            ("a\\..\\..\\b.csv", "a path with other strokes"),
            ("data.csv", "packed"),
            ("data.csv.zip", "a name of another kind"),
        ] {
            add(what, zipped(&[(name, &bytes)]));
        }
        add(
            "packed twice",
            zipped(&[("inner.zip", &zipped(&[("data.csv", &bytes)]))]),
        );
        add(
            "two files in an archive",
            zipped(&[("a.csv", &bytes), ("b.csv", &bytes)]),
        );
        add(
            "a bomb",
            zipped(&[("data.csv", &[bytes.as_slice(), &vec![b'\n'; 5 << 20]].concat())]),
        );
        assert!(17 <= wrong.len());
        for (what, bytes) in wrong {
            check(&what, &bytes);
        }
    }
    check("nothing", b"");
    check("a mark alone", b"\xef\xbb\xbf");
    check("half a mark", b"\xff\xfe");
    check("a line end", b"\n");
    check("a delimiter", b";");
    for magic in [
        &b"PK\x03\x04"[..],
        b"PK\x05\x06",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"PAR1",
        b"%PDF-1.7",
        b"\x1f\x8b\x08",
        b"SQLite format 3\0",
    ] {
        check("a beginning without an end", magic);
        check("a beginning before noise", &[magic, &[0xa5; 5000]].concat());
    }
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn future_and_distant_periods_are_told_as_they_stand() {
    // Whether a period lies in the future is for the receiver to say, who knows the day; no reader drops such a row.
    let text = "AGS;Jahr;Indikator;Wert\n05515000;2099;Radwege;12,5\n";
    let kept = read_bytes(formats::by_id("table").unwrap(), text.as_bytes()).unwrap();
    assert_eq!((kept.n_rows, kept.n_numbers), (1, 1));
}

/// A file that begins soundly and goes on with one letter, without a line end and without taking any memory.
struct Endless {
    head: Vec<u8>,
    letter: u8,
    len: u64,
    at: u64,
    n_read: u64,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let left = usize::try_from(self.len - self.at.min(self.len)).unwrap_or(usize::MAX);
        let n_bytes = buffer.len().min(left);
        let from_head = self
            .head
            .get(usize::try_from(self.at).unwrap_or(usize::MAX)..)
            .unwrap_or(&[]);
        let n_head = n_bytes.min(from_head.len());
        buffer[..n_head].copy_from_slice(&from_head[..n_head]);
        buffer[n_head..n_bytes].fill(self.letter);
        self.at += n_bytes as u64;
        self.n_read += n_bytes as u64;
        Ok(n_bytes)
    }
}

impl Seek for Endless {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(from) => self.len.saturating_add_signed(from),
            SeekFrom::Current(by) => self.at.saturating_add_signed(by),
        };
        Ok(self.at)
    }
}

#[test]
fn two_gigabytes_of_one_line_end_in_a_sentence() {
    for (id, head) in specimens() {
        for letter in [b'x', b'"', b';'] {
            for format in formats::ALL.iter().filter(|format| letter == b'x' || format.id() == id) {
                let mut endless = Endless {
                    head: head.clone(),
                    letter,
                    len: 2 << 30,
                    at: 0,
                    n_read: 0,
                };
                let outcome = read_with(*format, &mut endless, &Limits::default());
                assert!(
                    outcome.is_err(),
                    "{} reads {id} with two gigabytes of {:?}",
                    format.id(),
                    char::from(letter)
                );
                // As far as the bounds, a few times over.
                assert!(
                    endless.n_read <= 1 << 30,
                    "{} reads {id} {} bytes",
                    format.id(),
                    endless.n_read
                );
            }
        }
    }
}

#[test]
fn files_of_other_commands_name_the_command() {
    let refusal = |bytes: &[u8]| {
        crate::told::tell(bytes, &formats::ReadOptions::default())
            .err()
            .unwrap()
            .to_string()
    };
    let map = r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"AGS": "05515000"}, "geometry": null}]}"#;
    assert!(
        refusal(map.as_bytes()).contains("lotse territories geometry"),
        "{}",
        refusal(map.as_bytes())
    );
    let shapefile = crate::told::archive(&[("a/gemeinden.shp", "x"), ("a/gemeinden.dbf", "y")]);
    assert!(refusal(&shapefile).contains("lotse territories geometry"));
    let types = "gem2022,gem_name,typ\n05515000,Münster,G1.1\n";
    assert!(refusal(types.as_bytes()).contains("lotse territories peers"));
}
