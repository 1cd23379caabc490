//! What surrounds every page: title, navigation, breadcrumb, language switch, search, footer.
//!
//! A capability writes a page as three things side by side. The handler asks for a [`Frame`], says what the page is called and shows
//! it; the struct holds the frame and what the page knows; the template extends the frame of this crate.
//!
//! ```
//! use askama::Template;
//! use axum::response::Response;
//! use web::frame::Frame;
//!
//! #[derive(Template)]
//! #[template(ext = "html", source = r#"{% extends "layout.html" %}
//! {% block main %}<p>{{ frame.t("frame-search-label") }}: {{ frame.number(n_rooms, 0_i8) }}</p>{% endblock %}"#)]
//! struct Rooms {
//!     frame: Frame,
//!     n_rooms: f64,
//! }
//!
//! /// GET /{language}/rooms
//! async fn list(frame: Frame) -> Response {
//!     frame.title("Räume").crumb("Rathaus", "/townhall").show(|frame| Rooms { frame, n_rooms: 4.0 })
//! }
//! ```
//!
//! In a crate with own templates `askama.toml` names both folders: `dirs = ["src", "../web/templates"]`; a page is then
//! `#[template(path = "rooms/pages/list.html")]`. Blocks of the frame: `main`; `heading` to replace the `h1`; `head`.
//!
//! Templates write plain HTML, which `assets/lotse.css` dresses, and few classes: `lead kicker muted small` for text;
//! `hero`, `cards > card`, `key-figures > key-figure` (`-name`, `-value`, `-note`), `goal-tiles > goal-tile.sdg-N` (`-face`, `-number`,
//! `-name`, `-note`), `goal-mark.sdg-N`, `note` (`-success`, `-warning`, `-danger`), `tags > tag`, `actions > button`
//! (`button-secondary`), `fields` for forms, `pager`, `data-state`. A `dl` without class becomes a table of terms. Each table stands in
//! `<div class="table-region" role="group" aria-labelledby="ID-OF-CAPTION" tabindex="0">`, its number cells are `numeric`, cells without
//! a value also `missing`, and cells that must not wrap `narrow-column`. One of everything: `tests/gallery/gallery.html`.

mod ask;
mod site;

pub use site::{NavigationEntry, Site, Target};

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{FromRequestParts, OriginalUri},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{Html, IntoResponse, Response},
};

use crate::{
    entity_tag::EntityTag,
    language::{self, Language},
    problem::Problem,
};

/// The frame of one page: the language and path of the request, and what the handler says about the page.
#[derive(Clone, Debug)]
pub struct Frame {
    site: Site,
    language: Language,
    path: String,
    title: String,
    description: Option<String>,
    organisation: Option<Organisation>,
    section: Option<&'static str>,
    crumbs: Vec<Link>,
    data_state: Option<String>,
    status: StatusCode,
    tag: Option<EntityTag>,
    asked: HeaderMap,
    desk: Option<Desk>,
    is_internal: bool,
}

/// Who reads this page sits at the desk and may change things. Whoever proves that puts it into the extensions of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// What every form of a page has to send along, so that only our own pages can have sent it.
    pub token: Arc<str>,
}

/// The name of the field in which forms send [`Desk::token`] along.
pub const TOKEN_FIELD: &str = "csrf";

/// The municipality or other body whose page this is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its name in addresses.
    pub slug: String,
    /// Its name for people.
    pub name: String,
}

/// A link with its words, ready for a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words.
    pub label: String,
    /// The whole address.
    pub href: String,
    /// Whether the page belongs to it.
    pub is_current: bool,
}

/// What the handler says.
impl Frame {
    /// The name of the page: its `h1`, the first part of the browser's title, the last step of the breadcrumb.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// The name of the page from the words.
    #[must_use]
    pub fn title_words(self, key: &str) -> Self {
        let title = self.plain(key).to_string();
        self.title(title)
    }

    /// One sentence about the page for search engines and previews.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// The municipality whose page this is; its name stands in the head, its slug in the links of the navigation.
    #[must_use]
    pub fn organisation(mut self, slug: impl Into<String>, name: impl Into<String>) -> Self {
        self.organisation = Some(Organisation {
            slug: slug.into(),
            name: name.into(),
        });
        self
    }

    /// The entry of the navigation to which the page belongs.
    #[must_use]
    pub fn section(mut self, name: &'static str) -> Self {
        self.section = Some(name);
        self
    }

    /// A step of the way here, after the start page and before the page itself; `path` is without language.
    #[must_use]
    pub fn crumb(mut self, label: impl Into<String>, path: &str) -> Self {
        let href = self.href(path);
        self.crumbs.push(Link {
            label: label.into(),
            href,
            is_current: false,
        });
        self
    }

    /// As of when the figures of the page are known, as a whole sentence.
    #[must_use]
    pub fn data_state(mut self, sentence: impl Into<String>) -> Self {
        self.data_state = Some(sentence.into());
        self
    }

    /// As a reader sees the page who is no longer at the desk.
    #[must_use]
    pub fn without_desk(mut self) -> Self {
        self.desk = None;
        self
    }

    /// The page shows what only the person at the desk may see; it says so.
    #[must_use]
    pub fn internal(mut self, is_internal: bool) -> Self {
        self.is_internal = is_internal;
        self
    }

    /// Another status than 200.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The state of the page, for `ETag`. Without one, the page is compared by its whole text.
    #[must_use]
    pub fn tag(mut self, tag: EntityTag) -> Self {
        self.tag = Some(tag);
        self
    }

    /// The answer "unchanged", when the reader has a page of this state already; asked before the work is done.
    pub fn unchanged(&self, tag: &EntityTag) -> Option<Response> {
        // A page at the desk also shows what changes without a record, and is never kept by the browser.
        (self.desk.is_none() && tag.is_known(&self.asked))
            .then(|| (StatusCode::NOT_MODIFIED, [(header::ETAG, tag.header())]).into_response())
    }

    /// Puts the frame into the page, renders it and answers with it.
    pub fn show<P: Template>(self, page: impl FnOnce(Frame) -> P) -> Response {
        let (language, status, tag) = (self.language, self.status, self.tag.clone());
        let is_at_desk = self.desk.is_some();
        let html = match page(self).render() {
            Ok(html) => html,
            Err(error) => {
                tracing::error!(%error, "a page could not be rendered");
                return Problem::internal().into_response();
            }
        };
        if is_at_desk {
            let headers = [
                (header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag())),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            ];
            return (status, headers, Html(html)).into_response();
        }
        let tag = tag.unwrap_or_else(|| EntityTag::of(&[&html]));
        let headers = [
            (header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag())),
            (header::ETAG, tag.header()),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        ];
        (status, headers, Html(html)).into_response()
    }
}

fn address(language: Language, path: &str) -> String {
    match path.strip_prefix('/') {
        Some("") => format!("/{language}"),
        Some(rest) if rest.starts_with('?') => format!("/{language}{rest}"),
        _ => format!("/{language}{path}"),
    }
}

/// The frame of a request; the site was put there by [`crate::serve::frame`].
impl<S: Sync> FromRequestParts<S> for Frame {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(site) = parts.extensions.get::<Site>() else {
            tracing::error!("a page was asked for outside of web::serve::frame");
            return Err(Problem::internal());
        };
        let uri = parts
            .extensions
            .get::<OriginalUri>()
            .map_or(&parts.uri, |original| &original.0);
        let language = language::of_request(parts);
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let path = match Language::of_path(path) {
            Some(language) => path.trim_start_matches('/').trim_start_matches(language.tag()),
            None => path,
        };
        let path = if path.starts_with('/') {
            path.to_owned()
        } else {
            format!("/{path}")
        };
        let mut frame = site.frame(language, path);
        frame.asked = parts.headers.clone();
        frame.desk = parts.extensions.get::<Desk>().cloned();
        Ok(frame)
    }
}
