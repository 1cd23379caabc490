//! GET /api/v1/crosswalks: links between elements of two framework editions, as JSON page by page or as CSV in one piece.

use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use store::scope::Scope;
use utoipa::ToSchema;
use web::{
    accept::{self, CSV, JSON},
    api::{CursorKey, List, Parameters, cursor_expired, json},
    entity_tag::EntityTag,
    problem::Problem,
    words::Message,
};

use super::asked_framework;
use crate::{
    goals::{
        Framework,
        crosswalks::{self, Crosswalks, End, Link, Seen, write_csv},
        list,
    },
    installation::Installation,
};

const LIST: &str = "crosswalks";
const KNOWN: [&str; 8] = [
    "framework",
    "code",
    "to",
    "derived",
    "limit",
    "cursor",
    "count",
    "format",
];
const USUAL_LIMIT: u32 = 100;
const GREATEST_LIMIT: u32 = 1_000;

/// All that a page needs, which is also what a cursor holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Asked {
    framework: Option<(String, String)>,
    code: Option<String>,
    to: Option<(String, String)>,
    derived: bool,
    limit: u32,
    after: usize,
    sequence: i64,
}

/// An element of a framework edition.
#[derive(Debug, Serialize, ToSchema)]
struct EndItem {
    /// The framework.
    #[schema(example = "dns")]
    framework: String,
    /// Its edition.
    #[schema(example = "2025")]
    edition: String,
    /// The code in it.
    #[schema(example = "11.1")]
    code: String,
}

impl EndItem {
    fn of(end: &End) -> Self {
        Self {
            framework: end.framework.name.to_string(),
            edition: end.framework.edition.to_string(),
            code: end.code.clone(),
        }
    }
}

/// A link between two elements.
#[derive(Debug, Serialize, ToSchema)]
struct CrosswalkItem {
    /// The one element; with `framework`, the one of that framework.
    from: EndItem,
    /// The other element.
    to: EndItem,
    /// How `to` relates to `from`: `exact`, `close`, `broader`, `narrower` or `related`. A derived link is never `exact`.
    #[schema(value_type = String, example = "close")]
    relation: &'static str,
    /// Whether it follows from other links instead of being stated.
    derived: bool,
    /// The elements on the way of a derived link; empty for a stated one.
    via: Vec<EndItem>,
    /// Who says so.
    source: String,
    /// Why; empty for a derived link, whose reasons stand at its links.
    reason: String,
}

impl CrosswalkItem {
    fn of(from: &End, seen: &Seen) -> Self {
        let mut sources: Vec<&str> = seen.way.iter().map(|link| link.source.as_str()).collect();
        sources.dedup();
        Self {
            from: EndItem::of(from),
            to: EndItem::of(&seen.other),
            relation: seen.relation.as_str(),
            derived: seen.is_derived(),
            via: seen.between().into_iter().map(EndItem::of).collect(),
            source: sources.join("; "),
            reason: match seen.way.as_slice() {
                [link] => link.reason.clone(),
                _ => String::new(),
            },
        }
    }
}

/// List crosswalks
///
/// Anybody may ask. Without `framework` all stated links in the order of their ends; with it, the links of that edition from either side,
/// in the order of its elements. CSV holds stated links as they were taken in and reads back the same.
#[utoipa::path(
    get,
    path = "/api/v1/crosswalks",
    tag = "goals",
    params(
        ("framework" = Option<String>, Query, description = "Only links of this edition, seen from it.", example = "dns-2025"),
        ("code" = Option<String>, Query, description = "Only links of this element; needs `framework`.", example = "11.1"),
        ("to" = Option<String>, Query, description = "Only links to this edition; needs `framework`.", example = "sdg-2015"),
        ("derived" = Option<bool>, Query, description = "`true`: also what follows from several links; needs `framework`.", example = true),
        ("limit" = Option<u32>, Query, description = "How many to a page, from 1 to 1000; 100 without it."),
        ("cursor" = Option<String>, Query, description = "The `next` of the page before, sent alone."),
        ("count" = Option<bool>, Query, description = "`true`: say how many there are on all pages together."),
        ("format" = Option<String>, Query, description = "`json` or `csv`; overrules `Accept`.", example = "json"),
    ),
    responses(
        (status = 200, description = "A page of the list, or all of it as CSV.", content(
            (List<CrosswalkItem> = "application/json"),
            (String = "text/csv"),
        )),
        (status = 304, description = "Unchanged."),
        (status = 400, description = "A parameter is unknown or cannot be understood.", content_type = "application/problem+json"),
    ),
)]
pub(super) async fn list_crosswalks(
    State(installation): State<Installation>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let parameters = Parameters::read(query.as_deref(), &KNOWN)?;
    let form = match parameters.choice("format", &["json", "csv"])? {
        Some("csv") => CSV,
        Some(_) => JSON,
        None => accept::best(&headers, &[JSON, CSV]).ok_or_else(Problem::not_acceptable)?,
    };
    let moment = installation.store.sql.moment().await.map_err(Problem::failed)?;
    let key = CursorKey::new(installation.cursor_key);
    let asked: Asked = match parameters.cursor()? {
        Some(cursor) => key.open(LIST, cursor)?,
        None => asked(&installation, &parameters, moment.sequence).await?,
    };
    // A list that is read page by page holds no places that stay: after a change it begins anew.
    if asked.sequence != moment.sequence {
        return Err(cursor_expired());
    }
    let scope = Scope::public();
    let read = installation.store.sql.read(&scope);
    let known = crosswalks::load(read).await.map_err(Problem::failed)?;
    let found = match &asked.framework {
        None => stated(&known),
        Some((name, edition)) => {
            let framework = Framework::new(name, edition);
            let elements = list(read, &framework).await.map_err(Problem::failed)?;
            let codes = elements.into_iter().map(|one| one.code);
            seen(&known, &framework, codes, &asked)
        }
    };
    let tag = EntityTag::of(&[
        &moment.sequence.to_string(),
        LIST,
        form,
        query.as_deref().unwrap_or_default(),
    ]);
    if form == CSV {
        for name in ["limit", "count", "derived"] {
            if parameters.one(name)?.is_some() {
                let message = Message::key("api-parameter-together")
                    .with("name", name)
                    .with("other", "CSV");
                return Err(Problem::invalid().error(name, "not-together", message));
            }
        }
        let links: Vec<Link> = found.into_iter().flat_map(|(_, seen)| seen.way).collect();
        return Ok(csv(&tag, &links));
    }
    let count = parameters.flag("count")?.then_some(found.len() as u64);
    let limit = usize::try_from(asked.limit).unwrap_or(usize::MAX);
    let end = asked.after.saturating_add(limit).min(found.len());
    let page = found.get(asked.after.min(end)..end).unwrap_or_default();
    let next = (end < found.len()).then(|| {
        key.seal(
            LIST,
            &Asked {
                after: end,
                ..asked.clone()
            },
        )
    });
    let answer = List {
        items: page.iter().map(|(from, seen)| CrosswalkItem::of(from, seen)).collect(),
        next,
        count,
    };
    Ok(json(&tag, &answer))
}

async fn asked(installation: &Installation, parameters: &Parameters, sequence: i64) -> Result<Asked, Problem> {
    for name in ["code", "to"] {
        if parameters.one(name)?.is_some() && parameters.one("framework")?.is_none() {
            let message = Message::key("api-parameter-needs")
                .with("name", name)
                .with("other", "framework");
            return Err(Problem::invalid().error(name, "not-together", message));
        }
    }
    let derived = parameters.flag("derived")?;
    if derived && parameters.one("framework")?.is_none() {
        let message = Message::key("api-parameter-needs")
            .with("name", "derived")
            .with("other", "framework");
        return Err(Problem::invalid().error("derived", "not-together", message));
    }
    let mut editions = [None, None];
    for (place, name) in ["framework", "to"].into_iter().enumerate() {
        if parameters.one(name)?.is_some() {
            let Framework { name, edition } = asked_framework(installation, parameters, name).await?;
            editions[place] = Some((name.into_owned(), edition.into_owned()));
        }
    }
    let [framework, to] = editions;
    Ok(Asked {
        framework,
        code: parameters.one("code")?.map(str::to_owned),
        to,
        derived,
        limit: parameters.limit(USUAL_LIMIT, GREATEST_LIMIT)?,
        after: 0,
        sequence,
    })
}

fn stated(known: &Crosswalks) -> Vec<(End, Seen)> {
    let one = |link: &Link| {
        let seen = Seen {
            other: link.to.clone(),
            relation: link.relation,
            way: vec![link.clone()],
        };
        (link.from.clone(), seen)
    };
    known.all().iter().map(one).collect()
}

fn seen(
    known: &Crosswalks,
    framework: &Framework,
    codes: impl Iterator<Item = String>,
    asked: &Asked,
) -> Vec<(End, Seen)> {
    let mut found = Vec::new();
    for code in codes.filter(|code| asked.code.as_ref().is_none_or(|wanted| wanted == code)) {
        let end = End {
            framework: framework.clone(),
            code,
        };
        let all = match asked.derived {
            true => known.reach(&end),
            false => known.of(&end),
        };
        found.extend(all.into_iter().map(|one| (end.clone(), one)));
    }
    found.retain(|(_, one)| {
        let wanted = asked.to.as_ref();
        wanted.is_none_or(|(name, edition)| one.other.framework == Framework::new(name, edition))
    });
    found
}

fn csv(tag: &EntityTag, links: &[Link]) -> Response {
    let mut response = write_csv(links).into_response();
    let headers = response.headers_mut();
    let set = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"crosswalks.csv\""),
        (header::CACHE_CONTROL, "no-cache"),
        (header::VARY, "Accept, Accept-Language"),
    ];
    for (name, value) in set {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::ETAG, tag.header());
    response
}
