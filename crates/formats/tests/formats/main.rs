//! What people rely on in the readers and writers, through the public face of the crate.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod climate;
mod definitions;
mod genesis;
mod genesis_units;
mod geometry;
mod hostile;
mod inkar;
mod inkar_bulk;
mod lotse_figures;
mod mutated;
mod official_keys;
mod open_sdg;
mod open_sdg_of_towns;
mod packed;
mod pks;
mod round_trip;
mod samples;
mod sdmx_csv;
mod sdmx_json_and_ml;
mod sdmx_structure;
mod seeds;
mod specimens;
mod tables;
mod tables_of_any_layout;
mod tables_side_by_side;
mod tables_with_groups;
mod tables_with_signs;
mod tables_with_states;
mod tables_with_territories;
mod tables_with_types;
mod told;
mod units;
mod wegweiser;
mod writers;
mod wrong;
