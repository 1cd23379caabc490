//! The binary: commands, configuration, composition.
fn main() {}
