//! A form with files, read piece by piece as it comes: the token first, then each file that was chosen.
//!
//! For every page at the desk that takes files. What a file means, how large it may be and where it waits is for the page to decide.

use std::path::Path;

use axum::extract::{
    Multipart,
    multipart::{Field, MultipartError},
};
use tokio::{fs::File, io::AsyncWriteExt};
use web::{frame::TOKEN_FIELD, problem::Problem, words::Message};

use super::{AtDesk, check_token};

/// The files of a form whose token was right.
pub struct SentFiles {
    form: Multipart,
    back: &'static str,
}

/// One file of a form.
pub struct SentFile<'a> {
    field: Field<'a>,
    /// As the person knows it; empty for a field in which no file was chosen.
    pub name: String,
    back: &'static str,
}

impl SentFiles {
    /// Checks the token, which comes first: without it not a single byte of a file is kept. `back` leads to the page with the form.
    pub async fn begin(at_desk: &AtDesk, mut form: Multipart, back: &'static str) -> Result<Self, Problem> {
        let broken = |error: MultipartError| broken(&error, back);
        let first = form.next_field().await.map_err(broken)?;
        let token = match first {
            Some(field) if field.name() == Some(TOKEN_FIELD) => field.text().await.map_err(broken)?,
            _ => String::new(),
        };
        check_token(at_desk, &token)?;
        Ok(Self { form, back })
    }

    /// The next field of the form.
    pub async fn next(&mut self) -> Result<Option<SentFile<'_>>, Problem> {
        let back = self.back;
        let field = self.form.next_field().await.map_err(|error| broken(&error, back))?;
        Ok(field.map(|field| SentFile {
            name: field.file_name().unwrap_or_default().to_owned(),
            field,
            back,
        }))
    }
}

impl SentFile<'_> {
    /// Whether a file was chosen in this field.
    pub fn is_chosen(&self) -> bool {
        !self.name.is_empty()
    }

    /// Whether it was chosen in the field of this name.
    pub fn is_in(&self, field: &str) -> bool {
        self.field.name() == Some(field)
    }

    /// Writes it to a new file. Gives its size, or nothing when it is larger than `most`.
    pub async fn write_to(mut self, path: &Path, most: u64) -> Result<Option<u64>, Problem> {
        let mut file = File::create_new(path).await.map_err(Problem::failed)?;
        let mut n_bytes = 0_u64;
        while let Some(piece) = self.piece().await? {
            n_bytes += piece.len() as u64;
            if most < n_bytes {
                return Ok(None);
            }
            file.write_all(&piece).await.map_err(Problem::failed)?;
        }
        file.flush().await.map_err(Problem::failed)?;
        Ok(Some(n_bytes))
    }

    /// Its bytes, or nothing when it is larger than `most`.
    pub async fn bytes(mut self, most: usize) -> Result<Option<Vec<u8>>, Problem> {
        let mut bytes = Vec::new();
        while let Some(piece) = self.piece().await? {
            if most < bytes.len() + piece.len() {
                return Ok(None);
            }
            bytes.extend_from_slice(&piece);
        }
        Ok(Some(bytes))
    }

    async fn piece(&mut self) -> Result<Option<axum::body::Bytes>, Problem> {
        let back = self.back;
        self.field.chunk().await.map_err(|error| broken(&error, back))
    }
}

/// The browser went away in the middle, or sends what no browser sends.
fn broken(error: &MultipartError, back: &'static str) -> Problem {
    Problem::of(error.status())
        .detail(Message::key("desk-upload-broken"))
        .back(back)
}
