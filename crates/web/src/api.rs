//! What all addresses of the interface share: reading parameters, one shape for lists, cursors, answers with a state.
//!
//! A handler names the parameters it knows and reads them with [`Parameters`]; whatever else a request says is refused, because a typing
//! mistake must not silently widen an answer. A list is a [`List`]; its `next` is a cursor made by [`CursorKey::seal`]: opaque, signed,
//! holding the filters of the first request, so that it is sent alone. The promises stand in `docs/develop/api.md`.
//!
//! ```
//! use serde::{Deserialize, Serialize};
//! use web::api::{CursorKey, Parameters};
//!
//! #[derive(Serialize, Deserialize, PartialEq, Debug)]
//! struct Rooms { floor: Option<u8>, limit: u32, after: i64 }
//!
//! fn first(query: &str, key: &CursorKey) -> Result<Rooms, web::problem::Problem> {
//!     let parameters = Parameters::read(Some(query), &["floor", "limit", "cursor"])?;
//!     if let Some(cursor) = parameters.cursor()? {
//!         return key.open("rooms", cursor);
//!     }
//!     Ok(Rooms { floor: parameters.parsed("floor", "api-parameter-date")?, limit: parameters.limit(50, 500)?, after: 0 })
//! }
//! let key = CursorKey::new([7; 32]);
//! let next = key.seal("rooms", &Rooms { floor: Some(2), limit: 10, after: 10 });
//! assert_eq!(first(&format!("cursor={next}"), &key).ok(), Some(Rooms { floor: Some(2), limit: 10, after: 10 }));
//! assert!(first("colour=red", &key).is_err());
//! assert!(first("floor=2&floor=3", &key).is_err());
//! ```

use std::str::FromStr;

use axum::{
    extract::Query,
    http::{HeaderValue, Uri, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use jiff::civil::Date;
use serde::{Serialize, de::DeserializeOwned};
use sha2::Sha256;
use utoipa::ToSchema;

use crate::{entity_tag::EntityTag, problem::Problem, words::Message};

/// One page of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct List<T> {
    /// The entries of this page.
    pub items: Vec<T>,
    /// Where the next page begins: send it as `cursor`. `null` on the last page.
    #[schema(required = true)]
    pub next: Option<String>,
    /// How many entries all pages have together; only when asked for with `count=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub count: Option<u64>,
}

impl<T> List<T> {
    /// A list that is always one page.
    pub fn whole(items: Vec<T>) -> Self {
        Self {
            items,
            next: None,
            count: None,
        }
    }
}

/// What a request says behind the question mark: only known names.
#[derive(Clone, Debug)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Reads the query of an address; names that are not `known` and empty values are refused, all of them at once.
    pub fn read(query: Option<&str>, known: &[&str]) -> Result<Self, Problem> {
        let uri: Uri = format!("/?{}", query.unwrap_or_default())
            .parse()
            .map_err(|_| Problem::invalid())?;
        let Query(pairs): Query<Vec<(String, String)>> = Query::try_from_uri(&uri).map_err(|_| Problem::invalid())?;
        let refused = |(name, value): &(String, String)| {
            if !known.contains(&name.as_str()) {
                let message = Message::key("api-parameter-unknown")
                    .with("name", name)
                    .with("known", known.join(", "));
                Some((name.clone(), "unknown-parameter", message))
            } else if value.is_empty() {
                let message = Message::key("api-parameter-empty").with("name", name);
                Some((name.clone(), "empty-parameter", message))
            } else {
                None
            }
        };
        let mut refused = pairs.iter().filter_map(refused).peekable();
        if refused.peek().is_none() {
            return Ok(Self(pairs));
        }
        Err(refused.fold(Problem::invalid(), |problem, (name, code, message)| {
            problem.error(name, code, message)
        }))
    }

    /// The value of a parameter that may stand once.
    pub fn one(&self, name: &str) -> Result<Option<&str>, Problem> {
        let mut values = self.all(name);
        let first = values.next();
        match values.next() {
            None => Ok(first),
            Some(_) => Err(Problem::invalid().error(
                name,
                "repeated-parameter",
                Message::key("api-parameter-repeated").with("name", name),
            )),
        }
    }

    /// All values of a parameter that may be repeated.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(given, _)| given == name)
            .map(|(_, value)| value.as_str())
    }

    /// The value of a parameter as what it means. `words` is the key of the sentence that says what it must be; `$value` in it is what
    /// was given.
    pub fn parsed<T: FromStr>(&self, name: &str, words: &'static str) -> Result<Option<T>, Problem> {
        let read = |value: &str| {
            let wrong = |_| Problem::invalid_value(name, Message::key(words).with("value", value));
            value.parse().map_err(wrong)
        };
        self.one(name)?.map(read).transpose()
    }

    /// The values of a parameter that may be repeated, at most `most` of them.
    pub fn several(&self, name: &'static str, most: usize) -> Result<Vec<String>, Problem> {
        let values: Vec<String> = self.all(name).map(str::to_owned).collect();
        if values.len() <= most {
            return Ok(values);
        }
        let message = Message::key("api-parameter-many").with("name", name).with("most", most);
        Err(Problem::invalid().error(name, "too-many-values", message))
    }

    /// A day, written `2024-05-31` and in no other way.
    pub fn day(&self, name: &str) -> Result<Option<Date>, Problem> {
        let Some(value) = self.one(name)? else {
            return Ok(None);
        };
        match value.parse::<Date>() {
            Ok(day) if day.to_string() == value => Ok(Some(day)),
            _ => {
                let message = Message::key("api-parameter-date").with("value", value);
                Err(Problem::invalid().error(name, "not-a-day", message))
            }
        }
    }

    /// One of several words.
    pub fn choice<'a>(&self, name: &str, choices: &[&'a str]) -> Result<Option<&'a str>, Problem> {
        let Some(value) = self.one(name)? else {
            return Ok(None);
        };
        match choices.iter().find(|choice| **choice == value) {
            Some(choice) => Ok(Some(choice)),
            None => {
                let message = Message::key("api-parameter-choice")
                    .with("value", value)
                    .with("choices", choices.join(", "));
                Err(Problem::invalid().error(name, "unknown-value", message))
            }
        }
    }

    /// Refuses two parameters that cannot stand beside each other.
    pub fn exclude(&self, name: &'static str, other: &'static str) -> Result<(), Problem> {
        if self.all(name).next().is_none() || self.all(other).next().is_none() {
            return Ok(());
        }
        let message = Message::key("api-parameter-together")
            .with("name", name)
            .with("other", other);
        Err(Problem::invalid().error(name, "not-together", message))
    }

    /// A yes or no; no when it is not given.
    pub fn flag(&self, name: &str) -> Result<bool, Problem> {
        match self.one(name)? {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(value) => Err(Problem::invalid().error(
                name,
                "not-yes-or-no",
                Message::key("api-parameter-yes-no").with("value", value),
            )),
        }
    }

    /// The size of a page: from 1 to `most`.
    pub fn limit(&self, usual: u32, most: u32) -> Result<u32, Problem> {
        let Some(value) = self.one("limit")? else {
            return Ok(usual);
        };
        match value.parse() {
            Ok(limit) if (1..=most).contains(&limit) => Ok(limit),
            _ => Err(Problem::invalid().error(
                "limit",
                "out-of-range",
                Message::key("api-parameter-number")
                    .with("value", value)
                    .with("least", 1)
                    .with("most", most),
            )),
        }
    }

    /// The cursor, which is sent alone.
    pub fn cursor(&self) -> Result<Option<&str>, Problem> {
        let cursor = self.one("cursor")?;
        if cursor.is_some() && 1 < self.0.len() {
            return Err(Problem::invalid().error("cursor", "cursor-not-alone", Message::key("api-cursor-alone")));
        }
        Ok(cursor)
    }
}

/// Gathers what is wrong with the parameters of a request, so that the reader learns all of it at once.
///
/// ```
/// use web::api::{Parameters, Wrong};
/// let parameters = Parameters::read(Some("floor=up&limit=0"), &["floor", "limit"])?;
/// let mut wrong = Wrong::default();
/// let floor: Option<u8> = wrong.or_default(parameters.parsed("floor", "api-parameter-date"));
/// let limit = wrong.or_default(parameters.limit(10, 100));
/// assert_eq!(wrong.end().map_err(|problem| problem.n_errors()), Err(2));
/// # Ok::<(), web::problem::Problem>(())
/// ```
#[derive(Debug, Default)]
pub struct Wrong(Option<Problem>);

impl Wrong {
    /// What was read; when it could not be read, the problem is kept and something stands in its place until [`Wrong::end`].
    pub fn or_default<T: Default>(&mut self, read: Result<T, Problem>) -> T {
        match read {
            Ok(value) => value,
            Err(problem) => {
                self.0 = Some(match self.0.take() {
                    Some(before) => before.and(problem),
                    None => problem,
                });
                T::default()
            }
        }
    }

    /// Ends the reading: with one problem when anything was wrong.
    pub fn end(self) -> Result<(), Problem> {
        self.0.map_or(Ok(()), Err)
    }
}

/// A parameter that names something which does not exist; `list` is the address of all that do.
pub fn unknown_name(parameter: &str, value: &str, list: &'static str) -> Problem {
    let message = Message::key("api-name-unknown").with("value", value).with("list", list);
    Problem::invalid().error(parameter, "unknown-name", message)
}

/// The problem of a cursor whose state of the figures is gone.
pub fn cursor_expired() -> Problem {
    Problem::invalid().error("cursor", "cursor-expired", Message::key("api-cursor-expired"))
}

/// The key that signs cursors, so that nobody asks through one what cannot be asked otherwise.
#[derive(Clone)]
pub struct CursorKey([u8; 32]);

impl std::fmt::Debug for CursorKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("CursorKey")
    }
}

const SIGNATURE_BYTES: usize = 16;

impl CursorKey {
    /// A key that the installation keeps over restarts.
    pub fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// Makes the cursor of a list out of all that its next page needs: the filters, the page size, the place, the generation.
    pub fn seal(&self, list: &str, state: &impl Serialize) -> String {
        let mut cursor = serde_json::to_vec(state).unwrap_or_default();
        let signature = self.signature(list, &cursor);
        cursor.extend_from_slice(&signature);
        URL_SAFE_NO_PAD.encode(cursor)
    }

    /// Reads a cursor of this list; one that was changed, or made for another list, is refused.
    pub fn open<T: DeserializeOwned>(&self, list: &str, cursor: &str) -> Result<T, Problem> {
        let broken = || Problem::invalid().error("cursor", "cursor-broken", Message::key("api-cursor-broken"));
        let cursor = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| broken())?;
        let at = cursor.len().checked_sub(SIGNATURE_BYTES).ok_or_else(broken)?;
        let (state, signature) = cursor.split_at(at);
        self.mac(list, state)
            .verify_truncated_left(signature)
            .map_err(|_| broken())?;
        serde_json::from_slice(state).map_err(|_| broken())
    }

    fn signature(&self, list: &str, state: &[u8]) -> [u8; SIGNATURE_BYTES] {
        let whole = self.mac(list, state).finalize().into_bytes();
        std::array::from_fn(|n| whole[n])
    }

    fn mac(&self, list: &str, state: &[u8]) -> Hmac<Sha256> {
        #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).expect("a key of 32 bytes");
        mac.update(list.as_bytes());
        mac.update(&[0]);
        mac.update(state);
        mac
    }
}

/// An answer in JSON with the state it depends on.
pub fn json(tag: &EntityTag, body: &impl Serialize) -> Response {
    match serde_json::to_vec(body) {
        Ok(body) => {
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
                (header::ETAG, tag.header()),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
                (header::VARY, HeaderValue::from_static("Accept, Accept-Language")),
            ];
            (headers, body).into_response()
        }
        Err(error) => Problem::failed(error).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_empty_or_repeated_is_refused_by_name() {
        let check = |query: &str, expected: &[&str]| {
            let problem = Parameters::read(Some(query), &["level", "q"])
                .and_then(|parameters| parameters.one("level").map(|_| ()))
                .err();
            let shown = format!("{problem:?}");
            for part in expected {
                assert!(shown.contains(part), "{query}: {shown}");
            }
            assert_eq!(problem.is_some(), !expected.is_empty(), "{query}");
        };
        check("level=state&q=a+b%20c", &[]);
        check("farbe=rot&x=1", &["\"farbe\"", "\"x\"", "unknown-parameter"]);
        check("level=", &["empty-parameter"]);
        check("level=state&level=region", &["repeated-parameter"]);
    }

    #[test]
    fn a_page_has_a_size_within_bounds() -> Result<(), Problem> {
        for (query, expected) in [
            ("", Some(50)),
            ("limit=1", Some(1)),
            ("limit=500", Some(500)),
            ("limit=501", None),
            ("limit=0", None),
            ("limit=-1", None),
            ("limit=ten", None),
        ] {
            let parameters = Parameters::read(Some(query), &["limit"])?;
            assert_eq!(parameters.limit(50, 500).ok(), expected, "{query}");
        }
        Ok(())
    }

    #[test]
    fn days_choices_and_pairs_are_read_exactly() -> Result<(), Problem> {
        let known = ["day", "form", "a", "b"];
        for (query, is_day) in [
            ("2024-02-29", true),
            ("2023-02-29", false),
            ("2024-2-9", false),
            ("2024-02-29T00:00", false),
        ] {
            let parameters = Parameters::read(Some(&format!("day={query}")), &known)?;
            assert_eq!(parameters.day("day").is_ok(), is_day, "{query}");
        }
        let parameters = Parameters::read(Some("form=csv&a=1&a=2&a=3"), &known)?;
        assert_eq!(parameters.choice("form", &["json", "csv"])?, Some("csv"));
        assert!(parameters.choice("form", &["json"]).is_err());
        assert_eq!(parameters.several("a", 3)?, ["1", "2", "3"]);
        assert!(parameters.several("a", 2).is_err());
        assert!(parameters.exclude("a", "b").is_ok());
        assert!(parameters.exclude("a", "form").is_err());
        Ok(())
    }

    #[test]
    fn a_cursor_that_was_changed_or_belongs_elsewhere_is_refused() {
        let key = CursorKey::new([1; 32]);
        let cursor = key.seal("rooms", &(5, "state"));
        assert_eq!(
            key.open::<(i32, String)>("rooms", &cursor).ok(),
            Some((5, "state".to_owned()))
        );
        assert!(key.open::<(i32, String)>("halls", &cursor).is_err());
        assert!(CursorKey::new([2; 32]).open::<(i32, String)>("rooms", &cursor).is_err());
        let mut changed = cursor.into_bytes();
        changed[2] ^= 1;
        let changed = String::from_utf8_lossy(&changed).into_owned();
        for broken in [changed.as_str(), "", "AAAA", "%", "e30"] {
            assert!(key.open::<(i32, String)>("rooms", broken).is_err(), "{broken}");
        }
    }
}
