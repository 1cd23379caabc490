//! What somebody states about a definition that does not say it itself: unit, time, place of counting.
//!
//! Publishers write tables, not definitions: `Anzahl` for people, nothing about the time. A file proves some of it and a person states
//! the rest. What is stated already is never overruled here; values in another unit belong to another indicator.

use figures::{
    indicator::{CountedAt, IndicatorVersion, Reference},
    unit::Unit,
};
use jiff::Timestamp;
use store::{Store, StoreError, scope::Scope, sql::Write};

use super::{Indicator, load};
use crate::audit;

/// What somebody states about a definition.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stated {
    /// In what it is counted.
    pub unit: Option<Unit>,
    /// Which time within its period a value is about.
    pub reference: Option<Reference>,
    /// Where people are counted.
    pub counted_at: Option<CountedAt>,
}

impl Stated {
    /// What a definition says otherwise already, in a sentence.
    fn contradiction(self, version: &IndicatorVersion) -> Option<String> {
        let (unit, reference, place) = (version.unit, version.reference, version.counted_at);
        let is_open =
            |stated: Unit| unit == Unit::Unstated || unit == stated || (unit, stated) == (Unit::Count, Unit::Persons);
        if self.unit.is_some_and(|stated| !is_open(stated)) {
            return Some(format!(
                "is counted in {unit} already; figures in another unit need an indicator of their own"
            ));
        }
        let differs = |stated: Reference| reference != Reference::Unstated && stated != reference;
        if self.reference.is_some_and(differs) {
            return Some(format!(
                "is about {reference} already; figures about another time need an indicator of their own"
            ));
        }
        let place = place.filter(|place| self.counted_at.is_some_and(|stated| stated != *place))?;
        let word = place.as_str();
        Some(format!(
            "is counted at the place of {word} already; figures of another place need an indicator of their own"
        ))
    }
}

/// Takes what a person states about an indicator that no municipality has described, and tells whether it was new.
pub async fn complete(
    store: &Store,
    scope: &Scope,
    slug: &str,
    stated: Stated,
    now: Timestamp,
) -> Result<(Indicator, bool), StoreError> {
    let catalogue = load(store, scope).await?;
    let refused = |reason: String| StoreError::Refused(reason);
    let indicator = catalogue.by_slug(slug).ok_or_else(|| {
        refused(format!(
            "there is no indicator \"{slug}\"; \"lotse indicators\" lists all"
        ))
    })?;
    if indicator.is_own() {
        return Err(refused(format!(
            "{slug} is described by its municipality; change it with \"lotse indicator change\""
        )));
    }
    if let Some(contradiction) = stated.contradiction(&indicator.version) {
        return Err(refused(format!("{slug} {contradiction}")));
    }
    let version_id = indicator.version_id;
    let (is_new, _) = store
        .sql
        .write(scope, async move |write| state(write, version_id, stated, now).await)
        .await?;
    let catalogue = load(store, scope).await?;
    let completed = catalogue.by_slug(slug).cloned();
    Ok((completed.unwrap_or_else(|| indicator.clone()), is_new))
}

/// Completes a definition by what it does not say itself, and tells whether that changed anything. Another unit or time than the one it
/// has is another definition and is never set here; only a bare number may become a number of people.
pub async fn state(write: &mut Write, version_id: i32, stated: Stated, now: Timestamp) -> Result<bool, StoreError> {
    let (definition,): (String,) = sqlx::query_as("select definition from indicator_version where id = $1")
        .bind(i64::from(version_id))
        .fetch_one(write.on())
        .await?;
    let damaged = |_| StoreError::Schema(format!("the definition of indicator version {version_id}"));
    let mut version: IndicatorVersion = serde_json::from_str(&definition).map_err(damaged)?;
    let before = version.clone();
    match stated.unit {
        Some(unit) if version.unit == Unit::Unstated => version.unit = unit,
        Some(Unit::Persons) if version.unit == Unit::Count => version.unit = Unit::Persons,
        _ => {}
    }
    if let Some(reference) = stated.reference.filter(|_| version.reference == Reference::Unstated) {
        version.reference = reference;
    }
    version.counted_at = version.counted_at.or(stated.counted_at);
    if version == before {
        return Ok(false);
    }
    let definition = serde_json::to_string(&version).map_err(damaged)?;
    sqlx::query("update indicator_version set definition = $1 where id = $2")
        .bind(definition)
        .bind(i64::from(version_id))
        .execute(write.on())
        .await?;
    let entry = audit::Entry {
        action: "state",
        subject_kind: "indicator_version",
        subject: version_id.to_string(),
        detail: serde_json::json!({ "before": before, "after": version }),
    };
    audit::record(write, now, entry).await?;
    Ok(true)
}
