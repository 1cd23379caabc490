//! What a person sees while documents come: one line that changes on a terminal, a line now and then elsewhere.

use std::{
    cell::Cell,
    io::{self, IsTerminal, Write},
    time::{Duration, Instant},
};

use connectors::client::Progress;

use crate::output;

/// Time between two lines where nobody sees them change.
const NOW_AND_THEN: Duration = Duration::from_secs(10);
/// Time between two changes on a terminal.
const CHANGE: Duration = Duration::from_millis(200);

/// Writes progress to standard error.
pub(super) struct Watch {
    is_terminal: bool,
    last: Cell<Instant>,
    has_line: Cell<bool>,
}

impl Watch {
    pub(super) fn begin() -> Self {
        Self {
            is_terminal: io::stderr().is_terminal(),
            last: Cell::new(Instant::now()),
            has_line: Cell::new(false),
        }
    }

    pub(super) fn see(&self, progress: &Progress) {
        match progress {
            Progress::Bytes { n_bytes, n_total } => {
                let pause = if self.is_terminal { CHANGE } else { NOW_AND_THEN };
                if self.last.get().elapsed() < pause {
                    return;
                }
                self.last.set(Instant::now());
                let so_far = megabytes(*n_bytes);
                self.write(&match n_total {
                    Some(n_total) => format!("  {so_far} of {} MB", megabytes(*n_total)),
                    None => format!("  {so_far} MB"),
                });
            }
            Progress::Waiting { reason, wait } => {
                self.end();
                output::complain(&format!("{reason}; again in {} seconds", wait.as_secs().max(1)));
            }
            Progress::Step { n, of, what } if *of > 1 => self.write(&format!("  {n} of {of}: {what}")),
            Progress::Step { .. } => {}
        }
    }

    fn write(&self, line: &str) {
        if self.is_terminal {
            let mut error = io::stderr().lock();
            // Nobody is left to tell when standard error is closed.
            let _ = write!(error, "\r\x1b[2K{line}");
            let _ = error.flush();
            self.has_line.set(true);
        } else {
            output::complain(line);
        }
    }

    /// Leaves the line that changed.
    pub(super) fn end(&self) {
        if self.has_line.replace(false) {
            output::complain("");
        }
    }
}

fn megabytes(n_bytes: u64) -> String {
    let tenths = n_bytes / 100_000;
    format!("{}.{}", tenths / 10, tenths % 10)
}
