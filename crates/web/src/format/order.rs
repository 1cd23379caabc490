//! The order of names and the folding of search words: stored beside a text, so that both database engines sort and find alike.

use std::sync::LazyLock;

use icu_casemap::CaseMapper;
use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use icu_locale_core::locale;
use icu_normalizer::DecomposingNormalizer;

/// The German sort key of a text as hexadecimal digits: keys compare byte by byte as the texts do in a German dictionary
/// (`Aachen`, `Ähren`, `Bonn`). One key serves readers of both languages; the names are German.
///
/// ```
/// use web::format::sort_key;
/// assert!(sort_key("Ähren") < sort_key("Bonn"));
/// assert!(sort_key("Zell") > sort_key("Überlingen"));
/// ```
pub fn sort_key(text: &str) -> String {
    static COLLATOR: LazyLock<CollatorBorrowed<'static>> = LazyLock::new(|| {
        Collator::try_new(locale!("de").into(), CollatorOptions::default())
            .unwrap_or_else(|error| panic!("the baked data lack the German order: {error}"))
    });
    let mut key = Vec::new();
    let Ok(()) = COLLATOR.write_sort_key_to(text, &mut key);
    // Sixteen thousand names are sorted at the first start, so the digits are not written by a formatter.
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    key.iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// A text as search compares it: lower case, without accents, `ß` as `ss`, and `ä`, `ae` and `a` (also `ö`, `ü`) as one and the same,
/// so that Münster is found as Muenster and as Munster. The same rule is applied to the text and to the query; it may find a little
/// too much and never too little. Runs of spaces count as one.
///
/// ```
/// use web::format::folded;
/// assert_eq!(folded("Münster"), folded("MUENSTER"));
/// assert_eq!(folded("Gießen"), "giessen");
/// ```
pub fn folded(text: &str) -> String {
    let lower = CaseMapper::new().fold_string(text);
    let decomposed = DecomposingNormalizer::new_nfkd().normalize(&lower);
    let mut result = String::with_capacity(decomposed.len());
    for letter in decomposed.chars() {
        match letter {
            '\u{300}'..='\u{36F}' => {}
            'e' if result.ends_with(['a', 'o', 'u']) => {}
            letter if letter.is_whitespace() => {
                if !result.is_empty() && !result.ends_with(' ') {
                    result.push(' ');
                }
            }
            letter => result.push(letter),
        }
    }
    result.truncate(result.trim_end().len());
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_names_stand_in_german_order() {
        let mut names = [
            "Zwickau",
            "Überlingen",
            "Ulm",
            "Äpfingen",
            "Aalen",
            "aachen",
            "Straße",
            "Strasse",
            "Strassen",
        ];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(
            names,
            [
                "aachen",
                "Aalen",
                "Äpfingen",
                "Strasse",
                "Straße",
                "Strassen",
                "Überlingen",
                "Ulm",
                "Zwickau"
            ]
        );
    }

    #[test]
    fn a_name_is_found_however_it_is_typed() {
        for typed in ["Münster", "muenster", "MÜNSTER", "munster", " Mu\u{308}nster "] {
            assert_eq!(folded(typed), "munster");
        }
        assert_eq!(folded("Bad  Köstritz"), "bad kostritz");
        assert_eq!(folded("Neue"), "neu");
        assert!(folded("Treuenbrietzen").starts_with(&folded("Treue")));
        assert_eq!(folded("Łódź"), "łodz");
    }
}
