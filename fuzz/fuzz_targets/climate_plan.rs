//! The reader `climate-plan`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read("climate-plan", bytes));
