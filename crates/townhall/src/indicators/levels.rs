//! Which indicators can have values of a place's own at all, and how many do: "x von y Indikatoren mit eigenen Werten".
//!
//! A town does not lack what nobody publishes for towns. So only what exists on the level of the place counts as possible; the others
//! are told apart by the level on which they exist: by the sheet of the indicator, and without one by the levels that were delivered.
//! What both leave open counts as possible, and so does whatever the place has values for, whatever a sheet says.

use std::collections::BTreeSet;

use figures::territory::{Level, TerritoryKey};
use serde::Serialize;
use store::scope::OrganisationId;
use utoipa::ToSchema;

use super::{
    catalogue::{Catalogue, Indicator, sheet::OnLevel},
    observations::Coverage,
    profile::{Place, Profile},
};
use crate::territories::KeyTable;

/// How many indicators of the installation have values of the place's own, could have them, or exist elsewhere only.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct LevelCount {
    /// Indicators with values of the place itself.
    #[schema(example = 12)]
    pub n_own: usize,
    /// Indicators that exist on the level of the place.
    #[schema(example = 30)]
    pub n_possible: usize,
    /// Indicators that exist for districts, not for the place.
    #[schema(example = 15)]
    pub n_only_district: usize,
    /// Indicators that exist for Länder, not for the place.
    #[schema(example = 3)]
    pub n_only_state: usize,
    /// Indicators that have no values on the level of the place, nor on one that could stand in for it.
    #[schema(example = 0)]
    pub n_none: usize,
}

/// Counts for a place, over what has values in this installation.
pub fn count(
    catalogue: &Catalogue,
    coverage: &Coverage,
    place: &Place,
    profile: &Profile,
    home: Option<OrganisationId>,
) -> LevelCount {
    let own: BTreeSet<i32> = profile.own.iter().map(|figures| figures.version_id).collect();
    let mut count = LevelCount::default();
    let with_values = catalogue
        .all()
        .iter()
        .filter(|one| 0 < coverage.of(one.version_id).n_values);
    // What another municipality counts for itself is nothing that this one lacks.
    for indicator in with_values.filter(|one| !one.is_own() || Some(one.organisation) == home) {
        let has_own = own.contains(&indicator.version_id);
        count.n_own += usize::from(has_own);
        let level = if has_own {
            OnLevel::Own
        } else {
            on_level(indicator, coverage.levels_of(indicator.version_id), place)
        };
        match level {
            OnLevel::Own | OnLevel::Unstated => count.n_possible += 1,
            OnLevel::OnlyDistrict => count.n_only_district += 1,
            OnLevel::OnlyState => count.n_only_state += 1,
            OnLevel::None => count.n_none += 1,
        }
    }
    count
}

/// The levels of these territories.
pub(super) fn levels_of(keys: &KeyTable, territories: impl Iterator<Item = i32>) -> BTreeSet<Level> {
    let distinct: BTreeSet<i32> = territories.collect();
    distinct
        .into_iter()
        .filter_map(|id| keys.key_of(id))
        .map(TerritoryKey::level)
        .collect()
}

/// What was delivered says about the level of a place where no sheet does: nobody publishes for towns what came for districts alone.
fn delivered_on(levels: Option<&BTreeSet<Level>>, place: &Place) -> OnLevel {
    let Some(levels) = levels else {
        return OnLevel::Unstated;
    };
    let own: &[Level] = match place.territory.level() {
        // A district-free city is a district too.
        Level::Municipality if place.district.is_none() => &[Level::Municipality, Level::District],
        Level::Municipality | Level::Association => &[Level::Municipality, Level::Association],
        Level::District => &[Level::District],
        Level::State => &[Level::State],
        Level::Country => &[Level::Country],
        Level::Region | Level::Part => return OnLevel::Unstated,
    };
    let level = place.territory.level();
    if own.iter().any(|one| levels.contains(one)) {
        OnLevel::Unstated
    } else if levels.contains(&Level::District) && Level::District < level {
        OnLevel::OnlyDistrict
    } else if levels.contains(&Level::State) && Level::State < level {
        OnLevel::OnlyState
    } else {
        OnLevel::None
    }
}

/// What the sheet says about the level of a place, or what was delivered.
fn on_level(indicator: &Indicator, delivered: Option<&BTreeSet<Level>>, place: &Place) -> OnLevel {
    let Some(levels) = indicator.sheet.as_ref().map(|sheet| sheet.levels) else {
        return delivered_on(delivered, place);
    };
    match place.territory.level() {
        // A district-free city is a district too.
        Level::Municipality if place.district.is_none() => levels.district,
        Level::Municipality | Level::Association => levels.municipality,
        Level::District => levels.district,
        Level::State => levels.state,
        Level::Country => levels.country,
        Level::Region | Level::Part => OnLevel::Unstated,
    }
}
