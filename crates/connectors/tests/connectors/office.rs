//! An office's server on this machine that answers with the documented shapes and with the failures that real ones have. For the tests
//! of the connectors; each test starts its own.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    Router,
    body::{Body, Bytes, HttpBody},
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use connectors::client::{Progress, Settings};

/// A request as the server saw it.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// Path and query.
    pub(crate) address: String,
    pub(crate) headers: HeaderMap,
    pub(crate) form: BTreeMap<String, String>,
}

type Answering = dyn Fn(&Seen, usize) -> Response + Send + Sync;

#[derive(Clone)]
struct Shared {
    answer: Arc<Answering>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

/// The server.
pub(crate) struct Office {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    _runtime: tokio::runtime::Runtime,
}

impl Office {
    /// Starts a server; the second argument of `answer` counts the requests, from 0.
    pub(crate) fn start(answer: impl Fn(&Seen, usize) -> Response + Send + Sync + 'static) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let seen = Arc::new(Mutex::new(Vec::new()));
        let shared = Shared {
            answer: Arc::new(answer),
            seen: Arc::clone(&seen),
        };
        let listener = runtime
            .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
            .expect("a port");
        let address = listener.local_addr().expect("an address");
        let app = Router::new().fallback(handle).with_state(shared);
        runtime.spawn(async move { axum::serve(listener, app).await });
        Self {
            address,
            seen,
            _runtime: runtime,
        }
    }

    /// The address of the interface.
    pub(crate) fn base(&self) -> String {
        format!("http://{}/rest/", self.address)
    }

    /// What was asked so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("no test panicked").clone()
    }
}

async fn handle(State(shared): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap_or_default();
    let form = String::from_utf8_lossy(&body)
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.replace("%2A", "*")))
        .collect();
    let seen = Seen {
        address: parts.uri.to_string(),
        headers: parts.headers,
        form,
    };
    let n = {
        let mut all = shared.seen.lock().expect("no test panicked");
        all.push(seen.clone());
        all.len() - 1
    };
    // The answering may sleep; the server has a thread for that.
    tokio::task::block_in_place(|| (shared.answer)(&seen, n))
}

/// A header of a request.
pub(crate) fn header<'a>(seen: &'a Seen, name: &str) -> Option<&'a str> {
    seen.headers.get(name).and_then(|value| value.to_str().ok())
}

/// An answer with a body and headers.
pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<Body>) -> Response {
    let mut response = (StatusCode::from_u16(status).expect("a status"), body.into()).into_response();
    for (name, value) in headers {
        let name: axum::http::HeaderName = name.parse().expect("a name");
        response.headers_mut().insert(name, value.parse().expect("a value"));
    }
    response
}

/// Settings that do not make tests slow.
pub(crate) fn quick() -> Settings {
    Settings {
        pace: Duration::ZERO,
        first_wait: Duration::from_millis(5),
        longest_wait: Duration::from_millis(1_500),
        answer_within: Duration::from_millis(700),
        standstill: Duration::from_millis(700),
        ..Settings::default()
    }
}

/// Watches nothing.
pub(crate) fn quiet(_: Progress) {}

/// A body that ends with a broken connection.
pub(crate) fn broken_off(text: &'static str) -> Body {
    Body::new(Pieces {
        piece: text,
        n_left: 1,
        is_broken: true,
        has_waited: false,
    })
}

/// A body of ten thousand bytes without a stated length.
pub(crate) fn endless() -> Body {
    Body::new(Pieces {
        piece: "0123456789",
        n_left: 1_000,
        is_broken: false,
        has_waited: false,
    })
}

struct Pieces {
    piece: &'static str,
    n_left: usize,
    is_broken: bool,
    has_waited: bool,
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        if self.n_left > 0 {
            self.n_left -= 1;
            return Poll::Ready(Some(Ok(http_body::Frame::data(Bytes::from_static(
                self.piece.as_bytes(),
            )))));
        }
        // The server would swallow what it has not sent yet, so the break comes a moment later.
        if self.is_broken && !self.has_waited {
            self.has_waited = true;
            let waker = context.waker().clone();
            std::thread::spawn(move || {
                std::thread::sleep(Duration::from_millis(50));
                waker.wake();
            });
            return Poll::Pending;
        }
        Poll::Ready(self.is_broken.then(|| Err(std::io::Error::other("cut"))))
    }
}
