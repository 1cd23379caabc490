//! `lotse layouts`: what is remembered about the columns of tables, and forgetting it.

use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde_json::json;
use townhall::desk;

use super::{Desk, Done};
use crate::{
    configuration::WrongUse,
    output::{self, Format, Rows},
};

/// List what is remembered about the columns of tables, or forget it
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Layouts {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Forget what was said about a layout: the next file is asked about anew
    Forget {
        /// The layout, by the word that the list shows
        #[arg(value_name = "LAYOUT")]
        layout: String,
    },
}

impl Layouts {
    pub(super) async fn run(self, command: &Desk) -> anyhow::Result<Done> {
        let store = command.open().await?;
        let scope = Desk::scope();
        if let Some(Action::Forget { layout }) = self.action {
            if !desk::forget(&store.sql, &scope, &layout, Timestamp::now()).await? {
                let message = format!("nothing is remembered about a layout \"{layout}\"; lotse layouts lists them");
                return Err(WrongUse(message).into());
            }
            match command.output {
                Format::Json => output::json(&json!({ "forgotten": layout }))?,
                _ => output::say(&format!(
                    "{layout} is forgotten; the next file of this layout is read as it is detected"
                ))?,
            }
            return Ok(Done::Whole);
        }
        let mut rows = Rows::begin(command.output, &["layout", "file", "remembered_at", "said"])?;
        for one in desk::layouts(store.sql.read(&scope)).await? {
            let said = |one: &desk::Answer| match one.column.as_str() {
                "" => format!("{} = {}", one.question, one.answer),
                column => format!("{} \"{column}\" = {}", one.question, one.answer),
            };
            let words: Vec<String> = one.said.iter().map(said).collect();
            rows.row(
                || {
                    [
                        one.fingerprint.clone(),
                        one.file_name.clone(),
                        one.remembered_at.to_string(),
                        words.join("; "),
                    ]
                },
                || {
                    let said = one.said.iter().map(|one| {
                        let column = Some(&one.column).filter(|column| !column.is_empty());
                        json!({ "question": one.question, "column": column, "answer": one.answer })
                    });
                    json!({
                        "layout": one.fingerprint,
                        "file": one.file_name,
                        "remembered_at": one.remembered_at,
                        "said": said.collect::<Vec<_>>(),
                    })
                },
            )?;
        }
        rows.end()?;
        Ok(Done::Whole)
    }
}
