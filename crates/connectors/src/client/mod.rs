//! Asking an office's server: at a pace it can bear, again when it failed for a moment, from where a download broke off, and only for
//! what has changed. What came back lies in a folder under the hash of the question, beside a note of what the server said about it.

mod kept;
mod patience;

use std::{
    fs::OpenOptions,
    io::{Read, Write},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use jiff::Timestamp;
use ureq::{Agent, Body, http::Response};
use url::Url;

pub use self::kept::Saved;
use self::{
    kept::{Folder, Validator},
    patience::{Failure, failure_of, retry_after},
};
use crate::FetchError;

/// How a client behaves.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Least time between two requests.
    pub pace: Duration,
    /// How often one question is asked before giving up.
    pub attempts: u32,
    /// The wait before the second attempt; it doubles with each further one.
    pub first_wait: Duration,
    /// Longest wait that a server may ask for; what asks for more is left for another day.
    pub longest_wait: Duration,
    /// How long a server may think before it answers.
    pub answer_within: Duration,
    /// How long a download may stand still.
    pub standstill: Duration,
    /// Largest document.
    pub largest_bytes: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            pace: Duration::from_millis(1_000),
            attempts: 5,
            first_wait: Duration::from_secs(2),
            longest_wait: Duration::from_secs(120),
            answer_within: Duration::from_secs(180),
            standstill: Duration::from_secs(60),
            largest_bytes: 4 << 30,
        }
    }
}

/// What a client tells while it works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Bytes of a document have come.
    Bytes {
        /// How many so far.
        n_bytes: u64,
        /// How many there will be, where the server says so.
        n_total: Option<u64>,
    },
    /// The server or the line failed for a moment.
    Waiting {
        /// Why, in words.
        reason: String,
        /// How long.
        wait: Duration,
    },
    /// One step of many is done.
    Step {
        /// Which one, counted from 1.
        n: usize,
        /// Of how many.
        of: usize,
        /// What it was about.
        what: String,
    },
}

/// A question to a server.
#[derive(Debug, Clone)]
pub struct Request {
    address: Url,
    form: Option<Vec<(String, String)>>,
    accept: Option<String>,
    secrets: Vec<(&'static str, String)>,
}

impl Request {
    /// Reads an address.
    pub fn get(address: Url) -> Self {
        Self {
            address,
            form: None,
            accept: None,
            secrets: Vec::new(),
        }
    }

    /// Sends a form. The answer is asked for anew each time, because such interfaces know no conditions.
    pub fn post(address: Url, form: Vec<(String, String)>) -> Self {
        Self {
            form: Some(form),
            ..Self::get(address)
        }
    }

    /// The media type that is wanted.
    #[must_use]
    pub fn accept(mut self, media_type: &str) -> Self {
        self.accept = Some(media_type.to_owned());
        self
    }

    /// A header that nobody else may read: neither kept nor shown.
    #[must_use]
    pub fn secret(mut self, name: &'static str, value: String) -> Self {
        self.secrets.push((name, value));
        self
    }

    fn host(&self) -> String {
        self.address.host_str().unwrap_or("the server").to_owned()
    }
}

/// Asks servers and keeps what they answer.
pub struct Client<'a> {
    agent: Agent,
    settings: Settings,
    folder: Folder,
    last: Option<Instant>,
    tell: Box<dyn Fn(Progress) + 'a>,
}

impl<'a> Client<'a> {
    /// A client that keeps documents in a folder, which is made when it does not exist.
    pub fn new(folder: &Path, settings: Settings, tell: impl Fn(Progress) + 'a) -> Result<Self, FetchError> {
        let agent = Agent::config_builder()
            .user_agent(concat!("Lotse/", env!("CARGO_PKG_VERSION"), " (municipal statistics)"))
            .http_status_as_error(false)
            .max_redirects(5)
            .timeout_connect(Some(Duration::from_secs(20)))
            .timeout_recv_response(Some(settings.answer_within))
            .timeout_per_read(Some(settings.standstill))
            .build()
            .into();
        Ok(Self {
            agent,
            settings,
            folder: Folder::open(folder)?,
            last: None,
            tell: Box::new(tell),
        })
    }

    /// Tells whoever watches.
    pub fn tell(&self, progress: Progress) {
        (self.tell)(progress);
    }

    /// Waits until a server may be asked again.
    pub fn wait(&self, wait: Duration, reason: &str) {
        self.tell(Progress::Waiting {
            reason: reason.to_owned(),
            wait,
        });
        std::thread::sleep(wait);
    }

    /// Asks and keeps the answer. An unchanged document is not sent again.
    pub fn fetch(&mut self, request: &Request) -> Result<Saved, FetchError> {
        let name = kept::name_of(request);
        let mut wait = self.settings.first_wait;
        let mut attempt = 1;
        loop {
            self.keep_pace();
            let failure = match self.attempt(request, &name) {
                Ok(saved) => return Ok(saved),
                Err(Failure::ForGood(error)) => return Err(error),
                Err(failure) => failure,
            };
            if attempt >= self.settings.attempts {
                return Err(failure.given_up(request.host(), attempt));
            }
            let asked = failure.asked_wait();
            if asked.is_some_and(|asked| self.settings.longest_wait < asked) {
                return Err(failure.given_up(request.host(), attempt));
            }
            self.wait(asked.unwrap_or(wait), &failure.to_string());
            wait = (wait * 2).min(self.settings.longest_wait);
            attempt += 1;
        }
    }

    /// As [`Client::fetch`], read whole. Only for small documents such as lists.
    pub fn fetch_text(&mut self, request: &Request) -> Result<String, FetchError> {
        let saved = self.fetch(request)?;
        std::fs::read_to_string(&saved.path).map_err(|error| FetchError::Shape {
            host: request.host(),
            detail: format!("its text cannot be read: {error}"),
        })
    }

    fn keep_pace(&mut self) {
        if let Some(last) = self.last
            && let Some(rest) = self.settings.pace.checked_sub(last.elapsed())
        {
            std::thread::sleep(rest);
        }
        self.last = Some(Instant::now());
    }

    fn attempt(&self, request: &Request, name: &str) -> Result<Saved, Failure> {
        let known = self.folder.known(name);
        let part = self.folder.part(name);
        let mut headers: Vec<(&str, String)> = vec![("accept-encoding", "identity".to_owned())];
        headers.extend(request.accept.iter().map(|accept| ("accept", accept.clone())));
        headers.extend(request.secrets.iter().map(|(name, value)| (*name, value.clone())));
        if request.form.is_none() {
            match (&part, &known) {
                (Some(part), _) => {
                    headers.push(("range", format!("bytes={}-", part.n_bytes)));
                    headers.push(("if-range", part.validator.as_header().to_owned()));
                }
                (None, Some(known)) => {
                    headers.extend(known.etag().map(|etag| ("if-none-match", etag.to_owned())));
                    headers.extend(known.last_modified().map(|date| ("if-modified-since", date.to_owned())));
                }
                (None, None) => {}
            }
        }
        let address = request.address.as_str();
        let answer = match &request.form {
            None => {
                let mut builder = self.agent.get(address);
                for (name, value) in headers {
                    builder = builder.header(name, value);
                }
                builder.call()
            }
            Some(form) => {
                let mut builder = self.agent.post(address);
                for (name, value) in headers {
                    builder = builder.header(name, value);
                }
                builder.send_form(form.iter().map(|(name, value)| (name.as_str(), value.as_str())))
            }
        };
        let answer = answer.map_err(|error| failure_of(error, &request.host()))?;
        match answer.status().as_u16() {
            200 => self.take(request, name, answer, 0),
            206 => match part {
                Some(part) if begins_at(&answer) == Some(part.n_bytes) => {
                    self.take(request, name, answer, part.n_bytes)
                }
                _ => {
                    self.folder.drop_part(name);
                    Err(Failure::Interrupted)
                }
            },
            304 => match known {
                Some(known) => Ok(known.unchanged()),
                None => Err(shape(request, "\"unchanged\" although nothing was known")),
            },
            416 => {
                self.folder.drop_part(name);
                Err(Failure::Interrupted)
            }
            status @ (408 | 425 | 429 | 500 | 502 | 503 | 504) => Err(Failure::Busy {
                status,
                wait: retry_after(&answer, Timestamp::now()),
            }),
            401 | 403 => Err(Failure::ForGood(FetchError::NotAllowed {
                host: request.host(),
                remedy: "check them, and that the account may use the interface",
            })),
            404 | 410 => Err(Failure::ForGood(FetchError::Absent {
                host: request.host(),
                address: request.address.path().to_owned(),
            })),
            status => Err(Failure::ForGood(FetchError::Refused {
                host: request.host(),
                status,
                message: beginning(answer),
            })),
        }
    }

    /// Writes the body to the part file, behind what is there, and makes a document of it when it is whole.
    fn take(&self, request: &Request, name: &str, answer: Response<Body>, n_before: u64) -> Result<Saved, Failure> {
        let header = |name: &str| {
            answer
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        let etag = header("etag");
        let last_modified = header("last-modified");
        let n_total = header("content-length")
            .and_then(|text| text.parse::<u64>().ok())
            .map(|n_rest| n_before + n_rest);
        let too_large = || {
            Failure::ForGood(FetchError::TooLarge {
                address: request.address.path().to_owned(),
                limit: self.settings.largest_bytes,
            })
        };
        if n_total.is_some_and(|n_total| self.settings.largest_bytes < n_total) {
            return Err(too_large());
        }
        let path = self.folder.part_path(name);
        let validator = Validator::of(etag.as_deref(), last_modified.as_deref());
        self.folder
            .begin_part(name, validator.as_ref().filter(|_| request.form.is_none()))?;
        let failed = |error: std::io::Error| Failure::ForGood(self.folder.failed(&error));
        let mut file = OpenOptions::new()
            .create(true)
            .append(n_before > 0)
            .write(true)
            .truncate(n_before == 0)
            .open(&path)
            .map_err(failed)?;
        let mut body = answer.into_body().into_reader();
        let mut n_bytes = n_before;
        let mut buffer = vec![0; 128 * 1024];
        loop {
            let n_read = match body.read(&mut buffer) {
                Ok(0) => break,
                Ok(n_read) => n_read,
                // What came stays; the next attempt goes on from there where the server can.
                Err(_) => return Err(self.broken_off(name, &validator)),
            };
            file.write_all(&buffer[..n_read]).map_err(failed)?;
            n_bytes += n_read as u64;
            if self.settings.largest_bytes < n_bytes {
                self.folder.drop_part(name);
                return Err(too_large());
            }
            self.tell(Progress::Bytes { n_bytes, n_total });
        }
        if n_total.is_some_and(|n_total| n_total != n_bytes) {
            return Err(self.broken_off(name, &validator));
        }
        file.sync_all().map_err(failed)?;
        drop(file);
        let saved = self.folder.complete(name, &request.address, etag, last_modified)?;
        Ok(saved)
    }

    fn broken_off(&self, name: &str, validator: &Option<Validator>) -> Failure {
        if validator.is_none() {
            self.folder.drop_part(name);
        }
        Failure::Interrupted
    }
}

/// Where a partial answer begins.
fn begins_at(answer: &Response<Body>) -> Option<u64> {
    let range = answer.headers().get("content-range")?.to_str().ok()?;
    range.strip_prefix("bytes ")?.split('-').next()?.trim().parse().ok()
}

/// The first words of a refusal, for the person.
fn beginning(answer: Response<Body>) -> String {
    let mut text = Vec::new();
    // What cannot be read of a refusal is not worth a second error.
    let _ = answer.into_body().into_reader().take(400).read_to_end(&mut text);
    let text = String::from_utf8_lossy(&text);
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match plain.trim() {
        "" => "it gives no reason".to_owned(),
        text if text.starts_with('<') => "it answers with a web page".to_owned(),
        text => text.to_owned(),
    }
}

fn shape(request: &Request, detail: &str) -> Failure {
    Failure::ForGood(FetchError::Shape {
        host: request.host(),
        detail: detail.to_owned(),
    })
}

/// An address below another one; a mistake in it is the person's.
pub fn address(base: &str, path: &str) -> Result<Url, FetchError> {
    let wrong =
        |detail: String| FetchError::Asked(format!("\"{base}\" is not an address that can be fetched ({detail})"));
    let mut base = Url::parse(base).map_err(|error| wrong(error.to_string()))?;
    if !matches!(base.scheme(), "https" | "http") || base.host_str().is_none() {
        return Err(wrong("it must begin with https:// and name a host".to_owned()));
    }
    if !base.username().is_empty() || base.password().is_some() {
        return Err(wrong("user name and password do not belong into an address".to_owned()));
    }
    if !base.path().ends_with('/') && !path.is_empty() {
        base.set_path(&format!("{}/", base.path()));
    }
    base.join(path).map_err(|error| wrong(error.to_string()))
}

/// Where documents of a connector are kept below a data folder.
pub fn folder_of(data: &Path, connector: &str) -> PathBuf {
    data.join("fetched").join(connector)
}
