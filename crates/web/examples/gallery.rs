//! Shows the gallery to a browser: `cargo run -p web --example gallery`, then open http://127.0.0.1:8099/de/muenster/gallery.

#[path = "../tests/gallery/mod.rs"]
mod gallery;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8099").await?;
    axum::serve(listener, gallery::app()).await
}
