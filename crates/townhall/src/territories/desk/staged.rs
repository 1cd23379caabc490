//! Files of areas that wait for a decision: where they lie, and what the person has said about them so far.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use figures::territory::Level;
use serde::Deserialize;
use store::Store;
use tempfile::TempDir;

use crate::territories::boundaries::Stated;

/// How many files may wait at once.
const MOST: usize = 20;

/// What waits at this desk. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Waiting(Arc<Mutex<BTreeMap<String, Arc<Staged>>>>);

/// A file, or the parts of a shapefile.
#[derive(Debug)]
pub(super) struct Staged {
    pub(super) id: String,
    /// As the person knows it.
    pub(super) name: String,
    pub(super) path: PathBuf,
    /// The folder that disappears with the file.
    _folder: TempDir,
    answers: Mutex<Option<Answers>>,
}

/// What the person says; what is empty is for the program to find.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Answers {
    /// `official`, or `part` of the municipality below.
    pub(super) kind: String,
    pub(super) municipality: String,
    pub(super) level: String,
    pub(super) crs: String,
    /// Filled when the axes are exchanged.
    pub(super) swapped: String,
    pub(super) layer: String,
    pub(super) key: String,
    pub(super) name: String,
    pub(super) day: String,
    pub(super) source: String,
    pub(super) licence: String,
}

impl Answers {
    /// What the readers need to know of it.
    pub(super) fn stated(&self) -> Stated {
        let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Stated {
            reference: filled(&self.crs),
            layer: filled(&self.layer),
            key_property: filled(&self.key),
            name_property: filled(&self.name),
            level: self.level.parse::<Level>().ok(),
            is_swapped: !self.swapped.is_empty(),
        }
    }
}

/// A new folder for the files of one request; what is left of it is removed when the desk opens again.
pub(super) fn new_folder(store: &Store) -> io::Result<TempDir> {
    let folder = store.folder().join("uploads");
    fs::create_dir_all(&folder)?;
    tempfile::Builder::new().prefix("areas-").tempdir_in(folder)
}

/// A name that leads out of no folder; the ending stays, because it tells the parts of a shapefile.
pub(super) fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last
        .chars()
        .filter(|sign| sign.is_alphanumeric() || matches!(sign, '.' | '_' | '-' | ' '))
        .collect();
    let plain = plain.trim().trim_start_matches('.');
    let start = plain.char_indices().rev().nth(99).map_or(0, |(place, _)| place);
    match &plain[start..] {
        "" => "areas".to_owned(),
        // In front, so that no system takes the name for one of its devices.
        plain => format!("a_{plain}"),
    }
}

/// The file that stands for all of them: the shapes of a shapefile, or the only one.
pub(super) fn main_file(files: &[(String, PathBuf)]) -> Option<(String, PathBuf)> {
    let is_shape = |path: &Path| {
        path.extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("shp"))
    };
    let mut shapes = files.iter().filter(|(_, path)| is_shape(path));
    match (files, shapes.next(), shapes.next()) {
        ([only], _, _) => Some(only.clone()),
        (_, Some(shape), None) => Some(shape.clone()),
        _ => None,
    }
}

impl Waiting {
    /// Keeps a file; nothing when too many wait.
    pub(super) fn add(&self, folder: TempDir, name: String, path: PathBuf) -> Option<Arc<Staged>> {
        let mut all = self.lock();
        if MOST <= all.len() {
            return None;
        }
        let staged = Arc::new(Staged {
            id: uuid::Uuid::now_v7().simple().to_string(),
            name,
            path,
            _folder: folder,
            answers: Mutex::default(),
        });
        all.insert(staged.id.clone(), Arc::clone(&staged));
        Some(staged)
    }

    pub(super) fn get(&self, id: &str) -> Option<Arc<Staged>> {
        self.lock().get(id).cloned()
    }

    /// Forgets a file; it disappears from the disk when nothing works on it any more.
    pub(super) fn discard(&self, id: &str) {
        self.lock().remove(id);
    }

    /// What waits, the newest last.
    pub(super) fn all(&self) -> Vec<Arc<Staged>> {
        self.lock().values().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Staged>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Staged {
    /// What the person has said; nothing before the first time.
    pub(super) fn answers(&self) -> Option<Answers> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn set_answers(&self, answers: Answers) {
        *self.answers.lock().unwrap_or_else(PoisonError::into_inner) = Some(answers);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_out_of_no_folder_and_keep_their_ending() {
        for (name, safe) in [
            ("../../etc/passwd", "a_passwd"),
            ("C:\\Daten\\Stadtteile Münster.SHP", "a_Stadtteile Münster.SHP"),
            ("con", "a_con"),
            ("..", "areas"),
            ("", "areas"),
        ] {
            assert_eq!(safe_name(name), safe);
        }
        assert_eq!(safe_name(&format!("{}.shp", "x".repeat(400))).len(), 102);
    }

    #[test]
    fn the_shapes_stand_for_the_parts_of_a_shapefile() {
        let files = |names: &[&str]| -> Vec<(String, PathBuf)> {
            names
                .iter()
                .map(|name| ((*name).to_owned(), PathBuf::from(name)))
                .collect()
        };
        let main = |names: &[&str]| main_file(&files(names)).map(|(name, _)| name);
        assert_eq!(main(&["a.dbf", "a.SHP", "a.prj"]).as_deref(), Some("a.SHP"));
        assert_eq!(main(&["a.gpkg"]).as_deref(), Some("a.gpkg"));
        assert_eq!(main(&["a.geojson", "b.geojson"]), None);
        assert_eq!(main(&["a.shp", "b.shp"]), None);
        assert_eq!(main(&[]), None);
    }
}
