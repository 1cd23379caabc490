//! An observation as programs see it.

use std::collections::BTreeMap;

use figures::{dimension::DimensionSet, observation::Status, period::Period, territory::TerritoryKey};
use serde::Serialize;
use utoipa::ToSchema;
use web::language::Language;

use crate::{
    indicators::{
        deliveries::{Delivery, Kind, position},
        observations::Observation,
        remarks::Remarks,
    },
    territories::KeyTable,
};

/// A value with everything that is said about it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Observation)]
pub(super) struct ObservationItem {
    /// The `id` of the indicator.
    #[schema(example = "unemployed")]
    indicator: String,
    /// The key of the territory.
    #[schema(value_type = Option<String>, required = true, example = "de:05515000")]
    territory: Option<TerritoryKey>,
    /// The period, as SDMX writes it.
    #[schema(value_type = String, example = "2021")]
    period: Period,
    /// The value; `null` when it is missing, and then `status` says why.
    #[schema(required = true, example = 7963.0)]
    value: Option<f64>,
    /// Digits after the decimal point in the source; -1 when the source holds binary numbers; `null` without a value.
    #[schema(required = true, example = 0)]
    decimals: Option<i8>,
    /// Letters of SDMX `CL_OBS_STATUS`: `A` normal, `O` not known, `Q` suppressed, `L` not collected, `M` cannot exist, `U` low
    /// reliability, `B` break, `P` provisional, `E` estimated. Several may stand together.
    #[schema(value_type = String, example = "A")]
    status: Status,
    /// The `id` of the source.
    #[schema(example = "inkar")]
    source: String,
    /// On which area the value stands: `area of its day`, `recomputed to` a day, or `unstated`.
    #[schema(example = "recomputed to 2022-12-31")]
    area_state: String,
    /// The number of the delivery that states the value.
    #[schema(example = 3)]
    delivery: i64,
    /// The breakdown by concept; empty for the total.
    #[schema(value_type = BTreeMap<String, String>, example = json!({"SEX": "F"}))]
    dimensions: BTreeMap<String, String>,
    /// What the publisher remarks about this one value.
    #[schema(required = true, example = json!(null))]
    remark: Option<String>,
    origin: Origin,
}

/// The place of a value in the delivered file.
#[derive(Debug, Serialize, ToSchema)]
struct Origin {
    /// The name of the file.
    #[schema(required = true, example = "A_Arbeitslosigkeit.xls")]
    file: Option<String>,
    /// The name of the sheet; `null` for text files.
    #[schema(required = true, example = "Daten")]
    sheet: Option<String>,
    /// The row, or the line of a text file, counted from 1.
    #[schema(required = true, example = 412)]
    row: Option<u32>,
    /// The column, counted from 1.
    #[schema(required = true, example = 9)]
    column: Option<u32>,
    /// The page that shows the cell, in the reader's language.
    #[schema(
        format = "uri-reference",
        example = "/en/deliveries/3/cells/27000841?indicator=unemployed&territory=05515000"
    )]
    href: String,
}

/// An observation out of the lake, before the words of its delivery are known.
#[derive(Debug)]
pub(super) struct Found {
    indicator: String,
    territory: Option<TerritoryKey>,
    period: Period,
    number: Option<figures::number::Number>,
    status: Status,
    source: String,
    area_state: String,
    dimensions: BTreeMap<String, String>,
    pub(super) position: i64,
    pub(super) delivery: i64,
}

impl Found {
    pub(super) fn of(one: &Observation<'_>, keys: &KeyTable) -> Self {
        // What the dictionary holds was written by a breakdown, so it always reads.
        let dimensions: DimensionSet = one.dimensions.parse().unwrap_or_default();
        Self {
            indicator: one.indicator.slug.clone(),
            territory: keys.key_of(one.territory).cloned(),
            period: one.period,
            number: one.number,
            status: one.status,
            source: one.source.slug.clone(),
            area_state: one.source.area_state.clone(),
            dimensions: dimensions
                .pairs()
                .map(|(concept, code)| (concept.to_owned(), code.to_owned()))
                .collect(),
            position: one.position,
            delivery: one.delivery,
        }
    }
}

impl ObservationItem {
    pub(super) fn of(
        found: Found,
        deliveries: &BTreeMap<i64, Delivery>,
        remarks: &Remarks,
        language: Language,
    ) -> Self {
        let delivery = deliveries.get(&found.delivery);
        // A computed value stands in no file; its page shows the formula and the origins of the inputs.
        let is_computed = delivery.is_some_and(|delivery| delivery.kind == Kind::Derived);
        let place = position::decode(found.position).filter(|_| !is_computed);
        let sheet = |place: formats::Place| delivery?.report.sheets.get(usize::from(place.sheet)).cloned();
        let code = found.territory.as_ref().map_or("", TerritoryKey::code);
        Self {
            origin: Origin {
                file: delivery
                    .filter(|_| !is_computed)
                    .map(|delivery| delivery.file_name.clone()),
                sheet: place.and_then(sheet),
                row: place.map(|place| place.row),
                column: place.map(|place| place.column),
                href: format!(
                    "/{language}/deliveries/{}/cells/{}?indicator={}&territory={code}",
                    found.delivery, found.position, found.indicator
                ),
            },
            indicator: found.indicator,
            territory: found.territory,
            period: found.period,
            value: found.number.map(|number| number.value),
            decimals: found.number.map(|number| number.decimals),
            status: found.status,
            source: found.source,
            area_state: found.area_state,
            delivery: found.delivery,
            dimensions: found.dimensions,
            remark: remarks.at(found.delivery, found.position).map(str::to_owned),
        }
    }
}
