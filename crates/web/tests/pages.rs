//! What every page promises: one `h1`, no inline style or script, nothing from other hosts.
//!
//! The pages are also written to the folder that `LOTSE_GALLERY` names, when it names one, for validators and browsers.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use axum::{
    body::{Body, to_bytes},
    http::Request,
};
use tower::ServiceExt as _;

mod gallery;

async fn page(path: &str) -> String {
    let request = Request::builder()
        .uri(path)
        .header("accept", "text/html")
        .body(Body::empty())
        .unwrap();
    let response = gallery::app().oneshot(request).await.unwrap();
    String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn a_page_keeps_its_promises() {
    for (name, path) in [
        ("gallery-de", "/de/muenster/gallery"),
        ("gallery-en", "/en/muenster/gallery"),
        ("not-found-de", "/de/nowhere"),
        ("kind-en", "/en/problems/not-found"),
    ] {
        let html = page(path).await;
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
        assert!(
            !html.contains(" style=") && !html.contains("<style") && !html.contains("<script>"),
            "{path}"
        );
        for attribute in ["src=\"http", "href=\"http", "src=\"//", "href=\"//"] {
            assert!(!html.contains(attribute), "{path}");
        }
        if let Ok(folder) = std::env::var("LOTSE_GALLERY") {
            std::fs::write(format!("{folder}/{name}.html"), html).unwrap();
        }
    }
}
