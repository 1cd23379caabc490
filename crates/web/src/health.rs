//! The answer of `/healthz`: whether the program can do its work, for a process supervisor or a load balancer.
//!
//! What is checked is the business of the caller, who runs the checks and hands in their outcomes; causes stay in the log.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value, json};

/// 200 and `{"status":"ok",…}` when all checks passed, else 503 and `{"status":"failing",…}`.
///
/// ```
/// let answer = web::health::answer(&[("database", true), ("lake", true)]);
/// assert_eq!(answer.status(), 200);
/// ```
pub fn answer(checks: &[(&str, bool)]) -> Response {
    let word = |passed: bool| if passed { "ok" } else { "failing" };
    let all_passed = checks.iter().all(|check| check.1);
    let status = if all_passed {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let checks: Map<String, Value> = checks
        .iter()
        .map(|(name, passed)| ((*name).to_owned(), word(*passed).into()))
        .collect();
    let body = json!({ "status": word(all_passed), "version": env!("CARGO_PKG_VERSION"), "checks": checks });
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, body.to_string()).into_response()
}
