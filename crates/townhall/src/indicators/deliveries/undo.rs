//! Undoing a delivery: a withdrawal is appended, and from then on the values before it count again.
//!
//! Nothing is deleted: the kept file, the values and the report stay readable, and questions about earlier dates answer as before.

use jiff::{Timestamp, tz::TimeZone};
use store::{Store, StoreError, scope::Scope, sql::Numbered};

use super::{Basis, Kind, Report, storage};
use crate::{audit, indicators::own::Visibility};

/// Withdraws a delivery and returns the number of the withdrawal.
pub async fn undo(
    store: &Store,
    scope: &Scope,
    number: i64,
    reason: Option<&str>,
    now: Timestamp,
) -> Result<i64, StoreError> {
    let (withdrawal, _) = store
        .sql
        .write(scope, async |write| {
            let refuse = |message: String| Err(StoreError::Refused(message));
            let known: Option<(String, Option<i64>, String)> = sqlx::query_as(
                "select delivery.kind, later.number, delivery.visibility from delivery \
                 left join delivery later on later.withdraws = delivery.number where delivery.number = $1",
            )
            .bind(number)
            .fetch_optional(write.on())
            .await?;
            let visibility = match known {
                None => {
                    return refuse(format!(
                        "there is no delivery {number}; \"lotse deliveries\" lists them"
                    ));
                }
                Some((_, Some(later), _)) => {
                    return refuse(format!(
                        "delivery {number} was undone already, by delivery {later}; nothing to do"
                    ));
                }
                Some((kind, None, _)) if kind == Kind::Withdrawal.as_str() => {
                    return refuse(format!(
                        "delivery {number} is itself an undoing; import the file again to bring its values back"
                    ));
                }
                // Taking back what the public never saw is not public either.
                Some((.., visibility)) => Visibility::of(&visibility).unwrap_or(Visibility::Internal),
            };
            let withdrawal = write.next_id(Numbered::Delivery).await?;
            let report = Report {
                reason: reason.map(str::to_owned),
                ..Report::default()
            };
            let day = now
                .to_zoned(TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC))
                .date();
            storage::insert(
                write,
                &storage::NewDelivery {
                    number: withdrawal,
                    kind: Kind::Withdrawal,
                    visibility,
                    source_id: None,
                    known_on: day,
                    known_on_basis: Basis::Accepted,
                    accepted_at: now,
                    file_name: "",
                    file: None,
                    format: "",
                    head: None,
                    withdraws: Some(number),
                    report: &report,
                },
            )
            .await?;
            store.lake.touch(write);
            let detail = serde_json::json!({ "withdrawal": withdrawal, "reason": reason });
            let entry = audit::Entry {
                action: "undo",
                subject_kind: "delivery",
                subject: number.to_string(),
                detail,
            };
            audit::record(write, now, entry).await?;
            Ok(withdrawal)
        })
        .await?;
    Ok(withdrawal)
}
