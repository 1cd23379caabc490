//! Statistics on series and the language of formulas, one file a method, pure.
//!
//! [`formula`] computes an indicator from others, checked before it is used.

pub mod formula;
