//! Which of the forms that an address offers a reader wants, by `Accept` (RFC 9110, section 12.5.1).
//!
//! Used by addresses of the interface; pages have one form. What a parameter says in place of the header is the address's own matter.

use axum::{
    extract::Request,
    http::{HeaderMap, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::problem::Problem;

/// JSON, the form that every address of the interface has.
pub const JSON: &str = "application/json";
/// CSV, for long lists.
pub const CSV: &str = "text/csv";

/// GeoJSON (RFC 7946), for areas.
pub const GEOJSON: &str = "application/geo+json";

/// The offered form that the reader likes most; among equals the one that is offered first. Without a wish it is the first of all;
/// `None` when nothing that is offered can be taken.
///
/// ```
/// use axum::http::{HeaderMap, HeaderValue, header::ACCEPT};
/// use web::accept::{CSV, JSON, best};
/// let mut headers = HeaderMap::new();
/// assert_eq!(best(&headers, &[JSON, CSV]), Some(JSON));
/// headers.insert(ACCEPT, HeaderValue::from_static("text/*, application/json;q=0.5"));
/// assert_eq!(best(&headers, &[JSON, CSV]), Some(CSV));
/// assert_eq!(best(&headers, &["image/png"]), None);
/// ```
pub fn best(headers: &HeaderMap, offered: &[&'static str]) -> Option<&'static str> {
    if !headers.contains_key(header::ACCEPT) {
        return offered.first().copied();
    }
    let mut best = (0, None);
    for form in offered {
        let weight = weight(headers, form);
        if best.0 < weight {
            best = (weight, Some(*form));
        }
    }
    best.1
}

/// Refuses readers who cannot take JSON: around addresses that have no other form.
pub async fn only_json(request: Request, next: Next) -> Response {
    match best(request.headers(), &[JSON]) {
        Some(_) => next.run(request).await,
        None => Problem::not_acceptable().into_response(),
    }
}

/// Refuses readers who cannot take GeoJSON, which is JSON as well: around addresses of areas.
pub async fn only_geojson(request: Request, next: Next) -> Response {
    match best(request.headers(), &[GEOJSON, JSON]) {
        Some(_) => next.run(request).await,
        None => Problem::not_acceptable().into_response(),
    }
}

/// The weight in thousandths that the most exact range gives to a form; 0 is a refusal.
fn weight(headers: &HeaderMap, form: &str) -> u16 {
    let kind = form.split('/').next().unwrap_or_default();
    let values = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut found = (0, 0);
    for range in values.flat_map(|value| value.split(',')) {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let exactness = match name.split_once('/') {
            _ if name == form => 3,
            Some((of_kind, "*")) if of_kind == kind => 2,
            Some(("*", "*")) => 1,
            _ => continue,
        };
        let wish = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        let weight = wish
            .map_or(1.0, |wish| wish.parse::<f32>().unwrap_or(0.0))
            .clamp(0.0, 1.0);
        if found.0 <= exactness {
            found = (exactness, (weight * 1000.0).round() as u16);
        }
    }
    found.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn check(accept: &'static str, expected: Option<&'static str>) {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
        assert_eq!(best(&headers, &[JSON, CSV]), expected, "{accept}");
    }

    #[test]
    fn the_most_exact_range_counts_and_then_the_greatest_weight() {
        check("*/*", Some(JSON));
        check("text/html,application/xhtml+xml,*/*;q=0.8", Some(JSON));
        check("text/csv", Some(CSV));
        check("TEXT/CSV; q=0.9, application/json; q=0.1", Some(CSV));
        check("*/*, application/json;q=0", Some(CSV));
        check("application/json;q=0, text/csv;q=0", None);
        check("image/png", None);
        check("", None);
        check("application/json;q=nonsense", None);
    }
}
