//! GET /api/v1/indicators/{id}/comparison: what several sources state for one place, and how far they are apart.

use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use figures::period::Period;
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use store::scope::Scope;
use utoipa::ToSchema;
use web::{
    api::{Parameters, Wrong, json},
    language::Language,
    problem::Problem,
};

use super::{
    super::{Comparison, Row, Why, decision, explanations},
    show::{deliveries_of, organisations_of},
};
use crate::{
    indicators::{
        api::{tag, territory},
        catalogue::SourceKey,
        deliveries::Basis,
        profile::SeriesOf,
        registers,
    },
    installation::Installation,
};

/// Sources of one indicator in one place, side by side.
#[derive(Debug, Serialize, ToSchema)]
struct ComparisonItem {
    /// The `id` of the indicator.
    #[schema(example = "employment-rate")]
    indicator: String,
    /// The official key of the place.
    #[schema(example = "de:05515000")]
    territory: String,
    /// The source that counts; `null` when nothing is stated for the place.
    #[schema(required = true)]
    reference: Option<SourceKey>,
    /// Why it does: `only_one`, `decided`, `published`, `own_key`, `newest`, `longest`, `order`. The list is open.
    #[schema(example = "published")]
    why: String,
    /// What a person decided; `null` when nobody did.
    #[schema(required = true)]
    decision: Option<DecisionItem>,
    /// The sources in their order of precedence, the reference first.
    sources: Vec<SideItem>,
    /// Every period, the newest first.
    rows: Vec<RowItem>,
    /// Why sources differ, as somebody found out.
    explanations: Vec<ExplanationItem>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SourceDecision)]
struct DecisionItem {
    /// Why.
    reason: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    set_at: Timestamp,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ComparedSource)]
struct SideItem {
    #[serde(flatten)]
    key: SourceKey,
    /// Who publishes.
    provider: String,
    /// The key under which the source states its values.
    #[schema(example = "de:05515000")]
    territory: String,
    /// How many values it has.
    #[schema(example = 12)]
    n_values: usize,
    /// The delivery of its newest value.
    #[schema(required = true, example = 3)]
    delivery: Option<i64>,
    /// The data state of that delivery.
    #[schema(value_type = Option<String>, format = Date, required = true, example = "2021-08-20")]
    known_on: Option<Date>,
    /// How the data state is known.
    #[schema(value_type = Option<String>, required = true, example = "file")]
    known_on_basis: Option<Basis>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ComparedRow)]
struct RowItem {
    /// The period, as SDMX writes it.
    #[schema(value_type = String, example = "2018")]
    period: Period,
    /// One for each source, in their order.
    values: Vec<ValueItem>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ComparedValue)]
struct ValueItem {
    /// The value; `null` where the source has none.
    #[schema(required = true, example = 54.74)]
    value: Option<f64>,
    /// Digits after the decimal point in the source, -1 for a binary number; `null` where the source says nothing at all.
    #[schema(required = true, example = 2)]
    decimals: Option<i8>,
    /// Letters of SDMX `CL_OBS_STATUS`; `null` where the source says nothing at all.
    #[schema(required = true, example = "A")]
    status: Option<String>,
    /// The value less that of the reference; `null` where one of the two is missing.
    #[schema(required = true, example = 0.01)]
    difference: Option<f64>,
    /// The same in percent of the reference; `null` also where that is zero.
    #[schema(required = true, example = 0.018)]
    difference_percent: Option<f64>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ExplainedDifference)]
struct ExplanationItem {
    /// Short name of the one source.
    #[schema(example = "inkar")]
    source: String,
    /// Short name of the other.
    #[schema(example = "computed")]
    other: String,
    /// Why they differ, in German.
    text: String,
    /// The office that says so.
    office: String,
    /// On which day it said so.
    #[schema(value_type = String, format = Date, example = "2026-05-01")]
    stated_on: Date,
}

/// Compare the sources of an indicator
///
/// Anybody may ask. What several sources state for one place, side by side, with the distance of each from the reference. Values of a
/// district are never compared with those of a municipality, nor values of different definitions.
#[utoipa::path(
    get,
    path = "/api/v1/indicators/{id}/comparison",
    tag = "indicators",
    params(
        ("id" = String, Path, description = "The name of the indicator.", example = "employment-rate"),
        ("territory" = String, Query, description = "The official key of the place.", example = "05515000"),
    ),
    responses((status = 200, description = "The sources side by side.", body = ComparisonItem)),
)]
pub(in crate::indicators) async fn compare_sources(
    State(installation): State<Installation>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let parameters = Parameters::read(query.as_deref(), &["territory"])?;
    let tag = tag(&installation, "json").await?;
    let registers = registers::registers(&installation).await?;
    let indicator = registers.catalogue.by_slug(&id).ok_or_else(Problem::not_found)?;
    let mut wrong = Wrong::default();
    let asked = wrong.or_default(territory(&parameters, &registers.keys));
    wrong.end()?;
    let place = registers::place_of(&installation, asked).await?;
    let profile = registers::profile_of(&installation, &registers, &place, Some(vec![indicator.version_id])).await?;
    let (store, scope) = (&installation.store, Scope::public());
    let decided = decision(store, &scope, indicator).await.map_err(Problem::failed)?;
    let compared = profile.own.first().map(|one| Comparison::of(indicator, one, decided));
    let known = deliveries_of(&installation, &profile).await?;
    let organisations = organisations_of(&installation, &place.own).await?;
    let series: &[&SeriesOf] = compared.as_ref().map_or(&[], |one| one.series.as_slice());
    let names: Vec<&str> = series.iter().map(|one| one.source.slug.as_str()).collect();
    let explained = explanations::of(store, &scope, indicator, &organisations, &names, Language::De)
        .await
        .map_err(Problem::failed)?;
    let side = |one: &&SeriesOf| {
        let delivery = one.newest().and_then(|value| known.get(&value.delivery));
        SideItem {
            key: key(one),
            provider: one.source.provider.clone(),
            territory: registers
                .keys
                .key_of(one.territory)
                .map(ToString::to_string)
                .unwrap_or_default(),
            n_values: one.values.iter().filter(|value| value.number.is_some()).count(),
            delivery: delivery.map(|one| one.number),
            known_on: delivery.map(|one| one.known_on),
            known_on_basis: delivery.map(|one| one.known_on_basis),
        }
    };
    let rows = compared.as_ref().map(Comparison::rows).unwrap_or_default();
    Ok(json(
        &tag,
        &ComparisonItem {
            indicator: indicator.slug.clone(),
            territory: place.territory.key.to_string(),
            reference: series.first().map(|one| key(one)),
            why: compared.as_ref().map_or("only_one", |one| one.why.as_str()).to_owned(),
            decision: match compared.as_ref().map(|one| &one.why) {
                Some(Why::Decided(decision)) => Some(DecisionItem {
                    reason: decision.reason.clone(),
                    set_at: decision.set_at,
                }),
                _ => None,
            },
            sources: series.iter().map(side).collect(),
            rows: rows.iter().map(row).collect(),
            explanations: explained.into_iter().map(explanation).collect(),
        },
    ))
}

fn key(series: &SeriesOf) -> SourceKey {
    SourceKey {
        source: series.source.slug.clone(),
        area_state: series.source.area_state.clone(),
    }
}

fn row(row: &Row<'_>) -> RowItem {
    let value = |place: usize| {
        let value = row.values[place];
        let number = value.and_then(|value| value.number);
        let distance = row.distance(place);
        ValueItem {
            value: number.map(|number| number.value),
            decimals: value.map(|_| number.map_or(figures::number::BINARY, |number| number.decimals)),
            status: value.map(|value| value.status.to_string()),
            difference: distance.map(|one| one.absolute),
            difference_percent: distance.and_then(|one| one.relative),
        }
    };
    RowItem {
        period: row.period,
        values: (0..row.values.len()).map(value).collect(),
    }
}

fn explanation(one: explanations::Explanation) -> ExplanationItem {
    ExplanationItem {
        source: one.source,
        other: one.other,
        text: one.text,
        office: one.office,
        stated_on: one.stated_on,
    }
}
