//! The reader `inkar-bulk`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read("inkar-bulk", bytes));
