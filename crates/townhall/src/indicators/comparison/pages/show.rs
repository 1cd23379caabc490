//! Sources side by side, as a page: which one counts and why, a curve for each, and every value with its distance from the reference.

use std::collections::HashMap;

use askama::Template;
use axum::{
    Extension,
    extract::{Path, Query, State},
    response::Response,
};
use serde::Deserialize;
use store::scope::{OrganisationId, Scope};
use web::{
    chart::{LineChart, MAX_SERIES, Point, Series, Svg},
    format,
    frame::Frame,
    problem::Problem,
    words::Message,
};

use super::super::{Comparison, Distance, Row, Why, decision, explanations};
use crate::{
    indicators::{
        catalogue::Indicator,
        deliveries::{self, Delivery},
        observations::Dictionary,
        pages::figure,
        profile::{Profile, SeriesOf},
        registers::{self, Registers},
        source_words,
    },
    installation::Installation,
    people::{self, Organisation, desk::AtDesk},
};

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// Key of a territory.
    territory: Option<String>,
}

#[derive(Template)]
#[template(path = "indicators/comparison/pages/show.html")]
struct Page {
    frame: Frame,
    place: (String, String),
    indicator: (String, String, String),
    unit: String,
    is_comparable: bool,
    why: String,
    decided: Option<(String, String)>,
    sides: Vec<Side>,
    chart: Option<Svg>,
    rows: Vec<Line>,
    explained: Vec<Explained>,
    explain_href: Option<String>,
}

struct Side {
    name: String,
    provider: String,
    area_state: String,
    data_state: String,
    newest: String,
    n_values: String,
    delivery: Option<(String, String)>,
}

struct Line {
    period: String,
    cells: Vec<Cell>,
}

struct Cell {
    value: Option<(String, String)>,
    missing: String,
    absolute: String,
    relative: String,
}

struct Explained {
    pair: String,
    language: &'static str,
    text: String,
    office: String,
    stated_on: String,
}

/// GET /{language}/indicators/{indicator}/sources
pub(super) async fn show(
    State(installation): State<Installation>,
    at_desk: Option<Extension<AtDesk>>,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    let registers = registers::registers(&installation).await?;
    let key = asked.territory.unwrap_or_default();
    let id = registers.keys.resolve(key.trim(), None).map_err(|error| {
        let message = Message::key("indicator-unknown-territory").with("key", key.clone());
        Problem::invalid()
            .error("territory", error.code(), message)
            .back("/indicators")
    })?;
    page(&installation, frame, &slug, id.id, None, at_desk.is_some()).await
}

/// GET /{language}/{organisation}/indicators/{indicator}/sources
pub(super) async fn show_of_organisation(
    State(installation): State<Installation>,
    at_desk: Option<Extension<AtDesk>>,
    Path((organisation, slug)): Path<(String, String)>,
    frame: Frame,
) -> Result<Response, Problem> {
    let home = people::home(&installation.store, &organisation).await?;
    let id = home.territory_id.ok_or_else(Problem::not_found)?;
    let frame = frame.organisation(&home.slug, &home.name);
    page(&installation, frame, &slug, id, Some(&home), at_desk.is_some()).await
}

async fn page(
    installation: &Installation,
    frame: Frame,
    slug: &str,
    territory: i32,
    home: Option<&Organisation>,
    at_desk: bool,
) -> Result<Response, Problem> {
    let registers = registers::registers(installation).await?;
    let indicator = registers.catalogue.by_slug(slug).ok_or_else(Problem::not_found)?;
    let place = registers::place_of(installation, territory).await?;
    let profile = registers::profile_of(installation, &registers, &place, Some(vec![indicator.version_id])).await?;
    let (store, scope) = (&installation.store, Scope::public());
    let decision = decision(store, &scope, indicator).await.map_err(Problem::failed)?;
    let compared = profile
        .own
        .first()
        .map(|figures| Comparison::of(indicator, figures, decision));
    let known = deliveries_of(installation, &profile).await?;
    let organisations = organisations_of(installation, &place.own).await?;
    let sources: Vec<&str> = compared
        .iter()
        .flat_map(|one| &one.series)
        .map(|series| series.source.slug.as_str())
        .collect();
    let language = frame.language();
    let explained = explanations::of(store, &scope, indicator, &organisations, &sources, language)
        .await
        .map_err(Problem::failed)?;
    let code = place.territory.code().to_owned();
    let (words_language, title) = figure::words(indicator, &frame);
    let indicator_href = match home {
        Some(_) => frame.own_href(&format!("/indicators/{slug}")),
        None => frame.href(&format!("/indicators/{slug}?territory={code}")),
    };
    let explain_href = home
        .filter(|_| at_desk)
        .map(|home| frame.href(&format!("/desk/own/{}/differences/{slug}", home.slug)));
    let unit = figure::unit(&frame, indicator.version.unit);
    let list = frame.plain("indicators-title").to_string();
    let path = frame.own_path("/indicators");
    let one = frame.own_path(&format!("/indicators/{slug}"));
    let title_words = frame.plain("comparison-title").to_string();
    Ok(frame
        .title(title_words)
        .section("indicators")
        .crumb(list, &path)
        .crumb(title.clone(), &one)
        .show(|frame| {
            let series: &[&SeriesOf] = compared.as_ref().map_or(&[], |one| one.series.as_slice());
            let names = names(&frame, &registers, series);
            let rows = compared.as_ref().map(Comparison::rows).unwrap_or_default();
            let (why, decided) = compared.as_ref().map(|one| why(&frame, &one.why)).unwrap_or_default();
            Page {
                place: (
                    frame.href(&format!("/territories/{code}")),
                    place.territory.title.clone(),
                ),
                is_comparable: compared.as_ref().is_some_and(Comparison::is_worth_showing),
                why,
                decided,
                sides: series
                    .iter()
                    .zip(&names)
                    .map(|(series, name)| side(&frame, series, name, &known))
                    .collect(),
                chart: chart(&frame, indicator, &place.territory.title, &names, &rows),
                rows: rows
                    .iter()
                    .map(|row| line(&frame, indicator, &registers, series, row))
                    .collect(),
                explained: explained
                    .iter()
                    .map(|one| told(&frame, &registers.dictionary, one))
                    .collect(),
                indicator: (indicator_href, words_language, title),
                unit,
                explain_href,
                frame,
            }
        }))
}

/// The homes that stand for a place, under any of its keys: what they found out belongs beside its values.
pub(super) async fn organisations_of(
    installation: &Installation,
    keys: &[i32],
) -> Result<Vec<OrganisationId>, Problem> {
    let scope = Scope::public();
    let all = people::organisations(installation.store.sql.read(&scope))
        .await
        .map_err(Problem::failed)?;
    let stands_for = |one: &Organisation| one.territory_id.is_some_and(|id| keys.contains(&id));
    Ok(all.into_iter().filter(stands_for).map(|one| one.id).collect())
}

/// The deliveries of the newest values.
pub(super) async fn deliveries_of(
    installation: &Installation,
    profile: &Profile,
) -> Result<HashMap<i64, Delivery>, Problem> {
    let newest = profile
        .own
        .iter()
        .flat_map(|figures| &figures.series)
        .filter_map(SeriesOf::newest);
    let mut known = HashMap::new();
    for number in newest.map(|value| value.delivery) {
        let found = deliveries::delivery(&installation.store, &Scope::public(), number)
            .await
            .map_err(Problem::failed)?;
        known.extend(found.map(|delivery| (number, delivery)));
    }
    Ok(known)
}

/// What each series is called: its source, and whatever else tells it apart from another one.
fn names(frame: &Frame, registers: &Registers, series: &[&SeriesOf]) -> Vec<String> {
    let name = |one: &SeriesOf| {
        let source = source_words::name(frame, &one.source);
        let same = |other: &&&SeriesOf| other.source.slug == one.source.slug;
        let mut parts = vec![source];
        if 1 < series
            .iter()
            .filter(same)
            .map(|other| &other.source.area_state)
            .collect::<std::collections::BTreeSet<_>>()
            .len()
        {
            parts.push(figure::area_state(frame, &one.source.area_state));
        }
        if 1 < series
            .iter()
            .map(|other| other.territory)
            .collect::<std::collections::BTreeSet<_>>()
            .len()
        {
            parts.extend(registers.keys.key_of(one.territory).map(|key| key.code().to_owned()));
        }
        parts.join(", ")
    };
    series.iter().map(|one| name(one)).collect()
}

fn why(frame: &Frame, why: &Why) -> (String, Option<(String, String)>) {
    let key = format!("comparison-why-{}", why.as_str().replace('_', "-"));
    let decided = match why {
        Why::Decided(decision) => Some((decision.reason.clone(), frame.instant(decision.set_at))),
        _ => None,
    };
    (frame.plain(&key).to_string(), decided)
}

fn side(frame: &Frame, series: &SeriesOf, name: &str, known: &HashMap<i64, Delivery>) -> Side {
    let newest = series.newest();
    let delivery = newest.and_then(|value| known.get(&value.delivery));
    Side {
        name: name.to_owned(),
        provider: series.source.provider.clone(),
        area_state: figure::area_state(frame, &series.source.area_state),
        data_state: delivery.map(|one| figure::data_state(frame, one)).unwrap_or_default(),
        newest: newest.map(|value| frame.period(value.period)).unwrap_or_default(),
        n_values: frame.count(series.values.iter().filter(|value| value.number.is_some()).count()),
        delivery: delivery.map(|one| {
            let words = frame
                .plain("municipality-delivery")
                .with("number", one.number.to_string());
            (frame.href(&format!("/deliveries/{}", one.number)), words.to_string())
        }),
    }
}

fn chart(frame: &Frame, indicator: &Indicator, place: &str, names: &[String], rows: &[Row<'_>]) -> Option<Svg> {
    if names.len() < 2 || rows.len() < 2 {
        return None;
    }
    let (_, title) = figure::words(indicator, frame);
    let title = frame
        .plain("comparison-chart")
        .with("indicator", title)
        .with("place", place)
        .to_string();
    let chart = LineChart::new("comparison", title)
        .unit(figure::behind(frame, indicator.version.unit))
        .decimals(indicator.version.decimals);
    let lines = names.iter().take(MAX_SERIES).enumerate();
    let chart = lines.fold(chart, |chart, (place, name)| {
        let points = rows.iter().rev().map(|row| {
            let number = row.values[place].and_then(|value| value.number);
            let text = number.map(|one| shown(frame, indicator, one.value, one.decimals));
            let value = number.map(|one| one.value);
            Point::new(figure::year_of(row.period), frame.period(row.period), value).text(text.unwrap_or_default())
        });
        chart.series(Series::new(name, points))
    });
    Some(chart.draw(frame))
}

fn line(frame: &Frame, indicator: &Indicator, registers: &Registers, series: &[&SeriesOf], row: &Row<'_>) -> Line {
    let cell = |(place, series): (usize, &&SeriesOf)| {
        let value = row.values[place];
        let number = value.and_then(|value| value.number);
        let code = registers
            .keys
            .key_of(series.territory)
            .map(|key| key.code().to_owned())
            .unwrap_or_default();
        let (absolute, relative) = match row.distance(place) {
            Some(distance) => apart(frame, indicator, distance),
            None => (format::NO_NUMBER.to_owned(), format::NO_NUMBER.to_owned()),
        };
        Cell {
            value: value.zip(number).map(|(value, number)| {
                let href = format!(
                    "/deliveries/{}/cells/{}?indicator={}&territory={code}",
                    value.delivery, value.position, indicator.slug
                );
                (
                    shown(frame, indicator, number.value, number.decimals),
                    frame.href(&href),
                )
            }),
            missing: match value {
                // A source that says that it has no value says more than one that says nothing.
                Some(value) => figure::flags(frame, value.status).join(", "),
                None => frame.plain("comparison-silent").to_string(),
            },
            absolute,
            relative,
        }
    };
    Line {
        period: frame.period(row.period),
        cells: series.iter().enumerate().map(cell).collect(),
    }
}

/// A binary number has no last digit; it is shown with as many as it needs, at most two more than its indicator, so that small distances
/// are seen.
fn shown(frame: &Frame, indicator: &Indicator, value: f64, decimals: i8) -> String {
    if decimals != figures::number::BINARY {
        return frame.number(value, decimals);
    }
    format::rounded(frame.language(), value, figure::needed_digits(indicator, value))
}

fn apart(frame: &Frame, indicator: &Indicator, distance: Distance) -> (String, String) {
    let signed = |text: String, value: f64| if 0.0 < value { format!("+{text}") } else { text };
    let absolute = shown(frame, indicator, distance.absolute, distance.decimals);
    let relative = distance.relative.map_or_else(
        || format::NO_NUMBER.to_owned(),
        |relative| format!("{} %", signed(format::rounded(frame.language(), relative, 2), relative)),
    );
    (signed(absolute, distance.absolute), relative)
}

fn told(frame: &Frame, dictionary: &Dictionary, one: &explanations::Explanation) -> Explained {
    let name = |slug: &str| source_words::name_of(frame, dictionary, slug);
    let pair = frame.plain("comparison-pair").with("source", name(&one.source));
    Explained {
        pair: pair.with("other", name(&one.other)).to_string(),
        language: one.language.tag(),
        text: one.text.clone(),
        office: one.office.clone(),
        stated_on: frame.date(one.stated_on),
    }
}
