//! The opened installation as the capabilities see it: the store, the words and the frame of pages, and what may be remembered between
//! requests.
//!
//! Whatever is computed from records only may be kept by [`Installation::remembered`]; it is forgotten as soon as any change has been
//! made, by this process or by another one, because the change sequence in the database tells.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use axum::{extract::State, response::Response};
use store::{Store, StoreError, scope::Scope, sql::Moment};
use web::frame::Site;

/// A value and the change sequence at which it was computed.
type Remembered = (i64, Arc<dyn Any + Send + Sync>);

/// The opened installation. Cheap to clone.
#[derive(Clone)]
pub struct Installation {
    /// The engines.
    pub store: Store,
    /// Words, navigation and look of every page.
    pub site: Site,
    /// The texts that the operator is answerable for.
    pub legal: Arc<Legal>,
    /// The key that signs cursors of the API.
    pub cursor_key: [u8; 32],
    memory: Arc<RwLock<HashMap<TypeId, Remembered>>>,
}

impl std::fmt::Debug for Installation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Installation")
            .field("folder", &self.store.folder())
            .finish_non_exhaustive()
    }
}

/// The pages that German law asks of whoever runs a public server; plain text or Markdown.
#[derive(Debug, Clone, Default)]
pub struct Legal {
    /// Impressum.
    pub imprint: Option<String>,
    /// Datenschutzerklärung.
    pub privacy: Option<String>,
    /// Erklärung zur Barrierefreiheit.
    pub accessibility: Option<String>,
}

impl Installation {
    /// Puts the parts together. `cursor_key` should stay the same over restarts, so that a cursor of yesterday still works.
    pub fn new(store: Store, site: Site, legal: Legal, cursor_key: [u8; 32]) -> Self {
        Self {
            store,
            site,
            legal: Arc::new(legal),
            cursor_key,
            memory: Arc::default(),
        }
    }

    /// What `load` computes from the records, computed once for each change of the installation.
    pub async fn remembered<T: Send + Sync + 'static>(
        &self,
        load: impl AsyncFnOnce(&Store) -> Result<T, StoreError>,
    ) -> Result<Arc<T>, StoreError> {
        let Moment { sequence, .. } = self.store.sql.moment().await?;
        let kind = TypeId::of::<T>();
        let known = self
            .memory
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&kind)
            .cloned();
        if let Some((then, value)) = known
            && then == sequence
            && let Ok(value) = value.downcast::<T>()
        {
            return Ok(value);
        }
        let value = Arc::new(load(&self.store).await?);
        self.memory
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(kind, (sequence, Arc::<T>::clone(&value)));
        Ok(value)
    }
}

/// GET /healthz: whether the database answers and the segments of the lake are known.
pub async fn healthz(State(installation): State<Installation>) -> Response {
    let scope = Scope::public();
    let store = &installation.store;
    let database = store.sql.moment().await.is_ok();
    let lake = database && store.lake.pin(&store.sql, &scope).await.is_ok();
    web::health::answer(&[("database", database), ("lake", lake)])
}
