//! What concepts and codes of breakdowns are called: `SEX=F` is "Geschlecht: weiblich".
//!
//! Words come with deliveries, from the structure of their data or beside the codes in the file itself. Of several deliveries the newest
//! that is seen counts; what was undone, and what the scope may not see, says nothing. A code that nobody has named stays a code.

use std::collections::{BTreeMap, HashMap, HashSet};

use figures::dimension::DimensionSet;
use formats::{CodeWords, Names};
use store::{Store, StoreError, scope::Scope, sql::Write};
use web::language::Language;

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
           and (delivery.visibility = 'public' or delivery.organisation_id = $3 or $3 = 1) \
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
    pub fn in_words(&self, canonical: &str, language: Language) -> String {
        match canonical.parse::<DimensionSet>() {
            Ok(set) => in_words(&set, language, |concept, code| {
                self.0.get(&(concept.to_owned(), code.to_owned()))
            }),
            Err(_) => canonical.to_owned(),
        }
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
pub fn in_words_of(words: &[CodeWords], canonical: &str, language: Language) -> String {
    let find = |concept: &str, code: &str| {
        let found = words.iter().find(|one| one.concept == concept && one.code == code);
        found.map(|one| &one.names)
    };
    match canonical.parse::<DimensionSet>() {
        Ok(set) => in_words(&set, language, find),
        Err(_) => canonical.to_owned(),
    }
}

fn in_words<'n>(set: &DimensionSet, language: Language, find: impl Fn(&str, &str) -> Option<&'n Names>) -> String {
    let spelled = |names: Option<&'n Names>| {
        let names = names?;
        let found = names
            .get(language.tag())
            .or_else(|| names.get("de"))
            .or_else(|| names.get("en"));
        found.or_else(|| names.values().next()).map(String::as_str)
    };
    let parts = set.pairs().map(|(concept, code)| {
        let (of_concept, of_code) = (spelled(find(concept, "")), spelled(find(concept, code)));
        match (of_concept, of_code) {
            (None, None) => format!("{concept}={code}"),
            (of_concept, of_code) => format!("{}: {}", of_concept.unwrap_or(concept), of_code.unwrap_or(code)),
        }
    });
    parts.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_words_in_the_readers_language_and_stay_codes_without() {
        let word = |code: &str, names: &[(&str, &str)]| CodeWords {
            concept: "SEX".to_owned(),
            code: code.to_owned(),
            names: names
                .iter()
                .map(|(tag, name)| ((*tag).to_owned(), (*name).to_owned()))
                .collect(),
        };
        let words = [
            word("", &[("de", "Geschlecht"), ("en", "Sex")]),
            word("F", &[("de", "weiblich"), ("en", "female")]),
            word("M", &[("fr", "masculin")]),
        ];
        let check = |canonical: &str, language: Language, expected: &str| {
            assert_eq!(in_words_of(&words, canonical, language), expected);
        };
        check("SEX=F", Language::De, "Geschlecht: weiblich");
        check("SEX=F", Language::En, "Sex: female");
        check("SEX=M", Language::De, "Geschlecht: masculin");
        check("AGE=Y15,SEX=X", Language::De, "AGE=Y15; Geschlecht: X");
        check("", Language::De, "");
    }
}
