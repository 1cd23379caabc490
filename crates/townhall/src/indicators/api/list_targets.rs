//! GET /api/v1/targets and /api/v1/targets/{id}: what municipalities want to reach, by whose decision, with every version.

use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use figures::{indicator::Direction, period::Period};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use store::scope::Scope;
use utoipa::ToSchema;
use web::{
    api::{CursorKey, List, Parameters, Wrong, cursor_expired, json, unknown_name},
    problem::Problem,
};

use super::{GREATEST_LIMIT, USUAL_LIMIT, tag};
use crate::{
    indicators::{
        registers::{Registers, registers},
        targets::{self, Bound, Content, Kind, Target},
    },
    installation::Installation,
    people::{self, Organisation},
};

const LIST: &str = "targets";

/// A target of a municipality.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Target)]
struct TargetItem {
    /// The id of the target.
    id: String,
    /// The municipality, by its name in addresses.
    #[schema(example = "muenster")]
    organisation: String,
    /// The `id` of the indicator.
    #[schema(example = "unemployed")]
    indicator: String,
    #[serde(flatten)]
    content: ContentItem,
    /// The version of the record; it grows with every change.
    #[schema(example = 1)]
    version: i64,
    /// When it was written down here.
    #[schema(value_type = String, format = DateTime, example = "2026-05-01T08:30:00Z")]
    created_at: Timestamp,
    /// When it was ended; `null` while it holds.
    #[schema(value_type = Option<String>, format = DateTime, required = true)]
    ended_at: Option<Timestamp>,
}

/// What a target says.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TargetContent)]
struct ContentItem {
    /// `reach` (a value by a day), `keep` (a value every year) or `direction`.
    #[schema(value_type = String, example = "reach")]
    kind: Kind,
    /// Which side of the value: `at_least` or `at_most`; `null` for a direction.
    #[schema(value_type = Option<String>, required = true, example = "at_least")]
    bound: Option<Bound>,
    /// The value to reach or keep; `null` for a direction.
    #[schema(required = true, example = 40.0)]
    value: Option<f64>,
    /// Digits after the decimal point as they were decided.
    #[schema(required = true, example = 0)]
    decimals: Option<i8>,
    /// The day by which it shall be reached.
    #[schema(value_type = Option<String>, format = Date, required = true, example = "2030-12-31")]
    by: Option<Date>,
    /// `increase` or `decrease`, for a direction.
    #[schema(value_type = Option<String>, required = true)]
    direction: Option<Direction>,
    /// Where it starts.
    #[schema(required = true)]
    base: Option<BaseItem>,
    /// The goal it serves.
    #[schema(required = true, example = "sdg:11.6")]
    goal: Option<String>,
    /// The body that adopted it.
    #[schema(example = "Stadtrat")]
    body: String,
    /// When it was adopted.
    #[schema(value_type = Option<String>, format = Date, required = true, example = "2025-06-30")]
    decided_on: Option<Date>,
    decision: DecisionItem,
    /// A remark.
    note: String,
}

/// The value from which a target starts.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TargetBase)]
struct BaseItem {
    /// The period, as SDMX writes it.
    #[schema(value_type = String, example = "2020")]
    period: Period,
    /// The value.
    #[schema(example = 25.0)]
    value: f64,
    /// Digits after the decimal point.
    #[schema(example = 0)]
    decimals: i8,
}

/// The paper by which a target was adopted; blank where it is not recorded.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TargetDecision)]
struct DecisionItem {
    /// Its title.
    title: String,
    /// Its number.
    number: String,
    /// Its address.
    link: String,
}

/// A target with all versions that were public, the newest first.
#[derive(Debug, Serialize, ToSchema)]
struct TargetDetail {
    #[serde(flatten)]
    target: TargetItem,
    versions: Vec<VersionItem>,
}

/// What a target said at a time.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TargetVersion)]
struct VersionItem {
    /// The version of the record.
    #[schema(example = 1)]
    version: i64,
    /// When it was written.
    #[schema(value_type = String, format = DateTime, example = "2026-05-01T08:30:00Z")]
    at: Timestamp,
    /// Why it was ended, in the version that ended it.
    #[schema(required = true)]
    ended_because: Option<String>,
    #[serde(flatten)]
    content: ContentItem,
}

impl From<&Content> for ContentItem {
    fn from(content: &Content) -> Self {
        Self {
            kind: content.kind,
            bound: (content.kind != Kind::Direction).then_some(content.bound),
            value: content.number.map(|number| number.value),
            decimals: content.number.map(|number| number.decimals),
            by: content.by,
            direction: content.direction,
            base: content.base.map(|base| BaseItem {
                period: base.period,
                value: base.number.value,
                decimals: base.number.decimals,
            }),
            goal: content.goal.clone(),
            body: content.body.clone(),
            decided_on: content.decided_on,
            decision: DecisionItem {
                title: content.decision_title.clone(),
                number: content.decision_number.clone(),
                link: content.decision_link.clone(),
            },
            note: content.note.clone(),
        }
    }
}

/// `None` when the indicator or the home is not seen.
fn item(target: &Target, homes: &[Organisation], registers: &Registers) -> Option<TargetItem> {
    let home = homes.iter().find(|home| home.id == target.organisation)?;
    let indicator = registers
        .catalogue
        .all()
        .iter()
        .find(|one| one.id == target.indicator_id)?;
    Some(TargetItem {
        id: target.id.clone(),
        organisation: home.slug.clone(),
        indicator: indicator.slug.clone(),
        content: (&target.content).into(),
        version: target.version,
        created_at: target.created_at,
        ended_at: target.ended_at,
    })
}

/// All that a page needs, which is also what a cursor holds.
#[derive(Debug, Serialize, Deserialize)]
struct Asked {
    organisation: Option<String>,
    indicator: Option<String>,
    limit: u32,
    after: Option<String>,
}

/// List targets
///
/// Anybody may ask. In the order in which they were written down; ended ones too. Only what a named body has adopted stands here.
#[utoipa::path(
    get,
    path = "/api/v1/targets",
    tag = "indicators",
    params(
        ("organisation" = Option<String>, Query, description = "Only of this municipality, by its name in addresses.", example = "muenster"),
        ("indicator" = Option<String>, Query, description = "Only of this indicator.", example = "unemployed"),
        ("limit" = Option<u32>, Query, description = "How many to a page; 100 without it.", minimum = 1, maximum = 1000),
        ("cursor" = Option<String>, Query, description = "The `next` of the page before, sent alone."),
    ),
    responses((status = 200, description = "A page of the list.", body = List<TargetItem>)),
)]
pub(super) async fn list_targets(
    State(installation): State<Installation>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let parameters = Parameters::read(query.as_deref(), &["organisation", "indicator", "limit", "cursor"])?;
    let tag = tag(&installation, "json").await?;
    let registers = registers(&installation).await?;
    let (store, scope) = (&installation.store, Scope::public());
    let homes = people::organisations(store.sql.read(&scope))
        .await
        .map_err(Problem::failed)?;
    let key = CursorKey::new(installation.cursor_key);
    let asked: Asked = match parameters.cursor()? {
        Some(cursor) => key.open(LIST, cursor)?,
        None => asked(&parameters, &homes, &registers)?,
    };
    let all = targets::targets(store, &scope, None, None)
        .await
        .map_err(Problem::failed)?;
    let items = all.iter().filter_map(|target| item(target, &homes, &registers));
    let mut items: Vec<TargetItem> = items
        .filter(|one| asked.organisation.as_ref().is_none_or(|slug| one.organisation == *slug))
        .filter(|one| asked.indicator.as_ref().is_none_or(|slug| one.indicator == *slug))
        .collect();
    if let Some(after) = &asked.after {
        let place = items
            .iter()
            .position(|one| one.id == *after)
            .ok_or_else(cursor_expired)?;
        items.drain(..=place);
    }
    let limit = usize::try_from(asked.limit).unwrap_or(usize::MAX);
    let has_more = limit < items.len();
    items.truncate(limit);
    let after = items.last().filter(|_| has_more).map(|last| last.id.clone());
    let next = after.map(|after| {
        key.seal(
            LIST,
            &Asked {
                after: Some(after),
                ..asked
            },
        )
    });
    Ok(json(
        &tag,
        &List {
            items,
            next,
            count: None,
        },
    ))
}

fn asked(parameters: &Parameters, homes: &[Organisation], registers: &Registers) -> Result<Asked, Problem> {
    let mut wrong = Wrong::default();
    let asked = Asked {
        organisation: wrong.or_default(parameters.one("organisation")).map(str::to_owned),
        indicator: wrong.or_default(parameters.one("indicator")).map(str::to_owned),
        limit: wrong.or_default(parameters.limit(USUAL_LIMIT, GREATEST_LIMIT)),
        after: None,
    };
    if let Some(slug) = &asked.organisation {
        let known = homes.iter().find(|home| home.slug == *slug).map(|_| ());
        wrong.or_default(known.ok_or_else(|| unknown_name("organisation", slug, "/api/v1/targets")));
    }
    if let Some(slug) = &asked.indicator {
        let known = registers.catalogue.by_slug(slug).map(|_| ());
        wrong.or_default(known.ok_or_else(|| unknown_name("indicator", slug, "/api/v1/indicators")));
    }
    wrong.end()?;
    Ok(asked)
}

/// Show a target
///
/// Anybody may ask. With every version that was public, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/targets/{id}",
    tag = "indicators",
    params(("id" = String, Path, description = "The id of the target.", example = "019a8c1e-5b7a-7c3e-9f10-2f6a4c1d8e90")),
    responses((status = 200, description = "The target.", body = TargetDetail)),
)]
pub(super) async fn show_target(
    State(installation): State<Installation>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    Parameters::read(query.as_deref(), &[])?;
    let tag = tag(&installation, "json").await?;
    let registers = registers(&installation).await?;
    let (store, scope) = (&installation.store, Scope::public());
    let homes = people::organisations(store.sql.read(&scope))
        .await
        .map_err(Problem::failed)?;
    let target = targets::one(store, &scope, &id).await.map_err(Problem::failed)?;
    let target = target
        .and_then(|target| item(&target, &homes, &registers))
        .ok_or_else(Problem::not_found)?;
    let versions = targets::versions(store, &scope, &id).await.map_err(Problem::failed)?;
    let version = |one: &crate::indicators::own::record_versions::RecordVersion<targets::Kept>| VersionItem {
        version: one.version,
        at: one.at,
        ended_because: one.content.ended_because.clone(),
        content: (&one.content.content).into(),
    };
    Ok(json(
        &tag,
        &TargetDetail {
            target,
            versions: versions.iter().map(version).collect(),
        },
    ))
}
