//! What pages, API and downloads look things up in: catalogue, keys, dictionaries. Loaded once for each change of the installation.

use std::sync::Arc;

use axum::http::StatusCode;
use store::{
    StoreError,
    lake::{Pin, vintage::AsOf},
    scope::Scope,
};
use web::{entity_tag::EntityTag, language::Language, problem::Problem};

use super::{
    catalogue::{self, Catalogue},
    observations::{self, Coverage, Dictionary},
    profile::{self, Place, Profile},
};
use crate::{
    installation::Installation,
    territories::{self, KeyTable, Territory},
};

/// Catalogue, keys and dictionaries of one moment, and the segments that were valid then.
#[derive(Debug)]
pub struct Registers {
    /// All public indicators.
    pub catalogue: Catalogue,
    /// All official keys.
    pub keys: KeyTable,
    /// What the keys of the lake stand for.
    pub dictionary: Dictionary,
    /// Which indicators have values.
    pub coverage: Coverage,
    /// What is seen of the lake.
    pub pin: Pin,
}

/// The registers as everybody may see them.
pub async fn registers(installation: &Installation) -> Result<Arc<Registers>, Problem> {
    let loaded = installation
        .remembered(async |store| {
            let scope = Scope::public();
            Ok::<_, StoreError>(Registers {
                // The pin first: what the other registers know is then never older than the values.
                pin: store.lake.pin(&store.sql, &scope).await?,
                catalogue: catalogue::load(store, &scope).await?,
                keys: territories::key_table(store.sql.read(&scope)).await?,
                dictionary: observations::dictionary(store, &scope).await?,
                coverage: observations::coverage(store, &scope).await?,
            })
        })
        .await;
    loaded.map_err(Problem::failed)
}

/// Runs work that reads the lake on a thread of its own, so that other requests go on.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, Problem> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result.map_err(Problem::failed),
        Err(_) => Err(Problem::of(StatusCode::INTERNAL_SERVER_ERROR)),
    }
}

/// Runs work that changes something on a thread of its own. What a change does between its statements cannot be proved to move between
/// threads, which handlers of requests must be able to.
pub async fn writing<T: Send + 'static, W: Future<Output = T>>(
    work: impl FnOnce() -> W + Send + 'static,
) -> Result<T, Problem> {
    let runtime = tokio::runtime::Handle::current();
    let done = tokio::task::spawn_blocking(move || runtime.block_on(work())).await;
    done.map_err(|_| Problem::of(StatusCode::INTERNAL_SERVER_ERROR))
}

/// The current figures of a place, or those of some indicators.
pub async fn profile_of(
    installation: &Installation,
    registers: &Arc<Registers>,
    place: &Place,
    indicators: Option<Vec<i32>>,
) -> Result<Profile, Problem> {
    let (store, registers, place) = (installation.store.clone(), Arc::clone(registers), place.clone());
    blocking(move || {
        let Registers {
            catalogue,
            dictionary,
            pin,
            ..
        } = &*registers;
        profile::read(&store, pin, catalogue, dictionary, &place, indicators, AsOf::Current)
    })
    .await
}

/// The territory with this id and the keys that belong to it.
pub async fn place_of(installation: &Installation, id: i32) -> Result<Place, Problem> {
    let scope = Scope::public();
    let store = &installation.store;
    let territory: Territory = territories::by_id(store.sql.read(&scope), id)
        .await
        .map_err(Problem::failed)?
        .ok_or_else(Problem::not_found)?;
    Place::of(store, &scope, territory).await.map_err(Problem::failed)
}

/// Names the state of everything that a page can show: the same tag, the same page.
pub async fn tag(installation: &Installation, language: Language, address: &str) -> Result<EntityTag, Problem> {
    let moment = installation.store.sql.moment().await.map_err(Problem::failed)?;
    let parts = [moment.generation.to_string(), moment.sequence.to_string()];
    Ok(EntityTag::of(&[
        &parts[0],
        &parts[1],
        language.tag(),
        address,
        env!("CARGO_PKG_VERSION"),
    ]))
}
