//! `lotse recall DELIVERY`: makes a delivery, or single values of it, unreadable for good.

use clap::Args;
use formats::Place;
use jiff::Timestamp;
use serde_json::json;
use townhall::indicators::deliveries::{self, position};

use super::{Desk, Done};
use crate::{
    configuration::WrongUse,
    output::{self, Format},
};

/// Destroy a delivery or single values that must not be known; fact and reason stay
#[derive(Debug, Args)]
pub(crate) struct Recall {
    /// Number of the delivery
    delivery: i64,
    /// Only this cell: C12, or 2!C12 for the second sheet, or the number at the end of the address of its origin page; repeat for more
    #[arg(long = "cell", value_name = "CELL", value_parser = cell)]
    cells: Vec<i64>,
    /// Why; shown in place of the figures
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl Recall {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let store = desk.open().await?;
        let scope = Desk::scope();
        if self.reason.trim().is_empty() {
            return Err(WrongUse("say why with --reason; the reason is all that stays".to_owned()).into());
        }
        let places: Vec<Option<i64>> = match self.cells.is_empty() {
            true => vec![None],
            false => self.cells.iter().map(|cell| Some(*cell)).collect(),
        };
        let mut done = Vec::new();
        for place in places {
            done.push(deliveries::recall(&store, &scope, self.delivery, place, &self.reason, Timestamp::now()).await?);
        }
        match desk.output {
            Format::Json => output::json(&json!({ "recalled": done }))?,
            _ => {
                for recalled in &done {
                    let list = |numbers: &[i64]| numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
                    output::say(&format!(
                        "{} values of delivery {} are gone for good, with the kept file; fact and reason stay in the report",
                        recalled.n_values,
                        list(&recalled.deliveries)
                    ))?;
                    if !recalled.derived.is_empty() {
                        output::say(&format!(
                            "computed anew without them: delivery {}",
                            list(&recalled.derived)
                        ))?;
                    }
                }
            }
        }
        Ok(Done::Whole)
    }
}

/// Reads `C12`, `2!C12` or a position.
fn cell(text: &str) -> Result<i64, String> {
    let wrong = || {
        format!("\"{text}\" is no cell; write C12, 2!C12, or the number at the end of the address of its origin page")
    };
    if let Ok(position) = text.parse::<i64>() {
        return position::decode(position)
            .filter(|_| 0 <= position)
            .map(|_| position)
            .ok_or_else(wrong);
    }
    let (sheet, cell) = match text.split_once('!') {
        Some((sheet, cell)) => (
            sheet
                .parse::<u16>()
                .ok()
                .and_then(|n| n.checked_sub(1))
                .ok_or_else(wrong)?,
            cell,
        ),
        None => (0, text),
    };
    let n_letters = cell.chars().take_while(char::is_ascii_alphabetic).count();
    let (letters, row) = cell.split_at(n_letters);
    if letters.is_empty() || letters.len() > 3 {
        return Err(wrong());
    }
    let column = letters.bytes().fold(0, |column, letter| {
        column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    let row = row.parse::<u32>().ok().filter(|row| 0 < *row).ok_or_else(wrong)?;
    Ok(position::encode(Place { sheet, row, column }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_spreadsheets_name_them() {
        let at = |sheet, row, column| Ok(position::encode(Place { sheet, row, column }));
        assert_eq!(cell("C12"), at(0, 12, 3));
        assert_eq!(cell("2!aa7"), at(1, 7, 27));
        assert_eq!(cell("27000841"), Ok(27_000_841));
        for nonsense in ["", "C", "12C", "0!C1", "C0", "-5", "ABCD1", "C99999999999"] {
            assert!(cell(nonsense).is_err(), "{nonsense}");
        }
    }
}
