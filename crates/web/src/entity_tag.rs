//! Entity tags: a short name for the state of an answer, so that a reader who has it already is spared the rest.
//!
//! Tags are weak, because compression changes the bytes but not the meaning. They hold the fingerprint of the program's assets and its
//! version, so that an update never answers "unchanged" for a page that looks different.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::{assets, fingerprint};

/// The state of an answer, as `ETag` carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityTag(String);

impl EntityTag {
    /// The tag of everything that the answer depends on: lake generation, change sequence, language, parameters.
    ///
    /// ```
    /// use web::entity_tag::EntityTag;
    /// assert_eq!(EntityTag::of(&["17", "de"]), EntityTag::of(&["17", "de"]));
    /// assert_ne!(EntityTag::of(&["17", "de"]), EntityTag::of(&["17d", "e"]));
    /// ```
    pub fn of(parts: &[&str]) -> EntityTag {
        let program = [env!("CARGO_PKG_VERSION"), assets::hash()];
        let hash = fingerprint::of(program.iter().chain(parts).map(|part| part.as_bytes()));
        EntityTag(format!("W/\"{hash}\""))
    }

    /// The header value.
    pub fn header(&self) -> HeaderValue {
        HeaderValue::from_str(&self.0).unwrap_or_else(|_| HeaderValue::from_static("W/\"\""))
    }

    /// Whether `If-None-Match` names this tag: the reader has the answer already.
    pub fn is_known(&self, headers: &HeaderMap) -> bool {
        is_known(&self.0, headers)
    }
}

/// The weak comparison of RFC 9110, section 8.8.3.2.
pub(crate) fn is_known(tag: &str, headers: &HeaderMap) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let known = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok());
    known
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == "*" || opaque(known) == opaque(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_known_strong_or_weak_and_among_others() {
        let tag = EntityTag::of(&["1"]);
        let EntityTag(weak) = &tag;
        for (value, known) in [
            (weak.clone(), true),
            (weak.trim_start_matches("W/").to_owned(), true),
            (format!("\"other\", {weak}"), true),
            ("*".to_owned(), true),
            ("\"other\"".to_owned(), false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(
                header::IF_NONE_MATCH,
                HeaderValue::try_from(value.as_str()).expect("ascii"),
            );
            assert_eq!(tag.is_known(&headers), known, "{value}");
        }
    }
}
