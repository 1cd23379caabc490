//! What a search has found, in groups.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::Deserialize;
use store::scope::Scope;
use web::{frame::Frame, problem::Problem, section::Hit};

use crate::{
    goals,
    indicators::{catalogue, registers},
    installation::Installation,
    territories,
};

/// Longer texts are cut: nobody types them, and each letter costs work.
const LONGEST: usize = 200;
/// How many hits of a group stand beside other groups.
const N_SHOWN: usize = 20;
/// How many hits stand on the page of a single group.
const N_SHOWN_ALONE: usize = 500;

/// The groups in the order of the page, by their names in addresses.
const GROUPS: [&str; 3] = ["territories", "goals", "indicators"];

#[derive(Template)]
#[template(path = "search/pages/search.html")]
struct Search {
    frame: Frame,
    query: String,
    groups: Vec<Group>,
    n_hits: u64,
    /// Leads back to all groups.
    all_groups: Option<String>,
}

struct Group {
    name: &'static str,
    heading: String,
    n_hits: u64,
    hits: Vec<Shown>,
    /// Where all hits of the group stand.
    more: Option<String>,
    is_cut: bool,
}

struct Shown {
    href: String,
    title: String,
    kind: Option<String>,
    detail: String,
}

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
pub(in crate::search) struct Asked {
    q: Option<String>,
    only: Option<String>,
}

/// GET /{language}/search
pub(in crate::search) async fn search(
    State(installation): State<Installation>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    let query = trimmed(asked.q.as_deref().unwrap_or_default());
    let only = GROUPS.into_iter().find(|group| asked.only.as_deref() == Some(group));
    let address = format!("/search?only={}&q={query}", only.unwrap_or_default());
    let tag = registers::tag(&installation, frame.language(), &address).await?;
    if let Some(unchanged) = frame.unchanged(&tag) {
        return Ok(unchanged);
    }
    let mut groups = Vec::new();
    if !query.is_empty() {
        for name in GROUPS.into_iter().filter(|name| only.is_none_or(|only| only == *name)) {
            let limit = if only.is_some() { N_SHOWN_ALONE } else { N_SHOWN };
            let (n_hits, hits) = find(&installation, &frame, name, &query, limit).await?;
            if !hits.is_empty() {
                groups.push(group(&frame, name, &query, n_hits, hits, only.is_some()));
            }
        }
    }
    let title = match query.as_str() {
        "" => frame.plain("search-title").to_string(),
        query => frame.plain("search-title-for").with("query", query).to_string(),
    };
    Ok(frame.title(title).section("search").tag(tag).show(|frame| Search {
        n_hits: groups.iter().map(|group| group.n_hits).sum(),
        all_groups: only
            .filter(|_| !query.is_empty())
            .map(|_| frame.href(&address_of(&query, None))),
        groups,
        query,
        frame,
    }))
}

/// One line without control characters and without blanks around, not too long.
fn trimmed(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    let cut: String = plain.trim().chars().take(LONGEST).collect();
    cut.trim_end().to_owned()
}

async fn find(
    installation: &Installation,
    frame: &Frame,
    group: &str,
    query: &str,
    limit: usize,
) -> Result<(u64, Vec<Hit>), Problem> {
    let scope = Scope::public();
    let read = installation.store.sql.read(&scope);
    let count = |hits: &[Hit]| u64::try_from(hits.len()).unwrap_or(u64::MAX);
    let (n_hits, mut hits) = match group {
        "territories" => {
            let most = u32::try_from(limit).unwrap_or(u32::MAX);
            let hits = territories::search(read, query, most).await.map_err(Problem::failed)?;
            let n_hits = if hits.len() < limit {
                count(&hits)
            } else {
                territories::n_found(read, query).await.map_err(Problem::failed)?
            };
            (n_hits, hits)
        }
        "goals" => {
            let hits = goals::search(read, frame.language(), query, usize::MAX)
                .await
                .map_err(Problem::failed)?;
            (count(&hits), hits)
        }
        _ => {
            let registers = registers::registers(installation).await?;
            let hits = catalogue::search(&registers.catalogue, frame.language(), query, usize::MAX);
            (count(&hits), hits)
        }
    };
    hits.truncate(limit);
    Ok((n_hits, hits))
}

fn group(frame: &Frame, name: &'static str, query: &str, n_hits: u64, hits: Vec<Hit>, is_alone: bool) -> Group {
    let heading = match name {
        "territories" => "search-territories",
        "goals" => "search-goals",
        _ => "search-indicators",
    };
    let n_shown = u64::try_from(hits.len()).unwrap_or(u64::MAX);
    let is_cut = n_shown < n_hits;
    Group {
        heading: frame.plain(heading).with("n", n_hits).to_string(),
        more: (is_cut && !is_alone).then(|| frame.href(&address_of(query, Some(name)))),
        is_cut,
        hits: hits
            .into_iter()
            .map(|hit| Shown {
                href: frame.href(&hit.path),
                title: hit.title,
                // The heading of the other group says what its hits are.
                kind: (name != "indicators").then(|| frame.plain(hit.kind).to_string()),
                detail: hit.detail,
            })
            .collect(),
        name,
        n_hits,
    }
}

/// The address of a search, its text written as addresses ask.
fn address_of(query: &str, only: Option<&str>) -> String {
    let mut encoded = String::new();
    for byte in query.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            b' ' => encoded.push('+'),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    match only {
        Some(only) => format!("/search?q={encoded}&only={only}"),
        None => format!("/search?q={encoded}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_one_short_line() {
        assert_eq!(trimmed("  Bad\tKöstritz\r\n "), "Bad Köstritz");
        assert_eq!(trimmed(&"ä".repeat(1000)).chars().count(), LONGEST);
        assert_eq!(trimmed("\u{0}"), "");
    }

    #[test]
    fn a_query_survives_its_address() {
        assert_eq!(
            address_of("Bad & \"Ä\"", Some("goals")),
            "/search?q=Bad+%26+%22%C3%84%22&only=goals"
        );
    }
}
