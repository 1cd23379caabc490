//! GET /{language}/api: the interface explained to people, with addresses to try.

use askama::Template;
use axum::response::Response;
use web::frame::Frame;

/// What can be asked for: a name for its words, the pattern of its address, an address to try.
pub(super) const ADDRESSES: [(&str, &str, &str); 25] = [
    (
        "territories",
        "/api/v1/territories",
        "/api/v1/territories?level=district&limit=10",
    ),
    ("territory", "/api/v1/territories/{key}", "/api/v1/territories/05515000"),
    (
        "geometry",
        "/api/v1/territories/{key}/geometry",
        "/api/v1/territories/05515000/geometry",
    ),
    ("boundary-sets", "/api/v1/boundaries", "/api/v1/boundaries"),
    (
        "boundaries",
        "/api/v1/boundaries/{level}",
        "/api/v1/boundaries/district?inside=05",
    ),
    ("goals", "/api/v1/goals", "/api/v1/goals"),
    ("goal", "/api/v1/goals/{code}", "/api/v1/goals/11"),
    ("frameworks", "/api/v1/frameworks", "/api/v1/frameworks"),
    ("framework", "/api/v1/frameworks/{key}", "/api/v1/frameworks/dns-2025"),
    (
        "crosswalks",
        "/api/v1/crosswalks",
        "/api/v1/crosswalks?framework=dns-2025&to=sdg-2015",
    ),
    (
        "indicators",
        "/api/v1/indicators",
        "/api/v1/indicators?with_values=true",
    ),
    ("indicator", "/api/v1/indicators/{id}", "/api/v1/indicators/unemployed"),
    (
        "observations",
        "/api/v1/observations",
        "/api/v1/observations?indicator=unemployed&territory=05515000",
    ),
    ("deliveries", "/api/v1/deliveries", "/api/v1/deliveries"),
    ("delivery", "/api/v1/deliveries/{number}", "/api/v1/deliveries/1"),
    (
        "problems",
        "/api/v1/deliveries/{number}/problems",
        "/api/v1/deliveries/1/problems",
    ),
    (
        "differences",
        "/api/v1/deliveries/{number}/differences",
        "/api/v1/deliveries/1/differences",
    ),
    (
        "differences-summary",
        "/api/v1/deliveries/{number}/differences/summary",
        "/api/v1/deliveries/1/differences/summary",
    ),
    ("sources", "/api/v1/sources", "/api/v1/sources"),
    ("targets", "/api/v1/targets", "/api/v1/targets"),
    ("target", "/api/v1/targets/{id}", "/api/v1/targets"),
    (
        "comparison",
        "/api/v1/indicators/{id}/comparison",
        "/api/v1/indicators/unemployed/comparison?territory=05515000",
    ),
    ("coverage", "/api/v1/coverage", "/api/v1/targets"),
    ("selection", "/api/v1/selection", "/api/v1/targets"),
    ("calendar", "/api/v1/calendar", "/api/v1/calendar"),
];

#[derive(Template)]
#[template(path = "interface/pages/show.html")]
struct Page {
    frame: Frame,
    addresses: [(String, &'static str, &'static str); ADDRESSES.len()],
}

/// GET /{language}/api
pub(super) async fn show(frame: Frame) -> Response {
    let about = frame.plain("interface-lead").to_string();
    frame
        .title_words("interface-title")
        .description(about)
        .section("api")
        .show(|frame| Page {
            addresses: ADDRESSES.map(|(name, pattern, example)| {
                (
                    frame.plain(&format!("interface-address-{name}")).to_string(),
                    pattern,
                    example,
                )
            }),
            frame,
        })
}
