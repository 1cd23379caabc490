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
pub mod desk;

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
    territories::boundaries::load_shipped_boundaries(&store.sql, now).await?;
    territories::reforms::load_shipped_changes(&store.sql, now).await?;
    goals::load_shipped(&store.sql, now).await?;
    indicators::catalogue::seed(store, &Scope::installation("shipped data"), now).await?;
    // A recall that was interrupted is finished before anybody can read.
    indicators::deliveries::finish_recalls(store, &Scope::installation("recall")).await?;
    indicators::formulas::follow(store, &Scope::installation("formulas"), now).await?;
    Ok(())
}

/// All routes of pages and interfaces that only read: what a server shows.
pub fn routes() -> Router<Installation> {
    let desk = people::desk::closed();
    routes_with(desk.clone()).merge(desk)
}

/// The same with the pages at the desk, for the one person who was let in; [`people::desk::guard`] belongs around them.
pub fn routes_at_desk() -> Router<Installation> {
    people::desk::only_at_desk(routes_with(desk_routes().inside_a_language())).merge(people::desk::entrance())
}

/// The pages at the desk, as the capabilities hand them over.
pub fn desk_routes() -> people::desk::Routes {
    let others = indicators::desk_routes()
        .merge(goals::desk_routes(&[indicators::TO_GOALS]))
        .merge(territories::desk_routes())
        .merge(people::desk::exit());
    desk::routes(others)
}

fn routes_with(desk: Router<Installation>) -> Router<Installation> {
    let pages = Router::new()
        .merge(territories::routes(&[indicators::TO_TERRITORIES]))
        .merge(goals::routes(&[indicators::TO_GOALS]))
        .merge(indicators::routes())
        .merge(interface::pages())
        .merge(legal::routes())
        .merge(search::routes())
        .merge(desk);
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
        indicators::own::WORDS,
        indicators::formulas::WORDS,
        indicators::comparison::WORDS,
        indicators::deliveries::pages::WORDS,
        interface::WORDS,
        legal::WORDS,
        search::WORDS,
        people::WORDS,
        desk::WORDS,
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
    let desk = vec![
        entry("desk", "desk-navigation-start", Some("/desk"), None),
        entry("desk-upload", "desk-navigation-upload", Some("/desk/upload"), None),
        entry("desk-close", "desk-navigation-close", Some("/desk/close"), None),
    ];
    Ok(Site::new(Words::new(&sources)?, navigation, footer).with_desk(desk))
}
