//! Handing in files: by button, by drag, a whole folder or a zip. The files go to the disk piece by piece as they come.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use askama::Template;
use axum::{
    Extension,
    extract::{Multipart, State},
    http::StatusCode,
    response::Response,
};
use tempfile::TempDir;
use web::{frame::Frame, problem::Problem, words::Message};

use super::{
    super::uploads::{self, Uploads},
    onward,
};
use crate::{
    installation::Installation,
    people::desk::{AtDesk, SentFile, SentFiles},
};

/// Most bytes of one request, all files together.
pub(super) const MOST_BYTES: u64 = 2_000_000_000;
/// Most files of one request.
const MOST_FILES: usize = 10_000;
/// Beside these a file tells the source of another one and is no file of figures.
const SIDECAR: &str = ".source.toml";

#[derive(Template)]
#[template(path = "desk/pages/upload.html")]
struct Ask {
    frame: Frame,
    mistake: Option<String>,
    most_bytes: u64,
}

/// GET /{language}/desk/upload
pub(super) async fn ask(_: AtDesk, frame: Frame) -> Response {
    page(frame, None, StatusCode::OK)
}

fn page(frame: Frame, mistake: Option<&'static str>, status: StatusCode) -> Response {
    let desk = frame.plain("desk-title").to_string();
    let mistake = mistake.map(|key| frame.plain(key).with("most", frame.bytes(MOST_BYTES)).to_string());
    frame
        .title_words("desk-upload-title")
        .section("desk-upload")
        .crumb(desk, "/desk")
        .status(status)
        .show(|frame| Ask {
            mistake,
            most_bytes: MOST_BYTES,
            frame,
        })
}

/// POST /{language}/desk/upload
pub(super) async fn receive(
    State(installation): State<Installation>,
    Extension(uploads): Extension<Uploads>,
    at_desk: AtDesk,
    frame: Frame,
    form: Multipart,
) -> Result<Response, Problem> {
    let mut form = SentFiles::begin(&at_desk, form, "/desk/upload").await?;
    let mut parcel = Parcel::new(&installation)?;
    while let Some(file) = form.next().await? {
        if !file.is_chosen() {
            continue;
        }
        if MOST_FILES <= parcel.files.len() {
            return Ok(page(frame, Some("desk-upload-too-many"), StatusCode::PAYLOAD_TOO_LARGE));
        }
        if !parcel.receive(file).await? {
            return Ok(page(
                frame,
                Some("desk-upload-too-large"),
                StatusCode::PAYLOAD_TOO_LARGE,
            ));
        }
    }
    if uploads::MOST <= uploads.waiting().len() {
        return Ok(page(frame, Some("desk-upload-full"), StatusCode::CONFLICT));
    }
    let things = parcel.things();
    let mut begun = Vec::new();
    for thing in things {
        begun.push(uploads.add(
            &installation.store,
            &parcel.folder,
            thing.path,
            thing.name,
            thing.n_bytes,
        ));
    }
    Ok(match begun.as_slice() {
        [] => page(frame, Some("desk-upload-nothing"), StatusCode::BAD_REQUEST),
        [only] => onward(&frame, &format!("/desk/uploads/{}", only.id)),
        _ => onward(&frame, "/desk/uploads"),
    })
}

/// The files of one request, in a folder that disappears unless something of it is kept.
struct Parcel {
    folder: Arc<TempDir>,
    files: Vec<Received>,
    taken: BTreeSet<PathBuf>,
    n_bytes: u64,
}

struct Received {
    /// Inside the folder of the parcel.
    path: PathBuf,
    /// Whether it came as part of a folder.
    is_in_folder: bool,
    name: String,
    n_bytes: u64,
}

/// What becomes one delivery: a file, or a folder.
struct Thing {
    path: PathBuf,
    name: String,
    n_bytes: u64,
}

impl Parcel {
    fn new(installation: &Installation) -> Result<Self, Problem> {
        let folder = uploads::new_folder(&installation.store).map_err(Problem::failed)?;
        Ok(Self {
            folder: Arc::new(folder),
            files: Vec::new(),
            taken: BTreeSet::new(),
            n_bytes: 0,
        })
    }

    /// Writes a file to the disk as it comes; false when it is too large.
    async fn receive(&mut self, file: SentFile<'_>) -> Result<bool, Problem> {
        let name = file.name.clone();
        let is_in_folder = file.is_in("folder") && name.contains('/');
        let inside = match is_in_folder {
            true => uploads::safe_path(&name),
            false => Some(PathBuf::from(uploads::safe_name(&name))),
        };
        let Some(inside) = inside else {
            return Err(Problem::invalid()
                .detail(Message::key("desk-upload-broken"))
                .back("/desk/upload"));
        };
        let path = self.free(&inside);
        let whole = self.folder.path().join(&path);
        if let Some(parent) = whole.parent() {
            fs::create_dir_all(parent).map_err(Problem::failed)?;
        }
        let Some(n_bytes) = file.write_to(&whole, MOST_BYTES - self.n_bytes).await? else {
            return Ok(false);
        };
        self.n_bytes += n_bytes;
        self.files.push(Received {
            path,
            is_in_folder,
            name: uploads::safe_name(&name),
            n_bytes,
        });
        Ok(true)
    }

    /// A path that no other file of the parcel has: a second file of the same name goes into a folder of its own.
    fn free(&mut self, wanted: &Path) -> PathBuf {
        let mut path = wanted.to_owned();
        let mut n = 2;
        // Some systems hold large and small letters for the same.
        let plain = |path: &PathBuf| PathBuf::from(path.to_string_lossy().to_lowercase());
        while !self.taken.insert(plain(&path)) {
            path = PathBuf::from(n.to_string()).join(wanted);
            n += 1;
        }
        path
    }

    /// What the files are: each file for itself, the files of a folder together. A note about the source goes with its file.
    fn things(&self) -> Vec<Thing> {
        let root = self.folder.path();
        let mut things: Vec<Thing> = Vec::new();
        for file in &self.files {
            if file.is_in_folder {
                let first = uploads::first_part(&file.path);
                let path = root.join(&first);
                match things.iter_mut().find(|thing| thing.path == path) {
                    Some(folder) => folder.n_bytes += file.n_bytes,
                    None => things.push(Thing {
                        path,
                        name: first.to_string_lossy().into_owned(),
                        n_bytes: file.n_bytes,
                    }),
                }
            } else if !file.name.ends_with(SIDECAR) {
                things.push(Thing {
                    path: root.join(&file.path),
                    name: file.name.clone(),
                    n_bytes: file.n_bytes,
                });
            }
        }
        things
    }
}
