//! A running server on a free port of loopback, ended with the test. For tests of pages, API and life cycle.

use std::io::Read;
use std::net::TcpListener;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::home::Home;

/// The server's process and where it answers.
#[derive(Debug)]
pub struct Server {
    process: Child,
    /// Host and port, as `127.0.0.1:40123`.
    pub address: String,
    /// From start to the first answer of `/healthz`.
    pub ready_after: Duration,
}

/// An answer, whatever its status.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The value of a header, by lower-case name.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub body: String,
}

impl Answer {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

impl Server {
    /// Starts `lotse serve` on the home's data and waits until it is healthy.
    pub fn start(home: &Home) -> Result<Self> {
        let began = Instant::now();
        for _ in 0..5 {
            let address = free_address()?;
            let process = home
                .command(["serve", "--listen", &address])?
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .context("the server does not start")?;
            let mut server = Self {
                process,
                address,
                ready_after: Duration::ZERO,
            };
            if server.becomes_healthy(began)? {
                server.ready_after = began.elapsed();
                return Ok(server);
            }
        }
        bail!("the server found its port taken five times")
    }

    /// False when the port was taken meanwhile by somebody else.
    fn becomes_healthy(&mut self, began: Instant) -> Result<bool> {
        loop {
            if let Some(status) = self.process.try_wait()? {
                let mut said = String::new();
                if let Some(mut err) = self.process.stderr.take() {
                    err.read_to_string(&mut said)?;
                }
                if TcpListener::bind(&self.address).is_err() {
                    return Ok(false);
                }
                bail!("the server ended at once ({status}): {said}");
            }
            if self.get("/healthz").is_ok_and(|answer| answer.status == 200) {
                self.drain();
                return Ok(true);
            }
            ensure!(
                began.elapsed() < Duration::from_secs(60),
                "the server is not healthy after a minute"
            );
            sleep(Duration::from_millis(20));
        }
    }

    /// A full pipe would stop a server that logs each request.
    fn drain(&mut self) {
        if let Some(mut out) = self.process.stdout.take() {
            std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
        }
        if let Some(mut err) = self.process.stderr.take() {
            std::thread::spawn(move || std::io::copy(&mut err, &mut std::io::sink()));
        }
    }

    /// The process id, for signals.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Asks for a path; any status is an answer.
    pub fn get(&self, path: &str) -> Result<Answer> {
        self.get_with(path, &[])
    }

    /// Asks for a path with headers of one's own. Redirects are shown, not followed.
    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Result<Answer> {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(30)))
            .build()
            .into();
        let mut request = agent.get(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = request.call()?;
        let text = |value: &ureq::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), text(value)))
            .collect();
        Ok(Answer {
            status: response.status().as_u16(),
            headers,
            body: response.body_mut().with_config().limit(64 << 20).read_to_string()?,
        })
    }

    /// Asks the server to end, as an init system does, and waits for it.
    pub fn terminate(mut self) -> Result<ExitStatus> {
        let id = self.process.id().to_string();
        ensure!(
            Command::new("kill").args(["-TERM", &id]).status()?.success(),
            "the signal was not sent"
        );
        let began = Instant::now();
        loop {
            if let Some(status) = self.process.try_wait()? {
                return Ok(status);
            }
            ensure!(
                began.elapsed() < Duration::from_secs(20),
                "the server did not end within 20 seconds of being asked"
            );
            sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_address() -> Result<String> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}
