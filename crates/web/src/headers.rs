//! Headers that keep readers safe: what a page may load, who may frame it, what it tells other sites.
//!
//! Everything comes from this server. Nothing inline runs: no script, no style. Pictures may be `data:` because the icons of KERN UX
//! are masks of that kind. The interface may be read from any site (`Access-Control-Allow-Origin: *` on `/api/`, reading methods only);
//! it knows no cookies.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// What a page may load.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
     script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";

const ON_EVERYTHING: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// Adds what is missing; a handler that has set a header of its own keeps it.
pub fn protect(path: &str, is_behind_tls: bool, headers: &mut HeaderMap) {
    let mut add = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    for (name, value) in ON_EVERYTHING {
        add(name, value);
    }
    let resource_policy = HeaderName::from_static("cross-origin-resource-policy");
    if path.starts_with("/api/") {
        add(resource_policy, "cross-origin");
        add(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        add(header::ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Link, X-Request-Id");
    } else {
        add(resource_policy, "same-origin");
    }
    if is_behind_tls {
        add(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_interface_is_open_to_other_sites() {
        let protected = |path| {
            let mut headers = HeaderMap::new();
            protect(path, false, &mut headers);
            headers
        };
        assert_eq!(protected("/api/v1/indicators")["access-control-allow-origin"], "*");
        let page = protected("/de/indicators");
        assert!(!page.contains_key("access-control-allow-origin"));
        assert_eq!(page["cross-origin-resource-policy"], "same-origin");
        assert!(!page.contains_key("strict-transport-security"));
    }

    #[test]
    fn a_handler_may_say_otherwise() {
        let mut headers = HeaderMap::new();
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        protect("/de", true, &mut headers);
        assert_eq!(headers["referrer-policy"], "no-referrer");
        assert!(headers.contains_key("strict-transport-security"));
    }
}
