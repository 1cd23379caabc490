//! The pages at the desk, as the capabilities hand them over. Nothing in here exists on a public server.

use axum::{
    Router,
    extract::Request,
    http::StatusCode,
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{MethodRouter, any, get, post},
};
use web::problem::Problem;

use super::{AtDesk, pages};
use crate::installation::Installation;

/// Something that the person at the desk can do, as a link on its first page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Task {
    /// The key of its name.
    pub title: &'static str,
    /// The key of one sentence about it.
    pub lead: &'static str,
    /// Where it leads, without language.
    pub path: &'static str,
}

/// Pages and forms that only the person at the desk may see. Every path begins with `/desk`.
#[derive(Debug, Default)]
pub struct Routes {
    router: Router<Installation>,
    forms: Vec<&'static str>,
    tasks: Vec<Task>,
}

impl Routes {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A page that only shows something.
    #[must_use]
    pub fn page(mut self, path: &'static str, handler: MethodRouter<Installation>) -> Self {
        debug_assert!(path.starts_with("/desk"), "{path} is not below /desk");
        self.router = self.router.route(path, handler);
        self
    }

    /// An address that takes a form; its handler asks for [`super::Sent`] or calls [`super::check_token`]. A test sends a form
    /// without token to each of them.
    #[must_use]
    pub fn form(mut self, path: &'static str, handler: MethodRouter<Installation>) -> Self {
        self.forms.push(path);
        self.page(path, handler)
    }

    /// Something to do, offered on the first page of the desk.
    #[must_use]
    pub fn task(mut self, task: Task) -> Self {
        self.tasks.push(task);
        self
    }

    /// What every handler named so far can ask for.
    #[must_use]
    pub fn layer<T: Clone + Send + Sync + 'static>(mut self, extension: axum::Extension<T>) -> Self {
        self.router = self.router.layer(extension);
        self
    }

    /// With those of another capability behind.
    #[must_use]
    pub fn merge(mut self, other: Routes) -> Self {
        self.router = self.router.merge(other.router);
        self.forms.extend(other.forms);
        self.tasks.extend(other.tasks);
        self
    }

    /// The addresses that take forms, with their placeholders.
    pub fn forms(&self) -> &[&'static str] {
        &self.forms
    }

    /// What the person can do, in the order of the capabilities.
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// The pages inside a language.
    pub fn inside_a_language(self) -> Router<Installation> {
        self.router
    }
}

/// How a person leaves.
pub fn exit() -> Routes {
    Routes::new().form("/desk/close", get(pages::ask_to_close).post(pages::close))
}

/// How a person gets in: the addresses without language that need no session.
pub fn entrance() -> Router<Installation> {
    Router::new()
        .route("/desk/enter/{token}", get(pages::enter))
        .route("/desk/link", post(pages::link))
}

/// Closes everything to everybody without a session, also what anybody may read on a public server: other people may work on the
/// same computer.
pub fn only_at_desk(routes: Router<Installation>) -> Router<Installation> {
    routes.layer(middleware::from_fn(turn_away))
}

/// In place of the desk where there is none: whatever is asked of it does not exist.
pub fn closed() -> Router<Installation> {
    let nothing = || any(|| async { Problem::not_found() });
    Router::new()
        .route("/desk", nothing())
        .route("/desk/{*rest}", nothing())
}

/// What a form had held is shown again by the handler of the form, so that only reading is turned away here.
async fn turn_away(at_desk: Result<AtDesk, Response>, request: Request, next: Next) -> Response {
    match at_desk {
        Err(_) if request.uri().path().starts_with("/api/") => Problem::of(StatusCode::UNAUTHORIZED).into_response(),
        Err(refusal) if request.method().is_safe() => refusal,
        _ => next.run(request).await,
    }
}
