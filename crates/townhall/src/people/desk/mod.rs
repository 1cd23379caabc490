//! Who sits at the desk: one person at her own computer, let in by a link that works once.
//!
//! `lotse desk` serves on 127.0.0.1 and prints a link; whoever opens it gets a session as a cookie, and only with it do pages that
//! change something exist at all. There is no password and no account: whoever may start the program may open the link. What
//! protects it from other web pages in the same browser:
//!
//! * the address in `Host` must be our own, so that no foreign name can be pointed at this computer;
//! * a request that changes something must come from our own pages (`Origin`), and its form must hold the token of the session;
//! * the cookie is sent to nobody's script and with no request that another site caused.
//!
//! Sessions live in memory and end with the program. Pages that write are registered in [`Routes`] and ask for [`AtDesk`] or, when
//! they take a form, for [`Sent`]. Cookies know no ports: another program that this person opens on the same computer can see the
//! cookie, as it could read her files.

mod door;
mod pages;
mod routes;
mod sent;
mod sent_files;
mod sessions;

pub use self::{
    door::guard,
    routes::{Routes, Task, closed, entrance, exit, only_at_desk},
    sent::{Fields, Sent, check_token},
    sent_files::{SentFile, SentFiles},
    sessions::{Desk, EnterError},
};

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse, Response},
};
use store::{StoreError, scope::Scope};
use tokio::runtime::Handle;
use web::{frame::Frame, problem::Problem};

/// The person at the desk, proven by her session. A handler that asks for it is not reached by anybody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtDesk {
    token: Arc<str>,
}

impl AtDesk {
    /// For everything that the person reads and changes; the audit trail calls her "desk".
    pub fn scope(&self) -> Scope {
        Scope::installation("desk")
    }

    /// What her forms send along; templates write it by `{{ frame.token_field() }}`.
    pub fn token(&self) -> &str {
        &self.token
    }
}

/// Makes a change for a handler, on a thread of its own. Handlers must be able to move between threads, and the future of
/// `store.sql.write(…)` cannot promise that; so whatever writes goes through here, owning what it needs.
///
/// ```no_run
/// # use store::{Store, StoreError, scope::Scope};
/// # async fn handler(store: Store, scope: Scope) -> Result<(), web::problem::Problem> {
/// let done: Result<(), StoreError> = townhall::people::desk::change(move || async move {
///     store.sql.write(&scope, async |_write| Ok(())).await?;
///     Ok(())
/// })
/// .await?;
/// # done.map_err(web::problem::Problem::failed)
/// # }
/// ```
pub async fn change<T, F>(work: impl FnOnce() -> F + Send + 'static) -> Result<Result<T, StoreError>, Problem>
where
    T: Send + 'static,
    F: Future<Output = Result<T, StoreError>>,
{
    let handle = Handle::current();
    match tokio::task::spawn_blocking(move || handle.block_on(work())).await {
        Ok(done) => Ok(done),
        Err(error) => {
            tracing::error!(%error, "a change at the desk broke off");
            Err(Problem::internal())
        }
    }
}

/// Anybody else gets a page that says how to open the desk.
impl<S: Send + Sync> FromRequestParts<S> for AtDesk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        if let Some(at_desk) = parts.extensions.get::<AtDesk>() {
            return Ok(at_desk.clone());
        }
        Err(match Frame::from_request_parts(parts, state).await {
            Ok(frame) => pages::not_open(frame),
            Err(problem) => problem.into_response(),
        })
    }
}
