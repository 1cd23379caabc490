//! A short name for some bytes: the same bytes always have the same one, on every machine and with every compiler.
//!
//! For cache addresses and entity tags, where a clash would only mean a stale page; not for proving that a file is unchanged.
//! The build script of this crate includes this file too.

/// FNV-1a over 128 bits, as 32 hexadecimal digits.
pub(crate) fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let step = |state: u128, byte: u8| (state ^ u128::from(byte)).wrapping_mul(PRIME);
    let mut state = OFFSET;
    for part in parts {
        state = part.iter().copied().fold(state, step);
        // Sets ("ab", "c") apart from ("a", "bc").
        state = part.len().to_le_bytes().into_iter().fold(state, step);
    }
    format!("{state:032x}")
}
