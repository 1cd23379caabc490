//! One indicator: what it counts, and its values in a place as a curve and an equal table, every number with its origin.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use figures::territory::Level;
use serde::Deserialize;
use store::scope::{OrganisationId, Scope};
use web::{frame::Frame, problem::Problem, section::Section, words::Message};

use super::{
    super::{
        catalogue::Indicator,
        comparison::Comparison,
        deliveries,
        profile::{Figures, Place, Profile},
        registers::{self, Reader, Registers},
        remarks,
    },
    figure::{self, ElementMark, GoalMark, Shown, Stated},
    list::urlencoded,
    maps::Maps,
    members::{self, MemberRow},
    targets::{self, Told},
};
use crate::{
    installation::Installation,
    people::{self, Organisation},
};

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// Key of a territory.
    territory: Option<String>,
    /// Days of earlier states, which only the interface and the command line answer.
    as_of: Option<String>,
    as_recorded: Option<String>,
}

impl Asked {
    /// Refuses what this page cannot show: a page that leaves it out silently would pass today's values for those of a day.
    fn only_today(&self, slug: &str) -> Result<(), Problem> {
        let asked = [("as_of", &self.as_of), ("as_recorded", &self.as_recorded)];
        let Some((name, Some(day))) = asked.into_iter().find(|(_, day)| day.is_some()) else {
            return Ok(());
        };
        let message = match day.parse::<jiff::civil::Date>() {
            Ok(_) => Message::key("indicator-only-today").with("indicator", slug),
            Err(_) => Message::key("api-parameter-date").with("value", day),
        };
        Err(Problem::invalid_value(name, message).back("/indicators"))
    }
}

#[derive(Template)]
#[template(path = "indicators/pages/show.html")]
struct Show {
    frame: Frame,
    description: Option<(String, String)>,
    /// The page that sets the sources side by side, and how many there are.
    sources: Option<(String, usize)>,
    /// A publisher's description in HTML, cleaned; language and text.
    described: Option<(String, String)>,
    note: Option<(String, String)>,
    place: Option<(String, String)>,
    own: Vec<Shown>,
    district_name: String,
    district: Vec<Shown>,
    is_association: bool,
    is_part: bool,
    members: Vec<MemberRow>,
    basis: Option<(String, String)>,
    method: Option<(String, String)>,
    effort: Option<u32>,
    targets: Vec<Told>,
    homes: Vec<(String, String)>,
    /// Maps of the place and around it: address and words.
    maps: Vec<(String, String)>,
    /// Where the person at the desk enters and releases values of the municipality.
    values_at_desk: Option<String>,
    /// Where the person at the desk states what the publisher leaves open.
    statement_at_desk: Option<String>,
    asked: String,
    search_path: String,
    csv: Vec<(String, &'static str)>,
    unit: String,
    reference: String,
    direction: &'static str,
    formula: Option<String>,
    population_base: Option<String>,
    goals: Vec<GoalMark>,
    elements: Vec<ElementMark>,
    /// The formula by which this installation computes it.
    computed: Option<String>,
    sheet: Option<Section>,
    version: i32,
    slug: String,
}

/// GET /{language}/indicators/{indicator}
pub(super) async fn show(
    State(installation): State<Installation>,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    asked.only_today(&slug)?;
    let eyes = eyes(&installation, &frame, &[&slug]).await?;
    let registers = &eyes.registers;
    let asked = asked.territory.unwrap_or_default();
    let territory = match asked.trim() {
        "" => None,
        // A name is what the search is for.
        text if text.chars().any(char::is_alphabetic) && registers.keys.resolve(text, None).is_err() => {
            let address = frame.href(&format!("/search?q={}", urlencoded(text)));
            return Ok(Redirect::to(&address).into_response());
        }
        text => Some(
            registers
                .keys
                .resolve(text, None)
                .map(|found| found.id)
                .map_err(|error| {
                    let message = Message::key("indicator-unknown-territory").with("key", text.to_owned());
                    Problem::invalid()
                        .error("territory", error.code(), message)
                        .back("/indicators")
                })?,
        ),
    };
    page(&installation, &eyes, frame, &slug, territory, None, asked).await
}

/// GET /{language}/{organisation}/indicators/{indicator}
pub(super) async fn show_of_organisation(
    State(installation): State<Installation>,
    Path((organisation, slug)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    asked.only_today(&slug)?;
    let organisation = people::home(&installation.store, &organisation).await?;
    let id = organisation.territory_id.ok_or_else(Problem::not_found)?;
    let frame = frame.organisation(&organisation.slug, &organisation.name);
    // An own indicator may be asked for without the name of its municipality; it has one address all the same.
    let whole = format!("{}.{slug}", organisation.slug);
    let eyes = eyes(&installation, &frame, &[&slug, &whole]).await?;
    let registers = &eyes.registers;
    if registers.catalogue.by_slug(&slug).is_none() && registers.catalogue.by_slug(&whole).is_some() {
        let address = frame.own_href(&format!("/indicators/{whole}"));
        return Ok(Redirect::to(&address).into_response());
    }
    page(
        &installation,
        &eyes,
        frame,
        &slug,
        Some(id),
        Some(&organisation),
        String::new(),
    )
    .await
}

/// With whose eyes the page looks, and what is seen.
struct Eyes {
    reader: Reader,
    registers: Arc<Registers>,
}

/// The eyes of the first who sees an indicator of one of these names: everybody, or the person at the desk.
async fn eyes(installation: &Installation, frame: &Frame, names: &[&str]) -> Result<Eyes, Problem> {
    for reader in [Some(Reader::public()), Reader::at_desk(frame)].into_iter().flatten() {
        let registers = reader.registers(installation).await?;
        if names.iter().any(|name| registers.catalogue.by_slug(name).is_some()) {
            return Ok(Eyes { reader, registers });
        }
    }
    Err(Problem::not_found())
}

async fn page(
    installation: &Installation,
    eyes: &Eyes,
    frame: Frame,
    slug: &str,
    territory: Option<i32>,
    home: Option<&Organisation>,
    asked: String,
) -> Result<Response, Problem> {
    let Eyes { reader, registers } = eyes;
    let indicator = registers.catalogue.by_slug(slug).ok_or_else(Problem::not_found)?;
    let tag = registers::tag(installation, frame.language(), &format!("{slug} {territory:?}")).await?;
    if let Some(unchanged) = frame.unchanged(&tag) {
        return Ok(unchanged);
    }
    let place = match territory {
        Some(id) => Some(registers::place_of(installation, id).await?),
        None => None,
    };
    let profile = match &place {
        Some(place) => registers::profile_of(installation, registers, place, Some(vec![indicator.version_id])).await?,
        None => Profile::default(),
    };
    let stated = stated(installation, reader, &profile).await?;
    let shown = |figures: &[Figures], prefix: &str| shown(&frame, registers, indicator, figures, prefix, &stated);
    let (own, district) = (shown(&profile.own, "own"), shown(&profile.district, "district"));
    let district_name = place
        .as_ref()
        .and_then(|place| place.district.as_ref())
        .map(|one| one.title.clone())
        .unwrap_or_default();
    let n_sources = profile
        .own
        .first()
        .map_or(0, |one| Comparison::of(indicator, one, None).series.len());
    let is_compared = 1 < n_sources && !reader.is_internal();
    let sources = place.as_ref().filter(|_| is_compared).map(|place| {
        let href = match home {
            Some(_) => frame.own_href(&format!("/indicators/{slug}/sources")),
            None => frame.href(&format!(
                "/indicators/{slug}/sources?territory={}",
                place.territory.code()
            )),
        };
        (href, n_sources)
    });
    let maps = match &place {
        Some(place) => {
            let about = (indicator.slug.as_str(), indicator.version_id);
            let there = (!own.is_empty(), !district.is_empty());
            let maps = Maps::of(installation, registers, place).await?;
            maps.links(installation, registers, &frame, about, there).await?
        }
        None => Vec::new(),
    };
    let homes = homes(installation, &frame, slug).await?;
    let shown_place = place.as_ref().filter(|_| !own.is_empty() || !district.is_empty());
    let values_at_desk = frame
        .home()
        .filter(|_| frame.is_at_desk())
        .map(|home| frame.href(&format!("/desk/own/{}/values/{slug}", home.slug)));
    let statement_at_desk = frame
        .home()
        .filter(|_| frame.is_at_desk() && super::own::is_open(indicator))
        .map(|home| frame.href(&format!("/desk/own/{}/definitions/{slug}", home.slug)));
    let csv = downloads(&frame, indicator, shown_place, &district);
    let is_association = place
        .as_ref()
        .is_some_and(|one| one.territory.level() == Level::Association);
    let is_part = place.as_ref().is_some_and(|one| one.territory.level() == Level::Part);
    let members = match &place {
        Some(place) if is_association && own.is_empty() => {
            members::rows(installation, registers, &frame, place.territory.id, &[indicator]).await?
        }
        _ => Vec::new(),
    };
    let targets = match home {
        Some(home) => targets::of_home(installation, registers, &frame, home, Some(indicator)).await?,
        None => Vec::new(),
    };
    let basis = indicator
        .basis
        .for_reader(frame.language())
        .map(|(language, body)| (language.to_owned(), body.text.clone()));
    let text = |text: &crate::texts::Multilingual| {
        text.for_reader(frame.language())
            .map(|(language, body)| (language.to_owned(), body.text.clone()))
    };
    let is_html = |body: &crate::texts::Body| body.markup == crate::texts::Markup::Html;
    let described = indicator
        .description
        .for_reader(frame.language())
        .filter(|(_, body)| is_html(body))
        .map(|(language, body)| (language.to_owned(), crate::texts::markdown::cleaned(&body.text)));
    let description = text(&indicator.description).filter(|_| described.is_none());
    let note = text(&indicator.note);
    let method = text(&indicator.method);
    let version = &indicator.version;
    let place = place.map(|place| {
        (
            frame.href(&format!("/territories/{}", place.territory.code())),
            place.territory.title,
        )
    });
    let search_path = frame.href(&format!("/indicators/{slug}"));
    let unit = figure::unit(&frame, version.unit);
    let reference = figure::reference(&frame, version.reference);
    let goals = GoalMark::all(&frame, &indicator.goals);
    let elements = ElementMark::all(installation, &frame, &indicator.goals).await?;
    let computed = indicator.formula.as_ref().map(|formula| formula.text.clone());
    let sheet = super::sheet::section(&frame, indicator)?;
    let (_, title) = figure::words(indicator, &frame);
    let list = frame.plain("indicators-title").to_string();
    let path = frame.own_path("/indicators");
    Ok(frame
        .title(title)
        .section("indicators")
        .crumb(list, &path)
        .internal(reader.is_internal())
        .tag(tag)
        .show(|frame| Show {
            description,
            sources,
            described,
            note,
            place,
            own,
            district_name,
            district,
            is_association,
            is_part,
            members,
            basis,
            method,
            effort: indicator.effort_minutes,
            targets,
            homes,
            maps,
            values_at_desk,
            statement_at_desk,
            asked,
            search_path,
            csv,
            unit,
            reference,
            direction: version.direction.as_str(),
            // The formula of an own indicator is the one by which it is computed.
            formula: version.formula.clone().filter(|_| !indicator.is_own()),
            computed,
            population_base: version.population_base.clone(),
            goals,
            elements,
            sheet,
            version: version.number,
            slug: indicator.slug.clone(),
            frame,
        }))
}

fn shown(
    frame: &Frame,
    registers: &Registers,
    indicator: &Indicator,
    figures: &[Figures],
    prefix: &str,
    stated: &Stated,
) -> Vec<Shown> {
    let all = figures.iter().flat_map(|figures| &figures.series).enumerate();
    all.map(|(n, series)| {
        let (code, name) = registers
            .keys
            .get(series.territory)
            .map_or_else(Default::default, |(key, title)| {
                (key.code().to_owned(), title.to_owned())
            });
        let name = if series.dimensions.is_empty() {
            name
        } else {
            let words = registers.dictionary.words();
            format!("{name}, {}", words.in_words(frame, &series.dimensions))
        };
        Shown::new(
            frame,
            indicator,
            series,
            (&format!("{prefix}-{n}"), &name, &code, 0 < n),
            stated,
        )
    })
    .collect()
}

/// What stands behind the shown values.
async fn stated(installation: &Installation, reader: &Reader, profile: &Profile) -> Result<Stated, Problem> {
    let figures = profile.own.iter().chain(&profile.district);
    let places: BTreeSet<(i64, i64)> = figures
        .flat_map(|figures| &figures.series)
        .flat_map(|series| series.values.iter().map(|value| (value.delivery, value.position)))
        .collect();
    let numbers: BTreeSet<i64> = places.iter().map(|(number, _)| *number).collect();
    let mut deliveries = HashMap::new();
    for number in numbers {
        let found = deliveries::delivery(&installation.store, reader.scope(), number)
            .await
            .map_err(Problem::failed)?;
        deliveries.extend(found.map(|delivery| (number, delivery)));
    }
    let remarks = remarks::at(&installation.store, reader.scope(), places)
        .await
        .map_err(Problem::failed)?;
    Ok(Stated { deliveries, remarks })
}

/// The same indicator in each municipality that has pages here.
async fn homes(installation: &Installation, frame: &Frame, slug: &str) -> Result<Vec<(String, String)>, Problem> {
    let scope = Scope::public();
    let organisations = people::organisations(installation.store.sql.read(&scope))
        .await
        .map_err(Problem::failed)?;
    Ok(organisations
        .into_iter()
        .filter(|one| one.id != OrganisationId::INSTALLATION)
        .map(|one| (frame.href(&format!("/{}/indicators/{slug}", one.slug)), one.name))
        .collect())
}

/// Addresses of the downloads and the keys of their words.
fn downloads(
    frame: &Frame,
    indicator: &Indicator,
    place: Option<&Place>,
    district: &[Shown],
) -> Vec<(String, &'static str)> {
    let base = frame.href(&format!("/indicators/{}/observations", indicator.slug));
    let mut links = Vec::new();
    if let Some(place) = place {
        let of_district = place.district.as_ref().filter(|_| !district.is_empty());
        let code = urlencoded(of_district.unwrap_or(&place.territory).code());
        links.push((format!("{base}.csv?territory={code}"), "indicator-download-csv"));
        links.push((format!("{base}.xlsx?territory={code}"), "indicator-download-xlsx"));
    }
    links.push((format!("{base}.csv"), "indicator-download-csv-all"));
    links.push((format!("{base}.zip"), "indicator-download-package-all"));
    links.push((format!("{base}.sdmx.csv"), "indicator-download-sdmx-all"));
    links.push((format!("{base}.sdmx.json"), "indicator-download-sdmx-json-all"));
    links.push((format!("{base}.parquet"), "indicator-download-parquet-all"));
    links.push((format!("{base}.json"), "indicator-download-json-all"));
    links
}
