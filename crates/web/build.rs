//! Gathers what every page loads: the styles and fonts of KERN UX from `node_modules`, our own styles and scripts from `assets/`.
//!
//! The files are put into the program, under one address that changes with their content. KERN UX is not copied into the repository;
//! its exact version is pinned in `package-lock.json`.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

#[path = "src/fingerprint.rs"]
mod fingerprint;

/// From `node_modules/@kern-ux/native/dist`. KERN uses the weights 400, 500 and 600; italics are left to the browser.
const FROM_KERN: [&str; 4] = [
    "kern.min.css",
    "fonts/fira-sans/FiraSans-Regular.woff2",
    "fonts/fira-sans/FiraSans-Medium.woff2",
    "fonts/fira-sans/FiraSans-SemiBold.woff2",
];
const OWN: [&str; 3] = ["lotse.css", "lotse.js", "lotse.svg"];

fn main() -> Result<(), Box<dyn Error>> {
    let here = env::var("CARGO_MANIFEST_DIR")?;
    let own = Path::new(&here).join("assets");
    let kern = Path::new(&here).join("../../node_modules/@kern-ux/native/dist");

    let mut files = Vec::new();
    for name in FROM_KERN {
        let path = kern.join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        let bytes = fs::read(&path).map_err(|_| {
            format!(
                "the look of the pages is not there ({} is missing): run \"npm ci --ignore-scripts\" in the checkout first, \
                 or start ./run, which does it",
                path.display()
            )
        })?;
        files.push((name.rsplit('/').next().unwrap_or(name), bytes));
    }
    for name in OWN {
        let path = own.join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        files.push((
            name,
            fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?,
        ));
    }

    let out = env::var("OUT_DIR")?;
    let parts = files
        .iter()
        .flat_map(|(name, bytes)| [name.as_bytes(), bytes.as_slice()]);
    let hash = fingerprint::of(parts)[..16].to_owned();
    let mut list = format!("pub(crate) const HASH: &str = {hash:?};\npub(crate) const FILES: &[(&str, &[u8])] = &[\n");
    for (name, bytes) in &files {
        fs::write(Path::new(&out).join(name), bytes)?;
        writeln!(
            list,
            "    ({name:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))),"
        )?;
    }
    list.push_str("];\n");
    fs::write(Path::new(&out).join("assets.rs"), list)?;
    Ok(())
}
