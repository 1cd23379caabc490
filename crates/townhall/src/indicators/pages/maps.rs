//! Which maps of an indicator are worth a link for a place: the one on which its own value stands among its neighbours, the one of its
//! district, and a closer look inside it.
//!
//! A map is offered only where boundaries of its level are here; whether it has values is asked where the page does not show one already.

use std::sync::Arc;

use figures::territory::Level;
use store::{StoreError, lake::vintage::AsOf, scope::Scope};
use web::{frame::Frame, problem::Problem};

use super::super::{
    observations::{self, Selection},
    profile::Place,
    registers::{self, Registers},
};
use crate::{
    installation::Installation,
    territories::{
        Territory,
        boundaries::{boundary_sets, is_mapped},
    },
};

/// The maps on which a place and what is around and inside it can be seen.
#[derive(Debug, Default)]
pub(super) struct Maps {
    /// Where values of the place itself stand among others.
    own: Option<View>,
    /// Where values of its district stand among others.
    district: Option<View>,
    /// What lies inside the place.
    inside: Option<View>,
}

/// A part of the country on one level.
#[derive(Debug, Clone)]
struct View {
    level: Level,
    state: String,
    /// The key of the district or municipality that the map is about; empty for a Land or the country.
    inside: String,
    /// What its link says, and the name in it.
    words: &'static str,
    name: String,
}

impl View {
    fn href(&self, frame: &Frame, slug: &str) -> String {
        let mut address = format!("/indicators/{slug}/map?level={}", self.level);
        for (name, value) in [("state", &self.state), ("inside", &self.inside)] {
            if !value.is_empty() {
                address.push_str(&format!("&{name}={value}"));
            }
        }
        frame.href(&address)
    }

    fn link(&self, frame: &Frame, slug: &str) -> (String, String) {
        let words = frame.plain(self.words).with("name", &self.name).to_string();
        (self.href(frame, slug), words)
    }
}

impl Maps {
    /// The maps around a place.
    pub(super) async fn of(installation: &Installation, registers: &Registers, place: &Place) -> Result<Self, Problem> {
        Self::around(installation, registers, place)
            .await
            .map_err(Problem::failed)
    }

    async fn around(installation: &Installation, registers: &Registers, place: &Place) -> Result<Self, StoreError> {
        let scope = Scope::public();
        let read = installation.store.sql.read(&scope);
        let sets = boundary_sets(read).await?;
        let has = |level: Level| sets.iter().any(|set| set.level == level);
        let Some(state) = place
            .territory
            .key
            .state()
            .filter(|_| place.territory.level() != Level::Country)
        else {
            return Ok(Self::default());
        };
        let land = registers.keys.resolve(state.code(), Some(Level::State)).ok();
        let land = land
            .and_then(|found| registers.keys.get(found.id))
            .map(|(_, title)| title.to_owned());
        let view = |level, inside: &str, words, name: String| View {
            level,
            state: state.code().to_owned(),
            inside: inside.to_owned(),
            words,
            name,
        };
        let of_districts = has(Level::District).then(|| {
            view(
                Level::District,
                "",
                "indicator-map-link-districts",
                land.unwrap_or_default(),
            )
        });
        let municipalities = async |district: &Territory| {
            let is_there = has(Level::Municipality) && is_mapped(read, Level::Municipality, district.code()).await?;
            let name = district.title.clone();
            let view = is_there.then(|| {
                view(
                    Level::Municipality,
                    district.code(),
                    "indicator-map-link-municipalities",
                    name,
                )
            });
            Ok::<_, StoreError>(view)
        };
        let parts = async |town: &Territory| {
            let is_there = has(Level::Part) && is_mapped(read, Level::Part, town.code()).await?;
            let view = is_there.then(|| view(Level::Part, town.code(), "indicator-map-link-parts", town.title.clone()));
            Ok::<_, StoreError>(view)
        };
        let here = &place.territory;
        let maps = match (here.level(), &place.district) {
            (Level::State, _) => Self {
                own: has(Level::State).then(|| View {
                    state: String::new(),
                    ..view(Level::State, "", "indicator-map-link-states", String::new())
                }),
                inside: of_districts,
                ..Self::default()
            },
            (Level::District, _) => Self {
                own: of_districts,
                inside: municipalities(here).await?,
                ..Self::default()
            },
            // A district-free city stands among the districts.
            (Level::Municipality, None) => Self {
                own: of_districts,
                inside: parts(here).await?,
                ..Self::default()
            },
            (Level::Municipality, Some(district)) => Self {
                own: municipalities(district).await?,
                district: of_districts,
                inside: parts(here).await?,
            },
            (Level::Association, Some(district)) => Self {
                district: of_districts,
                inside: municipalities(district).await?,
                ..Self::default()
            },
            _ => Self::default(),
        };
        Ok(maps)
    }

    /// The address of the map on which the value of the place itself stands.
    pub(super) fn own_href(&self, frame: &Frame, slug: &str) -> Option<String> {
        self.own.as_ref().map(|view| view.href(frame, slug))
    }

    /// The address of the map on which the value of its district stands.
    pub(super) fn district_href(&self, frame: &Frame, slug: &str) -> Option<String> {
        self.district.as_ref().map(|view| view.href(frame, slug))
    }

    /// The links of one indicator, each with its words; what has no value on its level is left out.
    pub(super) async fn links(
        &self,
        installation: &Installation,
        registers: &Arc<Registers>,
        frame: &Frame,
        (slug, version_id): (&str, i32),
        (has_own, has_district): (bool, bool),
    ) -> Result<Vec<(String, String)>, Problem> {
        let mut links = Vec::new();
        for (view, is_known) in [
            (&self.own, has_own),
            (&self.district, has_district),
            (&self.inside, false),
        ] {
            let Some(view) = view else {
                continue;
            };
            if is_known || has_values(installation, registers, version_id, view).await? {
                links.push(view.link(frame, slug));
            }
        }
        Ok(links)
    }
}

/// Whether an indicator has a value anywhere on a map.
async fn has_values(
    installation: &Installation,
    registers: &Arc<Registers>,
    version_id: i32,
    view: &View,
) -> Result<bool, Problem> {
    let start: &str = match view.inside.as_str() {
        "" => &view.state,
        inside => inside,
    };
    let is_on_it = |code: &str, level: Level| level == view.level && code.starts_with(start);
    let keys = registers.keys.iter();
    let ids: Vec<i32> = keys
        .filter(|(_, key, _)| is_on_it(key.code(), key.level()))
        .map(|(id, _, _)| id)
        .collect();
    let (store, registers) = (installation.store.clone(), Arc::clone(registers));
    registers::blocking(move || {
        let Registers {
            catalogue,
            dictionary,
            pin,
            ..
        } = &*registers;
        let selection = Selection::of(Some(vec![version_id]), Some(ids), AsOf::Current);
        let mut is_found = false;
        observations::read(&store, pin, catalogue, dictionary, &selection, |one| {
            is_found = one.dimensions.is_empty() && one.number.is_some();
            !is_found
        })?;
        Ok(is_found)
    })
    .await
}
