//! Drives the built binary from outside: a data folder of its own for each test, commands with their words and exit codes, a
//! server on a free port, the real workbooks where they are at hand. For the tests in `tests/`; relies on nothing of ours but
//! the program itself, so that it sees what a user sees.

pub mod account;
pub mod desk;
pub mod home;
pub mod observations;
pub mod office;
pub mod samples;
pub mod server;
pub mod workbook;

pub use desk::OpenDesk;
pub use home::{Home, Outcome};
pub use server::Server;
