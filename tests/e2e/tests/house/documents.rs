//! Every path that a document names exists, because such pages rot first. For everyone who writes or moves something.
//! Checks links and words in backticks outside code blocks; addresses, patterns and commands are none of its business.

use std::collections::BTreeSet;

use crate::none;
use crate::tree::{self, File};

const EXPECTED: [&str; 8] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "LICENSE",
    "docs/develop/api.md",
    "docs/develop/words.md",
];

#[test]
fn every_path_named_in_a_document_exists() {
    none(&breaches(&tree::files(), &tree::paths()));
}

#[test]
fn the_documents_of_the_house_are_there() {
    let paths = tree::paths();
    let missing = EXPECTED
        .iter()
        .filter(|expected| !paths.iter().any(|path| path == *expected));
    none(
        &missing
            .map(|missing| format!("{missing} is missing"))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn a_link_and_a_path_that_lead_nowhere_are_found() {
    let document = "See [there](docs/here.md#part), [gone](gone.md) and [out](https://example.org/x.md).\n\
        `crates/web/src/lib.rs` `crates/gone/` `goals/mod.rs` `goals/gone.rs` `/api/v1/goals` `a/{b}.rs` `./run --help`\n\
        ```\n[in code](nowhere.md)\n```\n";
    let files = [File::new("README.md", document)];
    let paths = [
        "README.md",
        "docs",
        "docs/here.md",
        "crates",
        "crates/web/src/lib.rs",
        "crates/townhall/src/goals/mod.rs",
        "run",
    ];
    let paths: Vec<String> = paths.iter().map(ToString::to_string).collect();
    assert_eq!(
        breaches(&files, &paths),
        [
            "README.md: the link to gone.md leads nowhere",
            "README.md: `crates/gone/` does not exist",
            "README.md: `goals/gone.rs` does not exist",
        ]
    );
}

fn breaches(files: &[File], paths: &[String]) -> Vec<String> {
    let known: BTreeSet<&str> = paths.iter().map(String::as_str).collect();
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with(".md")) {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let text = without_code_blocks(&file.text);
        for link in links(&text) {
            let target = link.split('#').next().unwrap_or_default();
            if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            if !known.contains(resolved(folder, target).as_str()) {
                found.push(format!("{}: the link to {target} leads nowhere", file.path));
            }
        }
        for word in text.split('`').skip(1).step_by(2) {
            let word = word.split_whitespace().next().unwrap_or_default();
            if is_path(word, &known) && !exists(folder, word, &known) {
                found.push(format!("{}: `{word}` does not exist", file.path));
            }
        }
    }
    found
}

fn without_code_blocks(text: &str) -> String {
    let outside = text.split("```").step_by(2);
    outside.collect::<Vec<_>>().join("\n")
}

fn links(text: &str) -> Vec<&str> {
    let after = text.split("](").skip(1);
    after.filter_map(|rest| rest.split([')', ' ']).next()).collect()
}

/// A word that means a file of ours: it has a folder that we have, or a folder and an ending that our files have.
fn is_path(word: &str, known: &BTreeSet<&str>) -> bool {
    const ENDINGS: [&str; 10] = ["rs", "md", "toml", "ftl", "sql", "html", "mjs", "css", "py", "sh"];
    if word.starts_with(['/', '-', '<', '@', '~', '$']) || word.contains(['{', '}', '*', '…', '<', '|', '=', ':']) {
        return false;
    }
    let Some((first, _)) = word.trim_start_matches("./").split_once('/') else {
        return false;
    };
    known.contains(first)
        || word
            .rsplit_once('.')
            .is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

/// From the top, from the document's folder, or as the end of a longer path (`goals/mod.rs`).
fn exists(folder: &str, word: &str, known: &BTreeSet<&str>) -> bool {
    let word = word.trim_end_matches('/');
    let end = format!("/{word}");
    known.contains(resolved("", word).as_str())
        || known.contains(resolved(folder, word).as_str())
        || known.iter().any(|path| path.ends_with(&end))
}

fn resolved(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
