//! Answers that are written while they are read: long tables and files that should never lie in memory as a whole.
//!
//! The writer is plain blocking code on a thread of its own; a slow reader slows it down, and when the reader goes away its next write
//! fails. An error in the middle cuts the connection, so that nobody takes half an answer for the whole.

use std::{
    io::{self, BufWriter, Write},
    pin::Pin,
    task::{Context, Poll},
};

use axum::body::{Body, Bytes, HttpBody};
use http_body::Frame;
use tokio::sync::mpsc;

/// How much is sent at once.
const CHUNK_BYTES: usize = 1 << 16;
/// How many chunks may wait for the reader.
const N_WAITING: usize = 4;

/// A body that `write` produces.
pub fn streamed<E>(write: impl FnOnce(&mut BufWriter<ToReader>) -> Result<(), E> + Send + 'static) -> Body
where
    E: std::error::Error + From<io::Error> + Send + Sync + 'static,
{
    let (sender, receiver) = mpsc::channel(N_WAITING);
    tokio::task::spawn_blocking(move || {
        let mut output = BufWriter::with_capacity(CHUNK_BYTES, ToReader(sender.clone()));
        let result = write(&mut output).and_then(|()| output.flush().map_err(E::from));
        if let Err(error) = result
            && !sender.is_closed()
        {
            tracing::error!(
                error = &error as &(dyn std::error::Error + 'static),
                "an answer broke off"
            );
            // The reader may go away between the question and the answer; then nobody needs to be told.
            let _ = sender.blocking_send(Err(io::Error::other(error)));
        }
    });
    Body::new(Streamed(receiver))
}

/// Hands what is written to the reader of the answer.
#[derive(Debug)]
pub struct ToReader(mpsc::Sender<io::Result<Bytes>>);

impl Write for ToReader {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let chunk = Bytes::copy_from_slice(bytes);
        match self.0.blocking_send(Ok(chunk)) {
            Ok(()) => Ok(bytes.len()),
            Err(_) => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Streamed(mpsc::Receiver<io::Result<Bytes>>);

impl HttpBody for Streamed {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.0.poll_recv(context).map_ok(Frame::data)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;

    #[tokio::test]
    async fn what_is_written_arrives_whole_and_a_failure_is_no_end() -> Result<(), Box<dyn std::error::Error>> {
        let whole = streamed(|output| (0..50_000).try_for_each(|n| writeln!(output, "{n}")));
        let text = String::from_utf8(to_bytes(whole, usize::MAX).await?.to_vec())?;
        assert_eq!(text.lines().count(), 50_000);
        assert!(text.ends_with("49999\n"));
        let broken = streamed(|output| {
            writeln!(output, "a beginning")?;
            Err(io::Error::other("the disk is gone"))
        });
        assert!(to_bytes(broken, usize::MAX).await.is_err());
        Ok(())
    }

    #[tokio::test]
    async fn a_reader_who_goes_away_stops_the_writer() -> Result<(), tokio::sync::oneshot::error::RecvError> {
        let (stopped, is_stopped) = tokio::sync::oneshot::channel();
        let endless = streamed(move |output| {
            let error = loop {
                if let Err(error) = output.write_all(b"again and again\n") {
                    break error;
                }
            };
            let _ = stopped.send(error.kind());
            Err(error)
        });
        drop(endless);
        assert_eq!(is_stopped.await?, io::ErrorKind::BrokenPipe);
        Ok(())
    }
}
