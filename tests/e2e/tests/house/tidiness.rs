//! Files that fit in a head, names that mean something, nothing left lying about. For everyone who changes the code.

use crate::none;
use crate::rust::code_only;
use crate::tree::{self, File};

const LONGEST: usize = 700;

/// Names of things that have not been understood yet.
const EMPTY_NAMES: [&str; 10] = [
    "util", "utils", "common", "helper", "helpers", "manager", "misc", "core", "shared", "stuff",
];

#[test]
fn files_fit_in_one_reading() {
    none(&too_long(&tree::files()));
}

#[test]
fn names_of_files_and_folders_mean_something() {
    none(&empty_names(&tree::paths()));
}

#[test]
fn a_source_file_opens_with_what_it_is() {
    none(&without_opening(&tree::files()));
}

#[test]
fn nothing_unfinished_and_nothing_of_a_workplace_is_left() {
    none(&leftovers(&tree::files()));
}

#[test]
fn breaches_of_tidiness_are_found() {
    let long = "x\n".repeat(LONGEST + 1);
    assert_eq!(
        too_long(&[File::new("a.rs", &long), File::new("b.rs", "x\n")]),
        ["a.rs: 701 lines; look for the second subject in it"]
    );
    assert_eq!(
        empty_names(&[
            "crates/web/src/utils.rs".to_owned(),
            "crates/web/src/form.rs".to_owned()
        ]),
        ["crates/web/src/utils.rs: the name says nothing about what is in it"]
    );
    assert_eq!(
        without_opening(&[
            File::new("crates/web/src/a.rs", "use x;\n"),
            File::new("crates/web/src/b.rs", "//! Ours.\n")
        ]),
        ["crates/web/src/a.rs: does not open with a `//!` paragraph about what it is and for whom"]
    );
    let left = [
        File::new("a.rs", &format!("fn f() {{ {}!() }}", "todo")),
        File::new("b.rs", "// to do is no macro: todo!()"),
        File::new("c.md", &format!("lies in /{}/main", "work")),
        File::new("d.rs", &format!("#[{}]\nfn t() {{}}", "ignore")),
    ];
    let found: Vec<String> = leftovers(&left)
        .iter()
        .map(|line| line.chars().take(4).collect())
        .collect();
    assert_eq!(found, ["a.rs", "c.md", "d.rs"]);
}

fn too_long(files: &[File]) -> Vec<String> {
    let written = |file: &&File| {
        !file.path.starts_with("data/") && !file.path.ends_with(".json") && !file.path.ends_with(".snap")
    };
    let counted = files
        .iter()
        .filter(written)
        .map(|file| (file, file.text.lines().count()));
    counted
        .filter(|(_, n_lines)| LONGEST < *n_lines)
        .map(|(file, n_lines)| format!("{}: {n_lines} lines; look for the second subject in it", file.path))
        .collect()
}

fn empty_names(paths: &[String]) -> Vec<String> {
    let is_empty = |path: &&String| {
        let name = path.rsplit('/').next().unwrap_or_default();
        EMPTY_NAMES.contains(&name.split('.').next().unwrap_or_default())
    };
    paths
        .iter()
        .filter(is_empty)
        .map(|path| format!("{path}: the name says nothing about what is in it"))
        .collect()
}

fn without_opening(files: &[File]) -> Vec<String> {
    let ours = files.iter().filter(|file| file.is_rust());
    ours.filter(|file| !file.text.starts_with("//! "))
        .map(|file| {
            format!(
                "{}: does not open with a `//!` paragraph about what it is and for whom",
                file.path
            )
        })
        .collect()
}

fn leftovers(files: &[File]) -> Vec<String> {
    // Put together here, so that this file does not find itself.
    let in_code = [
        format!("{}!(", "todo"),
        format!("{}!(", "unimplemented"),
        format!("#[{}", "ignore"),
        format!("{}(dead_code)", "allow"),
        format!("{}(unused", "allow"),
    ];
    let anywhere = [
        format!("{}ME", "FIX"),
        format!("XX{}:", "X"),
        format!("/{}/", "work"),
        format!("/root{}", "/"),
        format!("lorem {}", "ipsum"),
        format!("language {}", "model"),
        format!("AI {}", "assistant"),
        format!("Clau{}", "de"),
        format!("Chat{}", "GPT"),
    ];
    let mut found = Vec::new();
    for file in files {
        let code = if file.is_rust() {
            code_only(&file.text)
        } else {
            String::new()
        };
        let mut report =
            |n: usize, word: &str| found.push(format!("{}:{}: `{word}` has no place in the house", file.path, n + 1));
        for (n, line) in code.lines().enumerate() {
            in_code
                .iter()
                .filter(|word| line.contains(*word))
                .for_each(|word| report(n, word));
        }
        for (n, line) in file.text.lines().enumerate() {
            anywhere
                .iter()
                .filter(|word| line.contains(*word))
                .for_each(|word| report(n, word));
        }
    }
    found
}
