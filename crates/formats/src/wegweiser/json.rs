//! The answers in JSON: figures of `statistics/data`, and the list of indicators.

use std::io::{Read, SeekFrom};

use figures::{
    number::{DecimalSign, Number},
    observation::Status,
    period::{Frequency, Period},
    territory::Level,
};
use jiff::civil::Date;
use serde::Deserialize;

use super::{PROVIDER, SOURCE, TITLE};
use crate::{
    Cell, DeliveryHead, Event, FileError, IndicatorHead, Place, Problem, ReadSeek, Row, TerritoryText,
    event::shortened, limits::Limits, table::units,
};

#[derive(Debug, Deserialize)]
struct Answer {
    years: Vec<i32>,
    data: Data,
    #[serde(rename = "indicatorsAndTopics", default)]
    described: Vec<Indicator>,
}

#[derive(Debug, Deserialize, Default)]
#[serde(default)]
struct Data {
    regions: Vec<Region>,
    indicators: Vec<Values>,
}

#[derive(Debug, Deserialize, Default)]
#[serde(default)]
struct Region {
    ars: String,
    ags: String,
    title: String,
    name: String,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Debug, Deserialize)]
struct Values {
    #[serde(rename = "regionYearValues", default)]
    values: Vec<Vec<Option<serde_json::Value>>>,
    #[serde(flatten)]
    indicator: Indicator,
}

#[derive(Debug, Clone, Deserialize, Default)]
#[serde(default)]
struct Indicator {
    #[serde(rename = "friendlyUrl")]
    slug: String,
    name: String,
    title: String,
    explanation: Option<String>,
    calculation: Option<String>,
    source: Option<String>,
    unit: Option<String>,
}

/// Whether a text begins as JSON does.
pub(super) fn is_json(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace());
    matches!(first, Some(b'{' | b'['))
}

/// Whether the beginning of a JSON document has the names that only these answers have.
pub(super) fn is_ours(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let has = |name: &str| text.contains(&format!("\"{name}\""));
    has("regionYearValues") || has("indicatorsAndTopics") || (has("friendlyUrl") && (has("unit") || has("name")))
}

fn bytes(input: &mut dyn ReadSeek, limits: &Limits) -> Result<Vec<u8>, FileError> {
    let size = input.seek(SeekFrom::End(0))?;
    if limits.stream_bytes < size {
        return Err(FileError::DecodedTooLarge {
            part: "the JSON document".to_owned(),
            limit: limits.stream_bytes,
        });
    }
    input.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    (&mut *input).take(limits.stream_bytes).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn answer(input: &mut dyn ReadSeek, limits: &Limits) -> Result<Answer, FileError> {
    let bytes = bytes(input, limits)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    if let Ok(answer) = serde_json::from_slice::<Answer>(bytes) {
        return Ok(answer);
    }
    if serde_json::from_slice::<Vec<Indicator>>(bytes).is_ok() {
        return Err(FileError::OtherKind {
            found: "a list of indicators of Wegweiser Kommune without figures",
            remedy: "fetch figures with \"lotse fetch wegweiser\", or export them as CSV",
        });
    }
    let reason = serde_json::from_slice::<Answer>(bytes).map_or_else(|error| error.to_string(), |_| String::new());
    Err(FileError::Damaged {
        detail: shortened(&reason),
    })
}

pub(super) fn indicators(input: &mut dyn ReadSeek, limits: &Limits) -> Result<Vec<IndicatorHead>, FileError> {
    let bytes = bytes(input, limits)?;
    let list: Vec<Indicator> = serde_json::from_slice(&bytes).map_err(|error| FileError::Damaged {
        detail: shortened(&error.to_string()),
    })?;
    Ok(list.iter().map(|one| head_of(one, 0)).collect())
}

pub(super) fn read(input: &mut dyn ReadSeek, limits: &Limits, sink: &mut dyn FnMut(Event)) -> Result<(), FileError> {
    let answer = answer(input, limits)?;
    let heads = heads(&answer);
    let (n_regions, n_years) = (answer.data.regions.len(), answer.years.len());
    if n_regions == 0 || answer.data.indicators.is_empty() {
        return Err(FileError::NoData);
    }
    if 0x7fff < answer.data.indicators.len() || 0xffff < n_years {
        return Err(FileError::Damaged {
            detail: "more indicators or years than any answer has".to_owned(),
        });
    }
    let sheets = heads.iter().map(|head| head.name.clone()).collect();
    sink(Event::Delivery(Box::new(DeliveryHead {
        layout: "Wegweiser Kommune, data interface (JSON)".to_owned(),
        provider: Some(PROVIDER.to_owned()),
        source_slug: Some(SOURCE.to_owned()),
        title: Some(TITLE.to_owned()),
        detected: vec![
            ("indicators".to_owned(), heads.len().to_string()),
            ("regions".to_owned(), n_regions.to_string()),
            ("decimal sign".to_owned(), ".".to_owned()),
        ],
        sheets,
        indicators: heads,
        ..DeliveryHead::default()
    })));
    for (region, row) in answer.data.regions.iter().zip(1_u32..) {
        sink(Event::Territory(territory(region, row)));
    }
    for (values, sheet) in answer.data.indicators.iter().zip(0_u16..) {
        for (region, row) in (0..n_regions).zip(1_u32..) {
            let line = values.values.get(region);
            for (year, column) in answer.years.iter().zip(1_u32..) {
                let cell = line.and_then(|line| line.get(column as usize - 1));
                sink(Event::Row(Row {
                    place: Place { sheet, row, column },
                    indicator: u32::from(sheet),
                    territory: region as u32,
                    dimensions: 0,
                    period: period(*year),
                    value: value(cell),
                    repair: None,
                    remark: None,
                }));
            }
        }
        // What has no region or year in the document cannot be placed, and is told.
        let n_lost = values.values.iter().skip(n_regions).flatten().count()
            + values
                .values
                .iter()
                .take(n_regions)
                .map(|line| line.len().saturating_sub(n_years))
                .sum::<usize>();
        if 0 < n_lost {
            let place = Place {
                sheet,
                row: n_regions as u32 + 1,
                column: 1,
            };
            let message = format!("{n_lost} values belong to no region or year of the document and were left out");
            sink(Event::Note {
                place,
                note: Problem::new("values_without_place", &n_lost.to_string(), message),
            });
        }
    }
    Ok(())
}

/// The indicators in the order of their values. What describes them stands with the values or in a list of its own.
fn heads(answer: &Answer) -> Vec<IndicatorHead> {
    let n_values = answer.data.indicators.len();
    let named = |values: &Values, at: usize| {
        let own = &values.indicator;
        let same = |one: &&Indicator| {
            (!own.slug.is_empty() && one.slug == own.slug) || (!own.name.is_empty() && one.name == own.name)
        };
        let in_list = answer.described.iter().find(same);
        let by_order = answer.described.get(at).filter(|_| answer.described.len() == n_values);
        let found = in_list.or(by_order).cloned().unwrap_or_else(|| own.clone());
        head_of(&found, u16::try_from(at).unwrap_or(u16::MAX))
    };
    answer
        .data
        .indicators
        .iter()
        .enumerate()
        .map(|(at, values)| named(values, at))
        .collect()
}

fn head_of(one: &Indicator, sheet: u16) -> IndicatorHead {
    let said = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let name = if one.slug.is_empty() {
        one.name.clone()
    } else {
        one.slug.clone()
    };
    let title = [&one.title, &one.name]
        .into_iter()
        .find(|title| !title.is_empty())
        .cloned();
    IndicatorHead {
        title: title.filter(|title| *title != name),
        name,
        notes: said(&one.explanation),
        formula: said(&one.calculation),
        source: said(&one.source),
        unit: one.unit.as_deref().and_then(units::named),
        unit_text: said(&one.unit),
        place: Place {
            sheet,
            row: 1,
            column: 1,
        },
        ..IndicatorHead::default()
    }
}

/// A region by its key: the ARS without the zeros that fill it up, or the AGS.
fn territory(region: &Region, row: u32) -> TerritoryText {
    let level = level(&region.kind);
    let digits: String = if region.ars.trim().is_empty() {
        &region.ags
    } else {
        &region.ars
    }
    .trim()
    .to_owned();
    let is_country = level == Some(Level::Country) || (!digits.is_empty() && digits.bytes().all(|byte| byte == b'0'));
    let length = match level {
        Some(Level::State) => 2,
        Some(Level::Region) => 3,
        Some(Level::District) => 5,
        Some(Level::Association) => 9,
        // A municipality may be written shorter than its twelve digits.
        Some(Level::Municipality | Level::Part | Level::Country) | None => 12,
    };
    let text = if is_country {
        "DG".to_owned()
    } else if length == 12
        && (matches!(digits.len(), 10 | 11) || (digits.len() == 5 && level == Some(Level::Municipality)))
    {
        format!("{digits:0<12}")
    } else {
        match digits.get(..length) {
            Some(front) if digits[length..].bytes().all(|byte| byte == b'0') => front.to_owned(),
            _ => digits,
        }
    };
    let name = [&region.title, &region.name]
        .into_iter()
        .find(|name| !name.is_empty())
        .cloned();
    TerritoryText {
        text,
        name,
        // A district-free city has one key for two levels; the municipality is meant.
        level: level.filter(|_| !region.ars.is_empty() || region.ags.len() != 8 || level == Some(Level::Municipality)),
        place: Place {
            sheet: 0,
            row,
            column: 1,
        },
    }
}

/// The level that a type of region names.
fn level(kind: &str) -> Option<Level> {
    Some(match kind {
        "BUND" => Level::Country,
        "BUNDESLAND" => Level::State,
        "REGIERUNGSBEZIRK" => Level::Region,
        "LANDKREIS" => Level::District,
        "KREISFREIE_STADT" | "GEMEINDE" | "KLEINE_GEMEINDE" | "STADT" => Level::Municipality,
        _ => return None,
    })
}

fn period(year: i32) -> Result<Period, Problem> {
    let date = i16::try_from(year).ok().and_then(|year| Date::new(year, 1, 1).ok());
    date.and_then(|date| Period::new(date, Frequency::YEARLY))
        .ok_or_else(|| {
            let text = year.to_string();
            Problem::new(
                "period",
                &text,
                format!("\"{text}\" is not a year; fetch the figures again"),
            )
        })
}

fn value(cell: Option<&Option<serde_json::Value>>) -> Cell {
    let unreadable = |text: &str| {
        let message = format!("\"{}\" is not a number; fetch the figures again", shortened(text));
        Cell::Unreadable(Problem::new("not_a_number", text, message))
    };
    match cell {
        None | Some(None | Some(serde_json::Value::Null)) => Cell::Missing(Status::NOT_KNOWN),
        Some(Some(serde_json::Value::Number(number))) => {
            let text = number.to_string();
            let read = Number::parse(&text, DecimalSign::Point).ok();
            let read = read.or_else(|| number.as_f64().and_then(Number::binary));
            read.map_or_else(|| unreadable(&text), Cell::Number)
        }
        Some(Some(other)) => unreadable(&other.to_string()),
    }
}

pub(super) fn cell_at(input: &mut dyn ReadSeek, place: Place, limits: &Limits) -> Result<String, FileError> {
    let answer = answer(input, limits)?;
    let at = |n: u32| n.checked_sub(1).map(|n| n as usize);
    let values = answer.data.indicators.get(usize::from(place.sheet));
    let is_there = at(place.row).is_some_and(|row| row < answer.data.regions.len())
        && at(place.column).is_some_and(|column| column < answer.years.len());
    match (values, at(place.row), at(place.column)) {
        (Some(values), Some(row), Some(column)) if is_there => Ok(values
            .values
            .get(row)
            .and_then(|line| line.get(column)?.as_ref())
            .map_or_else(String::new, |value| match value {
                serde_json::Value::Null => String::new(),
                value => value.to_string(),
            })),
        _ => Err(FileError::NoSuchCell(place)),
    }
}
