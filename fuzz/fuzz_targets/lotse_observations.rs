//! The reader `lotse-observations`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read("lotse-observations", bytes));
