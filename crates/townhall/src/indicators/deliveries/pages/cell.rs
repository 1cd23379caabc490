//! The origin of one number: the value, its place in the delivered file, and what the kept original says there now.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use figures::{period::Period, unit::Unit};
use formats::Place;
use serde::Deserialize;
use tokio::sync::Semaphore;
use web::{format, frame::Frame, problem::Problem};

use super::{Provenance, Said, computed, name, named, recalled, whole_number};
use crate::{
    indicators::{
        code_words::CodeWordTable,
        deliveries::{
            self, Delivery, Kind,
            origin::{self, Hint, ReadBack, Stated},
            position, structures,
        },
        pages::figure,
        registers, remarks,
    },
    installation::Installation,
    territories::{self, Territory},
};

/// A workbook takes memory while it is open, so only a few readers at a time get one; the others wait.
static OPEN_ORIGINALS: Semaphore = Semaphore::const_new(2);

#[derive(Template)]
#[template(path = "indicators/deliveries/pages/cell.html")]
struct Cell {
    frame: Frame,
    read_back: ReadBack,
    value: Value,
    indicator: Link,
    territory: Option<Link>,
    delivery: Link,
    repeats: Option<Link>,
    remark: Option<String>,
    /// Whether pages show another value, or none; with the origin of the other one.
    other: Option<Option<String>>,
    file: String,
    sheet: Option<String>,
    place: Place,
    provenance: Provenance,
}

struct Link {
    href: String,
    said: Said,
}

/// The value in words, owned: the lake is read on another thread.
pub(super) struct Value {
    pub(super) shown: Option<String>,
    pub(super) exact: Option<String>,
    pub(super) period: Period,
    breakdown: String,
    pub(super) status: Vec<String>,
}

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    indicator: Option<String>,
    territory: Option<String>,
}

/// GET /{language}/deliveries/{number}/cells/{position}
pub(super) async fn show(
    State(installation): State<Installation>,
    Path((number, text)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    let not_found = || Problem::not_found().back("/deliveries");
    let position = whole_number(&text).ok_or_else(not_found)?;
    let place = position::decode(position).ok_or_else(not_found)?;
    let (delivery, reader) = named(&installation, &frame, &number).await?;
    let (delivery, frame) = (Arc::new(delivery), frame.internal(reader.is_internal()));
    // Never answered as unchanged: the page says what the original holds at this moment.
    let registers = reader.registers(&installation).await?;
    let found = {
        let (store, registers, delivery) = (
            installation.store.clone(),
            Arc::clone(&registers),
            Arc::clone(&delivery),
        );
        let hint = Hint {
            indicator: asked.indicator,
            territory: asked.territory,
        };
        let frame = frame.clone();
        registers::blocking(move || {
            let stated = origin::stated(&store, &registers, &delivery, position, &hint)?;
            let words = registers.dictionary.words();
            Ok(stated.map(|stated| Found::of(&frame, words, &stated)))
        })
        .await?
    };
    let recalls = deliveries::recalls(&installation.store, reader.scope(), delivery.number)
        .await
        .map_err(Problem::failed)?;
    let here = recalls
        .iter()
        .find(|one| one.position.is_none_or(|recalled| recalled == position));
    if let (None, Some(recall)) = (&found, here) {
        return Ok(recalled::show(frame, &delivery, recall));
    }
    let found = found.ok_or_else(not_found)?;
    if delivery.kind == Kind::Derived {
        return computed::cell(&installation, frame, &registers, &delivery, found, position).await;
    }
    let territory = territories::by_id(installation.store.sql.read(reader.scope()), found.territory)
        .await
        .map_err(Problem::failed)?;
    let read_back = if recalls.is_empty() {
        let _place_in_line = OPEN_ORIGINALS.acquire().await.map_err(Problem::failed)?;
        let (store, delivery) = (installation.store.clone(), Arc::clone(&delivery));
        let at_hand = structures::at_hand(&store, reader.scope(), &delivery.format)
            .await
            .map_err(Problem::failed)?;
        registers::blocking(move || Ok(origin::read_back(&store, &delivery, at_hand, place, found.number))).await?
    } else {
        ReadBack::Withheld
    };
    let remarks = remarks::at(&installation.store, reader.scope(), [(delivery.number, position)])
        .await
        .map_err(Problem::failed)?;
    let remark = remarks.at(delivery.number, position).map(str::to_owned);
    let list = frame.plain("delivery-list-title").to_string();
    let name = name(&frame, delivery.number);
    let path = format!("/deliveries/{}", delivery.number);
    let frame = frame
        .title_words("origin-title")
        .section("deliveries")
        .crumb(list, "/deliveries")
        .crumb(name.clone(), &path);
    Ok(frame.show(|frame| Cell {
        read_back,
        remark,
        indicator: Link {
            href: frame.href(&format!("/indicators/{}", found.slug)),
            said: found.title,
        },
        territory: territory.map(|territory| link_to(&frame, &territory)),
        delivery: Link {
            href: frame.href(&path),
            said: Said::here(&frame, name),
        },
        repeats: found.repeats.map(|number| Link {
            href: frame.href(&format!("/deliveries/{number}")),
            said: Said::here(&frame, super::name(&frame, number)),
        }),
        other: (found.counting != Some((delivery.number, position))).then(|| {
            let address = |(number, position)| frame.href(&format!("/deliveries/{number}/cells/{position}"));
            found.counting.map(address)
        }),
        file: delivery.file_name.clone(),
        sheet: sheet(&delivery, place),
        place,
        provenance: Provenance::of(&frame, &delivery),
        value: found.value,
        frame,
    }))
}

fn link_to(frame: &Frame, territory: &Territory) -> Link {
    Link {
        href: frame.href(&format!("/territories/{}", territory.code())),
        said: Said {
            text: territory.title.clone(),
            language: "de".to_owned(),
        },
    }
}

fn sheet(delivery: &Delivery, place: Place) -> Option<String> {
    delivery.report.sheets.get(usize::from(place.sheet)).cloned()
}

/// What the lake says, in words.
pub(super) struct Found {
    pub(super) slug: String,
    pub(super) title: Said,
    pub(super) territory: i32,
    pub(super) area_state: String,
    pub(super) number: Option<figures::number::Number>,
    pub(super) value: Value,
    repeats: Option<i64>,
    pub(super) counting: Option<(i64, i64)>,
}

impl Found {
    fn of(frame: &Frame, words: &CodeWordTable, stated: &Stated<'_>) -> Self {
        let Stated {
            observation,
            repeats,
            counting,
        } = stated;
        let version = &observation.indicator.version;
        let unit = match version.unit {
            // That the publisher names no unit is said on the page of the indicator.
            Unit::Unstated => String::new(),
            unit => figure::behind(frame, unit),
        };
        let shown = observation.number.map(|number| {
            let text = format::rounded(frame.language(), number.value, version.decimals);
            format::with_unit(&text, &unit)
        });
        Self {
            slug: observation.indicator.slug.clone(),
            title: Said::title(frame, observation.indicator),
            territory: observation.territory,
            area_state: observation.source.area_state.clone(),
            number: observation.number,
            value: Value {
                shown,
                exact: observation
                    .number
                    .map(|number| frame.number(number.value, number.decimals)),
                period: observation.period,
                breakdown: words.in_words(frame, observation.dimensions),
                status: figure::flags(frame, observation.status),
            },
            repeats: *repeats,
            counting: *counting,
        }
    }
}
