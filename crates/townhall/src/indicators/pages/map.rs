//! One indicator on the map: the Länder, districts, municipalities of a district or Land, or parts of a town, in one period, from one source, with the
//! equal table. Municipalities and parts appear where their boundaries were read in, and only inside a territory: all at once fill no page.
//!
//! No ranking: the table is in the order of names. A district without a value is hatched. The map is drawn on the area state on which most values
//! find their area; values that find none are named below it and never joined to another area.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use figures::{number::Number, observation::Status, period::Period, territory::Level};
use serde::Deserialize;
use store::{lake::vintage::AsOf, scope::Scope};
use web::{
    chart::Svg,
    format,
    frame::Frame,
    map::{AreaMap, Classes, Division, Look, MOST_CLASSES, MapArea},
    problem::Problem,
    words::Message,
};

use super::{
    super::{
        observations::{self, Selection},
        registers::{self, Registers},
        source_words,
    },
    figure,
};
use crate::{
    installation::Installation,
    territories::{
        self,
        boundaries::{BoundarySet, boundary_sets, members_of_set, shapes},
    },
};

/// What may stand behind the question mark; empty fields are as if they were not there.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    period: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    level: String,
    #[serde(default)]
    inside: String,
    #[serde(default)]
    classes: String,
}

#[derive(Template)]
#[template(path = "indicators/pages/map.html")]
struct MapPage {
    frame: Frame,
    path: String,
    periods: Vec<Choice>,
    states: Vec<Choice>,
    levels: Vec<Choice>,
    insides: Vec<Choice>,
    needs_inside: bool,
    divisions: Vec<Choice>,
    map: Option<Svg>,
    caption: String,
    rows: Vec<Row>,
    unit: String,
    without_area: Vec<String>,
    other_sources: Vec<String>,
    source: Option<(String, String)>,
    set: Option<(String, String, String)>,
}

/// An option of a select field.
struct Choice {
    value: String,
    label: String,
    is_chosen: bool,
}

/// A line of the equal table.
struct Row {
    name: String,
    href: String,
    value: Option<String>,
}

/// The values of one source in one period, by territory.
type Values = BTreeMap<i32, (Option<Number>, Status)>;

/// Everything about the indicator on one level: period, then source and area state, then territory.
type Found = BTreeMap<Period, BTreeMap<(String, String, String), Values>>;

/// GET /{language}/indicators/{indicator}/map
pub(super) async fn map(
    State(installation): State<Installation>,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    let registers = registers::registers(&installation).await?;
    let indicator = registers.catalogue.by_slug(&slug).ok_or_else(Problem::not_found)?;
    let scope = Scope::public();
    let sets = boundary_sets(installation.store.sql.read(&scope))
        .await
        .map_err(Problem::failed)?;
    let mapped = [Level::State, Level::District, Level::Municipality, Level::Part];
    let mapped: Vec<Level> = mapped
        .into_iter()
        .filter(|level| sets.iter().any(|set| set.level == *level))
        .collect();
    let level = match asked.level.as_str() {
        "" => first_level(&installation, &registers, indicator.version_id).await?,
        word => {
            let known: Vec<&str> = mapped.iter().map(|level| level.as_str()).collect();
            let message = Message::key("indicator-map-unknown-level").with("given", word.to_owned());
            let message = message.with("known", known.join(", "));
            let found = mapped.iter().find(|level| level.as_str() == word);
            *found.ok_or_else(|| Problem::invalid_value("level", message))?
        }
    };
    let division = match asked.classes.as_str() {
        "" => Division::default(),
        word => {
            let message = Message::key("indicator-map-unknown-classes").with("given", word.to_owned());
            Division::named(word).ok_or_else(|| Problem::invalid_value("classes", message))?
        }
    };
    // The narrower place counts; one outside of the chosen Land is left from an earlier choice.
    let inside = match asked.inside.starts_with(&asked.state) && level > Level::District {
        true => &asked.inside,
        false => &asked.state,
    };
    let is_inside = |code: &str| level == Level::State || code.starts_with(inside.as_str());
    // A Land is as much as a page shows of municipalities, a town of its parts.
    let least = match level {
        Level::Part => 8,
        Level::Municipality => 2,
        _ => 0,
    };
    let needs_inside = inside.len() < least;
    let ids: Vec<i32> = registers
        .keys
        .iter()
        .filter(|(_, key, _)| key.level() == level && !needs_inside && is_inside(key.code()))
        .map(|(id, _, _)| id)
        .collect();
    if ids.is_empty() && !needs_inside {
        let message = Message::key("indicator-map-unknown-state").with("given", inside.clone());
        return Err(Problem::invalid_value("state", message));
    }
    let found = values(&installation, &registers, indicator.version_id, ids).await?;
    let period = match asked.period.as_str() {
        "" => found.keys().next_back().copied(),
        // A period in which nothing is known on this level is an empty map: the form keeps it when the level changes.
        text => {
            let message = Message::key("indicator-map-unknown-period").with("given", text.to_owned());
            Some(text.parse().map_err(|_| Problem::invalid_value("period", message))?)
        }
    };
    let of_period = period.and_then(|period| found.get(&period));
    let count = |values: &Values| values.values().filter(|(number, _)| number.is_some()).count();
    let main = of_period.and_then(|sources| sources.iter().max_by_key(|(_, values)| count(values)));
    let unit = figure::unit(&frame, indicator.version.unit);
    let behind = figure::behind(&frame, indicator.version.unit);
    let decimals = indicator.version.decimals;
    let shown =
        |number: &Number| format::with_unit(&format::rounded(frame.language(), number.value, decimals), &behind);
    let (_, title) = figure::words(indicator, &frame);
    let mut page = MapPage {
        path: frame.href(&format!("/indicators/{slug}/map")),
        periods: choices(
            found.keys().rev().map(|one| (one.to_string(), frame.period(*one))),
            &period.map(|one| one.to_string()).unwrap_or_default(),
        ),
        states: choices(states(&registers), &asked.state),
        insides: choices(insides(&registers, level, &asked.state), &asked.inside),
        needs_inside,
        levels: choices(
            mapped.iter().copied().map(|one| {
                (
                    one.as_str().to_owned(),
                    frame.plain(territories::level_words(one)).to_string(),
                )
            }),
            level.as_str(),
        ),
        divisions: choices(
            [Division::Quantiles, Division::EqualSteps]
                .map(|one| {
                    (
                        one.as_str().to_owned(),
                        frame.plain(&format!("indicator-map-{}", one.as_str())).to_string(),
                    )
                })
                .into_iter(),
            division.as_str(),
        ),
        map: None,
        caption: String::new(),
        rows: Vec::new(),
        unit,
        without_area: Vec::new(),
        other_sources: Vec::new(),
        source: None,
        set: None,
        frame: frame.clone(),
    };
    if let (Some(period), Some((source, values))) = (period, main) {
        let scope = Scope::public();
        let read = installation.store.sql.read(&scope);
        page.caption = format!("{title}, {}", frame.period(period));
        let said = |source: &(String, String, String)| match source.1.trim() {
            "" => source_words::name_of(&frame, &registers.dictionary, &source.0),
            note => note.to_owned(),
        };
        page.source = Some((said(source), figure::area_state(&frame, &source.2)));
        let others = of_period.into_iter().flatten().filter(|(other, _)| *other != source);
        page.other_sources = others
            .map(|(other, values)| {
                let name = source_words::name_of(&frame, &registers.dictionary, &other.0);
                format!("{name} ({})", count(values))
            })
            .collect();
        let numbers: Vec<f64> = values
            .values()
            .filter_map(|(number, _)| Some(number.as_ref()?.value))
            .collect();
        let classes = Classes::of(&numbers, MOST_CLASSES, division, decimals);
        let best = best_set(&installation, &registers, level, values, &is_inside)
            .await
            .map_err(Problem::failed)?;
        let areas = match &best {
            Some((set, ids)) => {
                page.set = Some((
                    territories::area_state(&frame, set),
                    set.source.clone(),
                    set.licence.clone(),
                ));
                shapes(read, set, ids).await.map_err(Problem::failed)?
            }
            None => BTreeMap::new(),
        };
        let mut map = AreaMap::new("indicator-map", page.caption.clone()).table("values");
        let to = frame.plain("indicator-map-to").to_string();
        let labels = classes.labels(frame.language(), &to);
        map = map.legend(
            labels
                .into_iter()
                .map(|label| format::with_unit(&label, &behind))
                .collect(),
        );
        let everybody: BTreeSet<i32> = areas.keys().chain(values.keys()).copied().collect();
        for id in everybody {
            let Some((key, name)) = registers.keys.get(id) else {
                continue;
            };
            let number = values.get(&id).and_then(|(number, _)| number.as_ref());
            let href = frame.href(&format!("/indicators/{slug}?territory={}", key.code()));
            let text = number.map(shown);
            match areas.get(&id) {
                Some(shape) => {
                    let look = number
                        .and_then(|number| classes.of_value(number.value))
                        .map_or(Look::Missing, Look::Class);
                    let detail = text
                        .clone()
                        .unwrap_or_else(|| frame.plain("indicators-no-value").to_string());
                    // Heavier borders stand around Länder, on a map of municipalities around districts.
                    let state = match level {
                        Level::Municipality => key.district(),
                        _ => key.state(),
                    };
                    let state = state.map(|state| state.code().to_owned()).unwrap_or_default();
                    map = map.area(
                        MapArea::new(name, shape.clone())
                            .detail(detail)
                            .href(&href)
                            .group(state)
                            .look(look),
                    );
                }
                // A district that a later reform ended has no value of this time where files fill lines with blanks.
                None if number.is_some() => page.without_area.push(format!("{name} ({})", key.code())),
                None => continue,
            }
            page.rows.push(Row {
                name: name.to_owned(),
                href,
                value: text,
            });
        }
        page.rows.sort_by_key(|row| format::sort_key(&row.name));
        page.map = best.is_some().then(|| map.draw(&frame));
    }
    let list = frame.plain("indicators-title").to_string();
    let heading = frame.plain("indicator-map-title").with("title", &title).to_string();
    Ok(frame
        .title(heading)
        .section("indicators")
        .crumb(list, "/indicators")
        .crumb(title, &format!("/indicators/{slug}"))
        .show(|frame| MapPage { frame, ..page }))
}

fn choices(values: impl Iterator<Item = (String, String)>, chosen: &str) -> Vec<Choice> {
    values
        .map(|(value, label)| Choice {
            is_chosen: value == chosen,
            value,
            label,
        })
        .collect()
}

fn states(registers: &Registers) -> impl Iterator<Item = (String, String)> + '_ {
    let states = registers.keys.iter().filter(|(_, key, _)| key.level() == Level::State);
    states.map(|(_, key, title)| (key.code().to_owned(), title.to_owned()))
}

/// Where on the map a person may look closer: districts of a Land for municipalities, towns with parts for parts.
fn insides<'a>(
    registers: &'a Registers,
    level: Level,
    state: &'a str,
) -> Box<dyn Iterator<Item = (String, String)> + 'a> {
    let existing = registers
        .keys
        .iter()
        .filter(|(id, _, _)| registers.keys.ended_on(*id).is_none());
    match level {
        Level::Municipality => Box::new(
            existing
                .filter(move |(_, key, _)| {
                    key.level() == Level::District && !state.is_empty() && key.code().starts_with(state)
                })
                .map(|(_, key, title)| (key.code().to_owned(), title.to_owned())),
        ),
        Level::Part => {
            let towns: BTreeSet<String> = existing
                .filter(|(_, key, _)| key.level() == Level::Part)
                .filter_map(|(_, key, _)| Some(key.municipality()?.code().to_owned()))
                .collect();
            Box::new(towns.into_iter().filter_map(|code| {
                let id = registers.keys.resolve(&code, Some(Level::Municipality)).ok()?.id;
                Some((code, registers.keys.get(id)?.1.to_owned()))
            }))
        }
        _ => Box::new(std::iter::empty()),
    }
}

/// Districts, or the Länder where districts have no values of it.
async fn first_level(
    installation: &Installation,
    registers: &Arc<Registers>,
    version_id: i32,
) -> Result<Level, Problem> {
    for level in [Level::District, Level::State] {
        let of_level = registers.keys.iter().filter(|(_, key, _)| key.level() == level);
        let ids = of_level.map(|(id, _, _)| id).collect();
        if !values(installation, registers, version_id, ids).await?.is_empty() {
            return Ok(level);
        }
    }
    Ok(Level::District)
}

async fn values(
    installation: &Installation,
    registers: &Arc<Registers>,
    version_id: i32,
    ids: Vec<i32>,
) -> Result<Found, Problem> {
    let (store, registers) = (installation.store.clone(), Arc::clone(registers));
    registers::blocking(move || {
        let Registers {
            catalogue,
            dictionary,
            pin,
            ..
        } = &*registers;
        let selection = Selection::of(Some(vec![version_id]), Some(ids), AsOf::Current);
        let mut found = Found::new();
        observations::read(&store, pin, catalogue, dictionary, &selection, |one| {
            if one.dimensions.is_empty() {
                let source = (
                    one.source.slug.clone(),
                    one.source.note.clone(),
                    one.source.area_state.clone(),
                );
                let values = found.entry(one.period).or_default().entry(source).or_default();
                values.insert(one.territory, (one.number, one.status));
            }
            true
        })?;
        // A period in which nothing but blanks was delivered has no map.
        found.retain(|_, sources| sources.values().flatten().any(|(_, (number, _))| number.is_some()));
        Ok(found)
    })
    .await
}

/// The set on which the fewest values have no area, then the fewest areas no value, then the newest; with its areas that are asked for.
async fn best_set(
    installation: &Installation,
    registers: &Registers,
    level: Level,
    values: &Values,
    is_inside: &(dyn Fn(&str) -> bool + Sync),
) -> Result<Option<(BoundarySet, Vec<i32>)>, store::StoreError> {
    let scope = Scope::public();
    let read = installation.store.sql.read(&scope);
    let with_value: BTreeSet<i32> = values
        .iter()
        .filter(|(_, (number, _))| number.is_some())
        .map(|(id, _)| *id)
        .collect();
    let mut best: Option<((usize, usize), BoundarySet, Vec<i32>)> = None;
    for set in boundary_sets(read).await?.into_iter().filter(|set| set.level == level) {
        let mut ids = members_of_set(read, &set).await?;
        ids.retain(|id| registers.keys.key_of(*id).is_some_and(|key| is_inside(key.code())));
        let areas: BTreeSet<i32> = ids.iter().copied().collect();
        let misfit = (
            with_value.difference(&areas).count(),
            areas.difference(&with_value).count(),
        );
        if !areas.is_empty() && best.as_ref().is_none_or(|(known, _, _)| misfit < *known) {
            best = Some((misfit, set, ids));
        }
    }
    Ok(best.map(|(_, set, ids)| (set, ids)))
}
