//! What concepts and codes of breakdowns are called: `SEX=F` is "Geschlecht: weiblich".
//!
//! Words come with deliveries, from the structure of their data or beside the codes in the file itself. Of several deliveries the newest
//! that is seen counts; what was undone, and what the scope may not see, says nothing. A code that no delivery has named has our own words
//! where all offices break down alike (sex, age), and else the text of the file as far as a code could keep it. Files and the interface keep
//! the codes.

use std::collections::{BTreeMap, HashMap, HashSet};

use figures::dimension::DimensionSet;
use formats::{CodeWords, Names};
use store::{Store, StoreError, scope::Scope, sql::Write};
use web::frame::Frame;

/// Most names that one delivery brings.
const MOST_NAMES: usize = 50_000;

/// Words by concept and code.
#[derive(Debug, Clone, Default)]
pub struct CodeWordTable(HashMap<(String, String), Names>);

/// The words of all deliveries that count.
pub(super) async fn load(store: &Store, scope: &Scope) -> Result<CodeWordTable, StoreError> {
    let [first, second] = scope.visibilities();
    let rows: Vec<(String, String, String, String)> = sqlx::query_as(
        "select concept, code, language, words from code_word join delivery on delivery.number = code_word.delivery_number \
         where delivery.visibility in ($1, $2) \
           and (delivery.visibility = 'public' or delivery.organisation_id in (1, $3) or $3 = 1) \
           and not exists (select 1 from delivery later where later.withdraws = delivery.number) \
         order by delivery.number, concept, code, language",
    )
    .bind(first)
    .bind(second)
    .bind(scope.organisation().0)
    .fetch_all(store.sql.read(scope).on())
    .await?;
    let mut table = CodeWordTable::default();
    for (concept, code, language, words) in rows {
        table.0.entry((concept, code)).or_default().insert(language, words);
    }
    Ok(table)
}

/// Keeps the words that a delivery brings.
pub(super) async fn insert(write: &mut Write, number: i64, words: &[CodeWords]) -> Result<(), StoreError> {
    let all = words
        .iter()
        .flat_map(|one| one.names.iter().map(move |(language, name)| (one, language, name)));
    let mut seen = HashSet::new();
    for (one, language, name) in all.take(MOST_NAMES) {
        if !seen.insert((&one.concept, &one.code, language)) {
            continue;
        }
        sqlx::query(
            "insert into code_word (delivery_number, concept, code, language, words) values ($1, $2, $3, $4, $5)",
        )
        .bind(number)
        .bind(&one.concept)
        .bind(&one.code)
        .bind(language)
        .bind(name)
        .execute(write.on())
        .await?;
    }
    Ok(())
}

impl CodeWordTable {
    /// A breakdown in words, from its canonical form.
    pub fn in_words(&self, frame: &Frame, canonical: &str) -> String {
        in_words(frame, canonical, |concept, code| {
            self.0.get(&(concept.to_owned(), code.to_owned()))
        })
    }

    /// All words of these codes and their concepts.
    pub fn of<'a>(&self, codes: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<CodeWords> {
        let mut wanted: BTreeMap<(&str, &str), ()> = BTreeMap::new();
        for (concept, code) in codes {
            wanted.insert((concept, ""), ());
            wanted.insert((concept, code), ());
        }
        let words = wanted.into_keys().filter_map(|(concept, code)| {
            let names = self.0.get(&(concept.to_owned(), code.to_owned()))?.clone();
            Some(CodeWords {
                concept: concept.to_owned(),
                code: code.to_owned(),
                names,
            })
        });
        words.collect()
    }
}

/// A breakdown in the words of a file that is only looked at.
pub fn in_words_of(words: &[CodeWords], frame: &Frame, canonical: &str) -> String {
    in_words(frame, canonical, |concept, code| {
        let found = words.iter().find(|one| one.concept == concept && one.code == code);
        found.map(|one| &one.names)
    })
}

fn in_words<'n>(frame: &Frame, canonical: &str, find: impl Fn(&str, &str) -> Option<&'n Names>) -> String {
    let Ok(set) = canonical.parse::<DimensionSet>() else {
        return canonical.to_owned();
    };
    let parts = set.pairs().map(|(concept, code)| {
        let of_concept =
            spelled(frame, find(concept, ""), || known_concept(frame, concept)).unwrap_or_else(|| readable(concept));
        let of_code =
            spelled(frame, find(concept, code), || known_code(frame, concept, code)).unwrap_or_else(|| readable(code));
        // A column that is only called a breakdown says nothing more.
        match SAYING_NOTHING.contains(&concept.to_lowercase().as_str()) {
            true => of_code,
            false => format!("{of_concept}: {of_code}"),
        }
    });
    parts.collect::<Vec<_>>().join("; ")
}

/// Names of columns that say no more than that something is broken down.
const SAYING_NOTHING: &[&str] = &[
    "breakdown",
    "gliederung",
    "merkmal",
    "ausprägung",
    "auspraegung",
    "dimension",
    "kategorie",
    "category",
];

/// The words of the publisher in the reader's language, else our own, else those of another language.
fn spelled(frame: &Frame, names: Option<&Names>, known: impl Fn() -> Option<String>) -> Option<String> {
    let of = |tag: &str| names.and_then(|names| names.get(tag)).cloned();
    of(frame.language().tag())
        .or_else(known)
        .or_else(|| of("de"))
        .or_else(|| of("en"))
        .or_else(|| names.and_then(|names| names.values().next()).cloned())
}

/// Concepts that the readers give to the breakdowns of all offices, with the codes that have words here.
const KNOWN: &[(&str, &[&str])] = &[
    ("SEX", &["F", "M"]),
    ("AGE", &[]),
    ("CITIZENSHIP", &["NAT", "FOR"]),
    ("DISABILITY_STATUS", &[]),
    ("SECTOR", &[]),
    ("ENERGY_CARRIER", &[]),
    ("URBANISATION", &[]),
    ("OFFENCE", &[]),
];

/// A concept in words, where no delivery is at hand that names it.
pub fn concept_in_words(frame: &Frame, concept: &str) -> String {
    known_concept(frame, concept).unwrap_or_else(|| readable(concept))
}

fn known_concept(frame: &Frame, concept: &str) -> Option<String> {
    let is_known = KNOWN.iter().any(|(known, _)| *known == concept);
    is_known.then(|| frame.plain(&format!("breakdown-{}", key(concept))).to_string())
}

fn known_code(frame: &Frame, concept: &str, code: &str) -> Option<String> {
    if code == "_T" {
        return Some(frame.plain("breakdown-total").to_string());
    }
    let is_known = KNOWN
        .iter()
        .any(|(known, codes)| *known == concept && codes.contains(&code));
    match concept {
        "AGE" => age(frame, code),
        _ => is_known.then(|| {
            let key = format!("breakdown-{}-{}", key(concept), key(code));
            frame.plain(&key).to_string()
        }),
    }
}

/// An age group of SDMX `CL_AGE`: `Y18`, `Y3T5`, `Y_LT3`, `Y_GE75`.
fn age(frame: &Frame, code: &str) -> Option<String> {
    let years = |text: &str| text.parse::<u16>().ok();
    let rest = code.strip_prefix('Y')?;
    let words = if let Some(until) = rest.strip_prefix("_LT") {
        frame.plain("breakdown-age-under").with("n", years(until)?)
    } else if let Some(from) = rest.strip_prefix("_GE") {
        frame.plain("breakdown-age-from").with("n", years(from)?)
    } else if let Some((from, until)) = rest.split_once('T') {
        let words = frame.plain("breakdown-age-between").with("from", years(from)?);
        words.with("until", years(until)?)
    } else {
        frame.plain("breakdown-age-of").with("n", years(rest)?)
    };
    Some(words.to_string())
}

fn key(code: &str) -> String {
    code.to_lowercase().replace('_', "-")
}

/// A code that nobody has named, with blanks and signs in the places where a code cannot hold them. Codes of offices (`Y15T64`, `11-2-a`)
/// stay as they are.
pub fn readable(code: &str) -> String {
    let code = match code.rsplit_once('-') {
        // Long texts were cut and carry a digest of the whole.
        Some((kept, digest)) if 50 <= kept.len() && digest.len() == 8 && u32::from_str_radix(digest, 16).is_ok() => {
            format!("{kept}…")
        }
        _ => code.to_owned(),
    };
    let signs = [("lt_", "<"), ("gt_", ">"), ("le_", "≤"), ("ge_", "≥")];
    let code = signs
        .iter()
        .find_map(|(word, sign)| Some(format!("{sign}{}", code.strip_prefix(word)?)))
        .unwrap_or(code);
    let code = code.replace("_plus", "+").replace("_pct", " %").replace("_eur", " €");
    let words: Vec<&str> = code.split(['_', ' ']).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use web::language::Language;

    use super::*;

    fn frame(language: Language) -> Frame {
        crate::site().expect("the words are whole").frame(language, "/")
    }

    #[test]
    fn codes_have_words_in_the_readers_language_or_are_made_readable() {
        let word = |code: &str, names: &[(&str, &str)]| CodeWords {
            concept: "SEX".to_owned(),
            code: code.to_owned(),
            names: names
                .iter()
                .map(|(tag, name)| ((*tag).to_owned(), (*name).to_owned()))
                .collect(),
        };
        let words = [
            word("", &[("de", "Geschlecht der Person"), ("en", "Sex")]),
            word("F", &[("de", "weiblich"), ("en", "female")]),
            word("D", &[("fr", "divers ou autre")]),
        ];
        let check = |canonical: &str, language: Language, expected: &str| {
            assert_eq!(in_words_of(&words, &frame(language), canonical), expected);
        };
        check("SEX=F", Language::De, "Geschlecht der Person: weiblich");
        check("SEX=F", Language::En, "Sex: female");
        check("SEX=D", Language::De, "Geschlecht der Person: divers ou autre");
        check("SEX=M", Language::De, "Geschlecht der Person: männlich");
        check(
            "AGE=Y15T64,SEX=X",
            Language::De,
            "Alter: 15 bis 64 Jahre; Geschlecht der Person: X",
        );
        check("AGE=Y_GE75", Language::De, "Alter: ab 75 Jahren");
        check("AGE=Y_LT1", Language::De, "Alter: unter 1 Jahr");
        check("AGE=Y1", Language::En, "age: 1 year");
        check("CITIZENSHIP=FOR", Language::De, "Staatsangehörigkeit: nicht deutsch");
        check("SECTOR=Private_Haushalte", Language::De, "Sektor: Private Haushalte");
        check("breakdown=lt_5_Jahre", Language::De, "<5 Jahre");
        check("Art=80_plus", Language::De, "Art: 80+");
        check("", Language::De, "");
    }

    #[test]
    fn a_code_that_was_cut_ends_with_an_ellipsis() {
        let code = "Haushalte_mit_Kindern_Haushalte_mit_Kindern_Haushalte-0a1b2c3d";
        assert_eq!(readable(code), "Haushalte mit Kindern Haushalte mit Kindern Haushalte…");
        assert_eq!(readable("11-2-a"), "11-2-a");
    }
}
