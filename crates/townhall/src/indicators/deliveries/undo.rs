//! Undoing a delivery: a withdrawal is appended, and from then on the values before it count again.
//!
//! Nothing is deleted: the kept file, the values and the report stay readable, and questions about earlier dates answer as before.

use jiff::Timestamp;
use store::{
    Store, StoreError,
    scope::Scope,
    sql::{Numbered, Write},
};

use super::{Basis, Kind, Report, storage};
use crate::{
    audit,
    indicators::{formulas, own::Visibility},
};

/// Withdraws a delivery and returns the number of the withdrawal. What was computed from its values is computed anew.
pub async fn undo(
    store: &Store,
    scope: &Scope,
    number: i64,
    reason: Option<&str>,
    now: Timestamp,
) -> Result<i64, StoreError> {
    let computed: Option<(String,)> = sqlx::query_as(
        "select indicator.slug from derived_delivery derived join formula on formula.id = derived.formula_id \
         join indicator_version version on version.id = formula.indicator_version_id \
         join indicator on indicator.id = version.indicator_id where derived.delivery_number = $1",
    )
    .bind(number)
    .fetch_optional(store.sql.read(scope).on())
    .await?;
    if let Some((slug,)) = computed {
        return Err(StoreError::Refused(format!(
            "delivery {number} was computed here and follows its inputs; undo an input, or end the formula with \"lotse formulas end {slug}\""
        )));
    }
    let withdrawal = withdraw(store, scope, number, reason, now).await?;
    formulas::follow(store, scope, now).await?;
    Ok(withdrawal)
}

/// Appends the withdrawal alone.
pub async fn withdraw(
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
            let known: Option<(String, Option<i64>)> = sqlx::query_as(
                "select delivery.kind, later.number from delivery \
                 left join delivery later on later.withdraws = delivery.number where delivery.number = $1",
            )
            .bind(number)
            .fetch_optional(write.on())
            .await?;
            match known {
                None => {
                    return refuse(format!(
                        "there is no delivery {number}; \"lotse deliveries\" lists them"
                    ));
                }
                Some((_, Some(later))) => {
                    return refuse(format!(
                        "delivery {number} was undone already, by delivery {later}; nothing to do"
                    ));
                }
                Some((kind, None)) if kind == Kind::Withdrawal.as_str() => {
                    return refuse(format!(
                        "delivery {number} is itself an undoing; import the file again to bring its values back"
                    ));
                }
                Some(_) => {}
            }
            append(store, write, number, reason, now).await
        })
        .await?;
    Ok(withdrawal)
}

/// Records the withdrawal of a delivery within a larger change.
pub(super) async fn append(
    store: &Store,
    write: &mut Write,
    number: i64,
    reason: Option<&str>,
    now: Timestamp,
) -> Result<i64, StoreError> {
    // Taking back what the public never saw is not public either.
    let (visibility,): (String,) = sqlx::query_as("select visibility from delivery where number = $1")
        .bind(number)
        .fetch_one(write.on())
        .await?;
    let visibility = Visibility::of(&visibility).unwrap_or(Visibility::Internal);
    let withdrawal = write.next_id(Numbered::Delivery).await?;
    let report = Report {
        reason: reason.map(str::to_owned),
        ..Report::default()
    };
    let day = web::format::day(now);
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
}
