//! Capabilities stand in reading order in `crates/townhall/src/lib.rs`; one uses only those that stand earlier, and only what
//! their `mod.rs` shows: its own items and its `pub mod`s, never another's storage, pages or interface. For everyone who adds
//! an import inside townhall.

use crate::none;
use crate::rust::{code_only, named_paths};
use crate::tree::{self, File};

const HOME: &str = "crates/townhall/src/";

#[test]
fn a_capability_uses_only_those_that_stand_earlier() {
    none(&breaches(&tree::files()));
}

#[test]
fn an_arrow_upwards_and_a_reach_inside_are_found() {
    let files = [
        File::new(
            "crates/townhall/src/lib.rs",
            "pub mod audit;\npub mod goals; // pub mod no;\npub mod indicators;",
        ),
        File::new(
            "crates/townhall/src/audit/mod.rs",
            "pub fn f() { super::goals::x() }\nmod tests { use super::f; }",
        ),
        File::new(
            "crates/townhall/src/goals/mod.rs",
            "mod storage;\npub mod titles;\nuse crate::{audit::Entry, indicators::Indicator};",
        ),
        File::new("crates/townhall/src/goals/titles.rs", "pub fn title() {}"),
        File::new(
            "crates/townhall/src/goals/storage.rs",
            "use super::Goal; fn f() { super::super::audit::x() }",
        ),
        File::new(
            "crates/townhall/src/indicators/pages/list.rs",
            "use crate::goals::{storage::find, titles::title, Goal};",
        ),
    ];
    assert_eq!(
        breaches(&files),
        [
            "crates/townhall/src/audit/mod.rs: leaves its capability with `super`; write crate::goals::x",
            "crates/townhall/src/goals/mod.rs: goals uses indicators, which stands later; define a trait here and gather it in lib.rs",
            "crates/townhall/src/goals/storage.rs: leaves its capability with `super`; write crate::audit::x",
            "crates/townhall/src/indicators/pages/list.rs: reaches into goals::storage; use what goals/mod.rs shows",
        ]
    );
}

fn breaches(files: &[File]) -> Vec<String> {
    let Some(list) = files.iter().find(|file| file.path == format!("{HOME}lib.rs")) else {
        return vec![format!("{HOME}lib.rs is missing")];
    };
    let order = capabilities(&list.text, files);
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        let Some(inside) = file.path.strip_prefix(HOME) else {
            continue;
        };
        let Some((own, _)) = inside.split_once('/') else {
            continue;
        };
        let Some(own_place) = order.iter().position(|name| name == own) else {
            if inside != "lib.rs" {
                found.push(format!("{}: the folder {own} is not named in lib.rs", file.path));
            }
            continue;
        };
        // lib.rs gathers from every capability, and so may tests that go through the whole app.
        if inside.contains("/tests/") || inside.ends_with("/tests.rs") {
            continue;
        }
        for named in named_paths(&code_only(&file.text)) {
            let path = match outside(&named.segments, module_depth(inside) + named.modules) {
                Reach::Inside => continue,
                Reach::Crate(path) => path,
                Reach::Super(path) => {
                    found.push(format!(
                        "{}: leaves its capability with `super`; write crate::{}",
                        file.path,
                        path.join("::")
                    ));
                    continue;
                }
            };
            let Some(other) = path.first() else { continue };
            let Some(other_place) = order.iter().position(|name| name == other) else {
                continue;
            };
            if own_place < other_place {
                found.push(format!(
                    "{}: {own} uses {other}, which stands later; define a trait here and gather it in lib.rs",
                    file.path
                ));
            } else if other != own
                && let Some(part) = path.get(1)
                && is_inner_part(files, other, part)
            {
                found.push(format!(
                    "{}: reaches into {other}::{part}; use what {other}/mod.rs shows",
                    file.path
                ));
            }
        }
    }
    found
}

enum Reach<'a> {
    Inside,
    Crate(&'a [String]),
    Super(&'a [String]),
}

fn outside(segments: &[String], depth: usize) -> Reach<'_> {
    if segments.first().is_some_and(|first| first == "crate") {
        return Reach::Crate(&segments[1..]);
    }
    let ups = segments.iter().take_while(|segment| *segment == "super").count();
    if 0 < ups && depth <= ups {
        Reach::Super(&segments[ups..])
    } else {
        Reach::Inside
    }
}

/// How many `super` lead from a file to the crate: `goals/mod.rs` 1, `goals/storage.rs` 2.
fn module_depth(inside: &str) -> usize {
    inside.split('/').count() - usize::from(inside.ends_with("/mod.rs"))
}

/// The modules of lib.rs that are folders, in order.
fn capabilities(list: &str, files: &[File]) -> Vec<String> {
    let code = code_only(list);
    let words: Vec<&str> = code
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .collect();
    let mut order = Vec::new();
    for pair in words.windows(2) {
        if pair[0] == "mod"
            && files
                .iter()
                .any(|file| file.path.starts_with(&format!("{HOME}{}/", pair[1])))
        {
            order.push(pair[1].to_owned());
        }
    }
    order
}

/// A file or folder of a capability that its `mod.rs` does not show, or that is nobody else's business.
fn is_inner_part(files: &[File], capability: &str, part: &str) -> bool {
    const NEVER_SHOWN: [&str; 3] = ["storage", "pages", "api"];
    let file = format!("{HOME}{capability}/{part}.rs");
    let folder = format!("{HOME}{capability}/{part}/");
    if !files.iter().any(|f| f.path == file || f.path.starts_with(&folder)) {
        return false;
    }
    let face = format!("{HOME}{capability}/mod.rs");
    let shown = format!("pub mod {part};");
    let is_shown = files
        .iter()
        .any(|f| f.path == face && f.text.lines().any(|line| line.starts_with(&shown)));
    !is_shown || NEVER_SHOWN.contains(&part)
}
