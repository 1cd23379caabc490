//! The reader `sdmx-csv`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read("sdmx-csv", bytes));
