//! Styles, fonts, scripts and pictures of the frame, served from inside the program under an address that holds their fingerprint.
//!
//! An address never changes its content, so browsers keep it for a year. An address of an older build gets the newest content, but
//! is not kept: a page that was opened before an update stays readable.

use axum::{
    Router,
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};

use crate::problem::Problem;

mod built {
    include!(concat!(env!("OUT_DIR"), "/assets.rs"));
}

/// The fingerprint of all files together; also part of every entity tag, because new styles may go with new pages.
pub fn hash() -> &'static str {
    built::HASH
}

/// The address of a file.
///
/// ```
/// assert!(web::assets::address("lotse.css").ends_with("/lotse.css"));
/// ```
pub fn address(name: &str) -> String {
    debug_assert!(content(name).is_some(), "{name} is not among the assets");
    format!("/assets/{}/{name}", hash())
}

/// The route `/assets/{hash}/{name}`.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{hash}/{name}", get(serve))
}

async fn serve(Path((asked_hash, name)): Path<(String, String)>) -> Result<Response, Problem> {
    let bytes = content(&name).ok_or_else(Problem::not_found)?;
    let cache = if asked_hash == hash() {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type(&name))),
        (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
    ];
    Ok((headers, bytes).into_response())
}

fn content(name: &str) -> Option<&'static [u8]> {
    built::FILES.iter().find(|file| file.0 == name).map(|file| file.1)
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
