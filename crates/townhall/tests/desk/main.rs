//! The desk through the whole app in the process: who is let in, what other pages can do to it, and what its pages do.

mod areas;
mod browser;
mod changes;
mod door;
mod journey;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;
