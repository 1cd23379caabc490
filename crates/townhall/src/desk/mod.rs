//! The pages of the person at the desk: what she can do, choosing her municipality, handing in files, looking at the result.
//!
//! She has no command line and perhaps an hour a week. So every page says what happens next, nothing is stored before she has seen what
//! would be stored, and everything that was stored can be undone. Who may come here at all is decided by [`crate::people::desk`]; what a
//! file means is decided by the readers and by [`crate::indicators::deliveries`], the same as on the command line.

mod answers;
mod layout;
mod pages;
mod remembered;
mod uploads;

use web::{language::Language, words::Source};

pub use self::{
    pages::routes,
    remembered::{Answer, Layout, Recalled, forget, layouts, recalled},
    uploads::sweep,
};

/// The words of these pages.
pub const WORDS: [Source; 2] = [
    (Language::De, "desk/text/de.ftl", include_str!("text/de.ftl")),
    (Language::En, "desk/text/en.ftl", include_str!("text/en.ftl")),
];
