//! The commands, one file each. Adding one is a file, a line in [`Command`] and a line in [`run`].

mod check;
mod completions;
mod deliveries;
mod demo;
mod desk;
mod export;
mod fetch;
mod formulas;
mod goals;
mod homes;
mod import;
mod indicators;
mod layouts;
mod man;
mod observations;
mod own;
mod precedence;
mod recall;
mod selection;
mod serve;
mod target;
mod territories;
mod undo;

use std::{path::PathBuf, process::ExitCode};

use anyhow::Context;
use clap::{Parser, Subcommand};
use jiff::Timestamp;
use store::{Store, scope::Scope};

pub(crate) use self::desk::Window;
use crate::{
    configuration::{Configuration, Said},
    output::Format,
};

/// Lotse: steer the sustainable development of a municipality by official figures.
#[derive(Debug, Parser)]
#[command(name = "lotse", version, propagate_version = true, max_term_width = 100)]
#[command(
    after_help = "Without a command the desk opens in the browser, as by \"lotse desk\".\nExit codes: 0 done, 1 failed, 2 wrong use, 3 done with rejected rows."
)]
pub(crate) struct Line {
    /// Folder with everything that the installation keeps [default: lotse-data] [env: LOTSE_DATA]
    #[arg(long, global = true, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// PostgreSQL address; without it records lie in the data folder [env: LOTSE_DATABASE]
    #[arg(long, global = true, value_name = "ADDRESS")]
    database: Option<String>,
    /// Settings [default: lotse.toml in the current folder, when it exists]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// How answers are written
    #[arg(long, global = true, value_enum, default_value = "table")]
    output: Format,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Serve(serve::Serve),
    Desk(desk::OpenDesk),
    Import(import::Import),
    Layouts(layouts::Layouts),
    Fetch(fetch::Fetch),
    Indicators(indicators::Indicators),
    Indicator(own::OwnIndicator),
    Value(own::OwnValue),
    Target(target::TargetValue),
    Calendar(own::Calendar),
    Observations(observations::Observations),
    Territories(territories::Territories),
    Deliveries(deliveries::Deliveries),
    Homes(homes::Homes),
    Goals(goals::Goals),
    Selection(selection::Selection),
    Undo(undo::Undo),
    Recall(recall::Recall),
    Export(export::Export),
    Formulas(formulas::Formulas),
    Precedence(precedence::Precedence),
    Check(check::Check),
    Demo(demo::Demo),
    Completions(completions::Completions),
    Man(man::Man),
}

/// How a command ended when nothing failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Done {
    /// All of it.
    Whole,
    /// Something failed that was reported already.
    Failed,
    /// Some rows were rejected.
    WithRejectedRows,
}

impl From<Done> for ExitCode {
    fn from(done: Done) -> Self {
        match done {
            Done::Whole => Self::SUCCESS,
            Done::Failed => Self::FAILURE,
            Done::WithRejectedRows => Self::from(3),
        }
    }
}

pub(crate) async fn run(line: Line) -> anyhow::Result<Done> {
    let is_plain_start = line.command.is_none();
    let command = line.command.unwrap_or_else(|| Command::Desk(desk::OpenDesk::plain()));
    let listen = match &command {
        Command::Serve(serve) => serve.listen,
        _ => None,
    };
    match command {
        Command::Completions(command) => return command.run(),
        Command::Man(command) => return command.run(),
        _ => {}
    }
    let said = Said {
        config: line.config,
        data: line.data,
        database: line.database,
        listen,
        is_plain_start,
    };
    let desk = Desk {
        configuration: Configuration::read(said)?,
        output: line.output,
    };
    match command {
        Command::Serve(command) => command.run(&desk).await,
        Command::Desk(command) => command.run(&desk).await,
        Command::Import(command) => command.run(&desk).await,
        Command::Layouts(command) => command.run(&desk).await,
        Command::Fetch(command) => command.run(&desk).await,
        Command::Indicators(command) => command.run(&desk).await,
        Command::Indicator(command) => command.run(&desk).await,
        Command::Value(command) => command.run(&desk).await,
        Command::Target(command) => command.run(&desk).await,
        Command::Calendar(command) => command.run(&desk).await,
        Command::Observations(command) => command.run(&desk).await,
        Command::Territories(command) => command.run(&desk).await,
        Command::Deliveries(command) => command.run(&desk).await,
        Command::Homes(command) => command.run(&desk).await,
        Command::Goals(command) => command.run(&desk).await,
        Command::Selection(command) => command.run(&desk).await,
        Command::Undo(command) => command.run(&desk).await,
        Command::Recall(command) => command.run(&desk).await,
        Command::Export(command) => command.run(&desk).await,
        Command::Formulas(command) => command.run(&desk).await,
        Command::Precedence(command) => command.run(&desk).await,
        Command::Check(command) => command.run(&desk).await,
        Command::Demo(command) => command.run(&desk).await,
        Command::Completions(command) => command.run(),
        Command::Man(command) => command.run(),
    }
}

/// What every command works with.
pub(crate) struct Desk {
    configuration: Configuration,
    output: Format,
}

impl Desk {
    /// The person at the command line.
    fn scope() -> Scope {
        Scope::installation("command line")
    }

    /// Opens the installation and takes in what ships with the program.
    async fn open(&self) -> anyhow::Result<Store> {
        let folder = &self.configuration.data.value;
        let store = Store::open(folder, self.configuration.database.value.as_deref())
            .await
            .with_context(|| format!("cannot open the installation in {}", folder.display()))?;
        townhall::prepare(&store, Timestamp::now())
            .await
            .context("cannot take in the data that ship with the program")?;
        Ok(store)
    }
}
