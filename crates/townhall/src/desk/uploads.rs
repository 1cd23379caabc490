//! Files that were handed in at the desk and are not yet deliveries: where they lie, what a trial run of each has found, what the person
//! has answered so far.
//!
//! They lie in the folder `uploads` of the installation, under names that we chose letter by letter. Each disappears for itself when the
//! person discards it and when it was taken, whatever else came in the same request; all disappear when the desk is closed and when a
//! number is recalled. A trial run stores nothing. Only one desk works on a data folder at
//! a time, so whatever is found in the folder when it opens was left behind by one that ended early.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use formats::{limits::Limits, preview::Preview, sdmx::Structures};
use jiff::Timestamp;
use store::{Store, scope::Scope};
use tempfile::TempDir;
use tokio::{runtime::Handle, sync::watch};

use super::{answers::Answers, layout, remembered};
use crate::{
    indicators::deliveries::{
        import::{self, FileReport, Outcome},
        structures,
    },
    territories,
};

/// How many files may wait at once.
pub(super) const MOST: usize = 200;
/// Longest name that is kept of a file.
const LONGEST_NAME: usize = 120;

/// What waits at this desk. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Uploads(Arc<Mutex<BTreeMap<String, Arc<Upload>>>>);

/// One file, or one folder of files that belong together.
#[derive(Debug)]
pub(super) struct Upload {
    pub(super) id: String,
    /// As the person knows it.
    pub(super) name: String,
    pub(super) n_bytes: u64,
    path: PathBuf,
    /// The folder that disappears with the last file in it; nothing once the file was taken.
    folder: Mutex<Option<Arc<TempDir>>>,
    state: watch::Sender<State>,
    answers: Mutex<Answers>,
}

/// Where a file stands.
#[derive(Debug, Clone)]
pub(super) enum State {
    /// A trial run or the delivery itself is under way.
    Running { since: Instant },
    /// What a trial run has found.
    Tried(Arc<Trial>),
    /// Taken as this delivery.
    Taken(i64),
    /// Our own failure, in words.
    Broken(String),
}

/// What a trial run has found.
#[derive(Debug)]
pub(super) struct Trial {
    pub(super) report: FileReport,
    /// The table as it stands in the file, when it is one whose columns a person can assign.
    pub(super) look: Option<Preview>,
    /// By what its layout is remembered.
    pub(super) fingerprint: Option<String>,
    /// Whether answers that an earlier file of this layout got were used.
    pub(super) is_recalled: bool,
}

impl Trial {
    /// Whether the file could be taken as it is.
    pub(super) fn is_ready(&self) -> bool {
        self.report.outcome == Outcome::WouldBeAccepted
    }
}

/// Removes what an earlier desk left behind.
pub fn sweep(store: &Store) -> io::Result<()> {
    match fs::remove_dir_all(folder_of(store)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn folder_of(store: &Store) -> PathBuf {
    store.folder().join(store::UPLOADS)
}

/// A new folder for the files of one request.
pub(super) fn new_folder(store: &Store) -> io::Result<TempDir> {
    let folder = folder_of(store);
    fs::create_dir_all(&folder)?;
    tempfile::Builder::new().prefix("upload-").tempdir_in(folder)
}

impl Uploads {
    /// Takes in a file that lies in a folder of [`new_folder`], and begins its trial run.
    pub(super) fn add(
        &self,
        store: &Store,
        folder: &Arc<TempDir>,
        path: PathBuf,
        name: String,
        n_bytes: u64,
    ) -> Arc<Upload> {
        let upload = Arc::new(Upload {
            id: uuid::Uuid::now_v7().simple().to_string(),
            name,
            n_bytes,
            path,
            folder: Mutex::new(Some(Arc::clone(folder))),
            state: watch::Sender::new(State::Running { since: Instant::now() }),
            answers: Mutex::default(),
        });
        self.lock().insert(upload.id.clone(), Arc::clone(&upload));
        upload.try_out(store, true);
        upload
    }

    pub(super) fn get(&self, id: &str) -> Option<Arc<Upload>> {
        self.lock().get(id).filter(|one| one.is_there()).cloned()
    }

    /// Forgets a file; it disappears from the disk at once, or when nothing works on it any more.
    pub(super) fn discard(&self, id: &str) {
        let upload = self.lock().remove(id);
        if let Some(upload) = upload.filter(|upload| !matches!(&*upload.state.borrow(), State::Running { .. })) {
            upload.remove_file();
        }
    }

    /// What waits, the newest last; files that were taken are done and not among them.
    pub(super) fn waiting(&self) -> Vec<Arc<Upload>> {
        let all = self.lock();
        let open = all
            .values()
            .filter(|one| one.is_there() && !matches!(&*one.state.borrow(), State::Taken(_)));
        open.cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Upload>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The last one who held it has let go: nobody needs the file any more.
impl Drop for Upload {
    fn drop(&mut self) {
        self.remove_file();
    }
}

impl Upload {
    /// Whether the file is still to be read, or was taken; a recall removes whatever waits.
    fn is_there(&self) -> bool {
        self.path.exists() || matches!(&*self.state.borrow(), State::Taken(_))
    }

    /// Removes the file; the folder and the notes about sources in it go with the last file.
    fn remove_file(&self) {
        let removed = match self.path.is_dir() {
            true => fs::remove_dir_all(&self.path),
            false => fs::remove_file(&self.path),
        };
        if let Err(error) = removed
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "a handed-in file that is no longer needed could not be removed; the next start of the desk removes it");
        }
        self.folder.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// Where it stands, after waiting this long for an end of what is under way.
    pub(super) async fn state_within(&self, patience: Duration) -> State {
        let mut state = self.state.subscribe();
        let ended = state.wait_for(|state| !matches!(state, State::Running { .. }));
        // When patience ends before the work, the work goes on.
        let _ = tokio::time::timeout(patience, ended).await;
        self.state.borrow().clone()
    }

    pub(super) fn answers(&self) -> Answers {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn set_answers(&self, answers: Answers) {
        *self.answers.lock().unwrap_or_else(PoisonError::into_inner) = answers;
    }

    /// Begins a trial run with the answers that are known. `may_recall`: answers that a file of the same layout got may be used.
    pub(super) fn try_out(self: &Arc<Self>, store: &Store, may_recall: bool) {
        self.run(store, move |upload, store| {
            Handle::current()
                .block_on(upload.trial(&store, may_recall))
                .map(|trial| State::Tried(Arc::new(trial)))
        });
    }

    /// Begins taking the file as a delivery.
    pub(super) fn take(self: &Arc<Self>, store: &Store) {
        self.run(store, |upload, store| Handle::current().block_on(upload.taken(&store)));
    }

    fn run(self: &Arc<Self>, store: &Store, work: impl FnOnce(&Self, Store) -> Result<State, String> + Send + 'static) {
        self.state.send_replace(State::Running { since: Instant::now() });
        let (upload, store) = (Arc::clone(self), store.clone());
        let done = tokio::task::spawn_blocking(move || {
            let state = work(&upload, store).unwrap_or_else(State::Broken);
            if matches!(state, State::Taken(_)) {
                // The original is kept; a second copy would survive its recall.
                upload.remove_file();
            }
            upload.state.send_replace(state);
        });
        let upload = Arc::clone(self);
        tokio::spawn(async move {
            // Work that panicked has told no end.
            if let Err(error) = done.await {
                tracing::error!(%error, "a file handed in at the desk could not be worked on");
                upload
                    .state
                    .send_replace(State::Broken("the program failed while it read the file".to_owned()));
            }
        });
    }

    async fn trial(&self, store: &Store, may_recall: bool) -> Result<Trial, String> {
        let structures = self.structures(store).await?;
        let structures = structures.as_ref();
        let mut look = self.look(structures);
        let mut is_recalled = false;
        let fingerprint = layout::fingerprint(&self.path, &self.name);
        if may_recall && let Some(fingerprint) = fingerprint.as_deref() {
            let known = remembered::recall(store, &scope(), fingerprint)
                .await
                .map_err(|error| in_words(&error))?;
            if let Some(answers) = known {
                self.set_answers(answers);
                is_recalled = true;
                look = self.look(structures);
            }
        }
        let report = self.import(store, look.as_ref(), true).await?;
        Ok(Trial {
            report,
            look,
            fingerprint,
            is_recalled,
        })
    }

    async fn taken(&self, store: &Store) -> Result<State, String> {
        let look = self.look(self.structures(store).await?.as_ref());
        let fingerprint = layout::fingerprint(&self.path, &self.name);
        let report = self.import(store, look.as_ref(), false).await?;
        let Some(number) = report.delivery else {
            let is_recalled = false;
            return Ok(State::Tried(Arc::new(Trial {
                report,
                look,
                fingerprint,
                is_recalled,
            })));
        };
        if let Some(fingerprint) = fingerprint {
            let answers = self.answers();
            remembered::remember(store, &scope(), &fingerprint, &self.name, &answers, Timestamp::now())
                .await
                .map_err(|error| in_words(&error))?;
        }
        Ok(State::Taken(number))
    }

    fn look(&self, structures: Option<&Arc<Structures>>) -> Option<Preview> {
        layout::look(&self.path, &self.name, &self.answers(), structures)
    }

    /// The structures at hand for the kind of file that it is.
    async fn structures(&self, store: &Store) -> Result<Option<Arc<Structures>>, String> {
        let format = File::open(&self.path)
            .ok()
            .and_then(|mut file| formats::open(&mut file, Some(&self.name), &Limits::default()).ok());
        match format {
            Some(format) => structures::at_hand(store, &scope(), format.id())
                .await
                .map_err(|error| in_words(&error)),
            None => Ok(None),
        }
    }

    async fn import(&self, store: &Store, look: Option<&Preview>, dry_run: bool) -> Result<FileReport, String> {
        let scope = scope();
        let keys = territories::key_table(store.sql.read(&scope))
            .await
            .map_err(|error| in_words(&error))?;
        let options = self.answers().options(look, dry_run, Timestamp::now());
        import::import(store, &scope, &keys, &self.path, &options)
            .await
            .map_err(|error| in_words(&error))
    }
}

/// The person at the desk, as the audit trail names her.
fn scope() -> Scope {
    Scope::installation("desk")
}

fn in_words(error: &store::StoreError) -> String {
    tracing::error!(%error, "the store failed while a file was worked on");
    error.to_string()
}

/// The name of a handed-in file as a file name of ours: no folders, no signs that a system reads as something else, never empty.
///
/// ```text
/// ..\..\etc/passwd → passwd    CON.csv → _CON.csv    a<b>.csv → a_b_.csv
/// ```
pub(super) fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_plain = |c: char| !c.is_control() && !matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\0');
    let mut safe: String = last.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    safe = safe.trim().trim_matches('.').trim().to_owned();
    let (stem, ending) = safe
        .rsplit_once('.')
        .map_or((safe.as_str(), ""), |(stem, ending)| (stem, ending));
    if LONGEST_NAME < safe.len() {
        let ending: String = ending.chars().take(20).collect();
        let mut stem: String = stem.chars().take(LONGEST_NAME / 4).collect();
        if !ending.is_empty() {
            stem = format!("{stem}.{ending}");
        }
        safe = stem;
    }
    // Windows takes these for devices, whatever follows the point.
    let stem = safe.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_numbered = |device: &str| {
        stem.strip_prefix(device)
            .is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()))
    };
    if matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || is_numbered("com") || is_numbered("lpt") {
        safe = format!("_{safe}");
    }
    if safe.is_empty() { "datei".to_owned() } else { safe }
}

/// The path inside a handed-in folder, part by part a safe name; `None` when it would be no path inside.
pub(super) fn safe_path(path: &str) -> Option<PathBuf> {
    let parts: Vec<&str> = path
        .split(['/', '\\'])
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    let is_inside = !parts.is_empty() && parts.len() <= 32 && parts.iter().all(|part| *part != "..");
    is_inside.then(|| parts.into_iter().map(safe_name).collect::<PathBuf>())
}

/// The first part of a path: the name of a handed-in folder.
pub(super) fn first_part(path: &Path) -> PathBuf {
    path.components()
        .next()
        .map(|part| PathBuf::from(part.as_os_str()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_never_leads_out_of_its_folder() {
        for (name, safe) in [
            ("radwege.csv", "radwege.csv"),
            ("../../etc/passwd", "passwd"),
            ("..\\..\\windows\\system32\\x.dll", "x.dll"),
            ("C:\\fakepath\\Haushalt 2024.xlsx", "Haushalt 2024.xlsx"),
            ("..", "datei"),
            ("", "datei"),
            ("<img src=x onerror=alert(1)>.csv", "_img src=x onerror=alert(1)_.csv"),
            ("CON.csv", "_CON.csv"),
            ("lpt1", "_lpt1"),
            ("a\0b\n.csv", "a_b_.csv"),
            ("Größe & Maß.csv", "Größe & Maß.csv"),
        ] {
            assert_eq!(safe_name(name), safe, "{name:?}");
        }
        let long = safe_name(&format!("{}.xlsx", "ä".repeat(400)));
        assert!(long.len() <= LONGEST_NAME && long.ends_with(".xlsx"), "{long}");
        assert_eq!(safe_path("sdg/data/a.csv"), Some(PathBuf::from("sdg/data/a.csv")));
        for path in ["../a", "sdg/../../a", "", "/", "sdg\\..\\a"] {
            assert_eq!(safe_path(path), None, "{path}");
        }
        assert_eq!(safe_path("/etc/passwd"), Some(PathBuf::from("etc/passwd")));
    }
}
