//! What lies at the place that a person names for a delivery: the file, its name, and what stands beside it about its source.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

use formats::lotse_figures::Sidecar;

/// Opens a regular file.
pub(super) fn open(path: &Path) -> Result<File, String> {
    match path.metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err("there is no such file; check the path".to_owned())
        }
        Err(_) => Err("the file cannot be looked at; check that you may read it".to_owned()),
        Ok(metadata) if !metadata.is_file() => Err("this is not a regular file; save it as a file first".to_owned()),
        Ok(_) => File::open(path).map_err(|_| "the file cannot be opened; check that you may read it".to_owned()),
    }
}

/// What `NAME.source.toml` beside `NAME.csv` says about source and licence, when it exists.
pub(super) fn sidecar_of(path: &Path) -> Result<Option<Sidecar>, String> {
    let beside = path.with_extension("source.toml");
    if beside == path {
        return Ok(None);
    }
    // Only a small regular file can be one; anything else is somebody else's, or a name too long to exist.
    if !beside
        .metadata()
        .is_ok_and(|metadata| metadata.is_file() && metadata.len() < 1 << 20)
    {
        return Ok(None);
    }
    match fs::read_to_string(&beside) {
        Ok(text) => Sidecar::read(&text)
            .map(Some)
            .map_err(|error| format!("{}: {error}", file_name(&beside))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(_) => Err(format!(
            "{} beside the file cannot be read; check that it is a text file",
            file_name(&beside)
        )),
    }
}

/// The name of a folder, also of one that is named by `.` or `..`.
pub(super) fn folder_name(path: &Path) -> String {
    path.canonicalize()
        .ok()
        .and_then(|whole| Some(whole.file_name()?.to_string_lossy().into_owned()))
        .unwrap_or_else(|| "folder".to_owned())
}

/// The name of a file without its folders.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}
