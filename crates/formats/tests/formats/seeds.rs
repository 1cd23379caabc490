//! Small sound files of every layout that a reader knows; the fuzz targets start from them.
//!
//! They stand in `fuzz/seeds/READER/`. Each is recognised by its content and read without a rejected row; what is read is a snapshot,
//! so that a change of a reader shows in which layouts it reads something else.
use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use formats::{ReadOptions, table::Mapping};

use crate::told::tell;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds")
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    found.sort();
    found
}

#[test]
fn every_layout_is_recognised_and_read_whole() {
    let mut text = String::new();
    let mut wrong = Vec::new();
    for reader in entries(&folder()) {
        for file in entries(&reader) {
            let (reader, name) = (file_name(&reader), file_name(&file));
            let bytes = std::fs::read(&file).unwrap();
            // Layouts that name no territory say so in their file name.
            let options = ReadOptions {
                mapping: name.contains("without_territory").then(|| Mapping {
                    territory: Some("05515000".to_owned()),
                    ..Mapping::default()
                }),
                file_name: Some(name.clone()),
                ..ReadOptions::default()
            };
            let told = match tell(&bytes, &options) {
                Ok(told) => told,
                Err(error) => {
                    wrong.push(format!("{reader}/{name}: {error}"));
                    continue;
                }
            };
            if told.format != reader {
                wrong.push(format!("{reader}/{name} was recognised as {}", told.format));
            }
            let n_rejected = told.rows.iter().filter(|row| row.contains('!')).count();
            let may_reject = usize::from(name.contains("one_rejected"));
            if n_rejected != may_reject || told.rows.is_empty() {
                wrong.push(format!(
                    "{reader}/{name}: {n_rejected} rejected of {}: {:?}",
                    told.rows.len(),
                    told.rows
                ));
            }
            writeln!(text, "{reader}/{name} {:?}", told.notes).unwrap();
            for row in &told.rows {
                writeln!(text, "  {row}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    insta::assert_snapshot!(text);
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}
