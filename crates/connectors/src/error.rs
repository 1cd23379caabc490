//! Why something could not be fetched: one sentence with the host and what to do next.

/// Why something could not be fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// No connection at all.
    #[error(
        "{host} cannot be reached; check the connection to the internet and, behind a proxy, the variable HTTPS_PROXY, or download the file on another machine and take it with lotse import"
    )]
    Offline {
        /// Whom we tried to reach.
        host: String,
    },
    /// The encrypted connection could not be made.
    #[error(
        "no trustworthy connection to {host} could be made ({detail}); a proxy that opens encrypted connections is not supported, download the file with the browser and take it with lotse import"
    )]
    Untrusted {
        /// Whom we tried to reach.
        host: String,
        /// What the other side presented.
        detail: String,
    },
    /// It answered too late, several times.
    #[error("{host} did not answer in time, {attempts} times; try again later, what came so far is kept")]
    Slow {
        /// Who is slow.
        host: String,
        /// How often it was asked.
        attempts: u32,
    },
    /// The connection broke off several times.
    #[error(
        "the connection to {host} broke off {attempts} times; run the same command again, it goes on where it stopped"
    )]
    Interrupted {
        /// Who broke off.
        host: String,
        /// How often.
        attempts: u32,
    },
    /// It says that it is overloaded, again and again.
    #[error("{host} is overloaded or asks for patience (status {status}); try again later")]
    Busy {
        /// Who.
        host: String,
        /// HTTP status.
        status: u16,
    },
    /// It does not know what was asked for.
    #[error("{host} has nothing at {address}; check the names, the publisher may have moved it")]
    Absent {
        /// Who.
        host: String,
        /// What was asked for, without secrets.
        address: String,
    },
    /// User name or password are missing or wrong.
    #[error("{host} does not accept the user name and password; {remedy}")]
    NotAllowed {
        /// Who.
        host: String,
        /// What to do.
        remedy: &'static str,
    },
    /// Another refusal.
    #[error("{host} refused the request (status {status}): {message}")]
    Refused {
        /// Who.
        host: String,
        /// HTTP status, or the code that the interface itself gives.
        status: u16,
        /// What it says.
        message: String,
    },
    /// More than is taken.
    #[error("{address} is larger than {limit} bytes; download it with the browser and check what it is")]
    TooLarge {
        /// What was asked for.
        address: String,
        /// Largest size.
        limit: u64,
    },
    /// The answer has another shape than the one that the publisher describes.
    #[error("the answer of {host} is not what its interface promises ({detail}); the interface may have changed")]
    Shape {
        /// Who.
        host: String,
        /// What is wrong.
        detail: String,
    },
    /// The person asked for something that cannot be.
    #[error("{0}")]
    Asked(String),
    /// The folder cannot be written.
    #[error("the folder {folder} for fetched files cannot be written: {detail}; check rights and free space")]
    Folder {
        /// Which folder.
        folder: String,
        /// What the operating system says.
        detail: String,
    },
}
