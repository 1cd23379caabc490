//! `lotse undo NUMBER`: takes a delivery back; the values before it count again.

use clap::Args;
use jiff::Timestamp;
use serde_json::json;
use townhall::indicators::deliveries;

use super::{Desk, Done};
use crate::output::{self, Format};

/// Take a delivery back, so that the values before it count again
#[derive(Debug, Args)]
pub(crate) struct Undo {
    /// Number of the delivery
    number: i64,
    /// Why, for the report
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

impl Undo {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let store = desk.open().await?;
        let reason = self.reason.as_deref();
        let withdrawal = deliveries::undo(&store, &Desk::scope(), self.number, reason, Timestamp::now()).await?;
        match desk.output {
            Format::Json => output::json(&json!({ "undone": self.number, "withdrawal": withdrawal }))?,
            _ => output::say(&format!(
                "delivery {} no longer counts; this is recorded as delivery {withdrawal}, and nothing was deleted",
                self.number
            ))?,
        }
        Ok(Done::Whole)
    }
}
