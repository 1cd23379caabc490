//! Wegweiser Kommune and SDG-Portal of the Bertelsmann Stiftung: its data interface below `/data-api/rest/`.
//!
//! Places are found in the list of regions by official key or by name, indicators by the name in their address (it stays when numbers
//! change between data versions). Data are asked for in portions that fit into an address. The interface offers municipalities above
//! 5,000 inhabitants; what it does not have is named, never made up.

use std::time::Duration;

use serde::Deserialize;

use crate::{
    Document, FetchError, Fetched, Terms,
    client::{Client, Progress, Request, address},
};

/// Where the interface lies.
pub const ADDRESS: &str = "https://www.wegweiser-kommune.de/data-api/rest/";
/// Regions in one portion of the list.
const N_LIST: usize = 5_000;
/// Longest list of names in one address; servers refuse addresses above some 2,000 characters.
const LONGEST_NAMES: usize = 1_400;

/// What a person asks for.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Indicators or topics by the name in their address, for example `beschaeftigungsquote`.
    pub indicators: Vec<String>,
    /// Places by official key, by name, or by the name in their address.
    pub places: Vec<String>,
    /// First and last year.
    pub years: (i16, i16),
}

/// A place as the interface lists it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    #[serde(default)]
    ags: String,
    #[serde(default)]
    ars: String,
    friendly_url: String,
    name: String,
    #[serde(default)]
    title: String,
}

/// An indicator as the interface lists it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    friendly_url: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    name: String,
}

/// Names and titles of all indicators that the interface offers.
pub fn list(client: &mut Client<'_>, base: &str) -> Result<Vec<(String, String)>, FetchError> {
    let request = Request::get(address(base, "indicator/list?max=5000")?).accept("application/json");
    let listed: Vec<Listed> = read(base, &client.fetch_text(&request)?)?;
    let titled = |one: Listed| {
        let title = if one.title.is_empty() { one.name } else { one.title };
        (one.friendly_url, title)
    };
    Ok(listed.into_iter().map(titled).collect())
}

/// Fetches what is asked for.
pub fn fetch(client: &mut Client<'_>, base: &str, wish: &Wish) -> Result<Fetched, FetchError> {
    if wish.indicators.is_empty() || wish.places.is_empty() {
        return Err(FetchError::Asked(
            "say which indicators and which places are wanted; lotse fetch wegweiser --list names the indicators"
                .to_owned(),
        ));
    }
    let (first, last) = wish.years;
    if last < first {
        return Err(FetchError::Asked(format!("{first} to {last} are no years in order")));
    }
    let mut fetched = Fetched::default();
    let regions = regions(client, base)?;
    let mut places = Vec::new();
    for place in &wish.places {
        match find(&regions, place) {
            Found::One(region) => places.push(region.friendly_url.clone()),
            Found::None => fetched.absent.push(format!(
                "the place \"{place}\" is not offered there (it has municipalities above 5,000 inhabitants)"
            )),
            Found::Several(titles) => {
                return Err(FetchError::Asked(format!(
                    "\"{place}\" is the name of several places: {}; give the official key",
                    titles.join(", ")
                )));
            }
        }
    }
    let portions: Vec<(&str, String)> = wish
        .indicators
        .iter()
        .flat_map(|indicator| portions(&places).map(move |portion| (indicator.as_str(), portion)))
        .collect();
    for (n, (indicator, portion)) in portions.iter().enumerate() {
        client.tell(Progress::Step {
            n: n + 1,
            of: portions.len(),
            what: (*indicator).to_owned(),
        });
        let path = format!("statistics/data/{indicator}+{portion}+{first}-{last}");
        let request = Request::get(address(base, &path)?).accept("application/json");
        let n_places = portion.split('+').count();
        match client.fetch(&request) {
            Ok(saved) => fetched.documents.push(Document {
                what: format!("{indicator}, {n_places} places, {first} to {last}"),
                file_name: format!("wegweiser-{indicator}-{}.json", n + 1),
                saved,
                parts: Vec::new(),
                terms: Some(terms()),
                territory: None,
                source: None,
            }),
            // Not each indicator has values at each level.
            Err(FetchError::Absent { .. }) => fetched.absent.push(format!(
                "the indicator \"{indicator}\" has no values for these places and years"
            )),
            Err(error) => return Err(error),
        }
    }
    Ok(fetched)
}

fn terms() -> Terms {
    Terms {
        source_note: "Bertelsmann Stiftung, Wegweiser Kommune (www.wegweiser-kommune.de); Quelle je Indikator dort"
            .to_owned(),
        licence: None,
    }
}

/// All places, portion by portion, until one is not full.
fn regions(client: &mut Client<'_>, base: &str) -> Result<Vec<Region>, FetchError> {
    let mut regions: Vec<Region> = Vec::new();
    loop {
        let path = format!("region/list?max={N_LIST}&offset={}", regions.len());
        let request = Request::get(address(base, &path)?).accept("application/json");
        let portion: Vec<Region> = read(base, &client.fetch_text(&request)?)?;
        let n_portion = portion.len();
        let is_known = portion
            .first()
            .is_some_and(|first| regions.iter().any(|known| known.friendly_url == first.friendly_url));
        // A server that does not know `offset` sends the same portion for ever.
        if is_known {
            return Ok(regions);
        }
        regions.extend(portion);
        if n_portion < N_LIST {
            return Ok(regions);
        }
    }
}

enum Found<'a> {
    One(&'a Region),
    Several(Vec<String>),
    None,
}

fn find<'a>(regions: &'a [Region], place: &str) -> Found<'a> {
    let place = place.trim();
    let is_key = !place.is_empty() && place.bytes().all(|byte| byte.is_ascii_digit());
    let matches: Vec<&Region> = regions
        .iter()
        .filter(|region| {
            if is_key {
                region.ags == place
                    || padded(&region.ars) == padded(place)
                    || (place.len() == 5 && region.ags == format!("{place}000"))
            } else {
                region.friendly_url == place || region.name.eq_ignore_ascii_case(place) || region.title == place
            }
        })
        .collect();
    match matches.as_slice() {
        [] => Found::None,
        [one] => Found::One(one),
        several => match several.iter().find(|region| region.friendly_url == place) {
            Some(exact) => Found::One(exact),
            None => Found::Several(
                several
                    .iter()
                    .map(|region| format!("{} ({})", region.title, region.ags))
                    .collect(),
            ),
        },
    }
}

/// A regional key with the zeros that the interface leaves out at the end.
fn padded(ars: &str) -> String {
    format!("{ars:0<12}")
}

/// Names joined by `+`, in portions that fit into an address.
fn portions(names: &[String]) -> impl Iterator<Item = String> {
    let mut portions: Vec<String> = Vec::new();
    for name in names {
        match portions.last_mut() {
            Some(portion) if portion.len() + name.len() < LONGEST_NAMES => {
                portion.push('+');
                portion.push_str(name);
            }
            _ => portions.push(name.clone()),
        }
    }
    portions.into_iter()
}

fn read<T: serde::de::DeserializeOwned>(base: &str, text: &str) -> Result<T, FetchError> {
    serde_json::from_str(text).map_err(|error| FetchError::Shape {
        host: base.to_owned(),
        detail: error.to_string(),
    })
}

/// The pace that suits a portal made for people.
pub const PACE: Duration = Duration::from_millis(1_500);
