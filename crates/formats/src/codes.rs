//! Codes for the words of breakdowns: SDMX names where they exist, else the publisher's words in the letters a code may have.
//!
//! For the readers of layouts whose breakdowns are words (`Frauen`, `65 und älter`, `<5 Jahre`). The same word always gives the same
//! code, and two words that people tell apart never share one: signs that carry meaning are spelled out, long words are cut and
//! carry a digest of the whole. Codes of offices are not made up here: a text that may be a code as it stands stays as it is.

use std::borrow::Cow;

use crate::{CodeWords, Names, text::LOST};

/// What a code can hold; see [`figures::dimension::DimensionSet`].
const LONGEST: usize = 64;
/// How much of a long text is kept before its digest.
const KEPT: usize = 54;

/// Concepts whose SDMX name is known, by the words of headers.
const CONCEPTS: &[(&str, &str)] = &[
    ("geschlecht", "SEX"),
    ("sex", "SEX"),
    ("gender", "SEX"),
    ("alter", "AGE"),
    ("altersgruppe", "AGE"),
    ("altersgruppen", "AGE"),
    ("age", "AGE"),
    ("age group", "AGE"),
    ("age group (years)", "AGE"),
    ("staatsangehörigkeit", "CITIZENSHIP"),
    ("nationalität", "CITIZENSHIP"),
    ("citizenship", "CITIZENSHIP"),
    ("nationality", "CITIZENSHIP"),
    ("behinderung", "DISABILITY_STATUS"),
    ("disability status", "DISABILITY_STATUS"),
    ("disability", "DISABILITY_STATUS"),
    ("sektor", "SECTOR"),
    ("sektoren", "SECTOR"),
    ("verbrauchssektor", "SECTOR"),
    ("verbrauchssektoren", "SECTOR"),
    ("sector", "SECTOR"),
    ("energieträger", "ENERGY_CARRIER"),
    ("energietraeger", "ENERGY_CARRIER"),
    ("energiequelle", "ENERGY_CARRIER"),
    ("energy carrier", "ENERGY_CARRIER"),
    ("urbanisierung", "URBANISATION"),
    ("urbanisation", "URBANISATION"),
];

/// Words for the sexes (SDMX code list `CL_SEX`).
const SEXES: &[(&str, &str)] = &[
    ("female", "F"),
    ("weiblich", "F"),
    ("frauen", "F"),
    ("frau", "F"),
    ("women", "F"),
    ("females", "F"),
    ("w", "F"),
    ("f", "F"),
    ("male", "M"),
    ("males", "M"),
    ("männlich", "M"),
    ("männer", "M"),
    ("mann", "M"),
    ("men", "M"),
    ("m", "M"),
    ("insgesamt", "_T"),
    ("gesamt", "_T"),
    ("total", "_T"),
    ("both sexes", "_T"),
];

/// The SDMX name of the concept that a header names.
pub(crate) fn known_concept(header: &str) -> Option<&'static str> {
    let folded = header.trim().to_lowercase();
    CONCEPTS
        .iter()
        .find(|(word, _)| *word == folded)
        .map(|(_, concept)| *concept)
}

/// The concept that a header names.
pub(crate) fn concept(header: &str) -> String {
    known_concept(header).map_or_else(|| plain(header), str::to_owned)
}

/// The code of a word under a concept; empty for a text without letters and digits.
pub(crate) fn code(concept: &str, text: &str) -> String {
    let folded = text.trim().to_lowercase();
    let known = (concept == "SEX")
        .then(|| SEXES.iter().find(|(word, _)| *word == folded))
        .flatten();
    known.map_or_else(|| plain(text), |(_, code)| (*code).to_owned())
}

/// What a concept (with a blank code) or a code is called, where the text of the file says more than the code does. An SDMX name is
/// nobody's word, and a text that is its own code needs none.
///
/// ```text
/// SECTOR, Private_Haushalte, "Private Haushalte" → Private Haushalte
/// SEX, F, "Frauen"                               → nothing
/// ```
pub(crate) fn words(concept: &str, code: &str, text: &str) -> Option<CodeWords> {
    let made = if code.is_empty() { concept } else { code };
    let name = spoken(text);
    (plain(text) == made && name != made && !name.contains(LOST)).then(|| CodeWords {
        concept: concept.to_owned(),
        code: code.to_owned(),
        names: Names::from([(String::new(), name)]),
    })
}

/// A text of the file as people read it: without marks of HTML and superfluous blanks; pairs of a notation (`sex=male|age=young`) as a list.
fn spoken(text: &str) -> String {
    let text = without_marks(text).replace('|', "; ").replace('=', ": ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace(":: ", ": ").replace(" ;", ";")
}

/// A text without tags of HTML. `<5 Jahre` is none.
pub(crate) fn without_marks(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let inside = from[1..].strip_prefix('/').unwrap_or(&from[1..]);
        let is_tag = inside.starts_with(|letter: char| letter.is_ascii_alphabetic());
        match from.find('>').filter(|_| is_tag) {
            Some(end) => {
                out.push(' ');
                rest = &from[end + 1..];
            }
            None => {
                out.push('<');
                rest = &from[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// A text in the letters that a concept or a code may have.
pub(crate) fn plain(text: &str) -> String {
    let unmarked = without_marks(text);
    let text = unmarked.trim();
    let mut out = String::new();
    for letter in text.chars() {
        let spelled = match letter {
            '<' => "lt_",
            '>' => "gt_",
            '≤' => "le_",
            '≥' => "ge_",
            '+' => "_plus",
            '%' => "_pct",
            '€' => "_eur",
            '–' => "-",
            _ if letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | '@' | '$') => {
                out.push(letter);
                continue;
            }
            _ => "_",
        };
        // Several signs in a row are one gap.
        if !(spelled == "_" && (out.is_empty() || out.ends_with('_'))) {
            out.push_str(spelled);
        }
    }
    let mut code = out.trim_end_matches('_').to_owned();
    if !text.starts_with('_') {
        code = code.trim_start_matches('_').to_owned();
    }
    if LONGEST < code.len() {
        let mut end = KEPT;
        while !code.is_char_boundary(end) {
            end -= 1;
        }
        code = format!("{}-{:08x}", code[..end].trim_end_matches('_'), digest(text));
    }
    code
}

/// FNV-1a: the same on every machine, and no secret.
fn digest(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |digest: u32, byte| {
        (digest ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_codes_that_differ_where_the_words_do() {
        for (text, expected) in [
            ("65 und älter", "65_und_älter"),
            ("<5 Jahre", "lt_5_Jahre"),
            (">5 Jahre", "gt_5_Jahre"),
            ("80+", "80_plus"),
            ("Y15T64", "Y15T64"),
            ("_T", "_T"),
            ("  (a) b ", "a_b"),
            ("?!", ""),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
        assert_eq!(
            (concept("Geschlecht"), code("SEX", "Frauen")),
            ("SEX".to_owned(), "F".to_owned())
        );
        assert_eq!(code("AGE", "Frauen"), "Frauen");
    }

    #[test]
    fn long_words_are_cut_and_stay_apart() {
        let (one, other) = (
            format!("{} eins", "Haushalte mit Kindern ".repeat(5)),
            format!("{} zwei", "Haushalte mit Kindern ".repeat(5)),
        );
        assert_ne!(plain(&one), plain(&other));
        assert!(plain(&one).len() <= LONGEST, "{}", plain(&one));
        let mut set = figures::dimension::DimensionSet::default();
        set.insert("Gruppe", &plain(&"ä".repeat(200))).expect("a code");
    }

    #[test]
    fn the_words_of_a_file_are_kept_where_a_code_says_less() {
        let check = |concept: &str, text: &str, expected: Option<&str>| {
            let found = words(concept, &code(concept, text), text);
            let name = found.as_ref().and_then(|words| words.names.values().next());
            assert_eq!(name.map(String::as_str), expected, "{text}");
        };
        check("SECTOR", "Private Haushalte", Some("Private Haushalte"));
        check("AGE", "80+", Some("80+"));
        check("AGE", "<5 Jahre", Some("<5 Jahre"));
        check(
            "breakdown",
            "Series=<u>additional time series:</u> emas|sex=male",
            Some("Series: additional time series: emas; sex: male"),
        );
        check("SEX", "Frauen", None);
        check("SECTOR", "GHD", None);
        check("SECTOR", "", None);
        assert_eq!(
            plain("Series=<u>additional time series:</u> emas organisations"),
            "Series_additional_time_series_emas_organisations"
        );
        assert_eq!(plain("a < b > c"), "a_lt_b_gt_c");
    }

    proptest::proptest! {
        #[test]
        fn every_code_fits_a_breakdown(text in "\\PC{0,90}") {
            let code = plain(&text);
            let mut set = figures::dimension::DimensionSet::default();
            proptest::prop_assert!(code.is_empty() || set.insert("X", &code).is_ok(), "{code}");
        }
    }
}
