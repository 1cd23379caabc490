//! `lotse deliveries`: what was delivered, the newest first; with a number, its whole report.

use anyhow::Context;
use clap::Args;
use serde_json::json;
use townhall::indicators::deliveries::{self, Delivery, RowProblem};

use super::{Desk, Done};
use crate::output::{self, Format, Rows};

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
            match desk.output {
                Format::Json => output::json(
                    &json!({ "delivery": delivery.summary(), "report": delivery.report, "problems": problems }),
                )?,
                Format::Table | Format::Csv => report(desk.output, &delivery, &problems)?,
            }
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

/// The report of one delivery: what is known about it and the account as a table, then each problem with its place; as CSV the
/// problems alone.
fn report(format: Format, delivery: &Delivery, problems: &[RowProblem]) -> anyhow::Result<()> {
    if format == Format::Table {
        let account = &delivery.report.account;
        let none = || "not stated".to_owned();
        let mut rows = Rows::begin(format, &["about", "value"])?;
        for (name, value) in [
            ("file", delivery.file_name.clone()),
            ("sha256", delivery.file_sha256.clone().unwrap_or_else(none)),
            ("layout", delivery.report.layout.clone()),
            ("publisher", delivery.provider.clone().unwrap_or_else(none)),
            ("licence", delivery.licence.clone().unwrap_or_else(none)),
            (
                "known on",
                format!("{} ({})", delivery.known_on, delivery.known_on_basis.as_str()),
            ),
            ("accepted at", format!("{:.0}", delivery.accepted_at)),
            (
                "undone by",
                delivery
                    .withdrawn_by
                    .map(|number| number.to_string())
                    .unwrap_or_default(),
            ),
            ("rows read", account.rows_read.to_string()),
            ("stored", account.stored.to_string()),
            ("  of which missing", account.of_which_missing.to_string()),
            ("  of which known already", account.of_which_unchanged.to_string()),
            ("  of which repeated", account.of_which_duplicate_equal.to_string()),
            ("corrected", account.corrected.to_string()),
            ("rejected", account.rejected.to_string()),
            ("lines without figures", account.lines_skipped.to_string()),
        ] {
            rows.row(|| [name.to_owned(), value], || json!(null))?;
        }
        rows.end()?;
        if problems.is_empty() {
            return Ok(());
        }
        output::say("")?;
    }
    let mut rows = Rows::begin(format, &["severity", "rows", "sheet", "row", "column", "message"])?;
    for problem in problems {
        let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        rows.row(
            || {
                [
                    problem.severity.as_str().to_owned(),
                    problem.rows.to_string(),
                    problem.sheet.clone().unwrap_or_default(),
                    number(problem.row),
                    number(problem.column),
                    problem.message.clone(),
                ]
            },
            || json!(problem),
        )?;
    }
    rows.end()
}
