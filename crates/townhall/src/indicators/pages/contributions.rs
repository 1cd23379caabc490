//! What indicators add to the pages of goals and territories.

use std::collections::BTreeMap;

use askama::Template;
use web::{
    frame::Frame,
    problem::Problem,
    section::{Adding, Section},
};

use super::{
    super::{
        profile::{Figures, Place, Profile},
        registers::{self, Registers},
    },
    figure::{self, Card},
    municipality::is_only_of_district,
};
use crate::{
    goals::{self, Goal},
    installation::Installation,
    people::Organisation,
    territories::{self, Territory},
};

/// Indicators on the pages of goals.
pub(crate) struct OfGoals;

/// Figures on the page of a territory.
pub(crate) struct OfTerritories;

#[derive(Template)]
#[template(path = "indicators/pages/of_goal.html")]
struct OfGoal<'a> {
    frame: &'a Frame,
    own: Vec<Card>,
    district_name: String,
    district: Vec<Card>,
    others: Vec<(String, String, String)>,
    has_home: bool,
}

#[derive(Template)]
#[template(path = "indicators/pages/of_territory.html")]
struct OfTerritory<'a> {
    frame: &'a Frame,
    own: Vec<Card>,
    district_name: String,
    district: Vec<Card>,
}

impl goals::Contribution for OfGoals {
    fn notes<'a>(
        &'a self,
        installation: &'a Installation,
        frame: &'a Frame,
        home: Option<&'a Organisation>,
    ) -> Adding<'a, BTreeMap<String, String>> {
        Box::pin(async move {
            let registers = registers::registers(installation).await?;
            let figures = figures_of(installation, &registers, home)
                .await?
                .map(|(_, profile)| profile);
            let mut notes = BTreeMap::new();
            for goal in (1..=17).map(|number: u8| number.to_string()) {
                let of_goal = registers.catalogue.of_goal(goals::SDG.name, &goal);
                let text = match &figures {
                    Some(profile) if is_only_of_district(&registers.catalogue, profile, &goal) => {
                        frame.plain("goal-only-district").to_string()
                    }
                    Some(profile) => {
                        let is_own = |id: i32| profile.own.iter().any(|figures| figures.version_id == id);
                        let n_own = of_goal.filter(|one| is_own(one.version_id)).count();
                        frame.plain("goal-n-own-indicators").with("n", n_own).to_string()
                    }
                    None => {
                        let n_known = of_goal
                            .filter(|one| 0 < registers.coverage.of(one.version_id).n_values)
                            .count();
                        frame.plain("goal-n-indicators").with("n", n_known).to_string()
                    }
                };
                notes.insert(goal.clone(), text);
            }
            Ok(notes)
        })
    }

    fn section<'a>(
        &'a self,
        installation: &'a Installation,
        frame: &'a Frame,
        home: Option<&'a Organisation>,
        goal: &'a Goal,
    ) -> Adding<'a, Option<Section>> {
        Box::pin(async move {
            let registers = registers::registers(installation).await?;
            let indicators: Vec<_> = registers.catalogue.of_goal(goals::SDG.name, goal.goal_code()).collect();
            if indicators.is_empty() {
                return Ok(None);
            }
            let figures = figures_of(installation, &registers, home).await?;
            let (place, profile) =
                figures.map_or((None, Profile::default()), |(place, profile)| (Some(place), profile));
            let cards = |figures: &[Figures]| -> Vec<Card> {
                figures
                    .iter()
                    .filter_map(|figures| {
                        let indicator = indicators.iter().find(|one| one.version_id == figures.version_id)?;
                        let href = frame.own_href(&format!("/indicators/{}", indicator.slug));
                        Card::new(frame, indicator, figures, href)
                    })
                    .collect()
            };
            let (own, district) = (cards(&profile.own), cards(&profile.district));
            let shown = profile.own.iter().chain(&profile.district);
            let shown: Vec<i32> = shown.map(|figures| figures.version_id).collect();
            let others = indicators
                .iter()
                .filter(|one| !shown.contains(&one.version_id))
                .map(|one| {
                    let (language, title) = figure::words(one, frame);
                    (frame.own_href(&format!("/indicators/{}", one.slug)), language, title)
                })
                .collect();
            let district_name = place
                .and_then(|place| place.district)
                .map(|one| one.title)
                .unwrap_or_default();
            let inside = OfGoal {
                frame,
                own,
                district_name,
                district,
                others,
                has_home: home.is_some(),
            };
            let heading = frame.plain("indicators-title").to_string();
            Section::new("goal-indicators", heading, &inside)
                .map(Some)
                .map_err(Problem::failed)
        })
    }
}

impl territories::Contribution for OfTerritories {
    fn section<'a>(
        &'a self,
        installation: &'a Installation,
        frame: &'a Frame,
        territory: &'a Territory,
    ) -> Adding<'a, Option<Section>> {
        Box::pin(async move {
            let registers = registers::registers(installation).await?;
            let place = registers::place_of(installation, territory.id).await?;
            let profile = registers::profile_of(installation, &registers, &place, None).await?;
            if profile.own.is_empty() && profile.district.is_empty() {
                return Ok(None);
            }
            let cards = |figures: &[Figures]| -> Vec<Card> {
                figures
                    .iter()
                    .filter_map(|figures| {
                        let indicator = registers.catalogue.by_version(figures.version_id)?;
                        let address = format!("/indicators/{}?territory={}", indicator.slug, territory.code());
                        Card::new(frame, indicator, figures, frame.href(&address))
                    })
                    .collect()
            };
            let (own, district) = (cards(&profile.own), cards(&profile.district));
            let district_name = place.district.map(|one| one.title).unwrap_or_default();
            let inside = OfTerritory {
                frame,
                own,
                district_name,
                district,
            };
            let heading = frame.plain("territory-figures").to_string();
            Section::new("territory-figures", heading, &inside)
                .map(Some)
                .map_err(Problem::failed)
        })
    }
}

/// The figures of a home's territory, when the page is one of a home.
async fn figures_of(
    installation: &Installation,
    registers: &std::sync::Arc<Registers>,
    home: Option<&Organisation>,
) -> Result<Option<(Place, Profile)>, Problem> {
    let Some(id) = home.and_then(|home| home.territory_id) else {
        return Ok(None);
    };
    let place = registers::place_of(installation, id).await?;
    let profile = registers::profile_of(installation, registers, &place, None).await?;
    Ok(Some((place, profile)))
}
