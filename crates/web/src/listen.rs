//! Answers connections: the loop between a listening socket and the routes. For the commands that serve pages.
//!
//! What `axum::serve` does, and beyond it a limit on how long the head of a request may take: a connection that sends its first line
//! and then a letter a minute would otherwise be held for ever. When the program is asked to stop, requests under way are answered and
//! connections that say nothing more are closed.

use std::{io, pin::pin, time::Duration};

use axum::{Router, body::Body, extract::Request};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto::Builder,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
};
use tower::ServiceExt;

/// How long the head of a request may take.
pub const HEAD_TIME_LIMIT: Duration = Duration::from_secs(15);
/// How long requests under way have to end when the program stops.
const LAST_ANSWERS: Duration = Duration::from_secs(30);

/// Answers connections until `stop` ends and the requests under way are answered.
pub async fn serve(listener: TcpListener, app: Router, stop: impl Future<Output = ()>) -> io::Result<()> {
    let (closing, _) = watch::channel(false);
    let mut stop = pin!(stop);
    loop {
        let (stream, _) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    wait_after(&error).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        tokio::spawn(answer(stream, app.clone(), closing.subscribe()));
    }
    drop(listener);
    // Nobody may be listening: then there is nobody to wait for.
    let _ = closing.send(true);
    let _ = tokio::time::timeout(LAST_ANSWERS, closing.closed()).await;
    Ok(())
}

/// Answers one connection to its end.
async fn answer(stream: TcpStream, app: Router, mut closing: watch::Receiver<bool>) {
    // Small answers should not wait for more to send.
    let _ = stream.set_nodelay(true);
    let service = app.map_request(|request: axum::http::Request<_>| -> Request { request.map(Body::new) });
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME_LIMIT);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(HEAD_TIME_LIMIT)
        .keep_alive_timeout(HEAD_TIME_LIMIT);
    let connection = builder.serve_connection_with_upgrades(TokioIo::new(stream), TowerToHyperService::new(service));
    let mut connection = pin!(connection);
    let mut is_closing = false;
    loop {
        tokio::select! {
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection ended early");
                }
                break;
            }
            _ = closing.changed(), if !is_closing => {
                is_closing = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}

/// A connection that its peer gave up is none of our business; when the system has no more handles, waiting helps.
async fn wait_after(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tracing::error!(%error, "no connection could be accepted; trying again");
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}
