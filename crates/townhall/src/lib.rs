//! The capabilities of the platform, one folder each.
