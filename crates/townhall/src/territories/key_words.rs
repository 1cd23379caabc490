//! Why a key means no territory, as sentences for people in the language of their page or request.
//!
//! The errors themselves speak English, for the command line and the reports of deliveries.

use figures::territory::KeyError;
use web::words::Message;

use super::UnknownKey;

/// Why a key names no territory.
pub fn words_of_key(error: &UnknownKey) -> Message {
    match error {
        UnknownKey::NotAKey(error) => text_words(error),
        UnknownKey::OtherLevel { text, level } => Message::key("territories-key-other-level")
            .with("key", text)
            .with("level", level.as_str()),
        UnknownKey::Dissolved {
            text,
            key,
            name,
            successors,
            ..
        } => Message::key("territories-key-dissolved")
            .with("key", text)
            .with("district", key)
            .with("name", name)
            .with("successors", successors),
        UnknownKey::Borough(text) => Message::key("territories-key-borough").with("key", text),
        UnknownKey::StatisticalRegion(text) => Message::key("territories-key-region").with("key", text),
        UnknownKey::Unknown { text, .. } => Message::key("territories-key-unknown").with("key", text),
    }
}

/// Why a text is no key at all.
pub(super) fn text_words(error: &KeyError) -> Message {
    match error {
        KeyError::NotAKey(text) => Message::key("territories-key-no-key").with("key", text),
        KeyError::Length(text, n_digits) => Message::key("territories-key-length")
            .with("key", text)
            .with("n", *n_digits),
        KeyError::NoSuchState(text) => Message::key("territories-key-no-state").with("key", text),
        KeyError::NotAPart(text) => Message::key("territories-key-no-part").with("key", text),
        KeyError::UnknownLevel(text) => Message::key("api-level-unknown").with("value", text),
    }
}
