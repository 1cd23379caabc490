//! The binary `lotse`: reads the command line and the configuration, opens the installation, runs one command.
//!
//! Exit codes: 0 done, 1 failed, 2 wrong use, 3 done with rejected rows. What a command answers goes to standard output, everything else
//! to standard error.

mod commands;
mod configuration;
mod output;

use std::{io::IsTerminal, process::ExitCode};

use clap::{Parser, error::ErrorKind};
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let line = match commands::Line::try_parse() {
        Ok(line) => line,
        Err(error) => {
            // Help and version are answers, everything else is wrong use; clap words both well.
            let _ = error.print();
            return match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => ExitCode::SUCCESS,
                _ => ExitCode::from(2),
            };
        }
    };
    log(matches!(line.command, Some(commands::Command::Serve(_))));
    // Who double-clicks the program sees only the window that the system opens for it.
    let window = match line.command {
        None => commands::Window::OfThisStart,
        Some(_) => commands::Window::OfAnother,
    };
    match run(line) {
        Ok(done) => done.into(),
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&format!("{error:#}"));
            window.stay_open();
            match error.downcast_ref::<configuration::WrongUse>() {
                Some(_) => ExitCode::from(2),
                None => ExitCode::FAILURE,
            }
        }
    }
}

fn run(line: commands::Line) -> anyhow::Result<commands::Done> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(commands::run(line))
}

/// Logs go to standard error: as JSON lines for the server, in short for commands. `LOTSE_LOG` chooses what is logged.
fn log(is_server: bool) {
    let level = if is_server { "info" } else { "warn" };
    // The database driver reports each slow statement; only a person who looks for that wants to see it.
    let filter = EnvFilter::try_from_env("LOTSE_LOG").unwrap_or_else(|_| EnvFilter::new(format!("{level},sqlx=off")));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    if is_server {
        lines.json().flatten_event(true).with_current_span(false).init();
    } else {
        lines.without_time().with_target(false).init();
    }
}
