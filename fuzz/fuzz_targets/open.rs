//! Recognition, the look before a file is taken, and the reader that fits.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::open(bytes));
