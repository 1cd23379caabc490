//! The seven published workbooks where they are at hand: in the folder that `LOTSE_SHARED` names, or in `shared` beside the
//! checkout; and a reader of workbooks that shares no code with ours. For tests that need a true delivery. Where the published
//! ones are not at hand, tests write their own (`workbook`).

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

/// Territory and year of a cell.
pub type Place = (String, String);

/// The top of the checkout, as cargo names it when the tests run: two checkouts may share a build folder, and what was compiled for one
/// of them names that one.
pub fn checkout() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&package)
        .ancestors()
        .nth(2)
        .map(Path::to_path_buf)
        .unwrap_or_default()
}

/// The seven published workbooks, in order of name; `None` where they are not at hand.
pub fn published_workbooks() -> Option<Vec<PathBuf>> {
    let shared = env::var_os("LOTSE_SHARED").map_or_else(|| checkout().join("../shared"), PathBuf::from);
    let found = workbooks_in(&shared.join("data/inkar"));
    (found.len() == 7).then_some(found)
}

fn workbooks_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let mut found: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|ending| ending == "xls"))
        .collect();
    found.sort();
    found
}

/// Every cell of a workbook as an independent reader (Python's xlrd) sees it: a blank is `None`.
pub fn cells_read_independently(workbook: &Path) -> Result<BTreeMap<Place, Option<f64>>> {
    let script = checkout().join("tests/e2e/independent/read_workbook.py");
    let output = Command::new("/usr/bin/python3")
        .arg(script)
        .arg(workbook)
        .output()
        .context("/usr/bin/python3 is missing")?;
    ensure!(
        output.status.success(),
        "the independent reader failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut cells = BTreeMap::new();
    let mut lines = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(output.stdout.as_slice());
    for line in lines.records() {
        let line = line?;
        let [key, year, value] = [&line[0], &line[1], &line[2]];
        let value = if value.is_empty() {
            None
        } else {
            Some(value.parse::<f64>()?)
        };
        let before = cells.insert((key.to_owned(), year.to_owned()), value);
        ensure!(before.is_none(), "{key} has two values for {year}");
    }
    Ok(cells)
}
