//! Counts and times of requests in the Prometheus text format, by route pattern, so that no address of a reader is ever in them.
//!
//! Other parts of the program register their own figures through [`Metrics::register`]. The page is meant for the operator's
//! monitoring; a proxy keeps it from the public where that is wanted.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    Router,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram, info::Info},
    registry::Registry,
};

use crate::problem::Problem;

/// Upper bounds in seconds, close together around the 20 ms that a page may take.
const BUCKETS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// The figures of one server; cheap to clone.
#[derive(Clone)]
pub struct Metrics {
    registry: Arc<Mutex<Registry>>,
    requests: Family<RequestLabels, Counter>,
    durations: Family<RouteLabels, Histogram, fn() -> Histogram>,
    in_flight: Gauge,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    method: String,
    route: String,
    status: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    route: String,
}

impl Default for Metrics {
    fn default() -> Self {
        Metrics::new()
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Metrics")
    }
}

impl Metrics {
    /// Figures that start at nothing.
    pub fn new() -> Metrics {
        let mut registry = Registry::with_prefix("lotse");
        let requests = Family::<RequestLabels, Counter>::default();
        let durations: Family<RouteLabels, Histogram, fn() -> Histogram> =
            Family::new_with_constructor(|| Histogram::new(BUCKETS));
        let in_flight = Gauge::default();
        registry.register(
            "http_requests",
            "Answered requests by route pattern and class of status",
            requests.clone(),
        );
        registry.register(
            "http_request_duration_seconds",
            "Time until an answer begins",
            durations.clone(),
        );
        registry.register(
            "http_requests_in_flight",
            "Requests being answered now",
            in_flight.clone(),
        );
        registry.register(
            "build",
            "The running program",
            Info::new([("version", env!("CARGO_PKG_VERSION"))]),
        );
        Metrics {
            registry: Arc::new(Mutex::new(registry)),
            requests,
            durations,
            in_flight,
        }
    }

    /// Lets another part of the program add figures of its own.
    pub fn register(&self, add: impl FnOnce(&mut Registry)) {
        add(&mut self.registry.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// The route `/metrics`.
    pub fn routes<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        let metrics = self.clone();
        Router::new().route("/metrics", get(move || async move { metrics.page() }))
    }

    /// All figures in the OpenMetrics text format.
    pub fn text(&self) -> Result<String, fmt::Error> {
        let mut page = String::new();
        text::encode(&mut page, &self.registry.lock().unwrap_or_else(PoisonError::into_inner))?;
        Ok(page)
    }

    pub(crate) fn begin(&self) {
        self.in_flight.inc();
    }

    pub(crate) fn end(&self, method: &str, route: &str, status: u16, duration: Duration) {
        self.in_flight.dec();
        let class = match status / 100 {
            1 => "1xx",
            2 => "2xx",
            3 => "3xx",
            4 => "4xx",
            _ => "5xx",
        };
        let route = route.to_owned();
        let labels = RequestLabels {
            method: method.to_owned(),
            route: route.clone(),
            status: class,
        };
        self.requests.get_or_create(&labels).inc();
        self.durations
            .get_or_create(&RouteLabels { route })
            .observe(duration.as_secs_f64());
    }

    fn page(&self) -> Response {
        match self.text() {
            Ok(text) => {
                let content_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
                (
                    [
                        (header::CONTENT_TYPE, content_type),
                        (header::CACHE_CONTROL, "no-store"),
                    ],
                    text,
                )
                    .into_response()
            }
            Err(_) => Problem::internal().into_response(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_pattern_and_class() -> Result<(), fmt::Error> {
        let metrics = Metrics::new();
        for status in [200, 204, 404] {
            metrics.begin();
            metrics.end("GET", "/de/{organisation}", status, Duration::from_millis(3));
        }
        let text = metrics.text()?;
        for line in [
            r#"lotse_http_requests_total{method="GET",route="/de/{organisation}",status="2xx"} 2"#,
            r#"lotse_http_requests_total{method="GET",route="/de/{organisation}",status="4xx"} 1"#,
            r#"lotse_http_request_duration_seconds_bucket{le="0.005",route="/de/{organisation}"} 3"#,
            "lotse_http_requests_in_flight 0",
            "lotse_build_info{version=",
        ] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
        Ok(())
    }
}
