//! A small server that answers as an office's interface does, for tests that drive `lotse fetch` from outside. It knows only GET and POST
//! with a stated length, one connection a request.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use anyhow::Result;

/// What is answered: status, headers, body.
pub type Answer = (u16, Vec<(&'static str, String)>, String);

/// A server that runs as long as the test.
#[derive(Debug)]
pub struct Office {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Office {
    /// Starts it; `answer` gets the request line's address and the header lines in small letters.
    pub fn start(answer: impl Fn(&str, &[String]) -> Answer + Send + 'static) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = format!("http://{}/", listener.local_addr()?);
        let asked = Arc::new(Mutex::new(Vec::new()));
        let note = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A client that goes away is its own business.
                let _ = serve(stream, &answer, &note);
            }
        });
        Ok(Self { address, asked })
    }

    /// Its address.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The addresses that were asked for.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().map(|asked| asked.clone()).unwrap_or_default()
    }
}

fn serve(
    stream: TcpStream,
    answer: &impl Fn(&str, &[String]) -> Answer,
    note: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let address = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut headers = Vec::new();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let header = header.trim().to_lowercase();
        if header.is_empty() {
            break;
        }
        headers.push(header);
    }
    let length = headers
        .iter()
        .find_map(|header| header.strip_prefix("content-length: "));
    let length = length.and_then(|length| length.parse().ok()).unwrap_or(0);
    reader.take(length).read_to_end(&mut Vec::new())?;
    if let Ok(mut asked) = note.lock() {
        asked.push(address.clone());
    }
    let (status, mut more, body) = answer(&address, &headers);
    more.push(("content-length", body.len().to_string()));
    more.push(("connection", "close".to_owned()));
    let mut stream = stream;
    write!(stream, "HTTP/1.1 {status} as the test says\r\n")?;
    for (name, value) in more {
        write!(stream, "{name}: {value}\r\n")?;
    }
    write!(stream, "\r\n{body}")?;
    stream.flush()
}
