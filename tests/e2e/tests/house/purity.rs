//! figures, methods and formats are pure: no socket, clock, database, file system, environment or chance. Their own tests may
//! read fixtures. For everyone who adds a dependency or an import there.

use crate::none;
use crate::rust::{code_only, named_paths, without_tests};
use crate::tree::{self, File};

const PURE: [&str; 3] = ["figures", "methods", "formats"];

const IMPURE_CRATES: [&str; 17] = [
    "tokio",
    "sqlx",
    "rusqlite",
    "axum",
    "hyper",
    "reqwest",
    "ureq",
    "tower",
    "tower-http",
    "rand",
    "getrandom",
    "tempfile",
    "tracing-subscriber",
    "uuid",
    "chrono",
    "web",
    "store",
];

const IMPURE_PATHS: [&str; 11] = [
    "std::net",
    "std::fs",
    "std::env",
    "std::process",
    "std::thread",
    "std::os",
    "std::time::SystemTime",
    "std::time::Instant",
    "std::time::UNIX_EPOCH",
    "jiff::Zoned::now",
    "jiff::Timestamp::now",
];

#[test]
fn knowledge_crates_meet_no_socket_clock_database_or_environment() {
    none(&breaches(&tree::files()));
}

#[test]
fn an_impure_dependency_and_an_impure_import_are_found() {
    let files = [
        File::new(
            "crates/figures/Cargo.toml",
            "[dependencies]\ntokio.workspace = true\n[dev-dependencies]\ntempfile = \"3\"",
        ),
        File::new(
            "crates/methods/src/trend.rs",
            "use std::{cmp, time::{Duration, SystemTime}};\nfn f() { jiff::Zoned::now(); }",
        ),
        File::new(
            "crates/formats/src/x.rs",
            "// std::fs\n#[cfg(test)]\nmod tests { use std::fs; }",
        ),
        File::new("crates/formats/tests/y.rs", "use std::fs;"),
        File::new("crates/store/src/lib.rs", "use std::fs;"),
    ];
    assert_eq!(
        breaches(&files),
        [
            "crates/figures/Cargo.toml: figures is pure and cannot depend on tokio",
            "crates/methods/src/trend.rs: methods is pure and cannot use std::time::SystemTime; take it as an argument",
            "crates/methods/src/trend.rs: methods is pure and cannot use jiff::Zoned::now; take it as an argument",
        ]
    );
}

fn breaches(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        let Some((name, inside)) = file.path.strip_prefix("crates/").and_then(|path| path.split_once('/')) else {
            continue;
        };
        if !PURE.contains(&name) {
            continue;
        }
        if inside == "Cargo.toml" {
            for dependency in dependencies(&file.text) {
                if IMPURE_CRATES.contains(&dependency.as_str()) {
                    found.push(format!(
                        "{}: {name} is pure and cannot depend on {dependency}",
                        file.path
                    ));
                }
            }
        }
        let is_test = inside.ends_with("/tests.rs") || inside.contains("/tests/");
        if !file.is_rust() || !inside.starts_with("src/") || is_test {
            continue;
        }
        for named in named_paths(&without_tests(&code_only(&file.text))) {
            let path = named.segments.join("::");
            if let Some(impure) = IMPURE_PATHS
                .iter()
                .find(|impure| path == **impure || path.starts_with(&format!("{impure}::")))
            {
                found.push(format!(
                    "{}: {name} is pure and cannot use {impure}; take it as an argument",
                    file.path
                ));
            }
        }
    }
    found
}

fn dependencies(manifest: &str) -> Vec<String> {
    let table: toml::Table = manifest.parse().unwrap_or_default();
    let names = table.get("dependencies").and_then(toml::Value::as_table);
    names.map(|names| names.keys().cloned().collect()).unwrap_or_default()
}
