//! The capabilities of the platform, one folder each, in reading order: one uses only those that stand earlier.
//!
//! This file is the list; it gathers routes, words and what ships, and does nothing else. What all capabilities share stands first:
//! the opened [`installation`], [`texts`] in several languages, and which of the data that ship are [`shipped`] already.

pub mod installation;
pub mod texts;
mod shipped;

pub mod audit;
pub mod people;
pub mod territories;
pub mod goals;
pub mod indicators;

use jiff::Timestamp;
use store::{Store, StoreError, scope::Scope};

/// Makes a fresh installation ready and takes in what ships with this version of the program. Does nothing the second time.
pub async fn prepare(store: &Store, now: Timestamp) -> Result<(), StoreError> {
    people::ensure_installation(&store.sql, now).await?;
    territories::load_shipped(&store.sql, now).await?;
    goals::load_shipped(&store.sql, now).await?;
    indicators::catalogue::seed(store, &Scope::installation("shipped data"), now).await?;
    Ok(())
}

/// All routes.
pub fn routes() -> axum::Router<installation::Installation> {
    axum::Router::new()
}

/// Words, navigation and foot links of all pages.
pub fn site() -> Result<web::frame::Site, web::words::WordsError> {
    let words = web::words::Words::new(&[])?;
    Ok(web::frame::Site::new(words, Vec::new(), Vec::new()))
}
