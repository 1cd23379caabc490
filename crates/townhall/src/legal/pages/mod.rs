//! The pages at the foot of every page.

pub(super) mod operator_text;
pub(super) mod sources;
