//! `lotse man`: the manual page, as `man` reads it; all commands in one page.

use std::io::Write;

use clap::{Args, CommandFactory};

use super::{Done, Line};

/// Print the manual page
#[derive(Debug, Args)]
pub(crate) struct Man {}

impl Man {
    pub(super) fn run(self) -> anyhow::Result<Done> {
        let mut page = Vec::new();
        let mut line = Line::command();
        line.build();
        clap_mangen::Man::new(line.clone()).render(&mut page)?;
        for command in line.get_subcommands() {
            clap_mangen::Man::new(command.clone()).render_synopsis_section(&mut page)?;
            clap_mangen::Man::new(command.clone()).render_description_section(&mut page)?;
            clap_mangen::Man::new(command.clone()).render_options_section(&mut page)?;
        }
        std::io::stdout().write_all(&page)?;
        Ok(Done::Whole)
    }
}
