//! Files made wrong by chance, for every reader: bytes changed, cut, doubled, swapped between files. The same seeds give the same
//! files on every machine. `LOTSE_FUZZ_SECONDS` says how long each reader is tried (a fraction of a second when it says nothing).
use std::{
    panic::AssertUnwindSafe,
    time::{Duration, Instant},
};

use crate::specimens::{read_bytes, specimens};

/// A sequence that looks like chance (xorshift).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or(0)
    }
}

const PIECES: &[&[u8]] = &[
    b";",
    b"\"",
    b"\n",
    b"\r",
    b"\0",
    b",",
    b".",
    b"-",
    b"...",
    b"(",
    b")",
    b"__________",
    b"1e309",
    b"NaN",
    b"DG",
    b"05515",
    b"2020",
    b"2019/20",
    b"31.12.2020",
    b"GENESIS-Tabelle: ",
    b"Stand: ",
    b"\xc3",
    b"\xc3\x83\xc2\xbc",
    b"\xef\xbf\xbd",
    b"\xff\xfe",
    b"unter 3 Jahre",
    b"m\xe4nnlich",
    b"Insgesamt",
    b"99999999999999999999",
    b"__",
    b"{",
    b"[",
    b"<",
    b"PK\x03\x04",
];

fn mutate(chance: &mut Chance, bytes: &mut Vec<u8>, other: &[u8]) {
    for _ in 0..=chance.below(6) {
        let at = chance.below(bytes.len() + 1);
        match chance.below(8) {
            0 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = chance.next() as u8;
                }
            }
            1 => bytes.truncate(at),
            2 => {
                let end = (at + chance.below(64)).min(bytes.len());
                bytes.drain(at.min(end)..end);
            }
            3 | 4 => {
                let piece = PIECES[chance.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            5 => {
                let from = chance.below(bytes.len());
                let end = (from + chance.below(200)).min(bytes.len());
                let copy = bytes[from..end].to_vec();
                bytes.splice(at..at, copy);
            }
            6 => {
                let from = chance.below(other.len());
                let end = (from + chance.below(200)).min(other.len());
                bytes.splice(at..at, other[from..end].iter().copied());
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << chance.below(8);
                }
            }
        }
    }
}

#[test]
fn no_file_made_wrong_by_chance_makes_a_reader_fail() {
    let seconds: f64 = std::env::var("LOTSE_FUZZ_SECONDS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(0.5);
    let specimens = specimens();
    for (nth, format) in formats::ALL.iter().enumerate() {
        // Half of the files are made of its own specimen.
        let own = specimens.iter().position(|(id, _)| *id == format.id());
        let end = Instant::now() + Duration::from_secs_f64(seconds);
        let mut n_files = 0_u64;
        while n_files < 20 || Instant::now() < end {
            let seed = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(n_files + 1) ^ ((nth as u64) << 32);
            let mut chance = Chance(seed | 1);
            let base = own
                .filter(|_| n_files.is_multiple_of(2))
                .unwrap_or_else(|| chance.below(specimens.len()));
            let mut bytes = specimens[base].1.clone();
            let other = &specimens[chance.below(specimens.len())].1;
            mutate(&mut chance, &mut bytes, other);
            let outcome =
                std::panic::catch_unwind(AssertUnwindSafe(|| read_bytes(*format, &bytes).map(|kept| kept.n_rows)));
            assert!(
                outcome.is_ok(),
                "{} fails on seed {seed:#x}: {:?}",
                format.id(),
                String::from_utf8_lossy(&bytes)
            );
            n_files += 1;
        }
    }
}
