//! Files of areas and of changes that wait for a decision: where they lie, and what the person has said about them so far.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::http::StatusCode;
use figures::territory::Level;
use serde::Deserialize;
use store::Store;
use tempfile::TempDir;
use web::problem::Problem;

use crate::{people::desk::SentFiles, territories::boundaries::Stated};

/// Most bytes of one request, all parts together.
pub(super) const MOST_BYTES: u64 = 300_000_000;
/// A shapefile has a dozen parts at most.
const MOST_FILES: usize = 24;

/// How many files may wait at once.
const MOST: usize = 20;

/// What waits at this desk, with answers of one sort. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Waiting<A>(Arc<Mutex<BTreeMap<String, Arc<Staged<A>>>>>);

/// A file, or the parts of a shapefile.
#[derive(Debug)]
pub(super) struct Staged<A> {
    pub(super) id: String,
    /// As the person knows it.
    pub(super) name: String,
    pub(super) path: PathBuf,
    /// The folder that disappears with the file.
    _folder: TempDir,
    answers: Mutex<Option<A>>,
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

/// The files of one request, on the disk.
pub(super) struct Received {
    pub(super) folder: TempDir,
    /// Each as the person knows it, with its path.
    pub(super) files: Vec<(String, PathBuf)>,
}

/// Why files are not received: the key of the sentence, and the status.
pub(super) type Mistake = (&'static str, StatusCode);

/// Takes the files of a form to the disk.
pub(super) async fn receive(store: &Store, mut form: SentFiles) -> Result<Result<Received, Mistake>, Problem> {
    let mut received = Received {
        folder: new_folder(store).map_err(Problem::failed)?,
        files: Vec::new(),
    };
    let mut room = MOST_BYTES;
    while let Some(file) = form.next().await? {
        if !file.is_chosen() {
            continue;
        }
        let (name, path) = (file.name.clone(), received.folder.path().join(safe_name(&file.name)));
        if MOST_FILES <= received.files.len() || received.files.iter().any(|(_, known)| *known == path) {
            return Ok(Err(("territories-desk-several", StatusCode::BAD_REQUEST)));
        }
        let Some(n_bytes) = file.write_to(&path, room).await? else {
            return Ok(Err(("territories-desk-too-large", StatusCode::PAYLOAD_TOO_LARGE)));
        };
        room -= n_bytes;
        received.files.push((name, path));
    }
    Ok(Ok(received))
}

/// A new folder for the files of one request; what is left of it is removed when the desk opens again.
fn new_folder(store: &Store) -> io::Result<TempDir> {
    let folder = store.folder().join("uploads");
    fs::create_dir_all(&folder)?;
    tempfile::Builder::new().prefix("areas-").tempdir_in(folder)
}

/// A name that leads out of no folder; the ending stays, because it tells the parts of a shapefile.
fn safe_name(name: &str) -> String {
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

impl<A> Waiting<A> {
    /// Keeps a file; nothing when too many wait.
    pub(super) fn add(&self, folder: TempDir, name: String, path: PathBuf) -> Option<Arc<Staged<A>>> {
        let mut all = self.lock();
        if MOST <= all.len() {
            return None;
        }
        let staged = Arc::new(Staged {
            id: uuid::Uuid::now_v7().simple().to_string(),
            name,
            path,
            _folder: folder,
            answers: Mutex::new(None),
        });
        all.insert(staged.id.clone(), Arc::clone(&staged));
        Some(staged)
    }

    pub(super) fn get(&self, id: &str) -> Option<Arc<Staged<A>>> {
        self.lock().get(id).cloned()
    }

    /// Forgets a file; it disappears from the disk when nothing works on it any more.
    pub(super) fn discard(&self, id: &str) {
        self.lock().remove(id);
    }

    /// What waits, the newest last.
    pub(super) fn all(&self) -> Vec<Arc<Staged<A>>> {
        self.lock().values().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Staged<A>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<A: Clone> Staged<A> {
    /// What the person has said; nothing before the first time.
    pub(super) fn answers(&self) -> Option<A> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn set_answers(&self, answers: A) {
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
