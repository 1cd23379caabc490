//! What a goal means for one municipality: important, partly, or not its task, each with a reason.
//!
//! For the check of every target that the municipal indicator sets begin with. A home says it about any element of any framework; what
//! nobody has looked at stays open and is shown as open. Nothing is computed from it: a goal that is not the town's task still counts
//! where coverage is told, because that is for people to weigh.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::json;
use store::{
    StoreError,
    scope::OrganisationId,
    sql::{Read, Write},
};

use super::{
    crosswalks::End,
    framework::{Framework, words},
};
use crate::audit;

/// The longest reason.
pub const LONGEST_REASON: usize = 1_000;

words! {
    /// What a goal means for a municipality.
    Relevance, "a result of the check" {
        Relevant "relevant" "Important for the municipality.";
        Partly "partly" "Only a part of it is its task, or it matters less there.";
        NotRelevant "not_relevant" "Not its task.";
    }
}

impl Relevance {
    /// The key of its words.
    pub fn words(self) -> String {
        format!("relevance-{}", self.as_str().replace('_', "-"))
    }
}

/// What a municipality has said about an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// What it means there.
    pub relevance: Relevance,
    /// Why, in a sentence.
    pub reason: String,
    /// Raised with each change.
    pub version: i64,
}

/// Why an assessment is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RelevanceError {
    /// Nobody has said why.
    #[error("the reason is missing; say in a sentence why")]
    NoReason,
    /// Too long or not shown.
    #[error("the reason is longer than {LONGEST_REASON} signs or holds control characters; shorten it")]
    Reason,
    /// Somebody else was faster.
    #[error("somebody else has assessed this meanwhile; look at it and say again what you think")]
    Stale,
}

/// What a home has said about the elements of a framework, by code.
pub async fn assessments(
    read: Read<'_>,
    home: OrganisationId,
    framework: &Framework,
) -> Result<BTreeMap<String, Assessment>, StoreError> {
    let rows: Vec<(String, String, String, i64)> = sqlx::query_as(
        "select code, result, reason, version from goal_relevance where organisation_id = $1 and framework = $2 and edition = $3",
    )
    .bind(home.0)
    .bind(&*framework.name)
    .bind(&*framework.edition)
    .fetch_all(read.on())
    .await?;
    let assessment = |(code, result, reason, version): (String, String, String, i64)| {
        let relevance = result.parse().map_err(StoreError::Schema)?;
        let assessment = Assessment {
            relevance,
            reason,
            version,
        };
        Ok((code, assessment))
    };
    rows.into_iter().map(assessment).collect()
}

/// A reason as it may be stored.
pub fn checked_reason(reason: &str) -> Result<String, RelevanceError> {
    let reason = reason.replace("\r\n", "\n").trim().to_owned();
    if reason.is_empty() {
        return Err(RelevanceError::NoReason);
    }
    if LONGEST_REASON < reason.chars().count() || reason.chars().any(|sign| sign.is_control() && sign != '\n') {
        return Err(RelevanceError::Reason);
    }
    Ok(reason)
}

/// Says what an element means for a home, or takes back what was said. `seen` is the version on which the person has decided, 0 for
/// none; `None` where nobody was shown one. `false` when somebody else was faster.
pub async fn assess(
    write: &mut Write,
    at: Timestamp,
    home: OrganisationId,
    end: &End,
    said: Option<(Relevance, &str)>,
    seen: Option<i64>,
) -> Result<bool, StoreError> {
    let known: Option<(i64,)> = sqlx::query_as(
        "select version from goal_relevance where organisation_id = $1 and framework = $2 and edition = $3 and code = $4",
    )
    .bind(home.0)
    .bind(&*end.framework.name)
    .bind(&*end.framework.edition)
    .bind(&end.code)
    .fetch_optional(write.on())
    .await?;
    let version = known.map_or(0, |(version,)| version);
    if seen.is_some_and(|seen| seen != version) {
        return Ok(false);
    }
    let said = match said {
        Some((relevance, reason)) => {
            let reason = checked_reason(reason).map_err(|error| StoreError::Refused(error.to_string()))?;
            Some((relevance, reason))
        }
        None => None,
    };
    match &said {
        Some((relevance, reason)) => {
            sqlx::query(
                "insert into goal_relevance (organisation_id, framework, edition, code, result, reason, version, checked_at) \
                 values ($1, $2, $3, $4, $5, $6, $7, $8) \
                 on conflict (organisation_id, framework, edition, code) do update set result = excluded.result, \
                 reason = excluded.reason, version = excluded.version, checked_at = excluded.checked_at",
            )
            .bind(home.0)
            .bind(&*end.framework.name)
            .bind(&*end.framework.edition)
            .bind(&end.code)
            .bind(relevance.as_str())
            .bind(reason)
            .bind(version + 1)
            .bind(at.as_microsecond())
            .execute(write.on())
            .await?;
        }
        None => {
            sqlx::query(
                "delete from goal_relevance where organisation_id = $1 and framework = $2 and edition = $3 and code = $4",
            )
            .bind(home.0)
            .bind(&*end.framework.name)
            .bind(&*end.framework.edition)
            .bind(&end.code)
            .execute(write.on())
            .await?;
        }
    }
    let entry = audit::Entry {
        action: "goals.assess",
        subject_kind: "goal_relevance",
        subject: format!("{}/{}/{}", home.0, end.framework.key(), end.code),
        detail: match &said {
            Some((relevance, reason)) => json!({ "result": relevance.as_str(), "reason": reason }),
            None => json!({ "result": null }),
        },
    };
    audit::record(write, at, entry).await?;
    Ok(true)
}
