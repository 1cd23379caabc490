//! The start page of a municipality, an association or a district: what its figures say, what only the district knows, its members.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use figures::territory::Level;
use jiff::civil::Date;
use store::scope::Scope;
use web::{frame::Frame, problem::Problem};

use super::{
    super::{
        catalogue::{Catalogue, Indicator},
        deliveries,
        levels::{self, LevelCount},
        placement::Placed,
        profile::Figures,
        registers,
    },
    contributions::Count,
    figure::{self, Card},
    members::{self, MemberRow},
    start::{Asked, GoalTile, goal_tiles},
    targets::{self, Told},
};
use crate::{
    goals::{FrameworkChoice, Offer},
    installation::Installation,
    people, territories,
};

#[derive(Template)]
#[template(path = "indicators/pages/municipality.html")]
struct Municipality {
    frame: Frame,
    designation: String,
    part_of: Vec<(String, String)>,
    population: Option<i64>,
    area_km2: Option<f64>,
    area_date: Date,
    code: String,
    count: LevelCount,
    level: &'static str,
    own: Vec<Card>,
    district: Option<String>,
    district_cards: Vec<Card>,
    is_association: bool,
    targets: Vec<Told>,
    members: Vec<MemberRow>,
    member_indicators: Vec<(String, String, String, String)>,
    goals: Vec<GoalTile>,
    has_colours: bool,
    offers: Vec<Offer>,
    framework: String,
    newest: Option<(i64, String)>,
}

/// GET /{language}/{organisation}
pub(super) async fn municipality(
    State(installation): State<Installation>,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    let organisation = people::home(&installation.store, &slug).await?;
    let id = organisation.territory_id.ok_or_else(Problem::not_found)?;
    let address = format!("{slug} {}", asked.framework.as_deref().unwrap_or_default());
    let tag = registers::tag(&installation, frame.language(), &address).await?;
    if let Some(unchanged) = frame.unchanged(&tag) {
        return Ok(unchanged);
    }
    let frame = frame
        .organisation(&organisation.slug, &organisation.name)
        .section("start");
    let registers = registers::registers(&installation).await?;
    let place = registers::place_of(&installation, id).await?;
    let profile = registers::profile_of(&installation, &registers, &place, None).await?;
    let (store, scope) = (&installation.store, Scope::public());
    let read = store.sql.read(&scope);

    let is_association = place.territory.level() == Level::Association;
    let (mut members, mut member_indicators) = (Vec::new(), Vec::new());
    if is_association {
        let versions = members::indicators_of(&installation, &registers, id).await?;
        let indicators: Vec<&Indicator> = versions
            .iter()
            .filter_map(|version_id| registers.catalogue.by_version(*version_id))
            .collect();
        members = members::rows(&installation, &registers, &frame, id, &indicators).await?;
        let heading = |one: &&Indicator| {
            let (language, title) = figure::words(one, &frame);
            let href = frame.own_href(&format!("/indicators/{}", one.slug));
            (href, language, title, figure::unit(&frame, one.version.unit))
        };
        member_indicators = indicators.iter().map(heading).collect();
    }
    let ancestors = territories::ancestors(read, id).await.map_err(Problem::failed)?;
    let part_of = ancestors
        .iter()
        .filter(|one| !place.own.contains(&one.id) && one.level() != Level::Country)
        .map(|one| (frame.href(&format!("/territories/{}", one.code())), one.title.clone()))
        .collect();
    let count = levels::count(
        &registers.catalogue,
        &registers.coverage,
        &place,
        &profile,
        Some(organisation.id),
    );
    let choice = FrameworkChoice::of(&installation, Some(&organisation), asked.framework.as_deref()).await?;
    let counted = |placed: &[Placed<'_>]| Count::of(placed, &profile).in_words(&frame);
    let goals = goal_tiles(&frame, &choice, &registers.catalogue, counted);
    let newest_number = profile
        .own
        .iter()
        .flat_map(|figures| figures.first().newest())
        .map(|value| value.delivery)
        .max();
    let newest = match newest_number {
        Some(number) => deliveries::delivery(store, &scope, number)
            .await
            .map_err(Problem::failed)?
            .map(|delivery| (number, figure::data_state(&frame, &delivery))),
        None => None,
    };
    let mut told = targets::of_home(&installation, &registers, &frame, &organisation, None).await?;
    told.retain(|target| target.ended.is_none());
    let own = cards(&frame, &registers.catalogue, &profile.own);
    let district_cards = cards(&frame, &registers.catalogue, &profile.district);
    let area = &place.territory.area;
    let title = organisation.name.clone();
    let (designation, population, area_km2, area_date) =
        (area.designation.clone(), area.population, area.area_km2, area.date);
    let code = place.territory.code().to_owned();
    let level = place.territory.level().as_str();
    let district = place.district.map(|district| district.title);
    Ok(frame.title(title).tag(tag).show(|frame| Municipality {
        designation,
        part_of,
        population,
        area_km2,
        area_date,
        code,
        count,
        level,
        own,
        district,
        district_cards,
        is_association,
        targets: told,
        members,
        member_indicators,
        goals,
        has_colours: choice.has_sdg_colours(),
        offers: choice.offers(&frame),
        framework: choice.label(&frame),
        newest,
        frame,
    }))
}

fn cards(frame: &Frame, catalogue: &Catalogue, figures: &[Figures]) -> Vec<Card> {
    figures
        .iter()
        .filter_map(|figures| {
            let indicator = catalogue.by_version(figures.version_id)?;
            let href = frame.own_href(&format!("/indicators/{}", indicator.slug));
            Card::new(frame, indicator, figures, href)
        })
        .collect()
}
