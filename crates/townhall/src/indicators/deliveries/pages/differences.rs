//! What a delivery changed: first in two sentences for each home, then every value, old beside new, each with its data state.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
    sync::Arc,
};

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use figures::{period::Period, unit::Unit};
use serde::Deserialize;
use store::{StoreError, scope::Scope};
use web::{format, frame::Frame, problem::Problem};

use super::{Said, content, name, named, whole_number};
use crate::{
    indicators::{
        catalogue::Indicator,
        deliveries::{
            Delivery, Kind as DeliveryKind,
            differences::{self, Counts, Difference, Filter, Kind, Side, Subject},
        },
        pages::figure,
        registers::{self, Registers, blocking},
    },
    installation::Installation,
    people::{self, Organisation},
    territories,
};

/// How many lines stand on a page.
const N_LINES: usize = 200;
/// How many lines of a home are kept; more stand in the file.
const N_OF_HOME: usize = 500;
/// How many values a sentence names one by one.
const N_NAMED: usize = 3;

#[derive(Template)]
#[template(path = "indicators/deliveries/pages/differences.html")]
struct Differences {
    frame: Frame,
    lead: String,
    withdrawn_by: Option<(String, String)>,
    delivery: (String, String),
    homes: Vec<Home>,
    sentences: [String; 2],
    total: Counts,
    indicators: Vec<OfIndicator>,
    chosen: Option<Said>,
    groups: Vec<Group>,
    /// Counted from 1.
    first: usize,
    last: usize,
    n_lines: usize,
    all_href: String,
    previous: Option<String>,
    next: Option<String>,
    csv_href: String,
}

/// What changed for a municipality with pages of its own.
struct Home {
    slug: String,
    name: String,
    href: String,
    sentences: [String; 2],
    groups: Vec<Group>,
    n_more: usize,
}

struct OfIndicator {
    title: Said,
    href: String,
    counts: Counts,
}

/// The lines of one indicator.
struct Group {
    id: String,
    title: Said,
    href: String,
    unit: String,
    lines: Vec<Line>,
}

struct Line {
    place: String,
    place_href: String,
    breakdown: String,
    period: String,
    what: String,
    before: Option<Value>,
    after: Option<Value>,
}

struct Value {
    /// `None` when missing; the flags then say why.
    text: Option<String>,
    status: String,
    known_on: String,
    href: String,
}

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    indicator: Option<String>,
    from: Option<String>,
}

/// A difference out of the lake, before it gets its words.
#[derive(Clone)]
struct Found {
    kind: Kind,
    version_id: i32,
    territory: i32,
    period: Period,
    dimensions: String,
    before: Option<Side>,
    after: Option<Side>,
}

impl Found {
    fn of(one: &Difference<'_>) -> Self {
        Self {
            kind: one.kind,
            version_id: one.of.indicator.version_id,
            territory: one.of.territory,
            period: one.of.period,
            dimensions: one.of.dimensions.to_owned(),
            before: one.before,
            after: one.after,
        }
    }
}

/// Everything that the page needs of one reading.
#[derive(Default)]
struct Reading {
    counts: BTreeMap<i32, Counts>,
    new_places: BTreeSet<i32>,
    /// By place in the list of homes: lines and how many there are.
    of_homes: Vec<(Vec<Found>, usize)>,
    lines: Vec<Found>,
    n_lines: usize,
}

/// GET /{language}/deliveries/{number}/differences
pub(super) async fn show(
    State(installation): State<Installation>,
    Path(number): Path<String>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    let (delivery, reader) = named(&installation, &frame, &number).await?;
    let not_found = || Problem::not_found().back("/deliveries");
    let from = asked.from.as_deref().map_or(Some(0), whole_number);
    let from = from.and_then(|from| usize::try_from(from).ok()).ok_or_else(not_found)?;
    let registers = reader.registers(&installation).await?;
    let slug = asked.indicator.filter(|slug| !slug.is_empty());
    let chosen = match &slug {
        Some(slug) => Some(registers.catalogue.by_slug(slug).ok_or_else(not_found)?),
        None => None,
    };
    let address = format!("/deliveries/{number}/differences {slug:?} {from}");
    let tag = registers::tag(&installation, frame.language(), &address).await?;
    if let Some(unchanged) = frame.unchanged(&tag) {
        return Ok(unchanged);
    }
    let store = &installation.store;
    let homes = homes(&installation).await?;
    let subject = Subject::of(store, reader.scope(), &delivery)
        .await
        .map_err(Problem::failed)?;
    let reading = {
        let (store, registers, keys) = (
            store.clone(),
            Arc::clone(&registers),
            homes.iter().map(|(_, keys)| keys.clone()).collect::<Vec<_>>(),
        );
        let version = chosen.map(|one| one.version_id);
        blocking(move || read(&store, &registers, &subject, &keys, version, from)).await?
    };
    if 0 < from && reading.n_lines <= from {
        return Err(not_found());
    }
    let title = frame
        .plain("differences-title")
        .with("number", delivery.number.to_string())
        .to_string();
    let list = frame.plain("delivery-list-title").to_string();
    let report = name(&frame, delivery.number);
    let frame = frame
        .title(title)
        .section("deliveries")
        .crumb(list, "/deliveries")
        .crumb(report, &format!("/deliveries/{}", delivery.number))
        .internal(reader.is_internal())
        .tag(tag);
    let path = format!("/deliveries/{}/differences", delivery.number);
    let page = |frame: &Frame, from: usize| {
        let mut address = format!("{}?from={from}", frame.href(&path));
        if let Some(slug) = &slug {
            address.push_str(&format!("&indicator={slug}"));
        }
        address
    };
    let indicator = slug
        .as_ref()
        .map(|slug| format!("&indicator={slug}"))
        .unwrap_or_default();
    Ok(frame.show(|frame| {
        let total = reading
            .counts
            .values()
            .fold(Counts::default(), |sum, one| sum.plus(*one));
        Differences {
            lead: content(&frame, &delivery),
            withdrawn_by: delivery
                .withdrawn_by
                .map(|number| (frame.href(&format!("/deliveries/{number}")), name(&frame, number))),
            delivery: (
                frame.href(&format!("/deliveries/{}", delivery.number)),
                name(&frame, delivery.number),
            ),
            homes: homes
                .iter()
                .zip(&reading.of_homes)
                .filter(|(_, (found, _))| !found.is_empty())
                .map(|((home, _), (found, n))| of_home(&frame, &registers, home, found, *n))
                .collect(),
            sentences: whole(
                &frame,
                &delivery,
                &total,
                reading.counts.len(),
                reading.new_places.len(),
            ),
            indicators: indicators(&frame, &registers, &path, &reading.counts),
            chosen: chosen.map(|one| Said::title(&frame, one)),
            groups: groups(&frame, &registers, &reading.lines, "all"),
            first: from + 1,
            last: from + reading.lines.len(),
            n_lines: reading.n_lines,
            all_href: frame.href(&path),
            previous: (0 < from).then(|| page(&frame, from.saturating_sub(N_LINES))),
            next: Some(from + N_LINES)
                .filter(|next| *next < reading.n_lines)
                .map(|next| page(&frame, next)),
            csv_href: format!(
                "/api/v1/deliveries/{}/differences?format=csv{indicator}",
                delivery.number
            ),
            total,
            frame,
        }
    }))
}

/// The homes with all keys of their places.
async fn homes(installation: &Installation) -> Result<Vec<(Organisation, Vec<i32>)>, Problem> {
    let scope = Scope::public();
    let read = installation.store.sql.read(&scope);
    let homes = people::organisations(read).await.map_err(Problem::failed)?;
    let ids: Vec<i32> = homes.iter().filter_map(|home| home.territory_id).collect();
    let same = territories::same_area(read, &ids).await.map_err(Problem::failed)?;
    let with_keys = |home: Organisation| {
        let id = home.territory_id?;
        let others = same.get(&id).into_iter().flatten().copied();
        Some((home, others.chain([id]).collect()))
    };
    Ok(homes.into_iter().filter_map(with_keys).collect())
}

fn read(
    store: &store::Store,
    registers: &Registers,
    subject: &Subject,
    homes: &[Vec<i32>],
    version: Option<i32>,
    from: usize,
) -> Result<Reading, StoreError> {
    let mut reading = Reading {
        of_homes: vec![(Vec::new(), 0); homes.len()],
        ..Reading::default()
    };
    let words = (&registers.catalogue, &registers.dictionary);
    let mut of_home: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
    for (place, keys) in homes.iter().enumerate() {
        for key in keys {
            of_home.entry(*key).or_default().push(place);
        }
    }
    let counts = differences::read(store, &registers.pin, words, subject, &Filter::default(), |one| {
        if one.kind == Kind::New {
            reading.new_places.insert(one.of.territory);
        }
        for place in of_home.get(&one.of.territory).into_iter().flatten() {
            let (found, n) = &mut reading.of_homes[*place];
            *n += 1;
            if found.len() < N_OF_HOME {
                found.push(Found::of(&one));
            }
        }
        if version.is_none_or(|version| version == one.of.indicator.version_id) {
            if (from..from + N_LINES).contains(&reading.n_lines) {
                reading.lines.push(Found::of(&one));
            }
            reading.n_lines += 1;
        }
        ControlFlow::Continue(())
    })?;
    reading.counts = counts;
    Ok(reading)
}

/// The two sentences about a whole delivery.
fn whole(frame: &Frame, delivery: &Delivery, total: &Counts, n_indicators: usize, n_places: usize) -> [String; 2] {
    let first = if delivery.kind == DeliveryKind::Withdrawal {
        frame.plain("differences-withdrawn").with("n", total.withdrawn)
    } else if total.new == 0 {
        frame.plain("differences-nothing-new")
    } else {
        frame
            .plain("differences-new")
            .with("n", total.new)
            .with("indicators", n_indicators)
            .with("places", n_places)
    };
    // What a withdrawal brings back counted as missing or not at all before it.
    let back = if delivery.kind == DeliveryKind::Withdrawal && 0 < total.new {
        format!(" {}", frame.plain("differences-back").with("n", total.new))
    } else {
        String::new()
    };
    let n_other = total.revised + total.missing;
    let second = if n_other == 0 && (total.withdrawn == 0 || delivery.kind == DeliveryKind::Withdrawal) {
        frame.plain("differences-nothing-changed")
    } else {
        frame
            .plain("differences-changed")
            .with("n", total.revised)
            .with("missing", total.missing)
    };
    [format!("{first}{back}"), second.to_string()]
}

fn of_home(frame: &Frame, registers: &Registers, home: &Organisation, found: &[Found], n: usize) -> Home {
    let of = |kinds: &[Kind]| -> Vec<&Found> { found.iter().filter(|one| kinds.contains(&one.kind)).collect() };
    let named = |list: &[&Found], words: &dyn Fn(&Found, &Indicator) -> String| {
        let named = list.iter().take(N_NAMED);
        let texts: Vec<String> = named
            .filter_map(|one| {
                registers
                    .catalogue
                    .by_version(one.version_id)
                    .map(|known| words(one, known))
            })
            .collect();
        let n_more = list.len().saturating_sub(N_NAMED);
        let mut text = texts.join("; ");
        if 0 < n_more {
            text.push_str(&format!("; {}", frame.plain("differences-and-more").with("n", n_more)));
        }
        text
    };
    let value = |side: Option<Side>| {
        let number = side.and_then(|side| side.number);
        number.map_or_else(
            || frame.plain("differences-without-value").to_string(),
            |number| frame.number(number.value, number.decimals),
        )
    };
    let unit = |known: &Indicator| match known.version.unit {
        // That the publisher names no unit is no word behind a number.
        Unit::Unstated => String::new(),
        unit => figure::behind(frame, unit),
    };
    let title = |known: &Indicator| Said::title(frame, known).text;
    let new = of(&[Kind::New]);
    let first = if new.is_empty() {
        frame
            .plain("differences-home-nothing-new")
            .with("home", &home.name)
            .to_string()
    } else {
        let text = named(&new, &|one, known| {
            frame
                .plain("differences-one-new")
                .with("indicator", title(known))
                .with("period", frame.period(one.period))
                .with("value", format::with_unit(&value(one.after), &unit(known)))
                .to_string()
        });
        let sentence = frame.plain("differences-home-new").with("home", &home.name);
        sentence.with("list", text).to_string()
    };
    let changed = of(&[Kind::Revised, Kind::Missing, Kind::Withdrawn]);
    let second = if changed.is_empty() {
        frame.plain("differences-home-nothing-changed").to_string()
    } else {
        let text = named(&changed, &|one, known| {
            frame
                .plain("differences-one-changed")
                .with("indicator", title(known))
                .with("period", frame.period(one.period))
                .with("before", value(one.before))
                .with(
                    "after",
                    match one.after.and_then(|side| side.number) {
                        Some(_) => format::with_unit(&value(one.after), &unit(known)),
                        None => value(one.after),
                    },
                )
                .to_string()
        });
        frame.plain("differences-home-changed").with("list", text).to_string()
    };
    Home {
        slug: home.slug.clone(),
        name: home.name.clone(),
        href: frame.href(&format!("/{}", home.slug)),
        sentences: [first, second],
        groups: groups(frame, registers, found, &home.slug),
        n_more: n - found.len(),
    }
}

fn indicators(frame: &Frame, registers: &Registers, path: &str, counts: &BTreeMap<i32, Counts>) -> Vec<OfIndicator> {
    let known = registers.catalogue.all().iter();
    known
        .filter_map(|indicator| {
            let counts = counts.get(&indicator.version_id)?;
            Some(OfIndicator {
                title: Said::title(frame, indicator),
                href: format!("{}?indicator={}#all", frame.href(path), indicator.slug),
                counts: *counts,
            })
        })
        .collect()
}

fn groups(frame: &Frame, registers: &Registers, found: &[Found], prefix: &str) -> Vec<Group> {
    let chunks = found.chunk_by(|a, b| a.version_id == b.version_id);
    chunks
        .filter_map(|chunk| {
            let indicator = registers.catalogue.by_version(chunk[0].version_id)?;
            Some(Group {
                id: format!("{prefix}-{}", indicator.version_id),
                title: Said::title(frame, indicator),
                href: frame.href(&format!("/indicators/{}", indicator.slug)),
                unit: figure::unit(frame, indicator.version.unit),
                lines: chunk.iter().map(|one| line(frame, registers, indicator, one)).collect(),
            })
        })
        .collect()
}

fn line(frame: &Frame, registers: &Registers, indicator: &Indicator, one: &Found) -> Line {
    let (code, place) = registers
        .keys
        .get(one.territory)
        .map_or_else(Default::default, |(key, name)| (key.code().to_owned(), name.to_owned()));
    let value = |side: Side| Value {
        text: side.number.map(|number| frame.number(number.value, number.decimals)),
        status: figure::flags(frame, side.status).join(", "),
        known_on: frame.short_date(side.known_on),
        href: frame.href(&format!(
            "/deliveries/{}/cells/{}?indicator={}&territory={code}",
            side.delivery, side.position, indicator.slug
        )),
    };
    Line {
        place,
        place_href: frame.href(&format!("/territories/{code}")),
        breakdown: registers.dictionary.words().in_words(frame, &one.dimensions),
        period: frame.period(one.period),
        what: frame
            .plain(&format!("differences-kind-{}", one.kind.as_str().replace('_', "-")))
            .to_string(),
        before: one.before.map(value),
        after: one.after.map(value),
    }
}
