//! The register of territories: by Land, by level, by name or key, page by page.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use figures::territory::{Level, TerritoryKey};
use jiff::civil::Date;
use serde::Deserialize;
use store::scope::Scope;
use web::{api::CursorKey, frame::Frame, problem::Problem, words::Message};

use super::Row;
use crate::{
    installation::Installation,
    territories::{
        Counts, Filter, counts, key_words::text_words, level_words, list as list_territories, newest_area_date,
    },
};

const N_ROWS: u32 = 50;
const LIST: &str = "territories-page";

/// What the form sends; empty fields are no filter.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    level: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    after: String,
}

#[derive(Template)]
#[template(path = "territories/pages/list.html")]
struct Register {
    frame: Frame,
    asked: Asked,
    levels: Vec<Choice>,
    states: Vec<Choice>,
    rows: Vec<Row>,
    n_found: u64,
    is_filtered: bool,
    next: Option<String>,
    whole: Option<Whole>,
}

/// An option of a select field.
struct Choice {
    value: String,
    label: String,
    is_chosen: bool,
}

/// How many there are of the levels that people ask about.
struct Whole {
    municipalities: Counts,
    districts: Counts,
    date: Date,
}

/// GET /{language}/territories
pub(super) async fn list(
    State(installation): State<Installation>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    let scope = Scope::public();
    let read = installation.store.sql.read(&scope);
    let level: Option<Level> = filled(&asked.level)
        .map(|level| {
            let message = || Message::key("api-level-unknown").with("value", level);
            level.parse().map_err(|_| Problem::invalid_value("level", message()))
        })
        .transpose()?;
    let state: Option<TerritoryKey> = filled(&asked.state)
        .map(|state| {
            state
                .parse()
                .map_err(|error| Problem::invalid_value("state", text_words(&error)))
        })
        .transpose()?;
    let text = filled(asked.q.trim()).map(str::to_owned);
    let is_filtered = level.is_some() || state.is_some() || text.is_some();
    let level = if is_filtered { level } else { Some(Level::State) };
    let filter = Filter {
        level,
        state,
        with_ended: text.is_some(),
        text,
        parent: None,
    };
    let key = CursorKey::new(installation.cursor_key);
    let after = filled(&asked.after).map(|after| key.open(LIST, after)).transpose()?;
    let (territories, next) = list_territories(read, &filter, after.as_ref(), N_ROWS)
        .await
        .map_err(Problem::failed)?;
    let of_level = async |level| {
        let filter = Filter {
            level: Some(level),
            ..Filter::default()
        };
        counts(read, &filter).await.map_err(Problem::failed)
    };
    let whole = match newest_area_date(read).await.map_err(Problem::failed)? {
        Some(date) => Some(Whole {
            municipalities: of_level(Level::Municipality).await?,
            districts: of_level(Level::District).await?,
            date,
        }),
        None => None,
    };
    let found = counts(read, &filter).await.map_err(Problem::failed)?;
    let only_states = Filter {
        level: Some(Level::State),
        ..Filter::default()
    };
    let (states, _) = list_territories(read, &only_states, None, 100)
        .await
        .map_err(Problem::failed)?;
    let states = states.iter().map(|state| Choice {
        value: state.code().to_owned(),
        label: state.name.clone(),
        is_chosen: filter.state.as_ref() == Some(&state.key),
    });
    let levels = Level::ALL.into_iter().map(|one| Choice {
        value: one.as_str().to_owned(),
        label: frame.plain(level_words(one)).to_string(),
        is_chosen: is_filtered && filter.level == Some(one),
    });
    let page = Register {
        levels: levels.collect(),
        states: states.collect(),
        rows: territories
            .iter()
            .map(if is_filtered { Row::titled } else { Row::named })
            .collect(),
        n_found: found.all,
        is_filtered,
        next: next.map(|place| key.seal(LIST, &place)),
        whole,
        asked,
        frame: frame.clone(),
    };
    let description = frame.plain("territories-description").to_string();
    Ok(frame
        .title_words("territories-title")
        .description(description)
        .section("territories")
        .show(|frame| Register { frame, ..page }))
}

fn filled(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

impl Register {
    /// The next page with the same filters. The form's fields are escaped as a browser would send them.
    fn next_href(&self, next: &str) -> String {
        let fields = [
            ("q", self.asked.q.as_str()),
            ("level", &self.asked.level),
            ("state", &self.asked.state),
            ("after", next),
        ];
        self.frame.href(&format!("/territories?{}", query(&fields)))
    }

    /// The first page with the same filters.
    fn first_href(&self) -> String {
        let fields = [
            ("q", self.asked.q.as_str()),
            ("level", &self.asked.level),
            ("state", &self.asked.state),
        ];
        self.frame.href(&format!("/territories?{}", query(&fields)))
    }
}

fn query(fields: &[(&str, &str)]) -> String {
    let escaped = |text: &str| -> String {
        let byte = |byte: u8| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        };
        text.bytes().map(byte).collect()
    };
    let filled = fields.iter().filter(|(_, value)| !value.is_empty());
    filled
        .map(|(name, value)| format!("{name}={}", escaped(value)))
        .collect::<Vec<_>>()
        .join("&")
}
