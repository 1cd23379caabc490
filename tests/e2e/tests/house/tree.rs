//! The files of the checkout as the rules see them. For the rules beside it. Leaves out what is built, fetched or data.

use std::fs;
use std::path::{Path, PathBuf};

/// A text file with its path from the top of the checkout, always with `/`.
#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    pub(crate) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }
}

pub(crate) fn top() -> PathBuf {
    e2e::samples::checkout()
}

/// Every path below the top, folders too, in order.
pub(crate) fn paths() -> Vec<String> {
    let mut found = Vec::new();
    walk(&top(), "", &mut found);
    found.sort();
    found
}

/// All text files written by us.
pub(crate) fn files() -> Vec<File> {
    const TEXTS: [&str; 14] = [
        "rs", "toml", "md", "ftl", "sql", "html", "css", "js", "mjs", "json", "sh", "py", "yml", "txt",
    ];
    const BARE: [&str; 4] = ["run", "test", ".npmrc", ".gitignore"];
    let mut files = Vec::new();
    for path in paths() {
        let name = path.rsplit('/').next().unwrap_or_default();
        let is_text = name.rsplit_once('.').is_some_and(|(_, ending)| TEXTS.contains(&ending));
        if !is_text && !BARE.contains(&name) {
            continue;
        }
        if let Ok(text) = fs::read_to_string(top().join(&path)) {
            files.push(File { path, text });
        }
    }
    assert!(
        files.iter().any(|file| file.path == "crates/figures/src/lib.rs"),
        "the checkout was not found"
    );
    files
}

fn walk(folder: &Path, prefix: &str, found: &mut Vec<String>) {
    const LEFT_OUT: [&str; 7] = [
        ".git",
        "target",
        "node_modules",
        ".data",
        ".build",
        "__pycache__",
        "package-lock.json",
    ];
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if LEFT_OUT.contains(&name.as_str()) {
            continue;
        }
        let path = format!("{prefix}{name}");
        found.push(path.clone());
        if entry.path().is_dir() {
            walk(&entry.path(), &format!("{path}/"), found);
        }
    }
}
