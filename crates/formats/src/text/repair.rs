//! Text that was encoded twice: `MÃ¼nster` for `Münster`, and letters that are lost for good (`M\u{fffd}nster`, `Mï¿½nster`).
//!
//! A text is repaired only where the repair is certain: all of its letters go back into one byte each (Windows-1252, with the
//! control characters of Latin-1), the bytes are valid UTF-8, and what they spell is Western European. No German word survives that
//! by chance. The same flaw appears when a file mixes lines in UTF-8 with lines in Latin-1, which is read as Latin-1. What was seen is
//! counted with its first place, so that the report says it.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::{
    event::{Event, Place, Problem, shortened},
    text::Record,
};

/// The mark that stands for a letter that is lost.
pub(crate) const LOST: char = '\u{fffd}';

/// What was seen in one file.
#[derive(Debug, Default)]
pub(crate) struct TextFlaws {
    repaired: Option<Flaw>,
    lost: Option<Flaw>,
}

#[derive(Debug)]
struct Flaw {
    n_cells: u64,
    place: Place,
    text: String,
    read_as: String,
}

impl TextFlaws {
    /// Repairs the cells of a record and counts what was seen.
    pub(super) fn mend(&mut self, record: &mut Record) {
        if record.fields().all(str::is_ascii) {
            return;
        }
        let mut mended: Option<Vec<String>> = None;
        for index in 0..record.len() {
            let text = record.field(index);
            if text.is_ascii() {
                continue;
            }
            let place = Place {
                sheet: 0,
                row: record.row,
                column: u32::try_from(index + 1).unwrap_or(u32::MAX),
            };
            let repaired = decoded_again(text);
            let read_as = repaired.as_deref().unwrap_or(text);
            if read_as.contains(LOST) {
                count(&mut self.lost, place, text, read_as);
            } else if let Some(repaired) = &repaired {
                count(&mut self.repaired, place, text, repaired);
            }
            if let Some(repaired) = repaired {
                let fields = mended.get_or_insert_with(|| record.fields().map(str::to_owned).collect());
                fields[index] = repaired;
            }
        }
        if let Some(fields) = mended {
            record.replace(&fields);
        }
    }

    /// Tells what was seen.
    pub(crate) fn tell(&self, encoding: &'static Encoding, sink: &mut dyn FnMut(Event)) {
        if let Some(flaw) = &self.repaired {
            let cells = flaw.cells();
            let shown = (shortened(&flaw.text), shortened(&flaw.read_as));
            let (code, message) = if encoding == UTF_8 {
                (
                    "double_encoded",
                    format!(
                        "the text of {cells} was encoded twice and was repaired, for example \"{}\" to \"{}\"",
                        shown.0, shown.1
                    ),
                )
            } else {
                (
                    "mixed_encodings",
                    format!(
                        "the file mixes {} with UTF-8; {cells} in UTF-8 were read as such, for example \"{}\" as \"{}\"",
                        encoding.name(),
                        shown.0,
                        shown.1
                    ),
                )
            };
            sink(Event::Note {
                place: flaw.place,
                note: Problem::new(code, &flaw.text, message),
            });
        }
        if let Some(flaw) = &self.lost {
            let message = format!(
                "letters of {} were lost before the file came here, for example in \"{}\"; names of territories come from their keys; download the file again if other words matter",
                flaw.cells(),
                shortened(&flaw.read_as)
            );
            sink(Event::Note {
                place: flaw.place,
                note: Problem::new("lost_letters", &flaw.read_as, message),
            });
        }
    }
}

impl Flaw {
    fn cells(&self) -> String {
        if self.n_cells == 1 {
            "one cell".to_owned()
        } else {
            format!("{} cells", self.n_cells)
        }
    }
}

fn count(flaw: &mut Option<Flaw>, place: Place, text: &str, read_as: &str) {
    let flaw = flaw.get_or_insert_with(|| Flaw {
        n_cells: 0,
        place,
        text: text.to_owned(),
        read_as: read_as.to_owned(),
    });
    flaw.n_cells += 1;
}

/// A text with its letters taken back into bytes and read as UTF-8, as often as that is certain; `None` when it is not.
pub(crate) fn decoded_again(text: &str) -> Option<String> {
    let mut found: Option<String> = None;
    // Files were seen that went through the same mistake twice; a third time would be an attack on patience.
    for _ in 0..3 {
        match once(found.as_deref().unwrap_or(text)) {
            Some(again) => found = Some(again),
            None => break,
        }
    }
    found
}

/// Letters of Sorbian and other neighbouring languages in names. Those that an `Ä` before a sign of German texts (`Ä„`, `Ä…`, `Ä°`) would
/// make are left out: they would be no certain repair.
const FURTHER_LETTERS: &str = "ĆćČčĚěŁłŃńŘřŠšŚśŽžŹźĘęŐőŰűŮůĞğŞşŒœŸ";

fn once(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    for letter in text.chars() {
        bytes.push(byte(letter)?);
    }
    let read = String::from_utf8(bytes).ok()?;
    let is_western = |letter: char| {
        matches!(letter,
            '\u{a0}'..='\u{ff}' | '\u{2010}'..='\u{203a}' | '\u{20ac}' | '\u{2122}' | '\u{2212}' | '\u{2264}' | '\u{2265}' | '\u{feff}')
            || letter == LOST
            || FURTHER_LETTERS.contains(letter)
            || letter.is_ascii()
    };
    read.chars()
        .all(is_western)
        .then(|| read.trim_start_matches('\u{feff}').to_owned())
}

/// The byte that a letter has in Windows-1252, or in Latin-1 where Windows-1252 leaves a gap.
fn byte(letter: char) -> Option<u8> {
    match u32::from(letter) {
        code @ (0..=0x7f | 0xa0..=0xff) => u8::try_from(code).ok(),
        code @ (0x81 | 0x8d | 0x8f | 0x90 | 0x9d) => u8::try_from(code).ok(),
        // Latin-1 keeps its control characters where Windows-1252 has letters.
        code @ 0x80..=0x9f => u8::try_from(code).ok(),
        _ => {
            let mut one = [0; 4];
            let (bytes, _, is_unmappable) = WINDOWS_1252.encode(letter.encode_utf8(&mut one));
            (!is_unmappable && bytes.len() == 1).then(|| bytes[0])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(decoded_again(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn what_was_encoded_twice_is_read_once() {
        check("MÃ¼nster", Some("Münster"));
        check("LÃ¼beck, StraÃŸe", Some("Lübeck, Straße"));
        check("Ã„nderung in â‚¬", Some("Änderung in €"));
        check("Stra\u{c3}\u{9f}e", Some("Straße"));
        check("MÃƒÂ¼nster", Some("Münster"));
        check("Mï¿½nster", Some("M\u{fffd}nster"));
        check("Â© GeoBasis-DE", Some("© GeoBasis-DE"));
    }

    #[test]
    fn what_is_right_stays() {
        for text in [
            "Münster",
            "Straße",
            "km²",
            "Škoda",
            "5 €",
            "Bevölkerung",
            "Île-de-France",
            "Ä",
            "\u{fffd}",
            "Ωµ",
            "北京",
            "",
        ] {
            check(text, None);
        }
    }

    proptest::proptest! {
        #[test]
        fn german_words_are_never_changed(text in "[A-Za-zÄÖÜäöüß ,.()/-]{0,40}") {
            proptest::prop_assert_eq!(decoded_again(&text), None);
        }

        #[test]
        fn what_a_wrong_program_does_is_undone(text in "[A-Za-zÄÖÜäöüß€„“–² ]{0,40}") {
            let wrong: String = WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned();
            let expected = (!text.is_ascii()).then_some(text.clone());
            proptest::prop_assert_eq!(decoded_again(&wrong), expected);
        }
    }
}
