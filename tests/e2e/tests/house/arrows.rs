//! Imports between crates run downwards: `lotse → townhall → methods, formats, web, store → figures`. For everyone who adds a
//! line to a `Cargo.toml`. Tests from outside depend on none of our crates.

use crate::none;
use crate::tree::{self, File};

const BELOW: [(&str, &[&str]); 9] = [
    ("figures", &[]),
    ("methods", &["figures"]),
    ("formats", &["figures"]),
    ("connectors", &[]),
    ("store", &["figures"]),
    ("web", &["figures"]),
    ("townhall", &["figures", "methods", "formats", "store", "web"]),
    (
        "lotse",
        &[
            "figures",
            "methods",
            "formats",
            "connectors",
            "store",
            "web",
            "townhall",
        ],
    ),
    ("e2e", &[]),
];

#[test]
fn crates_depend_only_on_those_below() {
    none(&breaches(&tree::files()));
}

#[test]
fn an_arrow_upwards_and_an_unknown_crate_are_found() {
    let files = [
        File::new(
            "crates/web/Cargo.toml",
            "[package]\nname = \"web\"\n[dependencies]\nfigures.workspace = true\nstore.workspace = true",
        ),
        File::new(
            "crates/figures/Cargo.toml",
            "[package]\nname = \"figures\"\n[dev-dependencies]\nformats = { path = \"../formats\" }",
        ),
        File::new("crates/atlas/Cargo.toml", "[package]\nname = \"atlas\""),
    ];
    assert_eq!(
        breaches(&files),
        [
            "crates/web/Cargo.toml: web does not stand above store",
            "crates/figures/Cargo.toml: figures does not stand above formats",
            "crates/atlas/Cargo.toml: atlas has no place yet in the order of crates; name what may stand below it",
        ]
    );
}

fn breaches(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.name() == "Cargo.toml") {
        let table: toml::Table = file.text.parse().unwrap_or_default();
        let Some(name) = table
            .get("package")
            .and_then(|package| package.get("name"))
            .and_then(toml::Value::as_str)
        else {
            continue;
        };
        let Some((_, below)) = BELOW.iter().find(|(crate_name, _)| *crate_name == name) else {
            if file.path.starts_with("crates/") {
                found.push(format!(
                    "{}: {name} has no place yet in the order of crates; name what may stand below it",
                    file.path
                ));
            }
            continue;
        };
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            for dependency in table
                .get(kind)
                .and_then(toml::Value::as_table)
                .into_iter()
                .flat_map(toml::Table::keys)
            {
                let is_ours = BELOW.iter().any(|(crate_name, _)| crate_name == dependency);
                if is_ours && dependency != name && !below.contains(&dependency.as_str()) {
                    found.push(format!("{}: {name} does not stand above {dependency}", file.path));
                }
            }
        }
    }
    found
}
