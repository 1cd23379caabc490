//! Where the areas of a file lie, compared with the boundaries that are here: so that quarters of one town are not taken for those of
//! another one that happens to have pages.
//!
//! Boundaries that ship are coarse, and borders of a town's own file run beside them. So an area counts as lying in a territory when its
//! middle or most of its corners do, and a file when most of its areas do. Where no boundary of the town is here, that of its association or district
//! decides; where there is none of these either, nothing is claimed.

use figures::territory::Level;
use formats::geometry::{Layer, Shape, extent, holds};
use store::{StoreError, sql::Read};

use crate::territories::{Territory, ancestors, boundaries, by_id, by_ids, same_area};

/// Whether areas lie where they should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lie {
    /// Within the territory, or within the smallest one around it whose boundary is here.
    Within(Level),
    /// Outside of it.
    Outside,
    /// No boundary tells.
    Unknown,
}

/// Where the areas of a layer lie, seen from a municipality.
pub(super) async fn lie(read: Read<'_>, layer: &Layer, town: i32) -> Result<Lie, StoreError> {
    let mut around = vec![town];
    around.extend(same_area(read, &[town]).await?.remove(&town).unwrap_or_default());
    // The nearest first; a Land would hold nearly everything and prove nothing.
    let above = ancestors(read, town).await?.into_iter().rev();
    around.extend(above.filter(|one| Level::District <= one.level()).map(|one| one.id));
    for id in around {
        let Some(set) = boundaries::set_with(read, id).await? else {
            continue;
        };
        if let Some(shape) = boundaries::shapes(read, &set, &[id]).await?.get(&id) {
            return Ok(match lies_in(layer, shape) {
                // A district-free city is as large as its district.
                true if same_place(read, town, id).await? => Lie::Within(Level::Municipality),
                true => Lie::Within(set.level),
                false => Lie::Outside,
            });
        }
    }
    Ok(Lie::Unknown)
}

async fn same_place(read: Read<'_>, town: i32, id: i32) -> Result<bool, StoreError> {
    let same = same_area(read, &[town]).await?;
    Ok(town == id || same.get(&town).is_some_and(|others| others.contains(&id)))
}

/// The district in which the areas lie, by the newest boundaries.
pub(super) async fn district(read: Read<'_>, layer: &Layer) -> Result<Option<Territory>, StoreError> {
    let sets = boundaries::boundary_sets(read).await?;
    let Some(set) = sets.iter().find(|set| set.level == Level::District) else {
        return Ok(None);
    };
    let ids = boundaries::members_of_set(read, set).await?;
    let shapes = boundaries::shapes(read, set, &ids).await?;
    match shapes.iter().find(|(_, shape)| lies_in(layer, shape)) {
        Some((id, _)) => by_id(read, *id).await,
        None => Ok(None),
    }
}

/// Of some municipalities the one in which the areas lie; none when several could be it and no boundary tells which.
pub(super) async fn only_one(read: Read<'_>, layer: &Layer, towns: &[i32]) -> Result<Option<Territory>, StoreError> {
    let (mut near, mut exact) = (Vec::new(), Vec::new());
    for town in towns {
        match lie(read, layer, *town).await? {
            Lie::Within(Level::Municipality) => exact.push(*town),
            Lie::Within(_) | Lie::Unknown => near.push(*town),
            Lie::Outside => {}
        }
    }
    let chosen = match (exact.as_slice(), near.as_slice()) {
        ([only], _) | ([], [only]) => *only,
        _ => return Ok(None),
    };
    Ok(by_ids(read, &[chosen]).await?.remove(&chosen))
}

/// Whether most areas lie within a shape: with their middle, or with most of their corners.
fn lies_in(layer: &Layer, shape: &Shape) -> bool {
    let is_within = |area: &Shape| {
        let middle =
            extent(area).map(|[west, south, east, north]| [f64::midpoint(west, east), f64::midpoint(south, north)]);
        let corners = area.iter().flatten().flatten();
        let (n, n_within) = corners.fold((0_usize, 0_usize), |(n, n_within), corner| {
            (n + 1, n_within + usize::from(holds(shape, *corner)))
        });
        n < 2 * n_within || middle.is_some_and(|middle| holds(shape, middle))
    };
    let n_within = layer
        .features
        .iter()
        .filter(|feature| is_within(&feature.shape))
        .count();
    layer.features.len() < 2 * n_within
}
