//! The reader `sdmx-ml`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read("sdmx-ml", bytes));
