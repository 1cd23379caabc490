//! The page of a territory: what it is, what it is part of, what lies in it, under which keys figures about it may stand.

use askama::Template;
use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use figures::territory::{Level, TerritoryKey};
use formats::geometry::area_km2;
use jiff::civil::Date;
use store::{StoreError, scope::Scope, sql::Read};
use web::{format, frame::Frame, problem::Problem, section::Section};

use super::{
    Contributions, Row,
    history::{HistoryLine, history, sources},
    location::{Location, area_state, location},
};
use crate::{
    installation::Installation,
    people::{self, Organisation},
    territories::{
        SourceNote, Territory, aliases, ancestors, boundaries, by_ids, by_key, children, key_table, level_words,
        members, newest_area_date,
        peers::{PlaceType, peers_of, types_of},
        reforms::changes_of,
        same_area, source_of,
        titles::with_type,
    },
};

#[derive(Template)]
#[template(path = "territories/pages/show.html")]
struct Page {
    frame: Frame,
    territory: Territory,
    kicker: String,
    above: Vec<Territory>,
    same: Vec<Territory>,
    below: Option<Below>,
    keys: Vec<(&'static str, String)>,
    newest: Option<Date>,
    source: Option<SourceNote>,
    homes: Vec<Organisation>,
    location: Option<Location>,
    /// As its boundaries enclose it, where no list says how large it is.
    drawn_km2: Option<f64>,
    history: Vec<HistoryLine>,
    history_sources: Vec<(String, String)>,
    types: Vec<Comparable>,
    sections: Vec<Section>,
}

/// A type with the places that are most like this one.
struct Comparable {
    of: PlaceType,
    peers: Vec<Row>,
}

/// What lies inside.
struct Below {
    heading: &'static str,
    is_members: bool,
    rows: Vec<Row>,
}

/// GET /{language}/territories/{code}
pub(super) async fn show(
    State(installation): State<Installation>,
    Extension(contributions): Extension<Contributions>,
    Path(code): Path<String>,
    frame: Frame,
) -> Result<Response, Problem> {
    let not_found = || Problem::not_found().back("/territories");
    let key: TerritoryKey = code.parse().map_err(|_| not_found())?;
    if key.code() != code {
        // The twelve-digit key and the key with scheme are other spellings of the same address.
        return Ok(Redirect::permanent(&frame.href(&format!("/territories/{}", key.code()))).into_response());
    }
    let scope = Scope::public();
    let read = installation.store.sql.read(&scope);
    let territory = by_key(read, &key)
        .await
        .map_err(Problem::failed)?
        .ok_or_else(not_found)?;
    let mut sections = Vec::new();
    for contribution in contributions {
        sections.extend(contribution.section(&installation, &frame, &territory).await?);
    }
    let page = page(&installation, read, &frame, territory, sections)
        .await
        .map_err(Problem::failed)?;
    Ok(frame
        .title(page.territory.title.clone())
        .description(page.kicker.clone())
        .section("territories")
        .crumb(page.frame.plain("territories-title").to_string(), "/territories")
        .show(|frame| Page { frame, ..page }))
}

async fn page(
    installation: &Installation,
    read: Read<'_>,
    frame: &Frame,
    territory: Territory,
    sections: Vec<Section>,
) -> Result<Page, StoreError> {
    let above = ancestors(read, territory.id).await?;
    let same = same_area(read, &[territory.id])
        .await?
        .remove(&territory.id)
        .unwrap_or_default();
    let mut same: Vec<Territory> = by_ids(read, &same).await?.into_values().collect();
    same.sort_by_key(Territory::level);
    let mut homes = people::organisations(read).await?;
    homes.retain(|home| {
        let acts_for = |id| home.territory_id == Some(id);
        acts_for(territory.id) || same.iter().any(|same| acts_for(same.id))
    });
    // The district and the Land, unless they are the same place under another key.
    let around = above.iter().rev().filter(|outer| {
        let is_named = matches!(outer.level(), Level::District | Level::State);
        is_named && same.iter().all(|same| same.id != outer.id)
    });
    let kicker = std::iter::once(territory.area.designation.clone())
        .chain(around.map(|outer| with_type(&outer.name, &outer.area.designation)))
        .collect::<Vec<_>>()
        .join(" · ");
    let drawn_km2 = drawn_km2(read, &territory).await?;
    let location = location(installation, frame, &territory, &same, &above).await?;
    let keys_of_all = installation
        .remembered(async |store| key_table(store.sql.read(&Scope::public())).await)
        .await?;
    let name_of = |code: &str| {
        let found = keys_of_all.resolve(code, None).ok()?;
        keys_of_all.get(found.id).map(|(_, title)| title.to_owned())
    };
    let reforms = changes_of(read, territory.code()).await?;
    let history_sources = sources(&reforms);
    let history = history(frame, &territory, &reforms, &name_of);
    let mut types = Vec::new();
    for one in std::iter::once(&territory).chain(&same) {
        for of in types_of(read, one.id).await? {
            /// As many as a person compares at once.
            const N_PEERS: usize = 12;
            let peers = peers_of(read, one, &of, N_PEERS).await?;
            let peers = peers.iter().map(|peer| Row::titled(&peer.territory)).collect();
            types.push(Comparable { of, peers });
        }
    }
    Ok(Page {
        kicker,
        history,
        history_sources,
        types,
        location,
        drawn_km2,
        same,
        homes,
        below: below(read, &territory).await?,
        keys: keys(&territory, aliases(read, territory.id).await?),
        newest: newest_area_date(read).await?,
        source: source_of(read, territory.area.date).await?,
        sections,
        above,
        territory,
        frame: frame.clone(),
    })
}

/// How large the area is that the newest boundaries of a part of a municipality enclose; lists state that of all other territories.
async fn drawn_km2(read: Read<'_>, territory: &Territory) -> Result<Option<f64>, StoreError> {
    if territory.level() != Level::Part {
        return Ok(None);
    }
    let Some(set) = boundaries::set_with(read, territory.id).await? else {
        return Ok(None);
    };
    let shapes = boundaries::shapes(read, &set, &[territory.id]).await?;
    Ok(shapes.get(&territory.id).map(area_km2))
}

/// The keys with the words for them, the official one first.
fn keys(territory: &Territory, aliases: Vec<(String, String)>) -> Vec<(&'static str, String)> {
    let own = match territory.level() {
        Level::Municipality => "territories-key-official",
        Level::Association => "territories-key-regional",
        Level::Part => "territories-key-own",
        _ => "territories-key-short",
    };
    let mut keys = vec![(own, territory.code().to_owned())];
    keys.extend(aliases.into_iter().filter_map(|(scheme, code)| match scheme.as_str() {
        "ars" => Some(("territories-key-regional", code)),
        "nuts" => Some(("territories-key-nuts", code)),
        _ => None,
    }));
    keys
}

async fn below(read: Read<'_>, territory: &Territory) -> Result<Option<Below>, StoreError> {
    let is_members = territory.level() == Level::Association;
    let mut inside = if is_members {
        members(read, territory.id).await?
    } else {
        children(read, territory.id).await?
    };
    if territory.level() == Level::District {
        inside = with_towns(read, inside).await?;
    }
    let heading = match inside.first().map(Territory::level) {
        None => return Ok(None),
        Some(_) if is_members => "territories-members",
        Some(Level::State) => "territories-below-states",
        Some(Level::Region) => "territories-below-regions",
        Some(Level::District) => "territories-below-districts",
        Some(Level::Part) => "territories-below-parts",
        Some(_) => "territories-below-municipalities",
    };
    Ok(Some(Below {
        heading,
        is_members,
        rows: inside.iter().map(Row::named).collect(),
    }))
}

/// A municipality stands for the association that consists of it alone; people know the town, not the association.
async fn with_towns(read: Read<'_>, associations: Vec<Territory>) -> Result<Vec<Territory>, StoreError> {
    let ids: Vec<i32> = associations.iter().map(|association| association.id).collect();
    let same = same_area(read, &ids).await?;
    let others: Vec<i32> = same.values().flatten().copied().collect();
    let others = by_ids(read, &others).await?;
    let town = |association: Territory| {
        let same = same.get(&association.id).map(Vec::as_slice).unwrap_or_default();
        let town = same
            .iter()
            .filter_map(|id| others.get(id))
            .find(|other| other.level() == Level::Municipality);
        town.cloned().unwrap_or(association)
    };
    Ok(associations.into_iter().map(town).collect())
}

impl Page {
    fn level(&self) -> String {
        self.frame.plain(level_words(self.territory.level())).to_string()
    }

    /// The area in the digits of the source; where no list states it, as its boundaries enclose it.
    fn area(&self) -> Option<String> {
        if let Some(area_km2) = self.territory.area.area_km2 {
            return Some(format::with_unit(&self.frame.number(area_km2, -1_i8), "km²"));
        }
        let area = format::with_unit(&self.frame.number(self.drawn_km2?, 2_i8), "km²");
        Some(
            self.frame
                .plain("territories-area-drawn")
                .with("area", area)
                .to_string(),
        )
    }

    /// On which area state the map is.
    fn map_state(&self, location: &Location) -> String {
        area_state(&self.frame, &location.set)
    }

    /// The day of the newest list, when it no longer holds this territory.
    fn gone_by(&self) -> Option<Date> {
        self.newest
            .filter(|newest| self.territory.area.date < *newest && self.territory.ended_on.is_none())
    }
}
