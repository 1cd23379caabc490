//! The reader `open-sdg`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read("open-sdg", bytes));
