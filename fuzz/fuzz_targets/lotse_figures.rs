//! The reader `lotse-figures`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read("lotse-figures", bytes));
