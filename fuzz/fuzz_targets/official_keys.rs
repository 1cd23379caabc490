//! The reader `official-keys`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read("official-keys", bytes));
