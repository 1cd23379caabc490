//! Choices in SQL, each with its audit entry.

use jiff::Timestamp;
use serde_json::json;
use store::{
    StoreError,
    scope::OrganisationId,
    sql::{Read, Write},
};

use super::Choice;
use crate::{audit, indicators::catalogue::Indicator};

/// The longest reason.
const LONGEST: usize = 500;

/// Why a choice is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceError {
    /// Nobody has said why.
    #[error("the choice of \"{0}\" has no reason; say in a sentence why the municipality wants it")]
    NoReason(String),
    /// Too long or not shown.
    #[error("the reason for \"{0}\" is longer than {LONGEST} signs or holds control characters; shorten it")]
    Reason(String),
    /// Nothing to take back.
    #[error("\"{0}\" is not chosen")]
    NotChosen(String),
}

/// What a home has chosen.
pub async fn choices(read: Read<'_>, home: OrganisationId) -> Result<Vec<Choice>, StoreError> {
    let rows: Vec<(String, String, i64)> = sqlx::query_as(
        "select indicator_id, reason, version from indicator_choice where organisation_id = $1 order by chosen_at, indicator_id",
    )
    .bind(home.0)
    .fetch_all(read.on())
    .await?;
    let choice = |(indicator_id, reason, version)| Choice {
        indicator_id,
        reason,
        version,
    };
    Ok(rows.into_iter().map(choice).collect())
}

/// A reason as it may be stored.
fn checked(slug: &str, reason: &str) -> Result<String, ChoiceError> {
    let reason = reason.replace("\r\n", "\n").trim().to_owned();
    if reason.is_empty() {
        return Err(ChoiceError::NoReason(slug.to_owned()));
    }
    if LONGEST < reason.chars().count() || reason.chars().any(|sign| sign.is_control() && sign != '\n') {
        return Err(ChoiceError::Reason(slug.to_owned()));
    }
    Ok(reason)
}

/// Chooses an indicator, or gives a choice that stands another reason.
pub async fn choose(
    write: &mut Write,
    at: Timestamp,
    home: OrganisationId,
    indicator: &Indicator,
    reason: &str,
) -> Result<(), StoreError> {
    let reason = checked(&indicator.slug, reason).map_err(|error| StoreError::Refused(error.to_string()))?;
    sqlx::query(
        "insert into indicator_choice (organisation_id, indicator_id, reason, version, chosen_at) values ($1, $2, $3, 1, $4) \
         on conflict (organisation_id, indicator_id) do update set reason = excluded.reason, version = indicator_choice.version + 1",
    )
    .bind(home.0)
    .bind(&indicator.id)
    .bind(&reason)
    .bind(at.as_microsecond())
    .execute(write.on())
    .await?;
    let entry = audit::Entry {
        action: "selection.choose",
        subject_kind: "indicator_choice",
        subject: format!("{}/{}", home.0, indicator.slug),
        detail: json!({ "reason": reason }),
    };
    audit::record(write, at, entry).await
}

/// Takes a choice back.
pub async fn unchoose(
    write: &mut Write,
    at: Timestamp,
    home: OrganisationId,
    indicator: &Indicator,
) -> Result<(), StoreError> {
    let done = sqlx::query("delete from indicator_choice where organisation_id = $1 and indicator_id = $2")
        .bind(home.0)
        .bind(&indicator.id)
        .execute(write.on())
        .await?;
    if done.rows_affected() == 0 {
        return Err(StoreError::Refused(
            ChoiceError::NotChosen(indicator.slug.clone()).to_string(),
        ));
    }
    let entry = audit::Entry {
        action: "selection.unchoose",
        subject_kind: "indicator_choice",
        subject: format!("{}/{}", home.0, indicator.slug),
        detail: json!({}),
    };
    audit::record(write, at, entry).await
}
