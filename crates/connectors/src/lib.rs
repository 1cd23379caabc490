//! Clients of the interfaces that offices publish: what to ask for, politely, and what came back.
//!
//! A connector knows the addresses and the shapes of one publisher and fetches documents into a folder, whole and unchanged; it reads no
//! figure. What stands in a document is for `formats` to say, and taking it as a delivery for whoever calls. All of them ask through
//! [`client::Client`], which keeps a pace, repeats what failed for a moment, goes on where a download broke off, and asks only for what
//! has changed. Secrets travel in headers, never in an address, and are written nowhere.

pub mod client;
mod error;
pub mod genesis;
pub mod inkar;
pub mod open_sdg;
pub mod sdmx;
pub mod wegweiser;

pub use error::FetchError;

use client::Saved;

/// A document that was fetched, ready to be taken as a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is, in words for a person, for example `population, 12 places, 2010 to 2023`.
    pub what: String,
    /// The name under which it is delivered.
    pub file_name: String,
    /// Where it lies, and whether it is new.
    pub saved: Saved,
    /// The files of the document where it consists of several; then [`Document::saved`] is the first of them.
    pub parts: Vec<Part>,
    /// The terms under which its publisher offers it, where they are the same for everything there.
    pub terms: Option<Terms>,
    /// The official key of the one territory that it is about, where the publisher's figures are about one and do not say so.
    pub territory: Option<String>,
    /// Short name of the source, for documents that do not prove theirs.
    pub source: Option<String>,
}

/// One file of a document that consists of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its path within the document, with `/` between folders.
    pub name: String,
    /// Where it lies, and whether it is new.
    pub saved: Saved,
}

/// The terms under which a publisher offers everything it publishes at one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The note that must stand beside the figures.
    pub source_note: String,
    /// Short name of the licence; `None` when the publisher names none that is generally known.
    pub licence: Option<String>,
}

/// What a connector brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fetched {
    /// The documents, new or unchanged.
    pub documents: Vec<Document>,
    /// What was asked for and does not exist there, in words.
    pub absent: Vec<String>,
}
