//! GET /api/v1/deliveries/{number}/differences: what a delivery changed, as JSON page by page or as CSV in one piece; and its summary.

use std::{ops::ControlFlow, sync::Arc};

use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use figures::{dimension::DimensionSet, observation::Status, period::Period, territory::TerritoryKey};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{StoreError, scope::Scope};
use utoipa::ToSchema;
use web::{
    accept::{self, CSV, JSON},
    api::{CursorKey, List, Parameters, Wrong, json, unknown_name},
    problem::Problem,
    streamed::streamed,
    words::Message,
};

use super::{GREATEST_LIMIT, USUAL_LIMIT, number, tag, unchanged};
use crate::{
    indicators::{
        deliveries::{
            delivery,
            differences::{self, Counts, Difference, Filter, Kind, Side, Subject},
        },
        observations::Bookmark,
        registers::{Registers, blocking, registers},
    },
    installation::Installation,
    territories::{UnknownKey, words_of_key},
};

const COLUMNS: [&str; 15] = [
    "kind",
    "indicator",
    "territory",
    "territory_name",
    "period",
    "dimensions",
    "source",
    "value_before",
    "status_before",
    "known_on_before",
    "delivery_before",
    "value_after",
    "status_after",
    "known_on_after",
    "delivery_after",
];

/// An observation that a delivery changed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Difference)]
struct DifferenceItem {
    /// What happened: `new`, `revised`, `missing` (the publisher no longer gives the value), `withdrawn` (it no longer counts) or
    /// `left_out` (the file no longer names it; it keeps counting).
    #[schema(value_type = String, example = "revised")]
    kind: Kind,
    /// The `id` of the indicator.
    #[schema(example = "unemployed")]
    indicator: String,
    /// The key of the territory.
    #[schema(value_type = Option<String>, required = true, example = "de:05515000")]
    territory: Option<TerritoryKey>,
    /// The period, as SDMX writes it.
    #[schema(value_type = String, example = "2021")]
    period: Period,
    /// The breakdown as `CONCEPT=CODE`, joined by semicolons; empty for the total.
    #[schema(example = "SEX=F")]
    dimensions: String,
    /// The `id` of the source.
    #[schema(example = "inkar")]
    source: String,
    /// What counted just before the delivery; `null` when nothing did.
    #[schema(required = true)]
    before: Option<SideItem>,
    /// What counts with the delivery; `null` when nothing does.
    #[schema(required = true)]
    after: Option<SideItem>,
    #[serde(skip)]
    bookmark: Bookmark,
}

/// A value before or after a delivery.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DifferenceSide)]
struct SideItem {
    /// The value; `null` when it is missing.
    #[schema(required = true, example = 7963.0)]
    value: Option<f64>,
    /// Digits after the decimal point in the source; -1 for binary numbers; `null` without a value.
    #[schema(required = true, example = 0)]
    decimals: Option<i8>,
    /// Letters of SDMX `CL_OBS_STATUS`.
    #[schema(value_type = String, example = "A")]
    status: Status,
    /// The publisher's data state.
    #[schema(value_type = String, format = Date, example = "2021-08-20")]
    known_on: Date,
    /// The number of the delivery that states it.
    #[schema(example = 3)]
    delivery: i64,
}

/// What a delivery changed, in numbers.
#[derive(Debug, Serialize, ToSchema)]
struct DifferenceSummary {
    total: Counts,
    /// The same by indicator; only indicators that the delivery touches.
    indicators: Vec<IndicatorCounts>,
}

/// What a delivery changed of one indicator.
#[derive(Debug, Serialize, ToSchema)]
struct IndicatorCounts {
    /// The `id` of the indicator.
    #[schema(example = "unemployed")]
    indicator: String,
    #[serde(flatten)]
    counts: Counts,
}

impl From<Side> for SideItem {
    fn from(side: Side) -> Self {
        Self {
            value: side.number.map(|number| number.value),
            decimals: side.number.map(|number| number.decimals),
            status: side.status,
            known_on: side.known_on,
            delivery: side.delivery,
        }
    }
}

impl DifferenceItem {
    fn of(one: &Difference<'_>, registers: &Registers) -> Self {
        // What the dictionary holds was written by a breakdown, so it always reads.
        let dimensions: DimensionSet = one.of.dimensions.parse().unwrap_or_default();
        Self {
            kind: one.kind,
            indicator: one.of.indicator.slug.clone(),
            territory: registers.keys.key_of(one.of.territory).cloned(),
            period: one.of.period,
            dimensions: dimensions.to_string(),
            source: one.of.source.slug.clone(),
            before: one.before.map(Into::into),
            after: one.after.map(Into::into),
            bookmark: one.of.bookmark,
        }
    }
}

/// All that a page needs, which is also what a cursor holds.
#[derive(Debug, Serialize, Deserialize)]
struct Asked {
    kinds: Vec<Kind>,
    indicators: Vec<String>,
    territories: Vec<String>,
    limit: u32,
    after: Option<Bookmark>,
}

impl Asked {
    fn read(parameters: &Parameters, registers: &Registers) -> Result<Self, Problem> {
        let mut wrong = Wrong::default();
        let words = Kind::ALL.map(Kind::as_str);
        let mut kinds = Vec::new();
        for word in parameters.all("kind") {
            match Kind::ALL.into_iter().find(|kind| kind.as_str() == word) {
                Some(kind) => kinds.push(kind),
                None => {
                    let message = Message::key("api-parameter-choice")
                        .with("value", word)
                        .with("choices", words.join(", "));
                    wrong.or_default::<()>(Err(Problem::invalid().error("kind", "unknown-value", message)));
                }
            }
        }
        let asked = Self {
            kinds,
            indicators: wrong.or_default(parameters.several("indicator", 500)),
            territories: wrong.or_default(parameters.several("territory", 500)),
            limit: wrong.or_default(parameters.limit(USUAL_LIMIT, GREATEST_LIMIT)),
            after: None,
        };
        for slug in &asked.indicators {
            let known = registers.catalogue.by_slug(slug).map(|_| ());
            wrong.or_default(known.ok_or_else(|| unknown_name("indicator", slug, "/api/v1/indicators")));
        }
        for key in &asked.territories {
            let unknown = |error: UnknownKey| Problem::invalid().error("territory", error.code(), words_of_key(&error));
            wrong.or_default(registers.keys.resolve(key, None).map(|_| ()).map_err(unknown));
        }
        wrong.end()?;
        Ok(asked)
    }

    fn filter(&self, registers: &Registers) -> Filter {
        let versions = self.indicators.iter();
        let versions: Vec<i32> = versions
            .filter_map(|slug| registers.catalogue.by_slug(slug).map(|one| one.version_id))
            .collect();
        let territories = self.territories.iter();
        let territories: Vec<i32> = territories
            .filter_map(|key| registers.keys.resolve(key, None).ok().map(|found| found.id))
            .collect();
        Filter {
            kinds: self.kinds.clone(),
            indicators: (!versions.is_empty()).then_some(versions),
            territories: (!territories.is_empty()).then_some(territories),
            after: self.after,
        }
    }
}

/// The delivery and what it can have changed; what the public may not see is not found.
async fn subject(installation: &Installation, text: &str) -> Result<Subject, Problem> {
    let (store, scope) = (&installation.store, Scope::public());
    let delivery = delivery(store, &scope, number(text)?)
        .await
        .map_err(Problem::failed)?
        .ok_or_else(Problem::not_found)?;
    Subject::of(store, &scope, &delivery).await.map_err(Problem::failed)
}

/// List what a delivery changed
///
/// Anybody may ask. The values that counted just before the delivery against those that count with it; later deliveries do not alter
/// the answer. In the order of indicator, territory, breakdown, source and period. JSON comes in pages, CSV as a whole.
#[utoipa::path(
    get,
    path = "/api/v1/deliveries/{number}/differences",
    tag = "deliveries",
    params(
        ("number" = i64, Path, description = "The number of the delivery.", minimum = 1, example = 1),
        ("kind" = Option<Vec<String>>, Query, explode = true, description = "Only this kind: `new`, `revised`, `missing`, `withdrawn`, `left_out`; may be repeated.", example = json!(["revised"])),
        ("indicator" = Option<Vec<String>>, Query, explode = true, description = "Only this indicator; may be repeated, up to 500 times.", example = json!(["unemployed"])),
        ("territory" = Option<Vec<String>>, Query, explode = true, description = "Only the territory with this key; may be repeated, up to 500 times.", example = json!(["05515000"])),
        ("format" = Option<String>, Query, description = "`json` or `csv`; overrules `Accept`.", example = "json"),
        ("limit" = Option<u32>, Query, description = "How many to a page of JSON; 100 without it. Not with CSV.", minimum = 1, maximum = 1000),
        ("cursor" = Option<String>, Query, description = "The `next` of the page before, sent alone."),
    ),
    responses((
        status = 200,
        description = "A page of the list, or all of it as CSV.",
        content(
            (List<DifferenceItem> = "application/json"),
            (String = "text/csv", example = "kind,indicator,territory,territory_name,period,dimensions,source,value_before,status_before,known_on_before,delivery_before,value_after,status_after,known_on_after,delivery_after\r\n"),
        ),
    )),
)]
pub(super) async fn list_differences(
    State(installation): State<Installation>,
    Path(text): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let known = ["kind", "indicator", "territory", "format", "limit", "cursor"];
    let parameters = Parameters::read(query.as_deref(), &known)?;
    let form = match parameters.choice("format", &["json", "csv"])? {
        Some("csv") => CSV,
        Some(_) => JSON,
        None => accept::best(&headers, &[JSON, CSV]).ok_or_else(Problem::not_acceptable)?,
    };
    let tag = tag(&installation, form).await?;
    let subject = subject(&installation, &text).await?;
    let registers = registers(&installation).await?;
    let key = CursorKey::new(installation.cursor_key);
    let list = format!("differences of {text}");
    let asked = match parameters.cursor()? {
        Some(_) if form == CSV => {
            return Err(Problem::invalid().error("cursor", "not-together", Message::key("api-cursor-csv")));
        }
        Some(cursor) => key.open(&list, cursor)?,
        None => Asked::read(&parameters, &registers)?,
    };
    if form == CSV && parameters.one("limit")?.is_some() {
        let message = Message::key("api-parameter-together")
            .with("name", "limit")
            .with("other", "CSV");
        return Err(Problem::invalid().error("limit", "not-together", message));
    }
    if tag.is_known(&headers) {
        return Ok(unchanged(&tag));
    }
    let filter = asked.filter(&registers);
    let store = installation.store.clone();
    if form == CSV {
        let body = streamed(move |output| csv(&store, &registers, &subject, &filter, output));
        let mut response = body.into_response();
        let name = format!("attachment; filename=\"differences-{text}.csv\"");
        let plain = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present"),
            (header::CACHE_CONTROL, "no-cache"),
            (header::VARY, "Accept, Accept-Language"),
        ];
        for (name, value) in plain {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response.headers_mut().insert(header::ETAG, tag.header());
        if let Ok(name) = HeaderValue::from_str(&name) {
            response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
        }
        return Ok(response);
    }
    let limit = usize::try_from(asked.limit).unwrap_or(usize::MAX);
    let (items, next) = blocking(move || page(&store, &registers, &subject, &filter, limit)).await?;
    let next = next.map(|after| {
        key.seal(
            &list,
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

fn page(
    store: &store::Store,
    registers: &Arc<Registers>,
    subject: &Subject,
    filter: &Filter,
    limit: usize,
) -> Result<(Vec<DifferenceItem>, Option<Bookmark>), StoreError> {
    let (mut items, mut next): (Vec<DifferenceItem>, _) = (Vec::new(), None);
    let words = (&registers.catalogue, &registers.dictionary);
    differences::read(store, &registers.pin, words, subject, filter, |one| {
        // One more than the page holds tells that there is a next one.
        if items.len() == limit {
            next = items.last().map(|last| last.bookmark);
            return ControlFlow::Break(());
        }
        items.push(DifferenceItem::of(&one, registers));
        ControlFlow::Continue(())
    })?;
    Ok((items, next))
}

fn csv(
    store: &store::Store,
    registers: &Registers,
    subject: &Subject,
    filter: &Filter,
    output: &mut dyn std::io::Write,
) -> Result<(), BrokenOff> {
    let mut lines = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(output);
    lines.write_record(COLUMNS)?;
    let words = (&registers.catalogue, &registers.dictionary);
    let mut failed = None;
    differences::read(store, &registers.pin, words, subject, filter, |one| {
        let item = DifferenceItem::of(&one, registers);
        let name = registers.keys.get(one.of.territory).map_or("", |(_, name)| name);
        let side = |side: Option<Side>| match side {
            Some(side) => [
                side.number.map(|number| number.to_string()).unwrap_or_default(),
                side.status.to_string(),
                side.known_on.to_string(),
                side.delivery.to_string(),
            ],
            None => [const { String::new() }; 4],
        };
        let territory = item.territory.map(|key| key.to_string()).unwrap_or_default();
        let period = item.period.to_string();
        let key = [
            item.kind.as_str(),
            &item.indicator,
            &territory,
            name,
            &period,
            &item.dimensions,
            &item.source,
        ];
        let (before, after) = (side(one.before), side(one.after));
        let sides = before.iter().chain(&after).map(String::as_str);
        match lines.write_record(key.into_iter().chain(sides)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        }
    })?;
    failed.map_or(Ok(()), Err)?;
    lines.flush()?;
    Ok(())
}

/// Count what a delivery changed
///
/// Anybody may ask. How many values are new, revised, missing, withdrawn and unchanged, altogether and by indicator.
#[utoipa::path(
    get,
    path = "/api/v1/deliveries/{number}/differences/summary",
    tag = "deliveries",
    params(("number" = i64, Path, description = "The number of the delivery.", minimum = 1, example = 1)),
    responses((status = 200, description = "The counts.", body = DifferenceSummary)),
)]
pub(super) async fn show_differences_summary(
    State(installation): State<Installation>,
    Path(text): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    Parameters::read(query.as_deref(), &[])?;
    let tag = tag(&installation, "json").await?;
    let subject = subject(&installation, &text).await?;
    if tag.is_known(&headers) {
        return Ok(unchanged(&tag));
    }
    let registers = registers(&installation).await?;
    let store = installation.store.clone();
    let counted = Arc::clone(&registers);
    let counts = blocking(move || {
        let words = (&counted.catalogue, &counted.dictionary);
        differences::read(&store, &counted.pin, words, &subject, &Filter::default(), |_| {
            ControlFlow::Continue(())
        })
    })
    .await?;
    let total = counts.values().fold(Counts::default(), |sum, one| sum.plus(*one));
    let named = registers.catalogue.all().iter();
    let indicators = named
        .filter_map(|indicator| {
            counts.get(&indicator.version_id).map(|counts| IndicatorCounts {
                indicator: indicator.slug.clone(),
                counts: *counts,
            })
        })
        .collect();
    Ok(json(&tag, &DifferenceSummary { total, indicators }))
}

/// Why CSV broke off in the middle.
#[derive(Debug, thiserror::Error)]
enum BrokenOff {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Lines(#[from] csv::Error),
    #[error(transparent)]
    Output(#[from] std::io::Error),
}
