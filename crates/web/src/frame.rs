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

use std::{borrow::Borrow, sync::Arc};

use askama::Template;
use axum::{
    extract::{FromRequestParts, OriginalUri},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{Html, IntoResponse, Response},
};
use jiff::{Timestamp, civil::Date};

use crate::{
    assets,
    entity_tag::EntityTag,
    format,
    language::{self, Language},
    problem::Problem,
    words::{Text, WordArgument, Words},
};

/// What all pages of an installation share: its words, its navigation, the links at its foot. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Site(Arc<SiteParts>);

#[derive(Debug)]
struct SiteParts {
    words: Words,
    navigation: Vec<NavigationEntry>,
    footer: Vec<NavigationEntry>,
}

/// A link that stands on every page.
#[derive(Clone, Debug)]
pub struct NavigationEntry {
    /// By this name a page says where it belongs ([`Frame::section`]).
    pub name: &'static str,
    /// The key of its words.
    pub label: &'static str,
    /// Where it leads on pages without a municipality; without this target the entry is left out there.
    pub shared: Option<Target>,
    /// Where it leads on pages of a municipality, below its own path; without this target as on the other pages.
    pub own: Option<Target>,
}

/// Where a link of the navigation leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A path without language and municipality; both are put in front as the page has them.
    Path(&'static str),
    /// A whole address that stands as it is, such as the imprint on another site.
    Whole(String),
}

impl Site {
    /// A site with its words; without navigation and foot links of its own.
    pub fn new(words: Words, navigation: Vec<NavigationEntry>, footer: Vec<NavigationEntry>) -> Site {
        Site(Arc::new(SiteParts {
            words,
            navigation,
            footer,
        }))
    }

    /// The words of all pages.
    pub fn words(&self) -> &Words {
        &self.0.words
    }

    /// A frame outside of a request: for tests and samples. `path` is without language.
    pub fn frame(&self, language: Language, path: impl Into<String>) -> Frame {
        Frame {
            site: self.clone(),
            language,
            path: path.into(),
            title: String::new(),
            description: None,
            organisation: None,
            section: None,
            crumbs: Vec::new(),
            data_state: None,
            status: StatusCode::OK,
            tag: None,
            asked: HeaderMap::new(),
        }
    }
}

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
}

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
        tag.is_known(&self.asked)
            .then(|| (StatusCode::NOT_MODIFIED, [(header::ETAG, tag.header())]).into_response())
    }

    /// Puts the frame into the page, renders it and answers with it.
    pub fn show<P: Template>(self, page: impl FnOnce(Frame) -> P) -> Response {
        let (language, status, tag) = (self.language, self.status, self.tag.clone());
        let html = match page(self).render() {
            Ok(html) => html,
            Err(error) => {
                tracing::error!(%error, "a page could not be rendered");
                return Problem::internal().into_response();
            }
        };
        let tag = tag.unwrap_or_else(|| EntityTag::of(&[&html]));
        let headers = [
            (header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag())),
            (header::ETAG, tag.header()),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        ];
        (status, headers, Html(html)).into_response()
    }
}

/// What templates ask.
impl Frame {
    /// The language of the page.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The words of all pages.
    pub fn words(&self) -> &Words {
        self.site.words()
    }

    /// What this page shares with all others.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Words for running text: `{{ frame.t("rooms-free").with("n", n_rooms) }}`.
    pub fn t<'a>(&'a self, key: &'a str) -> Text<'a> {
        self.site.words().text(self.language, key)
    }

    /// Words for attributes and titles, without isolation marks.
    pub fn plain<'a>(&'a self, key: &'a str) -> Text<'a> {
        self.site.words().plain(self.language, key)
    }

    /// Words with one argument, short for `t(key).with(name, value)`.
    pub fn t_with<'a>(&'a self, key: &'a str, name: &'static str, value: impl WordArgument) -> Text<'a> {
        self.t(key).with(name, value)
    }

    /// The address of a path without language: `/indicators` becomes `/de/indicators`, `/` becomes `/de`.
    pub fn href(&self, path: &str) -> String {
        address(self.language, path)
    }

    /// The address of a path below the municipality of the page: `/indicators` becomes `/de/muenster/indicators`.
    pub fn own_href(&self, path: &str) -> String {
        self.href(&self.own_path(path))
    }

    /// As [`Frame::own_href`], without the language: what [`Frame::crumb`] takes.
    pub fn own_path(&self, path: &str) -> String {
        match &self.organisation {
            Some(organisation) if path == "/" => format!("/{}", organisation.slug),
            Some(organisation) => format!("/{}{path}", organisation.slug),
            None => path.to_owned(),
        }
    }

    /// A number with the digits of its source, see [`format::number`].
    pub fn number(&self, value: impl Borrow<f64>, decimals: impl Borrow<i8>) -> String {
        format::number(self.language, *value.borrow(), *decimals.borrow())
    }

    /// A count.
    pub fn count(&self, n: impl WordArgument) -> String {
        match n.argument() {
            crate::words::Argument::Number(n) => format::number(self.language, n, 0),
            crate::words::Argument::Text(text) => text,
        }
    }

    /// A date in words.
    pub fn date(&self, date: impl Borrow<Date>) -> String {
        format::date(self.language, *date.borrow())
    }

    /// A date in figures.
    pub fn short_date(&self, date: impl Borrow<Date>) -> String {
        format::short_date(self.language, *date.borrow())
    }

    /// A moment in German time.
    pub fn instant(&self, instant: impl Borrow<Timestamp>) -> String {
        format::instant(self.language, *instant.borrow())
    }

    /// The size of a file.
    pub fn bytes(&self, n_bytes: impl Borrow<u64>) -> String {
        format::bytes(self.language, *n_bytes.borrow())
    }

    /// The address of a style, script or picture of the frame.
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }
}

/// What `layout.html` asks; capabilities seldom need it.
impl Frame {
    /// The name of the page.
    pub fn heading(&self) -> &str {
        &self.title
    }

    /// The title for the browser: page, municipality, program.
    pub fn browser_title(&self) -> String {
        let organisation = self.organisation.as_ref().map(|organisation| organisation.name.clone());
        let mut parts: Vec<String> = [Some(self.title.clone()), organisation]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
        parts.dedup();
        parts.push(self.plain("frame-product").to_string());
        parts.join(" – ")
    }

    /// One sentence about the page.
    pub fn summary(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// The municipality of the page.
    pub fn home(&self) -> Option<&Organisation> {
        self.organisation.as_ref()
    }

    /// As of when the figures of the page are known.
    pub fn data_state_sentence(&self) -> Option<&str> {
        self.data_state.as_deref()
    }

    /// The steps before the page, the start page first; none on the start page itself.
    pub fn breadcrumbs(&self) -> Vec<Link> {
        if self.path == "/" {
            return Vec::new();
        }
        let start = Link {
            label: self.plain("frame-start").to_string(),
            href: self.href("/"),
            is_current: false,
        };
        let home = self
            .organisation
            .as_ref()
            .filter(|home| self.path != format!("/{}", home.slug))
            .map(|home| Link {
                label: home.name.clone(),
                href: self.own_href("/"),
                is_current: false,
            });
        [start]
            .into_iter()
            .chain(home)
            .chain(self.crumbs.iter().cloned())
            .collect()
    }

    /// The main navigation.
    pub fn navigation(&self) -> Vec<Link> {
        self.links(&self.site.0.navigation)
    }

    /// The links at the foot.
    pub fn footer(&self) -> Vec<Link> {
        self.links(&self.site.0.footer)
    }

    /// This page in every language, its own one marked as current. The label is the name of the language in itself.
    pub fn languages(&self) -> Vec<(Language, Link)> {
        let link = |language: Language| Link {
            label: language.own_name().to_owned(),
            href: address(language, &self.path),
            is_current: language == self.language,
        };
        Language::ALL.map(|language| (language, link(language))).to_vec()
    }

    fn links(&self, entries: &[NavigationEntry]) -> Vec<Link> {
        let link = |entry: &NavigationEntry| {
            let target = match &self.organisation {
                Some(_) => entry.own.as_ref(),
                None => entry.shared.as_ref(),
            };
            // An entry that every municipality shares is reached from its pages too.
            let (target, is_own) = match (target, &entry.shared) {
                (Some(target), _) => (target, self.organisation.is_some()),
                (None, Some(shared)) => (shared, false),
                (None, None) => return None,
            };
            let href = match target {
                Target::Whole(address) => address.clone(),
                Target::Path(path) if is_own => self.own_href(path),
                Target::Path(path) => self.href(path),
            };
            let is_current = self.section == Some(entry.name);
            Some(Link {
                label: self.plain(entry.label).to_string(),
                href,
                is_current,
            })
        };
        entries.iter().filter_map(link).collect()
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
        Ok(frame)
    }
}
