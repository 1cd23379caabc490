//! What an Open SDG platform publishes: a list of indicators with metadata, and a table for each.
//!
//! The indicators of the German Sustainability Strategy (DNS) and many national and regional platforms are published so. The list says
//! which indicators exist; their tables are fetched one by one, only what has changed, and go as one folder to the reader.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    Document, FetchError, Fetched, Part, Terms,
    client::{Client, Progress, Request, address},
};

/// Where the indicators of the German Sustainability Strategy are published.
pub const DNS_ADDRESS: &str = "https://sustainabledevelopment-deutschland.github.io/sdg-data-pub/de/";

/// What is known about a platform, for its figures do not say it themselves.
#[derive(Debug, Clone, Default)]
pub struct Platform {
    /// Short name of the source.
    pub source: String,
    /// The official key of the territory that its figures are about.
    pub territory: Option<String>,
    /// The terms of everything there.
    pub terms: Option<Terms>,
}

/// The platform of the German Sustainability Strategy.
pub fn dns() -> Platform {
    let terms = Terms {
        source_note: "Statistisches Bundesamt (Destatis), Indikatoren der Deutschen Nachhaltigkeitsstrategie"
            .to_owned(),
        licence: Some("dl-de/by-2-0".to_owned()),
    };
    Platform {
        source: "dns".to_owned(),
        territory: Some("DG".to_owned()),
        terms: Some(terms),
    }
}

/// Fetches the indicators whose codes begin with one of the wished ones (`11-2`, `11.2.a`); all when none is wished.
pub fn fetch(
    client: &mut Client<'_>,
    base: &str,
    wished: &[String],
    platform: &Platform,
) -> Result<Fetched, FetchError> {
    let list = Request::get(address(base, "meta/all.json")?).accept("application/json");
    let list = client.fetch(&list)?;
    let shape = |detail: String| FetchError::Shape {
        host: base.to_owned(),
        detail,
    };
    let text = std::fs::read(&list.path).map_err(|error| shape(error.to_string()))?;
    let indicators: BTreeMap<String, Value> =
        serde_json::from_slice(&text).map_err(|error| shape(format!("meta/all.json: {error}")))?;
    let codes: Vec<&String> = indicators.keys().filter(|code| is_wished(code, wished)).collect();
    let mut fetched = Fetched::default();
    for wish in wished {
        if !indicators
            .keys()
            .any(|code| is_wished(code, std::slice::from_ref(wish)))
        {
            fetched.absent.push(format!("there is no indicator \"{wish}\""));
        }
    }
    let mut parts = vec![Part {
        name: "meta/all.json".to_owned(),
        saved: list,
    }];
    for (n, code) in codes.iter().enumerate() {
        client.tell(Progress::Step {
            n: n + 1,
            of: codes.len(),
            what: (*code).clone(),
        });
        if !is_plain(code) {
            fetched
                .absent
                .push(format!("\"{code}\" is not the code of an indicator and was left out"));
            continue;
        }
        match client.fetch(&Request::get(address(base, &format!("data/{code}.csv"))?)) {
            Ok(saved) => parts.push(Part {
                name: format!("data/indicator_{code}.csv"),
                saved,
            }),
            // A platform lists indicators that it only describes.
            Err(FetchError::Absent { .. }) => fetched
                .absent
                .push(format!("indicator {code} is described and has no table")),
            Err(error) => return Err(error),
        }
    }
    if parts.len() > 1 {
        fetched.documents.push(Document {
            what: format!("{} indicators of {}", parts.len() - 1, platform.source),
            file_name: format!("{}.zip", platform.source),
            saved: parts[0].saved.clone(),
            parts,
            terms: platform.terms.clone(),
            territory: platform.territory.clone(),
            source: Some(platform.source.clone()),
        });
    }
    Ok(fetched)
}

fn is_wished(code: &str, wished: &[String]) -> bool {
    let folded = |text: &str| text.to_lowercase().replace('.', "-");
    let code = folded(code);
    wished.is_empty()
        || wished.iter().any(|wish| {
            let wish = folded(wish);
            code == wish || code.starts_with(&format!("{wish}-"))
        })
}

/// A code becomes part of an address and of a path, so it is nothing but letters, digits and strokes.
fn is_plain(code: &str) -> bool {
    !code.is_empty()
        && code
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_by_their_beginning() {
        let wish = ["11.2".to_owned()];
        assert!(is_wished("11-2-a", &wish) && is_wished("11-2", &wish));
        assert!(!is_wished("11-20-a", &wish) && !is_wished("1-1-ab", &wish));
        assert!(is_wished("1-1-ab", &[]));
        assert!(is_plain("1-1-ab") && !is_plain("../x") && !is_plain(""));
    }
}
