//! An open desk on a free port of loopback, ended with the test. For tests of what one person does in her browser.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::home::Home;

/// The process of the desk and the link that it printed.
#[derive(Debug)]
pub struct OpenDesk {
    process: Child,
    out: BufReader<ChildStdout>,
    /// The link that lets one browser in.
    pub link: String,
}

impl OpenDesk {
    /// Starts `lotse desk` on the home's data and waits for its link.
    pub fn start(home: &Home) -> Result<Self> {
        let mut process = home
            .command(["desk", "--no-browser"])?
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .context("the desk does not start")?;
        let out = process.stdout.take().context("the desk has no output")?;
        let mut desk = Self {
            process,
            out: BufReader::new(out),
            link: String::new(),
        };
        while desk.link.is_empty() {
            let mut line = String::new();
            ensure!(
                0 < desk.out.read_line(&mut line)?,
                "the desk ended without printing a link"
            );
            if line.starts_with("http://127.0.0.1:") {
                line.trim().clone_into(&mut desk.link);
            }
        }
        Ok(desk)
    }

    /// Host and port, as `127.0.0.1:40123`.
    pub fn address(&self) -> &str {
        let rest = self.link.trim_start_matches("http://");
        rest.split('/').next().unwrap_or_default()
    }

    /// Waits for its end, which somebody has asked for.
    pub fn ended(mut self) -> Result<ExitStatus> {
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(40) {
            if let Some(status) = self.process.try_wait()? {
                return Ok(status);
            }
            sleep(Duration::from_millis(20));
        }
        bail!("the desk did not end within 40 seconds of being closed")
    }
}

impl Drop for OpenDesk {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
