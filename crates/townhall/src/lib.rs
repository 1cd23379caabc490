//! The capabilities of the platform, one folder each, in reading order: one uses only those that stand earlier.
//!
//! This file is the list; it gathers routes, words and what ships, and does nothing else. What all capabilities share stands first:
//! the opened [`installation`], [`texts`] in several languages, and which of the data that ship are [`shipped`] already.

pub mod installation;
mod shipped;
pub mod texts;

pub mod audit;
pub mod people;
pub mod territories;
pub mod goals;
pub mod indicators;
pub mod legal;
pub mod search;
pub mod interface;

use axum::{Router, routing::get};
use jiff::Timestamp;
use store::{Store, StoreError, scope::Scope};
use utoipa_axum::router::OpenApiRouter;
use web::{
    frame::{NavigationEntry, Site, Target},
    words::{Words, WordsError},
};

use crate::installation::Installation;

/// Makes a fresh installation ready and takes in what ships with this version of the program. Does nothing the second time.
pub async fn prepare(store: &Store, now: Timestamp) -> Result<(), StoreError> {
    people::ensure_installation(&store.sql, now).await?;
    territories::load_shipped(&store.sql, now).await?;
    goals::load_shipped(&store.sql, now).await?;
    indicators::catalogue::seed(store, &Scope::installation("shipped data"), now).await?;
    Ok(())
}

/// All routes of pages and interfaces.
pub fn routes() -> Router<Installation> {
    let pages = Router::new()
        .merge(territories::routes(&[indicators::TO_TERRITORIES]))
        .merge(goals::routes(&[indicators::TO_GOALS]))
        .merge(indicators::routes())
        .merge(interface::pages())
        .merge(legal::routes())
        .merge(search::routes());
    let addresses = OpenApiRouter::new()
        .merge(territories::api())
        .merge(goals::api())
        .merge(indicators::api::api());
    Router::new()
        .route("/healthz", get(installation::healthz))
        .merge(interface::routes(addresses))
        .merge(web::serve::in_every_language(pages))
}

/// Words, navigation and foot links of all pages.
pub fn site() -> Result<Site, WordsError> {
    let sources = [
        territories::WORDS,
        goals::WORDS,
        indicators::WORDS,
        indicators::deliveries::pages::WORDS,
        interface::WORDS,
        legal::WORDS,
        search::WORDS,
    ]
    .concat();
    let entry = |name, label, shared: Option<&'static str>, own: Option<&'static str>| NavigationEntry {
        name,
        label,
        shared: shared.map(Target::Path),
        own: own.map(Target::Path),
    };
    let navigation = vec![
        entry("start", "navigation-start", Some("/"), Some("/")),
        entry("goals", "navigation-goals", Some("/goals"), Some("/goals")),
        entry(
            "indicators",
            "navigation-indicators",
            Some("/indicators"),
            Some("/indicators"),
        ),
        entry("territories", "navigation-territories", Some("/territories"), None),
        entry("deliveries", "navigation-deliveries", Some("/deliveries"), None),
    ];
    let footer = ["sources", "imprint", "privacy", "accessibility", "api"];
    let labels = [
        "navigation-sources",
        "navigation-imprint",
        "navigation-privacy",
        "navigation-accessibility",
        "navigation-api",
    ];
    let paths = ["/sources", "/imprint", "/privacy", "/accessibility", "/api"];
    let footer = footer.into_iter().zip(labels).zip(paths);
    let footer = footer
        .map(|((name, label), path)| entry(name, label, Some(path), None))
        .collect();
    Ok(Site::new(Words::new(&sources)?, navigation, footer))
}
