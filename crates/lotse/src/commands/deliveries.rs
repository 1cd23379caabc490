//! `lotse deliveries`: what was delivered, the newest first; with a number, its whole report.

use anyhow::Context;
use clap::Args;
use serde_json::json;
use townhall::indicators::deliveries;

use super::{Desk, Done};
use crate::output::{self, Rows};

/// List deliveries, or show the report of one
#[derive(Debug, Args)]
pub(crate) struct Deliveries {
    /// Number of a delivery whose report is shown
    number: Option<i64>,
}

impl Deliveries {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let store = desk.open().await?;
        let scope = Desk::scope();
        if let Some(number) = self.number {
            let delivery = deliveries::delivery(&store, &scope, number)
                .await?
                .with_context(|| format!("there is no delivery {number}; \"lotse deliveries\" lists them"))?;
            let problems = deliveries::problems(&store, &scope, number, 0, i64::MAX).await?;
            output::json(&json!({ "delivery": delivery.summary(), "report": delivery.report, "problems": problems }))?;
            return Ok(Done::Whole);
        }
        let names = [
            "number",
            "file",
            "known on",
            "accepted at",
            "stored",
            "rejected",
            "kind",
            "undone by",
        ];
        let mut rows = Rows::begin(desk.output, &names)?;
        for delivery in deliveries::deliveries(&store, &scope, None, i64::MAX).await? {
            let account = &delivery.report.account;
            rows.row(
                || {
                    [
                        delivery.number.to_string(),
                        delivery.file_name.clone(),
                        delivery.known_on.to_string(),
                        format!("{:.0}", delivery.accepted_at),
                        (account.stored + account.corrected).to_string(),
                        account.rejected.to_string(),
                        match delivery.withdraws {
                            Some(number) => format!("undoes {number}"),
                            None => "import".to_owned(),
                        },
                        delivery
                            .withdrawn_by
                            .map(|number| number.to_string())
                            .unwrap_or_default(),
                    ]
                },
                || json!(delivery.summary()),
            )?;
        }
        rows.end()?;
        Ok(Done::Whole)
    }
}
