//! What indicators add to the pages of goals and territories.

use std::collections::BTreeMap;

use askama::Template;
use figures::territory::Level;
use store::scope::Scope;
use web::{
    frame::Frame,
    language::Language,
    problem::Problem,
    section::{Adding, Section},
};

use super::{
    super::{
        catalogue, goal_links,
        placement::{Placed, Placement},
        profile::{Figures, Place, Profile},
        registers::{self, Registers},
    },
    fields,
    figure::{self, Card},
    maps::Maps,
};
use crate::{
    goals::{self, Framework, FrameworkChoice, Goal},
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
    n_by_crosswalk: usize,
}

#[derive(Template)]
#[template(path = "indicators/pages/of_territory.html")]
struct OfTerritory<'a> {
    frame: &'a Frame,
    is_part: bool,
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
        choice: &'a FrameworkChoice,
    ) -> Adding<'a, BTreeMap<String, String>> {
        Box::pin(async move {
            let registers = registers::registers(installation).await?;
            let figures = figures_of(installation, &registers, home)
                .await?
                .map(|(_, profile)| profile);
            let mut notes = BTreeMap::new();
            for (goal, placed) in Placement::new(&registers.catalogue, choice).of_tops() {
                let text = match &figures {
                    Some(profile) => {
                        let count = Count::of(&placed, profile);
                        count.in_words(frame)
                    }
                    None => {
                        let n_known = placed
                            .iter()
                            .filter(|one| 0 < registers.coverage.of(one.indicator.version_id).n_values)
                            .count();
                        frame.plain("goal-n-indicators").with("n", n_known).to_string()
                    }
                };
                notes.insert(goal, text);
            }
            Ok(notes)
        })
    }

    fn section<'a>(
        &'a self,
        installation: &'a Installation,
        frame: &'a Frame,
        home: Option<&'a Organisation>,
        choice: &'a FrameworkChoice,
        goal: &'a Goal,
    ) -> Adding<'a, Option<Section>> {
        Box::pin(async move {
            let registers = registers::registers(installation).await?;
            let placed = Placement::new(&registers.catalogue, choice).of(goal);
            let n_by_crosswalk = placed.iter().filter(|one| one.by_way_of.is_some()).count();
            let indicators: Vec<_> = placed.into_iter().map(|one| one.indicator).collect();
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
                n_by_crosswalk,
            };
            let heading = frame.plain("indicators-title").to_string();
            Section::new("goal-indicators", heading, &inside)
                .map(Some)
                .map_err(Problem::failed)
        })
    }

    fn attached<'a>(
        &'a self,
        installation: &'a Installation,
        framework: &'a Framework,
        language: Language,
    ) -> Adding<'a, BTreeMap<String, Vec<String>>> {
        Box::pin(async move {
            let scope = Scope::installation("desk");
            let store = &installation.store;
            let catalogue = catalogue::load(store, &scope).await.map_err(Problem::failed)?;
            let attached = goal_links::attached(store.sql.read(&scope), framework).await;
            let title = |slug: String| match catalogue.by_slug(&slug) {
                Some(indicator) => indicator.title.text(language).to_owned(),
                None => slug,
            };
            let named = |(code, slugs): (String, Vec<String>)| (code, slugs.into_iter().map(title).collect());
            Ok(attached.map_err(Problem::failed)?.into_iter().map(named).collect())
        })
    }

    fn field_task(&self) -> Option<goals::FieldTask> {
        Some(fields::TASK)
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
            let maps = Maps::of(installation, &registers, &place).await?;
            let cards = |figures: &[Figures], map: fn(&Maps, &Frame, &str) -> Option<String>| -> Vec<Card> {
                figures
                    .iter()
                    .filter_map(|figures| {
                        let indicator = registers.catalogue.by_version(figures.version_id)?;
                        let address = format!("/indicators/{}?territory={}", indicator.slug, territory.code());
                        let card = Card::new(frame, indicator, figures, frame.href(&address))?;
                        // A map shows totals only.
                        let address = figures.total().and_then(|_| map(&maps, frame, &indicator.slug));
                        Some(card.with_map(address))
                    })
                    .collect()
            };
            let own = cards(&profile.own, Maps::own_href);
            let district = cards(&profile.district, Maps::district_href);
            let district_name = place.district.map(|one| one.title).unwrap_or_default();
            let inside = OfTerritory {
                frame,
                is_part: territory.level() == Level::Part,
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

/// How many indicators of an element have values of the place itself, and whether only the district has any.
pub(super) struct Count {
    pub(super) n_own: usize,
    pub(super) only_district: bool,
}

impl Count {
    pub(super) fn of(placed: &[Placed<'_>], profile: &Profile) -> Self {
        let n_in = |figures: &[Figures]| {
            let is_there = |id: i32| figures.iter().any(|figures| figures.version_id == id);
            placed.iter().filter(|one| is_there(one.indicator.version_id)).count()
        };
        let n_own = n_in(&profile.own);
        Self {
            n_own,
            only_district: n_own == 0 && 0 < n_in(&profile.district),
        }
    }

    pub(super) fn in_words(&self, frame: &Frame) -> String {
        match self.only_district {
            true => frame.plain("goal-only-district").to_string(),
            false => frame.plain("goal-n-own-indicators").with("n", self.n_own).to_string(),
        }
    }
}
