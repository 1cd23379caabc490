//! Words for people exist in German and in English, are used, and are there where they are used. For everyone who writes a
//! page. Whether the languages use the same variables is checked when the program loads its words.

use std::collections::{BTreeMap, BTreeSet};

use crate::none;
use crate::tree::{self, File};

#[test]
fn both_languages_have_the_same_words_and_every_word_is_used() {
    none(&breaches(&tree::files()));
}

#[test]
fn a_missing_translation_an_unused_and_an_unknown_word_are_found() {
    let files = [
        File::new(
            "crates/townhall/src/goals/text/de.ftl",
            "goals-title = Ziele\ngoals-only-german = x\ngoals-sdg-1 = Armut\ngoals-title = y\n",
        ),
        File::new(
            "crates/townhall/src/goals/text/en.ftl",
            "# goals-no = x\ngoals-title = Goals\n    .label = x\ngoals-sdg-1 = Poverty\ngoals-unused = z\n",
        ),
        File::new(
            "crates/townhall/src/goals/pages/list.rs",
            "w.text(language, \"goals-title\"); format!(\"goals-sdg-{n}\"); w.plain(l, \"goals-gone\")",
        ),
        File::new(
            "crates/townhall/src/goals/pages/list.html",
            "{{ frame.t(\"goals-only-german\") }} {{ frame.t(\"goals-lost\") }}",
        ),
        File::new("crates/townhall/src/rooms/text/de.ftl", "rooms-title = Räume\n"),
    ];
    assert_eq!(
        breaches(&files),
        [
            "crates/townhall/src/goals/text/de.ftl: goals-title is there twice",
            "crates/townhall/src/goals/text/en.ftl: goals-only-german is missing",
            "crates/townhall/src/goals/text/de.ftl: goals-unused is missing",
            "crates/townhall/src/goals/text/de.ftl: goals-unused is used nowhere",
            "crates/townhall/src/rooms/text/en.ftl is missing",
            "crates/townhall/src/rooms/text/de.ftl: rooms-title is used nowhere",
            "crates/townhall/src/goals/pages/list.rs: goals-gone has no words",
            "crates/townhall/src/goals/pages/list.html: goals-lost has no words",
        ]
    );
}

fn breaches(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    let folders: BTreeSet<&str> = files
        .iter()
        .filter(|file| file.path.ends_with(".ftl"))
        .filter_map(|file| Some(file.path.rsplit_once('/')?.0))
        .collect();
    let speaking: Vec<&File> = files.iter().filter(|file| is_speaking(file)).collect();
    let literals: BTreeSet<&str> = speaking.iter().flat_map(|file| file.text.split('"')).collect();
    let mut defined = BTreeSet::new();
    for folder in folders {
        let mut languages: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for language in ["de", "en"] {
            let path = format!("{folder}/{language}.ftl");
            let Some(file) = files.iter().find(|file| file.path == path) else {
                found.push(format!("{path} is missing"));
                continue;
            };
            let keys = languages.entry(language).or_default();
            for key in keys_of(&file.text) {
                if !keys.insert(key) {
                    found.push(format!("{path}: {key} is there twice"));
                }
            }
        }
        if let (Some(german), Some(english)) = (languages.get("de"), languages.get("en")) {
            found.extend(
                german
                    .difference(english)
                    .map(|key| format!("{folder}/en.ftl: {key} is missing")),
            );
            found.extend(
                english
                    .difference(german)
                    .map(|key| format!("{folder}/de.ftl: {key} is missing")),
            );
        }
        let all: BTreeSet<&str> = languages.into_values().flatten().collect();
        let unused = all
            .iter()
            .filter(|key| !key.starts_with('-') && !is_used(key, &literals));
        found.extend(unused.map(|key| format!("{folder}/de.ftl: {key} is used nowhere")));
        defined.extend(all);
    }
    for file in speaking {
        let code = file.text.lines().filter(|line| !line.trim_start().starts_with("//"));
        let code = code.collect::<Vec<_>>().join("\n");
        let unknown = asked_for(&code).into_iter().filter(|key| !defined.contains(key));
        found.extend(unknown.map(|key| format!("{}: {key} has no words", file.path)));
    }
    found
}

/// Code and templates that may use words; not the tests that try wrong ones, nor the module that explains them.
fn is_speaking(file: &File) -> bool {
    let speaks =
        file.is_rust() || file.path.ends_with(".html") || file.path.ends_with(".svg") || file.path.ends_with(".txt");
    speaks
        && file.path.starts_with("crates/")
        && !file.path.contains("/tests/")
        && !file.path.starts_with("crates/web/src/words")
}

/// A message starts in the first column.
fn keys_of(text: &str) -> Vec<&str> {
    let starts = |line: &&str| line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-');
    text.lines()
        .filter(starts)
        .filter_map(|line| Some(line.split_once('=')?.0.trim()))
        .collect()
}

/// In full, or put together from a literal beginning such as `"goals-sdg-{n}"` or `"goals-sdg-" ~ n`.
fn is_used(key: &str, literals: &BTreeSet<&str>) -> bool {
    literals.contains(key)
        || literals.iter().any(|literal| {
            let beginning = literal.split('{').next().unwrap_or_default();
            3 < beginning.len() && beginning.ends_with('-') && key.starts_with(beginning)
        })
}

/// The keys in `.t("key")`, `.plain("key")`, `.text(language, "key")`.
fn asked_for(text: &str) -> Vec<&str> {
    let mut keys = Vec::new();
    for call in [".t(", ".plain(", ".text("] {
        for after in text.split(call).skip(1) {
            let Some((before, rest)) = after.split_once('"') else {
                continue;
            };
            let is_argument = before.is_empty() || (before.ends_with(", ") && !before.contains([')', ';', '\n']));
            let Some((key, _)) = rest.split_once('"') else { continue };
            let is_key = key.contains('-')
                && key
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            if is_argument && is_key && !key.ends_with('-') {
                keys.push(key);
            }
        }
    }
    keys
}
