//! `lotse completions SHELL`: lets a shell complete commands and flags.

use std::io::Write;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Done, Line};

/// Print the completions for a shell
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self) -> anyhow::Result<Done> {
        // Into memory first: the generator panics when the reader goes away, and a shell often reads only the beginning.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Line::command(), "lotse", &mut script);
        std::io::stdout().write_all(&script)?;
        Ok(Done::Whole)
    }
}
