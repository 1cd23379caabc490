//! What people rely on in the readers and writers, through the public face of the crate.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod genesis;
mod definitions;
mod geometry;
mod hostile;
mod climate;
mod inkar;
mod inkar_bulk;
mod lotse_figures;
mod mutated;
mod official_keys;
mod open_sdg;
mod round_trip;
mod pks;
mod samples;
mod sdmx_csv;
mod specimens;
mod tables;
mod told;
mod wegweiser;
mod writers;
mod wrong;
