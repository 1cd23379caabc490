//! The connectors against a server on this machine.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a failure here is a failed test")]

mod asking;
mod interfaces;
mod office;
