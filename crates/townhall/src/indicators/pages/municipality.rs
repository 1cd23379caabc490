//! The start page of a municipality, an association or a district: what its figures say, what only the district knows, its members.

use std::{collections::BTreeSet, sync::Arc};

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use figures::territory::Level;
use jiff::civil::Date;
use store::{lake::vintage::AsOf, scope::Scope};
use web::{frame::Frame, problem::Problem};

use super::{
    super::{
        catalogue::Catalogue,
        deliveries,
        observations::{self, Selection},
        profile::Figures,
        registers::{self, Registers},
    },
    figure::Card,
    start::GoalTile,
};
use crate::{goals, installation::Installation, people, territories};

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
    n_own: usize,
    n_known: usize,
    own: Vec<Card>,
    district: Option<String>,
    district_cards: Vec<Card>,
    members: Vec<Member>,
    goals: Vec<GoalTile>,
    newest: Option<(i64, Date)>,
}

struct Member {
    name: String,
    href: String,
    population: Option<i64>,
    n_own: usize,
}

/// GET /{language}/{organisation}
pub(super) async fn municipality(
    State(installation): State<Installation>,
    Path(slug): Path<String>,
    frame: Frame,
) -> Result<Response, Problem> {
    let organisation = people::home(&installation.store, &slug).await?;
    let id = organisation.territory_id.ok_or_else(Problem::not_found)?;
    let tag = registers::tag(&installation, frame.language(), &slug).await?;
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

    let members = match place.territory.level() {
        Level::Association => members(&installation, &registers, &frame, id).await?,
        _ => Vec::new(),
    };
    let ancestors = territories::ancestors(read, id).await.map_err(Problem::failed)?;
    let part_of = ancestors
        .iter()
        .filter(|one| !place.own.contains(&one.id) && one.level() != Level::Country)
        .map(|one| (frame.href(&format!("/territories/{}", one.code())), one.title.clone()))
        .collect();
    let known = registers
        .catalogue
        .all()
        .iter()
        .filter(|one| 0 < registers.coverage.of(one.version_id).n_values)
        .count();
    let goals = goals::list(read, goals::SDG)
        .await
        .map_err(Problem::failed)?
        .into_iter()
        .filter(|goal| goal.parent.is_none())
        .map(|goal| GoalTile {
            title: goal.title.text(frame.language()).to_owned(),
            href: frame.own_href(&format!("/goals/{}", goal.code)),
            n_indicators: registers
                .catalogue
                .of_goal(goals::SDG.name, &goal.code)
                .filter(|one| profile.own.iter().any(|figures| figures.version_id == one.version_id))
                .count(),
            code: goal.code,
        })
        .collect();
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
            .map(|delivery| (number, delivery.known_on)),
        None => None,
    };
    let own = cards(&frame, &registers.catalogue, &profile.own);
    let district_cards = cards(&frame, &registers.catalogue, &profile.district);
    let area = &place.territory.area;
    let title = organisation.name.clone();
    let (designation, population, area_km2, area_date) =
        (area.designation.clone(), area.population, area.area_km2, area.date);
    let code = place.territory.code().to_owned();
    let district = place.district.map(|district| district.title);
    let n_own = profile.own.len();
    Ok(frame.title(title).tag(tag).show(|frame| Municipality {
        designation,
        part_of,
        population,
        area_km2,
        area_date,
        code,
        n_own,
        n_known: known,
        own,
        district,
        district_cards,
        members,
        goals,
        newest,
        frame,
    }))
}

/// The member municipalities of an association, each with the number of indicators that have values of its own.
async fn members(
    installation: &Installation,
    registers: &Arc<Registers>,
    frame: &Frame,
    association: i32,
) -> Result<Vec<Member>, Problem> {
    let scope = Scope::public();
    let members = territories::members(installation.store.sql.read(&scope), association)
        .await
        .map_err(Problem::failed)?;
    let ids: Vec<i32> = members.iter().map(|member| member.id).collect();
    let (store, registers) = (installation.store.clone(), Arc::clone(registers));
    let covered = registers::blocking(move || {
        let Registers {
            catalogue,
            dictionary,
            pin,
            ..
        } = &*registers;
        let selection = Selection::of(None, Some(ids), AsOf::Current);
        let mut covered = BTreeSet::new();
        observations::read(&store, pin, catalogue, dictionary, &selection, |one| {
            if one.number.is_some() {
                covered.insert((one.territory, one.indicator.version_id));
            }
            true
        })?;
        Ok(covered)
    })
    .await?;
    let member = |member: territories::Territory| Member {
        href: frame.href(&format!("/territories/{}", member.code())),
        population: member.area.population,
        n_own: covered.iter().filter(|(territory, _)| *territory == member.id).count(),
        name: member.name,
    };
    Ok(members.into_iter().map(member).collect())
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
