//! The languages of the pages: which there are, and which one a reader wants.
//!
//! A page states its language in the first segment of its path (`/de/…`, `/en/…`); the interface (`/api/…`) has none and follows
//! `Accept-Language`. German is the default everywhere. Content in further languages or in plain language is not decided here:
//! this is only about the words of the program itself.

use std::{fmt, str::FromStr};

use axum::{
    extract::{FromRequestParts, OriginalUri},
    http::{HeaderMap, header, request::Parts},
};

/// A language in which every page exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// German, the language of the administration and the default.
    #[default]
    De,
    /// English.
    En,
}

impl Language {
    /// All languages, the default first.
    pub const ALL: [Language; 2] = [Language::De, Language::En];

    /// The BCP 47 tag, also the first path segment.
    pub fn tag(self) -> &'static str {
        match self {
            Language::De => "de",
            Language::En => "en",
        }
    }

    /// The name of the language in itself, as the language switch shows it.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::De => "Deutsch",
            Language::En => "English",
        }
    }

    /// The language that the first segment of a path names.
    pub fn of_path(path: &str) -> Option<Language> {
        path.trim_start_matches('/').split(['/', '?']).next()?.parse().ok()
    }

    /// The best language for an `Accept-Language` header by the order of its weights; German when nothing fits.
    ///
    /// ```
    /// use axum::http::{HeaderMap, HeaderValue, header::ACCEPT_LANGUAGE};
    /// use web::language::Language;
    /// let mut headers = HeaderMap::new();
    /// headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static("fr, en-GB;q=0.8, de;q=0.5"));
    /// assert_eq!(Language::negotiated(&headers), Language::En);
    /// ```
    pub fn negotiated(headers: &HeaderMap) -> Language {
        let mut best = (0.0_f32, Language::default());
        let wishes = headers.get_all(header::ACCEPT_LANGUAGE).iter();
        for wish in wishes
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
        {
            let (range, weight) = wish.split_once(";q=").unwrap_or((wish, "1"));
            let Ok(weight) = weight.trim().parse::<f32>() else {
                continue;
            };
            let primary = range.trim().split('-').next().unwrap_or_default();
            let language = match primary {
                "*" => Some(Language::default()),
                primary => primary.to_ascii_lowercase().parse().ok(),
            };
            if let Some(language) = language
                && best.0 < weight
            {
                best = (weight, language);
            }
        }
        best.1
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.tag())
    }
}

/// The tag names none of our languages.
#[derive(Debug, thiserror::Error)]
#[error("\"{0}\" is not a language of the pages; use de or en")]
pub struct UnknownLanguage(String);

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(tag: &str) -> Result<Self, UnknownLanguage> {
        Language::ALL
            .into_iter()
            .find(|language| language.tag() == tag)
            .ok_or_else(|| UnknownLanguage(tag.to_owned()))
    }
}

/// The language of a request: of its path, else of `Accept-Language`.
impl<S: Sync> FromRequestParts<S> for Language {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(of_request(parts))
    }
}

/// As the extractor, for code that holds only the parts of a request.
pub(crate) fn of_request(parts: &Parts) -> Language {
    Language::of_path(whole_path(parts)).unwrap_or_else(|| Language::negotiated(&parts.headers))
}

/// The path as the reader sent it, also inside a nested router, which sees a shortened one.
pub(crate) fn whole_path(parts: &Parts) -> &str {
    parts
        .extensions
        .get::<OriginalUri>()
        .map_or(parts.uri.path(), |original| original.0.path())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn wanted(header: &'static str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(header));
        Language::negotiated(&headers)
    }

    #[test]
    fn german_is_spoken_unless_english_is_wanted_more() {
        assert_eq!(Language::negotiated(&HeaderMap::new()), Language::De);
        assert_eq!(wanted("en"), Language::En);
        assert_eq!(wanted("en;q=0.5, de"), Language::De);
        assert_eq!(wanted("fr, *;q=0.1"), Language::De);
        assert_eq!(wanted("EN-us, de;q=0.9"), Language::En);
        assert_eq!(wanted("en;q=zero"), Language::De);
    }

    #[test]
    fn only_the_first_segment_of_a_path_is_a_language() {
        assert_eq!(Language::of_path("/en/muenster"), Some(Language::En));
        assert_eq!(Language::of_path("/de"), Some(Language::De));
        assert_eq!(Language::of_path("/den/en"), None);
        assert_eq!(Language::of_path("/api/v1"), None);
    }
}
