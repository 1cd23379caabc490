//! Which failures pass by themselves, and how long to wait.

use std::{fmt, io, time::Duration};

use jiff::{Timestamp, fmt::rfc2822};
use ureq::{Body, Error, http::Response};

use crate::FetchError;

/// Why an attempt failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// Asking again would not help.
    ForGood(FetchError),
    /// The server has no time.
    Busy { status: u16, wait: Option<Duration> },
    /// No answer in time.
    Slow,
    /// The line broke.
    Interrupted,
}

impl Failure {
    /// How long the server wants us to wait.
    pub(super) fn asked_wait(&self) -> Option<Duration> {
        match self {
            Self::Busy { wait, .. } => *wait,
            _ => None,
        }
    }

    /// What is said after the last attempt.
    pub(super) fn given_up(self, host: String, attempts: u32) -> FetchError {
        match self {
            Self::ForGood(error) => error,
            Self::Busy { status, .. } => FetchError::Busy { host, status },
            Self::Slow => FetchError::Slow { host, attempts },
            Self::Interrupted => FetchError::Interrupted { host, attempts },
        }
    }
}

impl From<FetchError> for Failure {
    fn from(error: FetchError) -> Self {
        Self::ForGood(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ForGood(error) => error.fmt(f),
            Self::Busy { status, .. } => write!(f, "the server asks for patience (status {status})"),
            Self::Slow => f.write_str("the server did not answer in time"),
            Self::Interrupted => f.write_str("the connection broke off"),
        }
    }
}

/// What an error of the line means that comes before any answer.
pub(super) fn failure_of(error: Error, host: &str) -> Failure {
    let host = || host.to_owned();
    match error {
        Error::HostNotFound | Error::ConnectionFailed => FetchError::Offline { host: host() }.into(),
        Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => FetchError::Offline { host: host() }.into(),
        Error::Timeout(_) => Failure::Slow,
        Error::Tls(detail) => untrusted(host(), detail.to_owned()),
        Error::Rustls(error) => untrusted(host(), error.to_string()),
        Error::Io(error) => match error.kind() {
            io::ErrorKind::TimedOut => Failure::Slow,
            io::ErrorKind::InvalidData => untrusted(host(), error.to_string()),
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof
            | io::ErrorKind::Interrupted => Failure::Interrupted,
            // A name that cannot be resolved has no kind of its own.
            _ => FetchError::Offline { host: host() }.into(),
        },
        Error::TooManyRedirects | Error::RedirectFailed => FetchError::Shape {
            host: host(),
            detail: "it leads from one address to the next without end".to_owned(),
        }
        .into(),
        Error::BadUri(detail) => FetchError::Asked(format!("the address cannot be used: {detail}")).into(),
        Error::InvalidProxyUrl | Error::ConnectProxyFailed(_) => FetchError::Offline { host: host() }.into(),
        _ => Failure::Interrupted,
    }
}

fn untrusted(host: String, detail: String) -> Failure {
    FetchError::Untrusted { host, detail }.into()
}

/// The wait that an answer asks for: seconds, or a date.
pub(super) fn retry_after(answer: &Response<Body>, now: Timestamp) -> Option<Duration> {
    let text = answer.headers().get("retry-after")?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let at = rfc2822::parse(text).ok()?.timestamp();
    Some(Duration::try_from(at.duration_since(now)).unwrap_or(Duration::ZERO))
}
