//! The page of the search.

pub(super) mod search;
