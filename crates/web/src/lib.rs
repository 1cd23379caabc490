//! The frame of every page: layout, languages, charts, errors, content negotiation, security headers.
//!
//! Capabilities write pages against this crate and know nothing of HTTP beyond their handlers; the binary puts [`serve::frame`] around
//! all routes. The look is KERN UX with a small style sheet of our own on top. Every page works without a script; the crate knows
//! no database, no indicator and no municipality.
//!
//! Where to look: a page is written with [`frame`], its words with [`words`], its numbers with [`format`], its curves with [`chart`],
//! its failures with [`problem`];
//! addresses of the interface share [`api`].

pub mod accept;
pub mod api;
pub mod assets;
pub mod chart;
pub mod entity_tag;
mod fingerprint;
pub mod format;
pub mod frame;
pub mod headers;
pub mod health;
pub mod language;
pub mod listen;
pub mod map;
pub mod metrics;
pub mod problem;
pub mod section;
pub mod serve;
pub mod streamed;
pub mod words;
