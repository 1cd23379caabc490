//! The reader `genesis-flat`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read("genesis-flat", bytes));
