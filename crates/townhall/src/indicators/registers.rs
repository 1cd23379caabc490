//! What pages, API and downloads look things up in: catalogue, keys, dictionaries. Loaded once for each change of the installation.

use std::sync::Arc;

use axum::http::StatusCode;
use store::{
    Store, StoreError,
    lake::{Pin, vintage::AsOf},
    scope::Scope,
};
use web::{entity_tag::EntityTag, frame::Frame, language::Language, problem::Problem};

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
    /// All indicators that the reader may see.
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

impl Registers {
    async fn load(store: &Store, scope: &Scope) -> Result<Self, StoreError> {
        Ok(Self {
            // The pin first: what the other registers know is then never older than the values.
            pin: store.lake.pin(&store.sql, scope).await?,
            catalogue: catalogue::load(store, scope).await?,
            keys: territories::key_table(store.sql.read(scope)).await?,
            dictionary: observations::dictionary(store, scope).await?,
            coverage: observations::coverage(store, scope).await?,
        })
    }
}

/// The registers as everybody may see them.
pub async fn registers(installation: &Installation) -> Result<Arc<Registers>, Problem> {
    let loaded = installation.remembered(async |store| Registers::load(store, &Scope::public()).await);
    loaded.await.map_err(Problem::failed)
}

/// The registers with what is internal, which the memory must not take for those of everybody.
struct Internal(Arc<Registers>);

/// With whose eyes a page looks. A page that shows one thing looks as the public; only what the public does not see is looked at as the
/// person at the desk, and says so ([`Frame::internal`]). So nothing internal ever stands unmarked among what is public.
#[derive(Debug, Clone)]
pub struct Reader {
    scope: Scope,
    is_internal: bool,
}

impl Reader {
    /// Everybody.
    pub fn public() -> Self {
        Self {
            scope: Scope::public(),
            is_internal: false,
        }
    }

    /// The person at the desk. Only the door of the desk makes a frame that knows her; for others there is nobody.
    pub fn at_desk(frame: &Frame) -> Option<Self> {
        frame.is_at_desk().then(|| Self {
            scope: Scope::installation("desk"),
            is_internal: true,
        })
    }

    /// What this reader may see.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Whether she sees more than everybody.
    pub fn is_internal(&self) -> bool {
        self.is_internal
    }

    /// The registers as this reader sees them.
    pub async fn registers(&self, installation: &Installation) -> Result<Arc<Registers>, Problem> {
        if !self.is_internal {
            return registers(installation).await;
        }
        let load = async |store: &Store| Ok(Internal(Arc::new(Registers::load(store, &self.scope).await?)));
        let loaded = installation.remembered(load).await.map_err(Problem::failed)?;
        Ok(Arc::clone(&loaded.0))
    }
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
