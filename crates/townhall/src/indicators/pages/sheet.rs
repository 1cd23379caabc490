//! The sheet of an indicator on its page: what it costs, on which level it has values, how unit, direction and links were confirmed.

use askama::Template;
use web::{frame::Frame, problem::Problem, section::Section};

use super::super::catalogue::{
    Indicator,
    sheet::{Availability, OnLevel, SetType, Sheet},
};

#[derive(Template)]
#[template(path = "indicators/pages/sheet.html")]
struct Inside<'a> {
    frame: &'a Frame,
    set_type: Option<&'static str>,
    type_confirmed: bool,
    availability: String,
    minutes: Option<u32>,
    levels: Vec<(String, String)>,
    place: String,
    place_uri: Option<&'a str>,
    confirmations: Vec<(String, String, &'a str)>,
    definitions: Vec<(String, &'a str, &'a str)>,
}

/// The section, when the indicator has a sheet.
pub(super) fn section(frame: &Frame, indicator: &Indicator) -> Result<Option<Section>, Problem> {
    let Some(sheet) = &indicator.sheet else {
        return Ok(None);
    };
    let word = |key: String| frame.plain(&key.replace('_', "-")).to_string();
    let Sheet { levels, .. } = sheet;
    let level = |name: &str, on: OnLevel| {
        let level = word(format!("sheet-level-{name}"));
        (level, word(format!("selection-level-{}", on.as_str())))
    };
    let language = frame.language().tag();
    let place = sheet.places.get(language).or_else(|| sheet.places.get("de"));
    let inside = Inside {
        set_type: sheet.set_type.map(|one| match one {
            SetType::I => "I",
            SetType::II => "II",
        }),
        type_confirmed: sheet.type_confirmed,
        availability: word(format!(
            "selection-availability-{}",
            Availability::as_str(sheet.availability)
        )),
        minutes: sheet.minutes_per_year,
        levels: vec![
            level("municipality", levels.municipality),
            level("district", levels.district),
            level("state", levels.state),
            level("country", levels.country),
        ],
        place: place.cloned().unwrap_or_default(),
        place_uri: sheet.where_uri.as_deref(),
        confirmations: sheet
            .confirmations
            .iter()
            .map(|one| {
                let about = word(format!("sheet-about-{}", one.about.as_str()));
                (
                    about,
                    word(format!("sheet-state-{}", one.state.as_str())),
                    one.note.as_str(),
                )
            })
            .collect(),
        definitions: sheet
            .definitions
            .iter()
            .map(|one| (one.number.to_string(), one.since.as_str(), one.note.as_str()))
            .collect(),
        frame,
    };
    let heading = frame.plain("sheet-heading").to_string();
    Section::new("sheet", heading, &inside)
        .map(Some)
        .map_err(Problem::failed)
}
