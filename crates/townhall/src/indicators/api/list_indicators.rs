//! GET /api/v1/indicators: the catalogue in German order of titles, filtered, page by page.

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use serde::{Deserialize, Serialize};
use store::scope::Scope;
use web::{
    api::{CursorKey, List, Parameters, Wrong, cursor_expired, json, unknown_name},
    format::folded,
    problem::Problem,
};

use super::{GREATEST_LIMIT, USUAL_LIMIT, indicator::IndicatorItem, tag};
use crate::{
    goals,
    indicators::{
        catalogue::Indicator,
        observations::Covered,
        registers::{Registers, registers},
    },
    installation::Installation,
};

const LIST: &str = "indicators";
const KNOWN: [&str; 7] = ["goal", "source", "q", "with_values", "limit", "cursor", "count"];

/// All that a page needs, which is also what a cursor holds.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Asked {
    goal: Option<String>,
    source: Option<String>,
    q: Option<String>,
    with_values: bool,
    limit: u32,
    after: Option<String>,
}

impl Asked {
    fn wants(&self, indicator: &Indicator, covered: &Covered) -> bool {
        let belongs = |code: &String| {
            indicator
                .goals
                .iter()
                .any(|link| link.framework == goals::SDG.name && (link.code == *code || link.goal() == code))
        };
        let is_called = |text: &String| {
            let wanted = folded(text.trim());
            let texts = indicator
                .title
                .iter()
                .chain(indicator.description.iter())
                .map(|(_, body)| folded(&body.text));
            texts.chain([indicator.slug.clone()]).any(|text| text.contains(&wanted))
        };
        self.goal.as_ref().is_none_or(belongs)
            && self
                .source
                .as_ref()
                .is_none_or(|source| covered.sources.contains(source))
            && self.q.as_ref().is_none_or(is_called)
            && (!self.with_values || covered.n_values > 0)
    }
}

/// List indicators
///
/// Anybody may ask. In German order of titles. All filters narrow the list together.
#[utoipa::path(
    get,
    path = "/api/v1/indicators",
    tag = "indicators",
    params(
        ("goal" = Option<String>, Query, description = "Only those that speak about this Sustainable Development Goal or target.", example = "8"),
        ("source" = Option<String>, Query, description = "Only those of which this source has delivered values.", example = "inkar"),
        ("q" = Option<String>, Query, description = "Only those whose title or description holds this text in any language, however it is typed.", example = "arbeit"),
        ("with_values" = Option<bool>, Query, description = "`true`: only those that have values.", example = true),
        ("limit" = Option<u32>, Query, description = "How many to a page; 100 without it.", minimum = 1, maximum = 1000),
        ("cursor" = Option<String>, Query, description = "The `next` of the page before, sent alone."),
        ("count" = Option<bool>, Query, description = "`true`: say on the first page how many there are on all pages together."),
    ),
    responses((status = 200, description = "A page of the list.", body = List<IndicatorItem>)),
)]
pub(super) async fn list_indicators(
    State(installation): State<Installation>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let parameters = Parameters::read(query.as_deref(), &KNOWN)?;
    let tag = tag(&installation, "json").await?;
    let registers = registers(&installation).await?;
    let key = CursorKey::new(installation.cursor_key);
    let asked: Asked = match parameters.cursor()? {
        Some(cursor) => key.open(LIST, cursor)?,
        None => asked(&installation, &parameters, &registers).await?,
    };
    let all = registers.catalogue.all();
    // Slugs are never reused and indicators stay, so the place after one of them can be found again.
    let first = match &asked.after {
        Some(slug) => {
            1 + all
                .iter()
                .position(|one| one.slug == *slug)
                .ok_or_else(cursor_expired)?
        }
        None => 0,
    };
    let is_wanted = |indicator: &&Indicator| asked.wants(indicator, &registers.coverage.of(indicator.version_id));
    let mut wanted = all[first..].iter().filter(is_wanted).peekable();
    let limit = usize::try_from(asked.limit).unwrap_or(usize::MAX);
    let page: Vec<&Indicator> = wanted.by_ref().take(limit).collect();
    let has_more = wanted.peek().is_some();
    let count = match parameters.flag("count")? {
        true => Some(all.iter().filter(is_wanted).count() as u64),
        false => None,
    };
    let items = page
        .iter()
        .map(|one| IndicatorItem::of(one, registers.coverage.of(one.version_id)))
        .collect();
    let after = page.last().filter(|_| has_more).map(|last| last.slug.clone());
    let next = after.map(|after| {
        key.seal(
            LIST,
            &Asked {
                after: Some(after),
                ..asked
            },
        )
    });
    Ok(json(&tag, &List { items, next, count }))
}

async fn asked(installation: &Installation, parameters: &Parameters, registers: &Registers) -> Result<Asked, Problem> {
    let mut wrong = Wrong::default();
    let asked = Asked {
        goal: wrong.or_default(parameters.one("goal")).map(str::to_owned),
        source: wrong.or_default(parameters.one("source")).map(str::to_owned),
        q: wrong.or_default(parameters.one("q")).map(str::to_owned),
        with_values: wrong.or_default(parameters.flag("with_values")),
        limit: wrong.or_default(parameters.limit(USUAL_LIMIT, GREATEST_LIMIT)),
        after: None,
    };
    if let Some(code) = &asked.goal {
        let scope = Scope::public();
        let known = goals::show(installation.store.sql.read(&scope), &goals::SDG, code)
            .await
            .map_err(Problem::failed)?;
        wrong.or_default(
            known
                .first()
                .map(|_| ())
                .ok_or_else(|| unknown_name("goal", code, "/api/v1/goals")),
        );
    }
    if let Some(slug) = &asked.source {
        let known = registers.dictionary.sources().find(|source| source.slug == *slug);
        wrong.or_default(
            known
                .map(|_| ())
                .ok_or_else(|| unknown_name("source", slug, "/api/v1/sources")),
        );
    }
    wrong.end()?;
    Ok(asked)
}
