//! The map on the page of a territory: where it lies in its district, its Land or in Germany, and the areas beside it as links.

use std::collections::BTreeMap;

use figures::territory::Level;
use store::{StoreError, scope::Scope};
use web::{
    chart::Svg,
    frame::Frame,
    map::{AreaMap, Look, MapArea},
};

use crate::{
    installation::Installation,
    territories::{
        KeyTable, Territory,
        boundaries::{BoundarySet, boundary_sets, members_of_set, shapes},
        key_table,
    },
};

/// A map with everything that has to stand beside it.
pub(super) struct Location {
    /// The drawing.
    pub(super) map: Svg,
    /// On which area state and of which source it is.
    pub(super) set: BoundarySet,
    /// What is shown instead, when there are no boundaries of the territory itself.
    pub(super) stand_in: Option<String>,
    /// The areas of the map, with the address and name of each.
    pub(super) areas: Vec<(String, String)>,
}

/// The map for a territory; nothing when no boundaries of it or of what it is part of are known.
pub(super) async fn location(
    installation: &Installation,
    frame: &Frame,
    territory: &Territory,
    same: &[Territory],
    above: &[Territory],
) -> Result<Option<Location>, StoreError> {
    let scope = Scope::public();
    let read = installation.store.sql.read(&scope);
    let keys = installation
        .remembered(async |store| key_table(store.sql.read(&scope)).await)
        .await?;
    let sets = boundary_sets(read).await?;
    // The place itself under any of its keys, the smallest first; else what it is part of.
    let mut own: Vec<&Territory> = std::iter::once(territory).chain(same).collect();
    own.sort_by_key(|one| std::cmp::Reverse(one.level()));
    let outer = above.iter().rev().filter(|outer| outer.level() != Level::Country);
    let candidates = own.into_iter().chain(outer);
    for candidate in candidates {
        let is_own = candidate.id == territory.id || same.iter().any(|same| same.id == candidate.id);
        for set in &sets {
            let Some(here) = shown_in(candidate, set) else { continue };
            let ids = members_of_set(read, set).await?;
            let around: Vec<i32> = ids
                .into_iter()
                .filter(|id| is_around(&keys, *id, candidate, set.level))
                .collect();
            if !around.iter().any(|id| here(&keys, *id)) {
                continue;
            }
            let shapes = shapes(read, set, &around).await?;
            let (map, areas) = drawn(frame, &keys, territory, shapes, &here);
            return Ok(Some(Location {
                map,
                set: set.clone(),
                stand_in: (!is_own).then(|| candidate.title.clone()),
                areas,
            }));
        }
    }
    Ok(None)
}

type IsHere = Box<dyn Fn(&KeyTable, i32) -> bool + Send + Sync>;

/// Which areas of a set are the candidate: itself, or the districts of a region, which has no boundaries of its own.
fn shown_in(candidate: &Territory, set: &BoundarySet) -> Option<IsHere> {
    let (id, code) = (candidate.id, candidate.code().to_owned());
    match (candidate.level(), set.level) {
        (level, of_set) if level == of_set => Some(Box::new(move |_, other| other == id)),
        (Level::Country, Level::State) => Some(Box::new(|_, _| true)),
        (Level::Region, Level::District) => Some(Box::new(move |keys, other| {
            keys.key_of(other).is_some_and(|key| key.code().starts_with(&code))
        })),
        _ => None,
    }
}

/// Whether an area belongs on the map around a candidate: municipalities of its district, districts of its Land, all Länder.
fn is_around(keys: &KeyTable, id: i32, candidate: &Territory, level: Level) -> bool {
    let Some(key) = keys.key_of(id) else { return false };
    match level {
        Level::Part => key.municipality() == candidate.key.municipality(),
        Level::Municipality | Level::Association => key.district() == candidate.key.district(),
        Level::District | Level::Region => key.state() == candidate.key.state(),
        Level::Country | Level::State => true,
    }
}

fn drawn(
    frame: &Frame,
    keys: &KeyTable,
    territory: &Territory,
    shapes: BTreeMap<i32, web::map::Shape>,
    here: &IsHere,
) -> (Svg, Vec<(String, String)>) {
    let title = frame
        .plain("territories-map-title")
        .with("name", &territory.title)
        .to_string();
    let mut map = AreaMap::new("location", title).table("location-areas");
    let mut areas = Vec::new();
    for (id, shape) in shapes {
        let Some((key, title)) = keys.get(id) else { continue };
        let href = frame.href(&format!("/territories/{}", key.code()));
        let look = if here(keys, id) { Look::Here } else { Look::Plain };
        map = map.area(MapArea::new(title, shape).href(&href).look(look));
        areas.push((href, title.to_owned()));
    }
    areas.sort_by_key(|(_, title)| web::format::sort_key(title));
    (map.draw(frame), areas)
}

/// The words of the area state of a map, with the days in the language of the page.
pub(crate) fn area_state(frame: &Frame, set: &BoundarySet) -> String {
    let day = |date| web::format::date(frame.language(), date);
    let from = day(set.area_from);
    match set.area_until {
        Some(until) if until == set.area_from => frame.plain("territories-map-state-day").with("day", from).to_string(),
        Some(until) => {
            let words = frame.plain("territories-map-state-span").with("from", from);
            words.with("until", day(until)).to_string()
        }
        None => frame
            .plain("territories-map-state-since")
            .with("from", from)
            .to_string(),
    }
}
