//! What templates ask their frame: words, numbers, dates and addresses in the language of the page.

use std::borrow::Borrow;

use askama::filters::{Html, Safe, escape};
use figures::period::Period;
use jiff::{Timestamp, civil::Date};

use super::{Frame, Link, NavigationEntry, Organisation, Site, TOKEN_FIELD, Target, address};
use crate::{
    assets, format,
    language::Language,
    words::{Argument, Text, WordArgument, Words},
};

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

    /// The address of this page itself.
    pub fn own_address(&self) -> String {
        self.href(&self.path)
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
            Argument::Number(n) => format::number(self.language, n, 0),
            Argument::Text(text) => text,
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

    /// A period of time in words.
    pub fn period(&self, period: impl Borrow<Period>) -> String {
        format::period(self.language, *period.borrow())
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
    /// The name of the page as HTML. Names such as `Hügelland/Täler` may break behind the stroke, not inside a word.
    pub fn heading(&self) -> Safe<String> {
        let escaped = match escape(&self.title, Html) {
            Ok(text) => text.to_string(),
            Err(never) => match never {},
        };
        Safe(escaped.replace('/', "/<wbr>"))
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

    /// Whether the reader sits at the desk and may change things.
    pub fn is_at_desk(&self) -> bool {
        self.desk.is_some()
    }

    /// Whether the page shows what only the person at the desk may see.
    pub fn is_internal(&self) -> bool {
        self.is_internal
    }

    /// The links that only a person at the desk gets.
    pub fn desk_navigation(&self) -> Vec<Link> {
        self.links(&self.site.0.desk)
    }

    /// The hidden field without which no form at the desk is accepted; nothing for other readers.
    pub fn token_field(&self) -> Safe<String> {
        let Some(desk) = &self.desk else {
            return Safe(String::new());
        };
        // The token is made of letters and digits only.
        let token: String = desk.token.chars().filter(char::is_ascii_alphanumeric).collect();
        Safe(format!(r#"<input type="hidden" name="{TOKEN_FIELD}" value="{token}">"#))
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
