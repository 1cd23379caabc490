//! `lotse completions SHELL`: lets a shell complete commands and flags.

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
        clap_complete::generate(self.shell, &mut Line::command(), "lotse", &mut std::io::stdout());
        Ok(Done::Whole)
    }
}
